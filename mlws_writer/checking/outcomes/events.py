"""What a sentence says was done: each deed needs a fact that speaks of it, in whatever words logs have for it."""

import re

from mlws_writer.checking.outcomes.contrary import is_opposed
from mlws_writer.checking.reading.deeds import ANY_EVENT, EVENTS, OTHER_WORDS
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, stem
from mlws_writer.checking.reading.words import reporting_words, trade_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_DENIED = re.compile(r"\b(?:not|never|no|nothing|without|un)\W{1,2}(?:\w+ )?$|n't (?:\w+ )?$", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:the|a|an|its|each|every|this)(?: \w+)? model $|\b(?:the|a|an|its|each|every|this) $", re.IGNORECASE
)
"""The retrained model, the model retrained on a longer window: a thing; that something was retrained is another sentence."""
_HAPPENED = re.compile(r"\b(?:was|were|has been|have been|been|is|are|be) (?:\w+ly )?$", re.IGNORECASE)


_HAD_DONE = re.compile(
    r"\b(?:had|got) (?P<what>(?:the|its|an?) (?:(?!not\b|been\b|was\b)[\w-]+ ){1,4}?)(?P<deed>(?!need|hundred)[a-z]{3,}ed)\b(?! (?:of|in) (?:\w+ )?\d)"
)
"""What somebody let be done: had the key replaced."""


