"""What an agent's session states of itself: model, folder, cost, turns, tokens."""

from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_STATED = {
    "model": (FactKind.MODEL, 0.92), "total_cost_usd": (FactKind.RESOURCE, 0.8), "num_turns": (FactKind.COUNT, 0.7),
    "duration_ms": (FactKind.DURATION, 0.7), "total_tokens": (FactKind.RESOURCE, 0.55),
    "output_tokens": (FactKind.RESOURCE, 0.5), "input_tokens": (FactKind.RESOURCE, 0.5),
    "cwd": (FactKind.ENVIRONMENT, 0.35), "cli_version": (FactKind.ENVIRONMENT, 0.2),
}  # fmt: skip
_PAIR = Pattern(rf'"({"|".join(_STATED)})": ?("(?:[^"\\]|\\.)*"|[-+.\de]+)')
_ALL = Pattern(r'"num_turns":|"total_token_usage":|"type": ?"turn\.completed"')
"""A record that sums up; what others state of tokens is that of one request."""


def stated_in(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find what the records of a session state, each the last time that they do."""
    stated = {name: (line, value) for line in lines for name, value in _stated(line.text)}
    for name, (line, value) in stated.items():
        kind, weight = _STATED[name]
        yield Finding(kind, name, value, line.number, f'"{name}": {value}', weight=weight, time=line.time)


def _stated(text: str) -> Iterator[tuple[str, str]]:
    for found in reversed(list(_PAIR.finditer(text))):
        if "token" not in found[1] or _ALL.search(text):
            yield found[1], found[2].strip('"')
