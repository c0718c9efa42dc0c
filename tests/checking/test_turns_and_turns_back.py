"""Times by midnight, places said once, what is left out, later attempts, and more opposed words: made-up logs."""

from collections.abc import Callable

import pytest

Holds = Callable[[str, str, tuple[int, ...], bool], None]
LOG = """\
host=heron gpu=2xL40 sweep=lr-dropout started
trial=1 lr=0.001 val_acc=0.842
trial=2 lr=0.003 val_acc=0.861
trial=4 lr=0.003 val_acc=0.874
[23:39:50] saved ckpt/step6000, target reached
ERR  TFT zone_08: killed (host memory 62.9/64.0 GB), rerun with batch 32 ok
note[Mirela]: lr 0.010 is too high, the loss jumped around from epoch 3 on
remark: latency is the mean of 200 requests
[19:12:26] ep 1  loss .0391  cmAP .402
== resume from last.ckpt (ep 4) ==
[12:14:33] ep 8  loss .0184  cmAP .668
step 2 get_price(train 9241) -> 48.00 EUR, departs 08:42
step 3 get_price(train 9245) -> 36.00 EUR, departs 16:20
suite ended 15:10, 8 of 9 jobs complete, no rerun of the aborted job planned
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Two L40 GPUs were used.", (1,), True),
        ("Three L40 GPUs were used.", (1,), False),
        ("Apart from trial 3, accuracy lay between 0.84 and 0.88.", (2, 3, 4), True),
        ("Apart from trial 3, accuracy lay between 0.85 and 0.88.", (2, 3, 4), False),
        ("Accuracy stayed within 0.84 to 0.88.", (2, 3, 4), True),
        ("Accuracy stayed within 0.85 to 0.88.", (2, 3, 4), False),
        ("The target was reached about twenty minutes before midnight.", (5,), True),
        ("The target was reached about forty minutes before midnight.", (5,), False),
        ("The second attempt of TFT failed as well.", (6,), False),
        ("The second attempt of TFT went well.", (6,), True),
        ("Mirela found the learning rate of 0.010 too low.", (7,), False),
        ("Mirela found the learning rate of 0.010 too high.", (7,), True),
        ("Latency is the maximum over 200 requests.", (8,), False),
        ("Latency is the mean over 200 requests.", (8,), True),
        ("From the first epoch to the eighth, cmAP grew by 26.6 points.", (9, 11), True),
        ("From the first epoch to the eighth, cmAP fell by 26.6 points.", (9, 11), False),
        ("Train 9241 costs twice as much as train 9245.", (12, 13), False),
        ("Train 9241 costs a third more than train 9245.", (12, 13), True),
        ("All but one of the nine jobs were completed.", (14,), True),
        ("The aborted job will not be run again.", (14,), True),
    ],
)
def test_a_turn_of_phrase_stands_or_falls(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """As the cited lines say it in their own way."""
    holds(LOG, text, lines, stands)


RULED_OUT = """\
# ablation, model=tern-350M, device=Jetson Orin, batch size 1
note (Ivo): the 503 came from the proxy, not from the railway's server.
WARNING: recall for new users fell from 0.55 to 0.51
run cache=off fps=160
run cache=on fps=62
out of memory, not scored
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The latency was measured on a laptop.", (1,), False),
        ("The 503 came from the railway's server.", (2,), False),
        ("The 503 came from the proxy.", (2,), True),
        ("Recall for new users did not drop.", (3,), False),
        ("Recall for new users did not rise.", (3,), True),
        ("The cache made the run faster.", (4, 5), False),
        ("The cache made the run slower.", (4, 5), True),
    ],
)
def test_what_a_line_rules_out_does_not_stand(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """Nor another machine than the one that it names, nor the denial of its own word."""
    holds(RULED_OUT, text, lines, stands)


ENDS = """\
slurmstepd: *** JOB 771204 ON gn03 CANCELLED DUE TO PREEMPTION ***
slurmstepd: job 771204 ended FAILED 2026-05-12T08:39:47
data: orders.parquet 212,480 rows, 5.3% positive
model=plain top-1=92.91 cpu_ms=61.3
model=pruned top-1=92.80 cpu_ms=52.6
- pretraining         1.068    1.84M
full                  0.842    1.84M
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The job was cancelled because of a pre-emption.", (1,), True),
        ("The job was cancelled because of a re-queue.", (1,), False),
        ("The job completed successfully.", (2,), False),
        ("The job failed.", (2,), True),
        ("Roughly 11,300 of the rows are positive.", (3,), True),
        ("Roughly 12,300 of the rows are positive.", (3,), False),
        ("From plain to pruned the accuracy rose.", (4, 5), False),
        ("From plain to pruned the accuracy fell.", (4, 5), True),
    ],
)
def test_an_end_and_a_name_are_those_of_the_log(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """What ended FAILED did not end well, and the accuracy is the top-1 that the log has."""
    holds(ENDS, text, lines, stands)
