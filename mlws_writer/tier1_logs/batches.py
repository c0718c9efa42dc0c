"""The lines of a piece, put together by family, their numbers column by column.

Lines of one shape are sliced; lines whose shapes are rare are put together by a coarser likeness and their numbers
found by one regex over all of them; what is left is taken line by line. All three ways lead to the same batches.
"""

from collections import defaultdict

from mlws_writer.tier1_logs.families import Piece
from mlws_writer.tier1_logs.shapes import GAP, NAMELESS, Plan, number, numeric_places, tokens_of

ALIKE = 4
"""From how many lines on a group is read column by column."""
MOST_PLANS = 50_000


class Batch:
    """Lines of one family from one piece: where they stand (in no order), and the values of each number.

    `order` says how a column's values compare: 1 as bytes, -1 as bytes the other way round, 0 as numbers.
    """

    __slots__ = ("columns", "first", "index", "order", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.index: list[int] = []
        self.columns: dict[int, list[bytes]] = {}
        self.order: dict[int, int] = {}
        self.first = 0

    def between(self, start: int, end: int) -> "Batch | None":
        """Return the part of the batch whose lines stand from `start` to before `end`."""
        chosen = [j for j, i in enumerate(self.index) if start <= i < end]
        if not chosen:
            return None
        part = Batch(self.text)
        part.index = [self.index[j] for j in chosen]
        part.columns = {place: [values[j] for j in chosen] for place, values in self.columns.items()}
        part.order = self.order
        part.first = min(part.index)
        return part


class Batcher:
    """Puts the lines of pieces together; it remembers the plans of shapes, nothing else."""

    def __init__(self) -> None:
        self._plans: dict[bytes, Plan] = {}

    def batches(self, piece: Piece, keys: list[bytes]) -> list[Batch]:
        """Return the batches of a piece whose lines have the shapes `keys`, by their first lines."""
        groups: dict[bytes, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            groups[key].append(i)
        groups.pop(b"", None)
        made: dict[tuple[bytes, tuple[int, ...]], Batch] = {}
        rest: list[int] = []
        for key, index in groups.items():
            if len(index) >= ALIKE:
                self._by_shape(key, index, piece, made)
            else:
                rest.extend(index)
        if rest:
            self._by_likeness(rest, piece, keys, made)
        for batch in made.values():
            batch.first = min(batch.index)
        return sorted(made.values(), key=lambda batch: batch.first)

    def _plan(self, shape: bytes) -> Plan:
        plan = self._plans.get(shape)
        if plan is None:
            plan = Plan(shape)
            if len(self._plans) > MOST_PLANS:
                self._plans.clear()
            self._plans[shape] = plan
        return plan

    def _by_shape(
        self, shape: bytes, index: list[int], piece: Piece, made: dict[tuple[bytes, tuple[int, ...]], Batch]
    ) -> None:
        plan = self._plan(shape)
        raws, words = piece.raws, plan.words
        if not words:
            _add_rows(plan, plan.masked, index, raws, made)
            return
        by_words: dict[tuple[bytes, ...], list[int]] = defaultdict(list)
        for i in index:
            raw = raws[i]
            by_words[tuple([raw[word] for word in words])].append(i)
        for said, part in by_words.items():
            _add_rows(plan, plan.text(raws[part[0]], said), part, raws, made)

    def _by_likeness(
        self, rest: list[int], piece: Piece, keys: list[bytes], made: dict[tuple[bytes, tuple[int, ...]], Batch]
    ) -> None:
        raws = piece.raws
        alike: dict[bytes, list[int]] = defaultdict(list)
        if len(rest) >= ALIKE:
            names = b"\n".join([raws[i] for i in rest]).translate(None, NAMELESS).split(b"\n")
            for i, name in zip(rest, names, strict=True):
                alike[name].append(i)
        else:
            alike[b""] = rest
        for index in alike.values():
            if len(index) >= ALIKE and _add_ragged(index, raws, made):
                continue
            for i in index:
                self._by_shape(keys[i], [i], piece, made)


def _add_rows(
    plan: Plan, text: bytes, index: list[int], raws: list[bytes], made: dict[tuple[bytes, tuple[int, ...]], Batch]
) -> None:
    rows = [raws[i] for i in index]
    batch = made.get((text, plan.places))
    if batch is None:
        batch = made[text, plan.places] = Batch(text)
        batch.index = list(index)
        for place, where, order in plan.columns:
            batch.columns[place] = [row[where] for row in rows]
            batch.order[place] = order
        return
    batch.index.extend(index)
    for place, where, _ in plan.columns:
        batch.columns[place].extend([row[where] for row in rows])
        batch.order[place] = 0


def _add_ragged(index: list[int], raws: list[bytes], made: dict[tuple[bytes, tuple[int, ...]], Batch]) -> bool:
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
    text, places = GAP.join(gaps), tuple(columns)
    batch = made.get((text, places))
    if batch is None:
        batch = made[text, places] = Batch(text)
        batch.columns = columns
    else:
        for place, values in columns.items():
            batch.columns[place].extend(values)
    batch.index.extend(index)
    batch.order = dict.fromkeys(places, 0)
    return True


def _all_numbers(values: list[bytes]) -> bool | None:
    """Tell whether all of these are numbers, or none of them; None where some are."""
    found = [number(value) is not None for value in values[:1]]
    try:
        list(map(float, values))
    except ValueError:
        found = [number(value) is not None for value in values]
        return found[0] if found.count(found[0]) == len(found) else None
    else:
        return True if found[0] else None if any(number(value) is not None for value in values) else False
