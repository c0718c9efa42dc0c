"""Which lines start a new launch in a log to which several were appended. Digits are treated alike (see shapes.py)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, partial

from mlws_writer.tier1_logs.families import Family, Segment
from mlws_writer.tier1_logs.lines import read_line
from mlws_writer.tier1_logs.times import leading_time

_SESSION = rb"(?i:^[^\w\n]*(?:new |training |evaluation |test )?(?:session|experiment|run) (?:has )?(?:started|begins|begun)\b(?!.*\bby\b))"
_LAUNCH = (
    rb"Rank of current process: |^nohup: ignoring input|^(?:[\w\x00 ,.:\-\[\]]{0,40}(?:INFO|DEBUG)[\w.:\- \]]{0,24})?Namespace\(|Process rank: [-\x00]+, device: |start with arguments Namespace\(|^wandb: Tracking run with wandb version|^wandb: Currently logged in as|"
    rb"MLWS run started|^-+ ?Launching|Command Line Args:? Namespace|^=+ ?(?:START|Starting|RUN|Run) ?\d*|^Script started on|^\s*Sending job|^SLURM_JOB_ID|^Job started|(?:^|[\s\]:|-])START(?:ED|ING)? [\w./\-]+\.(?:py|sh)\b|"
    rb"^(?:\([\w.\-\x00]+\) ?)?[\w.\-\x00]+@[\w.\-\x00]+[: ][^$#\n]{0,120}[$#] (?:\w+=\S+ )*(?:python|bash|sh|torchrun|accelerate|deepspeed|srun|nohup|make|\./)|"
    + _SESSION
)
_launch = cache(partial(re.compile, _LAUNCH))
_session = cache(partial(re.compile, _SESSION))
"""Compiled at first use: most logs hold no line that looks like one."""

HINTS = (
    b"Rank of current", b"nohup", b"Process rank", b"Namespace", b"wandb: ", b"MLWS run", b"Launching", b"Command Line", b"START", b"Start", b"RUN", b"Run", b"Script started", b"Sending job", b"SLURM_JOB", b"Job started", b"$ ", b"# ", b"ession", b"ESSION", b" started", b" begins", b" begun",
)  # fmt: skip
"""One of these is in every line that starts a launch."""


def starts_launch(text: bytes) -> bool:
    """Tell whether a line with this text starts a new launch."""
    return any(map(text.__contains__, HINTS)) and _launch().search(text) is not None


_RANK = re.compile(rb"Process rank: (-?\d+)")


def is_other_rank(raw: bytes) -> bool:
    """Tell whether a line announces one more process of a launch, not its first."""
    found = _RANK.search(raw) if b"Process rank" in raw else None
    return found is not None and found[1][:1] != b"-" and found[1].strip(b"0") != b""


def comes_late(raw: bytes) -> bool:
    """Tell whether a line that starts a launch stands somewhere in its beginning, not at its head: only a second one parts."""
    return raw.startswith(b"wandb: ") or _session().match(raw) is not None


PAUSE = timedelta(minutes=1)
"""After how long a silence the words with which a log began say that the program was started anew."""
_NO_START = re.compile(
    rb"(?i)\b(?:warn(?:ing)?|error|critical)\b|\bHTTP/|\b(?:GET|POST) |\bheartbeat|\b(?:idle|waiting|polling)\b"
)
_SHORTEST = 8


def opening_of(raw: bytes) -> bytes:
    """Return what the first line of a log says behind its date and time, if a launch may begin with it, else nothing."""
    time, end = _timed(raw)
    said = raw[end:]
    return said if time is not None and len(said) >= _SHORTEST and not _NO_START.search(said) else b""


_START_UP = re.compile(
    r"(?i)\W*(?:(?:parsed|run|training|command line|the|all|loaded|using) ){0,2}(?:args|arguments|config\w*|hyper-?param\w*|hparams|options|"
    r"command|device|seed|start(?:ing|ed)? (?:the |a )?(?:new )?(?:script|program|main|run|job|experiment|pipeline))\b"
)
_HEAD = re.compile(r"[^\d:=]{4,60}[:=]?")
_STEPS = re.compile(rb"(?i)\b(?:epoch|step|iter(?:ation)?|episode|round|batch|update)s?\b\W{0,4}\x00")


def header_of(raw: bytes) -> bytes:
    """Return how a line begins, behind its time and level, that says what a program was started with, else nothing."""
    message = read_line(Segment(0, 0, raw[:400])).message
    found = _HEAD.match(message) if _START_UP.match(message) else None
    return found.group().strip().encode() if found else b""


def has_worked(families: Iterable[Family]) -> bool:
    """Tell whether a run has counted steps: what its program was started with stands before them."""
    return any(family.count > 1 and _STEPS.search(family.text) for family in families)


def is_after_pause(raw: bytes, before: bytes) -> bool:
    """Tell whether a line was logged after a silence; `before` is the last line before it that has a time."""
    time, last = _timed(raw)[0], _timed(before)[0]
    if time is None or last is None or (time.tzinfo is None) != (last.tzinfo is None):
        return False
    return time - last >= PAUSE


def last_timed(raws: Sequence[bytes], before: bytes) -> bytes:
    """Return the last of these lines that has a date and a time, else the one before them."""
    return next((raw for raw in reversed(raws) if _timed(raw)[0] is not None), before)


def _timed(raw: bytes) -> tuple[datetime | None, int]:
    head = raw[:64].decode("latin-1")  # a letter a byte: where the time ends in one, it ends in the other
    return leading_time(head)
