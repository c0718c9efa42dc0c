"""What became of a thing: a sentence that tells one fate of it, where all that the cited lines tell is one that excludes it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import MOVING, ZEROES
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places, tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)


class _Fate(NamedTuple):
    said: Pattern
    """How a sentence tells it."""
    hinted: Words
    """What in a line may stand for it."""
    told: Words
    """How a line tells it beyond doubt."""
    excludes: tuple[str, ...]
    """Which other ones a line may not tell instead."""


def _said(text: str, *hints: str) -> Pattern:
    return Pattern(text, *hints, flags=re.IGNORECASE)


_LIMIT = r"(?:an? |its |the |their |his )?(?:[\w-]+ ){0,2}?(?:time|memory|wall ?time|wall-?clock|hour|minute)[ -]?(?:limit|budget|allotment|allowance)"
_WORK = r"(?:trial|task|job|run|fold|seed|attempt|study|training|search|it|and|duly|[a-z]+ \d+)s?"
_TASK = "task|job|test"
"""What may pass or not; a name that a cited row has stands for it."""
_JUDGED = r"\b(?:answered|judged|counted|marked|scored|rated|graded|classified|labell?ed|predicted|recogni[sz]ed|solved)\b(?: [a-z]+){0,3}? (?:as )?"
_ANSWER = r"\b(?:answer|output|reply|response|case|prediction)\b[^,;.]{0,30}? (?:was|is) (?:judged |found |deemed |counted |marked )?(?:as |to be )?"
_THEN = r"(?:->|=>|→|:|=|\||,|\()\s*[\"']?"
_EXIT = r"exit(?:ed)?(?: with)?(?: code| status)?\W{0,2}"
_FATES = {
    "completed": _Fate(
        _said(
            rf"\b(?:was|were|is|are|been|got|{_WORK}) (?:[a-z]+ly )?(?:completed|finished(?! (?:last|first|second|third|ahead|behind|above|below|top|bottom))|concluded)\b|"
            r"\b(?:ran|run|went|gone|came|carried|got|made it|seen|taken) (?:\w+ )?(?:through )?to (?:(?:the|its|their) (?:very )?|(?:an? |the |its |their )(?:regular|normal|orderly|planned|successful|proper|happy|good) )(?:end|finish|completion|conclusion)\b|\b(?:ran|run|went|gone|trained|carried) (?:through )?to completion\b|\b(?:ran|run|went|gone|got|flown|[a-z]+ed) (?:on |through |right |all the way )?to (?:the|its|their) (?:very )?(?:end|(?:last|final) (?:epoch|step|round|iteration|fold|trial|page|item|batch|record))\b|"
            rf"\b(?:went|came|ran|got|made it) through\b|\bsucceeded\b|\b(?:ended|exited|terminated|closed) (?:normally|regularly|cleanly|successfully|well|in success)\b|\b(?:{_TASK}) passed\b|\bsuccessfully\b", "complet", "finish", "conclu", " end", " last ", " final ", " through", "succe", "normally", "regularly", "cleanly", "passed"),
        Words(
            rf"complet|finish|succe|\bdone\b|\bok\b|{_EXIT}0\b|\bsaved\b|\bpass|✓|✔|100 ?%|\bended\b|\bfinal\b|\bwrote\b|\bresum|\brestart|\bretry"
        ),
        Words(r"(?<!not )(?<!\b0 )\b(?:completed|finished|succeeded|successfully)\b"),
        ("pruned", "failed", "cut", "skipped"),
    ),
    "pruned": _Fate(
        _said(r"\b(?:was|were|been|got) (?:[a-z]+ly |also |then )?pruned\b", "pruned"),
        Words(r"prun"),
        Words(r"\bpruned\b(?! (?:to|\d|model|weights|network|heads|channels))"),
        ("completed", "failed"),
    ),
    "failed": _Fate(
        _said(rf"\b{_WORK} failed\b(?! to)|\bended (?:in|with) an? (?:[a-z]+ )?(?:error|exception|failure|crash)\b", "failed", "ended in", "ended with"),
        Words(
            rf"fail|error|except|crash|traceback|fatal|\bdied\b|abort|{_EXIT}[1-9]|kill|\boom\b|memory|time|limit|cancel|lost|\bnan\b|✗|✘|wrong|not "
        ),
        Words(rf"\b(?:failed|crashed|errored)\b(?! to)|{_EXIT}[1-9]"),
        ("pruned", "completed"),
    ),
    "cut": _Fate(
        _said(
            rf"\bcut (?:off|short)\b|\b(?:ran|run|hit|reached|exceeded|went over|used up|struck|overran|overstepped)(?: (?:in)?to| against| up against)? {_LIMIT}\b|"
            r"\bran out of (?:time|memory)\b|\btimed out\b|\b(?:was|were|been|got) (?:[a-z]+ly )?(?:killed|cancel+ed|aborted|broken off|interrupted|terminated|evicted|preempted)\b|\b(?:crashed|died)\b|\bwith (?:an? |its |the )?(?:\w+ )?crash\b", "cut ", "limit", "budget", "allot", "allow", "out of", "timed", "killed", "cancel", "abort", "broken off", "interrupt", "terminat", "evict", "preempt", "crash", "died"),
        Words(
            rf"time ?-?out|timed|limit|memory|\boom\b|kill|cancel|abort|interrupt|terminat|evict|preempt|crash|error|fail|sig[a-z]{{3,4}}\b|stop|died|lost|break|{_EXIT}[1-9]|prun|\bnan\b|diverg|\bcut\b|quit|reached|exceed|wall"
        ),
        Words(
            r"\b(?:out_of_me\w*|oom[-_ ]?kill\w*|timeout|timed out|killed|cancel+ed|aborted|terminated|node_fail\w*|preempted|diverged|run stopped|stopped(?=,| at\b| after\b| by\b)|giving up|gave up)\b|out of memory"
        ),
        ("completed", "shut down"),
    ),
    "skipped": _Fate(
        _said(r"\b(?:was|were|been|got) (?:[a-z]+ly )?skipped\b", "skipped"),
        Words(r"skip|omit|exclu|left out|without|no |not "),
        Words(r"\bskipp(?:ed|ing)\b"),
        ("completed",),
    ),
    "tested": _Fate(
        _said(rf"\b(?:{_WORK}) was (?:[a-z]+ly )?(?:tested|measured|run|tried|evaluated|benchmarked)\b", "tested", "measured", "run", "tried", "evaluated", "benchmarked"),
        Words(r"\btest|measur|\btried|\bran\b|\brun\b|evaluat|benchmark"),
        Words(r"(?!)a"),
        ("skipped",),
    ),
    "anew": _Fate(
        _said(r"\b(?:from (?:scratch|zero)|(?:start|began|begun|begin)[a-z]* (?:all over|anew|over|again from the (?:start|beginning)))\b", "from scratch", "from zero", "all over", "anew", " over", "again from"),
        Words(r"scratch|\banew|over again|from (?:zero|the (?:start|beginning))|\b(?:step|epoch) [01]\b|random|fresh|\binit"),
        Words(r"\bfrom scratch\b|\bstarting fresh\b"),
        ("resumed",),
    ),
    "resumed": _Fate(
        _said(r"\b(?:was|were|been|got|it|training|run|job) (?:then |later )?(?:resumed|taken up again|continued) (?:from|at|where)\b", "resumed", "taken up", "continued"),
        Words(r"resum|restor|load|continu|picked up|taken up"),
        Words(r"\bresum(?:ed|ing|e) (?:from|at|after)\b|\brestored? from\b"),
        ("anew",),
    ),
    "shut down": _Fate(
        _said(r"\b(?:shut|powered) down\b|\bstopped in an orderly way\b", "down", "orderly"),
        Words(r"shut|stop|exit|power|quit|terminat"),
        Words(r"\b(?:graceful|orderly|clean|normal|requested) (?:shut-?down|exit|stop)\b"),
        (),
    ),
    "right": _Fate(
        _said(
            rf"{_JUDGED}(?:correct(?:ly)?|right(?:ly)?)\b|{_ANSWER}(?:correct|right)\b|\b(?:answer|output|reply|response)\b[^,;.]{{0,30}}? passed\b", "correct", "right", "passed"),
        Words(r"(?<!in)(?<!not )\bcorrect\b(?!\W*(?:0|false|no)\b)|\bright\b|\bok\b|\bpass|✓|✔|\btrue\b|\bhit\b|\bmatch"),
        Words(rf"{_THEN}(?:correct|right)\b(?!\W*(?:\d|false|no\b))|\bcorrect[\"']?\s*[=:]\s*[\"']?(?:true|yes|1)\b(?!\.)"),
        ("wrong", "abstained"),
    ),
    "wrong": _Fate(
        _said(rf"{_JUDGED}(?:wrong(?:ly)?|incorrect(?:ly)?|false(?:ly)?|mistaken(?:ly)?)\b|{_ANSWER}(?:wrong|incorrect|false)\b", "wrong", "incorrect", "false", "mistaken"),
        Words(r"wrong|incorrect|\bfalse\b|mismatch|fail|✗|✘|mistak|\bmiss|error|\bnot\b|\bno\b"),
        Words(
            rf"{_THEN}(?:wrong|incorrect|false|fail(?:ed)?)\b(?!\W*\d)|\bcorrect[\"']?\s*[=:]\s*[\"']?(?:false|no|0)\b(?!\.)"
        ),
        ("right", "abstained"),
    ),
    "abstained": _Fate(
        _said(r"\babstained\b|\bgave no answer\b|\b(?:left|went) unanswered\b|\bdeclined to answer\b", "abstain", "answer"),
        Words(r"abstain|no answer|unanswer|declin|refus|not |skip|empty|none"),
        Words(rf"{_THEN}abstain\w*|\bno answer\b|\bunanswered\b"),
        ("right", "wrong"),
    ),
}  # fmt: skip
_BESIDE = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|none|any|out|most|some|half) of (?!memory|time)|only|before|until|unless|if|would|could|should|half|most|some|part|partly|almost|nearly)\b|%",
    re.IGNORECASE,
)
"""What was so only of some, or was not yet so."""
_EARLY_STOP = re.compile(r"early[ _-]?stop(?:ping|ped)?|stopp(?:ing|ed) early", re.IGNORECASE)


def fate(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a thing was completed where its lines tell only that it was pruned, cut off or skipped, and the like."""
    sentence, own = _as_a_task(sentence, evidence)
    found = _told_in(sentence)
    said = _LAST_CLAUSE.split(sentence)[-1] if found and (_is_mixed(found) or _is_troubled(sentence)) else sentence
    if said is not sentence:
        found = _told_in(said)
    if (
        not found
        or _is_mixed(found)
        or NEGATED.search(_NO_MORE.sub(" ", said))
        or SAID.search(_JUDGES.sub(" ", sentence))
        or _BESIDE.search(said)
        or _EARLY_STOP.search(sentence)
        or (said is not sentence and _ONE_OF_THEM.match(said))
    ):
        return _GOOD
    texts = [] if "completed" in found and _is_troubled(said) else _texts(sentence, own, evidence)
    texts = texts[-1:] if said is not sentence else texts
    if _AT_FIRST.search(said):
        texts = [_WENT_ON.sub(" ", text) for text in texts]
    if any(_FATES[name].hinted.search(text) for name in found for text in texts):
        return _GOOD
    excluded = {other for name in found for other in _FATES[name].excludes}
    for text in texts:
        if other := next((each for each in excluded if _FATES[each].told.search(text)), ""):
            return Verdict(False, "outcome_flip", f"a fact says {text.strip()[:80]!r}: {other}, not {found[0]}")
    return _GOOD


