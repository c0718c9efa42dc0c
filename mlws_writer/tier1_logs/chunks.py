"""Lines of one family that were put together at once: their numbers are looked up where one is asked for.

Of most numbers only a few values are kept. The lowest and the highest of many lines of one shape are found digit by
digit, all lines at once, and only where they may be lower or higher than what is known.
"""

from collections.abc import Iterator

from mlws_writer.tier1_logs.shapes import Plan

MANY = 64
"""From how many lines on it pays to look at their numbers digit by digit."""
AT_ONCE = 10_000
LONGEST = 32
"""No number that was measured has more digits; to go through those of one that has takes long."""
FEW = 16
"""One line in so many is looked at by itself."""
_UP, _DOWN = b"0123456789", b"9876543210"
_ONLY = {digit: bytes(255 if each == digit else 0 for each in range(256)) for digit in _UP}
_ZEROS, _NINES = bytes.maketrans(_UP, b"0" * 10), bytes.maketrans(_UP, b"9" * 10)

Extremes = tuple[int | None, int | None]
"""Which line of a chunk has the lowest value and which the highest; None where it is not as low, or high, as known."""


def size_of(value: bytes) -> float:
    """Return the number that a column's value stands for."""
    return float(value.replace(b",", b"")) if b"," in value else float(value)


class Listed:
    """Lines whose numbers were found one by one; `index` holds their places in the piece, in order."""

    __slots__ = ("_columns", "index")

    def __init__(self, index: list[int], columns: dict[int, list[bytes]]) -> None:
        self.index = index
        self._columns = columns

    def value(self, place: int, j: int) -> bytes:
        """Return the number at `place` in the line `j` of the chunk."""
        return self._columns[place][j]

    def values(self, place: int, js: list[int]) -> list[bytes]:
        """Return the numbers at `place` in the lines `js` of the chunk."""
        column = self._columns[place]
        return [column[j] for j in js]

    def extremes(self, place: int, low: float, high: float) -> Extremes:
        """Return which lines have the lowest and the highest number at `place`; None where `low` is lower, `high` higher."""
        return _extremes(self._columns[place], 0, low, high)

    def between(self, start: int, end: int) -> "Listed | None":
        """Return the part of the chunk that stands from `start` to before `end`."""
        chosen = [j for j, i in enumerate(self.index) if start <= i < end]
        columns = {place: [values[j] for j in chosen] for place, values in self._columns.items()}
        return Listed([self.index[j] for j in chosen], columns) if chosen else None


def _joined(index: list[int], raws: list[bytes]) -> bytes:
    """Join lines some at a time: to join any takes 80 bytes for each."""
    some = [index[at : at + AT_ONCE] for at in range(0, len(index), AT_ONCE)]
    return b"".join([b"".join([raws[i] for i in part]) for part in some])


class Sliced:
    """Lines of one shape, in which each number has its columns."""

    __slots__ = ("_block", "index", "plan", "raws")

    def __init__(self, index: list[int], plan: Plan, raws: list[bytes]) -> None:
        self.index = index
        self.plan = plan
        self.raws = raws
        self._block = b""

    def value(self, place: int, j: int) -> bytes:
        """Return the number at `place` in the line `j` of the chunk."""
        return self.raws[self.index[j]][self.plan.columns[place][0]]

    def values(self, place: int, js: list[int]) -> list[bytes]:
        """Return the numbers at `place` in the lines `js` of the chunk."""
        raws, index, where = self.raws, self.index, self.plan.columns[place][0]
        return [raws[index[j]][where] for j in js]

    def extremes(self, place: int, low: float, high: float) -> Extremes:
        """Return which lines have the lowest and the highest number at `place`; None where `low` is lower, `high` higher."""
        where, order = self.plan.columns[place]
        raws, index = self.raws, self.index
        if len(index) >= MANY:
            self._block = self._block or _joined(index, raws)
            digits = _Digits(self._block, len(raws[index[0]]), where)
            if digits.comparable:
                return digits.lowest(low), digits.highest(high)
        return _extremes([raws[i][where] for i in index], order, low, high)

    def between(self, start: int, end: int) -> "Sliced | None":
        """Return the part of the chunk that stands from `start` to before `end`."""
        chosen = [i for i in self.index if start <= i < end]
        return Sliced(chosen, self.plan, self.raws) if chosen else None


