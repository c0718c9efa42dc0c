"""A line's shape: what stays when its numbers change. All regex work is done once a shape, not once a line.

Everything here treats all digits alike: it finds the same spans in a line and in the line with each digit made 0.
"""

import re

DIGITS = bytes.maketrans(b"123456789\r", b"000000000\n")
"""Maps a line to its shape; carriage returns end a segment as newlines do."""
HEXADECIMAL = bytes.maketrans(b"abcdef", b"000000")
"""Maps a shape to one in which hexadecimal ids look alike."""
NAMELESS = b"0123456789abcdef.+-"
"""What is left out of the coarser shape that numbers of any width, and hexadecimal ids, have in common."""

# Each alternative continues a token whose first character was taken by the set before all of them: a set at the head
# lets the regex engine skip the text between numbers at full speed. A lookbehind looks past that first character.
_DATE = rb"\d\d\d[-/]\d\d?[-/]\d\d?(?:[T ]\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)?"
_CLOCK = rb"(?<![\w.]\d)\d*:\d\d(?::\d\d(?:[.,]\d+)?)?(?![\w:])"
_FRACTION = rb"(?:\.\d+)*(?:[eE][-+]?\d+)?"
_NUMBER = rb"(?<![\w.@]\d)(?:\d{0,2}(?:,\d{3})+(?!,?\d)|\d*)" + _FRACTION
_SIGNED = rb"(?<![\w.@][-+])(?:\d{1,3}(?:,\d{3})+(?!,?\d)|\d+)" + _FRACTION
_INSIDE = rb"(?<=[A-Za-z_]\d)(?:\d\d+|\d?(?![\w ./@%()\-]{0,24}[\"'\])]{0,2}[:=]|[\w./@%\-]*(?:\s+|\s*(?:[|,;]|\xe2\x94[\x82\x83\x86])\s*)[-+]?\d))"
"""Digits inside a word vary freely (worker7), unless the word is part of what names a value (top5_acc: 0.9; resnet18 | 4.2)."""
_UUID = rb"[0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
_HEX = rb"[0-9a-f]{7,}\b"
_AFTER_DIGIT = b"|".join((_DATE, _CLOCK, _NUMBER, _INSIDE))
_ID_AFTER_DIGIT = rb"(?<![\w]\d)(?:(?<=0)x[0-9a-f]+|" + _UUID + rb"|(?=\d*[a-f])" + _HEX + b")"
_ID_AFTER_LETTER = rb"(?<!\w[a-f])(?:" + _UUID + rb"|(?=[a-f]*\d)" + _HEX + b")"
TOKEN = re.compile(rb"([-+0-9](?:(?<=\d)(?:" + _AFTER_DIGIT + rb")|(?<=[-+])" + _SIGNED + b"))")
TOKEN_OR_ID = re.compile(
    rb"([-+0-9a-f](?:(?<=\d)(?:"
    + _ID_AFTER_DIGIT
    + b"|"
    + _AFTER_DIGIT
    + rb")|(?<=[a-f])"
    + _ID_AFTER_LETTER
    + rb"|(?<=[-+])"
    + _SIGNED
    + b"))"
)
MAYBE_ID = re.compile(rb"0x[0-9a-f]|[0-9a-f]{8}")
_VALUE = re.compile(rb"(?!(?=[0-9e]{8})\d+e\d+$)[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_ID = re.compile(rb"0x[0-9a-f]+|(?=.*[a-f-])[0-9a-f\-]{8,}")
_INSIDE_SHORT = re.compile(rb"\d+")

GAP = b"\x00"
"""Stands for a number in a family's text (NUL bytes are taken out of the log first)."""
MOST_TEXTS = 4096


def tokens_of(text: bytes) -> re.Pattern[bytes]:
    """Return the pattern for the numbers of `text`: the slower one only where something looks like an id."""
    return TOKEN_OR_ID if MAYBE_ID.search(text) else TOKEN


def number(value: bytes) -> float | None:
    """Return a column's value as a number, or None for a clock, a date, a version or an id."""
    if not _VALUE.fullmatch(value):
        return None
    return float(value.replace(b",", b""))


def text_of(line: bytes) -> bytes:
    """Return the family's text of a line: what stands between its numbers."""
    return GAP.join(tokens_of(line).split(line)[::2])


def _in_word(before: bytes) -> bool:
    return before[-1:].isalpha() or before.endswith(b"_") or (before[-1:] == b"-" and before[-2:-1].isalpha())


def numeric_places(gaps: list[bytes]) -> list[int]:
    """Return the places of the tokens between `gaps` that do not stand inside a word."""
    return [place for place, gap in enumerate(gaps[:-1]) if not _in_word(gap)]


class Plan:
    """Where the numbers of a shape stand, and where digits stand that belong to a word.

    `columns` holds (slice, order) for each number, by its place among the tokens of the line; values of order 1
    compare as bytes, of order -1 as bytes the other way round, of order 0 as numbers only. `words` holds slices of
    digits inside words, which are part of the family's text, `ids` slices of hexadecimal ids.
    """

    __slots__ = ("_texts", "columns", "ids", "masked", "places", "words")

    def __init__(self, shape: bytes) -> None:
        self.columns: dict[int, tuple[slice, int]] = {}
        self.words: list[slice] = []
        self.ids: list[slice] = []
        self._texts: dict[tuple[bytes, ...], bytes] = {}
        gaps = []
        at = 0
        for place, found in enumerate(tokens_of(shape).finditer(shape)):
            start, end = found.span()
            gaps.append(shape[at:start])
            self._note_words(shape, at, start)
            self._note_column(place, found.group(), start, gaps[-1])
            at = end
        gaps.append(shape[at:])
        self._note_words(shape, at, len(shape))
        self.masked = GAP.join(gaps)
        self.places = tuple(self.columns)

    def _note_words(self, shape: bytes, at: int, end: int) -> None:
        if b"0" in shape[at:end]:
            self.words.extend(slice(*found.span()) for found in _INSIDE_SHORT.finditer(shape, at, end))

    def _note_column(self, place: int, token: bytes, start: int, gap: bytes) -> None:
        if not _VALUE.fullmatch(token) or _in_word(gap):
            if _ID.fullmatch(token):
                self.ids.append(slice(start, start + len(token)))
            return
        sign = token[:1]
        order = 0 if b"e" in token or b"E" in token else -1 if sign == b"-" else 1
        self.columns[place] = (slice(start, start + len(token)), order)

    def text(self, row: bytes, words: tuple[bytes, ...]) -> bytes:
        """Return the family's text of a line of this shape whose words hold the digits `words`."""
        if not words:
            return self.masked
        known = self._texts.get(words)
        if known is None:
            known = text_of(row)
            if len(self._texts) < MOST_TEXTS:
                self._texts[words] = known
        return known
