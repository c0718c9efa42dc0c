"""Bytes in pieces that end where a line or a redrawn bar ends; a segment that never ends is cut."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PIECE = 1 << 22
"""How many bytes are read at once."""
LONGEST = 1 << 16
"""How many bytes of a segment (a line, or a part of it between two carriage returns) are looked at."""

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def wide_encoding(head: bytes) -> str:
    """Return the UTF-16 codec that the first bytes call for, or an empty string."""
    if head[:2] in _UTF16:
        return _UTF16[head[:2]]
    sample = head[:400]
    if len(sample) < 8:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > len(sample) * 0.35 and even < len(sample) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.35 and odd < len(sample) * 0.05 else ""


def reader_of(raw: bytes) -> Callable[[int], bytes]:
    """Return a function that hands out `raw` bit by bit, as a file's `read` does."""
    at = 0

    def read(count: int) -> bytes:
        nonlocal at
        part = raw[at : at + count]
        at += len(part)
        return part

    return read


def narrowed(read: Callable[[int], bytes], codec: str) -> Callable[[int], bytes]:
    """Return a `read` that gives UTF-8 for what is UTF-16 underneath."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    begun = False

    def read_utf8(count: int) -> bytes:
        nonlocal begun
        while True:
            part = read(count)
            text = decoder.decode(part, final=not part)
            if text and not begun:
                text, begun = text.removeprefix("\ufeff"), True
            if text or not part:
                return text.encode("utf-8", "replace")

    return read_utf8


def _cut(whole: bytes) -> int:
    end = whole.rfind(b"\n") + 1
    if end or b"\r" not in whole:
        return end
    # A bar's carriage returns may be the first part of a line end whose last part is not read yet.
    whole = whole[:-1] if whole.endswith(b"\r" * LONGEST) else whole.rstrip(b"\r")
    return whole.rfind(b"\r") + 1


@dataclass(slots=True)
class Rest:
    """What is read and stands in no piece yet, and whether what comes until the line ends is left out."""

    held: bytes = b""
    skipping: bool = False


def pieces(read: Callable[[int], bytes], size: int = PIECE, rest: Rest | None = None) -> Iterator[bytes]:
    """Yield what `read` gives in pieces of about `size` bytes, each ending after a newline or a carriage return.

    Whenever `read` is called, `rest` tells what of the bytes before is still to come.
    """
    rest = Rest() if rest is None else rest
    while part := read(size):
        if rest.skipping:
            ends = [at for at in (part.find(b"\n"), part.find(b"\r")) if at >= 0]
            if not ends:
                continue
            part, rest.skipping = part[min(ends) :], False
        whole = rest.held + part if rest.held else part
        end = _cut(whole)
        rest.held = whole[end:]
        if len(rest.held) > LONGEST + 1 and b"\r" not in rest.held:
            rest.held, rest.skipping = rest.held[:LONGEST], True
        if end:
            yield whole[:end]
    if rest.held:
        yield rest.held
