"""How published texts came to be: one record a text, kept beside the document, from which it can be checked again.

    {"file", "at", "slot": [run, name], "text": digest, "by": "template"|"model"|"author", "facts": [{"id", "run",
     "kind", "name", "value", "log", "head", "line", "digest"}…], "verdict": [ok, reason],
     "model", "model_digest", "prompt", "settings", "own": [start, end], "told", "about": [run…], "made"}
    {"made": digest, "runs": [{"run", "log", "head", "line"}…], "words": [fact…], "names": {run: name},
     "compared": [[run, run]…]}

What all texts of one composition were judged by stands once, in a line of its own that their records name. A value
stands in a record only where the document says it too; lines that cannot be read are skipped, as in a ledger.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from mlws_writer.checking.judgement import Told

TEMPLATE, MODEL, AUTHOR = "template", "model", "author"


@dataclass(frozen=True, slots=True)
class Basis:
    """A fact that a text rests on: where it was logged, and the digests of its line and of the log's first bytes.

    One that a commit or a note gives has no line; its digest is that of the words.
    """

    log: str
    line: int
    digest: str
    head: str = ""
    id: str = ""
    run: str = ""
    kind: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What all texts of a composition were judged by.

    The runs and where their logs are, what their author said elsewhere, how they are called, and which were compared.
    """

    runs: tuple[Basis, ...] = ()
    words: tuple[Basis, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    compared: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Name it by what it holds."""
        return sha256(self._told().encode("ascii")).hexdigest()[:16]

    def written(self) -> bytes:
        """Write it as one line of JSON."""
        return f'{{"made": "{self.id}", {self._told()[1:]}\n'.encode("ascii")

    def _told(self) -> str:
        parts = {"runs": [_brief(each) for each in self.runs], "words": [_brief(each) for each in self.words]}
        return json.dumps(parts | {"names": dict(self.names), "compared": [list(pair) for pair in self.compared]})


def _brief(basis: Basis) -> dict[str, object]:
    return {name: value for name, value in asdict(basis).items() if value}


@dataclass(frozen=True, slots=True)
class Record:
    """A published text: for which slot, who worded it, what it rests on, and what the check said.

    `own` is the stretch of the text that is the model's; the rest of it is the template's. It was written from the
    first `stated` facts, in their order; those after them say the same. It was judged by those, by the facts of the
    runs `about`, and by what `made` holds; of an older record that is not known, but names of runs are.
    """

    file: str
    at: str
    run: str
    slot: str
    text: str
    by: str = TEMPLATE
    facts: tuple[Basis, ...] = ()
    ok: bool = True
    reason: str = ""
    model: str = ""
    model_digest: str = ""
    prompt: str = ""
    settings: Mapping[str, object] = field(default_factory=dict, hash=False)
    own: tuple[int, int] = (0, 0)
    told: Told = Told.STATEMENT
    stated: int = 0
    about: tuple[str, ...] = ()
    made: Made | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def written(self) -> bytes:
        """Write the record as one line of JSON, without what is empty; ASCII, so that no text can break the line."""
        told: dict[str, Any] = {
            "file": self.file,
            "at": self.at,
            "slot": [self.run, self.slot],
            "text": self.text,
            "by": self.by,
            "facts": [_brief(basis) for basis in self.facts],
            "verdict": [self.ok, self.reason],
        }
        if self.by == MODEL:
            told |= {"model": self.model, "model_digest": self.model_digest, "prompt": self.prompt}
            told |= {"settings": dict(self.settings), "own": list(self.own), "told": self.told}
            told |= {"stated": self.stated} if self.stated else {}
            told |= {"about": list(self.about), "made": self.made.id} if self.made else {"names": dict(self.names)}
        return json.dumps(told).encode("ascii") + b"\n"


def records(files: Iterable[bytes]) -> tuple[Record, ...]:
    """Read the union of several files, the oldest record first."""
    told = [each for raw in files for line in raw.split(b"\n") if (each := _read(line))]
    made = {str(each.get("made", "")): one for each in told if "file" not in each and (one := _made(each))}
    found = [record for each in told if (record := _record(each, made))]
    return tuple(sorted(found, key=lambda record: record.at))


def _read(line: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}  # a torn line, the markers of a git conflict
    return told if isinstance(told, dict) else {}


def _made(told: Mapping[str, Any]) -> Made | None:
    try:
        return Made(
            runs=tuple(_basis(each) for each in told["runs"]),
            words=tuple(_basis(each) for each in told["words"]),
            names=_names(told),
            compared=tuple((str(before), str(after)) for before, after in told["compared"]),
        )
    except _NOT_OURS:
        return None


_NOT_OURS = (ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What a line of another form leads to."""


def _names(told: Mapping[str, Any]) -> dict[str, str]:
    return {str(run): str(name) for run, name in told.get("names", {}).items()}


def _record(told: Mapping[str, Any], made: Mapping[str, Made]) -> Record | None:
    try:
        start, end = told.get("own", (0, 0))
        return Record(
            file=str(told["file"]),
            at=str(told["at"]),
            run=str(told["slot"][0]),
            slot=str(told["slot"][1]),
            text=str(told["text"]),
            by=str(told["by"]),
            facts=tuple(_basis(each) for each in told["facts"]),
            ok=bool(told["verdict"][0]),
            reason=str(told["verdict"][1]),
            model=str(told.get("model", "")),
            model_digest=str(told.get("model_digest", "")),
            prompt=str(told.get("prompt", "")),
            settings=dict(told.get("settings", {})),
            own=(int(start), int(end)),
            told=Told(told.get("told", Told.PLAN if told.get("view") else Told.STATEMENT)),
            stated=int(told.get("stated", 0)),
            about=tuple(map(str, told.get("about", ()))),
            made=made.get(str(told.get("made", ""))),
            names=_names(told),
        )
    except _NOT_OURS:
        return None


def _basis(told: Mapping[str, Any]) -> Basis:
    words = {name: str(told.get(name, "")) for name in ("head", "id", "run", "kind", "name", "value")}
    return Basis(str(told["log"]), int(told.get("line", 0)), str(told.get("digest", "")), **words)
