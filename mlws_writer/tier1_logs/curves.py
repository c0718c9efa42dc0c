"""The course of the main metrics in a few of their points: where a curve bends, and where it stopped getting better."""

import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import NamedTuple

from mlws_writer.facts.model import Better, LogReading, Point, Series
from mlws_writer.facts.names import canonical
from mlws_writer.tier1_logs.results import is_minor, metric_weight

FEWEST = 9
"""From how many values on a metric has a middle worth telling."""
MAIN = 0.74
"""What a metric weighs at least whose course is told."""
MOST_CURVES, MOST_POINTS, PARTS = 4, 6, 24
"""How many courses are told, by how many points each, chosen from as many parts of the whole."""
STRAIGHT = 0.03
"""How far from a straight line, as a part of its range, a curve bends that is told."""
MOST_PASSES = 10
"""Steps that begin anew more often than this are counted within something else."""
LATE = 0.3
"""What part of a run has brought nothing better when that is told."""


LONGEST_UNIT = 2
_COUNTED = re.compile(r"第? ?[-+]?\d[\d,.]*(?:/ ?\d+)?")
"""What a step has besides the word for what it counts."""


class Curve(NamedTuple):
    """What is said of a course, and the lines of its points."""

    name: str
    text: str
    lines: tuple[int, ...]


def curves_of(readings: Sequence[LogReading]) -> Iterator[Curve]:
    """Yield the courses of the main metrics, each in the last run that has it first, then in those before."""
    told: set[str] = set()
    again: list[Curve] = []
    runs = [run for reading in readings for run in reading.runs]
    for place, run in reversed(list(enumerate(runs))):
        names: set[str] = set()
        words = {fact.name: fact.step for fact in run.facts if fact.step}
        which = f" of launch {run.launch}" if place < len(runs) - 1 else ""
        for series in sorted(run.series, key=lambda one: (-_weight(one), one.first.line)):
            name = canonical(series.name)
            if _weight(series) < MAIN or series.count < FEWEST or name in names:
                continue
            curve = _curve(series, words.get(series.name, ""), which)
            if curve is None:
                continue
            names.add(name)
            if name in told:
                again.append(curve)
            else:
                yield curve
        told |= names
    yield from again


def _weight(series: Series) -> float:
    if is_minor(series.name) or series.better is None:
        return 0.0
    return metric_weight(series.name) + (0.1 if series.split in ("val", "test", "eval") else 0.0)


def _curve(series: Series, step: str, which: str) -> Curve | None:
    points, passes = _last_pass([point for point in series.points if _finite(point)])
    if len(points) < FEWEST or series.lowest.value == series.highest.value or not all(one.step for one in points):
        return None
    if len({point.step for point in points}) < len(points) * 0.9:
        return None  # steps that begin anew: the same number would name several points
    bends = bends_of(points)
    if len(bends) < 3:
        return None
    unit = _unit_of(step)
    path = ", ".join([f"{one.step}: {one.value}" for one in bends])
    which = f"{which}, last of {passes} passes," if passes > 1 else which
    text = f"course of {series.name}{which} by {unit}: {path}{_stopped(series, points)}"
    return Curve(series.name, text, tuple(sorted({one.line for one in bends})))


def _unit_of(step: str) -> str:
    """Return what a step counts: of `iteration 8210/ 143051` the iterations."""
    words = _COUNTED.sub("", step).split()
    return " ".join(words[-1:] if len(words) > LONGEST_UNIT else words) or "step"


def _last_pass(points: list[Point]) -> tuple[list[Point], int]:
    """Return the points since their steps last began anew, and how often they were counted through, if a few times."""
    steps = [_number(one.step) for one in points]
    falls = [place for place in range(1, len(steps)) if steps[place] < steps[place - 1]]
    if not 0 < len(falls) < MOST_PASSES:
        return points, 1
    return points[falls[-1] :], len(falls) + 1


def _number(step: str) -> float:
    try:
        return float(step.replace(",", ""))
    except ValueError:
        return 0.0


def _finite(point: Point) -> bool:
    try:
        return isfinite(_size(point))
    except ValueError:
        return False


def _size(point: Point) -> float:
    return float(point.value.replace(",", ""))


def bends_of(points: Sequence[Point]) -> list[Point]:
    """Return the first and last point and those between where the curve, without its noise, bends most."""
    middle = _smooth(points[1:-1])
    chosen = [(0.0, points[0]), (len(points) - 1.0, points[-1])]
    span = max(_size(one) for _, one in middle) - min(_size(one) for _, one in middle)
    span = max(span, abs(_size(points[0]) - _size(points[-1])))
    while len(chosen) < MOST_POINTS and middle:
        far, best = max((_distance(one, chosen), one) for one in middle)
        if far <= span * STRAIGHT:
            break
        chosen = sorted([*chosen, best], key=lambda one: one[0])
        middle.remove(best)
    return [point for _, point in chosen]


def _smooth(points: Sequence[Point]) -> list[tuple[float, Point]]:
    """Return of each part of a curve the point with the median value."""
    parts = min(PARTS, len(points))
    found = []
    for part in range(parts):
        start, end = len(points) * part // parts, len(points) * (part + 1) // parts
        place = sorted(range(start, end), key=lambda i: _size(points[i]))[(end - start) // 2]
        found.append((place + 1.0, points[place]))
    return found


def _distance(one: tuple[float, Point], chosen: Sequence[tuple[float, Point]]) -> float:
    after = next(i for i, (place, _) in enumerate(chosen) if place > one[0])
    (x0, left), (x1, right) = chosen[after - 1], chosen[after]
    straight = _size(left) + (_size(right) - _size(left)) * (one[0] - x0) / (x1 - x0)
    return abs(_size(one[1]) - straight)


def _stopped(series: Series, points: Sequence[Point]) -> str:
    """Say that nothing better came in the last part of a run, where that is so."""
    best = series.best
    later = sum(point.line > best.line for point in points) if best is not None and best.step else 0
    if (
        best is None
        or best.line < points[0].line
        or later < max(3, len(points) * LATE)
        or not series.split
        or series.split == "train"
    ):
        return ""
    worse = "higher" if series.better is Better.HIGHER else "lower"
    return f"; none {worse} after {best.step} ({best.value})"
