"""Standard deviations: a number beside ±, or called one, is no mean, and a mean is no deviation."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Quantity, quantities

_SAID = re.compile(r"\b(?:standard (?:deviations?|errors?)|spread|scatter(?:s|ed)?|std|stdev|stderr)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:mean|averaged?|on average)\b", re.IGNORECASE)
_KEYS = frozenset(map(stem, ["sd", "std", "stdev", "stddev", "stderr", "sem"]))
_BEFORE = re.compile(r"(?:±|\+/-|\+-|\b(?:sd|std|stdev|stddev|stderr)\b[^\w.]{0,3})\s*$", re.IGNORECASE)


def is_deviation(value: Value, evidence: Evidence) -> bool:
    """Tell whether a value says how far others spread, by its name or by the sign before it."""
    text = source(evidence.of(value), value)
    named = re.search(r"([A-Za-z_]+)\W*$", text[: value.quantity.start])
    return _BEFORE.search(text[: value.quantity.start]) is not None or bool(
        named and frozenset(map(stem, re.split("_", named[1]))) & _KEYS
    )


def spread_said(quantity: Quantity, sentence: str) -> bool:
    """Tell whether the words before a number, or right behind it, call it a deviation."""
    start = max((q.end for q in quantities(sentence) if q.end <= quantity.start), default=0)
    return _SAID.search(sentence, start, quantity.start) is not None


def other_statistic(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the statistic that a sentence speaks of where a value is the other one of its line."""
    if not (_SAID.search(sentence) or _MEAN.search(sentence)):
        return ""
    beside = any(is_deviation(other, evidence) for other in evidence.of(value).values)
    if not beside or not value.quantity.value % 1:
        return ""
    mine, theirs = spread_said(quantity, sentence), is_deviation(value, evidence)
    if mine and not theirs:
        return "the standard deviation"
    means = _MEAN.search(re.split(r"[,;]\s", sentence[: quantity.start])[-1]) is not None
    return "the mean" if theirs and means and not mine else ""
