"""The lines of a piece, put together by family, their numbers column by column.

Lines of one shape are sliced; lines whose shapes are rare are put together by a coarser likeness and their numbers
found by one regex over all of them; what is left is taken line by line. All three ways lead to the same batches.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import chain

from mlws_writer.tier1_logs.chunks import Chunk, Listed, Sliced, in_order, put_together
from mlws_writer.tier1_logs.families import Piece
from mlws_writer.tier1_logs.shapes import GAP, HEXADECIMAL, NAMELESS, Plan, number, numeric_places, tokens_of

ALIKE = 4
"""From how many lines on a group is read column by column."""
MANY = 64
"""From how many lines with rare shapes on it pays to look for ids."""
MOST_PLANS = 50_000


class Batch:
    """Lines of one family from one piece, chunk by chunk: each in order, and the one first whose first line comes first."""

    __slots__ = ("chunks", "places", "text")

    def __init__(self, text: bytes, places: tuple[int, ...], chunks: list[Chunk]) -> None:
        self.text = text
        self.places = places
        self.chunks = chunks

    @property
    def first(self) -> int:
        """Where the first line stands."""
        return self.chunks[0].index[0]

    @property
    def size(self) -> int:
        """How many lines these are."""
        return sum([len(chunk.index) for chunk in self.chunks])

    def index(self) -> Iterator[int]:
        """Yield where the lines stand."""
        return chain.from_iterable([chunk.index for chunk in self.chunks])

    def between(self, start: int, end: int) -> "Batch | None":
        """Return the part of the batch whose lines stand from `start` to before `end`."""
        chunks = [part for chunk in self.chunks if (part := chunk.between(start, end)) is not None]
        return Batch(self.text, self.places, in_order(chunks)) if chunks else None


Made = dict[tuple[bytes, tuple[int, ...]], Batch]
"""Batches by their text and the places of their columns."""


class Batcher:
    """Puts the lines of pieces together; it remembers the plans of shapes, nothing else."""

    def __init__(self) -> None:
        self._plans: dict[bytes, Plan] = {}

    def batches(self, piece: Piece, keys: list[bytes]) -> list[Batch]:
        """Return the batches of a piece whose lines have the shapes `keys`, by their first lines."""
        groups = _grouped(range(len(keys)), keys)
        groups.pop(b"", None)
        made: Made = {}
        rest: list[int] = []
        for key, index in groups.items():
            if len(index) >= ALIKE:
                self._by_shape(key, index, piece, made)
            else:
                rest.extend(index)
        if rest:
            rest.sort()
            self._by_likeness(rest, piece, keys, made)
        for batch in made.values():
            batch.chunks = in_order(put_together(batch.chunks))
        return sorted(made.values(), key=lambda batch: batch.first)

    def _plan(self, shape: bytes) -> Plan:
        plan = self._plans.get(shape)
        if plan is None:
            plan = Plan(shape)
            if len(self._plans) > MOST_PLANS:
                self._plans.clear()
            self._plans[shape] = plan
        return plan

    def _by_shape(self, shape: bytes, index: list[int], piece: Piece, made: Made) -> None:
        plan = self._plan(shape)
        raws, words = piece.raws, plan.words
        if not words:
            _add_chunk(plan.masked, plan.places, Sliced(index, plan, raws), made)
            return
        by_words: dict[tuple[bytes, ...], list[int]] = defaultdict(list)
        for i in index:
            raw = raws[i]
            by_words[tuple([raw[word] for word in words])].append(i)
        for said, part in by_words.items():
            _add_chunk(plan.text(raws[part[0]], said), plan.places, Sliced(part, plan, raws), made)

    def _by_likeness(self, rest: list[int], piece: Piece, keys: list[bytes], made: Made) -> None:
        raws = piece.raws
        if len(rest) >= MANY:
            rest = self._by_ids(rest, raws, keys, made)
        if len(rest) >= ALIKE:
            names = b"\n".join([raws[i] for i in rest]).translate(None, NAMELESS).split(b"\n")
            alike = _grouped(rest, names)
        else:
            alike = {b"": rest}
        for index in alike.values():
            if len(index) >= ALIKE and _add_ragged(index, raws, made):
                continue
            for i in index:
                self._by_shape(keys[i], [i], piece, made)

    def _by_ids(self, rest: list[int], raws: list[bytes], keys: list[bytes], made: Made) -> list[int]:
        """Batch the lines that differ in hexadecimal ids only, and return the others."""
        left: list[int] = []
        shapes = b"\n".join([keys[i] for i in rest]).translate(HEXADECIMAL).split(b"\n")
        for index in _grouped(rest, shapes).values():
            same: list[int] = []
            if len(index) >= ALIKE:
                plan = Plan(keys[index[0]])
                same = _differ_in_ids_only(index, keys, plan) if plan.ids and not plan.words else []
                if same:
                    _add_chunk(plan.masked, plan.places, Sliced(same, plan, raws), made)
            if len(same) < len(index):
                chosen = set(same)
                left.extend([i for i in index if i not in chosen])
        return sorted(left)


def _grouped(index: Iterable[int], keys: Iterable[bytes]) -> dict[bytes, list[int]]:
    """Return which lines have each key; the same as to append one after the other in a loop, in half the time."""
    groups: dict[bytes, list[int]] = defaultdict(list)
    deque(map(list.append, map(groups.__getitem__, keys), index), maxlen=0)
    return groups


def _differ_in_ids_only(index: list[int], keys: list[bytes], plan: Plan) -> list[int]:
    """Return those whose shapes equal the first one's but for ids, each with digits and letters: they have its plan."""
    first = keys[index[0]]
    at = 0
    same = index
    for found in (*plan.ids, slice(len(first), len(first))):
        want = first[at : found.start]
        same = [i for i in same if keys[i].startswith(want, at)]
        at = found.stop
    for found in plan.ids:
        same = [i for i in same if b"0" in (said := keys[i][found]) and said.strip(b"0")]
    return same


def _add_chunk(text: bytes, places: tuple[int, ...], chunk: Chunk, made: Made) -> None:
    batch = made.get((text, places))
    if batch is None:
        made[text, places] = Batch(text, places, [chunk])
    else:
        batch.chunks.append(chunk)


def _add_ragged(index: list[int], raws: list[bytes], made: Made) -> bool:
    rows = [raws[i] for i in index]
    joined = b"\n".join(rows)
    pattern = tokens_of(joined)
    gaps = pattern.split(rows[0])[::2]
    parts = pattern.split(joined)
    wide = len(gaps) - 1
    if wide:
        middle = gaps[-1] + b"\n" + gaps[0]
        want = [gaps[0], *([*gaps[1:-1], middle] * (len(rows) - 1)), *gaps[1:]]
    else:
        want = [b"\n".join([gaps[0]] * len(rows))]
    if parts[::2] != want:
        return False
    columns = {}
    for place in numeric_places(gaps):
        values = parts[2 * place + 1 :: 2 * wide]
        good = _all_numbers(values)
        if good:
            columns[place] = values
        elif good is None:
            return False
    _add_chunk(GAP.join(gaps), tuple(columns), Listed(index, columns), made)
    return True


def _all_numbers(values: list[bytes]) -> bool | None:
    """Tell whether all of these are numbers, or none of them; None where some are."""
    try:
        list(map(float, values))
        doubtful = any(len(value) >= 8 and b"e" in value and b"." not in value for value in values)
    except ValueError:
        doubtful = True
    if not doubtful and number(values[0]) is not None:
        return True
    found = [number(value) is not None for value in values]
    return found[0] if found.count(found[0]) == len(found) else None
