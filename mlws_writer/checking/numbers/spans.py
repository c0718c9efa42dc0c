"""The time between two lines, and what was done in so much of it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import ELAPSED, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.facts.quantities import Dimension, Quantity


def by_its_unit(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Work out what the unit of a number alone says: the time between two lines, the rate of a count."""
    if quantity.dimension is Dimension.TIME:
        if ELAPSED.search(sentence) or sum(1 for s in evidence.statements for _ in moments_of(s)) <= _FEW_MOMENTS:
            yield from elapsed(evidence.statements)
        yield from _between_spans(evidence.statements) if _LONGER.search(sentence) else ()
        yield from _since_the_start(evidence) if _FROM_THE_START.search(sentence, quantity.end) else ()
        yield from _days_between(evidence) if quantity.factor >= _A_DAY else ()
        yield from _left_of_a_limit(evidence) if _LEFT.search(sentence) else ()
        yield from _took_each(sentence, evidence)
    yield from _times_each(evidence)
    yield from _times_per(evidence)
    if quantity.dimension is Dimension.PERCENT:
        yield from _shares(evidence)
    if quantity.dimension is Dimension.RATE:
        yield from _rates(evidence)


_FOR_EACH = re.compile(
    r"\b(?:(?:per|each|every) (?P<each>[a-z]{3,})|(?:an?|one) (?P<one>[a-z]{3,}) (?:took|takes|lasts|lasted|needs|needed|ran|costs?))\b",
    re.IGNORECASE,
)


