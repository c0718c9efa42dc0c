"""What a sentence says that something is called, where it went or who did it: names that the log must have."""

import re
from collections.abc import Iterator

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED, STOP, stem
from mlws_writer.checking.tokens import folded
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_WORD = r"[\"'`#]?(?P<name>[A-Za-z][\w-]*(?:[.:/][\w-]+)*)[\"'`]?"
_STORES = (
    r"(?:remote|bucket|queue|partition|channel|topic|branch|cluster|server|host|node|table|database|schema|registry|repository|repo|namespace|"
    r"project|environment|region|zone|folder|directory|volume|machine|mailbox|endpoint|index|collection|tag|account|workspace|tenant|site|mirror|room|list|board|store|share|drive|bot|station|lab|customer|client|partner)"
)
_AT_ITS_END = r"(?=[.,;]?$|[,;]|\s(?:and|with|at|after|before|by|for|in|on|when|because|but)\b)"
_CALLED = Pattern(
    rf"\b(?:an?|the|its|one|their|another) (?:[\w-]+ ){{1,3}}(?:called|named|labell?ed|titled|dubbed|nicknamed|known as)\s+{_WORD}{_AT_ITS_END}",
    "called", "named", "label", "titled", "dubbed", "known as",
)  # fmt: skip
_INTO = Pattern(
    rf"\b(?:to|into|onto|on|in|from|of|by) (?:the |a |its |their )?{_STORES} {_WORD}{_AT_ITS_END}",
    "to ", "on ", "in ", "from ", "of ", "by ",
)  # fmt: skip
_SENT = Pattern(
    r"\b(?:pushed|uploaded|copied|written|sent|moved|deployed|merged|posted|submitted|exported|mirrored|synced|transferred|migrated|rolled out|published|loaded|handed|assigned|forwarded|reported|shipped|saved|restored|pulled|downloaded|fetched|escalated|promoted|reverted|switched|failed over) (?:back |over |out )?(?:to|into|onto|from) (?P<name>[\w-]{3,}(?:[.:/][\w-]+)*)"
    + _AT_ITS_END,
    "to ", "into ", "onto ", "from ",
)  # fmt: skip
_BY = Pattern(rf"\b[a-z]+(?:ed|wn|en|un|nt|ut) by (?P<name>[A-Za-z][\w]*(?:\.\w+)*){_AT_ITS_END}", " by ")
_LOGGED_BY = re.compile(
    r"\b(?:by|user|owner|author|operator|assignee|reviewer)(?:[=:] ?| )[\"'@]?(?:user[=:])?(?P<name>[A-Za-z][\w]*(?:\.\w+)*)"
)
_NO_NAMES = frozenset([
    "yesterday", "again", "first", "twice", "instead", "itself", "themselves", "anyway", "alone", "together", "later", "earlier", "immediately", "hand", "default", "mistake", "accident", "chance",
    "mail", "email", "phone", "post", "design", "nature", "disk", "memory", "production", "staging", "testing", "training", "scratch", "zero", "completion", "storage", "file", "files",
    "cloud", "today", "tomorrow", "night", "day", "noon", "midnight", "others", "users", "them", "him", "her", "me", "us", "you", "somebody", "someone", "nobody",
    "everybody", "everyone", "anyone", "half",
])  # fmt: skip


def so_called(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that a sentence gives to a place or to somebody, and that nothing known has."""
    if NEGATED.search(sentence):
        return _GOOD
    if unknown := next((name for name in _names(sentence) if not _is_known(name, evidence)), ""):
        return Verdict(False, "wrong_entity", f"no fact names {unknown}")
    if other := _by_another(sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact says that it was done by {other}")
    return _GOOD


def _names(sentence: str) -> Iterator[str]:
    for pattern in (_CALLED, _INTO):
        yield from (match["name"] for match in pattern.finditer(sentence) if _may_name(match["name"]))
    for pattern in (_SENT, _BY):
        for match in pattern.finditer(sentence):
            if _may_name(match["name"]) and stem(match["name"]) not in reporting_words():
                yield match["name"]


def _by_another(sentence: str, evidence: Evidence) -> str:
    """Name by whom the cited lines say that something was done, where a sentence names somebody of whom they do not tell."""
    match = _BY.search(sentence)
    name = match["name"] if match else ""
    if not name or not _may_name(name):
        return ""
    told = [found["name"] for s in evidence.statements for found in _LOGGED_BY.finditer(s.text)]
    there = any(re.search(rf"(?<![a-z]){re.escape(name)}", s.text, re.IGNORECASE) for s in evidence.statements)
    return told[0] if told and not there and stem(name) not in evidence.cited | evidence.sayable else ""


_PERIODS = frozenset(["nightly", "daily", "weekly", "hourly"])


def _may_name(word: str) -> bool:
    low = word.lower()
    return (
        low not in _NO_NAMES and low not in STOP and not (low not in _PERIODS and low.endswith(("ly", "ing", "wards")))
    )


def _is_known(name: str, evidence: Evidence) -> bool:
    said = re.search(rf"(?<![a-z0-9]){re.escape(name.lower())}", evidence.said.lower())
    return (
        said is not None
        or (len(name) > _SHORT and evidence.ground.written.joins(folded(name)))
        or stem(name) in evidence.words
        or stem(name) in evidence.sayable
    )


_SHORT = 3
