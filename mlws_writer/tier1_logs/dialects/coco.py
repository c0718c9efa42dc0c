"""The evaluation of COCO: average precisions and recalls, each by the overlap, the area and the number of detections that it is of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_RESULT = Pattern(
    r"Average (?:Precision|Recall)\s+\((?P<what>AP|AR)\) @\[ IoU=(?P<overlap>[\d.:]+)\s*\| area=\s*(?P<area>\w+)\s*\| maxDets=\s*(?P<most>\d+)\s*\] = (?P<value>-?\d\.\d+)"
)
_TYPE = Pattern(r"(?:IoU metric: |Evaluate annotation type \*)(?P<type>\w+)")
_BETWEEN = Pattern(
    r"^\W*(?:Accumulating evaluation results|Running per image evaluation|Loading and preparing results|DONE \(t=)"
)
_NO_VALUE = "-1.000"
"""What is printed where there is nothing of that area to be found."""


_OF_KEYPOINTS = "20"
"""How many detections keypoints are evaluated with, always."""


class _Result(NamedTuple):
    """One of the values of one evaluation."""

    name: str
    value: str
    line: Line
    said: str


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether results of such an evaluation show."""
    return any(_RESULT.search(line.text[:200]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Leave the results to `read_all`; the overlap of a line is no measure of its own."""
    mine = _RESULT.search(line.text) or _TYPE.search(line.text) or _BETWEEN.match(line.text)
    return () if mine else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the results of the last evaluation of each type, and the first and the best average precision of several."""
    for evaluations in _evaluations(lines).values():
        leading = [evaluation[0] for evaluation in evaluations]
        for place, result in enumerate(evaluations[-1]):
            yield _finding(result, result.name, 0.97 if not place else 0.86)
        if len(evaluations) > 1:
            yield _finding(max(leading, key=lambda result: float(result.value)), f"best {leading[0].name}", 0.9)
            yield _finding(leading[0], f"first {leading[0].name}", 0.6)


def _evaluations(lines: Sequence[Line]) -> dict[str, list[list[_Result]]]:
    """Part the results by the type of annotation and by the evaluation, each of which begins with that over all overlaps."""
    found: dict[str, list[list[_Result]]] = {}
    kind = ""
    types = {match["type"] for line in lines if (match := _TYPE.search(line.text))}
    for line in lines:
        if match := _TYPE.search(line.text):
            kind = match["type"]
        if (match := _RESULT.search(line.text)) is None:
            continue
        own = found.setdefault(kind, [])
        name = _name(match["what"], match["overlap"], match["area"], match["most"])
        if name == "AP" or not own:
            own.append([])
        if match["value"] != _NO_VALUE:
            own[-1].append(_Result(f"{kind} {name}" if len(types) > 1 else name, match["value"], line, match.group()))
    return {kind: some for kind, all_ in found.items() if (some := [each for each in all_ if each])}


def _name(what: str, overlap: str, area: str, most: str) -> str:
    """Call a result as is usual: AP, AP50, APs; AR100, ARm."""
    if area != "all":
        return f"{what}{area[0]}"
    if ":" not in overlap:
        return f"{what}{overlap.partition('.')[2]}"
    return what if what == "AP" or most == _OF_KEYPOINTS else f"{what}{most}"


def _finding(result: _Result, name: str, weight: float) -> Finding:
    line = result.line
    said = " ".join(result.said.split())
    return Finding(FactKind.METRIC, name, result.value, line.number, said, split="val", weight=weight, time=line.time)


DIALECT = Dialect("COCO evaluation", suits=suits, read=read, read_all=read_all)
