"""What one of something takes, steps between lines, products, costs in a measure, on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

ROASTER = (
    "$ roast --epochs 6 --bsz 32 --out runs/beans\n"
    "Total optimization steps = 2,700\n"
    "energy_eur=18.60 batches=12 kwh=62.0 beans_kg=310\n"
    "wer 8.4 at fp16\n"
    "wer 8.9 cer 3.1 at int4\n"
    "wer 9.6 cer 3.3 at int2\n"
    "grid: depths=4 seeds=5, gpu_h 41.0\n"
    "target wer <= 8.5\n"
)
TRAIN = (
    '{"t":"2026-02-01T10:00:00","step":15000,"loss":1.71}\n'
    '{"t":"2026-02-01T10:40:00","step":20000,"loss":1.66}\n'
    '{"t":"2026-02-01T11:10:00","step":25000,"loss":1.62}\n'
    "[12:00:00] step 40k ppl 5.1\n[12:45:00] step 46k ppl 5.0\n"
)
HOURS = "rounds=6\nround takes 40 min\nround costs 2.50 EUR\n"
CASES = [
    (ROASTER, "One epoch is 450 steps.", (1, 2), True),
    (ROASTER, "One epoch is 540 steps.", (1, 2), False),
    (ROASTER, "There are 450 steps in an epoch.", (1, 2), True),
    (ROASTER, "A batch cost 1.55 euros of energy.", (3,), True),
    (ROASTER, "A batch cost 1.86 euros of energy.", (3,), False),
    (ROASTER, "The energy came to 0.30 euros per kilowatt hour.", (3,), True),
    (ROASTER, "The energy came to 0.50 euros per kilowatt hour.", (3,), False),
    (ROASTER, "Going from int4 to int2 costs 0.7 WER.", (5, 6), True),
    (ROASTER, "Going from int4 to int2 costs 0.2 WER.", (5, 6), False),
    (ROASTER, "Going from int4 to int2 gives away 0.2 CER.", (5, 6), True),
    (ROASTER, "int4 missed the mark by 0.4.", (5, 8), True),
    (ROASTER, "int4 missed the mark by 0.6.", (5, 8), False),
    (ROASTER, "20 trainings, four depths times five seeds, took 41 GPU hours.", (7,), True),
    (ROASTER, "Four depths with five seeds each make 20 runs.", (7,), True),
    (ROASTER, "25 trainings, four depths times five seeds, took 41 GPU hours.", (7,), False),
    (HOURS, "Six rounds of 40 minutes each make four hours.", (1, 2), True),
    (HOURS, "Six rounds of 40 minutes each make five hours.", (1, 2), False),
    (HOURS, "The six rounds at 2.50 euros apiece come to 15 euros.", (1, 3), True),
    (HOURS, "The six rounds at 2.50 euros apiece come to 25 euros.", (1, 3), False),
    (TRAIN, "Five thousand steps took half an hour.", (2, 3), True),
    (TRAIN, "Six thousand steps took half an hour.", (2, 3), False),
    (TRAIN, "Six thousand steps took three quarters of an hour.", (4, 5), True),
    (TRAIN, "Six thousand steps took half an hour.", (4, 5), False),
]


@pytest.mark.parametrize(("log", "text", "cited", "ok"), CASES)
def test_what_follows_for_one_of_them_is_worked_out(
    judge: Callable[[str, str, tuple[int, ...]], Verdict], log: str, text: str, cited: tuple[int, ...], ok: bool
) -> None:
    """What one of something has, and what lies between two lines, is worked out from what they give of it."""
    verdict = judge(log, text, cited)

    assert verdict.ok is ok, f"{verdict.reason}: {verdict.detail}"
