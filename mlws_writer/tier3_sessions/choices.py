"""What was decided and why, in the words of the author: notes in the journal, and messages of commits."""

import posixpath
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mlws_writer.documents.inline import code, escape, without_markup
from mlws_writer.facts.model import Fact, Run
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.leading import telling, words_of
from mlws_writer.tier2_activity.resting import stands_in
from mlws_writer.tier2_activity.summary import Decision, Summary
from mlws_writer.tier2_activity.wording import capitalize_first, sentence, sentence_case
from mlws_writer.tier3_sessions.tasks import Remark

_DECIDED = re.compile(r"(?:\*\*)?(?:we |i )?deci(?:ded|sion)\b(?:\*\*)?(?: (?:to|that))?[:,]? +", re.IGNORECASE)
_BECAUSE = re.compile(r"[,;:.]? +(?:because|since|as otherwise)\b *", re.IGNORECASE)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision as its author wrote it, in Markdown, with the reason where one was given, and where it stands."""

    text: str
    reason: str = ""
    place: str = "the author"
    evidence: Fact | None = None
    """The line that says it, where a log does."""
    source: str = ""
    """The line of the journal that says it, where one does."""
    time: datetime | None = None
    """When it was decided, where that is known."""


def choices(remarks: Sequence[Remark], commits: Sequence[Commit]) -> tuple[Choice, ...]:
    """Find decisions in what the author wrote: a note that says so, a commit whose message gives a reason."""
    return (*filter(None, map(_noted, remarks)), *(_committed(commit) for commit in commits if commit.body))


def in_time(summaries: Sequence[Summary], found: Sequence[Choice]) -> list[Decision | Choice]:
    """Order what logs, commits and notes decided by when that was; what nobody knows the time of comes last."""
    logged = [(summary.moment(d.decision), d) for summary in summaries for d in summary.decisions]
    every: list[tuple[datetime | None, Decision | Choice]] = [*logged, *((each.time, each) for each in found)]
    return [each for _, each in sorted(every, key=lambda pair: pair[0] or _NEVER)]


def main_choice(summaries: Sequence[Summary], found: Sequence[Choice], compared: Collection[str]) -> Choice | None:
    """Pick the decision that a reader must not miss: the author's own, else one that was drawn from results.

    Of several that were drawn from results, the last of runs that were `compared` (their ids), else the last.
    """
    own = [choice for choice in found if choice.place == "the author"]
    drawn = [(s.run.id, d.decision) for s in summaries for d in s.decisions if is_drawn(d.decision, s)]
    drawn.sort(key=lambda pair: (pair[0] in compared, pair[1].line))
    logged = [d.decision for s in summaries for d in s.decisions]
    of_logs = (Choice(escape(sentence_case(f.value)), evidence=f) for f in (*(f for _, f in reversed(drawn)), *logged))
    return next(iter((*own, *of_logs, *found)), None)


def is_drawn(decision: Fact, summary: Summary) -> bool:
    """Tell whether a decision was drawn from the results of its run, and not made before there were any."""
    lines = [fact.line for result in summary.results for fact in result.facts]
    return bool(lines) and decision.line > min(lines)


def states(text: str, other: str) -> bool:
    """Tell whether a text says what another does: each number of it, and most of its words; both are Markdown."""
    said, wanted = without_markup(text).casefold(), without_markup(other).casefold()
    words = re.findall(r"[^\W\d_]{4,}", wanted)
    known = sum(word[:_STEM] in said for word in words)
    return known >= _MOST * len(words) and all(stands_in(n, said) for n in re.findall(r"\d+(?:\.\d+)?", wanted))


_STEM, _MOST = 5, 0.6


def is_choice(remark: Remark) -> bool:
    """Tell whether a line of the journal says that something was decided."""
    return remark.section != "Next Steps" and _DECIDED.match(remark.text) is not None


def commit_of(summary: Summary, commits: Sequence[Commit], among: Sequence[Summary]) -> Commit | None:
    """Find the last commit before a run that is about it: by a word of its subject or of the files that it changed.

    A commit is about the first such run after it, and those of the same name.
    """
    names = [s.run.name for s in among]
    for commit in reversed(commits):
        about = (
            s for s in among if s.began and commit.time <= s.began and telling(s.run.name, names) & _words_of(commit)
        )
        first = min(about, key=lambda s: s.began or commit.time, default=None)
        if first and first.run.name == summary.run.name and summary.began and commit.time <= summary.began:
            return commit
    return None


def run_after(choice: Choice, commits: Sequence[Commit], among: Sequence[Summary]) -> Run | None:
    """Give the first run after the commit of a choice that is about it."""
    found = ((s, commit_of(s, commits, among)) for s in sorted(among, key=lambda s: s.began or _NEVER))
    return next((s.run for s, commit in found if commit and _place_of(commit) == choice.place), None)


_NEVER = datetime.max.replace(tzinfo=UTC)


def _place_of(commit: Commit) -> str:
    return f"commit {code(commit.id[:8])}"


def _noted(remark: Remark) -> Choice | None:
    if not is_choice(remark):
        return None
    text, *rest = _BECAUSE.split(_DECIDED.sub("", remark.text, count=1), maxsplit=1)
    reason = capitalize_first(_ended(rest[0])) if rest else ""
    return Choice(capitalize_first(text.rstrip(" .")), reason, source=remark.text)


def _committed(commit: Commit) -> Choice:
    """Give what a message says further as the reason: all of it, or as many of its first sentences as can be read."""
    told = " ".join(sentence(part) for part in commit.body.split("\n"))
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s|$)", told) if found.end() <= _LONGEST]
    shown = told if len(told) <= _LONGEST or not ends else told[: ends[-1]]
    return Choice(escape(commit.subject.rstrip(".")), escape(shown), _place_of(commit), time=commit.time)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _words_of(commit: Commit) -> set[str]:
    files = (posixpath.splitext(posixpath.basename(file))[0] for file in commit.files[:_FILES])
    return words_of(" ".join((commit.subject, *files)))


_FILES = 8
"""So many files of a commit tell what it is about."""


def told(found: Iterable[Choice]) -> tuple[str, ...]:
    """Give the words of choices, which are their author's."""
    return tuple(text for each in found for text in (each.text, each.reason) if text)
