"""A comparison whose two sides each name one value of the cited lines: by the part of the data, or by where it stands."""

import re

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import signed
from mlws_writer.checking.numbers.one_value import named_lines, value_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SPLITS
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension

_LAST = re.compile(r"\b(?:final|last|in the end|at the end)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|initial|at the start|in the beginning)\b(?! \w+s\b)", re.IGNORECASE)


def by_each_side(left: str, right: str, sign: int, about: str, evidence: Evidence) -> list[bool]:
    """Compare the one value that either side names; nothing where a side names none, or several."""
    one, other = _of_a_part(left, right, evidence), _of_a_part(right, left, evidence)
    if not (one and other):
        one, other = _at_its_place(left, right, evidence), _at_its_place(right, left, evidence)
    wants = signed(one, sign, about) if one else 0
    if (
        one is None
        or other is None
        or one is other
        or not wants
        or one.quantity.dimension is not other.quantity.dimension
    ):
        return []
    return [(one.quantity.value - other.quantity.value) * wants > 0]


def _of_a_part(side: str, rival: str, evidence: Evidence) -> Value | None:
    """Give the value of the part of the data that a side names: of the measure that is spoken of, or how large it is."""
    mine, theirs = told(side, evidence) & SPLITS, told(rival, evidence) & SPLITS
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs:
        return None
    bare = names.canonical(metric_of([*side.split(), *rival.split()])).rpartition(" ")[2]
    found = []
    for line in evidence.firsthand:
        for value in line.values:
            its = value.metric.rpartition(" ")[2] == bare if bare else _is_a_count(value)
            of = tokens(value.metric) | value.key
            own = mine <= of or (mine <= (said := tokens(line.text)) and (bool(bare) or not theirs & said))
            found += [value] if its and own and not theirs & of else []
    return found[0] if len({value.quantity.value for value in found}) == 1 else None


_FEW = 2


def _is_a_count(value: Value) -> bool:
    whole = value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0
    return whole and not value.metric and len(value.key - SPLITS) <= _FEW


def _at_its_place(side: str, rival: str, evidence: Evidence) -> Value | None:
    """Give the value that the one line has which a side names by its place, or as the last or the first."""
    what = f"{side} {rival}"
    if not metric_of(what.split()):
        return None
    spoken = told(what, evidence)
    valued: list[tuple[Statement, Value]] = [
        (line, value) for line in evidence.firsthand if (value := value_of(what, spoken, line))
    ]
    if len(valued) < _FEW:
        return None
    lines = [line for line, _ in valued]
    named = named_lines(side, lines)
    if len(named) == 1:
        return valued[lines.index(named[0])][1]
    return valued[-1][1] if _LAST.search(side) else valued[0][1] if _FIRST.search(side) else None
