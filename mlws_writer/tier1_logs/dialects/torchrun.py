"""Launchers of several processes (torchrun, torch.distributed.launch, accelerate, DeepSpeed): the cause before their report."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.ending_words import SCHEDULER
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.troubles import troubles_of

_SIGN = Pattern(
    r"torch[./]distributed[./](?:run|launch|elastic)|\btorchrun\b|\baccelerate launch\b|\[launch\.py:\d+|deepspeed\.launcher"
)
_REPORT = Pattern(
    r"ChildFailedError|failed \(exitcode: -?\d+\) local_rank|exits with return code = -?[1-9]|CalledProcessError: Command"
)
_SIGNAL = Pattern(r"got signal: (?:15|2)\b|Received Signals\.SIG(?:TERM|INT) death signal|return code = -15\b")
_WRAPPER = Pattern(
    r"ChildFailedError|CalledProcessError|SignalException|DistBackendError|DistStoreError|Broken pipe|Connection reset"
)
_ROOT = Pattern(r"\s*(rank|exitcode)\s*: (-?\d+ \(.*\))")
_KILLED = Pattern(r"Signal \d+ \(SIG\w+\) received by PID \d+")
NEAR = 600


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether a launcher of processes speaks in the log."""
    return any(_SIGN.search(line.text[:400]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read which rank failed first, with which exit code, and the name of the launcher's report."""
    if found := _ROOT.match(line.text):
        return (Finding(FactKind.ERROR, f"failed {found[1]}", found[2], line.number, found[0].strip(), weight=0.6),)
    if found := _REPORT.search(line.text):
        return (Finding(FactKind.ERROR, "launcher", found[0], line.number, found[0], weight=0.6, time=line.time),)
    return None


def ends(lines: Sequence[Line]) -> Ending | None:
    """Say which exception, or which signal, brought the processes down; the launcher's own report comes after it."""
    near = lines[-NEAR:]
    reported = next((line for line in reversed(near[-60:]) if _REPORT.search(line.text)), None)
    if signal := next((line for line in near[-60:] if _SIGNAL.search(line.text)), None):
        if stopped := next((line for line in near[-60:] if SCHEDULER.search(line.text)), None):
            return Ending(Outcome.INTERRUPTED, stopped.number, stopped.text.strip())
        cause = next(_causes([line for line in near if line.at < signal.at][-60:]), None)
        return cause or Ending(Outcome.INTERRUPTED, signal.number, signal.message)
    if reported is None:
        return None
    killed = next((line for line in near[-60:] if _KILLED.search(line.text)), None)
    shown = Ending(Outcome.FAILED, killed.number, killed.message.strip()) if killed else None
    return next(_causes([line for line in near if line.at < reported.at]), shown)


def _causes(lines: Sequence[Line]) -> Iterator[Ending]:
    raised = [one for one in troubles_of(lines) if one.traceback or one.name.endswith("Error")]
    for trouble in sorted(raised, key=lambda one: not one.traceback):  # a capture may lack the head of a traceback
        if not _WRAPPER.search(trouble.text):
            yield Ending(Outcome.FAILED, trouble.line, trouble.text)


DIALECT = Dialect("process launcher", suits=suits, read=read, ends=ends)
