"""What lines only plan, advise or try out: a sentence that says that it was done."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import SAID, stem, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_UNREAL = Words(
    r"\bdry[- ]?run\b|(?<!\w)--?(?:dry|what-?if|simulate|no-?act|check-only|preview)\b|\brecommend(?:ed|s|ing|ation)?\b|\bsuggest(?:ed|s|ion|ions)?\b|\bpropos(?:e|ed|al|als)\b|\badvi[sc]e[ds]?\b|"
    r"\bplanned\b(?! (?:epochs|steps|rounds|trials|number)\b[^,;]* (?:reached|done|completed))|\bplan(?= ?[:=])|\bto-?do\b|\bpending\b(?!\W{0,2}\d)|\bwaiting for\b|\bawaiting\b|\bnot yet\b|\bscheduled?\b(?= (?:for|on|at)\b)|\bcandidates?\b|\bhint\b|\bnext steps?\b|\btomorrow\b|\bnext (?:week|month|release)\b|\bon hold\b|\bdeferred\b|\bpostponed\b",
)
"""How a line tells of what was not done, or not yet."""
_TRIED_OUT = re.compile(r"\bdry\b|\bsimulat|\bpreview\b|\bwhat-?if\b|\b(?:should|would|could|to) be\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?<![\d.:-])\d[\d,]* ([a-z]{2,}(?:ed|wn|en|nt|ut|lt|de|ne))\b", re.IGNORECASE)
"""How many of many it was done with."""
_MODAL = Words(
    r"\b(?:would|should|ought to|could|can|might|may(?! \d)|must|will|shall|needs? to|needs?(?= [a-z]+ing\b)|(?:is|are|still|yet|has|have) to|to(?= be\b)|plans? to|consider|please|want to|going to)\b(?P<what>(?:[\s:'\",]+[\w.-]+){1,5})",
)
_OWN_WAY = Words(
    r"\b(?:would|should|could|may|might|must|can|will|ought|dry|recommend\w*|suggest\w*|propos\w*|advi[sc]\w*|plan\w*|needs?|needed|necessary|required?|requires|to be|(?:is|are|was|were|has|have|had|still|yet|what) to|to-?do|pending|"
    r"wait\w*|await\w*|not|never|no|none|nothing|without|yet|scheduled?|candidates?|hint\w*|consider\w*|asked?|asks|wants?|wanted|intend\w*|foresee\w*|foresaw|foreseen|possible|optional|simulat\w*|tr(?:y|ied)|preview\w*|left|remain\w*|due|supposed|before|until|if|next|tomorrow|instead|only|offer\w*|reject\w*|declin\w*|refus\w*|expect\w*|demand\w*|call(?:s|ed)? for|flag\w*|mark\w*|warn\w*|set for|open|unless|put off|postponed|deferred|on hold)\b|n't\b",
)
_DEED = re.compile(
    r"\b(?:was|were|has been|have been|had been|got) (?:[a-z]+ly |then |also |all |already |later |now )*(?P<done>[a-z]{2,}(?:ed|wn|en)|built|rebuilt|sent|resent|put|cut|set|split|made|sold|bought|shut|swept|taught|withdrawn|rewritten|rerun|reset|done|run)\b"
    r"|^(?:the |an? |it\b)?(?:[\w-]+ ){0,3}?(?P<did>[a-z]{2,}(?:ed|wn)|built|rebuilt|sent|made|sold|bought|rewrote|reset)\b (?=(?:the |all |an? |its |about |around )?(?:\d|[a-z]))",
    re.IGNORECASE,
)
_NO_DEEDS = frozenset(map(stem, ["need", "needed", "been", "recommended", "planned", "suggested", "proposed", "scheduled", "based", "called", "named", "found", "expected", "used", "trained", "tested", "evaluated", "measured"]))  # fmt: skip


def unreal(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something was done where all cited lines that speak of it plan it, advise it or only try it out."""
    if _OWN_WAY.search(sentence) or SAID.search(sentence):
        return _GOOD
    deeds = list(_deeds(sentence))
    lines = [s for s in evidence.statements if deeds and not s.tainted]
    if not any(_UNREAL.search(line.text) or _MODAL.search(line.text) for line in lines):
        return _GOOD
    for deed in deeds:
        telling = [s for s in lines if _tells(deed, s.words)]
        if telling and all(_is_unreal(deed, line.text) for line in telling):
            return Verdict(False, "outcome_flip", f"a fact says only {telling[-1].text.strip()[:80]!r}")
    return _GOOD


def _tells(deed: str, words: frozenset[str]) -> bool:
    return deed in words or deed in sayable(words)


def _is_unreal(deed: str, line: str) -> bool:
    """Tell whether a line says of a deed only that it would, should or will be done."""
    if not _TRIED_OUT.search(line) and any(_tells(deed, stems(counted)) for counted in _COUNTED.findall(line)):
        return False  # 9 sent, 3 waiting for approval
    if _THROUGH.search(line) and _tells(deed, stems("done finished completed")):
        return False
    modal = (stems(match["what"]) for match in _MODAL.finditer(line))
    return _UNREAL.search(line) is not None or any(_tells(deed, words) for words in modal)


_THROUGH = Words(r"\b(?:finished|completed?|done)\b")
"""That all is through is no plan, whatever it came to recommend."""


def _deeds(sentence: str) -> Iterator[str]:
    for match in _DEED.finditer(sentence):
        deed = stem(match["done"] or match["did"])
        if deed not in _NO_DEEDS:
            yield deed
