"""What stands together: a thing is said to have done something only where the facts say it of that thing, not of another."""

import re
from collections.abc import Iterator

from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words

_HAPPENED = re.compile(
    r"\b(?:[a-z]{2,}(?:ed|able|ible|ken|sen|ten|wn)|lost|won|hit|ran|bad|best|worst|down|offline|[\w-]*[/._]\w[\w./-]*|[a-z]+[\w-]*\d[\w.-]*)\b"
)
"""What a sentence tells of a thing: what happened to it, and the names that go with it."""
_MOVING = ("place:step", "place:epoch", "place:iteration")
_NONE: frozenset[str] = frozenset()
_RARE = 3
"""In how many statements a word may stand and still tell what happened there."""


def company(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of one thing where the facts tell it of another of its kind."""
    spoken = told(sentence, evidence)
    for label in sorted(spoken & evidence.ground.labels.keys()):
        if label in reporting_words() or evidence.ground.labels[label] & set(_MOVING):
            continue
        others = evidence.ground.rivals(label) - {label}
        if not others or others & spoken:
            continue
        for word in sorted((told(" ".join(_HAPPENED.findall(sentence)), evidence) | _ends(sentence)) - {label}):
            if evidence.ground.labels.get(word, _NONE) - {"heading", "run"} and not any(map(str.isdigit, word)):
                continue
            at = [s for s in evidence.statements if word in s.tags and not s.tainted]
            if not at or not _tells(word, label, evidence) or any(label in s.tags for s in at):
                continue
            if wrong := next(_named(at, others), ""):
                return Verdict(
                    False, "wrong_entity", f"the facts say {_plain(word)} of {_plain(wrong)}, not of {_plain(label)}"
                )
    return Verdict(True)


_LOWEST = re.compile(r"\b(?:lowest|smallest|minimum|weakest|worst)\b", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|largest|maximum|strongest|best)\b", re.IGNORECASE)


def _ends(sentence: str) -> frozenset[str]:
    """Give the words by which logs name the ends that a sentence speaks of: min, max."""
    low, high = _LOWEST.search(sentence), _HIGHEST.search(sentence)
    return frozenset({"min"} if low and not high else {"max"} if high and not low else ())


def _tells(word: str, label: str, evidence: Evidence) -> bool:
    """Tell whether a word says what happened: it stands in few places, and is no label of the same kind itself."""
    families = evidence.ground.labels
    if word in families and families[word] & families[label]:
        return False
    return len(evidence.ground.lines_of.get(word, ())) <= _RARE


def _named(statements: list[Statement], others: frozenset[str]) -> Iterator[str]:
    """Give the rivals that all statements with a word name."""
    for statement in statements:
        yield from sorted(statement.tags & others)


def _plain(token: str) -> str:
    kind, _, number = token.partition("=")
    return f"{kind} {number}".strip() if number else token
