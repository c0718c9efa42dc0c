"""Curves of a training: what its launches measured as lines over one axis, with their best and their new beginnings."""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mlws_writer.facts.model import Better, FactKind, Point, Run, Series
from mlws_writer.facts.names import canonical, is_metric
from mlws_writer.tier2_activity.summary import at_step, metric_name
from mlws_writer.tier3_sessions import svg
from mlws_writer.tier3_sessions.svg import Figure

LARGEST = 1e300
"""What is larger cannot be drawn."""
_FEW = 12
"""So few points are each marked."""
_OFTEN = 3
"""Work that seems to begin anew more often does not: its steps are counted within an epoch or a fold."""
_LEFT, _RIGHT, _PLOT = 64, 24, 230
_WIDE = svg.WIDTH - _LEFT - _RIGHT
Key = tuple[str, str]
"""A measure by its canonical name, and the part of the data it is of."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line to draw: its name, its points as (place in the log, step, value), its best, where it began anew."""

    name: str
    points: tuple[tuple[int, float | None, float], ...]
    best: Point | None
    first: Point
    last: Point
    restarts: tuple[int, ...] = ()
    unit: str = ""
    falls: bool = False
    """Whether lower is better."""
    counted: str = ""
    """How the log counts a step, such as `Epoch 6`."""


def followed(runs: Sequence[Run]) -> dict[Key, Curve]:
    """Join what the launches of one log measured: a line for each measure of each part of the data."""
    same: dict[Key, list[Series]] = {}
    for run in runs:
        for each in run.series:
            if is_metric(each.name) and each.count > 1:
                same.setdefault((canonical(each.name), each.split), []).append(each)
    counted = {(canonical(f.name), f.split): f.step for run in runs for f in run.facts if f.step}
    curves = {key: replace(_joined(found), counted=counted.get(key, "")) for key, found in same.items()}
    return {key: curve for key, curve in curves.items() if len(curve.points) > 1}


def _joined(found: Sequence[Series]) -> Curve:
    """Make one line of a measure over all launches of its log."""
    points: list[tuple[int, float | None, float]] = []
    restarts: list[int] = []
    for each in found:
        drawn = {p.line: p for p in (*each.points, each.first, each.lowest, each.highest, each.last)}
        placed = [(line, _value(drawn[line].step), _value(drawn[line].value)) for line in sorted(drawn)]
        finite = [(line, step, value) for line, step, value in placed if value is not None]
        if points and finite:
            restarts.append(finite[0][0])
        points += finite
    again = _begun_again(points)
    if again is None:
        points = [(line, None, value) for line, _, value in points]
    restarts += again or []
    best = _best([each for each in found if each.best])
    name = metric_name(found[0].name, found[0].split)
    unit = found[0].unit if found[0].unit == "%" else ""
    falls = found[0].better is Better.LOWER
    return Curve(name, tuple(points), best, found[0].first, found[-1].last, tuple(sorted(set(restarts))), unit, falls)


def _begun_again(points: Sequence[tuple[int, float | None, float]]) -> list[int] | None:
    """Say at which lines steps go back and go on from there; None where they only count within something else."""
    steps = [(line, step) for line, step, _ in points if step is not None]
    falls = svg.breaks([step for _, step in steps])
    parts = [end - start for start, end in pairwise([*falls, len(steps)])]
    if len(falls) > _OFTEN or any(part < 2 for part in parts):
        return None
    return [steps[at][0] for at in falls]


def _best(found: Sequence[Series]) -> Point | None:
    ranked = [(value, each) for each in found if each.best and (value := _value(each.best.value)) is not None]
    if not ranked:
        return None
    pick = max if ranked[0][1].best == ranked[0][1].highest else min
    return pick(ranked, key=lambda one: one[0])[1].best


def _value(text: str) -> float | None:
    try:
        value = float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return None
    return value if abs(value) < LARGEST else None  # nor is what is no number


def on_one_axis(curves: Sequence[Curve]) -> list[Curve]:
    """Count the steps of all lines as the longest does, by where in the log they stand."""
    longest = curves[0].points
    steps = [step for _, step, _ in longest]
    counted = [step if step is not None else float(n) for n, step in enumerate(steps, 1)]
    if any(step is None for step in steps):
        counted = [float(n) for n in range(1, len(longest) + 1)]
    lines = [line for line, _, _ in longest]

    def placed(line: int) -> float:
        at = bisect_right(lines, line) - 1
        if at < 0 or at + 1 >= len(lines) or lines[at] == line or counted[at + 1] < counted[at]:
            return counted[max(at, 0)]
        return counted[at] + (counted[at + 1] - counted[at]) * (line - lines[at]) / (lines[at + 1] - lines[at])

    return [replace(c, points=tuple((line, placed(line), value) for line, _, value in c.points)) for c in curves]


