"""Days of a journal taken out into another document, byte for byte."""

from bisect import bisect
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from mlws_writer.documents import refusals
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.splice import blocks_of
from mlws_writer.errors import Refused


def cut_days(raw: bytes, days: Collection[date]) -> tuple[tuple[date, str], ...]:
    """Read some days of a journal as they stand, from heading to heading, in their order."""
    page = Page.of(raw)
    return tuple((day, page.text[start:end]) for day, start, end in _places(page, days))


def plan_taken(raw: bytes | None, ledger: Ledger, texts: Sequence[tuple[date, str]], head: str) -> Plan:
    """Plan to take days into a document in the order of its days; what it holds already is not doubled."""
    before = raw or b""
    page = Page.of(before)
    refusals.check(page, len(before), ledger.size)
    there = {(day, text.rstrip()) for day, text in cut_days(before, {day for day, _ in texts})}
    new = [(day, text) for day, text in texts if (day, text.rstrip()) not in there]
    if not new:
        return Plan(before, (), (), raw)
    page = Page.of(head.encode()) if page.empty else page
    days = [day for day, _ in page.dated] or [day for day, _ in texts]
    rising = len(days) > 1 and days == sorted(days)
    for day, text in new if rising else reversed(new):
        page = _taken(page, day, text, rising=rising)
    return Plan(page.raw, (), (), raw)


def plan_cut(raw: bytes | None, ledger: Ledger, held: Collection[tuple[date, str]]) -> Plan:
    """Plan to take days out of a journal that another document holds exactly so; all else stays byte for byte."""
    before = raw or b""
    page = Page.of(before)
    refusals.check(page, len(before), ledger.size)
    refuse_what_hangs_together(page)
    there = {(day, text.rstrip()) for day, text in held}
    places = _places(page, {day for day, _ in held})
    gone = [(start, end) for day, start, end in places if (day, page.text[start:end].rstrip()) in there]
    if not gone:
        return Plan(before, (), (), raw)
    edges = [0, *(edge for place in gone for edge in place), len(page.text)]
    kept = "".join(page.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    after = Page.of((page.bom + kept).encode("utf-8", "surrogateescape"))
    if _rest(page, gone) != [(b.kind, b.level, b.text) for b in blocks_of(after.chunks)]:
        raise refusals.no_place(page, "what would be left of the journal")
    return Plan(after.raw, (), (), raw)


def refuse_what_hangs_together(page: Page) -> None:
    """Raise Refused for a journal of which no day can be taken without a change to another."""
    if page.open_line is not None:
        raise refusals.no_place(page, "the days that are to be archived")
    defined = next((n for n, chunk in enumerate(page.chunks) if chunk.parsed.references), None)
    if defined is not None:
        raise Refused(
            "its days hang together",
            why=f"links are defined for the whole journal, somewhere from line {page.number(defined, 0)} on",
            fix="write those links out, [text](file), then run the same command again",
        )


def _places(page: Page, days: Collection[date]) -> list[tuple[date, int, int]]:
    """Say where some days begin and end."""
    regions = [(day, region) for day in sorted(days) for region in page.days(day)]
    found = [(day, page.offset(r.chunk, r.line), _end(page, r.chunk, r.end)) for day, r in regions]
    return sorted(found, key=lambda place: place[1])


def _end(page: Page, chunk: int, line: int) -> int:
    here = page.chunks[chunk]
    return here.start + here.line_starts[line]


def _rest(page: Page, gone: Sequence[tuple[int, int]]) -> list[tuple[str, int, str]]:
    """List the blocks of a page that do not begin in what is cut out."""
    starts, kept = [start for start, _ in gone], []
    for chunk in page.chunks:
        for block in chunk.parsed.blocks:
            offset = chunk.start + chunk.line_starts[min(block.line, chunk.lines)]
            above = bisect(starts, offset) - 1
            if above < 0 or offset >= gone[above][1]:
                kept.append((block.kind, block.level, block.text))
    return kept


def _taken(page: Page, day: date, text: str, *, rising: bool) -> Page:
    """Put a day before the first one that follows it in the order of the document, else at its end."""
    others = [other for other, _ in page.dated if (other > day if rising else other < day)]
    regions = page.days(others[0]) if others else []
    at = page.offset(regions[0].chunk, regions[0].line) if regions else len(page.text)
    lead = page.line_end(at) if at and not page.text[:at].endswith(("\r", "\n")) else ""
    tail = page.line_end(at) if regions and not text.endswith(("\r", "\n")) else ""
    return replace(page.spliced(at, at, lead + text + tail), bom=page.bom)
