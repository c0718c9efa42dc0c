"""What each piece of work came to, in a few words: for the overview, the table of tries and the summary."""

from collections.abc import Iterator

from mlws_writer.documents.inline import code, escape
from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, Work
from mlws_writer.tier2_activity.entry import created_by
from mlws_writer.tier2_activity.resting import stands_in
from mlws_writer.tier2_activity.summary import Result, metric_name, spoken
from mlws_writer.tier2_activity.wording import listed
from mlws_writer.tier3_sessions.outline import Outline
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


def in_short(result: Result, work: Work) -> str:
    """Say where a metric ended; of what is no training, where it began too, since its steps need not lead anywhere."""
    return end(result) if work is Work.TRAINING else course(result)


def end(result: Result) -> str:
    """Say where a metric ended, and where it was best."""
    return (result.last or result.value) + (f" (best {result.best})" if result.best else "")


def others(outline: Outline, told: str) -> list[tuple[str, str, Fact]]:
    """Give what the other pieces of work came to: name, Markdown, and the fact behind it.

    The one with the key achievement stands by itself; what a text has `told` already is left out.
    """
    lead = outline.achievement[0].run.id if outline.achievement else ""
    found = (_came_to(task, outline) for task in outline.tasks if lead not in {s.run.id for s in task.summaries})
    return [each for each in found if each and not stands_in(each[2].shown, told)]


def _came_to(task: Task, outline: Outline) -> tuple[str, str, Fact] | None:
    ids = {s.run.id for s in task.summaries}
    contrast = next((c for c in outline.contrasts if c.after.id in ids), None)
    if contrast:
        first = contrast.differences[0]
        return task.name, escape(_either(contrast)), first.after
    if result := next(iter(task.last.results), None):
        said = in_short(result, task.last.run.work)
        return task.name, escape(f"{result.name} {said}"), result.facts[0]
    if made := created_by(task.last):
        return task.name, f"made {code(made[-1].value)}", made[-1]
    return None


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
    ways: dict[str, list[str]] = {"lower": [], "higher": [], "the same": []}
    for each in contrast.differences[:_METRICS]:
        way = "the same" if not each.amount else "higher" if each.amount > 0 else "lower"
        ways[way].append(metric_name(each.metric, each.after.split))
    setting, new, old = spoken(contrast.setting), contrast.new.shown, contrast.old.shown
    found = [(names, way) for way, names in ways.items() if names]
    verbs = ["was" if len(found[0][0]) == 1 else "were", *[""] * len(found)]
    said = [" ".join(filter(None, (listed(n), verb, way))) for (n, way), verb in zip(found, verbs, strict=False)]
    return f"With {setting} {new} in place of {old}, {listed(said)}; no other setting changed."


_METRICS = 3


def handed(outline: Outline) -> list[tuple[str, list[str]]]:
    """Give what the leading piece of work made and others used: the thing, and the names of those runs."""
    made: dict[str, list[str]] = {}
    for summary in outline.users:
        own = {summary.model, summary.dataset} & outline.made
        for name in sorted(own):
            made.setdefault(name, []).append(summary.run.name)
    return list(made.items())
