"""What is set off, left over, set in brackets or taken over all: numbers that another way of counting would give."""

from collections.abc import Callable

import pytest

COMMIT = "[main 3fa91c] 2 files changed, 14 insertions(+), 5 deletions(-)\n"
SCAN = "scan: 31 modules use the old client, 12 tests, 4 fixtures\nrewrite: 25 modules changed\n"
NAIVE = "test mae=1.82 kt nse=0.744 (persistence: mae=2.61 kt nse=0.590)\n"
TASKS = "acc arc: 0.41\nacc boolq: 0.72\nacc copa: 0.66\nacc piqa: 0.75\n"
SPEEDS = (
    "epoch 1 | loss 3.1 | wps 5120.4 | wall 88\nepoch 2 | loss 2.7 | wps 5188.0 | wall 87\n"
    "epoch 3 | loss 2.5 | wps 5240.9 | wall 86\n"
)
DECODED = (
    "decode [test-greedy] %WER 9.31% [931 / 10000, 101 ins, 240 del, 590 sub]\n"
    "decode [test-beam_8] %WER 8.90% [890 / 10000, 112 ins, 205 del, 573 sub]\n"
)
FRAMES = "| fps | 880 |\nstep 2000\n| fps | 801 |\n"
STAGES = '{"stage":"read","dropped":41}\n{"stage":"merge","dropped":207}\n{"stage":"clean","dropped":66}\n'
CASES = [
    (STAGES, "Altogether 314 rows were dropped.", (1, 2, 3), True),
    (STAGES, "Altogether 207 rows were dropped.", (1, 2, 3), False),
    (COMMIT, "On balance nine lines were added.", (1,), True),
    (COMMIT, "On balance nineteen lines were added.", (1,), False),
    (SCAN, "All but six of the modules were changed.", (1, 2), True),
    (SCAN, "All but four of the modules were changed.", (1, 2), False),
    (NAIVE, "The model has an NSE of 0.744 on the test set.", (1,), True),
    (NAIVE, "Persistence has an NSE of 0.590.", (1,), True),
    (NAIVE, "The model has an NSE of 0.590 on the test set.", (1,), False),
    (TASKS, "Averaged over the four tasks, accuracy was 63.5%.", (1, 2, 3, 4), True),
    (TASKS, "Averaged over the four tasks, accuracy was 71.0%.", (1, 2, 3, 4), False),
    (SPEEDS, "Training throughput rose a little with every epoch.", (1, 2, 3), True),
    (SPEEDS, "Training throughput fell a little with every epoch.", (1, 2, 3), False),
    (DECODED, "Greedy decoding led to more deletions than beam decoding.", (1, 2), True),
    (DECODED, "Beam decoding led to more deletions than greedy decoding.", (1, 2), False),
    (FRAMES, "The simulation was slower at the end than at the beginning.", (1, 3), True),
]


@pytest.mark.parametrize("case", CASES)
def test_a_number_is_counted_as_its_sentence_says(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """A balance is no sum, what is left over is of what is counted, and the mean of all is not that of some."""
    holds(*case)
