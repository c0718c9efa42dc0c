"""A part that a sentence writes in words, worked out as the percentage that it is: three quarters of the rows are left."""

import re
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.numbers.derivation import derived
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.quantities import Dimension, quantities

_OF = re.compile(r"\s*of (?:the|all|its|their|these|those)\b")
_ROOM = Decimal("0.07")
"""How far from a part in words its value may be."""

_MANY = 20
"""From where on a number is a count rather than that by which a trial is called."""


def follows_in_percent(words: str, start: int, ratio: Decimal, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a part of something follows from the facts, as it would were it written as a percentage."""
    end = start + len(words)
    if ratio >= 1 or not _OF.match(sentence, end) or not any(v.quantity.value >= _MANY for v in evidence.values):
        return False
    text = f"{sentence[:start]}{round(ratio * 100, 1):f}%{sentence[end:]}"
    written = (q for q in quantities(text) if q.start >= start and q.dimension is Dimension.PERCENT)
    percentage = next(written, None)
    if percentage is None:
        return False
    return derived(replace(percentage, slack=percentage.value * _ROOM), text, evidence)
