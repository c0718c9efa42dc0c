"""What all of some did, where of the cited lines, one for each, most say it and one or another does not."""

import re

from mlws_writer.checking.outcomes.ill_counts import meaning
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_ALL = Pattern(
    r"^\W*(?:all|every|each|both)(?: of)?(?: (?:the|its|these|those))?(?: [\w-]+){1,3}? (?:(?:was|were|had|has|have|did|is|are) )?(?P<deed>(?:[a-z]{3,}(?:ed|en|t)|ran|went|got|made|took)\b[^,;.]*)",
    *("all", "every", "each", "both"),
    flags=re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:but|except|apart|than|same|between|about|at least|at most|more|less|below|above|under|over|within|almost|nearly|in the end|finally|eventually|together|in total)\b|\d",
    re.IGNORECASE,
)
_FEWEST = 3


def every_line(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that all did what not all of the cited lines say, where they are of one shape and most of them do."""
    match = _ALL.search(sentence)
    lines = evidence.firsthand
    if match is None or len(lines) < _FEWEST or SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    deed = meaning(match["deed"])
    if not deed or _OTHERWISE.search(sentence) or not _of_one_shape(evidence):
        return _GOOD
    without = [line for line in lines if not deed <= meaning(line.text) | line.words]
    if not without or len(without) * 2 >= len(lines):
        return _GOOD
    return Verdict(False, "outcome_flip", f"a fact does not say it: {without[0].text.strip()[:80]!r}")


def _of_one_shape(evidence: Evidence) -> bool:
    ids = {line.id for line in evidence.firsthand}
    return any(ids <= {value.statement for value in column} for column in evidence.columns)
