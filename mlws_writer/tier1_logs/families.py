# ruff: noqa: E501 - patterns and tables read better whole
"""What is kept of lines that differ only in their numbers: how many, the first and last, and each number's course.

Nothing here depends on the order in which groups of lines arrive, so that reading in pieces equals reading at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.tier1_logs.shapes import number

HEADS, TAILS = 24, 8
POINTS, FEW_POINTS = 400, 16
BEFORE = 4
_HASH, _BITS = 2654435761, 32


class Segment(NamedTuple):
    """A line, or a part of one between two carriage returns; `at` counts segments from the head of the log."""

    at: int
    line: int
    raw: bytes


class Turn(NamedTuple):
    """A value at a place: where a column had its first, last, lowest or highest value."""

    at: int
    line: int
    value: bytes
    size: float
    raw: bytes = b""
    before: tuple[Segment, ...] = ()


class Column:
    """The course of one number of a family: its turning points, and a sample of its values."""

    __slots__ = ("count", "first", "high", "last", "low", "points")

    def __init__(self) -> None:
        self.count = 0
        self.first: Turn | None = None
        self.last: Turn | None = None
        self.low: Turn | None = None
        self.high: Turn | None = None
        self.points: list[tuple[int, int, bytes]] = []


class Group(NamedTuple):
    """Lines of one family from one piece: where each stands, in order, and the piece they are from."""

    indexes: Sequence[int]
    piece: "Piece"


class Piece(NamedTuple):
    """The segments of a piece: `start` is the number of the first one, `before` are the last ones of the piece before."""

    raws: list[bytes]
    lines: Sequence[int]
    start: int
    before: tuple[Segment, ...]

    def segment(self, i: int) -> Segment:
        """Return the segment with index `i` in this piece."""
        return Segment(self.start + i, self.lines[i], self.raws[i])

    def leading(self, i: int) -> tuple[Segment, ...]:
        """Return the few segments before index `i`, those of the piece before among them."""
        near = tuple(self.segment(j) for j in range(max(0, i - BEFORE), i))
        return (self.before + near)[-BEFORE:]


class Family:
    """Lines alike but for their numbers."""

    __slots__ = ("columns", "count", "heads", "room", "stride", "tails", "text")

    def __init__(self, text: bytes, room: int) -> None:
        self.text = text
        self.count = 0
        self.heads: list[Segment] = []
        self.tails: list[Segment] = []
        self.columns: dict[int, Column] = {}
        self.room = room
        self.stride = 1

    def add_lines(self, index: Sequence[int], piece: Piece) -> list[int]:
        """Count these lines, keep the first and last of them, and return which of them belong to the sample of points."""
        self.count += len(index)
        if len(self.heads) < HEADS or piece.start + index[0] < self.heads[-1].at:
            new = [piece.segment(i) for i in index[:HEADS]]
            self.heads = sorted(self.heads + new)[:HEADS] if self.heads else new
        if len(self.tails) < TAILS or piece.start + index[-1] > self.tails[0].at:
            new = [piece.segment(i) for i in index[-TAILS:]]
            self.tails = sorted(self.tails + new)[-TAILS:] if self.tails else new
        return self._sampled(index, piece.start)

    def _sampled(self, index: Sequence[int], start: int) -> list[int]:
        # A line is sampled by its own number alone, so that it does not matter with which others it arrives.
        while self.count > self.room * self.stride * 2:
            self.stride *= 2
        if self.stride == 1:
            return list(range(len(index)))
        limit = (1 << _BITS) // self.stride
        mask = (1 << _BITS) - 1
        return [j for j, i in enumerate(index) if ((start + i) * _HASH & mask) < limit]

    def add_column(self, place: int, values: list[bytes], group: Group, sampled: list[int], plain: int) -> None:
        """Take in the values of one number; `plain` says how they compare: 1 as bytes, -1 as bytes reversed, 0 as floats."""
        column = self.columns.get(place)
        if column is None:
            column = self.columns[place] = Column()
        index, piece = group
        column.count += len(values)
        low, high = _extremes(values, plain)
        start = piece.start
        if column.first is None or start + index[0] < column.first.at:
            column.first = _turn(values, 0, group)
        if column.last is None or start + index[-1] > column.last.at:
            column.last = _turn(values, len(values) - 1, group)
        if column.low is None or _before(low, values, group, column.low, lower=True):
            column.low = _turn(values, values.index(low), group, context=True)
        if column.high is None or _before(high, values, group, column.high, lower=False):
            column.high = _turn(values, values.index(high), group, context=True)
        lines, points = piece.lines, column.points
        points.extend([(start + index[j], lines[index[j]], values[j]) for j in sampled])

    def thin(self) -> None:
        """Drop points that the present stride no longer takes."""
        limit, mask = (1 << _BITS) // self.stride, (1 << _BITS) - 1
        for column in self.columns.values():
            if self.stride > 1:
                column.points = [point for point in column.points if (point[0] * _HASH & mask) < limit]


def _extremes(values: list[bytes], plain: int) -> tuple[bytes, bytes]:
    if plain > 0:
        return min(values), max(values)
    if plain < 0:
        return max(values), min(values)
    sizes = [number(value) or 0.0 for value in values]
    return values[sizes.index(min(sizes))], values[sizes.index(max(sizes))]


def _turn(values: list[bytes], j: int, group: Group, *, context: bool = False) -> Turn:
    i, piece = group.indexes[j], group.piece
    before = piece.leading(i) if context else ()
    return Turn(piece.start + i, piece.lines[i], values[j], number(values[j]) or 0.0, piece.raws[i], before)


def _before(value: bytes, values: list[bytes], group: Group, held: Turn, *, lower: bool) -> bool:
    size = number(value) or 0.0
    if size == held.size:
        return group.piece.start + group.indexes[values.index(value)] < held.at
    return size < held.size if lower else size > held.size
