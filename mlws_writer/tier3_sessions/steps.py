"""What comes next, each thing once: the steps of the entry as they stand, and what logs want later."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from mlws_writer.checking.reading.language import content, stem
from mlws_writer.documents.inline import without_markup
from mlws_writer.facts.model import Fact, FactKind, Work
from mlws_writer.tier2_activity.summary import Summary, unique
from mlws_writer.tier3_sessions.tasks import Remark

_WHOLE, _HALF, _FEWEST = 0.8, 0.5, 3
"""How much of the shorter of two steps stands in the longer, and how much both have in common, if they are one."""
_IDLE = frozenset(
    map(stem, ("try", "put", "make", "use", "set", "new", "next", "fine", "tuned", "fine-tuned", "trained"))
)
"""Words that tell no step from another."""
_MODEL = stem("model")


def next_steps(
    standing: Sequence[Remark], summaries: Sequence[Summary], cite: Callable[[Fact], str]
) -> tuple[tuple[Remark, ...], tuple[tuple[Fact, str], ...]]:
    """Give the steps of the entry, and what logs want later with where they say so.

    Of two that say nearly the same the first stands, and cites what the other cites.
    """
    made = {f.value for s in summaries if s.run.work is Work.TRAINING for f in s.of(FactKind.ARTIFACT)}
    steps: list[Remark] = []
    for step in standing:
        twin = next((n for n, each in enumerate(steps) if _same(each.text, step.text, made)), None)
        if twin is None or steps[twin].done != step.done:
            steps.append(step)
        else:
            steps[twin] = replace(steps[twin], text=_citing(steps[twin].text, _cited(step.text)))
    later: list[tuple[Fact, str]] = []
    for fact in unique(f for s in summaries for f in s.notes("later", "future")):
        near = next((n for n, each in enumerate(steps) if _same(each.text, fact.value, made)), None)
        twin = next((n for n, (each, _) in enumerate(later) if _same(each.value, fact.value, made)), None)
        if near is not None:
            steps[near] = replace(steps[near], text=_citing(steps[near].text, cite(fact)))
        elif twin is not None:
            later[twin] = later[twin][0], f"{later[twin][1]}, {cite(fact)}"
        else:
            later.append((fact, cite(fact)))
    return tuple(steps), tuple(later)


def _same(one: str, other: str, made: Collection[str]) -> bool:
    """Tell whether two steps are nearly the same, whatever they call a model that was made that day."""
    first, second = (_told(text, made) for text in (one, other))
    common, shorter = len(first & second), min(len(first), len(second))
    same = shorter >= _FEWEST and common >= _WHOLE * shorter and common >= _HALF * len(first | second)
    return same and _numbers(one, made) == _numbers(other, made)


def _told(text: str, made: Collection[str]) -> frozenset[str]:
    bare = _without(text, made)
    named = frozenset({_MODEL}) if bare != without_markup(_CITED.sub("", text)) else frozenset[str]()
    return (content(bare) | named) - _IDLE


def _numbers(text: str, made: Collection[str]) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", _without(text, made)))


def _without(text: str, made: Collection[str]) -> str:
    bare = without_markup(_CITED.sub("", text))
    for name in sorted(made, key=len, reverse=True):
        bare = bare.replace(name, " ")
    return bare


_CITED = re.compile(r"\s*\((\[[^\]]*\]\([^()\s]*\)(?:, \[[^\]]*\]\([^()\s]*\))*)\)\s*$")


def _cited(text: str) -> str:
    found = _CITED.search(text)
    return found[1] if found else ""


def _citing(text: str, place: str) -> str:
    """Add a place to those that a step cites."""
    known = _cited(text)
    if not place or place in known:
        return text
    return f"{_CITED.sub('', text)} ({known + ', ' if known else ''}{place})"
