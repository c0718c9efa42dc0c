"""How far apart two values of one line are, both of which a sentence names: the gap between training and validation loss."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.agreement import HUNDRED
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity

_APART = re.compile(
    r"\b(?:gap|difference|distance|discrepancy|apart)\b|\b(?P<by>above|below|over|under|beyond|behind|ahead of)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\b(?:gap|difference|distance|discrepancy)\b", re.IGNORECASE)


def is_of_a_gap(text: str) -> bool:
    """Tell whether a text speaks of how far two values are apart, not of either."""
    return _GAP.search(text) is not None


def gaps(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give how far the two values of each cited line are apart that a sentence names, where it says that something is."""
    if quantity.dimension in WHEN or not _APART.search(sentence):
        return
    spoken = told(sentence, evidence)
    for line in evidence.firsthand:
        for one, other in combinations(_named(line, spoken), 2):
            if one.quantity.dimension is other.quantity.dimension and _tells_apart(one, other, spoken):
                apart = abs(one.quantity.value - other.quantity.value)
                yield apart
                yield from [apart * HUNDRED] if quantity.dimension is Dimension.POINTS and apart < 1 else []


def _named(line: Statement, spoken: frozenset[str]) -> list[Value]:
    """Give the fractions of a line, and its amounts, that are spoken of."""
    return [v for v in line.values if v.key & spoken and (v.quantity.value % 1 or v.quantity.dimension in _AMOUNTS)]


_AMOUNTS = (Dimension.BYTES, Dimension.TIME, Dimension.PERCENT)


def _tells_apart(one: Value, other: Value, spoken: frozenset[str]) -> bool:
    """Tell whether a sentence has a word for each of two values that the other does not have."""
    return bool(spoken & (one.key - other.key)) and bool(spoken & (other.key - one.key))
