"""Whose a value is by the league that it stands in: the accuracy of B is not that of A, which the sentence gives it."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.meant import is_about, spoken_in
from mlws_writer.checking.numbers.two_parts import count_of_two
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.leagues import Member, holds, integers
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.superlatives import MOST
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_SHORT = 3
"""Digits from which on a number is no chance."""
_ELSEWHERE = re.compile(
    r"\b(?:than|against|versus|vs\.?|compared|instead|respectively|not|except|unlike|from|between|by|after|then|later|finally|ended|ends|"
    r"finished|finishes|recovered|resumed|before|for|average\w*|averaging|mean|together|all|both|each)\b|\bto (?:about |around |only |just )?$",
    re.IGNORECASE,
)
"""What says that a value is of another thing, moment or measure than what is named before it."""
_NOUN = re.compile(r" ([a-z-]{3,})\b")
_PLACED = re.compile(rf"\b(?:{'|'.join(PLACES)})s? $", re.IGNORECASE)
_NEXT = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b")


def owner(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a value that is another's in a league of the named measure in which what the sentence names has its own."""
    weighty = list(_with_what_is_named(sentence))
    if not weighty or MOST.search(sentence) or not evidence.named_leagues:
        return Verdict(True)
    for quantity, before, behind in weighty:
        wrong = "" if _ELSEWHERE.search(before) else _of_another(quantity, before, behind, sentence, evidence)
        if wrong and not count_of_two(quantity, sentence, evidence):
            return Verdict(False, "number_swap", f"{quantity.text} is the value of {wrong}")
    return Verdict(True)


def owns(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the one thing that is named right before a number has it in the one league of the measure that is named."""
    around = ((b, behind) for q, b, behind in _with_what_is_named(sentence) if q.start == quantity.start)
    before, behind = next(around, ("", ""))
    spoken, about = spoken_in(before, evidence), before if metric_of(before.split()) else sentence
    meant = [league for league in evidence.named_leagues if before and is_about(league, about)]
    if len({(league.what, league.metric) for league in meant}) != 1:
        return False
    called = (league.called(spoken - league.what, integers(before)) for league in meant)
    own = [some[0] for some in called if len(some) == 1 and holds(quantity, some)]
    return any(not _is_elsewhere(behind, member, evidence) for member in own)


def _is_elsewhere(behind: str, member: Member, evidence: Evidence) -> bool:
    """Tell whether the words behind a value name where it is of, and its line does not: 90.1 % on another data set."""
    own = member.name | member.value.tags | evidence.of(member.value).tags | stems(behind) & reporting_words()
    return any(token in evidence.ground.lines_of for token in told(behind, evidence) - own)


def _with_what_is_named(sentence: str) -> Iterator[tuple[Quantity, str, str]]:
    """Give each number of weight with the words before it, back to the number before, and behind it in its clause."""
    found = [q for q in quantities(sentence) if _weighs(q) and not _PLACED.search(sentence[: q.start])]
    cuts = [0, *(quantity.end for quantity in found)]
    starts = [*(quantity.start for quantity in found[1:]), len(sentence)]
    for end, quantity, start in zip(cuts, found, starts, strict=False):
        yield quantity, sentence[end : quantity.start], _NEXT.split(sentence[quantity.end : start], 1)[0]


def _weighs(quantity: Quantity) -> bool:
    apart = quantity.dimension in (*WHEN, Dimension.POINTS, Dimension.TIMES) or quantity.spelled
    return not apart and len(re.sub(r"\D", "", quantity.text).lstrip("0")) >= _SHORT


def _noun_of(quantity: Quantity, behind: str) -> str:
    """Give the word right behind a count, which says what of: 172 wins."""
    counted = _NOUN.match(behind) if quantity.value % 1 == 0 else None
    return counted[1] if counted else ""


def _of_another(quantity: Quantity, before: str, behind: str, sentence: str, evidence: Evidence) -> str:
    """Name whose a value is, where what is named has another one of the same measure; nothing where it is its own."""
    wrong, about = "", _noun_of(quantity, behind) or sentence
    (ahead, numbers), (after, more) = ((spoken_in(part, evidence), integers(part)) for part in (before, behind))
    for league in evidence.named_leagues:
        called = league.called(ahead - league.what, numbers)
        if len(called) != 1 or not is_about(league, about):
            continue
        theirs = league.called(after - league.what, more)
        if holds(quantity, (*called, *theirs)):
            return ""
        owners = [member for member in league.members if holds(quantity, (member,))]
        wrong = wrong or (" ".join(sorted(owners[0].name)) or "another" if owners else "")
    return wrong
