"""Rates worked out from a count and the time that it took, be it told on another line: 11,820 requests in 60 s."""

from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content
from mlws_writer.checking.reading.wholes import COUNT
from mlws_writer.facts.quantities import Dimension, Quantity

_FEW = 4


def per_time(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide the counts of what a sentence speaks of by the times of the cited lines, where those are few."""
    if quantity.dimension is not Dimension.RATE:
        return
    times = {
        v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.TIME and v.quantity.value > 0
    }
    words = content(sentence)
    counts = [v for v in evidence.values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    named = {
        v.quantity.value
        for v in counts
        if v.quantity.value > COUNT and (v.key | _behind(v.quantity, v.statement, evidence)) & words
    }
    if len(times) <= _FEW and len(named) <= _FEW:
        yield from (count / time for count in named for time in times)


def _behind(quantity: Quantity, statement: int, evidence: Evidence) -> frozenset[str]:
    """Give the word behind a count."""
    text = evidence.own[statement].text if statement in evidence.own else ""
    return content(" ".join(text[quantity.end :].split()[:1]))
