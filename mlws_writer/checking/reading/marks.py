"""What the words of a goal set out to reach, in numbers: 18 of 20 cases pass, an accuracy of at least 0.9, under 200 ms.

A clause that asks, explains or tells by how much (why accuracy is below 0.9) sets no mark.
"""

import re
from dataclasses import dataclass

from mlws_writer.checking.reading.language import NEGATED, stem
from mlws_writer.facts.names import is_metric
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

UP_OR_DOWN = ("ge", "le", "gt", "lt")
"""The signs of marks; where a goal says only what to reach (`to`) or to beat (`beat`), the measure tells which way."""
_UP = r"at least|no (?:less|fewer) than|not (?:less|fewer|under|below)(?: than)?|minimum(?: of)?|>=|≥"
_DOWN = r"at most|no more than|not (?:more|over|above)(?: than)?|up to|maximum(?: of)?|within|<=|≤"
_OVER = r"above|over|more than|higher than|greater than|exceed(?:s|ing)?|beyond|>"
_UNDER = r"below|under|less than|fewer than|lower than|faster than|<"
_REACH = r"(?:reach|hit|achieve|attain|get(?: up| down)? to|come to|arrive at)(?:es|s|ing)?"
_BEAT = r"(?:beat|surpass|outdo|top)(?:s|ing)?|better than"
_SIGN = re.compile(
    rf"(?:\b|(?<=\s)|^)(?:(?P<ge>{_UP})|(?P<le>{_DOWN})|(?P<gt>{_OVER})|(?P<lt>{_UNDER})|(?P<to>{_REACH})|(?P<beat>{_BEAT}))"
    r"\s*(?P<of>(?:an? |the )?(?:[^\W\d][\w@-]* ){0,3}?(?:of |to )?(?:at )?)$",
    re.IGNORECASE,
)
"""A sign before a number; between the two the measure may stand: reach a test accuracy of 0.9."""
_AFTER = re.compile(
    r"\s*(?:or|and) (?:(?P<ge>more|above|over|up|higher|better)|(?P<le>less|fewer|below|under|lower))\b", re.IGNORECASE
)
_RISES = re.compile(
    r"\b(?:rais|improv|increas|bring|lift|push|lower|reduc|cut|get|mov|tak|decreas)\w*\b.*\bfrom\b.*\bto $",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:why|whether|how|what|which|where|when|if|because|although|since|despite|causes?|by)\b", re.IGNORECASE
)
"""A clause with such a word asks, explains, or tells by how much."""
_DENIES = re.compile(r"\b(?:without|avoid\w*|prevent\w*|keep\w* from|stop\w*)\b", re.IGNORECASE)
_CUT = re.compile(r"[;,.](?=\s)|\b(?:and|while|but|so that|then)\b")
_OF = re.compile(r"\s*(?:/|out of|of)\s*(?:the |all |our )?$")
_ALL = re.compile(r"\ball(?: of)?(?: the)? $", re.IGNORECASE)
_DEEDS = {
    deed: re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)
    for deed, forms in {
        "pass": "pass(?:es|ed|ing)?", "solve": "solv(?:e[sd]?|ing)", "answer": "answer(?:s|ed|ing)?", "correct": "correct(?:ly)?|right",
        "succeed": "succe(?:ed(?:s|ed)?|ss(?:es|ful|fully)?)", "complete": "complet(?:e[sd]?|ing)|finish(?:es|ed)?",
        "resolve": "resolv(?:e[sd]?|ing)", "find": "finds?|found|detect(?:s|ed)?", "win": "wins?|won", "fail": "fail(?:s|ed|ing|ures?)?",
    }.items()
}  # fmt: skip
"""What one counts of things that were tried, with the forms of each."""
_TIMES = frozenset(map(stem, ("latency", "runtime", "duration")))
_WELL_OR_NOT = frozenset({"answer", "complete"})
_SPOKEN = {"ge": "at least ", "le": "at most ", "gt": "above ", "lt": "below "}
WORD = re.compile(r"[^\W\d]\w*(?:[-@]\w+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be reached, as written: a sign, a number, for counts the number of all, and what is measured."""

    text: str
    sign: str
    quantity: Quantity
    clause: str
    whole: Quantity | None = None

    @property
    def deeds(self) -> frozenset[str]:
        """What is counted: of what is answered correctly, what is correct."""
        found = deeds_of(self.clause)
        return found - _WELL_OR_NOT or found

    @property
    def words(self) -> str:
        """The mark as one says it: at least 0.9 for >= 0.9."""
        return re.sub(r"^[<>=≤≥]+ ?", lambda sign: _SPOKEN[self.sign], self.text[:1].lower() + self.text[1:])

    @property
    def measure(self) -> str:
        """The measure that the clause names, in its own words; "" where it names none."""
        found = (each for each in WORD.findall(self.clause) if not deeds_of(each) and each != "per")
        return next((each for each in found if is_metric(each) or stem(each) in _TIMES), "")


def marks(goal: str) -> tuple[Mark, ...]:
    """Read the marks of a goal."""
    found = []
    numbers = quantities(goal)
    for at, quantity in enumerate(numbers):
        start = max((m.end() for m in _CUT.finditer(goal, 0, quantity.start)), default=0)
        before = goal[start : quantity.start]
        if _ASKS.search(before) or _DENIES.search(_SIGN.sub("", before)) or NEGATED.search(_SIGN.sub("", before)):
            continue
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        cut = _CUT.search(goal, quantity.end)
        clause = goal[start : cut.start() if cut else len(goal)]
        if mark := _counted(goal, quantity, after, before, clause) or _bounded(goal, quantity, before, clause):
            found.append(mark)
    return tuple(found)


def _counted(goal: str, quantity: Quantity, after: Quantity | None, before: str, clause: str) -> Mark | None:
    """Read a count of things that were tried: at least 18 of 20 pass, all 20 cases pass."""
    deeds = deeds_of(clause)
    if not (_is_whole(quantity) and deeds):
        return None
    if every := _ALL.search(before):
        return Mark(before[every.start() :].strip() + " " + quantity.text, "ge", quantity, clause, quantity)
    if after is None or not _is_whole(after) or not _OF.fullmatch(goal[quantity.end : after.start]):
        return None
    sign = _SIGN.search(before)
    way = _way(sign) if sign and not sign["of"].strip() else "to"
    if way not in UP_OR_DOWN and deeds == {"fail"}:
        return None  # nobody wants that so many fail
    text = f"{sign[0] if sign and way in UP_OR_DOWN else ''}{goal[quantity.start : after.end]}"
    return Mark(text.strip(), way if way in UP_OR_DOWN else "ge", quantity, clause, after)


def _bounded(goal: str, quantity: Quantity, before: str, clause: str) -> Mark | None:
    """Read a bound: at least 0.9, 90 % or more, from 0.85 to 0.9."""
    sign, behind = _SIGN.search(before), _AFTER.match(goal, quantity.end)
    if behind:
        way, text = _way(behind), goal[quantity.start : behind.end()]
    elif sign and not deeds_of(sign["of"]):
        way = _way(sign)
        text = quantity.text if way == "to" else f"{sign[0][: sign.start('of') - sign.start()]} {quantity.text}"
    elif _RISES.search(before):
        way, text = "to", quantity.text
    else:
        return None
    return Mark(" ".join(text.split()), way, quantity, clause)


def _way(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value and name != "of")


def deeds_of(text: str) -> frozenset[str]:
    """Give what a text says that is done, of what one counts."""
    return frozenset(deed for deed, forms in _DEEDS.items() if forms.search(text))


def _is_whole(quantity: Quantity) -> bool:
    return quantity.dimension is Dimension.PLAIN and quantity.value == int(quantity.value) and quantity.value > 0
