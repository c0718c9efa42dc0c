"""The report as one page: each case with its log, and side by side what each quality answered and what became of it."""

import json
import re
from collections.abc import Sequence

from mlws_writer.evals.grading import Graded
from mlws_writer.evals.playing import Text
from mlws_writer.evals.report import Report, counts
from mlws_writer.writing.prompts import environment


def page(report: Report) -> str:
    """Write the page; it needs no other file."""
    names = dict.fromkeys(each.case.name for each in report.graded)
    plays = [each for quality in report.qualities for each in report.of(quality)]
    values = {
        "report": report,
        "qualities": [(q, counts(report.of(q)), _mean(report.of(q))) for q in report.qualities],
        "cases": [_case([each for each in plays if each.case.name == name]) for name in names],
    }
    return environment("templates").get_template("evals/report.html.j2").render(values)


def _mean(plays: Sequence[Graded]) -> str:
    return f"{sum(each.mean for each in plays) / len(plays):.0%}"


def _case(plays: Sequence[Graded]) -> dict[str, object]:
    case = plays[0].case
    logs = [(name, raw.decode("utf-8", "replace").rstrip("\n").split("\n")) for name, raw in case.logs.items()]
    prompts = list({c.prompt.version: c.prompt for each in plays for c in each.played.calls}.values())
    return {"case": case, "logs": logs, "prompts": prompts, "plays": [_play(each) for each in plays]}


def _play(each: Graded) -> dict[str, object]:
    return {
        "graded": each,
        "how": getattr(each.by, "how", "asked now"),
        "mean": f"{each.mean:.0%}",
        "texts": [(text, _state(text)) for text in each.played.texts],
        "reply": "\n\n".join(json.dumps(c.reply, ensure_ascii=False, indent=1) for c in each.played.calls),
        "document": re.sub(r"\]\([^)]*\)", "]", each.played.text).strip(),
    }


def _state(text: Text) -> str:
    if text.published:
        return "repaired" if text.mended else "kept"
    return "refused" if any(text.offered) else "nothing said"
