"""Formats of files, what all of some did, and how many it was done to, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
[filter] too_short: dropped 25000
[filter] wrong_language: dropped 15000
[filter] done dropped=40000 kept=210000
[dedup] exact removed 10000
[split] train rows=160000 -> out/train.parquet
[split] test rows=40000 -> out/test.parquet
[cv] fold 1 auc=0.84 time=20s (stopped early)
[cv] fold 2 auc=0.88 time=22s (stopped early)
[cv] fold 3 auc=0.87 time=40s (reached max_trees)
[cv] mean auc=0.863 min=0.84 max=0.88
[save] table -> out/table.csv
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The splits were written as CSV files.", (5, 6), False),
        ("The splits were written as parquet files.", (5, 6), True),
        ("The table was saved as a JSON file.", (11,), False),
        ("The table was saved as a CSV file.", (11,), True),
        ("All folds stopped early.", (7, 8, 9), False),
        ("The filters kept 210,000 rows.", (3,), True),
        ("The filters kept 250,000 rows.", (3,), False),
        ("AUC ranged from 0.84 to 0.88.", (10,), True),
        ("AUC ranged from 0.86 to 0.88.", (10,), False),
        ("No filter dropped more than 25,000 rows.", (1, 2), True),
        ("No filter dropped more than 20,000 rows.", (1, 2), False),
        ("One hundred thousand rows were left for training.", (5,), False),
        ("The training split has one hundred and sixty thousand rows.", (5,), True),
        ("Deduplication came after filtering.", (3, 4), True),
        ("Deduplication came before filtering.", (3, 4), False),
        ("The test split is smaller than the training split.", (5, 6), True),
        ("The test split is larger than the training split.", (5, 6), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines have it."""
    holds(LOG, text, lines, stands)
