"""`mlws doctor`: how things stand here."""

import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.terminal import Terminal
from mlws_writer.errors import ModelUnavailable
from mlws_writer.workspace.archived import all_logs
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import NAMES, upwards


def doctor(
    context: typer.Context,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
) -> None:
    """Show the settings and their origins, the model server, the zone, the disk."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)
    found = {
        "mlws": version("mlws-writer"),
        "python": f"{platform.python_version()} ({sys.executable})",
        "platform": platform.platform(),
        **_place(workspace),
        "server": _server(workspace),
        "settings": {
            name: {"value": getattr(workspace.settings, name), "origin": workspace.origins[name]} for name in NAMES
        },
    }
    if here.json:
        here.terminal.result(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(found, here.terminal)


def _place(workspace: Workspace) -> dict[str, Any]:
    root = workspace.root
    git = next((folder for folder in upwards(root, Path.home()) if (folder / ".git").exists()), None)
    return {
        "workspace": str(root),
        "writable": os.access(root, os.W_OK),
        "activity": workspace.activity.is_file(),
        "logs": len(all_logs(workspace)),
        "git": str(git) if git else None,
        "zone": workspace.zone_name,
        "today": workspace.today.isoformat(),
    }


def _server(workspace: Workspace) -> dict[str, Any]:
    from mlws_writer.cli.models import ask

    try:
        return {**ask(workspace.settings.base_url), "answers": True}
    except ModelUnavailable as error:
        return {"answers": False, "error": error.message, "why": error.why, "fix": error.fix, "models": []}


def _show(found: dict[str, Any], terminal: Terminal) -> None:
    server = found["server"]
    names = ", ".join(model["name"] for model in server["models"]) or "none"
    rows = [
        ("mlws", found["mlws"]),
        ("python", found["python"]),
        ("platform", found["platform"]),
        ("workspace", found["workspace"] + ("" if found["writable"] else " (cannot be written to)")),
        ("activity", "there" if found["activity"] else "not written yet"),
        ("logs", f"{found['logs']} found"),
        ("git", found["git"] or "no repository"),
        ("zone", f"{found['zone']}; today is {found['today']}"),
        ("server", f"answers at {server['url']}" if server["answers"] else f"does not answer: {server['why']}"),
        ("models", names if server["answers"] else "unknown; everything works without one"),
    ]
    for name, value in rows:
        terminal.result(f"{terminal.paint(f'{name:10}', 'dim')} {value}")
    terminal.result("")
    for name, setting in found["settings"].items():
        value = f"{name:12} {json.dumps(setting['value'], ensure_ascii=False):34}"
        terminal.result(f"{value} {terminal.paint(setting['origin'], 'dim')}")
