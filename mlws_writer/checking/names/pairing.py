"""Several runs in one sentence: a result is told of the run that is named beside it, or whose setting stands there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mlws_writer.checking.reading.language import CLAUSE
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind

_SIDES = re.compile(
    r"\b(?:against|than|versus|vs\.?|compared (?:with|to)|while|whereas|instead of|in place of|rather than|but|and)\b|[,;:]"
)
"""Where a sentence goes over from one run to the other."""
_SET_TO = (FactKind.SETTING, FactKind.MODEL, FactKind.DATASET)
_RESULTS = (FactKind.METRIC, FactKind.COUNT, FactKind.ERROR)

Mark = tuple[int, str, str]
"""Where something stands that only one run has, that run, and what it is."""


def paired(text: str, facts: Sequence[Fact], names: Mapping[str, str] | None = None) -> Verdict:
    """Refuse a result that stands beside the name or setting of another run, or results in another order than those."""
    verdicts = (_paired(part, facts, names or {}) for part in text.split("; "))
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def _paired(text: str, facts: Sequence[Fact], names: Mapping[str, str]) -> Verdict:
    whose = sorted([*_marks(text, facts, _SET_TO), *_named(text, facts, names)])
    results = sorted(_marks(text, facts, _RESULTS))
    cuts = [0, *(match.start() for match in _SIDES.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        here = [{mark[1] for mark in marks if start <= mark[0] < end} for marks in (whose, results)]
        if all(len(runs) == 1 for runs in here) and here[0] != here[1]:
            return _swapped(next(mark for mark in results if start <= mark[0] < end), facts)
        if all(here):
            return Verdict(True)  # each side says its own
    orders = [list(dict.fromkeys(mark[1] for mark in marks)) for marks in (whose, results)]
    if orders[0] and len(orders[0]) == len(orders[1]) and orders[0] != orders[1]:
        return _swapped(results[0], facts)
    return Verdict(True)


def at_home(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse a result beside a model or a data set that no run with such a result has."""
    holders: dict[str, set[str]] = {}
    owners: dict[str, set[str]] = {}
    for fact in facts:
        if fact.kind in (FactKind.MODEL, FactKind.DATASET):
            holders.setdefault(fact.value, set()).add(fact.run)
        elif fact.kind is FactKind.METRIC and len(fact.shown) > 1:
            owners.setdefault(fact.shown, set()).add(fact.run)
    for part in CLAUSE.split(text) if len({fact.run for fact in facts}) > 1 else ():
        runs = set[str]().union(*(of for shown, of in owners.items() if _stands(shown, part)))
        for name, of in holders.items():
            if runs and not runs & of and _stands(name, part):
                return Verdict(False, "wrong_entity", f"none of these results is of {name}")
    return Verdict(True)


_ON = r"(?: was (?:run|tried|tested|trained|evaluated|fine-tuned))? on (?:the )?(?:\d+ (?:[a-z]+ )?of )?"
"""What stands between a model and the data that it is said to have been run on."""


def run_together(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse a model on a data set on which no run had it."""
    models, sets = (
        {f.value: set[str]() for f in facts if f.kind is kind} for kind in (FactKind.MODEL, FactKind.DATASET)
    )
    for fact in facts:
        for named in (models, sets):
            if fact.value in named:
                named[fact.value].add(fact.run)
    for model in (name for name in models if f"{name} " in text):
        for data in (name for name in sets if name in text and not sets[name] & models[model]):
            if re.search(rf"(?<![\w.:/-]){re.escape(model)}{_ON}{re.escape(data)}(?![\w:/-]|\.\w)", text):
                return Verdict(False, "wrong_entity", f"no run had {model} on {data}")
    return Verdict(True)


def _stands(value: str, text: str) -> bool:
    return value in text and re.search(rf"(?<![\w.:/-]){re.escape(value)}(?![\w:/-]|\.\w)", text) is not None


def meant(text: str, facts: Sequence[Fact], names: Mapping[str, str] | None = None) -> frozenset[str]:
    """Give the runs of which a text says something that holds of them alone; none where it could be any."""
    marks = (*_marks(text, facts, _SET_TO), *_marks(text, facts, _RESULTS), *_named(text, facts, names or {}))
    return frozenset(run for _, run, _ in marks)


def _marks(text: str, facts: Sequence[Fact], kinds: Sequence[FactKind]) -> Iterator[Mark]:
    """Find the values that only one of the runs has under that name."""
    runs = {fact.run for fact in facts}
    holders: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        if fact.kind in kinds:
            holders.setdefault((fact.name.casefold(), fact.shown), set()).add(fact.run)
    by_value: dict[str, set[str]] = {}
    for (_, shown), of in holders.items():
        by_value[shown] = by_value.get(shown, set()) | of
    for (name, shown), of in holders.items():
        if len(runs) > 1 and len(of) == 1 and (by_value[shown] == of or len(shown) == 1):
            value = rf"(?<![\w.]){re.escape(shown.removesuffix('%'))}(?!\w|\.\d)"
            called = re.escape(name.replace("_", " "))
            beside = rf"\b{called} (?:of |at |to |= ?)?{value}|{value} {called}\b"
            pattern = beside if len(shown) == 1 else value  # a single digit may be anything
            yield from ((match.start(), next(iter(of)), f"{name} {shown}") for match in re.finditer(pattern, text))


def _named(text: str, facts: Sequence[Fact], names: Mapping[str, str]) -> Iterator[Mark]:
    for run in {fact.run for fact in facts}:
        name = names.get(run, "")
        longer = any(name in other and name != other and other in text for other in names.values())
        if name and not longer:
            found = re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
            yield from ((match.start(), run, name) for match in found)


def _swapped(result: Mark, facts: Sequence[Fact]) -> Verdict:
    _, run, said = result
    others = [fact for fact in facts if fact.run != run]
    own = (fact for fact in facts if fact.run == run and fact.kind is FactKind.SETTING)
    apart = next((f for f in own if any(o.name == f.name and o.value != f.value for o in others)), None)
    whose = f"the run with {apart.name} {apart.shown}" if apart else "another run"
    return Verdict(False, "number_swap", f"{said} is of {whose}")
