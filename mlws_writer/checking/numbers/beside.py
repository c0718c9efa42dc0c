"""Two things that one line sets beside each other: its own and the one in brackets, the few and the many, two settings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mlws_writer.checking.numbers.leads import BRACKETED
from mlws_writer.checking.reading.counterparts import REFERENCE
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value

_FEW = re.compile(
    r"\b(?:few(?:er)?|light|short(?:er)?|small(?:er)?|rare|infrequent|new|young(?:er)?|low(?:er)?|little|cold|occasional|casual|inactive)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:many|heavy|long(?:er)?|large(?:r)?|big(?:ger)?|frequent|common|old(?:er)?|high(?:er)?|active|busy|regular|warm|most)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?<![-=<])(?:<=?|≤)\s?\d|\b(?:under|below|up to|at most|fewer than|less than) \d|\d+ or (?:fewer|less)",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?<![-=>])(?:>=?|≥)\s?\d|\b(?:over|above|at least|more than) \d|\d\+|\d+ or more", re.IGNORECASE)
_AT_MOST, _AT_LEAST, _OWN = "<few>", "<many>", "<own>"


def parted(left: frozenset[str], right: frozenset[str], pair: list[Value]) -> tuple[frozenset[str], frozenset[str]]:
    """Say of the side of a comparison that does not name the rival in brackets that it is of the line's own."""
    theirs = pair[1].tags - {_AT_MOST, _AT_LEAST}
    if bool(left & theirs) == bool(right & theirs):
        return left, right
    return (left, right | {_OWN}) if left & theirs else (left | {_OWN}, right)


def sized(side: str) -> frozenset[str]:
    """Say whether one side of a comparison is of few or of many: for users with few saves, for heavy users."""
    few, many = _FEW.search(side), _MANY.search(side)
    return frozenset({_AT_MOST} if few and not many else {_AT_LEAST} if many and not few else ())


def beside(near: frozenset[str], evidence: Evidence) -> Iterator[list[Value]]:
    """List pairs of values of one measure that a cited line sets beside each other, each by what tells it apart."""
    for statement in evidence.firsthand:
        for pair in (*_bracketed(statement), *_by_size(statement)):
            if not near or pair[0].key & near or not _names_another(near - pair[1].tags, pair, statement):
                yield pair


def _names_another(near: frozenset[str], pair: list[Value], statement: Statement) -> bool:
    """Tell whether words name another measure of a line than that of a pair, or another thing where it is a counterpart."""
    counterpart = pair[1].key >= REFERENCE
    return any((v.metric or counterpart) and v.key & near for v in statement.values)


def _bracketed(statement: Statement) -> Iterator[list[Value]]:
    """Pair what a line has of its own with what it has of a rival in brackets: F1 0.77 (prod: F1 0.78)."""
    for bracket in BRACKETED.finditer(statement.text):
        inside = [v for v in statement.values if bracket.start() < v.quantity.start < bracket.end()]
        for value in statement.values:
            twin = next((v for v in inside if _are_alike(v, value) and value.quantity.start < bracket.start()), None)
            if twin is not None:
                yield [replace(value, tags=frozenset({_OWN})), replace(twin, tags=stems(bracket["who"]))]
    for one, other in pairwise(statement.values):
        if other.key >= REFERENCE and one.key < other.key:  # mae 0.318 (default 0.342)
            yield [replace(one, tags=frozenset({_OWN})), replace(other, tags=other.key - one.key - REFERENCE)]


def _are_alike(one: Value, other: Value) -> bool:
    """Tell whether two values of a line are of one measure."""
    same = one.metric == other.metric if one.metric else one.key == other.key
    return same and bool(one.key) and one.quantity.dimension is other.quantity.dimension


def _by_size(statement: Statement) -> Iterator[list[Value]]:
    """Pair what a line has of few and of many: users with <5 saves 0.14, users with >=50 saves 0.24."""
    found: dict[str, list[tuple[str, Value]]] = {}
    start = 0
    for value in (v for v in statement.values if v.metric):
        before = statement.text[start : value.quantity.start]
        size = _AT_MOST if _BELOW.search(before) else _AT_LEAST if _ABOVE.search(before) else ""
        found.setdefault(value.metric, []).append((size, value))
        start = value.quantity.end
    for pair in found.values():
        if {size for size, _ in pair} == {_AT_MOST, _AT_LEAST} and len(pair) == len(_BOTH):
            yield [replace(value, tags=frozenset({size})) for size, value in pair]


_BOTH = (_AT_MOST, _AT_LEAST)


def between(ones: str, others: str, evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Pair what a cited row has under the names of two settings: 0.72 under olive-7b, 0.71 under olive-13b."""
    for statement in evidence.statements:
        found = [[v for v in statement.values if v.headed and _is_called(side, v)] for side in (ones, others)]
        if all(len(each) == 1 for each in found) and found[0] != found[1]:
            yield found[0][0], found[1][0]


def _is_called(side: str, value: Value) -> bool:
    name = re.sub(r"^(?:the|a|an) |\b(?:model|version|variant|one)\b", "", side.strip()).strip()
    spelled = re.escape(name).replace(r"\ ", "[-_ ]?")
    return bool(name) and re.search(rf"(?<![a-z0-9]){spelled}(?![a-z0-9])", value.name, re.IGNORECASE) is not None
