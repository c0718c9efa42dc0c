"""What a sentence says that lasted: work that was given up, never taken up again, or went the whole way."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.shares import well_of_all
from mlws_writer.checking.outcomes.made_good import is_of_another
from mlws_writer.checking.outcomes.opposites import plainly
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, WELL, ZEROES, in_part, reached, took_up, went_further
from mlws_writer.checking.reading.language import FAILED, STOPPED
from mlws_writer.checking.reading.tokens import ORDINALS
from mlws_writer.checking.reading.troubles import denied_troubles
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WORK = (
    r"(?:search|run|training|job|sweep|experiment|study|benchmark|evaluation|pipeline|session|work|task|process|"
    r"build|import|export|download|upload|upsert|generation|labell?ing|tuning|fine-tuning|crawl|scan|backup|agent|program)"
)
_GIVEN_UP = Words(
    r"\b(?:(?:was|were|had been|got|being) (?:then )?(?:given up|abandoned|called off|dropped for good|scrapped|discontinued)|"
    rf"\b{_WORK} (?:was|were|had been|got) (?:aborted|cancel+ed|killed)|"
    r"(?:gave|gives|had given|had to give) up(?! (?:a|an|some|about|only|less|more|\d)\b)|never (?:came|went|got) (?:back|on|any further)|"
    r"(?:was|were) (?:not|never) (?:continued|resumed|restarted|taken up again|picked up again|repeated|retried|tried again)|"
    rf"{_WORK} (?:then )?(?:broke off|(?:was|were) broken off) (?=when\b|because\b|as\b|since\b)|"
    rf"(?:ended|finished|stopped) (?:in|with) (?:a |an |the )?(?:failure|error|crash|failed|aborted)|came to nothing|(?:remained|stayed|was left) (?:unfinished|incomplete)|(?:was|meant|marked|spelled|brought) the end of (?:the|this) (?:\w+ )?{_WORK}|ended with (?:the|that|this) (?:crash|error|failure)|"
    r"(?:could|can) (?:not|no longer) be (?:continued|resumed|restarted|taken up again|completed|finished))\b",
)
"""What was given up did not go on."""
_FINAL = Words(
    r"\b(?:never(?! (?:took|takes|lasted|needed|cost|used|above|below|over|under|more|less|fewer|higher|lower|exceed\w*|fell|rose|dropped|went|(?:got|came|went|made it|climbed) (?:up |down )?(?:to|near|past|beyond|above|over|below|under) (?:an? |the )?(?:[a-z]+ of )?\d|reached \d|(?:got|came|went) back (?:to|below|above|under|over)|returned)\b)|still(?! (?:ran|passed|finished|completed|succeeded|worked|made|came|got|reached|went|fell|rose|grew|sank|improv\w+|dropp\w+|declin\w+|climb\w+|increas\w+|decreas\w+)\b)|not (?:recover|finish|complete|reach)\w*|did not (?:\w+ )?(?:finish|complete|end|succeed|pass|run|start|recover|reach|survive|work|train|converge|load|return|respond|come|go(?! out\b)|make|get (?!better|worse))\w*|(?:at|in) the end|for good|"
    r"all \w+ \w+ (?:crashed|failed)|given up|gave up|(?:ended|finished) (?:in|with) (?:a |an )?(?:failure|error))\b",
)
_NEGATIVE = re.compile(
    r"\b(?:never|did not|could not|unable|failing|failed|bad|broken|open|crash\w*|given up|gave up|failure)\b",
    re.IGNORECASE,
)
_DENIALS = re.compile(r"\b(?:not|no)\b", re.IGNORECASE)
_IN_THE_END = re.compile(
    r"\b(?:and|but|then|after which|before)\b(?:(?!\b(?:not|never|no|nor)\b)[^.;])*\b(?:fine|succeeded|worked|passed|recovered|completed|finished|rewritten|repaired|fixed|correct)\b",
    re.IGNORECASE,
)
"""What failed at first and then went well."""
_WHOLE_RUN = re.compile(
    rf"(?:\b(?:the|this|its|all)\s+|^)(?:whole |entire |nightly |daily |weekly |{_WORK} )?{_WORK} (?:was|were|had|got|is|gave|never|ended|came|stopped|remained)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b(?:{'|'.join(ORDINALS)}|last|previous|earlier|old|other|one|each|every|some|\d+)\b", re.IGNORECASE
)
_ENDED_WELL = re.compile(
    r"\b(?:done|completed?|finished|succe\w+|target reached|exit(?:ed)?(?: code)?[ =:]*0)\b", re.IGNORECASE
)
_ALL_DONE = re.compile(r"\W*(?:all )?done\s*[:.!]", re.IGNORECASE)
"""How a report begins that work is over, whatever it then says of parts of it."""
_SAYS_SUCCESS = re.compile(
    r"\b(?:state|status|result|outcome)\W{1,4}(?:success\w*|ok|completed?|passed)\b|[\"'](?:msg|event|ev|type)[\"']: ?[\"'](?:end|finish\w*)[\"']",
    re.IGNORECASE,
)

_HOW_MANY = re.compile(
    r"\b(?:ok|good|passed|succeeded|success(?:es)?|done|finished|completed)\s?[=:]\s?\d[\d,]*\b(?!\.\d)", re.IGNORECASE
)
"""How many of several went well says nothing of the rest: requests=80 ok=71."""


def lasting(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that work was given up, or not taken up again, where the facts show that it went on."""
    against = next(_lasted(sentence, evidence), "") if evidence.statements else ""
    return Verdict(False, "outcome_flip", against) if against else _GOOD


