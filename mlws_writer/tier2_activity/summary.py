"""What a run amounts to: its facts put in the places where a reader of the journal looks for them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run, Series
from mlws_writer.facts.names import canonical
from mlws_writer.facts.results import chief, headline, results
from mlws_writer.facts.sweeps import swept_in
from mlws_writer.facts.taken import taken

_SPOKEN = {
    "val": "validation", "eval": "evaluation", "acc": "accuracy", "lr": "learning rate", "f1": "F1", "auc": "AUC",
    "bleu": "BLEU", "rouge": "ROUGE", "wer": "WER", "cer": "CER", "map": "mAP", "iou": "IoU", "miou": "mIoU",
    "gpu": "GPU", "cpu": "CPU", "ppl": "perplexity", "mae": "MAE", "mse": "MSE", "rmse": "RMSE", "fid": "FID",
    "tel": "loss", "trl": "loss", "valid": "validation", "psnr": "PSNR", "ssim": "SSIM", "id": "ID", "avg": "mean",
}  # fmt: skip
_JOINT = re.compile(r"[\s_/]+|(?<!\d)-+|-+(?!\d)|(?<=[a-z])(?=[A-Z][a-z])")
_HEADLINE_RESULTS = 4
_NEAR_THE_END = 60
_A_TRACE = 40
"""So many lines before an error its stack trace may begin."""
_STOPPED = re.compile(
    r"\b(SIG[A-Z]{3,5}|signal|interrupt|killed|terminat|preempt|cancell?ed|time limit)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Result:
    """A headline result, ready to be read: `name` in words, `value` as logged or first → last, where it was best."""

    name: str
    value: str
    best: str
    facts: tuple[Fact, ...]
    line: int
    first: str = ""
    last: str = ""
    """Of a metric that has a curve: where it began and where it ended."""
    stage: str = ""
    """What its curve counts, where it begins with the first of them: `epoch` or `step`."""
    swept: str = ""
    """The setting at whose values it was measured, as logged: none of them is where it ended."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, why, and what was considered and rejected; empty where the log does not say."""

    decision: Fact
    rationale: tuple[Fact, ...] = ()
    alternatives: tuple[Fact, ...] = ()
    rejected: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Insight:
    """What was found, what it changes, and what it rests on; empty where the log does not say."""

    insight: Fact
    impact: tuple[Fact, ...] = ()
    evidence: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A run with its facts by the question that they answer."""

    run: Run
    results: tuple[Result, ...]
    decisions: tuple[Decision, ...]
    insights: tuple[Insight, ...]
    zone: tzinfo | None = None
    """The zone of times that were logged without one."""

    def of(self, kind: FactKind, *names: str) -> tuple[Fact, ...]:
        """Give the run's facts of a kind, all of them or those of the given names, each text once."""
        found = (f for f in self.run.facts if f.kind is kind and (not names or f.name.casefold() in names))
        return unique(found)

    def notes(self, *names: str) -> tuple[Fact, ...]:
        """Give what the log says in words under the given names (goal, insight, lesson, next, …)."""
        return self.of(FactKind.NOTE, *names)

    @property
    def error(self) -> Fact | None:
        """The error that best explains a run that did not succeed; one long before a stop explains nothing."""
        if self.run.outcome not in (Outcome.FAILED, Outcome.INTERRUPTED):
            return None
        errors = self.of(FactKind.ERROR)
        if self.run.outcome is Outcome.INTERRUPTED:
            errors = tuple(f for f in errors if self.run.last_line - f.line <= _NEAR_THE_END)
        return max(errors, key=lambda f: f.weight, default=None)

    @property
    def raised(self) -> tuple[Fact, ...]:
        """Where the error that ended it was raised, and by which line of code, as its stack trace says."""
        if self.error is None:
            return ()
        near = self.error.line - _A_TRACE
        found = {f.name: f for f in self.of(FactKind.EVENT, "raised at", "raised by") if f.line > near}
        return tuple(found[name] for name in ("raised at", "raised by") if name in found)

    @property
    def stop(self) -> str:
        """What stopped a run from outside, as logged: a signal, a key, a time limit; empty where the log is silent."""
        stopped = self.run.outcome is Outcome.INTERRUPTED and _STOPPED.search(self.run.outcome_text)
        return self.run.outcome_text if stopped else ""

    @property
    def model(self) -> str:
        """The model that was used or trained, as logged."""
        return self._chief(FactKind.MODEL)

    @property
    def dataset(self) -> str:
        """The data that was used, as logged."""
        return self._chief(FactKind.DATASET)

    def _chief(self, kind: FactKind) -> str:
        found = chief(self.run, kind)
        return found.value if found else ""

    @property
    def peak_memory(self) -> Fact | None:
        """The peak of the GPU's memory, where the log holds it."""
        peaks = [f for f in self.of(FactKind.RESOURCE) if {"peak", "gpu"} <= set(spoken(f.name).casefold().split())]
        return peaks[-1] if peaks else None

    @property
    def began(self) -> datetime | None:
        """When the run started, by its lines or the name of its log, so that times of any zone can be compared."""
        began = self.run.began
        return _utc(began, self.zone) if began else None

    def moment(self, fact: Fact) -> datetime | None:
        """Say when a line of the run was written: by the last time that was logged up to it, else when it began."""
        times = {f.line: f.time for f in self.run.facts if f.time and f.line <= fact.line}
        return _utc(times[max(times)], self.zone) if times else self.began

    @property
    def duration(self) -> timedelta | None:
        """How long the run took, by its first and last times, else by what its log says it took.

        Where the clock was set back once, it took about so long.
        """
        started, ended, backs = self.run.started, self.run.ended, self.run.set_backs
        if started is None or ended is None or started == ended:
            return taken(self.run) or (ended - started if started and ended else None)
        if (started.tzinfo is None) != (ended.tzinfo is None) or len(backs) > 1:
            return None
        if backs:
            return max(ended - started + backs[0].by, timedelta())
        return _utc(ended, self.zone) - _utc(started, self.zone)

    @property
    def took(self) -> str:
        """The duration as a reader expects it: `1 h 12 min`, `about 2 h`; empty where it is not known or is nothing."""
        if self.duration is None or self.duration.total_seconds() < 1:
            return ""
        return f"{'about ' if self.run.set_backs else ''}{spell(self.duration)}"


