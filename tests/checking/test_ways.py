"""Which way things went: of trials, of the last steps, of what a sentence calls by a name that the log has not."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

SEARCH = """\
[I 01-04 09:10:11] Trial 0 finished with value: 0.731 and parameters: {'depth': 4}. Best is trial 0 with value: 0.731.
[I 01-04 09:14:52] Trial 1 finished with value: 0.702 and parameters: {'depth': 6}. Best is trial 0 with value: 0.731.
[I 01-04 09:19:30] Trial 2 finished with value: 0.744 and parameters: {'depth': 7}. Best is trial 2 with value: 0.744.
"""
COURSE = """\
2026-01-05 10:00:00 epoch 010/040 train_l2=0.0911 held_snr=5.2
2026-01-05 11:00:00 epoch 020/040 train_l2=0.0802 held_snr=5.9
2026-01-05 12:00:00 epoch 030/040 train_l2=0.0760 held_snr=5.7
2026-01-05 13:00:00 epoch 040/040 train_l2=0.0741 held_snr=5.6
2026-01-05 13:10:00 hour=12 req=410 p50=84ms
2026-01-05 14:10:00 hour=13 req=388 p50=71ms
val f1: ep2 0.611 ep4 0.648 ep6 0.640
val f1: ep2 0.611 ep4 0.648 ep6 0.655
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Trial 2 improved on trial 0.", (1, 3), True),
        ("Trial 1 improved on trial 0.", (1, 2), False),
        ("Trial 2 did better than trial 1.", (2, 3), True),
        ("Trial 1 came out ahead of trial 0.", (1, 2), False),
        ("Trial 1 was worse than trial 0.", (1, 2), True),
        ("Trial 2 fell short of trial 0.", (1, 3), False),
        ("Trial 1 did not improve on trial 0.", (1, 2), True),
    ],
)
def test_a_trial_beats_another_by_what_the_search_calls_its_best(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Which way is up, the best so far says that a trial missed."""
    assert judge(SEARCH, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("After epoch 20 the training loss rose again.", (2, 3, 4), False),
        ("After epoch 20 the training loss went on falling.", (2, 3, 4), True),
        ("In the second hour, median latency rose.", (5, 6), False),
        ("In the second hour, median latency fell.", (5, 6), True),
        ("Validation F1 was still on the rise at epoch 6.", (7,), False),
        ("Validation F1 was still rising at epoch 6.", (7,), False),
        ("Validation F1 was still on the rise at epoch 6.", (8,), True),
    ],
)
def test_what_no_line_shows_did_not_move_so(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A loss that the log calls train_l2 did not rise where nothing in its lines did."""
    verdict = judge(COURSE, sentence, lines)

    assert verdict.ok is ok, verdict
