"""Where the counter of a run's epochs was set back: work began anew there, though no line says that a launch did."""

from collections.abc import Iterator, Sequence
from math import isfinite

from mlws_writer.facts.model import Better, FactKind, Point
from mlws_writer.facts.names import better, words
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.results import is_minor, measured, weight_of
from mlws_writer.tier1_logs.series import Course, named_step, points_of

_EPOCH = frozenset({"epoch", "epochs", "ep"})
FAR = 2.0
"""How far a counter must fall: what several processes count comes out of order by less."""
FEWEST = 3
"""To how many epochs a counter must have come before it fell."""
MOST_OFTEN = 50
"""A counter that falls more often counts within something else."""
MAIN = 0.74
_TIMES = {1: "first", 2: "second", 3: "third"}


def begun_anew(found: Sequence[Course]) -> Iterator[Finding]:
    """Yield where the epochs were last counted anew, and the best values since, where those before were better."""
    falls = next((falls for course in found if (falls := falls_of(course))), [])
    if not 0 < len(falls) <= MOST_OFTEN:
        return
    (before, after), time = falls[-1], _TIMES.get(len(falls), f"{len(falls)}th")
    said = f"epoch {after.value} after {before.value}: counted anew from here, for the {time} time in this run"
    yield Finding(FactKind.EVENT, "epochs anew", after.value, after.line, said, weight=0.78)
    for course in found:
        if measured(course) == "metric" and weight_of(course) >= MAIN and not is_minor(course.name):
            yield from _best_since(course, after.line)


def falls_of(course: Course) -> list[tuple[Point, Point]]:
    """Return the values of a counter of epochs between which it fell back."""
    name = words(course.name)
    if len(name) != 1 or name[0] not in _EPOCH or course.size <= FEWEST or course.is_each:
        return []
    falls = []
    high: Point | None = None
    rising = 0
    for point in points_of(course):
        fallen = _size(high) - _size(point) if high is not None else 0.0
        if high is not None and fallen >= FAR and _size(high) - course.low.size >= FEWEST - 1:
            if rising > 1:  # a number alone is how many there shall be
                falls.append((high, point))
            high, rising = point, 1
        elif high is None or fallen <= 0:
            high, rising = point, rising + 1
    return falls


def _best_since(course: Course, line: int) -> Iterator[Finding]:
    direction = better(course.name)
    whole = all(track.family.stride == 1 for track in course.tracks)  # else only a sample of values is kept
    points = [one for one in points_of(course) if one.line >= line and isfinite(_size(one))]
    if direction is None or not whole or len(points) < FEWEST:
        return
    higher = direction is Better.HIGHER
    if (course.high if higher else course.low).line >= line:
        return
    best = (max if higher else min)(points, key=_size)
    text = f"{course.name} {best.value}, the best since the epochs were counted anew"
    step = named_step(course, best)
    yield Finding(FactKind.METRIC, f"best {course.name} since", best.value, best.line, text, step, weight=0.7)


def _size(point: Point) -> float:
    return float(point.value.replace(",", ""))
