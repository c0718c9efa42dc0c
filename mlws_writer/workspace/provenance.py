"""How each published text came to be, under .mlws/provenance, one file a machine; written once the text stands.

A record that is missing, since the machine went down or the file was not copied, only means that its text is checked
against the logs as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.checking.provenance import AUTHOR, MODEL, TEMPLATE, Basis, Made, Record, records
from mlws_writer.checking.reading.apart import apart
from mlws_writer.documents import store
from mlws_writer.documents.blocks import Emission
from mlws_writer.documents.commit import machine
from mlws_writer.documents.inline import escape, rebase, targets
from mlws_writer.documents.statements import Statement, digest, statements
from mlws_writer.errors import InputError
from mlws_writer.facts.model import Fact, LogReading, Run, Series
from mlws_writer.tier1_logs.cited import cited_lines, line_digest
from mlws_writer.tier2_activity.resting import rests_on, stands_in
from mlws_writer.tier2_activity.summary import metric_name, run_names

if TYPE_CHECKING:
    from mlws_writer.workspace.layout import Workspace
    from mlws_writer.writing.compose import Composition, Provenance, Worded

_MOST = 16
"""Facts of one text."""
_LONGEST = 80
"""Letters of a value; a longer one is read from its line."""


@dataclass(frozen=True, slots=True)
class Making:
    """What some texts were made from: the runs with the readings of their logs, and what a model worded."""

    runs: tuple[Run, ...]
    readings: tuple[LogReading, ...]
    compositions: "tuple[Composition, ...]" = ()
    said: tuple[str, ...] = ()
    """What the author said, which the document repeats."""
    folder: str = "."
    """The folder of the document, from which its links are seen."""
    names: Mapping[str, str] = field(default_factory=dict)


def load(workspace: "Workspace") -> tuple[Record, ...]:
    """Read all records of a workspace, those of other machines too."""
    return records(store.read_all(_folder(workspace), "*.jsonl"))


def keep(workspace: "Workspace", file: str, emitted: Sequence[Emission], making: Making) -> None:
    """Add a record for each statement of what was just published."""
    making = replace(making, names=run_names(making.runs))
    found = [(each, part) for each in emitted for part in statements(_whole(each).encode("utf-8", "surrogatepass"))]
    before = {record.text: record for record in load(workspace)} if making.said else {}
    journal = Path(workspace.settings.activity).parent.as_posix()
    ours = tuple(_ours(making))
    drafts = [
        _repeated(
            _draft(workspace, file, emission, said, making, ours), before, rebase(said.text, making.folder, journal)
        )
        for emission, said in found
    ]
    if drafts:
        lines = _lines(workspace, drafts)
        shared = {record.made.id: record.made.written() for record in drafts if record.made}
        told = b"".join((*shared.values(), *(_finished(record, lines).written() for record in drafts)))
        store.append(_folder(workspace) / f"{machine(workspace.root)}.jsonl", told)


def _repeated(record: Record, before: Mapping[str, Record], text: str) -> Record:
    """Take over what is known of a text that the journal holds already as ours, such as a step left open."""
    known = before.get(digest(text))
    return replace(record, by=known.by, facts=known.facts) if known and record.by == AUTHOR else record


def _folder(workspace: "Workspace") -> Path:
    return workspace.state / "provenance"


def _whole(emission: Emission) -> str:
    """Write an emission as it stands in its document: a bullet of a day, or a part."""
    return f"- {emission.text}" if emission.day or emission.under else emission.text


@dataclass(frozen=True, slots=True)
class _Ours:
    """A text of a model, of which composition it is, and what that was judged by."""

    worded: "Worded"
    by: "Provenance"
    made: Made

    @property
    def parts(self) -> tuple[str, ...]:
        """The text as it stands in a document, and each statement of it."""
        own = escape(self.worded.text)
        return tuple(dict.fromkeys((own, *apart(own))))


def _ours(making: Making) -> Iterator[_Ours]:
    for composition in making.compositions:
        made = _made(composition, making)
        texts = (text for text in composition.texts if text.by_model and text.text)
        yield from (_Ours(text, composition.provenance, made) for text in texts)


def _made(composition: "Composition", making: Making) -> Made:
    """Say what the texts of a composition were judged by, so that it can be found again."""
    from mlws_writer.tier2_activity.asking import compared_with  # only a run with a model needs it

    behind = composition.behind
    runs, heads = {run.id: run for run in making.runs}, {reading.log: reading.head for reading in making.readings}
    told = (runs[run] for run in dict.fromkeys(fact.run for fact in behind.whole if fact.line) if run in runs)
    pairs = dict.fromkeys((compared_with(fact), fact.run) for fact in behind.derived)
    return Made(
        runs=tuple(Basis(run.log, max(1, run.first_line), "", heads.get(run.log, ""), run=run.id) for run in told),
        words=tuple(_of_words(fact) for fact in behind.whole if not fact.line),
        names=behind.names,
        compared=tuple(pairs),
    )


def _of_words(fact: Fact) -> Basis:
    """Name a fact that a commit or a note gives: it is known by its words."""
    return Basis(fact.citation.log, 0, fact.citation.digest, "", fact.id, fact.run, fact.kind, fact.name)


def _draft(
    workspace: "Workspace",
    file: str,
    emission: Emission,
    said: Statement,
    making: Making,
    ours: Sequence[_Ours],
) -> Record:
    """Say what a statement rests on; the digests of the lines are added when all are known."""
    record = Record(file, workspace.now.isoformat(), emission.slot.run, emission.slot.name, said.digest)
    cited = targets(rebase(said.text, making.folder, "."))
    runs = _about(emission, said, cited, making)
    own, start, end = _by_model(said, ours)
    facts = rests_on(said.plain, (f for run in runs for f in run.facts), cited, f"{said.about} {said.above}")
    written_from = tuple(dict.fromkeys(own.worded.rests_on)) if own else ()
    facts = tuple(dict.fromkeys((*written_from, *facts)))[: max(_MOST, len(written_from))]
    if own:
        record = replace(
            record,
            by=MODEL,
            own=(start, end),
            told=own.worded.told,
            stated=len(written_from),
            about=own.worded.about,
            made=own.made,
            model=own.by.model,
            model_digest=own.by.digest,
            prompt=own.worded.prompt,
            settings=own.by.settings,
        )
    elif not facts and any(remark in said.text for remark in making.said):
        record = replace(record, by=AUTHOR)
    heads = {reading.log: reading.head for reading in making.readings}
    bases = tuple(_bases(said, facts, cited, heads))
    if not bases and record.by == TEMPLATE:
        bases = tuple(_course(said, runs, making, heads))
    return replace(record, facts=bases)


def _course(said: Statement, runs: Sequence[Run], making: Making, heads: Mapping[str, str]) -> Iterator[Basis]:
    """Say what a statement rests on that gives no fact: ends of curves, or how the runs that it tells of ended."""
    low = said.plain.casefold()
    curves = [(run, series) for run in runs for series in run.series if _draws(series, low)]
    for run, series in curves:
        for point in (series.first, series.last):
            yield Basis(run.log, point.line, "", heads.get(run.log, ""), "", run.id, "metric", series.name, point.shown)
    if not curves and _ENDED.search(low) and ("run" in low.split() or "runs" in low or len(runs) < len(making.runs)):
        for run in runs[:_MOST]:
            yield Basis(run.log, run.outcome_line or run.last_line, "", heads.get(run.log, ""), "", run.id, "outcome")


def _draws(series: Series, text: str) -> bool:
    ends = f"{series.first.value} → {series.last.value}"
    return ends in text and metric_name(series.name, series.split).casefold() in text


_ENDED = re.compile(r"\b(?:completed?|failed|stopped|running|changed|needed)\b")


def _about(emission: Emission, said: Statement, cited: Sequence[tuple[str, int]], making: Making) -> Sequence[Run]:
    """Choose the runs that a statement may be about: those of its slot, of its links, of its names, else all."""
    ids = (emission.slot.run, emission.slot.name.partition(":")[2].partition("@")[0])
    found = [run for run in making.runs if run.id in ids]
    found = found or [run for run in making.runs if any(run.log == log for log, _ in cited)]
    context = f"{said.text} {said.above}".casefold()
    named = [run for run in making.runs if stands_in(making.names[run.id].casefold(), context)]
    return found or named or making.runs


def _by_model(said: Statement, ours: Sequence[_Ours]) -> tuple[_Ours | None, int, int]:
    """Find the longest text of a model in a statement, or statement of such a text: each was judged by itself."""
    found = [(own, part) for own in ours for part in own.parts if part in said.text]
    if not found:
        return None, 0, 0
    own, part = max(found, key=lambda each: len(each[1]))
    start = said.text.find(part)
    return own, start, start + len(part)


def _bases(
    said: Statement, facts: Iterable[Fact], cited: Sequence[tuple[str, int]], heads: Mapping[str, str]
) -> Iterator[Basis]:
    """Name the facts, and the cited lines of which no fact is known; a value only where the document says it."""
    told = set()
    for fact in facts:
        log, line = fact.citation.log, fact.line
        told.add((log, line))
        value = fact.shown if len(fact.shown) <= _LONGEST and fact.shown in said.plain else ""
        digest = "" if line else fact.citation.digest  # a commit or a note is known by its words
        yield Basis(log, line, digest, heads.get(log, ""), fact.id, fact.run, fact.kind, fact.name, value)
    for log, line in cited:
        if (log, line) not in told and log in heads and line:
            yield Basis(log, line, "", heads[log])


def _lines(workspace: "Workspace", drafts: Sequence[Record]) -> Mapping[tuple[str, int], str]:
    """Digest the lines that the records cite, each log read once."""
    wanted: dict[str, set[int]] = {}
    for basis in (basis for record in drafts for basis in record.facts if not basis.digest):
        wanted.setdefault(basis.log, set()).add(basis.line)
    found: dict[tuple[str, int], str] = {}
    for log, numbers in wanted.items():
        with suppress(InputError):  # gone since it was read: without a digest, its lines cannot be compared later
            lines = cited_lines(workspace.root / log, numbers)
            found |= {(log, number): line_digest(raw) for number, raw in lines.items()}
    return found


def _finished(record: Record, lines: Mapping[tuple[str, int], str]) -> Record:
    facts = tuple(
        replace(basis, digest=basis.digest or lines.get((basis.log, basis.line), "")) for basis in record.facts
    )
    return replace(record, facts=facts)
