"""In which state a thing was: trained where the part of a line that names it says frozen, on where it says off."""

import re
from typing import NamedTuple

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED, SAID, content, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WAS = r"\b(?:was|were|is|are|been|got|being)(?: [a-z]+(?<!\bto)(?<!\bby)){0,2}? "


class _State(NamedTuple):
    said: Pattern
    """How a sentence says it."""
    told: Words
    """What in a part of a line may stand for it."""
    contrary: Words
    """How a part of a line says its contrary."""


_TRAINED = r"train(?:ed|able|ing)|unfrozen|fine-?tun\w+|requires_grad=true|updated"
_FROZEN = (
    r"\b(?:frozen|freeze|freezing)\b(?! until)|not trained|untrained|requires_grad=false|trainable[=: ]+(?:false|no)\b"
)
_ON, _OFF = (
    r"\b(?:on|enabled?|true|active|yes|with)\b|=1\b",
    r"\b(?:off|disabled?|false|none|inactive)\b|\bno\b|=0\b(?!\.)",
)
_KEPT = r"\b(?:kept|keep(?:s|ing)?|retain(?:s|ed|ing)?|included?|including)\b"
_DROPPED = r"\b(?:dropp?(?:ed|ing)?|remov(?:ed|ing)|exclud(?:ed|ing)|left out|discard(?:ed|ing)|skipp(?:ed|ing))\b"
_STATES = (
    _State(Pattern(rf"{_WAS}(?:trained|fine-?tuned|unfrozen|updated)\b", "trained", "tuned", "unfrozen", "updated", flags=re.IGNORECASE), Words(_TRAINED), Words(_FROZEN)),
    _State(
        Pattern(r"\b(?:was|were|been|stayed|remained|kept|left) (?:[a-z]+ )?(?:frozen|fixed|untrained)\b", "frozen", "fixed", "untrained", flags=re.IGNORECASE),
        Words(rf"fro?[ez]+|fixed|not trained|{_FROZEN}"),
        Words(r"(?<!not )\b(?:trained|trainable|unfrozen|fine-?tuned)\b"),
    ),
    _State(Pattern(rf"{_WAS}(?:switched on|turned on|enabled|activated|active)\b", "switched on", "turned on", "enabled", "activ", flags=re.IGNORECASE), Words(_ON), Words(_OFF)),
    _State(Pattern(rf"{_WAS}(?:switched off|turned off|disabled|deactivated|inactive)\b", "switched off", "turned off", "disabled", "activ", flags=re.IGNORECASE), Words(_OFF), Words(_ON)),
    _State(Pattern(rf"{_WAS}(?:kept|retained|included)\b", "kept", "retained", "included", flags=re.IGNORECASE), Words(_KEPT), Words(_DROPPED)),
    _State(Pattern(rf"{_WAS}(?:dropped|removed|excluded|left out|discarded)\b", "dropped", "removed", "excluded", "left out", "discarded", flags=re.IGNORECASE), Words(rf"{_DROPPED}|without|\bno\b"), Words(_KEPT)),
)  # fmt: skip
_PARTED = re.compile(r"[,;|]|\s->\s|\band\b|\s{2,}")
_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|while|whereas|although|because|since|when|after|before)\b")


def state(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a thing was in one state where all that the cited lines say right of it is that it was in the contrary one."""
    if NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    for each in _STATES:
        match = each.said.search(sentence)
        subject = content(_CLAUSE.split(sentence[: match.start()])[-1]) if match else frozenset()
        if match and (against := _contrary(subject, each, evidence)):
            return Verdict(
                False, "outcome_flip", f"a fact says {against.strip()[:80]!r}, not {match.group().split()[-1]}"
            )
    return _GOOD


def _contrary(subject: frozenset[str], each: _State, evidence: Evidence) -> str:
    """Give the part of a line that names a thing and says the contrary of it, where no part that names it says the same."""
    named = subject & evidence.cited
    lines = [s.text for s in evidence.statements if named and not s.tainted and each.contrary.search(s.text)]
    own = [part for text in lines for part in _PARTED.split(text) if named <= stems(part)]
    if any(each.told.search(s.text) for s in evidence.statements if s.text not in lines and named & s.words):
        return ""
    against = [part for part in own if each.contrary.search(part)]
    return against[0] if against and not any(map(each.told.search, own)) else ""
