"""Older encodings: a log, or lines of one, that are not UTF-8 are told as UTF-8 before anything is made of them."""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache, partial
from typing import NamedTuple

from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import Column, Family, Segment, Turn

Recode = Callable[[bytes], bytes]
LIKELY = ("cp949", "gb18030", "big5", "shift_jis", "euc_jp", "cp1251", "koi8_r", "cp1252")
"""What logs are written in besides UTF-8: what is guessed from few letters must be one of these."""
ENOUGH, SAMPLED = 64, 2000
"""How many odd lines, and how many bytes of each, tell the encoding."""
DAMAGED = 4
"""How many whole letters a line of UTF-8 has at least for each broken one."""


class Encoding(NamedTuple):
    """An older encoding, and whether the log is in it, so that it is tried before UTF-8: else a few lines are."""

    codec: str
    whole: bool


def older_encoding(runs: Iterable[Condensed]) -> Encoding | None:
    """Return the encoding of what is not UTF-8 in these runs; None where all is."""
    odd: list[bytes] = []
    regular = 0
    for run in runs:
        for family in run.families.values():
            raw = family.heads[0].raw if family.heads else b""
            if raw.isascii():
                continue
            if is_utf8(raw):
                regular += 1
            else:
                odd.append(raw[:SAMPLED])
    return Encoding(_guessed(b"\n".join(odd[:ENOUGH])), len(odd) > regular) if odd else None


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # most logs need none of its tables

    found = from_bytes(sample, cp_isolation=list(LIKELY), enable_fallback=False).best()
    return found.encoding if found is not None else "latin-1"


def is_utf8(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8, perhaps with letters that were cut or torn apart."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return broken * DAMAGED <= sum(char > "\x7f" for char in text) - broken
    return True


def in_utf8(run: Condensed, encoding: Encoding) -> Condensed:
    """Return a run in UTF-8 whose odd lines are in an older encoding."""
    recode: Recode = cache(partial(recoded, encoding=encoding))  # a line is kept at several turns of its numbers
    made = Condensed(_segment(run.first, recode))
    made.last = _segment(run.last, recode)
    made.segments, made.flood = run.segments, run.flood
    made.flood_first = _segment(run.flood_first, recode) if run.flood_first else None
    for text, family in run.families.items():
        told = _family(family, recode)
        # Two texts that are broken may become one: the second then stays what it is.
        made.families[text if told.text in made.families else told.text] = told
    return made


def recoded(raw: bytes, encoding: Encoding) -> bytes:
    """Return bytes as UTF-8: first by what most of the log is in, then by the other."""
    if raw.isascii():
        return raw
    if not encoding.whole and is_utf8(raw):
        return raw
    try:
        return raw.decode(encoding.codec).encode()
    except UnicodeDecodeError:
        return raw if is_utf8(raw) else raw.decode(encoding.codec, "replace").encode()


def _segment(segment: Segment, recode: Recode) -> Segment:
    return Segment(segment.at, segment.line, recode(segment.raw))


def _family(family: Family, recode: Recode) -> Family:
    made = copy(family)
    made.text = recode(family.text)
    made.heads = [_segment(segment, recode) for segment in family.heads]
    made.tails = [_segment(segment, recode) for segment in family.tails]
    made.columns = {place: _column(column, recode) for place, column in family.columns.items()}
    return made


def _column(column: Column, recode: Recode) -> Column:
    made = copy(column)
    made.first, made.last = _turn(column.first, recode), _turn(column.last, recode)
    made.low, made.high = _turn(column.low, recode), _turn(column.high, recode)
    return made


def _turn(turn: Turn, recode: Recode) -> Turn:
    before = tuple([_segment(segment, recode) for segment in turn.before])
    return turn._replace(raw=recode(turn.raw), before=before)
