"""Lines that our own recording wrote (`record_run`, `mlws run`), read back exactly as they were meant."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mlws_writer.facts.model import Better, FactKind, Outcome, Work
from mlws_writer.facts.names import better, split_of
from mlws_writer.tier1_logs import forms
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.vocabulary import meaning

_RUN = re.compile(r"Run: (.+) \((experiment|training|agent|data|other)\)")
_LABELLED = re.compile(r"([A-Z]\w+(?: \w+)*?)(?: \((\w+)\))?: (.*)")
_TURN = re.compile(r"Interaction (\d+)(?: (input|reasoning|tool|response|output))?: (.*)")
_OUTCOME = re.compile(r"Outcome: (completed|failed|interrupted|unknown)(?: \(.*\))?")
_AMOUNT = re.compile(r"([\d.]+) (\w+)(?: \(all processes\))?")
_KIND_OF_NOTE = {label: kind for kind, label in forms.NOTES.items()}
_NOTE_WEIGHT = {
    "insight": 0.8, "goal": 0.75, "decision": 0.75, "lesson": 0.7, "next": 0.7, "why": 0.6, "impact": 0.55, "idea": 0.4,
    "resource": 0.3,
}  # fmt: skip
_SETTING_WEIGHT = 0.4
_OUTSIDE = frozenset({"input", "reasoning", "response", "output"})
"""What a user, a tool or a model said: evidence that they said so, never that it is so."""


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether our recording opened this log."""
    return title(lines) is not None


def read(line: Line) -> Iterable[Finding] | None:
    """Read a line that one of the recording's calls wrote; other lines are for the general reader."""
    if line.time is None:  # the output of a command that was captured
        return None
    if turn := _TURN.fullmatch(line.message):
        return tuple(_interaction(line, turn[1], turn[2], turn[3]))
    found = _LABELLED.fullmatch(line.message)
    if found is None:
        return None
    label, kind, written = found.groups()
    if label == "Note" and kind:
        return (_note(line, kind, written),)
    if label in _KIND_OF_NOTE:
        return (_note(line, _KIND_OF_NOTE[label], found[0][len(label) + 2 :]),)
    reader = _READERS.get(label) if kind is None else None
    return reader(line, written) if reader else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the last, best and first value of each metric that was recorded at steps."""
    courses: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for line in lines:
        for one in _metrics_on(line):
            if one.step:
                courses[one.name, one.split].append(one)
    for (name, _), course in courses.items():
        yield course[-1]._replace(weight=0.8 if better(name) else 0.3)
        finite = [one for one in course if one.value not in ("nan", "inf", "-inf")]
        direction = better(name)
        if len(course) < 2 or not finite or direction is None:
            continue
        best = (max if direction is Better.HIGHER else min)(finite, key=lambda one: float(one.value))
        yield best._replace(name=f"best {name}", weight=0.75)
        yield course[0]._replace(name=f"first {name}", weight=0.5)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Tell how the run ended by its last word on it; a recorded run without one was cut off."""
    for line in reversed(lines):
        if line.time and (found := _OUTCOME.fullmatch(line.message)):
            outcome = Outcome(found[1])
            failed = next((one for one in reversed(lines) if one.message.startswith("Failed: ")), None)
            shown = failed if outcome is Outcome.FAILED and failed else line
            return Ending(outcome, shown.number, shown.message)
    return Ending(Outcome.INTERRUPTED, lines[-1].number, lines[-1].message) if lines else None


def title(lines: Sequence[Line]) -> tuple[str, Work] | None:
    """Give the name and kind of work that the run was recorded under."""
    for line in lines:
        if line.time and (found := _RUN.fullmatch(line.message)):
            return forms.read_line(found[1]), Work(found[2])
    return None


def whole(lines: Sequence[Line]) -> tuple[FactKind, ...]:
    """Name what a run has said in full: its settings, once it has recorded a configuration."""
    said = (line for line in lines if line.time and line.message.startswith("Config: "))
    return (
        (FactKind.SETTING,) if any(_config(line, line.message[len("Config: ") :]) is not None for line in said) else ()
    )


def _interaction(line: Line, turn: str, part: str | None, written: str) -> Iterator[Finding]:
    if part == "tool":
        tool, _ = forms.read_call(written)
        yield _finding(line, FactKind.INTERACTION, "tool", tool, step=turn, weight=0.25)
    elif part:
        text = forms.read_line(written)
        yield _finding(line, FactKind.INTERACTION, part, text, step=turn, weight=0.2, tainted=part in _OUTSIDE)
    else:
        for name, value in forms.read_pairs(written) or ():
            amount, unit = forms.read_quantity(value)
            yield _finding(line, FactKind.INTERACTION, name, amount, step=turn, unit=unit, weight=0.15)


def _note(line: Line, kind: str, written: str) -> Finding:
    return _finding(line, FactKind.NOTE, kind, forms.read_line(written), weight=_NOTE_WEIGHT.get(kind, 0.5))


def _config(line: Line, written: str) -> Iterable[Finding] | None:
    try:
        values = forms.read_json_verbatim(written)
    except ValueError:
        return None
    return tuple(_settings(line, values)) if isinstance(values, dict) else None


