"""A command's output on its way: to whoever reads ours, byte by byte, and into the log."""

import os
import selectors
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

CHUNK = 65_536


class Stream(NamedTuple):
    """Where the command's output is read, where it is passed on to, and what the command writes to."""

    source: int
    sink: int
    theirs: int


def streams_for(out: int, err: int) -> list[Stream]:
    """Give the command, for each of our outputs, one of the same kind; one for both where both are the same."""
    first = _stream(out)
    same = os.path.samestat(os.fstat(out), os.fstat(err))
    return [first, Stream(-1, err, os.dup(first.theirs)) if same else _stream(err)]


def _stream(sink: int) -> Stream:
    if not os.isatty(sink):
        source, theirs = os.pipe()
        return Stream(source, sink, theirs)
    import pty  # here: not on Windows
    import termios

    source, theirs = pty.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST  # bytes as they are: the real terminal makes of a newline what it does
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    stream = Stream(source, sink, theirs)
    resize(stream)
    return stream


def resize(stream: Stream) -> None:
    """Give the command's terminal the size of ours, where both are terminals."""
    import fcntl  # here: not on Windows
    import termios

    if stream.source >= 0 and os.isatty(stream.source):
        with suppress(OSError):
            fcntl.ioctl(stream.source, termios.TIOCSWINSZ, fcntl.ioctl(stream.sink, termios.TIOCGWINSZ, b"\0" * 8))


def pass_output(pid: int, streams: Sequence[Stream], write: Callable[[bytes], object]) -> tuple[int, int]:
    """Pass output on until the command has ended and nothing is left; give its status and its peak memory."""
    ended: tuple[int, int] | None = None
    sources = [stream for stream in streams if stream.source >= 0]
    parts = [_Lines(write, whole=len(sources) > 1) for _ in sources]
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

    def __init__(self, write: Callable[[bytes], object], *, whole: bool) -> None:
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
