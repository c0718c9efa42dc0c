"""YOLO of Ultralytics and its kin: tables whose header closes a bracket never opened, as precision, recall and mAP."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"^(?:Ultralytics |YOLOv\d)\S* .*(?:torch|Python)-|engine[/\\]trainer: ")
_HEAD = Pattern(r"^\s+Class\s+Images\s+(?:Instances|Labels)\s+.*mAP", "map")
_ROW = Pattern(r"^\s+(\S+(?: \S+)*?)\s+(\d+)\s+(\d+)((?:\s+(?:\d\.\d+|[01]|\d\.?\d*e-\d+)){4,8})\s*$")
_EPOCH = Pattern(r"^\s+(\d+/\d+)\s+(?:\d[\d.]*[GM]|0)\s+\d", "/")
NEAR = 6
"""How many segments after a bar of an epoch its result stands at most."""
_NAMES = ("precision", "recall", "mAP50", "mAP50-95")
_WEIGHTS = (0.8, 0.8, 0.93, 0.96)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the framework introduces itself, or heads one of its tables."""
    return any(_SIGN.search(line.text[:300]) or _HEAD.match(line.text[:300]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Leave tables of classes to `read_all`, which sees the header."""
    return () if _HEAD.match(line.text) or _ROW.match(line.text) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the last result over all classes, the best one, and the last of each class."""
    parts: list[str] = []
    rows: list[tuple[Line, str, list[str], list[str]]] = []
    epochs: dict[int, str] = {}
    bar, step = -NEAR, ""
    for line in lines:
        if epoch := _EPOCH.match(line.text):
            bar, step = line.at, f"epoch {epoch[1]}"
        elif line.at - bar <= NEAR:
            epochs[line.at] = step
        if _HEAD.match(line.text):
            parts = [found[0] or "" for found in re.finditer(r"\b(?:Box|Mask|Pose)(?=\()", line.text)] or [""]
        elif parts and (row := _ROW.match(line.text)):
            rows.append((line, row[1], row[4].split(), parts))
    last = {(name, tuple(parts)): (line, values) for line, name, values, parts in rows}
    for (name, kept), (line, values) in last.items():
        step = epochs.get(line.at, "") if name == "all" else ""
        yield from _results(line, name, values, kept, "", 0.0 if name == "all" else 0.35, step)
    overall = [row for row in rows if row[1] == "all" and len(row[2]) > 3]
    if overall:
        line, name, values, parts = max(overall, key=lambda row: float(row[2][3]))
        yield from _results(line, name, values, parts, "best ", 0.1, epochs.get(line.at, ""))
        line, name, values, parts = overall[0]
        yield from _results(line, name, values, parts, "first ", 0.3, epochs.get(line.at, ""))


def _results(
    line: Line, row: str, values: Sequence[str], parts: Sequence[str], which: str, less: float, step: str
) -> Iterator[Finding]:
    for place, value in enumerate(values):
        part = parts[place // 4] if place // 4 < len(parts) else ""
        name = " ".join([*([row] if row != "all" else []), *([part] if len(parts) > 1 else []), _NAMES[place % 4]])
        weight = _WEIGHTS[place % 4] - less
        text = f"{name} {value}"
        yield Finding(FactKind.METRIC, which + name, value, line.number, text, step, split="val", weight=weight)


DIALECT = Dialect("Ultralytics", suits=suits, read=read, read_all=read_all, work=Work.TRAINING)
