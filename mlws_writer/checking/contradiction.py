"""Where a person's sentence gives another value than the log of its run: both are shown, neither is judged."""

from collections.abc import Sequence

from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import evidence
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import Value, values
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.quantities import Dimension
from mlws_writer.facts.results import number


def contradicted(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Give for each measure of a text whose value no fact of that measure has the fact that a reader would miss most."""
    found: dict[str, Fact] = {}
    told = (fact for fact in facts if fact.kind is FactKind.METRIC and not fact.tainted and number(fact) is not None)
    measured = list(dict.fromkeys(told))
    behind = evidence(measured) if measured else None
    for said in values(text, 0) if behind else ():
        metric = said.metric or metric_of(text[: said.quantity.start].split()[-_NEAR:])
        if not metric or behind is None or any(agrees(said.quantity, value) for value in behind.values):
            continue
        of = [value for value in behind.values if value.metric == metric and _alike(said, value)]
        if of:
            facts_of = [measured[value.statement] for value in of]
            found.setdefault(metric, max(facts_of, key=lambda fact: (fact.weight, fact.line)))
    return tuple(found.values())


_NEAR = 6
"""Words before a value among which its measure may stand."""


def _alike(said: Value, logged: Value) -> bool:
    """Tell whether two values can be of the same: a percentage may be logged as a fraction."""
    kinds = {said.quantity.dimension, logged.quantity.dimension}
    return len(kinds) == 1 or kinds == {Dimension.PERCENT, Dimension.PLAIN}
