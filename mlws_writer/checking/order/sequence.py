"""What a sentence says to have come before or after what, held against the order of the lines that tell of either."""

import re
from collections.abc import Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.outcomes.ill_counts import plain, words_and_kinds
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_CUT = r"(?=[,;:.]|\W*$| (?:and|but|while|although|because)\b)"
_OTHER = (
    r"(?!\d|(?:ever )?(?:reaching|finishing|completing|exceeding|hitting|meeting|achieving)\b|that\b|this\b|which\b|what\b|whom\b|(?:it|they)\b(?! (?:was|were|is|are|had been)\b)|then\b|long\b|all\b|an?\b|(?:being|having)\b|(?:one|two|three|four|five|six|several|some|many|half|about|only|just|roughly|less|more)\b|"
    r"(?:any|each|every)\b|(?:the|its|their) (?:\d|\w+ing\b|\w+ (?:minutes|seconds|hours|days)\b))"
)
_INSIDE = Pattern(
    rf"^(?P<one>[^;:]+?),? (?:only |right |immediately |shortly |just |even |happened |already )?(?P<way>before|after) {_OTHER}(?P<other>[^;:]+?){_CUT}",
    "before", "after",
    flags=re.IGNORECASE,
)  # fmt: skip
_AHEAD = Pattern(
    rf"^(?:only |right |immediately |shortly |just |even )?(?P<way>before|after) {_OTHER}(?P<other>[^,;:]+), (?P<one>[^;:]+?){_CUT}",
    "before", "after",
    flags=re.IGNORECASE,
)  # fmt: skip
_NOT_TO_COME = re.compile(
    r"\b(?:could|would|can|might|should|had time|was (?:able|due|meant|supposed|to)|were to|ever|than|limit|deadline|as|better|worse|higher|lower|best|worst|lowest|highest|still (?:there|up|alive|running|working|left))\b",
    re.IGNORECASE,
)
"""What did not come, or is no event: before it could finish; better than after the change."""


def sequence(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one thing came before another where the line that tells of it comes later, and the reverse."""
    lines = evidence.firsthand if len({line.run for line in evidence.firsthand}) <= 1 else ()  # of one log
    if len(lines) < _TWO or SAID.search(sentence):
        return _GOOD
    if (turn := _IN_TURN.search(sentence)) and not NEGATED.search(sentence):
        return _in_turn(turn, lines, evidence)
    match = _AHEAD.search(sentence) or _INSIDE.search(sentence)
    return _GOOD if match is None or NEGATED.search(match.group()) else _in_order(match, lines, evidence)


def _in_order(match: re.Match[str], lines: Sequence[Statement], evidence: Evidence) -> Verdict:
    if _NOT_TO_COME.search(match["one"]) or _NOT_TO_COME.search(match["other"]):
        return _GOOD
    own, others = _CLAUSE.split(match["one"])[-1], match["other"]
    if again := _ITSELF.match(others):  # it was split before it was cleaned
        own, others = _WAS.split(own)[-1], again["deed"]
    one, other = _told_by(own, lines, evidence), _told_by(others, lines, evidence)
    if not one or not other:
        return _GOOD
    first, then = (other, one) if match["way"].lower() == "before" else (one, other)
    if max(first) >= min(then):
        return _GOOD
    return Verdict(False, "wrong_time", f"the line of {own.strip()!r} is not {match['way']} the other's")


_IN_TURN = Pattern(
    r"^(?P<who>[^,;:]+?) (?:(?:was|were|had been) )?(?P<deed>loaded|run|ran|started|launched|trained|evaluated|tested|tried|processed|written|saved|uploaded|downloaded|"
    r"deleted|removed|added|measured|benchmarked|scored|built|created|opened|read|fetched|edited|changed|queried|called|checked|finished|completed|ended|stopped|failed|crashed|came in) "
    r"(?P<turn>first|last)(?=\W*$|[,;]| (?:and|but|of all)\b)",
    " first", " last",
    flags=re.IGNORECASE,
)  # fmt: skip
"""What was done to something before or after it was done to the others."""


def _in_turn(said: re.Match[str], lines: Sequence[Statement], evidence: Evidence) -> Verdict:
    """Refuse that it was done to one thing first where the line of that comes behind that of another, and the reverse."""
    deed = words_and_kinds(plain(said["deed"]))
    telling = [line for line in lines if deed & _words(line)] or list(lines)
    own = _told_by(said["who"], telling, evidence) if len(telling) >= _TWO else []
    others = [line.line for line in telling if line.line not in own]
    if not own or not others:
        return _GOOD
    wrong = min(own) > min(others) if said["turn"].lower() == "first" else max(own) < max(others)
    way = "before" if said["turn"].lower() == "first" else "after"
    return Verdict(False, "wrong_time", f"{said.group()!r}, and another comes {way} it") if wrong else _GOOD


_CLAUSE = re.compile(r", |\b(?:and|but|because|while|which|who|that|so)\b")
_LIGHT = re.compile(
    r"\b(?:was|were|had been) (?:done|made|performed|carried out)\b|\b(?:took place|happened)\b", re.IGNORECASE
)
_TWO = 2
_ITSELF = re.compile(r"(?:it|they) (?:was|were|is|are|had been|has been|have been) (?P<deed>.+)", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|is|are|had been|has been|have been)\b")


def _told_by(side: str, lines: Sequence[Statement], evidence: Evidence) -> list[int]:
    """Give the numbers of the lines that have the most of what a side says and not all lines have."""
    side = _LIGHT.sub(" ", side)
    spoken = words_and_kinds(plain(side)) | told(side, evidence)
    shared = frozenset.intersection(*map(_words, lines))
    found = {line.line: len((spoken & _words(line)) - shared) for line in lines}
    best = max(found.values())
    return [line for line, many in found.items() if many == best] if best else []


def _words(line: Statement) -> frozenset[str]:
    return words_and_kinds(plain(line.text)) | tokens(line.text)
