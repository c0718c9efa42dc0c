"""Two amounts that a sentence compares: sizes of two files, counts of two kinds, each found by the words around it in the lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import is_its_number
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
    rf"^(?P<one>[^,;]{{2,50}}?) (?:is|was|are|were|got|became|takes up|took up) (?:much |far |slightly |a little |still )?(?P<how>larger|bigger|heavier|longer|smaller|lighter|shorter|cheaper|dearer|more expensive) than (?P<other>[^,;]{{2,50}}?){_END}|"
    rf"^(?P<took>[^,;]{{2,50}}?) (?:took|ran|lasted|needed) (?P<time>longer|more time|less time) than (?P<its>[^,;]{{2,50}}?){_END}|"
    rf"^(?P<own>[^,;]{{2,50}}?) (?:is|was) the (?P<rank>larger|bigger|heavier|longer|smaller|lighter|shorter|cheaper|dearer|more expensive) of the two\b",
    " than ",
    " of the two",
    flags=re.IGNORECASE,
)
_MORE = Pattern(
    rf"^there (?:are|were) (?P<how>more|fewer) (?P<one>[^,;]{{2,40}}?) than (?P<other>[^,;]{{2,40}}?){_END}|"
    rf"^(?P<often>[^,;]{{2,40}}?) (?:was|were) [a-z]{{3,}} (?P<rate>more|less) often than (?P<rarer>[^,;]{{2,40}}?){_END}|"
    rf"^(?P<many>[^,;]{{2,40}}?) (?P<by>outnumber(?:s|ed)?) (?P<few>[^,;]{{2,40}}?){_END}|"
    rf"^(?P<whose>[^,;]{{2,40}}?) (?:has|had|have|got|used|made|did|found|won|sent|wrote|ran|[a-z]{{3,}}ed) (?P<than>more|fewer) (?P<what>[a-z]+(?: [a-z]+)?) than (?P<its>[^,;]{{2,40}}?){_END}",
    "than", "outnumber",
    flags=re.IGNORECASE,
)  # fmt: skip
_LESS = ("smaller", "lighter", "shorter", "fewer", "less", "cheaper", "less time")
_KINDS = {
    ("longer", "shorter"): (Dimension.TIME, Dimension.PLAIN),
    ("more time", "less time"): (Dimension.TIME,),
    ("cheaper", "dearer", "more expensive"): (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS),
}
"""What is compared by a word that is not about sizes."""
_CUTS = re.compile(r"[;|]|, |\) | and (?=\d)")
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
            v
            for v in amounts
            if dimension is not Dimension.PLAIN
            or (v.quantity.value % 1 == 0 and not v.headed and not is_its_number(v, evidence.of(v)))
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
        how = (match["how"] or match["time"] or match["rank"]).lower()
        sides = (match["one"] or match["took"] or match["own"], match["other"] or match["its"] or "")
        kinds = next((kinds for words, kinds in _KINDS.items() if how in words), (Dimension.BYTES, Dimension.PLAIN))
        return _Claim(*sides, -1 if how in _LESS else 1, kinds, frozenset())
    if (match := _MORE.search(sentence)) is None:
        return None
    sign = -1 if (match["how"] or match["rate"] or match["than"] or "").lower() in _LESS else 1
    sides = (
        match["one"] or match["often"] or match["many"] or match["whose"],
        match["other"] or match["rarer"] or match["few"] or match["its"],
    )
    return _Claim(*sides, sign, (Dimension.PLAIN,), stems(match["what"] or ""))


def _pair(claim: _Claim, amounts: Sequence[Value], evidence: Evidence) -> tuple[Value, Value] | None:
    """Find the amounts of both sides: each by the words that only it has, or the other of two."""
    one, other = (told(side, evidence) | stems(side) for side in (claim.one, claim.other))
    mine, theirs = (_of(side, amounts, evidence) for side in (one - other - _PLAIN, other - one - _PLAIN))
    if len(amounts) == _TWO and (mine is None) is not (theirs is None):
        rest = next(v for v in amounts if v is not (mine or theirs))
        mine, theirs = (mine or rest), (theirs or rest)
    if mine and theirs and mine is not theirs:
        return mine, theirs
    return _of_two_lines(one - other - _PLAIN, other - one - _PLAIN, amounts, evidence)


def _of_two_lines(
    one: frozenset[str], other: frozenset[str], amounts: Sequence[Value], evidence: Evidence
) -> tuple[Value, Value] | None:
    """Find what two lines, of one side each, count of the same: removed 32,000 of the one, 16,000 of the other."""
    mine, theirs = ([line for line in evidence.firsthand if one_side & line.words] for one_side in (one, other))
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs:
        return None
    pairs = [
        (a, b)
        for a in amounts
        for b in amounts
        if a.key and a.key == b.key and evidence.of(a) is mine[0] and evidence.of(b) is theirs[0]
    ]
    return pairs[0] if pairs else None


_TWO = 2
_PLAIN = frozenset(map(stem, ["the", "one", "file", "files", "of", "data", "set", "a", "in"]))


def _of(side: frozenset[str], amounts: Sequence[Value], evidence: Evidence) -> Value | None:
    """Give the one amount whose part of its line has most of what a side says."""
    scored = [(len(side & _around(value, evidence)), place) for place, value in enumerate(amounts)]
    best = max((score for score, _ in scored), default=0)
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
