"""Output of jobs of Slurm, LSF and PBS."""

import pytest

from mlws_writer.facts.model import Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

START = "SLURM_JOB_ID = 4121377\nSLURM_NODELIST = gpu[07-08]\n+ srun python train.py --model vit_base --epochs 100\n"
EPOCHS = "".join(
    f"epoch {epoch} train_loss {2 - epoch / 10:.3f} val_acc {0.4 + epoch / 50:.3f}\n" for epoch in range(1, 9)
)
STEP = "slurmstepd: error: *** STEP 4121377.0 ON gpu07 CANCELLED AT 2024-11-02T03:14:09"
SHUT = (
    "srun: Job step aborted: Waiting up to 32 seconds for job step to finish.\nsrun: error: gpu08: task 1: Terminated\n"
)
TRACEBACK = "Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\nKeyError: 'label'\n"
OOM = "slurmstepd: error: Detected 1 oom_kill event in StepId=4121377.0. Some of the step tasks have been OOM Killed.\n"
SEFF = """Job ID: 4121377
Cluster: hpc
State: {state}
CPU Utilized: 1-02:11:44
Job Wall-clock time: 02:17:54
Memory Utilized: 61.02 GB
Memory Efficiency: 47.67% of 128.00 GB
"""
LSF = """
------------------------------------------------------------
Sender: LSF System <lsf@hpc>
Subject: Job 771233: <train> in cluster <hpc> {subject}

{ending}

Resource usage summary:

    CPU time :                                   41211.21 sec.
    Max Memory :                                 18233 MB
    Run time :                                   7611 sec.
"""


def read(*parts: str) -> Run:
    """Return the one run of a job's output."""
    (run,) = read_bytes("".join((START, EPOCHS, *parts)).encode(), name="slurm-4121377.out").runs
    return run


@pytest.mark.parametrize(
    ("end", "outcome", "shown"),
    [
        (f"{STEP} DUE TO TIME LIMIT ***\n{SHUT}", Outcome.INTERRUPTED, "TIME LIMIT"),
        (f"{STEP} DUE TO PREEMPTION ***\n{SHUT}", Outcome.INTERRUPTED, "PREEMPTION"),
        (f"{STEP} ***\n{SHUT}", Outcome.INTERRUPTED, "CANCELLED"),
        (f"{OOM}{STEP} ***\n{SHUT}", Outcome.FAILED, "oom_kill"),
        (
            f"{TRACEBACK}srun: error: gpu07: task 0: Exited with exit code 1\n{STEP} ***\n{SHUT}",
            Outcome.FAILED,
            "KeyError",
        ),
        (SEFF.format(state="COMPLETED (exit code 0)"), Outcome.COMPLETED, "State: COMPLETED"),
        (SEFF.format(state="TIMEOUT (exit code 0)"), Outcome.INTERRUPTED, "State: TIMEOUT"),
        (LSF.format(subject="Done", ending="Successfully completed."), Outcome.COMPLETED, "Successfully completed"),
        (LSF.format(subject="Exited", ending="Exited with exit code 1."), Outcome.FAILED, "exit code 1"),
        ("=>> PBS: job killed: walltime 86438 exceeded limit 86400\n", Outcome.INTERRUPTED, "walltime"),
    ],
)
def test_the_scheduler_says_why_a_job_ended(end: str, outcome: Outcome, shown: str) -> None:
    """Of what it says, the reason counts: not the processes that it stops after that, nor its wrapper's exit code."""
    run = read(end)

    assert run.outcome is outcome
    assert shown in run.outcome_text


def test_what_a_job_used_is_read() -> None:
    """Where it ran, how long it took and how much memory it needed."""
    said = {one.name: one.value for one in read(SEFF.format(state="COMPLETED (exit code 0)")).facts}

    assert [said[name] for name in ("job id", "nodes", "wall time", "peak memory")] == [
        "4121377", "gpu[07-08]", "02:17:54", "61.02 GB",
    ]  # fmt: skip


def test_a_job_that_goes_on_is_left_to_the_general_reader() -> None:
    """Without a word of the scheduler on its end, the log's own last words count."""
    assert read("Training finished in 183.2s\n").outcome is Outcome.COMPLETED
