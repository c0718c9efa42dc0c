"""An outline → the parts of the session document, in the words of templates/session/."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from mlws_writer.documents.blocks import Document, Part, Slot, source_of
from mlws_writer.documents.inline import code, escape, link, quoted
from mlws_writer.facts.model import Fact, FactKind, Outcome, Series, Work
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.entry import contrast_words, created_by, status
from mlws_writer.tier2_activity.resting import stands_in
from mlws_writer.tier2_activity.summary import Summary, at_step, metric_name, run_names, unique
from mlws_writer.tier2_activity.wording import (
    capitalize_first,
    entry_wording,
    sentence,
    short,
    templates,
)
from mlws_writer.tier3_sessions import headlines
from mlws_writer.tier3_sessions.aims import verdict_on
from mlws_writer.tier3_sessions.as_logged import as_logged
from mlws_writer.tier3_sessions.choices import Choice, commit_of, in_time, run_after, states
from mlws_writer.tier3_sessions.outline import Outline
from mlws_writer.tier3_sessions.pitch import pitch
from mlws_writer.tier3_sessions.steps import next_steps
from mlws_writer.tier3_sessions.tables import contrast_table, result_tables, series_name, sparkline
from mlws_writer.tier3_sessions.tasks import Task

PARTS = {
    "overview": "Session Overview",
    "tasks": "Tasks Completed",
    "decisions": "Key Decisions & Rationale",
    "insights": "Technical Insights",
    "results": "Results & Metrics",
    "lessons": "Lessons Learned",
    "next": "Next Steps & Recommendations",
    "ideas": "Blog Post Ideas",
    "resources": "Resources Referenced",
    "summary": "Summary",
}
"""The parts of a session document in their order, with their headings."""

IDEAS, CURVES = 4, 12

_URL = re.compile(r"https?://[^\s<>\"')\]]+|arXiv:\d{4}\.\d{4,5}|doi:\S+", re.IGNORECASE)


def narrate(
    outline: Outline,
    *,
    folder: str,
    source: str,
    worded: Mapping[str, str] | None = None,
    pictures: Sequence[tuple[str, str]] = (),
    overrides: Path | None = None,
) -> Document:
    """Write the session document; `folder` is where it will lie, `source` the digest of what it is made from.

    A part with nothing behind it is left out and named in one closing line. `worded` holds paragraphs that a model
    wrote and a check let through, by the place they belong to; `pictures` are (words, path of the file).
    """
    opened = templates(overrides)
    opened.filters = {**opened.filters, **_filters(folder, overrides, outline.chosen)}
    words = {"overview": "", "summary": "", "title": "", **(worded or {})}

    def part(name: str, **more: object) -> str:
        text = opened.get_template(f"session/{name}.md.j2").render(outline=outline, worded=words, **more)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    titles = {number: words[f"idea:{number}"] for number in range(IDEAS) if f"idea:{number}" in words}
    pitches = pitch(outline.ideas[:IDEAS], overrides, titles)
    shown = [(text, quoted(file, start=folder)) for text, file in pictures]
    more: Mapping[str, Mapping[str, object]] = {"ideas": {"ideas": pitches}, "results": {"pictures": shown}}
    texts = {name: part(name, **more.get(name, {})) for name in ("about", *PARTS)}
    missing = [heading for name, heading in PARTS.items() if not texts[name]]
    texts["closing"] = part("closing", missing=missing)
    parts = [Part(Slot(outline.id, name), text, source_of(source, name)) for name, text in texts.items() if text]
    return Document(part("head"), tuple(parts))


def empty_session(
    name: str,
    *,
    days: Sequence[date],
    kind: str,
    summaries: Sequence[Summary],
    folder: str,
    overrides: Path | None = None,
) -> str:
    """Write the bare template of a session: all headings, and what is known of the days' runs."""
    opened = templates(overrides)
    opened.filters = {**opened.filters, **_filters(folder, overrides)}
    text = opened.get_template("session/empty.md.j2").render(name=name, days=days, kind=kind, summaries=summaries)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def slug(title: str) -> str:
    """Make the name of the document's file from its title."""
    words = re.findall(r"[^\W_]+(?:\.\d+)*", title.casefold())
    return "-".join(words)[:60].strip("-") or "session"


