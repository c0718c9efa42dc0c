"""On which side of a mark all, none or so many of the values lie, as plain sentences say it, against made-up logs."""

from collections.abc import Callable

import pytest

FOLDS = """\
[08:00:00] fold 1 acc=0.81 loss=0.52 time=410s
[08:10:00] fold 2 acc=0.84 loss=0.47 time=395s
[08:20:00] fold 3 acc=0.79 loss=0.58 time=605s
[08:30:00] fold 4 acc=0.86 loss=0.44 time=402s
[08:40:00] test acc=0.83 loss=0.49
[08:40:05] level c=16: p50=310ms p95=1420ms
[08:40:06] peak memory 17.5 GB of 24 GB
[08:40:07] disk used 512 MB, cost 3.20 USD
[08:40:08] level c=16: requests=800 cache_hits=400 retries=0

| system | recall | index (GB) |
| flat   | 0.72   | 0.4        |
| graph  | 0.70   | 0.7        |
"""
ALL = (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("All folds stayed below an accuracy of 0.87.", ALL, True),
        ("All folds stayed below an accuracy of 0.85.", ALL, False),
        ("Every fold reached an accuracy above 0.78.", ALL, True),
        ("Every fold reached an accuracy above 0.80.", ALL, False),
        ("No fold took longer than eleven minutes.", ALL, True),
        ("No fold took longer than ten minutes.", ALL, False),
        ("Only one fold took longer than ten minutes.", ALL, True),
        ("Two folds took longer than ten minutes.", ALL, False),
        ("Three folds took less than seven minutes.", ALL, True),
        ("All but one fold took less than seven minutes.", ALL, True),
        ("All but two folds took less than seven minutes.", ALL, False),
        ("Half of the folds had a loss below 0.5.", ALL, True),
        ("Half of the folds had a loss below 0.45.", ALL, False),
        ("Only fold 3 had an accuracy below 0.8.", ALL, True),
        ("Only folds 1 and 3 had an accuracy below 0.8.", ALL, False),
        ("Only fold 3 had a loss above 0.5.", ALL, False),
        ("Accuracy ranged from 0.79 to 0.86.", ALL, True),
        ("Accuracy ranged from 0.81 to 0.86.", ALL, False),
        ("Each fold took between 390 and 610 seconds.", ALL, True),
        ("Each fold took between 390 and 500 seconds.", ALL, False),
        ("In all but the third fold, accuracy was above 0.8.", ALL, True),
        ("In all but the third fold, accuracy was above 0.82.", ALL, False),
        ("Accuracy was at least 0.79 in every fold.", ALL, True),
        ("Accuracy was at least 0.82 in every fold.", ALL, False),
        ("Three of the folds reached an accuracy above 0.80.", ALL, True),
        ("All of the folds reached an accuracy above 0.80.", ALL, False),
        ("One of the two systems has an index of 0.4 GB.", (12, 13), True),
        ("Both systems have an index of 0.4 GB.", (12, 13), False),
        ("Peak memory stayed below 20 GB.", (7,), True),
        ("Peak memory stayed below 17 GB.", (7,), False),
        ("Half a gigabyte of disk was used.", (8,), True),
        ("Half a terabyte of disk was used.", (8,), False),
        ("It cost three dollars and twenty cents.", (8,), True),
        ("It cost three dollars and fifty cents.", (8,), False),
        ("No requests were retried at concurrency 16.", (9,), True),
        ("Half of the requests at concurrency 16 were cache hits.", (9,), True),
        ("Test accuracy was below 0.8.", (5,), False),
        ("Test accuracy was below 0.85.", (5,), True),
        ("The loss never fell below 0.4.", ALL, True),
        ("The loss never fell below 0.45.", ALL, False),
        ("The p95 at concurrency 16 was below one second.", (6,), False),
        ("The p95 at concurrency 16 was above one second.", (6,), True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the values lie to the mark."""
    holds(FOLDS, text, lines, stands)
