"""What lines of one shape are worth together, how far work got, whose line a name is of: made-up logs."""

import pytest

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.facts.model import LogReading

FETCHED = """\
[02:00:11] fetched tile north.tif 52,428,800 bytes in 12.5 s
[02:00:30] fetched tile south.tif 20,971,520 bytes in 6.1 s
[02:00:52] fetched tile east.tif 31,457,280 bytes in 9.0 s
split: train 6,012 valid 751 test 752
[02:09:00] ERROR tile east.tif: checksum wrong, dropped
[02:10:02] indexed 8,704,200 cells in 248.7 s
[02:11:00] ticket 14: do not publish the tiles yet
"""
EPOCHS = """\
Epoch   loss   val_acc
epoch 1 - 61s - loss: 1.210 - val_acc: 0.611 - lr: 0.0010
epoch 2 - 49s - loss: 0.933 - val_acc: 0.702 - lr: 0.0010
epoch 3 - 48s - loss: 0.781 - val_acc: 0.744 - lr: 0.0002
epoch 4 - 48s - loss: 0.742 - val_acc: 0.739 - lr: 0.0002
EarlyStopping: no improvement in the last epoch, best results observed at epoch 3
loaded checkpoint epoch3.pt to resume from step 900
"""
TABLE = """\
task: translation nl-da, 4 GPUs
system        p50_ms   p95_ms   chrF
small-beam1   21.4     61.7     51.2
small-beam5   48.9     97.3     53.0
upload of the report: denied by policy
5 of 7 checks complete
vacuum: skipped, nothing committed, 4 of 5 files uploaded
history: window_days=90
seeds: 3 -> 61.20   4 -> 58.80   5 -> 63.00
"""

SEARCHED = """\
method minilm: recall@5 0.612 over 90 queries
method bm25: recall@5 0.566 over 90 queries
site oslo sent 12,000 pictures
site bergen sent 7,500 pictures
site tromso sent 4,500 pictures
--- FAIL: test_cache (0.2 s), package cache FAIL
trial 6: rmse 41.20, best trial 6
trial 7: rmse 44.90, best trial 6
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "holds"),
    [
        (FETCHED, "Together the three tiles come to 100 MiB.", (1, 2, 3), True),
        (FETCHED, "Together the three tiles come to 120 MiB.", (1, 2, 3), False),
        (FETCHED, "north.tif accounts for half of the bytes.", (1, 2, 3), True),
        (FETCHED, "Four fifths of the rows went into training.", (4,), True),
        (FETCHED, "Two thirds of the rows went into training.", (4,), False),
        (FETCHED, "Indexing ran at about 35 thousand cells a second.", (6,), True),
        (FETCHED, "Indexing ran at about 53 thousand cells a second.", (6,), False),
        (FETCHED, "The tiles were published.", (7,), False),
        (EPOCHS, "Accuracy gained over four points when the learning rate was cut to a fifth.", (3, 4), True),
        (EPOCHS, "The first epoch took 12 seconds longer than the second.", (2, 3), True),
        (EPOCHS, "The first epoch took 21 seconds longer than the second.", (2, 3), False),
        (EPOCHS, "The model was trained for the full four epochs.", (6,), False),
        (EPOCHS, "The best results come from epoch 3.", (6,), True),
        (EPOCHS, "The training was never taken up again.", (7,), False),
        (TABLE, "The system translates from Dutch into Danish.", (1,), True),
        (TABLE, "small-beam5 has a median latency of 48.9 ms.", (4,), True),
        (TABLE, "small-beam5 has a median latency of 97.3 ms.", (4,), False),
        (TABLE, "small-beam1 reached a chrF of 53.0.", (4,), False),
        (TABLE, "The report was uploaded.", (5,), False),
        (TABLE, "All seven checks were completed.", (6,), False),
        (TABLE, "The disk was vacuumed.", (7,), False),
        (TABLE, "The change was committed.", (7,), False),
        (TABLE, "All five files were uploaded.", (7,), False),
        (TABLE, "Four of the five files were uploaded.", (7,), True),
        (SEARCHED, "MiniLM found 4.6 points more than BM25 in recall at 5.", (1, 2), True),
        (SEARCHED, "MiniLM found 4.6 points more than BM25 in recall at 50.", (1, 2), False),
        (SEARCHED, "MiniLM is ahead of the commercial search used so far.", (1,), False),
        (SEARCHED, "The three sites contributed exactly 24,000 pictures.", (3, 4, 5), True),
        (SEARCHED, "The three sites contributed exactly 25,000 pictures.", (3, 4, 5), False),
        (SEARCHED, "Half of the 24,000 pictures came from Oslo.", (3, 4, 5), True),
        (SEARCHED, "The package cache passed its tests.", (6,), False),
        (SEARCHED, "Trial 6 gave the lowest RMSE.", (7, 8), True),
        (SEARCHED, "Trial 7 gave the lowest RMSE.", (7, 8), False),
        (TABLE, "The history is of 90 days.", (8,), True),
        (TABLE, "The history is of 90 hours.", (8,), False),
        (TABLE, "Averaged over the three seeds it is 61.0.", (9,), True),
        (TABLE, "Averaged over the three seeds it is 62.1.", (9,), False),
    ],
)  # fmt: skip
def test_lines_are_judged_together(log: str, text: str, lines: tuple[int, ...], holds: bool) -> None:
    """Sums, shares, rates and means are worked out again; what was denied, cut short or another's is not claimed."""
    raw = log.encode()
    (verdict,) = verify_claims(LogReading("a.log", len(raw), 1, "utf-8", "", "", ()), raw, [Claim(1, text, lines)])

    assert verdict.ok is holds, verdict
