"""Whose value a number is: the value that fits the words of a sentence best must be the one that is written.

A value is held against those that it could be mistaken for: others of its line, and those of the same kind elsewhere
(another row of the column, another epoch of the metric, the same name in another run). Where one of those fits the
words around the number better, and nothing speaks for the value itself, the number is another's.
"""

import re
from collections.abc import Iterable
from itertools import chain, pairwise

from mlws_writer.checking.numbers.identity import spots
from mlws_writer.checking.numbers.placed import at_their_places
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.asides import set_against, without_asides
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SPLITS, stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.places import moved_on
from mlws_writer.checking.reading.statements import called
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.trade import CALENDAR, LANGUAGES, codes_in
from mlws_writer.checking.reading.values import Value, spread
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.facts.dimensions import SPELLED
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

MOST = 400
"""How many rivals of one kind are looked at."""
_FEW = 12
"""Up to how many things are counted in words: the final two epochs."""
_ELLIPTIC = re.compile(
    r"\bthe (?:first|second|third|fourth|fifth|sixth|last|final|former|latter|other)\b(?=\W*$|[,.;:)]| (?:where|when|after|and|but|one)\b)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|instead of|in place of|down from|up from|rather than|formerly|previously|against|than|versus|vs\.?)\s+(?:about |roughly |an? )?$",
    re.I,
)


_STARTED = re.compile(
    r"\bfrom\b.+\b(?:at|in|on|after|with)\b.+\bto\s+(?:about |roughly |an? |only |just )?$", re.IGNORECASE
)
"""What something came from: where it was then is not where it is now."""


_TIMES_OF = re.compile(r"\btimes (?:the|its|that of|those of|as \w+ as)\b[^,;.]*", re.IGNORECASE)
"""What something is so many times of is not what it is."""
_SINCE = re.compile(
    r"\b(?:from|since|after|between) (?:the )?(?:\w+ )?\d[\d,]*(?:st|nd|rd|th)?(?: \w+)? (?:to|and|until|on)(?: the end| \w+ \d[\d,]*)?\b",
    re.IGNORECASE,
)
"""The stretch that a sentence speaks of: from step 2000 to the end."""


