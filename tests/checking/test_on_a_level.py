"""Two on a level, one ahead in each, parts of the items, and what rose or fell: against made-up logs."""

from collections.abc import Callable

import pytest

Holds = Callable[[str, str, tuple[int, ...], bool], None]
RESULTS = """\
model | dataset | items | accuracy % | sec per item
Korund-1B | FactBits | 800 | 41.0 | 0.3
Korund-1B | StepMath | 500 | 12.4 | 0.6
Korund-1B | ReadLong | 200 | 33.5 | 1.5
Korund-7B | FactBits | 800 | 63.5 | 0.9
Korund-7B | StepMath | 500 | 30.2 | 1.9
Korund-7B | ReadLong | 200 | 58.0 | 4.0
Selen-3B | ReadLong | 200 | 58.0 | 2.0
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Korund-1B and Korund-7B did equally well on ReadLong.", (4, 7), False),
        ("Selen-3B and Korund-7B did equally well on ReadLong.", (7, 8), True),
        ("Korund-1B did as well as Korund-7B on ReadLong.", (4, 7), False),
        ("Selen-3B beat Korund-7B on ReadLong.", (7, 8), False),
        ("Korund-1B beat Korund-7B on every dataset.", (2, 3, 4, 5, 6, 7), False),
        ("Korund-7B beat Korund-1B on every dataset.", (2, 3, 4, 5, 6, 7), True),
        ("Korund-1B got most of the items right in each dataset.", (2, 3, 4), False),
        ("Korund-7B got more than half of the FactBits items right.", (5,), True),
        ("Korund-7B got fewer than half of the FactBits items right.", (5,), False),
        ("Korund-7B got more than two thirds of the FactBits items right.", (5,), False),
    ],
)
def test_who_is_ahead_is_not_on_a_level(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """And who is behind in one is not ahead in each."""
    holds(RESULTS, text, lines, stands)


COURSE = """\
algo=td3 env=Walker seeds=3
seed=1 step=600k ret_mean=2650.1 ret_std=611.7 fps=213
seed=1 step=900k ret_mean=2411.8 ret_std=702.3 fps=210
[Tue 14:30] epoch 7 train_loss 0.90 dev_wer 16.1
[Tue 16:00] epoch 8 train_loss 0.86 dev_wer 16.3
trial=4 lr=0.003 dropout=0.3 val_acc=0.874
trial=5 lr=0.003 dropout=0.5 val_acc=0.855
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Seed 1 kept improving between 600k and 900k steps.", (2, 3), False),
        ("Seed 1 got worse between 600k and 900k steps.", (2, 3), True),
        ("The dev error rose slightly in the last epoch.", (4, 5), True),
        ("The dev error fell again in the last epoch.", (4, 5), False),
        ("Accuracy kept rising when dropout went from 0.3 to 0.5.", (6, 7), False),
        ("Accuracy fell when dropout went from 0.3 to 0.5.", (6, 7), True),
    ],
)
def test_a_value_goes_as_it_is_said_to(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """The error is the measure of error that the log has, and what it went with goes its own way."""
    holds(COURSE, text, lines, stands)
