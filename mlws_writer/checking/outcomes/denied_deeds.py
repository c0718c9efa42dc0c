"""What was done and is denied, and what was left undone and is said to have been done."""

import re
from collections.abc import Sequence

from mlws_writer.checking.outcomes.opposites import plainly
from mlws_writer.checking.outcomes.untold import MEASURED
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, content, stem, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.identifiers import identifiers
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_UNDONE = Pattern(
    r"[\])=:,>-][\"'\s]*(?:not (?:needed|necessary|required|run|made|triggered|done|performed|taken|started|executed|requested|due|sent|created|used|applied|configured|possible)|skip(?:ped)?|disabled|none|n/a|unnecessary|blocked|cancel+ed|omitted|dry[- ]run|deferred|postponed|declined|no|off)[\"']?\s?(?:\([^()]*\)|[,;:] [a-z][^,;]*)?[\s\"'}\].;]*$",
    flags=re.IGNORECASE,
)
"""A line that tells of one thing that it was left undone: [rollback] not needed."""
_TO_DO = Words(
    r"(?:^|[|\]:>=-]\s*[\"']?|\d\s+)(?:to[- ]?do|next steps?|planned|follow-?up|backlog|open points?)\b(?!\W{0,3}(?:\d|done|none|no\b))"
)
"""A line that only tells what shall be done."""
_LEFT_OUT = Words(
    r"\b(?:plan\w*|to be|to-?do|next|intend\w*|noted|list|still|not|no|never|none|nothing|nobody|without|skip\w*|un[a-z]+|superfluous|needless|disabled|block\w*|prevent\w*|postpon\w*|cancel\w*|declin\w*|refus\w*|defer\w*|avoid\w*|sav(?:ed|ing)|spar(?:ed|ing)|off|left|omit\w*|dry|simulated|only|would|instead|could|hold|wait\w*|forbid\w*|forgo\w*|for(?:ewent|went))\b|n't\b",
)
_AFFIRMED = Words(
    r"\b(?:was|were|(?:has|have|had) (?:already |by now |now |since |also )?been) (?:\w+ly |then |also |already )?(?:[a-z]+(?:ed|en|wn|nt|ut|lt|ne|de)|run|put|set|built|made|done|sent) ?|\bthere (?:was|were) (?:an?|one|two|\d)\b|\b(?:took place|went ahead|happened|occurred|carried out)\b"
)
_DENIED = Pattern(
    r"(?P<who>[^,;]*?)\b(?:was|were|has|have|had|is|are|did|could)(?: not|n't| never)(?: be| been| yet)?(?: \w+ly)? (?P<deed>[a-z]{4,})\b(?P<rest>[^,;.]*)|"
    r"^(?:the )?(?P<left>[a-z -]+) was (?:skipped|omitted|left out)\.?$|"
    r"^no (?P<noun>[a-z][a-z -]*?) (?:was|were|had to be|took|went|is|are)\b(?: ever)?(?: \w+ly)?(?: (?P<done>[a-z]{4,}))?(?P<more>[^,;.]*)\.?$|"
    r"^there (?:was|were) no (?P<thing>[^,;.]*)\.?$",
    *("not", "n't", "never", "skipped", "omitted", "left out", "no "),
    flags=re.IGNORECASE,
)
"""Where a sentence denies one deed: it was not registered, no alert was raised."""
_FIRST = re.compile(r"^(?:After|In|At|On|During|By) [^,]{1,40}, (?=[a-z])")
_AT_A_TIME = re.compile(
    r"\b(?:until|before|yet|at first|first|again|any ?more|longer|further|more|other|while|whereas|but|and|only|because|due|between|until|than|enough|any|since|as (?:it|they|the|there))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|without|un|cannot|failed to|to be|will|would|should|if|must|may)|n't|non)[\W_]{0,2}(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_TROUBLE = Words(
    r"\b(?:fail\w*|error|denied|refused|reject\w*|skipp?\w*|abort\w*|missing|not|no|cannot|could|unable|disabled|dry)\b|(?:->|→|status\W{1,3}|http\W) ?[45]\d\d\b|n't\b|\bun\w+ed\b|\.\.\. ?[45]\d\d\b"
)
_CUT = 4


