"""What a day's work could become as a post: ideas that code can see, each with the runs and facts it would rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mlws_writer.facts.derive import Contrast, Retry
from mlws_writer.facts.model import Fact, FactKind, Outcome, Work
from mlws_writer.tier2_activity.leading import words_of
from mlws_writer.tier2_activity.summary import Result, Summary
from mlws_writer.tier2_activity.wording import brief


@dataclass(frozen=True, slots=True)
class Idea:
    """A possible post: `kind` picks its wording, `title` is the author's own; it rests on these runs and facts."""

    kind: str
    summaries: tuple[Summary, ...]
    contrast: Contrast | None = None
    results: tuple[Result, ...] = ()
    notes: tuple[Fact, ...] = ()
    title: Fact | None = None
    retry: Retry | None = None

    @property
    def settings(self) -> tuple[Fact, ...]:
        """The settings that were compared or changed."""
        compared = (self.contrast.old, self.contrast.new) if self.contrast else ()
        changed = (fact for pair in self.retry.changed for fact in pair) if self.retry else ()
        return (*compared, *changed)

    @property
    def topic(self) -> frozenset[str]:
        """The words of what it is about, where it compares a setting or tells of an error: none where it is a run."""
        counted = (d.metric for d in self.contrast.differences if d.counted) if self.contrast else ()
        error = self.summaries[0].error if self.retry else None
        said = (*(fact.name for fact in self.settings), *counted, brief(error.value) if error else "")
        return frozenset(word for text in said for word in topic_words(text))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the post would rest on."""
        compared = (f for d in self.contrast.differences for f in (d.before, d.after)) if self.contrast else ()
        changed = self.settings if self.retry else ()
        error = self.summaries[0].error if self.retry else None
        return (
            *compared,
            *filter(None, [error]),
            *changed,
            *(f for result in self.results for f in result.facts),
            *self.notes,
        )


def topic_words(text: str) -> frozenset[str]:
    """Give the words of a text by which one knows its topic, cut so that their forms meet: batch and batches."""
    return frozenset(word[:_STEM] for word in words_of(text) if word not in _OF_ANY)


_STEM = 6
_OF_ANY = frozenset({"size", "steps", "step", "num", "number", "per", "max", "min", "error", "tried", "allocate"})
"""Words of settings and errors that name no topic."""


def ideas(summaries: Sequence[Summary], compared: Sequence[Contrast], again: Sequence[Retry] = ()) -> tuple[Idea, ...]:
    """Find posts in the work, those that the author thought of first.

    A comparison, a failure that was overcome or that taught something, a training that learned, an agent that was
    tested, data that was made; of each kind the one with the most to tell.
    """
    by_id = {s.run.id: s for s in summaries}
    found = [
        Idea("comparison", (by_id[c.before.id], by_id[c.after.id]), c, notes=_notes(by_id[c.after.id]))
        for c in compared[:2]
    ]
    found += [_overcome(retry, by_id) for retry in again[:2]]
    found = [replace(idea, notes=tuple(f for f in idea.notes if _speaks_of(f, idea.topic))) for idea in found]
    of_runs = [idea for summary in summaries if (idea := _of_run(summary)) is not None]
    told = {summary.run.id for idea in found if idea.retry for summary in idea.summaries}
    of_others = [idea for idea in of_runs if idea.summaries[-1].run.id not in told]
    found += [max(kind, key=_substance) for kind in _by_kind(of_others)]
    titled = [replace(_about(summary, found), title=note) for summary in summaries for note in summary.notes("idea")]
    used = {id(summary) for idea in titled for summary in idea.summaries[-1:]}
    return (*titled, *(idea for idea in found if id(idea.summaries[-1]) not in used))


def _speaks_of(note: Fact, topic: frozenset[str]) -> bool:
    return not topic or bool(topic & topic_words(note.value))


def _of_run(summary: Summary) -> Idea | None:
    if summary.run.outcome is Outcome.COMPLETED and summary.results:
        kind = _KINDS.get(summary.run.work)
        return Idea(kind, (summary,), results=summary.results, notes=_notes(summary)) if kind else None
    if summary.run.outcome is Outcome.FAILED and summary.error and _notes(summary):
        return Idea("failure", (summary,), notes=(summary.error, *_notes(summary)))
    return None


def _overcome(retry: Retry, by_id: Mapping[str, Summary]) -> Idea:
    failed, again = by_id[retry.failed.id], by_id[retry.again.id]
    return Idea("overcome", (failed, again), results=again.results[:1], notes=_notes(failed), retry=retry)


def _by_kind(found: Sequence[Idea]) -> list[list[Idea]]:
    kinds: dict[str, list[Idea]] = {}
    for idea in found:
        kinds.setdefault(idea.kind, []).append(idea)
    return list(kinds.values())


def _substance(idea: Idea) -> tuple[int, int]:
    """Say how much there is to tell: what the author noted counts most."""
    return len(idea.notes), sum(f.kind is FactKind.NOTE for f in idea.summaries[-1].run.facts)


_KINDS = {Work.TRAINING: "training", Work.AGENT: "agent", Work.DATA: "data"}


def _about(summary: Summary, found: Sequence[Idea]) -> Idea:
    """Give the idea that code sees in a run, or a plain one that rests on its results and notes."""
    plain = Idea("plain", (summary,), results=summary.results, notes=_notes(summary))
    return next((idea for idea in found if idea.summaries[-1] is summary), plain)


def _notes(summary: Summary) -> tuple[Fact, ...]:
    return summary.notes("insight", "lesson", "learned", "discovery")[:_NOTES]


_NOTES = 3
