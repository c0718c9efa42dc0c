"""Words that only look as if somebody said something, lists that tell their own first, and shares that are no whole."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

NIGHT = (
    "check  router: healthy (4/4)   storage: unhealthy (0/4) refused :9000\n"
    "slowest: 9.10s test_a.py::test_full / 2.70s test_b.py::test_leap / 0.40s test_c.py::test_tiny\n"
    "gauge MAE: H1 0.21, H2 0.33, H3 0.52\n"
    "power kWh: dune 0.11, reef 0.24, moor 0.30\n"
    "clerk fetch https://pages.example/kite -> 404\n"
    "dev accuracy 0.612 (tuned), base 0.481\n"
    "recall 0.912 (v3 0.904)  f1 0.871 (v3 0.873)\n"
    "naive leads on 3 of 40 feeders, all with batteries\n"
    "chunks 256/64 delay 0.42 s\n"
    "worker exited with code 1\n"
    "load 12: fox 310 tok/s, hare 205 tok/s\n"
    "alder build 190 s p99 12.0 ms\n"
    "birch build 410 s p99 15.5 ms\n"
)
CASES = [
    (NIGHT, "Both containers were reported healthy in the end.", (1,), False),
    (NIGHT, "The router was reported healthy.", (1,), True),
    (NIGHT, "The slowest test was test_leap.", (2,), False),
    (NIGHT, "The slowest test was test_full.", (2,), True),
    (NIGHT, "House two has the largest error.", (3,), False),
    (NIGHT, "House three has the largest error.", (3,), True),
    (NIGHT, "Together the three used 0.65 kWh.", (4,), True),
    (NIGHT, "Together the three used 0.85 kWh.", (4,), False),
    (NIGHT, "The kite page could not be fetched.", (5,), True),
    (NIGHT, "Dev accuracy is 61.2%, thirteen points above base.", (6,), True),
    (NIGHT, "Recall is up 0.8 points on v3, F1 down 0.2.", (7,), True),
    (NIGHT, "Recall is up 0.8 points on v3, F1 down 0.4.", (7,), False),
    (NIGHT, "The naive forecast leads on three feeders, every one of them with batteries.", (8,), True),
    (NIGHT, "Each query is answered after 0.42 s.", (9,), True),
    (NIGHT, "The engineer was paged when the container went down.", (10,), False),
    (NIGHT, "fox pushed about 1.5 times the tokens per second of hare.", (11,), True),
    (NIGHT, "birch has the shortest p99 of those that could be measured.", (12, 13), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_what_only_looks_like_something_said_is_judged_as_any_other(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
