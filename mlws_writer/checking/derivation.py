"""Values that follow from facts: differences, points, ratios, shares, sums, means, products and elapsed times.

Only with a word in the sentence that says so, or a unit that does (points, times), and only from values of the same
thing: with enough numbers around, nearly every other number is a difference of two of them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.agreement import HUNDRED, close, hedge
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import DERIVED, ELAPSED, stem, stems
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import Value, metric_of, then_and_now
from mlws_writer.checking.wholes import COUNT, MEASURES, additive
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_BARE = frozenset({stem("was")})
MOST = 60
"""How many values may be combined; beyond that, chance would support anything."""
_PARTED = 6
LARGE = 999
_PRECISE = 4
"""How many digits make a number that is no sum by chance."""
_NO_SIGNS = str.maketrans("", "", "".join(map(chr, range(33, 48))) + "".join(map(chr, range(58, 127))) + " €£")
_FEW = 12
"""How many values may be multiplied."""

_TOTAL = re.compile(
    r"\b(?:total|sum|summed|together|altogether|in all|across|overall|combined|counting|including|plus|both|between them|among them|"
    r"over the|over all|jointly|add(?:s|ed)? up|amount(?:s|ed)? to|come(?:s)? to|came to|worth)\b",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:mean|averaged?(?! (?:model|checkpoint|weights|system|one)s?\b)|averaging|on average|per|each|a typical)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:effective|product|multiplied|works out|works out at|in all|altogether|total|global)\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?:%|per ?cent)(?:\)|,)? (?:of|below|above|under|over|cheaper|dearer|are|were|left|remain|surviv|longer|shorter|more|less|\w+er)\b|account\w*|make up|made up|amount\w*|share|some \d|"
    r"or (?:about|some|roughly)|reduction|answered|churn|rate",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\b(?:of|all|out of)(?: the| its| their)?\s*$", re.IGNORECASE)
_PLAIN_CUE = re.compile(
    r"\b(?:lead|margin|apart|ahead|behind|short of|left|remain\w*|lost|missing|again|redo\w*|redone|repeat\w*|extra|additional|"
    r"further|added|gone|dropped|eliminat\w*|discard\w*|filter\w*|under its|over its|above its|below its|off|separat\w*|exceed\w*|"
    r"disagree\w*|mismatch\w*|differ\w*|sank|sink\w*|surviv\w*|kept|since|between)\b",
    re.IGNORECASE,
)


def derived(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a quantity follows from the facts in the way that its sentence says."""
    hedged = hedge(sentence, quantity)
    values = tuple(value for value in evidence.values if not evidence.of(value).tainted)
    if quantity.dimension is Dimension.POINTS:
        values = spoken_of(sentence, evidence)

    def fits(candidates: Iterator[Decimal]) -> bool:
        return any(close(quantity.value, quantity.slack, abs(candidate), hedged) for candidate in candidates)

    if fits(_of_written(quantity, sentence, values)) or fits(_by_its_unit(quantity, sentence, evidence)):
        return True
    if fits(_of_columns(quantity, sentence, evidence)):
        return True
    if len(values) > MOST:
        values = tuple(value for value in values if value.quantity.dimension is quantity.dimension)
    twice = _NET.search(sentence) is not None and _is_net(quantity, values)
    if twice or len(values) > MOST or not _cued(quantity, sentence):
        return False
    if quantity.dimension is Dimension.PLAIN and quantity.value >= LARGE and fits(_between_names(values, evidence)):
        return True
    change = _change(quantity, sentence)
    if quantity.dimension is Dimension.PERCENT and fits(_of_a_whole(quantity, sentence, values)):
        return True
    return fits(_pairs(quantity, values, change)) or fits(_aggregates(quantity, sentence, values))


_NET = re.compile(r"\bafter (?:removing|dropping|rejecting|discarding|filtering|excluding|deducting)\b", re.IGNORECASE)
_LEFT = frozenset(map(stem, ["kept", "remaining", "left", "final", "survived", "usable"]))