def rival(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> str:
    """Say to whom a number belongs rather, by the words of its clause; nothing where it is rightly placed."""
    if _ELLIPTIC.search(clause):
        return ""  # "after the third": of what, the words do not say
    offset = max(sentence.find(clause), 0)
    before = clause[: max(quantity.start - offset, 0)]
    opposed = set_against(sentence, quantity)
    if _FROM.search(before) and not opposed:
        return ""  # the value that something started from may be of elsewhere
    start = _STARTED.search(before)
    reached = before[: start.start()] + clause[len(before) :] if start else clause
    reached = _TIMES_OF.sub(" ", reached)
    reached = _SINCE.sub(" ", reached)
    reached = without_asides(reached, sentence, quantity, value)
    about = reached.replace(quantity.text, " ") if quantity.dimension is Dimension.RATE else reached
    spoken = told(about, evidence) | _subject(sentence, clause, evidence)
    if opposed:
        spoken = told(opposed, evidence)
    ended = moved_on(before)
    if ended >= 0:
        spoken = frozenset(token for token in spoken if "=" not in token)
    others = [q for q in quantities(reached) if q.text != quantity.text]
    at = spots(clause)
    others = [q for q in others if q.text not in at and not (ended >= 0 and q.start < ended)]
    others = [q for q in others if not _lasts(q, reached) and not CHANGED_BY.search(reached[: q.start])]
    elsewhere = {place.start for q, place in at_their_places(sentence, evidence) if q.start != quantity.start}
    others = [q for q in others if q.start + offset not in elsewhere]
    others = [q for q in others if not (q.spelled and q.dimension is Dimension.PLAIN and q.value <= _FEW)]
    mine = _numbers_beside(value, others, evidence)
    for other in _rivals(value, spoken & value.tags, evidence):
        against = spoken & other.tags - value.tags
        against = against if opposed else _telling(against, value, evidence)
        if (not against and not others) or agrees(quantity, other):
            continue
        theirs = _numbers_beside(other, others, evidence)
        if mine <= theirs and (against or mine < theirs):
            return " ".join(sorted(against)) or others[min(theirs - mine)].text
    named = before.endswith("=") or _BOUND.search(before)
    spoken |= told(sentence, evidence) & value.key
    return "" if named or "." not in quantity.text else _neighbour(quantity, others, spoken, value, evidence)


_BOUND = re.compile(r"\b(?:exceed\w*|above|below|over|under|beyond|within|limit|threshold)\s+(?:of )?$", re.IGNORECASE)


_ALL_OF_THEM = re.compile(
    r"\b(?:for|over|all|these|those|in|within|during)(?: the)?(?: last| first| next| following| final)? $",
    re.IGNORECASE,
)
_EPOCHS = re.compile(rf" (?:[a-z]+ )?(?:{'|'.join(PLACES)})s\b", re.IGNORECASE)


CHANGED_BY = re.compile(
    r"\bby (?:about |around |roughly |some |almost |nearly |only |just |over |more than |less than )?[$€£]?$"
)
"""What stands before that by which something changed, which no line has beside it."""


def _lasts(quantity: Quantity, text: str) -> bool:
    """Tell whether a number says for how many epochs or steps something went on, not after which."""
    return _ALL_OF_THEM.search(text[: quantity.start]) is not None and _EPOCHS.match(text, quantity.end) is not None


def _neighbour(
    quantity: Quantity, others: list[Quantity], spoken: frozenset[str], value: Value, evidence: Evidence
) -> str:
    """Name the value of the same line that is asked for, where nothing asks for this one and it stands nowhere."""
    if value.headed or not value.key or spoken & value.key:
        return ""
    line = evidence.of(value)
    for other in line.values if len(line.values) > 1 else evidence.values:
        after, found, _ = line.text.partition(other.quantity.text)[2].partition(value.quantity.text)
        if found and not re.search(r"[A-Za-z]", after):
            continue  # one list, of one name
        asked = {t for t in spoken & other.key if t in SPLITS or t not in reporting_words()}
        differs = other.quantity.dimension == value.quantity.dimension and not agrees(quantity, other)
        whole = other.quantity.value % 1 == 0 and "." not in other.quantity.text  # how many files the test had
        differs = differs and not (whole and value.quantity.value % 1)
        if asked <= SPLITS & value.tags and len(SPLITS & value.tags) == 1:
            continue  # test P 0.887 R 0.896: all of it is of the test
        if asked and differs and not any(agrees(each, other) for each in others):
            return " ".join(sorted(asked))
    return ""


def told(text: str, evidence: Evidence) -> frozenset[str]:
    """Collect what a text speaks of, by all names that its things go by: C, where a table calls C whisper-large."""
    known = evidence.ground.told
    if text not in known:
        known[text] = _told(text, evidence)
    return known[text]


_BLEND = re.compile(
    r"\b(?:averaging|blending|(?:averages?|mean|blend|ensemble) of)\s[^,;.]*?(?=\s(?:gave|gives|yield\w*|was|were|is|are|ha[sd]|did|beats?|comes?|came|reach\w*|gets?|got)\b|[,;.]|$)",
    re.IGNORECASE,
)
"""What is made of several: the average of two models is neither of them."""


_NUMBER = re.compile(r"\b(?:number|no\.) (?=\d)", re.IGNORECASE)


def _told(text: str, evidence: Evidence) -> frozenset[str]:
    text = _NUMBER.sub("", text)
    blended = {token for token in _BLENDS if token in evidence.ground.lines_of} if _BLEND.search(text) else None
    return _spoken_of(_BLEND.sub(" ", text), evidence) | blended if blended else _spoken_of(text, evidence)


_BLENDS = frozenset(map(stem, ["mean", "average", "ensemble", "blend", "combined"]))


def _spoken_of(text: str, evidence: Evidence) -> frozenset[str]:
    found = spread(text) | _joined(text, evidence) | stems(metric_of(text.split()).replace("_", " "))
    found |= (
        codes_in(text, evidence.ground.codes)
        | _pieces(text, evidence)
        | _numbered(text, evidence)
        | _the_best(text, evidence)
    )
    return found.union(*(evidence.ground.aliases.get(token, frozenset()) for token in found))


_THE_BEST = re.compile(r"\b(?:the|its) best (?P<kind>[a-z]+)\b", re.IGNORECASE)


def _the_best(text: str, evidence: Evidence) -> frozenset[str]:
    """Give the place that the log in the end calls the best, where a text speaks of the best trial or epoch."""
    kinds = (match["kind"].lower() for match in _THE_BEST.finditer(text))
    return frozenset(f"{kind}={evidence.ground.best[kind]}" for kind in kinds if kind in evidence.ground.best)


_WORD = re.compile(r"[a-z0-9]+")


def _joined(text: str, evidence: Evidence) -> frozenset[str]:
    """Join words that the evidence writes as one (log loss, few shot), and name languages by their codes."""
    words = _WORD.findall(text.lower())
    joined = [one + other for one, other in pairwise(words)]
    known = evidence.ground.lines_of.keys()
    pairs = {joint for word in joined for joint in (word, stem(word)) if joint in known and _is_whole(word, evidence)}
    return frozenset(pairs) | languages(text, evidence)


_FULL = frozenset(
    [
        "the",
        "and",
        "for",
        "per",
        "pre",
        "sub",
        "out",
        "all",
        "max",
        "min",
        "run",
        "new",
        "old",
        "end",
        "one",
        "two",
        "not",
        "non",
        "con",
        "com",
    ]
) - {"sub"}
"""What is a word of its own, not the beginning of another."""
_CAMEL = re.compile(r"\b(?:[A-Z]*[a-z]+[A-Z]|[A-Z]{2,}[a-z])\w*")


def _is_whole(word: str, evidence: Evidence) -> bool:
    """Tell whether the evidence has a joined word itself, not only one that begins like it: overfit for over four."""
    return evidence.ground.written.has_whole(word.rstrip("s"))


_PERCENTILES = {
    "tail latenc": ("p99", "p95"),
    "tail end": ("p99", "p95"),
    "median": ("p50",),
    "typical latenc": ("p50",),
    "first token": ("ttft",),
}
"""How sentences call the percentiles of a time."""


_ITS_NUMBER = re.compile(r"\b([A-Za-z]{4,}) (\d{1,2})(?![\d.,:%])")
"""What a list may call by its initial: window 5, which is w5."""


def abbreviated(text: str) -> frozenset[str]:
    """Give what logs call the times that a text speaks of: p99 for the tail latency, ttft for the first token."""
    low = text.lower()
    return frozenset(short for words, shorts in _PERCENTILES.items() if words in low for short in shorts)


_DAY = Words(rf"\b(?:{'|'.join(CALENDAR)})\b")
_LONG = re.compile(r"[A-Za-z]{6,}")
"""What may be cut to three or four letters."""


_SO_MANY_STEPS = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve)-([a-z]{3,})\b", re.IGNORECASE)
"""What logs write with a digit: 2step, for two-step."""


