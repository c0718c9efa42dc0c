"""What came about after all, or did not: a sentence that says the opposite of what the later of the cited lines tell."""

import re
from collections.abc import Callable, Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, WELL, ZEROES, in_part, took_up
from mlws_writer.checking.reading.language import FAILED, NEGATED, SAID, content
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)


def turning(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something did not come about which a later cited line tells, or that it did which the last one denies."""
    texts = [statement.text for statement in evidence.firsthand]
    texts = _own_part(sentence, texts[0]) if len(texts) == 1 else texts
    if not texts or SAID.search(sentence):
        return _GOOD
    looks: tuple[Callable[[str, list[str]], Iterator[str]], ...] = (
        _begun_anew, _back_again, _even_so, _never, _other_word, _not_green, _not_met, _came_about, _taken_back, _reached_the_last, _some_of_all,
    )  # fmt: skip
    against = next((text for look in looks for text in look(sentence, texts)), "")
    return Verdict(False, "outcome_flip", f"a fact says {against.strip()[:80]!r}") if against else _GOOD


def _own_part(sentence: str, text: str) -> list[str]:
    """Give the one part of a line that a sentence is of: chosen: a; b rejected because it is slow."""
    parts = text.split("; ")
    shared = [len(content(part) & content(sentence)) for part in parts]
    return [parts[shared.index(max(shared))]] if shared.count(max(shared)) == 1 else [text]


_NOT_TAKEN_UP = Pattern(
    r"\b(?:could|can) (?:not|no longer) be (?:re-?used|used again|continued|resumed|restarted|taken up)\b|"
    r"\b(?:begin|start|beginning|starting|began|started) (?:again |all over |over )?(?:from scratch|from the (?:very )?(?:start|beginning)|anew)\b",
    *("could", "can ", "from ", "anew"),
    flags=re.IGNORECASE,
)


_NOT_ANEW = re.compile(
    r"\bdid not\b|\bwithout\b|\b(?:instead of|rather than|no need to|spared?|saved?)\b(?=[^,;.]*\b(?:begin|start))",
    re.IGNORECASE,
)
"""What was not begun anew: it went on from the checkpoint rather than starting from scratch."""


def _begun_anew(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the line by which work was taken up from where it was, where a sentence says that it was not."""
    if _NOT_TAKEN_UP.search(sentence) and not _NOT_ANEW.search(sentence):
        anew = re.search(r"\banew\b", sentence) is not None and "scratch" not in sentence
        for text in texts[1:]:
            if took_up(text) and not re.search(r"(?:step|epoch) 0\b", text) and not (anew and _RESTARTED.search(text)):
                yield text


_RESTARTED = re.compile(
    r"\b(?:restarted|relaunched|requeued)\b(?!.*\b(?:checkpoint|ckpt|epoch|step|state)\b)", re.IGNORECASE
)
"""What was restarted, and not from where it was, began anew."""


_DOWN = Pattern(
    r"\b(?:stayed|remained|was|were|kept) (?:down|offline|unreachable|unavailable|out of service)\b",
    *("down", "offline", "unreachable", "unavailable", "out of service"),
    flags=re.IGNORECASE,
)
_UP = re.compile(
    r"\bstartup complete\b|\buptime\b|\b(?:back|is|now|came) (?:up|online)\b|\breconnected\b|\brecovered\b|\bhealthy\b|\blistening\b",
    re.IGNORECASE,
)


def _back_again(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the line by which a server came up again, where a sentence says that it stayed down."""
    if _DOWN.search(sentence) and not re.search(r"\b(?:for|until (?:it|the (?:restart|reboot)))\b", sentence):
        yield from (text for text in texts[1:] if _UP.search(text))


_EVEN = Pattern(r"\beven (?:with|after)\b", "even ", flags=re.IGNORECASE)


def _even_so(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it tells of no trouble, but a sentence says that the trouble went on even so."""
    if _EVEN.search(sentence) and (FAILED.search(sentence) or re.search(r"\bcould not\b|\bcannot\b", sentence)):
        yield from _fine_at_last(texts)


def _fine_at_last(texts: list[str]) -> Iterator[str]:
    """Give the last line where it tells of no trouble after some."""
    bad = [BAD.search(ZEROES.sub(" ", text)) is not None for text in texts]
    if any(bad[:-1]) and not bad[-1]:
        yield texts[-1]


_NEVER = Pattern(
    r"\bnever (?:succeeded|worked|came through|went through|got through|passed)\b|\b(?:rejected|refused|denied|failed|lost) for good\b",
    *("never ", "for good"),
    flags=re.IGNORECASE,
)


def _never(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it tells of no trouble after some, but a sentence says that it never went well."""
    if _NEVER.search(sentence):
        yield from _fine_at_last(texts)


_YES, _NO = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"approv(?:ed?|es|al)|accept(?:ed|s)?|grant(?:ed|s)?|lgtm",
        r"reject(?:ed|s)?|declined?|denied|refused|request(?:ed)? changes|changes[ _]requested",
    )
)


def _other_word(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the line by which the word was yes where a sentence says no, or no where it says yes."""
    for mine, theirs in ((_YES, _NO), (_NO, _YES)):
        said = mine.search(sentence) and not theirs.search(sentence) and not NEGATED.search(sentence)
        if said and not any(mine.search(text) for text in texts):
            yield from (text for text in texts if theirs.search(text) and not NEGATED.search(text))


_GREEN = Pattern(
    r"\b(?:turned|went|came (?:back|out)|were|was|are|is)(?: all| completely| entirely)? (?:green|clean)\b|\bnothing (?:left )?to (?:complain|object|criticise|report|fix|fault)\b|\b(?:found|had|raised) (?:nothing|no (?:objections?|complaints?|fault))\b",
    *(" green", " clean", "nothing", "objection", "complaint", "fault"),
    flags=re.IGNORECASE,
)
_FAILING = re.compile(
    r"(?<![\d.])[1-9]\d* (?:tests? )?(?:failed|errors?|failures?|issues?|findings?|problems?|violations?|offen[cs]es?)\b|\bFAIL(?:ED)?\b"
)
_COUNTS_TESTS = re.compile(r"\b\d+ (?:tests? )?(?:pass|fail|err|issue|finding|problem|violation)", re.IGNORECASE)


def _not_green(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line that counts failures, but a sentence says that the tests were green."""
    if _GREEN.search(sentence) and not NEGATED.search(_NOTHING.sub(" ", sentence)):
        last = next((text for text in reversed(texts) if _COUNTS_TESTS.search(text)), texts[-1])
        if _FAILING.search(last) or in_part(last):
            yield last


_NOTHING = re.compile(r"\b(?:nothing|no)\b(?= (?:left )?(?:to|objection|complaint|fault)|\W*$)", re.IGNORECASE)


_CAME_ABOUT = Words(
    r"\b(?:got|received?|now|came (?:up with|out|in)|available|live|in (?:place|use|service)|went (?:out|in|into|on|up|live)|arrived|works?|worked|runs on|provided|delivered|reached|ready|gave|made|put|sent|obtained|gained|shipped|moved to|switched to|takes? over|took over|online|now|"
    r"(?:has|have|had|was|were|is|are) (?:been )?(?:[a-z]+ly )?(?:[a-z]{3,}ed|[a-z]{3,}en|sent|built|made|put|set|given|up|there))\b"
)
"""How a sentence says that something came about."""
_CAME_TO_NOTHING = Words(
    r"\b(?:fail(?:ed|ure|s)?|denied|refused|reverted|rolled back|rejected|not (?:allowed|permitted|authori[sz]ed|done|sent|possible)|cannot|aborted|forbidden|declined|blocked|unable)\b|(?:->|=>|: ) ?[45]\d\d\b(?! [a-z]{4,}s\b)"
)
"""How a line tells that it did not."""
_COUNTED = re.compile(
    r"(?<!> )(?<!: )\b\d[\d,]* (?:[a-z]+ )?(?:failed|failures?|errors?|refused|rejected|declined|blocked|denied|aborted)\b|\b(?:failed|failures?|errors?|refused|rejected|declined|blocked|denied|aborted)[\"']?\s?[=: ]\s?\d+",
    re.IGNORECASE,
)
_LESS_THAN_WELL = Words(
    r"\b(?:fail|err|crash|abort|kill|den[iy]|refus|reject|rever|roll|block|declin|stop|end|br[eo]k|los[et]|miss|lack|drop|out of|too |down\b|off\b|wrong|bad|troubl|problem|issue|warn|tim|turn|only|but\b|although|held|wait|ask|tr[iy]|attempt|want|would|could|should|can|may|might|interrupt|"
    r"cancel|left|skip|exce|short|need|hang|hung|stuck|full|late|inval|illeg|corrupt|bar|rul|forb|prevent|threw|throw|rais|hit|ran|cost|cut|suff|f[ae]ll|struck|ill|mis|dis|un|diverg|nan|limit|flag|die|dead|return|answer|respon|said|log|quot|part|half|some|most|about \d|less|more|than|before|until|first|stay|retr|rerun|repeat|restart|remain|met\b|alone)"
)
"""What a sentence may have that does not say plainly that all was well."""


def _came_about(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it tells of a refusal or a failure alone, but a sentence says plainly that something came about."""
    last = _COUNTED.sub(" ", ZEROES.sub(" ", texts[-1]))
    nothing, said = _CAME_TO_NOTHING.search(last), _CAME_ABOUT.search(sentence)
    if nothing is None or said is None or WELL.search(last) or "%" in sentence:
        return
    own = said.group().lower().split()[-1] in last[nothing.end() :].lower()  # declined, room taken
    spoken = content(sentence)
    behind = any(spoken & content(text) for text in texts[:-1] if not _CAME_TO_NOTHING.search(text))
    if not (own or behind or NEGATED.search(sentence) or _LESS_THAN_WELL.search(sentence)):
        yield texts[-1]


_MET = Pattern(
    r"\b(?:passed|met|meets|cleared|satisfie[sd]|fulfill?ed|fulfill?s) (?:the|its|their|this|that|all|both|every)\b",
    *("passed", "met", "meets", "cleared", "satisfie", "fulfil"),
    flags=re.IGNORECASE,
)
_NOT_MET = re.compile(
    r"\bNOT (?:MET|PASSED|REACHED|FULFILLED|SATISFIED)\b|\bnot (?:met|passed|fulfilled|satisfied)\b|(?:->|:|=>|→)\s*(?:FAIL(?:ED)?|REJECT(?:ED)?)\b"
)


def _not_met(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it says that a rule was not met, but a sentence says that it was."""
    if _MET.search(sentence) and not NEGATED.search(sentence) and _NOT_MET.search(texts[-1]):
        yield texts[-1]


_LIVE = re.compile(
    r"\b(?:is|are) (?:now |currently )?(?:running|live|deployed|in (?:use|production|service|place)|active|serving)\b|"
    r"\b(?:is|was) (?:now )?(?:rolled out|deployed|released|merged|published) (?:to|on|in|for)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:roll(?:ed|ing)?[ _-]?back|revert(?:ed|ing)?|withdrawn|undone)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:old|previous|former|earlier|again|back|before|original|first|then)\b", re.IGNORECASE)


def _taken_back(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it says that a thing was taken back, but a sentence says that it is in place."""
    said = _LIVE.search(sentence) and not (_TAKEN_BACK.search(sentence) or _FORMER.search(sentence))
    if said and not NEGATED.search(sentence) and _TAKEN_BACK.search(texts[-1]):
        yield texts[-1]


_BEFORE_THE_LAST = Pattern(
    r"\b(?:ended|stopped|ran out|broke off|broken off|was (?:killed|stopped|cut off|cancelled))\b[^.;]*?\b(?:before|short of) (?:the (?:final|last)|all)\b",
    *("before ", "short of"),
    flags=re.IGNORECASE,
)
_SOME_OF = re.compile(r"(?<![\d/.-])(?P<some>[1-9]\d*) ?(?:/|of|out of) *(?P<every>\d+)(?![\d/.-])")


def _reached_the_last(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the line that counts all of something, where a sentence says that work ended before the last of it."""
    if _BEFORE_THE_LAST.search(sentence):
        yield from (text for text in texts if any(m["some"] == m["every"] for m in _SOME_OF.finditer(text)))


_ALL_OF_SO_MANY = Pattern(
    r"\ball (?:of )?(?:the |its |their )?(?P<every>\d+) (?:[a-z]+ed )?(?P<what>[a-z]{3,})s\b",
    "all ",
    flags=re.IGNORECASE,
)
_EXCEPTED = re.compile(
    r"\b(?:not|never|but|except|apart from|only|nearly|almost|most of|before|of all)\b", re.IGNORECASE
)


def _some_of_all(sentence: str, texts: list[str]) -> Iterator[str]:
    """Find the last line where it counts some out of as many as a sentence says all were done of: 15 of 40 trials."""
    every = _ALL_OF_SO_MANY.search(sentence)
    said = None if every is None or _EXCEPTED.search(sentence) else every
    counts = [
        (text, m)
        for text in (texts if said else ())
        for m in _SOME_OF.finditer(text)
        if said and m["every"] == said["every"] and said["what"].lower() in text.lower()
    ]
    if not any(m["some"] == m["every"] for _, m in counts):
        yield from (text for text, m in counts if int(m["some"]) < int(m["every"]))
