"""Figures for a session, where looking beats reading: curves of training, runs compared, the day as a time bar."""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Point, Run, Series, Work
from mlws_writer.facts.names import better, canonical, is_metric, split_of
from mlws_writer.facts.results import headline, number, results
from mlws_writer.tier2_activity.summary import Summary, metric_name, run_names, spell
from mlws_writer.tier2_activity.wording import capitalize_first
from mlws_writer.tier3_sessions import svg
from mlws_writer.tier3_sessions.narrative import slug

FEWEST = 5
"""Fewer points are read faster than they are looked at."""
MOST = 6
_LINES, _ROWS, _ROW, _FEW = 5, 20, 26, 12
_LEFT, _RIGHT, _PLOT = 64, 24, 230
_WIDE = svg.WIDTH - _LEFT - _RIGHT
_LONGEST_DAY = timedelta(hours=48)
_ROUND = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_TRAINS = (Work.TRAINING, Work.EXPERIMENT, Work.OTHER)
_ENDS = {Outcome.FAILED: (1, "failed"), Outcome.INTERRUPTED: (1, "stopped early"), Outcome.RUNNING: (2, "running")}


_OFTEN = 3
"""Work that seems to begin anew more often does not: its steps are counted within an epoch or a fold."""
_OF_ONE = 3
"""Charts of one run; the plainest measures come first."""
_LARGEST = 1e300
"""What is larger cannot be drawn."""
_Key = tuple[str, str]
"""A measure by its canonical name, and the part of the data it is of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: what it is known by, the words for those who do not see it, and its text as SVG."""

    name: str
    words: str
    svg: str

    def file(self, stem: str) -> str:
        """Name its file, beside the document of that stem."""
        return f"{stem}-{slug(self.name)}.svg"


@dataclass(frozen=True, slots=True)
class _Curve:
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


def figures(summaries: Sequence[Summary]) -> tuple[Figure, ...]:
    """Draw what is worth looking at: the day, runs against each other, then the curves of each run."""
    names = run_names([s.run for s in summaries])
    followed = [(runs[0], _followed(runs)) for runs in _launches(summaries)]
    key, together = _most_followed(followed)
    found = [*_day(summaries, names), *_compared(summaries, names), *_courses(key, together, names)]
    for run, curves in followed:
        shown = key if any(run is one for one, _ in together) else None
        found += _curves(run, curves, names, shown)
    return tuple(found[:MOST])


def _launches(summaries: Sequence[Summary]) -> list[list[Run]]:
    """Put the launches of one log together: each but the first began anew."""
    by_log: dict[tuple[str, str], list[Run]] = {}
    for run in (s.run for s in summaries if s.run.work in _TRAINS):
        by_log.setdefault((run.log, run.name), []).append(run)
    return [sorted(runs, key=lambda run: run.first_line) for runs in by_log.values()]


def _followed(runs: Sequence[Run]) -> dict[_Key, _Curve]:
    """Join what the launches of one log measured: a line for each measure of each part of the data."""
    same: dict[_Key, list[Series]] = {}
    for run in runs:
        for each in run.series:
            if is_metric(each.name) and each.count > 1:
                same.setdefault((canonical(each.name), each.split), []).append(each)
    curves = {key: _joined(found) for key, found in same.items()}
    return {key: curve for key, curve in curves.items() if len(curve.points) > 1}


def _curves(
    run: Run, followed: Mapping[_Key, _Curve], names: Mapping[str, str], shown: _Key | None
) -> Iterator[Figure]:
    """Draw one chart for each measure of a run, its training and its validation together; `shown` is drawn already."""
    by_measure: dict[str, list[_Key]] = {}
    for key in followed:
        by_measure.setdefault(_measure(key[0]), []).append(key)
    ranked = sorted(by_measure.items(), key=lambda one: (len(one[0].split()), -len(one[1])))
    for measure, keys in ranked[:_OF_ONE]:
        curves = sorted((followed[key] for key in keys), key=lambda curve: -len(curve.points))[:_LINES]
        if len(curves[0].points) >= FEWEST and keys != [shown]:
            title = f"{capitalize_first(measure)} of {names[run.id]}"
            yield _chart(f"{measure} {names[run.id]}", title, _on_one_axis(curves), _counted(run, curves[0]))


def _measure(name: str) -> str:
    """Say what is measured, of whatever part of the data: the loss of a batch and of the validation are both loss."""
    whole = name.removeprefix(f"{split_of(name)} ").split("_")
    return metric_name(whole[-1] if not whole[-1].isdigit() else "_".join(whole))


