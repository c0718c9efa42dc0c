"""What a sentence asserts beyond its numbers and names: quoted things, causes, events, rivals."""

import re

from mlws_writer.checking.evidence import Evidence, Statement
from mlws_writer.checking.language import CAUSE, EVENT, LITERAL, SAID, content, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import FactKind

OVERLAP = 0.25
"""What share of a reason's words must stand in the evidence."""

_GOOD = Verdict(True)
_WHY = (FactKind.ERROR, FactKind.WARNING, FactKind.OUTCOME)


def untainted(sentence: str, evidence: Evidence) -> Verdict:
    """Let what only a quoted text says be reported, not asserted."""
    tainted = [statement for statement in evidence.statements if statement.tainted]
    if not tainted or SAID.search(sentence):
        return _GOOD
    words = content(sentence)
    clean = frozenset().union(*(s.words for s in (*evidence.statements, *evidence.known) if not s.tainted))
    quoted = frozenset().union(*(statement.words for statement in tainted))
    only = (words & quoted) - clean
    if len(tainted) == len(evidence.statements) or len(only) > len(words) * 0.3:
        return Verdict(False, "injection_obeyed", "only quoted text says so; report it as said, or leave it out")
    return _GOOD


def cause(sentence: str, evidence: Evidence) -> Verdict:
    """Let a reason be given only where a note, an error or the outcome states it."""
    match = CAUSE.search(sentence)
    if not match:
        return _GOOD
    reason = content(re.split(r"[;.]\s", sentence[match.end() :])[0])
    sources = [statement for statement in evidence.statements if not statement.tainted and _explains(statement)]
    said = frozenset().union(*(statement.words for statement in sources))
    if not reason or len(reason & said) >= len(reason) * OVERLAP:
        return _GOOD
    return Verdict(
        False, "invented_cause", f"no note and no error says {match.group()}{sentence[match.end() :]}".rstrip(". ")
    )


def _explains(statement: Statement) -> bool:
    return statement.kind in _WHY or (statement.kind is FactKind.NOTE) or not statement.run


def events(sentence: str, evidence: Evidence) -> Verdict:
    """Something was committed, deployed or deleted only if a fact speaks of it."""
    for name, pattern in EVENT.items():
        match = pattern.search(sentence)
        if (
            match
            and stem(name) not in evidence.words
            and stem(match.group()) not in evidence.words
            and not pattern.search(evidence.said)
        ):
            return Verdict(False, "invented_event", f"no fact says that anything was {match.group()}")
    return _GOOD


def comparison(sentence: str, evidence: Evidence) -> Verdict:
    """Baselines, significance and the state of the art are the evidence's own words, or are not said."""
    match = LITERAL.search(sentence)
    if match and stem(match.group().split()[-1]) not in evidence.words:
        return Verdict(False, "invented_comparison", f"no fact speaks of {match.group()!r}")
    return _GOOD
