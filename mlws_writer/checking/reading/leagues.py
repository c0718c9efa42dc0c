"""Things of one kind with a value each of one measure: the rows of a table, the items of a list, lines alike.

What a sentence calls the best, the largest, the fastest is held against all that it is compared with there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.beside_each_other import side_values
from mlws_writer.checking.reading.cells import end_of_stamp
from mlws_writer.checking.reading.ground import Ground, heads_of
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.listings import WITH_ITS_WHOLE, items_of
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.records_in_line import records_of
from mlws_writer.checking.reading.series import numbers_places
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.titles import measure_above
from mlws_writer.checking.reading.tokens import PLACES, tokens
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity


@dataclass(frozen=True, slots=True)
class Member:
    """One of several things: the tokens that it goes by, the numbers that it is called by, and its value."""

    name: frozenset[str]
    numbers: frozenset[int]
    value: Value

    def is_called(self, spoken: frozenset[str], numbers: frozenset[int]) -> int:
        """Count what of its name is spoken of."""
        return len(self.name & spoken) + len(self.numbers & numbers)


@dataclass(frozen=True, slots=True)
class League:
    """Things that a log compares: `what` are the stems of that in which it does, `metric` its name where it is a measure."""

    what: frozenset[str]
    metric: str
    members: tuple[Member, ...]

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """Where its values stand: their statements, and their places in those."""
        return frozenset((each.value.statement, each.value.quantity.start) for each in self.members)

    def called(self, spoken: frozenset[str], numbers: frozenset[int]) -> tuple[Member, ...]:
        """Give those of its members that are spoken of; none where all are, or none is."""
        called = [each.is_called(spoken, numbers) for each in self.members]
        most = max(called)
        own = tuple(each for each, many in zip(self.members, called, strict=True) if many == most)
        return own if len(own) < len(self.members) else ()

    def within(self, spoken: frozenset[str]) -> "League":
        """Narrow it to those of a kind that is spoken of, which some of its members share."""
        shared = frozenset(t for t in spoken if 1 < sum(t in each.name for each in self.members) < len(self.members))
        some = tuple(each for each in self.members if shared <= each.name) if shared else ()
        return League(self.what, self.metric, some) if len(some) > 1 else self


@dataclass(frozen=True)
class _Around:
    """The cited lines, and all that is known."""

    statements: Sequence[Statement]
    ground: Ground

    @property
    def own(self) -> frozenset[int]:
        """The ids of the cited lines."""
        return frozenset(statement.id for statement in self.statements)

    def of(self, value: Value) -> Statement:
        """Give the statement of a value."""
        return self.ground.by_id[value.statement]


def named_leagues(cited: Sequence[Statement], ground: Ground) -> Iterator[League]:
    """Give those in which a thing of the cited lines is compared, by a header, the head of a list, or the word before each value."""
    around = _around(cited, ground)
    for statement in around.statements:
        listed = list(_listed(statement, ground))
        yield from listed or _of_records(statement)
    yield from (league for league in (*_tables(around), *_by_word(around)) if _compares(league))


def leagues_of_columns(
    cited: Sequence[Statement], columns: Iterable[Sequence[Value]], ground: Ground, named: Sequence[League]
) -> Iterator[League]:
    """Give those of lines of one shape that are no part of the `named` ones."""
    known = [league.places for league in named]
    lines = (league for league in _lines(columns, _around(cited, ground)) if _compares(league))
    yield from (league for league in lines if not any(league.places <= more for more in known))


def _around(cited: Sequence[Statement], ground: Ground) -> _Around:
    return _Around([statement for statement in cited if not statement.tainted], ground)


def _compares(league: League) -> bool:
    numbered = all(map(_is_its_number, league.members)) and any(len(member.name) == 1 for member in league.members)
    return not (numbered or numbers_places([member.value for member in league.members]))


def _is_its_number(member: Member) -> bool:
    """Tell whether a value is only the number by which a thing is called: brick 2."""
    return any(f"{word}={member.value.quantity.text}" in member.name for word in member.value.key)


def _of_records(statement: Statement) -> Iterator[League]:
    """Give what a line compares in records of several things: A 412 lines CER 4.87 | B 388 lines CER 6.02."""
    for records in records_of(statement):
        _, what, metric, _ = records[0]
        yield League(
            what, metric, tuple(Member(_called(name) - what, integers(name), value) for name, _, _, value in records)
        )


def _listed(statement: Statement, ground: Ground) -> Iterator[League]:
    """Give what a line lists by name: latency ms: fp32=41.8 dyn=17.3 static=14.9."""
    values = {value.quantity.start: value for value in statement.values}
    for run in items_of(statement, values):
        items = [(match["name"], values[match.start("number")]) for match in run]
        before = statement.text[: run[0].start()]
        head = _head(before)
        first, _, second = items[0][0].partition(" ")
        if second and metric_of([first]):  # recall clear 0.97 cumulus 0.85
            head, items[0] = f"{head} {first}", (second, items[0][1])
        named = bool(metric_of(_UNIT.sub("", head).split()[-1:])) or before.rstrip().endswith(":")
        columns = not named and len(ground.by_word.get(items[0][0].lower(), ())) > 1
        if (league := _list(items, head)) and not columns:
            yield league
            yield from _with_its_own(items, head, league)
        yield from _of_one_measure(items)


_UNIT = re.compile(r"(?:\s*\([^()]*\)|\s+(?:per|by|for each|of each)\s+[\w-]+|\s+(?:ms|s|sec|min|GB|MB|%))+$")
"""What may stand between the name of a measure and its list: latency ms (8 threads)."""


def _list(items: Sequence[tuple[str, Value]], head: str) -> League | None:
    """Make a league of the items of a list, where they are written alike and each has its own name."""
    measures = [metric_of([name]) for name, _ in items]
    metric, what = metric_of(head.split()), stems(head)
    if not metric and measures[0] and not any(measures[1:]) and len(items) > WITH_ITS_WHOLE:
        metric, items = measures[0], items[1:]  # miou 0.669 water 0.811 road 0.522
    elif not metric and any(measures):
        return None  # a row of measures of one thing
    alike = len({(value.quantity.dimension, "." in value.quantity.text) for _, value in items}) == 1
    numbered = any(name.split()[-1].lower() in PLACES for name, _ in items)  # slot 2 task 4
    if not alike or numbered or len({name.lower() for name, _ in items}) < len(items):
        return None
    members = tuple(Member(_called(name) - what, integers(name), value) for name, value in items)
    return League(what, metric or items[0][1].metric, members)


def _of_one_measure(items: Sequence[tuple[str, Value]]) -> Iterator[League]:
    """Give the items of a list whose names begin with one measure: f1_N=0.95 f1_A=0.72 f1_F=0.46."""
    parts = [(*name.rpartition("_"), value) for name, value in items]
    for measure in dict.fromkeys(of for of, _, _, _ in parts if metric_of([of]) and "_" not in of):
        some = [(name, value) for of, _, name, value in parts if of == measure]
        if len(some) > WITH_ITS_WHOLE and not any(name.isdigit() for name, _ in some):
            yield from filter(None, [_list(some, measure)])


def _with_its_own(items: Sequence[tuple[str, Value]], head: str, league: League) -> Iterator[League]:
    """Give what a line is of beside those that it lists behind its own score: tuned run: wer 11.8, greedy 12.6, vendor 10.9."""
    (measure, own), rest = items[0], items[1:]
    called = _called(head) - stems(measure)
    whole = sum(value.quantity.value for _, value in rest) <= own.quantity.value
    if called and names.sign(metric_of([measure])) and len(rest) == len(league.members) and not whole:
        yield League(stems(measure), league.metric, (Member(called, integers(head), own), *league.members))


def _head(before: str) -> str:
    """Give the words that a list begins with, as far as they are of it."""
    return re.split(r"[;|]|\.\s", before[end_of_stamp(before) :].rstrip(" :([{"))[-1][-60:].replace("_", " ")


def _called(name: str) -> frozenset[str]:
    if len(name) == 1 and name.isalpha():
        return frozenset({f"={name.upper()}"})
    return tokens(name) | tokens(name.replace("_", " ").replace("/", " ").replace("-", " "))


_INTEGER = re.compile(r"(?<![\w.,])0*(\d{1,3}(?:,\d{3})+|\d{1,9})(?![\w.,]*\d|\s?[%:])")


def integers(text: str) -> frozenset[int]:
    """Collect the whole numbers of a text, by which things may be called."""
    return frozenset(int(number.replace(",", "")) for number in _INTEGER.findall(text))


def _tables(around: _Around) -> Iterator[League]:
    """Give the columns of the tables of which a row is cited."""
    own = around.own
    for heads in dict.fromkeys(_full(heads_of(statement), around.ground) for statement in around.statements):
        for part in _once_each(_rows_below(heads, around.ground) if heads else ()):
            if any(row.id in own for row in part) and len(part) > 1:
                yield from _columns(part, heads, around.ground)
            yield from (_row(row, found) for row in part if row.id in own and (found := side_values(row)))


def _full(heads: tuple[str, ...], ground: Ground) -> tuple[str, ...]:
    """Give the headers of a table of which those of a row are some, as where a cell of it is empty."""
    return max((each for each in ground.by_heads if set(heads) <= set(each)), key=len) if heads else heads


def _rows_below(heads: tuple[str, ...], ground: Ground) -> list[Statement]:
    """Give the rows of a table, and those among them of which a cell is empty."""
    rows = ground.by_heads.get(heads, [])
    less = [row for each, own in ground.by_heads.items() if set(each) < set(heads) for row in own]
    lines, found = {row.line for row in rows}, list(rows)
    for row in (*sorted(less, key=_line), *sorted(less, key=_line, reverse=True)):
        if row.line not in lines and not lines.isdisjoint((row.line - 1, row.line + 1)):
            lines.add(row.line)
            found.append(row)
    return sorted(found, key=_line) if less else rows


def _line(statement: Statement) -> int:
    return statement.line


def _row(row: Statement, values: Sequence[Value]) -> League:
    """Give what a row has of the things that its headers name."""
    label = " ".join(row.labels)
    members = tuple(Member(_called(value.name), integers(value.name), value) for value in values)
    return League(_called(label) | stems(label), metric_of(label.split()), members)


def _once_each(rows: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Part rows where their labels begin anew behind other lines: what follows is of another block."""
    part: list[Statement] = []
    for row in rows:
        anew = part and row.line > part[-1].line + 1 and any(row.labels == each.labels for each in part)
        if anew:
            yield part
            part = []
        part.append(row)
    yield part


