"""What stands around the rows of a table and tells of its columns: types, units, lines of dashes, groups above them."""

import re
from collections.abc import Sequence

_TYPE = re.compile(
    r"<?(?:string|str|chr|char|int|integer|dbl|double|fct|lgl|bool|boolean|num|date|object|category|[uif](?:8|16|32|64)|(?:int|float|uint)(?:8|16|32|64))>?\??|-{2,}|[(\[][A-Za-z/%#]{1,8}[)\]]|[#%]|\d-\d+",
    re.IGNORECASE,
)


def tells_of_columns(text: str) -> bool:
    """Tell whether a line between a header and its rows only says of what the columns are: their types, their units."""
    words = re.split(r"[\s|│┃║┆┊]+", text.strip(" \t|│┃║┆┊"))
    return len(words) > 1 and all(map(_TYPE.fullmatch, words))


_UNIT = re.compile(r"[(\[]?(?:ms|us|µs|s|sec|min|h|%|[KMG]i?B|kB|W|J|Wh|kWh|USD|EUR|[A-Za-z]{1,5}/[A-Za-z]{1,5})[)\]]?")
"""The unit of a column, on a line of its own below the names."""
_RULED = re.compile(r"\s*[-=─━]{2,}(?: +[-=─━]{2,})+\s*")
_RUN = re.compile(r"[-=─━]{2,}")
Spans = tuple[tuple[int, int], ...]


def ruled(text: str) -> Spans:
    """Give where the columns of a table begin and end, by a line of dashes that is broken between them."""
    return tuple(run.span() for run in _RUN.finditer(text)) if _RULED.fullmatch(text) else ()


def cut(text: str, spans: Spans) -> list[tuple[str, int, int]]:
    """Give what a line has in each column, with its place; nothing where a word of it reaches into the next."""
    pieces: list[tuple[str, int, int]] = []
    if not spans:
        return pieces
    starts = [0, *(start for start, _ in spans[1:])]
    for place, (start, (_, end)) in enumerate(zip(starts, spans, strict=True)):
        until = starts[place + 1] if place + 1 < len(starts) else len(text)
        if text[end:until].strip() and place + 1 < len(starts):
            return []
        piece = text[start:until]
        at = start + len(piece) - len(piece.lstrip())
        pieces.append(
            (piece.strip(), at, at + len(piece.strip())) if piece.strip() else ("", spans[place][0], spans[place][0])
        )
    return pieces


def grouped(names: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Name columns by what stands above them: those that recur below each of some groups, and mere units."""
    units = [_UNIT.fullmatch(name) is not None for name in names]
    first = len(names) - sum(units)
    if len(names) - first > 1 and all(units[first:]) and len(groups) - len(names) in (0, 1):
        above = groups[first - len(names) :]
        return [*names[:first], *(f"{group} {unit}" for group, unit in zip(above, names[first:], strict=True))]
    for many in range(len(names) // len(groups) if len(groups) > 1 else 0, 0, -1):
        tail = list(names[-many * len(groups) :])
        if tail == tail[:many] * len(groups) and len(set(tail[:many])) == many:
            first = len(names) - len(tail)
            return [*names[:first], *(f"{groups[place // many]} {name}" for place, name in enumerate(tail))]
    return list(names)
