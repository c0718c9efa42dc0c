"""Who has what, where a line gives each of several its own: a sentence that gives one what is another's."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_WHO = r"(?<![\w.=/-])(?P<who>[A-Za-z][\w-]*)"
_WHAT = r"[\"']?(?P<what>(?=[\w.:/+-]*[A-Za-z])(?=[\w.:/+]*[\d:/_-])\w[\w.:/+-]*[\w+])[\"']?(?=[\s,;|)}\].\"']|$)"
_SHAPES = (
    re.compile(rf"{_WHO}[:,]? (?P<how>\w+) ?[=:] ?{_WHAT}"),
    re.compile(rf"{_WHO} (?P<how>uses|used|runs|ran|runs on|ran on|runs with|ran with) {_WHAT}"),
    re.compile(rf"{_WHO}(?P<how>[=:]) ?{_WHAT}"),
)
"""prod model=x, prod: x, prod uses x."""
_SAME = (
    ("staging", "candidate", "canary", "new", "challenger", "treatment", "newer"),
    ("prod", "production", "current", "live", "old", "existing", "present", "champion", "control", "older", "previous"),
)
"""What may be called by the same words: the old bot is the one in production."""
_OPEN = Words(
    r"\b(?:both|all|each|from|replac\w*|than|unlike|instead|switch\w*|whereas|while|but)\b",
)


def holders(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one has what the cited line gives another of its list, and only that one."""
    if NEGATED.search(sentence) or _OPEN.search(sentence):
        return _GOOD
    for line in evidence.statements:
        for held in () if line.tainted else _lists(line.text):
            if (of := _of_another(sentence, held)) is not None:
                return Verdict(False, "wrong_entity", f"a fact gives {of[1]} to {of[0]}")
    return _GOOD


def _lists(text: str) -> Iterator[dict[str, str]]:
    """Read what a line gives to each of several, in each of the ways to write that."""
    for shape in _SHAPES:
        found = list(shape.finditer(text))
        pairs = {(match["who"].lower(), match["what"].lower()) for match in found}
        held = dict(pairs)
        alike = len({match["how"] for match in found}) == 1
        if alike and len(held) == len(pairs) == len(set(held.values())) > 1 and _are_rivals(found):
            yield held


def _are_rivals(found: list[re.Match[str]]) -> bool:
    """Tell whether those to whom a line gives something are of one kind: it says what it gives, or how they stand."""
    said = found[0]["how"] not in "=:" or _HEAD.search(found[0].string[: found[0].start()])
    return bool(said) or all(any(match["who"].lower() in names for names in _SAME) for match in found)


_HEAD = re.compile(r"\b[a-z]+: $")


def _of_another(sentence: str, held: dict[str, str]) -> tuple[str, str] | None:
    """Give whose the one thing is that a sentence names of a list, where it gives that to another."""
    low = sentence.lower()
    what = [each for each in held.values() if _has(low, each)]
    who = [each for each in held if any(_has(low, name) for name in _names(each, held))]
    if len(what) != 1 or len(who) != 1 or held[who[0]] == what[0]:
        return None
    return next((owner, thing) for owner, thing in held.items() if thing == what[0])


def _names(who: str, held: dict[str, str]) -> tuple[str, ...]:
    """Give how one of a list may be called, among those that are listed."""
    family = next((names for names in _SAME if who in names), ())
    return (who, *(name for name in family if name not in held))


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", text) is not None
