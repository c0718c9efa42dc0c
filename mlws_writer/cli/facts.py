"""`mlws facts`: what was read from logs. Needs no workspace, no settings, no model."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.readers import readers
from mlws_writer.cli.terminal import Terminal
from mlws_writer.facts.model import Fact, LogReading, Point, Run, Series
from mlws_writer.workspace import log_files


def facts(
    context: typer.Context,
    logs: Annotated[list[str], typer.Argument(metavar="LOG", help="Logs to read; - is standard input.")],
    public: Annotated[
        bool, typer.Option("--public", help="Leave out what is private: names, paths, addresses.")
    ] = False,
    for_model: Annotated[bool, typer.Option("--for-model", help="Show what a model would be sent.")] = False,
    budget: Annotated[int, typer.Option("--budget", metavar="N", help="Tokens for --for-model.")] = 2000,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="URL", help="A Dask cluster to read logs, tcp://HOST:PORT.")
    ] = None,
) -> None:
    """Show what was read from logs, with lines, and what was not understood."""
    here = everywhere.of(context)
    readings = read(logs, here.terminal, scheduler)
    if for_model:
        from mlws_writer.cli.digest import show

        show(here, readings, budget)
        return
    if public:
        from mlws_writer.facts.private import without_private

        readings = without_private(readings)
    if here.json:
        here.terminal.result(json.dumps(as_json(readings), ensure_ascii=False, indent=2))
        return

    from mlws_writer.cli.reading_view import lines

    here.terminal.result("\n\n".join("\n".join(lines(reading, here.terminal)) for reading in readings))


def read(logs: Sequence[str], terminal: Terminal, scheduler: str | None = None) -> list[LogReading]:
    """Read each of the logs; InputError for one that cannot be read, is empty or is no text, before any output."""
    files = [log for log in logs if log != "-"]
    for log in files:
        log_files.check(Path(log))
    from mlws_writer.tier1_logs.many import read_logs  # with all dialects; not for --help

    readings = []
    from mlws_writer.facts import seen

    with readers(scheduler) as executor:
        read = read_logs([Path(log) for log in files], names=list(map(seen.guarded, files)), executor=executor)
        for number, log in enumerate(logs, start=1):
            terminal.progress(f"reading {number} of {len(logs)}: {log}")
            readings.append(_piped() if log == "-" else next(read))
            seen.learn(readings[-1].secrets)
    terminal.progress("")
    return readings


def _piped() -> LogReading:
    from mlws_writer.tier1_logs.reader import read_bytes

    raw = sys.stdin.buffer.read()
    log_files.check_head(raw[: log_files.HEAD], "standard input")
    return read_bytes(raw, name="-")


def as_json(readings: Sequence[LogReading]) -> dict[str, Any]:
    """Return the readings in the form that other programs rely on."""
    runs = [run for reading in readings for run in reading.runs]
    return {
        "runs": [_run(run) for run in runs],
        "facts": [_fact(fact) for run in runs for fact in run.facts],
        "ignored": [
            {"log": reading.log, "line": each.line, "count": each.count, "text": each.text}
            for reading in readings
            for each in reading.ignored
        ],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "log": run.log,
        "launch": run.launch,
        "name": run.name,
        "work": run.work,
        "first_line": run.first_line,
        "last_line": run.last_line,
        "outcome": run.outcome,
        "outcome_line": run.outcome_line,
        "outcome_text": run.outcome_text,
        "started": run.started.isoformat() if run.started else None,
        "ended": run.ended.isoformat() if run.ended else None,
        "series": [_series(series) for series in run.series],
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "split": series.split,
        "unit": series.unit,
        "better": series.better,
        "count": series.count,
        "first": _point(series.first),
        "last": _point(series.last),
        "lowest": _point(series.lowest),
        "highest": _point(series.highest),
        "best": _point(series.best),
    }


def _point(point: Point | None) -> dict[str, Any] | None:
    return {"step": point.step, "value": point.value, "line": point.line} if point else None


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "run": fact.run,
        "kind": fact.kind,
        "name": fact.name,
        "value": fact.value,
        "unit": fact.unit,
        "step": fact.step,
        "split": fact.split,
        "log": fact.citation.log,
        "line": fact.line,
        "text": fact.text,
        "weight": fact.weight,
        "tainted": fact.tainted,
        "time": fact.time.isoformat() if fact.time else None,
    }
