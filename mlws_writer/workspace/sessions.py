"""`mlws draft-session` and `mlws session new`, Tier 2 → Tier 3: the document, its figures, its link in the entry."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Bullet, DayEntry, Document, Emission, Note, Plan, Section, Slot, What
from mlws_writer.documents.commit import commit, name_of, preview
from mlws_writer.documents.inline import escape, link
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_document
from mlws_writer.errors import Refused, UsageError
from mlws_writer.facts.seen import guarded
from mlws_writer.tier2_activity.wording import entry_wording, head, listed
from mlws_writer.tier3_sessions.narrative import PARTS, empty_session, slug
from mlws_writer.tier3_sessions.outline import Outline, SessionType
from mlws_writer.workspace import journal, notes, own_entry, pictures, provenance
from mlws_writer.workspace.archived import file_of
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.model import Tell
from mlws_writer.workspace.session_order import Drafted, SessionOrder
from mlws_writer.workspace.session_source import path_of, prepare, said, unique
from mlws_writer.workspace.session_wording import document_of, is_fresh


def draft(workspace: Workspace, order: SessionOrder, tell: Tell = lambda note: None) -> Drafted:
    """Write the session document of the days, and link the entry to it."""
    source = prepare(workspace, order, tell)
    if source is not None and order.ask and _interview(workspace, order, source.outline):
        source = prepare(workspace, order, tell)
    if source is None:
        return Drafted(None)
    made, path = source.outline, path_of(workspace, order, source.outline)
    folder = posixpath.dirname(workspace.name(path)) if order.output is None else "."
    document, model, composition = document_of(workspace, order, source, path, folder, tell)
    parts = tuple(replace(part, text=guarded(part.text)) for part in document.parts)
    document = replace(document, head=guarded(document.head), parts=parts)
    refused = composition.refused if composition else ()
    warnings = (*(composition.notes if composition else ()), *filter(None, [journal.counted(refused)]))
    for warning in warnings:
        tell(warning)
    if order.output is not None and str(order.output) == "-":
        return Drafted(None, b"", _whole(document), (), model, made.questions, warnings, refused)

    def make(raw: bytes | None, ledger: Ledger) -> Plan:
        return plan_document(raw, ledger, document, refresh=is_fresh(order))

    if order.dry_run:
        plan = preview(path, workspace.root, make)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        plan = commit(path, workspace.root, make, at=workspace.now.astimezone(UTC))
        head = () if plan.before else (Emission(Slot(made.id, "head"), document.head, source.digest),)
        composed = (composition,) if composition else ()
        making = provenance.Making(tuple(s.run for s in made.summaries), source.readings, composed, said(made), folder)
        provenance.keep(workspace, name_of(path, workspace.root), (*head, *plan.emitted), making)
        _link_entry(workspace, made, path, (composition.text("title") if composition else "") or made.title)
    for text in _left_alone(plan):
        tell(text)
    new = pictures.place(workspace, path, source.figures, plan.after, tell, dry_run=order.dry_run)
    return Drafted(path, plan.before or b"", plan.after, plan.report, model, made.questions, warnings, refused, new)


def _interview(workspace: Workspace, order: SessionOrder, made: Outline) -> bool:
    """Put the open questions to the author and keep the answers; tell whether there was any."""
    assert order.ask is not None
    found = [(question, answer) for question in made.questions if (answer := order.ask(question).strip())]
    for question, answer in found:
        notes.keep(workspace, made.days[0], question, answer)
        start = head(workspace.templates)
        own_entry.write(workspace, made.days[0], "Learning", f"{escape(question)} {' '.join(answer.split())}", start)
    return bool(found)


def _link_entry(workspace: Workspace, made: Outline, path: Path, title: str) -> None:
    folder = posixpath.dirname(workspace.settings.activity) or "."
    say = entry_wording(workspace.templates)
    text = say("session", title=title, link=link(title, workspace.name(path), start=folder))
    bullet = Bullet(Slot(made.id, "link"), text, workspace.name(path), link="")
    entry = DayEntry(made.days[-1], (Section("Workspace", (bullet,)),))
    journal.carry_out(workspace, [entry], refresh=False, dry_run=False, path=file_of(workspace, entry.day))


def _left_alone(plan: Plan) -> Iterator[str]:
    """Say which parts of a document were left to its author, and which were written anew beside them."""
    notes = [(_heading(note), note) for note in plan.report]
    own = [heading for heading, note in notes if note.what is What.EDITED]
    gone = [heading for heading, note in notes if note.what is What.DELETED]
    anew = [heading for heading, note in notes if note.what is What.UPDATED]
    if own:
        news = [heading for heading, note in notes if note.what is What.EDITED and note.news]
        more = f"; there is news for {listed(news)}, which -v shows" if news else ""
        yield f"Left as you wrote {'it' if len(own) == 1 else 'them'}: {listed(own)}{more}."
    if gone:
        yield f"Left out, as you deleted {'it' if len(gone) == 1 else 'them'}: {listed(gone)}."
    if anew:
        yield f"Written anew: {listed(anew)}."


def _heading(note: Note) -> str:
    others = {"about": "the head", "closing": "the closing line"}
    return PARTS.get(note.slot.name) or others.get(note.slot.name, note.slot.name)


def _whole(document: Document) -> bytes:
    return ("\n\n".join([document.head.strip("\n"), *(part.text for part in document.parts)]) + "\n").encode()


def new(workspace: Workspace, name: str, order: SessionOrder) -> Drafted:
    """Write the bare template of a session, filled in with what is known; an existing file is left alone."""
    path = order.output or workspace.sessions / f"{order.days[0]}-{slug(name)}.md"
    if path.exists():
        raise Refused(f"{path} exists already", why="a session that was written is not overwritten", fix="name another")
    material = gather(workspace, keep=not order.dry_run)
    runs = [run.summary for run in unique([r for day in order.days for r in material.days.get(day, ())])]
    text = guarded(
        empty_session(
            name,
            days=order.days,
            kind=order.kind,
            summaries=runs,
            folder=workspace.settings.sessions,
            overrides=workspace.templates,
        )
    ).encode()
    if not order.dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        store.write(path, text, None)
    return Drafted(path, b"", text)


def session_kind(text: str) -> str:
    """Read the type of a session in any spelling; UsageError for what is none."""
    known = {kind.value.casefold(): kind.value for kind in SessionType}
    if text and text.casefold() not in known:
        raise UsageError(f"{text!r} is not a session type", why="it is none of the four", fix=", ".join(known.values()))
    return known.get(text.casefold(), "")
