"""What a line itself rules out: from the proxy, not from the server; and a sentence that says just that."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, STOP, content, stem
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_RULED_OUT = re.compile(
    r"(?P<so>[^,;.:|]{3,60}), (?:and )?not (?:(?:from|by|in|on|with|at|because of|due to|as|for|of|to|the|an?|its|his|her|their) )+(?P<what>[A-Za-z][\w' /-]{2,40}?)(?=[.,;)|]|$| (?:but|and|since|because)\b)"
)
_OTHERWISE = re.compile(r"\b(?:rather|instead|than|unlike|except|besides|without|ruled out|excluded)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][a-z]{2,}")


def not_that(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what a cited line rules out, where the sentence does not speak of what the line has in its stead."""
    if NEGATED.search(sentence) or _OTHERWISE.search(sentence):
        return _GOOD
    said = content(sentence)
    for line in evidence.firsthand:
        for match in _RULED_OUT.finditer(line.text):
            what, instead = content(match["what"]), _last_of(match["so"])
            if what and what <= said and instead not in said:
                return Verdict(False, "outcome_flip", f"a fact says {match.group().strip()[-80:]!r}")
    return _GOOD


def _last_of(text: str) -> str:
    """Give the stem of the last word that carries meaning, which says what it was instead."""
    words = [word for word in _WORD.findall(text) if word.lower() not in STOP]
    return stem(words[-1]) if words else ""