def _took_each(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide the time between the first and the last cited line by how many of something there are: 37 scans, epoch 50 to 100."""
    match = _FOR_EACH.search(sentence)
    moments = [moment for statement in evidence.statements for moment in moments_of(statement)] if match else []
    if match is None or len(moments) < _TWO_MOMENTS:
        return
    unit, took = stem(match["each"] or match["one"]), (moments[-1] - moments[0]) % 86400
    found = [v for v in evidence.values if unit in v.key and v.exact and v.quantity.dimension is Dimension.PLAIN]
    numbers = [v.quantity.value for v in found if v.quantity.value % 1 == 0 and v.quantity.value > 0]
    yield from (took / number for number in numbers)
    yield from [took / abs(numbers[-1] - numbers[0])] if len(set(numbers)) > 1 else []


_TWO_MOMENTS = 2
_PER = frozenset(map(stem, ["per", "each"]))
_EACH = re.compile(r"\s*(?:[a-z]+\s*)?(?:/|per )([a-z]{3,})", re.IGNORECASE)


def _times_each(evidence: Evidence) -> Iterator[Decimal]:
    """Multiply what a line gives for each of something by how many of it there are: 20000 iters, 0.52M tokens/iter."""
    for each in evidence.values:
        match = _EACH.match(evidence.of(each).text[each.quantity.end :])
        unit = stem(match[1]) if match and each.quantity.dimension is not Dimension.RATE else ""
        for count in evidence.values if unit and not evidence.of(each).tainted else ():
            if unit in count.key and count is not each and count.quantity.value % 1 == 0:
                yield each.quantity.value * count.quantity.value


_PER_NAME = re.compile(r"[a-z][-_ ](?:per|each)[-_ ](?P<each>[a-z]+)\W*$", re.IGNORECASE)


def _times_per(evidence: Evidence) -> Iterator[Decimal]:
    """Multiply what the name of a setting says there is of one thing for each other: nodes=4 gpus_per_node=8."""
    for per in evidence.values:
        match = _PER_NAME.search(evidence.of(per).text[: per.quantity.start]) if not per.quantity.spelled else None
        each = stem(match["each"]) if match else ""
        for count in evidence.values if each else ():
            if count is not per and count.exact and each in count.key and not count.key & _PER:
                yield per.quantity.value * count.quantity.value


_OF = re.compile(r"\s?(?:of|out of|/)\s?")


def _shares(evidence: Evidence) -> Iterator[Decimal]:
    """Divide what a line says is of what: 22914 MiB of 24576 MiB, 2,871 of 2,940 tiles."""
    for statement in evidence.statements:
        for one, other in pairwise(() if statement.tainted else statement.values):
            a, b = one.quantity, other.quantity
            if a.dimension is b.dimension and 0 < a.value < b.value and _OF.fullmatch(statement.text[a.end : b.start]):
                yield a.value / b.value * 100


def _rates(evidence: Evidence) -> Iterator[Decimal]:
    """Divide the counts of a line by the time that it gives: rows a second."""
    for statement in evidence.statements:
        times = [
            v.quantity.value for v in statement.values if v.quantity.dimension is Dimension.TIME and v.quantity.value
        ]
        counts = [v for v in statement.values if v.quantity.dimension in (Dimension.PLAIN, Dimension.BYTES)]
        yield from (count.quantity.value / time for count in counts for time in times if not statement.tainted)


def elapsed(statements: Sequence[Statement]) -> Iterator[Decimal]:
    """Give the times between each two moments of some lines."""
    moments = [moment for statement in statements for moment in moments_of(statement)]
    for one, other in combinations(moments, 2):
        yield abs(other - one)
        yield (other - one) % 86400
        yield from ([Decimal(86400) - abs(other - one)] if abs(other - one) < 86400 else [])
    for moment, following in pairwise(moments):
        yield following - moment


_LONGER = re.compile(r"\b(?:less|more|longer|shorter|faster|slower|quicker|saved?|gain\w*|lost)\b", re.IGNORECASE)
_TWO_SPANS = 4


def _between_spans(statements: Sequence[Statement]) -> Iterator[Decimal]:
    """Take the time between two lines from that between two others: nine minutes less than before."""
    moments = [moment for statement in statements for moment in moments_of(statement)]
    if len(moments) == _TWO_SPANS:
        yield abs((moments[1] - moments[0]) - (moments[3] - moments[2]))


_FEW_MOMENTS = 6
"""Up to how many moments the time between two needs no word that says so."""
_FROM_THE_START = re.compile(
    r"\s*(?:after|from|since|into)\b(?: \w+){0,3}? (?:start\w*|beginning|began|begun|launch\w*|run|job|session|night|training|search|sweep)\b|"
    r"\s*in(?:to it)?[,.]",
    re.IGNORECASE,
)


def _since_the_start(evidence: Evidence) -> Iterator[Decimal]:
    """Give how long after the first moment of the log the cited lines were written."""
    first = next((moment for s in evidence.known[:_HEAD] for moment in moments_of(s)), None)
    if any(map(_SINCE_START.match, (s.text for s in evidence.statements))):
        first = Decimal(0)  # seconds since the start, as WARN[0421]
    for moment in (moment for s in evidence.statements for moment in moments_of(s)):
        yield from [moment - first] if first is not None and moment > first else []


_A_DAY = 86400


def _days_between(evidence: Evidence) -> Iterator[Decimal]:
    """Give how long a stretch of days is, with the last one and without."""
    days = [
        v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.DATE and v.quantity.value > 0
    ]
    for one, other in combinations(dict.fromkeys(days), 2):
        yield from (abs(other - one) * _A_DAY, (abs(other - one) + 1) * _A_DAY)


_HEAD = 20
"""Among how many lines of a log the first moment stands."""
_SINCE_START = re.compile(r"[A-Z]{4,5}\[(\d{4,6})\]|\[ *(\d+)\.\d{3,6}\] ")
_LEFT = re.compile(r"\b(?:left|remaining|to spare|to go|unused)\b", re.IGNORECASE)


def _left_of_a_limit(evidence: Evidence) -> Iterator[Decimal]:
    """Take how long something took, or the time between two lines, from a limit that a cited line sets."""
    limits = [
        v.quantity.value
        for v in evidence.values
        if v.quantity.dimension in (Dimension.TIME, Dimension.CLOCK)
        and _IS_LIMIT.search(evidence.of(v).text[: v.quantity.start])
    ]
    moments = [
        *elapsed(evidence.statements),
        *(v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.TIME),
    ]
    yield from (limit - moment for limit in limits for moment in moments if 0 < moment < limit)


_IS_LIMIT = re.compile(r"\b(?:time|limit|timeout|walltime|budget|allow\w*|max\w*)[-_a-z]*[\s=:\"']*$", re.IGNORECASE)


def moments_of(statement: Statement) -> Iterator[Decimal]:
    """Give when a line was written, in seconds."""
    if counted := _SINCE_START.match(statement.text):
        yield Decimal(counted[1] or counted[2])
        return
    if statement.time:
        yield Decimal(int(statement.time.timestamp()))
        return
    for value in statement.values:
        if value.quantity.dimension is Dimension.CLOCK:
            yield value.quantity.value + statement.day * 86400
