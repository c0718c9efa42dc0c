"""In which state a thing was: trained where the line says frozen, on where it says off, kept or with it where it says without."""

import re
from typing import NamedTuple

from mlws_writer.checking.outcomes.made_good import NUMBERED
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP, content, stem, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WAS = r"\b(?:was|were|is|are|been|got|being)(?: [a-z]+(?<!\bto)(?<!\bby)){0,2}? "


class _State(NamedTuple):
    said: Pattern
    """How a sentence says it."""
    told: Words
    """What in a part of a line may stand for it."""
    contrary: Words
    """How a part of a line says its contrary."""
    both_sides: bool = False
    """Whether the thing may be named behind the verb, too."""


_TRAINED = r"train(?:ed|able|ing)|unfrozen|fine-?tun\w+|requires_grad=true|updated"
_FROZEN = (
    r"\b(?:frozen|freeze|freezing)\b(?! until)|not trained|untrained|requires_grad=false|trainable[=: ]+(?:false|no)\b"
)
_ON, _OFF = (
    r"\b(?:on|enabled?|true|active|yes|with)\b|=1\b",
    r"\b(?:off|disabled?|false|none|inactive)\b|\bno\b|=0\b(?!\.)",
)
_KEPT = r"\b(?:kept|keep(?:s|ing)?|retain(?:s|ed|ing)?|included?|including|stay(?:s|ed)?|remains?|remained)\b"
_DROPPED = (
    r"\bdrop(?:p(?:ed|ing))?(?:_|\b)(?! (?:to|by|from) [\d.])|\bremov(?:ed?|ing)(?:_|\b)|\b(?:exclud(?:ed|ing)|left out|discard(?:ed|ing)|skipp(?:ed|ing)|withdrawn|"
    r"taken (?:out|off|down)|thrown (?:out|away)|quarantin\w*|moved to (?:/?\w*/)?(?:quarantine|trash|attic|archive|rejected|bad)\w*)\b"
)
_LEFT_OUT = r"(?:dropped(?! (?:to|by|from) [\d.])|removed|excluded|left out|discarded|thrown (?:out|away)|set aside(?! (?:for|as)\b)|taken (?:out|off)|weeded out)"
_STATES = (
    _State(Pattern(rf"{_WAS}(?:trained|fine-?tuned|unfrozen|updated)\b", "trained", "tuned", "unfrozen", "updated", flags=re.IGNORECASE), Words(_TRAINED), Words(_FROZEN)),
    _State(
        Pattern(r"\b(?:was|were|been|stayed|remained|kept|left) (?:[a-z]+ )?(?:frozen|fixed|untrained)\b", "frozen", "fixed", "untrained", flags=re.IGNORECASE),
        Words(rf"fro?[ez]+|fixed|not trained|{_FROZEN}"),
        Words(r"(?<!not )\b(?:trained|trainable|unfrozen|fine-?tuned)\b"),
    ),
    _State(Pattern(rf"{_WAS}(?:switched on|turned on|enabled|activated|active)\b", "switched on", "turned on", "enabled", "activ", flags=re.IGNORECASE), Words(_ON), Words(_OFF)),
    _State(Pattern(rf"{_WAS}(?:switched off|turned off|disabled|deactivated|inactive)\b", "switched off", "turned off", "disabled", "activ", flags=re.IGNORECASE), Words(_OFF), Words(_ON)),
    _State(
        Pattern(rf"{_WAS}(?:kept|retained|included)\b|\b(?:still |also )?(?:stays?|stayed|remains?|remained) (?:in|on|part of)\b|\b(?:is|was|are|were) still (?:in|on|part of|used|listed)\b|\bstill (?:includes?|has|uses|contains?|lists?)\b", "kept", "retained", "include", "stay", "remain", "still", flags=re.IGNORECASE),
        Words(_KEPT),
        Words(_DROPPED),
        both_sides=True,
    ),
    _State(Pattern(rf"{_WAS}{_LEFT_OUT}\b", "dropped", "removed", "excluded", "left out", "discarded", "thrown", "set aside", "taken", "weeded", flags=re.IGNORECASE), Words(rf"{_DROPPED}|without|\bno\b"), Words(rf"{_KEPT}(?!\W{{1,3}}\d)")),
)  # fmt: skip
_PARTED = re.compile(r"[,;|]|\s->\s|\band\b|\s{2,}")
_CLAUSE = re.compile(
    r"[,;:] |\b(?:in spite of|despite|on account of|due to|for (?:its|their|want|lack)|even|and|but|while|whereas|although|because|since|when|after|before)\b"
)


