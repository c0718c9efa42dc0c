"""Tables: a header line names the numbers of the rows below it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mlws_writer.facts.columns import Spans, cut, grouped, ruled, tells_of_columns
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_step
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.layers import heads_layers
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_code
from mlws_writer.tier1_logs.shapes import GAP, tokens_of
from mlws_writer.tier1_logs.vocabulary import meaning

_BAR = re.compile(r":?\s*\d{1,3}%[|\s].*")
_REDRAWN = re.compile(r"\d%\|")
_NUMERIC = re.compile(r"[-+]?[\d.,]+(?:e[-+]?\d+)?(?:%|[a-zA-Z]{0,3}|/\d+|\s?±.*)?|-+|nan|inf|n/a|±", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_WORDY = re.compile(r"[^\W\d]")
_GAPS = (
    re.compile(r"\s*[|│┃┆]\s*"),
    re.compile(r"\t+"),
    re.compile(r"\s+[|│]\s+|\s{2,}"),
    re.compile(r",\s*"),
    re.compile(r"\s+"),
)
_OF_CLASSES = frozenset({"precision", "recall"})
"""What is measured of each class."""
_AGGREGATES = frozenset(
    {"", "all", "total", "avg", "average", "mean", "overall", "average/total", "avg / total", "weighted avg"}
)
_FREE = (_GAPS[0], _GAPS[1], _GAPS[3])
"""Where a sign parts the cells, they need not stand below their header."""
MOST_CELLS = 40


class Cell(NamedTuple):
    """A cell's text and where it begins and ends in the line."""

    text: str
    start: int
    end: int


class Named(NamedTuple):
    """What a header says of a family of rows: the name of each number by its place, and the row's own label."""

    names: Mapping[int, str]
    label: str
    numbered: bool = False
    """Whether the rows are of classes that have a number for a name: their values are one each, not a course."""
    columns: tuple[str, ...] = ()
    """Of rows of things whose names hold numbers (`trial_00007`): the header of each cell."""
    parted: re.Pattern[str] = re.compile(r"\s{2,}")
    """What parts their cells."""
    spans: Spans = ()
    """Where their columns begin and end, where a line of dashes says so."""

    def cells(self, line: Line) -> list[Cell]:
        """Return the cells of a row of things."""
        return [Cell(*piece) for piece in cut(line.text, self.spans)] or cells_of(line.message, self.parted)

    @property
    def aggregate(self) -> bool:
        """Tell whether the row sums up the others, so that its label adds nothing."""
        return self.label.lower().strip() in _AGGREGATES


def cells_of(text: str, gap: re.Pattern[str]) -> list[Cell]:
    """Return the cells of a line that `gap` parts."""
    if "%" in text:
        text = _BAR.sub("", text)
    cells = []
    at = 0
    for found in gap.finditer(text):
        if found.start() > at:
            cells.append(Cell(text[at : found.start()], at, found.start()))
        at = found.end()
    if at < len(text.rstrip()):
        cells.append(Cell(text[at:].rstrip(), at, len(text.rstrip())))
    return cells if len(cells) <= MOST_CELLS else []


_VALUE = re.compile(r"[.~]{0,2}[/\\]\S*[/\\]?$|.*[/\\]$|\S+[/\\]\S+\.\w+$|[-+]?\d*\.\d+%?$|True$|False$|None$")
"""A path, a measure or a flag: what no column is headed by."""


def _is_header(cells: Sequence[Cell]) -> bool:
    if len(cells) < 2 or any(_VALUE.match(cell.text) for cell in cells):
        return False
    numeric = sum(_NUMERIC.fullmatch(cell.text) is not None for cell in cells)
    wordy = sum(len(cell.text) <= 32 and _WORDY.search(cell.text) is not None for cell in cells)
    return numeric * 4 <= len(cells) and wordy >= len(cells) - 1 - numeric


def _is_row(cells: Sequence[Cell]) -> bool:
    numeric = sum(_NUMERIC.fullmatch(cell.text) is not None for cell in cells)
    if len(cells) == 2 and (meaning(cells[0].text) or (None,))[0] is FactKind.SETTING:
        return False  # a setting and its value
    return len(cells) >= 2 and numeric >= 1 and numeric * 3 >= len(cells)


