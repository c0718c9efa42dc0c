"""What a line is of, by what it begins with or stands below: a number of one cited line is not that of another."""

import re

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.kin import SORTS, labels_of
from mlws_writer.checking.reading.language import NEGATED, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import EARLIER, Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_CUT = 2
_TWO = 2

TOTALS = stems("total sum all overall")
"""What a line begins with that is of all that the other lines are of."""
_LEAD = re.compile(r"\s*(?:\[(?P<tag>[A-Za-z][\w.:/-]*)\s*\]|(?P<name>[A-Za-z][\w.-]*)(?:\([^()]*\))?\s{2,}(?=.*\d))")
"""[qwen3:8b] 4 timeouts; a name and a gap before its values."""
COMPARES = Words(
    r"\b(?:than|unlike|against|instead of|rather than|versus|vs|compared|behind|ahead of|as \w+ as|of (?:its|their)|after|before|from|(?:points?|percent|pp) (?:above|below|over|under))\b|% (?:above|below|over|under)\b",
)


def of_another(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of one thing where the cited lines are of another: by a list that has both, or by their headings."""
    below = _of_another_block(sentence, evidence)
    return _of_another_item(sentence, evidence) if below.ok else below


def _of_another_item(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of one of some listed things where the cited lines speak of another of them alone."""
    if not evidence.ground.listed or COMPARES.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    spoken = told(sentence, evidence) - reporting_words()
    cited = frozenset[str]().union(*(stems(s.text) | s.tags for s in evidence.statements))
    for name in sorted(spoken & evidence.ground.listed.keys() - cited):
        if any(name.startswith(word) and len(word) > _CUT for word in cited):
            continue  # dyn is dynamic
        others = evidence.ground.listed[name] - reporting_words()
        there = [others & stems(s.text) for s in evidence.firsthand]
        if not others & spoken and any(there) and not names.is_metric(name):
            return Verdict(
                False, "wrong_entity", f"the cited lines speak of {min(frozenset().union(*there))}, not of {name}"
            )
    return _GOOD


def _of_another_block(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of the thing that one heading names where all cited lines stand below that of another."""
    heads = evidence.ground.heads
    if len(heads) < _TWO or COMPARES.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    cited = evidence.firsthand
    if not cited or any(not s.headings or s.text in heads for s in cited):
        return _GOOD
    spoken = tokens(sentence)
    here = frozenset().union(*(heads.get(s.headings[-1], frozenset()) for s in cited))
    said = frozenset().union(*(tokens(s.text) for s in cited))
    if not here or spoken & here:
        return _GOOD
    mine = cited[0].headings[-1]
    for head, own in heads.items():
        if spoken & own - said - here and head.split()[0] == mine.split()[0]:
            return Verdict(False, "wrong_entity", f"the cited lines stand below {mine!r}, not below {head!r}")
    return _GOOD


def other_lead(sentence: str, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the cited line that a clause speaks of, where its number stands in that of another."""
    if len(evidence.statements) < 2 or COMPARES.search(sentence):
        return ""
    mine = lead_of(evidence.of(value))
    if mine & TOTALS:
        return ""
    leads = [lead_of(s) - mine for s in evidence.firsthand if _alike(s, evidence.of(value), value)]
    others = frozenset(t for t in frozenset[str]().union(*leads) - reporting_words() if mine and "=" not in t)
    for text in (clause, sentence) if others else ():
        spoken = told(text, evidence)
        if spoken & (mine | others):
            return min(spoken & others, default="") if not spoken & mine else ""
    return ""


def other_label(sentence: str, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the row or the group that a clause speaks of, where the line of its number names another one of its kind."""
    if COMPARES.search(sentence) or value.headed:
        return ""
    labels, own = evidence.ground.labels.kinds, evidence.of(value)
    told_here = told(clause, evidence)
    named = tokens(" ".join(_PROPER.findall(clause)))
    spoken = {t for t in named - own.tags if "=" not in t and _of_a_row(labels.get(t)) and t not in reporting_words()}
    if not spoken or any(spoken & s.tags for s in evidence.statements):
        return ""
    said = tokens(own.text)
    for label in sorted(spoken):
        theirs = evidence.ground.labels.rivals(label) & said - reporting_words()
        if theirs and not theirs & told_here:
            return label
    return ""


def other_key(sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the thing that a sentence speaks of, where the line of its number has another one below the same key: client=hosp-07."""
    own, kinds = evidence.of(value), evidence.ground.labels.kinds
    labels = ((kind, label) for kind, label in labels_of(own) if kind.startswith("key:") and kind not in SORTS)
    keyed = {kind: tokens(label) for kind, label in labels if not names.is_metric(label)}
    if not keyed or COMPARES.search(sentence):
        return ""
    spoken = told(sentence, evidence)
    for name in sorted(filter(_is_numbered, spoken - own.tags)):
        here = [keyed[kind] for kind in kinds.get(name, frozenset()) & keyed.keys()]
        if here and not any(_is_numbered(token) and token in spoken for label in here for token in label):
            return name
    return ""


def _is_numbered(name: str) -> bool:
    return "=" not in name and any(map(str.isdigit, name)) and not name.isdigit()


BRACKETED = re.compile(r"\((?P<who>[A-Za-z][\w .-]{1,30}):\s[^()]*\d[^()]*\)")


def of_the_bracketed(sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the thing that a line sets in brackets beside its own, where a value of it is told of the line: (naive: mae=2.1)."""
    line = evidence.of(value)
    around = (m for m in BRACKETED.finditer(line.text) if m.start() < value.quantity.start < m.end())
    bracket = next(around, None) if "(" in line.text else None
    if bracket is None or stems(bracket["who"]) & told(sentence, evidence):
        return ""
    if stems(bracket["who"]) & EARLIER and _USED_TO.search(sentence):
        return ""
    own = [v for v in line.values if not bracket.start() < v.quantity.start < bracket.end()]
    twin = any(v.key == value.key and v.quantity.value != value.quantity.value for v in own)
    return f"what stands before {bracket['who']}" if twin and value.key else ""


_USED_TO = re.compile(r"\b(?:used to|had been|once|formerly|originally|was still|at first|earlier)\b", re.IGNORECASE)
_PROPER = re.compile(r"(?<=[a-z,;:] )[A-Z][\w-]+|\b\w*(?:[A-Z]{2}|[a-z][A-Z]|\w_\w)[\w-]*")
"""What is written like a name: SQuAD, dutch_mmlu."""


def _of_a_row(families: frozenset[str] | None) -> bool:
    """Tell whether a name heads rows: it stands first in them."""
    return families is not None and "column:0" in families


def _alike(one: Statement, other: Statement, value: Value) -> bool:
    """Tell whether two lines measure the same: a line has a value of that key, or several of the keys of the other."""
    keys, theirs = ({v.key for v in s.values if v.key} for s in (one, other))
    return one.id != other.id and (value.key in keys or len(keys & theirs) > 1)


def lead_of(statement: Statement) -> frozenset[str]:
    """Give the tokens of the name that a line begins with, or of the heading above it."""
    if lead := _LEAD.match(statement.text):
        return tokens(lead["tag"] or lead["name"])
    if statement.labels:
        return tokens(statement.labels[0])
    short = [heading for heading in statement.headings if len(heading) <= _SHORT]
    return tokens(short[-1]) if short else frozenset()


_SHORT = 60
