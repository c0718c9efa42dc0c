"""A log of any size, condensed: families of lines with the course of their numbers, run by run.

Lines are grouped by shape (see shapes.py); what is rare is kept line by line, with caps, so that neither a long log nor
a flood of lines that are all different fills the memory.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from mlws_writer.tier1_logs.batches import Batch, Batcher
from mlws_writer.tier1_logs.families import BEFORE, ROOMS, Family, Piece, Segment
from mlws_writer.tier1_logs.launches import (
    comes_late,
    has_worked,
    header_of,
    is_after_pause,
    is_other_rank,
    last_timed,
    opening_of,
)
from mlws_writer.tier1_logs.pieces import LONGEST
from mlws_writer.tier1_logs.shapes import DIGITS

FAMILIES, PREFIXED, TELLING_FAMILIES, VARIANTS = 20_000, 400, 4_000, 64
SHORTEST_RUN = 6
"""A launch with fewer lines is the same as the one that seems to follow: launchers announce themselves more than once."""
AGAIN = 2
"""How many lines a launch has at least that begins, after a silence, with the words with which the log began."""
RUNS_KEPT = 100
"""How many runs are kept from the head of a log, and as many from its end."""

_ANSI = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n\r]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_SAYS = re.compile(rb"[A-Za-z]{2}")
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

    def __init__(self, launches: Callable[[bytes], bool] | None = None) -> None:
        self.runs: list[Condensed] = []
        self.dropped_runs = 0
        self.segments = 0
        self.lines = 0
        self.ended_line = True
        self._returned = False
        self._launches = launches
        self._launch_texts: dict[bytes, bool] = {}
        self._batcher = Batcher()
        self._before: tuple[Segment, ...] = ()
        self._prefixes: dict[bytes, int] = {}
        self._kinds: dict[bytes, _Kind] = {}
        self._families = 0
        self._telling = 0
        self._announced = -1
        self._opening = b""
        """What the log began with, behind its time; nothing where it cannot tell that the program began again."""
        self._timed = b""
        """The last line with a time, as long as that may matter."""
        self._header: bytes | None = None
        """How the first line that says anything begins, if with what the program was started with; None before it came."""

    def feed(self, buffer: bytes) -> None:
        """Take in one piece."""
        for unwanted, by in ((b"\x00", b""), (b"\x08", b" "), (b"\r\n", b"\n")):
            # One byte is found forty times as quickly as two.
            if unwanted[:1] in buffer and unwanted in buffer:
                buffer = buffer.replace(unwanted, by)
        if self._returned and buffer[:1] == b"\n":
            # A NUL stood between the two halves of a line end, and the piece before ended there.
            buffer, self.ended_line, self._returned = buffer[1:], True, False
        if not buffer:
            return
        self._returned = buffer.endswith(b"\r")
        if b"\x1b" in buffer:
            buffer = _ANSI.sub(b"", buffer)
        raws = (buffer.replace(b"\r", b"\n") if b"\r" in buffer else buffer).split(b"\n")
        lines = self._numbered(buffer, raws)
        if not raws[-1]:
            raws.pop()
        if not raws:
            return
        keys = buffer.translate(DIGITS).split(b"\n")
        if _may_be_long(buffer) and max(map(len, raws)) > LONGEST:
            raws = [raw[:LONGEST] for raw in raws]
            keys = [key[:LONGEST] for key in keys]
        piece = Piece(raws, lines, self.segments, self._before)
        again = self._begun_again(piece) if not self.segments or self._opening in buffer else []
        self._timed = last_timed(raws, self._timed) if self._opening else b""
        headed = self._headed(piece, buffer)
        self.segments += len(raws)
        self._take(piece, keys[: len(raws)], again, headed)
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

    def _take(self, piece: Piece, keys: list[bytes], again: list[int], headed: list[int]) -> None:
        batches = self._batcher.batches(piece, keys)
        cuts = sorted(
            {*again, *headed, *(i for batch in batches if self._launches_run(batch.text) for i in batch.index())}
        )
        bounds = [0, *(cut for cut in cuts if cut), len(piece.raws)]
        for start, end in pairwise(bounds):
            idle = start in headed and not (self.runs and has_worked(self.runs[-1].families.values()))
            self._start_run(piece, start, start in cuts and not idle, AGAIN if start in again else SHORTEST_RUN)
            part = batches if len(bounds) == 2 else _between(batches, start, end)
            self._take_part(part, piece, start, end)

    def _launches_run(self, text: bytes) -> bool:
        if self._launches is None:
            return False
        known = self._launch_texts.get(text)
        if known is None:
            if len(self._launch_texts) > 4 * FAMILIES:
                self._launch_texts.clear()
            known = self._launch_texts[text] = self._launches(text[:400])
        return known

    def _begun_again(self, piece: Piece) -> list[int]:
        """Return where a piece has the words with which the log began, after a silence: the program was started anew."""
        if piece.start == 0 and self._launches is not None:
            self._opening = opening_of(piece.raws[0])
        found = []
        for i, raw in enumerate(piece.raws) if self._opening else ():
            if not raw.endswith(self._opening) or piece.start + i == 0:
                continue
            if not is_after_pause(raw, last_timed(piece.raws[:i], self._timed)):
                self._opening = b""  # the program says it time and again
                break
            found.append(i)
        return found

    def _headed(self, piece: Piece, buffer: bytes) -> list[int]:
        """Return where a piece says again what the program was started with, as the first words of the log did."""
        if self._header is None:
            first = next((raw for raw in piece.raws if _SAYS.search(raw)), None)
            self._header = header_of(first) if first is not None and self._launches is not None else None
        header = self._header
        if not header or header not in buffer:
            return []
        return [i for i, raw in enumerate(piece.raws) if header in raw and piece.start + i and header_of(raw) == header]

    def _start_run(self, piece: Piece, at: int, launch: bool, least: int) -> None:
        if not launch or is_other_rank(piece.raws[at]) or self._goes_on(piece, at):
            return
        if self.runs and self.runs[-1].segments >= least:
            self.runs.append(Condensed(piece.segment(at)))
            if len(self.runs) > 2 * RUNS_KEPT:
                del self.runs[RUNS_KEPT]
                self.dropped_runs += 1

    def _goes_on(self, piece: Piece, at: int) -> bool:
        """Tell whether a line that starts a launch is the first of those that come only when it has begun."""
        before, self._announced = self._announced, piece.start + at if comes_late(piece.raws[at]) else -1
        return self._announced >= 0 and (before < 0 or self._announced - before < SHORTEST_RUN)

    def _take_part(self, batches: list[Batch], piece: Piece, start: int, end: int) -> None:
        if start == end:
            return
        if not self.runs:
            self.runs.append(Condensed(piece.segment(start)))
        run = self.runs[-1]
        run.segments += end - start
        last = end - 1
        while last > start and not piece.raws[last]:
            last -= 1
        if piece.raws[last]:
            run.last = piece.segment(last)
        for batch in batches:
            self._admit(run, batch, piece)

    def _admit(self, run: Condensed, batch: Batch, piece: Piece) -> None:
        family = run.families.get(batch.text)
        if family is None:
            text = self._variant(batch.text)
            family = run.families.get(text) or self._new_family(run, text)
        if family is None:
            run.flood += batch.size
            if run.flood_first is None or piece.start + batch.first < run.flood_first.at:
                run.flood_first = piece.segment(batch.first)
            return
        family.add(batch.chunks, batch.places, piece)

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
        family = run.families[text] = Family(text, next(room for most, room in ROOMS if self._families <= most))
        return family


def _may_be_long(buffer: bytes) -> bool:
    """Tell whether a part of the buffer, half as long as a line may be, holds no end of a line."""
    half = LONGEST // 2
    return any(buffer.find(b"\n", at, at + half) < 0 for at in range(0, len(buffer), half))


def _between(batches: list[Batch], start: int, end: int) -> list[Batch]:
    parts = [part for batch in batches if (part := batch.between(start, end)) is not None]
    return sorted(parts, key=lambda part: part.first)
