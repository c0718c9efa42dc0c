"""When something was: the part of the day by the clock, the day of the week by the date."""

import re
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_BANDS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (17, 24)}
_BAND = re.compile(r"\b(morning|afternoon|evening)\b", re.IGNORECASE)


def time_of_day(sentence: str, evidence: Evidence) -> Verdict:
    """Judge morning, afternoon and evening by the clock, and a time at which something was by those of the cited lines."""
    if another := _at_another_time(sentence, evidence):
        return Verdict(False, "wrong_time", f"the cited lines are of another time than {another}")
    band = _BAND.search(sentence)
    hours = [hour for statement in evidence.statements for hour in _hours(statement)] if band else []
    if not band or not hours:
        return _GOOD
    start, end = _BANDS[band.group().lower()]
    if any(start <= hour <= end for hour in hours):
        return _GOOD
    return Verdict(False, "wrong_time", f"no fact is of the {band.group().lower()}")


_AT = re.compile(r"\bat $", re.IGNORECASE)
_HALF_A_DAY = 12 * 3600
_A_MINUTE = 60


def _at_another_time(sentence: str, evidence: Evidence) -> str:
    """Give the time at which a sentence says that something was, where all cited lines that have a time have others."""
    said = [q for q in quantities(sentence) if q.dimension is Dimension.CLOCK and _AT.search(sentence[: q.start])]
    if not said:
        return ""
    own = [v.quantity for v in evidence.values if v.quantity.dimension is Dimension.CLOCK]
    took = [v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.TIME] if own else []
    took += [clock.value for clock in own]  # 00:20:10 may be how long it took
    times = [clock.value + way * later for clock in own for later in (Decimal(0), *took) for way in (1, -1)]
    return next((q.text for q in said if own and not any(_is_that_time(q, time) for time in times)), "")


def _is_that_time(said: Quantity, time: Decimal) -> bool:
    """Tell whether a time of day is the one that is said, be the half of the day said or not."""
    apart = abs(said.value - time) % _HALF_A_DAY
    return min(apart, _HALF_A_DAY - apart) <= _A_MINUTE + said.slack


_ENDS, _BEGINS = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"finish\w*|ended|ends?|completed?|done|concluded|was over|wound up",
        r"start(?:ed|s)?|began|begins?|launched|kicked off|set off|opened",
    )
)


def _hours(statement: Statement) -> list[float]:
    if statement.time:
        return [statement.time.hour + statement.time.minute / 60]
    clocks = [value.quantity for value in statement.values if value.quantity.dimension is Dimension.CLOCK]
    return [float(clock.value) / 3600 for clock in clocks]
