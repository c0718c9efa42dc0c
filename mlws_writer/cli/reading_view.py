"""What was read from a log, laid out for a person."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from mlws_writer.cli.spans import Line, Span, dim, painted, plain, shown
from mlws_writer.cli.sparkline import sparkline
from mlws_writer.cli.terminal import Terminal
from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome, Run, Series

SERIES, RESULTS, SETTINGS, LINES = 8, 10, 14, 5
"""At most so many of each are shown; the rest is counted, and `--json` has it."""
TITLE = 10
MARKS = {
    Outcome.COMPLETED: ("✓", "green"),
    Outcome.FAILED: ("✗", "red"),
    Outcome.INTERRUPTED: ("■", "yellow"),
    Outcome.RUNNING: ("▶", "cyan"),
    Outcome.UNKNOWN: ("?", "dim"),
}


def lines(reading: LogReading, terminal: Terminal) -> Iterator[str]:
    """Yield the lines that show a reading, no wider than the terminal."""
    width = min(shutil.get_terminal_size((120, 24)).columns, 140)
    yield from painted(_reading(reading), width, terminal)


def _reading(reading: LogReading) -> Iterator[Line]:
    runs = f", {len(reading.runs)} runs" if len(reading.runs) > 1 else ""
    yield (dim(f"{shown(reading.log)}: {reading.lines:,} lines{runs}"),)
    for run in reading.runs:
        yield ()
        yield from _run(run)
    yield from _ignored(reading)


def _run(run: Run) -> Iterator[Line]:
    mark, color = MARKS[run.outcome]
    yield Span(f"{mark} {shown(run.name)}", ("bold", color)), plain(f"  {run.work}, {run.outcome}{_when(run)}")
    yield from (_titled("", (plain(shown(fact.text or fact.value)),)) for fact in _of(run, FactKind.TASK)[:2])
    if run.outcome_text:
        yield _titled("ended", (dim(_at(run.outcome_line)), plain(shown(run.outcome_text))))
    yield from _metrics(run)
    yield from _named("model", _of(run, FactKind.MODEL))
    yield from _named("data", _of(run, FactKind.DATASET))
    yield from _settings(run)
    yield from _named("resources", _of(run, FactKind.RESOURCE))
    yield from _told("left", _of(run, FactKind.ARTIFACT))
    yield from _told("warnings", _of(run, FactKind.WARNING))
    yield from _told("errors", _of(run, FactKind.ERROR))
    yield from _told("notes", _of(run, FactKind.NOTE))


def _of(run: Run, kind: FactKind) -> list[Fact]:
    return [fact for fact in run.facts if fact.kind is kind]


def _titled(title: str, rest: Iterable[Span]) -> Line:
    return (dim(f"  {title:{TITLE}}"), *rest)


def _when(run: Run) -> str:
    if run.started is None:
        return ""
    start = f", {run.started:%Y-%m-%d %H:%M}"
    if run.ended is None or (run.ended.tzinfo is None) != (run.started.tzinfo is None) or run.ended <= run.started:
        return start
    form = "%H:%M" if run.started.date() == run.ended.date() else "%Y-%m-%d %H:%M"
    return f"{start} to {run.ended:{form}} ({_long(run.ended - run.started)})"


def _long(time: timedelta) -> str:
    seconds = round(time.total_seconds())
    minutes, hours = seconds // 60 % 60, seconds // 3600
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {seconds % 60:02d} s" if minutes else f"{seconds} s"


def _metrics(run: Run) -> Iterator[Line]:
    """Yield the metrics that have a course, then single results."""
    several = sorted((s for s in run.series if s.count > 1), key=lambda series: (series.better is None, -series.count))
    if several:
        yield from _columns([("metric", "first", "last", "best", "course"), *map(_course, several[:SERIES])])
        yield from _more(len(several) - SERIES, "metrics")
    known = {(series.name, series.split) for series in several}
    results = [fact for fact in _of(run, FactKind.METRIC) if (fact.name, fact.split) not in known]
    yield from _named("results", results[:RESULTS])
    yield from _more(len(results) - RESULTS, "results")


def _course(series: Series) -> tuple[str, ...]:
    best = series.best
    where = f" at {shown(best.step)}" if best and best.step else ""
    name = f"{series.split} {series.name}" if series.split and series.split not in series.name else series.name
    return (
        shown(name),
        _value(series.first.value, series.unit),
        _value(series.last.value, series.unit),
        f"{_value(best.value, series.unit)}{where}" if best else "",
        f"{sparkline([point.value for point in series.points])} {series.count:,}",
    )


def _value(value: str, unit: str) -> str:
    if not unit or value.endswith(unit):
        return shown(value)
    return shown(f"{value}{unit if unit == '%' else f' {unit}'}")


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[Line]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        text = "  ".join(cells).rstrip()
        yield (plain("  "), plain(text) if number else dim(text))


def _named(title: str, facts: Sequence[Fact]) -> Iterator[Line]:
    texts = (
        _value(f.value, f.unit) if f.name in {title, ""} else f"{shown(f.name)} {_value(f.value, f.unit)}"
        for f in facts
    )
    unique = list(dict.fromkeys(texts))
    if unique:
        yield _titled(title, (plain(" · ".join(unique)),))


def _settings(run: Run) -> Iterator[Line]:
    settings = sorted(_of(run, FactKind.SETTING), key=lambda fact: -fact.weight)
    yield from _named("settings", sorted(settings[:SETTINGS], key=lambda fact: fact.line))
    yield from _more(len(settings) - SETTINGS, "settings")


def _told(title: str, facts: Sequence[Fact]) -> Iterator[Line]:
    for number, fact in enumerate(facts[:LINES]):
        text = shown(fact.text or _value(fact.value, fact.unit))
        yield _titled(title if number == 0 else "", (dim(_at(fact.line)), plain(text)))
    yield from _more(len(facts) - LINES, title)


def _ignored(reading: LogReading) -> Iterator[Line]:
    if not reading.ignored:
        return
    count = sum(each.count for each in reading.ignored)
    yield ()
    yield (dim(f"not understood: {count:,} of {reading.lines:,} lines, {len(reading.ignored)} kinds"),)
    for each in sorted(reading.ignored, key=lambda each: -each.count)[:LINES]:
        times = f" (× {each.count:,})" if each.count > 1 else ""
        yield (dim(f"  {_at(each.line)}{shown(each.text)[:90]}{times}"),)
    yield from _more(len(reading.ignored) - LINES, "kinds")


def _more(count: int, what: str) -> Iterator[Line]:
    if count > 0:
        yield _titled("", (dim(f"and {count:,} more {what} (--json has them)"),))


def _at(line: int) -> str:
    return f"line {line}: " if line else ""
