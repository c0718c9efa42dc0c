"""The logs of a workspace as they are now, found by their first bytes where they were moved."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mlws_writer.checking.provenance import Basis
from mlws_writer.documents import store as documents
from mlws_writer.errors import InputError
from mlws_writer.facts.model import Fact, LogReading, Run
from mlws_writer.sources import git
from mlws_writer.tier1_logs.cited import begins_like, cited_lines, line_digest
from mlws_writer.tier3_sessions import own_words
from mlws_writer.workspace import store
from mlws_writer.workspace.archived import month_files
from mlws_writer.workspace.layout import STATE, Workspace
from mlws_writer.workspace.logs import find_logs

_NOT_OURS = {".git", STATE, ".venv", "venv", "node_modules", "__pycache__"}
_SUFFIXES = {".log", ".out", ".txt", ".jsonl", ".err"}


class Gone(str):
    """Says that a log cannot be found any more."""


class Changed(str):
    """Says that a line is not what it was."""


@dataclass
class Shelf:
    """Looks logs up; what was found once is found."""

    workspace: Workspace
    _places: dict[tuple[str, str], Path | None] = field(default_factory=dict)
    _lines: dict[tuple[Path, int], bytes | None] = field(default_factory=dict)
    _readings: dict[Path, LogReading | None] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _words: dict[tuple[str, str], str] = field(default_factory=dict)

    def knows(self, log: str) -> bool:
        """Tell whether a log is where it is said to be."""
        return (self.workspace.root / log).is_file()

    def state(self, basis: Basis) -> Gone | Changed | None:
        """Say what is wrong with a cited line, or nothing."""
        if not basis.line:
            return None if self.own_words(basis) else Changed(f"{basis.log} does not say any more what this rests on")
        path = self._path(basis)
        if path is None:
            return Gone(f"{basis.log} is not there, and no other file begins like it")
        raw = self._line(path, basis.line)
        if raw is None:
            return Changed(f"{self._name(path)} has no line {basis.line} any more")
        if basis.digest and line_digest(raw) != basis.digest:
            return Changed(f"{self._name(path)}, line {basis.line} is not what it was when this was written")
        return None

    def line(self, basis: Basis) -> bytes | None:
        """Read a cited line as it stands, None where there is none."""
        if not basis.line:
            return self.own_words(basis).encode("utf-8", "replace") or None
        path = self._path(basis)
        return self._line(path, basis.line) if path else None

    def found_at(self, basis: Basis) -> str:
        """Say where the log of a basis is now."""
        path = self._path(basis) if basis.line else None
        return self._name(path) if path else basis.log

    def own_words(self, basis: Basis) -> str:
        """Read what a commit or a typed note says that a text rests on, "" where none says it any more."""
        key = (basis.log, basis.digest)
        if key not in self._words:
            self._words[key] = self._own_words(basis)
        return self._words[key]

    def _own_words(self, basis: Basis) -> str:
        if basis.log.startswith(own_words.COMMIT):
            found = git.message(self.workspace.root, basis.log.removeprefix(own_words.COMMIT))
            texts = [own_words.said(found)] if found else []
        else:
            files = (self.workspace.root / basis.log, self.workspace.activity, *month_files(self.workspace))
            texts = [note for path in dict.fromkeys(files) for note in own_words.notes(documents.read(path) or b"")]
        return next((text for text in texts if own_words.known_by(text) == basis.digest), "")

    def facts_of_own_words(self, bases: Sequence[Basis]) -> list[Fact]:
        """Give as facts what commits and notes say that a text rests on."""
        own = [(basis, self.own_words(basis)) for basis in bases if not basis.line]
        return [own_words.fact(b.id, b.run, b.name, text, b.log) for b, text in own if text]

    def runs(self, ids: Collection[str]) -> tuple[Run, ...]:
        """Give the runs of those ids among all logs that were looked up so far."""
        paths = [path for path in dict.fromkeys(self._places.values()) if path]
        return tuple(run for path in paths for run in self._runs(path) if run.id in ids)

    def runs_of(self, bases: Sequence[Basis]) -> tuple[Run, ...]:
        """Give runs by where their logs are, in that order; those whose log is gone are left out."""
        paths = dict.fromkeys(path for basis in bases if (path := self._path(basis)))
        found = {run.id: run for path in paths for run in self._runs(path)}
        return tuple(found[basis.run] for basis in bases if basis.run in found)

    def runs_at(self, cited: Sequence[tuple[str, int]]) -> tuple[Run, ...]:
        """Give the runs in which the cited lines stand."""
        found: dict[str, Run] = {}
        for log, line in cited:
            path = self._path(Basis(log, line, ""))
            for run in self._runs(path) if path else ():
                if run.first_line <= line <= run.last_line:
                    found[run.id] = run
        return tuple(found.values())

    def _runs(self, path: Path) -> tuple[Run, ...]:
        if path not in self._readings:
            try:
                self._readings[path] = store.read(self.workspace, path, keep=False)
            except InputError:
                self._readings[path] = None  # no log any more: it has no runs
        reading = self._readings[path]
        return reading.runs if reading else ()

    def _line(self, path: Path, number: int) -> bytes | None:
        if (path, number) not in self._lines:
            self._lines[path, number] = cited_lines(path, [number]).get(number)
        return self._lines[path, number]

    def _name(self, path: Path) -> str:
        return self.workspace.name(path)

    def _path(self, basis: Basis) -> Path | None:
        key = (basis.log, basis.head)
        if key not in self._places:
            self._places[key] = self._found(basis)
        return self._places[key]

    def _found(self, basis: Basis) -> Path | None:
        """Find a log where it was, if it or its line is still the same; else by its first bytes; else by its name."""
        named = self.workspace.root / basis.log
        is_there = named.is_file()
        if is_there and (not basis.head or begins_like(named, basis.head) or self._has(named, basis)):
            return named
        others = list(self._candidates(Path(basis.log).name))
        if basis.head:
            moved = next((path for path in others if begins_like(path, basis.head)), None)
            return moved or (named if is_there else None)
        return next((path for path in others if path.name == Path(basis.log).name), None)

    def _has(self, path: Path, basis: Basis) -> bool:
        raw = self._line(path, basis.line)
        return raw is not None and line_digest(raw) == basis.digest

    def _candidates(self, name: str) -> Iterator[Path]:
        """Give the files that may be a moved log, those of its name first."""
        root = self.workspace.root
        found = {root / path for path in find_logs(root, self.workspace.settings.logs)}
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(each for each in folders if each not in _NOT_OURS)
            found |= {Path(folder) / each for each in files if each == name or Path(each).suffix in _SUFFIXES}
        yield from sorted(found, key=lambda path: (path.name != name, path))
