"""One launch's condensed lines become a run with its facts."""

import re
from collections.abc import Hashable, Iterator, Sequence
from hashlib import sha256
from pathlib import PurePath

from mlws_writer.facts.model import Citation, Fact, FactKind, Ignored, Outcome, Run, Work
from mlws_writer.facts.redact import HIDDEN
from mlws_writer.tier1_logs.anew import begun_anew
from mlws_writer.tier1_logs.artifacts import artifacts_in
from mlws_writer.tier1_logs.bars import bars_of
from mlws_writer.tier1_logs.clock import set_backs
from mlws_writer.tier1_logs.collapse import collapses, without_false_bests
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.coverage import coverage
from mlws_writer.tier1_logs.defaults import without_defaults
from mlws_writer.tier1_logs.despite import failures_in, recurring
from mlws_writer.tier1_logs.dialects import dialects_of
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.divergence import divergences, ended
from mlws_writer.tier1_logs.ending import Ending, ending_of
from mlws_writer.tier1_logs.events import edges_of, events_of, refusals_of, times_of
from mlws_writer.tier1_logs.families import Family, Segment
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import sizes_of
from mlws_writer.tier1_logs.lines import Line, read_line
from mlws_writer.tier1_logs.nesting import nested_names
from mlws_writer.tier1_logs.plain_lines import SAID, plain_lines, whole_lines
from mlws_writer.tier1_logs.results import class_of, measured, read_results
from mlws_writer.tier1_logs.series import Course, courses, series_of
from mlws_writer.tier1_logs.statements import REPEATED, is_config, listed_notes, notes_of, statements_of, wrapped_of
from mlws_writer.tier1_logs.subjects import results_of, results_of_owners
from mlws_writer.tier1_logs.summaries import summed
from mlws_writer.tier1_logs.tables import name_rows
from mlws_writer.tier1_logs.troubles import (
    error_findings,
    inside_tracebacks,
    raised_findings,
    troubles_of,
    warning_findings,
)

MOST_FACTS = 3_000
LONGEST_KEY = 120
"""How many lines a private key that was printed may have."""
SAMPLE, LAST_WORDS = 200, 50
SAME = 64
"""Up to how often a line without numbers may recur (ranks, workers) and still be one statement."""
LEARNED = 3
"""From how many values of a metric on training data on a run is a training."""
_STAMP = re.compile(r"^\d{8}[-_]?\d{6}[-_]?|^\d{4}-\d\d-\d\d[-_T]?(?:\d\d[-:]?\d\d(?:[-:]?\d\d)?)?[-_]?")
_KEY_EDGE = re.compile(rb"-----(BEGIN|END) [A-Z0-9 ]*(?:KEY|CERTIFICATE)(?: BLOCK)?-----")
_KEY_LINE = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}|\b(?:Proc-Type|DEK-Info): .*")
_SUFFIXES = frozenset({".log", ".txt", ".out", ".jsonl", ".json", ".err", ".ndjson"})
_WORKS = {"experiments": Work.EXPERIMENT, "training": Work.TRAINING, "agents": Work.AGENT}
_SIGNS = (
    (Work.SERVER, ("uvicorn", "http/1.1", "llama_server", "listening on", "api_server", "server listening")),
    (
        Work.AGENT,
        ("tool call", "tool_call", "agent", "assistant", '"role"', "thought:", "prompt_tokens", "completion tokens"),
    ),
    (Work.TRAINING, ("epoch", "train loss", "train_loss", "loss", "fine-tun", "finetun", "optimizer")),
    (Work.DATA, ("deduplicat", " rows", " records", "preprocess", "tokeniz", "download")),
    (Work.EXPERIMENT, ("accuracy", "experiment", "evaluat", "benchmark", "result")),
)


