"""Counts by kind, amounts of money, signs, deviations, releases and rates, each told rightly and wrongly."""

from collections.abc import Callable

import pytest

HARBOUR = """\
2026-02-03 06:00:11 port[88]: scanned 60 containers: sealed 28, open 20, damaged 12
2026-02-03 06:04:40 port[88]: 5,400 photos in, train 4,320, valid 1,080
2026-02-03 06:05:02 port[88]: skipped 140 photos (too dark)
2026-02-03 06:09:15 port[88]: missing_share=0.062
2026-02-03 06:30:00 port[88]: cv f1 0.8112 +- 0.0174
2026-02-03 06:31:20 port[88]: crane log: 120 s watched
2026-02-03 06:31:21 port[88]: crane moves counted: 3,000
2026-02-03 06:40:00 port[88]: picked ridge (mae within 0.3 of best, fit under 4 min)
"""
LEDGER = """\
quarter report, bakery chain
turnover 2023 (M EUR): Mitte 4.2  Nord 6.8  Hafen 3.1
turnover 2024 (M EUR): Mitte 4.9  Nord 6.1  Hafen 3.3
change on the year: Mitte +17%, Nord -10%, Hafen +6%
loaves total 9.4M EUR in 2023
loaves total 8.8M EUR in 2024
release v3.2: acc 0.884, p95 120 ms
release v3.1: acc 0.861, p95 155 ms
mAP50 0.712 (previous release 0.688)
"""
WINDS = """\
{"ev": "train", "timesteps": 4000000, "ep_rew_mean": 88.4}
{"ev": "score", "tokenizer": "bpe-48k", "recall_at_5": 0.731}
{"ev": "sweep", "chunk": 128, "hit_rate": 0.61}
{"ev": "sweep", "chunk": 256, "hit_rate": 0.58}
{"ev": "sweep", "chunk": 512, "hit_rate": 0.52}
{"ev": "epoch", "epoch": 1.0, "gen_len": 41.2, "val_iou": 0.512}
{"ev": "epoch", "epoch": 2.0, "gen_len": 38.0, "val_iou": 0.561}
{"ev": "epoch", "epoch": 3.0, "gen_len": 35.7, "val_iou": 0.548}
{"ev": "epoch", "epoch": 4.0, "gen_len": 33.1, "val_iou": 0.552}
"""
TOLD = [
    (HARBOUR, "20 of the 60 containers were open.", (1,), True),
    (HARBOUR, "12 of the 60 containers were open.", (1,), False),
    (HARBOUR, "33% of the containers were open.", (1,), True),
    (HARBOUR, "20% of the containers were open.", (1,), False),
    (HARBOUR, "One fifth of the containers were damaged.", (1,), True),
    (HARBOUR, "About a third of the containers were damaged.", (1,), False),
    (HARBOUR, "Nearly half of the containers were sealed.", (1,), True),
    (HARBOUR, "Most of the containers were sealed.", (1,), False),
    (HARBOUR, "One fifth of the photos, 1,080, were used for validation.", (2,), True),
    (HARBOUR, "5,260 photos were used.", (2, 3), True),
    (HARBOUR, "6.2% of the values were missing.", (4,), True),
    (HARBOUR, "The missing share was 0.062%.", (4,), False),
    (HARBOUR, "The standard deviation of the F1 was 0.0174.", (5,), True),
    (HARBOUR, "The standard deviation of the F1 was 0.8112.", (5,), False),
    (HARBOUR, "The mean F1 was 0.0174.", (5,), False),
    (HARBOUR, "The crane made 25 moves per second.", (6, 7), True),
    (HARBOUR, "The crane made 35 moves per second.", (6, 7), False),
    (HARBOUR, "The fit of the ridge model took less than four minutes.", (8,), True),
    (LEDGER, "Nord had the highest turnover of the three places, 6.8 million euros.", (2,), True),
    (LEDGER, "Nord had the highest turnover of the five places, 6.8 million euros.", (2,), False),
    (LEDGER, "In 2024 Hafen had a turnover of 3.3 million euros.", (3,), True),
    (LEDGER, "In 2024 Hafen had a turnover of 3.3 thousand euros.", (3,), False),
    (LEDGER, "Nord fell by 10%.", (4,), True),
    (LEDGER, "Mitte fell by 17%.", (4,), False),
    (LEDGER, "Nord rose by 10%.", (4,), False),
    (LEDGER, "Loaves fell from 9.4 to 8.8 million euros.", (5, 6), True),
    (LEDGER, "Loaves rose from 9.4 to 8.8 million euros.", (5, 6), False),
    (LEDGER, "Loaves fell by 0.6 million euros.", (5, 6), True),
    (LEDGER, "Accuracy rose from 0.861 to 0.884.", (7, 8), True),
    (LEDGER, "Accuracy fell from 0.884 to 0.861.", (7, 8), False),
    (LEDGER, "The mAP50 rose from 0.688 to 0.712.", (9,), True),
    (LEDGER, "The mAP50 is 0.712, compared with 0.688 before.", (9,), True),
    (LEDGER, "The mAP50 is 0.688, compared with 0.712 before.", (9,), False),
    (WINDS, "After four million steps the mean reward was 88.4.", (1,), True),
    (WINDS, "After five million steps the mean reward was 88.4.", (1,), False),
    (WINDS, "The BPE tokenizer with 48,000 entries found 73.1% in the top five.", (2,), True),
    (WINDS, "The BPE tokenizer with 64,000 entries found 73.1% in the top five.", (2,), False),
    (WINDS, "A larger chunk size gave a lower hit rate.", (3, 4, 5), True),
    (WINDS, "A larger chunk size gave a higher hit rate.", (3, 4, 5), False),
    (WINDS, "Going up to a chunk size of 512 gave better results.", (3, 5), False),
    (WINDS, "The generated texts became shorter from epoch to epoch.", (6, 7, 8, 9), True),
    (WINDS, "The generated texts became longer from epoch to epoch.", (6, 7, 8, 9), False),
    (WINDS, "Validation IoU was still rising in the last three epochs.", (6, 7, 8, 9), False),
]


@pytest.mark.parametrize(("log", "sentence", "lines", "stands"), TOLD)
def test_told_as_logged(
    holds: Callable[[str, str, tuple[int, ...], bool], None],
    log: str,
    sentence: str,
    lines: tuple[int, ...],
    stands: bool,
) -> None:
    """A count, an amount or a way is told only as the cited lines give it."""
    holds(log, sentence, lines, stands)
