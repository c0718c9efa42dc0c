"""Two values that a comparison calls by names of their own: precision and recall, a model and what it is held against."""

from collections.abc import Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import better_sign
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SPLITS
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension

_TWO = 2
LEVELS = ("higher", "lower", "larger", "smaller", "greater", "better", "worse")
_ALIKE = 10
"""How many times the other one of two values that are compared may be at most."""


def by_own_names(left: str, right: str, sign: int, about: str, evidence: Evidence) -> list[bool]:
    """Compare two values behind a sentence that are each called by a name of its own: precision and recall, OOF and public."""
    if about not in ("", "good") or len(evidence.statements) > _TWO:
        return []
    shared = frozenset.intersection(*(s.tags for s in evidence.statements)) if len(evidence.statements) > 1 else _NONE
    some = [v for v in evidence.values if v.quantity.dimension in _MEASURES and v.quantity.value % 1]
    shared -= {each for value in some for each in value.key & SPLITS}  # a heading may name the split as well
    one, other = (_called(told(side, evidence) - shared, some) for side in (left.rpartition(":")[2], right))
    one, other = one or _counterpart(other, some), other or _counterpart(one, some)
    if one is None or other is None or one is other or one.quantity.dimension is not other.quantity.dimension:
        return []
    ones, others = abs(one.quantity.value), abs(other.quantity.value)
    wants = sign * (better_sign(one) or better_sign(other)) if about == "good" else sign
    if not wants or max(ones, others) > _ALIKE * min(ones, others):
        return []
    return [one.quantity.value * wants > other.quantity.value * wants]


_NONE: frozenset[str] = frozenset()
_MEASURES = (Dimension.PLAIN, Dimension.PERCENT)


def _called(spoken: frozenset[str], values: Sequence[Value]) -> Value | None:
    """Find the one value whose own name some words say most of."""
    scores = [len(value.key & spoken) for value in values]
    most = max(scores, default=0)
    return values[scores.index(most)] if most and scores.count(most) == 1 else None


def _counterpart(value: Value | None, values: Sequence[Value]) -> Value | None:
    """Find what the one line gives beside a value by the name of the measure alone: nMAE 12.34 of persist_nMAE 14.20."""
    if value is None or any(v.statement != value.statement for v in values):
        return None
    beside = [v for v in values if v.quantity.dimension is value.quantity.dimension]
    bare = [v for v in beside if v.key < value.key or (v.metric and value.metric.endswith(f"_{v.metric}"))] or [
        v for v in beside if v.metric and not value.metric and v.quantity.behind_point == value.quantity.behind_point
    ]
    return bare[0] if len(bare) == 1 else None
