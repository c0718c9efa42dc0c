"""What a queue says of its jobs, what processors draw and what a step of a run tells, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
[grpo] model=Kestrel-3B-Instruct task=sums n_prompts=6400 gpus=4
warn step=231 truncated=123/512 msg="completions hit max_new_tokens=768"
restore from=step200 path=/data/grpo/step200
JobID     JobName           State          Elapsed   MaxRSS  NodeList
8801_4    heron-traffic     TIMEOUT        06:00:21  22.0G   n11
8801_7    swift-traffic     OUT_OF_MEMORY  00:03:12  32.0G   n12
8801_8    swift-weather     COMPLETED      00:05:55   2.1G   n12
          elec   traffic  weather
heron     0.131  -        0.149
swift     0.140  -        0.176
power at conc 32: L4 71 W  A10G 148 W  H100-bf16 561 W  H100-fp8 548 W
fedsim> target acc 21.5% first reached in round 113
fedsim> stop 19:41  rounds=120  checkpoint fed_r120.npz
- Index build ran out of GPU memory at batch size 64 and was rerun at batch size 32.
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("At step 231 completions ran into the token limit.", (2,), True),
        ("At step 331 completions ran into the token limit.", (2,), False),
        ("Swift on traffic was killed for lack of memory after about three minutes.", (4, 6), True),
        ("Swift on weather was killed for lack of memory.", (4, 7), False),
        ("There is no traffic result for Swift, whose job ran out of memory.", (6, 10), True),
        ("Power draw was lowest on the L4, at 71 watts.", (11,), True),
        ("Power draw was lowest on the A10G, at 148 watts.", (11,), False),
        ("The target accuracy was met seven rounds before the end.", (12, 13), True),
        ("The index build first failed for lack of GPU memory.", (14,), True),
        ("The index build ran at batch size 64 without trouble.", (14,), False),
        ("The index build was given up after the memory error.", (14,), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As what it says follows from the lines."""
    holds(LOG, text, lines, stands)


MEASURED = """\
[21:44:18] test WER 21.7  CER 4.9   (greedy)
[22:19:55] test WER 20.4  CER 4.7   (beam 5)
wall  heron-2b-it 38m  swift-mini 61m  tern-3b-it 49m  wren-1.7b-it 27m
step=50 reward=0.611 kl=0.0041 len=214
step=300 reward=0.709 kl=0.0467 len=428
eval (deterministic, 50 episodes): mean 253.6, solved(>=200) 46/50
eval (stochastic, 50 episodes): mean 238.1, solved(>=200) 41/50
Threshold tuning on the inner split adds 0.018 macro F1 (0.702 -> 0.720).
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("A beam of five brought the test word error rate down from 21.7% to 20.4%.", (1, 2), True),
        ("A beam of five brought the test word error rate down from 21.7% to 4.7%.", (1, 2), False),
        ("Wren-1.7B took 27 minutes.", (3,), True),
        ("Heron-2B took 27 minutes.", (3,), False),
        ("Completions doubled in length between steps 50 and 300.", (4, 5), True),
        ("The deterministic policy solved five more episodes than the stochastic one.", (6, 7), True),
        ("The deterministic policy solved eight more episodes than the stochastic one.", (6, 7), False),
        ("Threshold tuning raised macro F1.", (8,), True),
        ("Threshold tuning lowered macro F1.", (8,), False),
    ],
)
def test_a_value_is_of_what_a_sentence_names(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """A setting, an item of a list, a step, a difference, a direction."""
    holds(MEASURED, text, lines, stands)
