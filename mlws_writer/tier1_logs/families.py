"""What is kept of lines that differ only in their numbers: how many, the first and last, and each number's course.

Nothing here depends on the order in which batches of lines arrive, so that reading in pieces equals reading at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.tier1_logs.chunks import Chunk, size_of
from mlws_writer.tier1_logs.sampling import sampled_of, thinned


class Room(NamedTuple):
    """How much is kept of a family: first lines, last lines, and about how many values of each number."""

    heads: int
    tails: int
    points: int


ROOMS = ((64, Room(24, 8, 400)), (512, Room(6, 3, 100)), (1 << 60, Room(3, 2, 16)))
"""The families that come first have most room: so many families each."""
POINTS = 400
BEFORE = 4


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

    def spots(self, index: list[int]) -> list[tuple[int, int]]:
        """Return where the segments with these indices stand in the log: the number of the segment, and of its line."""
        return [(self.start + i, self.lines[i]) for i in index]

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

    def add(self, place: int, chunk: Chunk, piece: Piece) -> None:
        """Take in the numbers that stand at `place` in the lines of a chunk."""
        index = chunk.index
        self.count += len(index)
        low, high = chunk.extremes(place, self.low.size, self.high.size)
        if low is not None:
            value, at = chunk.value(place, low), piece.start + index[low]
            # Of equal values, the first in the log is kept.
            if (size_of(value), at) < (self.low.size, self.low.at):
                self.low = piece.turn(index[low], value, context=True)
        if high is not None:
            value, at = chunk.value(place, high), piece.start + index[high]
            if (-size_of(value), at) < (-self.high.size, self.high.at):
                self.high = piece.turn(index[high], value, context=True)
        if piece.start + index[0] < self.first.at:
            self.first = piece.turn(index[0], chunk.value(place, 0))
        if piece.start + index[-1] > self.last.at:
            self.last = piece.turn(index[-1], chunk.value(place, len(index) - 1))


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

    def add(self, chunks: Sequence[Chunk], places: Sequence[int], piece: Piece) -> None:
        """Take in these lines, whose numbers have these places."""
        self.count += sum([len(chunk.index) for chunk in chunks])
        self._keep_ends(chunks, piece)
        while self.count > self.room.points * self.stride * 2:
            self.stride *= 2
        sampled = [sampled_of(chunk.index, piece.start, len(piece.raws), self.stride) for chunk in chunks]
        spots = [piece.spots([chunk.index[j] for j in js]) for chunk, js in zip(chunks, sampled, strict=True)]
        for place in places:
            column = self._add_column(place, chunks, piece)
            for chunk, js, at in zip(chunks, sampled, spots, strict=True):
                values = chunk.values(place, js)
                column.points.extend([(*spot, value) for spot, value in zip(at, values, strict=True)])
        self._thin()

    def _keep_ends(self, chunks: Sequence[Chunk], piece: Piece) -> None:
        heads, tails, _ = self.room
        # The lines of a chunk stand in order: the first and last of all are among the first and last of each.
        first = sorted([i for chunk in chunks for i in chunk.index[:heads]])[:heads]
        if len(self.heads) < heads or piece.start + first[0] < self.heads[-1].at:
            new = [piece.segment(i) for i in first]
            self.heads = sorted(self.heads + new)[:heads] if self.heads else new
        last = sorted([i for chunk in chunks for i in chunk.index[-tails:]])[-tails:]
        if len(self.tails) < tails or piece.start + last[-1] > self.tails[0].at:
            self.tails = sorted(self.tails + [piece.segment(i) for i in last])[-tails:]

    def _add_column(self, place: int, chunks: Sequence[Chunk], piece: Piece) -> Column:
        column = self.columns.get(place)
        if column is None:
            # The first line of a family is kept anyway, so that its value needs no lines around it.
            column = self.columns[place] = Column(piece.turn(chunks[0].index[0], chunks[0].value(place, 0)))
            if self.count == 1:
                column.count = 1
                return column
        for chunk in chunks:
            column.add(place, chunk, piece)
        return column

    def _thin(self) -> None:
        """Drop points that the present stride no longer takes."""
        if self._thinned == self.stride:
            return
        for column in self.columns.values():
            column.points = thinned(column.points, self.stride)
        self._thinned = self.stride
