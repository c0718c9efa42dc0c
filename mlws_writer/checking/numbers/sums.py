"""Sums that need no word which says so: of what a sentence names in each cited line, and of all that a line lists."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.compact import SECONDS
from mlws_writer.checking.numbers.pairs import comparable, is_count
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity, quantities


def sums(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give what a count, or an amount, may be the sum of."""
    if quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0 and not quantity.spelled:
        yield from _named_in_each_line(sentence, evidence)
    if quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0:
        yield from _of_one_noun(quantity, sentence, evidence)
        yield from _of_one_each(sentence, evidence)
    if _TOGETHER.search(sentence):
        yield from _of_columns(evidence)
    yield from _of_all_listed(quantity, sentence, evidence)
    if quantity.dimension is Dimension.TIME and _STAGES.search(sentence):
        yield from _of_all_stages(evidence)


def _named_in_each_line(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up the counts of one thing that all cited lines count, and the sentence names: billing 31, billing 35, billing 29."""
    lines = evidence.firsthand
    if len(lines) < _SEVERAL:
        return
    for word in content(sentence):
        own = [[v for v in line.values if word in v.key and is_count(v)] for line in lines]
        if all(len(found) == 1 for found in own):
            yield sum((found[0].quantity.value for found in own), Decimal(0))


_TOGETHER = re.compile(r"\b(?:together|combined|altogether|in total|in all|summed|added up)\b", re.IGNORECASE)


def _of_one_each(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up the one large count that each cited line has: exact duplicates -28,771, near duplicates -19,634."""
    found = [[v.quantity.value for v in line.values if _is_large(v)] for line in evidence.firsthand]
    if _TOGETHER.search(sentence) and len(found) >= _SEVERAL and all(len(each) == 1 for each in found):
        yield sum((abs(each[0]) for each in found), Decimal(0))


_HEADS_TIME = re.compile(r"(?:^|[ _(])(h|hours|min|minutes|s|sec|secs|seconds|d|days)\)?$", re.ASCII)


def _of_columns(evidence: Evidence) -> Iterator[Decimal]:
    """Add up each column of the rows that are cited, where all of them have it: together the five took 17.6 hours."""
    rows = [{v.name: v.quantity.value for v in line.values if v.headed} for line in evidence.firsthand]
    if len(rows) > _SEVERAL:
        for name in rows[0].keys() & frozenset.intersection(*map(frozenset, rows)):
            timed = _HEADS_TIME.search(name)
            yield sum((row[name] for row in rows), Decimal(0)) * (SECONDS[timed[1][0]] if timed else 1)


def _is_large(value: Value) -> bool:
    return (
        value.quantity.dimension is Dimension.PLAIN
        and value.quantity.value % 1 == 0
        and abs(value.quantity.value) > _SOME
    )


_SOME = 100


_NOUN = re.compile(r" ([a-z]{3,}s)\b(?: ([a-z]{3,}s)\b)?")


def _of_one_noun(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up all that one line counts by the noun behind a number: train 18 beaches, val 4 beaches, test 4 beaches."""
    match = _NOUN.match(sentence, quantity.end)
    for noun in filter(None, match.groups()) if match else ():
        for line in evidence.firsthand:
            counted = [v for v in line.values if is_count(v) and _is_of(noun, line.text, v)]
            yield from [sum((v.quantity.value for v in counted), Decimal(0))] if len(counted) > 1 else []


def _is_of(noun: str, text: str, value: Value) -> bool:
    """Tell whether the word right behind a count is some noun."""
    behind = re.match(r" ([a-z]+)", text[value.quantity.end :])
    return behind is not None and stem(behind[1]) == stem(noun)


_SEVERAL = 2
_MANY = 3


_STAGES = re.compile(
    r"\bpre-?(?:\s?processing)?\b.*\bpost|\bfrom \w+ to \w+|\badding\b|\b(?:all|both|the) (?:\w+ )?(?:stages|steps|parts)\b|\bend[- ]to[- ]end\b|\b(?:in all|altogether|together|in total)\b",
    re.IGNORECASE,
)


def _of_all_stages(evidence: Evidence) -> Iterator[Decimal]:
    """Add up the times that one line gives for stages: 0.6ms preprocess, 7.8ms inference, 1.1ms postprocess per image."""
    for statement in evidence.firsthand:
        times = [v.quantity for v in statement.values if v.quantity.dimension is Dimension.TIME]
        if len(times) >= _MANY and len({q.factor for q in times}) == 1:
            yield sum((q.value for q in times), Decimal(0))


_OUT_OF = re.compile(r"\s*(?:[A-Za-z]+ )?(?:out )?of (?:the |all |all the )?")


def _of_all_listed(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up what a line lists, where the sentence calls one of it a part of this: 9.7 of 27.4 GB."""
    before = [q for q in quantities(sentence) if q.end <= quantity.start]
    if not before or not _OUT_OF.fullmatch(sentence[before[-1].end : quantity.start]):
        return
    for statement in evidence.firsthand:
        listed = [v.quantity for v in statement.values if v.quantity.dimension is quantity.dimension and v.exact]
        part = before[-1].value * (quantity.factor if before[-1].dimension is Dimension.PLAIN else 1)
        if len(listed) >= _MANY and any(q.value == part for q in listed):
            yield sum((q.value for q in listed), Decimal(0))


_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|all in all|overall)\b", re.IGNORECASE)
"""What says of a sum that nothing is left out of it."""


def of_two(sentence: str, values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Add up each two values of one thing; where all of it is told of, not two of those that a line has more of."""
    every = _IN_ALL.search(sentence) is not None
    for one, other in combinations(values, 2):
        if _addable(one, other) and not (every and _are_some_of_a_line(one, other, evidence)):
            yield one.quantity.value + other.quantity.value


def _addable(one: Value, other: Value) -> bool:
    return comparable(one, other) or (
        one.quantity.dimension == other.quantity.dimension and bool(one.key & other.key) and not one.metric
    )


def _are_some_of_a_line(one: Value, other: Value, evidence: Evidence) -> bool:
    alike = sum(value.key == one.key for value in evidence.of(one).values)
    return one.statement == other.statement and one.key == other.key and alike > len((one, other))
