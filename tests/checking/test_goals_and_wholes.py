"""Whether a goal was met, and whether all of what was given was done: sentences on a log made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = (
    "06:00 ferry run 4, deadline 09:30 met, 12 min to spare\n"
    '{"ev":"objective","rule":"wait<=15min","verdict":"missed"}\n'
    "appeals: filed 88, decided 71\n"
    "parcels: received 54, handed out 54\n"
    "sync ERROR PermissionError: share harbour is read-only\n"
    "sync skipped, files stay on board\n"
)

CASES = [
    ("The run met its deadline.", (1,), True),
    ("The run was in time for its deadline.", (1,), True),
    ("The run missed its deadline.", (1,), False),
    ("The run came too late for its deadline.", (1,), False),
    ("The waiting time missed its objective.", (2,), True),
    ("The waiting time stayed within its objective.", (2,), False),
    ("The objective for the waiting time was met.", (2,), False),
    ("Not all appeals were decided.", (3,), True),
    ("All appeals were decided.", (3,), False),
    ("All the appeals that were filed have been decided.", (3,), False),
    ("All parcels were handed out.", (4,), True),
    ("The files were not uploaded.", (5, 6), True),
    ("The files have been uploaded to harbour.", (5, 6), False),
]


@pytest.mark.parametrize(("text", "lines", "holds"), CASES)
def test_a_goal_is_met_and_all_is_done_where_a_line_says_so(
    judge: Callable[..., Verdict], text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(LOG, text, lines)

    assert verdict.ok is holds, verdict.detail
