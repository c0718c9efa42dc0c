"""Which facts are alike: parts of one loss, samples, bars, lines of one table; a reader needs a few of them and their count."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from mlws_writer.facts.model import Fact, FactKind

MANY = 10
"""From how many facts of one shape on they are a flood."""
FEW, FEW_SETTINGS = 3, 8
"""How many of a flood are shown: of settings, which are not all of one kind, more."""
PARTS = 3
"""From how many numbered parts on (`loss_0`, `loss_1`) they are parts of one measure."""
UNKNOWN = 0.3
"""What a setting weighs at most whose name means nothing to us."""
_BAR = re.compile(r"\d%\|")
_WORD = re.compile(r"[^\W\d_][\w.\-/]*(?: [^\W\d_][\w.\-/]*)*")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_PART = re.compile(r"[_.](\d+)(_[a-z]+)?$")
_BESIDE = re.compile(r"_(?:unscaled|raw)$")


def alike(facts: Sequence[Fact]) -> Mapping[str, str]:
    """Return, for each fact of a flood, by its id what it is one of many of."""
    shapes = {fact.id: (shape, fact) for fact in facts if (shape := _shape(fact))}
    counts = Counter(shape for shape, _ in shapes.values())
    found = {key: shape for key, (shape, _) in shapes.items() if counts[shape] >= MANY or shape.startswith("bar")}
    return found | _parts(facts)


def most_of(shape: str) -> int:
    """Return how many facts of a flood are shown."""
    return FEW_SETTINGS if shape.startswith(FactKind.SETTING) else FEW


def _shape(fact: Fact) -> str:
    if fact.kind not in (FactKind.EVENT, FactKind.WARNING, FactKind.SETTING):
        return ""
    if _BAR.search(fact.text):
        return f"bar {fact.run}"
    if fact.kind is not FactKind.WARNING and fact.weight >= UNKNOWN:
        return ""
    if fact.kind is FactKind.EVENT and not any(sign in fact.text for sign in "|=:\t"):
        return ""
    return f"{fact.kind} {fact.run} {_NUMBER.sub('0', _WORD.sub('a', ' '.join(fact.text.split())))}"


def _parts(facts: Sequence[Fact]) -> Mapping[str, str]:
    """Return the metrics that are numbered parts of one, or one in other units, beside others that are."""
    numbers: dict[str, set[str]] = defaultdict(set)
    named = [fact for fact in facts if fact.kind is FactKind.METRIC]
    for fact in named:
        if found := _PART.search(fact.name):
            numbers[fact.name[: found.start()]].add(found[1])
    many = {name for name, found in numbers.items() if len(found) >= PARTS}
    return {fact.id: f"part {fact.run}" for fact in named if many and _is_part(fact.name, many)}


def _is_part(name: str, many: set[str]) -> bool:
    found = _PART.search(name)
    return (found is not None and name[: found.start()] in many) or _BESIDE.search(name) is not None
