"""What several lines make together, totals that stand elsewhere, what came first: on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

NIGHT = (
    "Epoch 1/14\n"
    "60/60 - 9s - loss: 0.88 - val_accuracy: 0.612\n"
    "Epoch 9: early stopping, best epoch 6\n"
    "test (240 images): accuracy 0.7083 - loss 0.81\n"
    "test P 0.731 R 0.742 F1 0.736\n"
    "read 90,000 rows\n"
    "dropped 2,150 duplicates\n"
    "dropped 1,350 empty rows\n"
    "run=1 added_gib=3.4 dur=9m\n"
    "run=2 added_gib=0.9 dur=2m\n"
    "uploads=150 mb_per_upload=4.0\n"
    "before 30/60, after 48/64\n"
    "calls part=a ok=40, 0 truncated\n"
    "calls part=b ok=31, 9 truncated\n"
    "3 failed, 71 passed, 4 skipped, 1 error in 9.1s\n"
    "ok. 75 passed; 0 failed; 0 ignored\n"
    '{"kind":"slo","passed":[4,16],"missed":[64]}\n'
    "pod-k4 ERROR out of memory, 2.4 GiB asked\n"
    "pod-k7 ERROR out of memory, 2.4 GiB asked\n"
    "lowest species: Acro palus 0.21, Porz parva 0.24\n"
    "sway 130, timeout 14, hit 6\n"
    "job 12 nodes=ab[017-018] started\n"
    "job 11 nodes=ab[041-042] started\n"
    "rates: Nord 0.58 EUR/km, Lind 0.63 EUR/km\n"
    "call: avg=241ms med=188ms max=6.3s\n"
    "found EC 151 dep 09:38 29.00 EUR; EC 159 dep 13:25 24.00 EUR\n"
    "scan high: ADV-20117 (libkite 2.6), ADV-19844 (busyfox 1.3)\n"
    "gates: p95<500ms PASS  errors<1% PASS  /pay<800ms FAIL\n"
    "archive truncated, 410 of 615 MB\n"
    "path=a size_gib=1500.0\npath=b size_gib=548.0\n"
    "shift 09:05-15:35\n"
    "voice wer=0.052 rtf=0.18 mos=3.87\n"
)
CASES = [
    (NIGHT, "It stopped at epoch 9 of 14.", (3,), True),
    (NIGHT, "It stopped at epoch 9 of 20.", (3,), False),
    (NIGHT, "On the test images it gets 70.8% right.", (4,), True),
    (NIGHT, "On the test set recall is 74.2%.", (5,), True),
    (NIGHT, "On the test set recall is 73.1%.", (5,), False),
    (NIGHT, "In all 3,500 rows were dropped.", (7, 8), True),
    (NIGHT, "In all 3,900 rows were dropped.", (7, 8), False),
    (NIGHT, "After that 86,500 rows were left.", (6, 7, 8), True),
    (NIGHT, "After that 87,850 rows were left.", (6, 7, 8), False),
    (NIGHT, "The two runs added 4.3 GiB.", (9, 10), True),
    (NIGHT, "The two runs added 4.9 GiB.", (9, 10), False),
    (NIGHT, "All uploads together come to 0.6 GB.", (11,), True),
    (NIGHT, "The success rate was 25 points higher than before.", (12,), True),
    (NIGHT, "The success rate was 35 points higher than before.", (12,), False),
    (NIGHT, "Nine calls were truncated.", (13, 14), True),
    (NIGHT, "The run ended with three failed tests and one error.", (15,), True),
    (NIGHT, "In the run 4 tests failed.", (15,), False),
    (NIGHT, "All 75 tests pass.", (16,), True),
    (NIGHT, "The target was met in all three stages.", (17,), False),
    (NIGHT, "pod-k7 was the first pod to run out of memory.", (18, 19), False),
    (NIGHT, "pod-k4 was the first pod to run out of memory.", (18, 19), True),
    (NIGHT, "The species with the lowest score was Porz parva.", (20,), False),
    (NIGHT, "Most of the failures were hits.", (21,), False),
    (NIGHT, "Most of the failures were due to sway.", (21,), True),
    (NIGHT, "Job 12 ran on ab041 and ab042.", (22,), False),
    (NIGHT, "Job 12 ran on ab017 and ab018.", (22,), True),
    (NIGHT, "Lind takes 0.63 euros per kilometre.", (24,), True),
    (NIGHT, "The median call took 241 ms.", (25,), False),
    (NIGHT, "The median call took 188 ms.", (25,), True),
    (NIGHT, "The voice has a word error rate of 4.7%.", (33,), False),
    (NIGHT, "The voice has a word error rate of 5.2%.", (33,), True),
    (NIGHT, "EC 159 leaves at 9:38.", (26,), False),
    (NIGHT, "EC 151 leaves at 9:38.", (26,), True),
    (NIGHT, "EC 151 costs 24.00 euros.", (26,), False),
    (NIGHT, "ADV-19844 is a finding in libkite.", (27,), False),
    (NIGHT, "ADV-20117 is a finding in libkite.", (27,), True),
    (NIGHT, "The archive has two thirds of its 615 MB.", (29,), True),
    (NIGHT, "Together the two paths hold 2.0 TiB.", (30, 31), True),
    (NIGHT, "The shift lasted six and a half hours.", (32,), True),
    (NIGHT, "The shift lasted eight and a half hours.", (32,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_what_several_lines_make_together(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
