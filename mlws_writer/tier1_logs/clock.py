"""Where the clock of a run was set back: the order of its lines is right, their times are not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from mlws_writer.facts.model import SetBack
from mlws_writer.tier1_logs.lines import Line

TOLERATED = timedelta(minutes=5)
"""Lines of several processes, or of a buffered one, come out of order by less than this."""


def set_backs(lines: Sequence[Line]) -> tuple[SetBack, ...]:
    """Find the lines at which the time is more than five minutes before that of the line above."""
    return tuple(
        SetBack(number, before - after)
        for (_, before), (number, after) in _neighbours(lines)
        if (before.tzinfo is None) == (after.tzinfo is None) and before - after > TOLERATED
    )


def _neighbours(lines: Iterable[Line]) -> Iterator[tuple[tuple[int, datetime], tuple[int, datetime]]]:
    above: tuple[int, datetime] | None = None
    for line in lines:
        if line.time is None:
            continue
        here = (line.number, line.time)
        if above is not None:
            yield above, here
        above = here
