"""Two values that a sentence sets against each other: faster, with 3 s against 5 s."""

import re
from itertools import pairwise

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED
from mlws_writer.checking.ranking import THAN_SIGNS
from mlws_writer.checking.values import metric_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import Better
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_SET_AGAINST = re.compile(
    r"\s*(?:,\s*)?(?:against|versus|vs\.?|compared (?:with|to)|instead of|rather than|down from|up from)\s+"
    r"(?:about |only |just |the )?",
    re.IGNORECASE,
)
_IS_MORE = re.compile(
    rf"\b(?:{'|'.join(sorted(THAN_SIGNS, key=len, reverse=True))})\b(?! than (?:\d|once|twice))", re.IGNORECASE
)
_OF = {"time": (Dimension.TIME,), "cost": (Dimension.DOLLARS, Dimension.EUROS), "size": (Dimension.BYTES,)}


def against(sentence: str, evidence: Evidence) -> Verdict:
    """Hold a comparison against the two values that its own sentence sets against each other: faster, 5 s against 3 s."""
    written = [word.lower() for word in _IS_MORE.findall(sentence)]
    words = [word for word in written if THAN_SIGNS[word][1]] or written  # a larger cache is not what is compared
    found = quantities(sentence)
    pairs = [(one, other) for one, other in pairwise(found) if _SET_AGAINST.fullmatch(sentence[one.end : other.start])]
    if len(words) != 1 or len(pairs) != 1 or NEGATED.search(sentence):
        return _GOOD
    (one, other), (sign, about) = pairs[0], THAN_SIGNS[words[0]]
    if one.dimension is Dimension.PLAIN and not metric_of(sentence[: one.start].split()[-4:]):
        return _GOOD  # 5 tool calls instead of 8: what was set, not what came of it
    wants = sign * _towards(about, one, sentence[: one.start])
    if not wants or one.dimension != other.dimension or (other.value - one.value) * wants <= 0:
        return _GOOD
    return Verdict(False, "direction", f"{one.text} against {other.text} is not {words[0]}")


def _towards(about: str, quantity: Quantity, before: str) -> int:
    """Say whether more of a quantity is more of what is spoken of; 0 where nobody knows."""
    if about == "good":
        better = names.better(metric) if (metric := metric_of(before.split()[-6:])) else None
        return {Better.HIGHER: 1, Better.LOWER: -1}[better] if better else 0
    if about == "speed":
        return {Dimension.TIME: -1, Dimension.RATE: 1}.get(quantity.dimension, 0)
    return 1 if about in ("", "accuracy", "sensitivity", "precision") or quantity.dimension in _OF.get(about, ()) else 0