def _columns(rows: Sequence[Statement], heads: Sequence[str], ground: Ground) -> Iterator[League]:
    measured = sum(bool(v.metric) for v in rows[0].values if v.headed)
    titled = measure_above(rows[0], heads, ground) if 2 * measured < len(heads) else ""
    for head in dict.fromkeys(heads):
        cells = [(row, next((v for v in row.values if v.headed and v.name == head), None)) for row in rows]
        own = [(row, value) for row, value in cells if value is not None]
        named = [_called(" ".join(row.labels)) for row, _ in own]
        if len(own) < 2:
            continue
        shared = frozenset.intersection(*named)
        members = tuple(
            Member(name - shared, _numbers_of(row.labels), value) for (row, value), name in zip(own, named, strict=True)
        )
        if own[0][1].quantity.dimension not in WHEN:
            own_values = [value for _, value in own]
            metrics = {value.metric for value in own_values}
            of_title = titled if all("." in value.quantity.text for value in own_values) else ""
            yield League(own[0][1].key, (own[0][1].metric or of_title) if len(metrics) == 1 else "", members)


def _numbers_of(labels: Sequence[str]) -> frozenset[int]:
    """Give the numbers that a row is called by: those of its first label, and of settings in others: depth=4."""
    settings = (label.partition("=")[2] for label in labels[1:] if "=" in label)
    return frozenset[int]().union(*map(integers, (*labels[:1], *settings)))


