"""Rows whose last cell is empty, what several trials used, and how a queue's report ends, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
trial | lr    | batch | dropout | val_acc | minutes | status | note
t01   | 0.1   | 32    | 0.0     | -       | 2       | failed | loss became NaN in epoch 1
t02   | 0.03  | 32    | 0.0     | 0.71    | 20      | ok     |
t03   | 0.01  | 32    | 0.0     | 0.82    | 20      | ok     |
t06   | 0.01  | 64    | 0.0     | 0.80    | 15      | ok     |
t07   | 0.01  | 128   | 0.1     | 0.76    | 12      | ok     |
t09   | 0.01  | 32    | 0.5     | 0.76    | 20      | ok     |
t12   | 0.01  | 16    | 0.3     | 0.86    | 40      | ok     |
03:00:00 REPORT in 200000, out 100000 (50.0%), warnings 4, errors 0, time 1h 00m
time=09:34:14 event=stopped step=1670 reason="disk full"
time=09:45:00 event=resume from=/ckpt/step1500.pt step=1500
test  PER f1 0.937 (n=612) | ORG f1 0.811 (n=288) | LOC f1 0.902 (n=540)
by accent: central 18.8 | western 22.9 | northern 27.5   (WER, beam 5)
USD per 1M output tokens at conc 32: L4 0.48  A10G 0.63  H100-bf16 0.31
policy=eps-greedy0.1  ctr=3.29%  matched=30751
policy=ucb1           ctr=3.31%  matched=30694
"""
ROWS = tuple(range(2, 9))


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Only one trial used a batch of 16.", ROWS, True),
        ("Only two trials used a batch of 16.", ROWS, False),
        ("None of the trials used a batch of 64.", ROWS, False),
        ("None of the trials used a batch of 512.", ROWS, True),
        ("Four trials used a batch of 32.", ROWS, True),
        ("Trial t12 was the slowest.", ROWS, True),
        ("Trial t12 was the fastest.", ROWS, False),
        ("Trial t12 took twice as long as t03.", (4, 8), True),
        ("A dropout of 0.5 was no better than a dropout of 0.1.", (6, 7), True),
        ("The pipeline ended without an error.", (9,), True),
        ("The run went through without a stop.", (10, 11), False),
        ("Persons had the highest F1.", (12,), True),
        ("Locations had the highest F1.", (12,), False),
        ("The A10G had the dearest output tokens.", (14,), True),
        ("The L4 had the dearest output tokens.", (14,), False),
        ("Epsilon-greedy reached a click rate of 3.29%.", (15, 16), True),
        ("Epsilon-greedy reached a click rate of 3.31%.", (15, 16), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As what it says follows from the lines."""
    holds(LOG, text, lines, stands)


COUNTED = """\
drop: exact duplicates (sha1 of steps) ..... -28,771
drop: near duplicates (minhash j>=0.85) .... -19,634
evaluate: 50 episodes, stochastic: mean 241.3, min -18.0, max 307.1
evaluate: 50 episodes, deterministic: mean 251.3, min 18.0, max 301.4
policy=best-fixed(D)  ctr=3.37%  matched=30688
policy=ucb1           ctr=3.31%  matched=30694
DM test heron vs tern, h=24: p=0.21
| model | mAP50 | train h |
|-------|-------|---------|
| ada   | 0.612 |     1.9 |
| bea   | 0.668 |     2.7 |
| cid   | 0.691 |     4.6 |
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The gap between Heron and Tern is not significant at the 5% level.", (7,), True),
        ("The gap between Heron and Tern is significant at the 5% level.", (7,), False),
        ("Together the three trainings took 9.2 hours.", (10, 11, 12), True),
        ("Together the three trainings took 8.2 hours.", (10, 11, 12), False),
        ("Exact and near duplicates together took out 48,405 rows.", (1, 2), True),
        ("Exact and near duplicates together took out 46,405 rows.", (1, 2), False),
        ("Sampling actions made the worst episode a losing one, with a return below zero.", (3,), True),
        ("The worst deterministic episode had a return below zero.", (4,), False),
        ("Of the two policies, the fixed one had the higher click rate.", (5, 6), True),
    ],
)
def test_numbers_that_refer(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """A sum of what each line drops, a side of zero, how many are meant."""
    holds(COUNTED, text, lines, stands)


def test_a_baseline_that_no_line_names(holds: Callable[[str, str, tuple[int, ...], bool], None]) -> None:
    """An article before it is no name of it."""
    holds("note: lower the rate and warm up\n", "Lower the rate and warm up, which beats the baseline.", (1,), False)
    holds("ewma baseline scored 0.71\n", "The EWMA baseline scored 0.71.", (1,), True)
