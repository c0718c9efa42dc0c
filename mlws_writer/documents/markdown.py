"""A document as a person wrote it, cut at its top headings so that only what matters is parsed, and never rendered.

A chunk begins at a heading of level one or two in the first column, where no block of the text before it is open: each
chunk parses as it would within the whole document. Positions are a chunk and a line in it; a day lies in one chunk.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, islice

from mlws_writer.documents.dates import DATED_LINE, day_of
from mlws_writer.documents.parsed import LINE_END, Heading, Item, Parsed, bare, blank
from mlws_writer.documents.parsing import parse

_BOM = "\ufeff"
_TOP_HEADING = re.compile(r"[\r\n](?=##?[ \t])")
_TOP_HEADING_LF = re.compile(r"\n(?=##?[ \t])")
"""The same where no line ends in CR, which is found much faster."""
_MAY_STAY_OPEN = re.compile(r"[\r\n]( {0,3})(```|~~~|<)")
_FENCE = re.compile(r"[\r\n](?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)(?=[\r\n]|\Z)")
_DATED_LINE_LF = re.compile(DATED_LINE.pattern.replace(r"[\r\n]", r"\n", 1), DATED_LINE.flags)
_LINK = re.compile(r"\]\([ \t]*(?:<([^>\r\n]*)>|([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*))")


@dataclass(frozen=True)
class Chunk:
    """A piece of a document from one top heading to the next."""

    text: str
    start: int
    first: bool

    @property
    def parsed(self) -> Parsed:
        """The blocks of the chunk; parsed when first asked for."""
        return parse(self.text, front=self.first)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Where in the chunk each line begins, and where the last one ends."""
        starts = [0, *(found.end() for found in LINE_END.finditer(self.text))]
        return tuple(starts if starts[-1] == len(self.text) else [*starts, len(self.text)])

    @property
    def lines(self) -> int:
        """How many lines the chunk has."""
        return len(self.line_starts) - 1

    def line(self, number: int) -> str:
        """Read a line without its end."""
        return LINE_END.sub("", self.text[self.line_starts[number] : self.line_starts[number + 1]])

    def trimmed(self, line: int, end: int, *, rules: bool = False) -> int:
        """Go back over the blank lines before `end`, and over one rule if asked to."""
        while end > line and blank(self.line(end - 1)):
            end -= 1
        last = [block for block in self.parsed.blocks if block.level == 0 and block.line == end - 1]
        if rules and end > line and last and last[0].kind.startswith("hr "):
            return self.trimmed(line, end - 1)
        return end


@dataclass(frozen=True, slots=True)
class Spot:
    """A bullet of a document: its chunk and its number there."""

    chunk: int
    index: int


@dataclass(frozen=True, slots=True)
class Region:
    """Some lines of a chunk under a heading; `line` is the heading's, `body` the first one below it."""

    chunk: int
    line: int
    body: int
    end: int
    title: str = ""

    def holds(self, chunk: int, line: int) -> bool:
        """Tell whether a line lies below the heading."""
        return self.chunk == chunk and self.body <= line < self.end


