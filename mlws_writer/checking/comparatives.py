"""One thing against another: slower than, better than, more accurate than, by what the facts say of both."""

import re
from decimal import Decimal

from mlws_writer.checking.binding import places, subjects
from mlws_writer.checking.evidence import Evidence, Statement, Value, folded, metric_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import Better
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_THAN = re.compile(
    r"\b(faster|slower|quicker|better|worse|higher|lower|larger|smaller|bigger|(?:more|less) accurate)\b"
    r"(.{0,60}?)\bthan\b",
    re.IGNORECASE,
)
_UP = {"faster": 1, "quicker": 1, "higher": 1, "larger": 1, "bigger": 1, "more accurate": 1, "slower": -1, "lower": -1}
_DOWN = {"smaller": -1, "less accurate": -1}


def comparative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a comparison of two things that both have a value of what is compared."""
    match = _THAN.search(sentence)
    if not match or re.search(r"\bnot?\b|\bno\b", sentence[: match.end()]):
        return _GOOD
    sides = [subjects(part, evidence) for part in (sentence[: match.start()] + match[2], sentence[match.end() :])]
    if any(len(set(side)) != 1 for side in sides) or sides[0] == sides[1]:
        return _GOOD
    word = match[1].lower()
    metric = (
        "accuracy"
        if word.endswith("accurate")
        else metric_of(match[2].split()) or metric_of(sentence[: match.start()].split())
    )
    left, right = (_values(side[0], word, metric, evidence) for side in sides)
    if not left or not right:
        return _GOOD
    sign = _sign(word, metric, left[0])
    if sign and all(
        (a.quantity.value - b.quantity.value) * sign <= 0 for a in left for b in right if a.metric == b.metric
    ):
        return Verdict(False, "direction", f"{left[0].quantity.text} against {right[0].quantity.text} is not {word}")
    return _GOOD


def _values(name: str, word: str, metric: str, evidence: Evidence) -> list[Value]:
    """Collect the values of one thing: its speed for faster and slower, else those of the metric."""
    mine = [s for s in (*evidence.statements, *evidence.known) if _says(s, name) and not s.tainted]
    found = [value for statement in mine for value in statement.values]
    if word in ("faster", "slower", "quicker"):
        rates = [value for value in found if _is_rate(value)]
        return rates or [value for value in found if value.quantity.dimension is Dimension.TIME]
    bare = metric.rpartition(" ")[2]
    return [value for value in found if metric and value.metric.rpartition(" ")[2] == bare]


def _is_rate(value: Value) -> bool:
    return value.quantity.dimension is Dimension.RATE or {"token", "sec"} <= value.key


def _sign(word: str, metric: str, value: Value) -> Decimal:
    if word in ("faster", "slower", "quicker") and not _is_rate(value):
        return Decimal(-_UP[word])  # of two durations the shorter is the faster
    if word in ("better", "worse"):
        good = names.better(metric) if metric else None
        return (
            Decimal(0)
            if good is None
            else Decimal((1 if good is Better.HIGHER else -1) * (1 if word == "better" else -1))
        )
    return Decimal((_UP | _DOWN)[word])


def _says(statement: Statement, name: str) -> bool:
    return f" {folded(name)} " in f" {folded(statement.text)} "


def place(sentence: str, evidence: Evidence) -> Verdict:
    """Judge whether the facts behind a sentence are of the run, the fold or the attempt that it names."""
    mine = places(sentence)
    theirs: dict[str, set[str]] = {}
    for statement in evidence.statements:
        for kind, numbers in places(statement.text).items():
            theirs.setdefault(kind, set()).update(numbers)
    for kind in ("run", "fold", "attempt", "session", "trial"):
        if kind in mine and kind in theirs and not mine[kind] & theirs[kind]:
            there = ", ".join(sorted(theirs[kind]))
            return Verdict(
                False, "wrong_entity", f"the facts are of {kind} {there}, not {', '.join(sorted(mine[kind]))}"
            )
    return _GOOD
