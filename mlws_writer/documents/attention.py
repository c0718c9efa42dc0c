"""What in a document needs its author: bullets and parts of ours that a person changed, took out, doubled or set back.

A pure function of the document, what was written before and, if it is known, what would be written now. Each item has
a short id that stays the same as long as the document and the slot have their names: `mlws accept` and `mlws restore`
take it, and any unambiguous beginning of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from itertools import chain

from mlws_writer.documents.blocks import Bullet, DayEntry, Emission, Slot, What
from mlws_writer.documents.claims import Claims
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.documents.markdown import Page, Spot
from mlws_writer.documents.parsed import bare, unified


class Need(StrEnum):
    """Why an author should look."""

    NEWS = "news"
    """They changed the text, and a newer fact is not shown: `accept` takes it."""
    DELETED = "deleted"
    """They took it out: `restore` brings it back."""
    TAKEN_BACK = "taken back"
    """An earlier text of ours stands again, or all of a write is gone: an old version was saved over it. `restore`."""
    COPIED = "copied"
    """It stands more than once, and none of the copies is kept up to date until one is removed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs the author.

    `line` is where it stands now, counted from 1, or 0 where it stands nowhere; `text` is what is there now or was last
    written, `wanted` what would stand there. `slots` are those it is about, `day` and `section` where they belong.
    """

    id: str
    need: Need
    line: int
    text: str
    wanted: str
    slots: tuple[Slot, ...]
    day: str = ""
    section: str = ""


def id_of(file: str, *slot: str) -> str:
    """Give the short id of a slot or write in a document."""
    return blake2b("\0".join((file, *slot)).encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


def attention(
    raw: bytes,
    ledger: Ledger,
    entries: Iterable[DayEntry] = (),
    *,
    file: str,
    since: date | None = None,
    elsewhere: Collection[date] = (),
) -> tuple[Item, ...]:
    """List what in a journal needs its author, in the order in which it was written.

    `ledger` is what was written into this document, `file` its name there. `entries` is what would be written now;
    without it nobody knows of newer facts. What was written for days before `since` is not looked at. Of a bullet that
    is gone, what hung below it is not listed. What belongs to the days `elsewhere` is not gone: it was archived.
    """
    page = Page.of(raw)
    written = ledger.written(unified(page.text), digest(raw))
    look = _Look(page, Claims(written), file, dict(_wanted(entries)))
    recent = [emission for _, emission in written if since is None or emission.day >= since.isoformat()]
    items = [item for slot in dict.fromkeys(e.slot for e in recent) if (item := look.at(slot))]
    gone_out = {day.isoformat() for day in elsewhere}
    return tuple(_gathered([item for item in items if item.line or item.day not in gone_out], written, file))


def _wanted(entries: Iterable[DayEntry]) -> Iterator[tuple[Slot, Bullet]]:
    def tree(bullet: Bullet) -> Iterator[Bullet]:
        yield bullet
        yield from chain.from_iterable(map(tree, bullet.children))

    for entry in entries:
        for bullet in chain.from_iterable(tree(top) for section in entry.sections for top in section.bullets):
            yield bullet.slot, bullet


@dataclass(frozen=True, slots=True)
class _Look:
    """A page, and what was and would be written into it."""

    page: Page
    claims: Claims
    file: str
    wanted: Mapping[Slot, Bullet]

    def at(self, slot: Slot) -> Item | None:
        """Say what is to be said of one slot."""
        trail = self.claims.trail(slot)
        standing = self.claims.trace(self.page, trail)
        if standing.what is What.COPIED:
            return self._item(slot, Need.COPIED, self._first(slot))
        if standing.what is What.EDITED:
            return self._item(slot, Need.NEWS, self.claims.changed(self.page, trail)) if self._news(slot) else None
        if standing.what is not What.DELETED or self._parent_is_gone(trail):
            return None
        former = self.claims.former(self.page, trail)
        return self._item(slot, Need.TAKEN_BACK if former else Need.DELETED, former)

    def _parent_is_gone(self, trail: Sequence[Slot]) -> bool:
        return len(trail) > 1 and self.claims.trace(self.page, trail[:-1]).spot is None

    def _news(self, slot: Slot) -> bool:
        bullet = self.wanted.get(slot)
        if bullet is None or bullet.source in self.claims.sources(slot):
            return False
        return bare(bullet.text) not in self.claims.texts(slot)

    def _first(self, slot: Slot) -> Spot | None:
        return next((spot for text in self.claims.texts(slot) for spot in self.page.stating(text)), None)

    def _item(self, slot: Slot, need: Need, spot: Spot | None) -> Item:
        last = self.claims.last(slot)[-1].emission
        wanted = self.wanted[slot].text if slot in self.wanted else last.text
        line = self.page.number(spot.chunk, self.page.item(spot).line) if spot else 0
        text = self.page.item(spot).text if spot else last.text
        return Item(id_of(self.file, slot.run, slot.name), need, line, text, wanted, (slot,), last.day, last.section)


def _gathered(items: Sequence[Item], written: Sequence[tuple[str, Emission]], file: str) -> Iterator[Item]:
    """Take what one write put there, several bullets and all of them gone, as one thing: it was saved over."""
    missing = {item.slots[0]: item for item in items if item.need in {Need.DELETED, Need.TAKEN_BACK}}
    told: set[str] = set()
    for item in items:
        id_ = _last_write(item.slots[0], written)
        mates = [e for write, e in written if write == id_ and not (e.under and Slot(e.slot.run, e.under) in missing)]
        if item.slots[0] not in missing or len(mates) < 2 or any(e.slot not in missing for e in mates):
            yield item
        elif id_ not in told:
            told.add(id_)
            slots = tuple(emission.slot for emission in mates)
            yield Item(
                id_of(file, id_), Need.TAKEN_BACK, item.line, item.text, item.wanted, slots, item.day, item.section
            )


def _last_write(slot: Slot, written: Sequence[tuple[str, Emission]]) -> str:
    return [id_ for id_, emission in written if emission.slot == slot][-1]
