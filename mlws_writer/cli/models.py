"""`mlws models`: what can be asked, what fits this machine, and which did best in the evals here."""

import json
import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import UsageError

if TYPE_CHECKING:
    from mlws_writer.workspace.layout import Workspace

SECONDS = 2.0


def models(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[pull NAME]", help="Fetch a model onto the server.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
) -> None:
    """List the models of the Ollama server, what fits and what did best; or fetch one."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)
    if words:
        _pull(here, workspace, words)
        return
    found = ask(workspace)
    if here.json:
        here.terminal.result(json.dumps(found, ensure_ascii=False))
        return
    if not found["models"]:
        here.terminal.note(f"the server at {found['url']} has no models; for a small one: mlws models pull llama3.2:3b")
    for line in table(found):
        here.terminal.result(line)


def ask(workspace: "Workspace") -> dict[str, Any]:
    """Ask the server for its models, the one that `auto` takes marked; ModelUnavailable where it does not answer."""
    from mlws_writer.workspace.model_grades import grades
    from mlws_writer.writing import choice, server  # httpx comes with it

    settings = workspace.settings
    url = server.server_url(settings.base_url or os.environ.get("OLLAMA_HOST", ""))
    graded = grades(workspace)
    installed = [_described(url, model) for model in server.installed(url, SECONDS)]
    preferred = settings.model if settings.model not in ("auto", "none") else ""
    ranked = choice.ranked(installed, url, choice.Wishes(preferred, graded, settings.allow_cloud))
    chosen = ranked[0].name if ranked and settings.model != "none" else ""
    fitting = choice.fitting(installed, url)
    return {
        "url": server.shown(url),
        "memory": server.memory() if server.is_here(url) else 0,
        "models": [
            {
                "name": model.name,
                "size": model.size,
                "parameters": model.parameters,
                "context": model.context,
                "writes": model.writes,
                "cloud": model.cloud,
                "fits": model in fitting,
                "grade": graded.get(model.name),
                "chosen": model.name == chosen,
            }
            for model in installed
        ],
    }


def _described(url: str, model: Any) -> Any:
    """Ask for the context, which the list of an older server does not hold."""
    from mlws_writer.errors import ModelUnavailable
    from mlws_writer.writing import server

    if model.context or not model.writes:
        return model
    try:
        return server.described(url, model, SECONDS)
    except ModelUnavailable:
        return model  # gone since the list was made, or the server is busy: what is known must do


def table(found: dict[str, Any]) -> list[str]:
    """Write a line a model, the one that `auto` takes marked with a star."""
    width = max((len(model["name"]) for model in found["models"]), default=0)
    best = max((model["grade"] or 0.0 for model in found["models"]), default=0.0)
    lines = []
    for model in found["models"]:
        size = f"{model['size'] / 1e9:6.1f} GB" if model["size"] else " " * 9
        context = f"{model['context']:>8,} tokens" if model["context"] else " " * 15
        mark = "*" if model["chosen"] else " "
        notes = "; ".join(_notes(model, found["memory"], best))
        lines.append(f"{mark} {model['name']:{width}} {size}  {model['parameters']:>6} {context}  {notes}".rstrip())
    return lines


def _notes(model: dict[str, Any], memory: int, best: float) -> list[str]:
    notes = ["what auto asks"] if model["chosen"] else []
    if not model["writes"]:
        notes.append("makes embeddings only")
    elif model["cloud"]:
        notes.append("runs on another company's machine")
    elif not model["fits"]:
        notes.append(f"too large for this machine's memory of {memory / 1e9:.0f} GB")
    if model["grade"] is not None:
        notes.append(f"{model['grade']:.0%} in the evals here{', the best' if model['grade'] == best else ''}")
    return notes


def _pull(here: Everywhere, workspace: "Workspace", words: list[str]) -> None:
    if len(words) != 2 or words[0] != "pull":
        raise UsageError(
            f"mlws models {' '.join(words)} cannot be followed",
            why="after models comes nothing, or `pull` and the name of one model",
            fix="for example: mlws models pull llama3.2:3b",
        )
    from mlws_writer.writing import pulling, server

    url = server.server_url(workspace.settings.base_url or os.environ.get("OLLAMA_HOST", ""))
    if here.dry_run:
        here.terminal.result(f"{words[1]} would be fetched by the server at {server.shown(url)}")
        return
    here.terminal.note(f"fetching {words[1]} onto the server at {server.shown(url)}")
    pulling.pull(url, words[1], float(workspace.settings.timeout), here.terminal.progress)
    here.terminal.result(f"{words[1]} is installed")
