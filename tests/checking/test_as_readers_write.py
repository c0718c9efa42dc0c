"""Short forms, units in full, hedges and shares, as readers write them, against what made-up logs say."""

from collections.abc import Callable

import pytest

RUN = """\
2025-03-04 10:00:01 INFO start run=alpha model=resnet50 dataset=cifar100
2025-03-04 10:00:02 INFO train size 45000 images, val size 5000 images, test size 10000
2025-03-04 10:15:02 INFO peak memory 21.3 GB, cache entry grew from 16 to 24 bytes, energy 1.4 kWh
2025-03-04 10:15:05 INFO test_acc 0.641 latency 12.4 ms throughput 806 img/s
2025-03-04 10:15:06 INFO cost 3.20 USD, 24 of 30 requests cached, 6 failed
2025-03-04 10:15:07 INFO Monitored metric val_acc did not improve in the last 3 checks, best at epoch 12
2025-03-04 10:15:08 INFO weights of epoch 12 restored, wall 141s
2025-03-04 10:16:42 INFO finished
2025-03-04 10:16:43 INFO plan: latency at no request above 15 ms; longest 14.8 ms
"""
SIGNS = """\
=== run 1/2 aug=none start 2025-10-23 19:02:10 ===
ep10 tr_loss 0.9312 va_loss 1.4127 top1 58.2
ep20 tr_loss 0.3986 va_loss 1.4903 top1 60.1
ep30 tr_loss 0.1874 va_loss 1.6615 top1 59.7
=== run 2/2 aug=speed start 2025-10-23 19:40:40 ===
ep10 tr_loss 1.0220 va_loss 1.4471 top1 56.9
ep20 tr_loss 0.4711 va_loss 1.3020 top1 58.8
ep30 tr_loss 0.2406 va_loss 1.2140 top1 60.5
"""
FRAUD = """\
== tune == metric=val_auprc trials=2
best trial t03: val_auprc 0.7586
refit t03 on train+val: test_auprc 0.7431 (sd 0.0046), recall at 1% alerts 0.842
ice edge error 7d: model 38.6 km, persistence 57.2 km
test MAE mean 0.0484, persistence 0.0655, climatology 0.0913
"""
CODERS = """\
|model               |pass@1|pass@10|compile_err|
|starcoder2-7b       |0.3416|0.5031 |0.142      |
|codegemma-7b        |0.3851|0.5528 |0.118      |
|granite-8b-code     |0.3106|0.4596 |0.166      |
"""
TASKS = """\
|task     |base  |lora  |full_ft|
|medqa    |0.4619|0.5098|0.5030 |
|anatomy  |0.5481|0.5556|0.5630 |
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "stands"),
    [
        (RUN, "Memory peaked at 21.3 gigabytes.", (3,), True),
        (RUN, "Memory peaked at 21.3 megabytes.", (3,), False),
        (RUN, "A cache entry grew from 16 to 24 kilobytes.", (3,), False),
        (RUN, "It used 1.4 kilowatt hours.", (3,), True),
        (RUN, "It used 1.4 megawatt hours.", (3,), False),
        (RUN, "Test accuracy was above 64%.", (4,), True),
        (RUN, "Test accuracy was above 65%.", (4,), False),
        (RUN, "It handles about 800 images per second.", (4,), True),
        (RUN, "It handles about 700 images per second.", (4,), False),
        (RUN, "24 requests were cached.", (5,), True),
        (RUN, "24 requests failed.", (5,), False),
        (RUN, "Six requests were cached.", (5,), False),
        (RUN, "Training used 45,000 images.", (2,), True),
        (RUN, "Training used 5,000 images.", (2,), False),
        (RUN, "Validation accuracy hadn't improved in three checks.", (6,), True),
        (RUN, "Validation accuracy hadn’t improved in three checks.", (6,), True),
        (RUN, "The epoch-12 weights were restored.", (7,), True),
        (RUN, "The epoch-14 weights were restored.", (7,), False),
        (RUN, "It took 140 seconds or so.", (7,), True),
        (RUN, "It took 90 seconds or so.", (7,), False),
        (RUN, "It finished at about a quarter past ten.", (8,), True),
        (RUN, "It finished at about a quarter to eleven.", (8,), False),
        (RUN, "At no time did the latency exceed 14.8 ms.", (9,), True),
        (SIGNS, "In run 1 training loss was lower at epoch 30 than at epoch 20.", (3, 4), True),
        (SIGNS, "In run 1 training loss was higher at epoch 30 than at epoch 20.", (3, 4), False),
        (SIGNS, "In run 1 validation loss was higher at epoch 30 than at epoch 20.", (3, 4), True),
        (SIGNS, "In run 2 validation loss was higher at epoch 30 than at epoch 20.", (7, 8), False),
        (FRAUD, "The refitted t03 scores lower on the test set than it did on validation.", (2, 3), True),
        (FRAUD, "The refitted t03 scores higher on the test set than it did on validation.", (2, 3), False),
        (FRAUD, "At a week the ice edge is off by 38.6 km, against 57.2 km with persistence.", (4,), True),
        (FRAUD, "At a week the ice edge is off by 57.2 km, against 38.6 km with persistence.", (4,), False),
        (FRAUD, "Test MAE is 0.0484, i.e. 26% below persistence.", (5,), True),
        (FRAUD, "With persistence the test MAE is 0.0484.", (5,), False),
        (CODERS, "Granite is the weakest of the three models at pass@1.", (2, 3, 4), True),
        (CODERS, "CodeGemma is the weakest of the three models at pass@1.", (3, 4), False),
        (TASKS, "Anatomy is the only task where full fine-tuning came first.", (2, 3), True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As its meaning does, whatever form it is written in."""
    holds(log, text, lines, stands)
