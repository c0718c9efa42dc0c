"""Whether a value rose, fell, improved or got worse, as its facts show it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.agreement import agrees
from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.kinds import is_rate
from mlws_writer.checking.language import BETTER, FALL, NEGATED, RISE, SLOWED, SPED, STEADY, WORSE, stem, words_of
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import EARLIER, Value, is_earlier, metric_of, then_and_now
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, quantities

_GOOD = Verdict(True)
_VALUED = re.compile(
    r"\b(?:from|to|of|at)\s+(?:(?:about|roughly|around|nearly|almost|just|over|under|some|an?|only|below|above)\s+)*[$€£]?$",
    re.IGNORECASE,
)
"""What stands right before a value; where a noun stands between, the number is a place: from update 35000 to update 40000."""


_BUT_ONCE = re.compile(r"\b(?:otherwise|only once|but once|except|apart from|with one exception)\b", re.IGNORECASE)


def direction(sentence: str, clause: str, evidence: Evidence) -> Verdict:
    """Let a value rise, fall, improve or get worse only as its facts show."""
    found = _directed(clause)
    if not found or NEGATED.search(clause) or _BUT_ONCE.search(sentence):
        return _GOOD
    word, wants = found
    if reversed_order(clause, evidence):
        return Verdict(False, "direction", f"the values come in the other order than {word!r} says")
    metric = metric_of(clause.split())
    values = _series(clause, evidence)
    if len(values) < 2 and not values:
        values = _spoken_of(clause, evidence) or ([] if _OWN.match(clause) else _spoken_of(sentence, evidence))
        values = values or (_speeds(evidence) if wants in ("faster", "slower") and " than " not in clause else [])
    if len(values) < 2:
        values = _of_two_lines(sentence, evidence) or values
    if len(values) < 2:
        return _GOOD if _said_so(word, evidence) else _unshown(word, values, evidence)
    wanted = _speed_sign(values[0], wants) or word_sign(metric or values[0].metric, wants)
    signs = [_sign(wanted, one, other) for one, other in pairwise(values)]
    whole = _sign(wanted, values[0], values[-1])
    ok = all(sign >= 0 for sign in signs) if STEADY.search(clause) and len(values) > 2 else whole > 0
    trend = STEADY.search(clause) or _AS.search(clause)
    if ok or (len(values) > 2 and any(sign > 0 for sign in signs) and not trend):
        return _GOOD
    return Verdict(
        False,
        "direction",
        f"the values do not say {word!r}: {values[0].quantity.text}, then {values[-1].quantity.text}",
    )


_MADE = re.compile(
    r"\b(?:made|makes|left|leaves)\b[^,;.]*?\b(?:(?P<up>more|better)|(?P<down>less|worse))\b(?P<rest>[^,;.]*)"
)
_BEFORE, _AFTER = stem("before"), stem("after")


def made(sentence: str, evidence: Evidence) -> Verdict:
    """Hold what something made better or worse against values that were taken before and after it."""
    match = _MADE.search(sentence)
    about = metric_of(match["rest"].split()) if match else ""
    if match is None or NEGATED.search(sentence):
        return _GOOD
    pairs = [
        (one, other)
        for statement in evidence.statements
        for one in statement.values
        for other in statement.values
        if _BEFORE in one.key and _AFTER in other.key and _but(one.key, _BEFORE) == _but(other.key, _AFTER)
    ]
    pairs = [pair for pair in pairs if not about or not pair[0].metric or names.canonical(about) == pair[0].metric]
    sign = 1 if match["up"] else -1
    signs = [_sign(word_sign(one.metric or about, "better") * sign, one, other) for one, other in pairs]
    if signs and all(each < 0 for each in signs):
        return Verdict(
            False, "direction", f"after it {pairs[0][1].quantity.text}, before it {pairs[0][0].quantity.text}"
        )
    return _GOOD


def _but(key: frozenset[str], when: str) -> frozenset[str]:
    return frozenset(token for token in key if when not in token)


def _speed_sign(value: Value, wants: str) -> int:
    """Say which sign of a difference means faster or slower: of a rate the higher, of a time the lower."""
    if wants not in ("faster", "slower"):
        return 0
    rate = is_rate(value) or (value.quantity.dimension is Dimension.PLAIN and stem("time") not in value.key)
    return (1 if rate else -1) * (1 if wants == "faster" else -1)


def _spoken_of(sentence: str, evidence: Evidence) -> list[Value]:
    """Collect the values of what a sentence speaks of, whatever it is called, from the facts behind it, in order."""
    spoken = told(sentence, evidence)
    written = [q.value for q in quantities(sentence)]
    groups: dict[frozenset[str], list[Value]] = {}
    for statement in evidence.statements:
        if (
            (pair := _arrow(statement) or _then_and_now(statement))
            and statement.tags & spoken
            and not statement.tainted
        ):
            return list(pair)
    for value in evidence.values:
        if value.key & spoken and value.quantity.dimension not in _TIMES and not evidence.of(value).tainted:
            groups.setdefault(value.key, []).append(value)
    several = [g for g in groups.values() if len(g) > 1 and not all(v.quantity.value in written for v in g)]
    best = max((len(group[0].key & spoken) for group in several), default=0)
    chosen = [group for group in several if len(group[0].key & spoken) == best]
    if len(chosen) > 1:  # what the sentence names first is what it is about
        first = min(_named_at(group[0], sentence) for group in chosen)
        chosen = [group for group in chosen if _named_at(group[0], sentence) == first]
    return sorted(chosen[0], key=lambda v: _order(v, evidence)) if len(chosen) == 1 else []


def _named_at(value: Value, sentence: str) -> int:
    """Say at which word a sentence first names what a value is of."""
    words = words_of(sentence)
    return next((place for place, word in enumerate(words) if stem(word) in value.key), len(words))


_AS = re.compile(
    r"\b(?:as|while|when|with) (?:the |a |its )?(?:\w+ ){1,3}?(?:gets?|got|went|goes|grows?|grew|increases?d?|rises?|rose|progress\w*|proceed\w*|continue\w*|becomes?|became|larger|smaller)\b",
    re.IGNORECASE,
)
"""What goes with another thing does so on the whole, not here and there."""


_OWN = re.compile(
    r",? ?(?:while|whereas|but|although|though)\s+(?:the|its|their)\s+(?!values?\b|same\b)[a-z]", re.IGNORECASE
)
"""A clause with a subject of its own, which what is said elsewhere says nothing of."""


def _speeds(evidence: Evidence) -> list[Value]:
    """Collect the rates of the cited facts, where those are of one thing."""
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        if is_rate(value) and not evidence.of(value).tainted:
            groups.setdefault(value.key, []).append(value)
    return next(iter(groups.values())) if len(groups) == 1 else []


_ANY = frozenset(map(stem, ["value", "score", "result"]))
"""Headers of columns that hold whatever their row is of."""


def _of_two_lines(sentence: str, evidence: Evidence) -> list[Value]:
    """Give what two cited lines of one shape have of what a sentence names, in their order."""
    spoken = told(sentence, evidence)
    pairs = [[v for v in column if v.statement in evidence.own] for column in evidence.columns]
    pairs = [pair for pair in pairs if len(pair) == 2 and pair[0].key & (spoken | _ANY)]
    return pairs[0] if len(pairs) == 1 and len(evidence.statements) == 2 else []


def _arrow(statement: Statement) -> tuple[Value, Value] | None:
    """Find the two values between which a statement has an arrow, where there is one such pair."""
    found = [
        (one, other)
        for one, other in pairwise(statement.values)
        if re.fullmatch(r"\s*(?:->|→|=>)\s*", statement.text[one.quantity.end : other.quantity.start])
    ]
    return found[0] if len(found) == 1 else None


def _then_and_now(statement: Statement) -> tuple[Value, Value] | None:
    """Find what something was and what it is, where a statement has one such pair."""
    found = [(one, other) for one, other in combinations(statement.values, 2) if then_and_now(one, other)]
    if len(found) != 1:
        return None
    one, other = found[0]
    return (one, other) if is_earlier(one) else (other, one)


_TIMES = (Dimension.CLOCK, Dimension.DATE)


def _order(value: Value, evidence: Evidence) -> tuple[bool, int, int]:
    """Put values in the order of time: what is called the earlier one first, then as the log has them."""
    earlier = is_earlier(value) or bool(value.tags & EARLIER)
    return (not earlier, *_at(value, evidence))


def _directed(clause: str) -> tuple[str, str] | None:
    ways = ((SPED, "faster"), (SLOWED, "slower"), (RISE, "up"), (FALL, "down"), (BETTER, "better"), (WORSE, "worse"))
    for pattern, wants in ways:
        match = pattern.search(clause)
        compared = wants in ("up", "down") and match and _STATE.match(match.group())
        if match and not (compared and _THAN.search(clause[match.end() :])):
            return match.group(), wants
    return None


_STATE = re.compile(r"(?:was|were)\b", re.IGNORECASE)
_THAN = re.compile(r"^[^,;]{0,60}?\bthan\b(?! (?:before|ever|earlier|at first)\b)")
"""What was higher than something else did not rise."""


def word_sign(metric: str, wants: str) -> int:
    """Say which sign of a difference a word demands: 1 up, -1 down, 0 where nobody knows which is better."""
    if wants in ("up", "down"):
        return 1 if wants == "up" else -1
    if wants in ("faster", "slower"):
        return 0
    return names.sign(metric) * (1 if wants == "better" else -1)


def _sign(wanted: int, one: Value, other: Value) -> Decimal:
    difference = other.quantity.value - one.quantity.value
    return difference * wanted if wanted else abs(difference)


def _series(clause: str, evidence: Evidence) -> list[Value]:
    """Collect the values of what a clause speaks of: those it writes itself, else those of its metric, in order."""
    written = [q for q in quantities(clause) if q.dimension not in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS)]
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    if span:
        inside = [q for q in written if q.start > span.start() and _VALUED.search(clause[: q.start])]
        if len(inside) >= 2 and inside[0].dimension in (inside[1].dimension, Dimension.PLAIN):
            return [Value(q, frozenset(), "", 0) for q in inside[:2]]
    metric = metric_of(clause.split())
    if not metric:
        return []
    bare = metric.rpartition(" ")[2]
    split = metric.partition(" ")[0] if " " in metric else ""
    found = [v for v in evidence.values if v.metric.rpartition(" ")[2] == bare and not evidence.of(v).tainted]
    if not found and split:  # a column that is called `valid` alone
        found = [
            v
            for v in evidence.values
            if not v.metric and stem(split) in v.key and v.quantity.dimension is Dimension.PLAIN
        ]
    same = [v for v in found if not split or split in v.metric or " " not in v.metric]
    runs = {evidence.of(v).run for v in same if any(agrees(q, v) for q in written)}
    same = [v for v in same if not runs or evidence.of(v).run in runs]  # two runs are no course
    return sorted(same, key=lambda value: _order(value, evidence))


def reversed_order(clause: str, evidence: Evidence) -> bool:
    """Tell whether a clause goes from one value to another that the facts have only in the other order."""
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    written = [q for q in quantities(clause) if span and q.start > span.start() and _VALUED.search(clause[: q.start])]
    if len(written) < 2:
        return False
    ones, others = ([v for v in evidence.values if agrees(q, v)] for q in written[:2])
    if any(is_earlier(v) for v in (*ones, *others)):
        return bool(ones and others) and all(map(is_earlier, others)) and not any(map(is_earlier, ones))
    pairs = [(a, b) for a in ones for b in others if evidence.of(a).run == evidence.of(b).run]  # lines of one log
    return bool(pairs) and all(_at(a, evidence) > _at(b, evidence) for a, b in pairs)


def _at(value: Value, evidence: Evidence) -> tuple[int, int]:
    return evidence.of(value).line, value.quantity.start


def _said_so(word: str, evidence: Evidence) -> bool:
    return stem(word) in evidence.words


def _unshown(word: str, values: Sequence[Value], evidence: Evidence) -> Verdict:
    """One value shows no direction; where nothing is known of it at all, other checks decide."""
    if len(values) == 1 and len(evidence.statements) < 3:
        return Verdict(False, "direction", f"one value does not show that anything {word}")
    return _GOOD