_AT_FIRST = re.compile(
    r"\bfirst (?:try|attempt|time|run|go|write|upload|download|request|call|query|launch|start|process|job|pass)\b",
    re.IGNORECASE,
)
_WENT_ON = re.compile(r"\b(?:resum|restart|retry|retri)\w*.*", re.IGNORECASE)
"""What was done after a first attempt says nothing of how that ended."""
_WHO = re.compile(
    r"^(?:The )?(?P<who>[\w./-]{2,}(?: [\w./-]+){0,2}?) (?:also |then )?(?=(?:passed|failed|succeeded|crashed|timed out|was (?:skipped|tested|measured|killed|completed))\b)"
)


def _as_a_task(sentence: str, evidence: Evidence) -> tuple[str, Sequence[Statement]]:
    """Call what a sentence names a task where one cited line alone begins with that name, and give that line."""
    match = _WHO.search(sentence)
    names = set(match["who"].lower().split()) if match else set()
    fronts = [(line, set(line.text.lower().split()[:_IN_FRONT])) for line in evidence.firsthand] if names else []
    own = [line for line, front in fronts if names <= front]
    front = set().union(*(front for line, front in fronts if line in own))
    if match is None or len(own) != 1 or any(front & other for line, other in fronts if line not in own):
        return sentence, ()
    return f"The task {sentence[match.end() :]}", own


