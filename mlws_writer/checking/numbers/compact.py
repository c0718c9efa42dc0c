"""Amounts that cited lines write inside names: -Xmx6g for 6 GB, window=180d for 180 days, 4D for four dimensions, top-5."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.digits import number
from mlws_writer.facts.quantities import Dimension, Quantity

_SIZE = re.compile(
    r"(?:-Xm[snx]|(?<![\w.])-?[A-Za-z_-]+[= ]|[\s(:])(?P<number>\d+(?:\.\d+)?)(?P<unit>[kmgtKMGT])(?![\w.])"
)
_POWERS = {"k": 1, "m": 2, "g": 3, "t": 4}
_SPAN = re.compile(r"(?<![A-Za-z0-9.])(?P<number>\d+(?:\.\d+)?)(?P<unit>[smhdwy]|mo)(?![A-Za-z0-9.])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2_629_800, "y": 31_557_600}
_DIMENSIONS = re.compile(r"[ -]dimension(?:al|s)?\b", re.IGNORECASE)
_PICKED = re.compile(
    r" (?:(?:top|best|first|highest|nearest|most|closest|likeliest|\w+est)\b|top-)|\s(?:\w+ )?"
    r"(?:chunks|passages|documents|neighbou?rs|guesses|candidates|answers|hits|poses|results|samples|predictions|tries|beams|shots|folds|clusters|samplings|attempts)\b",
    re.IGNORECASE,
)
"""What the first so many of something are called."""


_FIRST = re.compile(r"\b(?:first|top|best|likeliest|highest)[ -]$", re.IGNORECASE)
_REPEATED = re.compile(r"\brepe(?:at|ti)\w*", re.IGNORECASE)
_FEW = 20


def compact(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether an amount is one that a cited line writes inside a name."""
    texts = [statement.text for statement in evidence.firsthand]
    if quantity.dimension is Dimension.BYTES:
        found = (size for text in texts for size in _sizes(text))
    elif quantity.dimension is Dimension.TIME:
        found = (match_worth(match) for text in texts for match in _of_whom_it_speaks(text, sentence))
    else:
        return quantity.dimension is Dimension.PLAIN and _is_named(quantity, sentence, texts)
    return any(abs(size - quantity.value) <= quantity.slack for size in found)


def _sizes(text: str) -> Iterator[Decimal]:
    """Read sizes as Java, Docker and Slurm take them: -Xmx6g, --memory=16g."""
    for match in _SIZE.finditer(text):
        amount, power = number(match["number"]) or Decimal(0), _POWERS[match["unit"].lower()]
        yield from (amount * Decimal(1000) ** power, amount * Decimal(1024) ** power)


_WHOSE = re.compile(r"(?P<name>[A-Za-z][\w.+/@-]*)[ =:]+$")
_SEVERAL = 3


def _of_whom_it_speaks(text: str, sentence: str) -> list[re.Match[str]]:
    """Give the spans of a line; of a list of them by name, those whose name a sentence has, where it has one: ada 38m  bea 61m."""
    spans = list(_SPAN.finditer(text))
    listed = [(match["name"].lower(), span) for span in spans if (match := _WHOSE.search(text[: span.start()]))]
    said = [word.lower() for word in re.findall(r"[A-Za-z][\w.+/@-]*\w", sentence) if len(word) > _SEVERAL]
    named = [span for name, span in listed if any(name.startswith(word) for word in said)]
    return named if named and len(listed) == len(spans) >= _SEVERAL else spans


def match_worth(match: re.Match[str]) -> Decimal:
    """Give the seconds of a span: 180d."""
    return (number(match["number"]) or Decimal(0)) * SECONDS[match["unit"]]


def _is_named(quantity: Quantity, sentence: str, texts: list[str]) -> bool:
    """Tell whether a small number is that of dimensions, or of the first so many: 4D, top-5, k6."""
    if quantity.value % 1 or quantity.value < 1:
        return False
    digits = f"{quantity.value:f}"
    if _DIMENSIONS.match(sentence, quantity.end):
        return any(re.search(rf"(?<![\w.]){digits}[dD]\b", text) for text in texts)
    if _REPEATED.search(sentence) and any(re.search(rf"(?<![\w.]){digits}_[A-Za-z]", text) for text in texts):
        return True
    first = _PICKED.match(sentence, quantity.end) or _FIRST.search(sentence[: quantity.start])
    if first and quantity.value <= _FEW:
        name = re.compile(
            rf"(?<![a-z])(?:top|top[-_ ]?k|k|n|best|pass|hits?|recall|beam|shots?)[-_ =@:]{{0,2}}{digits}(?![\d.])",
            re.IGNORECASE,
        )
        return any(map(name.search, texts))
    return False
