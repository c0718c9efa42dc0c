"""Values that follow from facts: differences, points, ratios, shares, sums, means, counts and elapsed times.

Only with a word in the sentence that says so, and only from values of the same thing: with enough numbers around,
nearly every other number is a difference of two of them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.agreement import HUNDRED, close, hedge
from mlws_writer.checking.evidence import Evidence, Statement, Value
from mlws_writer.checking.language import DERIVED, ELAPSED, content, stem
from mlws_writer.facts.quantities import Dimension, Quantity

_BARE = frozenset({stem("was")})
MOST = 60
"""How many values may be combined; beyond that, chance would support anything."""

_TOTAL = re.compile(r"\b(?:total|sum|together|altogether|in all|across|overall)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:mean|average|averaged|on average)\b", re.IGNORECASE)
_FRACTIONS = {
    r"two[- ]thirds": "0.6667", r"three[- ]quarters": "0.75", r"a third|one[- ]third": "0.3333", r"a quarter": "0.25",
    r"half": "0.5", r"twice|doubl\w+|twofold": "2", r"tripl\w+|threefold": "3", r"fourfold|quadrupl\w+": "4", r"fivefold": "5",
    r"tenfold": "10",
}  # fmt: skip
_FRACTION = {re.compile(rf"\b(?:{words})\b", re.IGNORECASE): Decimal(ratio) for words, ratio in _FRACTIONS.items()}
_TIMELIKE = re.compile(
    r"\b(?:half an hour|quarters? of an hour|half past|quarter (?:past|to)|and a (?:half|quarter))\b", re.I
)


def derived(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> bool:
    """Tell whether a quantity follows from the facts in the way that its clause says."""
    hedged = hedge(sentence, quantity)
    values = tuple(value for value in evidence.values if not evidence.statements[value.statement].tainted)

    def fits(candidates: Iterator[Decimal]) -> bool:
        return any(close(quantity.value, quantity.slack, abs(candidate), hedged) for candidate in candidates)

    if quantity.dimension is Dimension.TIME and ELAPSED.search(clause) and fits(_elapsed(evidence.statements)):
        return True
    if _counted(quantity, sentence, evidence):
        return True
    if not DERIVED.search(clause) or len(values) > MOST:
        return False
    return fits(_pairs(quantity, values)) or fits(_aggregates(clause, values))


def _comparable(one: Value, other: Value) -> bool:
    if one.quantity.dimension != other.quantity.dimension:
        return False
    if one.metric and other.metric:
        return one.metric == other.metric
    if one.column == other.column and one.column[1] > 1 and one.statement != other.statement:
        return True
    if (
        one.statement == other.statement
        and one.quantity.dimension is not Dimension.PLAIN
        and _BARE in (one.key, other.key)
    ):
        return True  # coverage 81.4% (was 79.8%)
    shared = one.key & other.key
    return bool(shared) and 2 * len(shared) >= min(len(one.key), len(other.key))


def _pairs(quantity: Quantity, values: Sequence[Value]) -> Iterator[Decimal]:
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        same = _comparable(one, other)
        if quantity.dimension is Dimension.POINTS and same:
            yield a - b
            yield from ([(a - b) * HUNDRED] if abs(a) <= 1 and abs(b) <= 1 else [])
        elif quantity.dimension is Dimension.TIMES and same and a and b:
            yield from (a / b, b / a)
        elif quantity.dimension is Dimension.PERCENT and a and b:
            yield from _percents(a, b, same, one.statement == other.statement)
        elif same and quantity.dimension in (one.quantity.dimension, Dimension.PLAIN, Dimension.BYTES, Dimension.TIME):
            yield from _differences(quantity, one, other)


def _percents(a: Decimal, b: Decimal, same: bool, together: bool) -> Iterator[Decimal]:
    if same:
        yield from ((a - b) / b * HUNDRED, (a - b) / a * HUNDRED)
    if (same or together) and a != b:  # a number is no share of itself
        yield from (min(a, b) / max(a, b) * HUNDRED,)


def _differences(quantity: Quantity, one: Value, other: Value) -> Iterator[Decimal]:
    mine, theirs = quantity.dimension, one.quantity.dimension
    if mine == theirs or mine is Dimension.PLAIN:
        yield (one.quantity.value - other.quantity.value) / (one.quantity.factor if mine != theirs else 1)


def _aggregates(clause: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Sum or average what is of one kind."""
    groups: dict[object, list[Decimal]] = {}
    for value in values:
        groups.setdefault(value.metric or value.key, []).append(value.quantity.value)
    for group in groups.values():
        if len(group) > 1 and _TOTAL.search(clause):
            yield sum(group, Decimal(0))
        if len(group) > 1 and _MEAN.search(clause):
            yield sum(group, Decimal(0)) / len(group)


