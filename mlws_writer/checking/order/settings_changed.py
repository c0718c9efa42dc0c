"""Which setting was raised, lowered, doubled or halved, held against what it was and what it became."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.one_value import most_spoken_of, value_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.then_and_now import former_of, then_and_now
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WAYS = {
    "up": r"raised|increased|doubled|tripled|quadrupled|enlarged|bumped|turned up|set higher",
    "down": r"lowered|reduced|decreased|halved|cut|shrunk|turned down|set lower|cut in half|cut down",
}
_FACTORS = {
    "doubled": Decimal(2),
    "tripled": Decimal(3),
    "quadrupled": Decimal(4),
    "halved": Decimal("0.5"),
    "cut in half": Decimal("0.5"),
}
_VERB = rf"(?:(?P<up>{_WAYS['up']})|(?P<down>cut in half|{_WAYS['down']}))"
_WAS_SET = Pattern(
    rf"\b(?P<what>[A-Za-z][\w-]*(?: [a-z][\w-]*){{0,2}}) (?:was|were|is|had been|has been|being|got) (?:then |later |also |simply |automatically |finally )?{_VERB}\b",
    *("rais", "increas", "doubl", "tripl", "quadrupl", "enlarg", "bump", "turned", "lower", "reduc", "decreas", "halv", "cut", "shrunk", " set "),
    flags=re.IGNORECASE,
)  # fmt: skip
_SETTING = Pattern(
    r"(?<!of )\b(?:(?P<up>raising|increasing|doubling|enlarging)|(?P<down>lowering|reducing|decreasing|halving|cutting)) (?:the |its )?(?P<what>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)"
    r"(?=\W*$|,| (?:from|to|by|for|in|on|at|helped|hurt|improved|raised|lowered|made|gave|let|fixed|solved|led|brought|had|did|was)\b)",
    *("ing ",),
    flags=re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:unchanged|not changed|the same|as before|kept)\b", re.IGNORECASE)
_NEAR = 30


def settings_changed(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a setting was raised or lowered, or by which factor, where its two values say otherwise."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    for match in (*_WAS_SET.finditer(sentence), *_SETTING.finditer(sentence)):
        if match.re is _WAS_SET.compiled and (kept := _is_kept(match["what"], evidence)):
            return Verdict(False, "direction", f"a fact says {kept!r}")
        pairs = list(_moves(match["what"], evidence, in_time=match.re is _WAS_SET.compiled))
        if pairs and _EACH_TIME.search(sentence):
            pairs = list(_steps(match["what"], evidence)) or pairs
        pairs = [
            pair for pair in pairs if pair[0].quantity.value != pair[1].quantity.value or not _says_so(match, evidence)
        ]
        if pairs and not any(_went_so(match, *pair) for pair in pairs):
            one, other = (value.quantity.text for value in pairs[0])
            return Verdict(False, "direction", f"{match['what']} went from {one} to {other}")
    return _GOOD


_DOES = {"up": Words(r"\b(?:rais|increas|doubl|bump)\w*"), "down": Words(r"\b(?:lower|reduc|decreas|halv|cut)\w*")}


def _says_so(match: re.Match[str], evidence: Evidence) -> bool:
    """Tell whether a cited line says that something was raised or lowered, of which the next ones have what it then was."""
    way = "up" if match["up"] else "down"
    return any(_DOES[way].search(line.text) for line in evidence.firsthand)


_EACH_TIME = re.compile(r"\b(?:each|every) (?:time|try|attempt|\w+ (?:try|attempt)|step|round|retry)\b", re.IGNORECASE)


def _steps(what: str, evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Give what a setting was in each cited line that has it, and in the next one."""
    spoken = told(what, evidence)
    yield from pairwise(value for line in evidence.firsthand if (value := value_of(what, spoken, line)))


def _went_so(match: re.Match[str], one: Value, other: Value) -> bool:
    before, after = one.quantity.value, other.quantity.value
    if (after - before) * (1 if match["up"] else -1) <= 0:
        return False
    factor = _FACTORS.get((match["up"] or match["down"]).lower())
    return factor is None or not before or abs(after / before / factor - 1) <= _ROOM


_ROOM = Decimal("0.07")


def _moves(what: str, evidence: Evidence, *, in_time: bool) -> Iterator[tuple[Value, Value]]:
    """Give what a setting was and what it became: in one line, or `in_time` from the first cited line that has it to the last."""
    if metric_of(what.split()):
        return
    spoken = told(what, evidence)
    inside = [pair for line in evidence.firsthand if (pair := _within(what, spoken, line))]
    yield from inside
    if in_time and not inside:
        values = [value for line in evidence.firsthand if (value := value_of(what, spoken, line))]
        yield from [(values[0], values[-1])] if len(values) > 1 else []
        yield from ((value, value) for value in values if _stays(spoken, evidence))


def _within(what: str, spoken: frozenset[str], line: Statement) -> tuple[Value, Value] | None:
    """Give the two values that one line has of a setting: was and is, old and new, an arrow between, or one behind the other."""
    if pair := _from_to(spoken, line):
        return pair
    value = value_of(what, spoken, line)
    if value and (was := former_of(value, line.values)):
        return was, value
    named = [v for v in line.values if v.exact and v.key & spoken and v.quantity.dimension not in WHEN]
    named = most_spoken_of(named, spoken)
    if len(named) == _TWO and named[0].quantity.dimension is named[1].quantity.dimension:
        between = line.text[named[0].quantity.end : named[1].quantity.start]
        return (named[0], named[1]) if _BECAME.search(between) else None
    if line.words & spoken and not value:
        return next((pair for pair in combinations(line.values, 2) if then_and_now(*pair)), None)
    return None


_FROM = re.compile(r"\bfrom $", re.IGNORECASE)


def _from_to(spoken: frozenset[str], line: Statement) -> tuple[Value, Value] | None:
    """Find two values beside each other of which a line says that what is spoken of went from the one to the other."""
    pairs = [
        (one, other)
        for one, other in pairwise(line.values)
        if _FROM.search(line.text[: one.quantity.start])
        and line.text[one.quantity.end : other.quantity.start] == " to "
        and one.key & spoken
    ]
    return pairs[0] if len(pairs) == 1 else None


_TWO = 2
_BECAME = re.compile(r"->|→|=>|\b(?:to|was|now|from|instead)\b", re.IGNORECASE)
"""What stands between what a setting was and what it became."""


_UNCHANGED = re.compile(r"\b(?P<what>[A-Za-z][\w-]*(?: [a-z]+)?) (?:was |is |left |kept )?(?:unchanged|not changed|as before)\b", re.IGNORECASE)  # fmt: skip


def _is_kept(what: str, evidence: Evidence) -> str:
    """Give how a cited line says that a setting is as it was: lr unchanged."""
    spoken = told(what, evidence)
    found = (match for line in evidence.firsthand for match in _UNCHANGED.finditer(line.text))
    return next((match.group() for match in found if told(match["what"], evidence) & spoken), "")


def _stays(spoken: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a cited line says of a setting that it is as it was."""
    around = (s.text[max(m.start() - _NEAR, 0) : m.start()] for s in evidence.firsthand for m in _SAME.finditer(s.text))
    return any(told(text, evidence) & spoken for text in around)
