"""By which part something changed, held against the one measure that a sentence names in two cited lines: cut by more than half."""

import re
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.one_value import value_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.measuring import metric_of

_BY = re.compile(
    r"\bby (?:well |just |only |slightly |far )?(?:more than |less than |over |under |almost |nearly |about |around |roughly |at least )?(?:an? )?$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:cuts?|cutting|reduc\w*|lower\w*|shr[aiu]nk\w*|f[ae]ll\w*|drop\w*|decreas\w*|sank|sinks?|declin\w*|trim\w*|slash\w*)\b[^;]*$",
    re.IGNORECASE,
)
_TWO = 2


def changed_off(sentence: str, start: int, room: tuple[Decimal, Decimal], evidence: Evidence) -> str:
    """Name the two values of the measure that is said to have gone down by a part, where it did not by that part.

    `start` is where the part is written, and `room` what it may be; what was cut by more than half is less than half of what it was.
    """
    before = sentence[:start]
    lines = [line for line in evidence.firsthand if line.values]
    if not _BY.search(before) or not _DOWN.search(before) or len(lines) != _TWO or not metric_of(sentence.split()):
        return ""
    spoken = told(sentence, evidence)
    values = [value_of(sentence, spoken, line) for line in lines]
    if len({value.quantity.dimension for value in values if value}) > 1:
        return ""  # the one has its unit in its header
    amounts = sorted(abs(value.quantity.value) for value in values if value)
    if len(amounts) != _TWO or not amounts[0] or room[0] <= 1 - amounts[0] / amounts[1] <= room[1]:
        return ""
    return " and ".join(value.quantity.text for value in values if value)
