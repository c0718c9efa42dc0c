"""What something was done for: a reason without the word because needs a line all the same; the log is made up."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = (
    "09:00 sort: 1,200 seeds from drawer B\n"
    "09:20 feeder 2 restarted\n"
    "09:31 feeder 4 restarted: hopper jam\n"
    "09:40 batch 7 rejected, moisture 14.1% over limit 12.0%\n"
    "09:52 batch 8 rejected\n"
    "10:05 speed halved to avoid jams\n"
    "10:15 sieve changed to 4 mm\n"
    "10:30 germination 81%\n"
)

CASES = [
    ("Feeder 4 was restarted following a jam of its hopper.", (3,), True),
    ("Feeder 2 was restarted following a jam of its hopper.", (2,), False),
    ("Feeder 2 was restarted for using too much current.", (2,), False),
    ("Feeder 2 was restarted under heavy load.", (2,), False),
    ("Feeder 2 was restarted in order to free the belt.", (2,), False),
    ("Feeder 2 was restarted to save energy.", (2,), False),
    ("Feeder 2 fell victim to a power cut.", (2,), False),
    ("Batch 7 was rejected for exceeding the moisture limit.", (4,), True),
    ("Batch 8 was rejected for exceeding the moisture limit.", (5,), False),
    ("Batch 8 was rejected for its smell.", (5,), False),
    ("Batch 8 was rejected over a labelling mistake.", (5,), False),
    ("The speed was halved to avoid jams.", (6,), True),
    ("The speed was halved in order to avoid jams.", (6,), True),
    ("The speed was halved to save energy.", (6,), False),
    ("Jams prompted a slower speed.", (6,), True),
    ("In view of the small seeds the sieve was changed to 4 mm.", (7,), False),
    ("Because of the small seeds the sieve was changed to 4 mm.", (7,), False),
    ("Old seeds explain the germination rate of 81%.", (8,), False),
    ("The germination rate is low since the drawer lets moisture in.", (8,), False),
]


@pytest.mark.parametrize(("text", "lines", "holds"), CASES)
def test_what_something_was_done_for_stands_in_a_line(
    judge: Callable[..., Verdict], text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A reason that a line gives may be told, in whatever words; one that none gives may not."""
    verdict = judge(LOG, text, lines)

    assert verdict.ok is holds, verdict.detail
