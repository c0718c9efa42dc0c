"""`mlws check`: what needs the author, and the files against the method."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere

if TYPE_CHECKING:
    from mlws_writer.workspace.checks.ground import Finding


def check(
    context: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write what is missing and stale in the journal, without a model.")
    ] = False,
) -> None:
    """Say what needs you: missing days, bullets in doubt, untold work, broken links."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace.checks import look

    findings = look.check(workspace, here.terminal.detail)
    done = look.mend(workspace, findings, here.terminal.note, dry_run=here.dry_run) if fix else None
    name = workspace.name(workspace.activity)
    if done and here.dry_run:
        here.terminal.note(diff(name, done.before or None, done.after))
    elif done:
        here.terminal.note(f"{name}: wrote {', '.join(sorted({str(placed.day) for placed in done.bullets}))}")
        findings = look.check(workspace, here.terminal.detail)
    if here.json:
        here.terminal.result(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _show(here, findings)
    if any(finding.open for finding in findings):
        raise typer.Exit(1)


def _show(here: Everywhere, findings: "Sequence[Finding]") -> None:
    """Print each finding with its way out, those that only tell last."""
    terminal = here.terminal
    for finding in sorted(findings, key=lambda finding: not finding.open):
        place = terminal.paint(f"{finding.path}:{finding.line}", "bold" if finding.open else "dim")
        terminal.result(f"{place}: {finding.text}\n  {terminal.paint('fix:', 'dim')} {finding.fix}")
    count = sum(finding.open for finding in findings)
    terminal.note(f"{count} finding{'s' if count != 1 else ''}" if count else "Nothing needs you.")
