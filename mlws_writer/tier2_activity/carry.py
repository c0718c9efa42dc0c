"""Next steps that were left open are carried over to the newest day, with the day they are from.

The original stays where it is. A step is carried on from the last day that has next steps and from no other, so that
each stands once on a day; whoever ticks, rewords or deletes one copy has decided about it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mlws_writer.documents.blocks import Bullet, DayEntry, Section, Slot, source_of
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.reading import Standing, standing

NEXT_STEPS = "Next Steps"
CARRIED = "carried"
OPEN = " /"
"""What stands in the box of a step that is still to be done; `-` is given up, `>` is done elsewhere."""

_FROM = re.compile(r" \(from (\d{4}-\d{2}-\d{2})\)\Z")
_LINKS = re.compile(r"\s*\(\[[^\]]*\]\([^)]*\)\)")


@dataclass(frozen=True, slots=True)
class Step:
    """A next step as it stands on a day: what it says, the day it was first written, and whether it is open."""

    text: str
    origin: date
    open: bool

    @property
    def words(self) -> str:
        """What tells the step from others: its words without links."""
        return " ".join(_LINKS.sub("", self.text).casefold().split())

    def slot(self, day: date) -> Slot:
        """Name its copy on a later day."""
        return Slot(f"step:{source_of(self.origin.isoformat(), self.words)}", f"{CARRIED}@{day}")

    def copy(self, day: date) -> Bullet:
        """Write it down for a later day."""
        slot = self.slot(day)
        return Bullet(slot, f"[ ] {self.text} (from {self.origin})", slot.run, link="")


def with_open_steps(
    entry: DayEntry, raw: bytes, written: Collection[Slot], names: Mapping[str, str], *, today: date
) -> DayEntry:
    """Add to the newest entry of a journal the steps that the days before it left open.

    `written` are the slots that were ever written into the journal, `names` what its author calls our sections.
    """
    page = Page.of(raw)
    days = sorted({day for day, _ in page.dated if day <= max(today, entry.day)}, reverse=True)
    if days and days[0] > entry.day:
        return entry
    earlier = [day for day in days if day < entry.day]
    source, steps = next(((day, found) for day in earlier if (found := steps_of(page, day, names))), (None, ()))
    if source is None:
        return entry
    here = {step.words for step in _planned(entry)} | {s.words for s in steps_of(page, entry.day, names)}
    bullets = [
        step.copy(entry.day)
        for step in dict.fromkeys(step for step in steps if step.open)
        if (step.slot(entry.day) in written or step.words not in here)
        and not _taken_out(step, source, entry.day, written)
        and not _settled(page, step, [day for day in earlier if step.origin <= day < source], names)
    ]
    return _added(entry, bullets)


def steps_of(page: Page, day: date, names: Mapping[str, str]) -> tuple[Step, ...]:
    """Read the boxes that stand under Next Steps on a day."""
    return tuple(_steps(standing(page, day, names) or (), day))


def _steps(bullets: Iterable[Standing], day: date) -> Iterator[Step]:
    for bullet in bullets:
        if bullet.section == NEXT_STEPS and bullet.box:
            yield _step(bullet.words, bullet.box, day)


def _step(text: str, box: str, day: date) -> Step:
    found = _FROM.search(text)
    try:
        origin = date.fromisoformat(found[1]) if found else day
    except ValueError:
        origin = day  # digits that are no day
    return Step(_FROM.sub("", text), origin, box in OPEN)


def _planned(entry: DayEntry) -> Iterator[Step]:
    for section in entry.sections:
        if section.title == NEXT_STEPS:
            yield from (_step(bullet.text.removeprefix("[ ] "), " ", entry.day) for bullet in section.bullets)


def _taken_out(step: Step, source: date, day: date, written: Collection[Slot]) -> bool:
    """Tell whether the step was carried to a day after the one where it still stands: there it was deleted."""
    copies = {slot.name.partition("@")[2] for slot in written if slot.run == step.slot(day).run}
    return any(source.isoformat() < copy < day.isoformat() for copy in copies)


def _settled(page: Page, step: Step, days: Sequence[date], names: Mapping[str, str]) -> bool:
    """Tell whether the step is done or given up on a day before: then its later copies are done too."""
    return any(not s.open and s.words == step.words for day in days for s in steps_of(page, day, names))


def _added(entry: DayEntry, bullets: Sequence[Bullet]) -> DayEntry:
    if not bullets:
        return entry
    return replace(entry, sections=(*entry.sections, Section(NEXT_STEPS, tuple(bullets))))
