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
    r"(?!\d|that\b|this\b|it\b|they\b|then\b|long\b|all\b|an?\b|(?!training\b|\w+ing\W*$)\w+ing\b|(?:one|two|three|four|five|six|several|some|many|half|about|only|just|roughly|less|more)\b|"
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
    r"\b(?:could|would|can|might|should|had time|was (?:able|due|meant|supposed|to)|were to|ever|than|limit|deadline|as|better|worse|higher|lower|best|worst|lowest|highest)\b",
    re.IGNORECASE,
)
"""What did not come, or is no event: before it could finish; better than after the change."""


def sequence(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one thing came before another where the line that tells of it comes later, and the reverse."""
    match = _AHEAD.search(sentence) or _INSIDE.search(sentence)
    lines = evidence.firsthand
    if match is None or len(lines) < _TWO or SAID.search(sentence) or NEGATED.search(match.group()):
        return _GOOD
    if _NOT_TO_COME.search(match["one"]) or _NOT_TO_COME.search(match["other"]):
        return _GOOD
    own = _CLAUSE.split(match["one"])[-1]
    one, other = _told_by(own, lines, evidence), _told_by(match["other"], lines, evidence)
    if not one or not other or one.line == other.line:
        return _GOOD
    if (one.line < other.line) == (match["way"].lower() == "before"):
        return _GOOD
    return Verdict(False, "wrong_time", f"the line of {own.strip()!r} is not {match['way']} the other's")


_CLAUSE = re.compile(r", |\b(?:and|but|because|while|which|who|that|so)\b")
_LIGHT = re.compile(
    r"\b(?:was|were|had been) (?:done|made|performed|carried out)\b|\b(?:took place|happened)\b", re.IGNORECASE
)
_TWO = 2


def _told_by(side: str, lines: Sequence[Statement], evidence: Evidence) -> Statement | None:
    """Give the one line that has the most of what a side says and not all lines have; none where two have as much."""
    side = _LIGHT.sub(" ", side)
    spoken = words_and_kinds(plain(side)) | told(side, evidence)
    shared = frozenset.intersection(*map(_words, lines))
    found = sorted(((len((spoken & _words(line)) - shared), n) for n, line in enumerate(lines)), reverse=True)
    (best, at), (second, _) = found[:2]
    return lines[at] if best > second else None


def _words(line: Statement) -> frozenset[str]:
    return words_and_kinds(plain(line.text)) | tokens(line.text)
