"""What happened on a day beside its runs: commits, models that were pulled or created, data that changed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import Bullet, Slot, source_of
from mlws_writer.documents.commit import ledger_folder
from mlws_writer.documents.ledger import Ledger
from mlws_writer.errors import ModelUnavailable
from mlws_writer.sources.folders import changed
from mlws_writer.sources.git import Commit, commits
from mlws_writer.sources.model_store import StoredModel, models_between
from mlws_writer.tier2_activity.entry import Say
from mlws_writer.workspace.layout import Workspace

if TYPE_CHECKING:
    from mlws_writer.writing.chat import Door

MODEL, DATA = "model:", "data:"
"""How the slots of such bullets begin, where a run's id stands in those of runs."""
_COMMITS, _FOLDERS = 9, 6
_SECONDS = 3.0

Placed = tuple[str, Bullet]
"""A bullet with the section that it stands in."""


def beside(workspace: Workspace, say: Say, day: date) -> list[Placed]:
    """Make the bullets of a day that no log is behind."""
    return [*_code(workspace, say, day), *_data(workspace, say, day)]


def commits_of(workspace: Workspace, day: date) -> tuple[Commit, ...]:
    """List the commits of a day, where they are wanted."""
    return commits(workspace.root, *_span(workspace, day)) if workspace.settings.commits else ()


def listed(door: "Door") -> tuple[StoredModel, ...]:
    """Ask an Ollama server that answers for its list of models; another server has none."""
    if not door.url or door.name.startswith("openai:"):
        return ()
    from mlws_writer.writing.server import installed  # here, since only a run with a model needs it

    try:
        found = installed(door.url, _SECONDS)
    except ModelUnavailable:
        return ()  # it answered a moment ago: the entry does without its list, as it does without a server
    here = (each for each in found if not each.cloud and each.modified is not None)
    return tuple(StoredModel(each.name, each.digest, each.size, each.modified) for each in here if each.modified)


def _span(workspace: Workspace, day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(), workspace.zone) + workspace.day_start
    return start, start + timedelta(days=1) - timedelta(seconds=1)


def _code(workspace: Workspace, say: Say, day: date) -> Iterator[Placed]:
    found = commits_of(workspace, day)
    shown = found[-_COMMITS:]
    if len(found) > len(shown):
        text = say("more_commits", count=len(found) - len(shown))
        yield "Code", Bullet(Slot(f"git:{found[0].id[:12]}", "more"), text, found[-1].id, link="")
    for commit in shown:
        yield "Code", Bullet(Slot(f"git:{commit.id[:12]}", "commit"), say("commit", commit=commit), commit.id, link="")


def models_of(workspace: Workspace, say: Say, day: date, models: Sequence[StoredModel]) -> Iterator[Placed]:
    """Make the bullets of the models that a server's list says were pulled or created on a day."""
    for model in models_between(models, *_span(workspace, day)):
        slot = Slot(f"{MODEL}{model.digest.removeprefix('sha256:')[:12] or model.name}", "pulled")
        text = say("pulled", model=model, size=_spoken(model.size), time=model.time.astimezone(workspace.zone))
        yield "Models", Bullet(slot, text, source_of(model.name, model.digest), link="")


def _data(workspace: Workspace, say: Say, day: date) -> Iterator[Placed]:
    """Tell what changed under the data folders; of a day that is over, what was told then stays.

    Only the last change of a file is known: a file that changes again later would be taken out of the day before.
    """
    known: frozenset[Slot] = frozenset()
    if day != workspace.today:
        known = Ledger.load(ledger_folder(workspace.root)).of(workspace.settings.activity).slots()
    for each in changed(workspace.root, workspace.settings.data, *_span(workspace, day))[:_FOLDERS]:
        slot = Slot(f"{DATA}{each.folder}", f"changed@{day}")
        if slot not in known:
            text = say("data", folder=each.folder, files=each.files, size=_spoken(each.size))
            yield "Datasets", Bullet(slot, text, source_of(*each.files, str(each.size)), link="")


def _spoken(size: int) -> str:
    """Write a number of bytes as a person reads it."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.3g} {unit}" if amount < 1000 else f"{amount:.0f} {unit}"
