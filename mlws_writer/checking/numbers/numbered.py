"""Values that a line lists by the numbers of things: batch 8: 41 ms, batch 16: 63 ms; under 25: 64.8%, over 25: 81.3%."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.facts.digits import number
from mlws_writer.facts.quantities import Dimension, Quantity

_ITEM = re.compile(
    r"(?<![\w.])(?P<kind>[A-Za-z]+)(?:\s?=\s?|\s|[-_])(?P<label>\d+(?:\.\d+)?)(?P<sign>\s*[:=]\s*|\s+)(?P<value>-?\d[\d.,]*\d|\d)(?=[\s%,;|)]|[a-z]|$)"
)
_BOUNDS = frozenset(["under", "over", "below", "above", "within", "beyond", "upto", "from"])
_CALLED = {"under": "under below younger less fewer", "below": "under below less fewer", "over": "over above older more", "above": "over above older more"}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_CUT = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One item of such a list: what its label is called and numbered by, and its value."""

    kind: str
    label: str
    value: str


def stands_so(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is the value of the one item of such a list which its sentence names."""
    rows = (row for s in evidence.firsthand for row in rows_of(s.text))
    named = (_named(sentence, row) for row in rows)
    return any(len(items) == 1 and _is(quantity, items[0]) for items in named)


def _is(quantity: Quantity, item: Item) -> bool:
    """Tell whether a number is written as that of an item, be it in another form."""
    value, plain = number(item.value), quantity.value / quantity.factor
    if value is None or quantity.spelled:
        return False
    worths = (value, value * 100) if quantity.dimension is Dimension.PERCENT else (value,)
    return any(abs(plain - worth) <= quantity.slack / quantity.factor for worth in worths)


def _named(sentence: str, row: tuple[Item, ...]) -> list[Item]:
    """Give the items that a sentence names by their kind and number."""
    words = stems(sentence)
    low = sentence.lower()
    found = [item for item in row if re.search(rf"(?<![\w.]){re.escape(item.label)}(?![\w.:%]*\d)", low)]
    if len({item.kind for item in row}) > 1:
        return [
            item
            for item in found
            if any(f" {word} " in f" {low}" for word in _CALLED.get(item.kind, item.kind).split())
        ]
    kind = row[0].kind.lower()
    said = len(kind) < _CUT or stem(kind) in words or any(word.startswith(kind[:_CUT]) for word in low.split())
    return [item for item in found if said or _YEAR.fullmatch(item.label)]


@lru_cache(maxsize=4_000)
def rows_of(text: str) -> tuple[tuple[Item, ...], ...]:
    """Read the lists of a line: items of one kind with different numbers, or of two sides of one number."""
    found: dict[str, list[Item]] = {}
    for match in _ITEM.finditer(text):
        kind = match["kind"].lower()
        item = Item(kind, match["label"], match["value"])
        found.setdefault(match["label"] if kind in _BOUNDS else kind, []).append(item)
    unlike = map(dict.fromkeys, found.values())
    rows = [tuple(items) for items in unlike if len({(i.kind, i.label) for i in items}) == len(items) > 1]
    return tuple(row for row in rows if len({i.label for i in row}) in (1, len(row)))
