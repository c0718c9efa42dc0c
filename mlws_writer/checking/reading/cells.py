"""The cells of a line: what parts them, which are numbers, and whether they are the header or a row of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mlws_writer.facts.columns import Spans, cut, grouped

STAMP = re.compile(
    r"\W?(?:\w+[= ])?[\"'\[(]?(?:\d{2,4}[-/.]\d\d[-/.]\d{2,4}(?:[T ,_]+\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)?|\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)"
    r"(?:Z|[+-]\d\d:?\d\d)?[\]\s):|,>\"'-]*"
)
_LEADING = re.compile(r"^(?:(?:DEBUG|INFO|WARN(?:ING)?|ERROR|[IWE])\b[ :|\]-]*|[\w.@/-]+(?:\[\w+\])?(?: -|:|\]| \|) )+")
GAPS = (
    re.compile(r"\s*[|│┃║┆┊]\s*"),
    re.compile(r"\t+"),
    re.compile(r"\s+[|│]\s+|\s{2,}"),
    re.compile(r"[,;](?=\S)"),
    re.compile(r"\s+"),
)
_SEMICOLON = re.compile(r";(?=\S)")
_KEEPING = (GAPS[0], GAPS[3], _SEMICOLON)
"""Between which signs a cell may be empty."""
_COMMAS = (",", ";")
_NUMERIC = re.compile(
    r"\d{1,3}:\d\d(?::\d\d)?(?:\.\d+)?|(?:\d+[dhms])+\d*|[-+<>~]?[$€]?(?:\d[\d.,]*|\.\d+)(?:e[-+]?\d+)?\s?(?:%|[a-zA-Z]{1,4}|/\d+|±.*|\(.*\))?|-+|—|nan|inf|n/?a|none|oom|±.*",
    re.IGNORECASE,
)
_PAIR = re.compile(r"[={}\"']|:\s*\S")
_KEYED = re.compile(r"([A-Za-z]\w*)=[\w.]+")
_NAMED_VALUE = re.compile(r"[A-Za-z]\S*(?: [A-Za-z]\S*)?\s+-?\d*\.\d+%?(?: ?(?:±|\+/?-) ?[\d.]+)?")
_TOLD = 2
"""So many cells of a name and a fraction are what a line tells, not a header."""
_WORDY = re.compile(r"[^\W\d_]")
_MOST_CELLS = 40
_LEADS = 3
"""How many names a row may begin with above which no header stands."""


class Cell(NamedTuple):
    """A cell's text and where it begins and ends in its line."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Header:
    """The cells of a header, what parts them, and the cells of the line above."""

    cells: list[Cell]
    gap: re.Pattern[str]
    above: list[Cell]
    shape: tuple[bool | None, ...] = ()
    """Which cells of its first row are numbers."""
    label: str = ""
    """What the last row was of that said it: a cell left empty below it is of the same."""
    lead: int = 0
    """How many cells its rows have before the first name."""
    spans: Spans = ()
    """Where its columns begin and end, where a line of dashes below it says so."""
    parted: bool = False
    """Whether an empty line came after it, so that only what stands below its names is of it."""

    def below(self, text: str) -> list[Cell]:
        """Return the cells of a line below it."""
        return [Cell(*piece) for piece in cut(text, self.spans)] or below(text, self.cells, self.gap)

    def fits(self, cells: Sequence[Cell]) -> bool:
        """Tell whether some cells are of the shape of the first row, as far as both tell."""
        shape = shape_of(cells)
        pairs = zip(self.shape, shape, strict=False)
        return not self.shape or (
            len(shape) == len(self.shape) and all(None in pair or pair[0] is pair[1] for pair in pairs)
        )


def shape_of(cells: Sequence[Cell]) -> tuple[bool | None, ...]:
    """Tell which of some cells are numbers; None where a cell has a dash for either."""
    return tuple(None if _NOTHING.fullmatch(cell.text) else _NUMERIC.fullmatch(cell.text) is not None for cell in cells)


_NOTHING = re.compile(r"-+|—|n/?a|none|", re.IGNORECASE)


_OF_TWO_WORDS = re.compile(r"\b(?:Std\. Error|[tzF] value|std\. err\.|std err|P>\|[tz]\|)")
"""The names of columns that one blank parts, or that have a bar in them, in tables of coefficients."""
_INTERVAL = re.compile(r"(\[0\.0\d+)(\s+)(0\.9\d+\])")
"""The ends of an interval as names of columns: [0.025 0.975]."""