def _lasted(sentence: str, evidence: Evidence) -> Iterator[str]:
    given_up, final = _GIVEN_UP.search(sentence), _FINAL.search(sentence)
    if given_up and (_WENT_ON.search(sentence, given_up.end()) or _BEGUN_AGAIN.search(sentence)):
        given_up = None
    if (given_up or final) and not denied_troubles(sentence):
        yield from _ended(sentence, evidence, given_up=given_up is not None, final=final is not None)
    yield from _how_far(sentence, evidence)


_BEGUN_AGAIN = re.compile(r"\b(?:started|run|begun|launched|submitted) again\b|\b(?:restarted|rerun|relaunched|resubmitted)\b(?<!not restarted)(?<!never restarted)")  # fmt: skip
"""What a sentence itself says to have been started again."""
_WENT_ON = re.compile(
    r"\b(?:and|but|then|before)\b(?:(?!\b(?:not|never|no|nor)\b)[^.;])*\b(?:continued|resumed|restarted|went on|was (?:continued|resumed|restarted|repeated|taken up again|picked up again))\b",
    re.IGNORECASE,
)
"""What was broken off and then went on."""


def _ended(sentence: str, evidence: Evidence, *, given_up: bool, final: bool) -> Iterator[str]:
    """List what speaks against an end that a sentence says there was."""
    last = evidence.statements[-1]
    text = _NOT_WELL.sub(" ", _HOW_MANY.sub(" ", plainly(last.text)))
    well = WELL.search(text) or _SAYS_SUCCESS.search(text) or _ENDED_WELL.search(text)
    troubled = BAD.search(_DENIALS.sub(" ", ZEROES.sub(" ", last.text)))
    if given_up:
        if well and (not troubled or _ALL_DONE.match(last.text) or _SAYS_SUCCESS.search(last.text)):
            yield "the last fact says that it went through"
        if took_up(last.text):
            yield "the last fact says that it went on"
        told = any(word.search(sentence) and word.search(line.text) for word in _AS_TOLD for line in evidence.firsthand)
        if not told and _WHOLE_RUN.search(sentence) and not _NUMBERED.search(_subject(sentence)):
            yield from _went_on_later(evidence)
    part = next((each for each in _PARTS.split(sentence) if _FINAL.search(each)), sentence)
    if final and not given_up and is_of_another(last, sentence[: _first_final(sentence)], evidence):
        return
    negative = FAILED.search(REFERRED.sub(" ", part)) or STOPPED.search(part) or _NEGATIVE.search(part)
    if (
        final
        and negative
        and not _FINE_IN_THE_END.search(sentence)
        and not _IN_THE_END.search(sentence)
        and not _NONE_FAILED.search(part)
    ):
        some = next(well_of_all(evidence), None) is not None and not _SAYS_SUCCESS.search(last.text)
        if well and not troubled and not some and (not in_part(last.text) or _SAYS_SUCCESS.search(last.text)):
            yield "the last fact says that it went well"
        if _NEGATIVE.search(sentence) and went_further(evidence.statements[0], last):
            yield "the last fact says that it went on"


def _first_final(sentence: str) -> int:
    found = _FINAL.search(sentence)
    return found.start() if found else 0


_AS_TOLD = tuple(map(Words, (r"\babort", r"\bcancel", r"\bkill", r"\bg(?:ave|iven?|iving) up\b", r"\babandon")))
"""How a cited line itself may say that work was broken off, whatever came of it later."""
_NOT_WELL = re.compile(r"\b(?:not|never) (?:been |yet |\w+ly )?\w+", re.IGNORECASE)
_NONE_FAILED = re.compile(
    r"\b(?:none|nothing|not a single|no [a-z]+)\b[^,;]*\b(?:failed|crashed|broke|aborted)\b", re.IGNORECASE
)
_FINE_IN_THE_END = re.compile(
    r"\b(?:in|at) the end,? (?:(?!\b(?:not|never|no|none|nor)\b)[^.;,])*\b(?:passed|succeeded|worked|fine|through|completed|finished|recovered|repaired|fixed|ok|green|ran)\b",
    re.IGNORECASE,
)
"""What is said to have been well in the end, whatever it was before."""
_PARTS = re.compile(r";|, but\b")


def _subject(sentence: str) -> str:
    found = _GIVEN_UP.search(sentence)
    before = sentence[: found.start()] if found else sentence
    return before.rpartition(", ")[2]


_PUT_AN_END = re.compile(
    r"\b(?:terminating|aborting|stopping|ending|cancel+ing|killing|terminated|aborted|cancel+ed)\b", re.IGNORECASE
)
_EXIT = re.compile(r"\bexit(?:ed)?\b(?: with)?(?: (?:code|status))?[ =:]*0\b", re.IGNORECASE)
"""How a program ends that put an end to its work itself, too."""


