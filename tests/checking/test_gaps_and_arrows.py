"""Values that a line sets beside each other, and sentences that were taken for another's, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
iter 4000 | train 1.612 | val 1.655 | lr 3.0e-4
iter 9000 | train 1.404 | val 1.489 | lr 1.0e-4
held-out (n=120): chrF plain 0.312 -> tuned 0.455 ; refusals plain 27 -> tuned 3
adapter written: adapters/court-sv-r16 (120 MB)
split by farm: train 9 farms 4,100 img, val 3 farms 700 img, test 2 farms 690 img
fps avg 820, preview skipped (encoder not found)
test acc: pupil 81.2  tutor 88.4  pupil without tutor 77.9
upd   100 | steps  1.2M | ret   55.1 | clipfrac 0.21
upd   150 | steps  1.8M | ret   91.4 | clipfrac 0.17
upd   200 | steps  2.4M | ret  120.9 | clipfrac 0.09
19:41:47   solved@1 40   solved@3 62   timeouts 9    forbidden-cmd 2
20:07:40   solved@1 55   solved@3 71   timeouts 6    forbidden-cmd 5

JobID        State        Elapsed
881_0        COMPLETED    02:11:08
881_1        TIMEOUT      03:00:21
881_2        COMPLETED    02:09:37
881_3        FAILED       00:00:47

|task     |metric     |shots|  n   | value |stderr|
|---------|-----------|-----|------|-------|------|
|mgsm_sv  |exact_match|    5|   250| 0.4120|0.0311|

no_warmup,12.1,61.0,64.8,61.2,3.55
2026-04-02 13:38:05 step 600/900 loss 1.102 eval 1.188
2026-04-02 14:38:05 step 900/900 loss 1.042 eval 1.169
$ run.py --model m --grad_ckpt --bs 2
flaky check: task 17 re-run x5, unstable (depends on locale)
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("At iteration 9000 the gap between training and validation loss was 0.085.", (2,), True),
        ("At iteration 9000 the gap between training and validation loss was 0.058.", (2,), False),
        ("At the end the validation loss lay about 0.085 above the training loss.", (2,), True),
        ("The gap between training and validation loss had grown to 0.085.", (2,), True),
        ("The number of refusals fell after tuning.", (3,), True),
        ("The number of refusals rose after tuning.", (3,), False),
        ("chrF went up from 31.2 to 45.5 after tuning.", (3,), True),
        ("chrF went up from 31.2 to 54.5 after tuning.", (3,), False),
        ("The adapter was stored under adapters/court-sv-r16.", (4,), True),
        ("The adapter was stored under adapters/court-sv-r61.", (4,), False),
        ("The split was made by farm, with 14 farms altogether.", (5,), True),
        ("The split was made by farm, with 15 farms altogether.", (5,), False),
        ("No preview was made, as the encoder was missing.", (6,), True),
        ("The tutor was worth 3.3 points over training the same pupil without a tutor.", (7,), True),
        ("The clip fraction fell from update 100 to update 200.", (8, 9, 10), True),
        ("From update 100 on, the clip fraction increased.", (8, 9, 10), False),
        ("The first-attempt score rose by about 15 tasks.", (11, 12), True),
        ("Two of the four array tasks completed; one ran out of time and another failed.", (15, 16, 17, 18), True),
        ("Only 41.2% of the MGSM answers matched exactly.", (22,), True),
        ("Only 42.1% of the MGSM answers matched exactly.", (22,), False),
        ("Without warmup the results scattered widely between seeds.", (24,), True),
        ("Evaluation loss still edged down between step 600 and the end.", (25, 26), True),
        ("For this run gradient checkpointing was switched on.", (27,), True),
        ("Task 17 gave varying results when repeated, which the log puts down to the locale.", (28,), True),
    ],
)  # fmt: skip
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the two values of a line are apart, and as what stands behind an arrow is of."""
    holds(LOG, text, lines, stands)
