"""`mlws doctor`: how things stand here, and the way out of what does not."""

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.terminal import Terminal
from mlws_writer.errors import ModelUnavailable, UsageError
from mlws_writer.workspace.archived import all_logs
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import NAMES, upwards

OK, WARN, FAIL = "ok", "warn", "fail"
_COLORS = {OK: "green", WARN: "yellow", FAIL: "red"}
NO_SILENT_CUT = (0, 12, 4)
"""The first Ollama that refuses a prompt that is too long, where it is told to, instead of cutting it."""
_ROOM, _LITTLE_ROOM = 50_000_000, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, and what to do where it does not stand well."""

    name: str
    state: str
    text: str
    fix: str = ""


def doctor(
    context: typer.Context,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
) -> None:
    """Check the workspace, the disk, the zone and the model server; show each setting and its origin."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)
    place, server = _place(workspace), _server(workspace)
    checks = [*_of_place(workspace, place), *_of_server(workspace, server)]
    found = {
        "mlws": version("mlws-writer"),
        "python": f"{platform.python_version()} ({sys.executable})",
        "platform": platform.platform(),
        **place,
        "server": server,
        "checks": [asdict(check) for check in checks],
        "settings": {
            name: {"value": getattr(workspace.settings, name), "origin": workspace.origins[name]} for name in NAMES
        },
    }
    if here.json:
        here.terminal.result(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(found, checks, here.terminal)


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
        "open_in_editors": [workspace.name(path) for path in swap_files(workspace)],
    }


def _server(workspace: Workspace) -> dict[str, Any]:
    from mlws_writer.cli.models import SECONDS, ask
    from mlws_writer.writing import server

    try:
        found = ask(workspace)
        url = server.server_url(workspace.settings.base_url or os.environ.get("OLLAMA_HOST", ""))
        return {**found, "version": server.server_version(url, SECONDS), "answers": True}
    except (ModelUnavailable, UsageError) as error:
        return {"answers": False, "error": error.message, "why": error.why, "fix": error.fix, "models": []}


def swap_files(workspace: Workspace) -> list[Path]:
    """Find the traces of editors that have a document of ours open, which may hold changes that are not saved."""
    documents = [workspace.activity, *sorted(workspace.sessions.glob("*.md"))]
    return [path for document in documents for path in _traces(document) if os.path.lexists(path)]


def _traces(document: Path) -> Iterator[Path]:
    name = document.name
    traces = (f".{name}.swp", f".{name}.swo", f".#{name}", f"#{name}#", f".{name}.kate-swp", f".~lock.{name}#")
    return (document.with_name(trace) for trace in traces)


def _of_place(workspace: Workspace, place: dict[str, Any]) -> Iterator[Check]:
    room = shutil.disk_usage(workspace.root).free
    if not place["writable"]:
        yield Check(
            "workspace", FAIL, f"{place['workspace']} cannot be written to", "change its permissions, or use -C"
        )
    else:
        yield Check("workspace", OK, place["workspace"])
    state = FAIL if room < _ROOM else WARN if room < _LITTLE_ROOM else OK
    yield Check("disk", state, f"{room / 1e9:.{0 if room > 1e10 else 1}f} GB free", "" if state == OK else "make room")
    if place["logs"]:
        yield Check("logs", OK, f"{place['logs']} found")
    else:
        fix = "set `logs` in .mlws.toml to where they lie, or run `mlws init`, which finds them"
        yield Check("logs", WARN, f"none match {', '.join(workspace.settings.logs)}", fix)
    yield Check("activity", OK, workspace.settings.activity if place["activity"] else "not written yet")
    yield Check("git", OK, place["git"] or "no repository")
    named = workspace.zone_name[:1] not in "+-"
    zone = f"{place['zone']}; today is {place['today']}, a day begins at {workspace.settings.day_start}"
    yield Check("zone", OK if named else WARN, zone, "" if named else 'set tz, such as tz = "Europe/Vienna"')
    if editing := place["open_in_editors"]:
        fix = "save and close them; if the editor crashed, recover what it holds, then delete them"
        yield Check("editors", WARN, f"a document of yours is open, or was: {', '.join(editing)}", fix)
    else:
        yield Check("editors", OK, "no document is open")


def _of_server(workspace: Workspace, server: dict[str, Any]) -> Iterator[Check]:
    if workspace.settings.model.startswith("openai:"):
        at = workspace.settings.base_url
        fix = "" if at else "set base_url to the address of its server, such as http://127.0.0.1:8000/v1"
        yield Check("model", OK if at else WARN, f"{workspace.settings.model} at {at or 'no address'}", fix)
        return
    if not server["answers"]:
        yield Check("server", WARN, f"{server['error'].rstrip('.')} ({server['why']})", server["fix"])
        yield Check("model", WARN, "unknown; everything works without one, only plainer")
        return
    old = _numbers(server["version"]) < NO_SILENT_CUT
    text = f"Ollama {server['version'] or 'of an unknown version'} at {server['url']}"
    fix = "update Ollama: one this old cuts prompts in silence, which is noticed only afterwards"
    yield Check("server", WARN if old else OK, text, fix if old else "")
    chosen = next((model for model in server["models"] if model["chosen"]), None)
    if workspace.settings.model == "none":
        yield Check("model", OK, "none is asked, as the settings say")
    elif chosen is None:
        fix = "fetch a small one: mlws models pull llama3.2:3b"
        yield Check("model", WARN, "none that writes text and fits into memory", fix)
    else:
        have = len(server["models"])
        yield Check("model", OK, f"{chosen['name']}, of {have} installed" if have > 1 else chosen["name"])
        yield _context(workspace, chosen)


def _context(workspace: Workspace, chosen: dict[str, Any]) -> Check:
    wanted, has = workspace.settings.num_ctx, chosen["context"]
    if has and has < wanted:
        text = f"at most {has:,} tokens, which is all that {chosen['name']} has"
        return Check("context", OK, text)
    if wanted < 2048:
        return Check(
            "context", WARN, f"at most {wanted:,} tokens", "set num_ctx to 2048 or more: few facts fit into less"
        )
    return Check("context", OK, f"at most {wanted:,} tokens a question" + (f" of the model's {has:,}" if has else ""))


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.partition("-")[0].split(".") if part.isdigit())
    return numbers or NO_SILENT_CUT


def _show(found: dict[str, Any], checks: list[Check], terminal: Terminal) -> None:
    terminal.result(f"mlws {found['mlws']}, Python {found['python']}, {found['platform']}\n")
    for check in checks:
        mark = terminal.paint(f"{check.state:4}", _COLORS[check.state])
        terminal.result(f"{mark} {check.name:10} {check.text}")
        if check.fix:
            terminal.result(f"     {'':10} {terminal.paint('fix:', 'dim')} {check.fix}")
    terminal.result("")
    for name, setting in found["settings"].items():
        value = f"{name:12} {json.dumps(setting['value'], ensure_ascii=False):34}"
        terminal.result(f"{value} {terminal.paint(setting['origin'], 'dim')}")
