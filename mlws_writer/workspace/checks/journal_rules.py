"""Rules about the activity log: what is missing in it, and what the method says of its form."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from mlws_writer.documents.attention import Need
from mlws_writer.documents.blocks import What
from mlws_writer.documents.dates import day_of
from mlws_writer.documents.markdown import links_of
from mlws_writer.workspace.checks.ground import Finding, Ground, named, tree

LINES_A_SECTION = 10
AHEAD = timedelta(days=31)
"""How far ahead a person may plan; what lies further is a slip of the pen."""

_RUN_SECTIONS = ("Models", "Experiments", "Agents", "Datasets")
_TRACE = re.compile(
    r"Traceback \(most recent call last\)|^\s*File \"[^\"]+\", line \d+|^\s*at [\w.$<>]+\([\w.]+:\d+\)"
    r"|^thread '[^']*' panicked at |^goroutine \d+ \["
)
_UNREAD_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b", re.ASCII)


def missing_days(ground: Ground) -> Iterator[Finding]:
    """Find days before today that have runs and no entry."""
    for day, runs in sorted(ground.runs.items()):
        if day < ground.workspace.today and day not in ground.days and _would_write(ground, day):
            names = named(run.summary.run.name for run in runs)
            text = f"{day} has no entry, though there are logs of it ({names})"
            yield Finding("missing-day", ground.journal.name, 1, text, f"mlws summarize {day}")


def stale_days(ground: Ground) -> Iterator[Finding]:
    """Find days before today whose logs say more than their entry."""
    for day in sorted(ground.days):
        count = _would_write(ground, day)
        if day < ground.workspace.today and count:
            text = f"the logs of {day} say more than its entry: {count} bullet{'s' if count > 1 else ''} would be new"
            yield Finding("stale-day", ground.journal.name, ground.line_of(day), text, f"mlws summarize {day}")


def _would_write(ground: Ground, day: date) -> int:
    return sum(note.what in {What.INSERTED, What.UPDATED} for note in ground.outlook.get(day, ()))


def long_sections(ground: Ground) -> Iterator[Finding]:
    """Find sections that their author has made longer than ten lines; open boxes may be as many as there are."""
    for day, bullets in ground.entries.items():
        for section in dict.fromkeys(bullet.section for bullet in bullets):
            inside = list(tree(b for b in bullets if b.section == section))
            own = [bullet for bullet in inside if bullet.text not in ground.ours]
            if section not in {"", "Next Steps"} and own and len(inside) > LINES_A_SECTION:
                text = f"{section} of {day} has {len(inside)} lines; more than {LINES_A_SECTION} are not read again"
                fix = f"keep what matters, and tell the rest in a session: mlws draft-session {day}"
                yield Finding("long-section", ground.journal.name, min(b.line for b in inside), text, fix)


def stack_traces(ground: Ground) -> Iterator[Finding]:
    """Find stack traces in the activity log, the first line of each."""
    above = -2
    for number, line in enumerate(ground.journal.lines, 1):
        if _TRACE.search(line.lstrip("->*+ \t")):
            if number > above + 2:
                text = "a stack trace stands in the activity log; it belongs into the execution log"
                fix = "say what failed in a sentence, and link the line of the log"
                yield Finding("stack-trace", ground.journal.name, number, text, fix)
            above = number


def steps_without_boxes(ground: Ground) -> Iterator[Finding]:
    """Find bullets under Next Steps that nobody can tick."""
    for day, bullet in ground.bullets("Next Steps"):
        if not bullet.box and bullet.text and _is_bullet(ground, bullet.line):
            text = f"a next step of {day} has no box: {_short(bullet.text)}"
            yield Finding("no-box", ground.journal.name, bullet.line, text, "begin it with `- [ ] `")


def _is_bullet(ground: Ground, line: int) -> bool:
    return bool(re.match(r"\s*([-*+]|\d+[.)])\s", ground.journal.lines[line - 1]))


def unlinked_runs(ground: Ground) -> Iterator[Finding]:
    """Find bullets that name a run of their day and lead to no log."""
    for day, bullet in ground.bullets(*_RUN_SECTIONS):
        if bullet.text in ground.ours or any(links_of(each.words or each.text) for each in tree([bullet])):
            continue
        for run in ground.runs.get(day, ()):
            name = run.summary.run.name
            if re.search(r"[-_\d]", name) and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", bullet.words):
                text = f"{name} is named without a link to its log"
                fix = f"add ([log]({run.summary.run.log})) to the bullet"
                yield Finding("no-link", ground.journal.name, bullet.line, text, fix)
                break


def days_out_of_order(ground: Ground) -> Iterator[Finding]:
    """Find days that break the order which the others have, and days that stand twice."""
    page = ground.journal.page
    days = [day for day, _ in page.dated]
    rising = sum(a < b for a, b in pairwise(days)) > sum(a > b for a, b in pairwise(days))
    for above, below in pairwise(days):
        if above != below and (above < below) is not rising:
            text = f"{below} stands under {above}, though the {'oldest' if rising else 'newest'} day comes first here"
            yield Finding("day-order", ground.journal.name, ground.line_of(below), text, "move the day to its place")
    for day in (day for day, count in Counter(days).items() if count > 1):
        second = page.days(day)[1]
        line = page.number(second.chunk, second.line)
        text = f"{day} stands twice; it begins at line {ground.line_of(day)}"
        yield Finding("day-twice", ground.journal.name, line, text, "bring the two together")


def unreadable_days(ground: Ground) -> Iterator[Finding]:
    """Find headings with a date that no calendar has, that can be read in two ways, or that lies far ahead."""
    above = 1
    for chunk in ground.journal.page.chunks:
        for heading in chunk.parsed.headings:
            found = _UNREAD_DATE.match(heading.text.lstrip("[*_ "))
            if heading.level == 2 and found and day_of(heading.text) is None:
                text = f"{found.group()} cannot be read as a day"
                yield Finding(
                    "date",
                    ground.journal.name,
                    above + heading.line,
                    text,
                    "write it as 2024-10-19",
                )
        above += chunk.lines
    for day in ground.days:
        if day > ground.workspace.today + AHEAD:
            text = f"{day} lies far ahead; today is {ground.workspace.today}"
            yield Finding("date", ground.journal.name, ground.line_of(day), text, "correct the date of the heading")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"


def bullets_in_doubt(ground: Ground) -> Iterator[Finding]:
    """Find bullets of ours that their author changed although there is news, took out, doubled, or saved over."""
    copied = {item.slots[0].run: item for item in reversed(ground.needs) if item.need is Need.COPIED}
    for item in ground.needs:
        if item.need is Need.COPIED and item is not copied[item.slots[0].run]:
            continue  # what hangs under a copied bullet is copied with it
        say, fix, is_open = _NEEDS[item.need]
        day = date.fromisoformat(item.day) if item.day else None
        line = item.line or (ground.line_of(day) if day else 1)
        text = f"{say}: {_short(item.wanted if item.need is Need.NEWS else item.text)}"
        if len(item.slots) > 1:
            text += f" (and {len(item.slots) - 1} more)"
        rule = f"bullet-{item.need.replace(' ', '-')}"
        yield Finding(rule, ground.journal.name, line, text, fix.format(id=item.id), is_open)


_NEEDS = {
    Need.NEWS: ("as you wrote it, while the log says more by now", "mlws accept {id} takes the newer text", True),
    Need.TAKEN_BACK: ("an older version was saved over what was written", "mlws restore {id} brings it back", True),
    Need.COPIED: ("stands more than once, so that no copy is kept up to date", "remove all copies but one", True),
    Need.DELETED: ("taken out by you", "mlws restore {id} brings it back", False),
}


RULES = (
    bullets_in_doubt,
    missing_days,
    stale_days,
    long_sections,
    stack_traces,
    steps_without_boxes,
    unlinked_runs,
    days_out_of_order,
    unreadable_days,
)