def summarize_run(run: Run, zone: tzinfo | None = None) -> Summary:
    """Put a run's facts in the places where a reader looks for them; `zone` is that of times logged without one."""
    decisions = (Decision(fact, *parts) for fact, parts in _grouped(run, ("decision",), _DECISION_PARTS))
    insights = (Insight(fact, *parts) for fact, parts in _grouped(run, ("insight", "discovery"), _INSIGHT_PARTS))
    return Summary(run, _results(run), tuple(decisions), tuple(insights), zone)


def _utc(moment: datetime, zone: tzinfo | None) -> datetime:
    """Bring a time to where times can be subtracted: no hour is there twice or missing."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone or UTC)).astimezone(UTC)


def run_names(runs: Sequence[Run]) -> dict[str, str]:
    """Give each run, by its id, a name that no other has: its own, with the time it started where two share one."""
    found = {run.id: run.name for run in runs}
    for form in ("{0.name} of {0.began:%H:%M}", "{0.name} of {0.began:%H:%M:%S}"):
        names = list(found.values())
        for run in runs:
            if names.count(found[run.id]) > 1 and run.began is not None:
                found[run.id] = form.format(run)
    names = list(found.values())
    for number, run in enumerate(runs, 1):
        if names.count(found[run.id]) > 1:
            found[run.id] += f" ({number})"
    return found


def spoken(name: str) -> str:
    """Say a logged name in words: `val_loss` becomes `validation loss`."""
    return " ".join(_SPOKEN.get(w.casefold(), w.lower() if w.istitle() else w) for w in _JOINT.split(name) if w) or name


def metric_name(name: str, split: str = "") -> str:
    """Say which metric it is, of which part of the data: `validation loss`, with no word twice."""
    return " ".join(dict.fromkeys(f"{spoken(split)} {spoken(name)}".split()))


def spell(duration: timedelta) -> str:
    """Write a duration as a person would, rounded to what is written: `1 h 12 min`, `42 s`."""
    seconds = round(duration.total_seconds())
    if seconds < _EXACT:
        minutes, left = divmod(seconds, 60)
        return " ".join(filter(None, [f"{minutes} min" if minutes else "", f"{left} s" if left or not minutes else ""]))
    minutes = round(seconds / 60)
    if minutes < _DAYS:
        hours, left = divmod(minutes, 60)
        return " ".join(filter(None, [f"{hours} h" if hours else "", f"{left} min" if left or not hours else ""]))
    days, left = divmod(round(minutes / 60), 24)
    return f"{days} days {left} h" if left else f"{days} days"


_EXACT, _DAYS = 600, 48 * 60
"""Under so many seconds they are told, and from so many minutes on days."""


def source_place(text: str) -> str:
    """Write where an error was raised without the words of a stack trace: `build.py, line 87, in join_plans`."""
    found = re.fullmatch(r"File \"(.+)\", (line \d+(?:, in .+)?)", text)
    return f"{found[1]}, {found[2]}" if found else text


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Keep the first of the facts that say the same."""
    seen: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.name.casefold(), fact.value), fact)
    return tuple(seen.values())


