"""Check a sentence against facts: each number, name, direction, outcome and cause must have one behind it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mlws_writer.checking.against import against, setting
from mlws_writer.checking.assertions import cause, comparison, events, untainted
from mlws_writer.checking.binding import bound
from mlws_writer.checking.company import company, elsewhere
from mlws_writer.checking.directions import direction, made
from mlws_writer.checking.evidence import Evidence, evidence
from mlws_writer.checking.language import CLAUSE, sentences
from mlws_writer.checking.licence import licence
from mlws_writer.checking.naming import languages_in_order, names_known, rivals
from mlws_writer.checking.outcomes import nothing_done, outcome, something_done, time_of_day
from mlws_writer.checking.quantifiers import whole
from mlws_writer.checking.ranking import comparative, own_extreme, place, rank, superlative
from mlws_writer.checking.targets import gate, target
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact

WHOLE = (
    names_known, rivals, languages_in_order, comparison, licence, untainted, cause, events, nothing_done, something_done, outcome, whole, time_of_day, superlative, own_extreme, comparative, against,
    setting, made, place, rank, company, elsewhere, target, gate,
)  # fmt: skip
"""The checks of a whole sentence, in the order in which they decide."""

__all__ = ["Verdict", "check", "check_evidence"]


def check(
    sentence: str,
    facts: Sequence[Fact],
    *,
    known: Sequence[Fact] = (),
    run_names: Mapping[str, str] | None = None,
    view: bool = False,
) -> Verdict:
    """Judge a text by the facts that it names; names, but no values, may also come from the facts in `known`.

    A view (a plan, a question, a hypothesis) asserts nothing, so only its names and numbers are checked. `run_names`
    says how the text calls runs, by their ids.
    """
    behind = evidence(facts, known, run_names)
    verdicts = (check_evidence(part, behind, view=view) for part in sentences(sentence))
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def check_evidence(sentence: str, behind: Evidence, *, view: bool = False) -> Verdict:
    """Judge one sentence; the first check that fails decides."""
    return next((verdict for verdict in _verdicts(sentence, behind, view=view) if not verdict.ok), Verdict(True))


def _verdicts(sentence: str, behind: Evidence, *, view: bool) -> Iterator[Verdict]:
    spans = clauses(sentence)
    for look in (names_known,) if view else WHOLE:
        yield look(sentence, behind)
    yield bound(sentence, spans, behind)
    for start, end in () if view else spans:
        yield direction(sentence, sentence[start:end], behind)


def clauses(sentence: str) -> tuple[tuple[int, int], ...]:
    """Split a sentence where another statement begins."""
    cuts = [0, *(match.start() for match in CLAUSE.finditer(sentence)), len(sentence)]
    return tuple((start, end) for start, end in pairwise(cuts) if end > start)
