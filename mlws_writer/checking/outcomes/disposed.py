"""What became of a thing: that it was kept is refused where the lines tell that it was deleted, and the like."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.heads import subject_ahead
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP, stem
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.identifiers import identifiers
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)


class _End(NamedTuple):
    said: str
    """How a sentence tells it."""
    told: str
    """How a line tells it."""
    excludes: frozenset[str]
    """Which other ends a thing cannot have come to then."""


_ENDS = {
    "deleted": _End(
        r"deleted|erased|wiped|purged|unlinked",
        r"delet\w*|eras\w*|wip(?:ed?|ing)|purg\w*|unlink\w*|rm",
        frozenset(["kept", "renamed", "merged", "filled", "edited", "skipped"]),
    ),
    "dropped": _End(
        r"dropped(?! (?:to|from|by|below|under)\b)|removed|discarded|thrown (?:away|out)|rejected|ruled out",
        r"drop(?:ped|ping)?(?! (?:to|from|by|below|under)\b)|remov\w*|discard\w*|reject\w*|ruled out|exclud\w*",
        frozenset(["kept", "renamed", "merged", "filled", "edited", "chosen"]),
    ),
    "kept": _End(
        r"kept(?! (?:\w+ ){0,2}\w+ing\b)|retained|preserved|left (?:in|on|as|where|untouched|alone)\b|still (?:on disk|there|in place)",
        r"kept|keep(?:ing|s)?|retain\w*|preserv\w*|left|us(?:ed?|ing)|remain\w*",
        frozenset(["deleted", "dropped", "skipped"]),
    ),
    "renamed": _End(r"renamed", r"renam\w*", frozenset(["deleted", "dropped"])),
    "merged": _End(r"merged|combined|joined", r"merg\w*|combin\w*|concat\w*|join\w*", frozenset(["deleted", "dropped", "skipped"])),
    "skipped": _End(r"skipped|passed over|ignored", r"skip\w*|ignor\w*|passed over", frozenset(["merged", "kept", "uploaded"])),
    "filled": _End(r"filled|imputed", r"fill\w*|imput\w*", frozenset(["deleted", "dropped"])),
    "edited": _End(r"edited|modified|rewritten", r"edit\w*|modif\w*|rewr\w*|chang\w*", frozenset(["deleted"])),
    "uploaded": _End(r"uploaded|pushed|published", r"upload\w*|push\w*|publish\w*|sync\w*", frozenset()),
    "moved": _End(r"moved(?! (?:to|from) \d)|archived", r"mov\w*|mv|archiv\w*", frozenset(["deleted"])),
    "quarantined": _End(
        r"quarantined|(?:put|moved|placed) (?:in|into|under) quarantine", r"quarantin\w*", frozenset(["deleted", "dropped", "kept"])
    ),
    "chosen": _End(r"chosen|selected|picked|adopted", r"chos\w+|choos\w+|select\w*|pick\w*|adopt\w*|winner", frozenset(["dropped"])),
}  # fmt: skip
_SAVED = Words(r"(?<![a-z])(?:sav(?:ed?|ing)|stor(?:ed?|ing)|cop(?:y|ied)|archiv\w*)(?![a-z])")
"""What lets a reader say that a thing was kept; it may be deleted later all the same."""
_GONE = frozenset(["deleted", "dropped"])
"""What readers say for one another."""
_SAID = {name: Words(rf"\b(?:{end.said})\b") for name, end in _ENDS.items()}
_TOLD = {name: Words(rf"(?<![a-z/._-])(?:{end.told})(?![a-z]|\.\w)") for name, end in _ENDS.items()}
_CLAUSE = re.compile(r"[;,:] |\b(?:and|but|while|whereas|although|because|since|after|before|until|when|so that)\b")
_PASSIVE = re.compile(
    r"^(?P<who>.*?)\b(?:was|were|is|are|been|got|be|stayed|remained)\b(?: (?:\w+ly|then|later|also|all|both|still|never|ever|not|being))* $"
)
_ACTIVE = re.compile(
    r" (?:(?:the|an?|its|all|both|every|that|those|these|their) |(?=\S*[/_]|\S+\.\w))(?P<what>[\w.\"'/-]+(?: [\w.\"'/-]+){0,3})"
)
_PART = re.compile(r"[;,|] |\.\s|\s(?:and|but|then)\s")
_WHOLE = re.compile(r"\b(?:all|every|each|both|none|no)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:only|some|more|fewer|less|most|half|third|quarter|fifth|tenth|percent|share|part|others?|rest|first|once|again)\b|%|^\W*(?:the |its |these )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
"""What is so of a part, of which the lines may tell something else."""


_WITHOUT = re.compile(r"\bwithout (?:an? |any )?\w+")
"""By what a thing is known: rows without a price."""


def disposed(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a thing came to one end where the cited lines tell of it one that excludes that, and that end of nothing like it."""
    if NEGATED.search(_WITHOUT.sub(" ", sentence)) or SAID.search(sentence):
        return _GOOD
    for end, who in _said(sentence):
        whole = _WHOLE.search(who) is not None
        if _SOME.search(who):
            continue
        parts = [part for line in evidence.firsthand for part in parts_of(line.text)]
        if other := _otherwise(end, _things(who), parts, whole=whole):
            return Verdict(False, "outcome_flip", f"a fact says {other.strip()[:80]!r}")
    return _GOOD


