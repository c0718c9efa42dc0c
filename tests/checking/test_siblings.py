"""Which of several things that are called alike a sentence may name: logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

SITE = (
    "rollout store/rank:2.4.0 (was 2.3.1), canary 10%\n"
    "rank-c1 healthy\nrank-c2 healthy\n"
    "rank-c2 ERROR CUDA out of memory\n"
    "all of it on 2.3.1 again\n"
    '{"ev":"error","cam":2,"msg":"usb disconnect"}\n'
    '{"ev":"boot","cam":1}\n'
    '{"type":"start","model":"llama3.1:8b"}\n'
    '{"type":"judge","model":"qwen2.5:32b","right":61}\n'
    "77_1 lm-is-140m RUNNING\n"
    "77_2 lm-is-820m FAILED out of memory\n"
    "board,exec,prec,ms,watts,pck\n"
    "pi5,tfl,fp32,104.0,6.9,0.881\n"
    "pi5,tfl,int8,41.5,5.6,0.860\n"
    "eval tuned exact_match 0.482 cites_ok 0.840\n"
    "eval base exact_match 0.310 cites_ok 0.560\n"
    "pass 1 clean=3,310\n"
    "pass 2 clean=3,345\n"
    "gatk chr5H restarted with -Xmx96g\n"
    "train 1400 files\nval 400 files\ntest 200 files\n"
    "mean of lora_r8 0.611, lora_r32 0.634\n"
)
CASES = [
    (SITE, "rank-c2 ran out of memory.", (4,), True),
    (SITE, "It was container c1 that ran out of memory.", (4,), False),
    (SITE, "Version 2.4.0 serves all of it again.", (5,), False),
    (SITE, "Version 2.3.1 serves all of it again.", (5,), True),
    (SITE, "Camera 1 lost its USB connection.", (6,), False),
    (SITE, "Camera 2 lost its USB connection.", (6,), True),
    (SITE, "Llama 3.1 was the judge.", (9,), False),
    (SITE, "Qwen 2.5 was the judge.", (9,), True),
    (SITE, "It was the 140M model that ran out of memory.", (11,), False),
    (SITE, "It was the 820M model that ran out of memory.", (11,), True),
    (SITE, "The pi5 draws more power in int8 than in fp32.", (13, 14), False),
    (SITE, "The pi5 draws less power in int8 than in fp32.", (13, 14), True),
    (SITE, "Exact match improved by 17.2 points.", (15, 16), True),
    (SITE, "Exact match got worse by 17.2 points.", (15, 16), False),
    (SITE, "The second pass made the clean class smaller.", (17, 18), False),
    (SITE, "The second pass made the clean class larger.", (17, 18), True),
    (SITE, "Chromosome 5H was restarted.", (19,), True),
    (SITE, "Chromosome 7H was restarted.", (19,), False),
    (SITE, "The files were split 70/20/10.", (20, 21, 22), True),
    (SITE, "The files were split 60/30/10.", (20, 21, 22), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_one_of_several_is_not_its_sibling(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