def _lines(columns: Iterable[Sequence[Value]], around: _Around) -> Iterator[League]:
    """Give what lines of one shape tell, each of another thing, where one of them is cited."""
    own_lines = around.own
    for column in columns:
        cited = next((v for v in column if v.statement in own_lines), None)
        if cited is None or cited.headed or cited.quantity.dimension in WHEN:
            continue
        own, word = _key_of(cited, around), _word_before(cited, around)
        alike = [v for v in column if not own or _key_of(v, around) & own]
        same = [v for v in alike if word and _word_before(v, around) == word]
        alike = same if len(same) > 1 else alike
        metrics = {value.metric for value in alike}
        if len(alike) > 1:
            members = tuple(Member(v.tags, _numbered(v, around.of(v)), v) for v in alike)
            what = frozenset.intersection(*(_key_of(v, around) for v in alike)) | column[0].key
            yield League(what, metrics.pop() if len(metrics) == 1 else "", members)


_ALIKE = (3, 5)
"""What part of the words of the shorter of two lines the other has too."""


def _by_word(around: _Around) -> Iterator[League]:
    """Give what lines much alike tell behind the same word, whatever else each has: ets mape 15.07, nhits of 30 epochs, mape 12.81."""
    done: set[tuple[str, int]] = set()
    for cited in (value for statement in around.statements for value in statement.values):
        word = _word_before(cited, around)
        if not word or cited.headed or (word, cited.statement) in done:
            continue
        line = around.of(cited)
        known = around.ground.by_word.get(word, [])
        first, last = (bisect_left(known, line.id + way, key=_place) for way in (-_FAR, _FAR + 1))
        near = [v for v in known[first:last] if v.quantity.dimension is cited.quantity.dimension]
        own = [v for v in near if _much_alike(line, around.of(v))]
        done.update((word, v.statement) for v in own)
        if 1 < len(own) == len({v.statement for v in own}):
            tags = [_tags_of(v, around) for v in own]
            shared = frozenset.intersection(*tags)
            members = (Member(t - shared, _numbered(v, around.of(v)), v) for v, t in zip(own, tags, strict=True))
            yield League(stems(word.replace("_", " ")), metric_of([word]), tuple(members))


