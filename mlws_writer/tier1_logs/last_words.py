"""What the last lines of a run are, where none of them says how it ended: results, files, a table, or a counter cut short."""

import re
from collections.abc import Sequence
from itertools import chain

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.names import is_metric, is_step, split_of, words
from mlws_writer.tier1_logs.ending_words import HINT, IMPROVED, RESULT, SETUP, SUMMARY
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.part_way import is_begun
from mlws_writer.tier1_logs.prose import is_prose
from mlws_writer.tier1_logs.results import is_position, measured
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.steps import step_in
from mlws_writer.tier1_logs.vocabulary import meaning


def is_near(course: Course, said: Sequence[Line], last: int) -> bool:
    """Tell whether a course goes on among the last lines."""
    return course.last.line >= said[max(0, len(said) - last)].number


def by_last_words(said: Sequence[Line], found: Sequence[Course], *, full: bool) -> Outcome:
    """Conclude from what the last lines are: results, files, a table or a `full` counter mean the end, others a cut."""
    near = [line for line in said[-6:] if not is_prose(line.message)]
    if near and all(SETUP.match(line.message) for line in near):
        return Outcome.UNKNOWN
    if is_begun(said[-1].message[:400]) and not full:
        return Outcome.INTERRUPTED
    if _are_results(said, near, found) or full:
        return Outcome.COMPLETED
    counted = [course for course in found if is_step(course.name)]
    if any((course.size > 3 and is_near(course, said, 12)) or _counts_last(course, said[-1]) for course in counted):
        return Outcome.INTERRUPTED
    return Outcome.INTERRUPTED if any(IMPROVED.search(line.message) for line in near[-2:]) else Outcome.UNKNOWN


def _are_results(said: Sequence[Line], near: Sequence[Line], found: Sequence[Course]) -> bool:
    """Tell whether the last lines give results or files; those that close an epoch do, too, if no more was begun."""
    counted = max((one.last.line for one in found if one.size > 1 and is_step(one.name)), default=0)
    texts = [line.message[:400] for line in near if line.number >= counted and not IMPROVED.search(line.message)]
    if any(is_step(course.name) and course.size > 3 and is_near(course, said, 12) for course in found):
        texts = [text for text in texts if "checkpoint" not in text.lower() and not _NUMBERED.search(text)]
    texts = [text for text in texts if not is_begun(text)]
    if any(map(RESULT.search, (*texts, " ".join(texts[-2:])))) or _is_table(near[-2:]) or _is_summed_up(said, found):
        return True
    if any(HINT.match(line.message) for line in said[-4:]) or _is_markdown_table(near[-3:]):
        return True
    told = {line.number for line in said[-4:] if IMPROVED.search(line.message)}
    ends = [course for course in found if is_near(course, said, 4) and course.last.line not in told]
    ends = [course for course in ends if not _is_first(course)]
    if any(course.size == 1 and _BENCHED.search(course.name) for course in ends):
        return True
    values = [course for course in ends if _is_value(course)]
    if any((course.split or split_of(course.name)) in ("val", "test", "eval") for course in values):
        return True
    goes_on = any(course.size > 1 and (is_step(course.name) or _numbers_rows(course, said[-1])) for course in found)
    return any(
        is_metric(course.name) and measured(course) != "time" and (course.size == 1 or not goes_on) for course in ends
    )


_HEAD = re.compile(rb"\W*(?:[A-Za-z_][A-Za-z_ ]{0,23}\W{1,4})?(\d+)(?![\d.])")

"""The number that opens a row, alone or with its name."""


def _numbers_rows(course: Course, last: Line) -> bool:
    """Tell whether a number without a step's name opens rows, one by one, up to the last line: `{"trial_id": 3, ...`."""
    opens = _HEAD.match(course.last.raw) if course.last.line == last.number else None
    if opens is None or opens[1] != course.last.value:
        return False
    whole = all(turn.size.is_integer() for turn in (course.first, course.last))
    return whole and course.low.size == course.first.size < course.last.size == course.high.size


_NO_VALUES = frozenset({"shape", "size", "dim", "features", "samples", "images", "set", "path", "steps", "epochs"})
"""What is named last where a number says how much there is."""


