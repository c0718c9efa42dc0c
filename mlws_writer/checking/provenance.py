"""How published texts came to be: one record a text, kept beside the document, from which it can be checked again.

    {"file", "at", "slot": [run, name], "text": digest, "by": "template"|"model"|"author", "facts": [{"id", "run",
     "kind", "name", "value", "log", "head", "line", "digest"}…], "verdict": [ok, reason],
     "model", "model_digest", "prompt", "settings", "own": [start, end], "view", "names": {run: name}}

A value stands in a record only where the document says it too; lines that cannot be read are skipped, as in a ledger.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

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
class Record:
    """A published text: for which slot, who worded it, what it rests on, and what the check said.

    `own` is the stretch of the text that is the model's; the rest of it is the template's. It was written from the
    first `stated` facts, in their order; those after them say the same.
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
    view: bool = False
    stated: int = 0
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def written(self) -> bytes:
        """Write the record as one line of JSON, without what is empty; ASCII, so that no text can break the line."""
        told: dict[str, Any] = {
            "file": self.file,
            "at": self.at,
            "slot": [self.run, self.slot],
            "text": self.text,
            "by": self.by,
            "facts": [{name: value for name, value in asdict(basis).items() if value} for basis in self.facts],
            "verdict": [self.ok, self.reason],
        }
        if self.by == MODEL:
            told |= {"model": self.model, "model_digest": self.model_digest, "prompt": self.prompt}
            told |= {"settings": dict(self.settings), "own": list(self.own), "names": dict(self.names)}
            told |= {"view": True} if self.view else {}
            told |= {"stated": self.stated} if self.stated else {}
        return json.dumps(told).encode("ascii") + b"\n"


def records(files: Iterable[bytes]) -> tuple[Record, ...]:
    """Read the union of several files, the oldest record first."""
    found = [record for raw in files for line in raw.split(b"\n") if (record := _record(line))]
    return tuple(sorted(found, key=lambda record: record.at))


def _record(line: bytes) -> Record | None:
    try:
        told = json.loads(line)
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
            view=bool(told.get("view", False)),
            stated=int(told.get("stated", 0)),
            names={str(run): str(name) for run, name in told.get("names", {}).items()},
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None  # a torn line, the markers of a git conflict


def _basis(told: Mapping[str, Any]) -> Basis:
    words = {name: str(told.get(name, "")) for name in ("head", "id", "run", "kind", "name", "value")}
    return Basis(str(told["log"]), int(told.get("line", 0)), str(told["digest"]), **words)
