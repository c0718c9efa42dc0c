"""What was done twice, of which readers speak as double: a double charge, for charged twice."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.patterns import Words

_TWICE = Words(r"\btwice\b|\bduplicat\w*|\btwo times\b|\bagain\b|\balready\b|\bsecond (?:time|copy|entry|request)\b")
_BEFORE_A_NOUN = re.compile(r"\b(?:the|a|its|this|that|any|no|for|of|by|about)\s+(?:[a-z]+ )?$", re.IGNORECASE)
_A_DEED = re.compile(r"[ -](?!(?:the|its|their|that|what|those|as|speed|rate|size|time|number|amount)\b)[a-z]{4,}")


def was_done_twice(sentence: str, words: str, start: int, evidence: Evidence) -> bool:
    """Tell whether a double at some place only says of a deed that it was done twice, and a cited line says so too."""
    if words.lower() != "double" or not _BEFORE_A_NOUN.search(sentence[:start]):
        return False
    deed = _A_DEED.match(sentence, start + len(words))
    return deed is not None and any(_TWICE.search(s.text) for s in evidence.firsthand)