def _results(run: Run) -> tuple[Result, ...]:
    """Choose the results a reader asks for first; a metric that has a curve is shown as first → last."""
    finals = results(run)
    curves = {canonical(s.name): s for s in run.series if s.better is not None and s.count > 1}
    return tuple(_result(finals[key], curves.get(key)) for key in headline(finals)[:_HEADLINE_RESULTS])


def _result(final: Fact, curve: Series | None) -> Result:
    name = metric_name(final.name, final.split)
    if curve is None or curve.first.value == curve.last.value or final.line != curve.last.line:
        return Result(name, final.shown, "", (final,), final.line)
    unit = "%" if curve.unit == "%" and not curve.first.value.endswith("%") else ""
    if setting := swept_in(final.step):
        ends = f"{curve.first.shown}{unit} at {spoken(setting)} {curve.first.step}"
        value = f"{ends} and {curve.last.shown}{unit} at {curve.last.step}"
        return Result(name, value, "", (final,), final.line, swept=setting)
    best = curve.best
    best_text = (
        "" if best is None or best.value == curve.last.value else f"{best.shown}{unit}" + at_step(best.step, final.step)
    )
    first, last = f"{curve.first.shown}{unit}", f"{curve.last.shown}{unit}"
    stage = _stage(final.step) if _is_whole(curve.first.step) else ""
    return Result(name, f"{first} → {last}", best_text, (final,), curve.last.line, first, last, stage)


def _stage(step: str) -> str:
    """Say what a step counts, as its log does: `Epoch 6` is an epoch."""
    word = step.split(maxsplit=1)[0].casefold() if step[:1].isalpha() else ""
    return word if word in ("epoch", "step", "round", "iteration") else ""


def _is_whole(step: str) -> bool:
    """Tell whether a curve begins with a whole step: one of epoch 0.07 does not tell of the first epoch."""
    return step.removesuffix(".0").isdigit()


def at_step(step: str, like: str = "") -> str:
    """Say at which step; `like` is a step as the log counts it, such as `Epoch 6`, without which a number stays one."""
    if step.isdigit() and not like:
        return f" at {step}"
    kind = (
        like.split(maxsplit=1)[0].casefold()
        if like[:1].isalpha() and " " in like
        else "step"
        if step.isdigit()
        else "epoch"
    )
    counted = f"{kind} {step.removesuffix('.0')}" if step[:1].isdigit() else step
    return f" at {counted}" if step else ""


def _grouped(
    run: Run, heads: tuple[str, ...], parts: tuple[tuple[str, ...], ...]
) -> list[tuple[Fact, list[tuple[Fact, ...]]]]:
    """Group each note of the kind `heads` with the notes that explain it and follow it, up to the next such note."""
    groups: list[tuple[Fact, list[list[Fact]]]] = []
    for fact in run.facts:
        if fact.kind is not FactKind.NOTE:
            continue
        name = fact.name.casefold()
        if name in heads:
            groups.append((fact, [[] for _ in parts]))
        elif groups:
            for place, names in zip(groups[-1][1], parts, strict=True):
                if name in names:
                    place.append(fact)
    return [(fact, [tuple(place) for place in places]) for fact, places in groups]


_DECISION_PARTS = (
    ("why", "rationale", "reason", "because"),
    ("alternative", "alternatives", "alternative considered"),
    ("rejected", "rejected because"),
)
_INSIGHT_PARTS = (("impact",), ("evidence",))
