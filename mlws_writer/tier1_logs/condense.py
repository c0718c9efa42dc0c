# ruff: noqa: E501 - patterns and tables read better whole
"""A log of any size, condensed: families of lines with the course of their numbers, run by run.

Lines are grouped by shape (see shapes.py); what is rare is kept line by line, with caps, so that neither a long log nor
a flood of lines that are all different fills the memory.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mlws_writer.tier1_logs.families import BEFORE, FEW_POINTS, POINTS, Family, Group, Piece, Segment
from mlws_writer.tier1_logs.pieces import LONGEST
from mlws_writer.tier1_logs.shapes import DIGITS, NAMELESS, Plan, number, tokens_of

ALIKE = 4
"""From how many lines on a group is read column by column."""
FAMILIES, PREFIXED, TELLING_FAMILIES, VARIANTS = 20_000, 400, 4_000, 64
SHORTEST_RUN = 6
"""A launch with fewer lines is the same as the one that seems to follow: launchers announce themselves more than once."""
RUNS_KEPT = 100
"""How many runs are kept from the head of a log, and as many from its end."""

_ANSI = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\-_])")
TELLING = re.compile(
    rb"(?i)\b(?:error|exception|traceback|fail|fatal|critical|warn|killed|nan\b|inf\b|oom|out of memory|best|final|result|"
    rb"accuracy|score|resum|preempt|saved|saving|checkpoint|abort|early.stop|finish|complete|timeout|diverg|done\b|insight|goal)"
)


class Condensed:
    """What is kept of one run (one launch)."""

    __slots__ = ("families", "first", "flood", "flood_first", "last", "segments")

    def __init__(self, first: Segment) -> None:
        self.first = first
        self.last = first
        self.segments = 0
        self.families: dict[bytes, Family] = {}
        self.flood = 0
        self.flood_first: Segment | None = None


class _Kind:
    """What is known of lines with the same text but for all digits: how many variants of digits in words they have."""

    __slots__ = ("closed", "variants")

    def __init__(self) -> None:
        self.variants: set[bytes] = set()
        self.closed = False


class Condenser:
    """Takes in a log piece by piece; `launches` tells which lines start a new run."""

    def __init__(self, launches: re.Pattern[bytes] | None = None) -> None:
        self.runs: list[Condensed] = []
        self.dropped_runs = 0
        self.segments = 0
        self.lines = 0
        self.ended_line = True
        self._launches = launches
        self._launch_shapes: dict[bytes, bool] = {}
        self._plans: dict[bytes, Plan] = {}
        self._before: tuple[Segment, ...] = ()
        self._prefixes: dict[bytes, int] = {}
        self._kinds: dict[bytes, _Kind] = {}
        self._families = 0
        self._telling = 0

    def feed(self, buffer: bytes) -> None:
        """Take in one piece."""
        for unwanted, by in ((b"\x00", b""), (b"\r\n", b"\n")):
            if unwanted in buffer:
                buffer = buffer.replace(unwanted, by)
        if b"\x1b" in buffer:
            buffer = _ANSI.sub(b"", buffer)
        raws = (buffer.replace(b"\r", b"\n") if b"\r" in buffer else buffer).split(b"\n")
        lines = self._numbered(buffer, raws)
        if not raws[-1]:
            raws.pop()
        if not raws:
            return
        keys = buffer.translate(DIGITS).split(b"\n")
        if max(map(len, raws)) > LONGEST:
            raws = [raw[:LONGEST] for raw in raws]
            keys = [key[:LONGEST] for key in keys]
        piece = Piece(raws, lines, self.segments, self._before)
        self.segments += len(raws)
        self._take(piece, keys)
        self._before = tuple(piece.segment(i) for i in range(max(0, len(raws) - BEFORE), len(raws)))
        if len(raws) < BEFORE:
            self._before = (piece.before + self._before)[-BEFORE:]

    def _numbered(self, buffer: bytes, raws: list[bytes]) -> Sequence[int]:
        first = self.lines + 1 if self.ended_line else self.lines
        self.ended_line = buffer.endswith(b"\n")
        if b"\r" not in buffer:
            self.lines = first + len(raws) - 1 - self.ended_line
            return range(first, first + len(raws))
        numbers: list[int] = []
        for line, part in enumerate(buffer.split(b"\n"), first):
            numbers.extend([line] * (part.count(b"\r") + 1))
        self.lines = numbers[-1] - self.ended_line
        return numbers

    def _take(self, piece: Piece, keys: list[bytes]) -> None:
        groups: dict[bytes, list[int]] = defaultdict(list)
        for i, key in enumerate(keys[: len(piece.raws)]):
            groups[key].append(i)
        groups.pop(b"", None)
        cuts = self._cuts(groups, piece)
        if not cuts:
            self._take_groups(groups.items(), piece, keys, (0, len(piece.raws)))
            return
        bounds = [0, *(cut for cut in cuts if cut), len(piece.raws)]
        for start, end in pairwise(bounds):
            self._start_run(piece, start, start in cuts)
            part: dict[bytes, list[int]] = defaultdict(list)
            for i in range(start, end):
                if keys[i]:
                    part[keys[i]].append(i)
            self._take_groups(part.items(), piece, keys, (start, end))

    def _cuts(self, groups: dict[bytes, list[int]], piece: Piece) -> list[int]:
        if self._launches is None:
            return []
        cuts: list[int] = []
        for key, index in groups.items():
            starts = self._launch_shapes.get(key)
            if starts is None:
                starts = self._launch_shapes[key] = self._launches.search(key[:400]) is not None
                if len(self._launch_shapes) > 100_000:
                    self._launch_shapes.clear()
            if starts:
                cuts.extend(index)
        return sorted(cuts)

    def _start_run(self, piece: Piece, at: int, launch: bool) -> None:
        if launch and self.runs and self.runs[-1].segments >= SHORTEST_RUN:
            self.runs.append(Condensed(piece.segment(at)))
            if len(self.runs) > 2 * RUNS_KEPT:
                del self.runs[RUNS_KEPT]
                self.dropped_runs += 1

    def _take_groups(
        self, groups: Iterable[tuple[bytes, list[int]]], piece: Piece, keys: list[bytes], span: tuple[int, int]
    ) -> None:
        start, end = span
        if start == end:
            return
        if not self.runs:
            self.runs.append(Condensed(piece.segment(start)))
        run = self.runs[-1]
        run.segments += end - start
        run.last = piece.segment(end - 1)
        found: list[tuple[bytes, list[int], Plan | None]] = []
        rest: list[int] = []
        for key, index in groups:
            if len(index) >= ALIKE:
                self._by_shape(key, index, piece, found)
            else:
                rest.extend(index)
        if rest:
            self._by_text(sorted(rest), piece, keys, found)
        found.sort(key=lambda one: one[1][0])
        for text, index, plan in found:
            self._admit(run, text, index, plan, piece)

    def _plan(self, shape: bytes) -> Plan:
        plan = self._plans.get(shape)
        if plan is None:
            plan = Plan(shape)
            if len(self._plans) > 50_000:
                self._plans.clear()
            self._plans[shape] = plan
        return plan

    def _by_shape(
        self, shape: bytes, index: list[int], piece: Piece, found: list[tuple[bytes, list[int], Plan | None]]
    ) -> None:
        plan = self._plan(shape)
        if not plan.words:
            found.append((plan.masked, index, plan))
            return
        raws, words = piece.raws, plan.words
        by_words: dict[tuple[bytes, ...], list[int]] = defaultdict(list)
        for i in index:
            raw = raws[i]
            by_words[tuple([raw[word] for word in words])].append(i)
        found.extend((plan.text(raws[part[0]]), part, plan) for part in by_words.values())

    def _by_text(
        self, rest: list[int], piece: Piece, keys: list[bytes], found: list[tuple[bytes, list[int], Plan | None]]
    ) -> None:
        raws = piece.raws
        if len(rest) >= ALIKE:
            names = b"\n".join([raws[i] for i in rest]).translate(None, NAMELESS).split(b"\n")
            alike: dict[bytes, list[int]] = defaultdict(list)
            for i, name in zip(rest, names, strict=True):
                alike[name].append(i)
        else:
            alike = {b"": rest}
        for index in alike.values():
            if len(index) >= ALIKE and self._ragged(index, piece, found):
                continue
            for i in index:
                plan = self._plan(keys[i])
                found.append((plan.text(raws[i]), [i], plan))

    def _ragged(self, index: list[int], piece: Piece, found: list[tuple[bytes, list[int], Plan | None]]) -> bool:
        rows = [piece.raws[i] for i in index]
        joined = b"\n".join(rows)
        gaps = tokens_of(rows[0]).split(rows[0])
        parts = tokens_of(joined).split(joined)
        if len(gaps) > 1:
            middle = gaps[-1] + b"\n" + gaps[0]
            want = [gaps[0], *([*gaps[1:-1], middle] * (len(rows) - 1)), *gaps[1:]]
        else:
            want = [b"\n".join([gaps[0]] * len(rows))]
        if parts != want:
            return False
        found.append((b"\x00".join(gaps), index, None))
        return True

    def _admit(self, run: Condensed, text: bytes, index: list[int], plan: Plan | None, piece: Piece) -> None:
        family = run.families.get(text)
        if family is None:
            text = self._variant(text)
            family = run.families.get(text) or self._new_family(run, text)
        if family is None:
            run.flood += len(index)
            if run.flood_first is None:
                run.flood_first = piece.segment(index[0])
            return
        _read(family, index, plan, piece)

    def _variant(self, text: bytes) -> bytes:
        bare = text.translate(DIGITS)
        if bare == text:
            return text
        kind = self._kinds.get(bare)
        if kind is None:
            if len(self._kinds) >= FAMILIES:
                return bare
            kind = self._kinds[bare] = _Kind()
        if text in kind.variants:
            return text
        if len(kind.variants) >= VARIANTS:
            return bare
        kind.variants.add(text)
        return text

    def _new_family(self, run: Condensed, text: bytes) -> Family | None:
        prefix = b" ".join(text.split(None, 3)[:3])[:48]
        seen = self._prefixes.get(prefix, 0)
        if self._families >= FAMILIES or seen >= PREFIXED or len(self._prefixes) > 2 * FAMILIES:
            if self._telling >= TELLING_FAMILIES or not TELLING.search(text):
                return None
            self._telling += 1
        self._prefixes[prefix] = seen + 1
        self._families += 1
        family = run.families[text] = Family(text, POINTS if self._families <= 512 else FEW_POINTS)
        return family


def _read(family: Family, index: list[int], plan: Plan | None, piece: Piece) -> None:
    group = Group(index, piece)
    sampled = family.add_lines(index, piece)
    raws = piece.raws
    if plan is None:
        joined = b"\n".join([raws[i] for i in index])
        tokens = tokens_of(joined).findall(joined)
        wide = len(tokens) // len(index)
        for place in range(wide):
            _add_ragged(family, place, tokens[place::wide], group, sampled)
    else:
        rows = [raws[i] for i in index]
        for place, where, signed, plain in plan.columns:
            values = [row[where] for row in rows]
            order = 0 if not plain else -1 if signed else 1
            family.add_column(place, values, group, sampled, order)
    if family.stride > 1 and sampled:
        family.thin()


def _add_ragged(family: Family, place: int, values: list[bytes], group: Group, sampled: list[int]) -> None:
    good = [j for j, value in enumerate(values) if number(value) is not None]
    if not good:
        return
    if len(good) < len(values):
        chosen = set(sampled)
        sampled = [k for k, j in enumerate(good) if j in chosen]
        values = [values[j] for j in good]
        group = Group([group.indexes[j] for j in good], group.piece)
    family.add_column(place, values, group, sampled, 0)
