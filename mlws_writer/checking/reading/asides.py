"""What a sentence says beside a number that is of something else: than the other, after a dip in epoch 5."""

import re

from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Quantity

_THAN = re.compile(
    r"\b(?:than|unlike|as (?:[a-z]+ )?as)\b[^,;:]*(?=[,:] (?:at |with |by |namely |about |only |just )*$)",
    re.IGNORECASE,
)
_AGAINST = r"(?:against|versus|vs\.?|compared (?:with|to)|as opposed to|instead of|rather than)"
_OF_BOTH = re.compile(rf"[^,;.\d]{{0,30}}?\b{_AGAINST}", re.IGNORECASE)
_SECOND = re.compile(
    rf"\b(?:than|unlike) (?P<other>[^,;:\d]*)[,:] [^,;:]*?\b{_AGAINST}\s+(?:about |only |just |nearly |almost )?$",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?P<when>after|following|since|despite|before|until) (?:a|an|the|its|this|that) (?:[\w-]+ ){1,4}?(?:in|at|of|during|from) "
    r"(?=[a-z]+ \d)[a-z]+ \d[\d,]*\b",
    re.IGNORECASE,
)
"""What came before or later: after a dip in epoch 5."""


_FOR_ANOTHER = re.compile(
    rf"(?:, {_AGAINST}| {_AGAINST}| and|,) \d[\d,.]*%? (?:[a-z]+ )?(?:for|with|of) (?:the )?[^,;.\d]*(?=$|[,;.]| and \d)",
    re.IGNORECASE,
)
"""What another thing has of the same: compared with 7.96 for LightGBM."""


_BEYOND_ANOTHER = re.compile(
    r", (?:(?:i\.e\.|that is|which is),? )?(?:about |around |roughly |almost |nearly |just |only |well |far )?(?:(?:\d[\d,.]*%?|[a-z]+(?:-[a-z]+)?) (?:[a-z]+ )?)?(?:below|above|under|over|behind|ahead of|(?:more|less|fewer|better|worse|higher|lower) than) [^,;.]*",
    re.IGNORECASE,
)
"""Of what another thing has a value is off: 3.92, about 0.6 below recorded speech."""
_BECAME = re.compile(r", which (?:became|fell to|rose to|dropped to|grew to) [^,;.]*(?:\.\d[^,;.]*)?", re.IGNORECASE)
_POINTS_FROM = re.compile(
    r"\b(?:\d[\d.]*|[a-z]+(?:-[a-z]+)?) (?:percentage )?points? (?:below|above|under|over|behind|ahead of) (?:the |its )?[\w-]+",
    re.IGNORECASE,
)
"""How far off another one a value is: 0.6 points below main."""
_ASIDES = (_BECAME, _POINTS_FROM, _FOR_ANOTHER)
_LACKING = re.compile(r"\bwithout (?:the |any |its )?[a-z-]+(?=,)", re.IGNORECASE)


def without_others(sentence: str, quantity: Quantity, part: str = "") -> str:
    """Leave out of a sentence, or of a part of it, what other things have of the same as a number before that."""
    rest = part or sentence
    for other in _of_others(sentence, quantity):
        rest = rest.replace(other, " ")
    return rest


def _of_others(sentence: str, quantity: Quantity) -> list[str]:
    beyond = _BEYOND_ANOTHER.match(sentence, quantity.end)
    found = [match for aside in _ASIDES for match in aside.finditer(sentence, quantity.end)]
    return [match.group() for match in (*found, *filter(None, [beyond]))]


def without_asides(reached: str, sentence: str, quantity: Quantity, value: Value) -> str:
    """Leave out of what a number is reached by what is of another: a value is held against the place that is named."""
    before = sentence[: quantity.start]
    if (than := _THAN.search(before)) and _OF_BOTH.match(sentence, quantity.end):
        reached = reached.replace(than.group(), " ")  # less than the other, 1.9 against 3.4
    for other in _of_others(sentence, quantity):
        reached = reached.replace(other, " ")
    without = _LACKING.search(sentence)
    if without and value.tags.isdisjoint(stems(without.group())):
        reached = reached.replace(without.group(), " ")
    once = _ONCE.search(before)
    return reached.replace(once.group(), " ") if once and _lies_so(once, value) else reached


def set_against(sentence: str, quantity: Quantity) -> str:
    """Give whose the second number is of two that are set against each other: less than the other, 1.9 against 3.4."""
    match = _SECOND.search(sentence[: quantity.start])
    if (
        match is None
        and (own := _FOR_WHOM.match(sentence, quantity.end))
        and _COMPARED_WITH.search(sentence[: quantity.start])
    ):
        return own["who"]
    return match["other"] if match else ""


_COMPARED_WITH = re.compile(rf", {_AGAINST} (?:about |only |just |nearly |almost )?$", re.IGNORECASE)
_FOR_WHOM = re.compile(r" (?:[a-z]+ )?(?:for|with|of|by) (?:the )?(?P<who>[^,;.\d][^,;.]*)")
"""Whose the second number is, where that is said behind it: compared with 69.2% for BM25."""


def _lies_so(once: re.Match[str], value: Value) -> bool:
    """Tell whether a value is of a place that is past what a phrase speaks of, or before it, as the phrase says."""
    early = once["when"].lower() in ("before", "until")
    for kind, numbers in places(once.group()).items():
        mine = [tag.partition("=")[2] for tag in value.tags if tag.startswith(f"{kind}=")]
        pairs = [(int(one), int(other)) for one in mine for other in numbers if one.isdigit() and other.isdigit()]
        if pairs and all((one < other) if early else (one > other) for one, other in pairs):
            return True
    return False
