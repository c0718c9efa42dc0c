"""What follows from a line by itself: its inverse, a part of what it lists or of its amount, what its bracket sets beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.reading.agreement import HUNDRED, worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem, stems
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.checking.reading.wholes import COUNT, MEASURES
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, Quantity


def follows(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Work out what the structure of a cited line alone makes of its values."""
    if quantity.dimension is Dimension.PERCENT:
        yield from of_so_many(sentence, evidence)
        yield from _of_their_number(quantity, sentence, evidence)
        yield from (part * HUNDRED for part in parts_of_lists(quantity.end, sentence, evidence))
    elif quantity.dimension is Dimension.RATE:
        yield from _inverse(evidence)
    elif quantity.dimension in MEASURES or quantity.dimension is Dimension.PLAIN:
        yield from _part_of_an_amount(quantity, sentence, evidence)
    yield from _arrow_gap(quantity, evidence)
    if quantity.dimension is Dimension.TIME:
        yield from _from_clock_to_clock(evidence)
    if quantity.dimension is Dimension.POINTS:
        yield from _between_fractions(evidence)
    if quantity.dimension not in (*WHEN, Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES):
        yield from _sums_of_lines(quantity, sentence, evidence)
        yield from _so_much_each(quantity, evidence)
    if quantity.factor and quantity.dimension not in (*WHEN, Dimension.PLAIN, Dimension.PERCENT, Dimension.POINTS):
        yield from _sum_in_its_unit(quantity, sentence, evidence)
    if quantity.dimension not in (Dimension.TIMES, Dimension.RATE):
        yield from _apart_in_brackets(quantity, sentence, evidence)


_OF_WHAT = re.compile(
    r"[\s)]*of (?:(?:the|all|its|their|all the) )?(?P<things>[a-z][\w-]*(?: [a-z][\w-]*)?)", re.IGNORECASE
)
_LONG = 5
"""Of more kinds than that one that is not named is a guess."""


