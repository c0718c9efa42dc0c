"""What a sentence says was done: each deed needs a fact that speaks of it, in whatever words logs have for it."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED, SAID, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_SPOKEN = {
    "commit": r"commit(?:ted|s)?(?! [0-9a-f]{6,40}\b)", "push": r"pushed", "upload": r"upload(?:ed|s)?", "deploy": r"deploy(?:ed|s|ment)?",
    "delete": r"deleted", "merge": r"merged", "restart": r"restarted|relaunched|started again", "mail": r"(?:e-?)?mailed",
    "accept": r"accepted", "confirm": r"confirmed", "approve": r"approved", "sign": r"signed", "revert": r"revert(?:ed|ing)|roll(?:ed|ing|s)? ?back", "phone": r"rang|phoned|telephoned", "publish": r"published", "pull": r"pull request", "permission": r"permission", "requeue": r"requeued",
    "repeat": r"re-?run|(?:was|were|been) (?:repeated|run again)", "review": r"reviewed", "notify": r"notified", "retrain": r"retrained", "hand": r"(?:passed|handed) (?:on|over)|forwarded",
    "move": r"moved (?:in)?to", "archive": r"archived", "clear": r"cleared (?:for|to)", "quarantine": r"quarantined", "escalate": r"escalated", "submit": r"submitted", "solve": r"(?:was|were|been) (?:re)?solved|cured|overcame", "copy": r"copied to|(?:scp|cp|rsync) (?=\S)", "retry": r"retried", "ask": r"asked the user",
    "fix": r"(?:was|were|been|agent|assistant|it|user|script) fixed", "rewrite": r"rewrote|rewritten", "revise": r"revised", "inform": r"informed|notified|alerted by",
    "request": r"(?:operator|user|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier|clerk|editor)s?\b[^.;,]{0,30}? (?:was|were) asked|asked (?:the|an?|its|their) (?:operator|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier)",
    "install": r"installed", "rename": r"renamed", "list": r"(?:block|deny|allow|black|white)[- ]?list(?:ed)?", "order": r"(?:was|were|agent|it) ordered", "book": r"(?:was|were|agent|it) booked",
    "pay": r"(?:was|were) paid", "cancel": r"(?:subscription|order|booking|appointment|meeting)s? (?:was|were) cancel+ed", "encrypt": r"encrypted", "silence": r"silenced|muted|suppressed", "disable": r"disabled|switched off|turned off", "enable": r"enabled|switched on|turned on",
    "restore": r"restored from (?:an? |the )?(?:\w+ )?(?:backup|back-up|dump|snapshot|archive)", "rebuild": r"re-?built|re-?indexed|re-?created|regenerated|re-?generated",
    "resample": r"(?:over|up|under|down|re)-?sampled|re-?balanced|re-?weighted", "finetune": r"(?:was|were|been|agent|it) (?:\w+ )?fine-?tuned",
    "test": r"(?:wrote|added|created|extended) (?:an? |the |some )?(?:\w+ ){0,2}?tests?(?! set)",
    "swap": r"(?:was|were|been|being) (?:swapped|exchanged)", "touch": r"(?:was|were|been|agent|assistant|it) (?:\w+ )?touched",
    "rate": r"learning rate (?:was|were|had been|has been|got|is) (?:\w+ )?(?:lowered|halved|reduced|cut|raised|doubled|increased|decreased|dropped|adjusted)|with an? (?:smaller|lower|reduced|larger|higher) learning rate",
}  # fmt: skip
_LOGGED = {
    "commit": r"commit(?:ted|s)?(?! [0-9a-f]{6,40}\b)|\[[\w./-]+(?: \(root-commit\))? [0-9a-f]{7,40}\]",
    "swap": r"swap\w*|exchang\w*|replac\w*|spare|substitut\w*|instead", "touch": r"touch\w*|edit\w*|modif\w*|chang\w*|clean checkout|diff|alone",
    "solve": r"solv\w*|resolv\w*|fix\w*|repair\w*|pass(?:ed)?",
    "restore": r"restor\w*|back-?ups?|snapshots?|dump\w*|archive\w*", "rebuild": r"(?:re-?)?(?:buil[dt]|creat|generat)\w*|re-?index\w*|index(?:ed|ing)",
    "resample": r"(?:over|up|under|down|re)?[-_ ]?sampl\w*|smote\w*|(?:re-?)?balanc\w*|\w*weight\w*",
    "finetune": r"fine[-_ ]?tun\w*|ft|lora|train\w*|epochs?|steps?|loss|base|model\w*|data\w*|corpus|pre-?train\w*|checkpoint\w*|weights",
    "test": r"(?:write|wrote|writing|add|added|adds|adding|create|created|new|edit|edited|\+)\b[^\n]{0,60}?(?<![a-z])tests?|test_\w+|tests?/",
    "rate": r"\w*lr\w*|learning[-_ ]?rate\w*|schedul\w*|anneal\w*|plateau|decay\w*",
    "restart": r"restor\w+|resum\w+|re-?launch\w*|re-?start\w*|(?:try|attempt|retry)\W{1,2}[2-9]", "repeat": r"re-?run\w*|again|repeat\w*|retr(?:y|ied)|attempt|re-?train\w*", "retrain": r"re-?fit\w*|re-?train\w*|fine-?tun\w*",
    "fix": r"fix\w*|edit\w*|patch\w*|appl(?:y|ied)|writ\w+|wrote|replac\w*|modif\w*|resolv\w*|correct\w*|repair\w*|pass(?:ed)?|\+\d+ ?[-/−]", "rewrite": r"re-?writ\w*|rewrote|refactor\w*|rework\w*|revis\w*|str_replace|replac\w*|overwr\w+",
    "revise": r"revis\w*|edit\w*|updat\w*|chang\w*|re-?draft\w*|amend\w*|v[2-9]",
    "inform": r"inform\w*|notif\w*|e?-?mail\w*|messag\w*|slack|told|page[rd]?|ping(?:ed)?|contact\w*|post(?:ed)?|sent", "request": r"ask\w*|request\w*|questions?|prompt\w*|e?-?mail\w*|messag\w*|quer(?:y|ied)",
    "install": r"install\w*|setup|pip|npm|apt|conda|deploy\w*|added", "rename": r"renam\w*|mv|moved|->|→", "list": r"(?:block|deny|allow|black|white)[-_ ]?list\w*|block\w*",
    "order": r"order\w*|purchas\w*|checkout|buy|bought", "book": r"book\w*|reserv\w*", "pay": r"pa(?:y|id)\w*|wage|EUR|USD|[$€£]", "cancel": r"cancel\w*|unsubscrib\w*|storno", "encrypt": r"encrypt\w*|gpg|cipher|aes\w*",
    "silence": r"ignor\w*|suppress\w*|noqa|mut(?:e|ed|ing)|quiet|filter\w*", "disable": r"disabl\w*|off|false|unset|stop\w*|no", "enable": r"enabl\w*|on|true|set|start\w*|yes", "revert": r"revert\w*|roll(?:ed|ing|s)?[-_ ]?back|restor\w*|undo\w*|back on|git (?:checkout|restore) (?:-- )?\S+\.\w{1,5}|git reset --hard", "hand": r"handoff|hand-?over|forward\w*|pass(?:ed|es|ing)? (?:on|over|to)", "copy": r"cop(?:y|ied|ies)|scp|cp|rsync",
    "notify": r"notif\w*|e?-?mail\w*|messag\w*|slack|page[rd]?", "submit": r"submit\w*|sbatch|submission|post(?:ed)?", "archive": r"archiv\w*|tar|zip|cold storage", "permission": r"permission\w*|approv\w*|allow\w*|denied",
}  # fmt: skip
"""How logs say it, where they have words of their own."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)


