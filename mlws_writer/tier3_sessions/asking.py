"""What a model is asked to word in a session: paragraphs in the order of the document, and titles."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from mlws_writer.facts.model import Fact, FactKind, Outcome
from mlws_writer.tier2_activity.asking import difference_facts
from mlws_writer.tier2_activity.summary import Summary, spoken, unique
from mlws_writer.tier3_sessions.choices import is_drawn
from mlws_writer.tier3_sessions.headlines import told_of
from mlws_writer.tier3_sessions.narrative import IDEAS
from mlws_writer.tier3_sessions.outline import Outline
from mlws_writer.tier3_sessions.tasks import Task
from mlws_writer.writing.asking import Request
from mlws_writer.writing.compose import Composition

FACTS_A_PARAGRAPH = 16
_TOLD = (
    FactKind.ERROR,
    FactKind.OUTCOME,
    FactKind.NOTE,
    FactKind.METRIC,
    FactKind.MODEL,
    FactKind.DATASET,
    FactKind.SETTING,
    FactKind.TASK,
)


def requests(outline: Outline) -> tuple[Request, ...]:
    """Say which paragraphs a model may write, in the order in which it sees them, and which titles it may give."""
    return tuple(_requests(outline))


def derived(outline: Outline) -> tuple[Fact, ...]:
    """Give the computed facts that a paragraph may state."""
    return tuple(f for contrast in outline.contrasts for f in difference_facts(contrast))


def worded(composition: Composition) -> Mapping[str, str]:
    """Give the paragraphs that a model wrote and the check let through, by the place they belong to."""
    return {text.slot: text.text for text in composition.texts if text.by_model}


def _requests(outline: Outline) -> Iterable[Request]:
    decided = (outline.decided,) if outline.decided else ()
    everything = (*(f for s in outline.summaries for f in _gist(s, outline)), *decided)
    yield Request(
        "overview",
        "what the session was about and what came of it, for someone who was not there",
        everything,
        words=80,
        prompt="overview",
    )
    for task in outline.tasks:
        want = f"how the work on {task.name} went: what was tried and why, what happened, what it means"
        yield Request(
            f"task:{task.summaries[0].run.id}", want, story(task, outline), words=80, values=2, prompt="story"
        )
    memorable = (*(f for s in outline.summaries for f in _memorable(s, outline)), *decided)
    want = "what to remember of the session and what comes next, in two or three sentences"
    yield Request("summary", want, memorable, words=60, prompt="overview")
    for contrast in outline.contrasts:
        facts = (contrast.old, contrast.new, *(f for d in contrast.differences[:2] for f in (d.before, d.after)))
        want = f"what the comparison shows of {spoken(contrast.setting)}, in one sentence"
        yield Request(f"contrast:{contrast.after.id}", want, facts, words=30, prompt="insights")
    yield from _titles(outline)


def _titles(outline: Outline) -> Iterable[Request]:
    """Ask for the title of the session, and of each post that code thought of; the author's own titles stay."""
    if not outline.titled and (about := _subjects(tuple(s for t in outline.tasks for s in (t.summaries[0], t.last)))):
        yield Request("title", "the title of the report", about, words=10, names=True, prompt="titles")
    for number, idea in enumerate(outline.ideas[:IDEAS]):
        about = _subjects(idea.summaries, idea.settings)
        if idea.title is None and about:
            want = f"the title of a post: {_ABOUT[idea.kind]}"
            yield Request(f"idea:{number}", want, about, words=10, names=True, prompt="titles")


_ABOUT = {
    "comparison": "two values of one setting compared",
    "overcome": "a run that failed, and the one that worked",
    "training": "a training told step by step",
    "agent": "an agent and its tools",
    "data": "how data was prepared",
    "failure": "a run that failed",
    "plain": "one run",
}


