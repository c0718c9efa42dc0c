"""Right sentences in words and numbers of a reader's own, and wrong ones of the same shape, of logs made up for it."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

SOILS = """\
2026-07-02 08:00:03 INFO  soilnet: soil moisture, 412 stations, target in mm
2026-07-02 08:00:05 INFO  model soilformer-45m, lr=2e-4, e25, nodes=3 gpus_per_node=2
2026-07-02 08:14:41 INFO  epoch 1 train_rmse 9.81 val_rmse 8.92 lr 2.0e-4
2026-07-02 08:29:02 INFO  epoch 2 train_rmse 7.44 val_rmse 7.10 lr 2.0e-4
2026-07-02 08:43:30 INFO  epoch 3 train_rmse 6.52 val_rmse 7.31 lr 2.0e-4
2026-07-02 08:58:11 INFO  epoch 4 train_rmse 6.01 val_rmse 6.77 lr 1.0e-4
2026-07-02 09:12:40 WARNING gpu 1 at 93 C, clocks lowered
2026-07-02 09:40:02 ERROR node cn14 lost, job requeued
2026-07-02 10:05:17 INFO  resumed from epoch_4.pt on 4 GPUs
2026-07-02 10:27:30 INFO  epoch 5 train_rmse 5.77 val_rmse 6.80 lr 1.0e-4
2026-07-02 10:49:55 INFO  epoch 6 train_rmse 5.60 val_rmse 6.69 lr 1.0e-4
2026-07-02 10:50:01 INFO  early stop, best epoch 6
2026-07-02 10:55:00 INFO  test rmse 6.94 (persistence 9.60), bias 0.4
2026-07-02 10:55:02 INFO  by soil: sand 5.90, loam 6.72, clay 8.45, peat 9.03
2026-07-02 10:55:04 INFO  tide gauge: mae=0.2214 m over 90 days
"""
ROBOT = """\
2026-05-04 09:00:01 | INFO | sac | env=DoorOpen-v1 actors=16 total_steps=40M
2026-05-04 11:12:40 | ERROR | sac.vec | actor 9: restart limit exceeded, continuing with 15 actors
2026-05-04 13:45:11 | CRITICAL | sac | nan in critic, stopping at 22.4M steps
2026-05-04 13:52:10 | INFO | sac.eval | sac_20M.zip, 100 episodes: success 61/100
2026-05-04 13:55:31 | ERROR | gateway | 204 requests answered 503 (queue limit 64 reached)
"""
FLOWERS = """\
sweep vit-flowers, 102 classes, val 1,020 images
id,depth,patch,aug,top1,top5,img_s,gb
f1,8,16,none,0.7412,0.9125,811,5.2
f2,8,16,randaug,0.7804,0.9301,804,5.2
f3,12,16,randaug,0.8039,0.9392,540,7.9
f4,12,8,randaug,0.8186,0.9441,131,21.4
f5,16,16,randaug,,,,
# f5 stopped: out of memory on 24 GB
# chosen: f3 (budget 300 img/s)
retrain f3 on train+val: test top1 0.7991 (init 0.0098), 6,149 images
{"msg":"sorted","total":900,"rose":410,"lily":220,"iris":170,"none":100}
stress x1.5 load: 310 of 620 calls late
"""
IMPORTER = """\
[10:00:40] shell: pytest -q -> 57 passed, 3 failed, 2 skipped in 9.10s
[10:02:03] shell: pytest -q -> 60 passed, 2 skipped in 9.22s
[10:03:10] shell: git checkout importer/cli.py
[10:04:05] shell: git commit -> [fix/rows 3ab91c4] 2 files changed, 13 insertions(+), 2 deletions(-)
[10:05:00] agent: push denied, asked the owner for access
[10:05:20] convert: FAILED: op GRID not supported
[10:06:00] invoice 31: 84.20 EUR, needs a signature (limit 60.00 EUR)
[10:07:00] 12 letters written, 9 sent, 3 waiting for approval
[10:08:00] dropped 41 duplicates, 1,207 rows without a date, 19 empty
"""
STUDY = """\
[I 2026-05-03 14:00:10] Trial 0 finished with value: 0.412 and parameters: {'lr': 0.003, 'heads': 4}
[I 2026-05-03 14:06:20] Trial 1 pruned.
[I 2026-05-03 14:15:00] Trial 2 finished with value: 0.377 and parameters: {'lr': 0.001, 'heads': 8}
[W 2026-05-03 14:16:02] Trial 3 failed with error: CUDA out of memory
[I 2026-05-03 14:27:44] Trial 4 finished with value: 0.365 and parameters: {'lr': 0.0007, 'heads': 8}
importance: lr 0.66, heads 0.21, dropout 0.13
holdout (1,204 sessions): MAE 0.381, baseline last-week 0.522
"""
SERVER = """\
18:00:00 stats: 4,310 requests, p50 210 ms, p95 940 ms, 6 failed
19:00:00 stats: 5,122 requests, p50 260 ms, p95 1,480 ms, 31 failed
19:05:12 ERROR worker 1 died: ECC error
19:06:50 worker 1 restarted (try 2)
20:10:00 rejected prompt of 17,950 tokens (max 16384)
20:30:00 gpu0 memory 41.2 GiB of 48.0 GiB
int8: exact 0.9430 cer 0.0127 14 ms
int8-mixed: exact 0.9578 cer 0.0088 17 ms
fp32: exact 0.9615 cer 0.0081 38 ms
"""


@pytest.mark.parametrize(
    ("log", "kept", "refused", "lines"),
    [
        (
            SOILS,
            "A soilformer of 45 million parameters was trained.",
            "A soilformer of 95 million parameters was trained.",
            (2,),
        ),
        (SOILS, "It was to train for 25 epochs.", "It was to train for 35 epochs.", (2,)),
        (SOILS, "The job began on six GPUs.", "The job began on eight GPUs.", (2,)),
        (
            SOILS,
            "Some 27 minutes before the node was lost, a GPU had reached 93 °C.",
            "Some 37 minutes before the node was lost, a GPU had reached 93 °C.",
            (7, 8),
        ),
        (
            SOILS,
            "After the restart an epoch took nearly eight minutes longer than before.",
            "After the restart an epoch took nearly four minutes longer than before.",
            (5, 6, 10, 11),
        ),
        (SOILS, "The model beats persistence by 2.66 mm.", "The model beats persistence by 3.66 mm.", (13,)),
        (SOILS, "Of the four soils, sand was predicted best.", "Of the four soils, loam was predicted best.", (14,)),
        (
            SOILS,
            "Validation RMSE was lowest after six epochs.",
            "Validation RMSE was lowest after five epochs.",
            (3, 4, 5, 6, 10, 11),
        ),
        (SOILS, "The error at the tide gauge was about 22 cm.", "The error at the tide gauge was about 27 cm.", (15,)),
        (
            FLOWERS,
            "Adding RandAugment raised top-1 by 0.0392 at the same training cost.",
            "Adding RandAugment raised top-1 by 0.0592 at the same training cost.",
            (3, 4),
        ),
        (
            FLOWERS,
            "The run with a depth of 16 was stopped because it ran out of memory.",
            "The run with a depth of 12 was stopped because it ran out of memory.",
            (7, 8),
        ),
        (FLOWERS, "The fastest variant was f1.", "The fastest variant was f4.", (3, 4, 5, 6)),
        (FLOWERS, "Top-1 rose from about one percent to 79.9%.", "Top-1 fell from 79.9% to about one percent.", (10,)),
        (
            FLOWERS,
            "Some 1,235 test images were assigned to the wrong class.",
            "Some 1,350 test images were assigned to the wrong class.",
            (10,),
        ),
        (
            FLOWERS,
            "Iris was the least common label.",
            "Lily was the least common label.",
            (11,),
        ),
        (
            FLOWERS,
            "At one and a half times the load, half of the calls were late.",
            "At two and a half times the load, half of the calls were late.",
            (12,),
        ),
        (
            IMPORTER,
            "Three tests failed at first; in the end 60 passed and two were skipped.",
            "Three tests failed at first; in the end one still failed.",
            (1, 2),
        ),
        (
            IMPORTER,
            "The change to importer/cli.py was rolled back.",
            "The change to importer/rows.py was rolled back.",
            (3,),
        ),
        (IMPORTER, "The fix was committed as 3ab91c4.", "The fix was committed and pushed.", (4,)),
        (IMPORTER, "The owner was asked for access.", "The branch was pushed.", (5,)),
        (
            IMPORTER,
            "The conversion failed because an operator is not supported.",
            "The conversion failed because the disk was full.",
            (6,),
        ),
        (
            IMPORTER,
            "Invoice 31 needs a signature because it exceeds the limit of 60 euros.",
            "Invoice 31 needs a signature because it is below the limit of 60 euros.",
            (7,),
        ),
        (IMPORTER, "Three quarters of the letters were sent.", "All letters were sent.", (8,)),
        (IMPORTER, "A total of 1,267 rows were dropped.", "A total of 1,367 rows were dropped.", (9,)),
        (
            STUDY,
            "Of the five trials, three finished, one was pruned and one failed.",
            "Of the five trials, four finished and one was pruned.",
            (1, 2, 3, 4, 5),
        ),
        (
            STUDY,
            "Tuning lowered the error by 0.047 compared with the first trial.",
            "Tuning lowered the error by 0.067 compared with the first trial.",
            (1, 5),
        ),
        (
            STUDY,
            "The learning rate mattered far more than the two other parameters.",
            "The learning rate mattered far more than the seven other parameters.",
            (6,),
        ),
        (
            STUDY,
            "The holdout error was 27% lower than that of the baseline.",
            "The holdout error was 37% lower than that of the baseline.",
            (7,),
        ),
        (
            SERVER,
            "Around seven the median latency was 50 ms higher than an hour earlier.",
            "Around nine the median latency was 50 ms higher than an hour earlier.",
            (1, 2),
        ),
        (
            SERVER,
            "The worker was up again in under two minutes.",
            "The worker was up again in under one minute.",
            (3, 4),
        ),
        (
            SERVER,
            "One prompt was rejected because it was longer than the limit.",
            "One prompt was rejected because it was shorter than the limit.",
            (5,),
        ),
        (
            ROBOT,
            "Training stopped at 22.4 of the planned 40 million steps.",
            "Training stopped at 21.4 of the planned 40 million steps.",
            (1, 3),
        ),
        (
            ROBOT,
            "The policy saved at 20M steps solved 61 of 100 episodes.",
            "The policy saved at 25M steps solved 61 of 100 episodes.",
            (4,),
        ),
        (
            ROBOT,
            "Actor 9 failed for good, and the run went on with 15 actors.",
            "Actor 9 failed for good, and the run was completed with 15 actors.",
            (2,),
        ),
        (
            ROBOT,
            "The gateway answered 503 because its queue limit of 64 was reached.",
            "The gateway answered 503 because its queue limit of 46 was reached.",
            (5,),
        ),
        (SERVER, "The card was about 86% full.", "The card was about 93% full.", (6,)),
        (
            SERVER,
            "The int8 quantisation was the fastest variant.",
            "The fp32 model was the fastest variant.",
            (7, 8, 9),
        ),
    ],
)
def test_what_is_right_in_other_words_is_kept_and_what_is_wrong_in_them_is_not(
    log: str, kept: str, refused: str, lines: tuple[int, ...], judge: Callable[[str, str, tuple[int, ...]], Verdict]
) -> None:
    """What the cited lines bear out is kept in whatever words; what they do not is refused in the same."""
    assert judge(log, kept, lines).ok, judge(log, kept, lines)
    assert not judge(log, refused, lines).ok
