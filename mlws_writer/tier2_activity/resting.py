"""What a text of a template rests on: the lines that it cites, and the facts whose names and values it says."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.tier2_activity.summary import metric_name

_NAMES_ITSELF = frozenset(
    (
        FactKind.MODEL,
        FactKind.DATASET,
        FactKind.TASK,
        FactKind.ARTIFACT,
        FactKind.NOTE,
        FactKind.ERROR,
        FactKind.WARNING,
    )
)
"""Facts whose value tells what it is."""
_TURNING = re.compile(r"^(?:first|best|worst|max|min) ")
"""How a point of a curve is called beside its last one."""
_ENOUGH = 60
"""So many letters of a long message tell it from others."""


def rests_on(text: str, facts: Iterable[Fact], cited: Sequence[tuple[str, int]], about: str = "") -> tuple[Fact, ...]:
    """Choose the facts that a plain text states; `cited` are the (log, line) of its links, `about` what stands above.

    Of facts that say the same, those on a cited line stand for the others.
    """
    low, context = text.casefold(), f"{about} {text}".casefold()
    found = [fact for fact in facts if _says(low, context, fact)]
    near = {(fact.run, fact.name, fact.shown) for fact in found if (fact.citation.log, fact.line) in cited}
    return tuple(
        fact
        for fact in dict.fromkeys(found)
        if (fact.citation.log, fact.line) in cited or (fact.run, fact.name, fact.shown) not in near
    )


def _says(text: str, context: str, fact: Fact) -> bool:
    if fact.kind in _NAMES_ITSELF:
        value = " ".join(fact.value.split()).casefold().rstrip(".")[:_ENOUGH]
        return len(value) > 2 and value in text
    return _plain_name(fact.name, fact.split) in context and stands_in(fact.shown.casefold(), text)


@lru_cache(maxsize=4096)
def _plain_name(name: str, split: str) -> str:
    return _TURNING.sub("", metric_name(name, split)).casefold()


def stands_in(value: str, text: str) -> bool:
    """Tell whether a value stands in a text, and not as a part of another one."""
    # Most values stand nowhere in the text: to look for one is a hundred times as quick as to make a pattern of it.
    return bool(value) and value in text and re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|[.,]\d)", text) is not None
