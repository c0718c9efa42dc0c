"""Two amounts that a sentence compares: sizes of two files, counts of two kinds, each found by the words around it in the lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, stem, stems
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_END = r"(?=\W*$|[,;.]| (?:in|at|on|by|and|but|after|before)\b)"
_BIGGER = Pattern(
    rf"^(?P<one>[^,;]{{2,50}}?) (?:is|was|are|were|got|became|takes up|took up) (?:much |far |slightly |a little |still )?(?P<how>larger|bigger|heavier|longer|smaller|lighter|shorter) than (?P<other>[^,;]{{2,50}}?){_END}",
    " than ",
    flags=re.IGNORECASE,
)
_MORE = Pattern(
    rf"^there (?:are|were) (?P<how>more|fewer) (?P<one>[^,;]{{2,40}}?) than (?P<other>[^,;]{{2,40}}?){_END}|"
    rf"^(?P<many>[^,;]{{2,40}}?) (?P<by>outnumber(?:s|ed)?) (?P<few>[^,;]{{2,40}}?){_END}|"
    rf"^(?P<whose>[^,;]{{2,40}}?) (?:has|had|have|got|used|made|did|found|won|sent|wrote|ran|[a-z]{{3,}}ed) (?P<than>more|fewer) (?P<what>[a-z]+(?: [a-z]+)?) than (?P<its>[^,;]{{2,40}}?){_END}",
    "than", "outnumber",
    flags=re.IGNORECASE,
)  # fmt: skip
_LESS = ("smaller", "lighter", "shorter", "fewer")
_CUTS = re.compile(r"[;|]|, |\) ")
_APART = re.compile(
    r"\b(?:all|any|each|every|the others|expected|before|planned|usual|it|that|those|half|twice|\d)\b", re.IGNORECASE
)


class _Claim(NamedTuple):
    one: str
    other: str
    sign: int
    dimensions: tuple[Dimension, ...]
    what: frozenset[str]
    """What is counted, where a sentence says it beside both."""


def amounts_compared(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one of two amounts is the larger where the cited lines have it smaller."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    claim = _read(sentence)
    if claim is None or _APART.search(claim.other):
        return _GOOD
    for dimension in claim.dimensions:
        amounts = [v for v in evidence.values if v.quantity.dimension is dimension and not evidence.of(v).tainted]
        amounts = [
            v for v in amounts if dimension is not Dimension.PLAIN or (v.quantity.value % 1 == 0 and not v.headed)
        ]
        if claim.what:
            amounts = [v for v in amounts if v.key & claim.what] or amounts
        pair = _pair(claim, amounts, evidence) if len(amounts) > 1 else None
        if pair:
            one, other = (value.quantity.value * claim.sign for value in pair)
            if one < other:
                return Verdict(False, "direction", f"the facts say {pair[0].quantity.text} and {pair[1].quantity.text}")
            return _GOOD
    return _GOOD


def _read(sentence: str) -> _Claim | None:
    if match := _BIGGER.search(sentence):
        long = match["how"].lower() in ("longer", "shorter")
        kinds = (Dimension.TIME, Dimension.PLAIN) if long else (Dimension.BYTES, Dimension.PLAIN)
        return _Claim(match["one"], match["other"], -1 if match["how"].lower() in _LESS else 1, kinds, frozenset())
    if (match := _MORE.search(sentence)) is None:
        return None
    sign = -1 if (match["how"] or match["than"] or "").lower() in _LESS else 1
    sides = (match["one"] or match["many"] or match["whose"], match["other"] or match["few"] or match["its"])
    return _Claim(*sides, sign, (Dimension.PLAIN,), stems(match["what"] or ""))


def _pair(claim: _Claim, amounts: Sequence[Value], evidence: Evidence) -> tuple[Value, Value] | None:
    """Find the amounts of both sides: each by the words that only it has, or the other of two."""
    one, other = (told(side, evidence) | stems(side) for side in (claim.one, claim.other))
    mine, theirs = (_of(side, amounts, evidence) for side in (one - other - _PLAIN, other - one - _PLAIN))
    if len(amounts) == _TWO and (mine is None) is not (theirs is None):
        rest = next(v for v in amounts if v is not (mine or theirs))
        mine, theirs = (mine or rest), (theirs or rest)
    return (mine, theirs) if mine and theirs and mine is not theirs else None


_TWO = 2
_PLAIN = frozenset(map(stem, ["the", "one", "file", "files", "of", "data", "set", "a", "in"]))


def _of(side: frozenset[str], amounts: Sequence[Value], evidence: Evidence) -> Value | None:
    """Give the one amount whose part of its line has most of what a side says."""
    scored = [(len(side & _around(value, evidence)), place) for place, value in enumerate(amounts)]
    best = max(score for score, _ in scored)
    found = [amounts[place] for score, place in scored if score == best]
    return found[0] if best and len({value.quantity.value for value in found}) == 1 else None


def _around(value: Value, evidence: Evidence) -> frozenset[str]:
    """Give the words of the part of a line that an amount stands in; of the whole line where it is the only such one."""
    line = evidence.of(value)
    alike = [v for v in line.values if v.quantity.dimension is value.quantity.dimension]
    if len(alike) == 1:
        return told(line.text, evidence) | stems(line.text) | line.tags
    text = source(line, value)
    cuts = [0, *(cut.end() for cut in _CUTS.finditer(text)), max(len(text), value.quantity.end) + 1]
    start = max(cut for cut in cuts if cut <= value.quantity.start)
    part = text[start : min(cut for cut in cuts if cut > value.quantity.start)]
    return told(part, evidence) | stems(part)
