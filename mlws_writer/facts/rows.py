"""Readings as rows of lists, texts and numbers, in the order of the fields, and back: for files and other processes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mlws_writer.facts.model import (
    Better,
    Citation,
    Fact,
    FactKind,
    Ignored,
    LogReading,
    Outcome,
    Point,
    Run,
    Series,
    SetBack,
    Work,
)

Row = list[Any]


def reading_to_row(reading: LogReading) -> Row:
    """Return a reading as lists, texts and numbers."""
    return [
        reading.log,
        reading.size,
        reading.lines,
        reading.encoding,
        reading.head,
        reading.source,
        [_run_to_row(run) for run in reading.runs],
        [[ignored.line, ignored.count, ignored.text] for ignored in reading.ignored],
        reading.understood,
        list(reading.secrets),
    ]


def reading_from_row(row: Row) -> LogReading:
    """Return the reading of a row; ValueError, TypeError or KeyError where it is none."""
    log, size, lines, encoding, head, source, runs, ignored, understood, secrets = row
    return LogReading(
        log=log,
        size=size,
        lines=lines,
        encoding=encoding,
        head=head,
        source=source,
        runs=tuple(_run_from_row(run) for run in runs),
        ignored=tuple(Ignored(line, count, text) for line, count, text in ignored),
        understood=understood,
        secrets=tuple(secrets),
    )


def _run_to_row(run: Run) -> Row:
    return [
        run.id,
        run.log,
        run.launch,
        run.name,
        run.work.value,
        run.first_line,
        run.last_line,
        run.outcome.value,
        run.outcome_line,
        run.outcome_text,
        _time_to_text(run.started),
        _time_to_text(run.ended),
        [_fact_to_row(fact) for fact in run.facts],
        [_series_to_row(series) for series in run.series],
        [[back.line, back.by.total_seconds()] for back in run.set_backs],
    ]


def _run_from_row(row: Row) -> Run:
    id_, log, launch, name, work, first_line, last_line, outcome, line, text, started, ended, facts, series, backs = row
    return Run(
        id=id_,
        log=log,
        launch=launch,
        name=name,
        work=Work(work),
        first_line=first_line,
        last_line=last_line,
        outcome=Outcome(outcome),
        outcome_line=line,
        outcome_text=text,
        started=_time_from_text(started),
        ended=_time_from_text(ended),
        facts=tuple([_fact_from_row(fact) for fact in facts]),
        series=tuple([_series_from_row(each) for each in series]),
        set_backs=tuple([SetBack(line, timedelta(seconds=seconds)) for line, seconds in backs]),
    )


def _fact_to_row(fact: Fact) -> Row:
    return [
        fact.id,
        fact.run,
        fact.kind.value,
        fact.name,
        fact.value,
        fact.citation.log,
        fact.citation.line,
        fact.citation.digest,
        fact.unit,
        fact.step,
        fact.split,
        fact.text,
        fact.weight,
        fact.tainted,
        _time_to_text(fact.time),
    ]


_KINDS = {kind.value: kind for kind in FactKind}


def _fact_from_row(row: Row) -> Fact:
    id_, run, kind, name, value, log, line, digest, unit, step, split, text, weight, tainted, time = row
    citation = Citation(log, line, digest)
    moment = _time_from_text(time)
    return Fact(id_, run, _KINDS[kind], name, value, citation, unit, step, split, text, weight, tainted, moment)


def _series_to_row(series: Series) -> Row:
    turning = (series.first, series.last, series.lowest, series.highest)
    return [
        series.run,
        series.name,
        series.count,
        [_point_to_row(point) for point in turning],
        [_point_to_row(point) for point in series.points],
        series.unit,
        series.split,
        series.better.value if series.better else "",
    ]


def _series_from_row(row: Row) -> Series:
    run, name, count, turning, points, unit, split, better = row
    first, last, lowest, highest = (Point(*point) for point in turning)
    return Series(
        run=run,
        name=name,
        count=count,
        first=first,
        last=last,
        lowest=lowest,
        highest=highest,
        points=tuple([Point(*point) for point in points]),
        unit=unit,
        split=split,
        better=Better(better) if better else None,
    )


def _point_to_row(point: Point) -> Sequence[str | int]:
    return [point.step, point.value, point.line]


def _time_to_text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _time_from_text(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
