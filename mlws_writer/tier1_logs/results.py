# ruff: noqa: E501 - patterns and tables read better whole
"""Facts from series: the last value of each metric, the best where it is another, the first; the step they belong to."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better, is_metric, is_step
from mlws_writer.tier1_logs.families import Turn
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.pairs import name_before
from mlws_writer.tier1_logs.series import Course, step_in
from mlws_writer.tier1_logs.shapes import tokens_of

_LR = re.compile(r"(?i)^(?:.*[/_ ])?(?:lr|learning[_ ]?rate)(?:[_/]?\w{0,6})?$|^rate$")
_TIME = re.compile(r"(?i)time|elapsed|eta|duration|latency|sec|_ms$|took|cost")
_MEMORY = re.compile(r"(?i)mem|vram|gpu|ram\b")


def span_of(turn: Turn, name: str, unit: str) -> str:
    """Return the piece of the line in which the value stands with its name."""
    raw = turn.raw
    at = 0
    for found in tokens_of(raw).finditer(raw):
        if found.group() == turn.value:
            gap = raw[at : found.start()].decode("utf-8", "replace")
            said, start, _ = name_before(gap)
            if said == name:
                after = raw[found.end() : found.end() + 12].decode("utf-8", "replace")
                tail = after[: after.index(unit) + len(unit)] if unit and unit in after else ""
                return gap[start:] + turn.value.decode() + tail
        at = found.end()
    return f"{name} {turn.value.decode()}"


def class_of(name: str) -> str:
    """Return what a series measures: step, lr, time, memory, metric or other."""
    if is_step(name):
        return "step"
    if _LR.match(name):
        return "lr"
    if is_metric(name):
        return "metric"
    if _TIME.search(name):
        return "time"
    return "memory" if _MEMORY.search(name) else "other"


_WEIGHTS = {"metric": 0.8, "step": 0.55, "lr": 0.5, "time": 0.3, "memory": 0.35, "other": 0.25}


def weight_of(course: Course, legacy: str) -> float:
    """Return how much a reader would miss the series' last value."""
    weight = _WEIGHTS[class_of(course.name)]
    if course.split in ("val", "test", "eval"):
        weight += 0.12
    return min(weight, 1.0)


def findings_of(course: Course) -> Iterator[Finding]:
    """Yield a series' last, best and first value."""
    kind = {"step": FactKind.COUNT, "lr": FactKind.SETTING, "time": FactKind.DURATION, "memory": FactKind.RESOURCE}.get(
        class_of(course.name), FactKind.METRIC
    )
    weight = weight_of(course, "")
    yield _finding(course, course.last, kind, "", weight)
    if course.size < 2:
        return
    direction = better(course.name)
    if kind is FactKind.METRIC and direction is not None:
        best = course.high if direction is Better.HIGHER else course.low
        yield _finding(course, best, kind, "best", weight - 0.05)
        yield _finding(course, course.first, kind, "first", weight - 0.3)
    elif kind is FactKind.SETTING:
        yield _finding(course, course.high, kind, "max", 0.6)
        yield _finding(course, course.first, kind, "first", 0.55)
    elif kind is FactKind.RESOURCE:
        yield _finding(course, course.high, kind, "max", weight - 0.05)


def _finding(course: Course, turn: Turn, kind: FactKind, which: str, weight: float) -> Finding:
    name = f"{which} {course.name}" if which else course.name
    step, words = step_in(turn.raw)
    text = span_of(turn, course.name, course.unit)
    shown = f"{words} {text}" if words and words not in text else text
    return Finding(
        kind, name, turn.value.decode(), turn.line, shown, step, course.unit, course.split, max(weight, 0.05)
    )


def read_results(found: Sequence[Course]) -> Iterator[Finding]:
    """Yield the facts of all series."""
    for course in found:
        yield from findings_of(course)
