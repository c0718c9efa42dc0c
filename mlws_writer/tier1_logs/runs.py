"""One launch's condensed lines become a run with its facts."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath

from mlws_writer.facts.model import Citation, Fact, FactKind, Ignored, Outcome, Run, Series, Work
from mlws_writer.tier1_logs.clock import set_backs
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.coverage import coverage
from mlws_writer.tier1_logs.dialects import dialects_of
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.edges import span_of
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.gather import Known, gather
from mlws_writer.tier1_logs.kept import Kept
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.plain_lines import SAID
from mlws_writer.tier1_logs.results import class_of, measured
from mlws_writer.tier1_logs.series import Course, courses, series_of
from mlws_writer.tier1_logs.statements import is_config
from mlws_writer.tier1_logs.tables import name_rows

MOST_FACTS = 3_000
SAMPLE, LAST_WORDS = 200, 50
LEARNED = 3
"""From how many values of a metric on training data on a run is a training."""
_STAMP = re.compile(r"^\d{8}[-_]?\d{6}[-_]?|^\d{4}-\d\d-\d\d[-_T]?(?:\d\d[-:]?\d\d(?:[-:]?\d\d)?)?[-_]?")
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
    if any(map(_is_learned, found)):
        return Work.TRAINING
    near = [line for line in (*lines[:SAMPLE], *lines[-SAMPLE:]) if not line.message.startswith(("    ", '  File "'))]
    text = "\n".join([line.message[:300] for line in near]).lower()
    counts = [(sum(map(text.count, signs)), work) for work, signs in _SIGNS]
    most = max(count for count, _ in counts)
    return next((work for count, work in counts if count == most), Work.OTHER) if most else Work.OTHER


def _is_learned(one: Course) -> bool:
    """Tell whether a course is of training: a metric on training data, or a learning rate that changed."""
    if one.size < LEARNED:
        return False
    if measured(one) == "metric":
        return one.split == "train"
    return class_of(one.name) == "lr" and one.low.size < one.high.size


def read_run(
    run: Condensed, *, log: str, head: str, launch: int, first_id: int, secrets: set[str]
) -> tuple[Run, int, list[Ignored]]:
    """Return a run with its facts, whose ids count on from `first_id`; how many segments they rest on; what led to none.

    What no fact may hold is put into `secrets`.
    """
    known = _known(run, secrets)
    lines, found = known.lines, known.found
    findings, ending = gather(known)
    run_id = "r-" + sha256(f"{head}#{launch}".encode()).hexdigest()[:12]
    title = next((title for dialect in known.dialects if (title := dialect.title(lines))), None)
    name, work = title or (name_of(log), work_of(log, lines, known.dialects, found))
    started, stopped = span_of(lines, failed=ending.outcome is Outcome.FAILED)
    made = Run(
        id=run_id, log=log, launch=launch, name=name, work=work,
        first_line=run.first.line, last_line=run.last.line, outcome=ending.outcome, outcome_line=ending.line,
        outcome_text=ending.text[:300], started=started, ended=stopped,
        facts=_facts(findings, run_id, log, lines, first_id), series=_series(found, run_id), set_backs=set_backs(lines),
    )  # fmt: skip
    told = {fact.line for fact in made.facts if fact.name != SAID}
    families = {track.family.text for one in found if class_of(one.name) != "other" for track in one.tracks}
    understood, ignored = coverage(run, lines, known.owners, told, families)
    return made, understood, ignored


def _known(run: Condensed, secrets: set[str]) -> Known:
    """Read the lines that are kept of a run, and the courses of its numbers."""
    kept = Kept(run, secrets)
    lines = kept.lines
    tables = name_rows(lines, kept.owners)
    configs = {kept.owners[line.at].text for line in lines if line.at in kept.owners and is_config(line)}
    numbered = {text for text, named in tables.items() if named.numbered}
    found = courses(run, tables, configs | numbered)
    kept.add_turns(found)
    lines = kept.lines
    return Known(lines, kept.owners, tables, found, dialects_of(_sample(lines)))


def _series(found: Sequence[Course], run: str) -> tuple[Series, ...]:
    kept = [one for one in found if one.size > 1 and (_is_beside(one) or measured(one) == "metric") and not one.is_each]
    return tuple([series_of(one, run) for one in kept])


def _is_beside(course: Course) -> bool:
    """Tell whether something of any name was counted at each value of a setting."""
    return bool(course.swept) and course.name != course.swept and class_of(course.name) != "step"


def _sample(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the first lines, and the last ones where launchers and schedulers speak."""
    return lines if len(lines) <= SAMPLE + LAST_WORDS else [*lines[:SAMPLE], *lines[-LAST_WORDS:]]


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
