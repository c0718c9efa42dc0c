"""What a real-time factor makes of a time: how many times as fast as real time, how long an hour of speech takes."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_REAL_TIME = re.compile(r"\breal[ -]?time\b", re.IGNORECASE)
_OF_SOUND = re.compile(r" (?:of |worth of )?(?:\w+ )?(?:speech|audio|video|recordings?|music|sound)\b", re.IGNORECASE)


def _factors(values: Sequence[Value]) -> list[Decimal]:
    named = (v for v in values if {"rtf"} <= v.tags or {"real", stem("time"), stem("factor")} <= v.tags)
    return [v.quantity.value for v in named if v.quantity.dimension is Dimension.PLAIN and v.quantity.value > 0]


def real_time(sentence: str, values: Sequence[Value]) -> list[Decimal]:
    """Give how many times as fast as real time the real-time factors of the facts say that something runs."""
    if not _REAL_TIME.search(sentence):
        return []
    lengths = [v for v in values if v.quantity.dimension in (Dimension.TIME, Dimension.CLOCK)]
    pairs = ((a, b) for a in lengths for b in lengths if a is not b and a.statement == b.statement)
    ratios = [a.quantity.value / b.quantity.value for a, b in pairs if 0 < b.quantity.value < a.quantity.value]
    return [1 / factor for factor in _factors(values)] + ratios


def at_that_factor(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give how long the recordings take that a sentence, or a cited line, gives the length of; an hour of speech is any."""
    factors = _factors(evidence.values) if quantity.dimension is Dimension.TIME else []
    if not factors:
        return
    if quantity.text.lower() in ("an hour", "one hour", "a minute", "one minute") and _OF_SOUND.match(
        sentence, quantity.end
    ):
        yield quantity.value
    said = (each for each in quantities(sentence) if each.start != quantity.start)
    lengths = [q.value for q in (*said, *(v.quantity for v in evidence.values)) if q.dimension is Dimension.TIME]
    hours = [v.quantity.value * 3600 for v in evidence.values if v.key & {stem("hours")} and v.exact]
    yield from (factor * length for factor in factors for length in (*lengths, *hours))
