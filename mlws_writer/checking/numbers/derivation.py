"""Values that follow from facts: differences, points, ratios, shares, sums, means, products and elapsed times.

Only with a word in the sentence that says so, or a unit that does (points, times), and only from values of the same
thing: with enough numbers around, nearly every other number is a difference of two of them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from mlws_writer.checking.numbers.counting import BALANCE
from mlws_writer.checking.numbers.deviations import is_deviation, spread_said
from mlws_writer.checking.numbers.follows import follows
from mlws_writer.checking.numbers.gaps import gaps
from mlws_writer.checking.numbers.items import but_for_unnamed, ends_of_lists, for_each_line, of_rows
from mlws_writer.checking.numbers.limits import margins
from mlws_writer.checking.numbers.of_written import of_written
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
from mlws_writer.checking.reading.agreement import agrees, close, hedge
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import DERIVED, stem, stems
from mlws_writer.checking.reading.measuring import metric_of
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
    values = _of_what_is_named(quantity, sentence, evidence)
    if quantity.dimension is Dimension.PERCENT:  # no share is worked out from itself
        values = tuple(v for v in values if v.quantity.dimension is not Dimension.PERCENT or not agrees(quantity, v))

    def fits(candidates: Iterator[Decimal]) -> bool:
        return any(close(quantity.value, quantity.slack, abs(candidate), hedged) for candidate in candidates)

    if not spread_said(quantity, sentence):
        values = tuple(value for value in values if not is_deviation(value, evidence))
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


def _of_what_is_named(quantity: Quantity, sentence: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values from which a quantity may follow: those of the measure, and of the part of the data, that is named."""
    values = tuple(value for value in evidence.values if not evidence.of(value).tainted)
    clause = _clause_of(quantity, sentence)
    if of_it := _POINTS_OF.match(sentence, quantity.end):
        clause = of_it["measure"]
    if quantity.dimension is Dimension.POINTS:
        parts = _of_two_parts(clause, values)
        named = _named_in(_part_of(quantity, sentence), values)
        mates = _of_the_same_list(clause, evidence)
        values = tuple(dict.fromkeys((*spoken_of(clause, evidence), *named, *parts, *mates)))
    elif quantity.dimension is Dimension.PLAIN and quantity.value % 1:
        values = _of_the_measure_behind(quantity, sentence, evidence) or values
    elif _compares(quantity, sentence):
        values = spoken_of(clause, evidence)
    if quantity.dimension is Dimension.TIMES and _is_of_a_score(quantity, sentence):
        values = _scores_of(values)
    if quantity.dimension is Dimension.POINTS or quantity.value % 1:
        values = _of_the_statistic(clause, _of_the_part(clause, values))
    return values


_STATISTICS = (
    frozenset(map(stem, ["mean", "average", "avg"])),
    frozenset(map(stem, ["median"])),
)


