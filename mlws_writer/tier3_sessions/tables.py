"""Results as tables, and curves as one line of blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from mlws_writer.documents.inline import escape, link
from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, Point, Series
from mlws_writer.facts.results import results, settings
from mlws_writer.facts.sweeps import Sweep, sweep
from mlws_writer.tier2_activity.entry import contrast_words
from mlws_writer.tier2_activity.summary import Summary, metric_name, run_names, spoken
from mlws_writer.tier3_sessions.side_by_side import Standing, heading, measured, standing, together

ROWS = 10
"""So many values of a setting are told, and one or two more where they were the best or chosen."""
BLOCKS = "▁▂▃▄▅▆▇█"
COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Table:
    """The last values of the runs of one kind of work; each row begins with the run, a missing value is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str = ""
    """What it shows, in Markdown."""


def result_tables(
    summaries: Sequence[Summary], folder: str, chosen: Mapping[str, str], compared: Sequence[Contrast] = ()
) -> list[Table]:
    """Put the results of runs that measured the same side by side, with the settings in which they differ.

    What the other runs came to stands in one table, a row a result; what one tried at several values of a setting
    stands in a table of its own, with the value that was `chosen`, by the run's id.
    """
    names = run_names([s.run for s in summaries])
    links = {s.run.id: link(names[s.run.id], s.run.log, line=max(1, s.run.first_line), start=folder) for s in summaries}
    swept = [(s, tried) for s in summaries if (tried := sweep(s.run))]
    groups = together([s for s in summaries if results(s.run) and all(s is not each for each, _ in swept)])
    several = [group for group in groups if len(group) > 1]
    tables = [
        replace(_side_by_side(group, links), said=_said(standing(group, names, compared), folder)) for group in several
    ]
    shown = {s.run.id for group in several for s in group}
    single = [s for s in summaries if s.run.id not in shown and results(s.run)]
    alone = [(links[s.run.id], result) for s in single for result in s.results if not result.swept]
    if alone:
        rows = [(run, escape(r.name), escape(r.facts[0].shown), escape(r.best)) for run, r in alone]
        with_best = any(row[-1] for row in rows)
        columns = ("result", "value", "best")[: 3 if with_best else 2]
        tables.append(Table(columns, tuple(row[: len(columns) + 1] for row in rows)))
    return [*tables, *(_of_sweep(tried, s, names[s.run.id], folder, chosen.get(s.run.id, "")) for s, tried in swept)]


def _said(found: Standing | None, folder: str) -> str:
    if found is None:
        return ""
    places = (link(f"line {f.line}", f.citation.log, line=f.line, start=folder) for _, f in found.ranked)
    return f"{escape(found.words)} ({', '.join(places)})"


def _of_sweep(tried: Sweep, summary: Summary, name: str, folder: str, chosen: str) -> Table:
    """Put what was measured at each value of a setting in a row; of many, those that a reader asks for first."""
    columns = (spoken(tried.setting), *(series_name(series) for series in tried.series[:COLUMNS]))
    units = ["%" if series.unit == "%" else "" for series in tried.series]
    rows = []
    for row in _told_rows(tried, chosen):
        cells = [f"{p.shown}{'' if p.value.endswith('%') else u}" for p, u in zip(row, units, strict=True)][:COLUMNS]
        place = link(name, summary.run.log, line=row[0].line, start=folder)
        step = row[0].step
        rows.append((place, escape(f"{step}, chosen" if step == chosen else step), *map(escape, cells)))
    return Table(columns, tuple(rows))


def _told_rows(tried: Sweep, chosen: str) -> list[tuple[Point, ...]]:
    """Choose the rows of a sweep: the ends, the best, the chosen one, and others evenly between."""
    rows, best = tried.rows, tried.series[0].best
    must = {at for at, row in enumerate(rows) if row[0].step == chosen or (best and row[0].line == best.line)}
    evenly = {round(at * (len(rows) - 1) / (ROWS - 1)) for at in range(ROWS)} if len(rows) > ROWS else range(len(rows))
    return [rows[at] for at in sorted({*must, *evenly})]


def _side_by_side(group: Sequence[Summary], links: Mapping[str, str]) -> Table:
    found = [(s, measured(s)) for s in group]
    columns, chosen = _columns([facts for _, facts in found]), [settings(s.run) for s in group]
    apart = _differing(chosen)
    on = [s.dataset for s in group] if len({s.dataset for s in group}) > 1 else []
    rows = []
    for at, (summary, facts) in enumerate(found):
        cells = [*(on[at : at + 1]), *(f.shown if (f := chosen[at].get(key)) else "" for key in apart)]
        cells += [_with_best(facts[key], summary) if key in facts else "" for key in columns]
        rows.append((links[summary.run.id], *map(escape, cells)))
    headings = [spoken(key) for key in apart]
    headings += [heading([facts[key] for _, facts in found if key in facts]) for key in columns]
    return Table((*["data"][: len(on)], *headings), tuple(rows))


def _with_best(fact: Fact, summary: Summary) -> str:
    best = next((result.best for result in summary.results if result.facts[0] is fact), "")
    return f"{fact.shown} (best {best})" if best else fact.shown


def contrast_table(contrast: Contrast) -> Table:
    """Put the values of a comparison side by side: a row a metric, a column a value of the setting."""
    words = contrast_words(contrast)
    columns = (f"{words['setting']} {contrast.old.shown}", f"{words['setting']} {contrast.new.shown}", "difference")
    rows = words["rows"]
    assert isinstance(rows, list)
    return Table(
        columns, tuple((escape(r["metric"]), escape(r["old"]), escape(r["new"]), r["difference"]) for r in rows)
    )


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