def name_rows(lines: Sequence[Line], owners: Mapping[int, Family]) -> dict[bytes, Named]:
    """Return what headers say of families of rows; a row counts where lines without a break lead up to its header."""
    named: dict[bytes, Named] = {}
    over: Line | None = None
    above: Line | None = None
    header: list[Cell] = []
    split: re.Pattern[str] | None = None
    last = -9
    spans: Spans = ()
    for line in lines:
        family = owners.get(line.at)
        if not line.message.strip() or line.is_rule:
            spans = ruled(line.text) or spans
            continue
        if tells_of_columns(line.message) or (above is not None and _names_labels(line.text, above.text)):
            last = line.at
            continue
        if family is not None and above is not None and line.at - last <= _NEAR and _tabular(family):
            if not header:
                header, split = _as_header(above.message, over.message if over is not None else "")
            header, split, cells, whole = _parted(above, line, header, split, spans)
            if whole and family.text not in named:
                of = _of_many(family, _name(line, cells, header), header, split)
                named[family.text] = of._replace(spans=spans) if of.columns else of
            if whole or _is_in_part(cells, header, split, _offset(line) - _offset(above)):
                last = line.at
                continue
        over, above, header, split, last, spans = above, line, [], None, line.at, ()
    return named


def _parted(
    above: Line, line: Line, header: list[Cell], split: re.Pattern[str] | None, spans: Spans
) -> tuple[list[Cell], re.Pattern[str] | None, list[Cell], bool]:
    """Part a line as the header above is parted: that header, what parts both, the cells, and whether they are a row of it."""
    if pieces := _ruled(above, line, spans):
        return pieces[0], _GAPS[2], pieces[1], True
    cells = cells_of(line.message, split) if split is not None else []
    if split is _GAPS[2] and any(map(_holds_several, cells)):
        # The columns of some numbers touch: then each word of the header is the name of one.
        words = cells_of(above.message, _GAPS[-1])
        header, split = header if len(words) == len(header) else words, _GAPS[-1]
        cells = cells_of(line.message, split)
        labelled = len(cells) == len(header) + 1 and _NUMERIC.fullmatch(cells[0].text) is None
        cells = cells if labelled else cells[: len(header)]
    return header, split, cells, _is_below(cells, header, split, line, above)


def _ruled(above: Line, line: Line, spans: Spans) -> tuple[list[Cell], list[Cell]] | None:
    """Part a header and a row by the line of dashes between them, which says where the columns are."""
    header, cells = ([Cell(*piece) for piece in cut(each.text, spans)] for each in (above, line))
    if not header or not cells or not _is_header([name for name in header if name.text]) or not _is_row(cells):
        return None
    offset = _offset(line)
    return header, [Cell(cell.text, cell.start - offset, cell.end - offset) for cell in cells]


def _names_labels(text: str, above: str) -> bool:
    """Tell whether a line stands to the left of the one above it, as the name of the labels of a frame below its columns."""
    return not _DIGIT.search(text) and len(text.rstrip()) <= len(above) - len(above.lstrip())


_DIGIT = re.compile(r"\d")
_NEAR = 3
"""How many lines further down at most the next row of a table stands, or its first one below the header."""


def _holds_several(cell: Cell) -> bool:
    parts = cell.text.split()
    return len(parts) > 1 and all(map(_NUMBER.fullmatch, parts))


def _fits(above: str, row: str, more: int) -> bool:
    """Tell whether a header may stand for a row with so many cells more; two redrawn bars must have equally many."""
    redrawn = _REDRAWN.search(above) and _REDRAWN.search(row)
    return more == 0 or (more == 1 and not redrawn)


def _tabular(family: Family) -> bool:
    """Tell whether a family of lines has numbers, and hardly a word between them."""
    return bool(family.columns) and _is_bare(family.text)


@lru_cache(maxsize=1024)
def _is_bare(text: bytes) -> bool:
    gaps = text.split(GAP)[1:-1]
    bare = sum(not any(97 <= char <= 122 for char in gap.lower()) for gap in gaps)
    return bare * 2 >= len(gaps) and b"=" not in text


