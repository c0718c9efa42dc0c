"""`mlws search`: find lines of all three tiers."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.spans import shown

if TYPE_CHECKING:
    from mlws_writer.cli.terminal import Terminal
    from mlws_writer.workspace.index import Hit

LONGEST = 240
"""Characters of a line that are shown; --json has it whole."""


def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="QUERY", help='Words, "a phrase", model:NAME, outcome:failed, f1>0.8, 7d.')
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Lines to show; 0 shows all.")] = 50,
) -> None:
    """Find what logs, activity log, sessions and posts say, the newest first."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace.query import parse
    from mlws_writer.workspace.search import search as find
    from mlws_writer.workspace.search_words import clean

    query = parse(clean(" ".join(words)), workspace.today)
    found = find(workspace, query, limit=max(limit, 0), keep=not here.dry_run, tell=here.terminal.note)
    if here.json:
        here.terminal.result(json.dumps([_as_json(hit) for hit in found.hits], ensure_ascii=False))
        return
    if found.hits:
        here.terminal.result("\n".join(_line(hit, here.terminal) for hit in found.hits))
    if found.total > len(found.hits):
        here.terminal.note(f"{found.total - len(found.hits):,} more; see them with --limit 0")
    elif not found.hits:
        here.terminal.note("nothing was found")


def _line(hit: "Hit", terminal: "Terminal") -> str:
    from mlws_writer.workspace.search_words import without_targets

    text = shown(without_targets(hit.text)[0])
    text = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
    return f"{terminal.paint(shown(f'{hit.path}:{hit.line}'), 'cyan')}: {text}"


def _as_json(hit: "Hit") -> dict[str, str | int]:
    return {"path": hit.path, "line": hit.line, "text": hit.text, "day": hit.day.isoformat(), "tier": hit.tier}
