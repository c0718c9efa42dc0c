"""What a condenser holds as rows of lists, texts and numbers, and back: for a file, from which only these classes come.

Bytes are texts of their Latin-1 letters; whatever else is no number stands in a list that begins with what it is.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from mlws_writer.tier1_logs import condense
from mlws_writer.tier1_logs.condense import Condensed, Condenser
from mlws_writer.tier1_logs.families import Column, Family, Room, Segment, Turn

Row = list[Any]
REMADE = frozenset({"_launches", "_launch_texts", "_batcher"})
"""What a condenser makes again when it needs it."""

_LIST, _TUPLE, _SET, _DICT, _TABLE, _FIRST_CLASS = range(6)
_TUPLES: tuple[type, ...] = (Segment, Turn, Room)
_CLASSES: tuple[type, ...] = (*_TUPLES, Condensed, condense._Kind, Family, Column)
_TAGS = {cls: tag for tag, cls in enumerate(_CLASSES, _FIRST_CLASS)}
_AS_THEY_ARE = frozenset({int, float, bool, type(None)})


def condenser_to_row(condenser: Condenser) -> Row:
    """Return what a condenser has taken in so far; TypeError where it holds what cannot be told."""
    held = [(name, value) for name, value in sorted(vars(condenser).items()) if name not in REMADE]
    return [[name, _row(value)] for name, value in held]


def condenser_from_row(row: Row, launches: Callable[[bytes], bool] | None) -> Condenser:
    """Return a condenser that goes on from there; ValueError, TypeError, KeyError or IndexError where it is no row."""
    condenser = Condenser(launches)
    held = {name: _value(value) for name, value in row}
    if set(held) != set(vars(condenser)) - REMADE:
        raise ValueError("not what a condenser holds")
    for name, value in held.items():
        setattr(condenser, name, value)
    return condenser


def _row(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is bytes:
        return value.decode("latin-1")
    if kind is list:
        return _table(value) or [_LIST, *map(_row, value)]
    tag, parts = _parts(kind, value)
    return [tag, *map(_row, parts)]


def _parts(kind: Any, value: Any) -> tuple[int, Iterable[Any]]:
    if kind is tuple:
        return _TUPLE, value
    if kind is set:
        return _SET, sorted(value)
    if kind is dict:
        return _DICT, chain.from_iterable(value.items())
    if kind not in _TAGS:
        raise TypeError(f"{kind.__name__} has no row")
    return _TAGS[kind], value if kind in _TUPLES else [getattr(value, name) for name in kind.__slots__]


def _table(rows: Sequence[Any]) -> Row | None:
    """Return tuples of equal length column by column, where each is of numbers or of bytes; most of what is held is."""
    if len(rows) < 4 or set(map(type, rows)) != {tuple} or len(set(map(len, rows))) > 1:
        return None
    columns = [_column(column) for column in zip(*rows, strict=True)]
    return [_TABLE, *columns] if columns and all(columns) else None


def _column(column: Sequence[Any]) -> list[Any] | None:
    kinds = set(map(type, column))
    if kinds == {int}:
        return list(column)
    return [value.decode("latin-1") for value in column] if kinds == {bytes} else None


def _value(row: Any) -> Any:
    if isinstance(row, str):
        return row.encode("latin-1")
    if not isinstance(row, list):
        return row
    tag, *rest = row
    if tag == _TABLE:
        columns = [[v.encode("latin-1") for v in c] if isinstance(c[0], str) else c for c in rest]
        return list(zip(*columns, strict=True))
    values = [_value(each) for each in rest]
    if tag < _FIRST_CLASS:
        return _KINDS[tag](values)
    cls = _CLASSES[tag - _FIRST_CLASS]
    return cls(*values) if cls in _TUPLES else _filled(cls, values)


def _paired(values: list[Any]) -> dict[Any, Any]:
    return dict(zip(values[::2], values[1::2], strict=True))


_KINDS: dict[int, Callable[[list[Any]], Any]] = {_LIST: list, _TUPLE: tuple, _SET: set, _DICT: _paired}


def _filled(cls: Any, values: list[Any]) -> Any:
    made = cls.__new__(cls)
    for name, value in zip(cls.__slots__, values, strict=True):
        setattr(made, name, value)
    return made
