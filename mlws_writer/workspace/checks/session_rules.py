"""Rules about session documents: which are missing, and whether they tell or only list."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from mlws_writer.documents.markdown import links_of
from mlws_writer.facts.model import Outcome, Work
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.workspace.checks.ground import Document, Finding, Ground, named

WITHIN = timedelta(hours=24)
WORTH = timedelta(minutes=10)
"""How long a run must have taken for its result to be the work of a day and not a trial."""

_SENTENCE = 8
_BULLETS = 5
_LABEL = re.compile(r"\*\*[^*]+\*\*:")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def untold_work(ground: Ground) -> Iterator[Finding]:
    """Find days whose work is worth a session and has none a day after it ended."""
    told = {day for session in ground.sessions for day in _days_of(session)}
    linked = {link.rpartition("/")[2].partition("#")[0] for s in ground.sessions for _, link in s.links()}
    for day, runs in sorted(ground.runs.items()):
        worth = [run for run in runs if _worth_telling(run) and _ended_before(ground, run)]
        if day not in told and worth and not any(run.summary.run.log.rpartition("/")[2] in linked for run in worth):
            names = named(run.summary.run.name for run in worth)
            text = f"the work of {day} is worth a session and has none: {names}"
            line = ground.line_of(day)
            yield Finding("no-session", ground.journal.name, line, text, f"mlws draft-session {day}")


def _days_of(session: Document) -> Iterator[date]:
    """Read the days that a session is about: from its name and from its line of dates."""
    dates = [text for _, text in session.prose if text.startswith("**Date**")]
    for found in _DATE.findall(" ".join([session.name.rpartition("/")[2], *dates])):
        try:
            yield date.fromisoformat(found)
        except ValueError:
            continue  # digits that are no day


def _worth_telling(day: DayRun) -> bool:
    """Tell whether a run came to an end with a result and something learned or decided."""
    summary = day.summary
    learned = summary.insights or summary.decisions or summary.notes("insight", "lesson", "learned", "discovery")
    return bool(
        day.last
        and summary.run.outcome is Outcome.COMPLETED
        and summary.run.work in {Work.EXPERIMENT, Work.TRAINING, Work.AGENT}
        and summary.results
        and learned
        and (summary.duration or timedelta()) >= WORTH
    )


def _ended_before(ground: Ground, day: DayRun) -> bool:
    ended = day.summary.run.ended
    if ended is None:
        return False
    aware = ended if ended.tzinfo else ended.replace(tzinfo=ground.workspace.zone)
    return _now(ground) - aware.astimezone(UTC) > WITHIN


def _now(ground: Ground) -> datetime:
    return ground.workspace.now.astimezone(UTC)


def lists_for_narrative(ground: Ground) -> Iterator[Finding]:
    """Find sessions that are bullets throughout: not one paragraph tells anything."""
    for session in ground.sessions:
        bullets = [item for chunk in session.page.chunks for item in chunk.parsed.items]
        if len(bullets) >= _BULLETS and not any(_tells(text) for text in _paragraphs(session)):
            text = f"a session of {len(bullets)} bullets in which no paragraph tells what was done and why"
            fix = "tell it in sentences, for somebody who was not there; bullets belong into the activity log"
            yield Finding("no-narrative", session.name, 1, text, fix)


def _paragraphs(session: Document) -> Sequence[str]:
    blocks = [block for chunk in session.page.chunks for block in chunk.parsed.blocks]
    return [
        block.text
        for opening, block in pairwise(blocks)
        if opening.kind.startswith("paragraph_open") and opening.level == 0
    ]


def _tells(paragraph: str) -> bool:
    """Tell a sentence from a label with a value; `**Why**: …` in sentences counts."""
    words = _LABEL.sub("", paragraph, count=1).split()
    label = _LABEL.match(paragraph)
    short = {"**Date**:", "**Session Type**:", "**Duration**:", "**Objective**:"}
    return len(words) >= _SENTENCE and not (label and label.group() in short) and not _only_links(paragraph)


def _only_links(paragraph: str) -> bool:
    return paragraph.startswith("Made from") and len(links_of(paragraph)) >= 1


RULES = (untold_work, lists_for_narrative)
