"""A measure that fell to nothing, or stopped moving, and stayed so: an entropy of 0, answers of one token, a pinned reward."""

import re
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import NamedTuple

from mlws_writer.facts.model import Better, FactKind, Point
from mlws_writer.facts.names import better, is_step, words
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.results import class_of, is_minor, weight_of
from mlws_writer.tier1_logs.series import Course, named_step, points_of

FEWEST = 8
"""From how many values on one can tell that a measure stayed where it is."""
FALLEN = 0.02
"""What part of its first value an entropy has left when it is called gone."""
SHORTEST, ONCE_LONG = 2.0, 10.0
"""How long an answer or an episode is that has collapsed, and how much longer it was at first."""
PINNED = 5
"""How many equal values at the end, at least, are no chance."""
MOST_ALIKE = 2
"""How many pinned rewards or accuracies are told; of entropies and of lengths, one."""
WEIGHT = 0.93
_PINNABLE = re.compile(r"(?i)reward|score|acc(?:uracy)?\b|success|return|win_?rate")


class Stay(NamedTuple):
    """From which value on a measure stayed, and what to say of it."""

    since: Point
    said: str
    low: bool


def collapses(found: Sequence[Course]) -> Iterator[Finding]:
    """Yield for each main measure that collapsed or stopped moving where that began, in words."""
    told: dict[str, int] = {}
    for course in sorted(found, key=lambda one: (len(one.name), one.first.at)):
        what = class_of(course.name)
        stay = stay_of(course) if told.get(what, 0) < MOST_ALIKE else None
        if stay is not None:
            told[what] = told.get(what, 0) + (MOST_ALIKE if stay.low else 1)
            weight = WEIGHT if stay.low else min(WEIGHT - 0.02, weight_of(course) + 0.1)
            step = named_step(course, stay.since)
            name = f"{course.name} collapsed" if stay.low else f"{course.name} stuck"
            text = f"{course.name} {stay.said}"
            yield Finding(FactKind.WARNING, name, stay.since.value, stay.since.line, text, step, weight=weight)


def stay_of(course: Course) -> Stay | None:
    """Return from where on a series stayed fallen or at one value, if it did to its end."""
    if course.size < FEWEST or is_step(course.name) or is_minor(course.name) or not isfinite(course.last.size):
        return None
    what = class_of(course.name)
    if what == "entropy" and "loss" not in words(course.name) and course.first.size > 0:
        return _fallen(course, course.first.size * FALLEN)
    if what == "length" and course.first.size > SHORTEST * ONCE_LONG:
        return _fallen(course, SHORTEST)
    if what == "metric" and better(course.name) is Better.HIGHER and _PINNABLE.search(course.name):
        return _pinned(course)
    return None


def _fallen(course: Course, most: float) -> Stay | None:
    """Return where a measure fell to `most` or below for good."""
    if course.last.size > most:
        return None
    points = points_of(course)
    since = _since(points, lambda value: abs(value) <= most)
    if since is None or len(points) - points.index(since) < 3:
        return None
    first, last = course.first.value.decode(), course.last.value.decode()
    said = f"collapsed: {first} at first, {since.value} {_here(course)}, {last} at the end"
    return Stay(since, said, low=True)


def _pinned(course: Course) -> Stay | None:
    """Return from where on a measure had one value, and that not its best."""
    whole = course.low.size == course.high.size
    if course.last.size == course.high.size and not whole:
        return None
    points = points_of(course)
    other = max([turn.line for turn in (course.low, course.high) if turn.size != course.last.size], default=0)
    since = _since([one for one in points if one.line > other], lambda value: value == course.last.size)
    if since is None or len(points) - points.index(since) < max(PINNED, len(points) // 5):
        return None
    until = "all along" if whole else f"from {_here(course)} to the end{_as_far_as(course, points)}"
    return Stay(since, f"stuck at {course.last.value.decode()} {until}", low=False)


def _since(points: Sequence[Point], stays: Callable[[float], bool]) -> Point | None:
    first: Point | None = None
    for point in reversed(points):
        if not stays(float(point.value.replace(",", ""))):
            break
        first = point
    return first


def _as_far_as(course: Course, points: Sequence[Point]) -> str:
    """Say on how many values it rests that a measure never moved, where not all of them are kept."""
    return f" ({len(points):,} of {course.size:,} values sampled)" if len(points) < course.size else ""


def _here(course: Course) -> str:
    """Say how exactly the place is known: of long series only a sample of values is kept."""
    return "about here" if len(points_of(course)) < course.size else "here"


def without_false_bests(findings: Sequence[Finding], fallen: Sequence[Finding]) -> list[Finding]:
    """Leave out the best reward that a training had after its answers or its entropy collapsed: it is none."""
    since = min((one.line for one in fallen if one.name.endswith(" collapsed")), default=0)
    if not since:
        return list(findings)
    return [one for one in findings if not (one.line >= since and _is_best_reward(one))]


def _is_best_reward(one: Finding) -> bool:
    return one.name.startswith("best ") and one.split in ("", "train") and _PINNABLE.search(one.name) is not None
