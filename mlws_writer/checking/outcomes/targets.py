"""Whether a target was reached, by the mark that a fact sets and the value that another reaches."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.reading.agreement import worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, content, stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, written_number

_GOOD = Verdict(True)
_MARK = re.compile(
    r"\b(?:target|goal|gate|budget|thresholds?|slo|limit|requirement|required|must be|bar)\b", re.IGNORECASE
)
_SIGN = re.compile(r"(>=|<=|>|<|≥|≤|at least|at most|below|above|under|over)\s*$", re.IGNORECASE)
_REACHED = Words(
    r"\b(?:reach\w*|met|meets|meet|exceed\w*|hit|hits|pass(?:ed|es)?|satisf\w*|within|clear(?:ed|s)|stayed below|stayed above)\b"
    r"[^.;]{0,40}?\b(?:target|goal|gate|budget|threshold|slo|limit|requirement|bar)\b"
    r"|\b(?:target|goal|gate|budget|threshold|slo|limit|requirement|bar)\b[^.;]{0,30}?\b(?:was|were|is|has been|been) (?:\w+ )?(?:reached|met|hit|passed|satisfied|cleared)\b",
)
_DENIED = re.compile(
    r"\b(?:not|never|no|neither|nor|none|missed|failed|short|without reaching|fell|narrowly|just)\b|n't\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<some>one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|half|several|\d+) (?:out )?of (?:the |its |all )?(?P<every>two|three|four|five|six|seven|eight|nine|ten|\d+|[a-z]+s)\b",
    re.IGNORECASE,
)
"""What some of several reached, others did not."""
_SPENT = re.compile(
    r"\b(?:hit|reached|exceeded|ran into) (?:its|the|their|an?) (?:\w+ )?(?:iteration|time|memory|size|rate|wall-?time|step|depth|recursion|context|token|length|retry|quota) (?:limit|budget)\b",
    re.IGNORECASE,
)
"""A limit that was hit is no target: what was allowed was used up."""
_UP = (">", ">=", "≥", "at least", "above", "over")


def target(sentence: str, evidence: Evidence) -> Verdict:
    """Let a target be reached only where the last value of what it is set for is on its right side, or a line says so."""
    if otherwise := _said_otherwise(sentence, evidence):
        return Verdict(False, "outcome_flip", f"a fact says {otherwise.strip()[:80]!r}")
    if not _REACHED.search(_SPENT.sub(" ", sentence)) or _DENIED.search(sentence) or _BUT_NOT.search(sentence):
        return _GOOD
    if part := _PART.search(sentence):
        marked = _marked_otherwise(part, evidence)
        return Verdict(False, "outcome_flip", f"a fact says {marked.strip()[:80]!r}") if marked else _GOOD
    for statement in evidence.statements:
        if missed := _missed(sentence, statement):
            return Verdict(False, "outcome_flip", f"a fact says {missed!r}")
        for mark, sign in _marks(statement):
            value = _last(mark, statement, evidence)
            if value is None:
                continue
            if not _beyond(next(worths(mark.quantity, value), value.quantity.value), mark.quantity.value, sign):
                return Verdict(
                    False, "outcome_flip", f"{value.quantity.text} does not reach {sign} {mark.quantity.text}"
                )
    return _GOOD


_BUT_NOT = re.compile(
    r"\b(?:but|while|and) (?:it )?(?:miss|fail|break|broke|exceed|violat|fell short)\w*", re.IGNORECASE
)
"""What meets one mark and misses another."""
_YES = re.compile(r"\b(?:yes|pass(?:ed)?|met|ok|reached)\b|✓", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not met|fail(?:ed)?|missed|not reached)\b|✗", re.IGNORECASE)


def _marked_otherwise(part: re.Match[str], evidence: Evidence) -> str:
    """Find the line that marks as many as a sentence speaks of, yes or no, and not so many of them as it says with a yes."""
    some, every = (written_number(part[name]) for name in ("some", "every"))
    for line in evidence.firsthand if some and every else ():
        yes, no = len(_YES.findall(_NO.sub(" ", line.text))), len(_NO.findall(line.text))
        if yes + no == every and yes != some:
            return line.text
    return ""


_OBJECTIVE = r"(?:targets?|goals?|gates?|thresholds?|slos?|slas?|objectives?|requirements?|deadlines?|(?:promotion|release|acceptance|quality) (?:rules?|criteri(?:on|a)))"
_MISSED_IT = (
    r"(?:not (?:been )?(?:met|reached|kept|hit|satisfied|fulfilled)|missed|miss(?:es)?|failed|fails?|violat(?:ed|es)|breach(?:ed|es)?|broke|broken|overran|"
    r"(?:did not|didn't|could not|failed to) (?:meet|reach|keep|hit|satisfy|fulfil)|(?:too (?:late|slow) for|short of|outside(?: of)?))"
)
_MET_IT = r"(?:met|meets?|reached|kept|keeps?|held|hit|satisfied|fulfilled|passed|ok|(?:in time for|(?:stayed |well )?within|inside))"
_SAID_MISSED = Words(
    rf"\b{_MISSED_IT}\b[^,;.]{{0,40}}?\b{_OBJECTIVE}\b|\b{_OBJECTIVE}\b[^,;.]{{0,30}}?\b{_MISSED_IT}\b"
)
_SAID_MET = Words(rf"\b{_MET_IT}\b[^,;.]{{0,40}}?\b{_OBJECTIVE}\b|\b{_OBJECTIVE}\b[^,;.]{{0,30}}?\b{_MET_IT}\b")
_LOGGED_MISSED = Words(
    rf"\b{_OBJECTIVE}\b.{{0,120}}?\b(?:missed|not (?:met|reached|promoted|passed|released)|violated|breached)\b(?![\"']?[=:])"
)
_LOGGED_MET = Words(
    rf"\b{_OBJECTIVE}\b.{{0,120}}?(?<!not )\b(?:met|reached|kept|passed|satisfied|fulfilled)\b(?![\"']?[=:])"
)


def _said_otherwise(sentence: str, evidence: Evidence) -> str:
    """Find the line that says that a goal was missed where a sentence says that it was met, or the reverse."""
    missed = _SAID_MISSED.search(sentence) is not None
    met = not missed and _SAID_MET.search(sentence) is not None and not NEGATED.search(sentence)
    if not (missed or met):
        return ""
    lines = [s.text for s in evidence.firsthand]
    told = [(text, _LOGGED_MISSED.search(text) is not None, _LOGGED_MET.search(text) is not None) for text in lines]
    if any(
        went_wrong == missed and went_well != missed for _, went_wrong, went_well in told if went_wrong or went_well
    ):
        return ""
    return next((text for text, went_wrong, went_well in told if went_wrong != went_well), "")


_SHORT_OF = Pattern(
    r"\b(?:(?:was|were|is|has been) (?:never|not) (?:\w+ )?(?:reached|met|hit|attained|achieved|passed|exceeded|surpassed)|"
    r"(?:never|did not|didn't|failed to|could not|unable to|without) (?:ever |quite )?(?:reach|meet|hit|attain|achieve|pass|exceed|surpass)\w*|"
    r"(?:failed to|could not|unable to|did not) (?:[\w@-]+ ){1,5}?(?:below|above|under|over|to) (?:the|its)|"
    r"(?:stayed|remained|ended|was|fell|came) (?:always |well |just )?(?:below|under|short of) (?:the|its|their)|missed)\b",
    *(
        "reach",
        "met",
        "meet",
        "hit",
        "attain",
        "achiev",
        "pass",
        "exceed",
        "surpass",
        "below",
        "under",
        "short of",
        "missed",
        "failed",
        "unable",
        "not ",
    ),
    flags=re.IGNORECASE,
)
_GOAL = re.compile(r"\b(?:targets?|goals?)\b", re.IGNORECASE)
_AT_A_TIME = re.compile(
    r"\b(?:until|before|yet|at first|by|in|at|still|after) (?:(?:the |its )?(?:first|second|epoch|step|round|iteration|\d)|[\w ]*\d)|\byet\b",
    re.IGNORECASE,
)


_ANY_GOAL = re.compile(r"\b(?:targets?|goals?|thresholds?|limits?|gates?|slo|requirements?)\b", re.IGNORECASE)
_MET_BY_WORD = Words(
    r"\b(?:target|goal|threshold|gate|slo|requirement)\b[^:|;]*[:=] ?(?:yes|true|reached|met|passed|ok)\b",
)
"""How a line says in one word that a mark was reached: solved threshold 300: yes."""


def fell_short(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a target was never reached where a cited line has a value of its measure beyond it."""
    short = _SHORT_OF.search(sentence)
    said = next((s.text for s in evidence.statements if short and not s.tainted and _MET_BY_WORD.search(s.text)), "")
    if said and _ANY_GOAL.search(sentence) and not _AT_A_TIME.search(sentence):
        return Verdict(False, "outcome_flip", f"a fact says {said.strip()[:80]!r}")
    if short is None or not _GOAL.search(sentence) or _AT_A_TIME.search(sentence):
        return _GOOD
    for statement in evidence.statements:
        for mark in _goals(statement):
            for value in _of_its_measure(mark, statement, evidence):
                if _beyond(value.quantity.value, mark.quantity.value, ">=" if names.sign(mark.metric) > 0 else "<="):
                    return Verdict(False, "outcome_flip", f"{value.quantity.text} reaches {mark.quantity.text}")
        for mark, sign in _marks(statement):
            last = _last(mark, statement, evidence) if mark.metric else None
            if last and _beyond(last.quantity.value, mark.quantity.value, sign):
                return Verdict(False, "outcome_flip", f"{last.quantity.text} reaches {sign} {mark.quantity.text}")
    return _GOOD


