"""What a sentence without a figure says was done: of its words, some must stand in the lines that it rests on."""

import re

from mlws_writer.checking.outcomes.events import before_known
from mlws_writer.checking.reading.deeds import EVENTS, OTHER_WORDS
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import BETTER, FALL, NEGATED, RISE, SAID, WORSE, content, stem, stems
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.troubles import TROUBLES
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dates_and_clocks import MONTHS, WEEKDAYS
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_OWN = 0.5
"""How many of the words of such a sentence at most may be its writer's own."""
_FEWEST = 2
"""One word of its own, be it the deed, every sentence may have: the linter was satisfied, for passed."""
MEASURED = Words(
    r"(?<![\w.-])\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|hundredths?|thousands?|half|halves|(?:a|one) (?:third|fourth|quarter|fifth|sixth|eighth|tenth)|thirds|quarters|fifths|tenths|"
    r"percent|per cent|hours?|minutes?|seconds|little|few|many|much|same|how|than|as \w+ as|about|almost|nearly|roughly|only|just|every|each|both|once|twice|often|"
    r"more|less|fewer|most|least|better|worse|best|worst|(?!request|latest|forest|interest|harvest|suggest|manifest|contest|protest|invest|digest|arrest|ingest)[a-z]{3,}(?:est|ier)|faster|slower|higher|lower|larger|smaller|longer|shorter|stronger|weaker|ahead|behind|"
    r"halved|doubled|tripled|quadrupled|beats?|beaten|r[io]se[ns]?|rising|f[ae]ll(?:s|en|ing)?|gr[eo]w[ns]?|growing|drops?|improv\w*|shr[aiu]nk\w*)\b",
)
"""What speaks of how much, how often, in which order: other checks know how to judge that."""
_FIGURE = re.compile(r"\d(?<![\w.-]\d)")
"""The commonest of that, found in a tenth of the time."""
_PLACE = re.compile(
    rf"\b(?:{'|'.join(PLACES)}|mail|node|version|commit|no\.?|issue|#)s? #?\d[\d,.]*(?!\d)", re.IGNORECASE
)
"""A number by which something is called measures nothing."""
_IRREGULAR = (
    "begun|bought|brought|built|rebuilt|cut|drawn|driven|fed|frozen|unfrozen|laid|met|paid|rung|rang|rerun|sent|resent|shut|sold|split|"
    "stolen|swept|taken|taught|thrown|torn|withdrawn|written|rewritten|overwritten|wrote|rewrote|redone|sought|stuck|shed|rolled|spoken|told|undone|hung|dug|proofread|reread|overseen|undertaken|woken|struck|spun|bound|won|worn"
)
_LIGHT = (
    "need|exceed(?:ed)?|hundred|set|made|succeed|proceed|speed|indeed|used|kept|look(?:ed)?|help(?:ed)?|turned|seemed|remained|stayed|ended|lasted|happened|occurred|followed|belonged|"
    "contained|included|selected|mattered|unchanged|unaffected|untouched|mixed|based|called|named|compared|measured|needed|concerned|affected|involved|failed|succeeded|worked|recognised|recognized|detected|missed|"
    "passed|dipped|recovered|peaked|slipped|edged|crept|inched|ticked|climbed|jumped|gained|dropped|declined|diverged|converged|collapsed|fitted|traded|wished|plateaued|stagnated|levelled|hovered|lagged|trailed|topped"
)
"""What ends like a deed and is none, or says how things stood, or how a value went."""
_DEED = re.compile(
    rf"(?<!the )(?<!\ban )(?<!\ba )(?<!its )(?<!their )\b(?!(?:{_LIGHT})\b)(?:[a-z]+-)?(?:[a-z]{{2,}}(?:ed|wn)|{_IRREGULAR}|went (?:live|online|public)|got (?=the\b|an?\b|its\b)|held (?=an?\b)|took part|spoke)\b"
)


_HARDLY = re.compile(r"\b(?:hardly|barely|scarcely) (?:\w+ed|grew|rose|fell)\b", re.IGNORECASE)


_WHEN_IT_ENDED = re.compile(
    r"\b(?:when|by the time|before|until|after) (?:the |its )?[a-z]+ (?:was |had )?(?:stopped|ended|finished)\b",
    re.IGNORECASE,
)
"""A time that is only referred to."""


