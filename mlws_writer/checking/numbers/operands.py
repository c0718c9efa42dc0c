"""From which values of the cited lines a quantity may be worked out: those of the measure, and of the part of the data, that is named."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.deviations import is_deviation, spread_said
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity


def operands(quantity: Quantity, sentence: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values that a quantity may be worked out from: no share from itself, and deviations only where it is one."""
    values = _of_what_is_named(quantity, sentence, evidence)
    if quantity.dimension is Dimension.PERCENT:
        values = tuple(v for v in values if v.quantity.dimension is not Dimension.PERCENT or not agrees(quantity, v))
    return (
        values
        if spread_said(quantity, sentence)
        else tuple(value for value in values if not is_deviation(value, evidence))
    )


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
