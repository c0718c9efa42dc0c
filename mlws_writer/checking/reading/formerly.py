"""What a value was before, by the words beside it, and which of two releases came first."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.then_and_now import FORMER, is_earlier
from mlws_writer.checking.reading.values import Value

BASES = ("base", "baseline", "untuned", "vanilla", "stock", "none", "unmodified", "zeroshot", "raw", "without")
"""What a log calls the one that something was made from."""
_FORMERLY = frozenset(map(stem, ["previous", "prev", "former", "earlier", "old", "prior", "yesterday", "ago"]))
_BEHIND = re.compile(r"[ %a-z]{0,5}\((?P<words>[a-z ]{3,30})\)", re.IGNORECASE)
_VERSION = re.compile(
    r"(?<![\w.])(?:v|r|rc|ver|version|release)[ =_-]{0,2}v?(?P<named>\d+(?:\.\d+){0,2})\b|(?<![\w.:,-])(?P<bare>\d+\.\d+):\s",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;|(]\s")


def is_former(value: Value, evidence: Evidence) -> bool:
    """Tell whether a value is given as an earlier one: (previous release 0.811), or a line of its own for that."""
    if is_earlier(value) or value.key in FORMER:
        return True
    statement = evidence.of(value)
    text = source(statement, value)
    start = max((v.quantity.end for v in statement.values if v.quantity.end <= value.quantity.start), default=0)
    behind = _BEHIND.match(text, value.quantity.end)
    return bool(stems(f"{text[start : value.quantity.start]} {behind['words'] if behind else ''}") & _FORMERLY)


def release_order(one: Value, other: Value, evidence: Evidence) -> int:
    """Tell which of two values is of the earlier release: -1 the first one, 1 the other, 0 where none are named."""
    first, second = _release(one, evidence), _release(other, evidence)
    if len(first) != len(second) or first == second:
        return 0
    return -1 if first < second else 1


def _release(value: Value, evidence: Evidence) -> list[int]:
    text = source(evidence.of(value), value)
    ahead = _PARTS.split(text[: value.quantity.start])[-1]
    found = [match["named"] or match["bare"] for match in _VERSION.finditer(ahead)]
    whole = [match["named"] or match["bare"] for match in _VERSION.finditer(text)]
    found = found or (whole if len(whole) == 1 else [])
    return [int(part) for part in found[-1].split(".")] if found else []