_FAR = 400
"""How many lines away a line of the same kind may stand."""


def _place(value: Value) -> int:
    return value.statement


def _tags_of(value: Value, around: _Around) -> frozenset[str]:
    line = around.of(value)
    return frozenset(tag for tag in value.tags | line.tags | _words(line.text) if not tag.isdigit())


@lru_cache(maxsize=4_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if word.isalpha())


def _word_before(value: Value, around: _Around) -> str:
    return word_before(value, around.of(value).text)


def _much_alike(one: Statement, other: Statement) -> bool:
    mine, theirs = _words(one.text), _words(other.text)
    part, whole = _ALIKE
    return len(mine & theirs) * whole >= part * min(len(mine), len(theirs))


def _key_of(value: Value, around: _Around) -> frozenset[str]:
    """Give what a line itself calls a value, where it names it: the column that it is of has what all share."""
    own = next((v for v in around.of(value).values if v.quantity == value.quantity), value)
    return own.key if own.exact else frozenset()


_NUMBERED = re.compile(r"[A-Za-z]+[ =#]+0*(\d{1,9})(?![\w.,:/-]*\d|\s?%)")


def _numbered(value: Value, statement: Statement) -> frozenset[int]:
    """Collect the numbers by which the thing of a line is called: store 0417."""
    return frozenset(map(int, _NUMBERED.findall(statement.text[: value.quantity.start])))


def stands(member: Member, league: League, way: int, above: int) -> bool:
    """Tell whether so many of a league stand above one of it."""
    mine = member.value.quantity.value * way
    return sum(each.value.quantity.value * way > mine for each in league.members) == above


def holds(quantity: Quantity, members: Iterable[Member]) -> bool:
    """Tell whether a number is the value of one of some members, be its unit that of their header; a whole one is no rounded fraction."""
    bare = _without_unit(quantity) if quantity.dimension in _UNITED else quantity
    values = (member.value for member in members)
    return any(_is(bare if each.quantity.dimension is Dimension.PLAIN else quantity, each) for each in values)


_UNITED = (Dimension.TIME, Dimension.BYTES)


def _without_unit(quantity: Quantity) -> Quantity:
    value, slack = quantity.value / quantity.factor, quantity.slack / quantity.factor
    return replace(quantity, dimension=Dimension.PLAIN, value=value, slack=slack, factor=Decimal(1))


def _is(quantity: Quantity, value: Value) -> bool:
    exact = quantity.value % 1 != 0 or abs(quantity.value / quantity.factor) >= _SURE
    return agrees(quantity, value) and (exact or value.quantity.value % 1 == 0)


_SURE = 100
"""From how much on a whole number may be a rounded one: 251 MiB for 251.4."""
