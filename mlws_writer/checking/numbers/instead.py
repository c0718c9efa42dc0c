"""Another thing than the one that the cited lines are of: another number, another size, another value of the same key."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.kin import SORTS, labels_of
from mlws_writer.checking.reading.language import EXCEPTED, STOP, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import folded, tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)


def instead(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what a sentence names where the cited lines have another of its kind in its stead."""
    sentence = EXCEPTED.sub("", sentence)
    looks = (_other_number, _other_doer, _other_of_its_kind, _other_model, _other_size, _other_value)
    found = next((other for look in looks if (other := look(sentence, evidence))), None)
    return Verdict(False, "wrong_entity", f"the facts speak of {found[1]}, not of {found[0]}") if found else _GOOD


_NUMBERED = re.compile(
    r"\b(?P<noun>[A-Za-z]{3,}?)s? (?:no\.? ?|number |#)?0*(?P<number>\d{3,})(?![\w,%]|\.\d|-\d| (?:(?!was\b|has\b|is\b|does\b)\w+s|of|percent)\b)"
)
"""A thing that goes by a number: job 884120, order 5527."""
_MOVING = frozenset(map(stem, ["step", "iteration", "epoch", "round", "update", "snapshot"]))


def _things(sentence: str) -> Iterator[tuple[str, str]]:
    """List the things that a sentence calls by a number, each as its noun and its number."""
    for match in _NUMBERED.finditer(sentence):
        noun = match["noun"].lower()
        if noun not in STOP and stem(noun) not in _MOVING:
            yield noun, match["number"]


def _numbers_of(noun: str, statement: Statement) -> list[str]:
    """List the numbers that a statement has behind a noun."""
    if noun not in statement.text.lower() or statement.tainted:
        return []
    return re.findall(rf"\b{noun}s?\W{{0,3}}0*(\d{{3,}})(?![\d.,])", statement.text, re.IGNORECASE)


_BY = re.compile(r"\bby (?P<noun>[a-z]{3,}) (?:no\.? ?|number |#)?0*(?P<number>\d+)(?![\w,%]|\.\d)", re.IGNORECASE)
"""Which numbered thing did it: preempted by job 771390."""


