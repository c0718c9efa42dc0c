r"""The plain forms in which our own recording writes values on a line, and their exact way back.

    Config: {"temperature": 0.3, "stop": ["\n"]}
    Metric: loss=0.452, step=1, split=train
    Insight: A lower temperature leaves fewer answers unparsed

A value is written bare where that is unambiguous and as a JSON string where it is not, so that a line stays one line
and reads back as the value it was made from.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Scalar = str | int | float | bool | None
"""What stands on one side of an equals sign."""

LONGEST_TEXT = 16_000
"""Bytes of a line that are read."""
NOTES = {
    "goal": "Goal",
    "why": "Why",
    "decision": "Decision",
    "alternative": "Alternative",
    "rejected": "Rejected because",
    "insight": "Insight",
    "impact": "Impact",
    "evidence": "Evidence",
    "lesson": "Lesson",
    "next": "Next",
    "later": "Later",
    "resource": "Resource",
    "idea": "Blog idea",
    "note": "Note",
}
"""Kinds of note and the words that open their lines."""

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+|nan|inf)"
_UNIT = r"[^\W\d_][^\s\",=]*|[%°µ][^\s\",=]*"
_QUANTITY = re.compile(rf"({_NUMBER})(?:(%)| ({_UNIT}))?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_STRING = r'"(?:[^"\\]|\\.)*"'
_BARE = r"[^\s\",=](?:[^\",=]*[^\s\",=])?"
_PAIR = re.compile(rf"({_STRING}|{_BARE})=({_STRING}|{_BARE})(?:, |$)")
_TOOL = r"[\w.:/@-]+"
_CALL = re.compile(rf"({_STRING}|{_TOOL})(?: (\{{.*\}}))?")
_HEAD = re.compile(rf"({_STRING}|{_BARE})(?:, |$)")


class Verbatim(str):
    """A number as it stands on the line, where its digits matter more than its value."""

    __slots__ = ()


class Quantity(NamedTuple):
    """A number as logged, with the unit that follows it."""

    value: str
    unit: str = ""


def one_line(text: str) -> str:
    """Write text on one line: as it is where that is safe, as a JSON string where it is not."""
    bare = text.isprintable() and text == text.strip() and text[:1] not in ("", '"')
    return text if bare else quoted(text)


def read_line(written: str) -> str:
    """Read what `one_line` wrote."""
    return _unquoted(written) if written.startswith('"') else written


def quoted(value: object) -> str:
    """Write a value as JSON on one line, readable in its own script, with nothing in it that a terminal acts on."""
    text = json.dumps(plain(value), ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_escaped, text))


def read_json(written: str) -> Any:
    """Read what `quoted` wrote; ValueError where it is not JSON."""
    return json.loads(written)


def read_json_verbatim(written: str) -> Any:
    """Read JSON with its numbers and constants kept as they stand on the line."""
    return json.loads(written, parse_int=Verbatim, parse_float=Verbatim, parse_constant=Verbatim)


def as_logged(value: Any) -> str:
    """Give a value from `read_json_verbatim` as text: a word without its quotes, a number as it stands, else JSON."""
    return value if isinstance(value, str) else _written(value)


def scalar(value: object) -> str:
    """Write one value for a pair: numbers as Python shows them, words bare, all else as a JSON string."""
    value = plain(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return repr(value)
    text = value if isinstance(value, str) else quoted(value)
    safe = text.isprintable() and re.fullmatch(_BARE, text) and text not in _CONSTANTS and not _QUANTITY.fullmatch(text)
    return text if safe else quoted(text)


def read_scalar(written: str) -> Scalar:
    """Read what `scalar` wrote as the value it was made from."""
    if written.startswith('"'):
        return _unquoted(written)
    if written in _CONSTANTS:
        return _CONSTANTS[written]
    if not re.fullmatch(_NUMBER, written):
        return written
    return int(written) if written.lstrip("+-").isdigit() else float(written)


def word(written: str) -> str:
    """Read a name or value of a pair as text: what was quoted without its quotes, a number as it stands."""
    return _unquoted(written) if written.startswith('"') else written


def quantity(value: float, unit: str = "") -> str | None:
    """Write a number with its unit (`87.3%`, `6.2 GB`), or None where that unit would not read back."""
    text = scalar(value) if not unit else scalar(value) + (unit if unit == "%" else f" {unit}")
    return text if not unit or _QUANTITY.fullmatch(text) else None


def read_quantity(written: str) -> Quantity:
    """Read a number with its unit; text that is no number is all value."""
    match = _QUANTITY.fullmatch(written)
    if match is None:
        return Quantity(word(written))
    return Quantity(match[1], match[2] or match[3] or "")


def pairs(values: Iterable[tuple[str, str]]) -> str:
    """Join names with values that are already written: `step=1, loss=0.452`."""
    return ", ".join(f"{_name(name)}={written}" for name, written in values)


def read_pairs(written: str) -> tuple[tuple[str, str], ...] | None:
    """Split what `pairs` joined, values as written; None where the text has another form."""
    found, at = [], 0
    while at < len(written):
        match = _PAIR.match(written, at)
        if match is None:
            return None
        found.append((word(match[1]), match[2]))
        at = match.end()
    return tuple(found)


def headed(head: str, values: Iterable[tuple[str, str]]) -> str:
    """Write a name and pairs that say more of it: `reviews, size=10000, split=test`."""
    rest = pairs(values)
    return f"{_name(head)}, {rest}" if rest else _name(head)


def read_headed(written: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Split what `headed` joined; None where the text has another form."""
    match = _HEAD.match(written)
    rest = read_pairs(written[match.end() :]) if match else None
    return None if match is None or rest is None else (word(match[1]), rest)


def call(tool: str, arguments: Mapping[str, Any] | None = None) -> str:
    """Write a tool call: `lookup_order {"order": 4711}`."""
    name = tool if re.fullmatch(_TOOL, tool) else quoted(tool)
    return name if arguments is None else f"{name} {quoted(arguments)}"


def read_call(written: str) -> tuple[str, str]:
    """Split what `call` wrote into the tool's name and its arguments as JSON text, "" where there are none."""
    match = _CALL.fullmatch(written)
    return (word(match[1]), match[2] or "") if match else (written, "")


def plain(value: object) -> Any:
    """Turn a value into what JSON can hold, without loss where there is a way and as its text where there is none."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in (sorted(value, key=repr) if isinstance(value, set | frozenset) else value)]
    return _number(value)


def _written(value: Any) -> str:
    if isinstance(value, Verbatim):
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(key)}: {_written(item)}' for key, item in value.items())}}}"
    return quoted(value)


def _number(value: object) -> Any:
    """Unwrap a scalar of an array library (they all answer `item()`), which must not be imported for it."""
    item = getattr(value, "item", None)
    if callable(item):
        try:
            inner = item()
        except (TypeError, ValueError, RuntimeError):  # an array of many values
            return str(value)
        return inner if inner is None or isinstance(inner, str | bool | int | float) else str(value)
    return str(value)


def _name(name: str) -> str:
    return name if name.isprintable() and re.fullmatch(_BARE, name) else quoted(name)


def _unquoted(written: str) -> str:
    try:
        text = json.loads(written)
    except ValueError:
        return written
    return text if isinstance(text, str) else written


def _escaped(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