def _joined(found: Sequence[Series]) -> _Curve:
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
    return _Curve(name, tuple(points), best, found[0].first, found[-1].last, tuple(sorted(set(restarts))), unit, falls)


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
    return value if abs(value) < _LARGEST else None  # nor is what is no number


def _on_one_axis(curves: Sequence[_Curve]) -> list[_Curve]:
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


def _counted(run: Run, curve: _Curve) -> str:
    """Say what the longest line counts: epochs, steps, or only its own values."""
    if any(step is None for _, step, _ in curve.points):
        return "values, in the order of the log"
    own = {curve.first.line, curve.last.line}
    stepped = [f.step for f in run.facts if f.kind is FactKind.METRIC and f.step and f.line in own]
    named = re.findall(r"[^\W\d_]+", stepped[0]) if stepped else []
    return named[-1].casefold() if named else "step"


def _chart(name: str, title: str, curves: Sequence[_Curve], axis: str) -> Figure:
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


def _anew(curves: Sequence[_Curve]) -> list[tuple[str, float]]:
    """Say where work began anew, each place once."""
    places = [step for c in curves[:1] for line, step, _ in c.points if line in c.restarts and step is not None]
    return [("begun again" if len(places) < 4 else "", step) for step in dict.fromkeys(places)]


def _drawn(n: int, curve: _Curve, place: Callable[[float, float], svg.Spot]) -> Iterator[str]:
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


def _legend(n: int, curve: _Curve) -> Iterator[str]:
    y = 48 + 18 * n
    yield svg.line([(16, y - 4), (46, y - 4)], f"c{n} d{n}")
    yield svg.text(54, y, svg.cut(_in_words(curve), 100), "ink")


def _in_words(curve: _Curve) -> str:
    """Say where a line began and ended, and where it was best."""
    text = (
        f"{curve.name}: {curve.first.shown}{_unit(curve, curve.first)} → {curve.last.shown}{_unit(curve, curve.last)}"
    )
    best = curve.best
    if best is not None and best.value != curve.last.value:
        text += f", best {best.shown}{_unit(curve, best)}" + (f" at {best.step}" if best.step else "")
    again = len(curve.restarts)
    return text + (f", begun again {'once' if again == 1 else f'{again} times'}" if again else "")


def _unit(curve: _Curve, point: Point) -> str:
    return curve.unit if not point.value.endswith("%") else ""