def _of_the_statistic(clause: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Keep the means, where a sentence speaks of means and two lines give theirs beside what they are of."""
    said = stems(clause)
    for statistic in _STATISTICS:
        own = tuple(value for value in values if value.key & statistic) if said & statistic else ()
        if len({value.statement for value in own}) > 1:
            return own
    return values


_POINTS_OF = re.compile(
    r"\s*(?:percentage )?(?:points?|pp)? ?(?:of|in) (?:the |its )?(?P<measure>[a-z][\w@-]*)(?= (?:for|but|and|at|on|in)\b|[,;.]|$)",
    re.IGNORECASE,
)
"""Of which measure so many points are: six points of recall."""
_OF_A_MEASURE = re.compile(r" (?:of |in )?(?:the |its )?(?P<measure>[A-Za-z][\w@-]*)\b")


def _of_the_measure_behind(quantity: Quantity, sentence: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values of the measure of which the words right behind a number say that it is: 0.015 nDCG."""
    match = _OF_A_MEASURE.match(sentence, quantity.end)
    if match is None or not metric_of([match["measure"]]):
        return ()
    found = spoken_of(match["measure"], evidence)
    return found if sum(value.quantity.value % 1 != 0 for value in found) > 1 else ()


_COMPARES = re.compile(
    r"\s*(?:%|per ?cent)?\)?\s*(?:better|worse|higher|lower|larger|smaller|more accurate|less accurate|improvement|gain|reduction|increase|drop)\b"
)
_CHANGES = re.compile(
    r"\b(?:improv\w+|rais\w+|lift\w*|increas\w+|lower\w*|reduc\w+|cut\w*|fell|fallen|rose|risen|dropp\w+|shr[au]nk|grew|grown|climbed|sank)\b[^,;.]*\bby (?:about |some |around |roughly |almost |nearly )?$",
    re.IGNORECASE,
)


_AS_HIGH = re.compile(r"\s*(?:that|those|as (?:high|large|low|small|good|bad))\b")
_AMOUNT = re.compile(r"latency|time|memory|speed|throughput|cost|size", re.IGNORECASE)


def _is_of_a_score(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a sentence calls a measure so many times as high: no time, size or cost, which may be whole numbers."""
    measure = metric_of(sentence[: quantity.start].split()) if _AS_HIGH.match(sentence, quantity.end) else ""
    return bool(measure) and not _AMOUNT.search(measure)


def _scores_of(values: Sequence[Value]) -> tuple[Value, ...]:
    """Leave out counts where a measure is spoken of and two values or more are no whole numbers."""
    scores = tuple(value for value in values if value.quantity.value % 1)
    return scores if len(scores) > 1 else tuple(values)


def _compares(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a percentage is by how much one value of a measure is better than another."""
    told = _COMPARES.match(sentence[quantity.end :]) or _CHANGES.search(sentence[: quantity.start])
    return quantity.dimension in (Dimension.PERCENT, Dimension.TIMES) and told is not None


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


def spoken_of(sentence: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values of the measure that a sentence names, where two of them or more are of it; else all."""
    values = tuple(value for value in evidence.values if not evidence.of(value).tainted)
    said = metric_of(sentence.split())
    own = tuple(value for value in values if said and value.metric == said)
    if len(own) > 1:
        return own
    metric = stems(said.rpartition(" ")[2].replace("_", " "))
    named = tuple(v for v in values if v.metric and stems(v.metric.rpartition(" ")[2].replace("_", " ")) & metric)
    return named if len(named) > 1 else values


_PARTS = frozenset(map(stem, ["train", "val", "test"]))


def _of_the_part(sentence: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """Keep the values of the part of the data that a sentence names, where two lines or more say that they are of it."""
    said = _PARTS & stems(sentence)
    own = tuple(value for value in values if said & value.key and "." in value.quantity.text)
    return own if len(said) == 1 and len({value.statement for value in own}) > 1 else tuple(values)


def _of_the_same_list(clause: str, evidence: Evidence) -> Iterator[Value]:
    """Give what one line lists of the measure that a clause names: per label F1 praise 0.931, price 0.884."""
    said = metric_of(clause.split())
    for league in evidence.named_leagues if said else ():
        if league.metric == said and len({member.value.statement for member in league.members}) == 1:
            yield from (member.value for member in league.members)


def _of_two_parts(clause: str, values: Sequence[Value]) -> Iterator[Value]:
    """Give the values of the measure that is named on any part of the data, where a part is named: below the best one in validation."""
    said = metric_of(clause.split()).rpartition(" ")[2] if _PARTS & stems(clause) else ""
    yield from (v for v in values if said and v.metric.rpartition(" ")[2] == said)


_CLAUSES = re.compile(r"[;,]? (?:and|but|while|whereas|although|though)\b|[;,]")


def _clause_of(quantity: Quantity, sentence: str) -> str:
    """Give the clause that a number stands in, where that names a measure; else the sentence."""
    part = _part_of(quantity, sentence)
    return part if metric_of(part.split()) else sentence


def _part_of(quantity: Quantity, sentence: str) -> str:
    """Give the words between two commas or joining words that a number stands among."""
    cuts = [match.start() for match in _CLAUSES.finditer(sentence)]
    start = max((cut for cut in cuts if cut < quantity.start), default=0)
    return sentence[start : min((cut for cut in cuts if cut >= quantity.end), default=len(sentence))]


def _named_in(part: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """Give the fractions whose names a part of a sentence says, be they no known measures: completeness."""
    words = stems(part)
    return tuple(v for v in values if not v.metric and v.key & words and 0 < abs(v.quantity.value) < 1)


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
