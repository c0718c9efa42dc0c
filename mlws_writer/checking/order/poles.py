"""Both ends of a ranking as a line tells them: worst station: Unterberg, best station: Seehalde."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_ENDS = {
    "low": r"worst|weakest|poorest|hardest|most difficult|least (?:reliabl[ey]|accurate(?:ly)?|well)",
    "high": r"best|strongest|easiest|most (?:reliabl[ey]|accurate(?:ly)?)",
    "small": r"lowest|smallest|fewest|min(?:imum)?|shortest|slowest",
    "large": r"highest|largest|biggest|max(?:imum)?|longest|fastest",
}
_OPPOSITE = {"low": "high", "high": "low", "small": "large", "large": "small"}
_ANY = Words("|".join(rf"\b(?P<{end}>{words})\b" for end, words in _ENDS.items()))
_LIKE = re.compile(r"est\b|worst\b|least\b|most\b|m[ai][xn]", re.IGNORECASE)
"""What every such word ends in, or holds."""
_TROUBLE = re.compile(r"\b(?:most (?:trouble|difficulty|difficulties|problems|errors|mistakes))\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|never|neither|than|except|apart from)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\W*[\d.]|\s+(?:so far|epoch|step|iter\w*|model|checkpoint|trial|run|val|loss)\b", re.IGNORECASE)
"""What a log calls the best of a course has no other end."""


def poles(sentence: str, evidence: Evidence) -> Verdict:
    """Let the worst not be what a cited line names as the best, nor the other way round."""
    if not (end := said_end(sentence)) or _DENIED.search(sentence):
        return _GOOD
    spoken = told(sentence, evidence)
    for statement in evidence.statements:
        ends = ends_of(statement)
        mine, other = ends.get(end, frozenset()), ends.get(_OPPOSITE[end], frozenset())
        wrong = (spoken & (other - mine)) - reporting_words()
        if mine and wrong and not spoken & (mine - other):
            return Verdict(False, "wrong_entity", f"a fact names {min(wrong)} at the other end")
    return _GOOD


def is_told(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a cited line itself names what a sentence speaks of at the end that the sentence says."""
    end = said_end(sentence)
    spoken = told(sentence, evidence) - reporting_words() if end else frozenset()
    ends = map(ends_of, evidence.statements if end else ())
    return any(spoken & (each.get(end, frozenset()) - each.get(_OPPOSITE[end], frozenset())) for each in ends)


def said_end(sentence: str) -> str:
    """Say at which end a sentence sets something; nothing where it speaks of both, or of none."""
    if not _LIKE.search(sentence):
        return ""
    found = {match.lastgroup or "" for match in _ANY.finditer(sentence)}
    if _TROUBLE.search(sentence):
        found.add("low")
    return found.pop() if len(found) == 1 else ""


def ends_of(statement: Statement) -> dict[str, frozenset[str]]:
    """Give what a line names at each end, up to where it begins with the next."""
    return {} if statement.tainted else dict(_ends_of(statement.text))


def _ends_of(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    marks = list(_ANY.finditer(text))
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, stop in zip(marks, stops, strict=False):
        if not _SO_FAR.match(text, mark.end()):
            yield mark.lastgroup or "", tokens(text[mark.end() : stop])