class _Kept:
    """The lines that are kept of a run, in the order of the log: the ends of families, and where metrics turn."""

    def __init__(self, run: Condensed, secrets: set[str]) -> None:
        self._secrets = secrets
        self.owners: dict[int, Family] = {}
        self._lines: dict[int, Line] = {}
        self._keys: dict[int, bool] = {}
        """Where private keys begin (True) and end, by segment."""
        for family in run.families.values():
            for segment in family.heads + family.tails:
                self.owners[segment.at] = family
                self._add(segment, family.count if family.columns or family.count > SAME else min(family.count, 2))
        for segment in (run.first, run.last):
            self._add(segment, 1)

    def _add(self, segment: Segment, repeats: int) -> None:
        if b"-----" in segment.raw and (edge := _KEY_EDGE.search(segment.raw)):
            self._keys[segment.at] = edge[1] == b"BEGIN"
        if segment.at not in self._lines:
            self._lines[segment.at] = read_line(segment, repeats, self._secrets)

    def add_turns(self, found: Sequence[Course]) -> None:
        """Keep the lines where metrics have their extremes, and the few before each."""
        for course in found:
            if measured(course) == "metric":
                for turn in (course.low, course.high):
                    self._add(Segment(turn.at, turn.line, turn.raw), course.size)
                    for segment in turn.before:
                        self._add(segment, course.size)

    @property
    def lines(self) -> list[Line]:
        lines = [self._lines[at] for at in sorted(self._lines)]
        return [self._without_key(line) for line in lines] if self._keys else lines

    def _without_key(self, line: Line) -> Line:
        """Hide a line of a key that was printed over several; where its end is missing, what looks like one."""
        before = max((at for at in self._keys if at < line.at), default=0)
        if not self._keys.get(before) or line.at - before > LONGEST_KEY or line.at in self._keys:
            return line
        ends = any(not begins for at, begins in self._keys.items() if at > line.at)
        if not ends and not _KEY_LINE.search(line.text):
            return line
        self._secrets.update(_KEY_LINE.findall(line.text))
        return line._replace(text=HIDDEN, message=HIDDEN)


def name_of(log: str) -> str:
    """Return a run's name from its log's: the file name without time stamp and suffix."""
    path = PurePath(log)
    stem = path.stem if path.suffix in _SUFFIXES else path.name
    return _STAMP.sub("", stem) or stem


def work_of(log: str, lines: Sequence[Line], dialects: Sequence[Dialect], found: Sequence[Course] = ()) -> Work:
    """Return the kind of work: what the log's folder says, else its dialect, else what it measured, else its words."""
    for part in PurePath(log).parts[-3:-1]:
        if part in _WORKS:
            return _WORKS[part]
    for dialect in dialects:
        if dialect.work is not None:
            return dialect.work
    if any(one.split == "train" and one.size >= LEARNED and measured(one) == "metric" for one in found):
        return Work.TRAINING
    near = [line for line in (*lines[:SAMPLE], *lines[-SAMPLE:]) if not line.message.startswith(("    ", '  File "'))]
    text = "\n".join([line.message[:300] for line in near]).lower()
    counts = [(sum(map(text.count, signs)), work) for work, signs in _SIGNS]
    most = max(count for count, _ in counts)
    return next((work for count, work in counts if count == most), Work.OTHER) if most else Work.OTHER


