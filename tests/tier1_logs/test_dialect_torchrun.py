"""Captures of launchers that start one process a GPU."""

import pytest

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

START = """W0610 12:00:01.150000 2215 torch/distributed/run.py:792] *****************************************
W0610 12:00:01.150000 2215 torch/distributed/run.py:792] Setting OMP_NUM_THREADS environment variable for each process
| distributed init (rank 0): env://
| distributed init (rank 1): env://
Creating model: deit_small_patch16_224
Start training for 300 epochs
Epoch: [0]  [   0/1251]  eta: 1:11:12  lr: 0.000001  loss: 6.9432 (6.9432)  time: 3.4149  max mem: 5832
Epoch: [0]  [  10/1251]  eta: 0:21:12  lr: 0.000001  loss: 6.9400 (6.9411)  time: 1.0149  max mem: 5832
"""
CAUSE = """[rank1]: Traceback (most recent call last):
[rank1]:   File "/home/ml/deit/main.py", line 499, in <module>
[rank1]:     main(args)
[rank1]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 148.00 MiB.
"""
REPORT = """W0610 12:00:31.150000 2215 torch/distributed/elastic/multiprocessing/api.py:897] Sending process 2280 closing signal SIGTERM
E0610 12:00:32.150000 2215 torch/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: 1) local_rank: 1 (pid: 2281)
Traceback (most recent call last):
  File "/opt/conda/bin/torchrun", line 8, in <module>
    sys.exit(main())
torch.distributed.elastic.multiprocessing.errors.ChildFailedError: 
============================================================
main.py FAILED
------------------------------------------------------------
Root Cause (first observed failure):
[0]:
  time      : 2025-06-10_12:00:31
  rank      : 1 (local_rank: 1)
  exitcode  : {code} (pid: 2281)
  traceback : {traceback}
============================================================
"""  # noqa: E501, W291 - as the launcher prints it


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="run.log").runs
    return run


def test_the_exception_of_a_process_is_the_cause_not_the_launchers_report() -> None:
    """The run failed because a rank ran out of memory; which rank it was is read from the report."""
    run = read(START + CAUSE + REPORT.format(code=1, traceback="To enable traceback see: https://pytorch.org/docs"))

    assert (run.outcome, run.outcome_line) == (Outcome.FAILED, 12)
    assert run.outcome_text.startswith("torch.OutOfMemoryError: CUDA out of memory")
    errors = {one.name: one.value for one in run.facts if one.kind is FactKind.ERROR}
    assert errors["failed rank"] == "1 (local_rank: 1)"
    assert errors["launcher"] in ("ChildFailedError", "failed (exitcode: 1) local_rank")


def test_a_process_that_was_killed_is_named() -> None:
    """Without an exception, the signal that the report names is the cause."""
    run = read(START + REPORT.format(code=-9, traceback="Signal 9 (SIGKILL) received by PID 2281"))

    assert run.outcome is Outcome.FAILED
    assert "Signal 9 (SIGKILL)" in run.outcome_text


@pytest.mark.parametrize(
    "last",
    [
        "W0610 12:00:31.15 2215 torch/distributed/elastic/agent/server/api.py:7] Received Signals.SIGTERM death signal",
        "torch.distributed.elastic.multiprocessing.api.SignalException: Process 2215 got signal: 15",
        "[2025-06-10 12:00:31,150] [INFO] [launch.py:351:main] Process 2280 exits with return code = -15",
    ],
)
def test_a_signal_from_outside_is_no_failure(last: str) -> None:
    """Who sends SIGTERM wants the run to stop; the traceback of that is the launcher's own."""
    assert (
        read(f'{START}Traceback (most recent call last):\n  File "torchrun"\n{last}\n').outcome is Outcome.INTERRUPTED
    )
