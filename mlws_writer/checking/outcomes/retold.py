"""A statement in the words that the checks of outcomes ask for: who did something to a thing told as what was done to it."""

import re
from collections.abc import Iterator

from mlws_writer.checking.outcomes.denied_deeds import denied_deed
from mlws_writer.checking.outcomes.fates import fate
from mlws_writer.checking.outcomes.opposites import opposite
from mlws_writer.checking.outcomes.outcomes import outcome
from mlws_writer.checking.outcomes.states import state
from mlws_writer.checking.outcomes.turning import turning
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_PARTICIPLES = {"wrote": "written", "overwrote": "overwritten", "ran": "run", "sent": "sent", "built": "built", "read": "read", "kept": "kept"}  # fmt: skip
_DEEDS = (
    "deleted|removed|created|saved|uploaded|downloaded|exported|published|pushed|merged|installed|updated|loaded|restored|copied|moved|"
    "executed|started|opened|closed|changed|fixed|repaired|solved|resumed|approved|accepted|rejected|cancell?ed|stopped|answered|processed|"
    "indexed|parsed|finished|completed|skipped|renamed|tested|verified|registered|deployed|applied|committed|retried|restarted|blocked|"
    "replaced|dropped|refreshed|reverted"
)
_ACTIVE = Pattern(
    r"^(?:the|an?|it|they|this|its|[a-z][\w.-]*)(?: (?!was\b|were\b|is\b|are\b|has\b|had\b|did\b|that\b|which\b|not\b|never\b|no\b|of\b|in\b|on\b|and\b)[\w.-]+){0,3} "
    rf"(?P<deed>{_DEEDS}|{'|'.join(_PARTICIPLES)}) "
    r"(?P<what>(?:the|its|an?|all|both|every|each|[/~]|[\w-]+[./_]\w)(?:(?!\b(?:and|but|because|after|before|while|when|which|that|than|so|by)\b)[^,;%])*?)"
    r"(?P<rest>(?: (?:to|from|in|into|on|at|for|with|under) [^,;%]*)?\.?)$",
    flags=re.IGNORECASE,
)
_IN_THE_END = re.compile(
    r",? (?:(?:at|in) the end|finally|eventually|afterwards|successfully|at last)(?=\.?$)", re.IGNORECASE
)
_WORKED = re.compile(r"\b(?:worked(?: out)?|went well|succeeded|was a success)(?=\.?$)", re.IGNORECASE)
_OUTCOMES = (denied_deed, turning, opposite, fate, state, outcome)


def retold(sentence: str, evidence: Evidence) -> Verdict:
    """Judge what a sentence says of an outcome in other words than the checks of that know, by what they say of theirs."""
    verdicts = (look(told, evidence) for told in _in_other_words(sentence) for look in _OUTCOMES)
    return next((verdict for verdict in verdicts if not verdict.ok), _GOOD)


def _in_other_words(sentence: str) -> Iterator[str]:
    if NEGATED.search(sentence):
        return
    if match := _ACTIVE.match(sentence):
        what, deed = match["what"], match["deed"].lower()
        yield f"{what[0].upper()}{what[1:]} was {_PARTICIPLES.get(deed, deed)}{match['rest'] or '.'}"
    for pattern, instead in ((_IN_THE_END, ""), (_WORKED, "was successful")):
        told = pattern.sub(instead, sentence)
        if told != sentence:
            yield told
