# ruff: noqa: E501 - patterns and tables read better whole
"""What lines state about a run: settings, model, data, counts, durations, resources, environment, notes."""

import re
from collections.abc import Iterable, Iterator

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import Pair, pairs, whole_pair
from mlws_writer.tier1_logs.vocabulary import meaning

_NOTE = re.compile(
    r"(?:[*#>\-\s]*)(Insight|Goal|Note|Lesson|Next|Why|Decision|Reason|Observation|Conclusion|Hypothesis|Takeaway|Key finding)s?\s*:\s+(\S.*)",
    re.IGNORECASE,
)
_NOTE_NAMES = {
    "reason": "why",
    "observation": "insight",
    "conclusion": "insight",
    "takeaway": "insight",
    "key finding": "insight",
    "hypothesis": "goal",
}
_EMPTY = frozenset(
    {"none", "null", "nan", "''", '""', "[]", "{}", "()", "-", "n/a", "...", "str", "int", "float", "bool", "unknown"}
)
_FREE = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.ARTIFACT, FactKind.RESOURCE)
CONFIG_PAIRS = 4
"""From how many pairs on a line counts as a dump of settings, whose unknown names are settings too."""


def notes_of(line: Line) -> Iterator[Finding]:
    """Yield what the line says in words: an insight, a goal, a lesson, what comes next."""
    found = _NOTE.fullmatch(line.message)
    if found and len(found.group(2)) > 2:
        label = found.group(1).lower()
        name = _NOTE_NAMES.get(label, label)
        yield Finding(FactKind.NOTE, name, found.group(2), line.number, line.message, weight=0.6, time=line.time)


def statements_of(line: Line) -> Iterator[Finding]:
    """Yield the settings and other named values of a line."""
    text = line.message
    whole = whole_pair(text)
    if whole:
        yield from _of_pair(whole, line, sole=True)
    found = list(pairs(text))
    dump = len(found) >= CONFIG_PAIRS
    for pair in found:
        if whole is None or pair.start != whole.start or pair.end < whole.end:
            yield from _of_pair(pair, line, dump=dump)


def _of_pair(pair: Pair, line: Line, *, sole: bool = False, dump: bool = False) -> Iterator[Finding]:
    value = pair.value
    if value.lower() in _EMPTY or len(value) > 300:
        return
    known = meaning(pair.name)
    if known is None:
        if dump and len(pair.name) > 1:
            yield Finding(
                FactKind.SETTING,
                pair.name,
                value,
                line.number,
                line.message[pair.start : pair.end],
                weight=0.15,
                time=line.time,
            )
        return
    kind, weight = known
    if kind not in _FREE and len(value) > 80:
        weight *= 0.4
    if value in ("True", "False", "true", "false", "0", "-1"):
        weight *= 0.3
    if sole:
        weight = min(1.0, weight * 1.05)
    yield Finding(
        kind, pair.name, value, line.number, line.message[pair.start : pair.end], weight=weight, time=line.time
    )


def read_statements(lines: Iterable[Line]) -> Iterator[Finding]:
    """Yield notes and statements of all lines."""
    for line in lines:
        if line.message and not line.is_rule:
            yield from notes_of(line)
            yield from statements_of(line)
