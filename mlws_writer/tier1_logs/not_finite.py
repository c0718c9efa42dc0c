"""Values that are NaN or infinite: they are no numbers to compare, and points of their metrics all the same."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlws_writer.tier1_logs.families import Column, Family, Segment, Turn
from mlws_writer.tier1_logs.shapes import GAP

_WORDS = (b"nan", b"NaN", b"NAN", b"inf", b"Inf", b"INF")
_NOT_FINITE = re.compile(
    rb"(?i)(?<![\w./\-+])([-+]?(?:nan|inf(?:inity)?))(?![\w./\-])(?![\"']?\s*(?:[:=]|-+>|\xe2\x86\x92|to ))"
)


class Odd(NamedTuple):
    """A value of a family that is not finite: the text before it, how it is written, and where it recurs."""

    gap: bytes
    column: Column


def after_last(gap: bytes) -> int:
    """Return where the text goes on after the last such value in `gap`, 0 where there is none."""
    if not any(word in gap for word in _WORDS):
        return 0
    return max((found.end() for found in _NOT_FINITE.finditer(gap)), default=0)


def odd_values(family: Family) -> Iterator[Odd]:
    """Yield the values of a family that are NaN or infinite."""
    if not family.heads or not any(word in family.text for word in _WORDS):
        return
    for gap in family.text.split(GAP):
        at = 0
        for found in _NOT_FINITE.finditer(gap):
            yield Odd(gap[at : found.start()], _column(family, found.group(1)))
            at = found.end()


def _column(family: Family, value: bytes) -> Column:
    """Return the course of a value that is the same on all lines of its family."""
    ends = sorted({*family.heads, *family.tails})
    column = Column(_turn(ends[0], value))
    column.last = _turn(ends[-1], value)
    column.count = family.count
    sampled = next((other.points for other in family.columns.values()), ())
    column.points = [(at, line, value) for at, line, _ in sampled] or [(one.at, one.line, value) for one in ends]
    return column


def _turn(segment: Segment, value: bytes) -> Turn:
    return Turn(segment.at, segment.line, value, float(value), segment.raw)
