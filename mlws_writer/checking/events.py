"""What a sentence says was done: each deed needs a fact that speaks of it, in whatever words logs have for it."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED, SAID, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words

_GOOD = Verdict(True)
_SPOKEN = {
    "commit": r"commit(?:ted|s)?(?! [0-9a-f]{6,40}\b)", "push": r"pushed", "upload": r"upload(?:ed|s)?", "deploy": r"deploy(?:ed|s|ment)?",
    "delete": r"deleted", "merge": r"merged", "restart": r"restarted|relaunched|started again", "mail": r"(?:e-?)?mailed",
    "accept": r"accepted", "confirm": r"confirmed", "approve": r"approved", "sign": r"signed", "revert": r"revert(?:ed|ing)|roll(?:ed|ing|s)? ?back", "phone": r"rang|phoned|telephoned", "publish": r"published", "pull": r"pull request", "permission": r"permission", "requeue": r"requeued",
    "repeat": r"re-?run|(?:was|were|been) (?:repeated|run again)", "review": r"reviewed", "notify": r"notified", "retrain": r"retrained", "hand": r"(?:passed|handed) (?:on|over)|forwarded",
    "move": r"moved (?:in)?to", "archive": r"archived", "clear": r"cleared (?:for|to)", "quarantine": r"quarantined", "escalate": r"escalated", "submit": r"submitted", "solve": r"(?:re)?solved|cured|overcame", "copy": r"copied to|(?:scp|cp|rsync) (?=\S)", "retry": r"retried", "ask": r"asked the user",
    "fix": r"(?:was|were|been|agent|assistant|it|user|script) fixed", "rewrite": r"rewrote|rewritten", "revise": r"revised", "inform": r"informed|notified|alerted by",
    "request": r"(?:operator|user|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier|clerk|editor)s?\b[^.;,]{0,30}? (?:was|were) asked|asked (?:the|an?|its|their) (?:operator|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier)",
    "install": r"installed", "rename": r"renamed", "list": r"(?:block|deny|allow|black|white)[- ]?list(?:ed)?", "order": r"(?:was|were|agent|it) ordered", "book": r"(?:was|were|agent|it) booked",
    "pay": r"(?:was|were) paid", "cancel": r"(?:subscription|order|booking|appointment|meeting)s? (?:was|were) cancel+ed", "encrypt": r"encrypted", "silence": r"silenced|muted|suppressed", "disable": r"disabled|switched off|turned off", "enable": r"enabled|switched on|turned on",
}  # fmt: skip
_LOGGED = {
    "solve": r"solv\w*|resolv\w*|fix\w*|pass(?:ed)?|ok|work(?:s|ed)|complet\w*|success\w*|repair\w*", "restart": r"restor\w+|resum\w+|re-?launch\w*|re-?start\w*|(?:try|attempt|retry)\W{1,2}[2-9]", "repeat": r"re-?run\w*|again|repeat\w*|retr(?:y|ied)|attempt|re-?train\w*", "retrain": r"re-?fit\w*|re-?train\w*|fine-?tun\w*",
    "fix": r"fix\w*|edit\w*|patch\w*|appl(?:y|ied)|writ\w+|wrote|replac\w*|modif\w*|resolv\w*|correct\w*|repair\w*|pass(?:ed)?|\+\d+ ?[-/−]", "rewrite": r"re-?writ\w*|rewrote|refactor\w*|rework\w*|revis\w*|str_replace|replac\w*|overwr\w+",
    "revise": r"revis\w*|edit\w*|updat\w*|chang\w*|re-?draft\w*|amend\w*|v[2-9]",
    "inform": r"inform\w*|notif\w*|e?-?mail\w*|messag\w*|slack|told|page[rd]?|ping(?:ed)?|contact\w*|post(?:ed)?|sent", "request": r"ask\w*|request\w*|questions?|prompt\w*|e?-?mail\w*|messag\w*|quer(?:y|ied)",
    "install": r"install\w*|setup|pip|npm|apt|conda|deploy\w*|added", "rename": r"renam\w*|mv|moved|->|→", "list": r"(?:block|deny|allow|black|white)[-_ ]?list\w*|block\w*",
    "order": r"order\w*|purchas\w*|checkout|buy|bought", "book": r"book\w*|reserv\w*", "pay": r"pa(?:y|id)\w*|wage|EUR|USD|[$€£]", "cancel": r"cancel\w*|unsubscrib\w*|storno", "encrypt": r"encrypt\w*|gpg|cipher|aes\w*",
    "silence": r"ignor\w*|suppress\w*|noqa|mut(?:e|ed|ing)|quiet|filter\w*", "disable": r"disabl\w*|off|false|unset|stop\w*|no", "enable": r"enabl\w*|on|true|set|start\w*|yes", "revert": r"revert\w*|roll(?:ed|ing|s)?[-_ ]?back|restor\w*|undo\w*|back on", "hand": r"handoff|hand-?over|forward\w*|pass(?:ed|es|ing)? (?:on|over|to)", "copy": r"cop(?:y|ied|ies)|scp|cp|rsync",
    "notify": r"notif\w*|e?-?mail\w*|messag\w*|slack|page[rd]?", "submit": r"submit\w*|sbatch|submission|post(?:ed)?", "archive": r"archiv\w*|tar|zip|cold storage", "permission": r"permission\w*|approv\w*|allow\w*|denied",
}  # fmt: skip
"""How logs say it, where they have words of their own."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)


