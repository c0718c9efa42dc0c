"""How many a cited line counts of what, and which of that went ill, in whatever words the line has for it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlws_writer.checking.reading.language import content, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern

_KINDS = {
    "fail": "failed failing error errored err crashed exception unsuccessful broke broken problem trouble incident hitch mishap",
    "stop": "aborted killed cancelled canceled interrupted interruption terminated stopped preempted",
    "reject": "rejected rejection refused refusal declined denied blocked forbidden bounced undelivered",
    "skip": "skipped omitted dropped excluded exclude exclusion discarded lost loss missing missed",
    "late": "timeout",
    "cut": "truncated truncation",
    "prune": "pruned",
    "again": "retry retried retries",
    "restart": "restarted rebooted reboot",
    "bad": "invalid malformed corrupt corrupted damaged unreadable mismatch unhealthy dead",
    "open": "pending unanswered unresolved unsolved outstanding",
    "warn": "warning warned",
    "hand": "manual manually",
}
"""What may go ill, in the words for it."""


def meaning(text: str) -> frozenset[str]:
    """Give the stems of the words that carry meaning: of dropped as of drop."""
    found = content(text)
    return found | {word[:-1] for word in found if word[-1:] == word[-2:-1]}


KIND = {word: f"~{kind}" for kind, words in reversed(_KINDS.items()) for word in meaning(words)}
_PHRASES = tuple(
    (Pattern(pattern, *hints, flags=re.IGNORECASE), word)
    for pattern, word, *hints in (
        (r"\btim(?:ed?|ing)[- _]?outs?\b", "timeout", "out"),
        (
            r"\btoo[ _]long\b|\bhit_?max\w*|\btruncat\w*|\b(?:cut|clipped) (?:off|at|short)\b(?: the (?:\w+ )?limit\b)?|\b(?:ran|run|went|go|came|got|hit|reach(?:ed)?|exceed(?:ed)?)(?: (?:over|into|up against|beyond|to))? (?:the |its |their )?(?:[\w-]+ )?(?:length |token |size )?(?:limit|maximum|cap)\b",
            "truncated", "too", "hit", "trunc", "cut", "clip", "limit", "maximum", "cap",
        ),
        (r"\b(?:left|kept|taken) (?:out|aside)\b|\bnot (?:run|tried|included|evaluated)\b", "skipped", "out", "aside", "not "),
        (r"\bturned (?:down|away)\b", "rejected", "turned"),
        (r"\bby hand\b", "manual", "by hand"),
        (r"\bok\b", "passed", "ok"),
        (r"\bwent wrong\b", "failed", "wrong"),
        (r"\bfound wanting\b", "failed", "wanting"),
        (r"(?<=\d) ?x ?(?=[45]\d\d\b)", " failed ", "x"),
    )
)  # fmt: skip
"""What two words or a code say, in one: 6 x 504, left out."""
_NUMBER = r"(?P<{}>\d[\d,]*)"
_COUNTED = (
    re.compile(
        rf"(?<![\w.,:/#=+\[-])(?<![\[(] ){_NUMBER.format('n')}(?: ?(?:/|of|out of) ?{_NUMBER.format('of')})?(?![\w.:%-])(?P<what>(?: [A-Za-z][\w-]*){{1,3}})"
    ),
    re.compile(
        rf"(?<![=\w.-])(?P<what>[A-Za-z][\w-]*(?: [a-z]+)?)[\"']?\s?[=:]\s?{_NUMBER.format('n')}(?: ?/ ?{_NUMBER.format('of')})?(?![\w.:%/-]|,\d)(?! (?:s|ms|min|h|d|sec\w*|minutes?|hours?|days?|[kmg]i?b)\b)"
    ),
    re.compile(rf"(?P<what>\b[A-Za-z][\w-]{{2,}}) {_NUMBER.format('n')}(?: (?:times|x)\b)?(?=\s*(?:[,;)|]|\(|$|->|: ))"),
)  # fmt: skip
"""How a line counts: 3 failed, failed=3, failed 3; and of how many."""
_NO_COUNT = re.compile(
    rf"^(?:(?:max|min)(?:imum)?[_ -].*|{'|'.join(PLACES)}|attempt|port|id|line|page|code|status|prompt|version|seed)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(PLACES)}|attempt|page|phase|stage|part|try|chunk|shard|prompt|line|port) $", re.IGNORECASE
)

_LISTED = re.compile(r"(?P<what>\b[A-Za-z][\w-]*)[\"']?\s?[:=]\s?\[(?P<items>[^\[\]]*)\]")
"""A list of what did: "failed":["a","b"]."""


class Count(NamedTuple):
    """So many of what, and of how many where a line says so."""

    many: int
    every: int
    words: frozenset[str]
    text: str


class Unit(NamedTuple):
    """A cited line, or a part of one that stands by itself."""

    text: str
    words: frozenset[str]
    counts: tuple[Count, ...]


def plain(text: str) -> str:
    """Give a text with each way of going ill that takes several words, or a code, in one."""
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    return text


def words_and_kinds(text: str) -> frozenset[str]:
    """Give the stems of the words of a text, with the ways of going ill for which they stand."""
    found = meaning(text.replace("_", " "))
    return found | {KIND[word] for word in found if word in KIND}


_SHORT = 3


def parts(line: Statement) -> Iterator[Unit]:
    """Give a line with its counts, or each part of one that tells of one thing after the other."""
    text = plain(line.text)
    found = re.split(r"\s[|;]\s", text)
    for part in found if all(len(part.split()) > _SHORT for part in found) else [text]:
        counts = tuple(_counts(part))
        if part == text:
            counts += tuple(
                Count(
                    int(v.quantity.value), 0, words_and_kinds(v.name.replace("_", " ")), f"{v.name} {v.quantity.text}"
                )
                for v in line.values
                if v.headed and v.quantity.text.isdigit()
            )
        yield Unit(part, words_and_kinds(part), counts)


_WORD_BEFORE, _NUMBER_AFTER = re.compile(r"[a-z]{2,} $"), re.compile(r"[\s=:]*\d")
_HEAD = re.compile(r"(?:^|[\])>-] |: )\s*(?P<head>[a-z]{4,}): (?=[a-z])", re.IGNORECASE)
"""What a line begins with says what it counts: timeouts: reader 3 queries."""


def _counts(text: str) -> Iterator[Count]:
    named = _HEAD.search(text)
    head = named["head"] if named and stem(named["head"]) in KIND else ""
    for pattern in _COUNTED:
        for match in pattern.finditer(text):
            what = match["what"]
            before = text[: match.start("n")]
            if _NO_COUNT.match(what) or _BEFORE.search(before):
                continue
            if what[0] == " " and _WORD_BEFORE.search(before) and _NUMBER_AFTER.match(text, match.end()):
                continue  # req 1,790 err 0
            what = f"{head} {what}"
            sure, _, lacked = re.sub(r"\b(?:without(?: an?)?|not?)\b", "\0", what).partition("\0")
            words = words_and_kinds(sure) | {f"!{word}" for word in words_and_kinds(lacked)}
            every = number(match["of"]) if "of" in pattern.groupindex and match["of"] else 0
            yield Count(int(number(match["n"]) or 0), int(every or 0), words, match.group())
    for match in _LISTED.finditer(text):
        items = [item for item in match["items"].split(",") if item.strip()]
        yield Count(len(items), 0, words_and_kinds(match["what"]), match.group())
