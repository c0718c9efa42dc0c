"""Eval cases: folders with a case.toml, logs and recorded replies; playing one gives the document it leads to."""

import json
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import resources
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError, UsageError
from mlws_writer.facts.model import Run
from mlws_writer.workspace import ideas, journal, sessions
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings
from mlws_writer.workspace.verifying import Verified, checker
from mlws_writer.writing.chat import Door
from mlws_writer.writing.choice import Wishes, choose
from mlws_writer.writing.window import Limits

KINDS = ("entry", "session", "ideas")
_KEYS = {"kind", "day", "about", "must", "must_not", "sections", "by_model", "longest", "replies", "bar"}


@dataclass(frozen=True, slots=True)
class Case:
    """What is played and what must hold of the result.

    `must` and `must_not` are texts the document holds or does not hold; `sections` says which texts stand under which
    heading; `by_model` is the least share of texts that are the model's own; `longest` the most lines of a section.
    """

    name: str
    kind: str
    day: date
    about: str
    logs: Mapping[str, bytes]
    replies: Mapping[str, Any]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_model: float = 0.0
    longest: int = 12
    replies_are: str = "written for this case"
    bar: float = 1.0


@dataclass(frozen=True, slots=True)
class Played:
    """The document that came out, the runs it is about, how many texts were wanted, and those that are the model's."""

    text: str
    runs: tuple[Run, ...]
    wanted: int
    published: tuple[str, ...]
    verified: tuple[Verified, ...] = ()
    """What `mlws verify` finds in the documents that came out."""


def case_folder() -> Traversable:
    """Find the cases: inside the installed package, or in the checkout beside it."""
    package = resources.files("mlws_writer")
    inside = package / "evals" / "cases"
    if inside.is_dir():
        return inside
    return Path(str(package)).parent / "evals" / "cases"


def load_cases(names: tuple[str, ...] = ()) -> list[Case]:
    """Load the cases in the order of their names; an unknown name is an error that lists the known ones."""
    folders = {f.name: f for f in case_folder().iterdir() if (f / "case.toml").is_file()}
    for name in names:
        if name not in folders:
            raise UsageError(f"no eval case is called {name!r}", why="the cases are", fix=", ".join(sorted(folders)))
    return [_load(folders[name]) for name in sorted(names or folders)]


def play(case: Case, *, model: str = "", base_url: str = "", allow_cloud: bool = False) -> Played:
    """Make a case's document in a workspace of its own, with its recorded replies or a live model."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in case.logs.items():
            path = root / "logs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        midday = datetime(case.day.year, case.day.month, case.day.day, 12, tzinfo=UTC)
        workspace = Workspace(root, Settings(model="none"), UTC, midday)
        counting = _Counting()
        wishes = Wishes(allow_cloud=allow_cloud)
        door = choose(model, base_url=base_url, wishes=wishes) if model else _recorded(case)
        assert door is not None, "a model that is named or recorded is there"
        with door:
            text = _MAKERS[case.kind](workspace, case, door, counting)
        runs = tuple(run.summary.run for run in journal.gather(workspace).days.get(case.day, ()))
        documents = filter(Path.is_file, (workspace.activity, *sorted(workspace.sessions.glob("*.md"))))
        verified = tuple(each for path in documents for each in checker(workspace, path).all())
    return Played(text, runs, counting.wanted, counting.published, verified)


@dataclass
class _Counting:
    """Hears of each composition while a case is played."""

    wanted: int = 0
    published: tuple[str, ...] = ()

    def hear(self, wanted: int, published: tuple[str, ...]) -> None:
        self.wanted += wanted
        self.published += published


def _entry(workspace: Workspace, case: Case, door: Door, counting: _Counting) -> str:
    order = journal.Order(days=(case.day,), model=door.name, door=door, composed=counting.hear)
    return journal.summarize(workspace, order).after.decode()


def _session(workspace: Workspace, case: Case, door: Door, counting: _Counting) -> str:
    journal.summarize(workspace, journal.Order(days=(case.day,), model="none"))
    order = sessions.SessionOrder((case.day,), model=door.name, door=door, composed=counting.hear)
    return sessions.draft(workspace, order).after.decode()


def _ideas(workspace: Workspace, case: Case, door: Door, counting: _Counting) -> str:
    offers = ideas.offer(workspace, (case.day,), door.name, door=door, composed=counting.hear)
    return ideas.render(workspace, offers)


_MAKERS = {"entry": _entry, "session": _session, "ideas": _ideas}


def _recorded(case: Case) -> Door:
    # Imported here: LangChain takes a second, which only an eval pays.
    from mlws_writer.writing.mock import RecordedChat

    chat = RecordedChat(replies=dict(case.replies))
    return Door(chat, name="recorded", digest=case.name, limits=Limits(), required=True)


def _load(folder: Traversable) -> Case:
    try:
        told = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        replies = json.loads((folder / "replies.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The eval case {folder.name} cannot be read.", why=str(error)) from error
    if unknown := told.keys() - _KEYS:
        raise UsageError(f"{folder.name}/case.toml: unknown {sorted(unknown)[0]!r}", fix=", ".join(sorted(_KEYS)))
    if told.get("kind") not in KINDS:
        raise UsageError(f"{folder.name}/case.toml: kind is {told.get('kind')!r}", fix=f"one of {', '.join(KINDS)}")
    return Case(
        name=folder.name,
        kind=told["kind"],
        day=told["day"],
        about=told.get("about", ""),
        logs=_logs(folder / "logs"),
        replies=replies,
        must=tuple(told.get("must", ())),
        must_not=tuple(told.get("must_not", ())),
        sections={title: tuple(texts) for title, texts in told.get("sections", {}).items()},
        by_model=told.get("by_model", 0.0),
        longest=told.get("longest", 12),
        replies_are=told.get("replies", "written for this case"),
        bar=told.get("bar", 1.0),
    )


def _logs(folder: Traversable) -> dict[str, bytes]:
    with as_file(folder) as root:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.log"))}
