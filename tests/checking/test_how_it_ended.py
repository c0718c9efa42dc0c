"""What ended how, by whose value and why: true and false sentences on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LANDER = (
    "steps=900,000 return=243.0 falls=0/20\n"
    "solve threshold 260: not reached\n"
    "[I] Trial 4 finished with value: 0.71 and parameters: {'lr': 0.1}. Best is trial 4 with value: 0.71.\n"
    "[I] Trial 6 finished with value: 0.69 and parameters: {'lr': 0.3}. Best is trial 4 with value: 0.71.\n"
    "search finished: 12 trials, 9 complete, 2 pruned, 1 failed\n"
    "ci job 71 failed 06:40\n"
    "ci job 72 passed 06:55, deploy: manual, not started\n"
    "ModuleNotFoundError: No module named 'plotly'\n"
    "numba compiled\n"
    "net did not improve in the last 4 records. Signaling Trainer to stop.\n"
    "22.4 M Non-trainable params\n"
    "5.6 M Trainable params\n"
    "noon waiting=36\n"
    "night waiting=30\n"
    "12,000 poses scored, 310 below -8.0 kcal/mol, best -11.2\n"
    "riders: member 412, casual 130\n"
    "assert: 0.7312 != 0.7316 within 0.0001\n"
    "by site: Linz 2,000 (late 130), Ulm 1,500 (late 180)\n"
    "f1 kite 0.801, otter 0.674\n"
    "cyclone: orders fell from 120 to 96\n"
)
CASES = [
    (LANDER, "The agent solved the environment.", (2,), False),
    (LANDER, "The agent did not solve the environment.", (2,), True),
    (LANDER, "Trial 6 finished with a value of 0.71.", (4,), False),
    (LANDER, "Trial 6 finished with a value of 0.69.", (4,), True),
    (LANDER, "The best value so far is 0.71.", (4,), True),
    (LANDER, "Nine trials were completed, two pruned and one failed.", (5,), True),
    (LANDER, "Ten trials were completed, two pruned and one failed.", (5,), False),
    (LANDER, "The second CI job failed too.", (7,), False),
    (LANDER, "The second CI job passed.", (7,), True),
    (LANDER, "It failed because numba was missing.", (8,), False),
    (LANDER, "It failed because plotly was missing.", (8,), True),
    (LANDER, "Early stopping was never triggered.", (10,), False),
    (LANDER, "By night the queue had shrunk by six jobs.", (13, 14), True),
    (LANDER, "By night the queue had shrunk by eight jobs.", (13, 14), False),
    (LANDER, "The best pose reached -8.0 kcal/mol.", (15,), False),
    (LANDER, "The best pose reached -11.2 kcal/mol.", (15,), True),
    (LANDER, "Casual riders made up the larger part of the trips.", (16,), False),
    (LANDER, "It is off by 0.0004.", (17,), True),
    (LANDER, "It is off by 0.0007.", (17,), False),
    (LANDER, "In Ulm 12% were late.", (18,), True),
    (LANDER, "Otter is 12.7 F1 points behind kite.", (19,), True),
    (LANDER, "Otter is 14.7 F1 points behind kite.", (19,), False),
    (LANDER, "Orders fell on weak demand.", (20,), False),
    (LANDER, "The machine had to be rebooted between the two jobs.", (6, 7), False),
    (LANDER, "The owner replaced the broken card with a spare one.", (7,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_how_something_ended_is_what_its_own_line_tells(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
