"""What was done with one thing, told by a line of it beside what was done with another: kept a and b, discarded c."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.heads import subject_ahead
from mlws_writer.checking.reading.language import NEGATED, SAID, stem
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_DEED = Words(
    r"\b(?P<deed>kept|keep(?:ing)?|retained|discard(?:ed|ing)?|dropp(?:ed|ing)|removed|deleted|skipp(?:ed|ing)|excluded|accepted|rejected|approved|declined|refused|denied|merged|closed|reopened|open|"
    r"solved|booked|free|held|archived|promoted|rolled back|restored|evicted|quarantined|flagged|escalated|forwarded|refunded|published|uploaded|exported|pinned|upgraded|downgraded|healthy|unhealthy|online|offline|passed|failed|pruned|cancelled|canceled|banned|enabled|disabled|selected|chosen)\b",
)
_CLAUSE = re.compile(r"[,;|]\s|\s(?:and|but|while|whereas)\s")
_OPEN = re.compile(
    r"\b(?:all|both|every|each|none|neither|nor|except|apart from|other than|but|and|or|while|whereas|until|before|after|than|instead|some|most|half|first|then|later|again|only|of)\b",
    re.IGNORECASE,
)
"""What may be so of several, or at another time."""


def deeds_apart(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is said to have been done with a thing where the cited lines tell it of another only, and of that another deed."""
    if other := _of_another_bracket(sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact has {other[1]!r} behind {other[0]}")
    if sort := _sorted_otherwise(sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact has it as {sort}")
    deeds = {stem(match["deed"]) for match in _DEED.finditer(sentence)}
    if len(deeds) != 1 or NEGATED.search(sentence) or SAID.search(sentence) or _OPEN.search(_OF_IT.sub(" ", sentence)):
        return _GOOD
    (deed,) = deeds
    clauses = _told(evidence)
    with_it = [(names, text) for names, done, text in clauses if deed in done]
    others = [names for names, done, _ in clauses if done and deed not in done]
    spoken = tokens(sentence) - reporting_words() - {deed}
    of_it = frozenset[str]().union(*(names for names, _ in with_it))
    elsewhere = frozenset[str]().union(*others)
    mine = spoken & (elsewhere - of_it)
    if not with_it or not mine or spoken & (of_it - elsewhere):
        return _GOOD
    return Verdict(False, "wrong_entity", f"a fact says {with_it[0][1].strip()[:60]!r}: not of {min(mine)}")


_BRACKET = re.compile(r"(?<![\w.])(?P<name>[A-Za-z][\w.:/-]*\d[\w.:/-]*) \((?P<what>[A-Za-z][^()]*)\)")


def _of_another_bracket(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find a name of a line's list that a sentence puts with what stands in another one's brackets: A-7 (libx), B-9 (liby)."""
    for statement in evidence.firsthand:
        pairs = [(match["name"], tokens(match["what"])) for match in _BRACKET.finditer(statement.text)]
        named = [(name, what) for name, what in pairs if name.lower() in sentence.lower()]
        if len(pairs) < _SEVERAL or len(named) != 1:
            continue
        name, mine = named[0]
        spoken = tokens(sentence) - reporting_words()
        for other, what in pairs:
            if other != name and spoken & (what - mine) and not spoken & (mine - what):
                return other, min(spoken & (what - mine))
    return None


_AS = re.compile(
    r"\b(?:sorted|classified|labell?ed|filed|tagged|marked|categori[sz]ed) (?:as|under) (?:an? |the )?(?P<what>[a-z][\w-]*)",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"\b(?:class|label|category|type|tag|kind)[\"']?\s?[=:]\s?[\"']?(?P<what>[a-z][\w-]*)", re.IGNORECASE
)


def _sorted_otherwise(sentence: str, evidence: Evidence) -> str:
    """Give what the one cited line sorts a thing as, where a sentence says another class that the log has: class=complaint."""
    match = _AS.search(sentence)
    lines = evidence.firsthand if match else ()
    if match is None or len(lines) != 1 or NEGATED.search(sentence):
        return ""
    found = {m["what"].lower() for m in _CLASS.finditer(lines[0].text)}
    known = {stem(m["what"]) for m in _CLASS.finditer(evidence.said)}
    said = stem(match["what"])
    return min(found) if len(found) == 1 and said in known and said not in map(stem, found) else ""


_SEVERAL = 2
_OF_IT = re.compile(
    r"\b(?:checkpoint|weights|model|row|mail|file|order|run|job|log|output)s? of\b|\bof (?:the|that) (?:day|night|week|month)\b",
    re.IGNORECASE,
)


def _told(evidence: Evidence) -> Sequence[tuple[frozenset[str], frozenset[str], str]]:
    """Give the clauses of the cited lines that tell a deed, or whole lines that tell one each: their names, the deed, the words."""
    found: list[tuple[frozenset[str], frozenset[str], str]] = []
    for statement in evidence.firsthand:
        subject, rest = subject_ahead(statement.text)
        parts = _CLAUSE.split(rest)
        done = [frozenset(stem(m["deed"]) for m in _DEED.finditer(part)) for part in parts]
        if len([each for each in done if each]) > 1:
            last = frozenset[str]()
            for part, each in zip(parts, done, strict=True):
                last = each or last  # kept a and b: of b too
                found += [(tokens(f"{subject} {part}"), last, part)] if last else []
        elif whole := frozenset[str]().union(*done):
            found.append((tokens(statement.text), whole, statement.text))
        elif subject:
            found.append((tokens(subject), frozenset({"another"}), statement.text))
    return found
