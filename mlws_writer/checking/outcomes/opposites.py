"""One of two ways in which a thing can have gone: a sentence that says the one where the cited lines say only the other."""

import re
from typing import NamedTuple

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import ZEROES
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WAS = r"(?:was|were|been|be|is|are|got|had been) (?:(?:not|never|also|then|finally|eventually|later|fully|still|left|already|[a-z]+ly) )*"


class _Ways(NamedTuple):
    hints: tuple[str, ...]
    """What a sentence must have to say either, in lower case."""
    of: Words | None
    """What a clause must speak of."""
    said: tuple[Words, Words]
    """How a sentence says that it went the one way, or the other."""
    told: tuple[Words, Words]
    """How a line does."""
    lasts: bool = False
    """Whether it may change, so that the last line decides."""


_PASSED = r"\bpass(?:ed|es)?\b(?! \d+(?![\d:]))|\bok\b|\baccept(?:ed)?\b|\bapproved?\b|\bsucce\w+\b(?![\"']?\s?[=:])|\bgreen\b|✓|✔|\bcleared\b|\bmerged\b|\bpromoted\b|\bdone\b"
_FAILED = r"\bfail\w*|\breject\w*|\brefus\w*|\bdeclin\w*|\bdenied\b|\bblock\w*|\bskipp\w*|✗|✘|\berror\b|\bnot passed\b|\bturned down\b|\babort\w*|\bunreadable\b|\bcorrupt\w*|\binvalid\b"
_MET = r"\bmet\b|\breached\b|\bachieved\b|\battained\b|\bsatisfied\b|\bhit\b|\bwithin\b|\bkept\b|\byes\b"
_MISSED = r"\bmiss(?:ed|es)\b|\bviolat\w*|\bbreach\w*|\bexceeded\b|\bshort of\b|\btoo [a-z]+\b|\bbelow target\b"
_WAYS = (
    _Ways(
        ("pass", "accept", "approv", "promot", "clear", "merg", "succe", "through", "fail", "reject", "refus", "declin", "denied", "turned", "block", "skip", "fell"),
        None,
        (
            Words(rf"(?<!hours )(?<!minutes )(?<!seconds )(?<!days )(?<!weeks )(?<!time )\bpass(?:ed|es)?\b(?! (?:over|by|away|on|out)\b)(?= (?:the|its|all|every|both|by|this|in|on|at)\b|\W|$)|\b{_WAS}(?:accepted|approved|cleared|merged|promoted|successful)\b|\bsucceeded\b|\b(?:went|came|got|goes) through\b"),
            Words(rf"(?<!the )(?<!\ba )(?<!that )\bfail(?:ed|s)?\b(?! to\b| (?:because|due))|\b(?:did|does|could) (?:not|n't) pass\b|\b{_WAS}(?:rejected|refused|declined|denied|turned down|unsuccessful|blocked|skipped)\b|\bfell through\b"),
        ),
        (Words(_PASSED), Words(_FAILED)),
    ),
    _Ways(
        ("target", "goal", "slo", "requirement", "criteri", "objective", "solve", "threshold", "gate"),
        Words(r"\b(?:targets?|goals?|slos?|requirements?|criteri\w+|objectives?|thresholds?|gates?|solved (?=the|its)|(?:was|were) solved)\b"),
        (
            Words(r"\b(?:met|meets?|(?<!out of )reach(?:ed)?|hit|achieved?|attained?|satisf(?:y|ied)|fulfill?(?:ed)?|kept to|solved)\b|\b[a-z]+ enough\b|\bwithin\b"),
            Words(r"\b(?:miss(?:ed|es)?|violated|breached|exceeded|broke)\b|\bshort of\b|\bout of reach\b|\btoo (?:slow|low|high|large|long|small|expensive|heavy|weak|short|big|much|many|few|little)\b"),
        ),
        (Words(rf"{_MET}|{_PASSED}"), Words(rf"{_MISSED}|{_FAILED}")),
    ),
    _Ways(
        ("open", "solved", "outstanding", "pending", "settled", "closed"),
        None,
        (
            Words(rf"\b(?:{_WAS}|(?:remained|stayed|left|kept|still) (?:still )?)(?:open|unresolved|unsolved|outstanding|pending|unsettled)\b"),
            Words(rf"\b{_WAS}(?:closed|resolved|solved|settled)\b"),
        ),
        (Words(r"\b(?:re)?open(?:ed)?\b|\bunresolved\b|\bunsolved\b|\boutstanding\b|\bpending\b|\bongoing\b"), Words(r"\bclosed\b|(?<!un)\bresolved\b|(?<!un)\bsolved\b|\bsettled\b")),
        lasts=True,
    ),
    _Ways(
        (" sent", "deliver", "went out", "dispatch", "mailed", "held back", "kept back"),
        None,
        (
            Words(rf"\b{_WAS}(?:sent|delivered|dispatched|mailed|posted)\b|\bwent out\b"),
            Words(rf"\b{_WAS}(?:held back|kept back|queued|undelivered|unsent)\b|\b(?:stayed|remained|left) in (?:the|its) (?:queue|outbox|drafts)\b"),
        ),
        (Words(r"\bsent\b|\bpublished\b|\breleased\b|\bdelivered\b|\bdispatched\b|\bposted\b|\bmailed\b"), Words(r"\b(?:left|kept|stays?|still) in (?:the )?(?:\w+ )?(?:queue|outbox)\b|\bundelivered\b|\bundeliverable\b|\bbounced\b|\bunsent\b|\bheld back\b")),
    ),
    _Ways(
        ("running", " up", "alive", "active", "online", "held", "locked", "occupied", "connected", "stopped", "shut", "released", "terminated"),
        None,
        (
            Words(r"\b(?:still|kept|remained|stayed|left) (?:up and )?(?:running|up|alive|active|online|held|locked|occupied|connected)\b"),
            Words(rf"\b{_WAS}(?:stopped|shut down|released|terminated|unlocked|disconnected)\b"),
        ),
        (Words(r"\b(?:running|listening|alive|active|online|held|locked|connected|started)\b"), Words(r"\b(?:stopped|released|shut(?:ting)? down|terminated|exited|exiting|unlocked|sigint|sigterm|disconnected|killed)\b")),
        lasts=True,
    ),
    _Ways(
        ("early", "prematurely", "ahead", "before", "cut short", "epoch", "step", "round", "iteration", " end", " number of"),
        Words(r"\b(?:train\w*|runs?|fit\w*|fine-?tun\w*|early|search|stud(?:y|ies)|learning|it)\b"),
        (
            Words(r"\b(?:end|stop|finish|terminat|br[eo]k)[a-z]* (?:\w+ )?(?:early|prematurely|ahead of (?:time|schedule))\b|\bearly stopping (?:was |did |has )?(?:never |not )?(?:end(?:ed)?|stop(?:ped)?|kick(?:ed)? in|set in|t[oa]ke? effect|took effect|triggered|trigger|cut)\b|\bbefore (?:the|its|all|reaching) (?:\w+ )*?(?:planned|scheduled|maximum|full|last|final)\b|\bcut short\b|\bearly stop\b"),
            Words(
                r"\b(?:went|ran|run|continued|carried|lasted|trained|kept|done|completed|finished|through|reached|used)\b[^,;]*?(?:\b(?:to|until|till|up to|through) (?:the|its) (?:very |planned |scheduled |last |final |full |maximum )*(?:end|epoch|step|round|iteration|number of|epochs)\b(?! \d)|\b(?:all|full|whole)\b[^,;]*?\b(?:planned|scheduled|configured|intended)? ?(?:epochs|steps|rounds|iterations)\b)"
            ),
        ),
        (
            Words(r"early[ _-]?stop\w*(?!\w*\W{1,4}(?:disabled|off|false|none|no\b(?! improvement)|not ))|\bsignaling trainer to stop\b|\bstopp\w* (?:early|at epoch|after epoch|at step)|\bstopping (?:at|after|training)\b"),
            Words(r"\bepochs?\W{1,3}(?P<n>\d+) ?(?:/|of) ?(?P=n)\b(?!:)|(?<![\d/])(?P<m>\d+) ?(?:/|of) ?(?P=m) epochs\b|(?<!\d )\bmax_(?:epochs|steps)\S* reached\b|\bepochs? (?:completed|done|finished)\b|\b(?:training|run) (?:completed|finished|done)\b|\"completed\"|\bfinished after\b|\bstatus=completed\b"),
        ),
    ),
    _Ways(
        ("still", "remained", "stayed", "left", "at the end", "in the end", "finally", "eventually", "then"),
        None,
        (
            Words(
                r"\b(?:(?:was|were|is|are) (?:still|left)|remained|stayed) (?:\w+ )?(?:corrupt\w*|broken|offline|unreachable|down|stuck|missing|inconsistent|failing|damaged|unreadable|unavailable|unhealthy|unsolved|defective|faulty|without (?:an? )?\w+|lost|dead|failed|unstable|incomplete|wrong|invalid|red)\b"
                r"|\bstill (?:had|has|contain(?:s|ed)?|reports?|reported|shows?|showed) (?:an? |some |many )?(?:errors?|problems?|warnings?|failures?|issues?)\b"
                r"|\b(?:was|were) (?:corrupt\w*|broken|offline|unreachable|down|stuck|missing|inconsistent|failing|damaged|unreadable) (?:at|in) the end\b"
            ),
            Words(r"\b(?:was|were) (?:finally|eventually|then) (?:fine|ok|repaired|fixed|solved|restored|back|healthy|intact|online)\b"),
        ),
        (
            Words(r"\b(?:corrupt\w*|mismatch|broken|offline|unreachable|down|stuck|missing|inconsistent|fail\w*|damaged|unreadable|unavailable|unhealthy|no signal|lost|crash\w*|error|gave up|giving up|flaky|invalid)\b"),
            Words(r"\b(?:ok|fine|repaired|fixed|solved|resolved|restored|recovered|healthy|intact|online|back up|reachable|verified|succe\w+|passed|match(?:es|ed)?|valid|replaced|reconnected)\b|\bno (?:errors?|warnings?|issues?|problems?)\b"),
        ),
        lasts=True,
    ),
    _Ways(
        ("correct", "right", "wrong", "false"),
        Words(r"\b(?:graded|judged|marked|scored|rated|labelled|labeled|answers?|answered|predict\w+|classif\w+|verdict)\b"),
        (
            Words(r"\b(?:correct(?:ly)?|right)\b(?! (?:after|before|away|now|at|answers|ones|replies|predictions|results)\b)"),
            Words(r"\b(?:wrong(?:ly)?|incorrect(?:ly)?|false|misjudged|misclassified)\b"),
        ),
        (
            Words(r"\b(?:correct|right)\b(?!\W{0,4}(?:\d|false|no\b))|\bcorrect[\"']?\s?[=:]\s?(?:1|true|yes)\b"),
            Words(r"\b(?:wrong|incorrect)\b(?!\W{0,4}\d)|\bcorrect[\"']?\s?[=:]\s?(?:0|false|no)\b"),
        ),
    ),
    _Ways(
        ("scratch", "all over again", "anew", "from the beginning", "resumed", "left off"),
        None,
        (
            Words(r"\bfrom scratch\b|\ball over again\b|\b(?:done|started|begun|run|trained) anew\b|\bfrom the (?:very )?beginning\b"),
            Words(rf"\b{_WAS}resumed\b|\bwhere it (?:had )?left off\b"),
        ),
        (
            Words(r"\bfrom scratch\b|\bresume\W{1,3}(?:no|false|none|0)\b|\bfrom epoch 1\b|\bfrom the beginning\b|\brestart\w* (?:at|from) (?:step|epoch) [01]\b"),
            Words(r"(?<!-)\bresum(?:e|ed|ing)\b(?!\W{1,3}(?:no|false|none|0)\b)|\bcontinu(?:ed|ing) (?:at|from)\b|\balready done\b"),
        ),
    ),
    _Ways(
        ("green", " red"),
        Words(r"\b(?:ci|builds?|pipelines?|checks?|tests?|suites?|workflows?|jobs?|status|branch|branches|everything|all)\b"),
        (Words(r"(?<!dark )(?<!light )\bgreen\b"), Words(r"(?<!dark )(?<!infra)\bred\b")),
        (Words(r"\bgreen\b|\bpass(?:ed|ing)?\b|\bsuccess\w*"), Words(r"\bred\b|\bfail\w*")),
    ),
    _Ways(
        ("match", "tall", "consistent", "identical", "agree", "differ"),
        Words(r"\b(?:checksums?|counts?|hash(?:es)?|digests?|sizes?|totals?|schemas?|signatures?|md5|sha\w*|sums?)\b"),
        (
            Words(r"\b(?:match(?:ed|es)?|tall(?:y|ied|ies)|agree[ds]?|(?:was|were|is|are) (?:consistent|identical|equal))\b"),
            Words(r"\b(?:differ(?:ed|s)?|mismatched|(?:was|were|is|are) (?:inconsistent|different))\b"),
        ),
        (
            Words(r"\b(?:ok|match(?:es|ed)?|equal|identical|verified|passed|consistent)\b"),
            Words(r"\b(?:mismatch\w*|differ\w*|fail\w*|inconsistent|wrong)\b"),
        ),
        lasts=True,
    ),
)  # fmt: skip
_CLAUSES = re.compile(
    r"[;:,] |\b(?:and|but|yet|while|whereas|although|though|because|since|after|until|when|so that|(?<!of )which|who|instead of|rather than|due to)\b"
)
_UP_TO = re.compile(r"\b(?:until|till|up to) (?=the\b|its\b|all\b)", re.IGNORECASE)
_ONE_STILL = re.compile(
    r"\b(?:one|two|three|four|five|six|\d+) (?=(?:of them )?[a-z]+ (?:was still|were still|remained|stayed)\b)",
    re.IGNORECASE,
)
"""Which of several it is that was so to the end, the cited lines tell."""
_NOT = re.compile(
    r"(?:\b(?:not|never|no|none|neither|nor|nobody|nothing|cannot|hardly|nowhere|failed to|unable to)\b|n't\b)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"(?:\b(?:not|never|no|nothing|without|none)|n't)[\W_]{1,2}(?:\w+ )?$", re.IGNORECASE)
_OPEN = Words(
    r"\b(?:only|some|most|half|almost|nearly|at first|first|second|third|attempts?|tr(?:y|ies)|retr\w+|would|should|may|might|could|if|unless|whether|(?:is|are|was|were|have|has|had|yet) to be|until|again|(?:no|not all|not every|not a single|none|neither) (?!longer)[a-z]+|(?:one|two|three|four|five|six|seven|eight|nine|ten|(?<=^)\d+|(?<= and )\d+|\d+(?= of\b)|many|several|part|all but|another) (?:of|was|were|failed|passed|[a-z]+ (?:was|were|failed|passed))|less than|more than|fewer than|per ?cent)\b|%",
)
"""What was so of a part only, at a time only, or not for sure."""
_COUNTS_NONE = re.compile(
    r"[\"']?\b(?:fail\w*|errors?|rejected|aborted|skipped|blocked|refused|cancel+ed|dropped|sent|delivered)[\"']?\s?[=: ]\s?0\b(?![.\d])|(?<![\d.,])0 (?:rejected|blocked|refused|failures?|sent|delivered|not )",
    re.IGNORECASE,
)
_FALSE = Pattern(
    r"[\"']?\b(?P<key>[a-z_]+)[\"']?\s?[=:]\s?[\"']?(?:false|no|none|null|never)\b[\"']?(?!\s+[a-z]{3})",
    flags=re.IGNORECASE,
)
_TRUE = Pattern(r"[\"']?\b(?P<key>[a-z_]+)[\"']?\s?[=:]\s?[\"']?(?:true|yes)\b[\"']?", flags=re.IGNORECASE)


def plainly(text: str) -> str:
    """Give a line with what it counts none of left out, and its switches in words: not passed, for passed=false."""
    text = _COUNTS_NONE.sub(" ", ZEROES.sub(" ", text))
    return _TRUE.sub(r" \g<key> ", _FALSE.sub(r" not \g<key> ", text))


def opposite(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something passed, was met, was closed or went on where the lines say only that it did not, and the reverse."""
    low = sentence.lower()
    spoken = [ways for ways in _WAYS if any(map(low.__contains__, ways.hints)) and _speaks_of(sentence, ways)]
    if not spoken or SAID.search(sentence) or _UNTIL.search(sentence):
        return _GOOD
    lines = [_with_none(s.text) for s in evidence.firsthand]
    clauses = _CLAUSES.split(_UP_TO.sub("to ", _ONE_STILL.sub("the ", sentence)))
    for ways in spoken:
        said = [(clause, _said(clause, ways)) for clause in clauses]
        if len({way for _, way in said} - {None}) != 1 or any(
            _OPEN.search(clause) for clause, way in said if way is not None
        ):
            continue
        way = next(way for _, way in said if way is not None)
        line = _told_otherwise(way, ways, lines)
        if line and not (way and line is not lines[-1] and _TROUBLED.search(sentence) and not _told(lines[-1], ways)):
            return Verdict(False, "outcome_flip", f"a fact says {line.strip()[:80]!r}")
    return _GOOD


_UNTIL = Words(r"\b(?:stay(?:s|ed)|remain(?:s|ed)|kept|was|were) [^,;]{1,30}? (?:until|till)\b")
"""What was so until something came is so no more."""
_TROUBLED = Words(
    r"\b(?:fail|crash|error|abort|kill|refus|reject|died\b|broke|lost|timed? ?-?out|retr(?:y|ied)|second (?:attempt|try)|twice|despite|in spite|at first)"
)
"""What tells of trouble itself, so that it may be that of which the lines before the last one tell."""


def _with_none(text: str) -> str:
    """Give a line plainly, and in words that it has no problems where that is what it counts."""
    plain = plainly(text)
    return f"{plain} ; no problems" if _NO_FAILURE.search(text) and not _FAILURES.search(text) else plain


_NO_FAILURE = re.compile(
    r"(?<![\d.,])0 (?:tests? )?(?:failed|failures?|errors?)\b|\b(?:failed|failures?|errors?)\W{1,3}0\b(?![.\d])",
    re.IGNORECASE,
)
_FAILURES = re.compile(
    r"(?<![\d.,])[1-9]\d* (?:tests? )?(?:failed|failures?|errors?)\b|\b(?:failed|failures?|errors?)\W{1,3}[1-9]",
    re.IGNORECASE,
)


def _speaks_of(sentence: str, ways: _Ways) -> bool:
    said = any(each.search(sentence) for each in ways.said)
    return said and (ways.of is None or ways.of.search(sentence) is not None)


def _said(clause: str, ways: _Ways) -> bool | None:
    """Tell which way a clause says that it went; nothing where it says neither, or both."""
    found = {
        which != (_NOT.search(clause[: match.end()]) is not None and not _denies_itself(match))
        for which, said in zip((True, False), ways.said, strict=True)
        if (match := said.search(clause)) and not _YET_TO_COME.search(clause, 0, match.start())
    }
    return found.pop() if len(found) == 1 else None


_YET_TO_COME = re.compile(r"\b(?:before|unless)\b")


def _denies_itself(match: re.Match[str]) -> bool:
    """Tell whether the negation is part of the words themselves: did not pass."""
    inside = _NOT.search(match.group())
    return inside is not None and match.re.groups == 0 and inside.start() > 0 and " pass" in match.group()


def _told(text: str, ways: _Ways) -> set[bool]:
    return {
        which != (_NOT_BEFORE.search(text[: match.start()]) is not None)
        for which, told in zip((True, False), ways.told, strict=True)
        for match in told.finditer(text)
    }


def _told_otherwise(way: bool, ways: _Ways, lines: list[str]) -> str:
    """Give a cited line that tells the other way, where none tells this one, or where it is the last to tell."""
    telling = [(line, told) for line in lines if (told := _told(line, ways))]
    telling = telling[-1:] if ways.lasts else telling
    return telling[-1][0] if telling and all(told == {not way} for _, told in telling) else ""
