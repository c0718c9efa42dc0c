"""Optuna: the best trial and its parameters, how far the study came, and which trials failed on the way."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.digits import count
from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import pairs

_STUDY = Pattern(r"A new study created in .* with name: (\S+)|Using an existing study with name '([^']+)'", "study")
_TRIAL = Pattern(
    r"Trial (\d+) (finished with values?: (\[.*?\]|\S+?)(?= |\.?$)|pruned|failed)(?: and parameters: (\{.*\}))?"
)
_BEST = Pattern(r"Best is trial (\d+) with value: ([-+.\deinfa]+?)\.?$", "best is")
_WANTED = Pattern(r"(?i)\bn_?trials\D{1,4}(\d+)", "trials")
_FAILURE = Pattern(r"Traceback|Interrupt|Error")
_CLOSING = Pattern(r"(?i)\bbest\b|finished trials|statistics|study")


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether a study began, or a trial of one ended."""
    return any(_STUDY.search(line.message) or _TRIAL.search(line.message) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read a trial that failed; what the others came to is in `read_all`."""
    trial = _TRIAL.search(line.message)
    if trial is None or trial[2] != "failed":
        return None if trial is None else ()
    text = line.message[trial.start() :][:300]
    return (Finding(FactKind.WARNING, "failed trial", trial[1], line.number, text, weight=0.6, time=line.time),)


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the study's name, its best trial with what it tried, and the last trial."""
    trials = [(line, found) for line in lines if (found := _TRIAL.search(line.message))]
    stated = [(line, found) for line, _ in trials if (found := _BEST.search(line.message))]
    for line in lines:
        if study := _STUDY.search(line.message):
            yield Finding(FactKind.TASK, "study", study[1] or study[2], line.number, study[0], weight=0.8)
    for line, found in stated[-1:]:
        yield Finding(FactKind.METRIC, "best value", found[2], line.number, found[0], weight=0.95, time=line.time)
    best = stated[-1][1][1] if stated else ""
    for line, trial in trials:
        if trial[3] and (trial[1] == best or line in (trials[0][0], trials[-1][0])):
            yield from _result(line, trial, best=trial[1] == best)
    for line, trial in trials[-1:]:
        yield Finding(FactKind.COUNT, "last trial", trial[1], line.number, f"Trial {trial[1]}", weight=0.7)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Call a study complete that says something after its trials, or that has had as many as the log says it should."""
    trials = [(line, found) for line in lines if (found := _TRIAL.search(line.message))]
    last, trial = trials[-1] if trials else (None, None)
    rest = [line for line in lines if last and line.at > last.at and line.message.strip()]
    if last is None or trial is None or any(_FAILURE.search(line.message) for line in rest):
        return None
    if any(_CLOSING.search(line.message) for line in rest):
        return Ending(Outcome.COMPLETED, rest[-1].number, rest[-1].message)
    if rest:
        return None
    wanted = next((count(found[1]) for line in lines if (found := _WANTED.search(line.message))), 0)
    reached = Outcome.COMPLETED if wanted and (count(trial[1]) or 0) + 1 >= wanted else Outcome.INTERRUPTED
    return Ending(reached if wanted else Outcome.UNKNOWN, last.number, last.message)


def _result(line: Line, trial: re.Match[str], *, best: bool) -> Iterator[Finding]:
    step, weight = f"trial {trial[1]}", 0.9 if best else 0.5
    yield Finding(FactKind.METRIC, "value", trial[3], line.number, trial[0], step, weight=weight)
    for pair in pairs(trial[4] or "") if best else ():
        name, text = f"best {pair.name}", f"{pair.name}: {pair.value}"
        yield Finding(FactKind.SETTING, name, pair.value, line.number, text, step, weight=0.7)


DIALECT = Dialect("Optuna", suits=suits, read=read, read_all=read_all, ends=ends, work=Work.EXPERIMENT)
