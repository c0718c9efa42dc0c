"""What the author gives as reasons outside of logs, as facts a model may rest on: messages of commits, typed notes.

Such a fact has no line of a log: its citation names the commit, or the file of the journal, and the digest of the
words, by which a note is found again wherever it stands by then.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.documents.statements import plain
from mlws_writer.facts.model import Citation, Fact, FactKind
from mlws_writer.sources.git import Commit
from mlws_writer.tier1_logs.cited import line_digest
from mlws_writer.tier2_activity.summary import Summary
from mlws_writer.tier3_sessions.choices import Choice, commit_of, is_choice
from mlws_writer.tier3_sessions.tasks import Remark

COMMIT = "commit "
"""How the place of a commit begins, where other facts have their log."""


def of_runs(
    summaries: Sequence[Summary], commits: Sequence[Commit], remarks: Sequence[Remark], journal: str
) -> Mapping[str, tuple[Fact, ...]]:
    """Give the reasons for each run, by its id: the commit before it that is about it, and notes that stand by it."""
    found: dict[str, list[Fact]] = {s.run.id: [] for s in summaries}
    for summary in summaries:
        commit = commit_of(summary, commits, summaries)
        if commit:
            found[summary.run.id].append(_new("commit", said(commit), COMMIT + commit.id[:12], summary.run.id))
    for remark in remarks:
        if remark.run in found and not is_choice(remark) and plain(remark.text):
            found[remark.run].append(_new("note", plain(remark.text), journal, remark.run))
    return {run: tuple(facts) for run, facts in found.items()}


def of_choice(choice: Choice, journal: str) -> Fact | None:
    """Give what was decided as a fact of its own; one that a log states is a fact already."""
    if choice.evidence is not None:
        return choice.evidence
    if not choice.source:
        return None
    return _new("decision", plain(choice.source), journal)


def said(commit: Commit) -> str:
    """Write the message of a commit as sentences."""
    return ". ".join(filter(None, (commit.subject.rstrip("."), " ".join(commit.body.split("\n")))))


def notes(raw: bytes) -> Iterator[str]:
    """Give each line of a journal as the plain text that a note is known by."""
    for line in raw.decode("utf-8", "replace").splitlines():
        yield plain(_MARKER.sub("", line))


_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


def known_by(text: str) -> str:
    """Name such words by what they say."""
    return line_digest(text.encode("utf-8", "surrogatepass"))


def fact(id_: str, run: str, name: str, text: str, place: str) -> Fact:
    """Give such words as a fact."""
    return Fact(id_, run, FactKind.NOTE, name, text, Citation(place, 0, known_by(text)), weight=1.0)


def _new(name: str, text: str, place: str, run: str = "") -> Fact:
    return fact(f"{name}-{known_by(text)}", run, name, text, place)
