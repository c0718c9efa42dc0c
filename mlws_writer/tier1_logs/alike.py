"""Which facts are alike: parts of one loss, samples, bars, lines of one table; a reader needs a few of them and their count."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.tier1_logs.plain_lines import SAID

MANY = 10
"""From how many facts of one shape on they are a flood."""
FEW, FEW_SETTINGS = 3, 8
"""How many of a flood are shown: of settings, which are not all of one kind, more."""
PARTS = 3
"""From how many numbered parts on (`loss_0`, `loss_1`) they are parts of one measure."""
LONGEST = 160
"""How much of a text makes its shape."""
_KINDS = frozenset({FactKind.EVENT, FactKind.WARNING, FactKind.SETTING})
UNKNOWN = 0.3
"""What a setting weighs at most whose name means nothing to us."""
_BAR = re.compile(r"\d%\|")
_GLYPHS = re.compile(r"[█░▒▓━╸]{8}")
_MEASURED = re.compile(r"\d\.\d")
_SIGNED = re.compile(r"\S*[\d_=:/|]\S*")
"""A number, a path, the name of a part or a setting: where whole lines without a measure differ in these, they are alike."""
_WORD = re.compile(r"[^\W\d_][\w.\-/]*(?: [^\W\d_][\w.\-/]*)*")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_PART = re.compile(r"[_.](\d+)(_[a-z]+)?$")
_NAMED = re.compile(r"\S*[\d_]\S*")
"""A number, or the name of a part: where lines differ in nothing else, they say the same of each part."""
_WIDE = re.compile(r"\s{3,}|\t+|\s*\.{3,}\s*")
_BESIDE = re.compile(r"_(?:unscaled|raw)$")


def alike(facts: Sequence[Fact]) -> Mapping[str, str]:
    """Return, for each fact of a flood, by its id what it is one of many of."""
    shapes = {fact.id: (shape, fact) for fact in facts if (shape := _shape(fact))}
    counts = Counter(shape for shape, _ in shapes.values())
    found = {key: shape for key, (shape, _) in shapes.items() if counts[shape] >= MANY or shape.startswith("bar")}
    return found | _each(facts) | _parts(facts)


def most_of(shape: str) -> int:
    """Return how many facts of a flood are shown."""
    return FEW_SETTINGS if shape.startswith(FactKind.SETTING) else FEW


def counts(shape: str) -> bool:
    """Tell whether a reader should know how many more there are; of a series the course says it."""
    return not shape.startswith("each ")


def _shape(fact: Fact) -> str:
    if fact.kind not in _KINDS:
        return ""
    text = fact.text[:LONGEST]
    if ("%|" in text and _BAR.search(text)) or _GLYPHS.search(text):
        return f"bar {fact.run}"
    signs = "|" in text or "=" in text
    if fact.value == fact.text and fact.kind is not FactKind.SETTING and not (signs and _MEASURED.search(text)):
        return f"{fact.kind} {fact.run} {(_SIGNED if signs else _NAMED).sub('0', text)}"
    if fact.weight >= UNKNOWN:
        return ""
    text = _WIDE.sub(" = ", text.strip())
    if fact.kind is FactKind.EVENT and fact.name != SAID and not (signs or ":" in text or "=" in text):
        return ""
    return f"{fact.kind} {fact.run} {_cells(text) or _NUMBER.sub('0', _WORD.sub('a', text))}"


def _cells(text: str) -> str:
    """Return the shape of a row of cells: how many there are, and which hold numbers."""
    cells = text.split(" | ")
    return " | ".join("0" if _NUMBER.fullmatch(cell.strip()) else "a" for cell in cells) if len(cells) > 2 else ""


def _each(facts: Sequence[Fact]) -> dict[str, str]:
    """Return the values of metrics of which each step's is a fact: their course says the same in a few points."""
    series: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind is FactKind.METRIC and fact.step:
            series[fact.run, fact.name, fact.split].append(fact)
    return {
        fact.id: f"each {' '.join(key)}"
        for key, each in series.items()
        if len({fact.step for fact in each}) >= MANY
        for fact in each
    }


def _parts(facts: Sequence[Fact]) -> dict[str, str]:
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
