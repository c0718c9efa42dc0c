"""What was later against what was earlier: lower at the end than in epoch 5, longer than before."""

import re

from mlws_writer.checking.comparing import THAN_SIGNS
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.following import series, speeds
from mlws_writer.checking.kinds import DENIED, signed
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_END, _START = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"(?:at|by|in|towards) the (?:very )?end|finally|in the last (?:epoch|step|round|iteration|evaluation|check)",
        r"(?:at|in) the (?:very )?(?:start|beginning|outset)|at first|in the first (?:epoch|step|round|iteration|evaluation|check)",
    )
)
_AT_ENDS = Pattern(
    r"\b(?P<word>higher|lower|larger|smaller|greater|better|worse|faster|slower|quicker)\b(?P<left>[^,;.]{0,40}?)\bthan (?P<right>[^,;.]+)",
    "than",
    flags=re.IGNORECASE,
)
_BEFORE = Pattern(
    r"\b(?P<word>longer|shorter|faster|slower|quicker|less time|more time)\b(?P<left>[^,;.]{0,60}?)\bthan (?:it (?:was|did|had) )?before\b",
    "than",
    flags=re.IGNORECASE,
)


_TWO = 2
_SIGNS = {**THAN_SIGNS, "less time": (-1, "time"), "more time": (1, "time")}


def in_time(sentence: str, evidence: Evidence) -> Verdict:
    """Hold the later of two cited values against the earlier one: lower at the end than in epoch 5, longer than before."""
    ends, before = _AT_ENDS.search(sentence), _BEFORE.search(sentence)
    match = ends or before
    if match is None or DENIED.search(sentence) or len(evidence.statements) != _TWO:
        return _GOOD
    left, right = sentence[: match.start()] + match["left"], ends["right"] if ends else ""
    later = 1 if before else _side(left, right)
    if not later:
        return _GOOD
    timed = (v for v in evidence.values if v.quantity.dimension is Dimension.TIME)
    pace = THAN_SIGNS[match["word"].lower()][1] == "speed" if ends else False
    pair = list(timed) if before else speeds(evidence) if pace else series(sentence, evidence)
    if len(pair) != _TWO or pair[0].statement == pair[1].statement or pair[0].metric != pair[1].metric:
        return _GOOD
    sign, about = _SIGNS[match["word"].lower()]
    wants = signed(pair[0], sign, about) * later
    if wants and (pair[1].quantity.value - pair[0].quantity.value) * wants <= 0:
        return Verdict(False, "direction", f"it was {pair[0].quantity.text}, then {pair[1].quantity.text}")
    return _GOOD


def _side(left: str, right: str) -> int:
    """Say whether the left side of a comparison is the later one (1), the earlier one (-1), or neither."""
    if _END.search(left) or _START.search(right):
        return 1
    return -1 if _START.search(left) or _END.search(right) else 0
