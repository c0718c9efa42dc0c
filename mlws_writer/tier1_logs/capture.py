"""Any command, run as if mlws were not there, with a Tier 1 log of it: what it was, what it printed, how it ended.

Its output stands in the log as it came, between a head and a foot of ours, so that the reader's dialects read it. What
was a terminal stays one for the command (progress bars live on), what was a pipe stays a pipe.
"""

import os
import re
import selectors
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import BinaryIO, NamedTuple

from mlws_writer.errors import InputError, UsageError
from mlws_writer.tier1_logs import machine
from mlws_writer.tier1_logs.forms import read_line
from mlws_writer.tier1_logs.recording import CAPTURE, FOLDERS, TIME, footer, header, new_log_file

OUTPUT = "Output of the command, as it came:"
CHUNK = 65_536
_PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")
_FROM_KEYS = frozenset({"SIGINT", "SIGQUIT"})
"""Signals that a terminal sends to the command itself, too."""
_STOPS = frozenset({"SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGXCPU"})
"""Signals by which somebody stops a command; other signals are its own fault."""

_ITSELF = re.compile(r"[\d-]{10} [\d:]{8} - INFO - Recorded by itself: (.+)")


class Captured(NamedTuple):
    """How a command ended, and where its logs are: ours, and those that it kept by itself."""

    exit_code: int
    outcome: str
    log_files: tuple[Path, ...]


class Stream(NamedTuple):
    """Where the command's output is read, where it is passed on to, and what the command writes to."""

    source: int
    sink: int
    theirs: int


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
    streams = _streams(out, err)
    with _Log(log_file) as log, machine.GpuWatch() as gpu, _signals() as signals:
        process = _start(command, streams, log_file, env, err)
        signals.target = process.pid
        python = machine.python_at(path) if (path := interpreter_of(command)) else None
        log.say(*header(title, kind, shlex.join(command), Path.cwd(), gpus=gpu.names, python=python), OUTPUT)
        status, peak = _pump(process.pid, streams, log)
        process.returncode = os.waitstatus_to_exitcode(status)
        outcome, why = outcome_of(process.returncode, signals.seen)
        log.end_line()
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    own, printed = _own_logs(log_file)
    if own and not printed and outcome == "completed":
        log_file.unlink()  # it would only say again what the command recorded by itself
        return Captured(code, outcome, own)
    with _Log(log_file) as log:
        log.say(*footer(time.monotonic() - began, machine.resident_bytes(peak), gpu.peak, outcome, why))
    return Captured(code, outcome, (log_file, *own))


def name_of(command: Sequence[str]) -> str:
    """Name a run by what it runs: the script or module where the command is an interpreter."""
    words = [Path(command[0]).name, *command[1:]]
    if words[0].startswith(("python", "bash", "sh", "uv", "poetry", "torchrun", "accelerate", "deepspeed")):
        for before, word in zip(words, words[1:], strict=False):
            if before == "-m":
                return word.rpartition(".")[2]
            if word.endswith((".py", ".sh")):
                return Path(word).stem
    return Path(words[0]).stem


def interpreter_of(command: Sequence[str]) -> str | None:
    """Find the Python that a command runs in: the command itself or the one its first line names; None where it is no Python."""
    from shutil import which  # here: the one place that asks

    found = which(command[0])
    if found is None:
        return None
    if Path(found).name.startswith("python"):
        return found
    with Path(found).open("rb") as file:
        first = file.readline(300)
    named = first[2:].split()[:1] if first.startswith(b"#!") else []
    return os.fsdecode(named[0]) if named and b"python" in named[0] else None


