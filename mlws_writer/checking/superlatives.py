"""The best, the highest, the fastest: recomputed over all values of that name that there are."""

import re
from decimal import Decimal

from mlws_writer.checking.binding import places, subjects
from mlws_writer.checking.evidence import Evidence, Statement, folded, metric_of
from mlws_writer.checking.language import BEST, HIGHEST, LOWEST, WORST
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import Better

_GOOD = Verdict(True)
_ADJECTIVE = re.compile(r"\b(?:most|least) (accurate)\b", re.IGNORECASE)


def superlative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a superlative: the one that is named must have the extreme value of the metric that is named."""
    metric = _metric(sentence)
    wants = _wants(sentence, metric)
    named = subjects(sentence, evidence)
    spots = {(kind, number) for kind, numbers in places(sentence).items() for number in numbers}
    if not metric or not wants or len(named) + len(spots) != 1:
        return _GOOD
    valued = _valued(metric, evidence)
    if named:
        own = [value for statement, value in valued if _names(statement, named[0])]
    else:
        own = [value for statement, value in valued if spots <= _spots(statement)]
    every = [value for _, value in valued]
    if not own or len(every) < 2:
        return _GOOD
    extreme = max(every) if wants > 0 else min(every)
    whose = named[0] if named else " ".join(next(iter(spots)))
    return (
        _GOOD
        if extreme in own
        else Verdict(False, "wrong_entity", f"{whose} is not it: the extreme of {metric} is {extreme}")
    )


def _metric(sentence: str) -> str:
    if _ADJECTIVE.search(sentence):
        return "accuracy"
    for pattern in (HIGHEST, LOWEST, BEST, WORST):
        if match := pattern.search(sentence):
            return metric_of(sentence[match.end() :].split()[:4])
    return ""


def _wants(sentence: str, metric: str) -> int:
    """Say which extreme is meant: 1 the highest, -1 the lowest, 0 neither, or both."""
    direction = names.better(metric) if metric else None
    good = {Better.HIGHER: 1, Better.LOWER: -1}[direction] if direction else 0
    adjective = _ADJECTIVE.search(sentence)
    found = []
    if adjective:
        found.append(1 if adjective.group().lower().startswith("most") else -1)
    else:
        found += [1] if HIGHEST.search(sentence) else []
        found += [-1] if LOWEST.search(sentence) else []
        found += [good] if BEST.search(sentence) else []
        found += [-good] if WORST.search(sentence) else []
    return found[0] if len(found) == 1 else 0


def _valued(metric: str, evidence: Evidence) -> list[tuple[Statement, Decimal]]:
    """Collect the values of a metric, those of the split that is named where there are any."""
    split, _, bare = metric.rpartition(" ")
    found = [
        (statement, value)
        for statement in (*evidence.statements, *evidence.known)
        for value in statement.values
        if value.metric.rpartition(" ")[2] == bare and not statement.tainted
    ]
    same = [(statement, value) for statement, value in found if split and value.metric.startswith(f"{split} ")]
    return [(statement, value.quantity.value) for statement, value in same or found]


def _names(statement: Statement, name: str) -> bool:
    return f" {folded(name)} " in f" {folded(statement.text)} "


def _spots(statement: Statement) -> set[tuple[str, str]]:
    return {(kind, number) for kind, numbers in places(statement.text).items() for number in numbers}