def _elapsed(statements: Sequence[Statement]) -> Iterator[Decimal]:
    moments = [moment for statement in statements for moment in _moments(statement)]
    for one, other in combinations(moments, 2):
        yield abs(other - one)
        yield from ([Decimal(86400) - abs(other - one)] if abs(other - one) < 86400 else [])
    for moment, following in pairwise(moments):
        yield following - moment


def _moments(statement: Statement) -> Iterator[Decimal]:
    if statement.time:
        yield Decimal(int(statement.time.timestamp()))
        return
    day = next((v.quantity.value for v in statement.values if v.quantity.dimension is Dimension.DATE), None)
    for value in statement.values:
        if value.quantity.dimension is Dimension.CLOCK:
            yield value.quantity.value + (day * 86400 if day is not None and day > 0 else 0)


def _counted(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a small whole number counts runs, or facts of the kind that the next words name."""
    if quantity.dimension is not Dimension.PLAIN or quantity.value != int(quantity.value) or quantity.value > 50:
        return False
    wanted = int(quantity.value)
    after = content(" ".join(sentence[quantity.end :].split()[:3]))
    statements = (*evidence.statements, *evidence.known)
    counts = (
        {len({statement.run for statement in statements if statement.run})}
        if {stem("runs"), stem("models")} & _first(sentence, quantity)
        else set()
    )
    counts |= {sum(word in statement.words for statement in statements) for word in after}
    if quantity.spelled:
        counts |= {len(evidence.statements), *_whole_sums(evidence)}
    return wanted in counts - {0}


def _whole_sums(evidence: Evidence) -> Iterator[int]:
    """Add up, and take from one another, the counts of one statement, and those of one kind over all."""
    whole = [v for v in evidence.values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    for one, other in combinations(whole, 2):
        if one.statement == other.statement or one.key & other.key:
            yield int(one.quantity.value + other.quantity.value)
            yield int(abs(one.quantity.value - other.quantity.value))
    for key in {value.key for value in whole}:
        yield int(sum(value.quantity.value for value in whole if value.key == key))


def _first(sentence: str, quantity: Quantity) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[A-Za-z]+", sentence[quantity.end :])[:3])


def fractions(clause: str) -> tuple[tuple[str, Decimal], ...]:
    """Find the ratios that a clause states in words."""
    clause = _TIMELIKE.sub(" ", clause)
    return tuple((match.group(), ratio) for pattern, ratio in _FRACTION.items() if (match := pattern.search(clause)))


def has_ratio(ratio: Decimal, evidence: Evidence, loose: bool) -> bool:
    """Tell whether two values of one kind stand in a ratio, or one is smaller than the other by it."""
    near = Decimal("0.2") if loose else Decimal("0.07")
    for one, other in combinations(evidence.values, 2):
        a, b = one.quantity.value, other.quantity.value
        related = _comparable(one, other) or (one.statement == other.statement and not (one.metric and other.metric))
        if not a or not b or not related:
            continue
        if any(abs(x - ratio) <= ratio * near for x in (a / b, b / a, 1 - a / b, 1 - b / a)):
            return True
    return False
