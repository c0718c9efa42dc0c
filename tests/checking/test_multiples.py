"""So many times an amount that is written, and so many that did not: sentences on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

KILN = (
    "allowed 20 GB a worker\n"
    "worker oak peak 62 GB, worker elm peak 39 GB, worker ash peak 10 GB\n"
    '{"job":"glaze","took_s":260,"queue":"long"}\n{"job":"bisque","took_s":95,"queue":"short"}\n'
    "timeout 120 s a job\n"
)
CLINIC = (
    "letters: delivered=812 undelivered=44\n"
    '{"scans":"mri","paired":310,"unpaired":25}\n'
    "suite: 61 passed, 5 failed\n"
    "forms: signed 190, not_signed 14\n"
)
CASES = [
    (CLINIC, "44 letters were not delivered.", (1,), True),
    (CLINIC, "812 letters were not delivered.", (1,), False),
    (CLINIC, "The post could deliver 812 letters.", (1,), True),
    (CLINIC, "For 25 scans there was no pair.", (2,), True),
    (CLINIC, "For 310 scans there was no pair.", (2,), False),
    (CLINIC, "5 tests did not pass.", (3,), True),
    (CLINIC, "61 tests did not pass.", (3,), False),
    (CLINIC, "14 forms came back without having been signed.", (4,), True),
    (CLINIC, "190 forms had not been signed.", (4,), False),
    (KILN, "Worker oak needed more than three times the allowed 20 GB.", (1, 2), True),
    (KILN, "Worker elm needed more than three times the allowed 20 GB.", (1, 2), False),
    (KILN, "Worker elm needed almost twice the 20 GB.", (1, 2), True),
    (KILN, "Worker ash needed half the allowed 20 GB.", (1, 2), True),
    (KILN, "Worker ash needed a quarter of the allowed 20 GB.", (1, 2), False),
    (KILN, "Glaze took more than twice the 120 seconds of the timeout.", (3, 5), True),
    (KILN, "Glaze took more than three times the 120 seconds of the timeout.", (3, 5), False),
    (KILN, "Bisque took more than twice the 120 seconds of the timeout.", (4, 5), False),
]


@pytest.mark.parametrize(("log", "text", "cited", "ok"), CASES)
def test_so_many_times_an_amount_is_what_the_log_has(
    judge: Callable[[str, str, tuple[int, ...]], Verdict], log: str, text: str, cited: tuple[int, ...], ok: bool
) -> None:
    """A multiple of an amount is held against the values of what the sentence names."""
    verdict = judge(log, text, cited)

    assert verdict.ok is ok, f"{verdict.reason}: {verdict.detail}"