def _said(sentence: str) -> Iterator[tuple[str, str]]:
    """Give what a sentence says became of what, clause by clause."""
    for clause in _CLAUSE.split(sentence):
        found = [(name, match) for name, said in _SAID.items() if (match := said.search(clause))]
        if len(found) != 1:
            continue
        ((name, match),) = found
        if passive := _PASSIVE.match(clause[: match.start()]):
            yield name, passive["who"]
        elif active := _ACTIVE.match(clause, match.end()):
            yield name, active["what"]


def _things(who: str) -> frozenset[str]:
    """Give the words of what a sentence is about; where it has names or numbers, those alone tell which."""
    named = {name.lower() for name, _, _ in identifiers(who)}
    spoken = tokens(who) - frozenset(map(stem, STOP))
    return frozenset(named) or spoken - _PLAIN or spoken


_PLAIN = frozenset(map(stem, ["file", "files", "folder", "column", "run", "model", "version", "data"]))
"""What tells nothing of which one is meant, where another word does."""


def parts_of(text: str) -> Iterator[str]:
    """Part a line so that each part tells one end, with what the whole line is of."""
    subject, rest = subject_ahead(text)
    yield from (f"{subject} {part}" for part in _parts(rest))


def _parts(text: str) -> Iterator[str]:
    """Part a text: what tells no end goes with the next part, the last with the one before."""
    begun, told = "", ""
    for piece in _PART.split(text):
        if not _ends(piece) and not _SAVED.search(piece):
            begun = f"{begun} {piece}"
            continue
        if told:
            yield told
        told, begun = f"{begun} {piece}", ""
    yield f"{told} {begun}" if _STATES.search(begun) is None else told


_STATES = re.compile(r"\b(?:is|are|was|were)\b")
"""What a part says of a thing of its own."""


def _ends(text: str) -> frozenset[str]:
    return frozenset(
        name for name, told in _TOLD.items() if any(not _NOT.search(text[: m.start()]) for m in told.finditer(text))
    )


_NOT = re.compile(r"\b(?:not|never|no|nor|without|cannot)\b\W+(?:\w+\W+)?$|n't \w*$", re.IGNORECASE)


def _otherwise(end: str, things: frozenset[str], parts: Sequence[str], *, whole: bool) -> str:
    """Give the part of a line that tells another end of some things, where no part as near to them tells this one."""
    near = [(len(things & _words(part)), _ends(part), part) for part in parts]
    alike = _GONE if end in _GONE else {end}
    own = max((many for many, ends, part in near if ends & alike or (end == "kept" and _SAVED.search(part))), default=0)
    against = [(many, part) for many, ends, part in near if many and not ends & alike and ends & _ENDS[end].excludes]
    most, part = max(against, default=(0, ""))
    return part if most > own or whole else ""


def _words(text: str) -> frozenset[str]:
    return tokens(text) | frozenset(name.lower() for name, _, _ in identifiers(text))
