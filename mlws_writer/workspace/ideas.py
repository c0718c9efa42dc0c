"""`mlws blog-ideas`: what the work of some days could become, with the sessions and log lines behind each idea."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import Emission, Slot
from mlws_writer.documents.commit import ledger_folder
from mlws_writer.documents.inline import link
from mlws_writer.documents.ledger import Ledger
from mlws_writer.errors import StorageError
from mlws_writer.facts.derive import contrasts, retries
from mlws_writer.facts.model import Fact
from mlws_writer.tier2_activity.summary import Summary, run_names
from mlws_writer.tier2_activity.wording import templates
from mlws_writer.tier3_sessions.ideas import ideas
from mlws_writer.tier3_sessions.pitch import Pitch, pitch
from mlws_writer.workspace import earlier_posts, provenance
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather, nothing
from mlws_writer.workspace.model import Ask, Composed, Tell, open_door

if TYPE_CHECKING:
    from mlws_writer.writing import compose
    from mlws_writer.writing.chat import Door

MOST = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """An idea with the places it rests on: session documents, and log lines as (log, line)."""

    pitch: Pitch
    sessions: tuple[str, ...]
    lines: tuple[tuple[str, int], ...]
    drafted: tuple[str, ...] = ()
    """The posts that carry it out already."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Links to what it rests on."""
        documents = [link(posixpath.basename(path), path) for path in self.sessions]
        logs = [link(f"{posixpath.basename(log)}, line {line}", log, line=line) for log, line in self.lines]
        return tuple(documents + logs)


def offer(  # noqa: PLR0913  what is ordered, and who hears of it
    workspace: Workspace,
    days: Sequence[date],
    model: str,
    tell: Tell = lambda note: None,
    *,
    door: "Door | None" = None,
    composed: Composed = lambda composition: None,
    refresh: bool = False,
    progress: Tell = lambda text: None,
    dry_run: bool = False,
) -> tuple[Offer, ...]:
    """Propose posts from the runs of some days: a model's own where one can be had, else what code can see.

    No two are of the same post; those that were drafted already come last, and say so.
    """
    material = gather(workspace, tell=tell)
    wanted = [day for day in days if day in material.days]
    if not wanted:
        tell(nothing(workspace, days, material))
        return ()
    runs = list({run.summary.run.id: run.summary for day in wanted for run in material.days[day]}.values())
    with open_door(workspace, Ask(model, refresh, progress=progress, door=door), tell) as opened:
        found, made = _of_model(workspace, opened, runs, tell, composed) if opened else ((), ())
    seen = ideas(runs, contrasts([s.run for s in runs]), retries([s.run for s in runs]))
    own = pitch([idea for idea in seen if idea.title], workspace.templates)  # an idea that the author noted is not lost
    found = (*own, *found) if found else pitch(seen, workspace.templates)
    found = tuple(found[place] for place in earlier_posts.distinct(each.title for each in found))[:MOST]
    sessions, posts = sessions_of(workspace, wanted), earlier_posts.titles(workspace)
    offers = tuple(_offer(each, sessions, earlier_posts.of_idea(each.title, posts)) for each in found)
    offers = tuple(sorted(offers, key=lambda each: bool(each.drafted)))
    if offers and not dry_run:  # where the author saves them, nobody knows; a text is known by its digest
        written = Emission(Slot("ideas", ",".join(map(str, wanted))), render(workspace, offers), "")
        making = provenance.Making(tuple(s.run for s in runs), material.readings, made)
        try:
            provenance.keep(workspace, "", (written,), making)
        except StorageError as error:  # what is only printed needs no disk
            tell(f"What the ideas rest on was not kept: {error.why}")
    return offers


def render(workspace: Workspace, offers: Sequence[Offer]) -> str:
    """Write the ideas as Markdown."""
    shown = [
        {
            "title": o.pitch.title, "angle": o.pitch.angle, "audience": o.pitch.audience,
            "takeaways": o.pitch.takeaways, "rests_on": o.rests_on,
            "drafted": [link(file, file) for file in o.drafted],
        }
        for o in offers
    ]  # fmt: skip
    text = templates(workspace.templates).get_template("blog_ideas.md.j2").render(ideas=shown)
    return text.strip("\n") + "\n" if text.strip() else ""


def _of_model(
    workspace: Workspace, door: "Door", runs: Sequence[Summary], tell: Tell, composed: Composed
) -> "tuple[tuple[Pitch, ...], tuple[compose.Composition, ...]]":
    """Ask a model for ideas; those with a text that does not hold are left out."""
    from mlws_writer.tier2_activity.asking import difference_facts  # here: only a run with a model needs them
    from mlws_writer.tier3_sessions.asking import told
    from mlws_writer.writing import compose
    from mlws_writer.writing.asking import numbered, row
    from mlws_writer.writing.prompts import render

    derived = [f for c in contrasts([s.run for s in runs]) for f in difference_facts(c)]
    facts = [*(f for s in runs for f in told(s)), *derived]
    whole = [f for s in runs for f in s.run.facts]
    names = run_names([s.run for s in runs])
    rows = [row(name, fact, names) for name, fact in numbered(facts).items()]
    door.make_room(door.tokens(render("ideas", {"facts": rows, "most": MOST}, workspace.prompts)))
    answered = compose.ideas(
        door, facts, most=MOST, derived=derived, whole=whole, run_names=names, overrides=workspace.prompts
    )
    composed(answered)
    for note in (*answered.notes, *(refusal.told for refusal in answered.refused)):
        tell(note)
    offered = zip(answered.ideas, answered.named, strict=True)
    found = (Pitch(i.title, i.angle, i.audience, i.takeaways, _runs_of(used, runs), used) for i, used in offered)
    return tuple(found), (compose.Composition(answered.texts, answered.provenance, behind=answered.behind),)


def _runs_of(used: Sequence[Fact], runs: Sequence[Summary]) -> tuple[Summary, ...]:
    about = {f.run for f in used}
    return tuple(s for s in runs if s.run.id in about)


def sessions_of(workspace: Workspace, days: Sequence[date]) -> dict[date, str]:
    """Find the session documents that were written for these days and still lie there."""
    found: dict[date, str] = {}
    for record in Ledger.load(ledger_folder(workspace.root)).records:
        for emission in record.emitted:
            if emission.slot.run.startswith("session:") and record.file != workspace.settings.activity:
                for day in days:
                    if str(day) in emission.slot.run and (workspace.root / record.file).is_file():
                        found[day] = record.file
    return found


def _offer(each: Pitch, sessions: dict[date, str], drafted: tuple[str, ...]) -> Offer:
    days = {moment.date() for s in each.summaries for moment in (s.run.started, s.run.ended) if moment}
    places = [(f.citation.log, f.line) for f in each.facts] or [(s.run.log, s.run.first_line) for s in each.summaries]
    documents = dict.fromkeys(sessions[day] for day in sorted(days) if day in sessions)
    return Offer(each, tuple(documents), tuple(dict.fromkeys(places))[:6], drafted)
