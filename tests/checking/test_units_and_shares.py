"""Units by their words, shares in words, widths of numbers, and two superlatives in one sentence."""

import pytest

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.facts.model import LogReading

LOG = b"""translated 900 lines (20,110 words) in 30.0s (30.00 lines/s)
test CRPS (mm/h): storm 0.348 | plain 0.561
{"event": "tool", "name": "book", "latency_ms": 935, "status": "ok"}
2026-05-02 eval recall@10 : 0.1084  mrr@10 : 0.0488
[check] FAIL int8: IoU drop 0.1716 > allowed 0.0200
eval done setup=dense correct=120 wrong=18 abstained=12
config             RMSE E / meV / atom   RMSE F / meV / A
quartz             0.86                  34.9
salt               1.12                  38.3
recall: anger 0.84  joy 0.79  fear 0.58
epoch 2 loss 0.362 f1 0.871
epoch 3 loss 0.379 f1 0.891
mouldy: precision=0.71 recall=0.84 f1=0.77
"""


@pytest.mark.parametrize(
    ("text", "line", "ok"),
    [
        ("It translated 30 lines per second.", 1, True),
        ("It translated 30 words per second.", 1, False),
        ("The CRPS of storm is 0.348 mm per hour.", 2, True),
        ("The CRPS of storm is 0.348 mm per day.", 2, False),
        ("The booking tool took 0.935 seconds.", 3, True),
        ("The booking tool took 935 seconds.", 3, False),
        ("The recall@10 is 10.8%.", 4, True),
        ("The recall@10 is 0.11%.", 4, False),
        ("The eight-bit version lost 17 points of IoU.", 5, True),
        ("The four-bit version lost 17 points of IoU.", 5, False),
        ("Four answers in five were correct.", 6, True),
        ("Three answers in five were correct.", 6, False),
        ("For quartz the energy error is 0.86 meV per atom.", 8, True),
        ("For quartz the energy error is 0.86 eV per atom.", 8, False),
        ("Fear was recognised worst and anger best.", 10, True),
        ("Anger was recognised best and joy worst.", 10, False),
        ("For mouldy beans precision is lower than recall.", 13, True),
        ("For mouldy beans precision is higher than recall.", 13, False),
        ("The loss was lowest after the second epoch, and the F1 was best after the third.", 11, True),
        ("The loss was lowest in the second- and the F1 highest in the third-best epoch.", 11, True),
        ("The loss was lowest after the third epoch, and the F1 was best after the second.", 11, False),
    ],
)
def test_what_a_number_is_of_is_held_against_the_line(text: str, line: int, ok: bool) -> None:
    """Each pair differs in a unit, a share, a width or a rank."""
    lines = (11, 12) if line == 11 else (line,)
    (verdict,) = verify_claims(LogReading("a.log", len(LOG), 13, "utf-8", "", "", ()), LOG, [Claim(1, text, lines)])

    assert verdict.ok is ok, verdict
