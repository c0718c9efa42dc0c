"""Of which table, stage or file something is told: refused where the cited lines are of another one alone."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.reading.cells import STAMP
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.reading.slots import FILE, FILES, LEADS, NOUNS, filled
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.reading.words import plain_words
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_DENIED = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|instead|rather|unlike|except|other)\b|n't\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z][\w.+-]*[\w+]|[A-Z](?!\w|\.\w)")
_STAGE = re.compile(
    r"\b(?P<one>[a-z][\w-]*) (?:stage|step|phase|component|module|service)\b|\b(?:stage|step|phase|component|module|service) (?P<other>[a-z][\w-]*)\b"
)
_CALLED = (
    re.compile(rf"\b{NOUNS} ([A-Za-z][\w-]*)", re.IGNORECASE),
    re.compile(rf"\b([A-Za-z][\w-]*) {NOUNS}\b", re.IGNORECASE),
)
_STORES = frozenset(["table", "collection", "topic", "index", "queue", "bucket", "dataset", "split"])
"""What is called by what it holds, in the plural."""


def slotted(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of one thing where the cited lines have another one in its place."""
    lines = evidence.firsthand
    other = _other_number(sentence, lines) or _other_version(sentence, lines, evidence)
    named = list(_named(sentence, evidence))
    if not lines or not (other or named) or any(each.search(sentence) for each in (_DENIED, COMPARES, SAID)):
        return _GOOD
    if other:
        return Verdict(False, "wrong_entity", f"the cited lines are of {other}")
    cited = "\n".join("\n".join((s.text, *s.labels, *(() if STAMP.match(s.text) else s.headings))) for s in lines)
    for name, slots in named:
        if _has(cited, name):
            continue
        there = {
            filler
            for line in lines
            for slot, filler in filled(line.text)
            if slot in slots or (slot != LEADS and any(filler in evidence.ground.slots.fillers[each] for each in slots))
        }
        if there and not any(_has(sentence, each) for each in there):
            return Verdict(False, "wrong_entity", f"the cited lines are of {min(there)}, not of {name}")
    return _GOOD


_NUMBERED = (
    "task",
    "job",
    "request",
    "trial",
    "attempt",
    "fold",
    "config",
    "worker",
    "client",
    "session",
    "case",
    "query",
    "ticket",
    "slot",
    "node",
)


_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERED)}) #?\d")


def _other_number(sentence: str, lines: Sequence[Statement]) -> str:
    """Name the task or the job of the cited lines, where a sentence tells of another one by its number."""
    for kind, numbers in places(sentence).items() if _NUMBER.search(sentence.lower()) else ():
        there = (
            frozenset().union(*(places(line.text).get(kind, frozenset()) for line in lines))
            if kind in _NUMBERED
            else frozenset()
        )
        tagged = any(f"{kind}={number}" in line.tags for line in lines for number in numbers)
        written = len(numbers) == 1 and re.search(rf"\b{kind} #?{min(numbers)}\b", sentence, re.IGNORECASE)
        if written and there and not numbers & there and not tagged:
            return f"{kind} {min(there)}"
    return ""


_VERSION = re.compile(r"(?<![\w.-])([A-Za-z]{4,})[-_]?((?!(?:19|20)\d\d)\d{1,4})(?![\w.,:%/-]*\w)")


def _other_version(sentence: str, lines: Sequence[Statement], evidence: Evidence) -> str:
    """Name what the cited lines have of a name with a number, where the log has that with another one alone: resnet34, for a ResNet-50."""
    known = None
    for name, number in _VERSION.findall(sentence):
        written = re.compile(rf"(?<![a-z]){name}[-_]?(\d+)(?![\d.])", re.IGNORECASE)
        there = {found for line in lines for found in written.findall(line.text)}
        if there and number not in there and number not in written.findall(evidence.said):
            known = f"{name}{min(there)}"
    return known or ""


def _has(text: str, name: str) -> bool:
    """Tell whether a text names something, be it in the singular or the plural."""
    bare = re.sub(r"\\?[_-]", "[ _-]?", re.escape(name.removesuffix("s") if len(name) > _SHORT else name))
    return re.search(rf"(?<![\w-]){bare}", text, 0 if len(name) <= _SHORT else re.IGNORECASE) is not None


_SHORT = 3


def _named(sentence: str, evidence: Evidence) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what a sentence names that fills slots of the log, with those."""
    of = evidence.ground.slots.of
    words = dict.fromkeys((*FILE.findall(sentence), *_WORD.findall(sentence)))
    if not any(name in of for word in words for name in _written(word)):
        return
    called = {name for pattern in _CALLED for name in pattern.findall(sentence)}
    stages = {match["one"] or match["other"] for match in _STAGE.finditer(sentence)}
    for word in words:
        for name in _written(word):
            slots = of.get(name, frozenset())
            kept = frozenset(
                slot
                for slot in slots
                if slot == FILES
                or (slot != LEADS and (_is_name(name, called) or (slot in _STORES and name.endswith("s"))))
                or (slot == LEADS and {name, name.removesuffix("s")} & stages)
            )
            if kept:
                yield name, kept
                break


def _written(word: str) -> tuple[str, ...]:
    """Give how a log may write what a sentence names."""
    low = word.lower()
    return word, low, f"{low}s"


def _is_name(name: str, called: set[str]) -> bool:
    """Tell whether a word is a name: no word of reports, or one that a noun stands beside."""
    return name in called or (len(name) > 1 and name not in plain_words())
