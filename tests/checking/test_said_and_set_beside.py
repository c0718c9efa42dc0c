"""What sentences work out, set beside each other and leave out: sums, changes, gaps, others' values, what went on."""

from collections.abc import Callable

import pytest

FARES = """\
10:00:01 quote ferry-line: 4.20 EUR/h, no deposit
10:00:04 quote rail-hire: 3.75 EUR/h, deposit 20 EUR
"""
NODES = "12:00:01 started on node[03,07-09], 4 ranks\n12:40:10 node07: power lost\n"
TASKS = """\
evaluation of two taggers
A = crane-base   B = crane-tuned
|corpus |shots|metric|A     |B     |stderr|
|harbour|5    |acc   |0.6120|0.6740|0.0210|
|meadow |5    |acc   |0.7310|0.7250|0.0110|
"""
SHIFTS = """\
sheet north: oak 12 elm 9 ash 29
sheet west: oak 17 elm 20 ash 13
sheet south: oak 21 elm 11 ash 18
disk: raw 4.5 GB, clean 3.2 GB, index 1.1 GB, logs 0.7 GB
"""
SALES = """\
rows: 2025-11 80,500 | 2025-12 64,400
rows: no sales between 2025-12-08 and 2025-12-19
"""
QUEUE = "job 41 on rack 2, limit 06:00:00\njob 41 CANCELLED DUE TO TIME LIMIT\njob 42 restored ckpt_9.pt, resumed\n"
PROBES = """\
{"stage": "scan", "probes": 32, "recall": 0.861, "ms": 6.1}
{"stage": "scan", "probes": 96, "recall": 0.913, "ms": 14.9}
{"stage": "goal", "recall": 0.95, "reached": true}
{"stage": "second pass", "probes": 48, "recall": 0.957, "ms": 9.8}
kept weights/epoch=4-val_iou=0.613.ckpt
"""
MONTHS = """\
forecast of demand, error in %
month    plain   trees   deep
2025-01  7.42    4.11    4.36
2025-02  6.95    4.28    4.02
mean     7.19    4.20    4.19
"""
COURTS = """\
>>> courts 2026-01-05 08:00 clubs=12
>>> joint training on all clubs with shared weights: acc 0.7710
>>> club 7 was left out of the second run (bad file)
r 10 acc 0.5120
r 20 acc 0.6030
"""
VOICE = "listeners 18, clips 40: MOS 3.61 (studio speech 4.33)\n"
SLO = """\
users,calls,failed,first_p99_ms,per_token_ms
8,400,0,310,21.4
32,1600,48,940,33.8
# slo: first_p99 < 1000 ms -> most users 32
smoke: 60 calls, 60 ok, p50 9 ms
"""
STOP = "EarlyStopping: no improvement in last 8 epochs, best at epoch 22\n30 epochs completed in 1.1 hours\n"
CASES = [
    (FARES, "Rail-hire costs 3.75 euros an hour.", (2,), True),
    (FARES, "Rail-hire costs 3.75 dollars an hour.", (2,), False),
    (NODES, "After node07 failed, node08 was still there.", (1, 2), True),
    (NODES, "The job ran on node05.", (1,), False),
    (TASKS, "On harbour the accuracy went up, to 67.4%.", (2, 4), True),
    (TASKS, "On meadow the accuracy went up.", (2, 5), False),
    (SHIFTS, "Oak was found 50 times.", (1, 2, 3), True),
    (SHIFTS, "Oak was found 55 times.", (1, 2, 3), False),
    (SHIFTS, "The raw files take 4.5 of 9.5 GB.", (4,), True),
    (SHIFTS, "The raw files take 4.5 of 8.9 GB.", (4,), False),
    (SALES, "Sales fell from 80,500 in November to 64,400 in December, a drop of 20%.", (1,), True),
    (SALES, "Sales fell from 80,500 in November to 64,400 in December, a drop of 27%.", (1,), False),
    (SALES, "There were no sales from 8 to 19 December.", (2,), True),
    (SALES, "There were no sales from 6 to 19 December.", (2,), False),
    (QUEUE, "Job 41 had a time limit of six hours.", (1,), True),
    (QUEUE, "Job 41 had a time limit of nine hours.", (1,), False),
    (QUEUE, "The first job was cancelled and then another one resumed from ckpt_9.pt.", (2, 3), True),
    (PROBES, "The second pass raised the recall to 95.7%.", (1, 2, 3, 4), True),
    (PROBES, "The kept weights have a validation IoU of 0.613.", (5,), True),
    (PROBES, "The kept weights have a validation IoU of 0.631.", (5,), False),
    (MONTHS, "The deep model had the lowest mean error, 4.19%.", (5,), True),
    (MONTHS, "The trees had the lowest mean error, 4.20%.", (5,), False),
    (COURTS, "Joint training on all clubs reached an accuracy of 0.7710.", (2,), True),
    (COURTS, "Joint training on all clubs reached an accuracy of 0.7170.", (2,), False),
    (VOICE, "The voice got a MOS of 3.61, against 4.33 for studio speech.", (1,), True),
    (VOICE, "The voice got a MOS of 4.33.", (1,), False),
    (SLO, "With 32 users 3% of the calls failed.", (3,), True),
    (SLO, "All 60 calls of the smoke test succeeded.", (5,), True),
    (SLO, "32 users was the most that met the latency target of 1000 ms.", (3, 4), True),
    (STOP, "Training stopped early after 30 epochs.", (1, 2), True),
    (TASKS, "The standard error on harbour is 2.1 points.", (4,), True),
    (TASKS, "The standard error on harbour is 1.1 points.", (4,), False),
]


