"""Jobs of Slurm, LSF and PBS: where they ran, what they used, and why the scheduler ended them."""

from collections.abc import Iterable, Sequence

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.troubles import troubles_of

_SIGN = Pattern(r"(?i)\bslurm|\bsrun\b|\bsbatch\b|^Job ID: \d+|^Sender: LSF|\bPBS\b|TERM_\w+: job killed|^Job <\d+>")
_STATED = (
    (FactKind.ENVIRONMENT, "job id", 0.4, r"(?:SLURM_JOB_?ID\W{1,3}|^Job ID: |^Job <|^Subject: Job )(\d+)"),
    (FactKind.ENVIRONMENT, "nodes", 0.4, r"(?:SLURM_(?:JOB_)?NODELIST\W{1,3}|^Job was executed on host\(s\) <)([^\s<>]+)"),
    (FactKind.DURATION, "wall time", 0.66, r"^(?:Job Wall-clock time: |\s*Run time :\s+)([\d:.\-]+(?: sec\.?)?)"),
    (FactKind.DURATION, "CPU time", 0.4, r"^(?:CPU Utilized: |\s*CPU time :\s+)([\d:.\-]+(?: sec\.?)?)"),
    (FactKind.RESOURCE, "peak memory", 0.55, r"^(?:Memory Utilized: |\s*Max Memory :\s+)([\d.]+ ?\w+)"),
)  # fmt: skip
_READ = tuple((kind, name, weight, Pattern(pattern)) for kind, name, weight, pattern in _STATED)
_ENDS = (
    (Outcome.COMPLETED, r"^State: COMPLETED|^Successfully completed\.$"),
    (Outcome.FAILED, r"^State: (?:FAILED|OUT_OF_MEMORY|NODE_FAIL)|TERM_MEMLIMIT"),
    (Outcome.INTERRUPTED, r"^State: (?:TIMEOUT|CANCELLED|PREEMPTED)|TERM_(?:RUNLIMIT|OWNER|ADMIN)"),
    (Outcome.FAILED, r"oom[-_]kill event|\bOOM Killed\b|: Out Of Memory$"),
    (Outcome.INTERRUPTED, r"CANCELLED AT .* DUE TO|\*\*\* JOB \d+ ON .* CANCELLED|PBS: job killed: walltime"),
    (Outcome.FAILED, r"srun: error: .*Exited with exit code [1-9]|^Exited with exit code [1-9]|^Exit_status=[1-9]"),
    (Outcome.INTERRUPTED, r"\*\*\* STEP [\d.]+ ON .* CANCELLED"),
)  # fmt: skip
"""What a scheduler says at the end; of several, the one that explains the others comes first."""
_ENDINGS = tuple((outcome, Pattern(pattern)) for outcome, pattern in _ENDS)
NEAR = 60


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether a scheduler speaks in the log."""
    return any(_SIGN.search(line.text[:200]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read what the scheduler says of a job's place and use."""
    for kind, name, weight, pattern in _READ:
        if found := pattern.search(line.text[:300]):
            text = line.text.strip()[:200]
            return (Finding(kind, name, found[1], line.number, text, weight=weight, time=line.time),)
    return None


def ends(lines: Sequence[Line]) -> Ending | None:
    """Give the scheduler's reason where it is among the last words; for an exit code, the exception before it."""
    for outcome, pattern in _ENDINGS:
        for line in lines[-NEAR:]:
            if pattern.search(line.text[:400]):
                causes = troubles_of(lines[-10 * NEAR :]) if outcome is Outcome.FAILED and "xit" in line.text else []
                shown = next((one for one in causes if one.traceback), None)
                return (
                    Ending(outcome, shown.line, shown.text)
                    if shown
                    else Ending(outcome, line.number, line.text.strip())
                )
    return None


DIALECT = Dialect("batch job", suits=suits, read=read, ends=ends)
