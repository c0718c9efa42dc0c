"""Numbers that no cited line has as a value, but that say where its values stand: in a header, in the line above, in its block."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, words_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_PLACED = re.compile(
    r"\b(?:at|by|after|from|to|for|in|within|over|until|and|with) (?:about |around |only |the |a |an )?(?:[a-z]+ )?$",
    re.IGNORECASE,
)
_NOUN = re.compile(r" ?(?:(?:training|environment|time|total|global) )?(?P<noun>[a-z]+?)s?\b", re.IGNORECASE)
_BLOCK = 12
"""How many lines away the line of a block may stand that says at which step it was written."""
_JUST_ABOVE = 3
_BOXED = re.compile(r"\s*[|│]\s*[A-Za-z]")


def stands_nearby(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is a place at which a cited line has its values, by its header, by a line above or by its block."""
    if not _PLACED.search(sentence[: quantity.start]) or not evidence.firsthand:
        return False
    return (
        _heads_a_column(quantity, evidence)
        or _numbers_columns(quantity, sentence, evidence)
        or _of_its_block(quantity, sentence, evidence)
    )


def _heads_a_column(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether the header of a cited value is of that number and unit: MAE_24h, at 24 hours."""
    if quantity.dimension is Dimension.PLAIN:
        return False
    names = {value.name for value in evidence.values if value.headed and any(map(str.isdigit, value.name))}
    told = (each for name in names for each in quantities(re.sub(r"[_@/()-]", " ", name)))
    return any(each.dimension is quantity.dimension and each.value == quantity.value for each in told)


def _numbers_columns(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a line right above numbers what a cited one lists, by a name that is spoken of: nprobe 8 16 32 64."""
    spoken = {word.lower() for word in words_of(sentence)}
    for line in evidence.firsthand:
        for back in range(1, _JUST_ABOVE + 1):
            above = evidence.ground.by_id.get(line.id - back)
            first = words_of(above.text)[:1] if above and not above.tainted else []
            if (
                above
                and first
                and first[0][:1].isalpha()
                and first[0].lower() in spoken
                and len(above.values) == len(line.values) > 1
            ):
                return any(value.quantity.value == quantity.value for value in above.values)
    return False


def _of_its_block(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the line nearest to a cited one that counts such things has that number: total_timesteps 1500000."""
    noun = _NOUN.match(sentence, quantity.end)
    if noun is None or quantity.dimension is not Dimension.PLAIN:
        return False
    cut = stem(noun["noun"].lower())
    return any(
        abs(number - quantity.value) <= quantity.slack
        for line in evidence.firsthand
        for number in _nearest(cut, line, evidence)
    )


def _nearest(noun: str, line: Statement, evidence: Evidence) -> Iterator[Decimal]:
    """Give the one number of such things in the lines of the same box as a line: | total_timesteps | 1500000 |."""
    for way in (1, -1) if _BOXED.match(line.text) else ():
        for away in range(1, _BLOCK + 1):
            other = evidence.ground.by_id.get(line.id + way * away)
            if other is None or not _BOXED.match(other.text):
                break
            yield from (v.quantity.value for v in other.values if v.name.lower().rstrip("s").endswith(noun))
