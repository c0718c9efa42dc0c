"""What a sentence says that a thing is, or was changed to, where the cited line has another in its place: engine=surya, from moment to dayjs."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP
from mlws_writer.checking.reading.tokens import folded, tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_END = r"(?=\W*$|[,;.]| (?:and|for|in|on|with|during)\b)"
_USED_AS = Pattern(
    rf"(?P<name>[A-Za-z][\w.+:-]*) (?:was|is|were) (?:used|taken|set|chosen|picked|configured|run|kept|left) as (?:the |its |an? )?(?:[\w-]+ ){{0,2}}?(?P<key>[a-z_]{{3,}}){_END}",
    " as ",
    flags=re.IGNORECASE,
)
_OF_A_KIND = Pattern(
    r"\bthe (?P<name>(?!\w+(?:ing|est|ed|al) )[\w.-]+) (?P<key>column|backend|branch|table|partition|queue|bucket|index|optimizer|scheduler|tokenizer|engine)\b",
    "the ",
    flags=re.IGNORECASE,
)
_IS = Pattern(
    rf"(?:^|[,;] )(?:the|its) (?:[\w-]+ ){{0,2}}?(?P<key>[a-z_]{{3,}}) (?:was|is) (?:an? |the |called |named )?(?P<name>[A-Za-z][\w.+:-]*){_END}",
    " was ", " is ",
    flags=re.IGNORECASE,
)  # fmt: skip
_FROM_TO = Pattern(
    r"\bfrom (?P<one>[A-Za-z][\w.+-]*) to (?P<other>[A-Za-z][\w.+-]*[A-Za-z0-9+])(?=\W|$)", "from ", flags=re.IGNORECASE
)


def told_as(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that no cited line has where one has another for the very key, or for what something was changed to."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    lines = [line.text for line in evidence.firsthand]
    said = folded(" ".join(lines)).replace(" ", "")
    for name, others in (*_by_its_key(sentence, lines, evidence), *_changed_to(sentence, lines)):
        if name.lower() not in STOP and folded(name).replace(" ", "") not in said and (other := next(others, None)):
            return Verdict(False, "wrong_entity", f"the facts speak of {other}, not of {name}")
    return _GOOD


Told = tuple[str, Iterator[str]]
"""A name, and what the lines have in its place."""


def _by_its_key(sentence: str, lines: Sequence[str], evidence: Evidence) -> Iterator[Told]:
    for match in (_USED_AS.search(sentence), _OF_A_KIND.search(sentence), _IS.search(sentence)):
        if match is None or (match.re is _IS.compiled and not _is_a_name(match["name"], evidence)):
            continue
        key = re.escape(match["key"])
        keyed = re.compile(
            rf"(?<![a-z]){key}[\"']?\s?[=:]\s?[\"']?([A-Za-z][\w.+:/-]*)|([A-Za-z][\w.-]*) as (?:the |its |an? )?{key}\b|\b(?:on|in|to) {key} ([A-Za-z]\w*[._-]\w+)|\b{key} ([A-Za-z]+\d\w*)\b",
            re.IGNORECASE,
        )
        found = (each for line in lines for each in keyed.finditer(line))
        yield match["name"], (next(filter(None, each.groups())) for each in found)


def _is_a_name(word: str, evidence: Evidence) -> bool:
    """Tell whether a word is written like a name, or is one of the log: not so in, the loss was stable."""
    return re.search(r"[A-Z0-9_]", word) is not None or word.lower() in evidence.ground.names


def _changed_to(sentence: str, lines: Sequence[str]) -> Iterator[Told]:
    for match in _FROM_TO.finditer(sentence):
        found = (each for line in lines for each in _FROM_TO.finditer(line))
        yield match["other"], (each["other"] for each in found if each["one"].lower() == match["one"].lower())


_ONE_OF = Pattern(
    r"^(?:the )?(?P<what>[\w -]{2,30}?) (?:was|were|is|are) (?:one of|among) (?:the |its )?(?P<list>[a-z]+(?: [a-z]+){0,2})\W*$",
    "one of",
    "among",
    flags=re.IGNORECASE,
)


def one_of_a_list(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse an item of what a line lists behind those words, where the list has it not: settings varied: lr, hidden."""
    match = None if SAID.search(sentence) or NEGATED.search(sentence) else _ONE_OF.search(sentence)
    if match is None:
        return _GOOD
    called = re.compile(rf"\b{re.escape(match['list'])}:\s*(?P<items>[^;:]+(?:, ?[^;:,]+)+)", re.IGNORECASE)
    for listed in filter(None, (called.search(line.text) for line in evidence.firsthand)):
        items = tokens(listed["items"])
        if not tokens(match["what"]) & (items | sayable(items)):
            return Verdict(False, "wrong_entity", f"a fact lists {listed.group()!r}")
    return _GOOD
