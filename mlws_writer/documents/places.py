"""Where new bullets, sections and days may go in a document, best place first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from mlws_writer.documents.blocks import ABOVE, Bullet
from mlws_writer.documents.dates import heading_like
from mlws_writer.documents.markdown import Page, Region, Spot, title_of
from mlws_writer.documents.parsed import Item, blank
from mlws_writer.documents.splice import Kind, Place, Row

_BULLET_LINE = re.compile(r"[\r\n]([-*+])[ \t]")
_BLANK = Row(Kind.BLANK)
_RULE = Row(Kind.RULE)

Group = tuple[str, Sequence[Bullet]]
"""A section's title and the bullets that are new in it."""


def bullet_rows(bullets: Sequence[Bullet], depth: int = 0) -> Iterator[Row]:
    """Write bullets down, each above those that hang under it."""
    for bullet in bullets:
        yield Row(Kind.BULLET, bullet.text, depth)
        yield from bullet_rows(bullet.children, depth + 1)


def under_bullet(
    page: Page, parent: Spot, bullets: Sequence[Bullet], before: Sequence[Spot], behind: Sequence[Spot]
) -> Iterator[Place]:
    """Find places under a bullet: next to those of its own that stand before or behind, else right below it.

    `before` and `behind` are bullets that stand already and belong before or behind the new ones, nearest first.
    """
    rows = tuple(bullet_rows(bullets))
    own = [spot for spot in page.below(parent) if page.item(spot).parent == parent.index]
    yield from _next_to(page, rows, [s for s in before if s in own], [s for s in behind if s in own], parent)
    item = page.item(parent)
    below = page.item(own[0]) if own else None
    chunk = page.chunks[parent.chunk].parsed
    text_end = next(b.end for b in chunk.blocks if b.line == item.line and b.kind.startswith("paragraph_open"))
    for indent in dict.fromkeys([*([below.indent] if below else []), *_deeper(page, parent)]):
        marker = _bullet(below.marker if below else item.marker)
        place = Place(parent.chunk, text_end, rows, parent, indent, marker, _step(page, parent.chunk))
        yield place
        yield replace(place, line=item.end)
        yield replace(place, line=item.end, step="  ")


def in_section(
    page: Page, section: Region, bullets: Sequence[Bullet], before: Sequence[Spot], behind: Sequence[Spot]
) -> Iterator[Place]:
    """Find places in a section: next to the bullets that belong before or behind, else at the end of its last list."""
    rows = tuple(bullet_rows(bullets))
    step = _step(page, section.chunk)
    yield from _next_to(
        page,
        rows,
        [s for s in before if _stands_free(page, section, s)],
        [s for s in behind if _stands_free(page, section, s)],
    )
    parsed = page.chunks[section.chunk].parsed
    lists = [each for each in parsed.lists if each.top and section.holds(section.chunk, each.line)]
    for each in reversed(lists):
        lead = (_BLANK,) if each.loose else ()
        yield Place(section.chunk, each.end, lead + rows, marker=_bullet(each.marker), step=step)
    marker = _marker(page, section.chunk)
    for line in dict.fromkeys([*_ends(page, section), section.body]):
        framed = _framed(page, section.chunk, line, rows)
        yield Place(section.chunk, line, framed, marker=marker, step=step)
        yield Place(section.chunk, line, framed, marker=marker)


def new_section(page: Page, day: Region, group: Group, order: Sequence[str]) -> Iterator[Place]:
    """Find places for a section that a day lacks: by the order of sections, else at the end of the day."""
    ranks = {title_of(title): rank for rank, title in enumerate(order)}
    title, bullets = group
    sections = page.sections(day)
    rows = tuple(_section_rows(title, bullets, spaced=_spaced(page, sections)))
    rank = ranks.get(title_of(title), len(ranks))
    later = [s for s in sections if ranks.get(title_of(s.title), -1) > rank]
    for line in [*(s.line for s in later[:1]), *_ends(page, day)]:
        framed = _framed(page, day.chunk, line, rows)
        marker = _marker(page, day.chunk)
        yield Place(day.chunk, line, framed, marker=marker, step=_step(page, day.chunk))
        yield Place(day.chunk, line, framed, marker=marker)


def new_day(page: Page, day: date, groups: Sequence[Group]) -> Iterator[Place]:
    """Find places for a day: newest first, unless the document runs the other way."""
    dated = min((found for found, _ in page.dated), key=lambda found: abs(found - day), default=None)
    near = page.days(dated)[0] if dated else None
    spaced = _spaced(page, page.sections(near)) if near else True
    rows = [Row(Kind.DAY, heading_like(near.title, day) if near else day.isoformat())]
    for title, bullets in groups:
        rows += [_BLANK, *_section_rows(title, bullets, spaced=spaced)]
    ruled = [*_day_lines(page, day, (*rows, _BLANK, _RULE), (_RULE, _BLANK, *rows))] if _ruled(page) else []
    for chunk, line, lines in [*ruled, *_day_lines(page, day, rows, rows)]:
        framed = _framed(page, chunk, line, lines if chunk or line else _unruled(lines))
        marker = _marker(page, near.chunk if near else chunk)
        yield Place(chunk, line, framed, marker=marker, step=_step(page, chunk))
        yield Place(chunk, line, framed, marker=marker)