def parts_of_lists(end: int, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide what a line counts by kind by all of it: the kinds that a sentence names, or each where it names none."""
    match = _OF_WHAT.match(sentence, end)
    if match is None:
        return
    words = content(sentence) | stems(sentence)
    for listed in (each for each in evidence.breakdowns if each.whole):
        kinds = [listed.parts, listed.parts[1:]] if len(listed.parts) > _TWO else [listed.parts]
        for parts in kinds:  # kept 3,612; dropped short 1,388, adult 214: of the dropped ones
            named = [v for v in parts if v.tags & words]
            total = sum(v.quantity.value for v in parts)
            told = named or (parts if listed.sure and len(parts) <= _LONG else [])
            yield from (v.quantity.value / total for v in told if total)
            yield from [sum(v.quantity.value for v in named) / total] if total and len(named) > 1 else []


_TWO = 2
_EACH = re.compile(r"\s?(?:per|/|an?|each|for (?:one|each|every))\b ?[a-z]|_?per_|/[a-z]", re.IGNORECASE)


def _inverse(evidence: Evidence) -> Iterator[Decimal]:
    """Give how many a second there are of what takes so long each: 6.8 ms per image."""
    for value in (v for v in evidence.values if v.quantity.dimension is Dimension.TIME and v.quantity.value > 0):
        text = source(evidence.of(value), value)
        each = _EACH.match(text, value.quantity.end) or _EACH.search(value.name)
        yield from [1 / value.quantity.value] if each and not evidence.of(value).tainted else []


_OF_SO_MANY = re.compile(r"\s?(?:[A-Za-z%]{1,8} )?(?:of|/|out of)\s?")
_AMONG_THEM = re.compile(r"\s?\((?:[A-Za-z][\w-]* ){1,2}")
"""How many of them were of a kind: Ironkeep 4,200 (toxic 483)."""
_LOST = Pattern(
    r"\b(?:discard\w*|dropp\w*|remov\w*|lost|los[te]\w*|left out|threw away|thrown away|exclud\w*|filter\w*|reject\w*)\b",
    flags=re.IGNORECASE,
)
_KEPT = frozenset(map(stem, ["kept", "left", "remaining", "retained", "survived", "after"]))


def of_so_many(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide what a line gives as so many of so many, and what was kept by what came in: 20.8 of 24.0 GiB."""
    lost = _LOST.search(sentence) is not None
    for statement in evidence.firsthand:
        for one, other in pairwise(statement.values):
            a, b = one.quantity.value / one.quantity.factor, other.quantity.value / other.quantity.factor
            between = statement.text[one.quantity.end : other.quantity.start]
            if 0 < b < a and _AMONG_THEM.fullmatch(between) and _is_whole(one):
                yield b / a * HUNDRED
            if 0 < a < b and _OF_SO_MANY.fullmatch(between):
                yield a / b * HUNDRED
            if lost and other.key & _KEPT and one.quantity.dimension is other.quantity.dimension and 0 < b < a:
                yield (a - b) / a * HUNDRED


_NUMBER = frozenset(map(stem, ["n", "total", "size", "count", "num", "all"]))
_SEVERAL = 8


def _of_their_number(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide a count of one cited line by how many another one says there are of the same: "n":150, "hit_max":9."""
    if _OF_WHAT.match(sentence, quantity.end) is None and _WELL.search(sentence) is None:
        return
    wholes = [
        v
        for v in evidence.values
        if v.exact and v.key <= _NUMBER and v.quantity.value % 1 == 0 and v.quantity.value > 1
    ]
    for whole in wholes if len(wholes) < _SEVERAL else ():
        counts = (v for v in evidence.values if v.exact and _counts(v, whole, sentence))
        plain = (
            v.quantity.value for v in counts if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0
        )
        yield from (count / whole.quantity.value * HUNDRED for count in plain if 0 < count < whole.quantity.value)


_WELL = re.compile(r"\b(?:correct|right|solved|passed|ok|accepted|answered)\b", re.IGNORECASE)


def _counts(value: Value, whole: Value, sentence: str) -> bool:
    """Tell whether a value counts some of a whole: one of another line, or of the same one by a name that is said."""
    if value.statement == whole.statement:
        return value is not whole and bool(value.key & stems(sentence))
    return not value.metric or value.quantity.value % 1 == 0


_PART_OF = re.compile(r"\s?(?:%|per ?cent)?\s?of (?:the |its |all )?")


def _part_of_an_amount(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Take a percentage of the amount that its line says it is of: 71.4% of 6.6 GB."""
    words = stems(sentence)
    for statement in (s for s in evidence.firsthand if "%" in s.text):
        for one, other in pairwise(statement.values):
            between = statement.text[one.quantity.end : other.quantity.start]
            share = one.quantity.dimension is Dimension.PERCENT and other.quantity.dimension is quantity.dimension
            if share and _PART_OF.fullmatch(between):
                yield one.quantity.value * other.quantity.value / HUNDRED
            elif quantity.value > COUNT and other.quantity.dimension is Dimension.PERCENT and _is_whole(one):
                yield from (
                    [one.quantity.value * other.quantity.value / HUNDRED]
                    if words & _named_behind(other, statement)
                    else []
                )


def _is_whole(value: Value) -> bool:
    return (
        value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0 and value.quantity.value > COUNT
    )


def _named_behind(value: Value, statement: Statement) -> frozenset[str]:
    """Give the word behind a percentage, which says of what it is: 0.42% fraud."""
    return stems(" ".join(statement.text[value.quantity.end :].split()[:1]))


_TOGETHER = Pattern(r"\b(?:together|altogether|in total|in all|total\w*|combined|sum\w*)\b", flags=re.IGNORECASE)


def _sum_in_its_unit(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up what a line lists in the unit that it names before the list: energy kWh: aya 0.09, mistral 0.21."""
    unit = re.search(r"[A-Za-z]+$", quantity.text)
    if unit is None or not _TOGETHER.search(sentence):
        return
    for league in evidence.named_leagues:
        values = [member.value for member in league.members]
        lines = {value.statement for value in values}
        plain = all(value.quantity.dimension is Dimension.PLAIN for value in values)
        if plain and len(lines) == 1 and re.search(rf"\b{unit.group()}\b", evidence.of(values[0]).text):
            yield sum((value.quantity.value for value in values), Decimal(0)) * quantity.factor


_ARROW = re.compile(r"\s?(?:->|→|=>)\s?")


def _arrow_gap(quantity: Quantity, evidence: Evidence) -> Iterator[Decimal]:
    """Give by how much a value with its unit is off the one that an arrow leads from: 189.00 -> 139.00 EUR."""
    for statement in evidence.firsthand:
        for one, other in pairwise(statement.values):
            bare = one.quantity.dimension is Dimension.PLAIN and other.quantity.dimension is quantity.dimension
            if (
                bare
                and quantity.dimension is not Dimension.PLAIN
                and _ARROW.fullmatch(statement.text, one.quantity.end, other.quantity.start)
            ):
                yield abs(one.quantity.value * other.quantity.factor - other.quantity.value)


_UNTIL = re.compile(
    r"(?<![\d:.-])(?P<h>\d\d?):(?P<m>\d\d)\s?(?:-|–|->|→|to|until)\s?(?P<hh>\d\d?):(?P<mm>\d\d)(?![\d:])"
)


def _from_clock_to_clock(evidence: Evidence) -> Iterator[Decimal]:
    """Give how many seconds it is from one time of day to the next one, where a line writes it so: session 09:05-15:40."""
    for match in (m for s in evidence.firsthand for m in _UNTIL.finditer(s.text)):
        minutes = (int(match["hh"]) - int(match["h"])) * 60 + int(match["mm"]) - int(match["m"])
        yield Decimal(minutes % (24 * 60) * 60)


_FRACTION = re.compile(r"(?<![\w.,/-])(?P<some>\d[\d,]*) ?(?:/|of) ?(?P<all>\d[\d,]*)(?![\w/%-]|[.,]\d)")


_COUNTER = re.compile(
    r"\b(?:epoch|ep|step|iter(?:ation)?|batch|round|trial|fold|shard|part|file|chunk|stage|phase|item|task|page)s?[\s:=#\[(]{1,3}$",
    re.IGNORECASE,
)
"""What counts how far something is, which is no share: epoch 4/12."""


def _between_fractions(evidence: Evidence) -> Iterator[Decimal]:
    """Give by how many points what lines give as so many of so many differ: before 46/61, after 81/89."""
    lines = [s.text for s in evidence.firsthand]
    found = [
        (Decimal(m["some"].replace(",", "")), Decimal(m["all"].replace(",", "")))
        for t in lines
        for m in _FRACTION.finditer(t)
        if not _COUNTER.search(t[: m.start()])
    ]
    parts = [some / every for some, every in found if 0 < some <= every > 1]
    if len(parts) <= _SEVERAL:
        yield from (abs(one - other) * HUNDRED for one, other in combinations(parts, 2))


def _sums_of_lines(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Add up what each cited line gives of the one thing that a sentence names: dropped 41,730; dropped 18,070."""
    words, together = stems(sentence), _TOGETHER.search(sentence) is not None
    columns: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        statement = evidence.of(value)
        if value.metric or statement.tainted or value.quantity.dimension in WHEN:
            continue
        if value.key & words or (together and value.exact):
            columns.setdefault(value.key, []).append(value)
        if (verb := stem(word_before(value, source(statement, value)))) in words:  # dropped 41,730 duplicates
            columns.setdefault(frozenset({verb, "="}), []).append(value)
    for values in columns.values():
        lines = {value.statement for value in values}
        if 1 < len(lines) == len(values) == len(evidence.own):
            amounts = [next(worths(quantity, value), None) for value in values]
            yield from [sum(a for a in amounts if a is not None)] if None not in amounts else []  # type: ignore[misc]


_PER_ONE = re.compile(r"(?P<unit>[a-z]+)_per_(?P<one>[a-z]{3,})$", re.IGNORECASE)


def _so_much_each(quantity: Quantity, evidence: Evidence) -> Iterator[Decimal]:
    """Multiply what each of some things takes by how many a cited line has of them: uploads=157 mb_per_upload=6.4."""
    for statement in (s for s in evidence.firsthand if "_per_" in s.text):
        for each in statement.values:
            before = re.search(r"(\w+)[\"']?\s?[=:]\s?$", statement.text[: each.quantity.start])
            match = _PER_ONE.fullmatch(each.name or (before[1] if before else ""))
            counts = [
                v for v in statement.values if match and stem(match["one"]) in v.key and v.quantity.value % 1 == 0
            ]
            if match and counts:
                for amount in worths(quantity, replace(each, key=stems(match["unit"]))):
                    yield from (amount * count.quantity.value for count in counts)


_UNEQUAL = re.compile(r"\s?!=\s?")
_OPENS = re.compile(r"\s?[A-Za-z%/]{0,12}\s?[(\[](?P<name>[^()\[\]]*?)[\s:=]*")
_CLOSES = re.compile(r"\s?[A-Za-z%/]{0,12}[)\]]")
_NO_RIVAL = re.compile(
    r"±|\+/?-|\b(?:std|sd|se|n|of|max|min|limit|target|goal|budget|threshold|ci|p|at|top)\b[\s.:=]*$", re.I
)
_SET_APART = Pattern(
    r"\b(?:up|down|by|more|less|fewer|higher|lower|better|worse|above|below|ahead|behind|off|gain\w*|los[tes]\w*|drop\w*|fell|rose|improv\w*|put on|shed|add\w*|sav\w*|shrank|grew|\w+er than|points?)\b",
    flags=re.IGNORECASE,
)


def _apart_in_brackets(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give how far a value is from what its bracket gives of another thing: ppl 9.41 (step 9000: 9.78), 14.7 GB (0.9.3 was 13.9 GB)."""
    if not _SET_APART.search(sentence):
        return
    for statement in (s for s in evidence.firsthand if "!=" in s.text):
        for one, other in pairwise(statement.values):
            if _UNEQUAL.fullmatch(statement.text, one.quantity.end, other.quantity.start):
                yield abs(one.quantity.value - other.quantity.value)
    for statement in (s for s in evidence.statements if not s.tainted and ("(" in s.text or "[" in s.text)):
        for one, other in _beside(statement.values, statement.text):
            a, b = one.quantity.value, other.quantity.value
            gap = abs(a - b)
            if quantity.dimension is Dimension.PERCENT:
                yield from [gap / b * HUNDRED] if b and a % 1 + b % 1 else []
            elif quantity.dimension is Dimension.POINTS:
                yield from [gap * HUNDRED if max(a, b) <= 1 else gap]
            elif quantity.dimension in (one.quantity.dimension, Dimension.PLAIN):
                yield from [gap * HUNDRED] if max(a, b) <= 1 and "point" in sentence else []
                yield gap / (one.quantity.factor if quantity.dimension is Dimension.PLAIN else 1)


def _beside(values: tuple[Value, ...], text: str) -> Iterator[tuple[Value, Value]]:
    """Give each value with the last one of the bracket right behind it, where both are written alike."""
    for place, one in enumerate(values):
        for other in values[place + 1 : place + 4]:
            opens = _OPENS.fullmatch(text, one.quantity.end, other.quantity.start)
            alike = one.quantity.dimension is other.quantity.dimension and _decimals(one) == _decimals(other) > 0
            if opens and alike and _CLOSES.match(text, other.quantity.end) and not _NO_RIVAL.search(opens["name"]):
                yield one, other


def _decimals(value: Value) -> int:
    number = re.match(r"[\d,]*\.?(\d*)", value.quantity.text)
    return len(number[1]) if number else 0
