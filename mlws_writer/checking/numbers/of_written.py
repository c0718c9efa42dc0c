"""What follows from the numbers that a sentence writes itself, or from those and a cited one: 151 of the 180 GB."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.numbers.totals import wholes_said
from mlws_writer.checking.reading.agreement import HUNDRED
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT, MEASURES
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_FIRST = 60
"""How many values are set against each other at most."""


def _at_a_rate(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Give what the rates of the facts make of the whole that a sentence names: 306 of the 500, at a precision of 0.612."""
    for whole in wholes_said(quantity, sentence):
        if whole > COUNT:
            yield from (whole * v.quantity.value for v in values if (v.metric or v.headed) and 0 < v.quantity.value < 1)
            yield from (whole * v.quantity.value / HUNDRED for v in values if _is_percentage(v))


def _is_percentage(value: Value) -> bool:
    """Tell whether a value is a percentage, be it a score that is written without the sign: em 61.8."""
    score = bool(value.metric) and value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 != 0
    return value.quantity.dimension is Dimension.PERCENT or (score and 1 < value.quantity.value < HUNDRED)


_OF_THE = re.compile(r"[\s)]*of (?:the|its|their|an?) (?P<whole>[\w-]+(?: [\w-]+)?)")


_MISTAKEN = re.compile(
    r"\b(?:wrong|wrongly|incorrect|incorrectly|misclassified|mistaken|misrecogni[sz]ed)\b", re.IGNORECASE
)


def _mistaken(values: Sequence[Value]) -> Iterator[Decimal]:
    """Give how many a line says were got wrong: all but those that are right, by their count or by their rate."""
    for one, other in combinations(values[:_FIRST], 2):
        if one.statement != other.statement:
            continue
        rate, whole = sorted((one, other), key=lambda value: value.quantity.value)
        if whole.quantity.value % 1 or whole.quantity.value <= COUNT:
            continue
        if 0 < rate.quantity.value < 1 and names.sign(rate.metric) > 0:
            yield whole.quantity.value * (1 - rate.quantity.value)
        elif (
            abs(one.column[0] - other.column[0]) == 1
            and rate.quantity.value % 1 == 0
            and 2 * rate.quantity.value > whole.quantity.value
        ):
            yield whole.quantity.value - rate.quantity.value


_OF_WRITTEN = re.compile(r" of (?:the|its|their|a)? ?")


def _of_the_written(quantity: Quantity, sentence: str) -> Iterator[Decimal]:
    """Divide a number by the amount of which a sentence says that it is some: 151 of the 180 GB."""
    for one, other in pairwise(quantities(sentence)):
        bare = one.dimension is Dimension.PLAIN and other.dimension in MEASURES and other.value > 0
        if bare and quantity.dimension is Dimension.PERCENT and _OF_WRITTEN.fullmatch(sentence[one.end : other.start]):
            yield one.value * other.factor / other.value * HUNDRED


