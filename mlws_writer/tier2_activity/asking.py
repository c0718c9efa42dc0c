"""What a model is asked to word in an entry: the day, headlines, goals, comparisons; results are the template's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from mlws_writer.documents.blocks import Slot
from mlws_writer.facts.derive import Contrast, contrasts
from mlws_writer.facts.model import Fact, FactKind, Outcome
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.day_line import day_line, facts_of
from mlws_writer.tier2_activity.entry import contrast_words
from mlws_writer.tier2_activity.summary import Summary, metric_name, spoken
from mlws_writer.writing.asking import Request
from mlws_writer.writing.compose import Composition

FACTS_A_REQUEST = 6
_HEADLINE = (FactKind.TASK, FactKind.MODEL, FactKind.DATASET, FactKind.SETTING, FactKind.COUNT)


def requests(runs: Sequence[DayRun]) -> tuple[Request, ...]:
    """Say which texts of a day's entry a model may word, each with the facts it may rest on."""
    found = [request for day in runs for request in _of_run(day)]
    compared = [_of_contrast(c) for c in contrasts([day.summary.run for day in runs if day.last])[:3]]
    return (*found, *compared, *_of_day(runs))


def derived(runs: Sequence[DayRun]) -> tuple[Fact, ...]:
    """Compute the facts about facts that a text may state: by how much two runs differ."""
    return tuple(f for c in contrasts([day.summary.run for day in runs if day.last]) for f in difference_facts(c))


def worded(composition: Composition) -> Mapping[Slot, str]:
    """Give the texts that a model wrote and the check let through, by slot."""
    texts = (text for text in composition.texts if text.by_model)
    return {Slot(*text.slot.split("/", 1)): text.text for text in texts}


def difference_facts(contrast: Contrast) -> Iterable[Fact]:
    """State each difference of a comparison as a fact of its own, at the line of the later value."""
    for number, difference in enumerate(contrast.differences, 1):
        amount: Decimal = abs(difference.amount).normalize()
        way = "higher" if difference.amount > 0 else "lower"
        metric = metric_name(difference.metric, difference.after.split)
        yield Fact(
            id=f"D{number}-{contrast.before.id}-{contrast.after.id}",
            run=contrast.after.id,
            kind=FactKind.METRIC,
            name=f"{difference.metric} difference",
            value=f"{amount:f}",
            unit="points" if difference.in_points else "",
            citation=difference.after.citation,
            text=f"{metric} {way} than with {spoken(contrast.setting)} {contrast.old.shown}",
        )


def compared_with(fact: Fact) -> str:
    """Give the run that a computed difference is to, by its id; "" for a fact that is none."""
    place, _, runs = fact.id.partition("-")
    return runs.removesuffix(f"-{fact.run}") if re.fullmatch(r"D\d+", place) else ""


def _of_run(day: DayRun) -> Iterable[Request]:
    summary = day.summary
    about = _facts(summary, _HEADLINE)
    if about and day.first:
        want = "what the run was, in a phrase after its name: model, data, settings; not how it went"
        yield Request(f"{summary.run.id}/headline", want, about, words=18, names=True)
    if day.last and summary.run.outcome is Outcome.FAILED and not summary.notes("next", "todo") and summary.error:
        want = "what to look into next, as an instruction (Check whether …, Find out …, Try …), in one short sentence"
        yield Request(f"{summary.run.id}/next:failed", want, (summary.error, *about[:2]), words=25, view=True)
    for slot, names, want in _NOTES:
        for number, fact in enumerate(summary.notes(*names)[:2], 1):
            if len(fact.value.split()) > _LONG_NOTE:
                name = slot if slot in ("goal", "insight") else f"{slot}:{number}"
                yield Request(f"{summary.run.id}/{name}", want, (fact,), fallback=fact.value, words=30)
                if name == slot:
                    break


_LONG_NOTE = 25
"""Words; a shorter note is printed as the author wrote it."""

_NOTES = (
    ("goal", ("goal",), "the goal of the run, in one short sentence"),
    ("insight", ("insight",), "the insight, in one sentence"),
)


def _of_day(runs: Sequence[DayRun]) -> Iterable[Request]:
    if day_line(runs) and (facts := facts_of(runs)):
        left = len({day.summary.run.id for day in runs}) > len({fact.run for fact in facts})
        want = "what was worked on and what came of it, in one sentence"
        want += "; not all runs are shown, so call none the best" if left else ""
        yield Request("day/line", want, facts, words=35, prompt="day")


def _of_contrast(contrast: Contrast) -> Request:
    facts = [f for d in contrast.differences[:3] for f in (d.before, d.after)]
    words = contrast_words(contrast)
    want = f"what the comparison of two runs shows that differ in {words['setting']} alone, in one sentence"
    return Request(
        slot=f"{contrast.after.id}/against:{contrast.before.id}",
        want=want,
        facts=(contrast.old, contrast.new, *facts, *difference_facts(contrast)),
        words=40,
    )


def _facts(summary: Summary, kinds: Sequence[FactKind]) -> tuple[Fact, ...]:
    named = {summary.model, summary.dataset}
    found = [f for kind in kinds for f in summary.of(kind) if kind is not FactKind.SETTING or f.value not in named]
    if summary.model:  # what the command line says beside it stands among the settings
        found = [f for f in found if f.name != "command"]
    return tuple(sorted(found, key=lambda f: -f.weight)[:FACTS_A_REQUEST])
