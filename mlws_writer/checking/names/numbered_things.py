"""To which of several numbered things something was done: the models of trials 1 and 2 were deleted, not that of trial 4."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, content, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_NUMBERED = re.compile(
    r"\b(?P<kind>[A-Za-z]{3,}?)(?:s?[ #]|[=#])(?P<numbers>\d{1,4}(?:(?:, and |, | and | & |-)\d{1,4})*)(?![\w:/%=]|[.,]\d| ?(?:%|(?!was\b|is\b|has\b|does\b|needs\b)[a-z]+s\b(?! (?:was|were)\b)))"
)
_RANGE = re.compile(r"(\d+)-(\d+)")
_MEASURES = frozenset(map(stem, ["after", "about", "than", "from", "with", "only", "last", "first", "least", "most", "over", "under", "least", "some", "took", "size", "rate", "top", "batch", "seed", "score", "port", "line", "page", "version", "loss", "accuracy", "error", "code", "exit", "lr", "max", "min", "and", "the", "for"]))  # fmt: skip
"""What stands before numbers that number nothing."""
_CLAUSE = re.compile(r"[;:,] |\b(?:and|but|while|whereas|although|because|since|after|before|until|when|as)\b(?! \d)")
_DEED = re.compile(r"\b(?:was|were|is|are|had been|has been|got) (?:\w+ly |then |later |also )?(?P<deed>[a-z]{3,}(?:ed|en|wn|un|pt|ft|ilt|ent))\b")  # fmt: skip
_OPEN = re.compile(r"\b(?:only|except|than|unlike|instead|other|besides|both|either)\b", re.IGNORECASE)


def numbered_thing(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what was done to a numbered thing where the lines that tell the deed have others of its kind only."""
    if SAID.search(sentence) or NEGATED.search(sentence) or _OPEN.search(sentence):
        return _GOOD
    for clause in _CLAUSE.split(sentence):
        for kind, numbers in _numbered(clause):
            others = _told_of(kind, clause, evidence)
            if others and numbers.isdisjoint(others):
                return Verdict(
                    False,
                    "wrong_entity",
                    f"the facts tell it of {kind} {', '.join(sorted(others))}, not of {min(numbers)}",
                )
    return _GOOD


def _numbered(text: str) -> Iterator[tuple[str, set[str]]]:
    """Give the numbered things of a text: their kind, and the numbers."""
    for match in _NUMBERED.finditer(text):
        kind = match["kind"].lower()
        if stem(kind) not in _MEASURES:
            yield kind, _numbers(match["numbers"])


def _numbers(written: str) -> set[str]:
    spans = {str(n) for m in _RANGE.finditer(written) for n in range(int(m[1]), min(int(m[2]), int(m[1]) + 99) + 1)}
    return spans | {number.lstrip("0") or "0" for number in re.findall(r"\d+", written)}


def _told_of(kind: str, clause: str, evidence: Evidence) -> set[str]:
    """Give the numbers that the lines have of a kind which tell the deed of a clause; nothing where one of them has none."""
    deed = _DEED.search(clause)
    lines = [line for line in evidence.firsthand if deed and stem(deed["deed"]) in line.words]
    own = content(clause)
    lines = lines or [line for line in evidence.firsthand if len(own & line.words) >= _SHARED] if not deed else lines
    found = [_of(kind, line) for line in lines]
    return set[str]().union(*found) if found and all(found) else set()


_SHARED = 2


def _of(kind: str, line: Statement) -> set[str]:
    told = {number for name, numbers in _numbered(line.text) if name == kind for number in numbers}
    given = re.findall(rf"{re.escape(kind)}[\"']? ?[=:] ?0*(\d+)(?![\w.])", line.text, re.IGNORECASE)  # best_epoch=3
    return told | {*given} | {number for number in places(line.text).get(kind, ()) if number.isdigit()}
