"""Two cited lines set against each other, where they say the reverse: more power in int8 than in fp32, the first to fail."""

import re

from mlws_writer.checking.numbers.comparing import in_words
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import is_rate, signed
from mlws_writer.checking.order.outdone import is_alike, with_columns
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension

_PAIR = 2


def the_reverse(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one thing has more of something than another, or came first, where the two cited lines show the reverse."""
    if below := _below(sentence, evidence):
        return Verdict(False, "direction", f"of the two lines {below} is the other way round")
    if first := _not_first(sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact before it says {first.strip()[:60]!r}")
    return Verdict(True)


def _below(sentence: str, evidence: Evidence) -> str:
    """Give a value of the line that one side of a comparison names where all that may be compared of the two says the reverse."""
    found = in_words(sentence) if " than " in sentence else None
    lines = evidence.firsthand
    if found is None or len(lines) != _PAIR or _UNSURE.search(sentence):
        return ""
    sides = [
        told(found.left.removesuffix(found.gap), evidence) | told(found.gap, evidence),
        told(found.right, evidence),
    ]
    owns = [
        [(line.tags & side) - other.tags for side in sides] for line, other in zip(lines, reversed(lines), strict=True)
    ]
    one, other = lines if owns[0][0] or owns[1][1] else reversed(lines)
    mine, theirs = owns if one is lines[0] else reversed(owns)
    if not (mine[0] or theirs[1]) or mine[1] or theirs[0]:
        return ""
    against = ""
    words = f"{_WHERE.split(found.gap)[0]} {found.word}"
    for own in (v for v in one.values if v.key and v.quantity.dimension not in WHEN):
        same = [v for v in other.values if v.key == own.key and is_alike(v, own)]
        if len(same) != 1 or not _is_compared(own, words, found.about):
            continue
        gap = (own.quantity.value - same[0].quantity.value) * signed(own, found.sign, found.about)
        if gap >= 0:
            return ""
        against = f"{own.quantity.text} and {same[0].quantity.text}"
    return against


_WHERE = re.compile(r"\b(?:between|in|on|at|for|with|from|by|under)\b")
_UNSURE = re.compile(
    r"\b(?:not|no|never|but|while|although|than (?:before|ever|expected|usual|any|all|the others?))\b|n't\b|%", re.I
)


def _is_compared(value: Value, words: str, about: str) -> bool:
    """Tell whether a value is of what a comparison is in, by its adjective or by the noun behind it."""
    if about in ("speed", "time"):
        return is_rate(value) or value.quantity.dimension is Dimension.TIME
    if about == "good":
        return False
    return bool(value.key & with_columns(stems(words)))


_FIRST_TO = re.compile(r"\bwas the first (?:[\w-]+ ){0,2}?(?:to|that)\b", re.IGNORECASE)


def _not_first(sentence: str, evidence: Evidence) -> str:
    """Give the earlier of two cited lines of one shape where a sentence calls what the later one names the first to do so."""
    match = _FIRST_TO.search(sentence)
    lines = evidence.firsthand if match else ()
    if match is None or len(lines) != _PAIR:
        return ""
    first, last = lines
    who = told(sentence[: match.start()], evidence)
    shared = len(first.words & last.words)
    alike = shared * _PAIR >= min(len(first.words), len(last.words))
    return first.text if alike and who & (last.tags - first.tags) and not who & (first.tags - last.tags) else ""
