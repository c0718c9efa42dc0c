"""The facts that matter most, as rows within a token budget: what a model may see of a log."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome
from mlws_writer.tier1_logs.alike import alike, counts, most_of
from mlws_writer.tier1_logs.curves import MOST_CURVES, Curve, curves_of
from mlws_writer.tier1_logs.launch_rows import launch_rows
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.ranking import ranked

CHARS_A_TOKEN = 2.5
LONGEST_ROW, LONGEST_JOINED = 240, 480
"""How long what one fact says may be on a row, and what several of one line say together."""
LAST_PART = 100
"""How much of the end of a long error is shown: there it says why."""
LEAST_CELLS = 3
"""From how many cells on a line is a row of a table, whose head names them."""
COURSES = 0.35
"""What the facts weigh before which the courses of the main metrics are told."""
MORE = " (+{} alike)"
SPARE = 24
"""How much room must be left for more of what there are many alike of."""
_LABELS = {FactKind.OUTCOME: "outcome", FactKind.ERROR: "error", FactKind.WARNING: "warning", FactKind.NOTE: "note"}
_WHICH = ("best", "first", "max", "lowest")
_WENT_WRONG = re.compile(r"(?i)error|exception|fail")
_JOINS = re.compile(r"[\"'=:|]+")
_EXTREMES = ("best", "max", "lowest")


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

    __slots__ = ("facts", "label", "more", "parts", "place", "step")

    def __init__(self, place: int, label: str, fact: Fact, said: str) -> None:
        self.place, self.label = place, label
        self.facts = [fact]
        self.parts = [said]
        self.step = fact.step
        self.more = 0

    @property
    def text(self) -> str:
        label = f"{self.label}: " if self.label else ""
        step = f"{_short(self.step)} " if self.step else ""
        more = MORE.format(self.more) if self.more else ""
        return f"{self.facts[0].id} {label}{step}{'; '.join(self.parts)}{more}"

    def cost_of(self, said: str) -> int:
        return 0 if any(said in part for part in self.parts) else len(said) + 2

    def add(self, fact: Fact, said: str) -> None:
        if self.cost_of(said):
            self.parts = [part for part in self.parts if part not in said]
            self.parts.append(said)
        self.facts.append(fact)


class _Page:
    """The rows so far, and the room that is left for more."""

    def __init__(self, facts: Sequence[Fact], ended: Mapping[str, str], room: int) -> None:
        self.room = room
        self.drafts: dict[tuple[str, int, str], _Draft] = {}
        self._keys: dict[tuple[str, int], list[tuple[str, int, str]]] = defaultdict(list)
        self._ended = ended
        self._place = {(fact.run, fact.id): number for number, fact in enumerate(facts)}
        self._shown: set[str] = set()
        self._alike = alike(facts)
        self._floods: dict[str, _Draft] = {}
        self._flooded: Counter[str] = Counter()
        self._held: list[Fact] = []

    def take(self, fact: Fact) -> None:
        """Show a fact on the row of its line, if it says anything new and there is room."""
        if self._is_flood(fact):
            self._held.append(fact)
        else:
            self._show(fact)

    def take_held(self) -> None:
        """Show more of the settings and layers that there are many alike of, while there is room."""
        for fact in self._held:
            flood = self._alike[fact.id]
            if self.room < SPARE or not (flood.startswith(FactKind.SETTING) or is_layer(fact.text)):
                continue
            before = self.room
            self._show(fact)
            if self.room != before:
                self._flooded[flood] -= 1  # it is shown, and counted as no more than that

    def _show(self, fact: Fact) -> None:
        said = _said(fact)
        label = f"ended {self._ended[fact.run]}" if fact.kind is FactKind.OUTCOME else _label(fact)
        if said in self._shown or (label in ("", "first") and self._says(fact, said)):
            return
        key = (fact.run, fact.line, label + fact.step)
        draft = self.drafts.get(key)
        if draft is not None and len(draft.text) + len(said) < LONGEST_JOINED:
            price = draft.cost_of(said)
            if price > self.room:
                return
            draft.add(fact, said)
        else:
            fresh = _Draft(self._place[(fact.run, fact.id)], label, fact, said)
            price = len(fresh.text) + 1
            if price > self.room:
                return
            key = key if draft is None else (*key[:2], fact.id)
            self.drafts[key] = draft = fresh
            self._keys[key[:2]].append(key)
        self.room -= price
        self._shown.add(said)
        self._note(fact, draft)
        if label not in _WHICH:
            self._absorb(fact, said, draft)

    def _is_flood(self, fact: Fact) -> bool:
        """Tell whether enough facts like this one are shown; the last of them says how many more there are."""
        flood = self._alike.get(fact.id, "")
        if not flood or self._flooded[flood] < most_of(flood):
            return False
        self._flooded[flood] += 1
        return True

    def _note(self, fact: Fact, draft: _Draft) -> None:
        if flood := self._alike.get(fact.id, ""):
            if flood not in self._floods and counts(flood):
                self.room -= len(MORE) + 4
            self._flooded[flood] += 1
            self._floods[flood] = draft

    def _says(self, fact: Fact, said: str) -> bool:
        """Tell whether a row of the same line says this already, and the step too."""
        keys = self._keys.get((fact.run, fact.line))
        if not keys:
            return False
        label = _label(fact)
        bared = _bare if fact.kind is FactKind.METRIC else str
        bare = bared(said)
        number = _number(fact.step) if not label else ""
        rows = [draft for draft in map(self.drafts.__getitem__, keys) if draft.label not in _EXTREMES]
        bare = bare if len(bare) < LONGEST_ROW - LAST_PART else bare[: LONGEST_ROW - LAST_PART - 1].rstrip()
        return any(
            bare in part or _is_cell_of(said, part)
            for one in rows
            for part in map(bared, one.parts)
            if number in one.text
        )

    def _absorb(self, fact: Fact, said: str, by: _Draft) -> None:
        """Take out of rows of first or last values what now stands, with the rest of its line, on a row of its own."""
        for key in list(self._keys[fact.run, fact.line]):
            draft = self.drafts[key]
            number = _number(draft.step)
            gone = draft is not by and draft.label in ("", "first") and number in by.text
            bare = _bare(said) if gone else ""
            kept = [part for part in draft.parts if not gone or not (_bare(part) in bare or _is_cell_of(part, said))]
            if len(kept) == len(draft.parts):
                continue
            before = len(draft.text)
            draft.parts = kept
            self.room += before - len(draft.text) if draft.parts else before + 1
            by.facts.extend(draft.facts if not draft.parts else ())
            if not draft.parts:
                del self.drafts[key]
                self._keys[key[:2]].remove(key)

    def rows(self) -> Iterator[tuple[int, int, Row]]:
        """Yield the rows with their places; the last of a flood says how many more like it there are."""
        for flood, draft in self._floods.items():
            draft.more += max(self._flooded[flood] - most_of(flood), 0) if counts(flood) else 0
        for draft in self.drafts.values():
            yield draft.place, 1, _row(draft)


def digest(readings: Sequence[LogReading], budget: int = 2000) -> Digest:
    """Choose the facts that a reader would miss most, for at most `budget` tokens."""
    room = int(budget * CHARS_A_TOKEN)
    launches = _launches(readings, room // 8)
    room -= sum(len(row.text) + 1 for _, row in launches)
    ended = {run.id: run.outcome.value for reading in readings for run in reading.runs}
    facts = [fact for reading in readings for fact in reading.facts]
    page = _Page(facts, ended, room)
    curves = curves_of(readings)
    courses: list[Row] = []
    for weight, fact in ranked(facts):
        if weight < COURSES and not courses:
            courses = _courses(curves, min(page.room, room // 6))
            page.room -= sum(len(row.text) + 1 for row in courses)
        page.take(fact)
        if page.room < 12:
            break
    page.take_held()
    courses += _courses(curves, page.room)
    place = {(fact.run, fact.id): number for number, fact in enumerate(facts)}
    begun = [(place[(run, first)], 0, row) for (run, first), row in launches]
    lines = [fact.line for fact in facts] if len(readings) == 1 else []
    told = [(bisect_right(lines, max(row.lines)) - 1 if lines else len(facts), 2, row) for row in courses]
    rows = tuple([row for _, _, row in sorted([*begun, *page.rows(), *told], key=lambda one: one[:2])])
    spent = sum(len(row.text) + 1 for row in rows)
    return Digest(rows, -int(-spent // CHARS_A_TOKEN), _coverage(readings, rows), _outcome(readings))


def _courses(curves: Iterator[Curve], room: int) -> list[Row]:
    """Say how the main metrics went, while there is room."""
    found: list[Row] = []
    for curve in islice(curves, MOST_CURVES):
        room -= len(curve.text) + 1
        if room < 0:
            break
        found.append(Row(f"course of {curve.name}", curve.text, curve.lines, ()))
    return found


def _launches(readings: Sequence[LogReading], room: int) -> list[tuple[tuple[str, str], Row]]:
    """Say of each launch of a log with several what it was, the last ones first while there is room."""
    found = []
    for reading in readings:
        for made in launch_rows(reading.runs, room) if len(reading.runs) > 1 else ():
            room -= len(made.text) + 1
            if made.run.facts:
                lines = (made.run.first_line, *(fact.line for fact in made.told))
                found.append(((made.run.id, made.run.facts[0].id), Row(made.name, made.text, lines, ())))
    return found


def _is_cell_of(said: str, row: str) -> bool:
    """Tell whether a value with the labels of its row and column, `oak recall 0.91`, stands in the row told whole."""
    words, cells = said.split(), row.split()
    return len(words) == LEAST_CELLS < len(cells) and cells[0] == words[0] and words[-1] in cells[1:]


@lru_cache(maxsize=4096)
def _bare(said: str) -> str:
    """Return what is said without the signs that join a name and its value."""
    return " ".join(_JOINS.sub(" ", said).split())


def _number(step: str) -> str:
    return step.replace("/ ", "/").rsplit(" ", 1)[-1].split("/")[0]


def _short(step: str) -> str:
    """Return a step in its last two words, where a whole sentence counts it."""
    words = step.split()
    return " ".join(words[-3:] if len(words) > 1 and words[-2].endswith("/") else words[-2:])


def _row(draft: _Draft) -> Row:
    return Row(draft.facts[0].id, draft.text, (draft.facts[0].line,), tuple([fact.id for fact in draft.facts]))


def _said(fact: Fact) -> str:
    said = " ".join((fact.text or f"{fact.name}: {fact.value}").split())
    if len(said) <= LONGEST_ROW:
        return said
    if _WENT_WRONG.search(said, 0, LONGEST_ROW - LAST_PART):
        return f"{said[: LONGEST_ROW - LAST_PART].rstrip()} … {said[3 - LAST_PART :].lstrip()}"
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
