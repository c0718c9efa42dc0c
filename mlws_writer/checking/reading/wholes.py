"""Values of cited lines that stand for one thing, so that they can be summed, averaged and shared out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension

if TYPE_CHECKING:
    from mlws_writer.checking.reading.evidence import Evidence

COUNT = 20
"""From how many things on a share is no chance."""

MEASURES = (Dimension.TIME, Dimension.BYTES, Dimension.RATE, Dimension.DOLLARS, Dimension.EUROS)


def wholes(evidence: "Evidence") -> Iterator[tuple[Value, ...]]:
    """Give the values of cited lines that stand for one thing: at one place in lines of one shape, or in one list."""
    for column in evidence.columns if len(evidence.own) > 1 else ():
        cited = tuple(value for value in column if value.statement in evidence.own)
        yield from ([cited] if len(cited) > 1 else [])
    yield from evidence.lists
    yield from (tuple(group) for group in _of_one_key(evidence))
    headed: dict[tuple[str, Dimension], list[Value]] = {}
    for value in evidence.values:
        if value.headed and not evidence.of(value).tainted:
            headed.setdefault((value.name, value.quantity.dimension), []).append(value)
    yield from (tuple(column) for column in headed.values() if len(column) > 1)
    for statement in evidence.statements:
        row = [v for v in statement.values if v.quantity.dimension not in WHEN]
        counts = tuple(v for v in row if v.quantity.dimension is Dimension.PLAIN and v.quantity.value > COUNT)
        parts = tuple(
            v for v in row if v.quantity.dimension is Dimension.PLAIN and "." in v.quantity.text and not v.metric
        )
        if not statement.tainted and len(parts) > 2 and len({v.quantity.behind_point for v in parts}) == 1:
            yield parts  # 11 -> 252.31   12 -> 231.80
        if not statement.tainted and len(counts) > 2 and all(v.quantity.value % 1 == 0 for v in counts):
            yield counts
            yield from [counts[:-1]] if not _are_listed(counts, evidence) else []  # 63 features of it


def _are_listed(counts: Sequence[Value], evidence: "Evidence") -> bool:
    """Tell whether some counts are all of one list by kind, of which no one may be left out."""
    places = {(value.statement, value.quantity.start) for value in counts}
    for each in evidence.breakdowns:
        if places <= {
            (v.statement, v.quantity.start) for v in each.parts
        }:  # but dropped so many, so many; left so many
            return not frozenset.intersection(*(v.tags for v in each.parts[:-1])) - each.parts[-1].tags
    text = evidence.of(counts[0]).text
    gaps = [text[one.quantity.end : other.quantity.start] for one, other in pairwise(counts)]
    return any(all(sign in gap for gap in gaps) for sign in "/|;")


def additive(column: Sequence[Value]) -> bool:
    """Tell whether values may be parts of one whole: counts, times, sizes, amounts; scores are not."""
    return all(
        v.quantity.value >= 0 and not v.metric and (v.quantity.dimension in MEASURES or v.quantity.value % 1 == 0)
        for v in column
    )


def _of_one_key(evidence: "Evidence") -> Iterator[list[Value]]:
    """Give the counts of cited lines that the same two words or more say what they are of."""
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        if len(value.key) > 1 and value.quantity.dimension is Dimension.PLAIN and value.quantity.value > COUNT:
            groups.setdefault(value.key, []).append(value)
    for group in groups.values():
        if len({value.statement for value in group}) == len(group) > 1 and not any(
            evidence.of(v).tainted for v in group
        ):
            yield group
