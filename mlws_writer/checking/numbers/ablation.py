"""What leaving something out did: what it hurts most to leave out is what the worst value is without."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.kinds import is_speed, signed
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, stem
from mlws_writer.checking.reading.measuring import metric_of, uncut
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern, Words

LEAVING = r"(?:leaving out|leaving away|removing|dropping|omitting|taking (?:out|away)|cutting(?: out)?|ablating|disabling|switching off|turning off|excluding|losing|doing without|going without)"
_HURTS = r"(?:hurts?|costs?|harm(?:s|ed)|damage[sd]|matter(?:s|ed)|weakens|weakened|cost)"
_ABLATED = Pattern(
    rf"^\W*(?:{LEAVING}) (?P<what>[^,;.]+?) {_HURTS}(?: (?!more\b|less\b|the\b|most\b|least\b)\w+){{0,3}} (?:the )?(?:by far )?(?P<how>most|least|(?P<than>more|less) than {LEAVING})\b",
    *("hurt", "cost", "harm", "damage", "matter", "weaken"),
    flags=re.IGNORECASE,
)
_ARE_DIFFERENCES = frozenset(
    map(stem, ["drop", "delta", "diff", "difference", "importance", "change", "decrease", "loss"])
)


_MATTERED = Pattern(
    r"^(?:(?:of|among) (?:all )?(?:the |its )?[^,;]{3,40}, )?(?P<what>[^,;]{2,40}?) (?:mattered|counted|contributed|helped|matters|contributes) (?:the )?(?P<how>most|least)(?: (?:for|to) (?:the )?[\w@-]+)?",
    " most", " least",
    flags=re.IGNORECASE,
)  # fmt: skip
"""What is said to have mattered most is, in an ablation, what it hurts most to leave out."""
TAKEN_OUT = re.compile(r"^\W*(?:[|│]\W*)?(?:\w{1,3}\W+)?(?:- |− |w/o|without|no[ _-]|minus)", re.IGNORECASE)


def ablated(sentence: str, evidence: Evidence) -> str:
    """Write what leaving something out did as how good what was left is: to leave it out hurts most, without it is the worst."""
    if (mattered := _MATTERED.search(sentence)) and all(TAKEN_OUT.search(line.text) for line in evidence.firsthand):
        sentence = f"Leaving out {mattered['what']} hurt {mattered['how']}{sentence[mattered.end() :]}"
    match = _ABLATED.search(sentence)
    if match is None:
        return sentence
    least = match["how"].lower().startswith(("least", "less"))
    if evidence.cited & _ARE_DIFFERENCES:
        word = (
            ("smaller than" if least else "larger than")
            if match["than"]
            else ("the smallest" if least else "the largest")
        )
    else:
        word = ("better than" if least else "worse than") if match["than"] else ("the best" if least else "the worst")
    return f"{match['what']} is {word}{sentence[match.end() :]}"


_CHANGED = Pattern(
    rf"^\W*{LEAVING} [^,;.]+? (?:(?:made|makes|left|rendered) [^,;.]*?\b(?:(?P<good>better|(?P<more>more|less) (?:accurate|precise|reliable|robust))|(?P<bad>worse)|(?P<fast>faster|quicker)|(?P<slow>slower))|"
    r"(?P<helped>helped|improved)|(?P<hurt>hurt|harmed|worsened))\b",
    *("made", "makes", "left", "rendered", "helped", "improved", "hurt", "harmed", "worsened"),
    flags=re.IGNORECASE,
)
LACKS = Words(
    r"\b(?:without|w/o|no|not|minus|drop\w*|remov\w*|exclud\w*|ablat\w*|off|disabled?|omit\w*|skip\w*|left out)\b|=(?:false|0|none)\b"
)


def leaves_out(sentence: str) -> bool:
    """Tell whether a sentence says what leaving something out did, which the order of the lines does not show."""
    return _CHANGED.search(sentence) is not None


def left_out(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that leaving something out made things better or worse where all that the cited lines share went the other way."""
    match = None if NEGATED.search(sentence) else _CHANGED.search(sentence)
    if match is None:
        return Verdict(True)
    if sum(TAKEN_OUT.search(line.text) is not None for line in evidence.firsthand) > 1:
        return Verdict(True)  # of two that lack something each, neither is the one with it
    about = "speed" if match["fast"] or match["slow"] else "good"
    up = bool(match["fast"] or match["helped"] or (match["good"] and (match["more"] or "more").lower() == "more"))
    pairs = [(one, other, signed(one, 1 if up else -1, about)) for one, other in _with_and_without(evidence, about)]
    said = uncut(metric_of(sentence[match.end() :].split()))
    pairs = [pair for pair in pairs if said and uncut(pair[0].metric) == said] or pairs
    went = [(other.quantity.value - one.quantity.value) * sign for one, other, sign in pairs if sign]
    if went and max(went) < 0:
        one, other, _ = pairs[0]
        return Verdict(False, "direction", f"it was {one.quantity.text} with it and {other.quantity.text} without")
    return Verdict(True)


def _with_and_without(evidence: Evidence, about: str) -> Iterator[tuple[Value, Value]]:
    """Pair the values of the cited line that lacks something, or of the last one, with those of the same names in the others."""
    lines = evidence.firsthand
    lacking = [line for line in lines if LACKS.search(line.text)]
    without = lacking[0] if len(lacking) == 1 else lines[-1]
    for line in (each for each in lines if each is not without):
        for one in line.values:
            kept = one.quantity.dimension not in WHEN and (about == "good" or is_speed(one))
            yield from ((one, other) for other in without.values if kept and _same(one, other))


def _same(one: Value, other: Value) -> bool:
    alike = one.key == other.key or bool(one.metric and one.metric == other.metric)
    return bool(one.key) and alike and one.quantity.dimension is other.quantity.dimension
