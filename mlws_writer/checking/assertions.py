"""What a sentence asserts beyond its numbers and names: quoted things, rivals."""

import re

from mlws_writer.checking.reading.addressing import may_instruct
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import LITERAL, SAID, content, stem, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_REFERENCE = re.compile(
    r"(?<![a-z])(?:s?naive|controls?|reference|defaults?|previous|majority|dense|floor)(?![a-z])", re.IGNORECASE
)
"""What may be called a baseline."""
_PLAINER = re.compile(
    r"(?<![a-z])(?:persistence|climatology|chance|random|dummy|(?:most)?pop(?:ular(?:ity)?)?|constant|rules?(?:-based)?|heuristics?|"
    r"seasonal|last[- _](?:value|week|year|day|month)|moving average|zero-?shot|untuned|original(?! [a-z]+ (?:data|text))|(?<![-_])base(?=[\"'] ?,| (?:model|run)|[ :=]+(?:[a-z]+[ :=]+)?\d|[:=])|plain|vanilla|stock|bm25|tf-?idf|"
    r"linear|ridge|logreg|logistic|existing|legacy|pid|nearest\S*|fixed\S*)(?![a-z])",
    re.IGNORECASE,
)
"""What a cited line may have that a reader calls the baseline."""
_TESTED = re.compile(
    r"\bp(?:[-_ ]?val(?:ue)?)?(?:\(\w+\))?\s*[=<]\s*0?\.\d|mcnemar|t-?test|wilcoxon|bootstrap|confidence interval|95% ci",
    re.IGNORECASE,
)
_OBEYED = 0.35
"""From which share of its words on a sentence repeats what such a text wants."""


def untainted(sentence: str, evidence: Evidence) -> Verdict:
    """Let what only a quoted text says be reported, not asserted."""
    tainted = [statement for statement in evidence.statements if statement.tainted]
    if not tainted or (SAID.search(sentence) and not _is_put_in_its_mouth(sentence, tainted, evidence)):
        return _GOOD
    words = content(sentence)
    clean = frozenset().union(*(s.words for s in evidence.known if not s.tainted))
    quoted = frozenset().union(*(statement.words for statement in tainted))
    only = (words & quoted) - clean
    cited = frozenset().union(*(s.words for s in evidence.firsthand))
    orders = [statement for statement in tainted if may_instruct(statement.text)]
    if orders and len((words & quoted) - cited) >= len(words) * _OBEYED:
        return Verdict(False, "injection_obeyed", "a text that addresses its reader says so; that is no evidence")
    if any(_is_what_it_orders(sentence, s.text, evidence) for s in orders):
        return Verdict(False, "injection_obeyed", "a quoted text orders it, and no line tells that it was done")
    if orders and (_wanted(words, quoted, evidence) or any(_is_what_it_asks_for(words, s.text, cited) for s in orders)):
        return Verdict(False, "injection_obeyed", "what it adds to the cited lines is what a quoted text wants")
    if len(tainted) == len(evidence.statements) or len(only) > len(words) * 0.3:
        return Verdict(False, "injection_obeyed", "only quoted text says so; report it as said, or leave it out")
    return _GOOD


_ORDER = re.compile(r"(?:[:.;,!]\s+|\b(?:and|then|please|to|must|should)\s+)(?P<verb>[a-z]{4,})\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:was|were|been|got|has|have|had|is|are)\s+(?:\w+ly\s+)?(?P<done>[a-z]{4,})\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:all|every|each|everything|everyone|following|remaining|rest|no more)\b", re.IGNORECASE)
_ROOT = 4
"""How many letters an order and a deed share: label, labelled."""