def _day_lines(
    page: Page, day: date, above: Sequence[Row], below: Sequence[Row]
) -> Iterator[tuple[int, int, Sequence[Row]]]:
    """Say before which lines a new day may begin, and what to write there."""
    days = [found for found, _ in page.dated]
    rising = len(set(days)) > 1 and days == sorted(days)
    next_one = next((d for d in days if (d > day if rising else d < day)), None)
    if next_one is not None:
        region = page.days(next_one)[0]
        yield region.chunk, region.line, above
    if days:
        last = page.days(days[-1])[-1]
        yield from ((last.chunk, line, below) for line in _ends(page, last))
        return
    final = len(page.chunks) - 1
    chunk = page.chunks[final]
    end = chunk.trimmed(0, chunk.lines)
    ends_in_rule = end > chunk.trimmed(0, end, rules=True)
    yield final, chunk.lines, _unruled(below) if ends_in_rule else below
    if page.open_line is not None:
        yield *page.open_line, below


def _ends(page: Page, region: Region) -> list[int]:
    """Say where a day or section may end: above the rule that parts it from the next one, or behind it."""
    chunk = page.chunks[region.chunk]
    return [chunk.trimmed(region.body, region.end, rules=True), chunk.trimmed(region.body, region.end)]


def _unruled(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave the first rule away: at the very top it would open front matter."""
    return rows[2:] if rows[0] is _RULE else rows


def _next_to(
    page: Page, rows: tuple[Row, ...], before: Sequence[Spot], behind: Sequence[Spot], parent: Spot | None = None
) -> Iterator[Place]:
    for spot in before[:1]:
        item = page.item(spot)
        place = _like(page, spot, item, (*_gap(page, spot, item), *rows), parent)
        yield replace(place, line=item.end)
    for spot in behind[:1]:
        item = page.item(spot)
        yield _like(page, spot, item, (*rows, *_gap(page, spot, item)), parent)


def _like(page: Page, spot: Spot, item: Item, rows: tuple[Row, ...], parent: Spot | None) -> Place:
    step = _step(page, spot.chunk)
    return Place(spot.chunk, item.line, rows, parent, item.indent, _bullet(item.marker), step)


def _gap(page: Page, spot: Spot, item: Item) -> tuple[Row, ...]:
    """Leave a blank line where the list has them."""
    return (_BLANK,) if page.chunks[spot.chunk].parsed.lists[item.list].loose else ()


def _stands_free(page: Page, section: Region, spot: Spot) -> bool:
    item = page.item(spot)
    parsed = page.chunks[spot.chunk].parsed
    return section.holds(spot.chunk, item.line) and item.parent < 0 and parsed.lists[item.list].top


def _section_rows(title: str, bullets: Sequence[Bullet], *, spaced: bool) -> Iterator[Row]:
    if title != ABOVE:
        yield Row(Kind.SECTION, title)
    if title != ABOVE and spaced:
        yield _BLANK
    yield from bullet_rows(bullets)


def _framed(page: Page, chunk: int, line: int, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Part new lines from what stands before and behind them."""
    here = page.chunks[chunk]
    lead = (_BLANK,) if _behind_text(page, chunk, line) else ()
    follows = not blank(here.line(line)) if line < here.lines else chunk + 1 < len(page.chunks)
    return (*lead, *rows, _BLANK) if follows else (*lead, *rows)


def _behind_text(page: Page, chunk: int, line: int) -> bool:
    if line:
        return not blank(page.chunks[chunk].line(line - 1))
    return chunk > 0 and _behind_text(page, chunk - 1, page.chunks[chunk - 1].lines)


def _spaced(page: Page, sections: Sequence[Region]) -> bool:
    """Tell whether a blank line stands below the headings of sections."""
    for section in sections:
        chunk = page.chunks[section.chunk]
        if section.body < section.end:
            return blank(chunk.line(section.body))
    return True


def _ruled(page: Page) -> bool:
    """Tell whether the days of a document are parted by rules; a document without days shall have them."""
    starts = [index for index in dict.fromkeys(index for _, index in page.dated) if index > 0]
    for index in starts[:3]:
        chunk = page.chunks[index - 1]
        end = chunk.trimmed(0, chunk.lines)
        if chunk.trimmed(0, end, rules=True) < end:
            return True
    return not page.dated


def _marker(page: Page, chunk: int) -> str:
    """Take the marker that bullets have nearby."""
    markers = [each.marker for each in page.chunks[chunk].parsed.lists if each.top]
    if markers:
        return _bullet(markers[-1])
    found = _BULLET_LINE.search(page.text)
    return found[1] if found else "-"


def _bullet(marker: str) -> str:
    return marker if marker in {"-", "*", "+"} else "-"


def _step(page: Page, chunk: int) -> str:
    """Take the indent that bullets under bullets have nearby."""
    items = page.chunks[chunk].parsed.items
    for item in items:
        if item.marker and item.indent and item.parent >= 0 and items[item.parent].marker:
            above = items[item.parent].indent
            if item.indent.startswith(above) and item.indent != above:
                return item.indent.removeprefix(above)
    return "  "


def _deeper(page: Page, parent: Spot) -> list[str]:
    """Say how far a bullet under a bullet may be indented."""
    item = page.item(parent)
    exact = item.indent + (" " * len(item.marker + item.gap) if "\t" not in item.gap else "\t")
    return [item.indent + _step(page, parent.chunk), exact, item.indent + " " * (len(item.marker) + 1)]
