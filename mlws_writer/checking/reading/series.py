"""Columns without a header: values that stand at the same place in lines of one shape, each told apart by its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from mlws_writer.checking.reading.ground import Ground
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.statements import Statement, kinds, measured
from mlws_writer.checking.reading.tokens import PLACES, tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension

_FAR = 400
"""How many lines away a line of the same shape may stand."""
_ALIKE = 0.5
"""What share of their words two lines of one shape have in common."""
_MOST = 200
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def columns(cited: Sequence[Statement], ground: Ground) -> Iterator[tuple[Value, ...]]:
    """Give the columns in which the values of the cited lines stand; the key of each is what all of it share."""
    done: set[int] = set()
    for statement in cited:
        shape = kinds(statement)
        if statement.tainted or statement.id in done or not shape:
            continue
        near = (other for other in ground.by_kinds[shape] if abs(other.line - statement.line) <= _FAR)
        lines = list(islice((other for other in near if _of_one_shape(statement, other)), _MOST))
        done.update(line.id for line in lines)
        if len(lines) > 1:
            yield from _columns(lines)


def lists(cited: Sequence[Statement], ground: Ground) -> Iterator[tuple[Value, ...]]:
    """Give the values that a cited line lists by name: BLEU mt-en 31.6, fo-en 20.6."""
    for statement in cited:
        rows: dict[Dimension, list[Value]] = {}
        for value in measured(statement) if not statement.tainted else ():
            if value.quantity.dimension is not Dimension.PLAIN and _OF_ALL.search(
                statement.text[: value.quantity.start]
            ):
                continue
            rows.setdefault(value.quantity.dimension, []).append(value)
        for row in (row for row in rows.values() if len(row) > 1):
            common = frozenset.intersection(*(value.key for value in row))
            alike = common or _two_alike(row) or (row[0].metric and len({value.metric for value in row}) == 1)
            if alike or _share_a_unit(row) or _items(row, statement, ground) or _alternate(row, statement, ground):
                widest = _widest(row, statement)
                yield tuple(replace(v, key=common, tags=_before(v, statement, widest) - common) for v in row)
            if not alike:
                yield from _by_metric(row, statement)


_OF_ALL = re.compile(r"\((?:in )?(?:total|sum|all|overall|together)[ :=]*$", re.IGNORECASE)
"""What a list gives of all of it behind its items: 4.1 GB, 2.6 GB (total 6.7 GB)."""


def _by_metric(row: Sequence[Value], statement: Statement) -> Iterator[tuple[Value, ...]]:
    """Give what a line lists of one measure among others: f1=0.87 p=0.86 | chemical f1=0.92 | disease f1=0.81."""
    metrics: dict[str, list[Value]] = {}
    for value in row:
        metrics.setdefault(value.metric, []).append(value)
    for values in (some for metric, some in metrics.items() if metric and len(metrics) > 1 and len(some) > 1):
        names = [_before(value, statement) for value in values]
        common = frozenset.intersection(*names)
        if len({own - common for own in names}) == len(names):
            yield tuple(replace(v, tags=own - common) for v, own in zip(values, names, strict=True))


_NAME = re.compile(r"\s*,?\s+[A-Za-z][\w-]*[ :=]+")


def _alternate(row: Sequence[Value], statement: Statement, ground: Ground) -> bool:
    """Tell whether fractions stand in a row of a name and a number each: vendor 0.985 date 0.970."""
    row = [value for value in row if value.quantity.value % 1]
    if len(row) < _ROW or any(len(ground.by_key.get(value.key, ())) > 1 for value in row):
        return False
    if any(value.metric for value in row):
        return False
    spans = pairwise(value.quantity for value in row)
    return all(_NAME.fullmatch(statement.text[one.end : other.start]) for one, other in spans)


_ROW = 3
"""How many names and numbers make a row."""


def _two_alike(row: Sequence[Value]) -> bool:
    """Tell whether a row is two values written alike: a count beside a score is no list."""
    counts = [value.quantity.value % 1 == 0 and value.quantity.value > 1 for value in row]
    return len(row) == _TWO and len(set(counts)) == 1


def _share_a_unit(row: Sequence[Value]) -> bool:
    """Tell whether bare numbers have a unit that the head of their list names: training minutes: a 14.3, b 38.6."""
    return all(v.quantity.dimension is not Dimension.PLAIN and _BARE_NUMBER.fullmatch(v.quantity.text) for v in row)


_BARE_NUMBER = re.compile(r"[\d.,]+")
_TWO = 2
_ITEM = re.compile(r"\s*%?\s*[|,;/]\s*(?:[a-z]+: )?[A-Za-z0-9][\w.-]*(?: [A-Za-z][\w.-]*){0,2}[ :]+")


def _is_common(value: Value, ground: Ground) -> bool:
    """Tell whether another value goes by the name of this one, in its unit; by that of a bare number, in any."""
    unit = value.quantity.dimension
    alike = (v for v in ground.by_key.get(value.key, ()) if unit in (v.quantity.dimension, Dimension.PLAIN))
    return len(list(islice(alike, _TWO))) == _TWO


def _items(row: Sequence[Value], statement: Statement, ground: Ground) -> bool:
    """Tell whether some values stand in a list of a name and a number each: fp16 5.47 | 4bit 5.63."""
    if any(_is_common(value, ground) for value in row):
        return False  # names that other lines have too are of what is measured
    spans = pairwise(value.quantity for value in row)
    return all(_ITEM.fullmatch(statement.text[one.end : other.start]) for one, other in spans)


def _widest(row: Sequence[Value], statement: Statement) -> int:
    """Count the words by which the items of a list are called behind its first one, whose head may stand before it."""
    between = (statement.text[one.quantity.end : other.quantity.start] for one, other in pairwise(row))
    return min(_TWO, max((len(_WORD.findall(text)) for text in between), default=_TWO) or _TWO)


def _before(value: Value, statement: Statement, most: int = _TWO) -> frozenset[str]:
    """Give the tokens of the two words before a value at most, back to the value before it."""
    start = max((v.quantity.end for v in statement.values if v.quantity.end <= value.quantity.start), default=0)
    words = statement.text[start : value.quantity.start].split()[-most:]
    words = (
        words[1:] if len(words) > 1 and words[0].endswith(":") and "=" not in words[1] else words
    )  # what the list is of names no item
    named = {f"={words[-1].upper()}"} if words and len(words[-1]) == 1 and words[-1].islower() else frozenset[str]()
    return stems(" ".join(words)) | tokens(" ".join(words)) | named


def _of_one_shape(one: Statement, other: Statement) -> bool:
    if (headers := _headers(one)) != _headers(other):
        return False
    if headers:
        return True
    mine, theirs = _words(one.text), _words(other.text)
    if abs(one.line - other.line) <= _CLOSE and max(_names(one), _names(other)) <= _BARE:
        return True
    return len(mine & theirs) >= max(1, _ALIKE * max(len(mine), len(theirs)) - 1)


def _names(statement: Statement) -> int:
    """Count the words of a line; a name of parts is one."""
    return sum(_WORD.search(word) is not None for word in statement.text.split())


_CLOSE = 12
_BARE = 2
"""How many words a row of a bare table has at most."""


def _headers(statement: Statement) -> tuple[str, ...]:
    """Give the names of the columns that the values of a line stand in."""
    return tuple(value.name for value in measured(statement) if value.headed)


@lru_cache(maxsize=4_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _columns(lines: Sequence[Statement]) -> Iterator[tuple[Value, ...]]:
    own = [frozenset(word for word in stems(line.text) if word[0].isalpha()) for line in lines]
    shared = frozenset.intersection(*(line.tags for line in lines))
    common = frozenset.intersection(*own)
    tags = [(line.tags - shared) | (words - common) for line, words in zip(lines, own, strict=True)]
    found = list(zip(*map(measured, lines), strict=True))
    for column in found:
        key = frozenset.intersection(*(value.key for value in column)) | (common if len(found) == 1 else frozenset())
        if len({value.quantity.value for value in column}) > 1 and not _names_lines(column, lines):
            yield tuple(replace(value, key=key, tags=words) for value, words in zip(column, tags, strict=True))


def _plain(number: str) -> str:
    return number.removesuffix(".0").lstrip("0") or "0"


def _names_lines(column: Sequence[Value], lines: Sequence[Statement]) -> bool:
    """Tell whether a column holds the numbers of places, such as seeds, that tell its lines apart."""
    return all(
        any(tag.endswith(f"={_plain(v.quantity.text)}") for tag in line.tags)
        for v, line in zip(column, lines, strict=True)
    )


PLACE_WORDS = frozenset(map(stem, [*PLACES, "epochs", "steps"]))


def is_place(value: Value) -> bool:
    """Tell whether a value is only where something was measured: step 600k."""
    return bool(value.key) and value.key <= PLACE_WORDS and value.quantity.value % 1 == 0


def numbers_places(group: Sequence[Value]) -> bool:
    """Tell whether values only number the places that they stand in: epoch 5, trial 11."""
    if group[0].key and group[0].key <= PLACE_WORDS:
        return True
    return all(
        value.key & PLACE_WORDS and any(t.endswith(f"={value.quantity.text}") for t in value.tags) for value in group
    )