def _goals(statement: Statement) -> list[Value]:
    """Find the measures that a statement sets as a target, in words alone: target reward 200."""
    if statement.tainted or not _GOAL.search(statement.text):
        return []
    measured = (value for value in statement.values if value.metric and names.sign(value.metric))
    return [v for v in measured if v.key & _GOALS or _GOAL.search(statement.text[: v.quantity.start])]


_GOALS = frozenset({stem("target"), stem("goal")})


def _of_its_measure(mark: Value, statement: Statement, evidence: Evidence) -> Iterator[Value]:
    """Give the values of the measure of a target that other cited lines have."""
    for other in evidence.statements:
        if other is not statement and not other.tainted:
            yield from (
                v for v in other.values if v.metric and (v.metric == mark.metric or mark.metric in v.metric.split("_"))
            )


_VERDICT = Words(
    r"\b(?:(pass(?:ed|es)?|yes|ok(?![\"']?[=:] ?(?:false|no|0)\b))|(fail(?:ed|s)?|no(?!-| [a-z])|ok(?=[\"']?[=:])))\b",
)
_MET = re.compile(
    r"\b(?:pass(?:ed|es)?|met|meets?|clear(?:ed|s)|satisf\w+|reached|kept to|stayed within)\b", re.IGNORECASE
)
_NOT_MET = re.compile(
    r"\b(?:miss(?:ed|es)|fail(?:ed|s)?|violat\w+|broke|breached|(?:did|does|could) not (?:pass|meet|clear|reach|satisfy))\b",
    re.IGNORECASE,
)
_SIDES = re.compile(r"\b(?:but|while|whereas|and)\b|[;,]")


