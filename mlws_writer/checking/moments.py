"""When something was: the part of the day by the clock, the day of the week by the date."""

import re
from collections.abc import Iterator
from datetime import date

from mlws_writer.checking.agreement import agrees, clock_agrees
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_BANDS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (17, 24)}
_BAND = re.compile(r"\b(morning|afternoon|evening)\b", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE)
_SHORT = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_NO_YEAR = 2000
"""The year that a day without one is counted in."""


def time_of_day(sentence: str, evidence: Evidence) -> Verdict:
    """Judge morning, afternoon and evening by the clock."""
    band = _BAND.search(sentence)
    hours = [hour for statement in evidence.statements for hour in _hours(statement)]
    if not band or not hours:
        return _GOOD
    start, end = _BANDS[band.group().lower()]
    if any(start <= hour <= end for hour in hours):
        return _GOOD
    return Verdict(False, "wrong_time", f"no fact is of the {band.group().lower()}")


_ENDS, _BEGINS = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"finish\w*|ended|ends?|completed?|done|concluded|was over|wound up",
        r"start(?:ed|s)?|began|begins?|launched|kicked off|set off|opened",
    )
)


def end_or_start(sentence: str, evidence: Evidence) -> Verdict:
    """Let something have ended, or begun, only when the cited line says so that tells of it, not at the first time there is."""
    if len(evidence.own) == 1 or not (_ENDS.search(sentence) or _BEGINS.search(sentence)):
        return _GOOD
    clocks = [quantity for quantity in quantities(sentence) if quantity.dimension is Dimension.CLOCK]
    if len(clocks) != 1:
        return _GOOD
    said = sentence[: clocks[0].start]
    for word, other in ((_ENDS, _BEGINS), (_BEGINS, _ENDS)):
        if not word.search(said) or other.search(sentence):
            continue
        timed = [(s, [v for v in s.values if v.quantity.dimension is Dimension.CLOCK]) for s in evidence.statements]
        when = [values for s, values in timed if values and word.search(s.text)]
        then = [s for s, values in timed if any(_is_then(sentence, clocks[0], value) for value in values)]
        told = any(_is_then(sentence, clocks[0], value) for values in when for value in values)
        edge = evidence.statements[0 if word is _ENDS else -1]
        if len(when) == 1 and then == [edge] and not told:
            return Verdict(False, "wrong_time", f"the line that says so is of another time than {clocks[0].text}")
    return _GOOD


def _is_then(sentence: str, clock: Quantity, value: Value) -> bool:
    return clock_agrees(sentence, clock, value) or agrees(clock, value)


def _hours(statement: Statement) -> list[float]:
    if statement.time:
        return [statement.time.hour + statement.time.minute / 60]
    clocks = [value.quantity for value in statement.values if value.quantity.dimension is Dimension.CLOCK]
    return [float(clock.value) / 3600 for clock in clocks]


def day_of_week(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a day of the week by the dates of the cited lines, and by the days that they name."""
    said = [_DAYS.index(day.lower()) for day in _DAY.findall(sentence)]
    known = {day for statement in evidence.statements for day in _days(statement)} if said else set()
    wrong = next((day for day in said if day not in known), None) if known else None
    if wrong is None:
        return _GOOD
    return Verdict(False, "wrong_time", f"no fact is of a {_DAYS[wrong].capitalize()}")


def _days(statement: Statement) -> Iterator[int]:
    yield from (_index(short) for short in _SHORT.findall(statement.text))
    if statement.time:
        yield statement.time.weekday()
    dates = [value.quantity.value for value in statement.values if value.quantity.dimension is Dimension.DATE]
    for day in (statement.day, *map(int, dates)):
        if day > 0 and date.fromordinal(day).year != _NO_YEAR:
            yield date.fromordinal(day).weekday()


def _index(short: str) -> int:
    return next(number for number, day in enumerate(_DAYS) if day.startswith(short.lower()))
