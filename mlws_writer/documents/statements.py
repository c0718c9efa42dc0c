"""What a document says, statement by statement: bullets, sentences, rows of tables, code, each with its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from mlws_writer.checking.reading.apart import apart
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.parsed import Block, bare, lines_of
from mlws_writer.documents.parsing import parse

_LABEL = re.compile(r"\*\*[^*]+\*\*:?")
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^()\s]*\)")
_CITED = re.compile(r"\s*\((?:\[(?:\\.|[^\]\\])*\]\([^()\s]*\)(?:,\s*|\s+and\s+)?)+\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of a document that can be true or false, on one line of its own or with others on that line.

    `about` is the header of its table, the day it stands under, or what else tells of what it is said.
    """

    line: int
    text: str
    about: str = ""
    above: str = ""
    """The bullet above it."""

    @property
    def digest(self) -> str:
        """The name by which the text is known, however it is broken into lines."""
        return digest(self.text)

    @property
    def plain(self) -> str:
        """The text without Markdown and without its citations."""
        return plain(self.text)


def digest(text: str) -> str:
    """Name a text, whatever its box and its white space are."""
    return sha256(" ".join(bare(text).split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain(text: str) -> str:
    """Take the Markdown and the citations off a text."""
    said = _CITED.sub("", bare(text))
    said = _LINK.sub(lambda match: match[1], said)
    return " ".join(_ESCAPED.sub(r"\1", re.sub(r"(?<!\\)(?:\*\*|`)", "", said)).split())


def statements(raw: bytes) -> tuple[Statement, ...]:
    """Read the statements of a document in their order."""
    text = Page.of(raw).text
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    parsed, lines = parse(text, front=True), lines_of(text)
    parents = {item.line: parsed.items[item.parent].text if item.parent >= 0 else "" for item in parsed.items}
    header, previous = "", Block("", 0, "", 0, 0)
    for block in parsed.blocks:
        kind = block.kind.split()[0]
        if kind == "table_open":
            header = lines[block.line]
            yield from (
                Statement(number + 1, lines[number].strip(), header) for number in range(block.line + 2, block.end)
            )
        elif kind in {"fence", "code_block"} and block.text.strip():
            yield Statement(block.line + 1, block.text.strip())
        elif kind == "inline" and not previous.kind.startswith(("th_open", "td_open")):
            heading = previous.kind.startswith("heading_open")
            if heading and not previous.kind.startswith(("heading_open h3", "heading_open h4")):
                previous = block
                continue
            said = bare(" ".join(block.text.split()))
            for part in [said] if block.line in parents or heading else _sentences(said):
                if not (_LABEL.fullmatch(part) or not part.strip()):
                    yield Statement(block.line + 1, part, above=parents.get(block.line, ""))
        previous = block


def _sentences(text: str) -> Sequence[str]:
    """Split plain prose; what has a label or cites a line is one statement."""
    if text.startswith(("**", ">")) or "](" in text:
        return [text]
    return apart(text)
