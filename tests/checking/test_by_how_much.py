"""By how much one is better than another: from the measure that a sentence names, and its better side."""

from collections.abc import Callable

import pytest

LINKS = "model    MRR    Hits@1\nrotor    0.412  0.300\npathnet  0.455  0.351\n"
SPEECH = "test: greedy WER 0.2000\ntest: beam 16 with a 3-gram WER 0.1660\n"
PLANS = (
    "sim, 100 runs, planner: median_moves 18  median_err 22.5 mm\n"
    "sim, 100 runs, search: median_moves 40  median_err 21.5 mm\n"
)
SPEAKERS = "WER by length: 1-2 s (9 calls) 6.40 | 3-5 s (12 calls) 4.00 | 6-9 s (4 calls) 2.50\n"
LINES = "  torn lines      21,300\n  wrong sums      40,250\n"
TASKS = "| task  |Value |\n|-------|-----:|\n| maths |0.5000|\n| facts |0.6000|\n| logic |0.5500|\n| tales |0.7000|\n"
WORKERS = "07:12 ERROR worker 5 died: no memory\n07:13 worker 5 restarted\n07:44 ERROR worker 8 died: no memory\n"
CASES = [
    (LINKS, "In MRR, pathnet is about 10% better than rotor.", (2, 3), True),
    (LINKS, "In MRR, pathnet is about 17% better than rotor.", (2, 3), False),
    (SPEECH, "The beam search removes 17% of the word errors.", (1, 2), True),
    (SPEECH, "The beam search removes 20% of the word errors.", (1, 2), False),
    (PLANS, "The planner needs 22 moves fewer than the search in the median.", (1, 2), True),
    (PLANS, "The planner needs 23 moves fewer than the search in the median.", (1, 2), False),
    (SPEAKERS, "The WER of the shortest calls is about 2.6 times that of the longest.", (1,), True),
    (SPEAKERS, "The WER of the shortest calls is about 3.2 times that of the longest.", (1,), False),
    (LINES, "Torn lines and wrong sums add up to 61,550 lines.", (1, 2), True),
    (LINES, "Torn lines and wrong sums add up to 65,550 lines.", (1, 2), False),
    (TASKS, "Averaged over the four tasks the model reaches 58.8%.", (3, 4, 5, 6), True),
    (TASKS, "Averaged over the four tasks the model reaches 61.3%.", (3, 4, 5, 6), False),
    (WORKERS, "After worker 5 it was worker 8 that died.", (1, 3), True),
    (WORKERS, "After worker 5 it was worker 6 that died.", (1, 3), False),
]


@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_that_of_what_the_sentence_names(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """Only the values of the measure, the tasks and the workers that a sentence names are held against one another."""
    holds(*case)
