"""Whose bullet is it: only a text that was last written for a slot, standing exactly once where it belongs, is ours."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mlws_writer.documents.blocks import Emission, Slot, What
from mlws_writer.documents.markdown import Page, Spot, links_of, title_of
from mlws_writer.documents.parsed import bare


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written, and the id of the write; "" while it is only planned."""

    id: str
    emission: Emission


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the bullet of a slot stands, or why none of those that stand is taken for it.

    A bullet that a person has reworded has a spot too, if its link still tells it: what hangs under it is known by it.
    """

    what: What
    spot: Spot | None = None
    text: str = ""

    @property
    def ours(self) -> bool:
        """Whether the text is still as it was written."""
        return self.what is What.UNCHANGED


@dataclass(frozen=True, slots=True)
class Strangers:
    """Links that a person wrote, or another ledger that is lost; and the files that links of ours lead to."""

    links: frozenset[str]
    our_files: frozenset[str]

    def lead_to(self, link: str) -> bool:
        """Tell whether a run was journaled before.

        A log may hold several runs: when one of them was written by us, only the very line counts for another.
        """
        file = link.partition("#")[0]
        if link in self.links or file in self.links:
            return True
        return file not in self.our_files and any(other.partition("#")[0] == file for other in self.links)


class Claims:
    """What was written into a document so far, by slot and by text; grows while a plan is made."""

    def __init__(self, written: Iterable[tuple[str, Emission]], former: "Claims | None" = None) -> None:
        self._by_slot: dict[Slot, list[Written]] = defaultdict(list)
        self._slots_of: dict[str, dict[Slot, None]] = defaultdict(dict)
        self._former = former
        self.runs: set[str] = set()
        for id_, emission in written:
            self._add(Written(id_, emission))

    @classmethod
    def of(
        cls, written: Iterable[tuple[str, Emission]], *, anew: bool, without: frozenset[Slot] = frozenset()
    ) -> "Claims":
        """Take what was written for what stands; `anew` when the document begins again and nothing of it does.

        What was written for the slots in `without` does not stand either.
        """
        if anew:
            return cls((), former=cls(written))
        if without:
            known = tuple(written)
            return cls([each for each in known if each[1].slot not in without], former=cls(known))
        return cls(written)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Name all that was ever written for, in its order."""
        return tuple(self._by_slot)

    def replaced(self, slot: Slot) -> tuple[str, ...]:
        """Name the writes whose text for a slot another one takes the place of."""
        here = tuple(written.id for written in self.last(slot) if written.id)
        return here or (self._former.replaced(slot) if self._former else ())

    def add(self, emission: Emission) -> None:
        """Remember what is planned to be written."""
        self._add(Written("", emission))

    def _add(self, written: Written) -> None:
        slot, text = written.emission.slot, written.emission.text
        self._by_slot[slot].append(written)
        self._slots_of[bare(text)][slot] = None
        self.runs.add(slot.run)

    def knows(self, slot: Slot) -> bool:
        """Tell whether anything was ever written for a slot."""
        return slot in self._by_slot

    def sources(self, slot: Slot) -> set[str]:
        """Say from what the texts of a slot were made."""
        return {written.emission.source for written in self._by_slot.get(slot, ())}

    def last(self, slot: Slot) -> list[Written]:
        """Say what was last written for a slot: two machines may each have written one."""
        written = self._by_slot.get(slot, [])
        replaced = {id_ for each in written for id_ in each.emission.replaces}
        planned = [each for each in written if not each.id]
        return planned[-1:] or [each for each in written if each.id not in replaced]

    def texts(self, slot: Slot) -> set[str]:
        """Say which texts, without their boxes, may stand for a slot."""
        return {bare(written.emission.text) for written in self.last(slot)}

    def strangers(self, page: Page) -> "Strangers":
        """Find the links of a document that stand in nothing which was written into it."""
        ours = frozenset(link for text in self._slots_of for link in links_of(text))
        return Strangers(page.links - ours, frozenset(link.partition("#")[0] for link in ours))

    def stand(self, page: Page, slot: Slot, parent: Spot | None = None) -> Standing:
        """Find the bullet of a slot: below its parent's, or for a slot that hangs under none, wherever it is now."""
        found = self._stating(page, slot, parent)
        rivals = self._rivals(slot)
        if len(rivals) > 1 and not self._under(slot):
            found = [spot for spot in found if self._at_home(page, slot, spot)]
            rivals = [rival for rival in rivals if self._home(rival) == self._home(slot)]
        if len(found) == len(rivals):
            spot = found[rivals.index(slot)]
            return Standing(What.UNCHANGED, spot, page.item(spot).text)
        if len(found) > len(rivals):
            return Standing(What.COPIED)
        return self._missing(page, slot, parent)

    def takes(self, page: Page, spot: Spot, trail: Sequence[Slot]) -> bool:
        """Tell whether a bullet is that of a slot which hangs where this trail leads."""
        parent = self.trace(page, trail).spot if trail else None
        names = {trail[-1].name} if trail else {""}
        slots = [s for s in self._slots_of.get(page.item(spot).text, ()) if self._under(s) in names]
        return any(self.stand(page, slot, parent).spot == spot for slot in slots)

    def trace(self, page: Page, trail: Sequence[Slot]) -> Standing:
        """Find the bullet of a slot by way of those above it, the topmost first."""
        standing = Standing(What.DELETED)
        for slot in trail[:-1]:
            standing = self.stand(page, slot, standing.spot)
            if standing.spot is None:
                return Standing(standing.what)
        return self.stand(page, trail[-1], standing.spot)

    def trail(self, slot: Slot) -> tuple[Slot, ...]:
        """Say below which slots one hangs, the topmost first and itself last."""
        under = self._under(slot)
        above = Slot(slot.run, under)
        return (*(self.trail(above) if under and above in self._by_slot else ()), slot)

    def changed(self, page: Page, trail: Sequence[Slot]) -> Spot | None:
        """Find the bullet that a person made of ours, if there is one that can be no other."""
        if len(trail) == 1:
            return self.trace(page, trail).spot
        parent = self.trace(page, trail[:-1]).spot
        like = self._reworded_below(page, trail[-1], parent) if parent else []
        return like[0] if len(like) == 1 else None

    def former(self, page: Page, trail: Sequence[Slot]) -> Spot | None:
        """Find the bullet that says what a slot said earlier, if there is one that can be no other's."""
        slot, parent = trail[-1], self.trace(page, trail[:-1]).spot if trail[:-1] else None
        texts = {bare(written.emission.text) for written in self._by_slot[slot]} - self.texts(slot)
        below = page.below(parent) if parent else None
        found = [spot for text in texts for spot in page.stating(text, parent.chunk if parent else None)]
        alone = [
            s for s in found if (below is None or s in below) and list(self._slots_of[page.item(s).text]) == [slot]
        ]
        return alone[0] if len(alone) == 1 and (parent or not trail[:-1]) else None

    def _stating(self, page: Page, slot: Slot, parent: Spot | None) -> list[Spot]:
        if self._under(slot) and parent is None:
            return []
        chunk = parent.chunk if parent else None
        stating = {spot for text in self.texts(slot) for spot in page.stating(text, chunk)}
        found = sorted(stating, key=lambda spot: (spot.chunk, spot.index))
        if parent is not None:
            below = set(page.below(parent))
            return [spot for spot in found if spot in below]
        return [spot for spot in found if not self._belongs_to_a_parent(page, spot)]

    def _belongs_to_a_parent(self, page: Page, spot: Spot) -> bool:
        """Tell whether a bullet hangs below the bullet of a slot that has one of this text under it."""
        item = page.item(spot)
        if item.parent < 0:
            return False
        above = page.item(Spot(spot.chunk, item.parent)).text
        parents = {(slot.run, slot.name) for slot in self._slots_of.get(above, ())}
        children = self._slots_of.get(item.text, ())
        return any((slot.run, self._under(slot)) in parents for slot in children if self._under(slot))

    def _rivals(self, slot: Slot) -> list[Slot]:
        """List the slots that hang at the same place and whose last text is the same, this one among them."""
        under, texts = self._under(slot), self.texts(slot)
        others = {other: None for text in texts for other in self._slots_of[text]} | {slot: None}
        same = [o for o in others if self._under(o) == under and (not under or o.run == slot.run)]
        return [other for other in same if self.texts(other) & texts]

    def _under(self, slot: Slot) -> str:
        return self._by_slot[slot][-1].emission.under

    def _home(self, slot: Slot) -> tuple[str, str]:
        emission = self._by_slot[slot][-1].emission
        return emission.day, title_of(emission.section)

    def _at_home(self, page: Page, slot: Slot, spot: Spot) -> bool:
        day, title = page.heads(spot.chunk, page.item(spot).line)
        return (day.isoformat() if day else "", title) == self._home(slot)

    def _missing(self, page: Page, slot: Slot, parent: Spot | None) -> Standing:
        """Tell a bullet that was reworded from one that is gone."""
        links = {link for written in self.last(slot) for link in links_of(written.emission.text)}
        if parent is not None:
            return Standing(What.EDITED if self._reworded_below(page, slot, parent) else What.DELETED)
        if self._under(slot) or not links & page.links:
            return Standing(What.DELETED)
        reworded = [spot for spot in self._linking(page, links) if self._free(page, spot)]
        known = [spot for spot in reworded if self._at_home(page, slot, spot) or self._has_ours(page, slot, spot)]
        return Standing(What.EDITED if reworded else What.DELETED, known[0] if len(known) == 1 else None)

    def _reworded_below(self, page: Page, slot: Slot, parent: Spot) -> list[Spot]:
        labels = tuple({text.partition(":")[0] for text in self.texts(slot) if ":" in text})
        return [s for s in page.below(parent) if self._free(page, s) and page.item(s).text.startswith(labels)]

    def _has_ours(self, page: Page, slot: Slot, spot: Spot) -> bool:
        """Tell whether something that was written under a slot's bullet hangs under another one."""
        texts = (page.item(below).text for below in page.below(spot))
        return any(s.run == slot.run and self._under(s) == slot.name for t in texts for s in self._slots_of.get(t, ()))

    def _linking(self, page: Page, links: set[str]) -> list[Spot]:
        chunks = [index for index, chunk in enumerate(page.chunks) if any(link in chunk.text for link in links)]
        return [spot for index in chunks for spot, item in page.items(index) if links & set(links_of(item.text))]

    def _free(self, page: Page, spot: Spot) -> bool:
        """Tell whether no slot ever said what a bullet says."""
        return page.item(spot).text not in self._slots_of


def stands_in(page: Page, text: str, day: date, title: str) -> list[Spot]:
    """Find the bullets of a section that say a text."""
    home = (day, title_of(title))
    return [spot for spot in page.stating(text) if page.heads(spot.chunk, page.item(spot).line) == home]
