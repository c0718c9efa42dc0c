"""What a sentence asserts beyond its numbers and names: quoted things, causes, rivals."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import CAUSE, LITERAL, SAID, content, stem
from mlws_writer.checking.licence import unlicensed
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts.model import FactKind

OVERLAP = 0.25
"""What share of a reason's words must stand in the evidence."""

_GOOD = Verdict(True)
_REFERENCE = frozenset(
    map(stem, ["naive", "snaive", "control", "reference", "default", "previous", "majority", "dense", "floor"])
)
"""What may be called a baseline."""
_TESTED = re.compile(
    r"\bp(?:[-_ ]?val(?:ue)?)?\s*[=<]\s*0?\.\d|mcnemar|t-?test|wilcoxon|bootstrap|confidence interval|95% ci",
    re.IGNORECASE,
)
_VALUED = (
    FactKind.SETTING,
    FactKind.METRIC,
    FactKind.COUNT,
    FactKind.MODEL,
    FactKind.DATASET,
    FactKind.RESOURCE,
    FactKind.DURATION,
)
_WHY = (FactKind.ERROR, FactKind.WARNING, FactKind.OUTCOME)


_TO_READER = re.compile(
    r"\b(?:ai|llm|assistant|agent|model|bot|summari[sz]er|grader|judge|evaluator|labell?er|annotator|reviewer|reader|system note)s?\b[^.]{0,20}?"
    r"(?:[:,]|\bplease\b)|\b(?:ignore|disregard|write|state|report|say|mark|give|rate|claim|record|note|tell) (?:that|this|all|every|it|full|the|them|users?)\b",
    re.IGNORECASE,
)
"""What speaks to whoever reads the log, and may tell them what to write."""
_OBEYED = 0.35
"""From which share of its words on a sentence repeats what such a text wants."""


def untainted(sentence: str, evidence: Evidence) -> Verdict:
    """Let what only a quoted text says be reported, not asserted."""
    tainted = [statement for statement in evidence.statements if statement.tainted]
    if not tainted or SAID.search(sentence):
        return _GOOD
    words = content(sentence)
    clean = frozenset().union(*(s.words for s in evidence.known if not s.tainted))
    quoted = frozenset().union(*(statement.words for statement in tainted))
    only = (words & quoted) - clean
    cited = frozenset().union(*(s.words for s in evidence.statements if not s.tainted))
    if any(_TO_READER.search(s.text) for s in tainted) and len((words & quoted) - cited) >= len(words) * _OBEYED:
        return Verdict(False, "injection_obeyed", "a text that addresses its reader says so; that is no evidence")
    if len(tainted) == len(evidence.statements) or len(only) > len(words) * 0.3:
        return Verdict(False, "injection_obeyed", "only quoted text says so; report it as said, or leave it out")
    return _GOOD


_SO = re.compile(r"\b(?:which|that|this) (?:is|was) (?:why|the reason|because)\b", re.IGNORECASE)
_NOTED = re.compile(r"\b(?:because|why|reason|due|since|so)\b", re.IGNORECASE)


def _is_noted(reason: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a fact that gives a reason gives this one."""
    noted = (statement.words for statement in evidence.statements if _NOTED.search(statement.text))
    return any(len(reason & words) >= len(reason) * _HALF for words in noted)


def cause(sentence: str, evidence: Evidence) -> Verdict:
    """Let a reason be given only where a fact states it: an error, a note, or a line that links it to what it explains."""
    match = CAUSE.search(sentence)
    if (so := _SO.search(sentence)) and not _is_noted(content(sentence[: so.start()]), evidence):
        return Verdict(False, "invented_cause", f"no fact gives this as a reason, {so.group()!r} does")
    if not match:
        return _GOOD
    given = re.split(r"[;.]\s|, (?=and|but|while|which)", sentence[match.end() :])[0]
    reason, effect = content(given), content(sentence[: match.start()])
    refused = Verdict(False, "invented_cause", f"no fact says {match.group()}{given}".rstrip(". "))
    if unlicensed(given, evidence) and len(reason & evidence.cited) < len(reason) * _MORE_THAN_HALF:
        return refused
    sources = [statement for statement in evidence.statements if not statement.tainted]
    said = frozenset().union(*(statement.words for statement in sources))
    if not reason or len(reason & said) < len(reason) * OVERLAP:
        return refused if reason else _GOOD
    telling = reason - effect - reporting_words()
    linked = any(telling & s.words and (_explains(s) or effect & s.words) for s in sources)
    return _GOOD if linked or not telling or len(sources) < 2 else refused


_MARKER = re.compile(
    r"because|due to|caused|since|reason|owing|:|->|=>|→|\bso\b|\bfor\b|after|error|warn|fail|\(|exceed|limit|not |no |did n|needs?|"
    r"note|insight|why|therefore|hence",
    re.IGNORECASE,
)


def _explains(statement: Statement) -> bool:
    if statement.kind in _VALUED:  # that something was set so, or measured so, is no reason for anything
        return _NOTED.search(statement.text) is not None
    return (
        statement.kind in _WHY
        or statement.kind is FactKind.NOTE
        or _MARKER.search(_BARE.sub("", statement.text)) is not None
    )


_BARE = re.compile(r"^[\W\d:TZ.-]*")
_HALF, _MORE_THAN_HALF = 0.5, 0.6


_AS_BEFORE = re.compile(r"\bas \w+ as (?:before|ever|usual|expected|hoped)\b", re.IGNORECASE)


def comparison(sentence: str, evidence: Evidence) -> Verdict:
    """Baselines, significance and the state of the art are the evidence's own words, or are not said."""
    before = _AS_BEFORE.search(sentence)
    if before and stem(before.group().split()[-1]) not in evidence.words:
        return Verdict(False, "invented_comparison", f"no fact says what it was {before.group().split()[-1]}")
    match = LITERAL.search(sentence)
    if match and match.group().lower().startswith(("statistic", "significan")) and _TESTED.search(evidence.said):
        return _GOOD
    if match and match.group().lower().startswith("baseline") and _REFERENCE & evidence.words:
        return _GOOD
    word = match.group().split()[-1] if match else ""
    if match and stem(word) not in evidence.words and not (word.lower() == "production" and evidence.ground.has(word)):
        return Verdict(False, "invented_comparison", f"no fact speaks of {match.group()!r}")
    return _GOOD
