"""Detectron2: the architecture and data of the dumped configuration, and the results that stand under their names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"\b(?:d2|detectron2|fvcore|detrex)(?:\.\w+)*(?:\]| INFO): ")
_PASTED = Pattern(r"copypaste: (.*)")
_CONFIG = (
    (FactKind.MODEL, 0.93, Pattern(r"^  (META_ARCHITECTURE): (\w+)")),
    (FactKind.DATASET, 0.86, Pattern(r"^  (TRAIN|TEST): \('([^']+)'")),
    (FactKind.SETTING, 0.72, Pattern(r"^  (IMS_PER_BATCH): (\d+)")),
)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the framework's loggers speak."""
    return any(_SIGN.search(line.text[:80]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read what the configuration says of model and data; leave results to `read_all`, which sees their names."""
    for kind, weight, pattern in _CONFIG:
        if found := pattern.match(line.text):
            said = found[0].strip()
            return (Finding(kind, found[1], found[2], line.number, said, weight=weight, time=line.time),)
    return () if _PASTED.search(line.text) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the results of the last evaluations: a task, its names on one line, their values on the next."""
    task, names = "", [""]
    for line in lines:
        if not (pasted := _PASTED.search(line.text)):
            continue
        said = pasted[1]
        if said.startswith("Task: "):
            task = said.removeprefix("Task: ").strip()
        elif re.match(r"[A-Za-z]", said) and "=" not in said:
            names = said.split(",")
        else:
            for place, (name, value) in enumerate(zip(names, said.split(","), strict=False)):
                weight = 0.97 if not place else 0.86
                yield _result(line, f"{task} {name}", value, weight)


def _result(line: Line, name: str, value: str, weight: float) -> Finding:
    return Finding(
        FactKind.METRIC, name, value, line.number, f"{name}: {value}", split="test", weight=weight, time=line.time
    )


DIALECT = Dialect("detectron2", suits=suits, read=read, read_all=read_all)
