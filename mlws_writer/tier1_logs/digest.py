"""The facts that matter most, as rows within a token budget: what a model may see of a log."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome
from mlws_writer.tier1_logs.ranking import ranked

CHARS_A_TOKEN = 2.5
LONGEST_ROW = 240
_LABELS = {FactKind.OUTCOME: "outcome", FactKind.ERROR: "error", FactKind.WARNING: "warning", FactKind.NOTE: "note"}
_WHICH = ("best", "first", "max", "lowest")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a model reads: `text` opens with the id of its first fact; `lines` are those it rests on."""

    id: str
    text: str
    lines: tuple[int, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The rows, what they cost, how much of the logs they stand for, and how the last run ended."""

    rows: tuple[Row, ...]
    tokens: int
    coverage: str
    outcome: Outcome


class _Draft:
    """A row in the making: what is shown of one line."""

    __slots__ = ("facts", "label", "parts", "place", "step")

    def __init__(self, place: int, label: str, fact: Fact, said: str) -> None:
        self.place, self.label = place, label
        self.facts = [fact]
        self.parts = [said]
        self.step = fact.step

    @property
    def text(self) -> str:
        label = f"{self.label}: " if self.label else ""
        step = f"{self.step} " if self.step else ""
        return f"{self.facts[0].id} {label}{step}{'; '.join(self.parts)}"

    def cost_of(self, said: str) -> int:
        return 0 if any(said in part for part in self.parts) else len(said) + 2

    def add(self, fact: Fact, said: str) -> None:
        if self.cost_of(said):
            self.parts = [part for part in self.parts if part not in said]
            self.parts.append(said)
        self.facts.append(fact)


def digest(readings: Sequence[LogReading], budget: int = 2000) -> Digest:
    """Choose the facts that a reader would miss most, for at most `budget` tokens."""
    room = int(budget * CHARS_A_TOKEN)
    launches = _launches(readings, room // 16)
    room -= sum(len(row.text) + 1 for _, row in launches)
    ended = {run.id: run.outcome.value for reading in readings for run in reading.runs}
    facts = [fact for reading in readings for fact in reading.facts]
    place = {(fact.run, fact.id): number for number, fact in enumerate(facts)}
    drafts: dict[tuple[str, int, str], _Draft] = {}
    shown: set[str] = set()
    for _, fact in ranked(facts):
        said = _said(fact)
        if said in shown:
            continue
        label = f"ended {ended[fact.run]}" if fact.kind is FactKind.OUTCOME else _label(fact)
        key = (fact.run, fact.line, label + fact.step)
        draft = drafts.get(key)
        if draft is not None and len(draft.text) + len(said) < LONGEST_ROW + 60:
            price = draft.cost_of(said)
            if price <= room:
                draft.add(fact, said)
                room -= price
                shown.add(said)
            continue
        fresh = _Draft(place[(fact.run, fact.id)], label, fact, said)
        price = len(fresh.text) + 1
        if price > room:
            continue
        room -= price
        shown.add(said)
        drafts[key if draft is None else (*key[:2], fact.id)] = fresh
        if room < 12:
            break
    begun = [(place[(run, first)], 0, row) for (run, first), row in launches]
    chosen = begun + [(draft.place, 1, _row(draft)) for draft in drafts.values()]
    rows = tuple([row for _, _, row in sorted(chosen, key=lambda one: one[:2])])
    spent = sum(len(row.text) + 1 for row in rows)
    return Digest(rows, -int(-spent // CHARS_A_TOKEN), _coverage(readings, rows), _outcome(readings))


def _launches(readings: Sequence[LogReading], room: int) -> list[tuple[tuple[str, str], Row]]:
    """Say where each launch of a log with several begins and how it ended, the last ones first while there is room."""
    found = []
    for reading in readings:
        for run in reversed(reading.runs if len(reading.runs) > 1 else ()):
            which = f"launch {run.launch} of {len(reading.runs)}"
            text = f"{which}: {run.outcome.value}, lines {run.first_line} to {run.last_line}"
            if not run.facts or len(text) + 1 > room:
                continue
            room -= len(text) + 1
            found.append(((run.id, run.facts[0].id), Row(which, text, (run.first_line,), ())))
    return found


def _row(draft: _Draft) -> Row:
    return Row(draft.facts[0].id, draft.text, (draft.facts[0].line,), tuple([fact.id for fact in draft.facts]))


def _said(fact: Fact) -> str:
    said = " ".join((fact.text or f"{fact.name}: {fact.value}").split())
    if len(said) <= LONGEST_ROW:
        return said
    at = max(0, said.find(fact.value[:60]) - 40) if len(fact.value) < LONGEST_ROW else 0
    return said[at : at + LONGEST_ROW - 1] + "…"


def _label(fact: Fact) -> str:
    which = fact.name.split(" ", 1)[0]
    if which in _WHICH and fact.kind in (FactKind.METRIC, FactKind.SETTING, FactKind.RESOURCE):
        return which
    return _LABELS.get(fact.kind, "")


def _coverage(readings: Sequence[LogReading], rows: Sequence[Row]) -> str:
    lines = sum(reading.lines for reading in readings)
    facts = sum(len(reading.facts) for reading in readings)
    runs = sum(len(reading.runs) for reading in readings)
    shown = sum(len(row.facts) for row in rows)
    logs = f"{len(readings)} of {_many(len(readings), 'log')}"
    return f"{logs}, {_many(runs, 'run')}, {_many(lines, 'line')} read, {_many(facts, 'fact')}, {shown:,} shown"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + "s" * (count != 1)


def _outcome(readings: Sequence[LogReading]) -> Outcome:
    return readings[-1].outcome if readings else Outcome.UNKNOWN
