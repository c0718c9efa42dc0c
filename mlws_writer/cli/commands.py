"""The commands: a table, and a group that imports a command's module only when it is called."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere, merged
from mlws_writer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, its summary in `mlws --help`, and where its function is."""

    name: str
    summary: str
    module: str = ""
    function: str = ""


COMMANDS = (
    Entry("init", "Make the folders and files of a workspace; nothing that is there is touched."),
    Entry("run", "Run a command and keep its execution log; the exit code is the command's."),
    Entry("import", "Write the log of a run that TensorBoard, MLflow or W&B kept.", "import_runs", "import_runs"),
    Entry("log", "Put an entry of your own into the activity log."),
    Entry("summarize", "Write the activity entry of a day from its execution logs."),
    Entry("undo", "Take back what the last command wrote."),
    Entry("accept", "Take the newer fact in place of what you had changed."),
    Entry("restore", "Bring back a bullet that you deleted, or that was saved over.", module="accept"),
    Entry("draft-session", "Draft a session document from a day's entry and the facts behind it."),
    Entry("new-session", "Make an empty session document, filled in with what is known."),
    Entry("blog-ideas", "Propose posts, each with the sessions and facts it would rest on."),
    Entry("draft-post", "Draft a post from a session document as it stands; what is private does not get into it."),
    Entry("review", "Look back: what was done, what worked, what failed, where the time went, what is open."),
    Entry("search", "Find what logs, activity log, sessions and posts say, the newest first."),
    Entry("facts", "Show what was read from logs, with lines, and what was not understood."),
    Entry("digest", "Show what a model would be sent about logs, within a budget."),
    Entry("verify", "Check each sentence of a document against the logs behind it, or sentences about a log."),
    Entry("trace", "Show the log lines that a sentence of a document rests on."),
    Entry("check", "Say what needs you: missing days, bullets in doubt, untold work, broken links."),
    Entry("archive", "Move logs older than 30 days into the archive, and days of the activity log on request."),
    Entry("eval", "Grade the prompts on recorded replies, or on a live model.", module="evals"),
    Entry("doctor", "Check the workspace, the disk, the zone and the model server; show each setting and its origin."),
    Entry("models", "List the models of the Ollama server, what fits and what did best; or fetch one."),
    Entry("prompts", "List the prompts, show one, compare yours with ours, or edit your own."),
)
"""To add a command, add its module and a line here; the function has the command's name with underscores."""


class PlainCommand(TyperCommand):
    """A command that also takes the options of every command."""

    def invoke(self, ctx: Any) -> Any:
        """Hand the options of every command over in the context, the others to the function."""
        given = {field.name: ctx.params.pop(field.name) for field in fields(Everywhere)}
        ctx.obj = merged(ctx.obj or Everywhere(), given)
        return super().invoke(ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option."""
        return _quick(super().get_help_option(ctx))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the command's own options first, those of every command in a section of their own."""
        names = {"version", "help", *(field.name for field in fields(Everywhere))}
        own = [param for param in self.get_params(ctx) if param.name not in names]
        common = [param for param in self.get_params(ctx) if param.name in names]
        for title, kind, params in (
            ("Arguments", "argument", own),
            ("Options", "option", own),
            ("Everywhere", "option", common),
        ):
            rows = [param.get_help_record(ctx) for param in params if param.param_type_name == kind]
            if any(rows):
                with formatter.section(title):
                    formatter.write_dl([(row[0].partition(" <")[0], row[1]) for row in rows if row])


class LazyGroup(TyperGroup):
    """All commands of COMMANDS, none of them imported before it is called."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option."""
        return _quick(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command of that name."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        return _load(entry) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one is nearest."""
        if args and args[0] not in self.list_commands(ctx):
            raise unknown_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.summary) for entry in COMMANDS])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader who has seen enough is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosed from error


class PipeClosed(Exception):
    """Nobody reads our output any more."""


def unknown_command(name: str, known: Sequence[str]) -> UsageError:
    """Return the error for a command that does not exist, with the nearest that does."""
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    why = f"did you mean `mlws {near[0]}`?" if near else "mlws has no command of that name"
    return UsageError(f"unknown command {name!r}", why=why, fix="see them all: mlws --help")


def root_command() -> Any:
    """Return the whole command line as one command."""
    app = typer.Typer(
        cls=LazyGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(everywhere.options)
    return _all_quick(typer.main.get_command(app))


def _load(entry: Entry) -> Any:
    identifier = entry.name.replace("-", "_")
    module = import_module(f"mlws_writer.cli.{entry.module or identifier}")
    command = _command(
        getattr(module, entry.function or identifier), PlainCommand, getattr(module, "CONTEXT_SETTINGS", {})
    )
    command.params += _command(everywhere.options, TyperCommand, {}).params
    return _all_quick(command)


def _command(function: Any, cls: type[TyperCommand], context_settings: dict[str, Any]) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(cls=cls, context_settings=context_settings)(function)
    return typer.main.get_command(app)


@dataclass(frozen=True, slots=True)
class _AsGiven:
    """Takes texts, paths and whole numbers as they stand; typer imports pydantic for that, a tenth of a second."""

    make: Any

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        try:
            return tuple(self.make(part) for part in value) if several else self.make(value)
        except ValueError as error:
            raise typer.BadParameter(f"{value!r} is not a whole number.", ctx=ctx, param=param) from error


_MAKES: dict[Any, Any] = {bool: bool, str: str, Path: Path, int: int, list[str]: str, list[Path]: Path}


def _quick(param: Any) -> Any:
    """Let a parameter take its value as given, where we know how; with another typer it is only slower."""
    descriptor: Any = getattr(param, "type_descriptor", None)
    make = _MAKES.get(descriptor.annotation) if descriptor else None
    if make and getattr(param, "_runtime_param", "") is None:
        param._runtime_param = _AsGiven(make)
    return param


def _all_quick(command: Any) -> Any:
    for param in command.params:
        _quick(param)
    return command
