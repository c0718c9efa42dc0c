"""What to change in a journal now: a pure function of its bytes, what was written before, and what shall stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mlws_writer.documents import places, refusals
from mlws_writer.documents.blocks import ABOVE, Bullet, DayEntry, Emission, Note, Plan, Slot, What
from mlws_writer.documents.claims import Claims, stands_in
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.documents.markdown import Page, Region, Spot, links_of, title_of
from mlws_writer.documents.parsed import LINE_END, bare, unified
from mlws_writer.documents.parts import plan_document
from mlws_writer.documents.splice import Place, inserted, one_bullet, rewritten, section_key

__all__ = ["plan_document", "plan_entry"]


def plan_entry(
    raw: bytes | None,
    ledger: Ledger,
    entry: DayEntry,
    *,
    head: str = "",
    refresh: bool = False,
    planned: Iterable[Emission] = (),
    forget: frozenset[Slot] = frozenset(),
) -> Plan:
    """Plan one day of a journal.

    `planned` is what stands in `raw` though no ledger knows it yet: the days that the same write has planned before.
    `head` opens a journal that is empty or not there yet. `refresh` words anew what was made from the same source, goes
    on where a journal has become much shorter, and begins an emptied one again. What was written for slots to `forget`
    is written as if it never had been: its author wants it back. Raise Refused when a change is not
    provably harmless.
    """
    before = raw or b""
    page = Page.of(before)
    refusals.check(page, len(before), 0 if refresh else ledger.size)
    claims = Claims.of(ledger.written(unified(page.text), digest(before)), anew=page.empty and refresh, without=forget)
    for emission in planned:
        claims.add(emission)
    desk = _Desk(_opened(page, head), claims, entry.day, entry.order, refresh, _journaled(page, claims, entry))
    for section in _in_order(entry):
        desk.settle(section)
    desk.insert()
    after = desk.page.raw if desk.emitted else before
    return Plan(after, tuple(desk.emitted), tuple(_report(entry, desk.notes)), raw)


def _opened(page: Page, head: str) -> Page:
    """Begin an empty journal with its head."""
    if not page.empty or not head.strip():
        return page
    end = page.line_end(len(page.text))
    lead = "" if page.text.endswith(("\r", "\n")) or not page.text else end
    lines = LINE_END.sub("\n", head).strip("\n").split("\n")
    return page.spliced(len(page.text), len(page.text), lead + "".join(line + end for line in lines))


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the entry; those of one title are taken together."""

    title: str
    bullets: tuple[Bullet, ...]


def _in_order(entry: DayEntry) -> list[_Section]:
    """Bring sections into their order; what is unknown stands at the end."""
    rank = {title: number for number, title in enumerate((ABOVE, *entry.order))}
    titles = sorted(dict.fromkeys(s.title for s in entry.sections), key=lambda title: rank.get(title, len(rank)))
    together = {title: [b for s in entry.sections if s.title == title for b in s.bullets] for title in titles}
    return [_Section(title, tuple(bullets)) for title, bullets in together.items()]


def _journaled(page: Page, claims: Claims, entry: DayEntry) -> set[str]:
    """Find the runs that stand in the document although nothing was ever written for them."""
    links = [(b.slot.run, _link(b)) for s in entry.sections for b in s.bullets if b.slot.run not in claims.runs]
    if not any(link and link.partition("#")[0] in page.text for _, link in links):
        return set()
    strangers = claims.strangers(page)
    return {run for run, link in links if link and strangers.lead_to(link)}


def _link(bullet: Bullet) -> str:
    if bullet.link is not None:
        return bullet.link
    return next(iter(links_of(bullet.text)), "")


def _report(entry: DayEntry, notes: dict[Slot, Note]) -> Iterator[Note]:
    for slot in dict.fromkeys(b.slot for s in _in_order(entry) for top in s.bullets for b in _tree(top)):
        yield notes[slot]


def _tree(bullet: Bullet) -> Iterator[Bullet]:
    yield bullet
    for child in bullet.children:
        yield from _tree(child)