def denied_deed(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something was done where its line says that it was left undone, and the reverse."""
    lines = [s.text for s in evidence.firsthand]
    if not lines or SAID.search(sentence):
        return _GOOD
    against = _left_undone(sentence, lines) or _done_after_all(sentence, lines)
    return Verdict(False, "outcome_flip", f"a fact says {against.strip()[:80]!r}") if against else _GOOD


def _left_undone(sentence: str, lines: Sequence[str]) -> str:
    """Give the line that says that it was left undone, where it is the only cited one of what a sentence says was done."""
    if not _AFFIRMED.search(sentence) or _LEFT_OUT.search(sentence):
        return ""
    cuts = _cuts(sentence)
    for line in lines:
        yet = _NOT_YET.search(line)
        if yet and cuts & _cuts(line) and stem(next(filter(None, yet.groups()))) in stems(sentence):
            return line
    telling = [line for line in lines if cuts & _cuts(line)]
    undone = [line for line in telling if _is_undone(line, cuts) or _TO_DO.search(line)]
    return undone[-1] if undone and len(undone) == len(lines) else ""


_NOT_YET = re.compile(
    r"\bnot (?:been )?([a-z]{3,}) yet\b|\b(?:yet|still) to be ([a-z]{3,})\b|\bnot yet (?:been )?([a-z]{3,})\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"([A-Za-z][\w-]*)[\"']?\s?$")


def _is_undone(line: str, cuts: frozenset[str]) -> bool:
    """Tell whether a line says that something was left undone; of several keys, the one that it says so of: backend=nccl, resume=no."""
    match = _UNDONE.search(line)
    key = _KEY.search(line[: match.start()]) if match and line.count("=") > 1 else None
    return match is not None and (key is None or bool(_cuts(key[1]) & cuts))


def _cuts(text: str) -> frozenset[str]:
    """Give how the longer words of a text begin: rolled back and rollback do alike."""
    return frozenset(word[:_CUT] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _PLAIN)


_PLAIN = frozenset(["were", "there", "been", "this", "that", "with", "from", "made", "done", "then", "result", "status", "level", "info", "time", "event", "step", "stage", "true", "false", "model", "data"])  # fmt: skip


def _done_after_all(sentence: str, lines: Sequence[str]) -> str:
    """Give the line that tells of a deed which a sentence denies."""
    match = _DENIED.match(_FIRST.sub("", sentence))
    if match is None or _AT_A_TIME.search(sentence) or MEASURED.search(_WHICH.sub(" ", sentence)):
        return ""
    deed, who, rest = (
        match["deed"] or match["done"] or "",
        match["who"] or match["noun"] or match["thing"] or match["left"] or "",
        match["rest"] or match["more"] or "",
    )
    said = [plainly(line) for line in lines]
    telling = [line for line in said if _tells(line, deed, who) and content(_PARTICLES.sub(" ", rest)) <= stems(line)]
    names = [name.lower() for name, _, _ in identifiers(who)]
    own = [line for line in said if any(name in line.lower() for name in names)] or said
    denying = [line for line in own if _TROUBLE.search(_ANOTHER.sub(" ", line))]
    outright = [line for line in telling if deed and re.search(rf"(?i)\b(?:was|were|got) (?:\w+ )?{deed}\b", line)]
    return telling[-1] if telling and (not denying or outright) else ""


_WHICH = re.compile(
    r"\b(?!least|most|about|over|under|than|only|with|after)[a-z]{3,} \d+(?![\d.,%])|\bthe (?:best|last|first|latest|final) (?=[a-z])",
    re.IGNORECASE,
)
"""Which of several it is says nothing of how much."""


_ANOTHER = re.compile(r"\bthe (?:aborted|failed|skipped|rejected|missing) [a-z]+\b", re.IGNORECASE)
"""What else a line speaks of, and how that went."""


def _tells(line: str, deed: str, who: str) -> bool:
    """Tell whether a line says of what is spoken of that the deed was done."""
    if not set(re.findall(r"\d+", who)) <= set(re.findall(r"\d+", line)):
        return False
    named = any(name.lower() in line.lower() for name, _, _ in identifiers(who))
    names_it = named or _cuts(who) & _cuts(line) or content(who) & stems(line)
    if deed in _ANY_DEED or not deed:
        return bool(names_it) and _DONE.search(line) is not None
    words = [match for match in re.finditer(r"[a-z]{3,}", line.lower()) if stem(match.group()) == stem(deed)]
    told = any(not _NOT.search(line[: match.start()]) for match in words)
    return bool(told and names_it) or bool(not words and _cuts(deed) & _cuts(line) and _DONE.search(line))


_PARTICLES = re.compile(
    r"\b(?:back|place|out|up|through|over|off|on|down|away|anywhere|at all|ever|(?:to|on|in|into) (?:an?|any|the) (?:file|disk))\b",
    re.IGNORECASE,
)
_ANY_DEED = frozenset(["skipped", "omitted", "needed", "necessary", "made", "done", "place", "take", "happen", "carried", "required", "started", "triggered", "raised", "issued", "sent", "written", "performed"])  # fmt: skip
_DONE = Words(
    r"\b(?:done|ok|complet\w+|finished|triggered|started|raised|sent|written|wrote|saved|uploaded|removed|deleted|[a-z]{3,}ed (?:to|from|back|at|in|into|for)|rolled back|alert|fired|executed|merged|stopp\w+ (?:at|after))\b"
)
