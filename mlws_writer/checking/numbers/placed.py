"""Whether a value is that of the place at which a sentence says that it was: at 4,000 steps, with 64 users, on one GPU.

The number of a place is no value, and of two places each has its own: from 22.7 at step 4,000 to 25.1 at step 8,000.
"""

import re

from mlws_writer.checking.numbers.nearby import stands_nearby
from mlws_writer.checking.reading.agreement import agrees, hedge
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import STOP, stem
from mlws_writer.checking.reading.places import COUNT, Place, moved_on, named_places
from mlws_writer.checking.reading.statements import Statement, measured
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_ABOVE = 8
"""How many lines above a cited one may stand the line that says of how many users or GPUs it is."""


def is_placed(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is that of a place at which a cited line stands."""
    here = (place for place in places_in(sentence, evidence) if place.start == quantity.start)
    known = any(place.number in numbers_of(place.noun, s, evidence) for place in here for s in evidence.statements)
    return known or stands_nearby(quantity, sentence, evidence)


def places_in(sentence: str, evidence: Evidence) -> tuple[Place, ...]:
    """Find the places that a sentence names, in their order: those of a kind that the cited lines stand at."""
    known = evidence.placed
    if sentence not in known:
        found: dict[int, Place] = {}
        for place in named_places(sentence):
            if place.start not in found and _is_known(place, evidence):
                found[place.start] = place
        known[sentence] = tuple(found[start] for start in sorted(found))
    return known[sentence]


def _is_known(place: Place, evidence: Evidence) -> bool:
    return (
        len(place.noun) > 1
        and place.noun not in STOP
        and any(numbers_of(place.noun, line, evidence) for line in evidence.statements)
    )


def numbers_of(noun: str, statement: Statement, evidence: Evidence) -> frozenset[str]:
    """Give the numbers of so many things at which a line stands: its own, or those of the line above that says it."""
    known = evidence.ground.stands_at
    if (noun, statement.id) not in known:
        known[noun, statement.id] = _own_numbers(noun, statement) or (
            frozenset() if statement.run else _numbers_above(noun, statement, evidence)
        )
    return known[noun, statement.id]


def _own_numbers(noun: str, statement: Statement) -> frozenset[str]:
    if statement.tainted:
        return frozenset()
    tagged = (tag.partition("=") for tag in statement.tags if "=" in tag)
    own = {number for kind, _, number in tagged if kind == noun or (len(noun) > _SHORT and kind.endswith(noun))}
    first = next(iter(measured(statement)), None)
    whole = first is not None and first.quantity.dimension is Dimension.PLAIN and not first.metric
    own |= {first.quantity.text.replace(",", "")} if first and whole and noun in first.key else set()
    return frozenset(own)


_SHORT = 3


def _numbers_above(noun: str, statement: Statement, evidence: Evidence) -> frozenset[str]:
    for place in range(statement.id - 1, max(statement.id - _ABOVE, -1), -1):
        above = evidence.ground.by_id.get(place)
        found = _own_numbers(noun, above) if above else frozenset()
        if found:
            return found
    return frozenset()


def at_their_places(sentence: str, evidence: Evidence) -> list[tuple[Quantity, Place]]:
    """Pair each value of a sentence with the place that it had it at: that behind it, else the next one in order."""
    if len({place.number for place in named_places(sentence)}) < _TWO:
        return []
    places = list(places_in(sentence, evidence))
    if len({place.number for place in places}) < _TWO or len({place.noun for place in places}) > 1:
        return []
    starts = {place.start for place in places}
    values = [q for q in quantities(sentence) if q.start not in starts and _is_value(q, sentence, evidence)]
    pairs = []
    for value in list(values):
        behind = next((p for p in places if _BEHIND.fullmatch(sentence[value.end : p.start])), None)
        if behind and not _SPANS.match(sentence, behind.start):
            pairs.append((value, behind))
            values.remove(value)
            places.remove(behind)
    if len(places) == len(values) == (_TWO if len(pairs) == 0 else 1):
        pairs += zip(values, places, strict=True)
    return pairs


_TWO = 2
_BEHIND = re.compile(
    r"(?: [a-z/]+){0,3}? (?:at|after|with|on|in|for|by) (?:the |only |just )?(?:[a-z]{3,} )?", re.IGNORECASE
)
_SPANS = re.compile(rf"(?:{COUNT}) (?:and|to) (?:{COUNT})", re.IGNORECASE)


def _is_value(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    if quantity.dimension in WHEN:
        return False
    hedged = hedge(sentence, quantity)
    return any(agrees(quantity, value, hedged) for value in evidence.values)


def _too_early(sentence: str, evidence: Evidence) -> str:
    """Give a value that something is said to have come to after a place, where the log has it before that alone."""
    places = places_in(sentence, evidence)
    for quantity in quantities(sentence) if places else ():
        ended = moved_on(sentence[: quantity.start])
        before = [place for place in places if place.start < ended]
        if not before or any(place.start > quantity.end for place in places):
            continue
        if _WITH.search(sentence[: before[-1].start]):
            continue  # with 4 bits it falls to that: the value is the one there
        there = [s.id for s in evidence.statements if before[-1].number in numbers_of(before[-1].noun, s, evidence)]
        holders = [value.statement for value in evidence.values if agrees(quantity, value)]
        if there and holders and max(holders) <= min(there):
            return quantity.text
    return ""


_WITH = re.compile(r"\b(?:with|using|by) (?:the |only |just )?$", re.IGNORECASE)


def _of_its_column(noun: str, value: Value) -> frozenset[str]:
    """Give the number that the column of a value is called by: 64 of nprobe 64."""
    tags = (tag.partition("=") for tag in value.tags) if value.headed and value.key & {noun, stem(noun)} else ()
    return frozenset(number for kind, _, number in tags if kind in (noun, stem(noun)) and number in value.key)


def _of_another_column(sentence: str, evidence: Evidence) -> Verdict | None:
    """Refuse a value that is given for the one place of a sentence, where it is of columns with other numbers alone."""
    places = places_in(sentence, evidence)
    if len({place.number for place in places}) != 1:
        return None
    (place, *_), starts = places, {place.start for place in places}
    for quantity in (q for q in quantities(sentence) if q.start not in starts):
        hedged = hedge(sentence, quantity)
        at = [_of_its_column(place.noun, v) for v in evidence.values if agrees(quantity, v, hedged)]
        if at and all(at) and not any(place.number in numbers for numbers in at):
            return Verdict(False, "number_swap", f"{quantity.text} is the value at {min(at[0])}, not at {place.number}")
    return None


def misplaced(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a value that is given for one of two places where the cited lines have it at another alone."""
    for quantity, place in at_their_places(sentence, evidence):
        hedged = hedge(sentence, quantity)
        holders = [v for v in evidence.values if agrees(quantity, v, hedged)]
        at = [_of_its_column(place.noun, v) or numbers_of(place.noun, evidence.of(v), evidence) for v in holders]
        if at and all(at) and not any(place.number in numbers for numbers in at):
            return Verdict(False, "number_swap", f"{quantity.text} is the value at {min(at[0])}, not at {place.number}")
    if wrong := _of_another_column(sentence, evidence):
        return wrong
    early = _too_early(sentence, evidence)
    return Verdict(False, "number_swap", f"{early} is what it was before") if early else _GOOD
