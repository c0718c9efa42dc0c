"""Whether what a sentence names has the extreme of some values, or stands so many places below it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.numbers.kinds import (
    is_score,
    signed,
)
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_CONDITION = re.compile(
    r"\b(?:on|in|for|at|under|among|across|of all|within|with)\s+(?:the\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE
)


def is_extreme(
    sentence: str,
    group: Sequence[Value],
    sign: int,
    about: str,
    spoken: frozenset[str],
    *,
    column: int = 0,
    above: int = 0,
) -> bool | None:
    """Tell whether what a sentence names has the extreme of a group, or so many above it; None where it names nothing.

    `column` says of a group that names no measure which way is up, 1 or -1; 0 where no such group is judged.
    """
    wants = signed(group[0], sign, about) or (
        column * sign if column and (group[0].key & spoken or is_score(group)) else 0
    )
    every, shared = frozenset[str]().union(*(v.tags for v in group)), frozenset.intersection(*(v.tags for v in group))
    telling = (spoken & every) - shared
    if not wants or not telling:
        return None
    most = max(len(v.tags & telling) for v in group)
    mine = [v for v in group if len(v.tags & telling) == most]
    if len(mine) == len(group):
        return None
    conditions = {token for token in telling if _is_condition(token, sentence)}
    subjects = telling - conditions or telling
    for subject in _concepts(subjects, group):
        rivals = [v for v in group if telling - subject <= v.tags or telling - subjects <= v.tags]
        most = max((len(v.tags & subjects) for v in rivals), default=0)
        own = [v.quantity.value * wants for v in rivals if subject <= v.tags and len(v.tags & subjects) == most]
        if len(rivals) < 2 or not own or len(own) == len(rivals):
            continue
        if _stands(max(own), [v.quantity.value * wants for v in rivals], above):
            return True
    return _stands(max(v.quantity.value * wants for v in mine), [v.quantity.value * wants for v in group], above)


def of_its_own(said: Quantity, sign: int, about: str, evidence: Evidence) -> bool | None:
    """Tell whether a value is the extreme of its own metric in its own run; None where nothing is to be compared."""
    judged = []
    for value in (v for v in evidence.values if _of_a_course(v) and agrees(said, v) and not evidence.of(v).tainted):
        wants = signed(value, sign, about)
        group = [v.quantity.value * wants for v in evidence.ground.values if is_same(v, value, evidence)]
        if wants and len(group) > 1:
            judged.append(value.quantity.value * wants >= max(group))
    return any(judged) if judged else None


def by_setting(
    sentence: str, groups: Sequence[Sequence[Value]], sign: int, about: str, evidence: Evidence
) -> list[bool]:
    """Judge the row that a sentence names by one of its other values, as by its setting: chunks of 512."""
    written = [
        quantity for quantity in quantities(sentence) if quantity.dimension is Dimension.PLAIN and not quantity.spelled
    ]
    judged = []
    for group in groups if written else ():
        cited = [value for value in group if value.statement in evidence.own]
        wants = signed(group[0], sign, about)
        mine = [value for value in cited if any(_is_set(quantity, value, evidence) for quantity in written)]
        if wants and 0 < len(mine) < len(cited) and not any(agrees(q, value) for q in written for value in mine):
            best = max(value.quantity.value * wants for value in mine)
            judged.append(best >= max(value.quantity.value * wants for value in cited))
    return judged


def _is_set(quantity: Quantity, value: Value, evidence: Evidence) -> bool:
    """Tell whether the line of a value has a number beside it, under another name."""
    beside = (other for other in evidence.of(value).values if other.exact and other.key != value.key)
    return any(other.quantity.value == quantity.value for other in beside)


def _of_a_course(value: Value) -> bool:
    return bool(value.metric) or (bool(value.key) and value.quantity.dimension is Dimension.TIME)


def is_same(one: Value, other: Value, evidence: Evidence) -> bool:
    """Tell whether two values are of one metric of one run."""
    same_run = evidence.of(one).run == evidence.of(other).run
    named = one.metric == other.metric if other.metric else one.key == other.key
    return same_run and named and one.quantity.dimension == other.quantity.dimension


def _stands(value: Decimal, others: Sequence[Decimal], above: int) -> bool:
    """Tell whether as many of some values stand above one as should."""
    return sum(other > value for other in others) == above


def _concepts(tokens: frozenset[str], group: Sequence[Value]) -> Iterator[frozenset[str]]:
    """Part tokens into those that always stand together: they name one thing."""
    found: dict[frozenset[int], set[str]] = {}
    for token in tokens:
        found.setdefault(frozenset(n for n, value in enumerate(group) if token in value.tags), set()).add(token)
    yield from map(frozenset, found.values())


def _is_condition(token: str, sentence: str) -> bool:
    """Tell whether a token only says where something is compared: on massive-en, for elderly speakers."""
    plain = token.partition("=")[2] or token
    for match in re.finditer(r"[\w.:/-]+", sentence):
        word = match.group().lower()
        if stem(word) == token or word.replace("-", "").replace("_", "") == token or word == plain.lower():
            return _CONDITION.search(sentence[: match.start()]) is not None
    return False
