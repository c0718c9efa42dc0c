"""Two values set against each other: differences, points, ratios, shares and changes."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.limits import with_unit_of
from mlws_writer.checking.reading.agreement import HUNDRED
from mlws_writer.checking.reading.breakdowns import is_whole
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.then_and_now import FORMER, then_and_now
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import MEASURES
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, Quantity

LARGE = 999


def comparable(one: Value, other: Value) -> bool:
    """Tell whether two values are of the same thing, so that one can be taken from the other."""
    if one.quantity.dimension != other.quantity.dimension:
        return False
    together = one.statement == other.statement
    if one.headed and other.headed and together:
        return bool(one.key & other.key) or (not (one.metric or other.metric) and _alike(one, other))
    if (_is_general(one) or _is_general(other)) and not together and _alike(one, other):
        return True
    if one.metric and other.metric:
        return one.metric == other.metric or bool(_parts(one.metric) & _parts(other.metric))
    if together and _were_and_are(one, other):
        return True
    below = one.column == other.column and one.column[1] > 1 and not together
    shared = one.key & other.key
    return below or (bool(shared) and 2 * len(shared) >= min(len(one.key), len(other.key)))


_ANY_MEASURE = frozenset(map(stem, ["value", "score", "objective", "mean", "average"]))


def _is_general(value: Value) -> bool:
    """Tell whether a value is that of a measure which its line only calls so: the value of a trial, a best score."""
    return value.exact and bool(value.key & _ANY_MEASURE) and value.metric in ("", "score")


def _parts(metric: str) -> frozenset[str]:
    return stems(metric.replace("_", " "))


def _were_and_are(one: Value, other: Value) -> bool:
    """Tell whether one line says what something was and what it is: coverage 81.4% (was 79.8%)."""
    measured = one.quantity.dimension is not Dimension.PLAIN or (one.quantity.value % 1 and other.quantity.value % 1)
    bare = bool(measured) and (one.key in FORMER or other.key in FORMER)
    return bare or then_and_now(one, other) or _is_beside_its_reference(one, other)


_REFERENCES = frozenset(
    map(
        stem,
        [
            "baseline",
            "persistence",
            "naive",
            "climatology",
            "control",
            "reference",
            "majority",
            "random",
            "chance",
            "default",
        ],
    )
)


def _is_beside_its_reference(one: Value, other: Value) -> bool:
    """Tell whether a measure is followed by what a simple rival has of it: RMSE 6.94 (persistence 9.60)."""
    first, second = sorted((one, other), key=lambda value: value.column)
    beside = second.column[0] == first.column[0] + 1 and bool(first.metric) and not second.metric
    return beside and bool(second.key & _REFERENCES) and _alike(one, other)


def _alike(one: Value, other: Value) -> bool:
    """Tell whether two values under unnamed columns may be of one measure: both fractions, and of one size."""
    a, b = abs(one.quantity.value), abs(other.quantity.value)
    return bool(a % 1 and b % 1) and max(a, b) <= 3 * min(a, b)


_LESS = re.compile(
    r"\b(?:reduc\w*|cuts?|cutting|lower(?:s|ed|ing)?|shrank|shrunk|fell|drop(?:s|ped)?|decreas\w*|declin\w*|sav(?:ed?|es|ing)|"
    r"less|fewer|smaller|cheaper|shorter|below|reduction|down|downwards|trim(?:s|med)?|slash(?:es|ed)?|shav(?:ed?|es)|dwindl\w*|diminish\w*|lighter|leaner)\b",
    re.IGNORECASE,
)


_MORE = re.compile(
    r"\b(?:increas\w*|rais\w*|rose|grew|gain(?:s|ed)?|more|higher|larger|bigger|dearer|longer|above|boost\w*|lift\w*|up|upwards|enlarg\w*|expand\w*|swell(?:s|ed)?|climb(?:s|ed)?|heavier)\b",
    re.IGNORECASE,
)


_BY = re.compile(
    r"\bby (?:a relative |roughly |about |some |around |almost |nearly |only |just |more than |less than |over |under )*$",
    re.IGNORECASE,
)


_TAKES_AWAY = re.compile(
    r"\b(?:remov|sav|eliminat|avoid)(?:es|ed|s|ing|e)? (?:about |some |around |roughly |almost |nearly |another )?$",
    re.IGNORECASE,
)


_LOST = re.compile(
    r"\b(?:lost|loses|lose|shed|gave up) (?:about |some |around |roughly |almost |nearly |another )?$", re.IGNORECASE
)


def change(quantity: Quantity, sentence: str) -> int:
    """Tell whether a percentage is what something lost (-1) or gained (1); 0 where it may be a share."""
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    if quantity.dimension is not Dimension.PERCENT:
        return 0
    near = re.match(r"[\s)]*(\w+)", after)
    word = near[1] if near else ""
    less, more = _LESS.fullmatch(word), _MORE.fullmatch(word)
    if re.match(r"[\s)]*of\b", after) and (_TAKES_AWAY.search(before) or _LOST.search(before)):
        return -1
    if not (less or more) and _BY.search(before):
        less, more = _LESS.search(before), _MORE.search(before)
    if not (less or more) and (gain := _IMPROVED.search(before)):
        return names.sign(metric_of(sentence[: gain.start()].split())) if _OVER.search(after) else 0
    return 0 if bool(less) == bool(more) else -1 if less else 1


_IMPROVED = re.compile(r"\bimprov\w+ by (?:about |some |around |roughly |almost |nearly )?$", re.IGNORECASE)
_OVER = re.compile(r"^[\s)]*(?:over|compared|relative|on|against) ", re.IGNORECASE)


def differences_and_shares(
    quantity: Quantity, values: Sequence[Value], change: int = 0, *, share: bool = False
) -> Iterator[Decimal]:
    """Set each two values against one another as the unit of a quantity asks: points, times, a percentage, a difference."""
    as_written, values = values, [with_unit_of(quantity, value) for value in values]
    precise = quantity.slack <= Decimal("0.0005") and len(values) <= _FEW
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        same = comparable(one, other) or _only_two(one, other, as_written)
        written = _written_alike(one, other)
        block = _of_one_block(one, other) or (written and not (one.metric and other.metric))
        if quantity.dimension is Dimension.POINTS and (same or (_alike(one, other) and block)):
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
            yield from _percents(one, other, same=same or _amounts_of_one_line(one, other), share=share)
        elif (
            same or (written and precise) or whole_of_one_line(one, other) or _amounts_of_one_line(one, other)
        ) and quantity.dimension in (
            one.quantity.dimension,
            Dimension.PLAIN,
            Dimension.BYTES,
            Dimension.TIME,
            *of_cents(quantity),
        ):
            yield from _differences(quantity, one, other)


def of_their_wholes(values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Take the shares of two lines from one another, each a count of its line by the largest there, or by all of them: 463 of 480."""
    shares: list[tuple[int, frozenset[str], Decimal]] = []
    for statement in evidence.statements if len(evidence.own) == _TWO else ():
        told = [] if statement.tainted else list(_SOME_OF_MANY.finditer(statement.text))
        counts = [v for v in values if v.statement == statement.id and is_count(v)][: 0 if told else _FEW]
        total = sum((v.quantity.value for v in counts), Decimal(0))
        most = max(
            (v.quantity.value for v in values if v.statement == statement.id and is_whole(v)), default=Decimal(0)
        )
        for value in counts:
            wholes = {whole for whole in (most, total) if whole > value.quantity.value}
            shares += [(statement.id, value.key, value.quantity.value / whole * HUNDRED) for whole in wholes]
        for match in told:
            some, every = (Decimal(match[part].replace(",", "")) for part in ("some", "all"))
            shares += [(statement.id, stems(match["noun"]), some / every * HUNDRED)] if every else []
    for (line, key, share), (other_line, other_key, other) in combinations(shares, 2):
        yield from [share - other] if key == other_key or (line != other_line and _is_the_noun(key, other_key)) else []


