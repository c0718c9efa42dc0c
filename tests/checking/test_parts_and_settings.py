"""What part of some things ended so, and what more of a setting did, against made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
id | model  | setting    | fit_s | test_acc | status
21 | forest | trees=100  | 40    | 0.84     | ok
22 | forest | trees=400  | 160   | 0.86     | ok
23 | boost  | depth=4    | 55    | 0.88     | ok
24 | boost  | depth=8    | 110   | 0.90     | timeout
25 | mlp    | hidden=64  | 75    | 0.79     | ok

total 15/20 pass  mean latency 2.18s  retrieved 28/40
study stopped after 12 trials (8 complete, 3 pruned, 1 failed)
Saving model checkpoint to out/checkpoint-2250
 54%|█████▍    | 2349/4500 [09:41<08:13,  2.33it/s]^CTraceback (most recent call last):
KeyboardInterrupt
resume: ck/1500 incomplete, falling back to ck/1000
step 5000  loss 1.796  val 1.832  ppl 6.25
save every 1000 steps to /work/ckpt (4.3 GB each)
ep 6 it 305 loss nan, 10 consecutive skips, abort
--- resubmitted by hand 11:30:05: job 88, resume ep005
"""
ROWS = tuple(range(1, 7))


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Most of the runs timed out.", ROWS, False),
        ("One of the runs timed out.", ROWS, True),
        ("Three of the runs failed.", ROWS, False),
        ("One of the runs failed.", ROWS, True),
        ("Four of the runs passed.", ROWS, True),
        ("The bot passed three quarters of the questions.", (8,), True),
        ("The bot passed two thirds of the questions.", (8,), False),
        ("A quarter of the trials were pruned.", (9,), True),
        ("Half of the trials were pruned.", (9,), False),
        ("Most of the trials completed.", (9,), True),
        ("Most of the trials failed.", (9,), False),
        ("Adding trees made the forest more accurate.", (1, 2, 3), True),
        ("Adding trees made the forest less accurate.", (1, 2, 3), False),
        ("Changing the number of trees from 100 to 400 made the forest better.", (1, 2, 3), True),
        ("Changing the number of trees from 100 to 400 made the forest worse.", (1, 2, 3), False),
        ("Changing the number of trees from 400 to 100 made the forest worse.", (1, 2, 3), True),
        ("A deeper boost did not improve accuracy.", (1, 4, 5), False),
        ("A deeper boost did not lower accuracy.", (1, 4, 5), True),
        ("The larger depth ran slower.", (1, 4, 5), True),
        ("The larger depth ran faster.", (1, 4, 5), False),
        ("Ninety-nine steps done after the last checkpoint were lost.", (10, 11), True),
        ("Ninety-eight steps done after the last checkpoint were lost.", (10, 11), False),
        ("Five hundred steps had to be done over, as the half-written checkpoint could not be used.", (13,), True),
        ("Six hundred steps had to be done over, as the half-written checkpoint could not be used.", (13,), False),
        ("At step 5000 the validation loss was 1.832.", (14,), True),
        ("At step 5000 the validation loss was 1.796.", (14,), False),
        ("Each checkpoint takes up 4.3 GB.", (15,), True),
        ("Each checkpoint takes up 4.3 MB.", (15,), False),
        ("The job was aborted after ten skipped steps in a row.", (16,), True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines count the ends of things, and as the rows go."""
    holds(LOG, text, lines, stands)