def cells_of(text: str, gap: re.Pattern[str]) -> list[Cell]:
    """Return the cells of a line that `gap` parts; what was logged before its message is none."""
    text = _OF_TWO_WORDS.sub(lambda name: re.sub(r"[^\w()]", "_", name.group()), text)
    text = _INTERVAL.sub(lambda ends: f"{'low':<{len(ends[1])}}{ends[2]}{'high':>{len(ends[3])}}", text)
    if gap is GAPS[3] and text.count(";") > 1:
        gap = _SEMICOLON  # a comma is that of a decimal then
    cells, at, start = [], start_of(text), start_of(text)
    for found in gap.finditer(text, start):
        if found.start() > at or (gap in _KEEPING and start < at == found.start()):  # an empty cell between two
            cells.append(Cell(text[at : found.start()].strip(), at, found.start()))
        at = found.end()
    if text[at:].strip():
        last = text[at:].strip()
        open_end = gap in (GAPS[3], _SEMICOLON) and last.endswith(_COMMAS)  # the last cell is empty
        cells.append(Cell(last[:-1] if open_end else last, at, len(text)))
        cells += [Cell("", len(text), len(text))] if open_end else []
    return cells if len(cells) <= _MOST_CELLS else []


_ENDS_EMPTY = re.compile(r"\s*[^\s|│┃║┆┊].*[|│┃║┆┊]\s*")
"""A row that no sign begins, but one ends: its last cell is empty."""


def below(text: str, names: Sequence[Cell], gap: re.Pattern[str]) -> list[Cell]:
    """Return the cells of a line below a header; where wide spaces part them and some are empty, each stands below its name."""
    cells = cells_of(text, gap)
    if gap is GAPS[0] and len(cells) == len(names) - 1 and _ENDS_EMPTY.fullmatch(text):
        return [*cells, Cell("", len(text), len(text))]
    if gap in (GAPS[2], GAPS[-1]) and (aligned := _aligned(text, names)):
        return aligned
    return _spread_out(cells, names) if gap is GAPS[2] else cells


def _spread_out(cells: list[Cell], names: Sequence[Cell]) -> list[Cell]:
    """Put the cells of a row with empty ones below their names; its label stands below the first name or before all of them."""
    if _ends_in_a_remark(cells, names):
        return cells[:-1]
    if len(cells) < _PAIR_OF_CELLS or len(cells) > len(names) or not names:
        return cells
    before_all = cells[0].end <= names[0].start
    if not before_all:
        begins = names[0].start == cells[0].start or names[0].end == cells[0].end
        too_far = len(cells) == _PAIR_OF_CELLS and cells[0].end > names[1].start
        if len(cells) == len(names) or not begins or too_far:
            return cells
    found = [[n for n, name in enumerate(names) if c.start < name.end and name.start < c.end] for c in cells[1:]]
    at = [each[0] for each in found if len(each) == 1]  # a label may reach below names that it leaves empty
    if len(at) < len(cells) - 1 or len(set(at)) < len(at) or (not before_all and 0 in at):
        return cells
    named = dict(zip(at, cells[1:], strict=True))
    rest = names if before_all else names[1:]
    offset = 0 if before_all else 1
    return [cells[0], *(named.get(n, Cell("", name.start, name.start)) for n, name in enumerate(rest, offset))]


_PAIR_OF_CELLS = 2
"""A name and its value alone: its name must stand below one of the header."""
_APART = re.compile(r"\S+")
_FEW = 3


def _aligned(text: str, names: Sequence[Cell]) -> list[Cell]:
    """Give the cells of a row whose numbers end where their names do, however near they come to each other and to the label."""
    ends = {name.end: place for place, name in enumerate(names)}
    numbers = [m for m in _APART.finditer(text, start_of(text)) if m.end() in ends and _NUMERIC.fullmatch(m.group())]
    first = len(names) - len(numbers)
    if len(numbers) < _FEW or [ends[m.end()] for m in numbers] != list(range(first, len(names))):
        return []
    ahead = text[: numbers[0].start()].rstrip()
    labels = cells_of(ahead, GAPS[2])
    if len(labels) < first or (not first and _LOOSE.search(ahead)):
        return []
    if first:
        last = labels[first - 1]
        labels = [*labels[: first - 1], Cell(ahead[last.start :].strip(), last.start, len(ahead))]
    return [*labels, *(Cell(m.group(), m.start(), m.end()) for m in numbers)]


_LOOSE = re.compile(r"[=:|,]")


def _ends_in_a_remark(cells: Sequence[Cell], names: Sequence[Cell]) -> bool:
    """Tell whether a row has words behind all of its columns: 0.64 0.81 - (mean of the three)."""
    if not names or len(cells) != len(names) + 1 or names[0].start != cells[0].start or cells[-1].start < names[-1].end:
        return False
    return _NUMERIC.fullmatch(cells[-1].text) is None


def end_of_stamp(text: str) -> int:
    """Say where the time that a line begins with ends; 0 where it begins with none."""
    stamp = STAMP.match(text)
    return stamp.end() if stamp else 0


def start_of(text: str) -> int:
    """Say where the message of a line begins."""
    at = end_of_stamp(text)
    found = _LEADING.match(text[at:]) if at else None
    return at + (found.end() if found else 0)


def message_of(text: str) -> str:
    """Give a line without what was logged before its message: the time, the level, the module."""
    return text[start_of(text) :]


def may_lead(cells: Sequence[Cell], shift: int) -> bool:
    """Tell whether a row may have so many cells before the first header: one, or a few that are no numbers."""
    return shift in (0, 1) or (1 < shift <= _LEADS and not any(_NUMERIC.fullmatch(cell.text) for cell in cells[:shift]))