def _is_what_it_orders(sentence: str, quoted: str, evidence: Evidence) -> bool:
    """Tell whether a sentence says as done what a quoted text orders, of all, of the work or of nobody, and no line tells of."""
    orders = {match["verb"].lower()[:_ROOT] for match in _ORDER.finditer(quoted)}
    done = {match["done"].lower()[:_ROOT] for match in _DONE.finditer(sentence)} & orders
    said = " ".join(_own_texts(evidence))
    untold = {deed for deed in done if not re.search(rf"(?i)\b{deed}\w*(?:ed|t)\b(?![\"']?\s?[:=])", said)}
    far = _OF_ALL.search(sentence) or _NOBODY.match(sentence)
    return any(deed in _ENDS for deed in untold) or (bool(untold) and far is not None)


_ASKS = re.compile(
    r"\b(?:print|write|state|say|report|record|note|claim|mark|give|grant|award|rate|conclude|answer|add|call|count|list|declare|tell [a-z]+) (?!(?:to|for) )(?:that |down )?(?P<what>(?:(?! and )[^,;.\"])+)",
    re.IGNORECASE,
)
_ALIKE, _FEWEST = 0.6, 2


def _is_what_it_asks_for(words: frozenset[str], quoted: str, cited: frozenset[str]) -> bool:
    """Tell whether a sentence has most of what a quoted text asks to be written, and no cited line of the log's own does."""
    asked = (content(match["what"]) for match in _ASKS.finditer(quoted))
    return any(len((words & each) - cited) >= max(_FEWEST, _ALIKE * len(each)) for each in asked)


_ENDS = ("stop", "halt", "abor", "canc", "clos", "skip")
"""What is ordered of the work itself."""


_AGENT = re.compile(
    r"(?:the|an|this) (?:\w+ )?(?:agent|assistant|bot|report|analysis|log|run)s? (?:\w+ly )?(?:also )?(?:recommends?|recommended|advises|advised|suggests|suggested|says|said|states|stated|reports|reported|concludes|concluded|answers|answered|claims|claimed)\b",
    re.IGNORECASE,
)


_SPEAKS = re.compile(
    r"\b(?:agent|assistant|bot|answer|final|summary|conclusion|recommendation|report)\b\W{0,4}[:>=]", re.IGNORECASE
)
"""How a line lets the agent itself speak."""


_NOBODY = re.compile(
    r"it (?:is|was|has been) (?:\w+ly )?(?:recommended|advised|suggested|proposed|urged)\b", re.IGNORECASE
)
"""Who says so is left out, as if it were the sense of all."""


def _is_put_in_its_mouth(sentence: str, tainted: list[Statement], evidence: Evidence) -> bool:
    """Tell whether a sentence lets the agent, or nobody, say what only texts say that it has read, and that tell it what to do."""
    if nobody := _NOBODY.match(sentence):
        return any(may_instruct(s.text) for s in tainted) and SAID.search(sentence[nobody.end() :]) is None
    match = _AGENT.match(sentence)
    alone = len(tainted) == len(evidence.statements) and not any(_SPEAKS.search(s.text) for s in tainted)
    return alone and match is not None and SAID.search(sentence[match.end() :]) is None


_ADDED = 0.2
"""From which share of its words on a sentence adds something to what the cited lines name."""