def _filters(folder: str, overrides: Path | None, chosen: Mapping[str, str] | None = None) -> dict[str, object]:
    say = entry_wording(overrides)

    def cite(fact: Fact) -> str:
        label = fact.time.strftime("%H:%M") if fact.time else f"line {fact.line}"
        return link(label, fact.citation.log, line=fact.line, start=folder)

    def outcome(summary: Summary, *, brief: bool = False, story: str = "") -> str:
        return _outcome(summary, say, folder, chosen or {}, brief=brief, story=story)

    def begun(summary: Summary) -> str:
        run = summary.run
        label = run.began.strftime("%H:%M") if run.began else "log"
        return link(label, run.log, line=max(1, run.first_line), start=folder)

    def before(choice: Choice, outline: Outline) -> str:
        run = run_after(choice, outline.commits, outline.summaries)
        return f", before {link(run.name, run.log, line=max(1, run.first_line), start=folder)}" if run else ""

    return {
        "before": before,
        "cite": cite,
        "outcome": outcome,
        "begun": begun,
        "raised": lambda summary: summary.raised,
        "undrawn": undrawn,
        "contrast_table": contrast_table,
        "aims": aims,
        "verdict": verdict_on,
        "as_logged": lambda texts, summary, outline: as_logged(texts, summary, outline.summaries),
        "commit_for": commit_for,
        "decided": lambda outline: in_time(outline.summaries, outline.choices),
        "opening": lambda text: headlines.opening(uncited(text)),
        "next_steps": lambda outline: next_steps(outline.standing_steps, outline.summaries, cite),
        "last_said": last_said,
        "process": process,
        "changed": changed,
        "course": headlines.course,
        "in_short": lambda result, summary: headlines.in_short(result, summary, chosen or {}),
        "others": headlines.others,
        "compared": headlines.compared,
        "handed": headlines.handed,
        "stated": lambda wanted, text: bool(text) and states(text, wanted),
        "of_what": of_what,
        "uncited": lambda text: uncited(text).rstrip("."),
        "run_names": run_names,
        "metric": lambda fact: metric_name(fact.name, fact.split),
        "fenced": fenced,
        "notes": lambda summaries, *names: unique(f for s in summaries for f in s.notes(*names)),
        "contrast_words": contrast_words,
        "result_tables": lambda outline: result_tables(counted(outline), folder, outline.chosen, outline.contrasts),
        "series_name": series_name,
        "best_of": best_of,
        "spark": sparkline,
        "resources": lambda outline: resources(outline, folder),
    }


def _outcome(
    summary: Summary, say: "object", folder: str, chosen: Mapping[str, str], *, brief: bool, story: str = ""
) -> str:
    """Say how a run ended and what it came to; `brief` where the document tells of its error elsewhere.

    What a `story` above it tells stands there alone: a result, and that the run came to its end.
    """
    assert callable(say)
    known = status(summary) | ({"error": None} if brief else {})
    text = str(say("status", **known)).removeprefix("Status: ")
    results = headlines.results_told(summary)[:1]  # the others stand in the table of results
    left = [r for r in results if not (story and stands_in(headlines.told_of(r, summary, chosen).shown, story))]
    sentences = [] if story and text.rstrip(".") == _ENDED and left != list(results) else [capitalize_first(text)]
    sentences += [escape(f"{capitalize_first(r.name)} {headlines.in_short(r, summary, chosen)}") for r in left]
    if created := created_by(summary):
        sentences.append(str(say("created", artifacts=created)))
    line = summary.run.outcome_line or summary.run.last_line
    return ". ".join(sentences) + f" ({link('log', summary.run.log, line=line, start=folder)})." if sentences else ""


_ENDED = "complete"


def process(task: Task, story: str) -> str:
    """Say which model was used on which data; what a story tells of stands there alone."""
    last = task.last
    named = [last.model if last.model != task.name else "", last.dataset]
    told = [not each or (bool(story) and stands_in(each, story)) for each in named]
    if all(told) or (last.model == task.name and not last.dataset):
        return ""
    return escape(" on ".join(filter(None, (last.model, last.dataset))))


def aims(task: Task, outline: Outline, story: str) -> list[Fact]:
    """Give what a piece of work was for, but for what the session was for and what its story states."""
    left = (fact for fact in task.goals[:3] if fact not in outline.objectives)
    return [fact for fact in left if not (story and states(story, fact.value))]


def commit_for(task: Task, outline: Outline) -> Commit | None:
    """Find the commit that a piece of work began with."""
    found = (commit_of(summary, outline.commits, outline.summaries) for summary in task.summaries)
    return next(filter(None, found), None)


def changed(task: Task, outline: Outline) -> tuple[tuple[Fact, Fact], ...]:
    """Give what was set otherwise when a piece of work was done again, (old, new)."""
    ids = {summary.run.id for summary in task.summaries}
    return next((retry.changed for retry in outline.retries if retry.failed.id in ids), ())


