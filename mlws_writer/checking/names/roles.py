"""Which of several models did a piece of work: the one that embeds is not the one that ranks again."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.tokens import folded
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import identifiers

_ROLES = tuple(
    (re.compile(rf"\b(?:{deed})\b", re.IGNORECASE), re.compile(rf"(?<![a-z])(?:{role})", re.IGNORECASE))
    for deed, role in (
        (r"embed(?:ded|s|ding)?|encoded", r"encod|embed"),
        (r"re-?rank(?:ed|s|ing)?", r"re-?rank|cross-?encod"),
        (r"judged|graded|scored by", r"judge|grader|evaluator"),
        (r"translated", r"translat|mt(?![a-z])"),
        (r"transcribed|transcrib\w+", r"asr|transcri|stt|whisper"),
        (r"distilled from|taught", r"teacher"),
        (r"drafted", r"draft"),
    )
)
"""What is done, and how logs call what does it."""
_DONE = re.compile("|".join(deed.pattern for deed, _ in _ROLES), re.IGNORECASE)
_BY = re.compile(r"\b(?:with|by|using|from)\s+(?:the )?$", re.IGNORECASE)


def roles(sentence: str, evidence: Evidence) -> Verdict:
    """Let a named model do only what a fact names it for, where facts name one for each kind of work."""
    if not _DONE.search(sentence):
        return Verdict(True)
    named = [(name, start) for name, start, _ in identifiers(sentence) if _BY.search(sentence[:start])]
    for deed, role in _ROLES if len(named) == 1 else ():
        ((name, start),) = named
        if not deed.search(sentence[:start]):
            continue
        said = [s for s in evidence.statements if folded(name) in folded(s.text) and not s.tainted]
        others = [s for s in evidence.known if role.search(s.text) and not s.tainted and s not in said]
        rivals = {other for s in others for other, _, _ in identifiers(s.text) if other != name}
        if said and not any(role.search(_without(name, s.text)) for s in said) and rivals:
            return Verdict(False, "wrong_entity", f"no fact says that {name} did that")
    return Verdict(True)


def _without(name: str, text: str) -> str:
    return re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
