"""What was done to a setting and what came of it, in plain sentences, against made-up logs."""

from collections.abc import Callable

import pytest

RESTART = """\
08:00:00 job 71 batch size 64, learning rate 3e-5, workers 4
08:10:00 ERROR out of memory
08:12:00 job 72 batch size 32, learning rate unchanged, workers 8
08:40:00 lr reduced 3e-5 -> 1e-5: plateau
08:50:00 retry with accum=4 (was 2)
"""
TRIALS = """\
trial 1: width=64 batch=32 -> mcc=0.61 time=12m OK
trial 2: width=64 batch=64 -> mcc=0.58 time=8m OK
trial 3: width=128 batch=32 -> mcc=0.66 time=19m OK
D: C + 2x epochs (200)   90.9
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "stands"),
    [
        (RESTART, "The batch size was halved for the restart.", (1, 3), True),
        (RESTART, "The batch size was doubled for the restart.", (1, 3), False),
        (RESTART, "The batch size was increased.", (1, 3), False),
        (RESTART, "The number of workers was doubled.", (1, 3), True),
        (RESTART, "The number of workers was halved.", (1, 3), False),
        (RESTART, "The learning rate was lowered for the second job.", (1, 3), False),
        (RESTART, "The learning rate was reduced on a plateau.", (4,), True),
        (RESTART, "The learning rate was raised on a plateau.", (4,), False),
        (RESTART, "Gradient accumulation was doubled for the retry.", (5,), True),
        (TRIALS, "Doubling the batch made training faster.", (1, 2), True),
        (TRIALS, "The larger batch made training slower.", (1, 2), False),
        (TRIALS, "The larger batch made training faster.", (1, 2), True),
        (TRIALS, "A larger width improved MCC.", (1, 3), True),
        (TRIALS, "A larger width hurt MCC.", (1, 3), False),
        (TRIALS, "The larger width gave the worse MCC.", (1, 3), False),
        (TRIALS, "MCC rose when the width was doubled.", (1, 3), True),
        (TRIALS, "MCC fell when the width was doubled.", (1, 3), False),
        (TRIALS, "Doubling the epochs brought it to 90.9.", (4,), True),
        (TRIALS, "Trial 1 took twelve minutes.", (1,), True),
        (TRIALS, "Trial 1 took twenty minutes.", (1,), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the two values of the setting, and of what it changed, have it."""
    holds(log, text, lines, stands)
