"""Counts that a line lists by kind, and what part of all of them each is: billing 17, bug 12, spam 9 of 46 mails."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension

if TYPE_CHECKING:
    from mlws_writer.checking.reading.evidence import Evidence

_NAME = r"[\"']?(?P<name>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2})[\"']?"
_ASIDE = r"(?:/\d+|\s?\([^()]*\))?"
"""What may stand behind a count: of how many, or its share."""
_BEFORE = re.compile(rf"{_ASIDE}(?:\s*[,/|;+]\s*|\s+){_NAME}(?:\s*[=:]\s*|\s)")
_OF = r"(?:(?: of |/)\d[\d,]*(?: [A-Za-z-]+(?= [A-Za-z]))?)?"
"""How many there are, and of what, of those that a count is of: 24 of 30 requests cached, 6 failed."""
_AFTER = re.compile(rf"{_OF}\s{_NAME}(?:\s*[,/|;+]\s*|\s+and\s+)(?:and\s+)?")
_AHEAD = re.compile(rf"(?:^|[:,;({{>|\]-]|(?=[\w\"']+\s?[=:]))\s*{_NAME}(?:\s*[=:]\s*|\s)$")
_BEHIND = re.compile(rf"{_OF}\s{_NAME}(?=\s*(?:[),;.|]|$))")
_FEW = 2
_SIGNS = re.compile(r"[,/|;+]")
_SET_BY_NAME = re.compile(r"[=:]\s*$")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counts of one line, each of a kind that its tags name, and all of them together."""

    parts: tuple[Value, ...]
    whole: Decimal
    sure: bool = True
    """Whether it is no chance: the whole is given, or there are three parts or more."""


def breakdowns(evidence: "Evidence") -> Iterator[Breakdown]:
    """Give what the cited lines list by kind: counts that make up one that is given, or that signs part."""
    given = {v.quantity.value for v in evidence.values if is_whole(v)}
    yield from _of_lines(evidence.statements)
    for statement in evidence.statements:
        for run in runs(statement) if not statement.tainted else ():
            yield from _of_a_run(run, given, evidence.ground.counts, statement)
    for column in evidence.columns if len(evidence.own) > 1 else ():
        yield from _of_a_column([v for v in column if v.statement in evidence.own and is_whole(v)], given)


_ALL = frozenset(map(stem, ["all", "total", "overall", "sum"]))


def _of_a_column(column: Sequence[Value], given: set[Decimal]) -> Iterator[Breakdown]:
    """Give the counts of lines of one shape that make up one that is given, or beside which that of all of them stands."""
    common = frozenset.intersection(*(v.tags for v in column)) if column else frozenset()
    parts = tuple(replace(v, key=frozenset(), tags=v.tags - common) for v in column)
    whole = [v for v in parts if v.tags & _ALL]
    rest = tuple(v for v in parts if v not in whole)
    if len(whole) == 1 and rest:
        yield Breakdown(rest, whole[0].quantity.value)
    elif len(parts) > 1 and (total := sum((v.quantity.value for v in parts), Decimal(0))) in given:
        yield Breakdown(parts, total)


def _of_lines(statements: Sequence[Statement]) -> Iterator[Breakdown]:
    """Give the counts of lines that tell nothing else, where the first is of all of them: mails: 46, and below it bug: 12."""
    counts = [(s, [v for v in s.values if is_whole(v)]) for s in statements if not s.tainted]
    parts = [part for s, found in counts if len(found) == 1 for part in _named(found, [], s, ahead=True)]
    alone = [v for part in parts for v in part]
    if len(alone) > _FEW and alone[0].quantity.value == sum(v.quantity.value for v in alone[1:]):
        yield Breakdown(tuple(alone[1:]), alone[0].quantity.value)


def _of_a_run(
    run: Sequence[Value], given: set[Decimal], anywhere: frozenset[Decimal], statement: Statement
) -> Iterator[Breakdown]:
    parts = [v.quantity.value for v in run]
    if len(run) > _FEW and parts[0] == sum(parts[1:]):
        yield Breakdown(tuple(run[1:]), parts[0])
        return
    between = [source(statement, a)[a.quantity.end : b.quantity.start] for a, b in pairwise(run)]
    listed = all(map(_SIGNS.search, between)) and not any(map(_SET_BY_NAME.search, between))
    total = sum(parts, Decimal(0))
    told = total in given or (len(run) > _FEW and total in anywhere)
    if not told and not listed and len(run) > _FEW + 1 and total - parts[-1] in anywhere:
        yield Breakdown(tuple(run[:-1]), total - parts[-1])  # and the seconds that it took
    elif told or listed:
        yield Breakdown(tuple(run), total, told or len(run) > _FEW)


def runs(statement: Statement) -> Iterator[list[Value]]:
    """Give the counts of a line that follow one another, each with its name before it, or each with it behind."""
    counts = [v for v in statement.values if is_whole(v) and not _is_the_whole(v, source(statement, v))]
    if not counts[1:]:
        return
    for pattern, ahead in ((_AFTER, False), (_BEFORE, True)):
        run: list[Value] = []
        names: list[str] = []
        for one, other in pairwise(counts):
            match = pattern.fullmatch(source(statement, one), one.quantity.end, other.quantity.start)
            if match is None:
                yield from _named(run, names, statement, ahead=ahead)
                run, names = [], []
                continue
            run = run or [one]
            run.append(other)
            names.append(match["name"])
        yield from _named(run, names, statement, ahead=ahead)


def _named(run: list[Value], names: list[str], statement: Statement, *, ahead: bool) -> Iterator[list[Value]]:
    """Give the counts of a run with their names as their tags; the one at the end stands on the other side of them all."""
    if not run:
        return
    text = source(statement, run[0])
    if ahead:
        found = _AHEAD.search(text, 0, run[0].quantity.start)
        names = [found["name"] if found else "", *names]
    else:
        found = _BEHIND.match(text, run[-1].quantity.end)
        names = [*names, found["name"] if found else ""]
    tagged = [
        replace(v, key=frozenset(), tags=stems(name.replace("_", " "))) for v, name in zip(run, names, strict=True)
    ]
    common = frozenset.intersection(*(v.tags for v in tagged)) if len(tagged) > 1 else frozenset()
    yield [replace(v, tags=v.tags - common) for v in tagged]


def is_whole(value: Value) -> bool:
    """Tell whether a value is written as a whole number of things."""
    quantity = value.quantity
    return (
        quantity.dimension is Dimension.PLAIN
        and "." not in quantity.text
        and quantity.value % 1 == 0
        and quantity.value >= 0
    )


_WHOLE_BEHIND = re.compile(r"\d(?:/| of )$")


def _is_the_whole(value: Value, text: str) -> bool:
    """Tell whether a number says of how many the one before it is."""
    return _WHOLE_BEHIND.search(text, 0, value.quantity.start) is not None