def gate(sentence: str, evidence: Evidence) -> Verdict:
    """Let a thing pass or fail only as the mark says that stands behind its own name: A pass, B FAIL."""
    for statement in evidence.statements:
        prose = statement.tainted or statement.kind is FactKind.NOTE  # both failed cases, an author writes: no marks
        marked = {} if prose else _marked(statement.value if " " in statement.value else statement.text)
        for clause in _SIDES.split(sentence) if len(marked) > 1 else ():
            missed, met = _NOT_MET.search(clause), _MET.search(clause)
            named = [passed for words, passed in marked.items() if words & tokens(clause)]
            if (missed or (met and not NEGATED.search(clause))) and len(named) == 1 and named[0] == bool(missed):
                return Verdict(False, "outcome_flip", f"a fact says otherwise: {statement.text.strip()!r}")
    return _GOOD


def _marked(text: str) -> dict[frozenset[str], bool]:
    """Part a line behind each of its verdicts: what only this part names, and whether it passed."""
    parts: list[tuple[frozenset[str], bool]] = []
    start = 0
    for match in _VERDICT.finditer(text):
        parts.append((tokens(text[start : match.start()]), match[1] is not None))
        start = match.end()
    shared = [frozenset().union(*(words for words, _ in parts[:n] + parts[n + 1 :])) for n in range(len(parts))]
    return {words - other: passed for (words, passed), other in zip(parts, shared, strict=True) if words - other}


_MISSED = re.compile(r"\b(?:FAILED|FAIL|MISSED|VIOLATED|NO)\b")


def _missed(sentence: str, statement: Statement) -> str:
    """Find the part of a statement that says of what is spoken of that it failed its mark."""
    spoken = content(sentence)
    for part in re.split(r"[|;,]", statement.text) if not statement.tainted else ():
        if _MISSED.search(part) and (content(part) | stems(part)) & spoken:
            return part.strip()
    return ""


def _marks(statement: Statement) -> list[tuple[Value, str]]:
    """Find the values of a statement that a target sets, each with its sign."""
    if statement.tainted or not _MARK.search(statement.text):
        return []
    found = ((value, _SIGN.search(statement.text[: value.quantity.start])) for value in statement.values)
    return [(_called(value, statement.text[: match.start()]), match[1].lower()) for value, match in found if match]


_NAMED = re.compile(r"([A-Za-z][\w@/%-]*)\s*$")


def _called(value: Value, before: str) -> Value:
    """Give a mark the name that stands before its sign: CER <= 0.07."""
    name = _NAMED.search(before)
    metric = metric_of([name[1]]) if name else ""
    return replace(value, metric=metric, key=value.key | stems(name[1])) if name and metric else value


def _last(mark: Value, statement: Statement, evidence: Evidence) -> Value | None:
    """Give the last cited value of what a target is set for."""
    words = statement.words - {stem("target"), stem("goal"), stem("mean")}
    alike = [
        value
        for other in evidence.statements
        if other is not statement and not other.tainted
        for value in other.values
        if value.key & words
        and value.quantity.dimension in (mark.quantity.dimension, Dimension.PLAIN)
        and (value.exact or value.metric)
    ]
    same = [value for value in alike if value.metric and value.metric == mark.metric] or alike
    best = max((len(value.key & words) for value in same), default=0)
    same = [value for value in same if len(value.key & words) == best]
    return same[-1] if same else None


def _beyond(value: Decimal, mark: Decimal, sign: str) -> bool:
    return value >= mark if sign in _UP else value <= mark