_IN_FRONT = 3
"""Among how many words at the front of a line its item is named."""
_ONE_OF_THEM = re.compile(
    r"\W*(?:and |but )?(?:one|another|the other|two|three|four|five|six|some|others|\d+)\b", re.IGNORECASE
)
"""How the last clause of a sentence goes on with some of those that it told of before."""
_LAST_CLAUSE = re.compile(r"; |, (?:and|but|then|while|whereas) |,? but | and then |, after which ")
_NO_MORE = re.compile(r"\b(?:no|not) (?:more|less|worse) than\b", re.IGNORECASE)


def _told_in(text: str) -> list[str]:
    """Name the fates that a sentence, or a part of it, tells."""
    return [name for name, each in _FATES.items() if each.said.search(text)]


def _is_mixed(found: list[str]) -> bool:
    """Tell whether a sentence tells two fates that exclude one another, so of two things."""
    return any(other in _FATES[name].excludes for name in found for other in found)


_JUDGES = re.compile(r"\banswer(?:s|ed)?\b", re.IGNORECASE)


def _is_troubled(sentence: str) -> bool:
    """Tell whether a sentence tells of trouble itself: the first upload failed, the second went through."""
    return _TROUBLE.search(sentence) is not None


_TROUBLE = Words(
    r"\b(?:fail|crash|error|abort|kill|cancel|interrupt|restart|resum|retr(?:y|ied)|broke|time[- ]?out|timed out|out of memory|second (?:attempt|try))"
)


def _texts(sentence: str, own: Sequence[Statement], evidence: Evidence) -> list[str]:
    """Give the cited lines, or those of the one thing of which the sentence is, without what counts none."""
    own = own or _of_the_place(sentence, evidence.firsthand) or evidence.firsthand
    return [_EARLY_STOP.sub(" ", _without_part(ZEROES.sub(" ", s.text))) for s in own]


_SO_MANY_DONE = re.compile(
    r"(?<![\d/.-])(\d+) ?(?:/|of|out of) ?(\d+)(?: [a-z]+)? (?:done|completed?|finished|ok|passed)\b", re.IGNORECASE
)


def _without_part(text: str) -> str:
    """Take out of a line that so many of more are done: that is not the end of it."""
    return _SO_MANY_DONE.sub(lambda some: " " if int(some[1]) < int(some[2]) else some.group(), text)


def _of_the_place(sentence: str, lines: Sequence[Statement]) -> Sequence[Statement]:
    """Select the lines that name the one trial, job or seed which a sentence names."""
    named = {(kind, number) for kind, ns in places(sentence).items() if kind not in MOVING for number in ns}
    if len(named) != 1:
        return []
    ((kind, number),) = named
    return [line for line in lines if f"{kind}={number}" in tokens(line.text)]