EVENTS = {name: (_pattern(words), _pattern(f"{words}|{_LOGGED.get(name, words)}")) for name, words in _SPOKEN.items()}
"""What may have been done: how a sentence says it, and how a line does."""
_ANY = _pattern("|".join(_SPOKEN.values()))
_DENIED = re.compile(r"\b(?:not|never|no|nothing|without|un)\W{1,2}(?:\w+ )?$|n't (?:\w+ )?$", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:the|a|an|its|each|every|this)(?: \w+)? model $|\b(?:the|a|an|its|each|every|this) $", re.IGNORECASE
)
"""The retrained model, the model retrained on a longer window: a thing; that something was retrained is another sentence."""
_HAPPENED = re.compile(r"\b(?:was|were|has been|have been|been|is|are|be) (?:\w+ly )?$", re.IGNORECASE)


def events(sentence: str, evidence: Evidence) -> Verdict:
    """Let something be committed, deployed or deleted only if a fact speaks of it, and does not deny it."""
    cited = "\n".join(statement.text for statement in evidence.statements)
    for name, (spoken, logged) in EVENTS.items() if _ANY.search(sentence) else ():
        match = spoken.search(sentence)
        if match is None or _is_thing(name, match, evidence):
            continue
        told = [cited[: found.start()] for found in logged.finditer(cited)]
        if not told and evidence.cited.isdisjoint((stem(name), stem(match.group()))):
            return Verdict(False, "invented_event", f"no fact tells of what {match.group()!r} says")
        if told and not NEGATED.search(sentence) and all(map(_DENIED.search, told)):
            return Verdict(False, "invented_event", f"the facts deny what {match.group()!r} says")
    if made_up := _made_up(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact says that anything was {made_up}")
    done = [] if NEGATED.search(sentence) else _DONE.findall(sentence)
    if denied := next((word for word in done if _denied(word, evidence)), ""):
        return Verdict(False, "invented_event", f"the facts say that it was not {denied}")
    return _GOOD


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


def _made_up(sentence: str, evidence: Evidence) -> str:
    """Find a deed for which neither the facts nor the language of reports have a word."""
    deeds = _DEED.findall(sentence)
    known = evidence.words | reporting_words() if deeds else frozenset()
    for word in deeds if not SAID.search(sentence) else ():
        root = re.sub(r"(.)\1$", r"\1", re.sub(r"(?:ed|wn)$", "", word))  # embedded, embed
        bare = re.sub(r"^(?:un|re|mis|over|under|out|dis)-?", "", word)
        said = len(root) >= _ROOT and evidence.ground.has_whole(root)
        if (
            not said
            and not any(spoken.search(f"was {word}") for spoken, _ in EVENTS.values())
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
