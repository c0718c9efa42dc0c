"""Looking at a workspace once, and letting each rule say what it finds."""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.attention import attention
from mlws_writer.documents.blocks import DayEntry, Note, Slot
from mlws_writer.documents.commit import ledger_folder, own_ledger, undo_folder
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.mending import late_saves
from mlws_writer.documents.parsed import bare
from mlws_writer.errors import Refused
from mlws_writer.workspace import journal
from mlws_writer.workspace.archived import all_logs, month_files
from mlws_writer.workspace.checks import file_rules, journal_rules, session_rules
from mlws_writer.workspace.checks.ground import Document, Finding, Ground
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather

RULES: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    *journal_rules.RULES,
    *session_rules.RULES,
    *file_rules.RULES,
)


def check(workspace: Workspace, tell: Callable[[str], None] = lambda note: None) -> tuple[Finding, ...]:
    """Say what needs the author, by file and line."""
    ground, refused = look(workspace, tell)
    found = chain(refused, chain.from_iterable(rule(ground) for rule in RULES))
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (finding.path, finding.line)))


def look(workspace: Workspace, tell: Callable[[str], None] = lambda note: None) -> tuple[Ground, tuple[Finding, ...]]:
    """Read all that the rules look at; a journal that would be refused is a finding by itself."""
    raw = store.read(workspace.activity) or b""
    name = workspace.name(workspace.activity)
    material = gather(workspace, tell=tell)
    entries: tuple[DayEntry, ...] = ()
    outlook: dict[date, tuple[Note, ...]] = {}
    refused: tuple[Finding, ...] = ()
    try:
        entries, plan = journal.outlook(workspace, material)
        outlook = _by_day(entries, plan.report)
    except Refused as error:
        refused = (Finding("refused", name, 1, f"{error.message}: {error.why}", error.fix),)
    ledger = Ledger.load(ledger_folder(workspace.root)).of(name)
    months = tuple(Document(workspace.name(path), Page.of(path.read_bytes())) for path in month_files(workspace))
    archived = frozenset(day for month in months for day, _ in month.page.dated)
    sizes = {reading.log: reading.lines for reading in material.readings}
    return (
        Ground(
            workspace=workspace,
            journal=Document(name, Page.of(raw)),
            sessions=tuple(_sessions(workspace)),
            months=months,
            runs=material.days,
            outlook=outlook,
            needs=attention(raw, ledger, entries, file=name, elsewhere=archived),
            ours=frozenset(bare(emission.text) for record in ledger.records for emission in record.emitted),
            files=_files(workspace),
            late=_late(workspace),
            exists=lru_cache(None)(lambda target: (workspace.root / target).exists()),
            lines=lambda target: sizes.get(target, 0),
        ),
        refused,
    )


def _by_day(entries: tuple[DayEntry, ...], report: tuple[Note, ...]) -> dict[date, tuple[Note, ...]]:
    """Put the notes of a plan under the days that they are about."""
    days: dict[Slot, date] = {}
    for entry in entries:
        for top in chain.from_iterable(section.bullets for section in entry.sections):
            days |= dict.fromkeys([top.slot, *(child.slot for child in top.children)], entry.day)
    found: dict[date, list[Note]] = defaultdict(list)
    for note in report:
        if note.slot in days:
            found[days[note.slot]].append(note)
    return {day: tuple(notes) for day, notes in found.items()}


def _sessions(workspace: Workspace) -> Iterator[Document]:
    for path in sorted(workspace.sessions.rglob("*.md")) if workspace.sessions.is_dir() else []:
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(workspace.sessions).parts):
            yield Document(workspace.name(path), Page.of(path.read_bytes()))


def _late(workspace: Workspace) -> dict[str, str]:
    """Name the documents with a version into which an editor saved after it was replaced, and where that is kept."""
    ledger = own_ledger(workspace.root)
    undo = undo_folder(workspace.root)
    names = dict.fromkeys(record.file for record in ledger.records if record.op == "intent")
    found = {name: late_saves(undo, ledger.of(name)) for name in names}
    return {name: workspace.name(late[-1].kept.path) for name, late in found.items() if late}


def _files(workspace: Workspace) -> tuple[str, ...]:
    """Name what lies beside the journal and the sessions, and the logs."""
    folders = dict.fromkeys([workspace.activity.parent, workspace.sessions])
    beside = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()) if path.is_file()]
    logs = [workspace.root / log for log in all_logs(workspace)]
    return tuple(dict.fromkeys(_name(workspace, path) for path in (*beside, *logs)))


def _name(workspace: Workspace, path: Path) -> str:
    return posixpath.normpath(workspace.name(path))


def mend(
    workspace: Workspace, findings: tuple[Finding, ...], tell: Callable[[str], None], *, dry_run: bool = False
) -> journal.Summarized | None:
    """Write the days that are missing or stale, without a model; nothing else is provably safe to change."""
    days = tuple(sorted({_day_in(finding) for finding in findings if finding.rule in MENDED}))
    if not days:
        return None
    return journal.summarize(workspace, journal.Order(days=days, model="none", dry_run=dry_run), tell)


MENDED = ("missing-day", "stale-day")
"""The rules whose findings `--fix` settles: by the command that each of them names."""


def _day_in(finding: Finding) -> date:
    return date.fromisoformat(finding.fix.rpartition(" ")[2])
