"""The one place where errors become three lines and an exit code."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from mlws_writer.errors import MlwsError, StorageError, UsageError

INTERRUPTED = 130
FAULT = 8
FULL = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}


def main() -> NoReturn:
    """Run the command of the process's own arguments, and end the process."""
    gc.set_threshold(50_000, 20, 100)  # a command lives shortly: looking for cycles during imports is a tenth of it
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            stream.flush()
    # Files, locks and pools are closed where they are used. To take the modules down object by object, as `sys.exit`
    # does, would be a tenth of a short command.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    import typer

    from mlws_writer.cli.commands import PipeClosed, root_command
    from mlws_writer.facts import seen

    _never_fail_on_a_letter()
    seen.forget()
    ours = arguments[: arguments.index("--")] if "--" in arguments else arguments
    debug = "--debug" in ours
    try:
        code = root_command().main(args=list(arguments) or ["--help"], prog_name="mlws", standalone_mode=False)
    except MlwsError as error:
        return _tell(error, debug=debug)
    except typer.TyperException as error:
        return _tell(_usage(error), debug=debug)
    except (PipeClosed, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        return _tell(_full(error), debug=debug) if error.errno in FULL else _fault(error, arguments, debug=debug)
    except Exception as error:  # noqa: BLE001  # whatever it is, the user gets three lines and we get the trace
        return _fault(error, arguments, debug=debug)
    if code == INTERRUPTED:
        sys.stderr.write("interrupted\n")
    return code if isinstance(code, int) else 0


def _tell(error: MlwsError, *, debug: bool) -> int:
    from mlws_writer.facts.seen import guarded

    if debug:
        import traceback

        sys.stderr.write(guarded("".join(traceback.format_exception(error))))
    lines = [f"error: {error.message}"]
    lines += [f"  why: {error.why}"] if error.why else []
    lines += [f"  fix: {error.fix}"] if error.fix else []
    sys.stderr.write("\n".join(map(guarded, lines)) + "\n")
    return error.exit_code


def _usage(error: Exception) -> UsageError:
    """Put a usage error of typer into our form."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "mlws"
    message = str(getattr(error, "message", "")) if getattr(error, "possibilities", None) else error.format_message()  # type: ignore[attr-defined]
    near = [name for name in getattr(error, "possibilities", None) or () if name]
    why = (
        f"did you mean {' or '.join(near)}?"
        if near
        else (context.get_usage() if context else "the line cannot be read like that")
    )
    what = message[:1].lower() + message[1:].rstrip(".")
    return UsageError(
        f"{command}: {what}", why=" ".join(why.split()).replace("Usage:", "usage:"), fix=f"see `{command} --help`"
    )


def _full(error: OSError) -> StorageError:
    return StorageError(
        f"{error.filename or 'a file'} cannot be written",
        why=error.strerror or str(error),
        fix="make room, or choose another folder with -C",
    )


def _fault(error: Exception, arguments: Sequence[str], *, debug: bool) -> int:
    """Keep the trace of an error that is ours in a file, and say where."""
    import traceback

    from mlws_writer.facts.seen import guarded

    trace = guarded(f"mlws {' '.join(arguments)}\n\n{''.join(traceback.format_exception(error))}")
    if debug:
        sys.stderr.write(trace)
    kept = _keep(trace)
    told = MlwsError(
        f"mlws failed: {type(error).__name__}: {error}".splitlines()[0],
        why="this is a fault of mlws, not of what it was given",
        fix=f"report it with the trace in {kept}" if kept else "report it with the trace that --debug shows",
    )
    told.exit_code = FAULT
    return _tell(told, debug=False)


def _keep(trace: str) -> Path | None:
    import tempfile  # only where something went wrong

    name = f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in (*_states(), Path(tempfile.gettempdir())):
        try:
            (folder / name).write_text(trace, encoding="utf-8", errors="replace")
        except OSError:
            continue  # the next folder may be writable
        return folder / name
    return None


def _states() -> list[Path]:
    here = Path.cwd()
    return [folder / ".mlws" for folder in (here, *here.parents) if (folder / ".mlws").is_dir()][:1]


def _never_fail_on_a_letter() -> None:
    """Let a terminal that cannot show a letter show a stand-in for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
