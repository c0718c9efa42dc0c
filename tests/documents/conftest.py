"""A journal and its ledger in memory, and bullets to put into it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from mlws_writer.documents.blocks import Bullet, DayEntry, Plan, Section, Slot, What
from mlws_writer.documents.ledger import Ledger, Record, digest
from mlws_writer.documents.plan import plan_entry

HEAD = "# ML Workspace Activity Log\n\nWhat was done here, newest first.\n"


@dataclass
class Journal:
    """ACTIVITY.md as a person and the program leave it in turn."""

    raw: bytes | None = None
    records: list[Record] = field(default_factory=list)
    day: date = date(2024, 10, 19)

    @property
    def text(self) -> str:
        """The journal as a person reads it."""
        return (self.raw or b"").decode("utf-8", "surrogateescape")

    def plan(self, *bullets: Bullet, section: str = "Experiments", day: date | None = None, **options: bool) -> Plan:
        """Plan bullets of one section of a day."""
        entry = DayEntry(day or self.day, (Section(section, bullets),))
        return plan_entry(self.raw, Ledger(tuple(self.records)), entry, head=HEAD, **options)

    def carry_out(self, plan: Plan) -> dict[str, What]:
        """Write a plan down as `commit` does, and say what became of each slot."""
        if plan.emitted:
            id_, at = f"w{len(self.records)}", f"{len(self.records):06}"
            states = digest(self.raw or b""), digest(plan.after)
            self.records.append(Record("intent", id_, at, "ACTIVITY.md", *states, len(plan.after), plan.emitted))
            self.records.append(Record("done", id_, at, "ACTIVITY.md"))
            self.raw = plan.after
        return {note.slot.name: note.what for note in plan.report}

    def write(self, *bullets: Bullet, section: str = "Experiments", day: date | None = None, **options: bool):
        """Plan and carry out."""
        return self.carry_out(self.plan(*bullets, section=section, day=day, **options))

    def edit(self, old: str, new: str) -> None:
        """Let a person replace a text that stands exactly once."""
        assert self.text.count(old) == 1, self.text
        self.raw = self.text.replace(old, new).encode("utf-8", "surrogateescape")


@pytest.fixture
def journal() -> Journal:
    """Give a journal that is not there yet."""
    return Journal()


@pytest.fixture(scope="session")
def make_journal() -> type[Journal]:
    """Give what makes a journal from bytes."""
    return Journal


@pytest.fixture(scope="session")
def run() -> Callable[..., Bullet]:
    """Make a run's bullet: its status changes with its log, its goal does not."""

    def make(name: str, epoch: int, *more: str) -> Bullet:
        def child(slot: str, text: str) -> Bullet:
            return Bullet(Slot(name, slot), text, f"{name}@{epoch}")

        children = (child("goal", "Goal: find out"), child("status", f"Status: at epoch {epoch}"))
        extra = tuple(child(text.partition(":")[0].lower(), text) for text in more)
        head = Bullet(Slot(name, "run"), f"Trained {name} ([14:30](logs/{name}.log#L1))", f"{name}@{epoch}")
        return replace(head, children=children + extra)

    return make
