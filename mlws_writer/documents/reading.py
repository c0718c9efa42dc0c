"""A day of the journal as it stands: what is written there now, by whomever."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mlws_writer.documents.markdown import Page, Region


@dataclass(frozen=True, slots=True)
class Standing:
    """A bullet as it stands: its section, its first line without marker and box, and the bullets right under it.

    `done` is None where the bullet has no box. A paragraph that stands by itself counts as a bullet without children.
    """

    section: str
    text: str
    done: bool | None
    children: tuple["Standing", ...] = ()


def standing(raw: bytes, day: date) -> tuple[Standing, ...] | None:
    """Read the top bullets and paragraphs of a day, each kind in its order; None where the day has no heading."""
    page = Page.of(raw)
    regions = page.days(day)
    if not regions:
        return None
    return tuple(bullet for region in regions for bullet in _bullets(page, region))


def _bullets(page: Page, day: Region) -> list[Standing]:
    sections = page.sections(day)

    def section(line: int) -> str:
        return next((s.title for s in sections if s.holds(day.chunk, line)), "")

    items = [(spot.index, item) for spot, item in page.items(day.chunk) if day.holds(day.chunk, item.line)]

    def under(parent: int) -> tuple[Standing, ...]:
        return tuple(
            Standing(section(item.line), item.text, item.box[1:2] in "xX" if item.box else None, under(index))
            for index, item in items
            if item.parent == parent and item.marker
        )

    blocks = page.chunks[day.chunk].parsed.blocks
    loose = [
        Standing(section(text.line), " ".join(text.text.split()), None)
        for opening, text in pairwise(blocks)
        if opening.kind.startswith("paragraph_open") and opening.level == 0 and day.holds(day.chunk, text.line)
    ]
    return [*under(-1), *loose]
