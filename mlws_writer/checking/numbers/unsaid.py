"""Numbers that follow from the cited lines in a way that no word of the sentence tells, where it is hardly by chance.

With enough numbers around, nearly every other number follows from two of them. How likely that is can be estimated: by
how many numbers follow, and how exact the one in the sentence is. Only where it is most unlikely, it counts as support.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity

_MOST = 80
"""How many values may be combined."""
_BY_CHANCE = Decimal("0.05")
"""How many of the numbers that follow may be expected to agree with one that does not follow from anything."""
_SPREAD = 9
"""Over how many powers of e the numbers of a log are spread, about evenly: some four powers of ten."""
_FEW = 10
"""What amounts that are added up lie above."""
_RUN = range(3, 9)
"""How many values of a line may be added up."""


def follows_unsaid(quantity: Quantity, sentence: str, values: Sequence[Value]) -> bool:
    """Tell whether a number is a difference, sum, share, change, product or quotient of `values`, and hardly by chance."""
    said = quantity.dimension
    if not quantity.value or said in (*WHEN, Dimension.POINTS) or _BOUND.search(sentence[: quantity.start]):
        return False
    cited = [v for v in values if v.quantity.dimension not in WHEN and v.quantity.value]
    if len(cited) > _MOST:
        return False
    found = {abs(each) for each in (*_of_two(quantity, cited), *_in_line(quantity, sentence, cited))}
    expected = len(found) * 2 * quantity.slack / quantity.value / _SPREAD
    return expected <= _BY_CHANCE and any(abs(each - quantity.value) <= quantity.slack for each in found)


_BOUND = re.compile(
    r"\b(?:than|least|most|over|under|above|below|(?:rate|accuracy|precision|recall|score|f1|wer|cer) (?:of|was|is)) (?:only |just |about )?$",
    re.IGNORECASE,
)
"""What a number bounds, or what it states of a measure, is not worked out."""


def _of_two(quantity: Quantity, cited: Sequence[Value]) -> Iterator[Decimal]:
    """Give what two values come to, of the dimension of a quantity."""
    said = quantity.dimension
    whole = said is Dimension.PLAIN and quantity.value % 1 == 0
    for one, other in combinations(cited, 2):
        low, high = sorted((one.quantity.value, other.quantity.value), key=abs)
        if one.quantity.dimension is other.quantity.dimension:
            if said is one.quantity.dimension and one.statement != other.statement:
                yield high - low
            if said is Dimension.PERCENT and (_is_count(one) and _is_count(other)):
                yield from (100 * low / high, 100 * (high - low) / high)
            if said is Dimension.TIMES or whole:
                yield high / low
        elif whole and Dimension.PERCENT in (one.quantity.dimension, other.quantity.dimension):
            yield low * high / 100
        elif said in (one.quantity.dimension, other.quantity.dimension):
            total, by = (one, other) if said is one.quantity.dimension else (other, one)
            if _is_count(by):
                yield from (total.quantity.value / by.quantity.value, total.quantity.value * by.quantity.value)
        if whole and 0 < low < 1 < high:  # so many of all, by their share
            yield low * high


def _is_count(value: Value) -> bool:
    return value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0


_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|overall|total\w*)\b", re.IGNORECASE)


def _in_line(quantity: Quantity, sentence: str, cited: Sequence[Value]) -> Iterator[Decimal]:
    """Give the sums of two amounts of a line, and of several in a row; where all are added up, of all."""
    lines: dict[int, list[Decimal]] = {}
    for value in cited:
        if value.quantity.dimension is quantity.dimension and value.quantity.value > _FEW:
            lines.setdefault(value.statement, []).append(value.quantity.value)
    for amounts in lines.values():
        if _IN_ALL.search(sentence):
            yield sum(amounts, Decimal(0))
            continue
        yield from (one + other for one, other in combinations(amounts, 2))
        yield from (sum(amounts[at : at + many], Decimal(0)) for many in _RUN for at in range(len(amounts) - many + 1))
