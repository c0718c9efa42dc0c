"""What a result is of that its own line does not say: the model, data or section named last before it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from mlws_writer.facts.model import Better, FactKind, Point
from mlws_writer.facts.names import better
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.owners import labelled
from mlws_writer.tier1_logs.pairs import whole_pair
from mlws_writer.tier1_logs.plain_lines import WHOLE
from mlws_writer.tier1_logs.prose import is_name
from mlws_writer.tier1_logs.results import FEW_FINAL, measured, weight_of
from mlws_writer.tier1_logs.series import Course, points_of
from mlws_writer.tier1_logs.vocabulary import meaning

LONGEST = 40
"""How long the name of what a result is of may be."""
_NAMING = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK)


class Subjects:
    """Which section and which named thing the lines of a log are about, from where on."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._starts: list[int] = []
        self._said: list[str] = []
        section = ""
        for before, line in pairwise(lines):
            if named := _named(line) or _counted(line):
                self._note(line, f"{section}, {named}" if section else named)
            elif before.is_rule and before.message.strip() and _heads(line):
                section = line.message.strip()
                self._note(line, section)

    def _note(self, line: Line, said: str) -> None:
        self._starts.append(line.number)
        self._said.append(said)

    def of(self, number: int) -> str:
        """Return what the line with a number is about, or nothing."""
        place = bisect_right(self._starts, number)
        return self._said[place - 1] if place else ""


def _named(line: Line) -> str:
    """Return what a line names that says nothing else: a model, data, a task."""
    pair = whole_pair(line.message)
    kind, _ = (pair and meaning(pair.name)) or (None, 0.0)
    return pair.value if pair and kind in _NAMING and len(pair.value) <= LONGEST and is_name(pair.value) else ""


_FRAMES, LONGEST_HEAD = frozenset("=-#*~"), 160
_COUNTED = re.compile(r"[A-Z][a-z]{2,15} \d+ ?/ ?\d+: (\S{2,40})(?: \(.{1,40}\))?")
_FRAMED = re.compile(r"[=\-#*~]{3,} (\w[\w .\-/]{1,38}?) [=\-#*~]{3,}")
_BEGUN = re.compile(
    r"(?:Running|Evaluating|Testing|Processing|Benchmarking|Scoring)(?: on)?:? ([\w.\-/:=,]{3,120})(?: ?\{|\.\.\.|:)?"
)


def _counted(line: Line) -> str:
    """Return what a line says that work goes on with: `Query 2/9: pilA`, `==== evaluate-de ====`, `Running mmlu:law {`."""
    text = line.message.strip()
    if not (text[:1].isupper() or text[:1] in _FRAMES) or len(text) > LONGEST_HEAD:
        return ""
    found = _COUNTED.fullmatch(text) or _FRAMED.fullmatch(text) or _BEGUN.fullmatch(text)
    return found[1] if found and any(map(str.isalpha, found[1])) else ""


def _heads(line: Line) -> bool:
    """Tell whether a line below a rule is the name of a section: a few words without a number or a value."""
    text = line.message.strip()
    plain = len(text) <= LONGEST and not any(map(str.isdigit, text)) and not any(map(text.__contains__, ":=|"))
    return plain and any(map(str.isalpha, text)) and not line.is_rule


def results_of(found: Sequence[Course], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the values of metrics that count no steps, where each is of something else, with what it is of."""
    subjects = Subjects(lines)
    for course in chain.from_iterable(map(_alone, found)):
        if measured(course) != "metric" or not 2 <= course.size <= FEW_FINAL or course.step(course.last)[1]:
            continue
        each = [(point, subjects.of(point.line)) for point in points_of(course)]
        if len({said for _, said in each if said}) < max(2, len(each) / 2) or len(each) < course.size:
            continue
        direction = better(course.name)
        best = {Better.HIGHER: course.high.line, Better.LOWER: course.low.line, None: 0}[direction]
        for point, said in each:
            last = point.line == course.last.line
            yield _result(course, point, said, "", LAST if last else EACH)
            if point.line == best:
                yield _result(course, point, said, "best", BEST)


def _alone(course: Course) -> Iterator[Course]:
    """Yield a course, and of one that is of several kinds of lines those that count no steps, each kind alone."""
    yield course
    plain = [track for track in course.tracks if track.steps is None]
    many = len(course.tracks) > 1 and (len(plain) < len(course.tracks) or course.size > FEW_FINAL)
    for track in plain if many else ():
        column = track.column
        part = course._replace(size=column.count, tracks=(track,), epochs=(), led=(0, ()))
        yield part._replace(first=column.first, last=column.last, low=column.low, high=column.high)


LAST, EACH, BEST = 0.005, -0.06, -0.075
"""How much more than a metric's last value these weigh, so that they stand in its place: the last, each, the best."""


def _result(course: Course, point: Point, said: str, which: str, more: float) -> Finding:
    name = f"{which} {course.name}".strip()
    text = f"{said}: {course.name} {point.value}{course.unit}" if said else f"{course.name} {point.value}"
    weight = weight_of(course) + more
    return Finding(FactKind.METRIC, name, point.value, point.line, text, "", course.unit, course.split, weight)


def results_of_owners(found: Sequence[Course], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield where each of several who share a metric has its turning points in it, in the words of the line."""
    texts = {line.number: line.message.strip() for line in lines}
    for course in found:
        if measured(course) != "metric":
            continue
        for owner, track in zip(labelled(course.tracks), course.tracks, strict=False):
            column = track.column
            turns = ((column.last, 0.04), (column.first, 0.14), (column.high, 0.1), (column.low, 0.1))
            for turn, less in turns:
                value = turn.value.decode()
                said = texts.get(turn.line, "")
                text = said if value in said and len(said) <= WHOLE else f"{owner} {course.name} {value}"
                weight = weight_of(course) - less
                step = course.step(turn)[1]
                yield Finding(
                    FactKind.METRIC,
                    f"{owner} {course.name}",
                    value,
                    turn.line,
                    text,
                    step,
                    course.unit,
                    course.split,
                    weight,
                )
