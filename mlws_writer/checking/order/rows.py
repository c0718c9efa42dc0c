"""Superlatives held against the cited rows alone: what is named must lead them in one of their columns at least."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.kinds import signed
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension

_OF_ALL = frozenset(
    ["all", "total", "overall", "mean", "avg", "average", "macro", "micro", "sum", "weighted", "pooled"]
)
_FILE = re.compile(
    r" (?:\w+ ){0,2}(?:files?|models?|checkpoints?|engines?|archives?|packages?|binary|binaries|index)\b"
)
_COUNTED = frozenset(map(stem, ["instances", "support", "count", "counts", "n", "num", "number", "boxes", "labels"]))
_THINGS = re.compile(
    r" (?:\w+ ){0,2}(?:objects?|instances|examples|grains|boxes|annotations|cases|items|things|labels|records|entries)\b"
)
"""What is counted in a column that reports call instances or support."""


def without_totals(group: Sequence[Value], spoken: frozenset[str], evidence: Evidence) -> list[Value]:
    """Leave out of a group what is of all of its rows together, unless a sentence speaks of that."""
    totals = [_is_total(value, evidence) for value in group]
    if spoken & _OF_ALL or sum(totals) > len(group) - _TWO or not any(totals):
        return list(group)
    return [value for value, total in zip(group, totals, strict=True) if not total]


_TWO = 2
_SOMETHING = re.compile(r" [a-z]", re.IGNORECASE)


def _is_total(value: Value, evidence: Evidence) -> bool:
    labels = evidence.of(value).labels
    return bool(labels) and labels[0].lower() in _OF_ALL


def by_cited_rows(
    match: re.Match[str], sign: int, about: str, spoken: frozenset[str], above: int, evidence: Evidence
) -> list[bool]:
    """Judge the one cited row that a sentence names: whether it leads the cited ones in any column that may be meant."""
    if match.group().lower() in ("most", "least") and not _SOMETHING.match(match.string, match.end()):
        return []  # recognised least: of what was said before
    judged = [
        fit
        for column in _meant(match, about, _cited(spoken, evidence))
        if (fit := _leads(column, sign, about, spoken, above)) is not None
    ]
    return [any(judged)] if judged else []


def _cited(spoken: frozenset[str], evidence: Evidence) -> Iterator[list[Value]]:
    """Give the columns of the cited rows."""
    for column in evidence.columns:
        cited = [v for v in column if v.statement in evidence.own and v.quantity.dimension not in WHEN]
        if len(cited) > _TWO or (len(cited) == _TWO == len(evidence.statements)):
            yield without_totals(cited, spoken, evidence)


def _meant(match: re.Match[str], about: str, columns: Iterator[list[Value]]) -> list[list[Value]]:
    """Keep the columns that the noun behind a superlative asks for, where one of them does."""
    found = list(columns)
    if about == "" and _FILE.match(match.string, match.end()):
        return [c for c in found if c[0].quantity.dimension is Dimension.BYTES] or found
    if about == "" and _THINGS.match(match.string, match.end()):
        return [c for c in found if c[0].key & _COUNTED] or found
    return found


def _leads(column: Sequence[Value], sign: int, about: str, spoken: frozenset[str], above: int) -> bool | None:
    """Tell whether the one row that is named leads a column; None where none is named, or several are."""
    shared = frozenset.intersection(*(value.tags for value in column))
    named = [len((value.tags - shared) & spoken) for value in column]
    mine = [value for value, many in zip(column, named, strict=True) if many and many == max(named)]
    if len(mine) != 1 or len({value.quantity.value for value in column}) == 1:
        return None
    ways = {signed(column[0], sign, about)} - {0} or {1, -1}
    return any(_above(mine[0], column, way) == above for way in ways)


def _above(value: Value, column: Sequence[Value], way: int) -> int:
    return sum((other.quantity.value - value.quantity.value) * way > 0 for other in column)
