"""All that is found in a run: what its lines state, what dialects read, what series, errors and the end of it say."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.tier1_logs.anew import begun_anew
from mlws_writer.tier1_logs.artifacts import artifacts_in
from mlws_writer.tier1_logs.bars import bars_of
from mlws_writer.tier1_logs.best_rows import best_rows
from mlws_writer.tier1_logs.classes import classes_of, things_of
from mlws_writer.tier1_logs.collapse import collapses, without_false_bests
from mlws_writer.tier1_logs.defaults import without_defaults
from mlws_writer.tier1_logs.despite import failures_in, recurring
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.distributions import with_distributions
from mlws_writer.tier1_logs.divergence import bests_before, divergences, ended
from mlws_writer.tier1_logs.edges import edges_of, times_of
from mlws_writer.tier1_logs.ending import Ending, ending_of
from mlws_writer.tier1_logs.events import events_of
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import sizes_of
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.markdown_tables import markdown_tables
from mlws_writer.tier1_logs.nesting import nested_names
from mlws_writer.tier1_logs.plain_lines import ends_of, plain_lines, whole_lines
from mlws_writer.tier1_logs.refusals import refusals_of, refused_again
from mlws_writer.tier1_logs.results import measured, read_results
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.statements import REPEATED, listed_notes, notes_of, statements_of, wrapped_of
from mlws_writer.tier1_logs.subjects import results_of, results_of_owners
from mlws_writer.tier1_logs.summaries import summed
from mlws_writer.tier1_logs.table_rows import table_rows
from mlws_writer.tier1_logs.tables import Named
from mlws_writer.tier1_logs.trials import best_trials
from mlws_writer.tier1_logs.troubles import (
    Trouble,
    details_of,
    error_findings,
    inside_tracebacks,
    raised_findings,
    troubles_of,
    warning_findings,
)


class Known(NamedTuple):
    """What is known of a run before anything is concluded: its lines, where they come from, what they measure."""

    lines: Sequence[Line]
    owners: Mapping[int, Family]
    tables: Mapping[bytes, Named]
    found: Sequence[Course]
    dialects: Sequence[Dialect]


def gather(known: Known) -> tuple[list[Finding], Ending]:
    """Return all that is found in a run, and how it ended."""
    lines = known.lines
    troubles = troubles_of(lines)
    ending = _ending(known, troubles)
    stated, claimed = _stated(lines, known.dialects, inside_tracebacks(lines, troubles))
    general = [*_measured(known), *_went_wrong(known, troubles), *_left_behind(known)]
    times = times_of(lines, failed=ending.outcome is Outcome.FAILED)
    findings = [*stated, *(one for one in general if one.line not in claimed), *times, *_outcome(ending)]
    whole = frozenset(kind for dialect in known.dialects for kind in dialect.whole(lines))
    findings = [one for one in findings if one.line in claimed or one.kind not in whole]
    findings = list(with_distributions(lines, findings))
    findings = list(summed(list(without_defaults(findings, known.found)), lines))
    findings = list(whole_lines(lines, findings))
    unclaimed = [line for line in lines if line.number not in claimed]
    findings.extend(plain_lines(unclaimed, findings))
    turns = {turn.at for one in known.found if measured(one) == "metric" for turn in (one.low, one.high)}
    findings.extend(ends_of(unclaimed, known.owners, turns))
    return findings, ending


def _ending(known: Known, troubles: Sequence[Trouble]) -> Ending:
    told = next((end for dialect in known.dialects if (end := dialect.ends(known.lines))), None)
    return ended(told or ending_of(known.lines, troubles, known.found), known.found)


def _measured(known: Known) -> Iterator[Finding]:
    """Yield what the series of a run say, and what they say of how it went."""
    found, lines = known.found, known.lines
    fallen = list(collapses(found))
    results = without_false_bests(list(bests_before(read_results(found), found)), fallen)
    yield from best_rows(results, known.tables)
    yield from results_of(found, lines)
    yield from results_of_owners(found, lines)
    yield from classes_of(lines, known.owners, known.tables)
    yield from things_of(lines, known.owners, known.tables)
    yield from table_rows(lines, known.owners, known.tables)
    yield from markdown_tables(lines)
    yield from divergences(found)
    yield from fallen
    yield from begun_anew(found)
    yield from best_trials(found, lines)


def _went_wrong(known: Known, troubles: Sequence[Trouble]) -> Iterator[Finding]:
    """Yield errors, where they were raised, those that came again, requests refused, and warnings."""
    lines, owners = known.lines, known.owners
    yield from error_findings(troubles)
    yield from details_of(troubles)
    yield from raised_findings(lines, troubles)
    yield from recurring(troubles, {line.number: owners[line.at].count for line in lines if line.at in owners})
    yield from failures_in(lines)
    yield from refused_again(lines, owners)
    yield from warning_findings(lines)


def _left_behind(known: Known) -> Iterator[Finding]:
    """Yield what was saved, how long bars took, how the run begins and ends, what is listed and nested, sizes."""
    lines = known.lines
    yield from artifacts_in(lines)
    yield from bars_of(lines)
    yield from edges_of(lines)
    yield from listed_notes(lines)
    yield from nested_names(lines)
    yield from sizes_of(lines)


def _stated(lines: Sequence[Line], dialects: Sequence[Dialect], program: set[int]) -> tuple[list[Finding], set[int]]:
    """Return what the lines state, and the lines that a dialect has read, in which nobody else shall look for more."""
    findings = [one for dialect in dialects for one in dialect.read_all(lines)]
    claimed: set[int] = set()
    known: dict[Hashable, list[Finding]] = {}
    before: Line | None = None
    for line in lines:
        told = next((said for dialect in dialects if (said := dialect.read(line)) is not None), None)
        if told is not None:
            findings.extend(told)
            claimed.add(line.number)
        elif line.message and not line.is_rule and line.number not in program:
            findings.extend((*_read_alone(line, known), *wrapped_of(before, line)))
        before = line
    return findings, claimed


def _read_alone(line: Line, known: dict[Hashable, list[Finding]]) -> list[Finding]:
    """Return what a line says by itself; what was found in one that says the same is `known`, and only stands elsewhere."""
    record = line.text if line.text[:1] == "{" else ""
    says = (line.message, record, line.level, line.time is None, min(line.repeats, REPEATED + 1))
    found = known.get(says)
    if found is not None:
        return [one._replace(line=line.number, time=line.time) for one in found]
    known[says] = [*notes_of(line), *statements_of(line), *events_of(line), *refusals_of(line)]
    return known[says]


def _outcome(ending: Ending) -> Iterator[Finding]:
    if ending.line and ending.outcome is not Outcome.UNKNOWN:
        yield Finding(FactKind.OUTCOME, "outcome", ending.text[:300], ending.line, ending.text[:300], weight=1.0)