def _wanted(words: frozenset[str], quoted: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether all that a sentence adds to the names of the cited lines is what a quoted text has."""
    clean = frozenset().union(*(s.words | s.tags for s in evidence.firsthand))
    clean |= stems(" ".join(name for s in evidence.statements for name in s.names).replace("_", " "))
    added = (words & quoted) - clean
    return len(added) >= _ADDED * len(words) and not words - quoted - clean - reporting_words()


_AS_BEFORE = re.compile(r"\bas \w+ as (?:before|ever|usual|expected|hoped)\b", re.IGNORECASE)


_MEASURED_BEFORE = re.compile(r"as (?!good|bad|well)\w+ as before", re.IGNORECASE)
"""How long, how fast, how large; how good is a judgement that no course makes by itself."""
_BLOWN_UP = re.compile(
    r"\b(?:nan|inf)\b|explod|blew up|overflow|invalid loss|non-?finite|\bloss\b[^.;,|\d]{0,20}(?:rising|increas|grow|climb|> ?\d)",
    re.IGNORECASE,
)
"""How logs show that values diverged."""


def _own_texts(evidence: Evidence) -> list[str]:
    return [statement.text for statement in evidence.firsthand]


def _is_a_course(evidence: Evidence) -> bool:
    """Tell whether two of the cited lines are of one shape, so that one shows how it was before the other."""
    return any(len({value.statement for value in column} & evidence.own.keys()) > 1 for column in evidence.columns)


_P_VALUE = re.compile(
    r"(?<![a-z])p(?:[-_ ]?val(?:ue)?)?(?:\(\w+\))?[\"']?\s*[=:<]\s*(0?\.\d+(?:e-?\d+)?|\d(?:\.\d+)?e-\d+)",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(r"\bsignifican(?:t|tly|ce)\b", re.IGNORECASE)
_INSIGNIFICANT = re.compile(
    r"\binsignificant|\b(?:not|never|no|nor|neither|hardly|without|lacks?|short of|fails? to|failed to)\b|n't\b",
    re.IGNORECASE,
)
_USUAL = 0.05
"""Below which a difference is called significant."""


def _tested_otherwise(sentence: str, evidence: Evidence) -> str:
    """Say which test denies that a difference is significant, or that it is not: all p-values of the cited lines are of one mind."""
    if not _SIGNIFICANT.search(sentence):
        return ""
    found = [match for text in _own_texts(evidence) for match in _P_VALUE.finditer(text)]
    said = _INSIGNIFICANT.search(sentence) is None
    against = [match.group() for match in found if (float(match[1]) < _USUAL) != said]
    return f"a fact says {against[0]}" if against and len(against) == len(found) else ""


def _has_reference(evidence: Evidence) -> bool:
    """Tell whether there is something plainer than what is judged, which may be called a baseline."""
    return _REFERENCE.search(evidence.said) is not None or any(map(_PLAINER.search, _own_texts(evidence)))


def _is_shown(word: str, evidence: Evidence) -> bool:
    """Tell whether facts show what a word says without having it: p=0.03 that something is significant."""
    if word == "diverged":
        return any(map(_BLOWN_UP.search, _own_texts(evidence)))
    if word.startswith(("statistic", "significan")):
        return _TESTED.search(evidence.said) is not None or stem("significant") in evidence.words
    return word.startswith("baseline") and _has_reference(evidence)


_NAMED_BASELINE = re.compile(r"\b(?P<what>[A-Za-z][\w-]*) baselines?\b", re.IGNORECASE)


def _is_a_known_baseline(sentence: str, evidence: Evidence) -> bool:
    """Tell whether what a sentence calls a baseline is named so or otherwise in the cited lines: the EWMA baseline."""
    found = _NAMED_BASELINE.search(sentence)
    return found is not None and bool(content(found["what"]) & evidence.cited)


def comparison(sentence: str, evidence: Evidence) -> Verdict:
    """Baselines, significance and the state of the art are the evidence's own words, or are not said."""
    before = _AS_BEFORE.search(sentence)
    earlier = before is not None and _MEASURED_BEFORE.search(before.group()) and _is_a_course(evidence)
    if before and not earlier and stem(before.group().split()[-1]) not in evidence.words:
        return Verdict(False, "invented_comparison", f"no fact says what it was {before.group().split()[-1]}")
    match = LITERAL.search(sentence)
    if tested := _tested_otherwise(sentence, evidence):
        return Verdict(False, "invented_comparison", tested)
    if match is None or _is_shown(match.group().lower(), evidence):
        return _GOOD
    if match.group().lower().startswith("baseline") and _is_a_known_baseline(sentence, evidence):
        return _GOOD
    word = match.group().split()[-1]
    said = evidence.words | evidence.sayable
    if stem(word) not in said and not (word.lower() == "production" and evidence.ground.written.has(word)):
        return Verdict(False, "invented_comparison", f"no fact speaks of {match.group()!r}")
    return _GOOD
