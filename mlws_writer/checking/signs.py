"""Values below zero that a sentence tells without their sign: a loss of 3.6% for a change of -3.6%."""

import re

from mlws_writer.checking.agreement import close
from mlws_writer.checking.language import stem
from mlws_writer.checking.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity

_LOST = re.compile(
    r"\b(?:los(?:s|es|ing|e|t)|drop\w*|f[ae]ll\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|reduc\w*|down|fewer|less|lower\w*|below|under|behind|"
    r"short\w*|cold\w*|cool\w*|small\w*|weak\w*|worse\w*|cut\w*|deficit|minus|negative|cheap\w*|slow\w*|sank|s[iu]nk\w*|slipp?\w*|dip\w*|miss\w*|underestimat\w*|too (?:low|early|few|little))\b",
    re.IGNORECASE,
)
_WON = re.compile(
    r"\b(?:gain\w*|ros?e|rise\w*|grew|grow\w*|increas\w*|up by|more|higher|above|over|larger|longer)\b", re.IGNORECASE
)
_CHANGES = frozenset(
    map(
        stem,
        [
            "change",
            "delta",
            "diff",
            "difference",
            "gain",
            "bias",
            "offset",
            "error",
            "deviation",
            "drift",
            "margin",
            "vs",
        ],
    )
)
_PART = re.compile(r"[,;:]\s|\b(?:while|whereas|but|although)\b")


def was_lost(quantity: Quantity, sentence: str, value: Value, hedged: str = "") -> bool:
    """Tell whether a number is by how much something went down, or lies below, by a value with its sign."""
    theirs = value.quantity
    if theirs.value >= 0 or quantity.value <= 0 or theirs.dimension is not quantity.dimension:
        return False
    changed = theirs.dimension in (Dimension.PERCENT, Dimension.POINTS) or bool(value.key & _CHANGES)
    part = _part(sentence, quantity)
    told = changed and _LOST.search(part) is not None and _WON.search(part) is None
    return told and close(quantity.value, quantity.slack, -theirs.value, hedged)


def _part(sentence: str, quantity: Quantity) -> str:
    """Give the words between two commas that a number stands among."""
    cuts = [0, *(match.end() for match in _PART.finditer(sentence)), len(sentence)]
    start = max(cut for cut in cuts if cut <= quantity.start)
    return sentence[start : min(cut for cut in cuts if cut >= quantity.end)]