def _subjects(summaries: Sequence[Summary], settings: Sequence[Fact] = ()) -> tuple[Fact, ...]:
    """Give what texts about some runs may be named by: tasks, goals, models, data, and settings."""
    found = [f for s in summaries for f in (s.notes("goal") or s.of(FactKind.TASK))[:1]]
    found += [f for s in summaries for f in (*s.of(FactKind.MODEL)[:1], *s.of(FactKind.DATASET)[:1])]
    return (*settings, *(f for f in unique(found) if not f.tainted))


def _gist(summary: Summary, outline: Outline) -> tuple[Fact, ...]:
    """Give what one must know of a run to speak of it in passing; what was learned has a part of its own."""
    results = tuple(told_of(result, summary, outline.chosen) for result in summary.results[:2])
    error = (summary.error,) if summary.error else ()
    found = (
        *_ended(summary),
        *summary.of(FactKind.MODEL)[:1],
        *summary.of(FactKind.DATASET)[:1],
        *summary.notes("goal")[:1],
    )
    return tuple(dict.fromkeys((*found, *results, *error)))


def _ended(summary: Summary) -> tuple[Fact, ...]:
    """Give the line that says that a run completed; how else one ended, its error tells."""
    return summary.of(FactKind.OUTCOME)[-1:] if summary.run.outcome is Outcome.COMPLETED else ()


def _memorable(summary: Summary, outline: Outline) -> tuple[Fact, ...]:
    """Give what stays of a run: its first result or its error, what was learned, and what comes next."""
    results = tuple(told_of(result, summary, outline.chosen) for result in summary.results[:1])
    error = (summary.error,) if summary.error else ()
    return (*results, *error, *summary.notes("insight", "lesson")[:1], *summary.notes("next")[:1])


def story(task: Task, outline: Outline) -> tuple[Fact, ...]:
    """Give the facts of a piece of work that a story about it needs: of many runs those of the first and the last.

    What was learned, what was decided from the results and what comes next are told in parts of their own.
    """
    runs = task.summaries if len(task.summaries) <= _RUNS else (*task.summaries[: _RUNS - 1], task.last)
    each = max(FACTS_A_PARAGRAPH // len(runs), _FEWEST)
    ids = {summary.run.id for summary in runs}
    apart = {f for _, row in task.apart for f in row if f and f.run in ids}
    facts = (
        fact
        for s in runs
        for fact in (
            *outline.reasons.get(s.run.id, ()),
            *_before_results(s)[:each],
            *(f for f in s.of(FactKind.SETTING) if f in apart),
        )
    )
    return tuple(dict.fromkeys(facts))


def _before_results(summary: Summary) -> tuple[Fact, ...]:
    """Give the facts of a run without those that are told elsewhere."""
    drawn = [d for d in summary.decisions if is_drawn(d.decision, summary)]
    elsewhere = {f for d in drawn for f in (d.decision, *d.rationale, *d.alternatives, *d.rejected)}
    return tuple(f for f in told(summary, _ELSEWHERE) if f not in elsewhere)


_ELSEWHERE = frozenset({"insight", "discovery", "impact", "evidence", "lesson", "learned", "mistake", "next", "todo",
                        "later", "future", "idea", "blog idea", "reference", "resource", "see"})  # fmt: skip
"""Notes that have a part of their own in the document."""


_RUNS, _FEWEST = 3, 8


def told(summary: Summary, without: Collection[str] = ()) -> tuple[Fact, ...]:
    """Give the facts of a run that a story about it needs, the heaviest of each kind first, none in two forms.

    Notes of the names in `without` are left out.
    """
    found: dict[tuple[int, str], Fact] = {}
    for kind in _TOLD:
        found_of = _ended(summary) if kind is FactKind.OUTCOME else summary.of(kind)
        of_kind = (f for f in found_of if kind is not FactKind.NOTE or f.name.casefold() not in without)
        for fact in sorted(of_kind, key=lambda f: -f.weight)[:5]:
            found.setdefault((fact.line, fact.value), fact)
    return tuple(found.values())
