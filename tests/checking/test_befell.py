"""What befell a thing is told of it, in whatever form a log names what failed, was dropped, chosen or sent back."""

from collections.abc import Callable

import pytest

ARRAY = (
    "[55120_1] 08:00:04 start site=harbour rows=4,100\n[55120_2] 08:00:04 start site=orchard rows=2,950\n"
    "[55120_3] 08:00:05 start site=quarry rows=8,220\n"
    "[55120_1] 08:31:40 done mae=0.31\n[55120_2] 08:29:02 done mae=0.28\n"
    "slurmstepd: error: *** JOB 55120_3 ON n07 CANCELLED AT 09:00:09 DUE TO TIME LIMIT ***\n"
)
MODELS = (
    "RidgeClassifier(alpha=2.0)\n  acc 0.712, fit 0.9 s\nMLPClassifier(max_iter=200)\n"
    "  ConvergenceWarning: optimizer terminated before it converged\n  acc 0.748, fit 61.0 s\n"
    "ExtraTreesClassifier(n_estimators=300)\n  acc 0.761, fit 7.4 s\n"
)
FEEDS = (
    "07:10:02 INFO ingest - tram: stops 1,204 trips 30,118\n07:10:44 INFO ingest - ferry: stops 61 trips 2,209\n"
    "07:11:20 INFO ingest - metro: stops 188 trips 51,772\n"
    "07:11:21 WARN ingest - ferry: 48 trips without a calendar, dropped\n"
)
DRIFT = "drift: PSI basket_size 0.34 (alert > 0.20), PSI zip_region 0.07, PSI device_kind 0.02\n"
BUILD = (
    "03:10:11  3 of 6 OK created table shop.dim_stores ... [SELECT 410]\n"
    "03:10:40  4 of 6 ERROR creating table shop.fct_returns ... [ERROR in 2.1s]\n"
    "03:10:41  5 of 6 SKIP relation shop.rpt_margins [SKIP]\n"
    "03:11:02  6 of 6 OK created table shop.rpt_footfall ... [SELECT 92]\n"
)
TESTS = (
    "$ cargo test\n  failures: ledger::rounds_down, ledger::rounds_up\nedit src/ledger.rs +4 -2\n"
    "$ cargo test\n  failures: ledger::empty_book\n"
)
PACKAGES = "ok shop/internal/cart 0.21s / ok shop/internal/price 0.08s / FAIL shop/internal/mailer [build failed]\n"
PARTS = "largest component: kidney 0.871 -> 0.880, cyst 0.512 -> 0.473\nlargest component kept for: kidney\n"
TASKS = (
    "=== task 1 vit-s16 === node a4 start 10:00\n[1] ep 5/5 acc 0.71\n[1] end 10:40 COMPLETED\n"
    "=== task 2 vit-b16 === node a5 start 10:00\n[2] error: *** JOB 8812_2 ON a5 CANCELLED DUE TO NODE FAILURE ***\n"
)
CASES = [
    (ARRAY, "The task that ran out of time was the one for the quarry.", (3, 6), True),
    (ARRAY, "The task that ran out of time was the one for the orchard.", (2, 3, 6), False),
    (ARRAY, "The harbour task was cancelled when its time was up.", (1, 6), False),
    (MODELS, "The MLP stopped before it had converged.", (3, 4), True),
    (MODELS, "The ridge classifier stopped before it had converged.", (1, 4), False),
    (FEEDS, "In the ferry feed 48 trips had no calendar and were dropped.", (4,), True),
    (FEEDS, "In the tram feed 48 trips had no calendar and were dropped.", (4,), False),
    (DRIFT, "basket_size raised the drift alert.", (1,), True),
    (DRIFT, "zip_region raised the drift alert.", (1,), False),
    (BUILD, "The table rpt_margins was skipped.", (3,), True),
    (BUILD, "The table rpt_footfall was skipped.", (3,), False),
    (BUILD, "It was dim_stores that failed to build.", (1, 2), False),
    (BUILD, "It was fct_returns that failed to build.", (1, 2), True),
    (TESTS, "After the edit only empty_book failed.", (5,), True),
    (TESTS, "After the edit only rounds_up failed.", (5,), False),
    (PACKAGES, "The mailer package failed to build.", (1,), True),
    (PACKAGES, "The cart package failed to build.", (1,), False),
    (PARTS, "The largest component was kept for the kidney.", (2,), True),
    (PARTS, "The largest component was kept for the cysts.", (2,), False),
    (TASKS, "The task that lost its node was vit-b16.", (4, 5), True),
    (TASKS, "The task that lost its node was vit-s16.", (1, 5), False),
]


@pytest.mark.parametrize("case", CASES)
def test_what_befell_a_thing_is_not_told_of_another_of_its_kind(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """The thing that a sentence names is the one whose line, or whose block, tells what it says."""
    holds(*case)
