"""Why is asked, not guessed: what the author alone can say, where the log gives a choice and no reason."""

from collections.abc import Iterator, Sequence

from mlws_writer.documents.inline import without_markup
from mlws_writer.facts.derive import Contrast, Retry
from mlws_writer.facts.model import Fact, Outcome
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.summary import Summary, spoken, unique
from mlws_writer.tier2_activity.wording import brief, listed
from mlws_writer.tier3_sessions.choices import Choice, commit_of

_REASONS = ("why", "rationale", "reason")
_LEARNED = ("insight", "lesson", "learned", "mistake", "discovery")


def questions(
    summaries: Sequence[Summary],
    compared: Sequence[Contrast],
    again: Sequence[Retry],
    decided: Sequence[Choice],
    commits: Sequence[Commit],
    unheld: Sequence[Fact] = (),
) -> tuple[str, ...]:
    """Ask for the reason of each decision, failure and setting for which nothing gives one, the weightiest first.

    Of goals that want something better than what the logs know of (`unheld`), it is asked whether they were reached.
    """
    found = (
        *_of_decisions(summaries, decided),
        *_of_failures(summaries, again),
        *_of_comparisons(summaries, compared, commits),
        *(f"Was this reached: “{fact.value}”?" for fact in unique(unheld)),
        *(f"Why was {s.run.name} stopped before its end?" for s in summaries if s.run.outcome is Outcome.INTERRUPTED),
        *_of_purposes(summaries, commits),
    )
    return tuple(dict.fromkeys(found))


def unresolved(summaries: Sequence[Summary], again: Sequence[Retry]) -> tuple[Summary, ...]:
    """Give the runs that failed and that none of the same name brought to an end."""
    mended = {retry.failed.name for retry in again}
    return tuple(s for s in summaries if s.run.outcome is Outcome.FAILED and s.run.name not in mended)


def _of_decisions(summaries: Sequence[Summary], decided: Sequence[Choice]) -> Iterator[str]:
    bare = (d.decision.value for s in summaries for d in s.decisions if not d.rationale)
    noted = (without_markup(choice.text) for choice in decided if not choice.reason)
    yield from (f"Why this decision: “{text}”?" for text in (*bare, *noted))


def _of_failures(summaries: Sequence[Summary], again: Sequence[Retry]) -> Iterator[str]:
    for summary in unresolved(summaries, again):
        if summary.error and not summary.notes(*_LEARNED, *_REASONS):
            yield f"What is behind the failure of {summary.run.name} ({brief(summary.error.value)})?"


def _of_comparisons(
    summaries: Sequence[Summary], compared: Sequence[Contrast], commits: Sequence[Commit]
) -> Iterator[str]:
    reasons = {s.run.id for s in summaries if s.notes(*_REASONS) or _is_explained(s, commits, summaries)}
    for contrast in compared:
        if not reasons & {contrast.before.id, contrast.after.id}:
            setting, old, new = spoken(contrast.setting), contrast.old.shown, contrast.new.shown
            yield f"Why {setting} {new} after {old}, and what did you expect?"


def _of_purposes(summaries: Sequence[Summary], commits: Sequence[Commit]) -> Iterator[str]:
    """Ask what runs were for; of many at once, since one answer often holds for all."""
    told = {s.run.name for s in summaries if s.notes("goal", "objective", "why") or commit_of(s, commits, summaries)}
    names = list(dict.fromkeys(s.run.name for s in summaries if s.run.name not in told))
    if len(names) > _MANY:
        yield f"What were {listed(names)} for?"
    else:
        yield from (f"What was {name} for?" for name in names)


def _is_explained(summary: Summary, commits: Sequence[Commit], among: Sequence[Summary]) -> bool:
    commit = commit_of(summary, commits, among)
    return commit is not None and bool(commit.body)


_MANY = 3
