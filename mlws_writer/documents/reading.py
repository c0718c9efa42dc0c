"""A day of the journal as it stands: what is written there now, by whomever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mlws_writer.documents.blocks import SECTION_ORDER
from mlws_writer.documents.markdown import Page, Region, title_of
from mlws_writer.documents.parsed import Item, bare


@dataclass(frozen=True, slots=True)
class Standing:
    """A bullet as it stands: its section, its first line without marker and box, and the bullets right under it.

    `box` is what stands between the brackets of its box, "" where it has none; `line` is its number in an editor;
    `words` is all of its text where that goes on over several lines. A paragraph that stands by itself counts as a
    bullet without children.
    """

    section: str
    text: str
    box: str = ""
    children: tuple["Standing", ...] = ()
    line: int = 0
    words: str = ""

    @property
    def done(self) -> bool | None:
        """Whether the box is ticked; None where there is none."""
        return self.box in "xX" if self.box else None


def standing(raw: bytes | Page, day: date, names: Mapping[str, str] | None = None) -> tuple[Standing, ...] | None:
    """Read the top bullets and paragraphs of a day, each kind in its order; None where the day has no heading.

    `names` are those that a person has for our sections; whatever stands around a title, the section gets our name.
    """
    page = raw if isinstance(raw, Page) else Page.of(raw)
    regions = page.days(day)
    if not regions:
        return None
    ours = {title_of((names or {}).get(title, title)): title for title in SECTION_ORDER}
    return tuple(bullet for region in regions for bullet in _bullets(page, region, ours))


def _bullets(page: Page, day: Region, ours: Mapping[str, str]) -> list[Standing]:
    sections = page.sections(day)
    above = page.number(day.chunk, 0)

    names = [(s, ours.get(title_of(s.title), s.title)) for s in sections]

    def section(line: int) -> str:
        return next((name for section, name in names if section.body <= line < section.end), "")

    below: dict[int, list[tuple[int, Item]]] = {}
    for spot, item in page.items(day.chunk):
        if item.marker and day.body <= item.line < day.end:
            below.setdefault(item.parent, []).append((spot.index, item))

    blocks = page.chunks[day.chunk].parsed.blocks
    texts = {block.line: block.text for block in blocks if block.kind.startswith("inline")}

    def place(item: Item) -> tuple[int, str]:
        return above + item.line, bare(" ".join(texts[item.line].split()))

    def under(parent: int) -> tuple[Standing, ...]:
        return (
            tuple(
                Standing(section(item.line), item.text, item.box[1:2], under(index), *place(item))
                for index, item in below[parent]
            )
            if parent in below
            else ()
        )

    loose = [
        Standing(section(text.line), " ".join(text.text.split()), line=above + text.line)
        for opening, text in pairwise(blocks)
        if opening.kind.startswith("paragraph_open") and opening.level == 0 and day.holds(day.chunk, text.line)
    ]
    return [*under(-1), *loose]
