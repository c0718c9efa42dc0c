"""Values that follow from facts: differences, points, ratios, shares, sums, means, products and elapsed times.

Only with a word in the sentence that says so, or a unit that does (points, times), and only from values of the same
thing: with enough numbers around, nearly every other number is a difference of two of them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from mlws_writer.checking.numbers.counting import BALANCE
from mlws_writer.checking.numbers.follows import follows
from mlws_writer.checking.numbers.gaps import gaps
from mlws_writer.checking.numbers.items import but_for_unnamed, ends_of_lists, for_each_line, of_rows
from mlws_writer.checking.numbers.limits import margins
from mlws_writer.checking.numbers.of_written import of_written
from mlws_writer.checking.numbers.operands import operands
from mlws_writer.checking.numbers.pairs import (
    LARGE,
    between_names,
    between_steps,
    change,
    differences_and_shares,
    of_their_wholes,
    told_apart,
    told_together,
)
from mlws_writer.checking.numbers.parts import ratios_of_columns
from mlws_writer.checking.numbers.per_one import per_one
from mlws_writer.checking.numbers.per_time import per_time
from mlws_writer.checking.numbers.rated import rated
from mlws_writer.checking.numbers.real_time import at_that_factor, real_time
from mlws_writer.checking.numbers.shared_out import parts_named, what_was_kept
from mlws_writer.checking.numbers.shares import shares_of_what_is_named, short_of_a_whole, what_did_not
from mlws_writer.checking.numbers.spans import by_its_unit
from mlws_writer.checking.numbers.sums import sums
from mlws_writer.checking.numbers.totals import (
    EACH,
    MEAN,
    OF_THEM,
    PER,
    PRODUCT,
    SHARE,
    TOTAL,
    aggregates,
    of_a_whole,
    of_columns,
    parts_of_a_whole,
)
from mlws_writer.checking.reading.agreement import close, hedge
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import DERIVED, stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT, MEASURES
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

MOST = 60
"""How many values may be combined; beyond that, chance would support anything."""


_PLAIN_CUE = Words(
    r"\b(?:lead|margin|apart|ahead|behind|short of|left|leav(?:es|ing)|put on|on top of|remain\w*|lost|missing|again|redo\w*|redone|repeat\w*|a second time|to go(?! on)|still free|twice|anew|once more|extra|additional|"
    r"further|added|gone|dropped|eliminat\w*|discard\w*|filter\w*|(?:under|over|above|below) (?:the|its|their|that|this|what|those|one|any|every|all|each)|apart|too (?:short|long|high|low|large|small|many|few|much|little)|early|off|separat\w*|exceed\w*|"
    r"disagree\w*|mismatch\w*|costs?(?= (?:about |some |only |just )?(?:0?\.\d+|\d+(?:\.\d+)? ?(?:points?|pp|bleu|f1|wer|cer|map|[a-z]{1,12} (?:of|in) [a-z]\w+))\b)|gives? away|gave away|giving away|lacks?|lacked|lacking|sacrific\w*|forfeit\w*|concede\w*|miss(?:es|ed)|differ\w*|sank|sink\w*|surviv\w*|kept|since|between)\b",
)


def derived(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a quantity follows from the facts in the way that its sentence says."""
    hedged = hedge(sentence, quantity)
    values = operands(quantity, sentence, evidence)

    def fits(candidates: Iterator[Decimal]) -> bool:
        return any(close(quantity.value, quantity.slack, abs(candidate), hedged) for candidate in candidates)

    if _leaves_out(quantity, sentence, values) or _in_another_unit(quantity, sentence, values):
        return False
    if fits(_without_a_word(quantity, sentence, values, evidence)):
        return True
    values = ends_of_lists(sentence, _set_against(quantity, sentence, values, evidence))
    if quantity.dimension is Dimension.POINTS:  # how many there are of something is no percentage
        values = tuple(value for value in values if not _is_a_count(value))
    twice = _NET.search(sentence) is not None and _is_net(quantity, values)
    stated = quantity.dimension is Dimension.PERCENT and _STATED.search(sentence[: quantity.start])
    if twice or stated or len(values) > MOST or not _cued(quantity, sentence):
        return False
    return fits(_with_a_word(quantity, sentence, values, evidence))


