"""lm-evaluation-harness: which tasks, and the results, whose table names a task on the first of its rows only."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"\blm[_-]eval\b|^\|\s*(?:Tasks?|Groups?)\s*\|\s*Version\s*\|", "lm_eval", "lm-eval", "version")
_HEAD = Pattern(r"\|\s*(?:Tasks?|Groups?)\s*\|\s*Version\s*\|.*\bMetric\b.*\bValue\b", "version")
_NUMBER = Pattern(r"-?\d+(?:\.\d+)?")
_STATED = (
    (FactKind.TASK, "tasks", 0.92, Pattern(r"Selected Tasks: (\[.*\])")),
    (FactKind.MODEL, "model", 0.92, Pattern(r"(?:'pretrained': '|\bpretrained=)([^',)\s]+)")),
    (FactKind.SETTING, "num_fewshot", 0.6, Pattern(r"num_fewshot: (\d+)")),
    (FactKind.SETTING, "limit", 0.6, Pattern(r"\blimit: ([\d.]+)")),
    (FactKind.SETTING, "batch_size", 0.5, Pattern(r"\bbatch_size: (\w+)")),
)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the harness names itself, or heads a table."""
    return any(_SIGN.search(line.text[:300]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Leave the rows of a table of results to `read_all`, which sees their header."""
    return () if line.text.startswith("|") and line.text.count("|") > 5 else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the tasks, the model and each result under its task's name."""
    for line in lines:
        for kind, name, weight, pattern in _STATED:
            if found := pattern.search(line.message):
                yield Finding(kind, name, found[1], line.number, found[0], weight=weight, time=line.time)
    for line, task, cells in _rows(lines):
        metric, value = cells.get("Metric", ""), cells.get("Value", "")
        variant = cells.get("Filter", "none")
        name = f"{task} {metric}" if variant in ("none", "") else f"{task} {metric} ({variant})"
        if _NUMBER.fullmatch(value):
            text = f"{name} {value} ± {cells['Stderr']}" if cells.get("Stderr") else f"{name} {value}"
            yield Finding(FactKind.METRIC, name, value, line.number, text, split="eval", weight=0.9, time=line.time)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Give the table of results as the end, which it is of an evaluation that does not fail after it."""
    last = next((line for line, _, _ in reversed(list(_rows(lines)))), None)
    if last is None or any("Traceback" in line.text for line in lines if line.at > last.at):
        return None
    return Ending(Outcome.COMPLETED, last.number, last.text)


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Line, str, dict[str, str]]]:
    header: list[str] = []
    task = ""
    for line in lines:
        cells = [cell.strip() for cell in line.text.strip().strip("|").split("|")]
        if _HEAD.search(line.text):
            header, task = cells, ""
        elif not line.text.startswith("|"):
            header = []
        elif len(cells) == len(header) and not line.is_rule and not cells[0].startswith("---"):
            task = cells[0].strip("- ") or task
            yield line, task, dict(zip(header, cells, strict=True))


DIALECT = Dialect("lm-evaluation-harness", suits=suits, read=read, read_all=read_all, ends=ends)
