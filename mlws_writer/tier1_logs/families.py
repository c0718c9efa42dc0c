"""What is kept of lines that differ only in their numbers: how many, the first and last, and each number's course.

Nothing here depends on the order in which batches of lines arrive, so that reading in pieces equals reading at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

Chunk = tuple[int, int, dict[int, int]]


class Room(NamedTuple):
    """How much is kept of a family: first lines, last lines, and about how many values of each number."""

    heads: int
    tails: int
    points: int


ROOMS = ((64, Room(24, 8, 400)), (512, Room(6, 3, 100)), (1 << 60, Room(3, 2, 16)))
"""The families that come first have most room: so many families each."""
POINTS = 400
BEFORE = 4
_HASH, _MASK = 2654435761, (1 << 32) - 1


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
    raw: bytes
    before: tuple[Segment, ...] = ()


class Piece(NamedTuple):
    """The segments of a piece: `start` is the number of the first one, `before` are the last ones of the piece before."""

    raws: list[bytes]
    lines: Sequence[int]
    start: int
    before: tuple[Segment, ...]

    def segment(self, i: int) -> Segment:
        """Return the segment with index `i` in this piece."""
        return Segment(self.start + i, self.lines[i], self.raws[i])

    def turn(self, i: int, value: bytes, *, context: bool = False) -> Turn:
        """Return `value` with its place, the segment with index `i`, and the few segments before it if asked for."""
        before = self._leading(i) if context else ()
        return Turn(self.start + i, self.lines[i], value, size_of(value), self.raws[i], before)

    def _leading(self, i: int) -> tuple[Segment, ...]:
        near = tuple([self.segment(j) for j in range(max(0, i - BEFORE), i)])
        return (self.before + near)[-BEFORE:]


class Column:
    """The course of one number of a family: its turning points, and a sample of its values."""

    __slots__ = ("count", "first", "high", "last", "low", "points")

    def __init__(self, first: Turn) -> None:
        self.count = 0
        self.first = first
        self.last = first
        self.low = first
        self.high = first
        self.points: list[tuple[int, int, bytes]] = []


def size_of(value: bytes) -> float:
    """Return the number that a column's value stands for."""
    return float(value.replace(b",", b"")) if b"," in value else float(value)


def sizes_of(values: list[bytes]) -> list[float]:
    """Return the numbers that a column's values stand for."""
    try:
        return list(map(float, values))
    except ValueError:
        return [size_of(value) for value in values]


class Family:
    """Lines alike but for their numbers."""

    __slots__ = ("_thinned", "columns", "count", "heads", "room", "stride", "tails", "text")

    def __init__(self, text: bytes, room: Room) -> None:
        self.text = text
        self.count = 0
        self.heads: list[Segment] = []
        self.tails: list[Segment] = []
        self.columns: dict[int, Column] = {}
        self.room = room
        self.stride = 1
        self._thinned = 1

    def add_lines(self, index: list[int], piece: Piece, chunks: Sequence[Chunk]) -> list[int]:
        """Count these lines, keep the first and last of them, and return which of them belong to the sample of points."""
        self.count += len(index)
        heads, tails, _ = self.room
        # The lines of a chunk stand in order: the first and last of all are among the first and last of each.
        first = sorted([i for start, end, _ in chunks for i in index[start : min(start + heads, end)]])[:heads]
        if len(self.heads) < heads or piece.start + first[0] < self.heads[-1].at:
            new = [piece.segment(i) for i in first]
            self.heads = sorted(self.heads + new)[:heads] if self.heads else new
        last = sorted([i for start, end, _ in chunks for i in index[max(start, end - tails) : end]])[-tails:]
        if len(self.tails) < tails or piece.start + last[-1] > self.tails[0].at:
            self.tails = sorted(self.tails + [piece.segment(i) for i in last])[-tails:]
        return self._sampled(index, piece.start)

    def _sampled(self, index: list[int], start: int) -> list[int]:
        # A line is sampled by its own number alone, so that it does not matter with which others it arrives.
        while self.count > self.room.points * self.stride * 2:
            self.stride *= 2
        if self.stride == 1:
            return list(range(len(index)))
        limit = (1 << 32) // self.stride
        return [j for j, i in enumerate(index) if ((start + i) * _HASH & _MASK) < limit]

    def add_column(
        self, place: int, values: list[bytes], index: list[int], piece: Piece, chunks: Sequence[Chunk]
    ) -> Column:
        """Take in the values of one number, chunk by chunk (see `batches.Batch`)."""
        column = self.columns.get(place)
        if column is None:
            # The first line of a family is kept anyway, so that its value needs no lines around it.
            column = self.columns[place] = Column(piece.turn(index[0], values[0]))
            if len(values) == 1:
                column.count = 1
                return column
        column.count += len(values)
        start = piece.start
        for head, tail, order in chunks:
            part = values[head:tail] if len(chunks) > 1 else values
            least, most = _extremes(part, order.get(place, 0))
            # Most chunks hold no extreme: where the least and the most of one stand is looked up only if they may be.
            if size_of(least) <= column.low.size:
                self._turn_low(column, head + part.index(least), values, index, piece)
            if size_of(most) >= column.high.size:
                self._turn_high(column, head + part.index(most), values, index, piece)
            if start + index[head] <= column.first.at:
                column.first = piece.turn(index[head], values[head])
            if start + index[tail - 1] >= column.last.at:
                column.last = piece.turn(index[tail - 1], values[tail - 1])
        return column

    def _turn_low(self, column: Column, j: int, values: list[bytes], index: list[int], piece: Piece) -> None:
        size = size_of(values[j])
        if size < column.low.size or (size == column.low.size and piece.start + index[j] < column.low.at):
            column.low = piece.turn(index[j], values[j], context=True)

    def _turn_high(self, column: Column, j: int, values: list[bytes], index: list[int], piece: Piece) -> None:
        size = size_of(values[j])
        if size > column.high.size or (size == column.high.size and piece.start + index[j] < column.high.at):
            column.high = piece.turn(index[j], values[j], context=True)

    def thin(self) -> None:
        """Drop points that the present stride no longer takes."""
        if self._thinned == self.stride:
            return
        limit = (1 << 32) // self.stride
        for column in self.columns.values():
            column.points = [point for point in column.points if (point[0] * _HASH & _MASK) < limit]
        self._thinned = self.stride


def _extremes(values: list[bytes], order: int) -> tuple[bytes, bytes]:
    """Return the lowest and the highest value; of equal ones, the first."""
    if order:
        return (min(values), max(values)) if order > 0 else (max(values), min(values))
    sizes = sizes_of(values)
    return values[sizes.index(min(sizes))], values[sizes.index(max(sizes))]
