"""Several values taken together: sums, means, products, and what part of a whole some are."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.deviations import is_deviation
from mlws_writer.checking.numbers.pairs import LARGE, of_cents, whole_of_one_line
from mlws_writer.checking.numbers.shares import wholes_elsewhere
from mlws_writer.checking.numbers.sums import of_two
from mlws_writer.checking.reading.agreement import HUNDRED, worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT, MEASURES, additive
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities, written_number

_PARTED = 6


_PRECISE = 4
"""How many digits make a number that is no sum by chance."""


_NO_SIGNS = str.maketrans("", "", "".join(map(chr, range(33, 48))) + "".join(map(chr, range(58, 127))) + " €£")


_FEW = 12
"""How many values may be multiplied."""


TOTAL = Words(
    r"\b(?:total|sum|summed|together|altogether|in all|across|overall|combined|counting|including|plus|both|between them|among them|"
    r"over the|over all|jointly|add(?:s|ed)? up|amount(?:s|ed)? to|come(?:s)? to|came to|worth)\b",
)


MEAN = re.compile(
    r"\b(?:mean|average[ds]?(?! (?:model|checkpoint|weights|system|one)s?\b)|averaging|on average|per|each|every|a typical|costs?)\b",
    re.IGNORECASE,
)


PRODUCT = re.compile(
    r"\b(?:effective|product|multiplied|accumulat\w*|works out|works out at|in all|altogether|total|global|room for|worth of)\b",
    re.IGNORECASE,
)


SHARE = Words(
    r"(?:%|per ?cent)(?:\)|,)? (?:of|full|in use|used|occupied|utili[sz]ed|below|above|under|over|cheaper|dearer|are|were|left|remain|surviv|longer|shorter|more|less|\w+er)\b|account\w*|make up|made up|amount\w*|share|some \d|"
    r"or (?:about|some|roughly)|reduction|answered|churn|rate|^of (?:the|all|its|these) [^,;]+, (?:about |some |only |just |roughly )?[\d.]+ ?%",
)


OF_THEM = re.compile(r"\b(?:of|all|out of)(?: the| its| their)?\s*$", re.IGNORECASE)


_OF_WHOLE = re.compile(
    r"^[\s)]*of (?:the |all |its |their |all the )?(?P<whole>(?:[\w-]+ ){0,3}?[\w-]+s)\b", re.IGNORECASE
)


def of_a_whole(quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Divide counts, and what the sentence names of a line together, by the count of what a share is said to be of."""
    match = _OF_WHOLE.match(sentence[quantity.end :])
    named = stems(match["whole"]) if match else frozenset()
    counts = [v for v in values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    runs = list(_of_runs(values, evidence)) if named else []
    for total in wholes_elsewhere(sentence[quantity.end :], evidence):
        yield from (v.quantity.value / total * HUNDRED for v in counts if v.quantity.value < total)
    for whole in counts:
        if named & (whole.key | _noun_behind(whole, evidence)) and whole.quantity.value > COUNT:
            yield from (
                v.quantity.value / whole.quantity.value * HUNDRED
                for v in counts
                if v.quantity.value < whole.quantity.value
            )
            yield from (
                part / whole.quantity.value * HUNDRED
                for part in (*_totals(values), *runs)
                if part < whole.quantity.value
            )
    if TOTAL.search(sentence):
        for parts in _named_together(sentence, values):
            yield sum(parts, Decimal(0)) * (HUNDRED if sum(parts) <= 1 else 1)


_NOUN = re.compile(r" (?P<noun>[a-z][\w-]{2,})(?=\s*[,;|(]|\s*$)")


def _noun_behind(value: Value, evidence: Evidence) -> frozenset[str]:
    """Give the word behind a count that says what it is of, though the name before it may say more: read 48,000 clips."""
    match = _NOUN.match(evidence.of(value).text, value.quantity.end)
    return stems(match["noun"]) if match else frozenset()


def _named_together(sentence: str, values: Sequence[Value]) -> Iterator[list[Decimal]]:
    """Give the values of each line whose names a sentence says."""
    words = stems(sentence.replace("-", " "))
    lines: dict[tuple[int, Dimension], list[Decimal]] = {}
    for value in values:
        if value.key & words and value.exact and value.quantity.value:
            lines.setdefault((value.statement, value.quantity.dimension), []).append(value.quantity.value)
    yield from (parts for parts in lines.values() if 1 < len(parts) <= _PARTED)


def aggregates(quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Sum, average or multiply what is of one kind."""
    means = [value for value in values if MEANS & value.key and value.quantity.value % 1]
    own_mean = _SOME.search(sentence) or not means or str(len(means)) in _of_how_many(sentence)
    if TOTAL.search(sentence) or MEAN.search(sentence):
        for group in _groups(values):
            total = sum(group, Decimal(0))
            yield from ([total] if TOTAL.search(sentence) else [])
            whole = str(len(group)) in _of_how_many(sentence)
            yield from (_means(group, whole=whole) if own_mean and MEAN.search(sentence) else [])
    if MEAN.search(sentence) and (many := _OF_BOTH.search(sentence)):
        yield from _means_of_lines(many["many"].lower(), values)
    if TOTAL.search(sentence):
        yield from (sum(parts, Decimal(0)) for parts in _named_together(sentence, values))
        yield from of_two(sentence, values, evidence)
        yield from _of_runs(values, evidence)
        yield _in_all(quantity, values)
    if OF_THEM.search(sentence[: quantity.start]):
        yield from (a.quantity.value + b.quantity.value for a, b in combinations(values, 2) if whole_of_one_line(a, b))
        yield from _totals(values)
    if MEAN.search(sentence):
        yield from _per(values)
    yield from _per_noun(quantity, sentence, values)
    if PRODUCT.search(sentence) and quantity.value % 1 == 0:
        yield from _products(values)


_OF_BOTH = re.compile(
    r"\b(?P<many>both|two|three|four|five|six) (?:[a-z]+ )?"
    r"(?:criteri(?:a|ons)|scores|measures|metrics|aspects|dimensions|ratings|marks|axes|categories|tasks|sets|splits|parts|benchmarks|languages|domains|subsets|conditions)\b",
    re.IGNORECASE,
)
_BOTH = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _means_of_lines(many: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Average the fractions of a line where there are as many as a sentence says: over both criteria."""
    lines: dict[int, list[Decimal]] = {}
    for value in values:
        if value.exact and value.quantity.dimension is Dimension.PLAIN and "." in value.quantity.text:
            lines.setdefault(value.statement, []).append(value.quantity.value)
    yield from (sum(parts, Decimal(0)) / len(parts) for parts in lines.values() if len(parts) == _BOTH[many])


def of_columns(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Sum, average or share out the columns of the cited lines: what stands at one place in lines of one shape.

    A sum or a share of all that is cited needs no word that says so where it is too precise to be one by chance.
    """
    precise = len(quantity.text.strip("0").replace("-", "").translate(_NO_SIGNS)) >= _PRECISE
    said_of = wholes_said(quantity, sentence)
    said_mean = MEAN.search(sentence) is not None
    if quantity.dimension is Dimension.PERCENT and TOTAL.search(sentence):
        yield from _shares_of_sums(evidence)
    for column in evidence.wholes:
        if any(is_deviation(value, evidence) for value in column):
            continue  # 8.80 +/- 0.07 are no two parts of anything
        group = [value.quantity.value for value in column]
        total, dimension = sum(group, Decimal(0)), column[0].quantity.dimension
        fractions = all(abs(value) <= 1 for value in group) and any(value % 1 for value in group)
        own = any(MEANS & value.key for value in column) and str(len(group)) not in _of_how_many(sentence)
        if said_mean and not own:  # the line says itself what it is
            yield from _scaled(total / len(group), quantity, fractions=fractions)
        elif not said_mean and (dimension is quantity.dimension or Dimension.PLAIN in (dimension, quantity.dimension)):
            asked = bool(TOTAL.search(sentence) or said_of or OF_THEM.search(sentence[: quantity.start]))
            precise = precise and (asked or not _in_and_out(column))
            exact = len(group) > 2 and quantity.value > LARGE and total == quantity.value
            several = sum(map(bool, group)) > 1
            yield from ([total] if several and (asked or precise or exact) else [])
        shared = quantity.dimension is Dimension.PERCENT and total and SHARE.search(sentence) and additive(column)
        if shared and not _holds_its_whole(column, quantity, sentence):
            yield from (value / total * HUNDRED for value in group if value >= 0)


_OF_ONE = re.compile(r"[\s)]*of (?:the|its|their|that|this) (?P<whole>[\w-]+(?: [\w-]+)?)")


def _holds_its_whole(column: Sequence[Value], quantity: Quantity, sentence: str) -> bool:
    """Tell whether one of some values is itself what a share is said to be of: 69% of the budget, of which so much was spent."""
    match = _OF_ONE.match(sentence, quantity.end)
    named = stems(match["whole"]) if match else frozenset[str]()
    return any(
        sum(bool(words & named) for words in each) == 1 for each in zip(*((v.key, v.tags) for v in column), strict=True)
    )


def _shares_of_sums(evidence: Evidence) -> Iterator[Decimal]:
    """Divide the sum of one column of counts by that of another: errors of all stages by their requests."""
    columns = {tuple(v.quantity.value for v in column) for column in evidence.wholes if additive(column)}
    for one, other in combinations(columns, 2):
        small, large = sorted((sum(one), sum(other)))
        yield from [small / Decimal(large) * HUNDRED] if len(one) == len(other) and 0 < small < large else []


_OUT = frozenset(
    map(stem, ["removed", "dropped", "deleted", "discarded", "skipped", "rejected", "filtered", "excluded"])
)
MEANS = frozenset(map(stem, ["mean", "average"]))


_SOME = re.compile(r"\b(?:without|except|excluding|leaving out|remaining|other|apart from)\b", re.IGNORECASE)


def _in_and_out(column: Sequence[Value]) -> bool:
    """Tell whether a column holds what was removed beside what was left: both together are what there was before."""
    out = [bool(_OUT & (value.key | value.tags)) for value in column]
    return any(out) and not all(out)


_OF_SO_MANY = re.compile(r"(?:^|[,;] )of (?:the |all |its )?$", re.IGNORECASE)
_OUT_OF_SO_MANY = re.compile(r"\s+(?:[a-z]+ )?(?:out )?of (?:the |all |its )?(?:[a-z]+ )?", re.IGNORECASE)


def wholes_said(quantity: Quantity, sentence: str) -> list[Decimal]:
    """Give the counts of which a sentence calls another one a part: 38 of the 318, of 318 scenes 38."""
    found = []
    for whole in quantities(sentence):
        ahead = _OF_SO_MANY.search(sentence[: whole.start]) is not None and whole.end <= quantity.start
        behind = _OUT_OF_SO_MANY.fullmatch(sentence[quantity.end : whole.start]) is not None
        if (ahead or behind) and whole.dimension is Dimension.PLAIN and whole.value > quantity.value:
            found.append(whole.value)
    return found


def parts_of_a_whole(
    quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence
) -> Iterator[Decimal]:
    """Add up what a sentence calls a part of a whole, or take from the whole what is left: 13 of the 23 errors."""
    whole = wholes_said(quantity, sentence) if quantity.dimension is Dimension.PLAIN and len(values) <= _SEVERAL else []
    counts = [v for v in values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    words = stems(sentence)
    for one, other in combinations(counts if whole else (), 2):
        if one.statement == other.statement and (one.key | other.key) & words:
            yield one.quantity.value + other.quantity.value
    if len(counts) <= _FEW:
        yield from (most - value.quantity.value for most in whole for value in counts if value.quantity.value < most)
    if whole or TOTAL.search(sentence) or OF_THEM.search(sentence[: quantity.start]):
        yield from _of_one_noun(quantity, sentence, counts)
        yield from _of_one_deed(quantity, sentence, counts, evidence)


_SEVERAL = 30
"""Up to how many values the parts of a whole are looked for among."""


def _of_one_noun(quantity: Quantity, sentence: str, counts: Sequence[Value]) -> Iterator[Decimal]:
    """Add up all that is counted of what the next words name: 214 clips."""
    for noun in content(" ".join(sentence[quantity.end :].split()[:3])):
        named = [value.quantity.value for value in counts if noun in value.key]
        yield from ([sum(named, Decimal(0))] if len(named) > 1 else [])


def _of_one_deed(quantity: Quantity, sentence: str, counts: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Add up the counts of the lines that tell of one and the same: skip 27 scenes, skip 11 scenes."""
    for word in content(sentence[quantity.end :]):
        lines: dict[int, Decimal] = {}
        for value in counts:
            if word in evidence.of(value).words:
                lines.setdefault(value.statement, value.quantity.value)
        yield from ([sum(lines.values(), Decimal(0))] if len(lines) > 1 else [])


def _scaled(value: Decimal, quantity: Quantity, *, fractions: bool) -> Iterator[Decimal]:
    yield value
    yield from ([value * HUNDRED] if fractions and quantity.dimension is Dimension.PERCENT else [])


def _in_all(quantity: Quantity, values: Sequence[Value]) -> Decimal:
    """Add up one amount of each line, of the unit that is asked for: three downloads come to 165 MiB."""
    amounts: dict[int, Decimal] = {}
    for value in values:
        sized = value.quantity.dimension in (quantity.dimension, *of_cents(quantity))
        if sized and quantity.dimension in MEASURES:
            amounts.setdefault(value.statement, value.quantity.value)
    return sum(amounts.values(), Decimal(0))


_OUT_OF = re.compile(r"(?:\bof|\d ?/) ?$")
_GOES_ON = re.compile(r"[^\d:;=|]{1,40}(?:, | and |, and | \+ )")


def _of_runs(values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Add up the counts that one line lists behind another: 412 duplicates, 1,306 without a target, 88 empty."""
    run: list[Value] = []
    counts = [v for v in values if not _OUT_OF.search(evidence.of(v).text[: v.quantity.start])]
    for value in (*counts, None):
        if value and run and value.statement == run[-1].statement:
            between = evidence.of(value).text[run[-1].quantity.end : value.quantity.start]
            if _GOES_ON.fullmatch(between) and whole_of_one_line(run[-1], value):
                run.append(value)
                continue
        yield from [sum((each.quantity.value for each in run), Decimal(0))] if len(run) > 1 else []
        run = [value] if value else []


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


_OVER = re.compile(
    r"\b(?:over|across|of) (?:the|all|all the|its|their)? ?(?P<many>\d+|[a-z]+) (?:[a-z]+ed )?[a-z]+s\b", re.IGNORECASE
)


def _of_how_many(sentence: str) -> set[str]:
    """Give how many things a sentence says that it takes together: over the four tasks."""
    said = (written_number(m["many"]) for m in _OVER.finditer(sentence))
    return {str(int(many)) for many in said if many is not None}


def _means(group: Sequence[Decimal], *, whole: bool) -> Iterator[Decimal]:
    """Average a group, and where it is small each part of it, but for what is said of all: the three directions into English."""
    yield sum(group, Decimal(0)) / len(group)
    if len(group) <= _PARTED and not whole:
        for size in range(2, len(group)):
            yield from (sum(some, Decimal(0)) / size for some in combinations(group, size))


def _per(values: Sequence[Value]) -> Iterator[Decimal]:
    """Divide one count of a line by another: interactions per user."""
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        amounts = a % 1 == b % 1 == 0 or one.quantity.dimension != other.quantity.dimension
        if amounts and one.statement == other.statement and a > 0 and b > 0 and not (one.metric or other.metric):
            yield max(a, b) / min(a, b)


PER = re.compile(
    r"\b(?:per|for (?:each|every|one|a single)) (?!second|minute|hour|day|cent\b)(?P<noun>[a-z-]+(?: [a-z-]+)?)",
    re.IGNORECASE,
)


def _per_noun(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Divide an amount by the count of that of which a sentence says that it is per one: cents per page."""
    each = EACH.match(sentence, quantity.end)
    nouns = [stems(match["noun"]) for match in PER.finditer(sentence)]
    nouns += [stems(each["noun"]) if each["noun"] else content(sentence)] if each else []
    nouns += (
        [stems(match["noun"] or match["one"]) for match in _EACH_OF.finditer(sentence)]
        if quantity.dimension in MEASURES
        else []
    )
    for noun in nouns:
        counts = [v for v in values if v.key & noun and not v.metric and v.quantity.value > 0]
        for count in counts:
            amounts = (v for v in values if v is not count and v.quantity.value >= 0)
            yield from (worth / count.quantity.value for v in amounts for worth in _amounts(quantity, v))


_EACH_OF = re.compile(
    r"\b(?:each|every)(?: one)?(?: of (?:the |its |all |their )*(?:\d[\d,]* )?)? ?(?P<noun>[a-z][a-z-]{2,})|"
    r"\b(?:one|an?) (?P<one>[a-z][a-z-]{2,}) (?:costs?|took|takes|needed|needs)\b",
    re.IGNORECASE,
)
"""Each of the 3,200 requests, every request: what an amount is for one of."""
EACH = re.compile(r" (?:(?:each|apiece)\b|(?:a|an|per) (?P<noun>[a-z]{3,})\b)")


def _amounts(quantity: Quantity, value: Value) -> Iterator[Decimal]:
    """Give what a value may be in the unit of a quantity."""
    if value.quantity.dimension in (quantity.dimension, *of_cents(quantity)):
        yield value.quantity.value
    elif value.quantity.dimension is Dimension.PLAIN and quantity.dimension in MEASURES:
        yield from worths(quantity, value)


def _products(values: Sequence[Value]) -> Iterator[Decimal]:
    whole = [v for v in values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0][:_FEW]
    for size in (2, 3):
        for some in combinations(whole, size):
            product = Decimal(1)
            for value in some:
                product *= value.quantity.value
            yield product
