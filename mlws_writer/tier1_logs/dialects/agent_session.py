"""JSON-lines sessions of coding agents and chats with tools: who asked what, which tools ran, what it cost."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = re.compile(
    r'"role": ?"(?:user|assistant|system|developer|tool|model)"|'
    r'"type": ?"(?:response_item|turn_context|session_meta|thread\.started|item\.\w+|function_call|tool_use)"'
)
_STATED = {
    "model": (FactKind.MODEL, 0.92), "cwd": (FactKind.ENVIRONMENT, 0.35), "total_cost_usd": (FactKind.RESOURCE, 0.75),
    "num_turns": (FactKind.COUNT, 0.65), "duration_ms": (FactKind.DURATION, 0.65), "gitBranch": (FactKind.ENVIRONMENT, 0.2),
    "version": (FactKind.ENVIRONMENT, 0.2), "cli_version": (FactKind.ENVIRONMENT, 0.2), "total_tokens": (FactKind.RESOURCE, 0.5),
    "input_tokens": (FactKind.RESOURCE, 0.45), "output_tokens": (FactKind.RESOURCE, 0.45), "status": (FactKind.EVENT, 0.3),
}  # fmt: skip
_WEIGHTS = {"user": 0.5, "tool": 0.45, "tool error": 0.6, "tool result": 0.3, "assistant": 0.35, "result": 0.85}
_ARGUMENTS = re.compile(r'\\?"(?:command|cmd|file_path|path|query|pattern|url|code)\\?": ?(\[?\\?"(?:[^"\\]|\\\\.)+)')
_FAILS = re.compile(r"\w*(?:Error|Exception|failed|FAILED)\b.*")
_CALLS = frozenset({"tool_use", "function_call", "custom_tool_call", "command_execution", "function", "mcp_tool_call"})
_RESULTS = frozenset({"tool_result", "function_call_output", "custom_tool_call_output"})
LONGEST = 400


class _Said(tuple[str, str, str]):
    """Who said it (user, tool, tool result, tool error, assistant, result), under which name, and what."""


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether most lines are JSON objects and several of them turns of a conversation."""
    opened = [line for line in lines[:40] if line.text.startswith("{")]
    return 2 * len(opened) > len(lines[:40]) and sum(_SIGN.search(line.text[:3000]) is not None for line in opened) > 1
