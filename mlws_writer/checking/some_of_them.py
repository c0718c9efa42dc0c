"""All or none of so many, where a cited line counts some of them to which the opposite happened."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import SAID, STOP, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import quantities, spelled_number

_GOOD = Verdict(True)
_ALL = Pattern(
    r"\b(?:all|every|each|none|no|not a single)\b(?: (?:single|one))?(?: of)?(?: (?:the|its|these|those))? (?P<rest>[\w,-]+(?: [\w-]+){0,2})",
    flags=re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<![\w.,/\[:=-])(?P<some>\d[\d,]*) ?(?:/|of|out of) ?(?:the )?(?P<every>\d[\d,]*)(?![\d.,]*[\w/:%])(?P<rest>(?: [A-Za-z][\w-]*){0,2})"
)
_PLACE = re.compile(
    r"\b(?:epoch|step|round|iter\w*|fold|trial|batch|page|phase|stage|part|attempt|retry|try|worker|rank|gpu|chunk|shard)s? $",
    re.IGNORECASE,
)
_NEUTRAL = Words(
    r"\b(?:evaluat\w*|tested|runs?|ran|measured|recorded|used|checked|scored|includ\w*|cover\w*|simulated|played|processed|sent|generated|sampled|collected|inspected|judged|rated|labell?ed|read|reviewed|took|taken|lasted|visited|counted|"
    r"done|held|shown|listed|given|had|have|has|seen|compar\w*|translated|asked|submitted|completed|finished|went|came from|consist\w*|average\w*|mean|over|across)\b",
)
"""What is done with all of them, however it ends."""
_EXCEPT = re.compile(
    r"\b(?:but|except|apart from|other than|save for|although|not (?:all|every|each)|almost|nearly|half|most|only|first|retr\w*|again|finally|eventually|in the end|after|of which|at least|no (?:more|fewer|less|longer|other|further))\b",
    re.IGNORECASE,
)


_PART = re.compile(r"(?:%|per ?cent|half|thirds?|quarters?|fifths?|tenths?|\d) of (?:the )?$", re.IGNORECASE)
"""11% of all: not what is said of all."""


class _Some(NamedTuple):
    some: int
    every: int
    words: frozenset[str]
    """Those of the line."""
    text: str


def some_of_them(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is said of all or of none where a cited line counts some, but not all, of them."""
    match = _ALL.search(sentence)
    if match is None or _PART.search(sentence[: match.start()]) or _EXCEPT.search(sentence) or SAID.search(sentence):
        return _GOOD
    what = match["rest"].split()
    said = number(what[0]) if what[0][0].isdigit() else spelled_number(what[0])
    nouns = {stem(word) for word in what if word.lower() not in STOP and not word[0].isdigit()}
    counts = list(_counts(evidence))
    numbers = {q.value for q in quantities(sentence)}  # four feeders, every one of them
    if any(count.some in (0, count.every) or count.some in numbers for count in counts):
        return _GOOD
    for count in counts:
        mine = said == count.every if said is not None else bool(nouns & count.words)
        if mine and all(stem(word) in count.words for word in _NEUTRAL.findall(sentence)):
            return Verdict(False, "outcome_flip", f"a fact says {count.text!r}")
    return _GOOD


def _counts(evidence: Evidence) -> Iterator[_Some]:
    for line in evidence.statements:
        for match in () if line.tainted else _COUNTED.finditer(line.text):
            before = line.text[: match.start()]
            if not _PLACE.search(before) and _whole(match["some"]) <= _whole(match["every"]):
                yield _Some(_whole(match["some"]), _whole(match["every"]), line.words, match.group())


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
