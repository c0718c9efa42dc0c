"""Agents that narrate: task, thought, action, observation and answer, a label a line, as many frameworks print them.

What a model thinks and what a tool answers is evidence that they said so: nothing else is read from such a line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_LABELS = {
    "request": "Starting task|New task|Task|Question|User(?: input)?|Human|Inputs?|User query|Query",
    "thought": "Thoughts?|Memory|Reasoning|Plan|Next goal|Reflection|Criticism",
    "tool": "Action|Tool|Tool call|Calling tool|Using tool|Invoking|Action Input|Tool Input|Command",
    "output": "Observation|Tool (?:output|result|response)|Result|Eval",
    "answer": "Final Answer|Answer|Final (?:result|output|response)",
}
_PREFIX = r"[^\w\[({]*(?:[\w.]+ - )?(?:Agent \w+ )?(?:\[?Step \d+(?:/\d+)?\]?[:.\-]? )?"
_SAID = Pattern(
    _PREFIX + "(?:" + "|".join(f"(?P<{who}>{labels})" for who, labels in _LABELS.items()) + r")(?: \d+(?:/\d+)?)?"
    r": ?(?P<said>\S.*)",
    ": ",
    flags=re.IGNORECASE,
)
_NARRATES = frozenset({"thought", "output", "tool", "answer"})
_ERROR = Pattern(r"(?i)\berror\b|exception|not found|failed|does not exist|timed? ?out")
_WEIGHTS = {"request": 0.6, "thought": 0.2, "tool": 0.42, "output": 0.32, "answer": 0.5}
LONGEST, TURNS, MANY = 400, 4, 64


class _Turn(NamedTuple):
    """What a labelled line says, and as which part of an agent's turn."""

    line: Line
    who: str
    said: str


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether several lines narrate, in at least two of the parts of an agent's turn that are not the task."""
    turns = [turn for line in lines for turn in _turns(line)]
    return len(turns) >= TURNS and len({turn.who for turn in turns} & _NARRATES) > 1


def read(line: Line) -> Iterable[Finding] | None:
    """Read a labelled line; nothing else is read from it."""
    return tuple([_finding(turn, _WEIGHTS[turn.who]) for turn in _turns(line)]) or None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find what was asked first and last, and answered last, and where a tool failed."""
    turns = [turn for line in lines for turn in _turns(line)]
    asked = [turn for turn in turns if turn.who == "request"]
    for turn in (*asked[:1], *asked[-1:]):
        yield _finding(turn, 0.92)._replace(kind=FactKind.TASK)
    for turn in [turn for turn in turns if turn.who == "answer"][-1:]:
        yield _finding(turn, 0.88)
    for turn in turns:
        if turn.who == "output" and _ERROR.search(turn.said[:200]):
            yield _finding(turn, 0.62)._replace(name="tool error")


def _turns(line: Line) -> Iterator[_Turn]:
    if (found := _SAID.match(line.message)) and line.repeats <= MANY:
        who = next(name for name in _LABELS if found[name])
        yield _Turn(line, who, found["said"].strip()[:LONGEST])


def _finding(turn: _Turn, weight: float) -> Finding:
    line, text = turn.line, turn.line.message.strip()[:LONGEST]
    return Finding(FactKind.INTERACTION, turn.who, turn.said, line.number, text, "", "", "", weight, True, line.time)


DIALECT = Dialect("agent trace", suits=suits, read=read, read_all=read_all, work=Work.AGENT)
