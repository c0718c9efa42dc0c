"""The figures of a session as files beside it."""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.commit import MakePlan, commit
from mlws_writer.documents.inline import quoted
from mlws_writer.facts.seen import guarded
from mlws_writer.tier3_sessions.svg import Figure, is_sealed, sealed
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.model import Tell


def place(
    workspace: Workspace, path: Path, drawn: Sequence[Figure], document: bytes, tell: Tell, *, dry_run: bool
) -> tuple[str, ...]:
    """Put those figures beside a document that it shows, where they are new; give their names.

    What the document does not show is not drawn, and a figure that was changed by hand is left alone.
    """
    new = []
    for each in drawn:
        target = path.with_name(each.file(path.stem))
        shown = quoted(target.name).encode() in document
        if shown and put(workspace, target, sealed(guarded(each.svg)), tell, dry_run=dry_run):
            new.append(workspace.name(target))
    return tuple(new)


def put(workspace: Workspace, target: Path, after: bytes, tell: Tell, *, dry_run: bool) -> bool:
    """Write a picture, unless it stands there already or a person changed it; tell whether it is new."""
    before = store.read(target)
    if before == after:
        return False
    if before is not None and not is_sealed(before):
        tell(f"{workspace.name(target)} was changed by hand and is left alone; delete it to have it made again.")
        return False
    if not dry_run:
        target.parent.mkdir(parents=True, exist_ok=True)
        commit(target, workspace.root, _plan(after), at=workspace.now.astimezone(UTC), whole=True)
    return True


def _plan(after: bytes) -> MakePlan:
    return lambda raw, ledger: Plan(after, (), (), raw)