def _went_on_later(evidence: Evidence) -> Iterator[str]:
    """List what came after the trouble that is cited: work of later places, that was taken up, or that ended well."""
    trouble = [s.line for s in evidence.statements if BAD.search(s.text)]
    since = trouble[-1] + 1 if trouble else evidence.statements[0].line
    over = any(_PUT_AN_END.search(s.text) for s in evidence.statements)
    far = {kind: number for s in evidence.statements for kind, number in reached(s).items()}
    for later in (s for s in evidence.known if s.line >= since and not s.tainted):
        ended = (
            later.kind is FactKind.OUTCOME
            and _ENDED_WELL.search(later.text)
            and not BAD.search(ZEROES.sub(" ", later.text))
            and not (over and _EXIT.search(later.text))
        )
        further = any(number > far.get(kind, number) for kind, number in reached(later).items())
        if ended or further or took_up(later.text):
            yield f"a later line says {later.text.strip()[:80]!r}"


REFERRED = Words(
    r"\b(?:the|this|that|its|first|second|last|a) (?:\w+ )?(?:failures?|crash|abort)\b|\b(?:the|its|this|that|these|those) (?:failed|crashed|aborted|broken|interrupted|killed|cancelled|canceled) (?=[a-z])|\bwhen [^,]*,|\b(?:with|of|for|from|in) (?:broken|failed|failing) (?=[a-z])|"
    r"\b(?:caught|catch(?:es)?|detect\w*|predict\w*|found|recogni[sz]\w*|miss(?:ed|es)|foresaw|flagged) (?:[\w,]+ ){0,4}failures?\b",
)
"""A failure that is only referred to: before the crash, when the file failed to load."""
_WHOLE_WAY = re.compile(
    r"\b(?:the full|all(?: of)?(?: the| its)?|the entire|the whole|every one of (?:the|its)) (?:[\w,-]+ ){0,3}?(?:epochs|rounds|iterations|steps|budget|trees|passes)\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\bstopped early\b|\bearly stopp(?:ing|ed)\b(?!\W*(?:[=:]|rounds|patience|true|enabled|with))[^=]*\b(?:at|after|in|triggered|epoch|no improvement)\b|"
    r"\bEarlyStopping: |^\W*Stopping\b\.|\bstopping early\b",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?:\b|_)kl(?:\b|_)|\bupdates? (?:was |were )?(?:stopped|cut)", re.IGNORECASE)
"""What stops an update of a policy early, and not the training."""
_IN_ONE_GO = Pattern(
    r"\bwithout (?:any |an? |a single |further )?(?:interruptions?|breaks?|pauses?|stops?|restarts?|resuming)\b|\buninterrupted(?:ly)?\b|\bin one go\b|\bat a stretch\b|\bnever (?:interrupted|stopped|paused|restarted)\b",
    *("without", "uninterrupted", "in one go", "stretch", "never"),
    flags=re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"\b(?:interrupt(?:ed|ion)?|killed|preempt\w*|paused|restarts?=[1-9]|event=stopped|shutting down|node failure|sig(?:term|int|kill)|power (?:loss|cut|outage))\b",
    re.IGNORECASE,
)
_SHORT_OF = Pattern(
    r"\b(?:short of|before (?:it )?reach(?:ing|ed)|without (?:ever )?reaching|(?:did not|never) reach(?:ed)?) (?:its |the |their |all )?(?:\w+ ){0,2}?(?:max\w*|limit|budget|full number|last epoch|target)\b",
    *("short of", "reach"),
    flags=re.IGNORECASE,
)
_AT_ITS_MOST = re.compile(
    r"(?P<some>\d+) ?>= ?\w*max\w*[ =]*(?P<most>\d+)|\bmax\w*(?:[ _]\w+)? (?:was )?reached\b|\breached (?:the )?max\w*|\btarget (?:was )?reached\b",
    re.IGNORECASE,
)
REFUSED = Words(
    r"\b(?:not|never|no|neither|nor|none|cannot|unable)\b|n't\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:out )?of\b",
)


def _how_far(sentence: str, evidence: Evidence) -> Iterator[str]:
    """List what speaks against how far a sentence says that work got."""
    if _IN_ONE_GO.search(sentence):
        broken = (
            text
            for text in (_IN_ONE_GO.sub(" ", s.text) for s in evidence.firsthand)
            if took_up(text) or _BROKEN_OFF.search(text)
        )
        yield from (f"a fact says {text.strip()[:80]!r}" for text in broken)
    if _SHORT_OF.search(sentence) and _AT_ITS_MOST.search(evidence.statements[-1].text):
        yield "the last fact says that it got as far"
    if _WHOLE_WAY.search(sentence) and not REFUSED.search(sentence):
        early = next(
            (s.text for s in evidence.known if _EARLY.search(s.text) and not s.tainted and not _INNER.search(s.text)),
            "",
        )
        yield from (f"a fact says {early.strip()[:80]!r}",) if early else ()
