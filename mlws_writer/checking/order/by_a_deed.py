"""What doing something made better, faster or smaller: held against the line of it and the line without it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlws_writer.checking.numbers.ablation import LACKS, LEAVING, TAKEN_OUT
from mlws_writer.checking.numbers.kinds import ABOUT, is_speed, signed
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, content
from mlws_writer.checking.reading.measuring import metric_of, uncut
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_TWO = 2
_BROUGHT = Pattern(
    r"^\W*(?P<deed>(?:[A-Z][a-z]+(?:ing|ation|ction|sion|ment)|(?:[A-Z][a-z]+ly )?[a-z]+ing) [^,;.]+?) (?:also |even |only |clearly |slightly |in fact |actually )?"
    r"(?:(?:made|makes|left|rendered) (?P<what>[^,;.]*?)\b(?:(?P<better>better|more (?:accurate|precise|reliable|robust))|(?P<worse>worse|less (?:accurate|precise|reliable|robust))|(?P<faster>faster|quicker)|(?P<slower>slower)|(?P<larger>larger|bigger|heavier)|(?P<smaller>smaller|lighter))|"
    r"(?P<helped>helped|improved|benefited)|(?P<hurt>hurt|harmed|worsened|degraded)|(?P<raised>raised|lifted|boosted|increased)|(?P<lowered>lowered|reduced|decreased))\b(?P<rest>(?:(?! (?:at the (?:cost|expense|price)|and|but|while|without) )[^,;.])*)",
    *("made", "makes", "left", "render", "help", "improv", "benefit", "hurt", "harm", "worse", "degrad", "rais", "lift", "boost", "increas", "lower", "reduc", "decreas"),
)  # fmt: skip
_WAYS = {
    "better": ("good", 1), "helped": ("good", 1), "worse": ("good", -1), "hurt": ("good", -1), "faster": ("speed", 1), "slower": ("speed", -1),
    "larger": ("size", 1), "smaller": ("size", -1), "raised": ("", 1), "lowered": ("", -1),
}  # fmt: skip
_LEAVES_OUT = re.compile(rf"\W*{LEAVING}\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|switching|moving|changing|going|replacing|swapping|exchanging)\b", re.IGNORECASE)
_INTO = re.compile(r"\b(?:to|into|by|with|for)\b", re.IGNORECASE)
"""Before and behind what stands what takes the place of another thing: going from small to base, replacing ReLU by GELU."""
_SPREAD = frozenset({"sd"})
_WHOLE = re.compile(
    r"\b(?:full|all|none|base(?:line)?|dense|original|reference|default|fp32|fp16|float32|unpruned|uncompressed|before)\b",
    re.IGNORECASE,
)
"""What stands in the line of that with which nothing was done."""


class _Effect(NamedTuple):
    """What a sentence says that doing something brought about."""

    deed: str
    about: str
    sign: int
    metric: str


def _effect(sentence: str) -> _Effect | None:
    match = None if NEGATED.search(sentence) else _BROUGHT.search(sentence)
    if match is None:
        return None
    about, sign = next(way for name, way in _WAYS.items() if match[name])
    return _Effect(match["deed"], about, sign, uncut(metric_of(f"{match['what'] or ''} {match['rest']}".split())))


def leaves_out(sentence: str) -> bool:
    """Tell whether a sentence says what leaving something out did, which the order of the lines does not show."""
    effect = _effect(sentence) if _LEAVES_OUT.match(sentence) else None
    return effect is not None and effect.about != ""


def by_a_deed(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what doing something is said to have brought about where all that the two lines share went the other way."""
    effect = _effect(sentence)
    lines = evidence.firsthand
    if effect is None or len(lines) < _TWO or (not effect.about and not effect.metric):
        return _GOOD
    after = _done(effect.deed, lines)
    if after is None:
        return _GOOD
    without = (line for line in lines if line is not after)
    pairs = [(one, other, _sign(one, effect)) for line in without for one, other in _alike(line, after, effect)]
    went = [(other.quantity.value - one.quantity.value) * sign for one, other, sign in pairs if sign]
    if went and max(went) < 0:
        one, other, _ = pairs[0]
        return Verdict(False, "direction", f"it was {one.quantity.text} before that and {other.quantity.text} with it")
    return _GOOD


def _done(deed: str, lines: Sequence[Statement]) -> Statement | None:
    """Find the one of two lines in which it was done: that which lacks what was left out, or has alone what the deed names."""
    if _LEAVES_OUT.match(deed):
        if sum(TAKEN_OUT.search(line.text) is not None for line in lines) > 1:
            return None  # of two that lack something each, neither is the one with it
        lacking = [line for line in lines if LACKS.search(line.text)]
        return lacking[0] if len(lacking) == 1 else lines[-1]
    if len(lines) > _TWO:
        return None
    one, other = lines
    deed = _INTO.split(deed)[-1] if _FROM.search(deed) else deed
    named = [content(deed) & (line.words | line.tags) for line in lines]
    if bool(named[0] - named[1]) != bool(named[1] - named[0]):
        return one if named[0] - named[1] else other
    whole = [line for line in lines if _WHOLE.search(line.text)]
    return (other if whole[0] is one else one) if len(whole) == 1 else None


def _sign(value: Value, effect: _Effect) -> int:
    if not value.metric and effect.about == "good":
        return effect.sign * names.sign(effect.metric)
    return signed(value, effect.sign, effect.about)


def _alike(before: Statement, after: Statement, effect: _Effect) -> Iterator[tuple[Value, Value]]:
    """Pair the values of two lines that are of one name, and of what the effect is."""
    pairs = [(one, other) for one in before.values for other in after.values if _is_same(one, other)]
    pairs = [(one, other) for one, other in pairs if _is_about(one, effect.about)]
    own = [pair for pair in pairs if effect.metric and uncut(pair[0].metric) == effect.metric]
    yield from own or pairs or (_first_scores(before, after) if effect.metric and effect.about != "speed" else ())


def _first_scores(*lines: Statement) -> Iterator[tuple[Value, Value]]:
    """Pair the first scores of two rows whose measure only a line above them names."""
    firsts = [
        next((v for v in line.values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1), None)
        for line in lines
    ]
    one, other = firsts
    if one and other and not one.metric and not other.metric and len(one.quantity.text) == len(other.quantity.text):
        yield one, other


def _is_same(one: Value, other: Value) -> bool:
    alike = one.key == other.key or bool(one.metric and one.metric == other.metric)
    return bool(one.key) and alike and one.quantity.dimension is other.quantity.dimension


def _is_about(value: Value, about: str) -> bool:
    if value.quantity.dimension in WHEN or value.key == _SPREAD:
        return False
    if about == "size":
        return value.quantity.dimension is Dimension.BYTES or bool(value.key & ABOUT["size"])
    return about != "speed" or is_speed(value)
