"""What is said of one attempt or of each of several things, where the cited lines tell it of another one only."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import WELL, ZEROES
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_FELL = (
    r"(?:fail(?:ed|s)|crash(?:ed|es)|died|(?:was|were) (?:killed|aborted|refused|rejected|unsuccessful|in vain)|aborted|timed out|broke(?: down| off)?|diverged|collapsed|exploded|was interrupted|ran (?:out of|into)|gave up|"
    r"(?:ended|stopped) (?:in|with) (?:an? |the (?:same )?)?(?:\w+ )?(?:error|failure|crash|exception)|(?:could|did|does|would) ?(?:not|n't)(?! (?:change|affect|alter|help|matter|improve|move|differ))|met with the same|hit the same)"
)
_AGAIN = r"(?:as well|too(?= *(?:[.,;]|$))|again|once more|once again|likewise|either|another time|a second time)"
_LATER = r"(?:second|third|fourth|next|other|new|repeated|2nd|3rd)"
_ALSO = Pattern(
    rf"\b(?:also|again|likewise|even) {_FELL}\b|\b{_FELL}\b(?:(?!\band\b|\bbut\b)[^,;])*?(?<!up) {_AGAIN}\b|\bboth (?:of )?(?:the |its )?(?:[\w-]+ ){{1,4}}?{_FELL}\b|"
    rf"\beven (?:on|at|with|without|after|in) [^;]*?\b{_FELL}\b|(?<!per )\b(?P<later>{_LATER}) (?:[\w-]+ ){{0,5}}?{_FELL}\b",
    *("second", "third", "fourth", "next", "other", "new", "repeated", "2nd", "3rd", "also", "again", "likewise", "even", "as well", "too"),
    *("once more", "either", "another", "both"),
    flags=re.IGNORECASE,
)  # fmt: skip
_AS_WELL = Words(rf"\b(?:{_AGAIN}|also|even|likewise|same)\b")
"""That a later attempt went as badly as one before."""
_AFTER_ALL = re.compile(
    r"\b(?:third|fourth|only|until|before|then|later|finally|eventually|in the end|succe\w+|worked|passed|completed|finished|went through|but|while|whereas|at first|resumed|repeated|restarted|retried)\b",
    re.IGNORECASE,
)
TROUBLE = Words(
    r"fail(?!\w*[=:] ?0)|error|exception|crash|abort|kill|traceback|\boom\b|memory|fatal|\bdied\b|timed? ?-?out|\bnot\b|\bno\b(?!-)|refused|denied|reject|invalid|missing|unable|cannot|"
    r"\bnan\b|(?:->|status\W{1,3}|code\W{1,3}|http\W) ?[45]\d\d\b|false|sig[a-z]{3,4}\b|limit|exceed|stop|lost|cancel|✗|✘|exit(?:ed)?(?: code)?[ =:]*[1-9]|skip|empty|wrong|diverg|interrupt|preempt|evict|(?<![\d.,:])0\b(?![.,:]\d)|still"
)


_RERUN_WELL = re.compile(
    r"\b(?:rerun|retried|retry|repeated|second (?:try|attempt|run))\b[^,;]*\b(?:ok|passed|succeeded|fine|worked|completed|successful)\W*$",
    re.IGNORECASE,
)
_LATER_ONE = re.compile(rf"\b{_LATER} (?:try|attempt|run|time)\b|\b(?:rerun|retry)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|would|shall|should|may|might|is to|are to|to be)\b", re.IGNORECASE)


def attempts(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a later attempt failed as well where the last cited line speaks of no trouble."""
    if other := _at_another(sentence, evidence):
        return Verdict(False, "outcome_flip", f"a fact says {other.strip()[:80]!r}: it was another attempt")
    match = None if _TO_COME.search(sentence) else _ALSO.search(sentence)
    lines = evidence.firsthand if match else ()
    if match is None or not lines or SAID.search(sentence) or _AFTER_ALL.search(_without(match, sentence)):
        return _GOOD
    last = _TEST.sub(" ", ZEROES.sub(" ", lines[-1].text))
    first = re.split(r"[,;]", last)[0]  # passed, deploy: not started
    if _LATER_ONE.search(sentence) and _RERUN_WELL.search(last):
        return Verdict(False, "outcome_flip", f"a fact says {last.strip()[:80]!r}: the later one went well")
    if TROUBLE.search(first if WELL.search(first) else last) or (
        match["later"] and not _AS_WELL.search(sentence) and not WELL.search(last)
    ):
        return _GOOD
    return Verdict(False, "outcome_flip", f"a fact says {last.strip()[:80]!r}: only one of them went so")


