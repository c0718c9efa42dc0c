"""What came about after all, or did not: work taken up, tests, rules, servers, and things that were taken back."""

from collections.abc import Callable

import pytest

TAKEN_UP = (
    "ERROR disk: no space left on device while writing samples/0900.png\n"
    "INFO (space freed) Resuming from checkpoint step-800\nSteps: 100%|####| 1200/1200 [20:11, loss=0.21]\n"
)
SERVER = (
    "11:02:09 supervisor: worker exit code 1, restart 1/3\n11:03:40 Application startup complete.\n"
    "19:00:00 daily: requests 8,112; uptime since 11:03:40\n"
)
CHIP = "E (88) AllocateBuffers() failed: pool 2048 bytes, requested 3090\nI (97) pool used 3090 of 4096 bytes\n"
TESTS = (
    "edit billing/export.py (+2 -1)\npytest -q: 3 failed, 21 passed in 2.11s\n"
    "edit billing/rows.py (+1 -1)\npytest -q: 24 passed in 2.08s\n"
)
RULE = (
    "rule: recall >= 0.90 on the new site -> NOT MET, model stays in review\n"
    "rule: recall >= 0.80 on the old site -> MET\n"
)
STRESS = (
    "stress run (load x2): mean delay 12.5 s, collisions 4 of 30\nplain run: mean delay 8.1 s, collisions 0 of 30\n"
)
ROLLED = "> rollout(api, v12)\n> readiness probe failed: 503\n> rollback(api) -> ok, now v11\n"
STUDY = "study: time limit 1800 s reached after 9 of 30 trials\nstudy: complete 6, pruned 3\n"
BATCH = "[job 7] 4 sequences are missing\n[job 7] done 4/4\n"
ENDED = '{"msg":"rate limit","count":2}\n{"msg":"end","cost_usd":1.9}\n'
EXPORT = (
    '{"event":"error","name":"copy","msg":"permission denied"}\n{"event":"retry","name":"copy","attempt":2}\n'
    '{"event":"stage","name":"copy","rows":880,"sec":3.1}\n'
)
REVIEW = "review bot: approve, 2 comments on src/queue.py\nowner: changes requested, see line 40\n"
RELEASE = (
    "[bot] hub.push(card.md) -> 401 token has no write access\n"
    "[bot] mail.send(owner) -> blocked by policy, only drafts allowed\n"
    "[bot] book(room 4, 14:00) -> declined, room taken\n"
    "[bot] docker push reg/tagger:1.9\n[bot]  unauthorized: token expired\n"
    "[bot] lint card.md -> 1 problem (licence)\n[bot] rolled back the config to rev 88\n"
)
NIGHT = (
    "05:31:05 gate rmse <= 0.400: FAIL\n05:31:06 promote gbm-0811: refused by gate\n"
    "05:32:00 upload plots: permission denied\n05:33:11 end status=degraded\n"
)
TILES = (
    "think: the lock is taken per tile, that is the hot spot\napply patch -> 3 files changed\n"
    "run tests x50 -> 1,200 cases, 0 failed\nupload s3: SlowDown (try 1)\nupload s3: SlowDown (try 2)\n"
    "upload s3: stored bench.json (try 3)\nnode n7: no pulse for 60 s, taken out of pool\n"
)
CYCLES = (
    "cycle 1: 9 sites, 0 dropped, auc 0.701\ncycle 2: 3 sites, 6 dropped, thrown away\n"
    "cycle 2: 8 sites, 1 dropped, auc 0.733\ngoal auc >= 0.72: cycle 1 no, cycle 2 yes\n"
)
HOURS = (
    "=== seed 0 === start 2026-03-29 21:15\n=== seed 1 === start 2026-03-29 21:46\n"
    "[q] calibration: 512 images\n[eval] map: fp32 0.914  int8 0.887\n"
)
CASES = [
    (HOURS, "The run with seed 1 began at a quarter past nine in the evening.", (2,), False),
    (HOURS, "The run with seed 0 began at a quarter past nine in the evening.", (1,), True),
    (HOURS, "The run with seed 1 began shortly before ten in the evening.", (2,), True),
    (HOURS, "INT8 loses accuracy because 512 calibration images are not enough.", (3, 4), False),
    (TILES, "The tests gave 1,200 cases, none of which failed.", (3,), True),
    (TILES, "The agent put the slowness down to the lock being taken per tile.", (1,), True),
    (TILES, "The agent put the slowness down to the disk.", (1,), False),
    (TILES, "Three files were rewritten.", (2,), True),
    (TILES, "The upload was stored at the third try.", (4, 5, 6), True),
    (TILES, "The upload was stored at the second try.", (4, 5, 6), False),
    (TILES, "For want of a pulse, node n7 was taken out of the pool.", (7,), True),
    (TILES, "For want of disk space, node n7 was taken out of the pool.", (7,), False),
    (CYCLES, "AUC rose with every cycle that counted.", (1, 3), True),
    (CYCLES, "Cycle 2 was repeated since only three sites were left.", (2, 3), True),
    (CYCLES, "One of two cycles reached the goal of 0.72.", (1, 3, 4), True),
    (CYCLES, "Two of two cycles reached the goal of 0.72.", (1, 3, 4), False),
    (RELEASE, "The card is now on the hub.", (1,), False),
    (RELEASE, "The owner received a mail about the licence.", (2,), False),
    (RELEASE, "The mail to the owner was blocked.", (2,), True),
    (RELEASE, "Room 4 was booked for two in the afternoon.", (3,), False),
    (RELEASE, "The first docker push met an expired token.", (4, 5), True),
    (RELEASE, "The linter came back clean.", (6,), False),
    (RELEASE, "The config is back at revision 88.", (7,), True),
    (NIGHT, "The new model gbm-0811 went into service.", (1, 2), False),
    (NIGHT, "The new model was good enough for the gate.", (1,), False),
    (NIGHT, "The gate kept gbm-0811 out.", (1, 2), True),
    (NIGHT, "The plots are available on the server.", (3,), False),
    (NIGHT, "The night ended without trouble.", (4,), False),
    (EXPORT, "Copying succeeded at the second attempt.", (1, 2, 3), True),
    (EXPORT, "Copying never succeeded.", (1, 2, 3), False),
    (REVIEW, "The review bot approved the change.", (1,), True),
    (REVIEW, "The review bot rejected the change.", (1,), False),
    (REVIEW, "The owner accepted the change.", (2,), False),
    (TAKEN_UP, "Training was continued after more space had been made.", (1, 2, 3), True),
    (TAKEN_UP, "Training could not be resumed after the disk had run full.", (1, 2, 3), False),
    (TAKEN_UP, "After the disk error, training had to start again from scratch.", (1, 2), False),
    (SERVER, "The server was up again after a restart.", (1, 2), True),
    (SERVER, "The server remained offline after the crash.", (1, 2, 3), False),
    (CHIP, "With the larger pool the buffers could be allocated.", (1, 2), True),
    (CHIP, "Even with the larger pool, the buffers could not be allocated.", (1, 2), False),
    (TESTS, "After the second edit all tests were green.", (3, 4), True),
    (TESTS, "After the first edit the tests were green.", (1, 2), False),
    (RULE, "The model met the rule on the old site.", (2,), True),
    (RULE, "The model satisfied its rule on the new site.", (1,), False),
    (RULE, "The model did not meet the rule on the new site.", (1,), True),
    (STRESS, "The plain run had no collisions.", (2,), True),
    (ROLLED, "The old version v11 is running again.", (3,), True),
    (ROLLED, "The new version is now live.", (1, 3), False),
    (STUDY, "The study ended after nine of 30 trials.", (1,), True),
    (STUDY, "The study went through all 30 trials.", (1, 2), False),
    (BATCH, "The job computed all four missing sequences.", (1, 2), True),
    (BATCH, "The job stopped before all missing sequences were computed.", (1, 2), False),
    (ENDED, "The job was aborted after the second rate limit.", (1, 2), False),
]


@pytest.mark.parametrize("case", CASES)
def test_what_came_about_is_what_the_later_lines_tell(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """Trouble that passed is not said to have lasted, and what was denied or taken back is not said to be in place."""
    holds(*case)
