"""What a sentence says there was, where the cited lines that speak of it say that there was none: on a GPU, beside no GPU."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import ZEROES
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.troubles import denied_troubles, troubles
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_HAD = Words(
    r"\b(?:on|with|using|had|has|have|used|uses|got|gave|after|there (?:was|were|is|are)|needed|made|took|showed|brought|set|included|added) "
    r"(?:an? |its |the |one |some |several |two |three |four |another )?(?:[a-z-]+ )?(?P<what>[a-z][\w-]{2,})(?=\W*$|[,;:.] | (?:was|were|at|in|on|for|to|from|of|by|with|after|during|and|but|or|when|while|before|as)\b)"
)
_DOUBT = re.compile(
    r"\b(?:if|unless|until|would|should|could|might|may|planned|instead|rather|would-be|lack\w*|absence|missing|fail(?:s|ed|ing|ure)?\b(?! [a-z]+ (?:was|were)\b)|hardly|stopp?\w*|skip\w*)\b",
    re.IGNORECASE,
)
_AGAIN = Words(r"\b(?:retried|tried again|attempted again|repeated)\b")


def none_there(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that there was something where each cited line that speaks of it says that there was none."""
    if met := _was_met(sentence, evidence):
        return Verdict(False, "outcome_flip", f"a fact says {met.strip()[:80]!r}")
    if NEGATED.search(sentence) or SAID.search(sentence) or _DOUBT.search(sentence):
        return _GOOD
    said = {match["what"].lower() for match in _HAD.finditer(sentence)}
    said |= {"retry"} if _AGAIN.search(sentence) else set()
    lines = [line.text for line in evidence.firsthand]
    for thing in sorted(said):
        if against := _says_none(thing, lines):
            return Verdict(False, "outcome_flip", f"a fact says {against!r}")
    return _GOOD


_IN_TIME = re.compile(
    r"\b(?:again|after|until|before|since|any ?more|at first|second|third|second time|with|only|because|due|enough)\b"
)


def _was_met(sentence: str, evidence: Evidence) -> str:
    """Give the cited line that tells of a trouble of which a sentence says that it never was: never ran out of memory."""
    met = denied_troubles(sentence)
    if not met or SAID.search(sentence) or _IN_TIME.search(sentence):
        return ""
    lines = [s.text for s in evidence.firsthand if troubles(ZEROES.sub(" ", s.text)) & met]
    return lines[0] if lines and not any(map(_NONE_OF_IT.search, lines)) else ""


_NONE_OF_IT = re.compile(r"\b(?:no|not|without|never|none)\b|(?<![\d.=])0(?![\d.])", re.IGNORECASE)


def _says_none(thing: str, lines: list[str]) -> str:
    """Give how lines say that there is none of a thing, where they speak of it in no other way."""
    root = re.escape(thing.removesuffix("s").removesuffix("ie").removesuffix("y"))
    spoken = re.compile(rf"(?<![\w/.-]){root}(?:y|ie)?s?(?![\w/-]|\.\w)", re.IGNORECASE)
    none = re.compile(rf"(?<![\w-])(?:no|without(?: an?)?|zero) {root}(?:y|ie)?s?(?![\w/-]|\.\w)", re.IGNORECASE)
    told = [match.start() for line in lines for match in spoken.finditer(line)]
    denied = [match for line in lines for match in none.finditer(line)]
    return denied[0].group() if denied and len(denied) == len(told) else ""
