"""What is said of all or of none, against the exceptions that lines count or tell."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = """\
21:00:01 ferry   120 crossings, 4 delayed, 0 cancelled
21:00:02 tolls   paid 118, unpaid 2
21:00:03 gates   scanned 96 of 100 tickets
21:00:04 mails   400 letters, 0 bounced, over_quota=3
21:00:05 proxy   900 req, ok 893, 7 x 502
21:00:06 drone   12 flights, 9 without a wobble
21:00:07 pumps: P1 below limit, P2 above limit, P3 below limit
21:00:08 {"ev":"audit","files":30,"rejected":["a.csv","b.csv"]}
21:00:09 [sync] harbour ok
21:00:10 [sync] beacon pending
21:00:11 timeouts: harbour 2 queries
21:00:12 survey 31 buoys, 30 with readings
21:00:13 sonar,deep,,,,,
21:00:14 anchor winch restarts: 2
21:00:15 archive converted: 88%
21:00:16 {"ev":"copy","files":28,"errors":0,"size_mismatch":0}
"""
"""A made-up port."""
RIGHT = [
    ("Not one crossing was cancelled.", 1),
    ("Not a single letter bounced.", 4),
    ("All files were copied without an error.", 16),
    ("Four crossings were delayed, none cancelled.", 1),
    ("The drone flew nine times without a wobble.", 6),
    ("Scanning all tickets did not work.", 3),
]
WRONG = [
    ("Not one crossing was delayed.", 1),
    ("No toll was left unpaid.", 2),
    ("Each toll was paid.", 2),
    ("Every ticket was scanned.", 3),
    ("The proxy got through without one failed request.", 5),
    ("Not one request was answered with a 502.", 5),
    ("The drone did not wobble once.", 6),
    ("None of the pumps was above the limit.", 7),
    ("All pumps were above the limit.", 7),
    ("None of the files was rejected.", 8),
    ("Harbour answered every query without a timeout.", 11),
    ("Each of the 31 buoys had a reading.", 12),
    ("The winch ran without a restart.", 14),
    ("The archive was fully converted.", 15),
]


@pytest.mark.parametrize(("sentence", "line"), RIGHT)
def test_all_or_none_is_kept_where_no_line_counts_an_exception(
    judge: Callable[..., Verdict], sentence: str, line: int
) -> None:
    """A count of none, or of those that a sentence names itself, is no exception."""
    assert judge(LOG, sentence, (line,)).ok


@pytest.mark.parametrize(("sentence", "line"), WRONG)
def test_all_or_none_is_refused_where_a_line_counts_or_tells_an_exception(
    judge: Callable[..., Verdict], sentence: str, line: int
) -> None:
    """Delayed 4, 96 of 100, 7 x 502, 9 without a wobble: not all, not none."""
    assert not judge(LOG, sentence, (line,)).ok


@pytest.mark.parametrize("sentence", ["Both the harbour and the beacon were synced.", "All stations have been synced."])
def test_all_is_refused_where_one_of_several_lines_tells_otherwise(
    judge: Callable[..., Verdict], sentence: str
) -> None:
    """One that is pending is not done."""
    assert not judge(LOG, sentence, (9, 10)).ok