def _cut(words: Iterable[str]) -> set[str]:
    return {word[:size] for word in words for size in (3, 4)}


def _pieces(text: str, evidence: Evidence) -> frozenset[str]:
    """Give what the evidence calls things for short: SAGE for GraphSAGE, logreg for logistic regression."""
    known = evidence.ground.lines_of.keys()
    parts = frozenset().union(*(stems(name) for name in _CAMEL.findall(text) if stem(name.lower()) not in known))
    parts |= abbreviated(text) | {CALENDAR[day.lower()] for day in _DAY.findall(text)}
    parts |= {
        f"{m[1][0].lower()}{written}"
        for m in _ITS_NUMBER.finditer(text)
        for written in (m[2], m[2].zfill(2))
        if stem(m[1].lower()) in evidence.ground.words or m[1].lower() == "rank"
    }
    parts |= {f"{SPELLED[m[1].lower()]}{m[2].lower()}" for m in _SO_MANY_STEPS.finditer(text)}
    parts |= evidence.ground.written.joined_short(text)
    long = frozenset(word.lower() for word in _LONG.findall(text) if not evidence.ground.written.has_whole(word))
    said = {word for word in long if stem(word) in known}
    cut = _cut(long - said) | {part for part in _cut(said) if evidence.ground.written.has_run(part)}
    cut -= _FULL
    parts |= {part for part in cut if "heading" not in evidence.ground.labels.kinds.get(part, ())}
    long_enough = frozenset(
        part for part in parts if len(part) > 2 or part[1:].isdigit()
    ) | evidence.ground.written.initials(text)
    return long_enough & known


