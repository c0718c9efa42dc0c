"""The facts that matter most, as rows within a token budget: what a model may see of a log."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome

CHARS_A_TOKEN = 2.5
LONGEST_ROW = 260


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


def cost(text: str) -> int:
    """Return the characters a row costs, with one for its end."""
    return len(text) + 1


def digest(readings: Sequence[LogReading], budget: int = 2000) -> Digest:
    """Choose the facts that a reader would miss most, for at most `budget` tokens."""
    room = int(budget * CHARS_A_TOKEN)
    facts = [fact for reading in readings for fact in reading.facts]
    chosen: list[tuple[int, Row]] = []
    seen: set[tuple[str, str]] = set()
    order = {id(fact): place for place, fact in enumerate(facts)}
    for fact in sorted(facts, key=lambda one: (-one.weight, one.line)):
        row = _row(fact)
        key = (fact.kind, fact.value) if len(fact.value) > 6 else (fact.name, fact.value)
        if key in seen or cost(row.text) > room:
            continue
        seen.add(key)
        room -= cost(row.text)
        chosen.append((order[id(fact)], row))
        if room < 20:
            break
    rows = tuple(row for _, row in sorted(chosen, key=lambda one: one[0]))
    spent = sum(cost(row.text) for row in rows)
    return Digest(rows, -int(-spent // CHARS_A_TOKEN), _coverage(readings, rows), _outcome(readings))


def _row(fact: Fact) -> Row:
    said = " ".join((fact.text or f"{fact.name}: {fact.value}").split())
    if len(said) > LONGEST_ROW:
        said = said[: LONGEST_ROW - 1] + "…"
    label = ""
    if fact.kind is FactKind.METRIC and fact.name.startswith(("best ", "first ", "max ")):
        label = fact.name.split(" ")[0] + ": "
    elif fact.kind in (FactKind.OUTCOME, FactKind.ERROR, FactKind.WARNING):
        label = fact.kind.value + ": "
    return Row(fact.id, f"{fact.id} {label}{said}", (fact.line,), (fact.id,))


def _coverage(readings: Sequence[LogReading], rows: Sequence[Row]) -> str:
    lines = sum(reading.lines for reading in readings)
    facts = sum(len(reading.facts) for reading in readings)
    runs = sum(len(reading.runs) for reading in readings)
    logs = f"{len(readings)} of {len(readings)} logs"
    return f"{logs}, {runs} runs, {lines:,} lines read, {facts:,} facts, {sum(len(row.facts) for row in rows):,} shown"


def _outcome(readings: Sequence[LogReading]) -> Outcome:
    return readings[-1].outcome if readings else Outcome.UNKNOWN