def _is_value(course: Course) -> bool:
    """Tell whether a number may be what came out of a part of the data: no amount of it, no line of a program."""
    if (meaning(course.name) or (None,))[0] in _AMOUNTS or is_position(course.name):
        return False
    return words(course.name)[-1:] not in {(one,) for one in _NO_VALUES}


_BENCHED = re.compile(
    r"(?i)\bthroughput\b|\b(?:requests?|req|queries|inferences?|tokens?|samples|images|transfer)s?(?:/| per )s(?:ec(?:ond)?)?\b|\b(?:qps|fps)\b|latency|percentile|\bp(?:50|9\d)\b"
)
"""What a benchmark measures, once, when it is over."""


def _is_first(course: Course) -> bool:
    """Tell whether a value is of the first step of which it is told at all: more were to come."""
    step = step_in(course.last.raw)[0] if course.size == 1 else ""
    return bool(step) and _FIRST_STEP.fullmatch(step) is not None


_FIRST_STEP = re.compile(r"[01]?(?:\.\d+)?")


_NUMBERED = re.compile(
    r"(?i)\bsav(?:ed?|ing)\b.*[_\-/.](?:epoch|ep|step|iter|it|e|s)?[_\-=]?0*[1-9]\d*(?:\.\w{1,12})?[\"']?\W*$"
)
"""A file that is numbered by the step at which it was saved, as a checkpoint on the way."""
SUMMED_UP = 60
"""Among how many last lines the head of a summary stands."""


def _is_summed_up(said: Sequence[Line], found: Sequence[Course]) -> bool:
    """Tell whether a summary or the results were headed among the last lines, and no step was counted after that."""
    heads = [line.number for line in said[-SUMMED_UP:] if SUMMARY.match(line.message)]
    return bool(heads) and not any(
        is_step(course.name) and course.size > 3 and course.last.line > heads[-1] for course in found
    )


_AMOUNTS = (FactKind.COUNT, FactKind.SETTING)
_ONE_STEP = frozenset(
    {"epoch", "ep", "step", "iter", "iteration", "trial", "round", "episode", "fold", "generation", "update"}
)


def _counts_last(course: Course, last: Line) -> bool:
    """Tell whether the last line says which step the run is at; `epochs` and `max_iter` would say how many there are."""
    first = words(course.name)[0]
    return course.last.line == last.number and (first in _ONE_STEP or (first == "batch" and course.size > 1))


_CELLS = re.compile(r"\s*[|│]\s*|\t+|\s{2,}")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?%?|nan")


def _is_table(last: Sequence[Line]) -> bool:
    """Tell whether these lines are rows of results: a label beside several numbers, none of which counts steps."""
    return len(last) > 1 and all(_is_row(line) for line in last)


TOLD_ONCE = 6
"""How many rows of a table that is told once are alike; where more are, one is told at each step."""
_ROW = re.compile(r"\|.*\d\.\d.*\|\s*$")


def _is_markdown_table(last: Sequence[Line]) -> bool:
    """Tell whether these lines hold several rows of a table with bars at both ends, told once, that counts no steps."""
    rows = [line for line in last if line.repeats <= TOLD_ONCE and _ROW.match(line.message)]
    cells = [cell for line in rows for cell in _CELLS.split(line.message.strip("| "))]
    return len(rows) > 1 and not any(is_step(re.sub(r"\W*\d+$", "", cell)) for cell in cells)


def _parted(cell: str) -> list[str]:
    """Return the numbers of a cell that holds several, else the cell."""
    parts = cell.split()
    return parts if all(map(_NUMBER.fullmatch, parts)) else [cell]


def _is_row(line: Line) -> bool:
    cells = list(chain.from_iterable(map(_parted, _CELLS.split(line.message.strip())))) if line.time is None else []
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
    labels = [cell for cell in cells if not _NUMBER.fullmatch(cell)]
    return (
        numbers >= 2 and 0 < len(labels) <= numbers and not any(is_step(re.sub(r"\W*\d+$", "", one)) for one in labels)
    )
