"""Prompt evals: cases with logs and recorded replies, scorers that need no model, and a report.

`mlws eval` grades what the whole program makes of the recorded replies; `--model NAME` asks a live model instead.
"""

from pathlib import Path

from mlws_writer.evals.cases import load_cases, play
from mlws_writer.evals.report import Report
from mlws_writer.evals.scorers import score


def run(
    *,
    cases: tuple[str, ...] = (),
    model: str = "",
    base_url: str = "",
    allow_cloud: bool = False,
    junit: Path | None = None,
) -> Report:
    """Play the cases (all, or those named), score what came out, and write a JUnit report where one is wanted."""
    graded = []
    for case in load_cases(cases):
        played = play(case, model=model, base_url=base_url, allow_cloud=allow_cloud)
        graded.append((case, score(case, played)))
    report = Report(tuple(graded), model or "recorded replies")
    if junit is not None:
        junit.write_text(report.junit(), encoding="utf-8")
    return report