EVENTS = {name: (_pattern(words), _pattern(f"{words}|{_LOGGED.get(name, words)}")) for name, words in _SPOKEN.items()}
"""What may have been done: how a sentence says it, and how a line does."""
_ANY = re.compile(rf"(?<![a-z])(?:{'|'.join(_SPOKEN.values())})(?![a-z])")
"""Whether any is said, looked for in lower case: a pattern of so many words takes four times as long without case."""
_DENIED = re.compile(r"\b(?:not|never|no|nothing|without|un)\W{1,2}(?:\w+ )?$|n't (?:\w+ )?$", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:the|a|an|its|each|every|this)(?: \w+)? model $|\b(?:the|a|an|its|each|every|this) $", re.IGNORECASE
)
"""The retrained model, the model retrained on a longer window: a thing; that something was retrained is another sentence."""
_HAPPENED = re.compile(r"\b(?:was|were|has been|have been|been|is|are|be) (?:\w+ly )?$", re.IGNORECASE)


def events(sentence: str, evidence: Evidence) -> Verdict:
    """Let something be committed, deployed or deleted only if a fact speaks of it, and does not deny it."""
    cited = "\n".join(statement.text for statement in evidence.statements)
    for name, (spoken, logged) in EVENTS.items() if _ANY.search(sentence.lower()) else ():
        match = spoken.search(sentence)
        if match is None or _is_thing(name, match, evidence):
            continue
        told = [cited[: found.start()] for found in logged.finditer(cited)]
        if not told and evidence.cited.isdisjoint((stem(name), stem(match.group()))):
            return Verdict(False, "invented_event", f"no fact tells of what {match.group()!r} says")
        if told and not NEGATED.search(sentence) and all(map(_DENIED.search, told)):
            return Verdict(False, "invented_event", f"the facts deny what {match.group()!r} says")
    if untold := _again(sentence, evidence) or _out_there(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact tells of what {untold!r} says")
    if made_up := _made_up(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact says that anything was {made_up}")
    done = [] if NEGATED.search(sentence) else _DONE.findall(sentence)
    if denied := next((word for word in done if _denied(word, evidence)), ""):
        return Verdict(False, "invented_event", f"the facts say that it was not {denied}")
    return _GOOD


_AGAIN = Pattern(
    r"\b(?:was|were|been|got|had) (?:then |later |simply |all )?(?P<verb>[a-z]{3,}(?:ed|wn|en|un|ent|ilt|ead|old|ut|ade|ne)) (?P<again>(?:for )?a (?:second|third) time|once more|once again|another time|anew|afresh)\b",
    *("time", "once", "anew", "afresh"),
    flags=re.IGNORECASE,
)
_REPEATED = Words(
    r"again|\bre-?\w{3,}|repeat|retr(?:y|ie)|attempt|\btry\b|second|third|2nd|3rd|twice|another|once more|\b(?:pass|round|run|try|take|v)\W?[2-9]\b|#[2-9]|[2-9]/\d|_[2-9]\b",
)


def _again(sentence: str, evidence: Evidence) -> str:
    """Find what is said to have been done a second time, where the one line cited for it tells of no second time."""
    match = _AGAIN.search(sentence)
    if match is None or NEGATED.search(sentence) or SAID.search(sentence):
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
    return match.group() if match and evidence.words.isdisjoint(_OUT_THERE) else ""


def _is_thing(name: str, match: re.Match[str], evidence: Evidence) -> bool:
    """Tell whether the word only tells a known thing from others: the retrained model."""
    before = match.string[: match.start()]
    if " " in match.group():
        return False
    known = stem(name) in evidence.words or evidence.ground.has(match.group())
    return known and _THING.search(before) is not None and not _HAPPENED.search(before)


_DEED = re.compile(
    r"\b(?:was|were|been|being|agent|assistant|user|it|got) (?:\w+ly |not |never |then |also |soon |later )?([a-z]{3,}(?:ed|wn)|rewrote|bought|paid|told)\b"
)
"""What a sentence says that somebody did, or that was done to something."""
_ROOT = 5


_CLASSED = re.compile(
    r"\b(?:assigned|attributed|ascribed) to (?:the|an?) (?:wrong|right|correct|incorrect|other|true) (?=[a-z])",
    re.IGNORECASE,
)
"""What a classifier got right or wrong, in other words."""


def _made_up(sentence: str, evidence: Evidence) -> str:
    """Find a deed for which neither the facts nor the language of reports have a word."""
    deeds = _DEED.findall(_CLASSED.sub(" ", sentence))
    known = evidence.words | reporting_words() if deeds else frozenset()
    for word in deeds if not SAID.search(sentence) else ():
        root = re.sub(r"(.)\1$", r"\1", re.sub(r"(?:ed|wn)$", "", word))  # embedded, embed
        bare = re.sub(r"^(?:un|re|mis|over|under|out|dis)-?", "", word)
        said = len(root) >= _ROOT and evidence.ground.has_whole(root)
        if (
            not said
            and not any(
                spoken.search(f"was {word}") or spoken.search(f"was {word} back") for spoken, _ in EVENTS.values()
            )
            and stem(word) not in known
            and stem(bare) not in known
            and stem(root) not in known
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
            rf"(\S+ )?(\S+ )?\b(un|non-?)?{word}\w*(?: \w+)?(?:: skipped| skipped|: no\b|: none)?",
            s.text,
            re.IGNORECASE,
        )
    ]
    return bool(told) and all(
        m[3] or re.search(r"\b(?:not|never|no|nothing|without|skipped|none|0)\b|n't", m.group(), re.IGNORECASE)
        for m in told
    )
