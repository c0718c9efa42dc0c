"""What the author wrote down is told as written: a plan as a plan, and a reason whole.

What falls short of that is not false, and so is no finding of `mlws verify`; but it is not what a colleague would write.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from mlws_writer.checking.reading.language import CAUSE, CLAUSE, content, sentences
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind

_PLANS = frozenset({"next", "todo", "next step", "next steps", "later", "future"})
_MAYBE = re.compile(r"\b(?:[Cc]ould|[Mm]ight|may|[Pp]erhaps|[Pp]ossibly|[Mm]aybe)\b(?! not\b)")
_MOST = 0.5
"""From which share of its words on a clause tells of a plan, or a reason is the one that was noted."""
_FEWEST = 2
_NOTED_WHY = re.compile(r"\b(?:because|since)\b\s*", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:and|so that|but) ")
_ENDS = re.compile(r"[;.](?:\s|$)|, (?=and|but|while|which|so)")


def as_written(text: str, facts: Sequence[Fact]) -> Verdict:
    """Judge by the notes among the facts whether a text makes less of a plan, or leaves half of a reason out."""
    notes = [fact for fact in facts if fact.kind is FactKind.NOTE and not fact.tainted]
    plans = [note.value for note in notes if note.name.casefold() in _PLANS and not _MAYBE.search(note.value)]
    reasons = [why for note in notes if (why := _because(note.value))]
    verdicts = (
        verdict for part in sentences(text) for verdict in (_planned(part, plans), _whole_reason(part, reasons))
    )
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def _planned(sentence: str, plans: Collection[str]) -> Verdict:
    """Refuse a plan of the author's that is told as a mere possibility."""
    for clause in _clauses(sentence):
        maybe = _MAYBE.search(clause)
        words = content(_MAYBE.sub(" ", clause)) if maybe else frozenset[str]()
        for planned in plans if maybe else ():
            if len(words & content(planned)) >= max(_FEWEST, len(words) * _MOST):
                said = maybe.group() if maybe else ""
                return Verdict(False, "weakened_plan", f"the author plans it, {said!r} makes it less: {planned}")
    return Verdict(True)


def _clauses(sentence: str) -> Iterator[str]:
    at = 0
    for joint in CLAUSE.finditer(sentence):
        yield sentence[at : joint.start()]
        at = joint.start()
    yield sentence[at:]


def _whole_reason(sentence: str, reasons: Collection[str]) -> Verdict:
    """Refuse the half of a reason: the other half may be what it was all about."""
    match = CAUSE.search(sentence) if reasons else None
    if match is None:
        return Verdict(True)
    given, whole = content(_ENDS.split(sentence[match.end() :])[0]), content(sentence)
    for noted in reasons:
        first, *more = _GOES_ON.split(noted, maxsplit=1)
        rest = content(more[0]) if more else frozenset[str]()
        is_it = len(given & content(first)) >= max(_FEWEST, len(content(first)) * _MOST)
        if rest and is_it and not rest & whole:
            return Verdict(False, "half_reason", f"the reason that was noted goes on: {more[0]}")
    return Verdict(True)


def _because(note: str) -> str:
    """Give the reason that a note gives, to the end of its sentence."""
    found = _NOTED_WHY.search(note)
    return re.split(r"[;.](?:\s|$)", note[found.end() :])[0] if found else ""