def _at_another(sentence: str, evidence: Evidence) -> str:
    """Give the last line where it is of a later attempt than the one that a sentence tells no trouble of, but an earlier line does."""
    said = places(sentence).get("attempt", frozenset())
    if not said or NEGATED.search(sentence) or _UNWELL.search(sentence):
        return ""
    at = [(places(line.text).get("attempt", frozenset()), ZEROES.sub(" ", line.text)) for line in evidence.firsthand]
    done = _DONE_AT.search(sentence) is not None
    failed = any(said & where and (TROUBLE.search(text) or (done and not WELL.search(text))) for where, text in at)
    where, last = at[-1] if at else (frozenset(), "")
    return last if failed and where and not said & where and not TROUBLE.search(last) else ""


_DONE_AT = re.compile(
    r"\b(?:succeeded|worked|(?:went|came|got) through|passed|completed|finished|(?:was|were|got) [a-z]+(?:ed|en|nt)) (?:in |on |at |with |by )(?:the |its )?[a-z]+ (?:attempt|try)\b",
    re.IGNORECASE,
)
"""At which attempt something is said to have been done."""
_UNWELL = Words(
    rf"{_FELL}|fail|error|refus|reject|abort|crash|kill|time|stop|broke|lost|hit|ran |met |limit|retr|again|before|after|only|until|still|in vain|interrupt|went wrong|turned|cancel|slow|throttl|denied|got as far|got to|reached"
)
_TEST = re.compile(r"\btest_\w+")
"""The name of a test tells what it is of, not how it went: test_timeout."""


def _without(match: re.Match[str], sentence: str) -> str:
    return f"{sentence[: match.start()]} {sentence[match.end() :]}"


_EVERY = Pattern(
    r"(?<!not )(?<!almost )(?<!nearly )\b(?:(?<!\bin )all(?! but| was\b)|both|every|each|everything)\b",
    *("all", "both", "every", "each"),
    flags=re.IGNORECASE,
)
_WENT_WELL = Words(
    r"\b(?:(?:was|were|been|got|could be) (?:\w+ly )?(?:found|downloaded|fetched|loaded|read|opened|parsed|built|compiled|flashed|uploaded|pushed|saved|written|installed|evaluated|tested|transcribed|processed|converted|"
    r"exported|imported|delivered|sent|solved|answered(?: correctly| right)?|trained|started|reached|copied|restored|completed|finished|measured|benchmarked|scored|labelled|verified|accepted|approved|merged|deployed|used|available|reachable|successful|ok|fine|clean|healthy|up and running)|(?:reported|found) (?:healthy|fine|ok)|"
    r"(?:has|have|had) been [a-z]+ed|(?:got|made it) (?:through|into|to|past)|ended up (?:as|in|on|with)|(?:took|had a) part|passed|succeeded|worked|completed|finished|went (?:through|well)|ran (?:through|to the end|without)|came through|without (?:any |an? )?(?:errors?|problems?|trouble|failures?|incidents?))\b"
)
_EXCEPTED = re.compile(
    r"\b(?:but|except|apart from|save for|other than|although|though|fail\w*|skipp\w*|in the end|finally|eventually|after|again|retr\w+|while|whereas|only|until|before|because)\b",
    re.IGNORECASE,
)
_LOST = Words(
    r"\bnot found\b|\bmissing\b|\bfail(?:ed|ure|s)?\b(?!\W{0,3}0\b)|\berror\b(?!s?\W{0,3}0\b)|\bskipp(?:ed|ing)\b|\bdenied\b|\brefused\b|\btime(?:d )?-?out\b|(?:->|status\W{1,3}|http\W) ?[45]\d\d\b|\bcrashed\b|\bok[\"']?[=:] ?(?:false|no|0)\b|\bunreadable\b|\bleft out\b|\bexcluded\b|\bdiscarded\b|\bdropped\b(?!\W{0,3}0\b)|\bpaywall\b|\bforbidden\b|\bblocked\b|\bdamaged\b|\bcorrupt\w*|\bunavailable\b|\bunreachable\b|\boffline\b|\bunsupported\b|\baborted\b|\bkilled\b|\bpending\b|\bno result\b|\bnot [a-z]{3,}ed\b|\bnot run\b|✗|✘"
)
_SEVERAL = 2