@pytest.mark.parametrize(("log", "sentence", "lines", "right"), CASES)
def test_what_is_worked_out_and_set_beside_is_judged_for_itself(
    log: str,
    sentence: str,
    lines: tuple[int, ...],
    right: bool,
    holds: Callable[[str, str, tuple[int, ...], bool], None],
) -> None:
    """It stands only where the cited lines bear it out."""
    holds(log, sentence, lines, right)


COMPARED = """\
2026-02-01 09:00:00 bench of three stores
store,rows_s,build_s,size_mb,recall
alpha,1200,94,310,0.911
beta,2150,310,250,0.874
gamma,1710,141,505,0.932
"""
CHANGES = [
    ("With beta instead of alpha the throughput increased.", (3, 4), True),
    ("With beta instead of alpha the build time decreased.", (3, 4), False),
    ("Going from gamma to alpha lowered the recall.", (3, 5), True),
    ("Going from alpha to gamma lowered the recall.", (3, 5), False),
    ("With alpha the recall fell from 0.932 to 0.911.", (3, 5), True),
    ("Gamma was larger than beta.", (4, 5), True),
    ("Beta was larger than gamma.", (4, 5), False),
    ("The recall of gamma is 5.8 points higher than that of beta.", (4, 5), True),
    ("The recall of gamma is 3.7 points higher than that of beta.", (4, 5), False),
    ("The build time of beta is 3.3 times that of alpha.", (3, 4), True),
    ("The build time of beta is 1.8 times that of alpha.", (3, 4), False),
    ("Compared with alpha the size of beta is lower by 60 MB.", (3, 4), True),
    ("Compared with alpha the size of beta is lower by 195 MB.", (3, 4), False),
]


@pytest.mark.parametrize(("sentence", "lines", "right"), CHANGES)
def test_what_takes_the_place_of_what_is_held_against_both(
    sentence: str, lines: tuple[int, ...], right: bool, holds: Callable[[str, str, tuple[int, ...], bool], None]
) -> None:
    """Which way a measure went, and by how much, whatever the order of the log and whatever else differs so."""
    holds(COMPARED, sentence, lines, right)


GATES = """\
mark reward 40: reached
decision: harrow is taken into the fleet (gain of tiller too small)
harrow load 12, tiller load 15, both 32 bit
baler 0.711 recall, harrow 0.754 recall
tiller: val_recall=0.741
fleet trial: tiller recall 0.702
"""
PROXY = """\
images 12,400, queue 9
replicas=1 calls_s=50.2 p99_ms=310 http=200
replicas=16 calls_s=803.1 p99_ms=6930 http=200
blank images: 868 files
with 16 replicas 14 calls failed, HTTP 502
trial 4 failed: RuntimeError: CUDA out of memory
pytest: 41 passed, 0 failed
dense recall 0.741, sparse recall 0.612
ticket #7713: closed as a duplicate
"""
SAID = [
    ("About 7% of the images are blank.", PROXY, (4,), True),
    ("About 9% of the images are blank.", PROXY, (4,), False),
    ("Going from 1 to 16 replicas raised the calls per second about 16-fold.", PROXY, (2, 3), True),
    ("Going from 1 to 16 replicas raised the calls per second about 24-fold.", PROXY, (2, 3), False),
    ("At 16 replicas the 99th percentile was almost seven seconds.", PROXY, (3,), True),
    ("With 16 replicas 14 calls failed with HTTP 502.", PROXY, (5,), True),
    ("One trial failed with a CUDA error.", PROXY, (6,), True),
    ("The suite ran without a failing test.", PROXY, (7,), True),
    ("Dense search had the higher recall, 74.1%, compared with 61.2% for the sparse one.", PROXY, (8,), True),
    ("Ticket 7713 was closed as a duplicate.", PROXY, (9,), True),
    ("Ticket 7731 was closed as a duplicate.", PROXY, (9,), False),
    ("The goal of 40 was never reached.", "goal reward 40: reached\n", (1,), False),
    ("Harrow was chosen for the fleet.", GATES, (2,), True),
    ("Tiller was chosen for the fleet.", GATES, (2,), False),
    ("Both store 32 bits.", GATES, (3,), True),
    ("Both store 32 bytes.", GATES, (3,), False),
    ("Tiller reached a recall of 0.741 on the test period.", GATES, (5, 6), False),
]


@pytest.mark.parametrize(("sentence", "log", "lines", "right"), SAID)
def test_what_was_chosen_reached_and_counted_is_what_the_line_says(
    sentence: str,
    log: str,
    lines: tuple[int, ...],
    right: bool,
    holds: Callable[[str, str, tuple[int, ...], bool], None],
) -> None:
    """What stands in brackets beside a choice was not chosen; bits are no bytes, and a validation is no test."""
    holds(log, sentence, lines, right)
