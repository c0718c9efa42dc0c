"""What a line tells of several things in turn, each by its name: A 412 lines CER 4.87 | B 388 lines CER 6.02; spam 26/30, order 19/20."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.reading.cells import end_of_stamp
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension

_PARTS = re.compile(r" ?[|;] ?|, (?=[A-Za-z])|(?<=\)) +(?=[A-Za-z])")
_NAME = re.compile(r"\s*(?P<name>[A-Za-z][\w.+-]*(?: [A-Za-z][\w+-]*)?)\s*[ :=]\s*")
_BEFORE = re.compile(r"(?P<what>[A-Za-z][\w@-]*)\W{1,2}$")
_BEHIND = re.compile(r"%? (?:of )?(?P<what>[a-z][a-z-]{2,})")
_OF = re.compile(r" ?/ ?(?P<of>\d[\d,]*)(?![\d/])")
_FEWEST = 3

Record = tuple[str, frozenset[str], str, Value]
"""A name, in what it is compared, the measure of that, and the value."""


def records_of(statement: Statement) -> Iterator[list[Record]]:
    """Give what a line tells of each of three things or more, as one list for each kind of value that all of them have."""
    text = source(statement, statement.values[-1]) if statement.values else ""
    start = end_of_stamp(text)
    head, colon, _ = text[start:].partition(": ")
    begin = start + len(head) + len(colon) if colon and len(head.split()) <= _LONGEST else start
    if begin == start and (apart := _HEADED.match(text, start)):
        begin, head, colon = apart.end(), apart["head"], " "
    words = head if colon and begin > start else ""
    records: list[dict[frozenset[str], Record]] = []
    at = begin
    for part in _PARTS.split(text[begin:]):
        where = text.find(part, at)
        at = where + len(part)
        named = _NAME.match(part)
        own = [v for v in statement.values if where <= v.quantity.start < at] if named else []
        if named and own and own[0].quantity.start == where + named.end():
            told = list(_told(named["name"], own, words, text))
            records.append({record[1]: record for record in reversed(told)})  # the first of a kind
    if not all(records):
        return
    if len(records) >= _FEWEST and len({next(iter(each.values()))[0].lower() for each in records}) == len(records):
        for kind in records[0]:
            if all(kind in each for each in records):
                yield [each[kind] for each in records]


_HEADED = re.compile(r"(?P<head>[a-z]\w*)\s{2,}(?=[A-Z][\w-]* [a-z]\w* \d\S* [^|]*\|)")
"""What stands before the first record without a colon: test  PER f1 0.937 | ORG f1 0.811."""
_LONGEST = 9


def _told(name: str, values: list[Value], head: str, text: str) -> Iterator[Record]:
    first, _, second = name.partition(" ")
    measure = second if metric_of([second]) else ""  # A cer 0.071
    for place, value in enumerate(values):
        before = text[: value.quantity.start]
        if place and before.rstrip().endswith("/"):
            continue  # the whole, of 26/30
        ahead, behind = _BEFORE.search(before) if place else None, _BEHIND.match(text, value.quantity.end)
        what = ahead["what"] if ahead else measure if not place else ""
        if not what:
            what = behind["what"] if behind and (not head or value.quantity.text.isdigit()) else head
        if what.strip():
            own = next(filter(None, (metric_of([word]) for word in reversed(what.split()))), "")
            yield first if measure else name, stems(what.replace("_", " ")), own, _as_share(value, text)


def _as_share(value: Value, text: str) -> Value:
    """Read 26/30 as the share that it is."""
    part = _OF.match(text, value.quantity.end)
    every = Decimal(part["of"].replace(",", "")) if part else Decimal(0)
    if not every:
        return value
    return replace(
        value, quantity=replace(value.quantity, value=value.quantity.value / every, dimension=Dimension.PLAIN)
    )
