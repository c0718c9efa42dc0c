"""When something was: the part of the day by the clock, the day of the week by the date."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_BANDS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (17, 24)}
_BAND = re.compile(r"\b(morning|afternoon|evening)\b", re.IGNORECASE)


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


def _hours(statement: Statement) -> list[float]:
    if statement.time:
        return [statement.time.hour + statement.time.minute / 60]
    clocks = [value.quantity for value in statement.values if value.quantity.dimension is Dimension.CLOCK]
    return [float(clock.value) / 3600 for clock in clocks]
