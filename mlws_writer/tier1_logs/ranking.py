"""Which facts a reader would miss most, given those that are shown already: each further one of its kind counts less."""

import re
from collections import defaultdict
from collections.abc import Sequence

from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.names import canonical

_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?", re.IGNORECASE)
_SAME_NAME = {
    FactKind.METRIC: 0.94,
    FactKind.SETTING: 0.55,
    FactKind.EVENT: 1.0,
    FactKind.ERROR: 0.97,
    FactKind.ARTIFACT: 0.85,
}
"""What a further value of the same name keeps of its weight."""
_EDGES, _SAME_EDGE = frozenset({"begins", "ends", "started", "ended", "last time"}), 0.6
"""How each further launch of a log began and stopped is missed the less."""
_AGAIN = 0.6
"""What the first value of a metric keeps of its weight in a launch that was not the first: most go on."""
_SAME_KIND = {
    FactKind.METRIC: 0.98, FactKind.SETTING: 0.985, FactKind.EVENT: 0.975, FactKind.WARNING: 0.8, FactKind.ARTIFACT: 0.88, FactKind.ERROR: 0.93,
    FactKind.MODEL: 0.86, FactKind.DATASET: 0.88, FactKind.TASK: 0.9, FactKind.COUNT: 0.955, FactKind.DURATION: 0.93, FactKind.RESOURCE: 0.93,
    FactKind.ENVIRONMENT: 0.9, FactKind.OUTCOME: 0.9, FactKind.NOTE: 0.97, FactKind.INTERACTION: 0.9,
}  # fmt: skip


def ranked(facts: Sequence[Fact]) -> list[tuple[float, Fact]]:
    """Return the facts with what each is worth after those before it, most first; later runs come before earlier ones."""
    place = {fact.id: number for number, fact in enumerate(facts)}
    runs = {run: number for number, run in enumerate(dict.fromkeys(fact.run for fact in facts))}
    begun: dict[str, str] = {}
    for fact in facts:
        begun.setdefault(fact.citation.log, fact.run)
    names: dict[tuple[FactKind, str], int] = defaultdict(int)
    once: list[tuple[float, Fact]] = []
    for fact in sorted(facts, key=lambda one: (-round(one.weight, 2), -runs[one.run], place[one.id])):
        kind = _counts_as(fact)
        key = (kind, _stem(fact))
        kept = _SAME_EDGE if fact.name in _EDGES else _SAME_NAME.get(kind, 0.7)
        again = _AGAIN if fact.name.startswith("first ") and fact.run != begun[fact.citation.log] else 1.0
        once.append((fact.weight * again * kept ** names[key], fact))
        names[key] += 1
    kinds: dict[FactKind, int] = defaultdict(int)
    result = []
    for weight, fact in sorted(once, key=lambda one: (-one[0], -runs[one[1].run], place[one[1].id])):
        kind = _counts_as(fact)
        result.append((weight * _SAME_KIND[kind] ** kinds[kind], fact))
        kinds[kind] += 1
    result.sort(key=lambda one: (-one[0], place[one[1].id]))
    return result


def _counts_as(fact: Fact) -> FactKind:
    """Return the kind that a fact competes with: a named value without a kind of its own is not like a whole line."""
    if fact.kind is not FactKind.EVENT or fact.value == fact.text:
        return fact.kind
    return FactKind.METRIC if _NUMBER.fullmatch(fact.value) else FactKind.SETTING


def _stem(fact: Fact) -> str:
    if fact.kind is FactKind.METRIC:
        which = fact.name.split(" ", 1)[0]
        return which + canonical(fact.name) if which in ("best", "first", "max", "lowest") else canonical(fact.name)
    if fact.name in _EDGES:
        return f"{fact.name} {fact.weight}"
    return fact.name.lower().replace("-", "_")
