"""Two values of one thing beside each other in a line, of which only the first says what it is: refusals base 31 -> tuned 4."""

import re

from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity

_BRACKET = re.compile(r" ?\((?P<of>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?)[ =:]+", re.IGNORECASE)
"""A measure and what another thing has of it: mt-bench 6.31 (sft 5.94)."""
_CLOSED = re.compile(r"[ %a-z]{0,8}\)")
_THEN = re.compile(r", (?P<of>[A-Za-z][\w-]*)[ =]")
"""One measure of two things: mt-bench base 6.02, tuned 6.31."""
_STATISTICS = frozenset(
    map(stem, ["max", "min", "std", "sd", "sem", "se", "ci", "median", "mean", "avg", "best", "target", "limit", "threshold", "total", "loss", "init", "was", "prev"])
)  # fmt: skip
REFERENCE = frozenset({stem("reference")})
"""What marks a value as that of another thing, beside which that of the line's own stands."""
_ALIKE = 3
"""How many times as large one of two values of one measure may be."""


def written_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are of one unit and have as many places behind the point, one at least."""
    return one.dimension is other.dimension and one.behind_point == other.behind_point > 0


def sized_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are so near in size that they may be of one measure."""
    sizes = sorted((abs(one.value), abs(other.value)))
    return sizes[1] <= _ALIKE * sizes[0]


def of_the_same(text: str, one: Quantity, key: frozenset[str], quantity: Quantity, *, exact: bool) -> frozenset[str]:
    """Give what a value is of by the one before it, whose `key` that is: the same, of another thing that is named beside it."""
    return _of_the_next(text, one, key, quantity) or _counterpart(text, one, key, quantity, exact=exact)


def _counterpart(text: str, one: Quantity, key: frozenset[str], quantity: Quantity, *, exact: bool) -> frozenset[str]:
    between = text[one.end : quantity.start]
    if not between.startswith((" (", "(", ", ")):
        return frozenset()
    apart = one.dimension is Dimension.PLAIN and not sized_alike(one, quantity)
    if not written_alike(one, quantity) or apart:
        return frozenset()
    alone = _CLOSED.match(text, quantity.end) is not None
    if alone and (found := _BRACKET.fullmatch(between)) and not _names_another(found["of"]):
        return key | REFERENCE
    found = _THEN.fullmatch(between)
    words = text[: one.start].rstrip(" =").split()[-_HEADED:]
    if found is None or _names_another(found["of"]) or len(words) < _HEADED or _names_another(words[-1]):
        return frozenset()
    return key - stems(words[-1]) if exact and words[-2][-1].isalnum() else frozenset()


THEN_OF = re.compile(r"\s?%?\s*(?:->|→|=>)\s*(?P<of>[A-Za-z][\w-]*)[ =:]+")
"""One measure of two things, the one after the other: refusals base 31 -> tuned 4."""


def _of_the_next(text: str, one: Quantity, key: frozenset[str], quantity: Quantity) -> frozenset[str]:
    """Give what a value behind an arrow and a name is of, where the value before it names its thing and that."""
    found = THEN_OF.fullmatch(text[one.end : quantity.start])
    words = text[: one.start].rstrip(" =:").split()[-_HEADED:] if found else []
    if found is None or _names_another(found["of"]) or len(words) < _HEADED or _names_another(words[-1]):
        return frozenset()
    return key - stems(words[-1]) if one.dimension is quantity.dimension else frozenset()


_HEADED = 2
_BEFORE, _AND_AFTER = re.compile(r"\bbefore[ =:]*$"), re.compile(r"(?: ?[%A-Za-z]{1,8})?[,;]? (?:and )?after[ =:]*")
"""What stands before two numbers of one thing: open tickets before 51, after 63."""
_WAS_BEFORE, _IS_AFTER = (
    re.compile(r"(?: ?[%A-Za-z]{1,8})? before[,;]? (?:and )?"),
    re.compile(r"(?: ?[%A-Za-z]{1,8})? after\b"),
)
"""What stands behind them: entries: 51 before, 63 after."""


def what_it_was_of(text: str, one: Quantity, key: frozenset[str], quantity: Quantity) -> frozenset[str]:
    """Give what two values are of, one before and one after, where only the first says it."""
    between = text[one.end : quantity.start]
    ahead = _AND_AFTER.fullmatch(between) and _BEFORE.search(text[: one.start])
    behind = _WAS_BEFORE.fullmatch(between) and _IS_AFTER.match(text, quantity.end)
    one_thing = one.dimension is quantity.dimension
    return key | _AFTERWARDS if (ahead or behind) and one_thing else frozenset()


_AFTERWARDS = frozenset({stem("after")})


def with_the_unit_before(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give a bare number in brackets the unit of that before them, of which it is the counterpart: 41.7 kWh (rules 55.2)."""
    if "(" not in text:
        return found
    read: list[Quantity] = []
    for each in found:
        before = read[-1] if read else each
        bare = each.dimension is Dimension.PLAIN is not before.dimension and before.dimension not in WHEN
        beside = _CLOSED.match(text, each.end) and _BRACKET.fullmatch(text[before.end : each.start]) if bare else None
        counterpart = beside and not stems(beside["of"]) & _RATES
        read.append(each.in_unit(before.factor, before.dimension) if counterpart else each)
    return tuple(read)


_RATES = frozenset(map(stem, ["fps", "tps", "qps", "rps", "sps", "ips", "wps", "it/s", "rate", "speed", "throughput"]))
"""What a bracket gives behind an amount in a unit of its own: 1,046 s (fps 2882)."""


def _names_another(word: str) -> bool:
    """Tell whether a word names a measure or a statistic of its own."""
    return bool(metric_of(word.split()) or stems(word) & _STATISTICS)
