"""Right sentences, plain or in a reader's own words, that were refused, and wrong ones beside them, on made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
09:00:00 noise test: 2 false alarms in 5.0 h tv sound, set living_room
09:01:00 [dedup] near: out of memory with workers=8, retrying with workers=4
09:05:00 [dedup] near: workers=4 removed 1000 left=200000
09:06:00 fold 2 auc=0.80 trees=120 time=12s (stopped early)
09:07:00 upload of model skipped, no credentials
09:08:00 epoch 6 done, val_loss 0.79
09:08:01 early_stop epoch=6 reason=no_improvement
09:09:00 level c=8: requests=900 ok=855 errors=45
09:10:00 ERROR node7 not responding, job stopped
09:30:00 node9 replaces node7, job resumed
09:31:00 {"prompt":"P1","items":80,"correct":48,"score":0.60}
09:32:00 bench: mfcc 8.7 ms | infer 37.4 ms | total 46.1 ms
09:33:00 plot saved to out/curve.csv
09:34:00 torchrun: 3 nodes x 8 GPUs
09:35:00 + srun torchrun --nnodes 2 --nproc_per_node 4 train.py
policy    clicks  share_C
thompson   19655    0.914
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("In a living room with television noise the node raised two false alarms in five hours.", (1,), True),
        ("In a living room with television noise the node raised three false alarms in five hours.", (1,), False),
        ("The television was a loudspeaker.", (1,), False),
        ("The alarms were recorded by the coast guard.", (1,), False),
        ("It was an impressive noise test.", (1,), False),
        ("The job was stopped because of a faulty network cable.", (9,), False),
        ("Near dedup succeeded on the second try.", (2, 3), True),
        ("Fold 2 finished in 12 seconds.", (4,), True),
        ("Training ran on 24 GPUs.", (14,), True),
        ("Training ran on 32 GPUs.", (14,), False),
        ("Training ran on eight GPUs over two nodes.", (15,), True),
        ("Training ran on six GPUs over two nodes.", (15,), False),
        ("Thompson sampling chose arm C 91% of the time.", (17,), True),
        ("Thompson sampling chose arm C 81% of the time.", (17,), False),
        ("Nothing was uploaded.", (5,), True),
        ("The model was uploaded.", (5,), False),
        ("Six epochs were completed.", (6, 7), True),
        ("Five percent of the requests at concurrency 8 failed.", (8,), True),
        ("Twenty minutes passed before node9 replaced node7.", (9, 10), True),
        ("P1 got three fifths of its items right.", (11,), True),
        ("P1 got four fifths of its items right.", (11,), False),
        ("Computing the MFCC took just under a fifth of the time.", (12,), True),
        ("Computing the MFCC took just under half of the time.", (12,), False),
        ("The plot was saved to out/curve.csv.", (13,), True),
        ("The plot was saved to out/loss.png.", (13,), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As its meaning does."""
    holds(LOG, text, lines, stands)
