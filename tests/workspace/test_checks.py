"""What `mlws check` finds: each rule with a file that breaks it, and one that does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mlws_writer.workspace.checks.ground import Finding
from mlws_writer.workspace.checks.look import RULES, check, mend
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace

NAME = "logs/experiments/20241019-100000-trial-one.log"
LINES = (
    "2024-10-19 10:00:00 - INFO - Model: llama3.1:8b",
    "2024-10-19 10:30:00 - INFO - Accuracy: 87.3%",
    "2024-10-19 10:30:01 - INFO - Insight: A lower rate helps",
    "2024-10-19 10:30:02 - INFO - Next: Try a lower rate",
    "2024-10-19 10:30:03 - INFO - Experiment complete",
)
SESSION = """# Trial one

**Date**: 2024-10-19

## Session Overview

We tried a lower rate because the curve was unsteady, and it helped.

- one ([log](../../logs/experiments/20241019-100000-trial-one.log#L2))
"""


@pytest.fixture
def kept(workspace: Workspace) -> Workspace:
    """Give a workspace that is well kept, three days later: a log, its entry, and the session that tells of it."""
    later = replace(workspace, now=datetime(2024, 10, 22, 9, tzinfo=UTC))
    write(later, NAME, "".join(f"{line}\n" for line in LINES))
    summarize(later, Order(model="none"))
    write(later, "docs/sessions/2024-10-19-trial-one.md", SESSION)
    return later


def write(workspace: Workspace, name: str, text: str) -> None:
    """Write a file of the workspace."""
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def edit(workspace: Workspace, old: str, new: str, name: str = "ACTIVITY.md") -> None:
    """Let the author change a document."""
    text = (workspace.root / name).read_text()
    assert text.count(old) == 1, text
    (workspace.root / name).write_text(text.replace(old, new))


def found(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Give each finding by its rule, its file, and what stands in that line."""
    return [(f.rule, f.path, _line(workspace, f)) for f in check(workspace)]


def _line(workspace: Workspace, finding: Finding) -> str:
    return (workspace.root / finding.path).read_text().split("\n")[finding.line - 1]


def test_a_well_kept_workspace_needs_nobody(kept: Workspace):
    """No rule has anything to say."""
    assert found(kept) == []


def in_journal(old: str, new: str) -> Callable[[Workspace], None]:
    """Break the journal."""
    return lambda workspace: edit(workspace, old, new)


def under(text: str) -> Callable[[Workspace], None]:
    """Write something at the head of the experiments of the day."""
    return in_journal("### Experiments\n\n", f"### Experiments\n\n{text}")


def add(name: str, text: str) -> Callable[[Workspace], None]:
    """Put a file into the workspace, or more text at the end of one."""

    def change(workspace: Workspace) -> None:
        path = workspace.root / name
        write(workspace, name, (path.read_text() if path.exists() else "") + text)

    return change


def remove(name: str) -> Callable[[Workspace], None]:
    """Take a file away."""
    return lambda workspace: (workspace.root / name).unlink()


OTHER = NAME.replace("19-100000-trial-one", "20-100000-other-run")
OTHER_LINES = "2024-10-20 10:00:00 - INFO - Model: a\n2024-10-20 10:00:01 - INFO - Experiment complete\n"
HEADING = "## 2024-10-19"
TRACE = '    Traceback (most recent call last):\n      File "a.py", line 3, in f\n        f()\n    ValueError: no\n'
BROKEN = {
    "missing-day": (add(OTHER, OTHER_LINES), "# ML Workspace Activity Log"),
    "stale-day": (
        add(NAME, "2024-10-19 11:00:00 - INFO - Lesson: Look at the data first\n"), HEADING,
    ),
    "long-section": (
        under("- mine\n" * 8), "- mine",
    ),
    "stack-trace": (under(f"- it broke\n\n{TRACE}\n"), TRACE.partition("\n")[0]),
    "no-box": (in_journal("- [ ] Try", "- Sleep\n- [ ] Try"), "- Sleep"),
    "no-link": (under("- trial-one was good\n"), "- trial-one was good"),
    "day-order": (in_journal(HEADING, f"## 2024-10-21\n\n## 2024-10-20\n\n## 2024-10-17\n\n{HEADING}"), HEADING),
    "day-twice": (in_journal(HEADING, f"{HEADING} (Saturday)\n\n- a\n\n{HEADING}"), HEADING),
    "date": (in_journal(HEADING, f"## 10/11/2024\n\n- a\n\n{HEADING}"), "## 10/11/2024"),
    "no-session": (remove("docs/sessions/2024-10-19-trial-one.md"), HEADING),
    "no-narrative": (
        add("docs/sessions/2024-10-18-list.md", "# List\n\n**Date**: 2024-10-18\n\n" + "- did a thing\n" * 6), "# List",
    ),
    "broken-link": (under("- [a](logs/gone.log)\n"), "- [a](logs/gone.log)"),
    "merge": (add("docs/sessions/2024-10-19-trial-one.md", "<<<<<<< mine\n"), "<<<<<<< mine"),
    "sync-conflict": (add("ACTIVITY.sync-conflict-20241020-120000-ABC.md", "x\n"), "x"),
    "bullet-news": (
        lambda workspace: (
            edit(workspace, "- Status: complete", "- Status: quite complete"),
            add(NAME, "2024-10-19 11:00:00 - INFO - Experiment complete\n")(workspace),
        ),
        "  - Status: quite complete, 30 min ([10:30](logs/experiments/20241019-100000-trial-one.log#L5))",
    ),
    "bullet-deleted": (in_journal("  - Insight: A lower rate helps (", "  - "), HEADING),
    "bullet-copied": (
        lambda workspace: edit(workspace, HEADING, f"## 2024-10-21\n\n{_bullet(workspace)}\n\n{HEADING}"), None,
    ),
}  # fmt: skip


def _bullet(workspace: Workspace) -> str:
    return next(line for line in workspace.activity.read_text().splitlines() if line.startswith("- Completed"))


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_finds_what_breaks_it_at_its_line(kept: Workspace, rule: str):
    """That rule, in that line."""
    change, line = BROKEN[rule]
    change(kept)

    there = [(f, text) for f, _, text in found(kept) if f == rule]

    assert len(there) == 1, found(kept)
    assert line in (None, there[0][1])


FINE = {
    "a day of today": add(NAME.replace("19-1", "22-0"), "2024-10-22 08:00:00 - INFO - Model: a\n"),
    "ten lines": under("- mine\n" * 4),
    "a word of traces": under("- no traceback any more, see file a.py\n"),
    "prose under Next Steps": in_journal("### Next Steps\n\n", "### Next Steps\n\nFirst this, with `[a](b.md)`:\n\n"),
    "a run with its link": under(f"- [trial-one]({NAME}) was good\n"),
    "a run of another day": in_journal(
        HEADING, f"## 2024-10-20\n\n### Experiments\n\n- better than trial-one\n\n{HEADING}"
    ),
    "a link in code": under("- like `[a](gone.md)`\n\n```\n[a](b.md)\n```\n"),
    "a page elsewhere": under("- <https://a.b> [c](https://c.d/e.md) [f](#g)\n"),
    "a version of somebody's": add("ACTIVITY-old.md", "x"),
    "a copy without original": add("notes (1).md", "x"),
    "a bullet in own words": in_journal("Completed: **", "Done: **"),
    "an empty session": add("docs/sessions/2024-10-21-new.md", "# New\n\n**Date**: 2024-10-21\n\n## Tasks\n\n- a\n"),
}  # fmt: skip


@pytest.mark.parametrize("change", FINE)
def test_what_is_fine_is_not_found(kept: Workspace, change: str):
    """A false alarm is worse than a miss."""
    FINE[change](kept)

    assert found(kept) == []


def test_what_was_written_for_the_author_breaks_no_rule(workspace: Workspace):
    """A busy day: runs that are named together, and more lessons than lines."""
    later = replace(workspace, now=datetime(2024, 10, 20, 0, 30, tzinfo=UTC))
    for hour in range(10, 23):
        stamp = f"2024-10-19 {hour}"
        lines = ("temperature: 0.3", f"accuracy: 0.{hour}", f"Insight: It is {hour}", "Experiment complete")
        text = "".join(f"{stamp}:0{n}:00 - INFO - {line}\n" for n, line in enumerate(lines))
        write(later, f"logs/experiments/20241019-{hour}0000-trial-{hour}.log", text)
    summarize(later, Order(model="none"))

    assert "not detailed here" in later.activity.read_text()
    assert found(later) == []


def test_each_rule_is_tested():
    """No rule without a file that breaks it."""
    assert len(RULES) == len({rule.__name__ for rule in RULES})
    assert len(BROKEN) >= len(RULES)


def test_what_a_person_deleted_is_told_and_needs_nobody(kept: Workspace):
    """They have decided, and can bring it back."""
    BROKEN["bullet-deleted"][0](kept)

    (finding,) = check(kept)

    assert not finding.open
    assert finding.fix.startswith("mlws restore ")


def test_a_trial_of_a_minute_is_not_worth_a_session(kept: Workspace):
    """Nor is what ended less than a day ago."""
    remove("docs/sessions/2024-10-19-trial-one.md")(kept)
    path = kept.root / NAME
    path.write_text(path.read_text().replace("10:30:0", "10:00:3"))
    short = [f.rule for f in check(kept) if f.rule == "no-session"]
    path.write_text("".join(f"{line}\n" for line in LINES))
    soon = [
        f.rule
        for f in check(replace(kept, now=datetime(2024, 10, 20, 10, tzinfo=UTC)))
        if f.rule == "no-session"
    ]  # fmt: skip

    assert short == soon == []


def test_fix_writes_what_is_missing_and_changes_nothing_else(kept: Workspace):
    """The other findings stay, and no line of the author's is touched."""
    for rule in ("missing-day", "no-box", "broken-link"):
        BROKEN[rule][0](kept)
    before = kept.activity.read_text()

    mend(kept, check(kept), lambda note: None)

    after = kept.activity.read_text()
    rest = iter(after.splitlines())
    assert all(any(line == new for new in rest) for line in before.splitlines())
    assert "## 2024-10-20" in after
    assert [f.rule for f in check(kept)] == ["broken-link", "no-box"]


def test_a_journal_in_a_merge_is_a_finding_and_no_error(kept: Workspace):
    """With the line of the marker."""
    edit(kept, "### Experiments\n", "<<<<<<< mine\n### Experiments\n")

    assert {f for f, _, _ in found(kept)} >= {"refused", "merge"}


def test_a_workspace_without_a_journal_has_missing_days_only(tmp_path: Path, workspace: Workspace):
    """Nothing is made by looking."""
    write(workspace, OTHER, OTHER_LINES)

    later = replace(workspace, now=datetime(2024, 10, 22, 9, tzinfo=UTC))

    assert [f.rule for f in check(later)] == ["missing-day"]
    assert not later.activity.exists()


def test_a_late_save_is_found(kept: Workspace):
    """An editor that still had the older version open wrote to it after it was replaced."""
    edit(kept, "# ML Workspace Activity Log", "# Mine")
    write(kept, OTHER, OTHER_LINES)
    with kept.activity.open("ab") as editor:
        summarize(kept, Order(model="none"))
        editor.write(b"- saved late\n")

    late = [finding for finding in check(kept) if finding.rule == "late-save"]

    assert [finding.path for finding in late] == ["ACTIVITY.md"]
    saved = next(path for path in kept.root.glob(".mlws/undo/*") if path.read_bytes().endswith(b"- saved late\n"))
    assert saved.name in late[0].text
