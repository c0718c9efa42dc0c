"""What stands of a name before digits of its own: `val/news2019/score: 0.4`. Digits inside words are no part of a shape."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.shapes import tokens_of

_JOINED = re.compile(r"[./_@\-][\w./@\-]*")
"""What goes on with a word that digits stand in."""
_JOINS = re.compile(rb"[\"']?\s*[:=]\s*")
_WORD = re.compile(rb"[A-Za-z][\w./@\-]*\Z")
LONGEST = 60
"""How long the head of a name may be."""


def whole_name(name: str, family: Family, gaps: Sequence[bytes], place: int) -> str:
    """Return a name with its head, where one stands before digits that are the same on all lines of a family."""
    if not name:
        return _numbered(family, gaps, place) if _JOINS.fullmatch(gaps[place]) and _in_word(gaps[place - 1]) else ""
    if not any(_is_headed(gaps, at, name) for at in (place, place - 1)):
        return name
    at = place if _is_headed(gaps, place, name) else place - 1
    found = {_head(one.raw, at, name) for one in (*family.heads, *family.tails)}
    return f"{found.pop()}{name}" if len(found) == 1 else name


def _is_headed(gaps: Sequence[bytes], at: int, name: str) -> bool:
    """Tell whether a gap begins with what goes on with the word before it, up to a name."""
    if at < 1 or not _in_word(gaps[at - 1]):
        return False
    before, found, _ = gaps[at].decode("utf-8", "replace").partition(name)
    return bool(found) and len(before) < LONGEST and _JOINED.fullmatch(before) is not None


def _in_word(gap: bytes) -> bool:
    return gap[-1:].isalpha() or gap[-1:] in (b"_", b"-")


def _numbered(family: Family, gaps: Sequence[bytes], place: int) -> str:
    """Return a name that ends with digits, the same on all lines: `rmse_z500 = 279.58`."""
    word = _WORD.search(gaps[place - 1][-LONGEST:])
    found = {_token(one.raw, place - 1) for one in (*family.heads, *family.tails)}
    return f"{word.group().decode()}{found.pop().decode()}" if word and len(found) == 1 else ""


def _token(raw: bytes, place: int) -> bytes:
    found = _spans(raw)
    return raw[slice(*found[place])] if place < len(found) else b""


@lru_cache(maxsize=256)
def _spans(raw: bytes) -> tuple[tuple[int, int], ...]:
    return tuple([token.span() for token in tokens_of(raw).finditer(raw)])


def _head(raw: bytes, at: int, name: str) -> str:
    """Return what stands on a line before a name in the gap at this place, back to where its first word begins."""
    spans = _spans(raw)
    if at > len(spans):
        return ""
    start, last = spans[at - 1]
    end = raw.find(name.encode(), last)
    found = _WORD.search(raw[max(0, end - LONGEST) : end]) if start < end else None
    return found.group().decode("utf-8", "replace") if found else ""
