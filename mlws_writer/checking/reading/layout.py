"""Where the lines of a log stand: the header above a column, the heading above a block, the run or fold they belong to.

A number in a table is of what its column and its row say, and of the heading above them; a line below `attempt 2` is of
the second attempt. Neither stands in the line itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mlws_writer.checking.reading.cells import (
    GAPS,
    STAMP,
    Cell,
    Header,
    below,
    cells_of,
    headed,
    in_groups,
    is_header,
    is_prose,
    is_row,
    may_lead,
    shape_of,
    stands_below,
    start_of,
    with_numbers,
)
from mlws_writer.checking.reading.tokens import PLACES, humps, places, tokens
from mlws_writer.facts.columns import Spans, cut, ruled, tells_of_columns
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_RULE = re.compile(r"[\s|+:=_*.\u2500-\u257f-]*")
_DECORATED = re.compile(
    r"^\s*[.'+]?(?:#+|={2,}|-{2,}|\*{2,}|>{2,}|\[?={2,})\s*(.*\w.*?)\s*(?:#+|={2,}|-{2,}|\*{2,}|<{2,})?[.'+]?\s*$"
)
_TITLE = re.compile(r"^\s*[A-Za-z][\w /().,%+-]{1,60}:?\s*$")
_NUMBERS = re.compile(r"(?:\s{2,}[\d.,]+%?){2}")
"""What a row of a table has, whatever it looks like else."""
_BLOCK = re.compile(r"\s*[A-Za-z][\w /.+-]{0,40}(?: ?\([\w %/=.,-]{1,20}\))?:?\s*")
"""A line that is but a name: what is indented below it is of that."""
_MADE_OF = re.compile(r"^[A-Za-z_][\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\):?\s*$")
"""A line that is only how a thing is made, RandomForest(trees=500): what is indented below is of it."""
_ITEM = re.compile(r"(?:\[\d+/\d+\]|\(\d+/\d+\)|\d+[.)]) +(?=[A-Za-z])(?![^\n]*\d\.\d)")
"""One of several things in turn, without a measure of its own, [3/5] RandomForest n=800: what is indented below is of it."""
_STRINGS = re.compile(r"(?<![\w\"])[A-Za-z_]\w*=[\"']?[A-Za-z~/]")
_MEASURED = re.compile(r"(?:loss|acc\w*|f1|auc|wer|score|error|reward|mase|mae|rmse)\W{0,3}[=:]", re.IGNORECASE)
_BAR = re.compile(r":?\s+\d+%\s*\|.*$")
"""A progress bar behind a header."""
_HALF_A_DAY = 43200
_STAMPED = 12
"""Before which place of a line a clock time is when it was logged, not a duration or what it speaks of."""
_THEN_A_TIME = re.compile(r"[T ,_]{1,2}\d\d:\d\d")
_LONGEST_HEADING = 8
"""Words; what is longer is a sentence."""
_FIRST = re.compile(r"[^A-Za-z]*([A-Za-z]*)")
_CONTINUES = re.compile(r"[\"'»«>|]|\s")
_ALONE = re.compile(r"\W*[A-Za-z]+\W*\d+(?:\s*(?:/|of)\s*\d+)?\W*")
"""A line that names a place and nothing else: EPOCH: 240/400, [ROUND 6]."""
_ENDS_ONE = re.compile(
    r"\b(?:stopp(?:ing|ed)|end(?:ing|ed| of)|abort(?:ing|ed)|kill(?:ing|ed)|finish(?:ing|ed)|done with|complet(?:ing|ed)) \w+ \w+\W*$",
    re.IGNORECASE,
)
"""A line that in the end says which run it ends."""
_EPOCHS = re.compile(r"\s*epoch\s{2,}", re.IGNORECASE)
_COUNTER = re.compile(r"\s*(\d{1,5})/\d{1,5}\s{2,}\S*\d")
_BAR_COUNT = re.compile(r"\s*(?P<kind>[A-Za-z]+?)s?:\s+\d+%\|[^|]*\|\s*(?P<number>\d{1,9})/\d+")
"""How far a bar of progress has come: Steps: 20%|##  | 3000/15000."""
_KINDS = frozenset(
    [
        "run",
        "fold",
        "attempt",
        "session",
        "trial",
        "seed",
        "job",
        "stage",
        "phase",
        "round",
        "experiment",
        "task",
        "case",
    ]
)
"""What a block of lines may be of; an epoch or a step is told by each line itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a line: `scope` is of all of it, `columns` are the headers by the places below them.

    `labels` are the cells of a row that name what the row is of.
    """

    scope: frozenset[str] = frozenset()
    columns: tuple[tuple[int, int, str, str], ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    """The headings above, as they were written."""
    day: int = 0
    """The day of the line, by the last date before it, as an ordinal; 0 where there was none."""

    def column(self, at: int) -> tuple[str, str]:
        """Give the header above a place of the line, and the label within the row that the place follows."""
        return next(((name, label) for start, end, name, label in self.columns if start <= at < end), ("", ""))


@dataclass(slots=True)
class _Reader:
    """Reads lines in their order and remembers what stands above them."""

    headings: dict[str, str] = field(default_factory=dict)
    last: frozenset[str] = frozenset()
    """The places of the last line that began a record: what is indented below it is of them."""
    above: str = ""
    """The heading above the last one of its kind."""
    day: int = 0
    clock: int = 0
    places: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    header: Header | None = None
    left: list[Header] = field(default_factory=list)
    """The headers of the tables above, which may go on."""
    before: list[str] = field(default_factory=list)
    epochs: bool = False
    """Whether a header begins with Epoch, so that `37/60` below it is one."""
    spans: Spans = ()
    """Where the columns of a table begin and end, by the line of dashes above."""
    blocks: list[tuple[int, str]] = field(default_factory=list)
    """The names of the blocks that a line stands in by its indentation, with theirs."""
    counted: frozenset[str] = frozenset()
    """The epoch of the line above, which the line below it is of too."""

    def read(self, text: str) -> Setting:
        message = text[start_of(text) :]
        self._timed(text)
        if not message.strip():
            self._leave(parted=True)
            self.header = None
            self.headings.pop("title", None)
            self.before.append("")
            return Setting(day=self.day)
        if _RULE.fullmatch(message):
            self.spans = ruled(text)
            return Setting(day=self.day)
        self._leave_headings(text, message)
        above = tuple(dict.fromkeys((*self.headings.values(), *(name for _, name in self.blocks))))
        row = self._row(text)
        names_a_block = _BLOCK.fullmatch(text) and not places(message)
        if row is None:
            self._leave()
            self.header = None
            self._headed(message, stamped=start_of(text) > 0)
        self._placed(message)
        if text[:1].strip() and not _CONTINUES.match(message):
            self.last = frozenset(f"{kind}={number}" for kind, ns in places(message).items() for number in ns)
        self.before.append(text)
        self.spans = ()
        columns, labels = row or ((), ())
        counted = self._counted_by(text, is_row=row is not None)
        scope = self._scope().union(*(tokens(name) for _, name in self.blocks))
        if names_a_block:
            self.blocks.append((_indent(text), message.strip(" :")))
        carried = frozenset() if text[:1].strip() and not _CONTINUES.match(message) else self.last
        return Setting(scope | carried | counted, columns, labels, above, self.day)

    def _leave_headings(self, text: str, message: str) -> None:
        """Leave the headings that a line is not of: by its indentation, or as the record that the last line was."""
        if text[:1].strip():
            self.headings.pop("block", None)
        indent = _indent(text)
        self.blocks = [(least, name) for least, name in self.blocks if least < indent]
        told = self.headings.get("set", "")
        if told and told in self.before[-1] and _of_one_kind(told, message):
            del self.headings["set"]

    def _counted_by(self, text: str, *, is_row: bool) -> frozenset[str]:
        """Give the epoch that a line is of by the count that it, or the line above, begins with."""
        counted = self.counted
        if is_row or text[:1].strip():  # a header may stand between
            self.counted = frozenset()
        if match := _COUNTER.match(text):
            counted = self.counted = frozenset({f"epoch={int(match[1])}"}) if self.epochs else frozenset()
        if (bar := _BAR_COUNT.match(text)) and bar["kind"].lower() in PLACES:
            self.counted = frozenset({f"{bar['kind'].lower()}={int(bar['number'])}"})
        self.epochs = self.epochs or _EPOCHS.match(text) is not None
        return counted

    def _scope(self) -> frozenset[str]:
        made = tokens(" ".join(humps(self.headings.get("block", "") or self.headings.get("decorated", ""))))
        return made.union(*map(tokens, self.headings.values()), *(words for _, words in self.places.values()))

    def _timed(self, text: str) -> None:
        """Keep the day of a date for the lines below that have a clock only; past midnight it is the next one."""
        found = quantities(text[:200])
        dates = [_ordinal(int(q.value)) for q in found if q.dimension is Dimension.DATE and self._is_when(q, text)]
        clocks = [int(q.value) for q in found if q.dimension is Dimension.CLOCK and (dates or q.start < _STAMPED)]
        if dates:
            self.day = dates[0]
        elif clocks and self.day and clocks[0] + _HALF_A_DAY < self.clock:
            self.day += 1
        if clocks:
            self.clock = clocks[0]

    def _is_when(self, day: Quantity, text: str) -> bool:
        """Tell whether a date says when a line was logged: it begins it, a time follows it, or none was known before."""
        return not self.day or day.start < _STAMPED or _THEN_A_TIME.match(text[day.end :]) is not None

    def _headed(self, message: str, *, stamped: bool) -> None:
        if (found := _DECORATED.match(message)) and len(found[1].split()) <= 2 * _LONGEST_HEADING:
            self.headings = {"decorated": found[1]}
            self.places = {}
        elif _MADE_OF.match(message) and message[:1].strip():
            self.headings["block"] = message
        elif (
            _TITLE.match(message)
            and len(message.split()) <= _LONGEST_HEADING
            and not places(message)
            and not _NUMBERS.search(message)
        ):
            self.above = self.headings.get("title", "")
            self.headings["title"] = message
        else:
            self.headings.pop("title", None)
            if not stamped and _ITEM.match(message) and len(message.split()) <= _LONGEST_HEADING:
                self.headings["block"] = message
            if len(_STRINGS.findall(message)) > 1 and not _MEASURED.search(message):
                self.headings["set"] = message[:400]

    def _placed(self, message: str) -> None:
        """Begin a run, a fold or an attempt where a line names another one than the lines before."""
        alone = _ALONE.fullmatch(message) is not None
        ends = _ENDS_ONE.search(message) is not None
        for kind, named in places(message).items():
            if ends and kind in _KINDS:
                self.places.pop(kind, None)  # what follows is of the next one
                continue
            # exp4 exp3 + target encoding: it is of the first
            numbers = _first_place(message).get(kind, named) if len(named) > 1 else named
            if (kind in _KINDS or alone) and len(numbers) == 1:
                (number,) = numbers
                if self.places.get(kind, ("", frozenset()))[0] != number:
                    leads = kind == "run" or _first_word(message) in PLACES
                    words = tokens(message) if leads else frozenset()
                    self.places[kind] = (number, words | {f"{kind}={number}"})

    def _row(self, text: str) -> tuple[tuple[tuple[int, int, str, str], ...], tuple[str, ...]] | None:
        """Read a line as a row below a header, if it is one."""
        if self.header is None:
            self.header = self._header_above(text)
            if self.header is not None and self.header.gap is GAPS[-1]:  # a remark between two rows is no header
                self.header = self._goes_on(text) or self.header
            self._untitle()
        self.header = self._of_this_shape(text) or self.header or self._left_behind(text)
        if self.header is None:
            return None
        cells = self.header.below(text)
        shift = len(cells) - len(self.header.cells)
        if not is_row(cells, self.header.gap) or not may_lead(cells, shift):
            return None
        self.header.shape = self.header.shape or shape_of(cells)
        self.header.lead = max(shift, 0)
        if self.header.gap is GAPS[0] and not cells[0].text:
            cells = [cells[0]._replace(text=self.header.label), *cells[1:]]
        self.header.label = cells[0].text
        return headed(cells, self.header, shift)

    def _leave(self, *, parted: bool = False) -> None:
        """Keep the header of a table that a line breaks off; of two alike, the later one."""
        for each in self.left:
            each.parted = each.parted or parted
        if self.header is not None:
            self.header.parted = parted
            alike = (self.header.shape, len(self.header.cells))
            self.left = [each for each in self.left if (each.shape, len(each.cells)) != alike] + [self.header]

    def _of_this_shape(self, text: str) -> Header | None:
        """Find the header of another table whose rows looked like this one, where the table at hand looks otherwise."""
        if self.header is None or not self.header.shape or not self.left:
            return None
        if self.header.fits(self.header.below(text)):
            return None
        other = next((each for each in self.left if each.shape and each.fits(each.below(text))), None)
        if other is not None:
            self._leave()
        return other

    def _goes_on(self, text: str) -> Header | None:
        """Find the header of a table with signs between its cells that this line has too."""
        found = self._left_behind(text)
        return found if found is not None and found.shape and found.gap is not GAPS[-1] else None

    def _left_behind(self, text: str) -> Header | None:
        """Find the header of a table that goes on after lines between its rows: one whose rows looked like this one."""
        for header in reversed(self.left):
            cells = header.below(text)
            below_it = not (header.parted or header.lead) or stands_below(cells, header.cells)
            if len(cells) == len(header.cells) + header.lead and header.fits(cells) and below_it:
                return header
        return None

    def _untitle(self) -> None:
        """Take a header for no heading: its words are of its columns, one each."""
        title = self.headings.get("title")
        if self.header is not None and title and title in self.before[-1]:
            del self.headings["title"]
            if self.above:
                self.headings["title"] = self.above
        several = places(self.before[-1]) if self.header is not None and self.before else {}
        for kind in (kind for kind, numbers in several.items() if len(numbers) > 1):
            self.places.pop(kind, None)  # columns of fold 1 and fold 2: the rows are of neither

    def _header_above(self, text: str) -> Header | None:
        """Take the line above as a header, where its cells fit those of this line."""
        above, near, over = self._line_above()
        if self.spans and (header := _ruled_header(above, text, self.spans)):
            return header
        for gap in GAPS if above.strip() and not _of_one_kind(above, text) else ():
            names = with_numbers(cells_of(_BAR.sub("", above), gap))
            cells = below(text, names, gap)
            least = 2 if gap is not GAPS[-1] else 3
            if len(names) < least or not is_header(names) or (gap is GAPS[-1] and is_prose(names)):
                continue
            if gap is GAPS[0] and any(len(cells_of(cell.text, GAPS[2])) > 1 for cell in cells):
                continue  # a bar parts two groups of columns
            if not near and not stands_below(cells, names):
                continue
            shift = len(cells) - len(names)
            labelled = shift > 1 and may_lead(cells, shift) and stands_below(cells, names)
            if is_row(cells, gap) and (shift in (0, 1) or labelled):
                groups = cells_of(over, GAPS[2])
                grouped = len(groups) > 1 and "=" not in over and not STAMP.match(over)
                return Header(in_groups(names, groups) if grouped else names, gap, groups if grouped else [])
        return None

    def _line_above(self) -> tuple[str, bool, str]:
        """Give the line above that may be a header, whether nothing but types and units stands between, and the one above it."""
        near = True
        lines = self.before[-_BETWEEN:]
        for place in range(len(lines) - 1, -1, -1):
            text = lines[place]
            if place and text.strip() and len(text.rstrip()) <= _indent(lines[place - 1]):
                continue  # it names the labels below it, and the header stands above, to the right of it
            if text.strip() and not tells_of_columns(text):
                return text, near, lines[place - 1] if place else ""
            if not text.strip() and not near:
                break
            near = near and bool(text.strip())
        return "", False, ""


def _ruled_header(above: str, text: str, spans: Spans) -> Header | None:
    """Take the line above as a header whose columns a line of dashes below it parts."""
    names, cells = ([Cell(*piece) for piece in cut(line, spans)] for line in (above, text))
    fits = bool(names and cells) and is_header([name for name in names if name.text]) and is_row(cells, GAPS[2])
    return Header(names, GAPS[2], [], spans=spans) if fits else None


_WORDS = re.compile(r"[A-Za-z]{2,}")


def _of_one_kind(above: str, text: str) -> bool:
    """Tell whether a line has most of the words of the one above: two records of one kind, and no header of the other."""
    words, here = _WORDS.findall(above), set(_WORDS.findall(text))
    return 2 * sum(word in here for word in words) > len(words)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


_BETWEEN = 5
"""Among how many lines above its first row a header is looked for."""


def _ordinal(value: int) -> int:
    """Give a day as an ordinal; one without a year is of some leap year, which is all that differences need."""
    return value if value > 0 else date(2000, -value // 100, -value % 100).toordinal()


def _first_word(message: str) -> str:
    found = _FIRST.match(message)
    return found[1].lower() if found else ""


def settings(lines: Sequence[str]) -> Iterator[Setting]:
    """Say of each line, in order, what stands around it."""
    reader = _Reader()
    for line in lines:
        yield reader.read(line[:4000])


def _first_place(message: str) -> dict[str, frozenset[str]]:
    """Give the place with whose name a message begins: exp4, trial 7."""
    words = message.split()[:2]
    return places(words[0]) or places(" ".join(words)) if words else {}
