"""Of what kind a count is: in a line that counts several kinds, that of another one than the sentence names is refused."""

import re
from itertools import combinations

from mlws_writer.checking.numbers.identity import spots
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import STOP, content, stem, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_CUT = re.compile(r"[,;]|\b(?:and|but|while|whereas|although|though)\b")
_OTHERWISE = Words(
    r"\b(?:than|not|neither|nor|no|without|except|includ\w+|together|combined|either|altogether|left|remain\w*|instead|both|all but|after|before)\b|n't\b",
)
"""What says that a count is of several kinds, or of what is none of them."""
_BY = re.compile(r"\bby (?:about |only |just |another )?$")
_PART = re.compile(r"[ -](?:halves|thirds|quarters|fifths|sixths|eighths|tenths|times|out of|in)\b")
"""What makes a number one of a fraction."""
_CALLED = re.compile(
    r"\b(?P<noun>(?!about\b|only\b|some\b|just\b|exactly\b|almost\b|nearly\b|roughly\b|another\b|under\b|around\b|total\b|least\b|most\b)[a-z]{3,}(?<!ed)(?<!s)(?<!ing)(?<!en)(?<!ut)) $"
)
"""What goes by a number: at zoom 15."""
_SECOND = stem("sec")
_GOOD = Verdict(True)


def other_kind(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a count that the cited line has of another kind than the clause names: seven bugs, for billing 7, bug 9."""
    counts = [q for q in quantities(sentence) if q.dimension is Dimension.PLAIN and q.value % 1 == 0]
    if not counts or _OTHERWISE.search(sentence) or not evidence.counts:
        return _GOOD
    places = spots(sentence)
    for quantity in counts:
        named = _CALLED.search(sentence[: quantity.start])
        apart = (
            quantity.text in places
            or (named and named["noun"].lower() not in STOP)
            or _BY.search(sentence[: quantity.start])
            or _PART.match(sentence, quantity.end)
        )
        if not apart and (other := _other(quantity, sentence, counts, evidence)):
            return Verdict(False, "number_swap", f"the line counts {other.quantity.text} of what is said to be so many")
    return _GOOD


def _other(quantity: Quantity, sentence: str, counts: list[Quantity], evidence: Evidence) -> Value | None:
    """Give the count of the kind that the words around a number name, where it is the count of another kind of that line alone."""
    clause = _clause(quantity, sentence)
    words = (content(clause) | stems(clause)) - {_SECOND}  # of ten seconds, not of tok_s
    named = [part for row in evidence.counts for part in row if part.tags & words and not _is_of_all(part, row, words)]
    counted = {v.quantity.value for v in evidence.values if v.exact and v.key & words}
    if quantity.value in counted or any(p.quantity.value == quantity.value for p in named) or _is_repeated(named):
        return None
    rows = [row for row in evidence.counts if any(p.quantity.value == quantity.value and p.tags for p in row)]
    theirs = [part for row in rows for part in row if part in named]
    counted = {part.quantity.value for part in theirs}
    written = {each.value for each in counts if each is not quantity}
    return theirs[0] if theirs and quantity.value != sum(counted) and not written & counted else None


def _is_repeated(named: list[Value]) -> bool:
    """Tell whether one name stands beside several counts, so that it names none: altered in pass 2, in pass 3."""
    return any(one.tags == other.tags and one.quantity != other.quantity for one, other in combinations(named, 2))


def _is_of_all(part: Value, row: tuple[Value, ...], words: frozenset[str]) -> bool:
    """Tell whether what is said of the last part is what the whole row is of: 512 train, 64 test images."""
    return part is row[-1] and not part.tags <= words and len(part.tags) > max(len(each.tags) for each in row[:-1])


def _clause(quantity: Quantity, sentence: str) -> str:
    """Give the words between two commas or joining words that a number stands among."""
    start = max((cut.end() for cut in _CUT.finditer(sentence, 0, quantity.start)), default=0)
    cut = _CUT.search(sentence, quantity.end)
    return sentence[start : cut.start() if cut else len(sentence)]
