"""Two measures of one row, set against one another: precision above recall, the public score below the private one."""

from collections.abc import Iterator
from itertools import permutations

from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import stems
from mlws_writer.checking.values import Value
from mlws_writer.facts.quantities import Dimension

_MOST = 24
"""How many measures a line may hold of which two are compared."""


def of_one_row(left: str, right: str, evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Give the values of a line whose own names the two sides say, each its one."""
    sides = told(left, evidence) | stems(left), told(right, evidence) | stems(right)
    own, theirs = sides[0] - sides[1], sides[1] - sides[0]
    for statement in evidence.statements:
        row = [value for value in statement.values if value.quantity.dimension in (Dimension.PLAIN, Dimension.PERCENT)]
        for one, other in permutations(row, 2) if len(row) <= _MOST and not statement.tainted else ():
            named = stems(one.metric.replace("_", " ")), stems(other.metric.replace("_", " "))
            mine, its = named[0] - named[1], named[1] - named[0]
            alike = one.quantity.dimension is other.quantity.dimension
            if alike and mine and its and mine <= own and its <= theirs:
                yield one, other
