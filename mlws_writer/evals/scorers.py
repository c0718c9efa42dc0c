"""Scorers: each looks at one thing that must hold of a document, gives 0 to 1, and says what is missing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlws_writer.checking.check import check
from mlws_writer.evals.cases import Case, Played
from mlws_writer.facts.derive import contrasts
from mlws_writer.tier2_activity.asking import difference_facts
from mlws_writer.tier2_activity.summary import run_names

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HEADING = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Score:
    """What one scorer found: a value from 0 to 1, and each thing that is wrong."""

    scorer: str
    value: float
    findings: tuple[str, ...] = ()


def recall(case: Case, played: Played) -> Score:
    """Share of the facts that a reader must find, and do stand in the document."""
    missing = [text for text in case.must if text not in _plain(played.text)]
    return _share("recall", len(case.must), [f"missing: {text}" for text in missing])


def support(case: Case, played: Played) -> Score:
    """Share of the model's published texts that the facts of the day support, and nothing that must not be said."""
    facts = [f for run in played.runs for f in run.facts]
    facts += [f for c in contrasts(list(played.runs)) for f in difference_facts(c)]
    wrong = [f"said: {text}" for text in case.must_not if text in played.text]
    names = run_names(played.runs)
    for text in played.published:
        verdict = check(text, facts, run_names=names, view=case.kind == "ideas")
        if not verdict.ok:
            wrong.append(f"{verdict.reason}: {text[:90]}")
    return _share("support", len(played.published) + len(case.must_not), wrong)


def form(case: Case, played: Played) -> Score:
    """Whether the document has the shape of its kind: headings, links to log lines, no leftovers of templates."""
    text = played.text
    wrong = [f"left over: {mark}" for mark in ("{{", "}}", "{%", "None", "Undefined") if mark in text]
    if case.kind == "entry":
        bullets = [line for line in text.split("\n") if re.match(r"\s*[-*] ", line)]
        wrong += [f"no link: {line.strip()[:60]}" for line in bullets if "](" not in line]
        wrong += [] if f"## {case.day}" in text else ["no heading of the day"]
    else:
        wrong += [] if "**Angle**" in text or "## " in text else ["no headings"]
    return _share("form", 5, wrong)


def length(case: Case, played: Played) -> Score:
    """Whether each section keeps to its lines."""
    wrong = []
    if case.kind == "entry":
        for title, body in _sections(played.text):
            lines = [line for line in body.split("\n") if line.strip()]
            if len(lines) > case.longest:
                wrong.append(f"{title} has {len(lines)} lines")
    else:
        paragraphs = [p for p in played.text.split("\n\n") if not p.lstrip().startswith(("-", "|", "#", "`", "*"))]
        wrong = [f"{len(p.split())} words: {p[:50]}" for p in paragraphs if len(p.split()) > 130]
    return _share("length", 1, wrong)


def section(case: Case, played: Played) -> Score:
    """Share of the texts that stand under the heading where they belong."""
    bodies: dict[str, str] = {}
    for title, body in _sections(played.text):
        bodies[title] = bodies.get(title, "") + _plain(body)
    wanted = [(title, text) for title, texts in case.sections.items() for text in texts]
    wrong = [f"not under {title}: {text}" for title, text in wanted if text not in bodies.get(title, "")]
    return _share("section", len(wanted), wrong)


def worded(case: Case, played: Played) -> Score:
    """Whether enough of the texts that were wanted are the model's own; 0 where none should have come through."""
    share = len(played.published) / played.wanted if played.wanted else 0.0
    wrong = [f"{len(played.published)} of {played.wanted} texts are the model's"] if share < case.by_model else []
    return _share("worded", 1, wrong)


SCORERS: tuple[Callable[[Case, Played], Score], ...] = (recall, support, form, length, section, worded)
"""To add a scorer, write a function and name it here."""


def score(case: Case, played: Played) -> tuple[Score, ...]:
    """Ask every scorer."""
    return tuple(scorer(case, played) for scorer in SCORERS)


def _share(name: str, asked: int, wrong: list[str]) -> Score:
    total = max(asked, len(wrong), 1)
    return Score(name, (total - len(wrong)) / total, tuple(wrong))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    found = list(_HEADING.finditer(text))
    ends = [m.start() for m in found[1:]] + [len(text)]
    for heading, end in zip(found, ends, strict=True):
        yield heading[2], text[heading.end() : end]


def _plain(text: str) -> str:
    """Take links, emphasis and escapes off, so that words are compared with words."""
    return re.sub(r"\\([^\w\s])", r"\1", _LINK.sub(r"\1", text)).replace("**", "")
