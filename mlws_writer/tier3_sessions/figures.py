"""Figures for a session, where looking beats reading: curves of training, runs compared, the day as a time bar."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mlws_writer.facts.model import Better, Fact, Outcome, Run, Work
from mlws_writer.facts.names import better, split_of
from mlws_writer.facts.results import headline, number, results
from mlws_writer.tier2_activity.run_time import times_of
from mlws_writer.tier2_activity.summary import Summary, metric_name, run_names, spell
from mlws_writer.tier2_activity.wording import capitalize_first
from mlws_writer.tier3_sessions import svg
from mlws_writer.tier3_sessions.curves import LARGEST, Curve, Key, chart, counted, followed, on_one_axis
from mlws_writer.tier3_sessions.svg import Figure

FEWEST = 5
"""Fewer points are read faster than they are looked at."""
MOST = 6
_LINES, _ROWS, _ROW = 5, 20, 26
_LONGEST_DAY = timedelta(hours=48)
_ROUND = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_TRAINS = (Work.TRAINING, Work.EXPERIMENT, Work.OTHER)
_ENDS = {Outcome.FAILED: (1, "failed"), Outcome.INTERRUPTED: (1, "stopped early"), Outcome.RUNNING: (2, "running")}


_OF_ONE = 3
"""Charts of one run; the plainest measures come first."""


def figures(summaries: Sequence[Summary]) -> tuple[Figure, ...]:
    """Draw what is worth looking at: the day, runs against each other, then the curves of each run."""
    names = run_names([s.run for s in summaries])
    measured = [(runs[0], followed(runs)) for runs in _launches(summaries)]
    key, together = _most_followed(measured)
    found = [*_day(summaries, names), *_compared(summaries, names), *_courses(key, together, names)]
    for run, curves in measured:
        shown = key if any(run is one for one, _ in together) else None
        found += _curves(run, curves, names, shown)
    return _told_apart(found[:MOST])


def _told_apart(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give each figure a file of its own, however alike the names of runs are."""
    files = [figure.file("") for figure in found]
    return tuple(
        replace(figure, name=f"{n} {figure.name}") if figure.file("") in files[:n] else figure
        for n, figure in enumerate(found)
    )


def _launches(summaries: Sequence[Summary]) -> list[list[Run]]:
    """Put the launches of one log together: each but the first began anew."""
    by_log: dict[tuple[str, str], list[Run]] = {}
    for run in (s.run for s in summaries if s.run.work in _TRAINS):
        by_log.setdefault((run.log, run.name), []).append(run)
    return [sorted(runs, key=lambda run: run.first_line) for runs in by_log.values()]


def _curves(run: Run, measured: Mapping[Key, Curve], names: Mapping[str, str], shown: Key | None) -> Iterator[Figure]:
    """Draw one chart for each measure of a run, its training and its validation together; `shown` is drawn already."""
    by_measure: dict[str, list[Key]] = {}
    for key in measured:
        by_measure.setdefault(_measure(key[0]), []).append(key)
    ranked = sorted(by_measure.items(), key=lambda one: (len(one[0].split()), -len(one[1])))
    for measure, keys in ranked[:_OF_ONE]:
        curves = sorted((measured[key] for key in keys), key=lambda curve: -len(curve.points))[:_LINES]
        if len(curves[0].points) >= FEWEST and keys != [shown]:
            title = f"{capitalize_first(measure)} of {names[run.id]}"
            yield chart(f"{measure} {names[run.id]}", title, on_one_axis(curves), counted(run, curves[0]))


def _measure(name: str) -> str:
    """Say what is measured, of whatever part of the data: the loss of a batch and of the validation are both loss."""
    whole = name.removeprefix(f"{split_of(name)} ").split("_")
    return metric_name(whole[-1] if not whole[-1].isdigit() else "_".join(whole))


def _compared(summaries: Sequence[Summary], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw the runs of one kind of work against each other, by the result that most of them have."""
    for work in Work:
        group = [(s.run, results(s.run)) for s in summaries if s.run.work is work]
        chosen = _shared([found for _, found in group])
        facts = [(names[run.id], found[chosen]) for run, found in group if chosen in found]
        rows = [(name, fact, float(value)) for name, fact in facts if (value := number(fact)) is not None]
        rows = [row for row in rows if abs(row[2]) < LARGEST]
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


def _most_followed(measured: Sequence[tuple[Run, Mapping[Key, Curve]]]) -> tuple[Key, list[tuple[Run, Curve]]]:
    """Find the measure that most runs followed, and their lines; none where no two followed the same."""
    by_key: dict[Key, list[tuple[Run, Curve]]] = {}
    for run, curves in measured:
        for key, curve in curves.items():
            if len(curve.points) >= FEWEST:
                by_key.setdefault(key, []).append((run, curve))
    key, found = max(by_key.items(), key=lambda one: len(one[1]), default=(("", ""), []))
    return (key, found[:_LINES]) if len(found) > 1 else (key, [])


def _courses(key: Key, found: Sequence[tuple[Run, Curve]], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw one measure of several runs as one line for each of them."""
    if found:
        name = metric_name(*key)
        curves = [on_one_axis([replace(curve, name=names[run.id])])[0] for run, curve in found]
        yield chart(f"{name} compared", f"{capitalize_first(name)} of {len(found)} runs", curves, counted(*found[0]))


def _day(summaries: Sequence[Summary], names: Mapping[str, str]) -> Iterator[Figure]:
    """Draw when each run was at work, and how it ended."""
    timed = ((s, times) for s in summaries if not s.run.set_backs and (times := times_of(s.run)))
    spans = [(s, begin.replace(tzinfo=None), end.replace(tzinfo=None)) for s, (begin, end) in timed]
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
