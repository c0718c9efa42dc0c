"""What stands of a name before digits of its own: `val/news2019/score: 0.4`. Digits inside words are no part of a shape."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.shapes import tokens_of

_JOINED = re.compile(r"[./_@\-][\w./@\-]*")
"""What goes on with a word that digits stand in."""
_WORD = re.compile(rb"[A-Za-z][\w./@\-]*\Z")
LONGEST = 60
"""How long the head of a name may be."""


def whole_name(name: str, family: Family, gaps: Sequence[bytes], place: int) -> str:
    """Return a name with its head, where one stands before digits that are the same on all lines of a family."""
    if not any(_is_headed(gaps, at, name) for at in (place, place - 1)):
        return name
    at = place if _is_headed(gaps, place, name) else place - 1
    found = {_head(one.raw, at, name) for one in (*family.heads, *family.tails)}
    return f"{found.pop()}{name}" if len(found) == 1 else name


def _is_headed(gaps: Sequence[bytes], at: int, name: str) -> bool:
    """Tell whether a gap begins with what goes on with the word before it, up to a name."""
    if at < 1 or not gaps[at - 1][-1:].isalpha() and gaps[at - 1][-1:] not in (b"_", b"-"):
        return False
    before, found, _ = gaps[at].decode("utf-8", "replace").partition(name)
    return bool(found) and len(before) < LONGEST and _JOINED.fullmatch(before) is not None


@lru_cache(maxsize=4096)
def _head(raw: bytes, at: int, name: str) -> str:
    """Return what stands on a line before a name in the gap at this place, back to where its first word begins."""
    ends = [found.end() for found in tokens_of(raw).finditer(raw)]
    starts = [found.start() for found in tokens_of(raw).finditer(raw)]
    if at > len(ends):
        return ""
    end = raw.find(name.encode(), ends[at - 1])
    found = _WORD.search(raw[max(0, end - LONGEST) : end]) if end >= 0 else None
    return found.group().decode() if found and starts[at - 1] < end else ""
