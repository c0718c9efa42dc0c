"""So many times as large, as expensive: held against the sizes, the costs of two cited rows."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.numbers.kinds import ABOUT
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, written_number

_GOOD = Verdict(True)
_TWO = 2
_AS_LARGE = Pattern(
    r"\b(?:(?P<many>\d+(?:\.\d+)?|[a-z]+(?: and a half)?) times|(?P<twice>twice)|(?P<half>half)) as (?P<how>large|big|heavy|expensive|costly|dear) as\b",
    "times as", "twice as", "half as",
    flags=re.IGNORECASE,
)  # fmt: skip
_KINDS = {
    ("large", "big", "heavy"): ("size", (Dimension.BYTES,)),
    ("expensive", "costly", "dear"): ("cost", (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS)),
}
_ROOM = Decimal("0.15")
"""By what share a ratio in words may be off."""


def as_large_as(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a ratio of sizes or of costs in which no sizes or costs of the two cited rows stand."""
    match = _AS_LARGE.search(sentence)
    if match is None or len(evidence.firsthand) != _TWO or NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    ratio = Decimal(2) if match["twice"] else Decimal("0.5") if match["half"] else _read(match["many"])
    pairs = list(_pairs(match["how"].lower(), evidence))
    found = [one / other for one, other in pairs] + [other / one for one, other in pairs]
    if not ratio or not found or any(abs(each / ratio - 1) <= _ROOM for each in found):
        return _GOOD
    return Verdict(
        False,
        "wrong_arithmetic",
        f"{pairs[0][0].normalize():f} and {pairs[0][1].normalize():f} do not stand in the ratio of {match.group()!r}",
    )


def _read(many: str) -> Decimal:
    whole = written_number(many.lower().removesuffix(" and a half")) or Decimal(0)
    return whole + Decimal("0.5") if whole and many.lower().endswith("half") else whole


def _pairs(how: str, evidence: Evidence) -> Iterator[tuple[Decimal, Decimal]]:
    """Give what two rows have of the same, of the kind that a word is about."""
    about, dimensions = next(kind for words, kind in _KINDS.items() if how in words)
    one, other = evidence.firsthand
    for value in one.values:
        if value.quantity.dimension in dimensions or value.key & ABOUT[about]:
            yield from ((value.quantity.value, each.quantity.value) for each in other.values if _same(value, each))


def _same(one: Value, other: Value) -> bool:
    alike = one.key == other.key and one.quantity.dimension is other.quantity.dimension
    return alike and one.quantity.value > 0 < other.quantity.value
