"""All or none of what one thing had, against the share that a line lists for it: tinyorm 2/4."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import SPELLED
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import written_number

_GOOD = Verdict(True)
_OF = Pattern(
    r"\b(?P<how>all|every one|each|none|not one|neither)(?: (?:of|the|its|these|those|two|three|four|five|six|seven|eight|nine|ten|\d+))* (?P<what>[\w.+-]+(?: [\w.+-]+){0,2})",
    *("all", "every", "each", "none", "not one", "neither"),
    flags=re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?P<name>[A-Za-z][\w.+-]*(?: [A-Za-z][\w+-]*)?)[ :=]{1,3}(?P<some>\d{1,6})\s?/\s?(?P<every>\d{1,6})(?![\d/])"
)
_DONE = Words(
    r"\b(?:solved?|pass(?:ed)?|correct(?:ly)?|right(?:ly)?|found|answered|completed|finished|resolved|recovered|recognised|recognized|classified|covered|kept|sorted|fixed|succeeded|got|successful)\b"
)
_ILL = Words(
    r"\b(?:fail\w*|wrong\w*|missed|lost|rejected|dropped|skipped|unsolved|incorrect\w*|error\w*|but|except|almost|nearly)\b"
)


_EACH = re.compile(r"\b(?:every|each|all) (?:of )?(?:the |its )?(?:\w+ )?(?P<noun>[a-z]{3,}?)s?\b", re.IGNORECASE)
_SO_MANY = rf"(?:\d+|{'|'.join(SPELLED)})"
_SOME_OF = re.compile(
    rf"\b(?P<some>{_SO_MANY}) (?:out )?of (?:the |its )?(?P<every>{_SO_MANY}) (?:\w+ )?(?P<noun>[a-z]{{3,}}?)s?\b",
    re.IGNORECASE,
)


def shares_of_all(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse all of what a line has only a part of, and none of what it has some of."""
    if SAID.search(sentence) or _ILL.search(sentence):
        return _GOOD
    return _in_each(sentence, evidence) or _of_a_share(sentence, evidence)


def _in_each(sentence: str, evidence: Evidence) -> Verdict | None:
    """Refuse that it was so in every fold where a line says that it was in one of five."""
    each = _EACH.search(sentence)
    for line in evidence.firsthand if each else ():
        for found in _SOME_OF.finditer(line.text):
            some, every = (written_number(found[name]) for name in ("some", "every"))
            if each and found["noun"].lower() == each["noun"].lower() and some and every and some < every:
                return Verdict(False, "outcome_flip", f"a fact says {found.group()!r}")
    return None


def _of_a_share(sentence: str, evidence: Evidence) -> Verdict:
    match = _OF.search(sentence)
    if match is None or not _DONE.search(sentence):
        return _GOOD
    spoken = tokens(match["what"])
    all_of_it = match["how"].lower() in ("all", "every one", "each")
    for line in evidence.firsthand:
        shares = {share["name"].lower(): share for share in _SHARE.finditer(line.text)}
        named = [share for name, share in shares.items() if tokens(name) & spoken] if len(shares) > 1 else []
        if len(named) == 1:
            some, every = int(named[0]["some"]), int(named[0]["every"])
            if some < every if all_of_it else some > 0:
                return Verdict(False, "outcome_flip", f"a fact says {named[0].group()!r}")
    return _GOOD
