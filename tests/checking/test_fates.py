"""What became of things: how trials, jobs and answers ended, what state parts were in, and who ended work."""

from collections.abc import Callable

import pytest

STUDY = (
    "[I 2026-03-01 10:00:00,100] Trial 1 finished with value: 0.812 and parameters: {'depth': "
    "4}. Best is trial 1 with value: 0.812.\n"
    "[I 2026-03-01 10:02:00,100] Trial 2 pruned. \n"
    "[W 2026-03-01 10:03:00,100] Trial 3 failed with parameters: {'depth': 12} because of the "
    "following error: ValueError('x').\n"
    "study done: 4 trials, 1 complete, 2 pruned, 1 failed\n"
)
QUEUE = (
    "==== prolog 4410_0 node n12 2026-05-01T08:00:00 ====\n"
    "==== epilog 4410_0 state=COMPLETED elapsed=00:40:10 ====\n"
    "==== epilog 4410_1 state=TIMEOUT elapsed=04:00:02 ====\n"
    "==== epilog 4410_2 state=OUT_OF_MEMORY elapsed=00:05:10 ====\n"
    "==== epilog 4410_5 COMPLETED exit 0:0 elapsed 00:22:10 ====\n"
)
ANSWERS = (
    'gen q 4 answer "42 cm" -> correct\ngen q 9 answer "oak" -> wrong (gold: beech)\n'
    'gen q 11 answer "not stated" -> abstain\n'
)
SESSION = (
    "agent: pytest -q -> 1 failed, 23 passed\n"
    "assistant: one test still fails, not fixed; docs not updated, nothing committed\n"
    "12:00:01 network: backbone frozen, head trainable, 1.2M params\n"
    "12:00:02 captions: 95 from .json, 5 missing -> 'a photo'\n"
    "12:10:00 epoch 10 loss 0.41 val 0.52\n"
    "12:25:00 early stop at epoch 25, best epoch 20\n"
    "12:25:10 restored weights from ckpt_20.pt\n"
    "12:25:30 edit req.txt: torch==2.0 -> torch>=2.1\n"
    "12:30:00 samples: pure noise\n"
    "12:31:00 stopped by user (KeyboardInterrupt)\n"
    "12:32:00 cache off, amp on\n"
    "12:33:00 drift check: psi 0.22, retrain proposed\n"
)
SERVER = (
    "[watchdog] seed 3: loss rising for 2000 steps, run stopped at 400000 steps\n"
    "eval seed 3: skipped\n"
    "summary over finished seeds: mean 0.7\n"
    "I0101 08:00:00 server.cc:60] graceful shutdown requested by operator\n"
    "TerminateOnNaN: batch 40: invalid loss, terminating training\n"
    "exit 0\n"
)
CASES = [
    (STUDY, "Trial 2 was pruned.", (2,), True),
    (STUDY, "Trial 2 ran to the end.", (2,), False),
    (STUDY, "Trial 2 was completed.", (2,), False),
    (STUDY, "Trial 3 was pruned.", (3,), False),
    (STUDY, "Trial 3 failed with a ValueError.", (3,), True),
    (STUDY, "After the search, trial 3 was run once more.", (3, 4), False),
    (QUEUE, "The second task ran out of memory after five minutes.", (4,), True),
    (QUEUE, "The second task finished after about five minutes.", (4,), False),
    (QUEUE, "The last task completed with exit code 0.", (5,), True),
    (QUEUE, "The last task hit its time limit.", (5,), False),
    (QUEUE, "The last task ran out of memory.", (5,), False),
    (QUEUE, "Node n12 went down, and the task was put back into the queue.", (1, 2), False),
    (ANSWERS, "Question 4 was answered correctly.", (1,), True),
    (ANSWERS, "The answer to question 4 was judged wrong.", (1,), False),
    (ANSWERS, "Question 9 was answered correctly.", (2,), False),
    (ANSWERS, "On question 11 the model abstained.", (3,), True),
    (SESSION, "The remaining failure was not repaired.", (2,), True),
    (SESSION, "The last failing test was mended in the end.", (2,), False),
    (SESSION, "The backbone was left untrained.", (3,), True),
    (SESSION, "The backbone was trained along.", (3,), False),
    (SESSION, "Five of the 100 images had no caption.", (4,), True),
    (SESSION, "The run was interrupted at epoch 10 and continued from a checkpoint.", (5, 6), False),
    (SESSION, "The weights of checkpoint 20 were loaded.", (7,), True),
    (SESSION, "The pinned torch version was relaxed.", (8,), True),
    (SESSION, "The run was broken off by hand after the samples had degenerated into noise.", (9, 10), True),
    (SESSION, "The run was stopped by the scheduler.", (9, 10), False),
    (SESSION, "The cache was switched off.", (11,), True),
    (SESSION, "The cache was switched on.", (11,), False),
    (SESSION, "The model was retrained the same night.", (12,), False),
    (SERVER, "Seed 3 diverged, was stopped and was never evaluated.", (1, 2), True),
    (SERVER, "All seeds ran to the end and enter the summary.", (1, 3), False),
    (SERVER, "The operator shut the server down.", (4,), True),
    (SERVER, "The session ended with a crash.", (4,), False),
    (SERVER, "Training was aborted because of an invalid loss.", (5,), True),
    (SERVER, "Training was broken off by hand.", (5,), False),
]
REASONS = (
    "08:00:05 WARN 212 images dropped: unreadable header\n08:10:00 INFO class ap: bus 0.81 tram 0.62 scooter 0.31\n"
    "08:40:00 INFO Trial 4 pruned.\n09:05:00 INFO sensor B excluded, stuck at 0 since 12 March\n"
)
GIVEN = [
    (REASONS, "212 images were dropped because their headers could not be read.", (1,), True),
    (REASONS, "212 images were dropped because they were duplicates.", (1,), False),
    (REASONS, "Scooters do worst because the class has the fewest training images.", (2,), False),
    (REASONS, "The low value of scooters goes back to labelling errors.", (2,), False),
    (REASONS, "The low values of scooters go back to an encoding problem.", (2,), False),
    (REASONS, "Trial 4 was pruned because it exceeded the time budget per trial.", (3,), False),
    (REASONS, "Sensor B was excluded because it had been stuck at 0.", (4,), True),
]
STARTED = (
    "launch: train.py --resume ckpt/e06.pt --epochs 14\nrestored weights and optimizer from ckpt/e06.pt\n"
    "2026-01-01 epoch 4 train 0.1677 val 0.1688\n2026-01-01 Trial 5 failed with leaves 2047: TreeError('bad split')\n"
)
ANEW = [
    (STARTED, "The run went on from the checkpoint of epoch 6 instead of starting from scratch.", (1, 2), True),
    (STARTED, "The run started again from scratch.", (1, 2), False),
    (STARTED, "Epoch 4 was trained to a loss of 0.1677.", (3,), True),
    (STARTED, "One trial with more than a thousand leaves failed with an error.", (4,), True),
]


@pytest.mark.parametrize("case", [*CASES, *GIVEN, *ANEW])
def test_what_became_of_a_thing_is_what_its_lines_tell(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """A fate, a state, an end and its reason are said in any words, but only those of which a cited line tells."""
    holds(*case)
