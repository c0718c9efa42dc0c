"""The time between two lines, and what was done in so much of it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import ELAPSED
from mlws_writer.checking.statements import Statement
from mlws_writer.facts.quantities import Dimension, Quantity


def by_its_unit(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Work out what the unit of a number alone says: the time between two lines, the rate of a count."""
    if quantity.dimension is Dimension.TIME and ELAPSED.search(sentence):
        yield from _elapsed(evidence.statements)
    if quantity.dimension is Dimension.RATE:
        yield from _rates(evidence)


def _rates(evidence: Evidence) -> Iterator[Decimal]:
    """Divide the counts of a line by the time that it gives: rows a second."""
    for statement in evidence.statements:
        times = [
            v.quantity.value for v in statement.values if v.quantity.dimension is Dimension.TIME and v.quantity.value
        ]
        counts = [v for v in statement.values if v.quantity.dimension in (Dimension.PLAIN, Dimension.BYTES)]
        yield from (count.quantity.value / time for count in counts for time in times if not statement.tainted)


def _elapsed(statements: Sequence[Statement]) -> Iterator[Decimal]:
    moments = [moment for statement in statements for moment in _moments(statement)]
    for one, other in combinations(moments, 2):
        yield abs(other - one)
        yield from ([Decimal(86400) - abs(other - one)] if abs(other - one) < 86400 else [])
    for moment, following in pairwise(moments):
        yield following - moment


def _moments(statement: Statement) -> Iterator[Decimal]:
    if statement.time:
        yield Decimal(int(statement.time.timestamp()))
        return
    for value in statement.values:
        if value.quantity.dimension is Dimension.CLOCK:
            yield value.quantity.value + statement.day * 86400
