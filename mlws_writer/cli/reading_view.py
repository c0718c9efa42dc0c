"""What was read from a log, laid out for a person."""

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from mlws_writer.cli.spans import Line, Span, dim, painted, plain, shown
from mlws_writer.cli.sparkline import sparkline
from mlws_writer.cli.terminal import Terminal
from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome, Run, Series
from mlws_writer.facts.names import is_metric

SERIES, RESULTS, SETTINGS, LINES, ROWS = 8, 12, 14, 5, 3
"""At most so many of each are shown; the rest is counted, and `--json` has it."""
TITLE = 10
SUMMED = 0.44
"""What weighs as much, is a number and no metric stands in a summary of the run: it is a result all the same."""
_COUNTED = re.compile(r"[-+$]?\d[\d,.]*%?")
STATED = 0.9
"""A metric of this weight was stated as a result by who wrote the log, whatever it is called."""
_TURNING = re.compile(r"^(first|last|best|worst|lowest|highest|final) ")
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
    yield from painted(_reading(reading, width), width, terminal)


def _reading(reading: LogReading, width: int) -> Iterator[Line]:
    runs = f", {len(reading.runs)} runs" if len(reading.runs) > 1 else ""
    yield (dim(f"{shown(reading.log)}: {reading.lines:,} {'line' if reading.lines == 1 else 'lines'}{runs}"),)
    for run in reading.runs:
        yield ()
        yield from _run(run, width)
    yield from _ignored(reading)


def _run(run: Run, width: int) -> Iterator[Line]:
    mark, color = MARKS[run.outcome]
    yield Span(f"{mark} {shown(run.name)}", ("bold", color)), plain(f"  {run.work}, {run.outcome}{_when(run)}")
    tasks = sorted(_of(run, FactKind.TASK), key=lambda fact: -fact.weight)
    yield from (_titled("", (plain(shown(fact.text or fact.value).rstrip(",")),)) for fact in tasks[:1])
    if run.outcome_text:
        yield _titled("ended", (dim(_at(run.outcome_line)), plain(shown(run.outcome_text))))
    yield from _courses(run)
    yield from _listed("results", _results(run), RESULTS, width)
    yield from _listed("model", _of(run, FactKind.MODEL), SETTINGS, width)
    yield from _listed("data", _of(run, FactKind.DATASET), SETTINGS, width)
    yield from _listed("settings", _of(run, FactKind.SETTING), SETTINGS, width)
    yield from _listed("resources", _of(run, FactKind.RESOURCE), RESULTS, width)
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


def _courses(run: Run) -> Iterator[Line]:
    """Yield a table of the metrics that have a course."""
    several = sorted(_several(run), key=lambda series: (series.better is None, -series.count))
    if several:
        yield from _columns([("metric", "first", "last", "best", "course"), *map(_course, several[:SERIES])])
        yield from _more(len(several) - SERIES, "metrics")


def _several(run: Run) -> list[Series]:
    return [series for series in run.series if series.count > 1]


def _results(run: Run) -> list[Fact]:
    """Return single results: those whose names are metrics or that the log states as results, where there are any."""
    known = {series.name for series in _several(run)}
    results = [fact for fact in _of(run, FactKind.METRIC) if _TURNING.sub("", fact.name) not in known]
    named = [fact for fact in results if is_metric(fact.name) or fact.weight >= STATED]
    summed = [fact for fact in _of(run, FactKind.EVENT) if fact.weight >= SUMMED and _COUNTED.fullmatch(fact.value)]
    return (named or ([] if known else results)) + [fact for fact in summed if _is_whole(fact)]


def _is_whole(fact: Fact) -> bool:
    """Tell whether a fact is all that its line says: a name and its value."""
    return fact.text.lstrip(" -*•").startswith(fact.name) and fact.text.rstrip(" .").endswith(fact.value)


def _course(series: Series) -> tuple[str, ...]:
    best = series.best
    where = f" at {shown(best.step)}" if best and best.step else ""
    return (
        _full_name(series.name, series.split),
        _value(series.first.value, series.unit),
        _value(series.last.value, series.unit),
        f"{_value(best.value, series.unit)}{where}" if best else "",
        f"{sparkline([point.value for point in series.points])} {series.count:,}",
    )


def _value(value: str, unit: str) -> str:
    """Return a value as logged, of a long fraction the beginning."""
    text = re.sub(r"(\d\.\d{5})\d{3,}", r"\1…", shown(value))
    if not unit or text.endswith(unit):
        return text
    return f"{text}{unit if unit == '%' else f' {shown(unit)}'}"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[Line]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        text = "  ".join(cells).rstrip()
        yield (plain("  "), plain(text) if number else dim(text))


def _listed(title: str, facts: Sequence[Fact], most: int, width: int) -> Iterator[Line]:
    """Yield names with their values, on as few rows as they need."""
    kept = _foremost({_pair(title, fact): fact for fact in reversed(facts)}, most)
    rows = textwrap.wrap(" · ".join(kept), width - TITLE - 2, break_on_hyphens=False) if kept else []
    for number, row in enumerate(rows[:ROWS]):
        yield _titled(title if number == 0 else "", (plain(row + ("…" if number == ROWS - 1 < len(rows) - 1 else "")),))
    yield from _more(len({_pair(title, fact) for fact in facts}) - len(kept), title)


def _pair(title: str, fact: Fact) -> str:
    value = _value(fact.value, fact.unit)
    name = shown(fact.name)
    if name in {title, "", value} or title in {"model", "data"}:
        return value
    return f"{_full_name(fact.name, fact.split)} {value}"


def _full_name(name: str, split: str) -> str:
    """Return a metric's name with its split, where the name does not say it."""
    return shown(f"{split} {name}" if split.casefold() not in name.casefold() else name)


def _foremost(facts: dict[str, Fact], most: int) -> list[str]:
    """Return the texts of the facts that a reader would miss most, in the order of the log."""
    chosen = sorted(facts.items(), key=lambda item: (-item[1].weight, item[1].line))[:most]
    return [text for text, _ in sorted(chosen, key=lambda item: item[1].line)]


def _told(title: str, facts: Sequence[Fact]) -> Iterator[Line]:
    """Yield what is longer than a value, a line each."""
    texts = {shown(fact.text or _value(fact.value, fact.unit)): fact for fact in reversed(facts)}
    kept = _foremost(texts, LINES)
    for number, text in enumerate(kept):
        yield _titled(title if number == 0 else "", (dim(_at(texts[text].line)), plain(text)))
    yield from _more(len(texts) - LINES, title)


def _ignored(reading: LogReading) -> Iterator[Line]:
    if not reading.ignored:
        return
    count = sum(each.count for each in reading.ignored)
    kinds = "1 kind" if len(reading.ignored) == 1 else f"{len(reading.ignored)} kinds"
    yield ()
    yield (dim(f"not understood: {count:,} of {reading.lines:,} lines, {kinds}"),)
    for each in sorted(reading.ignored, key=lambda each: -each.count)[:LINES]:
        times = f" (× {each.count:,})" if each.count > 1 else ""
        yield (dim(f"  {_at(each.line)}{shown(each.text)[:90]}{times}"),)
    yield from _more(len(reading.ignored) - LINES, "kinds")


def _more(count: int, what: str) -> Iterator[Line]:
    if count > 0:
        yield _titled("", (dim(f"and {count:,} more {what} (--json has them)"),))


def _at(line: int) -> str:
    return f"line {line}: " if line else ""
