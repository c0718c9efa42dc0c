"""That nothing went wrong: refused where a cited line counts what did, or tells it of one thing."""

import re
from collections.abc import Iterator

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import SAID, content, stems
from mlws_writer.checking.opposites import plainly
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_ILLS = {
    "fail": (r"fail(?:ed|ure|ures|s)?|errors?|crash(?:ed|es)?|unsuccessful|wrong|broke(?:n)?", r"fail(?:ed|ures?|s)?|err(?:or)?s?|crashed|aborted|rejected|exception|unsuccessful|broken"),
    "stop": (r"stopped(?: early)?|aborted|broken off|interrupted|killed|cancel+ed|terminated|ended early|cut (?:off|short)", r"aborted|killed|cancel+ed|terminated|interrupted|stopped|early[ -]stop\w*|preempted"),
    "reject": (r"rejected|refused|declined|turned down|denied|blocked", r"rejected|refused|declined|denied|blocked"),
    "skip": (r"skipped|left out|omitted|dropped|excluded|discarded|lost|missing", r"skipped|left out|omitted|dropped|excluded|discarded|lost|missing"),
}  # fmt: skip
_SAID = {name: said for name, (said, _) in _ILLS.items()}
_NONE_DID = Pattern(
    r"\b(?:none (?:of (?:the|its|these) )?|not (?:one|a single)(?: of the)? |neither (?:of the )?|no (?!longer|more|further|other|new))(?:(?!\band\b|\bbut\b)[^,;])*?\b(?P<ill>"
    + "|".join(f"(?P<{name}>{said})" for name, said in _SAID.items())
    + r")\b|\bnothing (?:was |went |had )?(?P<what>failed|wrong|broke|lost|skipped|rejected)\b|\bthere (?:was|were) no (?:\w+ )?(?P<noun>errors?|failures?|crash(?:es)?|aborts)\b",
    *("none", "not one", "not a single", "neither", "no ", "nothing"),
    flags=re.IGNORECASE,
)
_ALL_DID = Pattern(
    r"(?<!not )(?<!almost )(?<!nearly )\b(?:all|every|each|both)\b[^;]*?\b(?:without (?:any |an? |a single )*(?:errors?|problems?|failures?|trouble|incidents?)|went through|succeeded|passed|(?:completed|finished)(?=[.;,]| without|$)|(?:was|were) (?:successful|ok|fine)|(?:was|were) (?:met|reached)(?= (?:in|by|at|on)\b)|worked|(?:was|were) (?:answered|completed|finished|processed|done|solved|accepted|delivered|uploaded|downloaded|converted|parsed)\b(?! (?:with|in|by|at|on|after)\b))",
    *("all", "every", "each", "both"),
    flags=re.IGNORECASE,
)
_MET_IN_ALL = Pattern(
    r"\b(?:was|were) (?:met|reached|kept|passed|held) (?:in|by|at|on|for) (?:all|every|each|both)\b",
    "met ",
    "reached",
    "kept",
    "passed",
    "held",
)
_SAVE = Words(
    r"\b(?:in the end|finally|eventually|after|again|retr\w+|but|except|although|though|save for|apart from|other than|until|before|by then|so far|yet|more|because|anew)\b"
)
_MISSED = Pattern(r"[\"']?\b(?:missed|failed|fail|violated|rejected)[\"']?\s?[:=]\s?\[\s?[^\]\s]", flags=re.IGNORECASE)
"""Where a line lists some that did not: "missed":[64]."""
_MANY = r"[1-9]\d*(?:,\d{3})*(?![.\d%:/-])"
_TOLD = {
    name: Pattern(
        rf"(?:^|[^\w.-])(?:n_|num_)?(?:{told})(?:_count)?[\"']?\s?[=: ]\s?{_MANY}(?![a-z])|(?<![\w.,:/#=-])(?<![a-z] )(?<!code )(?<!status ){_MANY} (?:[a-z]+ )?(?:{told})\b|"
        rf"\b(?:status|state|result|verdict|outcome)[\"']?\s?[=:]\s?[\"']?(?:{told})\b|\b[a-z]+[ #=]\d+\W? {{1,3}}(?:was )?(?:{told})\b(?!\W{{0,3}}\d)|^\W*(?:{told}): |: (?:{told})(?:[:,;(]|$)",
        flags=re.IGNORECASE,
    )
    for name, (_, told) in _ILLS.items()
}
"""How a line counts some that went ill, or tells it of one."""


def nothing_ill(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that nothing failed, or that all went through, where a cited line counts some that did not."""
    if SAID.search(sentence):
        return _GOOD
    for match, ills in _claimed(sentence):
        rest = sentence.replace(match.group(), " ")
        told = "" if _SAVE.search(sentence) else _ill(f"{match.group()} {rest}", ills, evidence)
        if told:
            return Verdict(False, "outcome_flip", f"a fact says {told.strip()[:80]!r}")
    return _GOOD


def _claimed(sentence: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """Give where a sentence says that nothing went ill, with the ways in which it did not."""
    if match := _NONE_DID.search(sentence):
        yield match, tuple(name for name in _ILLS if match[name]) or ("fail",)
    if match := _ALL_DID.search(sentence) or _MET_IN_ALL.search(sentence):
        yield match, ("fail", "reject", "stop")


def _ill(sentence: str, ills: tuple[str, ...], evidence: Evidence) -> str:
    """Give the part of a cited line that tells that some went ill."""
    for statement in evidence.statements:
        parts = _parts(plainly(statement.text)) if not statement.tainted else []
        telling = [part for part in parts if _MISSED.search(part) or any(_TOLD[ill].search(part) for ill in ills)]
        own = content(sentence) - _common(parts) - _OF_ILLS
        named = [part for part in parts if own & stems(part)]
        if telling and not (len(parts) > 1 and named and not any(part in named for part in telling)):
            return telling[0]
    return ""


def _parts(text: str) -> list[str]:
    """Part a line where it counts what went ill of one thing after the other."""
    parts = re.split(r"\s[|;]\s", text)
    return parts if all(len(part.split()) > _SHORT for part in parts) else [text]


_SHORT = 3
_OF_ILLS = stems("fail failed error errors aborted killed rejected skipped lost")


def _common(parts: list[str]) -> frozenset[str]:
    found = [stems(part) for part in parts]
    return frozenset.intersection(*found) if len(found) > 1 else frozenset()
