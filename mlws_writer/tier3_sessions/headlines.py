"""What each piece of work came to, in a few words: for the overview, the table of tries and the summary."""

from collections.abc import Iterator, Mapping

from mlws_writer.documents.inline import code, escape, without_markup
from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, FactKind, Outcome, Point, Work
from mlws_writer.facts.names import canonical, split_of
from mlws_writer.tier2_activity.entry import created_by
from mlws_writer.tier2_activity.resting import stands_in
from mlws_writer.tier2_activity.summary import Result, Summary, metric_name, spoken
from mlws_writer.tier2_activity.wording import listed
from mlws_writer.tier3_sessions.aims import verdict_on
from mlws_writer.tier3_sessions.outline import Outline
from mlws_writer.tier3_sessions.side_by_side import HELD_OUT
from mlws_writer.tier3_sessions.tasks import Task


def course(result: Result) -> str:
    """Say where a metric ended and where it began: 91% after the last epoch (82% after the first).

    Two values with an arrow between them read as before and after the work, and the first is no baseline.
    """
    if not result.first:
        return end(result)
    best = f"best {result.best}" if result.best else ""
    last, first = {
        "": ("at the end", "at first"),
        "step": ("at the last step", "at the first"),
    }.get(result.stage, (f"after the last {result.stage}", "after the first"))
    return f"{result.last} {last} ({', '.join(filter(None, [f'{result.first} {first}', best]))})"


def results_told(summary: Summary) -> tuple[Result, ...]:
    """Give the results of a run; how far the loss of a training came that then failed is none."""
    if summary.run.outcome is not Outcome.FAILED:
        return summary.results
    return tuple(r for r in summary.results if split_of(canonical(r.facts[0].name)) in HELD_OUT or not _is_loss(r))


def _is_loss(result: Result) -> bool:
    return "loss" in result.name.casefold()


def in_short(result: Result, summary: Summary, chosen: Mapping[str, str]) -> str:
    """Say where a metric ended; of what is no training, where it began too, since its steps need not lead anywhere.

    Of several values of a setting it says what the one that was `chosen` gave, by the run's id, and the ends.
    """
    if at := at_chosen(result, summary, chosen):
        points = _points(result, summary)
        others = listed(f"{p.shown} at {p.step}" for p in (points[0], points[-1]) if p is not at)
        return f"{at.shown} at the chosen {spoken(result.swept)} of {at.step} ({others})"
    return end(result) if summary.run.work is Work.TRAINING else course(result)


def at_chosen(result: Result, summary: Summary, chosen: Mapping[str, str]) -> Point | None:
    """Give what a result was at the value of its setting that was chosen, by the run's id."""
    step = chosen.get(summary.run.id, "") if result.swept else ""
    return next((point for point in _points(result, summary) if point.step == step), None) if step else None


def _points(result: Result, summary: Summary) -> tuple[Point, ...]:
    final = result.facts[0]
    same = (s for s in summary.run.series if (s.name, s.split) == (final.name, final.split))
    return next((series.points for series in same), ())


def end(result: Result) -> str:
    """Say where a metric ended, and where it was best."""
    return (result.last or result.value) + (f" (best {result.best})" if result.best else "")


def others(outline: Outline, told: str) -> list[tuple[str, str, Fact]]:
    """Give what the other pieces of work came to: name, Markdown, and the fact behind it.

    The one with the key achievement stands by itself; what a text has `told` already is left out.
    """
    lead = {found[0].run.id for found in (outline.achievement, outline.in_training) if found}
    tasks = (task for task in outline.tasks if not lead & {s.run.id for s in task.summaries})
    found = ((each, verdict_on(outline.aims_of(t.last.run.id))) for t in tasks if (each := _came_to(t, outline)))
    left = ((each, aim) for each, aim in found if aim or not stands_in(each[2].shown, told))
    return [(name, f"{text}; {aim}" if aim else text, fact) for (name, text, fact), aim in left]


def _came_to(task: Task, outline: Outline) -> tuple[str, str, Fact] | None:
    ids = {s.run.id for s in task.summaries}
    contrast = next((c for c in outline.contrasts if c.after.id in ids), None)
    if contrast:
        first = contrast.differences[0]
        return task.name, escape(_either(contrast)), first.after
    if result := next(iter(results_told(task.last)), None):
        said = in_short(result, task.last, outline.chosen)
        return task.name, escape(f"{result.name} {said}"), told_of(result, task.last, outline.chosen)
    if made := created_by(task.last):
        return task.name, f"made {code(made[-1].value)}", made[-1]
    return None


def told_of(result: Result, summary: Summary, chosen: Mapping[str, str]) -> Fact:
    """Give the fact behind what is told of a result: of several values of a setting, at the one that was chosen."""
    final, own = result.facts[0], at_chosen(result, summary, chosen)
    same = (
        f
        for f in summary.of(FactKind.METRIC)
        if own and (f.name, f.split, f.line) == (final.name, final.split, own.line)
    )
    return next(same, final)


def _either(contrast: Contrast) -> str:
    first = contrast.differences[0]
    setting, metric = spoken(contrast.setting), metric_name(first.metric, first.after.split)
    old, new = (f"{fact.shown} at {setting} {at.shown}" for fact, at in _ends(contrast))
    return f"{metric} {new}, {old}"


def _ends(contrast: Contrast) -> Iterator[tuple[Fact, Fact]]:
    first = contrast.differences[0]
    yield first.before, contrast.old
    yield first.after, contrast.new


def compared(contrast: Contrast) -> str:
    """Say what a comparison shows: With temperature 0.7 in place of 0.3, accuracy was lower and latency higher."""
    ways: dict[str, list[str]] = {"lower": [], "higher": [], "the same": [], "more": [], "fewer": []}
    for each in contrast.differences[:_METRICS]:
        ways[each.way].append(metric_name(each.metric, each.after.split))
    counts = [f"there were {way} {name}" for way in ("more", "fewer") for name in ways.pop(way)]
    setting, new, old = spoken(contrast.setting), contrast.new.shown, contrast.old.shown
    found = [(names, way) for way, names in ways.items() if names]
    verbs = ["was" if len(names) == 1 else "were" for names, _ in found[:1]] + [""] * len(found)
    said = [" ".join(filter(None, (listed(n), verb, way))) for (n, way), verb in zip(found, verbs, strict=False)]
    return f"With {setting} {new} in place of {old}, {listed([*said, *counts])}; no other setting changed."


_METRICS = 3


def opening(text: str) -> str:
    """Name what stands elsewhere by its first words: The router goes live …; few words stand whole."""
    words = without_markup(text).rstrip(" .").split()
    kept: list[str] = []
    for word in words:
        if sum(any(map(str.isalpha, each)) for each in (*kept, word)) > _OPENING:
            break
        kept.append(word)
    whole = len(kept) == len(words)
    while not whole and len(kept) > 1 and kept[-1].casefold() in _LEADS_ON:
        kept.pop()
    return " ".join(kept).rstrip(",;:(") + ("" if whole else " …")


_OPENING = 4
_LEADS_ON = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "that", "which"}
    | {"whether", "if", "as", "has", "is", "are", "was", "more", "any", "its", "their", "into", "before", "after"}
)
"""Words after which one expects another."""


def handed(outline: Outline) -> list[tuple[str, list[str]]]:
    """Give what the leading piece of work made and others used: the thing, and the names of those runs."""
    made: dict[str, list[str]] = {}
    for summary in outline.users:
        own = {summary.model, summary.dataset} & outline.made
        for name in sorted(own):
            made.setdefault(name, []).append(summary.run.name)
    return list(made.items())
