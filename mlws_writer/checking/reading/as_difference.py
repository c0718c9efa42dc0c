"""A computed difference is told as one: by 3.2 points, 276 more; never as if it were a value of a run."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.language import sentences
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind

_TOLD = re.compile(
    r"\b(?:by|more|less|fewer|higher|lower|above|below|under|over|better|worse|shorter|longer|faster|slower|smaller|larger|"
    r"apart|ahead|behind|short|extra|additional|up|down|gap|margin|lead|advantage|deficit|toll|delta|half|"
    r"differ\w*|drop\w*|r[io]s(?:e|es|ing)|rose|fall\w*|fell|los[ets]\w*|gain\w*|cost\w*|gr[eo]w\w*|increas\w*|decreas\w*|"
    r"declin\w*|reduc\w*|improv\w*|chang\w*|shift\w*|sav(?:e|es|ed|ing)|beat\w*|trail\w*|outperform\w*|exceed\w*|added|adds|"
    r"gave up|gives up|took off|takes off|went up|went down)\b",
    re.IGNORECASE,
)
_AS_AN_END = r"(?<!came )(?<!comes )(?<!amounts )(?<!amounted )\b(?:from|to) "
_VALUES = (FactKind.METRIC, FactKind.COUNT, FactKind.SETTING, FactKind.RESOURCE)


def as_difference(text: str, derived: Sequence[Fact], facts: Sequence[Fact]) -> Verdict:
    """Refuse a difference that a sentence tells as a value, where no value of `facts` is written so."""
    values = {shown for fact in facts if fact.kind in _VALUES for shown in (fact.value, fact.shown)}
    values -= {fact.shown for fact in derived if fact.unit}
    told = dict.fromkeys(fact.shown for fact in derived if fact.value not in values)
    for sentence in sentences(text) if told else ():
        for shown in told:
            number = rf"(?<![\w.,]){re.escape(shown)}(?!\w|[.,]\d)"
            found = shown in sentence and re.search(number, sentence)
            if found and (not _TOLD.search(sentence) or re.search(_AS_AN_END + number, sentence)):
                return Verdict(False, "number_mismatch", f"{shown} is the difference of two runs, and no value of one")
    return Verdict(True)