def counted(run: Run, curve: Curve) -> str:
    """Say what the longest line counts: epochs, steps, or only its own values."""
    if any(step is None for _, step, _ in curve.points):
        return "values, in the order of the log"
    own = {curve.first.line, curve.last.line}
    stepped = [f.step for f in run.facts if f.kind is FactKind.METRIC and f.step and f.line in own]
    named = re.findall(r"[^\W\d_]+", stepped[0]) if stepped else []
    return named[-1].casefold() if named else "step"


def chart(name: str, title: str, curves: Sequence[Curve], axis: str) -> Figure:
    """Draw lines over one axis, the best of each marked, with a mark where work began anew."""
    xs = [step for c in curves for _, step, _ in c.points if step is not None]
    ys = [value for c in curves for _, _, value in c.points]
    log = all(c.falls for c in curves) and min(ys) > 0 and max(ys) / min(ys) > 50
    scale = math.log10 if log else float
    low, high = scale(min(ys)), scale(max(ys))
    pad = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
    low, high = low - pad, high + pad
    top = 44.0 + 18 * len(curves)
    left, right = min(xs), max(xs)

    def place(x: float, y: float) -> svg.Spot:
        across = (x - left) / ((right - left) or 1.0)
        return _LEFT + _WIDE * across, top + _PLOT * (high - scale(y)) / (high - low)

    body = [svg.text(16, 26, title, "head")]
    rows = svg.decades(10**low, 10**high) if log else svg.ticks(low, high)
    rows = rows if len(rows) > 1 else [min(ys), max(ys)]
    for tick in rows:
        y = place(left, tick)[1]
        body += [
            svg.line([(_LEFT, y), (_LEFT + _WIDE, y)], "grid"),
            svg.text(_LEFT - 8, y + 4, svg.said(tick), "small", "end"),
        ]
    for tick in svg.ticks(left, right, 6):
        body.append(svg.text(place(tick, min(ys))[0], top + _PLOT + 18, svg.said(tick), "small", "middle"))
    under = axis + ("; the height counts powers of ten" if log else "")
    body.append(svg.text(_LEFT + _WIDE / 2, top + _PLOT + 36, under, "quiet", "middle"))
    for mark, step in _anew(curves):
        x = place(step, min(ys))[0]
        body += [svg.line([(x, top), (x, top + _PLOT)], "mark"), svg.text(x + 4, top + 12, mark, "small")]
    for n, curve in enumerate(curves):
        body += _drawn(n, curve, place)
    body += [part for n, curve in enumerate(curves) for part in _legend(n, curve)]
    words = f"{title}: " + "; ".join(_in_words(curve) for curve in curves) + "."
    return Figure(name, words, svg.picture(top + _PLOT + 50, title, words, body))


def _anew(curves: Sequence[Curve]) -> list[tuple[str, float]]:
    """Say where work began anew, each place once."""
    places = [step for c in curves[:1] for line, step, _ in c.points if line in c.restarts and step is not None]
    return [("begun again" if len(places) < 4 else "", step) for step in dict.fromkeys(places)]


def _drawn(n: int, curve: Curve, place: Callable[[float, float], svg.Spot]) -> Iterator[str]:
    piece: list[svg.Spot] = []
    kind = f"c{n} d{n}"
    for line, step, value in curve.points:
        if line in curve.restarts and piece:
            yield svg.line(piece, f"{kind} thin")
            piece = []
        piece.append(place(step or 0.0, value))
    yield svg.line(piece, kind)
    if len(curve.points) <= _FEW:
        yield from (svg.dot(place(step or 0.0, value), f"f{n}", 2.5) for _, step, value in curve.points)
    best = curve.best
    found = [(step or 0.0, value) for line, step, value in curve.points if best and line == best.line]
    for step, value in found[:1]:
        yield svg.dot(place(step, value), f"f{n}")


def _legend(n: int, curve: Curve) -> Iterator[str]:
    y = 48 + 18 * n
    yield svg.line([(16, y - 4), (46, y - 4)], f"c{n} d{n}")
    yield svg.text(54, y, svg.cut(_in_words(curve), 100), "ink")


def _in_words(curve: Curve) -> str:
    """Say where a line began and ended, and where it was best."""
    text = (
        f"{curve.name}: {curve.first.shown}{_unit(curve, curve.first)} → {curve.last.shown}{_unit(curve, curve.last)}"
    )
    best = curve.best
    if best is not None and best.value != curve.last.value:
        text += f", best {best.shown}{_unit(curve, best)}" + at_step(best.step, curve.counted)
    again = len(curve.restarts)
    return text + (f", begun again {'once' if again == 1 else f'{again} times'}" if again else "")


def _unit(curve: Curve, point: Point) -> str:
    return curve.unit if not point.value.endswith("%") else ""