_PART_OF = re.compile(
    r"(?:%|per ?cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|half|several|\d+)) of (?:the|its|these)\b",
    re.IGNORECASE,
)


def every_one(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that all of some things went well where one of the cited lines tells that one of them did not."""
    if (spared := _spared(sentence, evidence)) is not None:
        return Verdict(False, "outcome_flip", f"a fact says {spared.strip()[:80]!r}: that is not all")
    if (
        not _EVERY.search(sentence)
        or _PART_OF.search(sentence)
        or not _WENT_WELL.search(sentence)
        or NEGATED.search(_HITCHLESS.sub(" ", sentence))
    ):
        return _GOOD
    lines = evidence.firsthand
    if len(lines) == 1 and (ill := _one_of_several(lines[0].text)) and not SAID.search(sentence):
        return Verdict(False, "outcome_flip", f"a fact says {ill.strip()[:80]!r}: that is not all")
    if len(lines) < _SEVERAL or SAID.search(sentence) or _EXCEPTED.search(_HITCHLESS.sub(" ", sentence)):
        return _GOOD
    lost = [line for line in lines if _LOST.search(ZEROES.sub(" ", line.text))]
    for line in lost if len(lost) < len(lines) else ():
        if not _made_good(line, lines):
            return Verdict(False, "outcome_flip", f"a fact says {line.text.strip()[:80]!r}: that is not all")
    return _GOOD


_HEALTH = Words(r"(?<!un)\bhealthy\b|\bok\b|\bpassed\b|\bsucceeded\b")
_ILL = Words(r"\bunhealthy\b|\bfailed\b|\bnot ok\b|\bdown\b")


def _one_of_several(text: str) -> str:
    """Give the part of a line that tells of one that it is not well, where another part tells of one that is: a: healthy  b: unhealthy."""
    parts = re.split(r"\s{2,}|[;|]\s", ZEROES.sub(" ", text))
    ill = [part for part in parts if _ILL.search(part) and ":" in part]
    return ill[0] if ill and any(_HEALTH.search(part) and part not in ill for part in parts) else ""


_ALL_FELL = Pattern(
    rf"(?<!not )(?<!almost )(?<!nearly )\b(?:all|both|every|each)\b [^,;.]{{0,40}}?\b{_FELL}\b(?! to\b)(?! [a-z]{{3,}}(?<!alway)s\b)",
    *("all ", "both ", "every ", "each "),
    flags=re.IGNORECASE,
)
_FINE = Words(
    r"\bok\b|\bpassed\b|succe(?:ss|ed)\w*|\bdone\b|\bcompleted\b|\bfinished\b|(?:->|status\W{1,3}|http\W) ?200\b|✓|✔"
)


def _spared(sentence: str, evidence: Evidence) -> str | None:
    """Find the cited line of one that went well where a sentence says that all of them failed."""
    if (
        not _ALL_FELL.search(sentence)
        or NEGATED.search(sentence)
        or SAID.search(sentence)
        or _EXCEPTED.search(sentence.replace("fail", ""))
    ):
        return None
    lines = [ZEROES.sub(" ", s.text) for s in evidence.firsthand]
    fell = [text for text in lines if TROUBLE.search(text)]
    fine = [text for text in lines if text not in fell and _FINE.search(text)]
    return fine[0] if fell and fine else None


_HITCHLESS = re.compile(r"\bwithout (?:any |an? )?(?:errors?|problems?|trouble|failures?|incidents?)\b", re.IGNORECASE)


def _made_good(line: Statement, lines: Sequence[Statement]) -> bool:
    """Tell whether a later line names what a line of trouble names, and tells of none."""
    later = (other for other in lines if other.line > line.line and not _LOST.search(ZEROES.sub(" ", other.text)))
    return any(line.names & other.names for other in later)
