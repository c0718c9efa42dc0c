"""Lines that make good what went wrong before: of whom they are, and whether they tell of a measure, a deed, or trouble."""

import re

from mlws_writer.checking.outcomes.attempts import TROUBLE
from mlws_writer.checking.reading.calling import named_in
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, WELL, ZEROES, took_up
from mlws_writer.checking.reading.language import content
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.facts.patterns import Words

_CAME_OF_IT = Words(
    r"\bexit(?:ed)?(?: with)?(?: code| status)?[ =:]*0\b(?!\.)|\bkept\b|\busing\b|\bused\b|\bincluded\b|\b(?:back|now) (?:online|up)\b|\bonline\b|(?<![a-z])ready\b|\balive\b|\bhealthy\b|\blistening\b|\bstarted\b|\bregistered\b|\bconnected\b|(?:->|→|status\W{1,4}|http\W{1,3}) ?200\b|"
    r"(?<![\w.,:/-])[1-9][\d,]* (?!seconds|minutes|hours|days|retries|attempts|tries|times|errors|warnings|conflicts|steps|epochs|iterations|workers)[a-z]{3,}s\b|(?:->|→|=>) ?\d[\d,]* [a-z]|(?:->|→|=>) ?[\w./-]+\.[a-z]\w{1,6}\b"
)
"""How lines tell that something came of a thing."""
_DONE = Words(
    r"(?<!to be )\b(?!need|exceed|expect|plan|expir|delay|reduc|queued|schedul|collaps|explod|detach|request|propos|clos)[a-z]{3,}(?:ed|itten|uilt)\b|\b(?:sent|made)\b"
)
"""How a line without any trouble tells that something was done."""
_WARNED = Words(r"warn|degrad|throttl|overload|spike|drift|stall|slow|disconnect")
_DECIMAL = re.compile(r"(?<![\w.:/-])\d{1,4}\.\d{1,6}(?![\d:/.-])(?! ?(?:s|sec|seconds|min|ms)\b)")
"""What measures something, and is no time."""
NUMBERED = re.compile(r"(?<![\w/.#-])(?=[A-Za-z/.#_-]*\d)[\w/.#-]*\w")
"""What a thing is called by that has a number: drone-3, 8811/2, K4."""
_CUT = 4
_PLAIN = frozenset(["after", "that", "this", "with", "from", "have", "been", "were", "level", "info", "time", "error", "warning", "event", "type", "date"])  # fmt: skip


def came_of_it(line: Statement) -> bool:
    """Tell whether a line has a measure, or tells of something made, kept or going, and of no trouble."""
    text = ZEROES.sub(" ", line.text)
    if BAD.search(text):
        return False
    told = any(each.search(text) for each in (_CAME_OF_IT, WELL)) or took_up(text)
    return told or is_measured(line) or (_DONE.search(text) is not None and not is_trouble(line))


def is_measured(line: Statement) -> bool:
    """Tell whether a line has a measure: by its name, or as a decimal fraction that is no time."""
    return any(value.metric and value.quantity.value for value in line.values) or _DECIMAL.search(line.text) is not None


def is_trouble(line: Statement) -> bool:
    """Tell whether a line may speak of trouble."""
    text = ZEROES.sub(" ", line.text)
    return any(told.search(text) for told in (BAD, TROUBLE, _WARNED))


def named_things(subject: str, evidence: Evidence) -> frozenset[str]:
    """Give the names in a part of a sentence that tell things of one kind apart."""
    return named_in(subject) & evidence.ground.kin.kinds.keys()


def is_of(line: Statement, subject: str, evidence: Evidence, *, or_none: bool = False) -> bool:
    """Tell whether a line names what a sentence is of: by its names, or where it has none by a word that begins alike, be it asked or not."""
    named = named_things(subject, evidence)
    if named:
        return not named.isdisjoint(line.tags | line.words | named_in(line.text))
    names = [match.group().lower() for match in NUMBERED.finditer(subject)]
    low = line.text.lower()
    if names:
        return any(re.search(rf"(?<!\d){re.escape(name)}(?!\d)", low) for name in names)
    return or_none or bool(cuts(subject) & cuts(low) or content(subject) & line.words)


def is_of_another(line: Statement, subject: str, evidence: Evidence) -> bool:
    """Tell whether a line names other things of the kind that a part of a sentence names, and not that thing."""
    named = named_things(subject, evidence)
    there = line.tags | line.words | named_in(line.text) if named else frozenset()
    return bool(named) and named.isdisjoint(there) and any(evidence.ground.kin.rivals(one) & there for one in named)


_BY_NUMBER = re.compile(
    r"(?:the )?[a-z]{3,} (?:no\.? |number |#)?(\d+)\b(?! (?:of|[a-z]{3,}(?<!ha)s)\b)", re.IGNORECASE
)


def lacks_its_number(text: str, subject: str) -> bool:
    """Tell whether a line lacks the number by which a sentence calls what it is of: trial 7."""
    called = _BY_NUMBER.match(subject.strip())
    return called is not None and re.search(rf"(?<![\d.,]){called[1]}(?![\d.,]*\d)", text) is None


def cuts(text: str) -> frozenset[str]:
    """Give how the longer words of a text begin."""
    return frozenset(word[:_CUT] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _PLAIN)
