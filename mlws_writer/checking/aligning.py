"""Two sides of a comparison, each aligned with the value that its words fit best: one row, one column, one stamp apart."""

import re
from collections.abc import Iterator
from itertools import combinations

from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import stems
from mlws_writer.checking.tokens import tokens
from mlws_writer.checking.values import Value

_MOST = 40
"""How many values may be set against one another; among more, some pair fits any words."""
_WHOLE = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w.%]|,\d)")


def aligned(left: str, right: str, evidence: Evidence) -> tuple[tuple[Value, Value], ...]:
    """Give the pairs of values that fit the two sides best: what tells the values apart is what tells the sides apart."""
    values = [value for value in evidence.values if not evidence.of(value).tainted]
    if not 1 < len(values) <= _MOST:
        return ()
    sides = _said(left, evidence), _said(right, evidence)
    own, theirs = sides[0] - sides[1], sides[1] - sides[0]
    both = sides[0] | sides[1]
    named = {id(value): _called(value, evidence) for value in values}
    found: list[tuple[int, Value, Value]] = []
    for one, other in _pairs(values):
        mine, rival = named[id(one)] - named[id(other)], named[id(other)] - named[id(one)]
        for a, b, at, of in ((one, other, mine, rival), (other, one, rival, mine)):
            fits, against = len(own & at) + len(theirs & of), len(own & of) + len(theirs & at)
            same = bool(a.key & b.key) or a.metric == b.metric
            if fits > against and (same or (own & at and theirs & of)):
                found.append((2 * (fits - against) + len(both & a.key & b.key), a, b))
    best = max((score for score, _, _ in found), default=0)
    return tuple((a, b) for score, a, b in found if score == best)


def _pairs(values: list[Value]) -> Iterator[tuple[Value, Value]]:
    return (
        (one, other)
        for one, other in combinations(values, 2)
        if one.quantity.dimension is other.quantity.dimension and one.quantity.value != other.quantity.value
    )


def _said(side: str, evidence: Evidence) -> frozenset[str]:
    return told(side, evidence) | stems(side) | _numbers(side)


def _called(value: Value, evidence: Evidence) -> frozenset[str]:
    """Collect all by which a value may be spoken of: its line's words and whole numbers, its key and its measure."""
    line = evidence.of(value)
    return value.tags | value.key | tokens(value.metric) | stems(value.metric) | _numbers(line.text)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(f"#{match[0].replace(',', '')}" for match in _WHOLE.finditer(text))
