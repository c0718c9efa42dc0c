"""Which lines start a new launch in a log to which several were appended. Digits are treated alike (see shapes.py)."""

import re
from functools import cache, partial

_LAUNCH = (
    rb"Rank of current process: |^nohup: ignoring input|^(?:[\w\x00 ,.:\-\[\]]{0,40}(?:INFO|DEBUG)[\w.:\- \]]{0,24})?Namespace\(|Process rank: [-\x00]+, device: |start with arguments Namespace\(|^wandb: Tracking run with wandb version|^wandb: Currently logged in as|"
    rb"MLWS run started|^-+ ?Launching|Command Line Args:? Namespace|^=+ ?(?:START|Starting|RUN|Run) ?\d*|^Script started on|^\s*Sending job|^SLURM_JOB_ID|^Job started|(?:^|[\s\]:|-])START(?:ED|ING)? [\w./\-]+\.(?:py|sh)\b|"
    rb"^(?:\([\w.\-\x00]+\) ?)?[\w.\-\x00]+@[\w.\-\x00]+[: ][^$#\n]{0,120}[$#] (?:\w+=\S+ )*(?:python|bash|sh|torchrun|accelerate|deepspeed|srun|nohup|make|\./)"
)
_launch = cache(partial(re.compile, _LAUNCH))
"""Compiled at first use: most logs hold no line that looks like one."""

HINTS = (
    b"Rank of current", b"nohup", b"Process rank", b"Namespace", b"wandb: ", b"MLWS run", b"Launching", b"Command Line", b"START", b"Start", b"RUN", b"Run", b"Script started", b"Sending job", b"SLURM_JOB", b"Job started", b"$ ", b"# ",
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
    return raw.startswith(b"wandb: ")
