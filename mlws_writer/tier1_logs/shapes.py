# ruff: noqa: E501 - patterns and tables read better whole
"""A line's shape: what stays when its numbers change. All regex work is done once a shape, not once a line.

Everything here treats all digits alike: it finds the same spans in a line and in the line with each digit made 0.
"""

import re

DIGITS = bytes.maketrans(b"123456789\r", b"000000000\n")
"""Maps a line to its shape; carriage returns end a segment as newlines do."""
NAMELESS = b"0123456789abcdef.+-"
"""What is left out of the coarser shape that numbers of any width, and hexadecimal ids, have in common."""

_NUMBER = rb"(?<![\w.@])[-+]?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)*(?:[eE][-+]?\d+)?"
_DATE = rb"\d{4}[-/]\d\d?[-/]\d\d?(?:[T ]\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)?"
_CLOCK = rb"(?<![\w.])\d+:\d\d(?::\d\d(?:[.,]\d+)?)?(?![\w:])"
_INSIDE = rb"(?<=[A-Za-z_])\d{3,}"
TOKEN = re.compile(rb"|".join((_DATE, _CLOCK, _NUMBER, _INSIDE)))
_HEX = rb"0x[0-9a-f]+|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b"
TOKEN_OR_ID = re.compile(rb"|".join((_HEX, _DATE, _CLOCK, _NUMBER, _INSIDE)))
MAYBE_ID = re.compile(rb"0x[0-9a-f]|[0-9a-f]{8}")
_VALUE = re.compile(rb"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_INSIDE_SHORT = re.compile(rb"\d+")

GAP = b"\x00"
"""Stands for a number in a family's text (NUL bytes are taken out of the log first)."""


def tokens_of(text: bytes) -> re.Pattern[bytes]:
    """Return the pattern for the numbers of `text`: the slower one only where something looks like an id."""
    return TOKEN_OR_ID if MAYBE_ID.search(text) else TOKEN


def number(value: bytes) -> float | None:
    """Return a column's value as a number, or None for a clock, a date, a version or an id."""
    if not _VALUE.fullmatch(value):
        return None
    return float(value.replace(b",", b""))


class Plan:
    """Where the numbers of a shape stand, and where digits stand that belong to a word.

    `columns` holds (place, slice, sign, plain) for each number: its place among the tokens of the line; `plain` ones
    compare as bytes. `words` holds slices of digits inside words, which are part of the family's text.
    """

    __slots__ = ("columns", "gaps", "masked", "words")

    def __init__(self, shape: bytes) -> None:
        self.columns: list[tuple[int, slice, bool, bool]] = []
        self.words: list[slice] = []
        gaps = []
        at = 0
        for place, found in enumerate(tokens_of(shape).finditer(shape)):
            start, end = found.span()
            gaps.append(shape[at:start])
            self._note_words(shape, at, start)
            self._note_column(place, found.group(), start)
            at = end
        gaps.append(shape[at:])
        self._note_words(shape, at, len(shape))
        self.gaps = gaps
        self.masked = GAP.join(gaps)

    def _note_words(self, shape: bytes, at: int, end: int) -> None:
        if b"0" in shape[at:end]:
            self.words.extend(slice(*found.span()) for found in _INSIDE_SHORT.finditer(shape, at, end))

    def _note_column(self, place: int, token: bytes, start: int) -> None:
        if not _VALUE.fullmatch(token):
            return
        signed = token[:1] in b"-+"
        plain = b"e" not in token and b"E" not in token and not token.startswith(b"+")
        self.columns.append((place, slice(start, start + len(token)), signed, plain))

    def text(self, row: bytes) -> bytes:
        """Return the family's text of one line of this shape: its gaps, digits inside words as they are."""
        if not self.words:
            return self.masked
        return GAP.join(tokens_of(row).split(row))
