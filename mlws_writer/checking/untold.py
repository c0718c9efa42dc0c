"""What a sentence without a figure says was done: of its words, some must stand in the lines that it rests on."""

import re

from mlws_writer.checking.events import EVENTS
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import BETTER, FALL, NEGATED, RISE, SAID, WORSE, content, stem, stems
from mlws_writer.checking.tokens import PLACES
from mlws_writer.checking.troubles import TROUBLES
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_Way = re.Pattern[str] | Pattern
_OWN = 0.5
"""How many of the words of such a sentence at most may be its writer's own."""
_FEWEST = 2
"""One word of its own, be it the deed, every sentence may have: the linter was satisfied, for passed."""
_MEASURED = Words(
    r"(?<![\w.-])\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|hundredths?|thousands?|half|halves|(?:a|one) (?:third|fourth|quarter|fifth|sixth|eighth|tenth)|thirds|quarters|fifths|tenths|"
    r"percent|per cent|hours?|minutes?|seconds|little|few|many|much|same|how|than|as \w+ as|about|almost|nearly|roughly|only|just|every|each|both|once|twice|often|"
    r"more|less|fewer|most|least|better|worse|best|worst|(?!request|latest|forest|interest|harvest|suggest|manifest|contest|protest|invest|digest|arrest|ingest)[a-z]{3,}(?:est|ier)|faster|slower|higher|lower|larger|smaller|longer|shorter|stronger|weaker|ahead|behind|"
    r"halved|doubled|tripled|quadrupled|beats?|beaten|r[io]se[ns]?|rising|f[ae]ll(?:s|en|ing)?|gr[eo]w[ns]?|growing|drops?|improv\w*|shr[aiu]nk\w*)\b",
)
"""What speaks of how much, how often, in which order: other checks know how to judge that."""
_PLACE = re.compile(
    rf"\b(?:{'|'.join(PLACES)}|mail|node|version|commit|no\.?|issue|#)s? #?\d[\d,.]*(?!\d)", re.IGNORECASE
)
"""A number by which something is called measures nothing."""
_IRREGULAR = (
    "begun|bought|brought|built|rebuilt|cut|drawn|driven|fed|frozen|unfrozen|laid|met|paid|rung|rang|rerun|sent|resent|shut|sold|split|"
    "stolen|swept|taken|taught|thrown|torn|withdrawn|written|rewritten|overwritten|wrote|rewrote|redone|sought|stuck|shed|rolled|spoken|told|undone|hung|dug|proofread|reread|overseen|undertaken|woken|struck|spun|bound|won|worn"
)
_LIGHT = (
    "need|exceed|hundred|set|made|succeed|proceed|speed|indeed|used|kept|look(?:ed)?|help(?:ed)?|turned|seemed|remained|stayed|ended|lasted|happened|occurred|followed|belonged|"
    "contained|included|selected|mattered|unchanged|unaffected|untouched|mixed|based|called|named|compared|measured|needed|failed|succeeded|worked|recognised|recognized|detected|missed|"
    "passed|dipped|recovered|peaked|slipped|climbed|jumped|gained|dropped|declined|diverged|converged|collapsed|plateaued|stagnated|levelled|hovered|lagged|trailed|topped"
)
"""What ends like a deed and is none, or says how things stood, or how a value went."""
_DEED = re.compile(
    rf"(?<!the )(?<!\ban )(?<!\ba )(?<!its )(?<!their )\b(?!(?:{_LIGHT})\b)(?:[a-z]+-)?(?:[a-z]{{2,}}(?:ed|wn)|{_IRREGULAR})\b"
)


def untold(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is said to have been done where most of the sentence, the deed above all, stands in no cited line."""
    if _MEASURED.search(_PLACE.sub(" ", sentence)) or NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    said = _DAYS.sub(" ", sentence[:1].lower() + sentence[1:])
    rest = _without_told(said, "\n".join(s.text for s in evidence.statements))
    done_by = [match.group() for match in _DEED.finditer(rest) if not _moves(match)]
    cited = _cited(evidence) if done_by else frozenset()
    own = frozenset(word for word in content(rest) if not _has(word, cited))
    done = next((deed for deed in done_by if stem(deed) in own), "")
    if done and len(own) >= max(_FEWEST, _OWN * len(content(said))):
        return Verdict(False, "invented_event", f"no cited line tells that anything was {done}")
    return _GOOD


_DAYS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""The time of a line says them in figures."""


def _moves(deed: re.Match[str]) -> bool:
    """Tell whether a verb says how a value went, or what one thing did to it: lowered the error; other checks judge that."""
    moved = any(way.search(deed.group()) for way in (RISE, FALL, BETTER, WORSE, _MOVED))
    return moved and not _PASSIVE.search(deed.string[: deed.start()])


_MOVED = re.compile(r"raised|lowered|lifted|boosted|reduced|pushed|brought|cut")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|got) (?:\w+ )?$")


def _cited(evidence: Evidence) -> frozenset[str]:
    """Give the stems of the words of the cited lines and of what they stand in."""
    around = " ".join(text for s in evidence.statements for text in (*s.labels, *s.headings))
    return evidence.cited | stems(around)


