"""What a sentence denies, what it says came before what, and what it says is the same, against made-up logs."""

from collections.abc import Callable

import pytest

SWEEP = """\
[2025-05-06 09:00:00] sweep of 3 trials, metric val_mcc
[2025-05-06 09:10:00] trial 1 lr=3e-3 depth=4 val_mcc=0.512 time=590s
[2025-05-06 09:21:00] trial 2 lr=3e-3 depth=6 val_mcc=0.541 time=655s
[2025-05-06 09:24:00] WARNING disk 95% full
[2025-05-06 09:29:00] trial 3 crashed: loss is NaN
[2025-05-06 09:41:00] trial 3 lr=1e-3 depth=6 val_mcc=0.574 time=640s
[2025-05-06 09:41:05] report written to out/report.md
"""
RUN = """\
12:00:00 start model=tcn lr=0.04 batch=32
12:10:00 epoch=1 val_loss=0.91 throughput=410 img/s
12:10:05 checkpoint saved to w/e1.pt
12:20:00 epoch=2 val_loss=0.74 throughput=410 img/s
12:20:02 lr_change old=0.04 new=0.02
12:30:00 epoch=3 val_loss=0.69 throughput=455 img/s
12:30:03 early_stop patience=1
12:31:00 test acc=0.81
12:32:00 export a.pt 1.2 MB
12:32:01 export b.pt 0.8 MB
12:33:00 compared: SGD acc 0.80, peak mem 3.0 GB | Adam acc 0.87, peak mem 3.6 GB
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "stands"),
    [
        (RUN, "The validation loss did not fall.", (2, 4), False),
        (RUN, "The validation loss did not rise.", (2, 4), True),
        (RUN, "The validation loss never improved.", (2, 4, 6), False),
        (RUN, "Throughput did not increase.", (4, 6), False),
        (SWEEP, "MCC did not improve with more depth.", (2, 3), False),
        (SWEEP, "Trial 2 is not better than trial 1.", (2, 3), False),
        (SWEEP, "Trial 1 is not better than trial 2.", (2, 3), True),
        (SWEEP, "Trial 2 was not faster than trial 1.", (2, 3), True),
        (SWEEP, "Trial 1 was not faster than trial 2.", (2, 3), False),
        (SWEEP, "The disk warning came before the crash.", (4, 5), True),
        (SWEEP, "The disk warning came after the crash.", (4, 5), False),
        (SWEEP, "The report was written before trial 3 crashed.", (5, 7), False),
        (SWEEP, "The report was written after trial 3 had crashed.", (5, 7), True),
        (SWEEP, "After the crash the disk warning appeared.", (4, 5), True),
        (RUN, "The test was run before training stopped.", (7, 8), False),
        (RUN, "The test was run after training had stopped.", (7, 8), True),
        (RUN, "The learning rate was changed after the second epoch.", (4, 5), True),
        (RUN, "The learning rate was changed before the second epoch ended.", (4, 5), False),
        (RUN, "After epoch 3, training was stopped early.", (6, 7), True),
        (SWEEP, "Trials 1 and 2 used the same learning rate.", (2, 3, 6), True),
        (SWEEP, "Trials 1 and 3 used the same learning rate.", (2, 3, 6), False),
        (SWEEP, "Trials 2 and 3 had the same depth.", (2, 3, 6), True),
        (SWEEP, "Trials 1 and 2 reached the same MCC.", (2, 3), False),
        (RUN, "The learning rate stayed the same throughout.", (1, 5), False),
        (RUN, "The validation loss did not change between epochs 2 and 3.", (4, 6), False),
        (RUN, "Both files have the same size.", (9, 10), False),
        (RUN, "Both optimisers needed the same amount of memory.", (11,), False),
        (RUN, "Throughput was the same in epochs 1 and 2.", (2, 4), True),
        (RUN, "Throughput was the same in epochs 2 and 3.", (4, 6), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the values, and the order of the lines, have it."""
    holds(log, text, lines, stands)
