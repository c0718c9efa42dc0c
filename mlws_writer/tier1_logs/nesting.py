"""Settings that are nested by their indentation: what `name: sac` under `agent:` names is the agent."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_name
from mlws_writer.tier1_logs.vocabulary import meaning

_ENTRY = re.compile(r"(?P<indent> *)(?:- )?(?P<key>[A-Za-z_][\w\-]*):(?: +(?P<value>\S.{0,120}))?$")
_NAMING = frozenset({"name", "type", "id", "path", "_target_", "class", "class_name", "model"})
"""The keys whose value is what the parent is called."""
_HEADS = ("(", "{")
_OPENS = re.compile(r"\s*[\"']?(?P<key>[A-Za-z_]\w*)[\"']?\s*[:=]\s*(?:dict\(|\{)$")
_TYPED = re.compile(
    r"\s*[\"']?(?P<key>name|type|_target_|class_name)[\"']?\s*[:=]\s*(?P<quote>[\"'])(?P<value>[^\"']{1,120})(?P=quote),?\)*,?$"
)
"""The head of a dictionary over several lines, and the line below it that says what it is of."""
_NAMED = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.SETTING)


def nested_names(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield what names a model, data, a task or a choice one level below it."""
    parents: list[tuple[int, str]] = []
    last = -9
    before: Line | None = None
    for line in lines:
        if before is not None and before.text[-1:] in _HEADS and (opened := _OPENS.match(before.text)):
            typed = _TYPED.match(line.text) if line.at - before.at == 1 else None
            yield from _named(opened["key"], typed["key"], typed["value"], line) if typed else ()
        before = line
        found = _ENTRY.match(line.text) if ":" in line.text[:80] else None
        if found is None or line.at - last != 1:
            parents = []
        if found is None:
            continue
        last, indent, value = line.at, len(found["indent"]), found["value"]
        parents = [one for one in parents if one[0] < indent]
        if value is None:
            parents.append((indent, found["key"]))
        elif parents and found["key"] in _NAMING:
            yield from _named(parents[-1][1], found["key"], value.strip("\"' "), line)


def _named(parent: str, key: str, value: str, line: Line) -> Iterator[Finding]:
    kind, weight = meaning(parent) or (None, 0.0)
    if kind in _NAMED and kind is not None and is_name(value):
        yield Finding(kind, parent, value, line.number, f"{parent} {key}: {value}", weight=weight * 0.95)
