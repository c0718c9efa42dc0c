"""What was so from a day on, or until it, held against a line that lists its numbers by stretches of days."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.agreement import agrees, month_day
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_SINCE = re.compile(r"\b(?:from|since|starting|as of|after)(?: on)? (?:the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|through|before|by)(?: the)? $", re.IGNORECASE)

Stretch = tuple[Decimal, Decimal, Sequence[Value]]
"""The first and the last day of a stretch, and its values."""


def of_days(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse the number of another stretch of days than that of which a sentence tells."""
    said = list(quantities(sentence))
    days = [(place, each) for place, each in enumerate(said) if each.dimension is Dimension.DATE]
    for place, day in days:
        after = next((q for q in said[place + 1 :] if q.dimension not in WHEN), None)
        since, until = (pattern.search(sentence[: day.start]) for pattern in (_SINCE, _UNTIL))
        if after is None or not (since or until):
            continue
        for statement in evidence.statements:
            if _is_of_another(after, month_day(day.value), list(_stretches(statement)), since=bool(since)):
                return Verdict(False, "number_swap", f"{after.text} is not what it was then")
    return Verdict(True)


def _is_of_another(quantity: Quantity, day: Decimal, stretches: Sequence[Stretch], *, since: bool) -> bool:
    own = [(first, last) for first, last, values in stretches if any(agrees(quantity, value) for value in values)]
    if len(stretches) < _TWO or not own:
        return False
    return all(last < day if since else first > day for first, last in own)


_TWO = 2


def _stretches(statement: Statement) -> Iterator[Stretch]:
    """List the stretches of days of a line, each with the values behind it: 02-01..02-08 mean 96 | 02-09..02-28 mean 21."""
    days: list[Decimal] = []
    values: list[Value] = []
    for value in () if statement.tainted else statement.values:
        is_day = value.quantity.dimension is Dimension.DATE
        if is_day and values:
            yield days[0], days[-1], values
            days, values = [], []
        if is_day:
            days.append(month_day(value.quantity.value))
        elif days:
            values.append(value)
    if days and values:
        yield days[0], days[-1], values
