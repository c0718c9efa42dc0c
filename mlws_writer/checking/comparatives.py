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
    sides = [_side(part, evidence) for part in (sentence[: match.start()] + match[2], sentence[match.end() :])]
    if not all(name for _, name in sides) or sides[0] == sides[1]:
        return _GOOD
    word = match[1].lower()
    metric = (
        "accuracy"
        if word.endswith("accurate")
        else metric_of(match[2].split()) or metric_of(sentence[: match.start()].split())
    )
    left, right = (_values(side, word, metric, evidence) for side in sides)
    sign = _sign(word, metric, left[0]) if left and right else Decimal(0)
    if not sign:
        return _GOOD
    one, other = (max(value.quantity.value * sign for value in values) for values in (left, right))
    if one > other or any(a.metric != b.metric for a in left for b in right):
        return _GOOD
    return Verdict(False, "direction", f"{left[0].quantity.text} against {right[0].quantity.text} is not {word}")


def _side(part: str, evidence: Evidence) -> tuple[str, str]:
    """Find the one thing that a side of a comparison is about: a name, or a place such as run A; else nothing."""
    named = sorted(set(subjects(part, evidence)))
    spots = [(kind, number) for kind, numbers in places(part).items() for number in numbers]
    found = [("", name) for name in named] + spots
    return found[0] if len(found) == 1 else ("", "")


def _values(side: tuple[str, str], word: str, metric: str, evidence: Evidence) -> list[Value]:
    """Collect the values of one thing, those behind the sentence first."""
    for statements in (evidence.statements, (*evidence.statements, *evidence.known)):
        found = [value for s in statements if _is_about(s, side) and not s.tainted for value in s.values]
        if chosen := _compared(found, word, metric):
            return chosen
    return []


def _compared(found: list[Value], word: str, metric: str) -> list[Value]:
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


def _is_about(statement: Statement, side: tuple[str, str]) -> bool:
    kind, name = side
    if kind:
        return name in places(statement.text).get(kind, ())
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
