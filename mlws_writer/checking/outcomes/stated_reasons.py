"""Reasons that a line states itself: in its words, in brackets behind how something ended, by the numbers of the trouble."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.troubles import troubles
from mlws_writer.facts.model import FactKind

_WHY = (FactKind.ERROR, FactKind.WARNING, FactKind.OUTCOME)
_TWO = 2
_REASON = re.compile(
    r"\b(?:due to|because of|because|caused by|owing to|(?:reason|why|cause)[\"']?\s?[=:])(?P<words>.+)", re.IGNORECASE
)
"""Where a line itself says why: cancelled due to preemption."""
_REASON_BEHIND = re.compile(
    r"\b(?:failed|skipped|rejected|dropped|excluded|removed|aborted|cancel+ed|discarded|flagged|refused|denied|blocked|wrong)\b[^():]*[:(] ?(?P<words>[a-z][a-z' -]{5,})\)?\W*$",
    re.IGNORECASE,
)
"""The same behind how it ended, at the end of a line: failed 210 s (wrong answer)."""


def is_stated_otherwise(reason: frozenset[str], sources: Sequence[Statement]) -> bool:
    """Tell whether each cited line says why, and none says it in a word of this reason."""
    stated = [
        stems(match["words"])
        for s in sources
        for match in (*_REASON.finditer(s.text), *_REASON_BEHIND.finditer(s.text))
    ]
    return len(stated) >= len(sources) > 0 and not any(reason & (words | sayable(words)) for words in stated)


def has_its_numbers(given: str, sources: Sequence[Statement]) -> bool:
    """Tell whether a line that tells of trouble has all numbers of a reason, two at least: 200 is not divisible by 16."""
    numbers = set(_NUMBER.findall(given))
    telling = (set(_NUMBER.findall(s.text)) for s in sources if troubles(s.text) or s.kind in _WHY)
    return len(numbers) >= _TWO and any(numbers <= own for own in telling)


_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w%]|\.\d)")