def is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether cells are names, not what a line tells."""
    cells = [cell for cell in cells if cell.text]
    wordy = sum(len(cell.text) <= 32 and _WORDY.search(cell.text) is not None for cell in cells)
    numeric = sum(_NUMERIC.fullmatch(cell.text) is not None for cell in cells)
    keyed = [match[1] for cell in cells if (match := _KEYED.fullmatch(cell.text))]
    paired = any(_PAIR.search(cell.text) for cell in cells) and (len(keyed) < 2 or len(set(keyed)) > 1)
    measured = sum(_NAMED_VALUE.fullmatch(cell.text) is not None for cell in cells)
    told = measured + (numeric if measured else 0)
    return told < _TOLD and numeric * 4 <= len(cells) and wordy + numeric >= len(cells) - 1 and not paired


def stands_below(cells: Sequence[Cell], names: Sequence[Cell]) -> bool:
    """Tell whether most numbers of a row begin or end where a name of the header does."""
    starts, ends = {name.start for name in names}, {name.end for name in names}
    numbers = [cell for cell in cells if _NUMERIC.fullmatch(cell.text)]
    aligned = [cell for cell in numbers if cell.start in starts or cell.end in ends]
    return len(numbers) > 1 and 2 * len(aligned) > len(numbers)


def in_groups(names: Sequence[Cell], groups: Sequence[Cell]) -> list[Cell]:
    """Name the columns that recur below each of some groups by both."""
    texts = grouped([name.text for name in names], [group.text for group in groups])
    return [name._replace(text=text) for name, text in zip(names, texts, strict=True)]


_STEP = re.compile(r"(?P<number>\d+(?:\.\d+)?)[%kKMG]?")


def with_numbers(cells: Sequence[Cell]) -> list[Cell]:
    """Write the numbers that a setting takes, three at least and each above the last, as the columns that they are: nprobe 8, nprobe 16."""
    steps = [_STEP.fullmatch(cell.text) for cell in cells[1:]]
    taken = [float(step["number"]) for step in steps if step]
    setting = _SETTING.fullmatch(cells[0].text) if cells else None
    if len(taken) < _FEW or len(taken) != len(steps) or setting is None or taken != sorted(set(taken)):
        return list(cells)
    first = setting["name"]
    return [cells[0]._replace(text=first), *(cell._replace(text=f"{first} {cell.text}") for cell in cells[1:])]


_SETTING = re.compile(r"(?:[A-Za-z][\w-]* ?[\\/] ?)?(?P<name>[A-Za-z][A-Za-z_-]*)(?: ?[=:])?")


def is_row(cells: Sequence[Cell], gap: re.Pattern[str]) -> bool:
    """Tell whether cells are values: a third of them numbers, fewer where a sign parts them."""
    cells = [cell for cell in cells if cell.text]
    numeric = sum(_NUMERIC.fullmatch(cell.text) is not None for cell in cells)
    if gap is GAPS[-1] and _names_its_numbers(cells):
        return False
    return len(cells) >= 2 and numeric >= 1 and numeric * (3 if gap is GAPS[-1] else 6) >= len(cells)


def is_prose(names: Sequence[Cell]) -> bool:
    """Tell whether words that only spaces part are a sentence: a comma or a colon stands between them."""
    return any(name.text[-1:] in (",", ":", ";") for name in names)


def _names_its_numbers(cells: Sequence[Cell]) -> bool:
    """Tell whether each number of a line has its own name before it: seed 0 test RMSE 13.55 R2 0.741."""
    numeric = [_NUMERIC.fullmatch(cell.text) is not None for cell in cells]
    behind = [place for place, here in enumerate(numeric) if here]
    if len(behind) > _TOLD and _CLOCK.fullmatch(cells[-1].text):
        behind.pop()  # how long it took, or when that was
    return len(behind) > 1 and behind[0] > 0 and not any(numeric[place - 1] for place in behind)


_CLOCK = re.compile(r"\d{1,3}:\d\d(?::\d\d)?")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def headed(
    cells: Sequence[Cell], header: Header, shift: int
) -> tuple[tuple[tuple[int, int, str, str], ...], tuple[str, ...]]:
    """Say of each number of a row what stands above it and, where labels stand within the row, which one it follows."""
    columns, labels, label = [], [], ""
    inner = sum(_NUMERIC.fullmatch(cell.text) is None for cell in cells) > 1 and bool(header.above)
    for number, cell in enumerate(cells):
        name = header.cells[number - shift].text if number >= shift else ""
        if not cell.text and header.gap is GAPS[2]:
            continue
        if _NUMERIC.fullmatch(cell.text) is None or number == 0:
            label = cell.text
            labels.append(f"{name} {cell.text}".strip() if _NUMBER.fullmatch(cell.text) else cell.text)
            continue
        over = [above.text for above in header.above if above.start <= cell.start] if inner else []
        columns.append((cell.start, cell.end, name, f"{label} {over[-1] if over else ''}".strip() if inner else ""))
    return tuple(columns), tuple(labels)
