"""Shares and remainders of wholes: 80% for training, of all objects, 24 epochs short of the planned 80."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.reading.agreement import HUNDRED
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_TO_EACH = re.compile(
    r"[\s)]*(?:each )?(?:(?:is|are|was|were|be|being) )?(?:for|to|into|in|as|(?:goes?|went|used|kept|reserved|held out|held back|set aside|left|became|form)(?: for| to| as| in| into)?)\b"
    r"(?: (?:the|a|its))? (?P<named>[\w-]+(?:(?:,| and|, and| or)? [\w-]+){0,3})"
)
"""What each part of something is for: 80% for training and 10% each for validation and testing."""
_BACK = 3


def shares_of_what_is_named(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide the counts of a line that the words beside a percentage name by all that the line counts of its kind."""
    if quantity.dimension is not Dimension.PERCENT:
        return
    behind = _TO_EACH.match(sentence, quantity.end)
    named = stems(behind["named"]) if behind else frozenset[str]()
    named |= stems(" ".join(sentence[: quantity.start].split()[-_BACK:]))
    for row in _rows_of_counts(evidence):
        total = sum((value.quantity.value for value in row), Decimal(0))
        yield from (v.quantity.value / total * HUNDRED for v in row if v.key & named and total > COUNT)


def _rows_of_counts(evidence: Evidence) -> Iterator[list[Value]]:
    """Give the counts of each cited line that counts nothing but two things or more."""
    for statement in evidence.statements:
        row = [v for v in statement.values if v.quantity.dimension not in WHEN]
        counts = [value for value in row if _is_count(value)]
        if not statement.tainted and len(counts) == len(row) > 1:
            yield counts
            yield from [counts[1:]] if len(counts) > _PAIR else []


_PAIR = 2


_SPLIT = re.compile(r"(?<![\d/:-])(?P<parts>\d{1,2}(?P<sign>[/:-])\d{1,2}(?:(?P=sign)\d{1,2})?)(?![\d/:-])")


def splits(sentence: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Find where a sentence says in percent how a line divides its counts: 80/10/10."""
    for match in _SPLIT.finditer(sentence):
        parts = [Decimal(part) for part in match["parts"].split(match["sign"])]
        columns = ([v for v in column if v.statement in evidence.own] for column in evidence.columns)
        lists = [*_rows_of_counts(evidence), *(each.parts for each in evidence.breakdowns), *columns]
        rows = ([v.quantity.value for v in row] for row in lists if row)
        shares = ([count / sum(row) * HUNDRED for count in row] for row in rows if len(row) == len(parts))
        told = sum(parts) == HUNDRED and any(
            all(abs(part - share) <= _HALF for part, share in zip(parts, each, strict=True)) for each in shares
        )
        yield from [match.span()] if told else []


_HALF = Decimal("0.51")


def _is_count(value: Value) -> bool:
    plain = value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0
    return plain and not value.metric and value.quantity.value > 0


_SHORT_OF = re.compile(
    r"(?: [a-z-]+){0,2} (?:short of|shy of|away from|before|below|under|off|fewer than|less than|more than|above|over|beyond|past|ahead of|of)"
    r" (?:the |its |their |a |all |an )?(?:[a-z-]+ ){0,2}$"
)


def short_of_a_whole(quantity: Quantity, sentence: str, values: Sequence[Value]) -> Iterator[Decimal]:
    """Take a value from the whole that a sentence writes, and says to be missed by so much: 24 epochs short of the 80."""
    if quantity.dimension is not Dimension.PLAIN or quantity.value % 1:
        return
    for whole in quantities(sentence):
        apart = whole.start > quantity.end and _SHORT_OF.fullmatch(sentence[quantity.end : whole.start])
        if apart and whole.dimension is Dimension.PLAIN and whole.value > quantity.value:
            yield from (whole.value - v.quantity.value for v in values if _is_count(v))


_TOTAL = re.compile(r"\b(?:total|all|overall|altogether|sum|in all|together)\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"[\s)]*of (?:all|all the|the|its|their|every) (?P<what>(?:[a-z-]+ ){0,2}?[a-z-]{3,})\b", re.IGNORECASE
)


def wholes_elsewhere(after: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give the counts that a line which is not cited gives as the total of what something is said to be a part of."""
    match = _OF_ALL.match(after)
    named = frozenset(map(stem, match["what"].split())) if match else frozenset[str]()
    for statement in evidence.known if named else ():
        if statement.id not in evidence.own and not statement.tainted and _TOTAL.search(statement.text):
            yield from (v.quantity.value for v in statement.values if _is_count(v) and v.key & named)
    if named and evidence.statements:
        first = evidence.statements[0].id
        above = (s for s in evidence.known if s.id < first and not s.tainted)
        counts = [v.quantity.value for s in above for v in s.values if v.exact and _is_count(v) and v.key <= named]
        yield from [max(counts)] if counts else []


_WENT_WELL = re.compile(r"(?:ok|passed|succeeded|success(?:es|ful)?|done|completed|valid|good|2xx)", re.IGNORECASE)
_DID_NOT = re.compile(
    r"\b(?:fail\w*|errors?|errored|lost|unsuccessful|not (?:succeed|pass|complete|finish|go through|work|come through)\w*|invalid|"
    r"(?:were|was) (?:bad|refused|rejected|dropped)|went (?:wrong|bad))\b",
    re.IGNORECASE,
)


def what_did_not(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Take from what lines count those of which they say that they went well: requests=80 ok=71, nine of them failed."""
    words = stems(sentence) if _DID_NOT.search(sentence) else frozenset[str]()
    found = [(good, whole) for good, whole in well_of_all(evidence) if whole.key & words]
    counts = [(good.quantity.value, whole.quantity.value) for good, whole in found]
    if len(counts) > 1:
        counts.append((sum(good for good, _ in counts), sum(whole for _, whole in counts)))  # type: ignore[arg-type]
    for rate in (v for v in evidence.values if words and v.key & _SUCCESS and 0 < v.quantity.value < 1):
        yield from (
            v.quantity.value * (1 - rate.quantity.value) for v in evidence.values if _is_count(v) and v.key & words
        )
    for good, whole in counts:
        yield (whole - good) / whole * HUNDRED if quantity.dimension is Dimension.PERCENT else whole - good


def well_of_all(evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Give how many a line counts that went well, and of how many more: "requests":80,"ok":71."""
    for statement in evidence.firsthand:
        for good in filter(_is_count, statement.values):
            named = _LAST_WORD.search(statement.text[: good.quantity.start])
            if named is None or not _WENT_WELL.fullmatch(named[1]):
                continue
            more = (v for v in statement.values if _is_count(v) and v.quantity.value > good.quantity.value)
            yield from ((good, whole) for whole in more)


_SUCCESS = frozenset({stem("success")})
_LAST_WORD = re.compile(r"([A-Za-z0-9]+)[\s=:\"']*$")
