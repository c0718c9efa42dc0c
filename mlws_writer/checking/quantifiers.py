"""All, every, none: what a sentence says of a whole must be counted by a fact."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import stem
from mlws_writer.checking.verdict import Verdict

_VERB = r"pass(?:ed|es)?|succeed(?:ed|s)?|solved|resolved|answered correctly|correct|right|fail(?:ed|s)?"
_ALL = re.compile(
    rf"\b(?:all|every)\b[^.;]{{0,40}}?\b(?P<after>{_VERB})\b|\b(?P<before>{_VERB})\s+(?:all|every)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"(\d+)\s*(?:/|of|out of)\s*(\d+)")


def whole(sentence: str, evidence: Evidence) -> Verdict:
    """Let all of something pass or fail only where no fact counts fewer of them."""
    match = _ALL.search(sentence)
    if match is None:
        return Verdict(True)
    verb = stem((match["after"] or match["before"]).split()[-1])
    told = [s for s in (*evidence.statements, *evidence.known) if verb in s.words and not s.tainted]
    short = [s for s in told if any(int(some) < int(every) for some, every in _COUNTED.findall(s.text))]
    counted = {v.quantity.value for s in told for v in s.values}
    asked = {int(number) for number in re.findall(r"\b\d+\b", match.group() + sentence[match.end() :][:20])}
    if short or (asked and counted and not asked & {int(value) for value in counted if value % 1 == 0}):
        return Verdict(False, "outcome_flip", f"no fact says that all of them {match['after'] or match['before']}")
    return Verdict(True)
