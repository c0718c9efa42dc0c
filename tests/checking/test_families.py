"""What a reader says in words of his own for what a log writes in others: kept where it is logged, and only there."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.verdict import Verdict

STUDY = """\
2026-04-02 09:00:01 INFO study credit-xgb: 40 trials, search space eta, max_depth, subsample
2026-04-02 09:10:12 INFO trial 7 auc 0.7812 params eta=0.05 max_depth=6
2026-04-02 09:31:40 ERROR trial 9 failed: cannot allocate 12.4 GB (java.lang.OutOfMemoryError: Java heap space)
2026-04-02 09:40:00 INFO importance eta 0.61 max_depth 0.28 subsample 0.11
2026-04-02 09:42:10 INFO delong test xgb vs scorecard: z=2.91 p=0.0036
2026-04-02 09:43:10 INFO delong test xgb vs logreg: z=0.80 p=0.42
2026-04-02 09:44:00 INFO dropped 312 rows: implausible age
2026-04-02 09:45:00 INFO to_analyst=214 auto=1786
2026-04-02 09:46:00 INFO holdout auc 0.7899, majority 0.5000
2026-04-02 09:47:00 ERROR registry: No module named 'shelf'
"""
TILES = """\
[08:05] mapper: worker 3 stuck, no heartbeat for 300 s
[08:06] mapper: worker 3 respawned
[08:10] mapper: WARN memory limit 6 GB hit, 2 workers restarted
[08:41] mapper: rate limited by tile server, sleeping 60 s
[09:10] mapper: 3 tiles ignored (blank)
[09:55] agent: wants to run `rm -r old_tiles`, user said no
[09:57] agent: leaving the old tiles in place
[10:02] mapper: 9 captions blocked (pii)
[10:05] upload: 403 Forbidden, tiles stay on disk
[10:06] mapper: tile 77 failed: sequence length 9012 exceeds 8192, skipped
[10:07] mapper: launch restart=1 on node t-08 after node failure
[10:08] switching to bf16
[10:09] lint: All checks passed
[10:10] seasonal naive mae 3.2, tcn mae 2.1, persistence mae 4.0
[10:11] eval 4: iou 0.71 (best 0.74)
"""


@pytest.mark.parametrize(
    ("log", "line", "right"),
    [
        (STUDY, 7, "312 records with an impossible age were thrown out."),
        (STUDY, 8, "About 11% of the applications were passed on to an analyst."),
        (STUDY, 8, "The other 214 cases were escalated to an analyst."),
        (STUDY, 4, "The learning rate mattered most."),
        (STUDY, 5, "The advantage over the scorecard is statistically significant."),
        (STUDY, 6, "No significant difference to logistic regression was found."),
        (STUDY, 9, "On held-out data it is far above the baseline."),
        (STUDY, 10, "The model could not be registered, for shelf was not installed."),
        (TILES, 3, "Two workers had to be restarted because they had reached the memory limit."),
        (TILES, 4, "The job was throttled by the tile server and paused for a minute."),
        (TILES, 5, "Three empty tiles were disregarded."),
        (TILES, 8, "Nine captions were held back because they contained personal data."),
        (TILES, 9, "The tiles could not be uploaded for lack of permission."),
        (TILES, 10, "Tile 77 was left out since it did not fit into the context window."),
        (TILES, 11, "After a node failure the job was requeued."),
        (TILES, 12, "Training was moved to bfloat16."),
        (TILES, 14, "The TCN has a smaller error than either baseline."),
        (TILES, 15, "The fourth evaluation failed to set a new best."),
    ],
)
def test_what_is_logged_in_other_words_may_be_said(
    judge: Callable[[str, str, tuple[int, ...]], Verdict], log: str, line: int, right: str
) -> None:
    """A synonym, a kind for what is of it, a deed in other words: each rests on what the cited line has for it."""
    verdict = judge(log, right, (line,))

    assert verdict.ok, verdict


@pytest.mark.parametrize(
    ("log", "lines", "wrong"),
    [
        (STUDY, (4,), "The depth of the trees mattered most."),
        (STUDY, (5,), "The advantage over the scorecard is not significant."),
        (STUDY, (6,), "The difference to logistic regression is statistically significant."),
        (STUDY, (7,), "The 312 rows were passed on to an analyst."),
        (STUDY, (3,), "Trial 9 broke off because the disk was full."),
        (STUDY, (8,), "The scores were reported to the supervisory board."),
        (TILES, (6, 7), "The agent deleted the old tiles."),
        (TILES, (9,), "The tiles were uploaded in the end."),
        (TILES, (5,), "Three empty tiles were deleted."),
        (TILES, (2,), "The engineer on duty restarted worker 3."),
        (TILES, (4,), "The sleep was set off by a power cut."),
        (TILES, (14,), "The TCN was tuned with a random search before."),
        (TILES, (14,), "The TCN does better than one trained on pooled data."),
    ],
)
def test_what_is_not_logged_in_any_words_is_not_said(
    judge: Callable[[str, str, tuple[int, ...]], Verdict], log: str, lines: tuple[int, ...], wrong: str
) -> None:
    """A word of its own family licenses nothing that another line tells, or that was turned down."""
    assert not judge(log, wrong, lines).ok


def test_a_kind_may_be_said_for_what_is_of_it_and_not_the_reverse() -> None:
    """Trees for XGBoost; but who logs trees does not say XGBoost."""
    assert stem("trees") in sayable({stem("xgboost")})
    assert stem("xgboost") not in sayable({stem("trees")})


@pytest.mark.parametrize(("one", "other"), [("deleting", "deleted"), ("storing", "written"), ("creating", "built")])
def test_forms_of_a_word_with_others_of_its_meaning_meet(one: str, other: str) -> None:
    """All endings of such a word are cut, not only those that are listed."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("learned", "lr"), ("missed", "missing")])
def test_forms_of_another_word_do_not(one: str, other: str) -> None:
    """What looks alike without its ending is not the same."""
    assert stem(one) != stem(other)
