"""A session of one failed run → what a post about it tells: what failed and where, how far it came, what to check."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.tier2_activity.wording import full_stop
from mlws_writer.tier3_sessions.standing_session import LABEL, Piece, StandingSession

FAILED = " (failed)"
"""How the heading of a piece of work ends that failed."""
_ANSWERED = re.compile(r"\*\*What is behind [^*\n]*\?\*\* *(?P<answer>.*)", re.DOTALL)
_NO_MORE = re.compile(r"One run\b[^.]*, and it failed\.\s*")
_ENDED = re.compile(r": [^:\n]* ended with \w+\.?$")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told of one failed run, in Markdown; "" where the session does not say."""

    told: str
    stopped: str
    code: str
    tried: str
    far: str
    behind: str
    steps: tuple[str, ...]
    lesson: str


def is_failure(session: StandingSession) -> bool:
    """Tell whether a session is of one run, which failed, and of nothing that came of it or was learned from it."""
    work = [piece for piece in session.section("Tasks Completed") if piece.title]
    more = any(session.section(heading) for heading in _MORE)
    decided = any(piece.title for piece in session.section("Key Decisions & Rationale"))
    return len(work) == 1 and work[0].title.endswith(FAILED) and not (more or decided)


_MORE = ("Results & Metrics", "Technical Insights", "Lessons Learned")


def title_of(session: StandingSession) -> str:
    """Name a post about a failed run by its error, too."""
    above = _by_label("\n\n".join(piece.text for piece in session.section("Session Overview")))
    error = _error(above.get("What stopped it", ""))
    return f"{session.title}: {'an' if error[:1] in 'AEIO' else 'a'} {error}" if error else session.title


def _error(stopped: str) -> str:
    return next(iter(re.findall(r"\b\w*(?:Error|Exception|Exit)\b", stopped)), "")


def failure(overview: Sequence[str], work: Piece, decided: Sequence[str], steps: Sequence[str]) -> Failure:
    """Sort what a session says of a failed run by what a reader asks."""
    above = _by_label("\n\n".join(overview))
    below = _by_label(work.text)
    stopped, outcome = above.get("What stopped it", ""), below.get("Outcome", "")
    said = ": ".join(filter(None, (outcome.rstrip("."), stopped)))
    below[""] = _but_for(below.get("", ""), _error(stopped))
    left = [_labelled(label, text) for label, text in below.items() if text and label not in _TOLD_ELSEWHERE]
    answers = (found["answer"].strip() for text in decided if (found := _ANSWERED.match(text)))
    return Failure(
        told=_NO_MORE.sub("", above.get("", "")).strip(),
        stopped=said if said.endswith(".") or not said else f"{said}.",
        code=below.get("Where", ""),
        tried="\n\n".join(left),
        far=below.get("Details", ""),
        behind=next(answers, ""),
        steps=tuple(_step(step.removeprefix(f"{work.title.removesuffix(FAILED)}: "), stopped) for step in steps),
        lesson=below.get("For next time", ""),
    )


_TOLD_ELSEWHERE = frozenset({"Outcome", "Where", "Details", "For next time"})


def _but_for(text: str, error: str) -> str:
    """Leave out the sentences that say again how it ended."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)
    return " ".join(part for part in parts if not error or error not in part)


def _labelled(label: str, text: str) -> str:
    if not label:
        return text
    return f"**{label}**:\n\n{text}" if label in _GO_ON else f"**{label}**: {text}"


def _step(text: str, stopped: str) -> str:
    """Take off a step what was said above: where the error was raised, and which run it ended."""
    bare = _ENDED.sub("", text)
    found = _PLACE.search(bare)
    return full_stop(_PLACE.sub("", bare) if found and found[1] in stopped else bare)


_PLACE = re.compile(r" \(([^()]*, line \d+[^()]*)\)$")


def _by_label(text: str) -> dict[str, str]:
    """Part a text at its labels; a label's text goes on until the next one."""
    found: dict[str, list[str]] = {}
    label = ""
    for part in re.split(r"\n{2,}(?![ \t])", text):
        match = LABEL.match(part)
        label = match["label"] if match else "" if label not in _GO_ON else label
        found.setdefault(label, []).append(part[match.end() :] if match else part)
    return {label: "\n\n".join(parts).strip() for label, parts in found.items()}


_GO_ON = frozenset({"Details", "Execution"})
"""Labels behind which a list or code stands as a paragraph of its own."""
