"""An outline → the parts of the session document, in the words of templates/session/."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from mlws_writer.documents.blocks import Document, Part, Slot, source_of
from mlws_writer.documents.inline import code, escape, link, quoted
from mlws_writer.facts.model import Fact, FactKind, Series
from mlws_writer.tier2_activity.entry import contrast_words, created_by, status
from mlws_writer.tier2_activity.summary import Summary, metric_name, run_names, unique
from mlws_writer.tier2_activity.wording import capitalize_first, entry_wording, sentence, short, templates
from mlws_writer.tier3_sessions.outline import Outline, Task
from mlws_writer.tier3_sessions.pitch import pitch
from mlws_writer.tier3_sessions.tables import result_tables, series_name, sparkline

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

IDEAS = 4

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
    opened.filters = {**opened.filters, **_filters(folder, overrides)}
    words = {"overview": "", "summary": "", **(worded or {})}

    def part(name: str, **more: object) -> str:
        text = opened.get_template(f"session/{name}.md.j2").render(outline=outline, worded=words, **more)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    pitches = pitch(outline.ideas[:IDEAS], overrides)
    shown = [(text, quoted(file, start=folder)) for text, file in pictures]
    more: Mapping[str, Mapping[str, object]] = {"ideas": {"ideas": pitches}, "results": {"pictures": shown}}
    texts = {name: part(name, **more.get(name, {})) for name in PARTS}
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


def _filters(folder: str, overrides: Path | None) -> dict[str, object]:
    say = entry_wording(overrides)

    def cite(fact: Fact) -> str:
        label = fact.time.strftime("%H:%M") if fact.time else f"line {fact.line}"
        return link(label, fact.citation.log, line=fact.line, start=folder)

    def outcome(task: Task) -> str:
        return _outcome(task, say, folder)

    return {
        "cite": cite,
        "outcome": outcome,
        "run_names": run_names,
        "metric": lambda fact: metric_name(fact.name, fact.split),
        "fenced": fenced,
        "notes": lambda summaries, *names: unique(f for s in summaries for f in s.notes(*names)),
        "contrast_words": contrast_words,
        "work_groups": work_groups,
        "result_tables": lambda outline: result_tables(outline.summaries, folder),
        "series_name": series_name,
        "best_of": best_of,
        "spark": sparkline,
        "resources": lambda outline: resources(outline, folder),
    }


def _outcome(task: Task, say: "object", folder: str) -> str:
    assert callable(say)
    summary = task.summary
    text = str(say("status", **status(summary))).removeprefix("Status: ")
    sentences = [capitalize_first(text)]
    if summary.results:
        sentences.append(
            capitalize_first(str(say("result", results=summary.results, memory=None)).removeprefix("Result: "))
        )
    if created := created_by(summary):
        sentences.append(str(say("created", artifacts=created)))
    line = summary.run.outcome_line or summary.run.last_line
    return ". ".join(sentences) + f" ({link('log', summary.run.log, line=line, start=folder)})."


def work_groups(outline: Outline) -> list[dict[str, object]]:
    """Group the names of the runs that came to something by the model and the data that they used."""
    groups: dict[tuple[str, str], list[str]] = {}
    for summary in outline.summaries:
        if summary.model or summary.dataset:
            groups.setdefault((summary.model, summary.dataset), []).append(summary.run.name)
    return [
        {"model": model, "dataset": dataset, "names": list(dict.fromkeys(names))}
        for (model, dataset), names in groups.items()
    ]


def best_of(series: Series) -> str:
    """Say where a curve was best, unless that was its end."""
    best = series.best
    if best is None or best.value == series.last.value:
        return ""
    return f", best {best.shown}" + (f" at {best.step}" if best.step else "")


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
        ("Models", _values(summaries, FactKind.MODEL)),
        ("Data", _values(summaries, FactKind.DATASET)),
        ("Files made", [code(f.value) for s in summaries for f in created_by(s)]),
        ("Execution logs", [link(posixpath.basename(log), log, start=folder) for log in logs]),
    ]
    return [(label, list(dict.fromkeys(items))) for label, items in found if items]


def _references(summaries: tuple[Summary, ...]) -> list[str]:
    noted = [sentence(f.value).rstrip(".") for s in summaries for f in s.notes("reference", "resource", "see")]
    linked = [m for s in summaries for f in s.of(FactKind.NOTE) for m in _URL.findall(f.value)]
    return [escape(short(text)) for text in noted] + [url for url in linked if not any(url in n for n in noted)]


def _values(summaries: tuple[Summary, ...], kind: FactKind) -> list[str]:
    return [escape(f.shown) for s in summaries for f in s.of(kind)[:1]]
