"""Numbers that state nothing new: a zero that something is near or beyond, and how many known things are meant, a named part."""

import re
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.facts.quantities import Dimension, Quantity

_NEAR_ZERO = re.compile(r"\b(?:near(?:er|est)?|close(?:r|st)?|next) to zero$", re.IGNORECASE)
_SIDE_OF = re.compile(r"\b(?:below|under|less than|beneath|from|above|either side of) $", re.IGNORECASE)


def is_of_sign(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a zero is what something is near to, or the mark on whose other side a cited value lies: below zero."""
    if _NEAR_ZERO.search(sentence[: quantity.end]):
        return True
    side = _SIDE_OF.search(sentence[: quantity.start]) if quantity.value == 0 else None
    return side is not None and any(value.quantity.value < 0 for value in evidence.values)


_THE = re.compile(r"\b(?:the|these|those|its|their)(?: other)? $", re.IGNORECASE)
_THEM = re.compile(r" (?:[a-z-]+ ){0,2}?[a-z]{3,}s\b")
_FEW = 4


def is_referred_to(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number only says how many known things are meant, and the cited lines are of so many: the two linear policies."""
    few = quantity.spelled and quantity.dimension is Dimension.PLAIN and 1 < quantity.value <= _FEW
    if not few or not _THE.search(sentence[: quantity.start]) or not _THEM.match(sentence, quantity.end):
        return False
    most = max((len(league.members) for league in evidence.named_leagues), default=0)
    return quantity.value <= max(len(evidence.firsthand), most)


_QUANTILES = {Decimal(10): "decile", Decimal(20): "quintile", Decimal(25): "quartile"}


def is_a_quantile(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a percentage is what a cited line calls by the name of such a part: the top decile."""
    name = _QUANTILES.get(quantity.value, "") if quantity.dimension is Dimension.PERCENT else ""
    return bool(name) and stem(name) in evidence.cited


_LEVEL = re.compile(r"-? ?(?:significance |confidence )?level\b")
_P_VALUE = re.compile(r"(?<![A-Za-z])[pP][\w-]{0,8}[\"']? ?[=<>:]{1,2} ?\d?\.\d")


def is_a_level(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a percentage is the level at which the p-value of a cited line is judged: at the 5% level."""
    usual = quantity.dimension is Dimension.PERCENT and quantity.value in (1, 5, 10)
    if not usual or not _LEVEL.match(sentence, quantity.end):
        return False
    return any(_P_VALUE.search(statement.text) for statement in evidence.firsthand)
