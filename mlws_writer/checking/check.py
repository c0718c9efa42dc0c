"""Check a sentence against facts: each number, name, direction, outcome and cause must have one behind it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from mlws_writer.checking.assertions import comparison, untainted
from mlws_writer.checking.names.befell import befell
from mlws_writer.checking.names.chosen import chosen
from mlws_writer.checking.names.company import company, elsewhere, logged_end
from mlws_writer.checking.names.configured import counts
from mlws_writer.checking.names.counted_kinds import other_kind
from mlws_writer.checking.names.deeds_apart import deeds_apart
from mlws_writer.checking.names.devices import device
from mlws_writer.checking.names.field_terms import another_term
from mlws_writer.checking.names.fields import other_field
from mlws_writer.checking.names.formats import file_format
from mlws_writer.checking.names.holders import holders
from mlws_writer.checking.names.licence import licence
from mlws_writer.checking.names.machines import machines
from mlws_writer.checking.names.naming import names_known, rivals
from mlws_writer.checking.names.numbered_things import numbered_thing
from mlws_writer.checking.names.pairing import at_home, paired, run_together
from mlws_writer.checking.names.people import doer
from mlws_writer.checking.names.quoting import longer_names, misquoted, named_values, sibling_names
from mlws_writer.checking.names.resources import resource
from mlws_writer.checking.names.roles import roles
from mlws_writer.checking.names.slotted import slotted
from mlws_writer.checking.names.told_as import one_of_a_list, told_as
from mlws_writer.checking.numbers.as_large_as import as_large_as
from mlws_writer.checking.numbers.binding import bound
from mlws_writer.checking.numbers.bounds import bounded
from mlws_writer.checking.numbers.by_how_much import by_how_much
from mlws_writer.checking.numbers.comparing import comparative
from mlws_writer.checking.numbers.instead import instead
from mlws_writer.checking.numbers.leads import of_another
from mlws_writer.checking.numbers.line_of_another import line_of_another
from mlws_writer.checking.numbers.majorities import of_its_items
from mlws_writer.checking.numbers.owners import owner
from mlws_writer.checking.numbers.placed import misplaced
from mlws_writer.checking.numbers.shared_out import shared_out
from mlws_writer.checking.numbers.there_were import there_were
from mlws_writer.checking.order.against import against, setting
from mlws_writer.checking.order.amounts_compared import amounts_compared
from mlws_writer.checking.order.by_a_deed import by_a_deed
from mlws_writer.checking.order.by_turn import by_turn
from mlws_writer.checking.order.courses import course
from mlws_writer.checking.order.denied import denied
from mlws_writer.checking.order.directions import directions, made
from mlws_writer.checking.order.former_rivals import former_rival
from mlws_writer.checking.order.monotone import end_of_a_setting, monotone
from mlws_writer.checking.order.of_two_in_turn import of_two_in_turn
from mlws_writer.checking.order.on_a_level import on_a_level
from mlws_writer.checking.order.outdone import outdone
from mlws_writer.checking.order.poles import poles
from mlws_writer.checking.order.ranking import superlative
from mlws_writer.checking.order.reverse import the_reverse
from mlws_writer.checking.order.sameness import sameness
from mlws_writer.checking.order.sequence import sequence
from mlws_writer.checking.order.settings_changed import settings_changed
from mlws_writer.checking.order.spoken_columns import other_column
from mlws_writer.checking.order.standing import own_extreme, place, rank
from mlws_writer.checking.order.trials import trials
from mlws_writer.checking.order.units import unit_words
from mlws_writer.checking.outcomes.attempts import attempts, every_one
from mlws_writer.checking.outcomes.brought_about import brought_about
from mlws_writer.checking.outcomes.causes import cause
from mlws_writer.checking.outcomes.contrary import contrary
from mlws_writer.checking.outcomes.denied_deeds import denied_deed
from mlws_writer.checking.outcomes.disposed import disposed
from mlws_writer.checking.outcomes.events import events
from mlws_writer.checking.outcomes.every_line import every_line
from mlws_writer.checking.outcomes.fates import fate
from mlws_writer.checking.outcomes.for_good import for_good
from mlws_writer.checking.outcomes.given_up import given_up
from mlws_writer.checking.outcomes.helped import helped
from mlws_writer.checking.outcomes.lacking import lacking
from mlws_writer.checking.outcomes.lasting import lasting
from mlws_writer.checking.outcomes.moments import time_of_day
from mlws_writer.checking.outcomes.none_there import none_there
from mlws_writer.checking.outcomes.not_that import not_that
from mlws_writer.checking.outcomes.opposites import opposite
from mlws_writer.checking.outcomes.outcomes import called, nothing_done, outcome
from mlws_writer.checking.outcomes.parts_ended import part_ended
from mlws_writer.checking.outcomes.retold import retold
from mlws_writer.checking.outcomes.shares_of_all import shares_of_all
from mlws_writer.checking.outcomes.states import state
from mlws_writer.checking.outcomes.tallies import tally
from mlws_writer.checking.outcomes.targets import fell_short, gate, target
from mlws_writer.checking.outcomes.to_the_end import to_the_end
from mlws_writer.checking.outcomes.turning import turning
from mlws_writer.checking.outcomes.unable import unable
from mlws_writer.checking.outcomes.universals import of_all_or_none
from mlws_writer.checking.outcomes.unreal import unreal
from mlws_writer.checking.outcomes.untold import untold
from mlws_writer.checking.outcomes.whole_course import whole_course
from mlws_writer.checking.reading.brackets import side_by_side
from mlws_writer.checking.reading.evidence import Evidence, evidence
from mlws_writer.checking.reading.language import sentences
from mlws_writer.checking.reading.log_words import in_the_words_of_the_log
from mlws_writer.checking.reading.plain_words import in_plain_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.views import asserted, speaks_of
from mlws_writer.facts.model import Fact
from mlws_writer.facts.patterns import in_ascii

CHECKS = (
    names_known, untainted, comparison, cause, time_of_day, by_how_much, comparative, bound,
    rivals, licence, former_rival, events, nothing_done, outcome, opposite, contrary, not_that,
    of_all_or_none, shares_of_all, every_line, denied_deed, lacking, none_there, fate, every_one, attempts, unable, given_up, for_good, to_the_end, whole_course, state, brought_about,
    lasting, turning, retold, unreal, holders, doer, helped, tally, part_ended, shared_out, other_kind, called, there_were, of_another, instead,
    befell, numbered_thing, resource, file_format, another_term, machines, device, told_as, one_of_a_list, slotted, roles, other_field, poles, chosen, superlative, outdone, the_reverse,
    deeds_apart, disposed, own_extreme, bounded, of_its_items, as_large_as, against, setting, amounts_compared, denied, sequence, sameness, on_a_level, settings_changed,
    made, by_a_deed, place, rank, company, elsewhere, logged_end, target, fell_short, gate, unit_words, misplaced, line_of_another, of_two_in_turn, other_column,
    course, by_turn, monotone, end_of_a_setting, trials, directions, untold, owner,
)  # fmt: skip
"""The checks of a sentence, in the order in which they decide.