def _written_of(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Divide what a sentence writes by what it says that this is a share of: 27.90 euros, 43% of the order total."""
    match = _OF_THE.match(sentence[quantity.end :])
    named = stems(match["whole"]) if match else frozenset()
    wholes = [v.quantity.value for v in values if v.key & named and v.quantity.value > 0]
    parts = [q.value for q in quantities(sentence[: quantity.start]) if q.dimension is not Dimension.PERCENT]
    yield from (part / whole * HUNDRED for whole in wholes for part in parts if 0 < part < whole)


_FACTOR = re.compile(r"\bfactor of (?:about |almost |nearly |roughly |more than )?$")
_CHANGE_OF = re.compile(
    r"\b(?:drop|fall|decline|decrease|reduction|cut|loss|rise|increase|growth|gain|jump|improvement|change|saving)s? (?:of|by) (?:about |almost |nearly |roughly |some |only |just )?$|"
    r"\bor (?:about |almost |nearly |roughly |some )?$|\bby (?:about |almost |nearly |roughly |some |only |just )?$|\($"
)
_TO_ANOTHER = re.compile(r"\s*(?:[A-Za-z]\w*(?: [A-Za-z/]\w*){0,4} )?(?:to|->|→)(?: (?:about|only|just))?\s*")


def _from_to(quantity: Quantity, sentence: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Give two numbers from one of which a sentence says that something went to the other."""
    for one, other in pairwise([q for q in quantities(sentence) if q is not quantity and q.start != quantity.start]):
        lent = other.dimension is one.dimension or Dimension.PLAIN in (one.dimension, other.dimension)
        if lent and _TO_ANOTHER.fullmatch(sentence[one.end : other.start]):
            yield one, other


def _changes_written(quantity: Quantity, sentence: str) -> Iterator[Decimal]:
    """Give by how many percent the one number that a sentence writes is off the other: from 391,705 to 322,940, a drop of 18%."""
    if quantity.dimension is Dimension.PERCENT and _CHANGE_OF.search(sentence[: quantity.start]):
        for one, other in _from_to(quantity, sentence):
            first, last = one.value / one.factor, other.value / other.factor
            yield from [(last - first) / first * HUNDRED] if first else []


_TIMES_SO_MANY = re.compile(r" (?:[A-Za-z][\w-]* ){0,3}?(?:times|multiplied by|by|x|×) (?:the )?|×|x")
_WITH_SO_MANY = re.compile(r" (?:[a-z][\w-]* ){1,3}?(?:with|for|on|at|in|over|using|of) (?:the )?")
_EACH = re.compile(r"(?: [a-z][\w-]*){0,2} (?:each|apiece)\b")


def _products_written(quantity: Quantity, sentence: str) -> Iterator[Decimal]:
    """Multiply two numbers of which a sentence says itself how often the one comes: six rates with three seeds each."""
    found = [q for q in quantities(sentence) if q.start != quantity.start]
    for one, other in pairwise(found):
        if one.dimension is not Dimension.PLAIN or one.value % 1 or other.dimension is not quantity.dimension:
            continue
        between = sentence[one.end : other.start]
        each = _WITH_SO_MANY.fullmatch(between) and _EACH.match(sentence, other.end)
        if each or _TIMES_SO_MANY.fullmatch(between):
            yield one.value * other.value


def of_written(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Work out shares and ratios of numbers that the sentence writes itself, and that are checked for themselves."""
    if quantity.dimension is Dimension.POINTS:
        rates = [q.value for q in quantities(sentence) if q.dimension is Dimension.PERCENT]
        yield from (one - other for one, other in combinations(rates, 2))
    if quantity.dimension in MEASURES or (quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0):
        yield from _products_written(quantity, sentence)
    if quantity.dimension is Dimension.PLAIN and _FACTOR.search(sentence[: quantity.start]):
        yield from (other.value / one.value for one, other in _from_to(quantity, sentence) if one.value)
    if quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0:
        yield from _at_a_rate(quantity, sentence, values)
        yield from _mistaken(values) if _MISTAKEN.search(sentence) else ()
    if quantity.dimension not in (Dimension.PERCENT, Dimension.TIMES):
        return
    yield from _changes_written(quantity, sentence)
    yield from _of_the_written(quantity, sentence)
    for one, other in combinations([q for q in quantities(sentence) if q.value > 0 and q is not quantity], 2):
        if one.value != other.value and one.dimension == other.dimension:
            share = min(one.value, other.value) / max(one.value, other.value)
            yield share * HUNDRED if quantity.dimension is Dimension.PERCENT else 1 / share
    if quantity.dimension is Dimension.PERCENT:
        yield from _written_of(quantity, sentence, values)
        whole = [
            q.value
            for q in quantities(sentence)
            if q.dimension is Dimension.PLAIN and q.value % 1 == 0 and q.value > COUNT
        ]
        counts = [v.quantity.value for v in values[:_FIRST] if v.quantity.value % 1 == 0 and v.quantity.value > COUNT]
        yield from (min(one, other) / max(one, other) * HUNDRED for one in whole for other in counts if one != other)
