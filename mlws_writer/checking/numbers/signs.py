"""Values below zero that a sentence tells without their sign: a loss of 3.6% for a change of -3.6%."""

import re

from mlws_writer.checking.reading.agreement import close
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
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
    if theirs.value >= 0 or quantity.value <= 0 or not _alike(quantity, value):
        return False
    changed = theirs.dimension in (Dimension.PERCENT, Dimension.POINTS) or bool(value.key & (_CHANGES | _PERCENT))
    part = _part(sentence, quantity)
    told = changed and _LOST.search(part) is not None and _WON.search(part) is None
    return told and close(quantity.value, quantity.slack, -theirs.value, hedged)


_PERCENT = frozenset(map(stem, ["pct", "percent", "perc"]))


def _alike(quantity: Quantity, value: Value) -> bool:
    """Tell whether a value is written as a number is, or is called a percentage where that is one."""
    bare = quantity.dimension is Dimension.PERCENT and value.quantity.dimension is Dimension.PLAIN
    return value.quantity.dimension is quantity.dimension or (bare and bool(value.key & _PERCENT))


_FELL = re.compile(
    r"\b(?:fell|falls?|fallen|drop(?:s|ped)?|declin\w+|decreas\w+|shrank|shrunk|sank|lost|loss|went down)\b", re.I
)
_ROSE = re.compile(r"\b(?:rose|rises?|risen|grew|grown|gain(?:s|ed)?|increas\w+|climbed|went up)\b", re.I)


def against_its_sign(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether something is said to have risen by what is only given as a fall, or to have fallen by what is a rise."""
    if quantity.value <= 0 or quantity.dimension not in (Dimension.PERCENT, Dimension.POINTS):
        return False
    part = _part(sentence, quantity)
    lost, won = _FELL.search(part) is not None, _ROSE.search(part) is not None
    alike = [v for v in evidence.values if _alike(quantity, v)] if lost is not won else []
    signed = [v for v in alike if abs(abs(v.quantity.value) - quantity.value) <= quantity.slack]
    if lost:
        return bool(signed) and all(_is_a_rise(v, evidence) for v in signed)
    return bool(signed) and all(v.quantity.value < 0 for v in signed)


def _is_a_rise(value: Value, evidence: Evidence) -> bool:
    """Tell whether a value is given with its sign, or others of its kind are."""
    if value.quantity.value <= 0:
        return False
    kin = evidence.ground.by_key.get(value.key, ()) if value.key & (_CHANGES | _PERCENT) else ()
    return value.quantity.text.startswith("+") or any(other.quantity.value < 0 for other in kin)


def _part(sentence: str, quantity: Quantity) -> str:
    """Give the words between two commas that a number stands among, and those before where they say no way."""
    cuts = [0, *(match.end() for match in _PART.finditer(sentence)), len(sentence)]
    end = min(cut for cut in cuts if cut >= quantity.end)
    starts = [cut for cut in reversed(cuts) if cut <= quantity.start]
    parts = (sentence[start:end] for start in starts)
    return next((part for part in parts if _LOST.search(part) or _WON.search(part)), sentence[starts[0] : end])
