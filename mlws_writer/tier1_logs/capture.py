"""Any command, run as if mlws were not there, with a Tier 1 log of it: what it was, what it printed, how it ended.

Its output stands in the log as it came, between a head and a foot of ours, so that the reader's dialects read it. What
was a terminal stays one for the command (progress bars live on), what was a pipe stays a pipe.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import BinaryIO, NamedTuple

from mlws_writer.errors import InputError, UsageError
from mlws_writer.tier1_logs import machine
from mlws_writer.tier1_logs.forms import read_line
from mlws_writer.tier1_logs.logfiles import CAPTURE, TIME, new_log_file
from mlws_writer.tier1_logs.passing import Stream, pass_output, resize, streams_for
from mlws_writer.tier1_logs.recording import FOLDERS, footer, header

OUTPUT = "Output of the command, as it came:"
_PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH")
_FROM_KEYS = frozenset({"SIGINT", "SIGQUIT"})
"""Signals that a terminal sends to the command itself, too."""
_STOPS = frozenset({"SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGXCPU"})
"""Signals by which somebody stops a command; other signals are its own fault."""

_ITSELF = re.compile(r"[\d-]{10} [\d:]{8} - INFO - Recorded by itself: (.+)$", re.MULTILINE)


class Captured(NamedTuple):
    """How a command ended, and where its logs are: ours, and those that it kept by itself."""

    exit_code: int
    outcome: str
    log_files: tuple[Path, ...]


def capture(
    command: Sequence[str],
    *,
    name: str = "",
    kind: str = "experiment",
    log_dir: Path | None = None,
    env: Mapping[str, str] | None = None,
    out: int = 1,
    err: int = 2,
) -> Captured:
    """Run a command, pass its output on to the descriptors `out` and `err`, and keep a log of it.

    Raises InputError with a shell's exit code (127, 126) where it cannot be started, and leaves no log then.
    """
    if sys.platform == "win32":
        raise UsageError(
            "mlws run cannot run commands on Windows",
            why="it has no pseudo-terminals",
            fix="use record_run in the script",
        )
    folder = log_dir if log_dir is not None else Path("logs", FOLDERS.get(kind, "experiments"))
    title = name or name_of(command)
    log_file = new_log_file(title, folder)
    began = time.monotonic()
    streams = streams_for(out, err)
    with _Log(log_file) as log, machine.GpuWatch() as gpu, _signals(streams) as signals:
        process = _start(command, streams, log_file, env, err)
        signals.target = process.pid
        python = machine.python_at(path) if (path := interpreter_of(command)) else None
        log.say(*header(title, kind, shlex.join(command), Path.cwd(), gpus=gpu.names, python=python), OUTPUT)
        status, peak = pass_output(process.pid, streams, log.write)
        process.returncode = os.waitstatus_to_exitcode(status)
        outcome, why = outcome_of(process.returncode, signals.seen)
        log.end_line()
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    own, printed = _own_logs(log_file)
    if own and not printed and outcome == "completed":
        log_file.unlink()  # it would only say again what the command recorded by itself
        return Captured(code, outcome, own)
    with _Log(log_file) as log:
        # A process counts the memory of the one it was forked from: no more than ours says nothing about the command.
        memory = machine.resident_bytes(peak)
        memory_known = memory > (machine.peak_memory() or 0)
        log.say(*footer(time.monotonic() - began, memory if memory_known else None, gpu.peak, outcome, why))
    return Captured(code, outcome, (log_file, *own))


def name_of(command: Sequence[str]) -> str:
    """Name a run by what it runs: the script or module where the command is an interpreter."""
    words = [Path(command[0]).name, *command[1:]]
    if words[0].startswith(("python", "bash", "sh", "uv", "poetry", "torchrun", "accelerate", "deepspeed")):
        for before, word in pairwise(words):
            if before == "-m":
                return word.rpartition(".")[2]
            if word.endswith((".py", ".sh")):
                return Path(word).stem
    return Path(words[0]).stem


def interpreter_of(command: Sequence[str]) -> str | None:
    """Find the Python that a command runs in: itself or the one its first line names; None for no Python."""
    found = shutil.which(command[0])
    if found is None:
        return None
    if Path(found).name.startswith("python"):
        return found
    with Path(found).open("rb") as file:
        first = file.readline(300)
    named = first[2:].split()[:1] if first.startswith(b"#!") else []
    return os.fsdecode(named[0]) if named and b"python" in named[0] else None


def outcome_of(code: int, seen: Sequence[str] = ()) -> tuple[str, str]:
    """Tell how a command ended, from its exit code (negative: the signal that ended it) and the signals sent to us."""
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return ("interrupted" if name in _STOPS else "failed"), name
    stopped = next((name for name in seen if name in _STOPS), "")
    if code and stopped:
        return "interrupted", f"{stopped}, exit code {code}"
    return ("completed", "exit code 0") if code == 0 else ("failed", f"exit code {code}")


class _Log:
    """The log while it is written: our lines with a time, the command's bytes as they are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO

    def __enter__(self) -> "_Log":
        # Unbuffered: what was printed is in the log even if we are killed. Appending: the command may add lines, too.
        self._file = self._path.open("ab", buffering=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def say(self, *lines: str) -> None:
        now = f"{datetime.now():{TIME}}"
        self._file.write("".join(f"{now} - INFO - {line}\n" for line in lines).encode("utf-8", "backslashreplace"))

    def write(self, raw: bytes) -> None:
        self._file.write(raw)

    def end_line(self) -> None:
        """End a last line that the command left open."""
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                self._file.write(b"\n")


class _Signals:
    """The signals sent to us while the command ran; each is passed on unless the terminal has sent it there, too."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        self.target = 0
        self.seen: list[str] = []
        self._streams = streams

    def pass_on(self, number: int, frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        self.seen.append(name)
        if name == "SIGWINCH":
            for stream in self._streams:
                resize(stream)
        if self.target and not (name in _FROM_KEYS and _in_foreground()):
            with suppress(ProcessLookupError):
                os.kill(self.target, number)


@contextmanager
def _signals(streams: Sequence[Stream]) -> Iterator[_Signals]:
    """Stay alive through signals that are meant for the command."""
    signals = _Signals(streams)
    before = {}
    for name in _PASSED_ON:
        number = getattr(signal, name)
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
            before[number] = signal.signal(number, signals.pass_on)
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_foreground() -> bool:
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)


def _start(
    command: Sequence[str], streams: Sequence[Stream], log_file: Path, env: Mapping[str, str] | None, err: int
) -> "subprocess.Popen[bytes]":
    terminal = os.dup(err)
    try:
        return subprocess.Popen(  # noqa: S603 - running the user's command is the purpose
            command,
            stdout=streams[0].theirs,
            stderr=streams[1].theirs,
            pass_fds=(terminal,),
            env={**(os.environ if env is None else env), CAPTURE: f"{terminal}:{log_file.resolve()}"},
        )
    except OSError as error:
        log_file.unlink()
        for stream in streams:
            if stream.source >= 0:
                os.close(stream.source)
        raise _cannot_start(command[0], error) from error
    finally:
        for fd in (terminal, *(stream.theirs for stream in streams)):
            os.close(fd)


def _cannot_start(program: str, error: OSError) -> InputError:
    missing = isinstance(error, FileNotFoundError)
    problem = InputError(
        f"{program} cannot be run",
        why="there is no such command" if missing else error.strerror or str(error),
        fix="check its name and PATH" if missing else "check that it may be executed",
    )
    problem.exit_code = 127 if missing else 126
    return problem


def _own_logs(log_file: Path) -> tuple[tuple[Path, ...], bool]:
    """Name the logs that the command kept by itself, and tell whether it printed anything besides."""
    head, _, output = log_file.read_text("utf-8", "replace").partition(f" - {OUTPUT}\n")
    # A quick command says so before our header is written, and behind a line that it has not ended yet.
    found = _ITSELF.findall(head) + _ITSELF.findall(output)
    printed = any(line and not _ITSELF.fullmatch(line) for line in output.split("\n"))
    return tuple(dict.fromkeys(Path(read_line(path)) for path in found)), printed