def _has(word: str, cited: frozenset[str]) -> bool:
    """Tell whether a line has a word, be it inside another, or without its last letter: planned for plan."""
    return word in cited or (len(word) >= _SHORT and any(word in other for other in cited)) or word[:-1] in cited


_SHORT = 4


def _without_told(sentence: str, cited: str) -> str:
    """Take out of a sentence what the cited lines say in words of their own: out of memory, restarted, picked up again."""
    ways: tuple[tuple[_Way, _Way], ...] = (*TROUBLES.values(), *EVENTS.values(), *_COMMON)
    for said, logged in ways:
        if said.search(sentence) and logged.search(cited):
            sentence = said.sub(" ", sentence)
    return sentence


_COMMON_WORDS = {
    r"completed|finished|concluded|done|ended|succeeded|wound up": r"finish|complet|done|\bend|succe|pass|100 ?%|saved|\bexit(?:ed)?(?: code)?\W{0,2}0\b|\bok\b",
    r"(?:picked|took|taken|taking) (?:\w+ ){0,2}?up(?: again)?|continu\w+|went on|carried on|resumed|brought back": r"resum|restor|re-?start|load|continu|from (?:checkpoint|ckpt|epoch|step|iter)|requeue|warm",
    r"died|dead|broke (?:off|down)|went down|fell over|gave (?:up|out)|brought (?:\w+ ){0,3}?down|crashed|aborted|halted|terminated|ended|stopped|interrupted|cut (?:short|off)|collapsed|killed|cancelled|preempted|knocked out|lost": r"error|exception|abort|kill|exit|alive|dead|\bdie|fatal|terminat|\bsig[a-z]+|stop|fail|traceback|interrupt|cancel|\boom|preempt|limit|\^c|lost|requeue",
    r"refus\w+|reject\w+|turned (?:down|away)|declin\w+|denied|blocked|forbidden|disallowed|barred|vetoed": r"refus|reject|denied|declin|forbid|\b4\d\d\b|block|not (?:allowed|permitted|authori)|permission|polic|skip|limit|protected",
    r"skipped|left out|dropped|omitted|excluded|ignored|disregarded|set aside|left aside|thrown (?:out|away)|discarded|weeded out|sorted out|filtered(?: out)?|removed": r"skip|exclu|drop|omit|left out|ignor|discard|remov|without|filter|delet|reject|prun|held out|too (?:short|long)|dedup",
    r"switched(?: over)?(?: to)?|changed|replaced|swapped|exchanged|moved|turned to|fell back": r"switch|->|→|=>|chang|set|instead|fall-?back|now|new|replac|override|\bmv\b",
    r"decided|chose\w*|picked|settled|opted|selected|preferred|singled out|named": r"decis|decid|cho[so]|select|pick|\buse|->|best|winner|recommend|settl|prefer",
    r"corrected|fixed|mended|put right|amended|patched|adjusted|repaired|edited|changed|reworked": r"fix|edit|correct|patch|amend|adjust|repair|chang|diff|updat|\+\d+ ?[-/−]|appl|replac|writ",
    r"checked|verified|tested|tried(?: out)?|evaluated|validated|examined|inspected|probed|looked at|reviewed": r"check|verif|test|tri|eval|valid|examin|inspect|prob|review|pass|assert|\bcmp\b|score|acc|\bok\b",
    r"waited|slept|paused|backed off|held back|delayed|postponed|put off": r"wait|sle|paus|back-?off|retry|delay|defer|postpon|hold|held|until",
    r"fetched|downloaded|pulled|opened|visited|looked up|retrieved|searched|called": r"\bget\b|http|fetch|pull|download|open|search|query|url|visit|call|\b200\b|clone",
    r"shut (?:down|off)|switched off|turned off|powered down": r"shut|power|\boff\b|stop|exit|disab",
    r"trained|fitted|fine-?tuned": r"train|epoch|\bfit|loss|step",
    r"started|launched|begun|kicked off|set off|fired": r"start|launch|begin|began|\brun|exec|trigger|==+|spawn|\d:\d\d",
    r"split(?: up)?|divided(?: up)?|partitioned|grouped|shared out": r"split|divid|partition|group|fold|train.*(?:test|val)|strat",
    r"written|wrote|saved|stored|exported|put|dumped|laid down|archived": r"writ|wrote|sav|stor|export|dump|output|->|→|\.\w{2,5}\b",
    r"drafted|composed|prepared": r"draft|compos|prepar|written|wrote",
    r"frozen|unfrozen": r"fr[eo]+z|trainable|requires_grad",
    r"cured|overcome|overcame|solved|resolved|remedied|did away with": r"fix|solv|resolv|ok\b|pass|work|success|after",
    r"found|discovered|noticed|spotted|detected|turned up|revealed|uncovered|came to light": r".",
}
_COMMON = [
    (Pattern(rf"\b(?:{said})\b", flags=re.IGNORECASE), Pattern(logged, flags=re.IGNORECASE))
    for said, logged in _COMMON_WORDS.items()
]
"""How readers put what logs have words of their own for."""
