"""What rates and factors of the cited lines make of it: how many more of so many, by how many percent longer."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.reading.agreement import FACTORS, HUNDRED
from mlws_writer.checking.reading.breakdowns import is_whole
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity

_MORE = re.compile(r" (?:(?:more|fewer|additional|extra) (?P<noun>[a-z]+s)|(?P<own>[a-z]+s) (?:more|fewer))\b")
_BY_PERCENT = re.compile(
    r"[\s)]*(?:more|less|longer|shorter|faster|slower|quicker|larger|smaller|bigger|higher|lower|cheaper|dearer)\b"
)
_SLOWER, _SPEEDUP = re.compile(r"[\s)]*(?:slower|longer)\b"), frozenset({stem("speedup"), stem("faster")})
_LEAST = 20
"""From how many things on a rate of them is a count of them."""


def rated(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Work out what rates and factors make of a number that a sentence says to be more or less."""
    if quantity.dimension is Dimension.TIMES:
        yield from as_many(quantity, sentence, evidence)
    elif quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0:
        match = _MORE.match(sentence, quantity.end)
        yield from _of_so_many(stems(match["noun"] or match["own"]), sentence, evidence) if match else ()
    elif quantity.dimension is Dimension.PERCENT and _BY_PERCENT.match(sentence, quantity.end):
        slower = _SLOWER.match(sentence, quantity.end) is not None
        found = (v for v in evidence.values if _is_factor(v) and not evidence.of(v).tainted)
        factors = (v.quantity.value for v in found if not (slower and v.key & _SPEEDUP))
        yield from (abs(factor - 1) * HUNDRED for factor in factors)


def as_many(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide the one count of the line that a sentence speaks of by that of the one that it sets it against: seven times as common as."""
    match = _AS_MANY.match(sentence, quantity.end)
    lines = evidence.firsthand if match else ()
    counts = [[v for v in line.values if is_whole(v) and v.quantity.value >= _LEAST] for line in lines]
    if match is None or [len(each) for each in counts] != [1, 1]:
        return
    left, right = stems(sentence[: quantity.start]), stems(sentence[match.end() :])
    (one,), (other,) = counts
    if lines[0].words & right - left and lines[1].words & left - right:
        one, other = other, one
    elif not (lines[0].words & left - right and lines[1].words & right - left):
        return
    yield one.quantity.value / other.quantity.value


_AS_MANY = re.compile(r" as (?:common|frequent|many|numerous|often|large|big|high)\b(?: [a-z]+){0,3}? as (?=[A-Za-z])")


def _of_so_many(noun: frozenset[str], sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give how many more of so many things one rate is than another of the same measure: 0.64 and 0.60 of 150 questions."""
    values = [v for v in evidence.values if not evidence.of(v).tainted]
    wholes = {v.quantity.value for v in values if v.key & noun and v.quantity.value % 1 == 0}
    rates = [v for v in values if v.metric and (0 < v.quantity.value < 1 or _is_percent(v))]
    said = metric_of(sentence.split())
    rates = [v for v in rates if v.metric == said] or rates
    for one, other in combinations(rates, 2) if max(wholes, default=0) >= _LEAST else ():
        if one.metric == other.metric and one.statement != other.statement:
            gap = abs(one.quantity.value - other.quantity.value) / (HUNDRED if _is_percent(one) else 1)
            yield from (gap * whole for whole in wholes)


def _is_percent(value: Value) -> bool:
    return value.quantity.dimension is Dimension.PERCENT


def _is_factor(value: Value) -> bool:
    named = value.exact and bool(value.key & FACTORS) and value.quantity.value % 1 != 0
    return value.quantity.value > 0 and (value.quantity.dimension is Dimension.TIMES or named)
