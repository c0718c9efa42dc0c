"""What the last lines of a run are, where none of them says how it ended: results, files, a table, or a counter cut short."""

import re
from collections.abc import Sequence
from itertools import chain

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.names import is_metric, is_step, split_of, words
from mlws_writer.tier1_logs.ending_words import IMPROVED, RESULT, SETUP, SUMMARY
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_prose
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.vocabulary import meaning


def is_near(course: Course, said: Sequence[Line], last: int) -> bool:
    """Tell whether a course goes on among the last lines."""
    return course.last.line >= said[max(0, len(said) - last)].number


def by_last_words(said: Sequence[Line], found: Sequence[Course], *, full: bool) -> Outcome:
    """Conclude from what the last lines are: results, files, a table or a `full` counter mean the end, others a cut."""
    near = [line for line in said[-6:] if not is_prose(line.message)]
    if near and all(SETUP.match(line.message) for line in near):
        return Outcome.UNKNOWN
    if _are_results(said, near, found) or full:
        return Outcome.COMPLETED
    counted = [course for course in found if is_step(course.name)]
    if any((course.size > 3 and is_near(course, said, 12)) or _counts_last(course, said[-1]) for course in counted):
        return Outcome.INTERRUPTED
    return Outcome.INTERRUPTED if any(IMPROVED.search(line.message) for line in near[-2:]) else Outcome.UNKNOWN


def _are_results(said: Sequence[Line], near: Sequence[Line], found: Sequence[Course]) -> bool:
    """Tell whether the last lines give results or files; those that close an epoch do, too, if no more was begun."""
    texts = [line.message[:400] for line in near if not IMPROVED.search(line.message)]
    if any(is_step(course.name) and course.size > 3 and is_near(course, said, 12) for course in found):
        texts = [text for text in texts if "checkpoint" not in text.lower() and not _NUMBERED.search(text)]
    if any(map(RESULT.search, (*texts, " ".join(texts[-2:])))) or _is_table(near[-2:]) or _is_summed_up(said, found):
        return True
    told = {line.number for line in said[-4:] if IMPROVED.search(line.message)}
    ends = [course for course in found if is_near(course, said, 4) and course.last.line not in told]
    measured = [course for course in ends if (meaning(course.name) or (None,))[0] not in _AMOUNTS]
    if any((course.split or split_of(course.name)) in ("val", "test", "eval") for course in measured):
        return True
    goes_on = any(is_step(course.name) and course.size > 1 for course in found)
    return any(is_metric(course.name) and (course.size == 1 or not goes_on) for course in ends)


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