def _in_another_unit(quantity: Quantity, sentence: str, values: Sequence[Value]) -> bool:
    """Tell whether a line has the very number of an amount in another unit: 137 seconds, for 137ms."""
    each = MEAN.search(sentence) is not None
    return any(
        value.quantity.dimension is quantity.dimension in MEASURES
        and value.quantity.factor != quantity.factor
        and value.quantity.value / value.quantity.factor == (number := quantity.value / quantity.factor)
        and (number >= _TELLING or number % 1 or each)
        for value in values
    )


_TELLING = 100
"""From where on two amounts have the same number hardly ever by chance."""
_REST = re.compile(r"\b(?:left|leaves?|leaving|remain(?:ed|ing)?|kept|survived)\b", re.IGNORECASE)
_TAKEN = frozenset(map(stem, ["dropped", "removed", "filtered", "excluded", "discarded", "rejected"]))


def _rest_of_all(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Take all that the cited lines drop from what one of them has: read 90,000, dropped 2,150, dropped 1,350."""
    if quantity.dimension is Dimension.PLAIN and _REST.search(sentence):
        written = {q.value for q in quantities(sentence) if q.start != quantity.start}
        of_it = [v.quantity.value for v in values if v.key & _TAKEN]
        taken = [value for value in of_it if value > COUNT or value in written]
        wholes = {v.quantity.value for v in values if v.quantity.value % 1 == 0} - set(taken)
        yield from (whole - sum(taken) for whole in wholes if taken and whole > sum(taken))


def _leaves_out(quantity: Quantity, sentence: str, values: Sequence[Value]) -> bool:
    """Tell whether what is said to be left has only some of what the cited lines drop taken from it."""
    if quantity.dimension is not Dimension.PLAIN or not _REST.search(sentence):
        return False
    taken = [v.quantity.value for v in values if v.key & _TAKEN and v.quantity.value > COUNT]
    wholes = {v.quantity.value for v in values} - set(taken)
    some = {whole - one for whole in wholes for one in taken}
    every = {whole - sum(taken) for whole in wholes}
    return len(taken) > 1 and quantity.value in some and quantity.value not in every | wholes


_STATED = re.compile(
    r"\b(?:error rate|accuracy|precision|recall|f1|wer|cer)(?: score)? (?:of|was|is|reached|stands at) (?:only |just |about )?$",
    re.IGNORECASE,
)
"""What a measure is said to be is no share of other numbers."""
_COUNTED = frozenset(
    map(stem, ["pass", "passed", "exact", "correct", "right", "solved", "ok", "wins", "success", "landed"])
)


def _is_a_count(value: Value) -> bool:
    whole = value.quantity.dimension is Dimension.PLAIN and value.quantity.value > 1 and value.quantity.value % 1 == 0
    return whole and "." not in value.quantity.text and (not value.metric or bool(value.key & _COUNTED))


def _set_against(quantity: Quantity, sentence: str, values: tuple[Value, ...], evidence: Evidence) -> tuple[Value, ...]:
    """Keep of many values those that a sentence sets against each other."""
    if quantity.dimension in MEASURES and len(evidence.own) == _TWO_LINES and _SET_AGAINST.search(sentence):
        values = for_each_line(sentence, values)
    values = but_for_unnamed(sentence, values, evidence)
    if len(values) > MOST:
        values = tuple(value for value in values if value.quantity.dimension is quantity.dimension)
    return values


def _with_a_word(quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Work out what a word of the sentence, or the unit of the number, asks for."""
    if quantity.dimension is Dimension.PLAIN and quantity.value >= LARGE:
        yield from between_names(values, evidence)
    if quantity.dimension is Dimension.PERCENT:
        yield from of_a_whole(quantity, sentence, values, evidence)
    if _set_apart(quantity, sentence):
        for row in of_rows(quantity, sentence, evidence):
            yield from differences_and_shares(quantity, row)
        share = _of_something(quantity, sentence)
        yield from differences_and_shares(quantity, values, change(quantity, sentence), share=share)
    yield from aggregates(quantity, sentence, values, evidence) if not BALANCE.search(sentence) else ()


_SET_AGAINST = re.compile(r"\b(?:against|compared (?:with|to)|relative to)\b", re.IGNORECASE)
_TWO_LINES = 2


def _without_a_word(
    quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence
) -> Iterator[Decimal]:
    """Work out what needs no word that says so: the structure of the sentence or of the cited lines does."""
    yield from of_written(quantity, sentence, values)
    yield from of_their_wholes(values, evidence) if quantity.dimension is Dimension.POINTS else ()
    yield from told_apart(quantity, values)
    yield from told_together(quantity, values)
    yield from by_its_unit(quantity, sentence, evidence)
    yield from between_steps(quantity, sentence, evidence)
    yield from of_columns(quantity, sentence, evidence)
    if quantity.dimension is Dimension.TIMES:
        yield from real_time(sentence, values)
        yield from ratios_of_columns(sentence, evidence) if _AS_MUCH.match(sentence, quantity.end) else ()
    yield from at_that_factor(quantity, sentence, evidence)
    yield from per_time(quantity, sentence, evidence)
    yield from per_one(quantity, sentence, evidence)
    yield from rated(quantity, sentence, evidence)
    yield from sums(quantity, sentence, evidence)
    yield from gaps(quantity, sentence, evidence)
    yield from parts_named(quantity, sentence, evidence)
    yield from what_was_kept(quantity, sentence, evidence)
    yield from shares_of_what_is_named(quantity, sentence, evidence)
    yield from short_of_a_whole(quantity, sentence, values)
    yield from what_did_not(quantity, sentence, evidence)
    yield from margins(quantity, sentence, values, evidence)
    yield from parts_of_a_whole(quantity, sentence, values, evidence)
    yield from follows(quantity, sentence, evidence)
    yield from _rest_of_all(quantity, sentence, values)


_AS_MUCH = re.compile(r"\s*(?:as (?:much|many|high|large|big|important|strong|long|often)|the|that of|those of)\b")
_NET = re.compile(r"\bafter (?:removing|dropping|rejecting|discarding|filtering|excluding|deducting)\b", re.IGNORECASE)


_LEFT = frozenset(map(stem, ["kept", "remaining", "left", "final", "survived", "usable"]))


def _is_net(quantity: Quantity, values: Sequence[Value]) -> bool:
    """Tell whether a number would take something once more from what the facts give as what was left."""
    left = {value.quantity.value for value in values if value.key & _LEFT}
    return any(rest > quantity.value for rest in left) and quantity.value not in left


def worked_out(sentence: str) -> bool:
    """Tell whether a sentence says in words that its numbers were worked out."""
    return bool(_is_apart(sentence) or TOTAL.search(sentence) or MEAN.search(sentence) or PRODUCT.search(sentence))


@lru_cache(maxsize=1_000)
def _is_apart(sentence: str) -> bool:
    return bool(DERIVED.search(sentence) or _PLAIN_CUE.search(sentence))


def _cued(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a sentence says that a number was worked out: by its unit, or by its words."""
    each = EACH.match(sentence, quantity.end) is not None
    return each or _set_apart(quantity, sentence) or worked_out(sentence)


def _of_something(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a percentage is said to be one of something: a share of it, no change."""
    return re.match(r"[\s)]*of\b", sentence[quantity.end :]) is not None


def _set_apart(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a number may be a difference, a ratio or a share: what is only taken together is none."""
    told = quantity.dimension in (Dimension.POINTS, Dimension.TIMES)
    share = quantity.dimension is Dimension.PERCENT and (SHARE.search(sentence) or TOTAL.search(sentence)) is not None
    return (
        told
        or share
        or PER.search(sentence) is not None
        or OF_THEM.search(sentence[: quantity.start]) is not None
        or _is_apart(sentence)
    )
