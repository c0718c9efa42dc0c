"""Which of the values that lines and lists hold a sentence sets against each other, by their names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity

_TWO = 2
_ENDS = re.compile(
    r"\b(?:apart|spread|range[sd]?|span|between|best|worst|strongest|weakest|highest|lowest|most|least)\b",
    re.IGNORECASE,
)


def of_rows(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[tuple[Value, ...]]:
    """Give the two items of a list that a sentence names, or its ends where it speaks of those."""
    words = stems(sentence.replace("-", " "))
    for row in evidence.comparable_rows if quantity.dimension is not Dimension.PERCENT else ():
        named = tuple(value for value in row if value.tags & words)
        if len(named) == _TWO:
            yield named
        elif _ENDS.search(sentence):
            ordered = sorted(row, key=lambda value: value.quantity.value)
            yield (ordered[0], ordered[-1])


_END_TO_END = re.compile(
    r"\b(?:best to worst|worst to best|(?:the )?(?:low|high|small|larg|fast|slow|short|long)est to (?:the )?[a-z]+est|"
    r"between (?:the )?(?:best and (?:the )?worst|[a-z]+est and (?:the )?[a-z]+est)|spread|span|range)\b",
    re.IGNORECASE,
)


def ends_of_lists(sentence: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Keep of what each line lists by one name the least and the most, where a sentence says how far those are apart."""
    if not _END_TO_END.search(sentence):
        return values
    lists: dict[tuple[int, frozenset[str]], list[Value]] = {}
    for value in values:
        lists.setdefault((value.statement, value.key), []).append(value)
    kept = (
        sorted(each, key=_worth)[:: len(each) - 1] if len(each) > _TWO and not each[0].headed else each
        for each in lists.values()
    )
    return tuple(value for each in kept for value in each)


def _worth(value: Value) -> Decimal:
    return value.quantity.value


def but_for_unnamed(sentence: str, values: Sequence[Value], evidence: Evidence) -> tuple[Value, ...]:
    """Leave out what a list has beside the two items that a sentence names, where it sets them against each other."""
    unnamed = set()
    for row in evidence.lists if _THAN.search(sentence) else ():
        named = {value.quantity for value in only_named(sentence, row)}
        unnamed |= {value.quantity for value in row} - named if len(named) == _TWO else set()
    return tuple(value for value in values if value.quantity not in unnamed)


_THAN = re.compile(r"\b(?:than|(?:times|twice|half) (?:as \w+ as|that|those|the)|as much as)\b", re.IGNORECASE)


def only_named(sentence: str, row: Sequence[Value]) -> tuple[Value, ...]:
    """Keep of a row the items that a sentence names, where it names two or more; else all."""
    words = stems(sentence.replace("-", " "))
    named = tuple(value for value in row if value.tags & words)
    return named if 1 < len(named) < len(row) else tuple(row)


def for_each_line(sentence: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """Keep of each of two lines that are set against each other the value whose name the sentence says, where it says one of each."""
    spoken = stems(sentence)
    lines: dict[int, list[Value]] = {}
    for value in values:
        if value.exact and value.key & spoken:
            lines.setdefault(value.statement, []).append(value)
    each = [min(found, key=lambda v: len(v.key - spoken)) for found in lines.values()]
    same = len(each) == _TWO and each[0].quantity.dimension is each[1].quantity.dimension
    return tuple(each) if same else tuple(values)
