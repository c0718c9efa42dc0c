"""What the author answered when a draft asked why: kept as notes under .mlws/notes, a file a day."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.facts.seen import guarded
from mlws_writer.workspace.layout import Workspace


def answers(workspace: Workspace, days: Sequence[date]) -> Mapping[str, str]:
    """Give the author's answers to the questions of these days; of two to the same question, the later."""
    found: dict[str, str] = {}
    for day in days:
        for line in (store.read(_path(workspace, day)) or b"").split(b"\n"):
            try:
                note = json.loads(line)
                found[str(note["question"])] = str(note["answer"])
            except (ValueError, TypeError, KeyError):
                continue  # a torn or foreign line; the others still count
    return found


def keep(workspace: Workspace, day: date, question: str, answer: str) -> None:
    """Keep one answer."""
    note = {"at": workspace.now.isoformat(), "question": question, "answer": guarded(answer)}
    store.append(_path(workspace, day), json.dumps(note, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


def _path(workspace: Workspace, day: date) -> Path:
    return workspace.state / "notes" / f"{day}.jsonl"