_SOME_OF_MANY = re.compile(r"(?<![\w.])(?P<some>\d[\d,]*) (?:out )?of (?P<all>\d[\d,]*) (?P<noun>[a-z]{3,})\b")
"""How many of how many are what the next word says: 53 of 60 right."""


def _is_the_noun(key: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one of two keys is a single word that the other has too."""
    return bool(key & other) and 1 in (len(key), len(other))


def is_count(value: Value) -> bool:
    """Tell whether a value is a whole number that its line names, and no measure."""
    return (
        value.exact
        and not value.metric
        and value.quantity.dimension is Dimension.PLAIN
        and value.quantity.value % 1 == 0
    )


def _only_two(one: Value, other: Value, values: Sequence[Value]) -> bool:
    """Tell whether two amounts of one unit are all of that unit that is cited, one of each line: --mem 180G, peak rss 151G."""
    return (
        one.statement != other.statement
        and measured(one, other)
        and sum(measured(one, each) for each in values) == _TWO
    )


_TWO = 2


def _of_one_block(one: Value, other: Value) -> bool:
    """Tell whether two values stand in one line, or a few lines apart and are not of two measures."""
    apart = abs(one.statement - other.statement)
    return not apart or (apart <= _BLOCK and not (one.metric and other.metric))


_FEW = 12
_DECIMALS = 3


def _written_alike(one: Value, other: Value) -> bool:
    """Tell whether two scores are written with as many decimals, and are of one size: 0.78514 and 0.78877."""
    places = [len(each.quantity.text.partition(".")[2]) for each in (one, other)]
    bare = all(v.quantity.dimension is Dimension.PLAIN and 0 < v.quantity.value < 1 for v in (one, other))
    return one.statement != other.statement and bare and min(places) >= _DECIMALS and _alike(one, other)


_BLOCK = 3
"""How far lines of one block stand apart."""


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


def whole_of_one_line(one: Value, other: Value) -> bool:
    """Tell whether two values are counts of one line."""
    return one.quantity.value % 1 == other.quantity.value % 1 == 0 and _counts_of_one_line(one, other)


def between_names(values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Take the number in a name from a value: steps lost since the checkpoint G_20000.pth."""
    named = {
        Decimal(digits)
        for statement in evidence.statements
        for name in statement.names
        for digits in re.findall(r"(?<!\d)\d{3,8}(?!\d)", name)
    } | {
        Decimal(digits) * 1000
        for statement in evidence.statements
        for digits in re.findall(r"(?:step|iter|ckpt|checkpoint)[-_= ]?(\d{1,4})k\b", statement.text)
    }
    for value in values:
        yield from (value.quantity.value - number for number in named if value.quantity.dimension is Dimension.PLAIN)


_STEP = re.compile(
    r"(?<![A-Za-z])(?:step|it(?:er(?:ation)?)?|checkpoint|ckpt|ck|ep(?:och)?|global_step|upd(?:ate)?)(?:[-_=:/\"']{0,4}| {1,8})(\d{2,8}k?)(?![\w])"
    r"|[\w/][-_](\d{3,7})\.(?:pt|pth|ckpt|safetensors|bin|h5)\b|(?<![\w./])(\d{2,7})/\d{3,7} \[",
    re.IGNORECASE,
)
"""The step that a line is at, or a file was saved at: step 830, it0750, lora-1200.safetensors, 1349/2500 [."""
_STEPS = re.compile(r" (?:more |further |lost )?(?:steps|iterations|epochs|updates)\b")


def between_steps(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Take the step in one name from that in another: 330 steps, from checkpoint-1500 to step_1830."""
    if quantity.dimension is Dimension.PLAIN and _STEPS.match(sentence, quantity.end):
        texts = [statement.text for statement in evidence.firsthand]
        found = [step for text in texts for groups in _STEP.findall(text) for step in groups if step]
        steps = sorted({Decimal(step[:-1]) * 1000 if step[-1] in "kK" else Decimal(step) for step in found})
        yield from (other - one for one, other in combinations(steps[:_FEW], 2))


def _percents(one: Value, other: Value, *, same: bool, share: bool) -> Iterator[Decimal]:
    a, b = one.quantity.value, other.quantity.value
    counts = a % 1 == b % 1 == 0  # 6% of the objects were taken out
    if same and (counts or not share):
        yield from ((a - b) / b * HUNDRED, (a - b) / a * HUNDRED)
    related = same or _counts_of_one_line(one, other) or bool(one.key & other.key)
    if related and a != b and one.quantity.dimension == other.quantity.dimension:  # a number is no share of itself
        yield min(a, b) / max(a, b) * HUNDRED
        if one.statement == other.statement and a % 1 == b % 1 == 0 and a + b:
            yield from (a / (a + b) * HUNDRED, b / (a + b) * HUNDRED)


def of_cents(quantity: Quantity) -> tuple[Dimension, ...]:
    """Give the currency of cents where it is not told: that of the amounts."""
    return _CURRENCIES if "cent" in quantity.text.lower() else ()


_CURRENCIES = (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS)


def _differences(quantity: Quantity, one: Value, other: Value) -> Iterator[Decimal]:
    mine, theirs = quantity.dimension, one.quantity.dimension
    if (
        mine == theirs
        or (of_cents(quantity) and theirs in (Dimension.EUROS, Dimension.POUNDS))
        or mine is Dimension.PLAIN
    ):
        yield (one.quantity.value - other.quantity.value) / (one.quantity.factor if mine != theirs else 1)


_PAIRED = 40
"""Of how many values any two may be set against each other without a word."""


_LONG = 3
_LISTED = 4


def told_together(quantity: Quantity, values: Sequence[Value]) -> Iterator[Decimal]:
    """Add up the counts that a line lists, to a number of three digits or more: by chance few sums are just that."""
    digits = quantity.text.replace(",", "")
    if quantity.dimension is not Dimension.PLAIN or not digits.isdigit() or len(digits.rstrip("0")) < _LONG:
        return
    lines: dict[int, list[Decimal]] = {}
    for value in values:
        if value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0 and not value.headed:
            lines.setdefault(value.statement, []).append(value.quantity.value)
    yield from (sum(counts, Decimal(0)) for counts in lines.values() if 1 < len(counts) <= _LISTED)


def told_apart(quantity: Quantity, values: Sequence[Value]) -> Iterator[Decimal]:
    """Give how far apart two values of a measure are, told to a decimal: by chance few are just so far apart."""
    if quantity.dimension is not Dimension.PLAIN or "." not in quantity.text or len(values) > _PAIRED:
        return
    for one, other in combinations(values, 2):
        same = one.key == other.key or (one.metric and one.metric == other.metric and not one.headed)
        if same and one.statement != other.statement and one.quantity.value % 1:
            gap = abs(one.quantity.value - other.quantity.value)
            if one.quantity.dimension is other.quantity.dimension and gap:
                yield gap
                yield from [gap * HUNDRED] if max(one.quantity.value, other.quantity.value) < 1 else []
