"""`mlws models`: what can be asked."""

import json
import os
from typing import Annotated, Any

import typer

from mlws_writer.cli import everywhere


def models(
    context: typer.Context,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
) -> None:
    """List the models that are installed on the Ollama server."""
    here = everywhere.of(context)
    found = ask(here.workspace(base_url=base_url).settings.base_url)
    if here.json:
        here.terminal.result(json.dumps(found, ensure_ascii=False))
        return
    if not found["models"]:
        here.terminal.note(f"the server at {found['url']} has no models; for one: ollama pull llama3.1:8b")
    width = max((len(model["name"]) for model in found["models"]), default=0)
    for model in found["models"]:
        size = f"{model['size'] / 1e9:6.1f} GB" if model["size"] else " " * 9
        note = "" if model["writes"] else "  (makes embeddings only)"
        here.terminal.result(f"{model['name']:{width}} {size}  {model['parameters']}{note}".rstrip())


def ask(base_url: str, seconds: float = 2.0) -> dict[str, Any]:
    """Ask the server for its models; ModelUnavailable where it does not answer."""
    from mlws_writer.writing import server  # httpx comes with it

    url = server.server_url(base_url or os.environ.get("OLLAMA_HOST", ""))
    return {
        "url": server.shown(url),
        "models": [
            {
                "name": model.name,
                "size": model.size,
                "parameters": model.parameters,
                "writes": model.writes,
                "cloud": model.cloud,
            }
            for model in server.installed(url, seconds)
        ],
    }
