"""What a line tells the other way round, counts as gone ill, left undone, or tells of another thing of its kind."""

from pathlib import Path

import pytest

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.tier1_logs.reader import read_log

_LOG = """\
2026-04-02 07:00:00 start of the nightly job on gpu-7
2026-04-02 07:00:04 copy: table parcels 4,210 rows
2026-04-02 07:00:09 copy: table drivers batch 7: connection reset by peer
{"ts": "2026-04-02T07:01:00", "event": "gate", "model": "tariff-3.2", "verdict": "fail"}
{"ts": "2026-04-02T07:01:03", "event": "gate", "model": "tariff-3.1", "passed": true}
2026-04-02 07:02:00 ticket OPS-41 opened: drift of weight
2026-04-02 07:03:00 ticket OPS-41 closed
2026-04-02 07:04:00 target p95 <= 90 ms: met
2026-04-02 07:05:00 [rollback] not needed
2026-04-02 07:06:00 letters 12 | ok 10 | errors 2
2026-04-02 07:07:00 early stopping at epoch 7 of 20
2026-04-02 07:08:00 arm X: click rate 0.113
2026-04-02 07:08:01 arm Y: click rate 0.127
2026-04-02 07:08:02 msg=decision winner=Y
2026-04-02 07:09:00 read Makefile
2026-04-02 07:09:10 edit pipeline.yaml: port fixed
2026-04-02 07:10:00 $ python fit.py --backbone convnet18
2026-04-02 07:11:00 publish ERROR index upload failed: 503
2026-04-02 07:11:30 convert INFO wrote 40 shards
2026-04-02 07:12:00 model registered as champion
2026-04-02 07:13:00 epoch 31: worker 2 killed
2026-04-02 07:14:00 training completed, 50 epochs
2026-04-02 07:15:00 WARNING tide table: HTTP 503, using last year's file
2026-04-02 07:16:00 job finished, exit 0
2026-04-02 07:17:00 server stopped (SIGINT)
2026-04-02 07:18:00 task 3 rejected: prompt too long
2026-04-02 07:18:30 task 4 done in 3 s
2026-04-02 07:19:00 letters 12 | ok 12 | errors 0
"""
_RIGHT = [
    ("tariff-3.2 did not pass the gate.", [4]),
    ("tariff-3.2 failed the gate.", [4]),
    ("tariff-3.1 passed the gate.", [5]),
    ("Ticket OPS-41 was closed at the end.", [6, 7]),
    ("The target for the p95 latency was met.", [8]),
    ("The service was fast enough for the target.", [8]),
    ("No rollback was needed.", [9]),
    ("Not all letters were processed without an error.", [10]),
    ("All 12 letters went through.", [28]),
    ("Training ended early.", [11]),
    ("Training stopped before the planned number of epochs was reached.", [11]),
    ("Arm Y was declared the winner.", [14]),
    ("The port was corrected in pipeline.yaml.", [16]),
    ("The publish stage failed with a 503 error.", [18]),
    ("The model was registered as champion.", [20]),
    ("In epoch 31 a worker was killed, but the training was completed.", [21, 22]),
    ("Although the tide table could not be loaded, the job finished.", [23, 24]),
    ("The server was stopped.", [25]),
    ("Task 3 was rejected because its prompt was too long.", [26]),
    ("Task 4 was completed.", [27]),
    ("The connection broke off while the drivers were being copied.", [3]),
]
_WRONG = [
    ("tariff-3.2 passed the gate.", [4]),
    ("tariff-3.1 failed the gate.", [5]),
    ("tariff-3.1 did not pass the gate.", [5]),
    ("Ticket OPS-41 was still open at the end.", [6, 7]),
    ("The target for the p95 latency was missed.", [8]),
    ("The service was too slow for the target.", [8]),
    ("The service was rolled back.", [9]),
    ("All 12 letters were processed without an error.", [10]),
    ("None of the 12 letters failed.", [10]),
    ("Training went on until the last planned epoch.", [11]),
    ("Training was not stopped early.", [11]),
    ("Arm X was declared the winner.", [14]),
    ("The port was corrected in the Makefile.", [16]),
    ("The network has a ConvNet-34 as its backbone.", [17]),
    ("The convert stage failed with a 503 error.", [18]),
    ("The model was not registered as champion.", [20]),
    ("The crash in epoch 31 was the end of the training.", [21, 22]),
    ("The job broke off because the tide table could not be loaded.", [23, 24]),
    ("The server was still running at the end.", [25]),
    ("Task 4 was rejected because its prompt was too long.", [26]),
    ("Task 3 was completed.", [26]),
    ("Task 4 was rejected.", [27]),
    ("The connection broke off while the parcels were being copied.", [3]),
]


def _holds(tmp_path: Path, sentence: str, lines: list[int]) -> bool:
    """Judge a sentence by lines of the log."""
    path = tmp_path / "run.log"
    path.write_text(_LOG)
    return verify_claims(read_log(path), _LOG.encode(), [Claim(1, sentence, tuple(lines))])[0].ok


@pytest.mark.parametrize(("sentence", "lines"), _RIGHT)
def test_what_a_line_tells_may_be_told(tmp_path: Path, sentence: str, lines: list[int]) -> None:
    """A sentence is kept that tells what its line does, of the thing of which that does."""
    assert _holds(tmp_path, sentence, lines)


@pytest.mark.parametrize(("sentence", "lines"), _WRONG)
def test_what_a_line_tells_otherwise_may_not(tmp_path: Path, sentence: str, lines: list[int]) -> None:
    """A sentence is refused that turns what its line tells round, or tells it of another thing."""
    assert not _holds(tmp_path, sentence, lines)
