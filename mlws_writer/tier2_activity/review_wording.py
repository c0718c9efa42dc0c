"""A review in words: as Markdown, as five lines to paste, and as a page; the words are in templates/review/."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.inline import link, rebase, without_markup
from mlws_writer.facts.derive import FEW, Contrast
from mlws_writer.facts.model import Fact, FactKind, Outcome, Run
from mlws_writer.facts.results import chief
from mlws_writer.tier2_activity.review import Box, Line, Review
from mlws_writer.tier2_activity.summary import Result, metric_name, spell, summarize_run
from mlws_writer.tier2_activity.wording import brief, templates

if TYPE_CHECKING:
    from jinja2 import Environment

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RESULTS = 2
_LONG_AGO = 300
"""Days after which a day is said with its year."""
_MOST = 15
"""Open steps, metrics and runs that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal lies, and the folder from which links are to be seen."""

    journal: str
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the run, its value of the setting, and what came of it."""

    run: Run
    setting: Fact
    fact: Fact
    metric: str
    on: str


def markdown(review: Review, place: Place, overrides: Path | None = None, *, calendar: bool = True) -> str:
    """Write a review as Markdown."""
    opened = _templates(review, place, overrides)
    drawn = grid(review) if calendar else ""
    values = {"review": review, "title": title(review), "few": FEW, "most": _MOST, "calendar": drawn}
    return _tidy(opened.get_template("review/review.md.j2").render(values))


def page(review: Review, place: Place, overrides: Path | None = None) -> str:
    """Write a review as one page that needs nothing else."""
    from markdown_it import MarkdownIt  # here, since only a page needs them
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(tasklists_plugin)
    head, _, body = markdown(review, place, overrides, calendar=False).partition("\n## ")
    values = {
        "review": review,
        "title": title(review),
        "weekdays": WEEKDAYS,
        "head": parser.render(head),
        "body": parser.render(f"## {body}") if body else "",
    }
    return _templates(review, place, overrides).get_template("review/page.html.j2").render(values)


def standup(review: Review, overrides: Path | None = None) -> str:
    """Write a review as five lines."""
    done = [line for section in review.done for item in section.items if (line := _own_words(item))]
    completed = [each.run.name for each in review.runs if each.run.outcome is Outcome.COMPLETED]
    counted = {name: completed.count(name) for name in completed}
    runs = [f"completed {name}" + (f" ({count} runs)" if count > 1 else "") for name, count in counted.items()]
    failed = [_failed_in_short(f.last.run, f.error, fixed=f.again is not None) for f in review.failures]
    stopped = [f"{name} was stopped before its end" for name in dict.fromkeys(e.run.name for e in review.stopped)]
    newest = sorted(review.boxes, key=lambda box: -box.since.toordinal())
    values: Mapping[str, object] = {
        "span": span(review),
        "done": runs + done,
        "results": _results_in_short(review),
        "failed": failed + stopped,
        "next": [brief(without_markup(box.text)).rstrip(".") for box in newest],
        "blocked": [_noted(line, review) for line in review.blockers],
    }
    return templates(overrides).get_template("review/standup.md.j2").render(values)


def _own_words(item: object) -> str:
    return without_markup(item.text) if isinstance(item, Line) and item.own else ""


def _noted(line: Line, review: Review) -> str:
    text = without_markup(line.text)
    return text if review.first <= line.day else f"{text} (noted {in_words(line.day)})"


def _results_in_short(review: Review) -> list[str]:
    found = []
    for each in review.runs:
        results = _results(each.run)[:_RESULTS] if each.run.outcome is Outcome.COMPLETED else ()
        if results:
            found.append(f"{each.run.name} " + ", ".join(f"{result.name} {result.value}" for result in results))
    return found


def _failed_in_short(run: Run, error: Fact | None, *, fixed: bool) -> str:
    return run.name + (f": {brief(error.value)}" if error else "") + (" (a later run was completed)" if fixed else "")