@dataclass
class _Desk:
    """A plan in the making: the page as it would be by now, and what was decided."""

    page: Page
    claims: Claims
    day: date
    order: tuple[str, ...]
    refresh: bool
    journaled: set[str]
    emitted: list[Emission] = field(default_factory=list)
    notes: dict[Slot, Note] = field(default_factory=dict)
    waiting: list[tuple[_Section, list[Bullet]]] = field(default_factory=list)

    def settle(self, section: _Section) -> None:
        """Bring what stands up to date; what is new waits until all of that is done."""
        fresh = [new for bullet in section.bullets if (new := self._settled(bullet, section.title, ()))]
        if fresh:
            self.waiting.append((section, fresh))

    def insert(self) -> None:
        """Insert what is new: a whole day, a section, or bullets beside those that stand."""
        if self.waiting and not self.page.days(self.day):
            groups = [(section.title, fresh) for section, fresh in self.waiting]
            self._take(places.new_day(self.page, self.day, groups), "")
            for title, fresh in groups:
                self._wrote(fresh, title)
            return
        for section, fresh in self.waiting:
            self._insert_into(section, fresh)

    def _insert_into(self, section: _Section, fresh: list[Bullet]) -> None:
        if self._region(section.title) is None:
            day = self.page.days(self.day)[0]
            self._take(places.new_section(self.page, day, (section.title, fresh), self.order), section.title)
            self._wrote(fresh, section.title)
            return
        for before, new, behind in _stretches(section.bullets, fresh):
            region = self._region(section.title)
            assert region is not None
            found = places.in_section(self.page, region, new, self._spots(before), self._spots(behind))
            self._take(found, section.title)
            self._wrote(new, section.title)

    def _region(self, title: str) -> Region | None:
        days = self.page.days(self.day)
        if title == ABOVE:
            return self.page.above_sections(days[0]) if days else None
        regions = [region for day in days for region in self.page.sections(day)]
        return next((region for region in regions if title_of(region.title) == title_of(title)), None)

    def _take(self, found: Iterable[Place], title: str, *, under: Spot | None = None) -> None:
        """Take the first place at which nothing else changes."""
        for place in found:
            after = inserted(self.page, place, None if under else section_key(self.day, title))
            if after is not None:
                self.page = after
                return
        raise refusals.no_place(self.page, refusals.named(self.day, title))

    def _wrote(self, bullets: Sequence[Bullet], title: str, under: str = "") -> None:
        for bullet in bullets:
            self._emit(bullet, title, under, What.INSERTED)
            self._wrote(bullet.children, title, bullet.slot.name)

    def _emit(self, bullet: Bullet, title: str, under: str, what: What) -> None:
        home, replaces = self.day.isoformat(), self.claims.replaced(bullet.slot)
        emission = Emission(bullet.slot, bullet.text, bullet.source, under, home, title, replaces)
        self._remember(emission, Note(bullet.slot, what, bullet.text))

    def _remember(self, emission: Emission, note: Note) -> None:
        self.emitted.append(emission)
        self.claims.add(emission)
        self.notes[note.slot] = note

    def _note(self, bullet: Bullet, what: What, *, news: bool) -> None:
        self.notes.setdefault(bullet.slot, Note(bullet.slot, what, bullet.text, news))

    def _note_tree(self, bullet: Bullet, what: What) -> None:
        """Say of a bullet and all below it that they are not written."""
        for each in _tree(bullet):
            self._note(each, what, news=self._has_news(each))

    def _has_news(self, bullet: Bullet) -> bool:
        if bullet.source in self.claims.sources(bullet.slot) and not self.refresh:
            return False
        return bare(bullet.text) not in self.claims.texts(bullet.slot)

    def _settled(self, bullet: Bullet, title: str, trail: tuple[Slot, ...]) -> Bullet | None:
        """Bring a bullet and what is below it up to date; return it, without what stands, if it is to be inserted."""
        if self.claims.knows(bullet.slot):
            self._update(bullet, trail)
        elif not trail and bullet.slot.run in self.journaled:
            self._note_tree(bullet, What.JOURNALED)
            return None
        elif not one_bullet(bullet.text):
            self._note_tree(bullet, What.REFUSED)
            return None
        elif not self._adopted(bullet, title, trail):
            return self._without_what_stands(bullet)
        self._settle_below(bullet, title, (*trail, bullet.slot))
        return None

    def _without_what_stands(self, bullet: Bullet) -> Bullet:
        """Keep of a new bullet's children those that are new too and can be written."""
        kept = []
        for child in bullet.children:
            if self.claims.knows(child.slot):
                self._note(child, What.UNCHANGED, news=self._has_news(child))
            elif one_bullet(child.text):
                kept.append(self._without_what_stands(child))
            else:
                self._note_tree(child, What.REFUSED)
        return replace(bullet, children=tuple(kept))

    def _update(self, bullet: Bullet, trail: tuple[Slot, ...]) -> None:
        """Give a bullet its new text if it is still as it was written, and say so."""
        standing, news = self.claims.trace(self.page, (*trail, bullet.slot)), self._has_news(bullet)
        if not news or standing.spot is None or not standing.ours:
            self._note(bullet, standing.what, news=news)
            return
        after = rewritten(self.page, standing.spot, bullet.text) if one_bullet(bullet.text) else None
        if after is None:
            self._note(bullet, What.REFUSED, news=True)
            return
        self.page = after
        last, replaces = self.claims.last(bullet.slot)[-1].emission, self.claims.replaced(bullet.slot)
        emission = replace(last, text=bullet.text, source=bullet.source, replaces=replaces)
        self._remember(emission, Note(bullet.slot, What.UPDATED, bullet.text))

    def _spots(self, bullets: Sequence[Bullet], trail: tuple[Slot, ...] = ()) -> list[Spot]:
        """Find those of some bullets that stand."""
        known = [bullet.slot for bullet in bullets if self.claims.knows(bullet.slot)]
        found = [self.claims.trace(self.page, (*trail, slot)).spot for slot in known]
        return [spot for spot in found if spot is not None]

    def _adopted(self, bullet: Bullet, title: str, trail: tuple[Slot, ...]) -> bool:
        """Take over what a person has written in the very same words, where it would be written."""
        if trail:
            parent = self.claims.trace(self.page, trail).spot
            below = self.page.below(parent) if parent else []
            same = [spot for spot in self.page.stating(bullet.text) if spot in below]
        else:
            same = stands_in(self.page, bullet.text, self.day, title)
        free = [spot for spot in same if not self.claims.takes(self.page, spot, trail)]
        if len(free) == 1:
            under = trail[-1].name if trail else ""
            self._emit(bullet, title, under, What.ADOPTED)
        elif free:
            self._note(bullet, What.COPIED, news=False)
        return bool(free)

    def _settle_below(self, bullet: Bullet, title: str, trail: tuple[Slot, ...]) -> None:
        """Settle what hangs under a bullet that stands, and insert what is new there."""
        standing = self.claims.trace(self.page, trail)
        if standing.spot is None:
            for child in bullet.children:
                self._note_tree(child, standing.what)
            return
        fresh = [new for child in bullet.children if (new := self._settled(child, title, trail))]
        for before, group, behind in _stretches(bullet.children, fresh):
            parent = self.claims.trace(self.page, trail).spot
            assert parent is not None
            beside = self._spots(before, trail), self._spots(behind, trail)
            self._take(places.under_bullet(self.page, parent, group, *beside), title, under=parent)
            self._wrote(group, title, bullet.slot.name)


def _stretches(
    bullets: Sequence[Bullet], fresh: Sequence[Bullet]
) -> Iterator[tuple[list[Bullet], list[Bullet], list[Bullet]]]:
    """Part new bullets into those that follow one another, with what belongs before and behind them, nearest first."""
    new = {bullet.slot: bullet for bullet in fresh}
    start = 0
    while start < len(bullets):
        end = start
        while end < len(bullets) and bullets[end].slot in new:
            end += 1
        if end > start:
            stretch = [new[bullet.slot] for bullet in bullets[start:end]]
            yield list(reversed(bullets[:start])), stretch, list(bullets[end:])
        start = max(end, start + 1)
