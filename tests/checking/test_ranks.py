"""The best, the second best and the cheapest, held against the rows of tables, lines of one shape, and amounts."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

DETECTED = (
    "      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size\n"
    "       1/30      9.1G      1.402      0.918      1.131         48        640\n"
    "                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95)\n"
    "                   all        300       1200      0.711      0.598      0.632      0.371\n"
    "      15/30      9.1G      1.203      0.671      1.041         55        640\n"
    "                   all        300       1200      0.794      0.702      0.771      0.458\n"
    "      30/30      9.0G      1.181      0.547      0.944         24        640\n"
    "                   all        300       1200      0.790      0.722      0.801      0.469\n"
    "Validating best.pt...\n"
    "                   all        300       1200      0.790      0.722      0.801      0.469\n"
    "                  bolt        300        500      0.921      0.884      0.934      0.648\n"
    "                   nut        300        400      0.872      0.781      0.855      0.541\n"
    "                washer        300        300      0.641      0.532      0.612      0.321\n"
)
ROWS = tuple(range(11, 14))
ROOMS = "Hall North  cap 16  EUR 240/day\nHall South  cap 14  EUR 195/day\nLoft        cap 12  EUR 150/day\n"
INDEXES = (
    '{"event":"build","retriever":"lex40","index_mb":41.3,"build_s":12.6}\n'
    '{"event":"build","retriever":"tiny-small-en","index_mb":28.5,"build_s":488.0}\n'
    '{"event":"build","retriever":"wide-large","index_mb":76.1,"build_s":729.4}\n'
)
STORES = (
    "bench | quartz | load 407 s | p50 4.1 ms | ram 9.2 GB\n"
    "bench | weaver | load 552 s | p50 5.6 ms | ram 10.7 GB\n"
    "bench | gravel | load 827 s | p50 8.9 ms | ram 7.4 GB\n"
)
EPOCHS = (
    "{'loss': 0.31, 'epoch': 0.5}\n{'eval_loss': 0.0914, 'eval_f1': 0.82, 'epoch': 1.0}\n"
    "{'eval_loss': 0.0843, 'eval_f1': 0.84, 'epoch': 2.0}\n{'eval_loss': 0.0932, 'eval_f1': 0.85, 'epoch': 3.0}\n"
)
CHECKS = (
    '{"kind":"score","system":"alder-1b","chrf":55.1}\n{"kind":"score","system":"birch-2b","chrf":56.0}\n'
    '{"kind":"term_check","system":"alder-1b","terms":300,"correct":261}\n'
    '{"kind":"term_check","system":"birch-2b","terms":300,"correct":248}\n'
)
BEST = "run a optimizer=adam best_epoch=20 mae=3.1\nrun b optimizer=sgd best_epoch=30 mae=3.4\n"
COURSE = (
    "Why: batch size 16 without accumulation, because a step is one pass and should be fastest\n"
    "Epoch 0: 100%|####| 75/75 [01:08<00:00, train_mae=0.86, val_mae=0.92, 16 examples a step]\n"
    "Epoch 1/3 complete - train_mae=0.52 - val_mae=0.61\nEpoch 2/3 complete - train_mae=0.44 - val_mae=0.56\n"
    "Epoch 3/3 complete - train_mae=0.43 - val_mae=0.58\n"
    "Monitored metric val_mae did not improve in the last 3 records. Best score: 0.56. Signaling Trainer to stop.\n"
    "Lesson: Write down the validation loss of every epoch; it cost no accuracy\nAccuracy: 0.81\nFinished\n"
)
WHOLE = tuple(range(1, 10))
CASES = [
    (COURSE, "The best validation MAE was 0.56.", WHOLE, True),
    (COURSE, "The best validation MAE was 0.58.", WHOLE, False),
    (COURSE, "The validation MAE was best after the second epoch, at 0.56, and ended at 0.58.", WHOLE, True),
    (COURSE, "The lesson was to write down the validation loss of every epoch; it cost no accuracy.", WHOLE, True),
    (COURSE, "val_mae did not improve in the last 3 records.", WHOLE, True),
    (COURSE, "The training did not complete.", WHOLE, False),
    (COURSE, "The batch size was 16 without accumulation, because a step should be fastest then.", WHOLE, True),
    (DETECTED, "Nut had the second-best mAP50.", ROWS, True),
    (DETECTED, "Washer had the second-best mAP50.", ROWS, False),
    (DETECTED, "Bolt had the highest recall, and washer the lowest.", ROWS, True),
    (DETECTED, "Washer had the highest recall, and bolt the lowest.", ROWS, False),
    (DETECTED, "Bolts were detected best, with an mAP50 of 93.4%, and washers worst.", ROWS, True),
    (DETECTED, "The class loss went down between epochs 15 and 30.", (5, 7), True),
    (DETECTED, "The class loss went up between epochs 15 and 30.", (5, 7), False),
    (DETECTED, "Between epochs 15 and 30 recall rose.", (6, 8), True),
    (DETECTED, "Between epochs 15 and 30 recall fell.", (6, 8), False),
    (ROOMS, "Loft was the cheapest of the listed rooms.", (1, 2, 3), True),
    (ROOMS, "Hall South was the cheapest of the listed rooms.", (1, 2, 3), False),
    (INDEXES, "tiny-small-en had the smallest index of the three.", (1, 2, 3), True),
    (INDEXES, "lex40 had the smallest index of the three.", (1, 2, 3), False),
    (STORES, "Weaver used the most memory of the three stores.", (1, 2, 3), True),
    (STORES, "Gravel used the most memory of the three stores.", (1, 2, 3), False),
    (EPOCHS, "Validation loss was lowest after the second epoch, although F1 went on rising.", (2, 3, 4), True),
    (EPOCHS, "Validation loss was lowest after the third epoch, although F1 went on rising.", (2, 3, 4), False),
    (EPOCHS, "Validation loss was lowest in the last epoch but one.", (2, 3, 4), True),
    (CHECKS, "alder-1b had the best terminology result, with 261 of 300 terms correct.", (3, 4), True),
    (BEST, "With sgd, the best epoch was number 30.", (2,), True),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_rank_is_that_of_the_values(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """What is called the best or the second best has as many values above it as that says."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail


COUNTED = (
    "[09:14] lint: findings by rule: imports 214, naming 388, docs 95, types 41\n"
    '{"step":"gauge","river_level_cm":{"upper":118,"middle":164,"lower":97}}\n'
)


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Imports came second among the rules.", (1,), True),
        ("Docs came second among the rules.", (1,), False),
        ("Docs ranked third.", (1,), True),
        ("Naming came second, with 388 findings.", (1,), False),
        ("The upper gauge came second.", (2,), True),
    ],
)
def test_a_rank_is_held_against_what_one_line_lists(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """What came second in a list of counts has one larger count beside it."""
    assert judge(COUNTED, sentence, lines).ok is ok