@dataclass(frozen=True)
class Page:
    """A document: the byte order mark, if any, and its chunks."""

    bom: str
    text: str
    chunks: tuple[Chunk, ...]

    @classmethod
    def of(cls, raw: bytes) -> "Page":
        """Decode a document, whatever its bytes are; each byte comes back as it was."""
        text = raw.decode("utf-8", "surrogateescape")
        bom = _BOM if text.startswith(_BOM) else ""
        text = text.removeprefix(bom) if bom else text
        return cls(bom, text, tuple(_chunks(text)))

    @property
    def raw(self) -> bytes:
        """The bytes of the document."""
        return (self.bom + self.text).encode("utf-8", "surrogateescape")

    @property
    def empty(self) -> bool:
        """Whether nothing but blank lines stands in the document."""
        return not self.text.strip(" \t\r\n")

    @cached_property
    def links(self) -> frozenset[str]:
        """Where the links of the document lead."""
        return frozenset(links_of(self.text))

    @cached_property
    def dated(self) -> tuple[tuple[date, int], ...]:
        """The days of the document in the order in which they stand, each with its chunk."""
        return tuple((day, index) for index, chunk in enumerate(self.chunks) for day in _days_of(chunk))

    @property
    def open_line(self) -> tuple[int, int] | None:
        """Where a fence or HTML block begins that is never closed: chunk and line."""
        line = self.chunks[-1].parsed.open if self.chunks else -1
        return (len(self.chunks) - 1, line) if line >= 0 else None

    def offset(self, chunk: int, line: int) -> int:
        """Say where a line begins in the text."""
        if chunk >= len(self.chunks):
            return len(self.text)
        return self.chunks[chunk].start + self.chunks[chunk].line_starts[line]

    def number(self, chunk: int, line: int) -> int:
        """Give a line the number that an editor gives it."""
        return self._lines_above[chunk] + line + 1

    @cached_property
    def _lines_above(self) -> tuple[int, ...]:
        return tuple(accumulate((chunk.lines for chunk in self.chunks), initial=0))

    def spliced(self, start: int, end: int, text: str) -> "Page":
        """Put a text in place of another; all else stays byte for byte, and chunks that are far away as they are."""
        after = self.text[:start] + text + self.text[end:]
        if not self.text or not after or _may_be_read_anew(self.text, after, text):
            return Page.of((self.bom + after).encode("utf-8", "surrogateescape"))
        near = max(0, bisect([chunk.start for chunk in self.chunks], start) - 2)
        shift, chunks = len(after) - len(self.text), list(self.chunks[:near])
        old = {chunk.start + shift: index for index, chunk in enumerate(self.chunks) if index and chunk.start >= end}
        for chunk in _chunks(after, self.chunks[near].start):
            chunks.append(chunk)
            rest = (
                old.get(chunk.start + len(chunk.text)) if chunk.start + len(chunk.text) >= start + len(text) else None
            )
            if rest is not None:
                chunks += [Chunk(far.text, far.start + shift, first=False) for far in self.chunks[rest:]]
                break
        return Page(self.bom, after, tuple(chunks))

    def days(self, day: date) -> list[Region]:
        """Find the headings of a day; a person may have written more than one."""
        chunks = dict.fromkeys(self._chunks_of.get(day, ()))
        return [region for index in chunks for found, region in self._day_regions(index) if found == day]

    @cached_property
    def _chunks_of(self) -> dict[date, list[int]]:
        found: dict[date, list[int]] = {}
        for day, index in self.dated:
            found.setdefault(day, []).append(index)
        return found

    def heads(self, chunk: int, line: int) -> tuple[date | None, str]:
        """Say under which day and which section a line stands."""
        for day, region in self._day_regions(chunk):
            if region.holds(chunk, line):
                titles = [section.title for section in self.sections(region) if section.holds(chunk, line)]
                return day, title_of(titles[0]) if titles else ""
        return None, ""

    def _day_regions(self, index: int) -> list[tuple[date, Region]]:
        parsed = self.chunks[index].parsed
        regions = _regions(index, [h for h in parsed.headings if h.level <= 2], parsed.lines)
        twos = [region for heading, region in regions if heading.level == 2]
        return [(day, region) for region in twos if (day := day_of(region.title)) is not None]

    def sections(self, day: Region) -> list[Region]:
        """Find the sections of a day."""
        found = self.chunks[day.chunk].parsed.headings
        headings = [h for h in found if day.body <= h.line < day.end and h.level <= 3]
        return [region for heading, region in _regions(day.chunk, headings, day.end) if heading.level == 3]

    def above_sections(self, day: Region) -> Region:
        """Give the lines between the heading of a day and its first section."""
        found = self.chunks[day.chunk].parsed.headings
        end = min((h.line for h in found if day.body <= h.line < day.end), default=day.end)
        return Region(day.chunk, day.line, day.body, end)

    def item(self, spot: Spot) -> Item:
        """Look a bullet up."""
        return self.chunks[spot.chunk].parsed.items[spot.index]

    def items(self, chunk: int) -> Iterator[tuple[Spot, Item]]:
        """Go through the bullets of a chunk."""
        for index, item in enumerate(self.chunks[chunk].parsed.items):
            yield Spot(chunk, index), item

    def stating(self, text: str, only: int | None = None) -> list[Spot]:
        """Find the bullets whose first line is this text, however deep they lie, in one chunk or in all."""
        wanted = bare(text)
        chunks = [only] if only is not None else [i for i, chunk in enumerate(self.chunks) if wanted in chunk.text]
        return [Spot(chunk, index) for chunk in chunks for index in self.chunks[chunk].parsed.stating.get(wanted, ())]

    def below(self, spot: Spot) -> list[Spot]:
        """Find the bullets that hang under a bullet, however deep."""
        under = {spot.index}
        for other, item in self.items(spot.chunk):
            if item.parent in under:
                under.add(other.index)
        return [Spot(spot.chunk, index) for index in sorted(under - {spot.index})]

    def line_end(self, offset: int) -> str:
        """Say how the lines about an offset end."""
        ends = list(LINE_END.finditer(self.text, max(0, offset - 4096), offset))
        found = ends[-1] if ends else LINE_END.search(self.text)
        return found.group() if found else "\n"


