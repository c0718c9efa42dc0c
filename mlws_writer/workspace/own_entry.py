"""A person's own words, put into the activity log as theirs: from then on no re-run touches them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from mlws_writer.documents.blocks import SECTION_ORDER, Bullet, DayEntry, Plan, Section, Slot, What
from mlws_writer.documents.commit import commit, preview
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Refused, UsageError
from mlws_writer.facts.seen import guarded
from mlws_writer.workspace.layout import Workspace

SLOT = Slot("own", "entry")
TODO = "Next Steps"
DEFAULT = "Learning"


def section_and_text(words: Sequence[str], names: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Tell the section from the text: the first word names one, if it does so exactly or stands before one text.

    `names` are those that a person has for our sections; both are understood.
    """
    own = names or {}
    titles = {title.casefold(): title for title in SECTION_ORDER}
    titles |= {name.casefold(): title for title, name in own.items()}
    first = words[0] if words else ""
    title = titles.get(first.casefold().replace("-", " "))
    if title and (len(words) == 2 or first in {title, own.get(title)}):
        return title, " ".join(words[1:])
    if len(words) == 2 and first[:1].isupper() and " " not in first and " " in words[1]:
        known = ", ".join(own.get(title, title) for title in SECTION_ORDER)
        raise UsageError(f"{first!r} is no section", why=f"there are {known}", fix="name one of them, or quote it all")
    return "", " ".join(words)


def write(workspace: Workspace, day: date, section: str, text: str, head: str, *, dry_run: bool = False) -> Plan:
    """Put a text under a day, its first line as a bullet and the others below it; Refused where it cannot stand.

    A secret in it is hidden: the activity log is there to be shared.
    """
    entry = DayEntry(day, (Section(section, (bullet(section, guarded(text)),)),)).called(workspace.settings.sections)

    def make_plan(raw: bytes | None, ledger: Ledger) -> Plan:
        plan = plan_entry(raw, ledger, entry, head=head)
        return replace(plan, emitted=())  # not remembered as ours: it is the person's

    if dry_run:
        plan = preview(workspace.activity, workspace.root, make_plan)
    else:
        plan = commit(workspace.activity, workspace.root, make_plan, at=workspace.now)
    refused = next((note for note in plan.report if note.what is What.REFUSED), None)
    if refused:
        raise Refused(
            f"{workspace.name(workspace.activity)}: the entry cannot stand there",
            why=f"as a bullet it would change what stands around it: {refused.text!r}",
            fix="write it by hand, or without Markdown",
        )
    return plan


def bullet(section: str, text: str) -> Bullet:
    """Return the bullet of a text of one or more lines."""
    first, *others = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    if not first:
        raise UsageError("there is nothing to log", why="the text is empty", fix='mlws log Experiments "what you did"')
    children = tuple(
        Bullet(Slot(SLOT.run, f"line {number}"), _unmarked(line), "own", link="")
        for number, line in enumerate(others, start=2)
    )
    box = "[ ] " if section == TODO and not first.startswith("[") else ""
    return Bullet(SLOT, box + _unmarked(first), "own", children, link="")


def _unmarked(line: str) -> str:
    return line[2:].lstrip() if line[:2] in {"- ", "* ", "+ "} else line
