"""Ideas for posts in words: of the templates, or of a model whose words a check let through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.facts.model import Fact
from mlws_writer.tier2_activity.entry import contrast_words
from mlws_writer.tier2_activity.summary import Summary
from mlws_writer.tier2_activity.wording import templates
from mlws_writer.tier3_sessions.headlines import course
from mlws_writer.tier3_sessions.ideas import Idea


@dataclass(frozen=True, slots=True)
class Pitch:
    """A post that could be written: plain text, the runs it would tell of, and the facts it would rest on."""

    title: str
    angle: str
    audience: str
    takeaways: tuple[str, ...]
    summaries: tuple[Summary, ...]
    facts: tuple[Fact, ...]


def pitch(
    ideas: Sequence[Idea], overrides: Path | None = None, titles: Mapping[int, str] | None = None
) -> tuple[Pitch, ...]:
    """Word ideas with the templates; `titles` are those that a model gave, by the number of the idea."""
    opened = templates(overrides)
    opened.filters = {**opened.filters, "contrast_words": contrast_words, "course": course}
    module = opened.get_template("ideas.md.j2").module

    def say(part: str, idea: Idea) -> str:
        macro: Callable[[Idea], str] = getattr(module, part)
        return str(macro(idea)).strip()

    return tuple(
        Pitch(
            title=(titles or {}).get(number) or " ".join(say("title", idea).split()),
            angle=" ".join(say("angle", idea).split()),
            audience=" ".join(say("audience", idea).split()),
            takeaways=tuple(line for line in say("takeaways", idea).split("\n") if line.strip()),
            summaries=idea.summaries,
            facts=idea.facts,
        )
        for number, idea in enumerate(ideas)
    )
