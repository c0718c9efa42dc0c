"""What became of a thing, and whether there was one, as plain sentences say it, against made-up logs."""

from collections.abc import Callable

import pytest

HOUSE = """\
10:00 prep started, reading from in/, no GPU on this host
10:01 readme.md skipped: not a table
10:01 empty.csv deleted: no rows
10:02 700 rows without a date dropped, 9000 rows left
10:03 column "amt" renamed to "amount"; column "tmp" removed
10:04 60 rows with missing age filled with the median
10:05 merged north, south, east into out/merged.csv: 9000 rows
10:20 best checkpoint (round 4) copied to ckpt/best.pt, checkpoints of rounds 0-3 deleted
10:21 models of trials 1, 2, 3, 5 deleted
10:22 decision: drop the chart, use a table instead
10:23 keep the full model but drop mixup in the next version
10:24 edit NOTES.md (+2 -0)
10:25 upload of test.csv failed: quota exceeded; no retry
10:26 # comparison, 5-fold cross-validation, accuracy and time
10:27 model resnet18, pretrained weights, batch size 32
10:28 [tablet] conversion failed: op not supported, device skipped
10:29 query 2: 200 images picked, 188 labels accepted, 12 rejected as blurry
10:30 val_loss did not improve, lr 0.001 -> 0.0005
10:31 [jetson] build attempt 1 failed: out of memory, workspace 4 GB
10:32 [jetson] build attempt 2 failed: out of memory, workspace 2 GB
10:33 [jetson] build attempt 3 ok, workspace 1 GB
10:34 best run: 8 (xgb depth=8), model saved to models/best_xgb.json
10:35 val mAP: full 0.381, small 0.374
10:36 guess baseline at 988 labels: acc=0.798
10:37 device=A100-80GB seed=17
10:38 chat server connected on second try

id | model  | setting    | test_acc | status
11 | forest | trees=100  | 0.84     | ok
12 | forest | trees=400  | 0.86     | ok
13 | xgb    | depth=4    | 0.88     | ok
14 | xgb    | depth=8    | 0.90     | ok
15 | mlp    | hidden=64  | 0.79     | ok
16 | mlp    | hidden=256 | 0.77     | ok

task=truthfulqa shots=0 n=817 acc=0.448 time_s=105
task=mmlu shots=5 n=14042 acc=0.634 time_s=1260
task=hellaswag shots=10 n=10042 acc=0.802 time_s=90
"""
TABLE = tuple(range(28, 35))


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The file empty.csv was deleted.", (3,), True),
        ("The file empty.csv was kept.", (3,), False),
        ("Rows without a date were dropped.", (4,), True),
        ("Rows without a date were filled.", (4,), False),
        ('The column "amount" was removed.', (5,), False),
        ('The column "tmp" was removed.', (5,), True),
        ("Rows with missing age were filled with the median.", (6,), True),
        ("Rows with missing age were deleted.", (6,), False),
        ("The checkpoints of rounds 0 to 3 were deleted.", (8,), True),
        ("The checkpoints of rounds 0 to 3 were kept.", (8,), False),
        ("All models were kept.", (9,), False),
        ("The agent dropped the chart and used a table.", (10,), True),
        ("The agent dropped the table and kept the chart.", (10,), False),
        ("Mixup will be dropped in the next version.", (11,), True),
        ("Mixup will be kept in the next version.", (11,), False),
        ("NOTES.md was deleted.", (12,), False),
        ("NOTES.md was edited.", (12,), True),
        ("No checkpoint was ever deleted.", (8,), False),
        ("No cross-validation was done.", (14,), False),
        ("Cross-validation was done in five folds.", (14,), True),
        ("The model was trained from scratch, without pretrained weights.", (15,), False),
        ("The model was trained on a GPU.", (1,), False),
        ("The failed upload was tried again later.", (13,), False),
        ("The tablet was skipped.", (16,), True),
        ("The Jetson was skipped.", (16, 21), False),
        ("In query 2, more than 90% of labels were accepted.", (17,), True),
        ("The learning rate was lowered because the validation loss had not improved.", (18,), True),
        ("The workspace was halved with each attempt on the Jetson.", (19, 20, 21), True),
        ("The workspace was doubled with each attempt on the Jetson.", (19, 20, 21), False),
        ("The best model was saved to models/best_xgb.json.", (22,), True),
        ("Both mAP values lie between 0.37 and 0.39.", (23,), True),
        ("Both mAP values lie between 0.38 and 0.39.", (23,), False),
        ("The guess baseline scored just under 0.80.", (24,), True),
        ("The guess baseline scored just above 0.80.", (24,), False),
        ("It ran on an A100 with 80 GB.", (25,), True),
        ("It ran on an A100 with 40 GB.", (25,), False),
        ("The chat server could be reached on the second try.", (26,), True),
        ("The second-best accuracy came from xgb with depth 4.", TABLE, True),
        ("The second-best accuracy came from xgb with depth 8.", TABLE, False),
        ("The mlp with 256 hidden units had the worst accuracy.", TABLE, True),
        ("The mlp with 64 hidden units had the worst accuracy.", TABLE, False),
        ("TruthfulQA had the lowest accuracy of the three tasks.", (36, 37, 38), True),
        ("MMLU had the lowest accuracy of the three tasks.", (36, 37, 38), False),
        ("TruthfulQA is the smallest of the benchmarks run.", (36, 37, 38), True),
        ("HellaSwag is the smallest of the benchmarks run.", (36, 37, 38), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines tell what was done with a thing, and that there was one."""
    holds(HOUSE, text, lines, stands)