def read_run(
    run: Condensed, *, log: str, head: str, launch: int, first_id: int, secrets: set[str]
) -> tuple[Run, int, list[Ignored]]:
    """Return a run with its facts, whose ids count on from `first_id`; how many segments they rest on; what led to none.

    What no fact may hold is put into `secrets`.
    """
    kept = _Kept(run, secrets)
    configs = {kept.owners[line.at].text for line in kept.lines if line.at in kept.owners and is_config(line)}
    found = courses(run, name_rows(kept.lines, kept.owners), configs)
    kept.add_turns(found)
    lines = kept.lines
    dialects = dialects_of(_sample(lines))
    run_id = "r-" + sha256(f"{head}#{launch}".encode()).hexdigest()[:12]
    troubles = troubles_of(lines)
    ending = next((end for dialect in dialects if (end := dialect.ends(lines))), None) or ending_of(
        lines, troubles, found
    )
    ending = ended(ending, found)
    program = inside_tracebacks(lines, troubles)
    stated, claimed = _stated(lines, dialects, program)
    fallen = list(collapses(found))
    general = [
        *without_false_bests(list(read_results(found)), fallen),
        *results_of(found, lines),
        *results_of_owners(found, lines),
        *divergences(found),
        *fallen,
        *begun_anew(found),
        *error_findings(troubles),
        *raised_findings(lines, troubles),
        *recurring(troubles, {line.number: kept.owners[line.at].count for line in lines if line.at in kept.owners}),
        *failures_in(lines),
        *artifacts_in(lines),
        *bars_of(lines),
        *edges_of(lines),
        *listed_notes(lines),
        *nested_names(lines),
        *sizes_of(lines),
        *warning_findings(lines),
    ]
    findings = [
        *stated,
        *(one for one in general if one.line not in claimed),
        *times_of(lines),
        *_outcome(ending),
    ]
    whole = frozenset(kind for dialect in dialects for kind in dialect.whole(lines))
    findings = [one for one in findings if one.line in claimed or one.kind not in whole]
    findings = list(summed(list(without_defaults(findings, found)), lines))
    findings = list(whole_lines(lines, findings))
    findings.extend(plain_lines([line for line in lines if line.number not in claimed], findings))
    title = next((title for dialect in dialects if (title := dialect.title(lines))), None)
    name, work = title or (name_of(log), work_of(log, lines, dialects, found))
    times = [line.time for line in lines if line.time is not None]
    series = tuple(
        [series_of(one, run_id) for one in found if one.size > 1 and measured(one) == "metric" and not one.is_each]
    )
    made = Run(
        id=run_id, log=log, launch=launch, name=name, work=work,
        first_line=run.first.line, last_line=run.last.line, outcome=ending.outcome, outcome_line=ending.line,
        outcome_text=ending.text[:300], started=times[0] if times else None, ended=times[-1] if times else None,
        facts=_facts(findings, run_id, log, lines, first_id), series=series, set_backs=set_backs(lines),
    )  # fmt: skip
    told = {fact.line for fact in made.facts if fact.name != SAID}
    known = {track.family.text for one in found if class_of(one.name) != "other" for track in one.tracks}
    understood, ignored = coverage(run, lines, kept.owners, told, known)
    return made, understood, ignored


def _sample(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the first lines, and the last ones where launchers and schedulers speak."""
    return lines if len(lines) <= SAMPLE + LAST_WORDS else [*lines[:SAMPLE], *lines[-LAST_WORDS:]]


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


def _facts(findings: Sequence[Finding], run: str, log: str, lines: Sequence[Line], first_id: int) -> tuple[Fact, ...]:
    unique: dict[tuple[FactKind, str, str, str, str], Finding] = {}
    for finding in findings:
        turn = finding.step if finding.kind is FactKind.INTERACTION else ""
        key = (finding.kind, finding.name, finding.value, finding.split, turn)
        if key not in unique or unique[key].weight < finding.weight:
            unique[key] = finding
    chosen = sorted(unique.values(), key=lambda finding: -finding.weight)[:MOST_FACTS]
    chosen.sort(key=lambda finding: (finding.line, finding.kind, finding.name, finding.value))
    texts = {line.number: line.text for line in lines}
    digests = {at: sha256(texts.get(at, "").encode()).hexdigest()[:16] for at in {one.line for one in chosen}}
    return tuple([
        Fact(
            id=f"F{number}", run=run, kind=one.kind, name=one.name, value=one.value,
            citation=Citation(log, one.line, digests[one.line]), unit=one.unit,
            step=one.step, split=one.split, text=one.text, weight=round(one.weight, 3), tainted=one.tainted, time=one.time,
        )
        for number, one in enumerate(chosen, first_id)
    ])  # fmt: skip