def state(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a thing was in one state where all that the cited lines say right of it is that it was in the contrary one."""
    if SAID.search(sentence):
        return _GOOD
    if lacking := _with_and_without(sentence, evidence):
        return Verdict(False, "outcome_flip", f"a fact says {lacking.strip()[:80]!r}")
    for each in () if NEGATED.search(sentence) else _STATES:
        match = each.said.search(sentence)
        if match is None:
            continue
        subject = _words(_CLAUSE.split(sentence[: match.start()])[-1])
        subject |= _words(_CLAUSE.split(sentence[match.end() :])[0]) if each.both_sides else frozenset()
        if against := _contrary(subject, each, evidence):
            return Verdict(
                False, "outcome_flip", f"a fact says {against.strip()[:80]!r}, not {match.group().split()[-1]}"
            )
    return _GOOD


def _words(text: str) -> frozenset[str]:
    """Give the words of a part of a sentence that carry meaning, short names among them."""
    names = (match.group() for match in NUMBERED.finditer(text))
    return content(text) | (stems(_SHORT.sub(" ", text)) - _STOPPED) | stems(" ".join(names))


_SHORT = re.compile(r"\b(?![a-z0-9]{2}\b)\S+", re.IGNORECASE)
_STOPPED = frozenset(map(stem, STOP))


def _contrary(subject: frozenset[str], each: _State, evidence: Evidence) -> str:
    """Give the part of a line that names a thing and says the contrary of it, where no part that names it says the same."""
    named = subject & evidence.cited
    lines = [s.text for s in evidence.statements if named and not s.tainted and each.contrary.search(s.text)]
    if any(each.told.search(s.text) for s in evidence.statements if s.text not in lines and named & s.words):
        return ""
    own = [part for text in lines for part in _PARTED.split(text) if named <= stems(part)]
    against = [part for part in own if each.contrary.search(part)]
    if not against and len(lines) == 1 and named <= stems(lines[0]) and not each.told.search(lines[0]):
        return lines[0]
    return against[0] if against and not any(map(each.told.search, own)) else ""


_THING = r"(?:all |both |any )?(?:the |its |their |an? |any )?(?P<what>(?!with\b)[a-z][\w-]{2,})"
_WITH = Words(rf"\b(?:with|plus|includ(?:es?|ed|ing)|us(?:es|ed|ing)(?! with\b)|contain(?:s|ed)|keeps?|kept) {_THING}")
_WITHOUT = Words(rf"(?<!\bor )(?<!\band )\b(?:without|w/o|minus|excluding|lacking|no) {_THING}")
_PART_OF = re.compile(
    r"(?P<what>[a-z][\w-]{2,}) (?:is|was|stays|stayed|remains|remained) (?:still )?(?:a )?(?:part of|included in)\b",
    re.IGNORECASE,
)
_LEAVING_OUT = re.compile(rf"(?P<what>[a-z][\w-]{{2,}}) (?:was|were) {_LEFT_OUT}\b", re.IGNORECASE)
_OPEN_WITH = re.compile(
    r"\b(?:only|than|compared|differ\w*|once|twice|instead|would|before|until|both|with (?:and|or) without|more|less|other)\b",
    re.IGNORECASE,
)
_DEED_ITSELF = frozenset(
    map(
        stem,
        [
            "error",
            "problem",
            "trouble",
            "warning",
            "result",
            "being",
            "more",
            "longer",
            "further",
            "such",
            "other",
            "one",
            "same",
            "help",
            "way",
        ],
    )
)
"""With or without which anything may be."""


def _with_and_without(sentence: str, evidence: Evidence) -> str:
    """Give the cited line by which a thing was without what a sentence says that it was with, or the reverse."""
    if _OPEN_WITH.search(sentence):
        return ""
    said_with, said_without = (
        _things(_WITH, sentence) | _things(_PART_OF, sentence),
        _things(_WITHOUT, sentence) | _things(_LEAVING_OUT, sentence),
    )
    lines = [s.text for s in evidence.firsthand] if said_with or said_without else []
    told_with = frozenset().union(*(_things(_WITH, text) for text in lines))
    told_without = frozenset().union(*(_things(_WITHOUT, text) for text in lines))
    for said, denied, told, contrary in (
        (said_with, said_without, told_with, told_without),
        (said_without, said_with, told_without, told_with),
    ):
        wrong = (said - denied) & (contrary - told)
        if wrong and not (said is said_with and NEGATED.search(sentence)):
            ways = _WITHOUT if said is said_with else _WITH
            return next(text for text in lines if wrong & _things(ways, text))
    return ""


def _things(ways: Words | re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(stem(match["what"]) for match in ways.finditer(text)) - _DEED_ITSELF
