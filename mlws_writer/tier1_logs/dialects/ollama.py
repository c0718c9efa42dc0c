"""Ollama's server log: its key=value records without their frame, the model that it loaded, the room that it found."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_RECORD = Pattern(r'level=(\w+) source=\w+\.go:\d+ msg=(?:"((?:[^"\\]|\\.)*)"|(\S+)) ?(.*)')
_SIGN = Pattern(
    r"OLLAMA_\w+:|source=(?:routes|sched|runner|llama)\.go:\d+ msg=|\[GIN\].* \"/api/(?:generate|chat|tags|show)"
)
_STATED = (
    (FactKind.MODEL, "model", 0.95, r'\bname="?([^"\[\]=]+?)"? (?:description=|num_tensors)'),
    (FactKind.MODEL, "architecture", 0.7, r"\barchitecture=(\w+)"),
    (FactKind.SETTING, "quantization", 0.72, r"\bfile_type=(\w+)"),
    (FactKind.SETTING, "context", 0.72, r"\bKvSize:(\d+)"),
    (FactKind.SETTING, "parallel requests", 0.55, r"(?:OLLAMA_NUM_PARALLEL|\bParallel):(\d+)"),
    (FactKind.SETTING, "default context", 0.6, r"OLLAMA_CONTEXT_LENGTH:([1-9]\d*)|default_num_ctx=(\d+)"),
    (FactKind.RESOURCE, "GPU", 0.7, r'(?:inference compute".*? name|description)="?([^"=]*\d[^"=]*)"'),
    (FactKind.RESOURCE, "GPU memory", 0.6, r'inference compute".*? total="([^"]+)"'),
    (FactKind.RESOURCE, "layers on GPU", 0.66, r"offloaded (\d+/\d+) layers to GPU"),
    (FactKind.ENVIRONMENT, "version", 0.6, r"Listening on \S+ \(version ([^)]+)\)"),
    (FactKind.DURATION, "start", 0.62, r"runner started in ([\d.]+ seconds)"),
    (FactKind.WARNING, "prompt cut", 0.75, r'truncating input prompt" limit=\d+ prompt=(\d+)'),
)  # fmt: skip
_READ = tuple((kind, name, weight, Pattern(pattern)) for kind, name, weight, pattern in _STATED)
_LANDMARK = Pattern(r"(?i)load|gpu|memory|weights|cache|offload|attention|listening|runner|model|truncat")
_LEVELS = {"WARN": (FactKind.WARNING, 0.5), "ERROR": (FactKind.ERROR, 0.85)}
LONGEST = 160


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the server states its settings, or its scheduler and model runners speak."""
    return any(_SIGN.search(line.text[:2000]) for line in lines[:60])


def read(line: Line) -> Iterable[Finding] | None:
    """Read a record of the server without its frame."""
    found = _RECORD.search(line.text)
    return tuple(_findings(line, found)) if found else None


def _findings(line: Line, record: re.Match[str]) -> Iterator[Finding]:
    for kind, name, weight, pattern in _READ:
        if found := pattern.search(line.text[:4000]):
            value = next(group for group in found.groups() if group)
            yield Finding(kind, name, value, line.number, found[0][-LONGEST:], weight=weight, time=line.time)
    said = record[2] or record[3] or record[4][:LONGEST]
    text = f"{said} {record[4]}"[:LONGEST] if record[2] else said
    kind, weight = _LEVELS.get(record[1], (FactKind.EVENT, 0.45 if _LANDMARK.search(text) else 0.25))
    if said:
        yield Finding(kind, "server", said, line.number, text.strip(), weight=weight, time=line.time)


DIALECT = Dialect("Ollama", suits=suits, read=read, work=Work.SERVER)
