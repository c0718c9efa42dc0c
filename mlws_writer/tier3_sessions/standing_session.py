"""A session document as it stands, whoever wrote what in it: its title, its sections in pieces, its ideas for posts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mlws_writer.documents.inline import targets, without_markup
from mlws_writer.documents.parsed import Block, Heading, lines_of, unified
from mlws_writer.documents.parsing import parse
from mlws_writer.tier3_sessions.share_gate import outside_code

LABEL = re.compile(r"\*\*(?P<label>[^*\n]{1,40})\*\*:[ \t]*")
"""What leads a paragraph of a session: **Outcome**: …"""
_QUESTIONS = re.compile(r"^Open, for the author to answer[^\n]*\n\n(?:- .*\n?)+", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)\n?", re.DOTALL)
_NUMBERED = re.compile(r"^\d+\.\s+")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a section that stands for itself: what is under a heading, a few paragraphs, an item of a list."""

    title: str
    text: str
    kind: str = ""
    """What it is where it has no title: `item`, `table`, or nothing."""

    @property
    def links(self) -> tuple[tuple[str, int], ...]:
        """Where its links lead: the file as the link has it, and the line, 0 where none is given."""
        return targets(self.text)


@dataclass(frozen=True, slots=True)
class StandingIdea:
    """An idea for a post as it stands in a session, in Markdown."""

    title: str
    angle: str
    audience: str
    takeaways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingSession:
    """A session document as it stands; `sections` are (heading, pieces) in their order, the head is one of them."""

    title: str
    head: str
    sections: tuple[tuple[str, tuple[Piece, ...]], ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days that the head names."""
        found = _DATE.findall(_field(self.head, "Date") or self.head)
        return tuple(dict.fromkeys(day for text in found if (day := _day(text))))

    @property
    def objective(self) -> str:
        """What the session was for, in Markdown."""
        return _field(self.head, "Objective")

    def section(self, name: str) -> tuple[Piece, ...]:
        """Give the pieces of a section, by its heading."""
        return next((pieces for heading, pieces in self.sections if heading.casefold() == name.casefold()), ())

    @property
    def ideas(self) -> tuple[StandingIdea, ...]:
        """The ideas for posts, in their order."""
        return tuple(_idea(piece) for piece in self.section("Blog Post Ideas") if piece.title)


def for_others(text: str) -> str:
    """Leave out what is for nobody but the author: questions that are not answered yet, and comments."""
    return outside_code(_QUESTIONS.sub("", unified(text)), lambda part: _COMMENT.sub("", part))


def read_session(text: str) -> StandingSession:
    """Read a session document."""
    text = unified(text)
    lines, headings = lines_of(text), parse(text, front=True).headings
    tops = [h for h in headings if h.level == 2]
    first = next((h for h in headings if h.level == 1), None)
    begin = first.end if first else 0
    sections = tuple((h.text, tuple(_pieces(lines[h.end : end]))) for h, end in _until_next(tops, len(lines)))
    head = "\n".join(lines[begin : tops[0].line if tops else len(lines)]).strip("\n")
    return StandingSession(without_markup(first.text) if first else "", head, sections)


def _until_next(headings: Sequence[Heading], end: int) -> Iterator[tuple[Heading, int]]:
    """Give each heading with the line at which what is under it ends."""
    yield from zip(headings, [*(h.line for h in headings[1:]), end], strict=False)


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    text = "\n".join(lines)
    under = [h for h in parse(text).headings if h.level == 3]
    intro = lines[: under[0].line if under else len(lines)]
    yield from _loose("\n".join(intro))
    for heading, end in _until_next(under, len(lines)):
        body = "\n".join(lines[heading.end : end]).strip("\n")
        yield Piece(_NUMBERED.sub("", heading.text), body)


def _loose(text: str) -> Iterator[Piece]:
    """Part what has no heading of its own: items, tables, paragraphs from one like the first to the next."""
    lines, lead = lines_of(text), ""
    kept: list[str] = []
    for block in _tops(parse(text).blocks):
        own = "\n".join(lines[block.line : block.end]).strip("\n")
        kind = block.kind.split()[0].removesuffix("_open")
        label = LABEL.match(own)
        lead = lead or (label["label"] if label else "")
        alone = kind in {"list_item", "table"} or own.startswith("![")
        if kept and (alone or (label and label["label"] == lead)):
            yield Piece("", "\n\n".join(kept))
            kept = []
        if alone:
            yield Piece("", own, "item" if kind == "list_item" else kind)
        elif own:
            kept.append(own)
    if kept:
        yield Piece("", "\n\n".join(kept))


def _tops(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the blocks that lie in nothing else, and the items of lists that do."""
    end = -1
    for block in blocks:
        item = block.kind.startswith("list_item") and block.level == 1
        if (block.level == 0 or item) and block.line >= end:
            yield block
            end = block.end


def _idea(piece: Piece) -> StandingIdea:
    items = [each.text for each in _loose(piece.text) if each.kind == "item"]
    takeaways = tuple(re.sub(r"^\s*[-*+]\s+", "", item) for item in items)
    return StandingIdea(piece.title, _field(piece.text, "Angle"), _field(piece.text, "Target audience"), takeaways)


def _field(text: str, name: str) -> str:
    """Read what stands behind a label such as `**Date**:`, to the end of its paragraph."""
    found = re.search(rf"^\*\*{re.escape(name)}\*\*:[ \t]*(.+(?:\n(?!\n|\*\*).+)*)", text, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
