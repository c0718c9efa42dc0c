"""Every text of a reading, changed in one and the same way."""

from collections.abc import Callable
from dataclasses import replace

from mlws_writer.facts.model import Fact, LogReading, Run, Series

Change = Callable[[str], str]


def changed(reading: LogReading, change: Change) -> LogReading:
    """Return a reading with each of its texts changed; what counts, dates and names ids stays."""
    return replace(
        reading,
        log=change(reading.log),
        runs=tuple(_run(run, change) for run in reading.runs),
        ignored=tuple(replace(each, text=change(each.text)) for each in reading.ignored),
    )


def texts_of(reading: LogReading) -> list[str]:
    """Return the texts of a reading, each once."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found[text] = None
        return text

    changed(reading, note)
    return [text for text in found if text]


def _run(run: Run, change: Change) -> Run:
    return replace(
        run,
        log=change(run.log),
        name=change(run.name),
        outcome_text=change(run.outcome_text),
        facts=tuple(_fact(fact, change) for fact in run.facts),
        series=tuple(_series(series, change) for series in run.series),
    )


def _fact(fact: Fact, change: Change) -> Fact:
    citation = replace(fact.citation, log=change(fact.citation.log))
    name, value, text = change(fact.name), change(fact.value), change(fact.text)
    return replace(fact, name=name, value=value, text=text, citation=citation)


def _series(series: Series, change: Change) -> Series:
    name = change(series.name)
    return series if name == series.name else replace(series, name=name)