def title(review: Review) -> str:
    """Say which days a review is of."""
    return f"Review of {span(review)}" + ("" if _of_years(review) else f" {review.last.year}")


def span(review: Review) -> str:
    """Say the days, from the first to the last."""
    first, last = (in_words(day, year=_of_years(review)) for day in (review.first, review.last))
    return last if review.first == review.last else f"{first} to {last}"


def _of_years(review: Review) -> bool:
    """Tell whether a day needs its year to be told from others."""
    return review.first.year != review.last.year


def in_words(day: date, *, year: bool = False) -> str:
    """Write a day as a person would: `Thu 10 Oct`, with its year where that is wanted."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day, year=year)}"


def short_day(day: date, *, year: bool = False) -> str:
    """Write a day without its weekday."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def grid(review: Review) -> str:
    """Draw the days as rows of weeks."""
    years = _of_years(review)
    width = 12 if years else 7
    rows = [" " * width + "".join(f"{name:>6}" for name in WEEKDAYS)]
    for week in review.weeks:
        cells = [_sign(cell.runs, cell.failed) if cell.within else "" for cell in week]
        rows.append(f"{short_day(week[0].day, year=years):>{width}}" + "".join(f"{sign:>6}" for sign in cells).rstrip())
    return "\n".join(rows)


def _sign(runs: int, failed: int) -> str:
    return f"{runs}/{failed}" if failed else str(runs) if runs else "·"


def _templates(review: Review, place: Place, overrides: Path | None) -> "Environment":
    """Open the templates with the filters that say where things stand."""
    opened = templates(overrides)
    ended = {each.run.id: each.day for each in review.runs}
    journal = posixpath.dirname(place.journal) or "."
    opened.filters = {
        **opened.filters,
        "day": partial(in_words, year=_of_years(review)),
        "short_day": partial(short_day, year=_of_years(review)),
        "said": lambda text: brief(text).rstrip("."),
        "spell": spell,
        "results": _results,
        "stop": lambda run: summarize_run(run).stop.removeprefix("Outcome: "),
        "sides": sides,
        "age": partial(age, year=_of_years(review)),
        "cite": _citing(ended, place, year=_of_years(review)),
        "journal": lambda at: link(f"line {at.line}", at.file or place.journal, line=at.line, start=place.folder),
        "placed": lambda line: rebase(line.text, journal, place.folder),
    }
    return opened


def _citing(ended: Mapping[str, date], place: Place, *, year: bool) -> Callable[..., str]:
    def cite(run: Run, line: int, day: date | None = None, label: str = "") -> str:
        when = day or ended.get(run.id)
        named = f"{run.name}, {short_day(when, year=year)}" if when else run.name
        return link(label or named, run.log, line=max(1, line), start=place.folder)

    return cite


def _results(run: Run) -> tuple[Result, ...]:
    return summarize_run(run).results


def age(box: Box, *, year: bool = False) -> str:
    """Say how long a step has been open."""
    if box.days_open <= 0:
        return "new today"
    days = "1 day" if box.days_open == 1 else f"{box.days_open} days"
    return f"open for {days}, since {in_words(box.since, year=year or box.days_open > _LONG_AGO)}"


def sides(contrast: Contrast) -> tuple[Side, Side]:
    """Give the side of a comparison that won, and the one that lost, by the first metric in which they differ."""
    told = next(d for d in contrast.differences if d.improved is not None)
    metric = metric_name(told.metric, told.after.split)

    def side(run: Run, setting: Fact, fact: Fact) -> Side:
        data = chief(run, FactKind.DATASET)
        return Side(run, setting, fact, metric, data.value if data else "")

    after = side(contrast.after, contrast.new, told.after)
    before = side(contrast.before, contrast.old, told.before)
    return (after, before) if contrast.winner is contrast.after else (before, after)


def _tidy(text: str) -> str:
    """Leave no more than one blank line between blocks."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