def _aligned(cells: Sequence[Cell], header: Sequence[Cell], further: int) -> bool:
    """Tell whether most cells stand below their names, where the row begins so much further to the right than the header."""
    shift = len(cells) - len(header)
    below = sum(
        cell.start + further <= name.end + 3 and name.start <= cell.end + further + 3
        for cell, name in zip(cells[shift:], header, strict=True)
    )
    return below >= len(header) * 0.6


def _as_header(text: str, over: str) -> tuple[list[Cell], re.Pattern[str] | None]:
    """Part a line as a header; columns that recur are told apart by the groups that the line over it names, or not at all."""
    if len(text) > _LONGEST or heads_layers(text) or is_code(text):
        return [], None
    for gap in _GAPS:
        cells = cells_of(text, gap)
        if gap is _GAPS[0] and any(len(cells_of(cell.text, _GAPS[2])) > 1 for cell in cells):
            continue  # a bar parts two groups of columns
        if len(cells) >= (2 if gap is not _GAPS[-1] else 3):
            named = _is_header(cells) and not cells[0].text.endswith((":", "="))  # a name and its value head nothing
            names = grouped([cell.text for cell in cells], [cell.text for cell in cells_of(over, _GAPS[2])])
            if not named or len(set(names)) < len(names):
                return [], None
            return [cell._replace(text=name) for cell, name in zip(cells, names, strict=True)], gap
    return [], None


_LONGEST = 400
_DIGITS = re.compile(r"\d+")
_PARTS = frozenset({"fold", "seed", "round", "run", "split"})
"""What rows are of that are parts of one thing, by their numbers."""


def _of_many(family: Family, named: Named, header: Sequence[Cell], split: re.Pattern[str] | None) -> Named:
    """Return what a header says of rows that are each of another thing, whose name holds digits that no shape tells apart."""
    if split is None or not _DIGITS.search(named.label):
        return named
    label = re.compile(re.sub(r"\d+", r"\\d+", re.escape(named.label)).encode())
    if len({found.group() for one in family.heads if (found := label.search(one.raw))}) < 2:
        return named
    of = _DIGITS.sub("", named.label)
    if is_step(of) or of.strip(" _:#").lower() in _PARTS:
        return named._replace(label="")  # where each row stands is told by its number
    return named._replace(numbered=True, columns=tuple([cell.text.strip(" *:") for cell in header]), parted=split)


def _is_below(
    cells: Sequence[Cell], header: Sequence[Cell], split: re.Pattern[str] | None, line: Line, above: Line
) -> bool:
    """Tell whether the cells of a line are a row of the header above."""
    fits = _is_row(cells) and _fits(above.message, line.message, len(cells) - len(header))
    return fits and (split in _FREE or _aligned(cells, header, _offset(line) - _offset(above)))


def _is_in_part(cells: Sequence[Cell], header: Sequence[Cell], split: re.Pattern[str] | None, further: int) -> bool:
    """Tell whether a line has a label and, below some names of the header, numbers: the table goes on behind it."""
    if split is not _GAPS[2]:
        return False
    numbers = [cell for cell in cells[1:] if _NUMERIC.fullmatch(cell.text)]
    below = [
        sum(cell.start + further < name.end and name.start < cell.end + further for name in header) for cell in numbers
    ]
    return 1 < len(cells) <= len(header) and len(numbers) == len(cells) - 1 and set(below) == {1}


def _offset(line: Line) -> int:
    """Say where the message of a line begins in it."""
    if line.text.endswith(line.message):
        return len(line.text) - len(line.message)
    return max(line.text.find(line.message), 0)


def _name(line: Line, cells: Sequence[Cell], header: Sequence[Cell]) -> Named:
    offset = _offset(line)
    label = cells[0].text if _NUMERIC.fullmatch(cells[0].text) is None else ""
    shift = len(cells) - len(header)
    names = {}
    raw = line.text
    for place, found in enumerate(tokens_of(raw.encode()).finditer(raw.encode())):
        at = len(raw.encode()[: found.start()].decode("utf-8", "replace")) - offset
        for number, cell in enumerate(cells):
            if cell.start <= at < cell.end and number - shift >= 0:
                names[place] = header[number - shift].text.strip(" *:")
    numbered = shift == 1 and not label and {cell.text.lower() for cell in header} >= _OF_CLASSES
    return Named(names, label.strip(" *") if shift or label else "", numbered)
