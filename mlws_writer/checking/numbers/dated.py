"""Months, years and days that a sentence names, held against the dates of the cited lines, be they inside names."""

import re
from collections.abc import Iterator
from datetime import date

from mlws_writer.checking.reading.agreement import month_day
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.facts.dates_and_clocks import MONTHS
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_SHORT = [month[:3] for month in MONTHS]
_MONTH = re.compile(rf"\b({'|'.join(_SHORT)})[a-z]*\.?,? (?:of )?$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:in|of|from|since|until|till|by|for|during|year|early|late|mid)[ -]$", re.IGNORECASE)
_YEARS = range(1900, 2100)
_WITHIN = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_./]?(?P<month>0[1-9]|1[0-2])(?:[-_./]?(?P<day>[0-3]\d))?(?!\d)")
"""A date, or a month, inside a name: app-2026-03-17.log, trips_202107.csv."""


def is_dated(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a year, with its month, or a day is that of a date in the cited lines: July 2021 for 2021-07-14."""
    if quantity.dimension is Dimension.DATE:
        return any(_same_day(quantity, day) for s in evidence.statements for day in _days(s))
    if _is_the_day(quantity, sentence, evidence):
        return True
    if quantity.dimension is not Dimension.PLAIN or quantity.value not in _YEARS or quantity.spelled:
        return False
    before = sentence[: quantity.start]
    month = _MONTH.search(before)
    if not month and not _WHEN.search(before):
        return False
    wanted = _SHORT.index(month[1][:3].lower()) + 1 if month else 0
    found = ((year, of) for s in evidence.statements for year, of in _months(s))
    if any(year == quantity.value and wanted in (0, of) for year, of in found):
        return True
    above = (evidence.ground.by_id.get(s.id - 1) for s in evidence.statements if not month)
    year = re.compile(rf"(?<![\w.,-]){quantity.value:f}(?![\w.,-])")
    return any(line and not line.tainted and year.search(line.text) for line in above)


_ON_THE = re.compile(r"\b(?:on|by|until|till|from|before|after|since) the $", re.IGNORECASE)
_NTH = re.compile(r"(?:st|nd|rd|th)\b(?! \w+(?:s|e)?\b(?<! of)(?<! at)(?<! and)(?<! to)(?<! in)(?<! but))")


def _is_the_day(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a day of the month is that of a date in the cited lines: on the 20th."""
    if not _ON_THE.search(sentence[: quantity.start]) or not _NTH.match(sentence, quantity.end):
        return False
    dates = (v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.DATE)
    return any(month_day(day) % 100 == quantity.value for day in dates)


def _same_day(quantity: Quantity, day: date) -> bool:
    if quantity.value < 0:
        return -quantity.value == day.month * 100 + day.day
    return quantity.value == day.toordinal()


def _days(statement: Statement) -> Iterator[date]:
    """Give the days that are written inside the names of a line."""
    for match in _WITHIN.finditer(statement.text) if not statement.tainted else ():
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"] or 0))
        except ValueError:
            continue
        yield day


def _months(statement: Statement) -> Iterator[tuple[int, int]]:
    """Give the years and months of the dates of a line."""
    if statement.tainted:
        return
    yield from ((int(m["year"]), int(m["month"])) for m in _WITHIN.finditer(statement.text))
    days = (q.value for q in quantities(statement.text) if q.dimension is Dimension.DATE and q.value > 0)
    yield from ((day.year, day.month) for day in map(date.fromordinal, map(int, days)))