def last_said(summary: Summary) -> Fact | None:
    """Give what a run that failed said last before its error, where no other line of the document does."""
    if summary.run.outcome is not Outcome.FAILED or summary.error is None:
        return None
    events = [f for f in summary.of(FactKind.EVENT, *_SAID) if not f.tainted]
    trace = [f.line for f in (*summary.raised, *events) if f in summary.raised or f.text.startswith("Traceback")]
    before = [f for f in events if f.line < min((summary.error.line, *trace))]
    last = max(before, key=lambda f: f.line, default=None)
    told = {f.line for kind in _TOLD for f in summary.of(kind)}
    return last if last and last.line not in told and len(last.text) <= _SHORT_LINE else None


_SAID = ("event", "said", "begins", "ends")
_TOLD = (FactKind.WARNING, FactKind.ERROR, FactKind.NOTE, FactKind.COUNT, FactKind.TASK, FactKind.OUTCOME)


def of_what(fact: Fact) -> str:
    """Give the words of a log for a count that its name does not explain: Read events: 1,204,331 rows."""
    text = " ".join(fact.text.split())
    counted = text.casefold().endswith(f": {fact.value} {fact.name}".casefold())
    return text if counted and len(text) <= _SHORT_LINE else ""


_SHORT_LINE = 60


def uncited(text: str) -> str:
    """Take the links to log lines off a line of the journal."""
    return _CITED.sub("", text)


_CITED = re.compile(r"\s*\(\[[^\]]*\]\([^()\s]*\)\)")


def counted(outline: Outline) -> list[Summary]:
    """Give the runs whose results count: not those of a try that failed and was made good."""
    mended = {retry.failed.name for retry in outline.retries}
    return [s for s in outline.summaries if s.run.outcome is not Outcome.FAILED or s.run.name not in mended]


def undrawn(outline: Outline, pictures: Sequence[tuple[str, str]]) -> list[tuple[Summary, Series]]:
    """Give the curves that no picture shows and no result tells, from the first value to the last."""
    shown = [words for words, _ in pictures] + [r.value for s in outline.summaries for r in s.results]
    told = (f"{series.first.shown} → {series.last.shown}" for _, series in outline.curves)
    return [
        (summary, series)
        for (summary, series), ends in zip(outline.curves, told, strict=True)
        if summary.run.work is not Work.AGENT and not any(ends in text.replace("%", "") for text in shown)
    ][:CURVES]


def best_of(series: Series) -> str:
    """Say where a curve was best, unless that was its end."""
    best = series.best
    if best is None or best.value == series.last.value:
        return ""
    return f", best {best.shown}" + at_step(best.step)


def fenced(text: str, language: str = "") -> str:
    """Put text into a code fence that it cannot close."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def resources(outline: Outline, folder: str) -> list[tuple[str, list[str]]]:
    """List what the session refers to: links in the logs, models, data, what was made, and the logs themselves."""
    summaries = outline.summaries
    logs = list(dict.fromkeys(s.run.log for s in summaries))
    found = [
        ("References", _references(summaries)),
        ("Commits", [f"{code(c.id[:8])} {escape(c.subject)}" for c in outline.commits]),
        ("Models", _values(summaries, FactKind.MODEL)),
        ("Data", _values(summaries, FactKind.DATASET)),
        ("Also that day", [without_place(text) for text in outline.others]),
        ("Files made", [code(f.value) for s in summaries for f in created_by(s)]),
        ("Execution logs", [link(posixpath.basename(log), log, start=folder) for log in logs]),
    ]
    return [(label, list(dict.fromkeys(items))) for label, items in found if items]


def without_place(text: str) -> str:
    """Say of a bullet of the entry what happened, without by which list that is known."""
    return re.sub(r", by the (?:list|dates) of the [^)]*\)", ")", text).replace(": ", " ", 1)


def _references(summaries: tuple[Summary, ...]) -> list[str]:
    noted = [sentence(f.value).rstrip(".") for s in summaries for f in s.notes("reference", "resource", "see")]
    linked = [m for s in summaries for f in s.of(FactKind.NOTE) for m in _URL.findall(f.value)]
    return [escape(short(text)) for text in noted] + [url for url in linked if not any(url in n for n in noted)]


def _values(summaries: tuple[Summary, ...], kind: FactKind) -> list[str]:
    return [escape(f.shown) for s in summaries for f in s.of(kind)[:1]]
