"""The turns of a conversation with tools, from the JSON objects in which agents and chats keep them."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from mlws_writer.facts.patterns import Pattern

_CALLS = frozenset({
    "tool_use", "function_call", "custom_tool_call", "command_execution", "function", "mcp_tool_call", "tool_call",
    "web_search_call", "local_shell_call",
})  # fmt: skip
_RESULTS = frozenset({"tool_result", "function_call_output", "custom_tool_call_output"})
_REPEATED = frozenset({"event_msg"})
"""Records that say again, for a screen, what another one has said."""
_INSIDE = ("message", "payload", "item", "content", "tool_calls", "output", "parts")
_TOLD = ("text", "content", "output", "aggregated_output", "result", "message")
_ASKED = ("input", "arguments", "args", "command", "action", "query")
DEEP = 5
_ERROR = Pattern(r"^(?:E +)?[\w.]*(?:Error|Exception): .*$", flags=re.MULTILINE)
LONGEST = 400


class Turn(NamedTuple):
    """What was said: `who` is user, assistant, tool (a call, by `name`), output (of a tool) or error (of a tool)."""

    who: str
    name: str
    said: str


def object_in(text: str) -> dict[str, Any] | None:
    """Return the JSON object that a line is, or None where it is none (or was cut)."""
    try:
        value = json.loads(text) if text.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def turns_in(value: Any, who: str = "", deep: int = 0) -> Iterator[Turn]:
    """Yield the turns of a record, those in its envelope's message, item or list of content among them."""
    if isinstance(value, list) and deep < DEEP:
        for one in value:
            yield from turns_in(one, who, deep + 1)
    elif isinstance(value, dict) and deep <= DEEP and not value.get("isMeta"):
        yield from _of_record(value, str(value.get("role") or who), deep)


def _of_record(value: dict[str, Any], who: str, deep: int) -> Iterator[Turn]:
    kind = str(value.get("type") or "")
    if kind in _CALLS:
        yield _call(value)
        if "exit_code" in value:
            yield _output(value)
    elif kind in _RESULTS or who == "tool":
        yield _output(value)
    elif kind not in _REPEATED:
        who = {"agent_message": "assistant", "reasoning": "", "thinking": ""}.get(kind, who)
        said = value.get("text") or value.get("content") or value.get("message")
        if isinstance(said, str) and who in ("user", "assistant"):
            yield Turn(who, "", said)
        for key in _INSIDE:
            if isinstance(value.get(key), (dict, list)):
                yield from turns_in(value[key], who, deep + 1)


def _call(value: dict[str, Any]) -> Turn:
    inner = value["function"] if isinstance(value.get("function"), dict) else value
    asked = next((inner[key] for key in _ASKED if inner.get(key)), "")
    if isinstance(asked, str) and (held := object_in(asked)):
        asked = held
    if isinstance(asked, dict):
        asked = next((one for one in asked.values() if one), "")
    if isinstance(asked, list):
        asked = asked[-1] if asked else ""
    return Turn("tool", str(inner.get("name") or inner.get("tool") or inner.get("type") or ""), str(asked))


def _output(value: dict[str, Any]) -> Turn:
    held = value.get("output")
    inner = (object_in(held) if isinstance(held, str) else None) or value
    about = inner["metadata"] if isinstance(inner.get("metadata"), dict) else inner
    failed = bool(value.get("is_error")) or about.get("exit_code") not in (None, 0)
    return Turn("error" if failed else "output", "", _text(inner))


def _text(value: Any, deep: int = 0) -> str:
    if isinstance(value, list) and deep < DEEP:
        return "\n".join([_text(one, deep + 1) for one in value])
    if isinstance(value, dict) and deep < DEEP:
        return next((_text(value[key], deep + 1) for key in _TOLD if value.get(key)), "")
    return value if isinstance(value, str) else json.dumps(value)


def verbatim(turn: Turn, line: str) -> str:
    """Return the telling line of what was said, as it stands in the log, where JSON escapes some of its characters."""
    parts = [part for part in turn.said.splitlines() if part.strip()] or [""]
    found = _ERROR.findall(turn.said) if turn.who in ("error", "output") else []
    told = found[-1] if found else parts[-1] if turn.who == "output" else parts[0]
    forms = (json.dumps(told.strip()[:LONGEST], ensure_ascii=plain)[1:-1] for plain in (False, True))
    return next((form for form in forms if form and form in line), "")
