"""Runs of a day → the entry of that day: slots in sections, in words that the facts license."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mlws_writer.documents.blocks import ABOVE, SECTION_ORDER, Bullet, DayEntry, Section, Slot, source_of
from mlws_writer.documents.inline import link
from mlws_writer.facts.derive import Contrast, contrasts
from mlws_writer.facts.model import Fact, FactKind, Outcome, Work
from mlws_writer.facts.results import is_short, settings
from mlws_writer.tier2_activity.choosing import best_of, choose, within
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.day_line import RUNS_IN_FULL, day_line, places_said
from mlws_writer.tier2_activity.summary import Summary, metric_name, spoken

Say = Callable[..., str]
"""Renders one wording of templates/entry.md.j2: `say("status", summary=…)`; gives "" where there is nothing to say."""

LINES_A_SECTION = 10

SECTION_OF = {
    Work.TRAINING: "Models",
    Work.SERVER: "Models",
    Work.EXPERIMENT: "Experiments",
    Work.OTHER: "Experiments",
    Work.AGENT: "Agents",
    Work.DATA: "Datasets",
}


@dataclass(frozen=True, slots=True)
class EntryMaker:
    """Makes an entry from runs: `say` words the slots, `words` holds what a model worded and a check let through."""

    say: Say
    words: Mapping[Slot, str] = field(default_factory=dict)
    folder: str = "."
    """The folder of the journal, from which its links are seen."""

    def entry(self, day: date, runs: Sequence[DayRun], *, extra: Sequence[tuple[str, Bullet]] = ()) -> DayEntry:
        """Write the entry of a day; `extra` are bullets from elsewhere with their sections."""
        sections: dict[str, list[Bullet]] = {title: [] for title in SECTION_ORDER}
        for title, bullets in sections.items():
            group = [run for run in runs if SECTION_OF[run.summary.run.work] == title]
            bullets.extend(self._runs(day, title, group))
        placed = {child.slot for found in sections.values() for top in found for child in top.children}
        sections["Learning"].extend(self._learning(runs, placed))
        sections["Next Steps"].extend(self._next_steps(runs))
        for title, bullet in extra:
            sections[title].append(bullet)
        found = {ABOVE: list(self._day(day, runs)), **sections}
        return DayEntry(day, tuple(Section(title, tuple(bullets)) for title, bullets in found.items() if bullets))

    def _day(self, day: date, runs: Sequence[DayRun]) -> Iterable[Bullet]:
        """Tell a day of many runs in a line, above its sections."""
        if (line := day_line(runs)) is None:
            return
        slot = Slot("day", f"line@{day}")
        worded = self.words.get(Slot("day", "line"), "")
        text = self.say("day", line=line, worded=worded)
        places = (places_said(runs, worded) if worded else ()) or line.places
        links = [self._link(run, fact.line, _stamp(fact) or "log") for run, fact in places]
        source = source_of(*(part for run in runs for part in (run.source, run.verb)))
        yield Bullet(slot, f"{text} ({', '.join(links)})" if links else text, source, link="")

    def _runs(self, day: date, title: str, runs: Sequence[DayRun]) -> list[Bullet]:
        if not runs:
            return []
        brief = len(runs) > RUNS_IN_FULL
        shown_runs, left_out = choose(runs, LINES_A_SECTION - 1 if len(runs) > LINES_A_SECTION else LINES_A_SECTION)
        detailed = {id(run) for run in (best_of(shown_runs) if brief else shown_runs)}
        names = [f"{run.summary.run.name}" for run in shown_runs]
        bullets = []
        for run in shown_runs:
            twin = names.count(run.summary.run.name) > 1
            bullets.append(self._run(run, in_full=id(run) in detailed, brief=brief, twin=twin, runs=runs))
        bullets = within(bullets, LINES_A_SECTION - bool(left_out))
        if left_out:
            left = Counter(run.summary.run.name for run in left_out)
            text = self.say("left_out", names=left, count=len(left_out))
            slot = Slot("day", f"left out:{title}@{day}")
            bullets.append(Bullet(slot, text, source_of(*(r.source for r in left_out))))
        return bullets

    def _run(self, day: DayRun, *, in_full: bool, brief: bool, twin: bool, runs: Sequence[DayRun]) -> Bullet:
        summary = day.summary
        headline = self.say(
            "headline",
            verb=day.verb,
            summary=summary,
            apart=apart(summary, [r.summary for r in runs]) if twin or not brief else (),
            results=summary.results[:2] if brief and not in_full and day.last else (),
            error=summary.error if brief and day.last else None,
            dated_by=day.dated_by,
            worded=self.words.get(Slot(summary.run.id, "headline"), ""),
        )
        top = self._bullet(day, "headline", headline, _first_line(summary), day.stamp)
        if not in_full:
            return top
        return Bullet(top.slot, top.text, top.source, tuple(self._details(day)))

    def _details(self, day: DayRun) -> Iterable[Bullet]:
        summary = day.summary
        for fact in summary.notes("goal")[:1]:
            if day.first:
                yield self._from_fact(day, "goal", fact)
        if not day.last:
            yield self._bullet(day, "status", self.say("going_on", first=day.first), _first_line(summary), "")
            return
        yield self._bullet(
            day, "status", self.say("status", **status(summary)), *_place(summary, summary.run.outcome_line)
        )
        if summary.results:
            line, stamp = _place(summary, summary.results[0].line)
            yield self._bullet(
                day, "result", self.say("result", results=summary.results, memory=summary.peak_memory), line, stamp
            )
        if created := created_by(summary):
            yield self._bullet(day, "created", self.say("created", artifacts=created), *_mark(created[-1]))
        for fact in summary.notes("insight")[:1]:
            yield self._from_fact(day, "insight", fact)

    def _learning(self, runs: Sequence[DayRun], placed: Collection[Slot]) -> Iterable[Bullet]:
        sources = {day.summary.run.id: day for day in runs}
        ended = [day.summary.run for day in runs if day.last]
        for contrast in contrasts(ended)[:3]:
            day = sources[contrast.after.id]
            slot = Slot(contrast.after.id, f"against:{contrast.before.id}")
            worded = self.words.get(slot, "")
            text = self.say("contrast", contrast=contrast, worded=worded, **contrast_words(contrast))
            links = [self._link(day, f.line, _stamp(f) or "log") for day, f in _ends(contrast, sources)]
            source = source_of(day.source, sources[contrast.before.id].source)
            yield Bullet(slot, f"{text} ({', '.join(links)})", source, link="")
        for day in (day for day in runs if day.last):
            insights = day.summary.notes("insight")
            for fact in insights[:1]:
                if Slot(day.summary.run.id, "insight") not in placed:
                    yield self._from_fact(day, "insight", fact, kind="learning")
            notes = day.summary.notes("lesson", "learned", "mistake", "discovery") + insights[1:]
            for number, fact in enumerate(notes, 1):
                yield self._from_fact(day, f"learning:{number}", fact)

    def _next_steps(self, runs: Sequence[DayRun]) -> list[Bullet]:
        found: list[Bullet] = []
        for day in (day for day in runs if day.last):
            for number, fact in enumerate(_whole(day.summary.notes("next", "todo", "next step", "next steps")), 1):
                found.append(self._from_fact(day, f"next:{number}", fact, box=True))
        for day in runs:
            if day.last and self._unresolved(day, runs):
                error = day.summary.error
                words = self.words.get(Slot(day.summary.run.id, "next:failed"), "")
                plain = self.say("look_into", summary=day.summary, error=error)
                text = "[ ] " + (self.say("next_worded", summary=day.summary, text=words) if words else plain)
                line, stamp = _mark(error) if error else _place(day.summary, day.summary.run.outcome_line)
                found.append(self._bullet(day, "next:failed", text, line, stamp))
        return found[:LINES_A_SECTION]

    @staticmethod
    def _unresolved(day: DayRun, runs: Sequence[DayRun]) -> bool:
        """Tell whether a run failed, says nothing of what comes next, and was not done again with success."""
        run = day.summary.run
        if run.outcome is not Outcome.FAILED or day.summary.notes("next", "todo"):
            return False
        later = (r.summary.run for r in list(runs)[runs.index(day) + 1 :])
        return not any(o.name == run.name and o.outcome is Outcome.COMPLETED for o in later)

    def _from_fact(self, day: DayRun, slot: str, fact: Fact, *, box: bool = False, kind: str = "") -> Bullet:
        words = self.words.get(Slot(day.summary.run.id, slot), fact.value)
        text = self.say(kind or slot.partition(":")[0], text=words)
        return self._bullet(day, slot, ("[ ] " if box else "") + text, *_mark(fact))

    def _bullet(self, day: DayRun, slot: str, text: str, line: int, stamp: str) -> Bullet:
        mark = f" ({self._link(day, line, stamp or ('log' if slot == 'headline' else f'line {line}'))})" if line else ""
        return Bullet(
            day.slot(slot), text + mark, source_of(day.source, day.verb if slot in ("headline", "status") else "")
        )

    def _link(self, day: DayRun, line: int, label: str) -> str:
        return link(label, day.summary.run.log, line=line, start=self.folder)


def _whole(notes: Sequence[Fact]) -> Iterable[Fact]:
    """Leave out the notes that a log repeats cut short."""
    said = [" ".join(fact.value.split()) for fact in notes]
    return (
        fact for fact, text in zip(notes, said, strict=True) if not any(o != text and o.startswith(text) for o in said)
    )


def apart(summary: Summary, among: Sequence[Summary]) -> tuple[Fact, ...]:
    """Give the settings that tell a run from others of the day that have the same settings, at most three."""
    others = [settings(s.run) for s in among if s is not summary and s.run.work is summary.run.work]
    mine = settings(summary.run)
    different = [f for k, f in mine.items() if is_short(f) and any(k in o and o[k].value != f.value for o in others)]
    return tuple(different[:3])


def status(summary: Summary) -> dict[str, object]:
    """Give what the status line says: how the run ended, after how long, with which error, and kinds of warning."""
    return {
        "outcome": summary.run.outcome.value,
        "duration": summary.took,
        "error": summary.error,
        "stop": summary.stop,
        "warnings": len(summary.of(FactKind.WARNING)),
    }


def created_by(summary: Summary) -> tuple[Fact, ...]:
    """Give what the run left behind, the most important two, in the order of the log."""
    rank = {name: number for number, name in enumerate(_MADE)}
    made = summary.of(FactKind.ARTIFACT)
    made = tuple({fact.value: fact for fact in reversed(made)}.values())  # one thing may be logged under two names
    best = sorted(made, key=lambda f: (rank.get(f.name.casefold(), len(rank)), -f.weight, -f.line))[:2]
    return tuple(sorted(best, key=lambda f: f.line))


_MADE = ("model", "dataset", "checkpoint", "results", "saved", "code")
"""What a run leaves behind, by how much a reader wants to know of it."""


def contrast_words(contrast: Contrast) -> dict[str, object]:
    """Give what a comparison says: the setting, and each metric's two values with their difference."""
    rows = []
    for difference in contrast.differences[:3]:
        amount = abs(difference.amount)
        points = " points" if difference.in_points else ""
        said = f"{amount.normalize():f}{points} {difference.way}" if amount else difference.way
        metric = metric_name(difference.metric, difference.after.split)
        rows.append(
            {"metric": metric, "new": difference.after.shown, "old": difference.before.shown, "difference": said}
        )
    return {"setting": spoken(contrast.setting), "rows": rows}


def _ends(contrast: Contrast, days: Mapping[str, DayRun]) -> list[tuple[DayRun, Fact]]:
    first = contrast.differences[0]
    return [(days[contrast.before.id], first.before), (days[contrast.after.id], first.after)]


def _first_line(summary: Summary) -> int:
    return max(1, summary.run.first_line)


def _place(summary: Summary, line: int) -> tuple[int, str]:
    """Give a line of the run with the time it was logged at, from a fact of that line or the run's end."""
    if not line:
        line = summary.run.last_line
    stamps = (_stamp(f) for f in summary.run.facts if f.line == line)
    ended = summary.run.ended
    late = ended.strftime("%H:%M") if ended and line >= summary.run.outcome_line else ""
    return line, next((s for s in stamps if s), late)


def _mark(fact: Fact) -> tuple[int, str]:
    return fact.line, _stamp(fact)


def _stamp(fact: Fact) -> str:
    return fact.time.strftime("%H:%M") if fact.time else ""
