"""What the author answers to an item that needs them: take the newer fact, or bring back what is gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mlws_writer.documents.attention import Item, Need
from mlws_writer.documents.blocks import Bullet, DayEntry, Emission, Note, Plan, Section, Slot, What
from mlws_writer.documents.claims import Claims
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.documents.markdown import Page, Spot
from mlws_writer.documents.parsed import unified
from mlws_writer.documents.plan import plan_entry
from mlws_writer.documents.splice import one_bullet, rewritten
from mlws_writer.errors import Refused


def plan_accept(raw: bytes, ledger: Ledger, item: Item, wanted: Mapping[Slot, Bullet]) -> Plan:
    """Put the newer fact in place of what the author made of a bullet; Refused where it cannot be told which one."""
    (slot,) = item.slots
    if item.need is not Need.NEWS:
        raise Refused(f"{item.id} has nothing to accept", why=f"the bullet is {item.need}", fix=_way_out(item))
    page, claims = _known(raw, ledger)
    spot = claims.changed(page, claims.trail(slot))
    return _reworded(raw, page, claims, {slot: spot}, wanted)


def plan_restore(raw: bytes, ledger: Ledger, item: Item, wanted: Mapping[Slot, Bullet]) -> Plan:
    """Bring back what is gone, where it stood, and what says an earlier text up to date."""
    if item.need not in {Need.DELETED, Need.TAKEN_BACK}:
        raise Refused(f"{item.id} has nothing to restore", why=f"the bullet is {item.need}", fix=_way_out(item))
    page, claims = _known(raw, ledger)
    former = {slot: claims.former(page, claims.trail(slot)) for slot in item.slots}
    plan = _reworded(raw, page, claims, {slot: spot for slot, spot in former.items() if spot}, wanted)
    gone = [slot for slot, spot in former.items() if spot is None]
    for entry in _entries(gone, ledger, wanted):
        again = plan_entry(plan.after, ledger, entry, planned=plan.emitted, forget=_with_all_below(gone, ledger))
        plan = Plan(again.after, plan.emitted + again.emitted, plan.report + again.report, raw)
    return plan


def _way_out(item: Item) -> str:
    if item.need is Need.NEWS:
        return f"mlws accept {item.id}"
    if item.need is Need.COPIED:
        return f"delete all but one of the copies; the first is in line {item.line}"
    return f"mlws restore {item.id}"


def _known(raw: bytes, ledger: Ledger) -> tuple[Page, Claims]:
    page = Page.of(raw)
    return page, Claims(ledger.written(unified(page.text), digest(raw)))


def _reworded(
    raw: bytes, page: Page, claims: Claims, spots: Mapping[Slot, Spot | None], wanted: Mapping[Slot, Bullet]
) -> Plan:
    emitted: list[Emission] = []
    for slot, spot in spots.items():
        last = claims.last(slot)[-1].emission
        text, source = (wanted[slot].text, wanted[slot].source) if slot in wanted else (last.text, last.source)
        after = rewritten(page, spot, text) if spot and one_bullet(text) else None
        if after is None:
            raise Refused(
                f"no bullet can be told to be the one that says: {last.text}",
                why="it stands more than once, or too little of it is left",
                fix=f"write it yourself: {text}",
            )
        page = after
        emitted.append(replace(last, text=text, source=source, replaces=claims.replaced(slot)))
    notes = tuple(Note(emission.slot, What.UPDATED, emission.text) for emission in emitted)
    return Plan(page.raw if emitted else raw, tuple(emitted), notes, raw)


def _last(ledger: Ledger) -> dict[Slot, Emission]:
    return {emission.slot: emission for record in ledger.records for emission in record.emitted}


def _below(slot: Slot, last: Mapping[Slot, Emission]) -> list[Slot]:
    return [other for other, emission in last.items() if other.run == slot.run and emission.under == slot.name]


def _with_all_below(slots: Iterable[Slot], ledger: Ledger) -> frozenset[Slot]:
    last, found, todo = _last(ledger), set(), list(slots)
    while todo:
        slot = todo.pop()
        found.add(slot)
        todo += [below for below in _below(slot, last) if below not in found]
    return frozenset(found)


def _entries(gone: Sequence[Slot], ledger: Ledger, wanted: Mapping[Slot, Bullet]) -> Iterator[DayEntry]:
    """Give each section in which something is gone, as it was written: beside what stands is where it belongs."""
    last, back = _last(ledger), _with_all_below(gone, ledger)

    def tree(slot: Slot) -> Bullet:
        emission = last[slot]
        new = wanted.get(slot) if slot in back else None
        text, source = (new.text, new.source) if new else (emission.text, emission.source)
        return Bullet(slot, text, source, tuple(map(tree, _below(slot, last))))

    for day, title in dict.fromkeys((last[slot].day, last[slot].section) for slot in gone):
        tops = [slot for slot, e in last.items() if not e.under and (e.day, e.section) == (day, title)]
        yield DayEntry(date.fromisoformat(day), (Section(title, tuple(map(tree, tops))),))