def _settings(line: Line, values: Mapping[str, Any], prefix: str = "") -> Iterator[Finding]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _settings(line, value, f"{prefix}{key}.")
            continue
        text = forms.as_logged(value)
        kind, weight = meaning(key) or (FactKind.SETTING, _SETTING_WEIGHT)
        said = f"{prefix}{key}: {text}"
        yield _finding(line, FactKind.SETTING, prefix + key, text, text=said, weight=min(weight, 0.7))
        if kind is FactKind.MODEL and key in ("model", "model_name", "base_model"):
            yield _finding(line, FactKind.MODEL, "model", text, text=said, weight=0.8)


def _dataset(line: Line, written: str) -> Iterable[Finding] | None:
    found = forms.read_headed(written)
    if found is None:
        return None
    name, rest = found
    more = {key: forms.word(value) for key, value in rest}
    split = more.get("split", "")
    findings = [_finding(line, FactKind.DATASET, "dataset", name, split=split, weight=0.85)]
    if "size" in more:
        findings.append(_finding(line, FactKind.COUNT, "examples", more["size"], split=split, weight=0.6))
    if "path" in more:
        findings.append(_finding(line, FactKind.DATASET, "path", more["path"], split=split, weight=0.3))
    return findings


def _metric(line: Line, written: str) -> Iterable[Finding] | None:
    found = tuple(_metrics_on(line))
    return tuple(one for one in found if not one.step or one.value in ("nan", "inf", "-inf")) if found else None


def _metrics_on(line: Line) -> Iterator[Finding]:
    """Read the metrics of a line: one with what qualifies it, or several at one step."""
    label, _, written = line.message.partition(": ")
    found = forms.read_pairs(written) if label in ("Metric", "Metrics") else None
    if not found:
        return
    if label == "Metrics":
        step, shared = forms.word(found[0][1]), dict[str, str]()
        measured = found[1:]
    else:
        shared = {key: forms.word(value) for key, value in found[1:]}
        step, measured = shared.get("step", ""), found[:1]
    for name, value in measured:
        amount, unit = forms.read_quantity(value)
        unit, split = unit or shared.get("unit", ""), shared.get("split", "") or split_of(name)
        yield _finding(
            line, FactKind.METRIC, name, amount, unit=unit, step=step, split=split, weight=0.95 if not step else 0.6
        )


def _artifact(line: Line, written: str) -> Iterable[Finding] | None:
    found = forms.read_headed(written)
    if found is None:
        return None
    kind = next((forms.word(value) for key, value in found[1] if key == "kind"), "artifact")
    return (_finding(line, FactKind.ARTIFACT, kind, found[0], weight=0.72),)


def _packages(line: Line, written: str) -> Iterable[Finding] | None:
    found = forms.read_pairs(written) or ()
    return tuple(
        _finding(line, FactKind.ENVIRONMENT, name, forms.word(value), text=f"{name} {forms.word(value)}", weight=0.1)
        for name, value in found
    )


def _amount(kind: FactKind, name: str, weight: float) -> Callable[[Line, str], Iterable[Finding] | None]:
    def read(line: Line, written: str) -> Iterable[Finding] | None:
        found = _AMOUNT.fullmatch(written)
        return (_finding(line, kind, name, found[1], unit=found[2], weight=weight),) if found else None

    return read


def _told(kind: FactKind, name: str, weight: float) -> Callable[[Line, str], Iterable[Finding] | None]:
    def read(line: Line, written: str) -> Iterable[Finding] | None:
        return (_finding(line, kind, name, forms.read_line(written), weight=weight),)

    return read


def _failed(line: Line, written: str) -> Iterable[Finding]:
    said = forms.read_line(written)[:300]
    return (_finding(line, FactKind.ERROR, said.split(":")[0], said, text=said, weight=0.9),)


def _nothing_more(line: Line, written: str) -> Iterable[Finding]:
    """Read nothing from a line that says who recorded the run and how it ended: the run itself holds that."""
    return ()


def _finding(line: Line, kind: FactKind, name: str, value: str, *, text: str = "", **more: Any) -> Finding:
    return Finding(kind, name, value, line.number, text or line.message, time=line.time, **more)


_READERS: dict[str, Callable[[Line, str], Iterable[Finding] | None]] = {
    "Run": _nothing_more,
    "Command": _told(FactKind.TASK, "command", 0.6),
    "Working directory": _told(FactKind.ENVIRONMENT, "working directory", 0.1),
    "Commit": _told(FactKind.ENVIRONMENT, "commit", 0.35),
    "Seed": _told(FactKind.SETTING, "seed", 0.3),
    "Python": _told(FactKind.ENVIRONMENT, "python", 0.15),
    "Platform": _told(FactKind.ENVIRONMENT, "platform", 0.15),
    "Packages": _packages,
    "GPU": _told(FactKind.ENVIRONMENT, "gpu", 0.35),
    "Model": _told(FactKind.MODEL, "model", 0.9),
    "Config": _config,
    "Dataset": _dataset,
    "Metric": _metric,
    "Metrics": _metric,
    "Artifact": _artifact,
    "Duration": _amount(FactKind.DURATION, "duration", 0.5),
    "Peak memory": _amount(FactKind.RESOURCE, "peak memory", 0.35),
    "Peak GPU memory": _amount(FactKind.RESOURCE, "peak GPU memory", 0.6),
    "Failed": _failed,
    "Imported from": _told(FactKind.ENVIRONMENT, "imported from", 0.1),
    "Outcome": _nothing_more,
    "Recorded by itself": _nothing_more,
}

DIALECT = Dialect("recorded", suits=suits, read=read, read_all=read_all, ends=ends, title=title, whole=whole)
