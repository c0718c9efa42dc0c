"""Eval cases: folders with a case.toml, logs, and recorded replies of different quality, each in a file of its own."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError, UsageError
from mlws_writer.evals.rules import KNOWN

KINDS = ("entry", "session", "ideas")
_KEYS = {
    "kind", "day", "about", "tags", "must", "planted", "gaps", "sections", "by_model", "longest", "bar",
}  # fmt: skip
_TAGS = ("failure", "injection", "little", "long")


@dataclass(frozen=True, slots=True)
class Planted:
    """What a bad reply says and no document may hold, and the rule of the prompt that it breaks."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Recording:
    """Replies of one quality: by slot, how they came about, and which prompt they answer.

    `prompt` is the hash of the first prompt as it was sent, `source` that of the files it was rendered from.
    """

    quality: str
    how: str
    replies: Mapping[str, Any]
    prompt: str = ""
    source: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is played and what must hold of the result.

    `must` are texts the document holds; `planted` are falsehoods that recordings hold and no document may; `gaps` are
    those of them that are known to get through, which are counted but do not fail the case until somebody closes them;
    `sections` says which texts stand under which heading; `by_model` is the least share of texts that are the model's
    own when its replies are good; `longest` the most lines of a section.
    """

    name: str
    kind: str
    day: date
    about: str
    logs: Mapping[str, bytes]
    recordings: Mapping[str, Recording]
    tags: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    planted: tuple[Planted, ...] = ()
    gaps: tuple[str, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_model: float = 0.0
    longest: int = 12
    bar: float = 1.0


def case_folder() -> Traversable:
    """Find the cases: inside the installed package, or in the checkout beside it."""
    package = resources.files("mlws_writer")
    inside = package / "evals" / "cases"
    if inside.is_dir():
        return inside
    return Path(str(package)).parent / "evals" / "cases"


def load_cases(names: tuple[str, ...] = (), own: Path | None = None) -> list[Case]:
    """Load the cases in the order of their names, with those of a person's `own` folder and the replies there.

    An unknown name is an error that lists the known ones.
    """
    places = _places(own)
    for name in names:
        if name not in places:
            raise UsageError(f"no eval case is called {name!r}", why="the cases are", fix=", ".join(sorted(places)))
    return [_load(name, places[name]) for name in sorted(names or places)]


def _places(own: Path | None) -> dict[str, list[Traversable]]:
    """Find the folders of each case, ours before a person's own; one of them holds its case.toml."""
    roots: list[Traversable] = [case_folder()]
    if own is not None and own.is_dir() and str(own) != str(roots[0]):
        roots.append(own)
    found: dict[str, list[Traversable]] = {}
    for folder in (folder for root in roots for folder in root.iterdir() if folder.is_dir()):
        found.setdefault(folder.name, []).append(folder)
    return {name: folders for name, folders in found.items() if any((f / "case.toml").is_file() for f in folders)}


def _load(name: str, folders: list[Traversable]) -> Case:
    home = next(folder for folder in folders if (folder / "case.toml").is_file())
    try:
        told = tomllib.loads((home / "case.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The eval case {name} cannot be read.", why=str(error)) from error
    _sound(name, told)
    return Case(
        name=name,
        kind=told["kind"],
        day=told["day"],
        about=told.get("about", ""),
        logs=_logs(home / "logs"),
        recordings={r.quality: r for folder in folders for r in _recordings(folder / "replies")},
        tags=tuple(told.get("tags", ())),
        must=tuple(told.get("must", ())),
        planted=tuple(Planted(*each) for each in told.get("planted", ())),
        gaps=tuple(told.get("gaps", ())),
        sections={title: tuple(texts) for title, texts in told.get("sections", {}).items()},
        by_model=told.get("by_model", 0.0),
        longest=told.get("longest", 12),
        bar=told.get("bar", 1.0),
    )


def _sound(name: str, told: Mapping[str, Any]) -> None:
    """Refuse a case.toml with a word that nobody would read."""
    place = f"{name}/case.toml"
    if unknown := told.keys() - _KEYS:
        raise UsageError(f"{place}: unknown {sorted(unknown)[0]!r}", fix=", ".join(sorted(_KEYS)))
    if told.get("kind") not in KINDS:
        raise UsageError(f"{place}: kind is {told.get('kind')!r}", fix=f"one of {', '.join(KINDS)}")
    if not isinstance(told.get("day"), date):
        raise UsageError(f"{place}: day is {told.get('day')!r}", fix="day = 2025-03-04")
    if odd := set(told.get("tags", ())) - set(_TAGS):
        raise UsageError(f"{place}: unknown tag {sorted(odd)[0]!r}", fix=f"one of {', '.join(_TAGS)}")
    if odd := set(told.get("gaps", ())) - {text for text, *_ in told.get("planted", ())}:
        raise UsageError(f"{place}: gaps names {sorted(odd)[0]!r}", fix="name what is planted")
    for each in told.get("planted", ()):
        if len(each) != 2 or each[1] not in KNOWN:
            raise UsageError(f"{place}: planted {each!r}", fix=f"[TEXT, RULE] with one of {', '.join(KNOWN)}")


def _recordings(folder: Traversable) -> list[Recording]:
    if not folder.is_dir():
        return []
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return [_recording(file) for file in files]


def _recording(file: Traversable) -> Recording:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        texts = {name: str(told.get(name, "")) for name in ("how", "prompt", "source", "model")}
        return Recording(file.name.removesuffix(".json"), replies=dict(told["replies"]), **texts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"The recording {file} cannot be read.", why=repr(error)) from error


def _logs(folder: Traversable) -> dict[str, bytes]:
    with as_file(folder) as root:
        files = (path for path in sorted(root.rglob("*")) if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
