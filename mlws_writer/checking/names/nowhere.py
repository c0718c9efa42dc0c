"""Where no value is found by the name that a sentence gives it: whether any at all went the way that it says."""

from collections.abc import Sequence
from itertools import pairwise

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension

_PLACES = frozenset(
    map(stem, ["epoch", "step", "round", "trial", "iteration", "iter", "time", "hour", "day", "week", "elapsed", "eta"])
)


def nowhere(word: str, wants: str, evidence: Evidence) -> Verdict:
    """Refuse that something rose (or fell) where all that the cited lines have in common only fell (or rose)."""
    columns = [(column, _wanted(column[0], wants)) for column in _columns(evidence)]
    steps = [
        (other.quantity.value - one.quantity.value) * sign
        for column, sign in columns
        if sign
        for one, other in pairwise(column)
    ]
    if not steps or max(steps) > 0 or min(steps) == 0:
        return Verdict(True)
    return Verdict(False, "direction", f"nothing that the cited lines measure went as {word!r} says")


_SPREADS = frozenset(["std", "sd", "var", "stder", "min", "max"])


def _wanted(value: Value, wants: str) -> int:
    """Say which sign of a difference a word demands of what a value is of: the better one, for what got better."""
    if wants in ("up", "down"):
        return 1 if wants == "up" else -1
    good = {"better": 1, "worse": -1}.get(wants, 0)
    return 0 if value.key & _SPREADS else good * names.sign(value.metric or value.name)


def _columns(evidence: Evidence) -> list[Sequence[Value]]:
    """Give what each cited line has one value of, by its key, from line to line."""
    rows = [_single(statement) for statement in evidence.firsthand]
    shared = frozenset(rows[0]).intersection(*rows[1:]) if len(rows) > 1 else frozenset()
    return [[row[key] for row in rows] for key in shared]


def _single(statement: Statement) -> dict[tuple[frozenset[str], Dimension], Value]:
    """Give the values of a line that it has one of, but for when and where it was logged."""
    found: dict[tuple[frozenset[str], Dimension], list[Value]] = {}
    for value in statement.values:
        if value.key and not value.key & _PLACES and value.quantity.dimension not in WHEN:
            found.setdefault((value.key, value.quantity.dimension), []).append(value)
    return {key: values[0] for key, values in found.items() if len(values) == 1}
