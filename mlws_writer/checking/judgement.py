"""One judgement of a text of a model: when it is composed, and whenever its document is verified.

Whoever composes and whoever verifies ask this and nothing else whether a text is true; what it needs is kept beside
the document. A composer may refuse more than that, for its form or its style, but may let through no more.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mlws_writer.checking.reading.apart import apart
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact


class Told(StrEnum):
    """As what a text is told: as a statement, as a plan or a supposition, or as what a post would be about."""

    STATEMENT = "statement"
    PLAN = "plan"
    PITCH = "pitch"


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind all texts of a composition: the facts of its runs, those computed from them, and names."""

    whole: tuple[Fact, ...] = ()
    derived: tuple[Fact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


def supported(
    text: str, stated: Sequence[Fact], behind: Behind, about: Collection[str], told: Told = Told.STATEMENT
) -> Verdict:
    """Judge a text, and each statement of it alone, by the facts that it states and by all of the runs it is about."""
    return next((v for v in _verdicts(text, stated, behind, about, told) if not v.ok), Verdict(True))


def _verdicts(
    text: str, stated: Sequence[Fact], behind: Behind, about: Collection[str], told: Told
) -> Iterator[Verdict]:
    from mlws_writer.checking.check import to_the_letter  # here: its patterns take 40 ms to compile
    from mlws_writer.checking.reading.as_difference import as_difference
    from mlws_writer.checking.reading.language import sentences

    statements = dict.fromkeys((text, *apart(text)))
    known = [fact for fact in behind.whole if fact.run in about]
    for sentence in dict.fromkeys(part for each in statements for part in sentences(unattributed(each))):
        yield asserts(sentence, (*stated, *behind.derived), behind.names, known=known, told=told)
    yield as_difference(text, behind.derived, (*known, *(fact for fact in stated if fact not in behind.derived)))
    for each in statements:
        yield to_the_letter(each, behind.whole, behind.names, about)


def asserts(
    text: str,
    facts: Sequence[Fact],
    names: Mapping[str, str],
    *,
    known: Sequence[Fact] = (),
    told: Told = Told.STATEMENT,
) -> Verdict:
    """Check what a text asserts by some facts, as what it is told; of a pitch its names and numbers alone."""
    from mlws_writer.checking.check import check, check_plan  # here, as above

    bare = unattributed(text)
    if told is Told.PLAN:
        return check_plan(bare, facts, known=known, run_names=names)
    return check(bare, facts, known=known, run_names=names, view=told is Told.PITCH)


def objected(text: str, facts: Sequence[Fact], names: Mapping[str, str], reasons: Collection[str]) -> Verdict:
    """Check a statement by some facts for some reasons to refuse it only, whatever else there is to object to it."""
    from mlws_writer.checking.check import objections  # here, as above

    found = objections(unattributed(text), facts, run_names=names)
    return next((verdict for verdict in found if verdict.reason in reasons), Verdict(True))


def unattributed(text: str) -> str:
    """Take away who says it: what the author notes is judged as if nobody had said it."""
    return _AUTHOR.sub("", text)


_AUTHOR = re.compile(r"^(?:the )?author (?:notes?|noted|found|wrote|writes) that ", re.IGNORECASE)
