"""Who did something, where a log names people: a sentence that gives the deed of a cited line to another of them."""

import re
from functools import lru_cache

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.private import WORDS_OF_THE_TRADE

_GOOD = Verdict(True)
_NAME = r"[A-Z][a-zà-ÿ]{2,}(?![\w.-])"
_ROLE = r"(?:annotators?|reviewers?|operators?|raters?|labell?ers?|authors?|owners?|experts?|judges?|listeners?)"
_PERSON = re.compile(
    rf"\b(?:[Nn]ote|[Rr]emark|[Cc]omment)s? ?[\[(](?P<noted>{_NAME})[\])]"
    rf"|\b[Bb]y[ =:]{{1,2}}\"?(?P<by>{_NAME})"
    rf"|^\W*(?P<speaker>{_NAME}): (?=.*\b(?:I|my|we)\b)"
    rf"|\((?P<signed>{_NAME})\)\s*$"
    rf"|\b{_ROLE}[ =:]{{1,2}}\"?(?P<role>{_NAME})"
    rf"|\b(?P<own>{_NAME})'s\b"
    rf"|(?:^|[\])>:,;] )(?P<did>{_NAME}) (?:will |has |had |was )?(?:[a-z]+ed|checks|deletes|fixes|restarts|stops|asks|says|thinks|wants|decides|writes|wrote|ran|runs|chose|did|do|took|found|kept|put|cut|set|reads?) ",
    re.MULTILINE,
)
_CAPITAL = re.compile(r"\b[A-Z]\w+")
_NO_PERSON = WORDS_OF_THE_TRADE | {"All", "Each", "Both", "Its", "Our", "Their", "Trial", "Table", "Find"}
_TWO = 2


@lru_cache(maxsize=16)
def _people(said: str) -> frozenset[str]:
    """Give whom a log names as persons, two at least."""
    told = [(name, how) for match in _PERSON.finditer(said) for how, name in match.groupdict().items() if name]
    signed = [name for name, how in told if how == "signed"]
    found = {name for name, how in told if how != "signed" or signed.count(name) >= _TWO} - _NO_PERSON
    return frozenset(found) if len(found) >= _TWO else frozenset()


def doer(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse one person where the cited lines name others only."""
    capital = frozenset(_CAPITAL.findall(sentence)) - _NO_PERSON
    people = _people(evidence.said) if capital else capital
    named = people & capital
    if not named:
        return _GOOD
    cited = frozenset[str]().union(*(_of(people, line.text) for line in evidence.statements))
    if cited and not named <= cited:
        finding = f"the cited lines are of {', '.join(sorted(cited))}, not of {min(named - cited)}"
        return Verdict(False, "wrong_entity", finding)
    return _GOOD


def _of(people: frozenset[str], text: str) -> frozenset[str]:
    return people & frozenset(re.findall(r"\w+", text))
