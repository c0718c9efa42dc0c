"""To which numbered thing something was done, and what either side of a comparison is, against made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
[10:00:00] loaded 4000 train / 1000 dev examples
[10:12:00] trial 1: width=64 -> f1=0.80
[10:20:00] trial 2: width=64 -> f1=0.78
[10:46:00] trial 3: width=96 -> f1=0.84
[10:54:08] model of trial 3 copied to /srv/models/best
[10:54:09] models of trials 1, 2 deleted
[10:55:00] WARN replica 2 restarted: out of GPU memory
[11:00:00] epoch 1: train loss 1.20, val loss 1.10
[12:00:00] epoch 3: train loss 0.60, val loss 0.95
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The model of trial 3 was deleted.", (5, 6), False),
        ("The model of trial 2 was deleted.", (5, 6), True),
        ("The models of trials 1 and 2 were deleted.", (5, 6), True),
        ("The model of trial 1 was copied.", (5, 6), False),
        ("The model of trial 3 was copied.", (5, 6), True),
        ("Replica 1 ran out of GPU memory.", (7,), False),
        ("Replica 2 ran out of GPU memory.", (7,), True),
        ("The dev set is larger than the training set.", (1,), False),
        ("The training set is larger than the dev set.", (1,), True),
        ("The final training loss is higher than the loss after epoch 1.", (8, 9), False),
        ("The final training loss is lower than the loss after epoch 1.", (8, 9), True),
        ("At epoch 3 the validation loss was lower than the training loss.", (9,), False),
        ("At epoch 3 the validation loss was higher than the training loss.", (9,), True),
        ("Two trials used a width of 64.", (2, 3, 4), True),
        ("Three trials used a width of 64.", (2, 3, 4), False),
        ("All trials used a width of 64.", (2, 3, 4), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the numbers of the things, and their values, have it."""
    holds(LOG, text, lines, stands)
