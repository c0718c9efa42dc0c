"""The options of every command, wherever on the line they stand, and what a command learns from them."""

import os
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from mlws_writer.cli.terminal import Terminal
from mlws_writer.errors import UsageError

if TYPE_CHECKING:
    from mlws_writer.workspace.layout import Surroundings, Workspace


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The values of the options that every command takes."""

    root: Path | None = None
    dry_run: bool = False
    json: bool = False
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    color: str = "auto"
    no_input: bool = False
    tz: str | None = None

    @property
    def terminal(self) -> Terminal:
        """How to talk to whoever started us."""
        return Terminal(self.quiet, self.verbose, self.color)

    def workspace(self, **flags: object) -> "Workspace":
        """Open the workspace that the command is about; the flags are settings given on the command line."""
        from mlws_writer.workspace.layout import open_workspace  # not for --help

        workspace = open_workspace(surroundings(), self.root, {"tz": self.tz, **flags})
        self.terminal.detail(f"workspace {workspace.root}, {workspace.zone_name}, today {workspace.today}")
        return workspace


def of(context: typer.Context) -> Everywhere:
    """Return the options of every command as this one was given them."""
    return cast("Everywhere", context.obj or Everywhere())


def merged(before: Everywhere, after: dict[str, Any]) -> Everywhere:
    """Return the options before the command with those after it laid over them."""
    default = Everywhere()
    given = {name: value for name, value in after.items() if value != getattr(default, name)}
    return _checked(replace(before, **given))


def _version(asked: bool) -> None:
    if not asked:
        return
    from importlib.metadata import version

    Terminal().result(f"mlws {version('mlws-writer')}")
    raise typer.Exit


def options(
    context: typer.Context,
    root: Annotated[
        Path | None,
        typer.Option("--root", "-C", metavar="DIR", help="The workspace, instead of the one around this folder."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would change as a diff; write nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the result only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell more on standard error.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    color: Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = "auto",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    tz: Annotated[
        str | None, typer.Option("--tz", metavar="ZONE", help="The zone of days and times, such as Europe/Vienna.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, expose_value=False, help="Print the version.")
    ] = False,
) -> None:
    """Document ML work at three levels of detail: execution logs, a daily activity log, session narratives."""
    names = [field.name for field in fields(Everywhere)]
    context.obj = merged(Everywhere(), {name: context.params[name] for name in names})


def _checked(here: Everywhere) -> Everywhere:
    if here.color not in {"auto", "always", "never"}:
        raise UsageError(
            f"--color {here.color} cannot be followed", why="it is no choice", fix="use auto, always or never"
        )
    return here


def surroundings() -> "Surroundings":
    """Look at the process once: the folder, the environment, the clock."""
    import platformdirs

    from mlws_writer.workspace.layout import Surroundings

    return Surroundings(
        folder=Path.cwd(),
        home=Path.home(),
        environ=os.environ,
        now=datetime.now().astimezone(),
        user_config=Path(platformdirs.user_config_dir("mlws", appauthor=False)) / "config.toml",
    )