def outcome_of(code: int, seen: Sequence[str] = ()) -> tuple[str, str]:
    """Tell how a command ended from its exit code (negative: the signal that ended it) and the signals that we were sent."""
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
    """The signals that we were sent while the command ran; each is passed on unless the terminal has sent it there, too."""

    def __init__(self) -> None:
        self.target = 0
        self.seen: list[str] = []

    def pass_on(self, number: int, frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        self.seen.append(name)
        if self.target and not (name in _FROM_KEYS and _in_foreground()):
            with suppress(ProcessLookupError):
                os.kill(self.target, number)


@contextmanager
def _signals() -> Iterator[_Signals]:
    """Stay alive through signals that are meant for the command."""
    signals = _Signals()
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


def _streams(out: int, err: int) -> list[Stream]:
    """Give the command, for each of our outputs, one of the same kind; one for both where both are the same."""
    first = _stream(out)
    same = os.path.samestat(os.fstat(out), os.fstat(err))
    return [first, Stream(-1, err, os.dup(first.theirs)) if same else _stream(err)]


def _stream(sink: int) -> Stream:
    if not os.isatty(sink):
        source, theirs = os.pipe()
        return Stream(source, sink, theirs)
    import fcntl  # here: not on Windows
    import pty
    import termios

    source, theirs = pty.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST  # bytes as they are: the real terminal makes of a newline what it does
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    with suppress(OSError):
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, fcntl.ioctl(sink, termios.TIOCGWINSZ, b"\0" * 8))
    return Stream(source, sink, theirs)


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


def _pump(pid: int, streams: Sequence[Stream], log: _Log) -> tuple[int, int]:
    """Pass output on until the command has ended and nothing is left; give its status and its peak memory."""
    ended: tuple[int, int] | None = None
    sources = [stream for stream in streams if stream.source >= 0]
    parts = [_Lines(log.write, whole=len(sources) > 1) for _ in sources]
    with selectors.DefaultSelector() as waiting:
        for stream, part in zip(sources, parts, strict=True):
            waiting.register(stream.source, selectors.EVENT_READ, (stream, part))
        while waiting.get_map():
            ready = waiting.select(timeout=0 if ended else 0.1)
            if ended and not ready:
                break  # a process that it left in the background may hold the output open
            for key, _ in ready:
                if not _pass_on(*key.data):
                    waiting.unregister(key.fd)
                    os.close(key.fd)
            ended = ended or _reaped(pid, os.WNOHANG)
        for key in waiting.get_map().values():
            os.close(key.fd)
    for part in parts:
        part.finish()
    return ended or _reaped(pid, 0) or (0, 0)


def _reaped(pid: int, options: int) -> tuple[int, int] | None:
    found, status, usage = os.wait4(pid, options)
    return (status, usage.ru_maxrss) if found else None


def _pass_on(stream: Stream, part: "_Lines") -> bool:
    """Pass one piece of output on and into the log; say whether there can be more."""
    try:
        raw = os.read(stream.source, CHUNK)
    except OSError:  # a pseudo-terminal that nobody writes to any more
        return False
    part.take(raw)
    try:
        _write_all(stream.sink, raw)
    except BrokenPipeError:  # whoever read our output has gone: the command shall find that out for itself
        return False
    return bool(raw)


def _write_all(sink: int, raw: bytes) -> None:
    left = memoryview(raw)
    while left:
        left = left[os.write(sink, left) :]


class _Lines:
    """Takes one of the outputs into the log; where there are two, line by whole line, so that they do not mix."""

    def __init__(self, write: Callable[[bytes], None], *, whole: bool) -> None:
        self._write = write
        self._whole = whole
        self._open = b""

    def take(self, raw: bytes) -> None:
        at = raw.rfind(b"\n") + 1 if self._whole else len(raw)
        if at:
            self._write(self._open + raw[:at])
            self._open = b""
        self._open += raw[at:]

    def finish(self) -> None:
        if self._open:
            self._write(self._open + b"\n")
            self._open = b""


def _own_logs(log_file: Path) -> tuple[tuple[Path, ...], bool]:
    """Name the logs that the command kept by itself, and tell whether it printed anything besides."""
    raw = log_file.read_bytes().partition(f" - {OUTPUT}\n".encode())[2]
    lines = [line for line in raw.decode("utf-8", "replace").split("\n") if line]
    found = [match[1] for line in lines if (match := _ITSELF.fullmatch(line))]
    return tuple(dict.fromkeys(Path(read_line(path)) for path in found)), len(lines) > len(found)
