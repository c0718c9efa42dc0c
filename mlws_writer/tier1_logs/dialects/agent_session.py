"""JSON-lines sessions of coding agents, and chats with tools: who asked what, which tools ran, what it took.

What people, models and tools say in one is evidence that they said so, never that it is so: no more is read from it.
"""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.dialects.session_totals import stated_in
from mlws_writer.tier1_logs.dialects.turns import object_in, turns_in, verbatim
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(
    r'"role": ?"(?:user|assistant|system|developer|tool)"|'
    r'"type": ?"(?:response_item|session_meta|thread\.started|item\.\w+)"'
)
_RESULT = Pattern(r'"type": ?"result".*?"subtype": ?"\w+"|"type": ?"turn\.(?:failed|completed)"')
_FAILED = Pattern(r'"is_error": ?true|"subtype": ?"(?!success)|turn\.failed')
_PARTS = tuple(Pattern(rf'"{name}": ?"\w+"') for name in ("stop_reason", "role", "type"))
_NOT_ASKED = ("<", "# AGENTS", "Caveat:")
_ABORTED = Pattern(r'"type": ?"turn_aborted"|\[Request interrupted by user|"isApiErrorMessage": ?true')
_WEIGHTS = {"user": 0.6, "assistant": 0.4, "tool": 0.45, "error": 0.62, "output": 0.3}


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether a log consists of JSON objects several of which are turns of a conversation."""
    first = lines[:40]
    opened = [line.text[:3000] for line in first if line.text.startswith("{")]
    return 2 * len(opened) > len(first) and sum(_SIGN.search(text) is not None for text in opened) > 1


def read(line: Line) -> Iterable[Finding] | None:
    """Read the turns of a record; of a record nothing else is read."""
    return tuple(_turns(line)) if line.text.startswith("{") else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find what the session last states of itself, what was asked first and answered last."""
    yield from stated_in(lines)
    users = (one for line in lines for one in _turns(line) if one.name == "user")
    asked = next((one for one in users if not one.value.startswith(_NOT_ASKED)), None)
    answered = next((one for line in reversed(lines) for one in _turns(line) if one.name == "assistant"), None)
    if asked:
        yield asked._replace(kind=FactKind.TASK, name="request", weight=0.95)
    if answered:
        yield answered._replace(name="answer", weight=0.85)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Conclude from the result record, else from the last turn: an answer ends a session, all else was cut off."""
    for line in reversed(lines):
        text = line.text
        if found := _RESULT.search(text):
            return Ending(Outcome.FAILED if _FAILED.search(text) else Outcome.COMPLETED, line.number, found[0][:200])
        if found := _ABORTED.search(text):
            return Ending(Outcome.FAILED if "Api" in found[0] else Outcome.INTERRUPTED, line.number, found[0])
        turns = list(turns_in(object_in(text)))
        if turns or '"tool_result"' in text or "_output" in text:
            done = bool(turns) and turns[-1].who == "assistant"
            shown = next((found[0] for part in _PARTS if (found := part.search(text))), "")
            return Ending(Outcome.COMPLETED if done else Outcome.INTERRUPTED, line.number, shown)
    return None


def _turns(line: Line) -> Iterator[Finding]:
    for turn in turns_in(object_in(line.text)):
        if turn.who in _WEIGHTS and (said := verbatim(turn, line.text)):
            name = turn.name or turn.who
            found = Finding(
                FactKind.INTERACTION, name, said, line.number, f"{name}: {said}", tainted=True, time=line.time
            )
            yield found._replace(weight=_WEIGHTS[turn.who])


DIALECT = Dialect("agent session", suits=suits, read=read, read_all=read_all, ends=ends, work=Work.AGENT)
