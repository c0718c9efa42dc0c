"""What was decided and why, in the words of the author: notes in the journal, and messages of commits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlws_writer.documents.inline import code, escape, without_markup
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.summary import Summary, spoken
from mlws_writer.tier2_activity.wording import capitalize_first, sentence
from mlws_writer.tier3_sessions.tasks import Remark

_DECIDED = re.compile(r"(?:\*\*)?(?:we |i )?deci(?:ded|sion)\b(?:\*\*)?(?: (?:to|that))?[:,]? +", re.IGNORECASE)
_BECAUSE = re.compile(r"[,;:.]? +(?:because|since|as otherwise)\b *", re.IGNORECASE)
_GENERAL = 0.5
"""A word that more of the day's runs than this share have in their names tells none of them from the others."""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision as its author wrote it, in Markdown, with the reason where one was given, and where it stands."""

    text: str
    reason: str = ""
    place: str = "the author"


def choices(remarks: Sequence[Remark], commits: Sequence[Commit]) -> tuple[Choice, ...]:
    """Find decisions in what the author wrote: a note that says so, a commit whose message gives a reason."""
    return (*filter(None, map(_noted, remarks)), *(_committed(commit) for commit in commits if commit.body))


def is_choice(remark: Remark) -> bool:
    """Tell whether a line of the journal says that something was decided."""
    return remark.section != "Next Steps" and _DECIDED.match(remark.text) is not None


def commit_of(summary: Summary, commits: Sequence[Commit], among: Sequence[Summary]) -> Commit | None:
    """Find the last commit before a run that is about it: its subject has a word that tells the run from others."""
    names = [_words(s.run.name) for s in among]
    own = {w for w in _words(summary.run.name) if len(names) < 2 or sum(w in n for n in names) <= _GENERAL * len(names)}
    began = summary.began
    found = (c for c in reversed(commits) if began and c.time <= began and own & _words(c.subject))
    return next(found, None)


def _noted(remark: Remark) -> Choice | None:
    if not is_choice(remark):
        return None
    text, *rest = _BECAUSE.split(_DECIDED.sub("", remark.text, count=1), maxsplit=1)
    return Choice(capitalize_first(text.rstrip(" .")), capitalize_first(_ended(rest[0])) if rest else "")


def _committed(commit: Commit) -> Choice:
    paragraphs: list[str] = []
    for part in commit.body.split("\n"):
        if sum(map(len, paragraphs)) + len(part) <= _LONGEST:
            paragraphs.append(sentence(part))
    return Choice(escape(commit.subject.rstrip(".")), escape(" ".join(paragraphs)), f"commit {code(commit.id[:8])}")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"[^\W\d_]{3,}", spoken(without_markup(text)).casefold()) if w not in _COMMON}


_COMMON = frozenset(
    {"the", "and", "for", "with", "run", "test", "train", "training", "eval", "experiment", "add", "use"}
)


def told(found: Iterable[Choice]) -> tuple[str, ...]:
    """Give the words of choices, which are their author's."""
    return tuple(text for each in found for text in (each.text, each.reason) if text)
