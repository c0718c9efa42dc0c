"""The unit that a number leaves out, lent by another number of its sentence: 73 minutes instead of 48."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_BESIDE = re.compile(
    r"\s*,?\s*(?:instead of|against|versus|vs\.?|to|and|or|from|than|of(?: the| its| their| a)?(?: (?:planned|scheduled|intended|allowed|requested|required|configured|available|possible|original|total))?|compared (?:with|to)|rather than|down from|up from)\s*(?:about |only |just )?",
    re.I,
)


_WORTH = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}


_SCALED = re.compile("|".join(_WORTH), re.IGNORECASE)


def with_its_unit(quantity: Quantity, sentence: str) -> Quantity | None:
    """Give a bare number the unit of the one it is set against: 73 minutes instead of 48."""
    if quantity.dimension is not Dimension.PLAIN:
        return None
    if listed := _at_the_end_of_a_list(quantity, sentence):
        return listed
    for other in quantities(sentence):
        first, second = sorted((quantity, other), key=lambda q: q.start)
        scaled = _SCALED.search(other.text)
        if (other.dimension is not Dimension.PLAIN or scaled) and _BESIDE.fullmatch(sentence[first.end : second.start]):
            worth = other.factor * (_WORTH[scaled[0].lower()] if scaled else 1)
            return quantity.in_unit(worth, other.dimension)
    return None


_LISTED = re.compile(r"\s*(?:,|,? and|,? or|/|to)\s*")


def _at_the_end_of_a_list(quantity: Quantity, sentence: str) -> Quantity | None:
    """Give a number of a list the unit that stands behind the last: 54.0, 58.8 and 62.0 percent."""
    behind = [q for q in quantities(sentence) if q.start >= quantity.start]
    for one, other in pairwise(behind):
        if not _LISTED.fullmatch(sentence[one.end : other.start]):
            return None
        if other.dimension is not Dimension.PLAIN:
            scaled = _SCALED.search(other.text)
            worth = other.factor * (_WORTH[scaled[0].lower()] if scaled else 1)
            return quantity.in_unit(worth, other.dimension) if other.dimension in _OF_LISTS else None
    return None


def elliptic(quantity: Quantity, sentence: str) -> Quantity | None:
    """Give a bare number, behind a word that sets it against another, the unit of that: twenty minutes, as against about twelve."""
    earlier = [q for q in quantities(sentence) if q.end <= quantity.start and q.dimension in _SPOKEN_UNITS]
    if quantity.dimension is not Dimension.PLAIN or not earlier or not _SET_AGAINST.search(sentence[: quantity.start]):
        return None
    return quantity.in_unit(earlier[-1].factor, earlier[-1].dimension)


_TO_A_DAY = re.compile(r"\s*(?:to|and|until|till|-|–)\s*(?:the )?")
_OF_ITS_MONTH = 31


def day_of_the_month(quantity: Quantity, sentence: str) -> Quantity | None:
    """Read a bare number before a date as a day of the same month: from 9 to 22 February."""
    if quantity.dimension is not Dimension.PLAIN or not 0 < quantity.value <= _OF_ITS_MONTH or quantity.value % 1:
        return None
    for date in (q for q in quantities(sentence) if q.dimension is Dimension.DATE and q.start >= quantity.end):
        own = re.match(r"\d+", date.text)
        if own and _TO_A_DAY.fullmatch(sentence[quantity.end : date.start]):
            found = [q for q in quantities(f"{quantity.text}{date.text[own.end() :]}") if q.dimension is Dimension.DATE]
            return replace(found[0], start=quantity.start, end=quantity.end) if len(found) == 1 else None
    return None


_STATUS = re.compile(r"[1-5]\d\ds")
_THE_STATUSES = re.compile(
    r"\b(?:the|all|any|no|more|fewer|many|few|these|those|http|of|further|them|were|are|mostly|only|got|returned|gave|"
    r"two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\s+$",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"\s*(?:$|[,.;:)]|(?:were|was|are|is|had|have|went|came|stopped|ended|began|fell|rose|dropped|vanished|disappeared|in|at|on|from|after|before|since|and|or|but|that|which|per|[a-z]{3,}ed)\b)"
)


def status_code(quantity: Quantity, sentence: str) -> Quantity | None:
    """Read what looks like so many seconds as a status that came more than once: the 503s were gone."""
    if not _STATUS.fullmatch(quantity.text) or not _THE_STATUSES.search(sentence[: quantity.start]):
        return None
    if not _NO_NOUN.match(sentence, quantity.end):
        return None
    return replace(quantity, dimension=Dimension.PLAIN)


def as_percentage(quantity: Quantity, sentence: str) -> Quantity | None:
    """Read a bare number as a percentage where its sentence tells of points, or of a score that logs write as a fraction: from 55.8 to 57.9."""
    bare = quantity.dimension is Dimension.PLAIN and 1 < quantity.value < _WHOLE and not quantity.spelled
    if not bare:
        return None
    points = any(other.dimension is Dimension.POINTS for other in quantities(sentence))
    metric = metric_of(sentence.split()).rpartition(" ")[2] if "." in quantity.text and not points else ""
    scored = points or metric in _ERROR_RATES or names.sign(metric) > 0
    return replace(quantity, dimension=Dimension.PERCENT) if scored else None


_WHOLE = 100
_ERROR_RATES = ("wer", "cer", "eer", "per", "fnr", "fpr")


_SPOKEN_UNITS = (
    Dimension.TIME,
    Dimension.PERCENT,
    Dimension.POINTS,
    Dimension.DOLLARS,
    Dimension.EUROS,
    Dimension.RATE,
)


_OF_LISTS = (*_SPOKEN_UNITS, Dimension.BYTES, Dimension.METRES, Dimension.GRAMS, Dimension.WATTS)


_DECLARED = re.compile(
    r"\b(?:mae|rmse|mse|errors?|targets?|loss|objective|prices?|costs?|wait\w*|values?)\b[^\n.;]{0,50}?(?:\bin |[\[(]|\btarget )"
    r"(?P<unit>minutes|min|seconds|hours|ms|EUR|USD|GBP|kW|kWh|MW|W|mm|cm|km|kg|mg)\b",
    re.IGNORECASE,
)
"""Where a log says once in which unit its measure is: objective: MAE of the waiting time in minutes."""


def in_declared_unit(quantity: Quantity, said: str) -> Quantity | None:
    """Read an amount as so many of the unit in which the log says that its measure is, which its values leave out."""
    if quantity.dimension in (Dimension.PLAIN, Dimension.PERCENT, Dimension.CLOCK, Dimension.DATE, Dimension.POINTS):
        return None
    for match in _DECLARED.finditer(said):
        unit = quantities(f"1 {match['unit']}")
        if len(unit) == 1 and unit[0].dimension is quantity.dimension:
            factor = unit[0].factor
            return replace(
                quantity, value=quantity.value / factor, slack=quantity.slack / factor, factor=Decimal(1), dimension=Dimension.PLAIN
            )  # fmt: skip
    return None


_WHEN = re.compile(
    r"\b(?:(?:shortly|just|soon|a little|some time) (?:before|after)|before|after|around|at|by|since|until|till|between|from|(?:between|from) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:and|to|till|until))\s+$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?:$|[,.;:]|(?:the|and|but|all|when|it|a|an|in|to|till|until)\b)")
_HOURS = 12


def hour_of_day(quantity: Quantity, sentence: str) -> Quantity | None:
    """Read a bare small number behind a word for when as an hour: shortly before eleven, at nine."""
    bare = quantity.dimension is Dimension.PLAIN and quantity.spelled and 0 < quantity.value <= _HOURS
    if not bare or not _WHEN.search(sentence[: quantity.start]) or not _BARE.match(sentence, quantity.end):
        return None
    return replace(quantity, value=quantity.value * 3600, slack=Decimal(150), dimension=Dimension.CLOCK)


_SET_AGAINST = re.compile(
    r"\b(?:against|compared (?:with|to)|instead of|as opposed to|versus|vs\.?|rather than|and|or|to)\s+"
    r"(?:only |just |about |around |roughly |some |nearly |almost |the )*$",
    re.IGNORECASE,
)
