"""`mlws trace`: from a sentence of a document to the lines of the logs that it rests on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import InputError, UsageError

if TYPE_CHECKING:
    from mlws_writer.workspace.verifying import Checker, Verified


def trace(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="DOC:LINE", help="A line of a document, as in ACTIVITY.md:14.")],
) -> None:
    """Show the log lines that a sentence of a document rests on."""
    here = everywhere.of(context)
    name, _, number = place.rpartition(":")
    if not name or not number.isdigit():
        raise UsageError(f"{place!r} is no line of a document", why="it names no line", fix="write ACTIVITY.md:14")
    workspace = here.workspace()

    from mlws_writer.workspace.verifying import checker

    checking = checker(workspace, Path.cwd() / name)
    found = checking.of_line(int(number))
    if not found:
        raise InputError(f"{place} holds no sentence", why="nothing is said there", fix="name a line with text")
    if here.json:
        here.terminal.result(json.dumps([_as_json(checking, each) for each in found], ensure_ascii=False))
        return
    for each in found:
        _show(here, name, checking, each)


def _show(here: Everywhere, name: str, checking: "Checker", each: "Verified") -> None:
    from mlws_writer.workspace.verifying import evidence_lines

    worded = {"": "", "you": "", "template": ", worded by a template"}.get(each.by, f", worded by {each.by}")
    here.terminal.result(f"{name}:{each.line}: {each.text}\n{each.stands}{worded}")
    for more in filter(None, (each.reason, *each.against)):
        here.terminal.result(f"    {more}")
    log = ""
    for basis, text in evidence_lines(checking, each):
        now = checking.shelf.found_at(basis)
        if now != log:
            here.terminal.result(
                f"\n{here.terminal.paint(now, 'bold')}{' (was ' + basis.log + ')' if now != basis.log else ''}"
            )
            log = now
        here.terminal.result(f"{basis.line or '':>7}  {text or '(not there any more)'}")


def _as_json(checking: "Checker", each: "Verified") -> dict[str, Any]:
    from mlws_writer.workspace.verifying import evidence_lines

    texts = {(basis.log, basis.line): text for basis, text in evidence_lines(checking, each)}
    return {
        "line": each.line,
        "text": each.text,
        "verdict": each.stands,
        "reason": each.reason,
        "by": each.by,
        "against": list(each.against),
        "facts": [
            {
                "id": basis.id,
                "run": basis.run,
                "kind": basis.kind,
                "name": basis.name,
                "value": basis.value,
                "log": checking.shelf.found_at(basis),
                "line": basis.line,
                "text": texts.get((basis.log, basis.line), ""),
            }
            for basis in each.places
        ],
    }
