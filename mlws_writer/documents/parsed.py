"""What is known of a piece of Markdown once it is parsed, and what a line of it is.

Blocks and items are tuples: a long journal has hundreds of thousands, and those are made thrice as fast.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

LINE_END = re.compile(r"\r\n?|\n")
"""What ends a line in Markdown, and nothing else does: not what `str.splitlines` takes for an end."""

ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)"
    r"(?P<box>\[[ xX/>-]\][ \t]+)?(?P<text>.*?)(?P<tail>[ \t]*)",
    re.DOTALL,
)
"""The first line of a bullet, in pieces."""

_BOX = re.compile(r"\A\[[ xX/>-]\][ \t]+")


class Block(NamedTuple):
    """A block that a person sees: what it is, how deep it lies, what it says, and its lines."""

    kind: str
    level: int
    text: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that lies in no list and no quote."""

    level: int
    text: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class List:
    """A list; `top` when it lies in nothing else, `loose` when a blank line stands between two of its items."""

    line: int
    end: int
    marker: str
    top: bool
    loose: bool = False


class Item(NamedTuple):
    """A bullet: its lines, the bullet above it (-1 for none), its list, and its first line in pieces."""

    line: int
    end: int
    parent: int
    list: int
    indent: str
    marker: str
    gap: str
    box: str
    text: str

    @property
    def start(self) -> int:
        """The column at which the text begins."""
        return len(self.indent + self.marker + self.gap + self.box)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a piece of Markdown holds.

    `stating` finds bullets by their text; `open` is the line of a block that its end did not close, -1 for none.
    """

    lines: int
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    lists: tuple[List, ...]
    items: tuple[Item, ...]
    stating: Mapping[str, tuple[int, ...]]
    references: tuple[str, ...]
    open: int


def unified(text: str) -> str:
    """Write a text with LF at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_of(text: str) -> list[str]:
    """Split a text into lines without their ends; a text that ends in a line end has no empty last line."""
    lines = LINE_END.split(text)
    return lines[:-1] if not lines[-1] else lines


def bare(text: str) -> str:
    """Take the box off the text of a bullet: whether it is ticked is the person's business."""
    return _BOX.sub("", text, count=1) if text.startswith("[") else text


def blank(line: str) -> bool:
    """Tell whether Markdown takes a line for blank."""
    return not line.strip(" \t")
