"""What a sentence says there was none of, terms of the field for others of their family, on made-up logs."""

from collections.abc import Callable

import pytest

RUN = """\
{"event": "start", "gpus": "2x L40S", "seed": 77, "early_stopping": null, "shots": {"arc": 25, "boolq": 0}}
09:00 model=mobilenet_v3 optimizer=sgd schedule=cosine warmup_steps=0 dropout=0.3 device=cuda:1
09:01 read gs://crops/leaves.tar, dropped 412 blurred images
09:02 query "leaf rust" -> ok, 7 hits
09:03 query "leaf mould" -> ok, 0 hits
09:04 activation gelu, layer_norm, loss focal
09:05 Five of 80 images had no label
09:06 bayesian search over 20 trials with TPE
09:07 clf: random_forest n_estimators=300
"""
TABLE = """\
server    batch   req/s   ttft_ms   load_s   errors
anvil         4     610        95       31        0
bellows       4     480       140       12        3
anvil         1     120        44       31        0
bellows       1     105        58       12        0
"""
STEPS = """\
10:00 step 1 tool=search query="kiln" -> 4 results
10:01 step 2 tool=fetch url=kiln.example -> ok
10:02 step 3 tool=write_file path=notes.md -> ok
10:03 step 4 tool=read_file path=notes.md -> ok
10:04 clean: 900 rows left
10:05 split: 700 / 200
10:06 loaded model gull-7b
10:07 loaded model tern-3b
10:08 trial 1 begins with lr 0.1
10:09 trial 1 done, acc 0.71
10:10 trial 2 begins with lr 0.2
10:11 trial 2 done, acc 0.74
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "stands"),
    [
        (RUN, "No seed was set.", (1,), False),
        (RUN, "The run had no GPUs.", (1,), False),
        (RUN, "The run used no early stopping.", (1,), True),
        (RUN, "BoolQ was set up without any shots.", (1,), True),
        (RUN, "The model was trained with no dropout.", (2,), False),
        (RUN, "The schedule had no warmup steps.", (2,), True),
        (RUN, "No blurred images were found.", (3,), False),
        (RUN, "The query for leaf rust found nothing.", (4,), False),
        (RUN, "The query for leaf mould found nothing.", (5,), True),
        (RUN, "Five of the 80 images had no label.", (7,), True),
        (TABLE, "Every row is free of errors.", (2, 3, 4, 5), False),
        (TABLE, "Anvil had no errors at batch 4.", (2,), True),
        (RUN, "The optimizer was Adam.", (2,), False),
        (RUN, "The optimizer was SGD.", (2,), True),
        (RUN, "The model was a transformer.", (2,), False),
        (RUN, "The model was a convolutional network.", (2,), True),
        (RUN, "Training ran on the CPU.", (2,), False),
        (RUN, "Training ran on a GPU.", (2,), True),
        (RUN, "The learning rate followed a linear schedule.", (2,), False),
        (RUN, "The learning rate followed a cosine schedule.", (2,), True),
        (RUN, "The images were read from a local disk.", (3,), False),
        (RUN, "The images were read from a bucket.", (3,), True),
        (RUN, "The activation is ReLU.", (6,), False),
        (RUN, "The network has batch normalisation.", (6,), False),
        (RUN, "The loss is a focal loss.", (6,), True),
        (RUN, "Settings were tried by random search.", (8,), False),
        (RUN, "The classifier is a random forest.", (9,), True),
        (RUN, "The classifier is a logistic regression.", (9,), False),
        (TABLE, "The fastest server at batch 4 was anvil.", (1, 2, 3), True),
        (TABLE, "The fastest server at batch 4 was bellows.", (1, 2, 3), False),
        (TABLE, "At batch 4 anvil was faster than bellows.", (1, 2, 3), True),
        (TABLE, "At batch 4 anvil was slower than bellows.", (1, 2, 3), False),
        (TABLE, "Bellows loads faster than anvil.", (1, 2, 3), True),
        (STEPS, "The agent searched before fetching the page.", (1, 2), True),
        (STEPS, "The agent fetched the page before searching.", (1, 2), False),
        (STEPS, "The notes were written before they were read.", (3, 4), True),
        (STEPS, "The notes were read before they were written.", (3, 4), False),
        (STEPS, "The data was split before it was cleaned.", (5, 6), False),
        (STEPS, "Gull-7b was loaded first.", (7, 8), True),
        (STEPS, "Gull-7b was loaded last.", (7, 8), False),
        (STEPS, "Trial 1 ran before trial 2.", (9, 10, 11, 12), True),
        (STEPS, "Trial 2 ran before trial 1.", (9, 10, 11, 12), False),
        (RUN, "The machine was a Dell Precision.", (1,), False),
        (RUN, "The images come from LeafSnap.", (3,), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines have it."""
    holds(log, text, lines, stands)


OUTCOMES = """\
09:00 step 1 tool=shell cmd="rm -r cache" -> blocked by policy, not run
09:01 fetch kiln.example try 1 -> error: timeout
09:02 onnx export FAILED: operator not supported
09:05 steps=40000 reward=188.1 entropy=0.44
09:06 training interrupted: SIGTERM, host rebooting
09:07 engine brick 0.3 was skipped, it does not support 4-bit weights
09:08 results written to out.csv, raw logs not kept
model        MAE    MAPE%   train_min
lags         71.3    3.18       2.6
nhits        68.5    3.07      24.5
blend        64.8    2.89         -    (mean of both)
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The shell command deleted the cache.", (1,), False),
        ("The shell command was blocked.", (1,), True),
        ("The first fetch worked.", (2,), False),
        ("The model was exported to ONNX at the end.", (3,), False),
        ("The export to ONNX failed.", (3,), True),
        ("The reward rose because of the falling entropy.", (4,), False),
        ("Training was interrupted by a lack of disk space.", (5,), False),
        ("Training was interrupted by a reboot of the host.", (5,), True),
        ("The reason for skipping brick was a crash.", (6,), False),
        ("The reason for skipping brick was that it does not support 4-bit weights.", (6,), True),
        ("The raw logs were kept.", (7,), False),
        ("The blend had the lowest MAE, 64.8.", (9, 10, 11), True),
        ("The blend had an MAE of 91.5.", (11,), False),
        ("Of the two, lags had the lower MAE.", (9, 10), False),
        ("Nhits had the lower MAE.", (9, 10), True),
    ],
)
def test_an_outcome_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """In the active voice too, and for the reason that a line gives."""
    holds(OUTCOMES, text, lines, stands)
