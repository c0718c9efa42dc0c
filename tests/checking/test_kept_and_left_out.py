"""What was kept, left out, with or without something, finished or broken off, only planned, or well in the end."""

from collections.abc import Callable

import pytest

INGEST = (
    "ingest: station W-9 withdrawn: sensor drift\ningest: station W-4 retained despite gaps (7%)\n"
    "ensemble: xgb + ridge, without lstm\nbundle: model merged with vocabulary -> v4.onnx\n"
    '{"ev":"remove","model":"gp","target":"dashboard"}\n'
)
RUNS = (
    "oven-d shader compile failed\noven-e aborted by operator at round 7 of 12\n"
    "oven-f on cpu: stopped, 1 of 12 rounds done\n"
    "oven-a round 12 loss 0.51\ngate psnr >= 30: passed: oven-a, oven-b\noven-c psnr 29.1\nnext: buy a second oven\n"
)
TESTS = (
    "pytest: 41 passed, 2 failed\npytest: 43 passed, 0 failed\nrerun 1 test_flush_timeout FAILED\n"
    "rerun 2 test_flush_timeout PASSED\nci run 61 failed\nci run 62 passed 06:56:47, deploy: manual\n"
    "upload of part 2 refused\nrows in store: 1,856\nmax_iter reached, ramp level not passed\n"
)
CASES = [
    (INGEST, "W-9 stays in the set in spite of its drifting sensor.", (1,), False),
    (INGEST, "Station W-9 was taken out because of sensor drift.", (1,), True),
    (INGEST, "Station W-4 was thrown out for its gaps.", (2,), False),
    (INGEST, "W-4 remained in the set despite its gaps.", (2,), True),
    (INGEST, "The ensemble includes the lstm.", (3,), False),
    (INGEST, "The lstm is still part of the ensemble.", (3,), False),
    (INGEST, "The ensemble does without the lstm.", (3,), True),
    (INGEST, "The vocabulary was left out of the bundle.", (4,), False),
    (INGEST, "The model was exported without its vocabulary.", (4,), False),
    (INGEST, "The dashboard still includes the gp.", (5,), False),
    (INGEST, "The gp was taken off the dashboard.", (5,), True),
    (RUNS, "oven-e was trained to the last round.", (2,), False),
    (RUNS, "oven-e broke off at round 7.", (2,), True),
    (RUNS, "oven-f crashed on the card but was trained to the end on the CPU.", (1, 3), False),
    (RUNS, "oven-c satisfied the gate as well.", (5, 6), False),
    (RUNS, "oven-a and oven-b satisfied the gate.", (5,), True),
    (RUNS, "A second oven has already been bought.", (7,), False),
    (RUNS, "A second oven is still to be bought.", (7,), True),
    (TESTS, "Two tests were still red at the end.", (1, 2), False),
    (TESTS, "Two tests failed at first, in the end all passed.", (1, 2), True),
    (TESTS, "test_flush_timeout failed again in the second rerun.", (3, 4), False),
    (TESTS, "The upload was refused at first, then the rows went through.", (7, 8), True),
    (TESTS, "The iteration limit came before the ramp level was passed.", (9,), True),
]


@pytest.mark.parametrize("case", CASES)
def test_a_thing_had_the_fate_that_its_lines_tell(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """What was dropped is not kept, what broke off is not finished; what failed at first may be well in the end."""
    holds(*case)