def _is_net(quantity: Quantity, values: Sequence[Value]) -> bool:
    """Tell whether a number would take something once more from what the facts give as what was left."""
    left = {value.quantity.value for value in values if value.key & _LEFT}
    return any(rest > quantity.value for rest in left) and quantity.value not in left


def spoken_of(sentence: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values of the measure that a sentence names, where two of them or more are of it; else all."""
    values = tuple(value for value in evidence.values if not evidence.of(value).tainted)
    metric = stems(metric_of(sentence.split()).rpartition(" ")[2].replace("_", " "))
    named = tuple(v for v in values if v.metric and stems(v.metric.rpartition(" ")[2].replace("_", " ")) & metric)
    return named if len(named) > 1 else values


def worked_out(sentence: str) -> bool:
    """Tell whether a sentence says in words that its numbers were worked out."""
    return bool(DERIVED.search(sentence) or _PLAIN_CUE.search(sentence) or _PRODUCT.search(sentence))


def _cued(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a sentence says that a number was worked out: by its unit, or by its words."""
    told = quantity.dimension in (Dimension.POINTS, Dimension.TIMES)
    share = quantity.dimension is Dimension.PERCENT and (_SHARE.search(sentence) or _TOTAL.search(sentence)) is not None
    return told or share or _OF_THEM.search(sentence[: quantity.start]) is not None or worked_out(sentence)


def comparable(one: Value, other: Value) -> bool:
    """Tell whether two values are of the same thing, so that one can be taken from the other."""
    if one.quantity.dimension != other.quantity.dimension:
        return False
    together = one.statement == other.statement
    if one.headed and other.headed and together:
        return bool(one.key & other.key) or (not (one.metric or other.metric) and _alike(one, other))
    if one.metric and other.metric:
        return one.metric == other.metric or bool(_parts(one.metric) & _parts(other.metric))
    if together and _were_and_are(one, other):
        return True
    below = one.column == other.column and one.column[1] > 1 and not together
    shared = one.key & other.key
    return below or (bool(shared) and 2 * len(shared) >= min(len(one.key), len(other.key)))


def _parts(metric: str) -> frozenset[str]:
    return stems(metric.replace("_", " "))


def _were_and_are(one: Value, other: Value) -> bool:
    """Tell whether one line says what something was and what it is: coverage 81.4% (was 79.8%)."""
    measured = one.quantity.dimension is not Dimension.PLAIN or (one.quantity.value % 1 and other.quantity.value % 1)
    bare = bool(measured) and _BARE in (one.key, other.key)
    return bare or then_and_now(one, other)


def _alike(one: Value, other: Value) -> bool:
    """Tell whether two values under unnamed columns may be of one measure: both fractions, and of one size."""
    a, b = abs(one.quantity.value), abs(other.quantity.value)
    return bool(a % 1 and b % 1) and max(a, b) <= 3 * min(a, b)


_OF_WHOLE = re.compile(
    r"^[\s)]*of (?:the |all |its |their |all the )?(?P<whole>(?:[\w-]+ ){0,3}?[\w-]+s)\b", re.IGNORECASE
)


def _of_a_whole(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Divide counts, and what the sentence names of a line together, by the count of what a share is said to be of."""
    match = _OF_WHOLE.match(sentence[quantity.end :])
    named = stems(match["whole"]) if match else frozenset()
    counts = [v for v in values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    for whole in counts:
        if named & whole.key and whole.quantity.value > COUNT:
            yield from (
                v.quantity.value / whole.quantity.value * HUNDRED
                for v in counts
                if v.quantity.value < whole.quantity.value
            )
    if _TOTAL.search(sentence):
        for parts in _named_together(sentence, values):
            yield sum(parts, Decimal(0)) * (HUNDRED if sum(parts) <= 1 else 1)


def _named_together(sentence: str, values: Sequence[Value]) -> Iterator[list[Decimal]]:
    """Give the values of each line whose names a sentence says."""
    words = stems(sentence.replace("-", " "))
    lines: dict[int, list[Decimal]] = {}
    for value in values:
        if value.key & words and value.exact:
            lines.setdefault(value.statement, []).append(value.quantity.value)
    yield from (parts for parts in lines.values() if 1 < len(parts) <= _PARTED)


_LESS = re.compile(
    r"\b(?:reduc\w*|cuts?|cutting|lower(?:s|ed|ing)?|shrank|shrunk|fell|drop(?:s|ped)?|decreas\w*|declin\w*|sav(?:ed?|es|ing)|"
    r"less|fewer|smaller|cheaper|shorter|below|reduction)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:increas\w*|rais\w*|rose|grew|gain(?:s|ed)?|more|higher|larger|bigger|dearer|longer|above|boost\w*|lift\w*)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby (?:a relative |roughly |about |some |around |almost |nearly |only |just |more than |less than |over |under )*$",
    re.IGNORECASE,
)


def _change(quantity: Quantity, sentence: str) -> int:
    """Tell whether a percentage is what something lost (-1) or gained (1); 0 where it may be a share."""
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    if quantity.dimension is not Dimension.PERCENT:
        return 0
    near = re.match(r"[\s)]*(\w+)", after)
    word = near[1] if near else ""
    less, more = _LESS.fullmatch(word), _MORE.fullmatch(word)
    if not (less or more) and _BY.search(before):
        less, more = _LESS.search(before), _MORE.search(before)
    return 0 if bool(less) == bool(more) else -1 if less else 1


def _pairs(quantity: Quantity, values: Sequence[Value], change: int = 0) -> Iterator[Decimal]:
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        same = comparable(one, other)
        if quantity.dimension is Dimension.POINTS and (
            same or (one.statement == other.statement and _alike(one, other))
        ):
            yield a - b
            yield from ([(a - b) * HUNDRED] if abs(a) <= 1 and abs(b) <= 1 else [])
        elif (
            quantity.dimension is Dimension.TIMES
            and a
            and b
            and (same or _counts_of_one_line(one, other) or measured(one, other))
        ):
            yield from (a / b, b / a)
        elif change and a and b and a != b:
            related = same or _counts_of_one_line(one, other) or bool(one.key & other.key)
            related = related or measured(one, other)
            yield from ([abs(a - b) / (max(a, b) if change < 0 else min(a, b)) * HUNDRED] if related else [])
        elif quantity.dimension is Dimension.PERCENT and a and b:
            yield from _shares_of_counts(one, other)
            yield from _percents(one, other, same=same or _amounts_of_one_line(one, other))
        elif (same or _whole_of_one_line(one, other) or _amounts_of_one_line(one, other)) and quantity.dimension in (
            one.quantity.dimension,
            Dimension.PLAIN,
            Dimension.BYTES,
            Dimension.TIME,
            *_of_cents(quantity),
        ):
            yield from _differences(quantity, one, other)


def _shares_of_counts(one: Value, other: Value) -> Iterator[Decimal]:
    """Divide one large count by another: what was kept by what came in."""
    a, b = one.quantity.value, other.quantity.value
    if a % 1 == b % 1 == 0 and a != b and min(a, b) > LARGE and one.quantity.dimension == other.quantity.dimension:
        yield min(a, b) / max(a, b) * HUNDRED


def measured(one: Value, other: Value) -> bool:
    """Tell whether two values have the same unit."""
    return one.quantity.dimension == other.quantity.dimension and one.quantity.dimension in MEASURES


def _counts_of_one_line(one: Value, other: Value) -> bool:
    return one.statement == other.statement and one.quantity.dimension == other.quantity.dimension


def _amounts_of_one_line(one: Value, other: Value) -> bool:
    return measured(one, other) and one.statement == other.statement


def _whole_of_one_line(one: Value, other: Value) -> bool:
    return one.quantity.value % 1 == other.quantity.value % 1 == 0 and _counts_of_one_line(one, other)


def _between_names(values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Take the number in a name from a value: steps lost since the checkpoint G_20000.pth."""
    named = {
        Decimal(digits)
        for statement in evidence.statements
        for name in statement.names
        for digits in re.findall(r"(?<!\d)\d{3,8}(?!\d)", name)
    }
    for value in values:
        yield from (value.quantity.value - number for number in named if value.quantity.dimension is Dimension.PLAIN)


def _percents(one: Value, other: Value, *, same: bool) -> Iterator[Decimal]:
    a, b = one.quantity.value, other.quantity.value
    if same:
        yield from ((a - b) / b * HUNDRED, (a - b) / a * HUNDRED)
    related = same or _counts_of_one_line(one, other) or bool(one.key & other.key)
    if related and a != b and one.quantity.dimension == other.quantity.dimension:  # a number is no share of itself
        yield min(a, b) / max(a, b) * HUNDRED
        if one.statement == other.statement and a % 1 == b % 1 == 0:
            yield from (a / (a + b) * HUNDRED, b / (a + b) * HUNDRED)


def _of_written(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Work out shares and ratios of numbers that the sentence writes itself, and that are checked for themselves."""
    if quantity.dimension is Dimension.POINTS:
        rates = [q.value for q in quantities(sentence) if q.dimension is Dimension.PERCENT]
        yield from (one - other for one, other in combinations(rates, 2))
    if quantity.dimension not in (Dimension.PERCENT, Dimension.TIMES):
        return
    for one, other in combinations([q for q in quantities(sentence) if q.value > 0 and q is not quantity], 2):
        if one.value != other.value and one.dimension == other.dimension:
            share = min(one.value, other.value) / max(one.value, other.value)
            yield share * HUNDRED if quantity.dimension is Dimension.PERCENT else 1 / share
    if quantity.dimension is Dimension.PERCENT:
        whole = [
            q.value
            for q in quantities(sentence)
            if q.dimension is Dimension.PLAIN and q.value % 1 == 0 and q.value > COUNT
        ]
        counts = [v.quantity.value for v in values[:MOST] if v.quantity.value % 1 == 0 and v.quantity.value > COUNT]
        yield from (min(one, other) / max(one, other) * HUNDRED for one in whole for other in counts if one != other)


def _of_cents(quantity: Quantity) -> tuple[Dimension, ...]:
    """Give the currency of cents where it is not told: that of the amounts."""
    return (Dimension.DOLLARS,) if "cent" in quantity.text.lower() else ()


def _differences(quantity: Quantity, one: Value, other: Value) -> Iterator[Decimal]:
    mine, theirs = quantity.dimension, one.quantity.dimension
    if (
        mine == theirs
        or (_of_cents(quantity) and theirs in (Dimension.EUROS, Dimension.POUNDS))
        or mine is Dimension.PLAIN
    ):
        yield (one.quantity.value - other.quantity.value) / (one.quantity.factor if mine != theirs else 1)


def _aggregates(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Sum, average or multiply what is of one kind."""
    if _TOTAL.search(sentence) or _MEAN.search(sentence):
        for group in _groups(values):
            total = sum(group, Decimal(0))
            yield from ([total] if _TOTAL.search(sentence) else [])
            yield from (_means(group) if _MEAN.search(sentence) else [])
    if _TOTAL.search(sentence):
        yield from (a.quantity.value + b.quantity.value for a, b in combinations(values, 2) if _addable(a, b))
        yield _in_all(quantity, values)
    if _OF_THEM.search(sentence[: quantity.start]):
        yield from (a.quantity.value + b.quantity.value for a, b in combinations(values, 2) if _whole_of_one_line(a, b))
        yield from _totals(values)
    if _MEAN.search(sentence):
        yield from _per(values)
    if _PRODUCT.search(sentence) and quantity.value % 1 == 0:
        yield from _products(values)


def _by_its_unit(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Work out what the unit of a number alone says: the time between two lines, the rate of a count."""
    if quantity.dimension is Dimension.TIME and ELAPSED.search(sentence):
        yield from _elapsed(evidence.statements)
    if quantity.dimension is Dimension.RATE:
        yield from _rates(evidence)


def _rates(evidence: Evidence) -> Iterator[Decimal]:
    """Divide the counts of a line by the time that it gives: rows a second."""
    for statement in evidence.statements:
        times = [
            v.quantity.value for v in statement.values if v.quantity.dimension is Dimension.TIME and v.quantity.value
        ]
        counts = [v for v in statement.values if v.quantity.dimension in (Dimension.PLAIN, Dimension.BYTES)]
        yield from (count.quantity.value / time for count in counts for time in times if not statement.tainted)


def _of_columns(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Sum, average or share out the columns of the cited lines: what stands at one place in lines of one shape.

    A sum or a share of all that is cited needs no word that says so where it is too precise to be one by chance.
    """
    precise = len(quantity.text.strip("0").replace("-", "").translate(_NO_SIGNS)) >= _PRECISE
    said_mean = _MEAN.search(sentence) is not None
    for column in evidence.wholes:
        group = [value.quantity.value for value in column]
        total, dimension = sum(group, Decimal(0)), column[0].quantity.dimension
        fractions = all(abs(value) <= 1 for value in group) and any(value % 1 for value in group)
        if said_mean:
            yield from _scaled(total / len(group), quantity, fractions=fractions)
        elif dimension in (quantity.dimension, Dimension.PLAIN) or quantity.dimension is Dimension.PLAIN:
            asked = _TOTAL.search(sentence) or _OF_THEM.search(sentence[: quantity.start])
            exact = len(group) > 2 and quantity.value > LARGE and total == quantity.value
            yield from ([total] if asked or precise or exact else [])
        if quantity.dimension is Dimension.PERCENT and total and _SHARE.search(sentence) and additive(column):
            yield from (value / total * HUNDRED for value in group if value >= 0)


def _scaled(value: Decimal, quantity: Quantity, *, fractions: bool) -> Iterator[Decimal]:
    yield value
    yield from ([value * HUNDRED] if fractions and quantity.dimension is Dimension.PERCENT else [])


def _in_all(quantity: Quantity, values: Sequence[Value]) -> Decimal:
    """Add up one amount of each line, of the unit that is asked for: three downloads come to 165 MiB."""
    amounts: dict[int, Decimal] = {}
    for value in values:
        sized = value.quantity.dimension in (quantity.dimension, *_of_cents(quantity))
        if sized and quantity.dimension in MEASURES:
            amounts.setdefault(value.statement, value.quantity.value)
    return sum(amounts.values(), Decimal(0))


def _groups(values: Sequence[Value]) -> Iterator[list[Decimal]]:
    """Group values of one metric or key, of one column, and those of one line and unit."""
    groups: dict[object, list[Decimal]] = {}
    for value in values:
        groups.setdefault(value.metric or value.key, []).append(value.quantity.value)
        if value.quantity.dimension is not Dimension.PLAIN:
            groups.setdefault((value.statement, value.quantity.dimension), []).append(value.quantity.value)
    yield from (group for group in groups.values() if len(group) > 1)


def _totals(values: Sequence[Value]) -> Iterator[Decimal]:
    """Add up all counts of each line: 231 won, 58 tied, 111 lost."""
    lines: dict[int, list[Decimal]] = {}
    for value in values:
        if value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0:
            lines.setdefault(value.statement, []).append(value.quantity.value)
    yield from (sum(counts, Decimal(0)) for counts in lines.values() if len(counts) > 1)


def _means(group: Sequence[Decimal]) -> Iterator[Decimal]:
    """Average a group, and where it is small each part of it: the three directions into English."""
    yield sum(group, Decimal(0)) / len(group)
    if len(group) <= _PARTED:
        for size in range(2, len(group)):
            yield from (sum(some, Decimal(0)) / size for some in combinations(group, size))


def _addable(one: Value, other: Value) -> bool:
    return comparable(one, other) or (
        one.quantity.dimension == other.quantity.dimension and bool(one.key & other.key) and not one.metric
    )


def _per(values: Sequence[Value]) -> Iterator[Decimal]:
    """Divide one count of a line by another: interactions per user."""
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        if one.statement == other.statement and a > 0 and b > 0 and not (one.metric or other.metric):
            yield max(a, b) / min(a, b)


def _products(values: Sequence[Value]) -> Iterator[Decimal]:
    whole = [v for v in values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0][:_FEW]
    for size in (2, 3):
        for some in combinations(whole, size):
            product = Decimal(1)
            for value in some:
                product *= value.quantity.value
            yield product


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
    for value in statement.values:
        if value.quantity.dimension is Dimension.CLOCK:
            yield value.quantity.value + statement.day * 86400