def events(sentence: str, evidence: Evidence) -> Verdict:
    """Let something be committed, deployed or deleted only if a fact speaks of it, and does not deny it."""
    sentence = _HAD_DONE.sub(r"\g<what> was \g<deed>", sentence)
    if untold := _untold(sentence, evidence):
        return Verdict(False, "invented_event", untold)
    if untold := _again(sentence, evidence) or _out_there(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact tells of what {untold!r} says")
    if undone := _left_undone(sentence, evidence):
        return Verdict(False, "invented_event", f"the facts deny what {undone!r} says")
    if made_up := _made_up(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact says that anything was {made_up}")
    done = [] if NEGATED.search(sentence) else _DONE.findall(_YET_TO_COME.sub(" ", sentence))
    if denied := next((word for word in done if _denied(word, evidence)), ""):
        return Verdict(False, "invented_event", f"the facts say that it was not {denied}")
    return _GOOD


def _untold(sentence: str, evidence: Evidence) -> str:
    """Say what is wrong with the first deed of which no fact tells, or that the facts deny."""
    cited = "\n".join(statement.text for statement in evidence.statements)
    sentence = before_known(sentence, evidence)
    for name, (spoken, logged) in EVENTS.items() if ANY_EVENT.search(sentence.lower()) else ():
        match = spoken.search(sentence)
        if match is None or _is_thing(name, match, evidence):
            continue
        told = [cited[: found.start()] for found in logged.finditer(cited)]
        if not told and (_is_denied(match, cited) or (NEGATED.search(sentence) and is_opposed(sentence, evidence))):
            continue
        if not told and name in _ANEW and _began_anew(evidence):
            continue
        if not told and evidence.cited.isdisjoint((stem(name), stem(match.group()))):
            return f"no fact tells of what {match.group()!r} says"
        if told and not NEGATED.search(sentence) and all(map(_DENIED.search, told)):
            return f"the facts deny what {match.group()!r} says"
        if told and _turned_down(sentence, logged, evidence):
            return f"what the facts say of {match.group()!r} came to nothing"
    return ""


_ANEW = ("restart", "repeat")
_BEGINS = Words(
    r"\b(?:starts?|started|starting|launch(?:ed|ing)?|submitted|begins?|began|beginning|docker run|torchrun|sbatch|srun|pending)\b|\bpython[\d.]* \S+\.py\b"
)


def _began_anew(evidence: Evidence) -> bool:
    """Tell whether a cited line tells of a start, and an earlier line of the log of one before it."""
    later = _starts(evidence)[1:]
    return any(s.id in later for s in evidence.statements) or _came_again(evidence)


_PLACE = re.compile(r"\b([a-z]{3,}[ =:#]\d+)\b", re.IGNORECASE)
_SPOILT = Words(r"fail|discard|thrown away|drop|invalid|abort|lost|error|reject|repeat|void|crash|kill")


def _came_again(evidence: Evidence) -> bool:
    """Tell whether the place of a cited line that tells of trouble is that of a later one, too: round 5 discarded, round 5."""
    spoilt: set[str] = set()
    for line in evidence.firsthand:
        at = _PLACE.search(line.text)
        if at and at[1].lower() in spoilt:
            return True
        if at and _SPOILT.search(line.text):
            spoilt.add(at[1].lower())
    return False


def _starts(evidence: Evidence) -> list[int]:
    return [s.id for s in evidence.ground.statements if not s.tainted and _BEGINS.search(s.text)]


_BEFORE = re.compile(r"\b(?:before|until) (?:the|they|it|its)\b[^,;.]*")


def before_known(sentence: str, evidence: Evidence) -> str:
    """Take out what a sentence says was done later, where some line of the log tells of it: masked before the upload."""
    later = _BEFORE.search(sentence)
    known = later and all(
        logged.search(evidence.said) for spoken, logged in EVENTS.values() if spoken.search(later.group())
    )
    return sentence.replace(later.group(), " ") if later and known else sentence


def _left_undone(sentence: str, evidence: Evidence) -> str:
    """Find a deed that readers have words of their own for, and that the cited lines only deny: repaired, where one says not fixed."""
    cited = "\n".join(statement.text for statement in evidence.statements)
    if not _DENYING.search(cited) or NEGATED.search(sentence) or SAID.search(sentence):
        return ""
    for name, (spoken, logged) in OTHER_WORDS.items():
        if name not in _DENYING_THEMSELVES and (match := spoken.search(sentence)):
            told = [cited[: found.start()] for found in logged.finditer(cited)]
            if told and all(map(_DENIED.search, told)):
                return match.group()
    return ""


_DENYING_THEMSELVES = ("freeze", "skip", "refuse", "wait")
"""What was left as it was, or out, was not done."""
_DENYING = re.compile(r"\b(?:not|never) (?:\w+ )?\w+(?:ed|en|wn|un)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"(?:\b(?:not|never|neither|nothing|none|no longer)|n't) (?:\w+ ){0,2}$", re.IGNORECASE)
_LACKING = Words(
    r"\b(?:no|not|never|without|missing|absent|none|skip\w*|unavailable|denied|refused|fail\w*|pending|waiting|left|cannot)\b|not ?found|n't\b|=\s*0\b",
)


def _is_denied(deed: re.Match[str], cited: str) -> bool:
    """Tell whether a sentence itself says that a deed was not done, and the cited lines tell of something lacking."""
    return _NOT_DONE.search(deed.string[: deed.start()]) is not None and _LACKING.search(cited) is not None


_CAME_TO_NOTHING = re.compile(
    r"\b(?:said no|(?:user|owner|operator|admin|reviewer|maintainer|human|answer|reply)\W{1,3}(?:please )?(?:no|not|wait|later|hold|stop|do(?: not|n't)|never)\b|(?<!\d )(?:denied|declined|refused|rejected)|forbidden|not (?:allowed|permitted|done)|dry[- ]run|40[13]|unauthori[sz]ed|no (?:token|permission|access)|read-only|(?:upload|sync|push|publish|deploy|export|send)\w* skipped|\w*(?:permission|access|auth\w*)error|proposed|suggested|recommended|to ?do)\b",
    re.IGNORECASE,
)
_NOT_SAID_DONE = re.compile(
    r"\b(?:den(?:y|ied|ies)|declin\w+|refus\w+|reject\w+|want\w*|tri(?:ed|es)|try|attempt\w*|fail\w*|could|would|should|may|might|wait\w*|await\w*|"
    r"ask\w*|request\w*|block\w*|forbid\w*|forbad\w*|pend\w*|stop\w*|prevent\w*|before|until|lack\w*|unable|impossible|instead|missing|propos\w*|suggest\w*|recommend\w*|plan\w*|need\w*)\b",
    re.IGNORECASE,
)


def _turned_down(sentence: str, logged: Pattern, evidence: Evidence) -> bool:
    """Tell whether all cited lines that speak of a deed say that nobody let it be done."""
    if NEGATED.search(sentence) or _NOT_SAID_DONE.search(sentence) or SAID.search(sentence):
        return False
    parts = [part for s in evidence.statements for part in s.text.split("; ")]
    telling = [part for part in parts if logged.search(part)]
    return all(map(_CAME_TO_NOTHING.search, telling)) and not any(" ok" in text.lower() for text in telling)


_YET_TO_COME = re.compile(r"\b(?:before|until|unless|without|instead of|rather than)\b[^,;.]*", re.IGNORECASE)
"""What was not done yet: it failed before the agent changed anything."""


_AGAIN = Pattern(
    r"\b(?:was|were|been|be|got|had|and|then) (?:then |later |simply |all |[a-z]+ly )?(?P<verb>run|read|put|cut|set|[a-z]{3,}(?:ed|wn|en|un|ent|ilt|ead|old|ut|ade|ne)) (?P<again>(?:for )?a (?:second|third) time|once more|once again|another time|anew|afresh)\b",
    *("time", "once", "anew", "afresh"),
    flags=re.IGNORECASE,
)
_REPEATED = Words(
    r"again|\bre-?\w{3,}|repeat|retr(?:y|ie)|attempt|\btry\b|second|third|2nd|3rd|twice|another|once more|\b(?:pass|round|run|try|take|v)\W?[2-9]\b|#[2-9]|[2-9]/\d|_[2-9]\b",
)


_NOT_AGAIN = re.compile(
    r"\b(?:iterations|steps|epochs|batches|not|never|nobody|nothing|neither|nor|none|could|would|cannot)\b|n't\b",
    re.IGNORECASE,
)


def _again(sentence: str, evidence: Evidence) -> str:
    """Find what is said to have been done a second time, where the one line cited for it tells of no second time."""
    match = _AGAIN.search(sentence)
    if match is None or _NOT_AGAIN.search(sentence) or SAID.search(sentence):
        return ""
    verb = stem(match["verb"])
    telling = [s for s in evidence.statements if verb in s.words]
    repeated = any(_REPEATED.search(s.text) for s in evidence.statements)
    return "" if repeated or len(telling) > 1 else match["again"]


_REAL = Pattern(
    r"\bon (?:the |an? )?(?:real|physical|actual) (?:robot|rover|arm|hand|drone|vehicle|car|hardware|device|board|machine|truck|plant)\b|\bcurrently (?:live|in production|deployed|in use|running on)\b",
    *("real", "physical", "actual", "currently"),
    flags=re.IGNORECASE,
)
_OUT_THERE = frozenset(
    map(
        stem,
        [
            "real",
            "physical",
            "actual",
            "hardware",
            "field",
            "live",
            "prod",
            "production",
            "deployed",
            "serving",
            "robot",
            "onboard",
        ],
    )
)
"""The words of logs for what is no simulation, and for what is in use."""


def _out_there(sentence: str, evidence: Evidence) -> str:
    """Find what is said to have been done for real, where nothing that is known is of more than a simulation."""
    match = _REAL.search(sentence)
    named = match is not None and stem(match.group().split()[-1]) in evidence.cited - {stem("device")}
    return match.group() if match and not named and evidence.words.isdisjoint(_OUT_THERE) else ""


def _is_thing(name: str, match: re.Match[str], evidence: Evidence) -> bool:
    """Tell whether the word only tells a known thing from others: the retrained model."""
    before = match.string[: match.start()]
    if " " in match.group():
        return False
    known = stem(name) in evidence.words or evidence.ground.written.has(match.group())
    known = known or (
        name in _ANEW and (len(_starts(evidence)) > 1 or EVENTS[name][1].search(evidence.said) is not None)
    )
    return known and _THING.search(before) is not None and not _HAPPENED.search(before)


_DEED = re.compile(
    r"\b(?:was|were|been|being|agent|assistant|user|it|got) (?:\w+ly |not |never |then |also |soon |later )?([a-z]{3,}(?:ed|wn)|rewrote|bought|paid|told)\b"
)
"""What a sentence says that somebody did, or that was done to something."""
_ROOT = 5


_CLASSED = re.compile(
    r"\b(?:assigned|attributed|ascribed) to (?:the|an?) (?:wrong|right|correct|incorrect|other|true) (?=[a-z])|\b(?:attributed|ascribed|blamed) (?=[^,;.]* (?:to|on)\b)",
    re.IGNORECASE,
)
"""What a classifier got right or wrong, in other words."""


def _made_up(sentence: str, evidence: Evidence) -> str:
    """Find a deed for which neither the facts nor the language of reports have a word."""
    deeds = _DEED.findall(_CLASSED.sub(" ", sentence))
    known = evidence.words | reporting_words() | trade_words() if deeds else frozenset()
    for word in deeds if not SAID.search(sentence) else ():
        root = re.sub(r"(.)\1$", r"\1", re.sub(r"(?:ed|wn)$", "", word))  # embedded, embed
        bare = re.sub(r"^(?:un|re|mis|over|under|out|dis)-?", "", word)
        said = len(root) >= _ROOT and evidence.ground.written.has_whole(root)
        if (
            not said
            and not any(
                spoken.search(f"was {word}") or spoken.search(f"was {word} back") for spoken, _ in EVENTS.values()
            )
            and stem(word) not in known
            and stem(bare) not in known
            and stem(root) not in known
            and stem(word) not in evidence.sayable
        ):
            return str(word)
    return ""


_DONE = re.compile(
    r"\b(?:was|were|has been|have been|been|agent|it|had) (?:\w+ly )?((?!skip|hand|reject|refus|cancel|drop|fail|propos|plann|halv|exclud|need|call|us)[a-z]{3,}ed)\b"
)


def _denied(name: str, evidence: Evidence) -> bool:
    """Tell whether all cited lines that speak of an event say that it did not happen: do not commit, uncommitted."""
    word = re.sub(r"(?:mm|tt)?ed$", lambda match: match.group()[:1] if len(match.group()) > 2 else "", name)
    told = [
        m
        for s in evidence.statements
        for m in re.finditer(
            rf"([^\s,;:]+ )?([^\s,;:]+ )?\b(un|non-?)?{word}\w*(?: \w+(?!\.\d))?(?:: skipped| skipped|: no\b(?! [a-z])|: none)?",
            s.text,
            re.IGNORECASE,
        )
    ]
    return bool(told) and all(
        m[3]
        or re.search(
            r"\b(?:not|never|no|nothing|without|skipped|none)\b|n't|(?<![\w.:/-])0\b(?![.:/-])",
            m.group(),
            re.IGNORECASE,
        )
        for m in told
    )
