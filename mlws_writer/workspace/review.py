"""`mlws review`: what some days amount to, from the journal as it stands and the facts behind it."""

import posixpath
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.commit import ledger_folder
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.reading import standing
from mlws_writer.tier2_activity import review as shaping
from mlws_writer.tier2_activity.across_runs import DatedRun
from mlws_writer.tier2_activity.review import JournalDay, Period, Review, Sources
from mlws_writer.tier2_activity.review_wording import Place
from mlws_writer.workspace.archived import month_files
from mlws_writer.workspace.days import Span, nearest
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import Material, gather
from mlws_writer.workspace.model import Tell

LOOKED_BACK = timedelta(days=366)
"""How far before the days of a review open boxes are looked for."""
_FIRST, _LAST = date(3, 1, 1), date(9998, 12, 31)
"""Days with which one can reckon: a year before and a week behind them there are still days."""


def review(workspace: Workspace, days: Span, *, keep: bool = True, tell: Tell = lambda note: None) -> Review | None:
    """Look back on some days; None, and told, where nothing lies in them."""
    material = gather(workspace, keep=keep, tell=tell)
    within = Span(max(days.first, _FIRST), min(days.last, _LAST))
    written = _journal(workspace, within)
    found = shaping.review(_period(workspace, within), _sources(workspace, material, written))
    if not found.empty:
        return found
    tell(_nothing(days, {*material.days, *_days_of_journal(workspace)}))
    return None


def last_day(workspace: Workspace, *, keep: bool = True) -> Span:
    """Give the last day before today on which there was a run or an entry; without one, yesterday."""
    known = {*gather(workspace, keep=keep).days, *_days_of_journal(workspace)}
    day = max((day for day in known if day < workspace.today), default=workspace.today - timedelta(days=1))
    return Span(day, day)


def place(workspace: Workspace, output: str = "") -> Place:
    """Say where the journal lies as seen from where a review is written; without a file that is the workspace."""
    return Place(workspace.settings.activity, posixpath.dirname(output) or ".")


def _period(workspace: Workspace, days: Span) -> Period:
    def start(day: date) -> datetime:
        return (datetime.combine(day, time(), workspace.zone) + workspace.day_start).astimezone(UTC)

    end = start(days.last + timedelta(days=1))
    return Period(days.first, days.last, start(days.first), end, workspace.today, workspace.zone)


def _sources(workspace: Workspace, material: Material, written: Sequence[JournalDay]) -> Sources:
    ledger = Ledger.load(ledger_folder(workspace.root)).of(workspace.settings.activity)
    ours = (emission.text for record in ledger.records for emission in record.emitted)
    days = sorted(material.days.items())
    ended = [DatedRun(each.summary.run, day) for day, runs in days for each in runs if each.last]
    on = {day: tuple(each.summary.run for each in runs) for day, runs in material.days.items()}
    return Sources(tuple(written), shaping.own_texts(ours), tuple(ended), on)


def _journal(workspace: Workspace, days: Span) -> list[JournalDay]:
    """Read the days until the last of those wanted, archived ones too, as far back as boxes are looked for."""
    names, found = workspace.settings.sections, list[JournalDay]()
    first = days.first - LOOKED_BACK
    for path, page in _pages(workspace):
        file = "" if path == workspace.activity else workspace.name(path)
        wanted = {day for day, _ in page.dated if first <= day <= days.last}
        found += [JournalDay(day, standing(page, day, names) or (), file) for day in wanted]
    return sorted(found, key=lambda found: found.day)


def _pages(workspace: Workspace) -> Iterator[tuple[Path, Page]]:
    """Read the journal and the months that were archived."""
    for path in (workspace.activity, *month_files(workspace)):
        yield path, Page.of(store.read(path) or b"")


def _days_of_journal(workspace: Workspace) -> set[date]:
    return {day for _, page in _pages(workspace) for day, _ in page.dated}


def _nothing(days: Span, known: set[date]) -> str:
    spoken = str(days.first) if days.first == days.last else f"{days.first} to {days.last}"
    near = nearest(days.last, known)
    where = f" The nearest day that has something is {near}." if near else " There are no logs and no entries yet."
    return f"Nothing to review: neither a run nor an entry lies in {spoken}.{where}"
