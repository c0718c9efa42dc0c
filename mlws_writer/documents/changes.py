"""What one write changed in a document: enough to make its result again from what it began with, or take it back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Hunk:
    """Some bytes in place of others: where they begin in the old document, how many are gone, what is there now."""

    start: int
    gone: int
    new: bytes


def between(before: bytes, after: bytes) -> tuple[Hunk, ...]:
    """Find the lines that differ; not always the fewest, but always all."""
    head = _line_start(before, _common(before, after))
    limit = min(len(before), len(after)) - head
    tail = _whole_lines(before, min(_common(before[::-1], after[::-1]), limit))
    old, new = _lines(before[head : len(before) - tail]), _lines(after[head : len(after) - tail])
    offsets = [head]
    for line in old:
        offsets.append(offsets[-1] + len(line))
    matcher = SequenceMatcher(None, old, new)
    return tuple(
        Hunk(offsets[i], offsets[j] - offsets[i], b"".join(new[k:n]))
        for tag, i, j, k, n in matcher.get_opcodes()
        if tag != "equal"
    )


def applied(before: bytes, hunks: Iterable[Hunk]) -> bytes:
    """Make the changes again."""
    return b"".join(_pieces(before, hunks))


def _pieces(before: bytes, hunks: Iterable[Hunk]) -> Iterator[bytes]:
    at = 0
    for hunk in hunks:
        yield before[at : hunk.start]
        yield hunk.new
        at = hunk.start + hunk.gone
    yield before[at:]


def torn(held: bytes, before: bytes, after: bytes) -> bool:
    """Tell whether a file that was being written in place was left in the middle of it."""
    size = _common(held, after)
    return held[size:] == before[size:] or held == after + before[len(after) :]


def _lines(raw: bytes) -> Sequence[bytes]:
    return re.findall(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", raw)


def _line_start(raw: bytes, at: int) -> int:
    return max(raw.rfind(b"\n", 0, at), raw.rfind(b"\r", 0, at)) + 1


def _whole_lines(raw: bytes, tail: int) -> int:
    """Make the end of a document begin with a line."""
    found = raw.find(b"\n", len(raw) - tail)
    return len(raw) - found - 1 if found >= 0 else 0


def _common(one: bytes, other: bytes) -> int:
    """Count the bytes with which both begin."""
    at, size = 0, min(len(one), len(other))
    while at < size and one[at : at + _PIECE] == other[at : at + _PIECE]:
        at += _PIECE
    end = min(at + _PIECE, size)
    return next((i for i in range(min(at, size), end) if one[i] != other[i]), end)