`bound` refuses most of what is wrong, so it comes as early as a better reason allows: the others need not be tried then.
"""
_OF_A_VIEW = (names_known, bound)

__all__ = ["Verdict", "check", "check_evidence", "check_plan", "to_the_letter"]


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
    return next(objections(sentence, facts, known=known, run_names=run_names, view=view), Verdict(True))


def objections(
    text: str,
    facts: Sequence[Fact],
    *,
    known: Sequence[Fact] = (),
    run_names: Mapping[str, str] | None = None,
    view: bool = False,
) -> Iterator[Verdict]:
    """Give all that there is to object to a text, as `check` judges it; the first decides."""
    behind = evidence(facts, known, run_names)
    for sentence in sentences(text):
        yield from _objections(sentence, behind, view=view)


def check_plan(
    text: str, facts: Sequence[Fact], *, known: Sequence[Fact] = (), run_names: Mapping[str, str] | None = None
) -> Verdict:
    """Judge a plan or a supposition as a view, and what in it does not read as one as a statement, which must say something."""
    behind = evidence(facts, known, run_names)
    verdicts = (verdict for sentence in sentences(text) for verdict in _of_a_plan(sentence, behind))
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def _of_a_plan(sentence: str, behind: Evidence) -> Iterator[Verdict]:
    yield check_evidence(sentence, behind, view=True)
    for told in asserted(sentence):
        yield speaks_of(told, behind.ground.words)
        yield from (check_evidence(part, behind) for part in sentences(told))


def to_the_letter(text: str, facts: Sequence[Fact], run_names: Mapping[str, str], runs: Collection[str]) -> Verdict:
    """Judge whose the results of a text are, and what it takes word for word, by all facts of `runs`, those it may rank."""
    verdicts = (
        _ranked(text, runs),
        paired(text, facts, run_names),
        at_home(text, facts),
        run_together(text, facts),
        misquoted(text, facts),
        named_values(text, facts),
        counts(text, facts),
        side_by_side(text, facts),
        longer_names(text, facts, run_names.values()),
        sibling_names(text, facts, run_names.values()),
    )
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


_MOST_OF_ALL = re.compile(
    r"\b(?:best|worst|weakest|strongest|fastest|slowest|quickest|highest|lowest|largest|smallest|longest|shortest|most|least)\b"
    r"[^,;.]*\b(?:runs?|of (?:the|this) day|of all|of them|"
    r"of the (?:two|three|four|five|six|seven|eight|nine|ten|\d+))\b",
    re.IGNORECASE,
)


def _ranked(text: str, runs: Collection[str]) -> Verdict:
    """Refuse a rank among runs in a text that is of one: nothing that it rests on says it."""
    found = _MOST_OF_ALL.search(text)
    if found and len(runs) < 2:
        return Verdict(
            False, "invented_comparison", f"the facts for this text are of one run; {found.group()!r} ranks several"
        )
    return Verdict(True)


def check_evidence(sentence: str, behind: Evidence, *, view: bool = False) -> Verdict:
    """Judge one sentence; the first check that fails decides."""
    return next(_objections(sentence, behind, view=view), Verdict(True))


_ATTRIBUTED = re.compile(
    r"^(?:According to (?:the [a-z -]{3,30}|[A-Z][a-z]+), |(?:[A-Z][a-z]+|The (?:note|remark|comment)) (?:says|said|writes|wrote|notes|noted|remarks|remarked) (?:that )?)(?P<rest>.+)$"
)
"""Whose statement it is, where no cited line is a quotation: what a note says is as the log's own."""


def _objections(sentence: str, behind: Evidence, *, view: bool) -> Iterator[Verdict]:
    plain = in_the_words_of_the_log(in_plain_words(in_ascii(sentence)), behind)
    if len(behind.firsthand) == len(behind.statements) and (told := _ATTRIBUTED.match(plain)):
        if not (verdict := doer(plain, behind)).ok:
            yield verdict
        plain = told["rest"][:1].upper() + told["rest"][1:]
    verdicts = (look(plain, behind) for look in (_OF_A_VIEW if view else CHECKS))
    yield from (verdict for verdict in verdicts if not verdict.ok)
