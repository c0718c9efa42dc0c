"""What a text says of two values that it gives side by side: which is the higher, and which was first."""

import re
from collections.abc import Sequence
from decimal import Decimal

from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind

_VALUE = r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?"
_BY = rf"(?P<by>{_VALUE})%?(?: \w+)? (?P<way>higher|lower|more|less|fewer|longer|shorter)\b"
_BRACKETS = re.compile(rf"\({_BY}\)")
_ROW = re.compile(rf"\|\s*(?P<one>{_VALUE})[^|]*\|\s*(?P<other>{_VALUE})[^|]*\|\s*{_BY}\s*\|")
_UP = ("higher", "more", "longer")
_AFTER = re.compile(rf"(?P<value>{_VALUE})(?P<unit>%?)[^,;.()]{{0,12}} (?:after|in|at) the (?P<which>first|last)\b")


def side_by_side(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse a difference that its two values do not have, and a first value that is called the last."""
    for match in _BRACKETS.finditer(text):
        before = re.split(r"[;()]", text[: match.start()])[-1]
        if wrong := _not_apart(re.findall(_VALUE, before), match, to_the_second=False):
            return Verdict(False, "direction", wrong)
    for row in _ROW.finditer(text):
        if wrong := _not_apart([row["one"], row["other"]], row, to_the_second=True):
            return Verdict(False, "direction", wrong)
    return _in_order(text, facts)


def _not_apart(values: Sequence[str], said: re.Match[str], *, to_the_second: bool) -> str:
    """Say that no two values differ as it is said, where two of them differ by that much."""
    by, up = Decimal(said["by"]), said["way"] in _UP
    pairs = [(Decimal(a), Decimal(b)) for n, a in enumerate(values) for b in values[n + 1 :]]
    apart = [(b - a if to_the_second else a - b) for a, b in pairs if abs(abs(a - b) - by) <= abs(by) / 20]
    if apart and not any((difference > 0) is up for difference in apart):
        return f"the values beside it do not differ so: {said['by']} {said['way']}"
    return ""


def _in_order(text: str, facts: Sequence[Fact]) -> Verdict:
    first = {fact.value for fact in facts if fact.kind is FactKind.METRIC and fact.name.startswith("first ")}
    last = {
        fact.value for fact in facts if fact.kind is FactKind.METRIC and not fact.name.startswith(("first ", "best "))
    }
    for match in _AFTER.finditer(text):
        mine, others = (first, last) if match["which"] == "first" else (last, first)
        if match["value"] in others - mine:
            return Verdict(False, "wrong_time", f"{match['value']}{match['unit']} was not {match['which']}")
    return Verdict(True)
