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


MIXED = """\
run,width,valid_rmse,minutes,status
1,32,1.92,6,ok
2,64,1.71,11,ok
3,128,2.35,12,ok

| model | data | accuracy | spread |
| ridge | corn | 0.90     | 0.02   |
| trees | corn | 0.96     | 0.01   |
| gauss | corn | 0.94     | 0.02   |

[10:14:40] per-class recall on val: ash 0.612, elm 0.540, oak 0.498, yew 0.306
[10:15:00] pi5 tiny model: 94 ms/frame, p99 131 ms, 4 threads
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Every run had an error below 2.4.", (2, 3, 4), True),
        ("Every run had an error below 2.", (2, 3, 4), False),
        ("None of the models got above 0.97 on corn.", (7, 8, 9), True),
        ("None of the models got above 0.95 on corn.", (7, 8, 9), False),
        ("Two of the models scored above 0.92.", (7, 8, 9), True),
        ("All of the models scored above 0.92.", (7, 8, 9), False),
        ("Accuracy stayed above 0.85 in all three models.", (7, 8, 9), True),
        ("Accuracy stayed above 0.92 in all three models.", (7, 8, 9), False),
        ("Two of the four classes have a recall above 0.5.", (11,), True),
        ("Three of the four classes have a recall above 0.5.", (11,), False),
        ("None of the classes has a recall above 0.7.", (11,), True),
        ("None of the classes has a recall above 0.6.", (11,), False),
        ("The pi5 stayed under 150 ms per frame.", (12,), True),
        ("The pi5 stayed under 50 ms per frame.", (12,), False),
    ],
)
def test_where_no_measure_is_named_or_a_line_lists_them(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """The one score of the rows is meant, an error is any of its kinds, and each of a list counts."""
    holds(MIXED, text, lines, stands)
