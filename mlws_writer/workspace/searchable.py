"""What of the three tiers can be found: of a log its runs and facts, of a document its lines; no secret in either."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby

from mlws_writer.documents.inline import targets
from mlws_writer.documents.markdown import Chunk, Page
from mlws_writer.documents.parsed import lines_of
from mlws_writer.facts.model import FactKind, LogReading, Run
from mlws_writer.facts.redact import HIDDEN, redact
from mlws_writer.facts.results import is_percent, number
from mlws_writer.tier2_activity.day import VERBS
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.workspace.index import IndexedRun, Number, Piece, Row, digest_of
from mlws_writer.workspace.query import metric_key
from mlws_writer.workspace.search_words import clean

WORTH_FINDING = 0.3
"""Facts of less weight say what a heavier fact of the same line says too, or nothing."""
_NOT_LAST = ("first ", "worst ", "max ", "min ")
DayAt = Callable[[int], date]
_WORD, _WORDS = re.compile(r"\w"), re.compile(r"\w+")


def pieces_of_log(reading: LogReading, days: dict[str, date]) -> Iterator[Piece]:
    """Give what can be found in a log: its runs, each with a row of its own; `days` holds the day of each run."""
    for run in reading.runs:
        day = days[run.id]
        digest = digest_of(f"{reading.source} {run.id} {day}".encode())
        yield Piece(0, digest, partial(_of_run, run, day))


def pieces_of_document(raw: bytes, path: str, day: date) -> Iterator[Piece]:
    """Give what can be found in a document: each day of a journal is a piece, any other document is one.

    `day` is that of a document without days; what stands under no day of a journal is of its oldest.
    """
    page = Page.of(raw)
    dated: dict[int, list[date]] = {}
    for found, index in page.dated:
        dated.setdefault(index, []).append(found)
    if not dated:
        yield _piece(Chunk(page.text, 0, first=True), 1, path, lambda line: day, str(day))
        return
    first, day = 1, min(found for found, _ in page.dated)
    for index, chunk in enumerate(page.chunks):
        held = dated.get(index, [day])
        if len(held) == 1:
            yield _piece(chunk, first, path, lambda line, only=held[0]: only, str(held[0]))  # type: ignore[misc]
        else:
            yield _piece(chunk, first, path, lambda line, at=index: page.heads(at, line)[0] or day, str(day))  # type: ignore[misc]
        first += chunk.lines


def _of_run(run: Run, day: date) -> tuple[Iterable[Row], Iterable[IndexedRun]]:
    return (_head(run, day), *_fact_rows(run, day)), (_indexed(run),)


def _head(run: Run, day: date) -> Row:
    """Say in a line what a run was and what came of it."""
    summary = summarize_run(run)
    about = " on ".join(filter(None, (summary.model, summary.dataset)))
    results = ", ".join(f"{r.name} {r.value}" for r in summary.results[:3])
    error = summary.error.value if summary.error else ""
    said = f"{VERBS[run.outcome]}: {run.name}" + (f", {about}" if about else "")
    text = "; ".join(filter(None, (said, results, error)))
    line = max(1, run.first_line)
    return Row(line, _one_line(text), day, run.log, line, head=True)


def _fact_rows(run: Run, day: date) -> Iterator[Row]:
    """Give each line of a run that holds a fact, as the facts of that line say it."""
    worth = [f for f in run.facts if f.weight >= WORTH_FINDING and f.kind is not FactKind.OUTCOME]
    for line, facts in groupby(sorted(worth, key=lambda f: f.line), key=lambda f: f.line):
        text = _one_line(", ".join(_longest([f.text or f"{f.name}: {f.shown}" for f in facts])))
        if _WORD.search(text):
            yield Row(line, text, day, run.log, line)


def _longest(texts: list[str]) -> list[str]:
    """Leave out the texts of which each word stands side by side in another one."""
    said = {" ".join(_WORDS.findall(text.casefold())): text for text in reversed(texts)}
    kept = [text for words, text in said.items() if not any(words != o and f" {words} " in f" {o} " for o in said)]
    return kept[::-1]


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))


def _indexed(run: Run) -> IndexedRun:
    def names(kind: FactKind, *also: str) -> str:
        found = {f.value for f in run.facts if f.kind is kind or (also and f.name.casefold() in also)}
        return clean(" ".join(sorted(found)).casefold())

    tags = [f.value for f in run.facts if f.name.casefold() in ("tag", "tags")]
    tag = " ".join(re.findall(r"[\w-]+", " ".join(tags).casefold()))
    line = max(1, run.first_line)
    return IndexedRun(
        clean(run.log), line, max(line, run.last_line), clean(run.name.casefold()), run.work.value, run.outcome.value,
        names(FactKind.MODEL, "model"), names(FactKind.DATASET), clean(tag), tuple(_numbers(run)),
    )  # fmt: skip


def _numbers(run: Run) -> Iterable[Number]:
    """Give the last and the best value of each metric, and the settings."""
    last: dict[tuple[str, str, bool], Number] = {}
    for fact in run.facts:
        metric = fact.kind is FactKind.METRIC and not fact.tainted and not fact.name.startswith(_NOT_LAST)
        if (metric or fact.kind is FactKind.SETTING) and (value := number(fact)) is not None:
            best = fact.name.startswith("best ")
            name, split = metric_key(fact.name.removeprefix("best "), fact.split)
            last[name, split, best] = Number(clean(name), clean(split), float(value), is_percent(fact), fact.line)
    return last.values()


def _piece(chunk: Chunk, first: int, path: str, day_at: DayAt, mark: str) -> Piece:
    digest = digest_of(f"{mark}\n{chunk.text}".encode("utf-8", "surrogateescape"))
    return Piece(first, digest, lambda: (_lines(chunk, posixpath.dirname(path) or ".", day_at), ()))


def _lines(chunk: Chunk, folder: str, day_at: DayAt) -> Iterator[Row]:
    """Give each line with words; it speaks of the log that it links, or that the bullet above it links."""
    above: list[tuple[int, str, int]] = []
    told: set[str] = set()
    for line, text in enumerate(_without_secrets(chunk)):
        said = text.strip()
        if not _WORD.search(said):
            continue
        indent = len(text) - len(text.lstrip())
        above = [each for each in above if each[0] < indent]
        own = _log_line(said, folder) if "#L" in said else ("", 0)
        if own[0]:
            above.append((indent, *own))
        about, at = own if own[0] else above[-1][1:] if above else ("", 0)
        yield Row(line, clean(said), day_at(line), clean(about), at, head=bool(own[0]) and own[0] not in told)
        told.add(own[0])


def _log_line(text: str, folder: str) -> tuple[str, int]:
    """Give the first line of a log that a text links, seen from the workspace."""
    found = ((posixpath.normpath(posixpath.join(folder, path)), line) for path, line in targets(text) if line)
    return next(found, ("", 0))


def _without_secrets(chunk: Chunk) -> Iterator[str]:
    """Redact line by line, so that the lines keep their numbers; a key of several lines is hidden in each of them."""
    hidden = False
    for text in lines_of(chunk.text):
        begins = "-----BEGIN " in text
        yield HIDDEN if hidden else redact(text)
        hidden = (hidden or begins) and "-----END " not in text