def title_of(heading: str) -> str:
    """Reduce a section's heading to what it is known by: "Models:" and "🧪 models" are the same."""
    return re.sub(r"\A\W+|\W+\Z", "", heading).casefold()


def links_of(text: str) -> list[str]:
    """Say where the links of a text lead, in their order."""
    return [(found[1] or found[2] or "").removeprefix("./") for found in _LINK.finditer(text)]


def _regions(chunk: int, headings: list[Heading], end: int) -> list[tuple[Heading, Region]]:
    """Cut lines at headings."""
    stops = [heading.line for heading in headings[1:]] + [end]
    return [(h, Region(chunk, h.line, h.end, stop, h.text)) for h, stop in zip(headings, stops, strict=False)]


def _days_of(chunk: Chunk) -> list[date]:
    """Find the days of a chunk, without parsing it when its first line says it all."""
    dated = DATED_LINE if "\r" in chunk.text else _DATED_LINE_LF
    if dated.search("\n" + chunk.text, 1 if chunk.text.startswith(("# ", "#\t", "## ", "##\t")) else 0):
        headings = [heading for heading in chunk.parsed.headings if heading.level == 2]
        return [day for heading in headings if (day := day_of(heading.text)) is not None]
    day = day_of(LINE_END.split(chunk.text, 1)[0][2:].strip(" \t")) if chunk.text.startswith(("## ", "##\t")) else None
    return [day] if day else []


def _chunks(text: str, start: int = 0) -> Iterator[Chunk]:
    """Cut a text at its top headings, but not within a block that may still be open there; `start` is such a cut."""
    if not text:
        yield Chunk("", 0, first=True)
    headings = (_TOP_HEADING if "\r" in text else _TOP_HEADING_LF).finditer(text, start)
    cuts, step = chain((found.end() for found in headings), [len(text)]), 1
    at = next(cuts)
    while start < len(text):
        chunk = Chunk(text[start:at], start, first=start == 0)
        if at == len(text) or _closed(chunk):
            yield chunk
            start, at, step = at, next(cuts, len(text)), 1
        else:
            at, step = next(islice(cuts, step - 1, None), len(text)), step * 2


def _may_be_read_anew(before: str, after: str, new: str) -> bool:
    """Tell whether the bytes of a text may be read as other letters: a mark at its start, or halves of a letter."""
    return before[:1] != after[:1] or any("\udc80" <= letter <= "\udcff" for letter in new)


def _closed(chunk: Chunk) -> bool:
    """Tell whether no block of a chunk can go on behind it."""
    if chunk.first and chunk.text.startswith("---"):
        blocks = chunk.parsed.blocks
        return bool(blocks) and blocks[0].kind.startswith("front_matter") and chunk.parsed.open < 0
    if "<" not in chunk.text and "```" not in chunk.text and "~~~" not in chunk.text:
        return True
    text = "\n" + chunk.text
    doubtful = _MAY_STAY_OPEN.findall(text)
    if all(not indent and mark != "<" for indent, mark in doubtful):
        return not doubtful or _fences_closed(text)
    return chunk.parsed.open < 0


def _fences_closed(text: str) -> bool:
    """Tell whether each fence is closed, where all of them stand in the first column and lie in nothing else."""
    opened = ""
    for found in _FENCE.finditer(text):
        mark = found[1] or found[2]
        if not opened:
            opened = mark
        elif mark.startswith(opened) and blank(found.group()[1 + len(mark) :]):
            opened = ""
    return not opened
