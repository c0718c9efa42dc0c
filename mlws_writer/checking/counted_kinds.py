"""Of what kind a count is: in a line that counts several kinds, that of another one than the sentence names is refused."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.identity import spots
from mlws_writer.checking.language import content, stems
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_CUT = re.compile(r"[,;]|\b(?:and|but|while|whereas|although|though)\b")
_OTHERWISE = re.compile(
    r"\b(?:than|not|neither|nor|no|without|except|includ\w+|together|combined|either|altogether|left|remain\w*|instead|both|all but|after|before)\b|n't\b",
    re.IGNORECASE,
)
"""What says that a count is of several kinds, or of what is none of them."""
_GOOD = Verdict(True)


def other_kind(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a count that the cited line has of another kind than the clause names: seven bugs, for billing 7, bug 9."""
    counts = [q for q in quantities(sentence) if q.dimension is Dimension.PLAIN and q.value % 1 == 0]
    if not counts or _OTHERWISE.search(sentence) or not evidence.breakdowns:
        return _GOOD
    places = spots(sentence)
    for quantity in counts:
        if quantity.text not in places and (other := _other(quantity, sentence, counts, evidence)):
            return Verdict(False, "number_swap", f"the line counts {other.quantity.text} of what is said to be so many")
    return _GOOD


def _other(quantity: Quantity, sentence: str, counts: list[Quantity], evidence: Evidence) -> Value | None:
    """Give the count of the kind that the words around a number name, where it is the count of another kind of that line alone."""
    clause = _clause(quantity, sentence)
    words = content(clause) | stems(clause)
    written = {each.value for each in counts if each is not quantity}
    wrong = None
    for listed in evidence.breakdowns:
        own = [part for part in listed.parts if part.quantity.value == quantity.value]
        named = [part for part in listed.parts if part.tags & words]
        if any(part in named or not part.tags for part in own):
            return None
        theirs = [part.quantity.value for part in named]
        if own and named and listed.sure and quantity.value != sum(theirs) and not written & set(theirs):
            wrong = named[0]
    return wrong


def _clause(quantity: Quantity, sentence: str) -> str:
    """Give the words between two commas or joining words that a number stands among."""
    start = max((cut.end() for cut in _CUT.finditer(sentence, 0, quantity.start)), default=0)
    cut = _CUT.search(sentence, quantity.end)
    return sentence[start : cut.start() if cut else len(sentence)]
