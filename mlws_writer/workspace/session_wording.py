"""A session in words: those of the templates, with the paragraphs of a model where one may be asked."""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import Document
from mlws_writer.documents.commit import preview
from mlws_writer.documents.plan import plan_document
from mlws_writer.tier2_activity.summary import run_names
from mlws_writer.tier3_sessions.narrative import narrate
from mlws_writer.tier3_sessions.outline import Outline
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.model import Tell, kept_when_interrupted, make_room, note_verdicts, open_door
from mlws_writer.workspace.session_order import SessionOrder
from mlws_writer.workspace.session_source import Source

if TYPE_CHECKING:
    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Composition


def document_of(
    workspace: Workspace, order: SessionOrder, source: Source, path: Path, folder: str, tell: Tell
) -> "tuple[Document, str, Composition | None]":
    """Write the document plainly; a model is asked only where something of it would be written anew."""
    made = source.outline
    unworded = plain(workspace, source, folder)
    if order.model == "none" or not (is_fresh(order) or _is_news(workspace, path, unworded)):
        return unworded, "none", None
    with open_door(workspace, order.how, tell) as door:
        if door is None:
            return unworded, "none", None
        tell(f"{made.title}: {_counted(len(made.summaries), 'run')}, {_counted(len(made.questions), 'open question')}.")
        composition = _worded(workspace, door, order, made, tell)
        from mlws_writer.tier3_sessions.asking import worded

        return plain(workspace, source, folder, worded(composition)), door.name, composition


def plain(workspace: Workspace, source: Source, folder: str, words: Mapping[str, str] | None = None) -> Document:
    """Write a session with the templates, and with the paragraphs that a model worded where there are any."""
    shown = [(each.words, posixpath.join(folder, each.file(source.stem))) for each in source.figures]
    return narrate(
        source.outline,
        folder=folder,
        source=source.digest,
        worded=words,
        pictures=shown,
        overrides=workspace.templates,
    )


def _worded(workspace: Workspace, door: "Door", order: SessionOrder, made: Outline, tell: Tell) -> "Composition":
    from mlws_writer.tier3_sessions.asking import derived, requests  # only a run with a model needs them
    from mlws_writer.writing.compose import word

    wanted, known, names = requests(made), derived(made), run_names([s.run for s in made.summaries])
    make_room(door, [wanted], derived=known, run_names=names, workspace=workspace)
    with kept_when_interrupted(workspace, f"session-{made.days[0]}", tell) as heard:
        composition = word(
            door,
            wanted,
            derived=known,
            whole=[*made.own_words, *(fact for s in made.summaries for fact in s.run.facts)],
            run_names=names,
            overrides=workspace.prompts,
            heard=heard,
        )
    note_verdicts(door, "session", composition)
    order.composed(composition)
    return composition


def _counted(count: int, name: str) -> str:
    return f"{count or 'no'} {name}{'' if count == 1 else 's'}"


def is_fresh(order: SessionOrder) -> bool:
    """Tell whether what stands shall be worded anew."""
    return order.refresh or order.model not in ("auto", "none")


def _is_news(workspace: Workspace, path: Path, document: Document) -> bool:
    """Tell whether a document would change what stands at its place."""
    if str(path) == "-":
        return True
    plan = preview(path, workspace.root, lambda raw, ledger: plan_document(raw, ledger, document, refresh=False))
    return bool(plan.emitted)