class Mixed:
    """Few lines of each of several shapes; `plans` says of which shape each line is."""

    __slots__ = ("_plans", "_raws", "index")

    def __init__(self, index: list[int], plans: list[Plan], raws: list[bytes]) -> None:
        self.index = index
        self._plans = plans
        self._raws = raws

    def value(self, place: int, j: int) -> bytes:
        """Return the number at `place` in the line `j` of the chunk."""
        return self._raws[self.index[j]][self._plans[j].columns[place][0]]

    def values(self, place: int, js: list[int]) -> list[bytes]:
        """Return the numbers at `place` in the lines `js` of the chunk."""
        return [self.value(place, j) for j in js]

    def extremes(self, place: int, low: float, high: float) -> Extremes:
        """Return which lines have the lowest and the highest number at `place`; None where `low` is lower, `high` higher."""
        raws = self._raws
        values = [raws[i][plan.columns[place][0]] for i, plan in zip(self.index, self._plans, strict=True)]
        return _extremes(values, 0, low, high)

    def between(self, start: int, end: int) -> "Mixed | None":
        """Return the part of the chunk that stands from `start` to before `end`."""
        chosen = [j for j, i in enumerate(self.index) if start <= i < end]
        plans = [self._plans[j] for j in chosen]
        return Mixed([self.index[j] for j in chosen], plans, self._raws) if chosen else None


Chunk = Listed | Sliced | Mixed


def put_together(chunks: list[Chunk]) -> list[Chunk]:
    """Return the same lines in fewer chunks, where several hold few lines of one shape each."""
    few = [chunk for chunk in chunks if isinstance(chunk, Sliced) and len(chunk.index) < MANY]
    if len(few) < 2:
        return chunks
    lines = sorted([(i, n) for n, chunk in enumerate(few) for i in chunk.index])
    plans = [few[n].plan for _, n in lines]
    many = [chunk for chunk in chunks if not isinstance(chunk, Sliced) or len(chunk.index) >= MANY]
    return [Mixed([i for i, _ in lines], plans, few[0].raws), *many]


def in_order(chunks: list[Chunk]) -> list[Chunk]:
    """Return chunks by their first lines."""
    return sorted(chunks, key=lambda chunk: chunk.index[0])


class _Digits:
    """The numbers in certain columns of a block of lines that are all `width` long."""

    __slots__ = ("_block", "_end", "_negative", "_value", "_where", "_width", "comparable")

    def __init__(self, block: bytes, width: int, where: slice) -> None:
        self._block, self._width, self._where = block, width, where
        self._value = block[where]
        self._negative = self._value[:1] == b"-"
        exponent = max(self._value.find(b"e"), self._value.find(b"E"))
        self._end = len(self._value) if exponent < 0 else exponent
        short = len(self._value) <= LONGEST
        self.comparable = short and all(self._is_same(at) for at in range(self._end, len(self._value)))
        """Whether the numbers compare as their digits do, all with the same exponent, and there are few enough of them."""

    def lowest(self, known: float) -> int | None:
        """Return the first line with the lowest number; None where it is higher than `known`."""
        return self._outermost(known, up=False)

    def highest(self, known: float) -> int | None:
        """Return the first line with the highest number; None where it is lower than `known`."""
        return self._outermost(known, up=True)

    def _column(self, at: int) -> bytes:
        return self._block[self._where.start + at :: self._width]

    def _is_same(self, at: int) -> bool:
        column = self._column(at)
        return column.count(column[0]) == len(column)

    def _outermost(self, known: float, *, up: bool) -> int | None:
        largest = up != self._negative
        digits, furthest = (_DOWN, self._value.translate(_NINES)) if largest else (_UP, self._value.translate(_ZEROS))
        lines = left = len(self._block) // self._width
        live, found, column = 0, b"", b""
        for at in range(self._end):
            if self._value[at] not in digits:
                found += self._value[at : at + 1]
                continue
            column = self._column(at)
            if live:
                column = (int.from_bytes(column) & live).to_bytes(lines)
            digit = next(each for each in digits if each in column)
            found += bytes((digit,))
            bound = size_of(found + furthest[at + 1 : self._end] + self._value[self._end :])
            if (bound < known) if up else (bound > known):
                return None
            count = column.count(digit)
            if count * FEW <= lines:
                return self._among(list(_places(column, digit)), largest=largest)
            if count < left:
                live, left = int.from_bytes(column.translate(_ONLY[digit])), count
        return column.index(digit)

    def _among(self, lines: list[int], *, largest: bool) -> int:
        start, stop, width = self._where.start, self._where.stop, self._width
        values = [self._block[line * width + start : line * width + stop] for line in lines]
        return lines[values.index(max(values) if largest else min(values))]


def _places(column: bytes, digit: int) -> Iterator[int]:
    at = column.find(digit)
    while at >= 0:
        yield at
        at = column.find(digit, at + 1)


def _extremes(values: list[bytes], order: int, low: float, high: float) -> Extremes:
    """Return where the lowest and the highest value stand; of equal ones, the first. Values of no order are numbers."""
    if order:
        least, most = (min(values), max(values)) if order > 0 else (max(values), min(values))
    else:
        sizes = _sizes_of(values)
        least, most = values[sizes.index(min(sizes))], values[sizes.index(max(sizes))]
    # Most chunks hold no extreme: where the least and the most stand is looked up only if they may be.
    lowest = values.index(least) if size_of(least) <= low else None
    return lowest, values.index(most) if size_of(most) >= high else None


def _sizes_of(values: list[bytes]) -> list[float]:
    try:
        return list(map(float, values))
    except ValueError:
        return [size_of(value) for value in values]