def untold(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is said to have been done where most of the sentence, the deed above all, stands in no cited line."""
    if noun := _brought_in(sentence, evidence):
        return Verdict(False, "invented_event", f"no fact tells of a {noun}")
    measures = _NO_FIGURE.sub(" ", _SO_MANY.sub(" ", _PLACE.sub(" ", sentence)))
    if _FIGURE.search(measures) or MEASURED.search(measures) or NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    sentence = before_known(sentence, evidence)
    sentence = _WHEN_IT_ENDED.sub(" ", _HARDLY.sub(" ", sentence))
    said = _DAYS.sub(" ", sentence[:1].lower() + sentence[1:])
    rest = _without_told(said, "\n".join(s.text for s in evidence.statements))
    done_by = [match.group() for match in _DEED.finditer(rest) if not _moves(match)]
    cited = _cited(evidence) if done_by else frozenset()
    own = frozenset(word for word in content(rest) if not _has(word, cited))
    done = next((deed for deed in done_by if stem(deed.split()[-1]) in own), "")
    if done and len(own) >= max(_FEWEST, _OWN * len(content(said))):
        return Verdict(False, "invented_event", f"no cited line tells that anything was {done}")
    return _GOOD


_SO_MANY = re.compile(
    r"\b(?:to|by|at|for|from|among) (?:all|both|the|all the|its|all of the) (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|\d+) (?=[a-z]+)|\bthe (?:best|fastest|smallest|largest) (?=(?:model|version|checkpoint|policy|variant|network)\b)",
    re.IGNORECASE,
)
"""How many there are to whom something was done: it was sent to all twelve sites."""
_NO_FIGURE = re.compile(
    r"\b(?:between|for|in|of|with|by|on) the two(?= [a-z]+s\b)|\b(?:an?|the|another|this|that) (?:[a-z]+ )?one\b(?! of)",
    re.IGNORECASE,
)
"""Two and one where they measure nothing: between the two runs, by a spare one."""
_TAKEN = re.compile(
    r"^(?:an?|another|the) (?:[\w-]+ ){0,2}?(?P<noun>[a-z]{4,})(?: (?:of|to|for|with|from|in|about|on) [^,;.]*?)? (?:was|were) (?:then |also |later |already |immediately |afterwards )?"
    r"(?:made|taken(?! back)|held|given|issued|placed|set up|opened|called|launched|arranged|booked|paid|published|added|put in place|drawn up|signed|ordered|hired|created|scheduled|raised|agreed|announced)\b",
    re.IGNORECASE,
)


def _brought_in(sentence: str, evidence: Evidence) -> str:
    """Give what a sentence says was made or held that nothing known has a word for: a backup was made."""
    match = _TAKEN.match(sentence)
    noun = match["noun"].lower() if match else ""
    known = not noun or stem(noun) in evidence.words | evidence.sayable or evidence.ground.written.has(noun)
    told = known or any(
        said.search(noun) and logged.search("\n".join(s.text for s in evidence.statements))
        for said, logged in (*EVENTS.values(), *TROUBLES.values())
    )
    return "" if told or NEGATED.search(sentence) or SAID.search(sentence) or noun in _PLAIN else noun


_PLAIN = frozenset([
    "model", "result", "results", "comparison", "decision", "choice", "attempt", "change", "changes", "report", "summary", "file", "files", "list",
    "step", "steps", "test", "tests", "check", "checks", "copy", "measurement", "measurements", "progress", "rest", "error", "errors", "difference",
    "data", "value", "values", "number", "numbers", "table", "record",
])  # fmt: skip
"""What any report may have made."""


_DAYS = re.compile(
    rf"\b(?:(?:{'|'.join(WEEKDAYS)})s?|{'|'.join(MONTHS)})\b",
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


_DEEDS = tuple(words for name, words in EVENTS.items() if name != "by hand")
"""How a thing was done is no deed of its own."""


def _without_told(sentence: str, cited: str) -> str:
    """Take out of a sentence what the cited lines say in words of their own: out of memory, restarted, picked up again."""
    for said, logged in (*TROUBLES.values(), *_DEEDS, *OTHER_WORDS.values()):
        if said.search(sentence) and logged.search(cited):
            sentence = said.sub(" ", sentence)
    return sentence
