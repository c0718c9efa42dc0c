"""`mlws verify DOC` and `mlws trace DOC:LINE`: from the sentences of a document back to the lines of the logs, now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from mlws_writer.checking.judgement import Behind, supported
from mlws_writer.checking.provenance import AUTHOR, MODEL, Basis, Record
from mlws_writer.checking.verdict import Verdict
from mlws_writer.documents import store
from mlws_writer.documents.blocks import SECTION_ORDER
from mlws_writer.documents.commit import ledger_folder, name_of
from mlws_writer.documents.inline import rebase, targets
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.statements import Statement, digest, plain, statements
from mlws_writer.errors import InputError, MlwsError
from mlws_writer.facts.model import Fact, Run
from mlws_writer.tier1_logs.cited import shown_line
from mlws_writer.tier2_activity.resting import rests_on
from mlws_writer.tier2_activity.summary import metric_name
from mlws_writer.tier2_activity.wording import head
from mlws_writer.workspace import provenance
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.shelf import Gone, Shelf


class Stands(StrEnum):
    """What can be said of a statement, as a person reads it."""

    SUPPORTED = "supported"
    UNSUPPORTED = "not supported"
    CHANGED = "the log line changed"
    GONE = "the log is gone"
    YOURS = "yours"
    NOTHING = "nothing to check"
    """Ours, and it says nothing of a log: a heading, a question, a link to a document."""


FINDINGS = (Stands.UNSUPPORTED, Stands.CHANGED, Stands.GONE)


@dataclass(frozen=True, slots=True)
class Verified:
    """A statement of a document, what can be said of it and why, who worded it, and where it leads."""

    line: int
    text: str
    stands: Stands
    reason: str = ""
    by: str = ""
    places: tuple[Basis, ...] = ()
    against: tuple[str, ...] = ()
    """What the logs say otherwise, where a person says it."""


@dataclass
class Checker:
    """Verifies the statements of one document; what it reads it reads once."""

    workspace: Workspace
    path: Path
    raw: bytes
    shelf: Shelf = field(init=False)
    _found_behind: dict[str, Behind] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.workspace)

    def all(self) -> tuple[Verified, ...]:
        """Verify each statement, in order."""
        intro = {digest(text.strip()) for text in head(self.workspace.templates).split("\n") if text.strip()}
        found = [said for said in statements(self.raw) if said.plain not in SECTION_ORDER and said.digest not in intro]
        return tuple(self._verified(said) for said in found)

    def of_line(self, line: int) -> tuple[Verified, ...]:
        """Verify the statements that stand on a line, or nearest above it."""
        found = statements(self.raw)
        start = max((said.line for said in found if said.line <= line), default=0)
        return tuple(self._verified(said) for said in found if said.line == start)

    @cached_property
    def _file(self) -> str:
        return name_of(self.path, self.workspace.root)

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        """The records by the digests of their texts, those of this document before those of others."""
        every = provenance.load(self.workspace)
        ordered = sorted(every, key=lambda record: record.file == self._file)
        return {record.text: record for record in ordered}

    @cached_property
    def _written(self) -> frozenset[str]:
        """The digests of all that the ledgers have seen written; a day that was archived was written elsewhere."""
        found = Ledger.load(ledger_folder(self.workspace.root))
        texts = [emission.text for record in found.records for emission in record.emitted]
        inside = (said.digest for text in texts for said in statements(text.encode("utf-8", "surrogatepass")))
        return frozenset((*inside, *map(digest, texts)))

    @cached_property
    def _plain_now(self) -> frozenset[str]:
        """The digests of what the templates say of the logs as they are."""
        from mlws_writer.workspace.again import said_now  # the whole of both tiers; only where a record is missing

        return frozenset(said_now(self.workspace, self._days(), self.path))

    def _days(self) -> tuple[date, ...]:
        from mlws_writer.documents.dates import day_of
        from mlws_writer.documents.markdown import Page

        page = Page.of(self.raw)
        days = [day for day, _ in page.dated]
        if not days:
            words = page.text.replace("*", " ").replace(",", " ").replace("(", " ").split()
            days = [day for word in words[:60] if (day := day_of(word))]
        return tuple(sorted(set(days)))

    def _verified(self, said: Statement) -> Verified:
        record = self._records.get(said.digest)
        if record is not None and record.by == AUTHOR:
            return self._yours(said)
        if record is not None:
            return self._recorded(said, record)
        cited = self._cited(said)
        if said.digest in self._written or (not self._has_records and said.digest in self._plain_now):
            return self._unrecorded(said, cited)
        if cited and not self._written and not self._has_records:
            return self._unrecorded(said, cited)  # nobody knows who wrote it, but it leads to a log
        return self._yours(said)

    @cached_property
    def _has_records(self) -> bool:
        return any(said.digest in self._records for said in statements(self.raw))

    def _recorded(self, said: Statement, record: Record) -> Verified:
        """Compare the lines with what they were; what a model worded is checked again."""
        if not record.facts and record.made is None:
            return Verified(said.line, said.plain, Stands.NOTHING, by=record.by)
        for basis in record.facts:
            wrong = self.shelf.state(basis)
            if wrong:
                stands = Stands.GONE if isinstance(wrong, Gone) else Stands.CHANGED
                was = (
                    f"; it gave {metric_name(basis.name)} {basis.value}"
                    if basis.value and stands is Stands.CHANGED
                    else ""
                )
                return Verified(said.line, said.plain, stands, f"{wrong}{was}", _by(record), record.facts)
        verdict = self._judged(said, record) if record.by == MODEL else Verdict(True)
        if not verdict.ok and (gone := self._gone(record)):
            return Verified(said.line, said.plain, Stands.GONE, gone, _by(record), record.facts)
        stands = Stands.SUPPORTED if verdict.ok else Stands.UNSUPPORTED
        return Verified(said.line, said.plain, stands, _why(verdict), _by(record), record.facts)

    def _gone(self, record: Record) -> str:
        """Say which log is gone of those by which a text was judged, be it that of a run it was compared with."""
        states = map(self.shelf.state, record.made.runs if record.made else ())
        return next((str(state) for state in states if isinstance(state, Gone)), "")

    def _judged(self, said: Statement, record: Record) -> Verdict:
        """Judge a text of a model as it was judged when it was composed, by the logs as they are."""
        start, end = record.own
        about = record.about if record.made else {*record.names, *(basis.run for basis in record.facts)}
        behind = self._behind(record)
        stated = _based(record, (*behind.derived, *behind.whole))
        return supported(plain(said.text[start:end]), stated, behind, about, record.told)

    def _behind(self, record: Record) -> Behind:
        """Read what the text of a record was judged by; of an older record that is what it rests on itself."""
        if record.made is None:
            runs = self.shelf.runs({basis.run for basis in record.facts})
            return _found(self.shelf.facts_of_own_words(record.facts), runs, (runs,), record.names)
        if record.made.id not in self._found_behind:
            made = record.made
            runs = self.shelf.runs_of(made.runs)
            by_id = {run.id: run for run in runs}
            pairs = ([by_id[run] for run in pair if run in by_id] for pair in made.compared)
            words = self.shelf.facts_of_own_words(made.words)
            self._found_behind[made.id] = _found(words, runs, pairs, made.names)
        return self._found_behind[record.made.id]

    def _unrecorded(self, said: Statement, cited: Sequence[tuple[str, int]]) -> Verified:
        """Judge by the logs as they are: what the templates say of them, else the facts of the runs it leads to."""
        places = tuple(Basis(log, line, "") for log, line in cited)
        for basis in places:
            if isinstance(gone := self.shelf.state(basis), Gone):
                return Verified(said.line, said.plain, Stands.GONE, str(gone), places=places)
        if said.digest in self._plain_now:
            stands = Stands.SUPPORTED if places or any(letter.isdigit() for letter in said.plain) else Stands.NOTHING
            return Verified(said.line, said.plain, stands, by="template", places=places)
        if not places and "](" in said.text:
            return Verified(said.line, said.plain, Stands.NOTHING)
        from mlws_writer.checking.check import check

        runs = self.shelf.runs_at(cited or self._all_cited)
        facts = [fact for run in runs for fact in run.facts]
        verdict = check(said.plain, facts, run_names={run.id: run.name for run in runs})
        stands = Stands.SUPPORTED if verdict.ok else Stands.UNSUPPORTED
        near = rests_on(said.plain, facts, cited)
        places = (*places, *(_basis(fact) for fact in near if (fact.citation.log, fact.line) not in cited))
        return Verified(said.line, said.plain, stands, _why(verdict), places=places)

    def _yours(self, said: Statement) -> Verified:
        """Judge nothing that a person wrote; where the logs of its run say otherwise, show both."""
        from mlws_writer.checking.contradiction import contradicted

        cited = self._cited(said) or self._cited(Statement(said.line, said.above))
        runs = self.shelf.runs_at(cited) if cited else self._runs_told_of
        found = contradicted(said.plain, [fact for run in runs for fact in run.facts])
        against = tuple(map(_said_otherwise, found))
        places = tuple(_basis(fact) for fact in found)
        return Verified(said.line, said.plain, Stands.YOURS, by="you", places=places, against=against)

    @cached_property
    def _runs_told_of(self) -> Sequence[Run]:
        """The runs that the links of the document lead to, or that its texts rest on: a session may have none."""
        here = [record for record in self._records.values() if record.file == self._file]
        places = dict.fromkeys((basis.log, basis.line) for record in here for basis in record.facts)
        return self.shelf.runs_at(self._all_cited or tuple(places))

    @cached_property
    def _all_cited(self) -> tuple[tuple[str, int], ...]:
        """Give all log lines that the document leads to: a paragraph without a link is about their runs."""
        return tuple(dict.fromkeys(place for said in statements(self.raw) for place in self._cited(said)))

    def _cited(self, said: Statement) -> tuple[tuple[str, int], ...]:
        """Give the log lines that a statement links to, as the workspace names them."""
        folder = Path(self._file).parent.as_posix()
        near = targets(rebase(said.text, folder, "."))
        found = [(log, line) for log, line in near if line and self.shelf.knows(log)]
        missing = [(log, line) for log, line in near if line and (log, line) not in found]
        return (*found, *missing)


def checker(workspace: Workspace, path: Path) -> Checker:
    """Open a document to verify; InputError where there is none."""
    raw = store.read(path)
    if raw is None:
        raise InputError(f"{path} cannot be read", why="there is no such file", fix="name a document of the workspace")
    return Checker(workspace, path, raw)


def evidence_lines(checking: Checker, verified: Verified) -> Iterator[tuple[Basis, str]]:
    """Give each place that a statement leads to with its line as it stands now, "" where it cannot be read."""
    seen = set()
    for basis in sorted(verified.places, key=lambda basis: (checking.shelf.found_at(basis), basis.line)):
        if (basis.log, basis.line) in seen:
            continue
        seen.add((basis.log, basis.line))
        try:
            raw = checking.shelf.line(basis)
        except MlwsError:
            raw = None
        yield basis, shown_line(raw) if raw is not None else ""


def _found(
    words: Sequence[Fact], runs: Sequence[Run], compared: Iterable[Sequence[Run]], names: Mapping[str, str]
) -> Behind:
    """Give facts as a composer has them: own words before the runs, as reasons are, since the last fact tells."""
    from mlws_writer.facts.derive import contrasts
    from mlws_writer.tier2_activity.asking import difference_facts  # both only where a model worded something

    derived = (f for pair in compared for contrast in contrasts(pair) for f in difference_facts(contrast))
    return Behind((*words, *(fact for run in runs for fact in run.facts)), tuple(derived), names)


def _based(record: Record, every: Sequence[Fact]) -> list[Fact]:
    """Give the facts that a text was written from, in that order; one that has another id by now by its line."""
    bases = record.facts[: record.stated] or record.facts
    by_id = {(fact.run, fact.id): fact for fact in every}
    lines = {(basis.run, basis.line) for basis in bases if (basis.run, basis.id) not in by_id}
    named = [by_id[basis.run, basis.id] for basis in bases if (basis.run, basis.id) in by_id]
    return [*named, *(fact for fact in every if (fact.run, fact.line) in lines and fact not in named)]


def _said_otherwise(fact: Fact) -> str:
    place = f"{fact.citation.log}, line {fact.line}"
    return f"the log says {metric_name(fact.name, fact.split)} {fact.shown} ({place})"


def _basis(fact: Fact) -> Basis:
    return Basis(fact.citation.log, fact.line, "", "", fact.id, fact.run, fact.kind, fact.name, fact.shown)


def _by(record: Record) -> str:
    return record.model or record.by


def _why(verdict: Verdict) -> str:
    return "" if verdict.ok else verdict.detail or verdict.reason