def _other_doer(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find by which numbered thing a sentence says that something was done, where the cited lines say by which other one."""
    for match in _BY.finditer(sentence):
        told = [
            m
            for line in evidence.firsthand
            for m in _BY.finditer(line.text)
            if m["noun"].lower() == match["noun"].lower()
        ]
        if told and all(m["number"] != match["number"] for m in told):
            return match.group()[len("by ") :], told[0].group()[len("by ") :]
    return None


def _other_number(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a thing that goes by a number, where the cited lines number such things, but none so."""
    for noun, number in _things(sentence):
        theirs = [found for statement in evidence.statements for found in _numbers_of(noun, statement)]
        if theirs and number not in theirs:
            return f"{noun} {number}", f"{noun} {theirs[0]}"
    return None


def of_another_number(sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the thing that a sentence speaks of by its number, where its value stands in the line of another such thing."""
    for noun, number in _things(sentence) if not COMPARES.search(sentence) else ():
        own = _numbers_of(noun, evidence.of(value))
        others = (_numbers_of(noun, statement) for statement in evidence.statements)
        if own and number not in own and any(number in other for other in others):
            return f"{noun} {number}"
    return ""


_SMALL = re.compile(r"\b(?P<noun>[A-Za-z][a-z]{4,}) (?:no\.? ?|number |#)?(?P<number>\d{1,2})(?![\w,%:/.-]|\.\d)")
_KEYED = re.compile(r"\b(?P<key>[a-z]{3,})[\"']?\s?[=:#]\s?[\"']?(?P<number>\d{1,2})\b(?![.:%])")


def _other_of_its_kind(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a thing that goes by a small number, where the cited lines have such things, cut short, by others only: cam=2."""
    for match in _SMALL.finditer(sentence):
        noun = match["noun"].lower()
        theirs = [
            found["number"]
            for statement in evidence.statements
            for found in (() if statement.tainted else _KEYED.finditer(statement.text.lower()))
            if noun.startswith(found["key"]) and noun != found["key"]
        ]
        if theirs and match["number"] not in theirs and stem(noun) not in _MOVING:
            return match.group(), f"{noun} {theirs[0]}"
    return None


_MODEL = re.compile(r"\bmodel[\"']?\s?[=:]\s?[\"']?(?P<family>[A-Za-z][\w.-]*?)(?::[\w.-]+)?[\"',\s]")


def _other_model(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a model that a sentence names, where each cited line has another one below that key."""
    if COMPARES.search(sentence):
        return None
    lines = evidence.firsthand
    theirs = [{match["family"].lower() for match in _MODEL.finditer(line.text)} for line in lines]
    if not theirs or not all(theirs):
        return None
    squeezed, mine = folded(sentence).replace(" ", ""), frozenset[str]().union(*theirs)
    known = {m["family"].lower() for s in evidence.known if not s.tainted for m in _MODEL.finditer(s.text)}
    said = {family for family in known if len(family) > _SHORT and folded(family).replace(" ", "") in squeezed}
    return (min(said), min(mine)) if said and not said & mine else None


_SHORT = 3
_SIZES = "nano|tiny|mini|small|base|medium|large|huge|giant|xs|xl|xxl"
_SIZED = Pattern(rf"\b(?P<head>[A-Za-z][\w.]{{2,}}?)[- ](?P<size>{_SIZES})\b", *_SIZES.split("|"), flags=re.IGNORECASE)
"""A model of a family in one of its sizes: ELECTRA-base."""


def _other_size(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a model that is named in a size of which nothing is known, where its family is known in another."""
    for match in _SIZED.finditer(sentence):
        if match["head"].lower() in STOP:
            continue
        said, head = evidence.said, re.escape(match["head"])
        of_it = rf"(?<![a-z]){head}[\w.]*[-_ /:]?(?:[\w.]+[-_])?"
        if re.search(rf"{of_it}{match['size']}(?![a-z])", said, re.IGNORECASE):
            continue
        if other := re.search(rf"(?<![a-z]){head}[-_/:](?:[\w.]+[-_])?(?:{_SIZES})(?![a-z])", said, re.IGNORECASE):
            return match.group(), other.group()
    return None


_CALLED = re.compile(r"\b(\w+) (?:model|system|variant|run|version|policy|arm|split|checkpoint|configuration)\b")
"""What a sentence says is the name of something: the base model."""


def _other_value(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a name that another line has below a key or in a row, where each cited line has another one there."""
    if COMPARES.search(sentence) or not evidence.statements:
        return None
    spoken = told(sentence, evidence)
    tags = frozenset[str]().union(*(statement.tags for statement in evidence.statements))
    headers = frozenset[str]().union(*(v.key for v in evidence.values if v.headed))
    for name in sorted(spoken - tags - headers):
        families = _told_apart_by(name, sentence, evidence)
        if not families:
            continue
        others = evidence.ground.labels.rivals(name, families) - {name}
        there = [others & _named_there(statement, families) for statement in evidence.firsthand]
        if all(there) and len(there) == len(evidence.statements) and not others & spoken:
            return name, min(there[0])
    return None


def _named_there(statement: Statement, families: frozenset[str]) -> frozenset[str]:
    """Give what a statement has below these keys or in that place of its row."""
    return frozenset[str]().union(*(tokens(label) for family, label in labels_of(statement) if family in families))


def _told_apart_by(name: str, sentence: str, evidence: Evidence) -> frozenset[str]:
    """Give the keys and the rows that a name is one of; none for a measure, or a word that is no name in this sentence."""
    families = frozenset(
        f for f in evidence.ground.labels.kinds.get(name, ()) if f == "column:0" or f.startswith("key:")
    )
    if not families - SORTS or "=" in name or name in evidence.ground.measures:
        return frozenset()
    common = name in reporting_words() and name not in tokens(" ".join(_CALLED.findall(sentence)))
    return frozenset() if common else families - SORTS
