"""Log files and the loggers that write them: each has a file of its own, and other people's logging is left alone."""

import itertools
import logging
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

from mlws_writer.tier1_logs.forms import one_line

LINE = "%(asctime)s - %(levelname)s - %(message)s"
TIME = "%Y-%m-%d %H:%M:%S"
CAPTURE = "_MLWS_CAPTURE"
"""Tells a command that `mlws run` captures what it prints: `descriptor of the terminal:log of the capture`."""


class _OwnFile(logging.FileHandler):
    """Marks a file handler as one of ours."""


class _OwnConsole(logging.StreamHandler[TextIO]):
    """A console handler of ours.

    It follows `sys.stderr` where a notebook or a test replaces that. Under `mlws run` it writes past the capture, which
    would else keep each line a second time.
    """

    def __init__(self, past_capture: TextIO | None = None) -> None:
        super().__init__(past_capture or sys.stderr)
        self._own = past_capture

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record to what standard error is now."""
        self.stream = self._own or sys.stderr
        super().emit(record)

    def close(self) -> None:
        """Close what we opened; standard error is not ours."""
        super().close()
        if self._own is not None:
            self._own.close()


def new_log_file(name: str, folder: Path, now: datetime | None = None) -> Path:
    """Create an empty `YYYYMMDD-HHMMSS-name.log` that nobody else has, numbered where the second is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{(now or datetime.now()):%Y%m%d-%H%M%S}-{slug(name)}"
    for number in itertools.count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.log"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError("unreachable: the numbers do not end")


def slug(name: str) -> str:
    """Turn a name into part of a file name: letters of any script, digits, dots and dashes."""
    return re.sub(r"[^\w.]+", "-", name).strip("-._")[:80].rstrip("-._") or "run"


def close_log(logger: logging.Logger) -> None:
    """Close and take off those handlers of a logger that are ours."""
    for handler in [h for h in logger.handlers if isinstance(h, _OwnFile | _OwnConsole)]:
        logger.removeHandler(handler)
        handler.close()


def logger_for(key: str, log_file: Path, *, level: int = logging.INFO, console: bool) -> logging.Logger:
    """Give our logger of that key the file and the console, in place of those it may have had before."""
    logger = logging.getLogger(key)
    close_log(logger)
    logger.setLevel(level)
    logger.propagate = False
    handlers: list[logging.Handler] = [_OwnFile(log_file, encoding="utf-8", errors="backslashreplace")]
    past_capture = _past_capture(log_file)
    if console:
        handlers.append(_OwnConsole(past_capture))
    for handler in handlers:
        handler.setFormatter(logging.Formatter(LINE, TIME))
        logger.addHandler(handler)
    return logger


def _past_capture(log_file: Path) -> TextIO | None:
    """Open the terminal behind a capture, and tell the capture that this run has its own log; None without one."""
    descriptor, _, captured = os.environ.get(CAPTURE, "").partition(":")
    if not (descriptor.isdigit() and Path(captured).is_file()):
        return None
    with Path(captured).open("a", encoding="utf-8", errors="backslashreplace") as outer:
        outer.write(f"{datetime.now():{TIME}} - INFO - Recorded by itself: {one_line(str(log_file.resolve()))}\n")
    try:
        return os.fdopen(os.dup(int(descriptor)), "w", encoding="utf-8", errors="backslashreplace")
    except OSError:  # a launcher between the capture and us has closed it
        return None