def _compared(summaries: Sequence[Summary], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw the runs of one kind of work against each other, by the result that most of them have."""
    for work in Work:
        group = [(s.run, results(s.run)) for s in summaries if s.run.work is work]
        chosen = _shared([found for _, found in group])
        facts = [(names[run.id], found[chosen]) for run, found in group if chosen in found]
        rows = [(name, fact, float(value)) for name, fact in facts if (value := number(fact)) is not None]
        rows = [row for row in rows if abs(row[2]) < _LARGEST]
        if len(rows) >= FEWEST:
            yield _dots(rows)


def _shared(found: Sequence[Mapping[str, Fact]]) -> str:
    """Name the result that most runs have, of those that are a headline of any."""
    heads = [key for each in found for key in headline(each)]
    return max(dict.fromkeys(heads), key=lambda key: sum(key in each for each in found), default="")


def _dots(rows: Sequence[tuple[str, Fact, float]]) -> Figure:
    """Draw a row for each run, the best first, with a dot where its result lies."""
    fact = rows[0][1]
    up = better(fact.name)
    ranked = sorted(rows, key=lambda row: row[2], reverse=up is not Better.LOWER)[:_ROWS]
    title = f"{capitalize_first(metric_name(fact.name, fact.split))} of {len(rows)} runs"
    low, high = min(row[2] for row in ranked), max(row[2] for row in ranked)
    pad = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
    low, high = low - pad, high + pad
    left, wide = 250.0, svg.WIDTH - 250.0 - 90.0
    bottom = 46.0 + _ROW * len(ranked)

    def across(value: float) -> float:
        return left + wide * (value - low) / (high - low)

    body = [svg.text(16, 26, title, "head")]
    for tick in svg.ticks(low, high):
        body.append(svg.line([(across(tick), 42), (across(tick), bottom)], "grid"))
        body.append(svg.text(across(tick), bottom + 18, svg.said(tick), "small", "middle"))
    for n, (name, own, value) in enumerate(ranked):
        y = 46 + _ROW * n + _ROW / 2
        first = 2 if n == 0 and up is not None else 0
        body.append(svg.text(left - 12, y + 4, svg.cut(name, 34), "ink", "end"))
        body += [svg.dot((across(value), y), f"f{first}", 5), svg.text(across(value) + 10, y + 4, own.shown)]
    words = f"{title}: " + ", ".join(f"{name} {own.shown}" for name, own, _ in ranked) + "."
    return Figure(f"{fact.name} by run", words, svg.picture(bottom + 32, title, words, body))


def _most_followed(followed: Sequence[tuple[Run, Mapping[_Key, _Curve]]]) -> tuple[_Key, list[tuple[Run, _Curve]]]:
    """Find the measure that most runs followed, and their lines; none where no two followed the same."""
    by_key: dict[_Key, list[tuple[Run, _Curve]]] = {}
    for run, curves in followed:
        for key, curve in curves.items():
            if len(curve.points) >= FEWEST:
                by_key.setdefault(key, []).append((run, curve))
    key, found = max(by_key.items(), key=lambda one: len(one[1]), default=(("", ""), []))
    return (key, found[:_LINES]) if len(found) > 1 else (key, [])


def _courses(key: _Key, found: Sequence[tuple[Run, _Curve]], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw one measure of several runs as one line for each of them."""
    if found:
        name = metric_name(*key)
        curves = [_on_one_axis([replace(curve, name=names[run.id])])[0] for run, curve in found]
        yield _chart(f"{name} compared", f"{capitalize_first(name)} of {len(found)} runs", curves, _counted(*found[0]))


def _day(summaries: Sequence[Summary], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw when each run was at work, and how it ended."""
    spans = [
        (s, s.run.started.replace(tzinfo=None), s.run.ended.replace(tzinfo=None))
        for s in summaries
        if s.run.started and s.run.ended and not s.run.set_backs
    ]
    spans = sorted((span for span in spans if span[2] >= span[1]), key=lambda span: span[1])[:_ROWS]
    if 2 * len(spans) < FEWEST:
        return
    begin, end = min(span[1] for span in spans), max(span[2] for span in spans)
    if end - begin <= _LONGEST_DAY:
        yield _bars(spans, names, begin, end)


def _bars(
    spans: Sequence[tuple[Summary, datetime, datetime]], names: Mapping[str, str], begin: datetime, end: datetime
) -> Figure:
    title = f"{len(spans)} runs between {begin:%H:%M} and {end:%H:%M}"
    left, wide = 250.0, svg.WIDTH - 250.0 - 24.0
    bottom = 46.0 + _ROW * len(spans)
    whole = max((end - begin).total_seconds(), 1.0)

    def across(moment: datetime) -> float:
        return left + wide * (moment - begin).total_seconds() / whole

    body = [svg.text(16, 26, title, "head")]
    for tick in _hours(begin, end):
        body.append(svg.line([(across(tick), 42), (across(tick), bottom)], "grid"))
        body.append(svg.text(across(tick), bottom + 18, f"{tick:%H:%M}", "small", "middle"))
    told = []
    for n, (summary, started, ended) in enumerate(spans):
        y = 46 + _ROW * n
        tone, outcome = _ENDS.get(summary.run.outcome, (0, ""))
        took = ", ".join(filter(None, [spell(ended - started), outcome]))
        width = max(across(ended) - across(started), 3.0)
        behind = across(started) + width + 6
        fits = behind + 7 * len(took) < svg.WIDTH
        body.append(svg.text(left - 12, y + 17, svg.cut(names[summary.run.id], 34), "ink", "end"))
        body.append(svg.bar(across(started), y + 4, width, _ROW - 8, f"f{tone}"))
        body.append(
            svg.text(behind if fits else across(started) - 6, y + 17, took, "small", "start" if fits else "end")
        )
        told.append(
            f"{names[summary.run.id]} from {started:%H:%M} to {ended:%H:%M}" + (f", {outcome}" if outcome else "")
        )
    words = f"{title}: " + "; ".join(told) + "."
    return Figure("day", words, svg.picture(bottom + 32, title, words, body))


def _hours(begin: datetime, end: datetime) -> list[datetime]:
    """Choose the round times of day between two, no more than eight."""
    minutes = next((m for m in _ROUND if (end - begin) / timedelta(minutes=m) <= 8), _ROUND[-1])
    day = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    first = math.ceil((begin - day) / timedelta(minutes=minutes))
    last = math.floor((end - day) / timedelta(minutes=minutes))
    return [day + timedelta(minutes=minutes) * n for n in range(first, last + 1)]
