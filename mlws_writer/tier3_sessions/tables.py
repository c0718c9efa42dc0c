"""Results as tables, and curves as one line of blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mlws_writer.documents.inline import escape, link
from mlws_writer.facts.model import Fact, Series, Work
from mlws_writer.facts.results import results, settings
from mlws_writer.tier2_activity.summary import Summary, metric_name, run_names, spoken

BLOCKS = "▁▂▃▄▅▆▇█"
COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """The last values of the runs of one kind of work; each row begins with the run, a missing value is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def result_tables(summaries: Sequence[Summary], folder: str) -> list[Table]:
    """Put the results of each kind of work side by side, with the settings in which its runs differ."""
    names = run_names([s.run for s in summaries])
    found = []
    for work in Work:
        group = [(s, results(s.run)) for s in summaries if s.run.work is work and results(s.run)]
        columns = _columns([facts for _, facts in group])
        if not columns:
            continue
        chosen = [settings(s.run) for s, _ in group]
        apart = _differing(chosen)
        rows = []
        for (summary, facts), mine in zip(group, chosen, strict=True):
            run = link(names[summary.run.id], summary.run.log, line=summary.run.first_line, start=folder)
            cells = [mine.get(key) for key in apart] + [facts.get(key) for key in columns]
            rows.append((run, *(escape(fact.shown) if fact else "" for fact in cells)))
        headings = [spoken(key) for key in apart] + [_heading(group, key) for key in columns]
        found.append(Table(tuple(headings), tuple(rows)))
    return found


def _differing(chosen: Sequence[dict[str, Fact]]) -> list[str]:
    """Name the settings that all runs have and in which they differ, at most two."""
    shared = [key for key in chosen[0] if all(key in mine for mine in chosen)]
    return [key for key in shared if len({mine[key].value for mine in chosen}) > 1][:2]


def _columns(group: Sequence[dict[str, Fact]]) -> list[str]:
    """Choose the metrics that most runs share and that weigh most."""
    weight: dict[str, tuple[int, float]] = {}
    for facts in group:
        for key, fact in facts.items():
            count, heaviest = weight.get(key, (0, 0.0))
            weight[key] = (count + 1, max(heaviest, fact.weight))
    return sorted(weight, key=lambda key: (-weight[key][0], -weight[key][1]))[:COLUMNS]


def _heading(group: Sequence[tuple[Summary, dict[str, Fact]]], key: str) -> str:
    fact = next(facts[key] for _, facts in group if key in facts)
    return metric_name(fact.name, fact.split)


def series_name(series: Series) -> str:
    """Say which curve it is: its split and its name in words."""
    return metric_name(series.name, series.split)


def sparkline(series: Series, width: int = 24) -> str:
    """Draw a series as blocks of eight heights; the points are thinned evenly to the width."""
    values = [v for v in (_number(p.value) for p in series.points) if v is not None]
    if len(values) < 3:
        return ""
    if len(values) > width:
        values = [values[round(i * (len(values) - 1) / (width - 1))] for i in range(width)]
    low, high = min(values), max(values)
    span = (high - low) or Decimal(1)
    return "".join(BLOCKS[min(7, int((v - low) / span * 8))] for v in values)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
