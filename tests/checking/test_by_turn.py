"""What was the best by when it came, and how many of something there were, against made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
eval @500: reward 110.0, falls 12/20
eval @1000: reward 225.0, falls 5/20
eval @1500: reward 330.0, falls 0/20
eval @2000: reward 300.0, falls 3/20
Trial 58 finished value=0.51. Best is trial 46.
{"event":"summary","refusals":2,"timeouts":1}
run_tests -> 48 tests: 44 passed, 4 failed (12.0 s)
run_tests -> 48 tests: 47 passed, 1 failed (11.5 s)
run_tests -> 50 tests: 50 passed, 0 failed (12.4 s)
{"event":"start","prompts":["P1","P2","P3"]}
"""
EVALS = (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The last evaluation was the best of all.", EVALS, False),
        ("The third evaluation was the best of all.", EVALS, True),
        ("The first evaluation was the worst of all.", EVALS, True),
        ("The second evaluation was the worst of all.", EVALS, False),
        ("The third evaluation had the highest reward.", EVALS, True),
        ("The last evaluation had the highest reward.", EVALS, False),
        ("The final trial turned out to be the best.", (5,), False),
        ("The number of failing tests kept falling.", (7, 8, 9), True),
        ("The number of failing tests kept rising.", (7, 8, 9), False),
        ("The number of failing tests did not change between runs.", (7, 8, 9), False),
        ("Three prompts were compared.", (10,), True),
        ("Four prompts were compared.", (10,), False),
        ("There were two refusals.", (6,), True),
        ("There were five refusals.", (6,), False),
        ("There were twelve falls in the first evaluation.", (1,), True),
        ("There were twenty falls in the first evaluation.", (1,), False),
        ("There were twenty falls in these evaluations.", EVALS, True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines have it in their order."""
    holds(LOG, text, lines, stands)
