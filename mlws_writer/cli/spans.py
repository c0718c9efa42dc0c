"""A line for a person: pieces of text, each with its styles, cut to a width before it is coloured."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlws_writer.cli.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    styles: tuple[str, ...] = ()


Line = tuple[Span, ...]


def plain(text: str) -> Span:
    """Return a piece without a style."""
    return Span(text)


def dim(text: str) -> Span:
    """Return a piece that steps back."""
    return Span(text, ("dim",))


def shown(text: str) -> str:
    """Return a text of a log on one line, without anything that a terminal would act on."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]+", " ", text).strip()


def painted(lines: Iterable[Line], width: int, terminal: Terminal) -> Iterator[str]:
    """Yield the lines as they are printed."""
    for line in lines:
        yield "".join(terminal.paint(span.text, *span.styles) for span in cut(line, width)).rstrip()


def cut(line: Line, width: int) -> Line:
    """Shorten a line to a width, with a sign that something is missing."""
    kept: list[Span] = []
    room = width
    for span in line:
        if len(span.text) > room:
            return (*kept, Span(span.text[: max(room - 1, 0)] + "…", span.styles))
        kept.append(span)
        room -= len(span.text)
    return tuple(kept)