_NUMBERED = re.compile(r"(?:([A-Za-z]\w*)(?: (?:of|was|is))?[ =]+)?(\d[\d,]*(?:\.\d+)?)(?:[ -]([a-z]+))?")


def _numbered(text: str, evidence: Evidence) -> frozenset[str]:
    """Name the rows of tables that a text calls by their number: T=8, a temperature of 8, 8 streams."""
    found = set()
    for before, number, after in _NUMBERED.findall(text):
        many = after.lower().removesuffix("s") in PLACES and after.lower().endswith("s")  # 40 trials are no place
        for word in filter(None, (before, "" if many else after)):
            found |= {f"{cut}={number.replace(',', '')}" for cut in called(word)}
    return frozenset(found & evidence.ground.lines_of.keys())


def languages(text: str, evidence: Evidence) -> frozenset[str]:
    """Give the codes of the languages that a text names, where the evidence has them."""
    words = _WORD.findall(text.lower())
    if LANGUAGES.keys().isdisjoint(words):
        return frozenset()
    each = [LANGUAGES.get(word, "").split("|") for word in words]
    pairs = (one + other for ones, others in pairwise(each) for one in ones for other in others if one and other)
    return frozenset({*chain.from_iterable(each), *pairs} & evidence.ground.lines_of.keys())


def _subject(sentence: str, clause: str, evidence: Evidence) -> frozenset[str]:
    """Carry on what a sentence began with, where a clause does not say itself what it is about."""
    at = sentence.find(clause)
    labels = evidence.ground.labels.kinds
    if at <= 0 or any(token in labels for token in told(clause, evidence)):
        return frozenset()
    return frozenset(token for token in told(_SINCE.sub(" ", sentence[:at]), evidence) if token in labels)


def _rivals(value: Value, said: frozenset[str], evidence: Evidence) -> list[Value]:
    """List the values that one could be mistaken for, of the same kind or row; where something speaks for it alone, none."""
    same = evidence.ground.alike(value.key, said, MOST) if value.key else []
    row = [other for other in evidence.of(value).values if other.headed] if value.headed else []
    kind = value.quantity.dimension
    alike = [o for o in same if o.quantity.dimension is kind and said <= o.tags]
    return [o for o in (*alike, *(o for o in row if said <= o.tags)) if o is not value]


def _telling(found: frozenset[str], value: Value, evidence: Evidence) -> frozenset[str]:
    """Keep of the words that speak for a rival those that name a thing or a place, or stand above a column."""
    if value.headed:
        return found
    return frozenset(
        t
        for t in found
        if "=" in t or (t in evidence.ground.labels.kinds and (t in SPLITS or t not in reporting_words()))
    )


def _numbers_beside(value: Value, others: list[Quantity], evidence: Evidence) -> frozenset[int]:
    """Tell which other numbers of a clause stand in the statement of a value."""
    own = [other for other in evidence.of(value).values if other.key != value.key]
    alike = {other.quantity.value for other in evidence.values if other.key == value.key}
    return frozenset(n for n, q in enumerate(others) if q.value not in alike and any(agrees(q, v) for v in own))
