"""Each number of a sentence bound to the fact that it states: the same value is not enough, it must be of the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.agreement import FACTORS, agrees, clock_agrees, hedge
from mlws_writer.checking.contrast import languages, rival, told
from mlws_writer.checking.counting import counted, marks
from mlws_writer.checking.derivation import derived, worked_out
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.identity import names_something, plain, spots
from mlws_writer.checking.language import SAID, content, stem, stems
from mlws_writer.checking.ratios import ratios, written
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.tokens import PLACES, folded, tokens
from mlws_writer.checking.values import Value, is_earlier, metric_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts import names
from mlws_writer.facts.model import Better
from mlws_writer.facts.names import split_of
from mlws_writer.facts.quantities import Dimension, Quantity, identifiers, quantities

_NO_KEYS = frozenset(map(stem, [*PLACES, "train", "val", "test", "final", "best", "last"]))
_PHRASE = re.compile(
    r"[,;:()]|\.\s|(?<![\w@.-])\d|\b(?:and|after|before|than|at|in|on|because|although|though|while|between|when|if|or|against|but|yet|with|for|by|from|to)\b"
)
_MODIFIERS = {
    word: words.split()[0]
    for words in (
        "mean average avg",
        "max maximum peak slowest highest",
        "min minimum lowest fastest",
        "median",
        "total sum",
    )
    for word in words.split()
}


def bound(sentence: str, clauses: Sequence[tuple[int, int]], evidence: Evidence) -> Verdict:
    """Bind each number of a sentence; the first that nothing supports decides."""
    parts = [(start, start + len(words)) for words, _, start in written(sentence)]
    parts += marks(sentence, evidence)
    for quantity in _as_meant(sentence):
        if any(start <= quantity.start < end for start, end in parts):
            continue
        start, end = next((span for span in clauses if span[0] <= quantity.start < span[1]), (0, len(sentence)))
        verdict = _number(quantity, sentence, sentence[start:end], evidence)
        whole = () if verdict.ok else filter(None, (lend(quantity, sentence) for lend in (_with_its_unit, _elliptic)))
        if not verdict.ok and not any(_number(each, sentence, sentence[start:end], evidence).ok for each in whole):
            return verdict
    return ratios(sentence, evidence)


def _as_meant(sentence: str) -> Iterator[Quantity]:
    """Give the quantities of a sentence; eleven times, by itself, is a count."""
    for quantity in quantities(sentence):
        ratio = _AS_MUCH.match(sentence[quantity.end :]) or quantity.value % 1
        often = quantity.dimension is Dimension.TIMES and not ratio
        yield replace(quantity, dimension=Dimension.PLAIN) if often else quantity


_BESIDE = re.compile(
    r"\s*,?\s*(?:instead of|against|versus|vs\.?|to|and|or|from|than|compared (?:with|to)|rather than|down from|up from)\s*(?:about |only |just )?",
    re.I,
)


_WORTH = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALED = re.compile("|".join(_WORTH), re.IGNORECASE)


def _with_its_unit(quantity: Quantity, sentence: str) -> Quantity | None:
    """Give a bare number the unit of the one it is set against: 73 minutes instead of 48."""
    if quantity.dimension is not Dimension.PLAIN:
        return None
    for other in quantities(sentence):
        first, second = sorted((quantity, other), key=lambda q: q.start)
        scaled = _SCALED.search(other.text)
        if (other.dimension is not Dimension.PLAIN or scaled) and _BESIDE.fullmatch(sentence[first.end : second.start]):
            worth = other.factor * (_WORTH[scaled[0].lower()] if scaled else 1)
            return _in_unit(quantity, worth, other.dimension)
    return None


def _in_unit(quantity: Quantity, worth: Decimal, dimension: Dimension) -> Quantity:
    """Read a bare number as so many of a unit that is worth that much."""
    return replace(
        quantity, value=quantity.value * worth, slack=quantity.slack * worth, factor=worth, dimension=dimension
    )


def _elliptic(quantity: Quantity, sentence: str) -> Quantity | None:
    """Give a bare number, behind a word that sets it against another, the unit of that: twenty minutes, as against about twelve."""
    earlier = [q for q in quantities(sentence) if q.end <= quantity.start and q.dimension in _SPOKEN_UNITS]
    if quantity.dimension is not Dimension.PLAIN or not earlier or not _SET_AGAINST.search(sentence[: quantity.start]):
        return None
    return _in_unit(quantity, earlier[-1].factor, earlier[-1].dimension)


_SPOKEN_UNITS = (
    Dimension.TIME,
    Dimension.PERCENT,
    Dimension.POINTS,
    Dimension.DOLLARS,
    Dimension.EUROS,
    Dimension.RATE,
)
_SET_AGAINST = re.compile(
    r"\b(?:against|compared (?:with|to)|instead of|as opposed to|versus|vs\.?|rather than|and|or|to)\s+"
    r"(?:only |just |about |around |roughly |some |nearly |almost |the )*$",
    re.IGNORECASE,
)
_AS_MUCH = re.compile(r"\s*(?:as|the|that|those|its|their|what|more|less|[a-z]+er)\b")
"""Nine times as fast is a ratio; nine times is a count."""


def _number(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> Verdict:
    hedged = hedge(sentence, quantity)
    matching = [value for value in evidence.values if agrees(quantity, value, hedged)]
    if quantity.dimension is Dimension.TIMES and _AS_MUCH.match(sentence[quantity.end :]):
        matching = [value for value in matching if value.quantity.dimension is Dimension.TIMES or value.key & FACTORS]
    if quantity.dimension is Dimension.CLOCK:
        matching = [value for value in evidence.values if clock_agrees(sentence, quantity, value)] or matching
    conflicts = [conflict(quantity, sentence, clause, value, evidence) for value in matching]
    if any(not found for found in conflicts) or _between(quantity, sentence, evidence):
        return Verdict(True)
    may_be = not conflicts or worked_out(sentence) or quantity.dimension in (Dimension.POINTS, Dimension.TIMES)
    if (may_be and derived(quantity, sentence, evidence)) or counted(quantity, sentence, evidence):
        return Verdict(True)
    if conflicts:
        return conflicts[0] or Verdict(True)
    return Verdict(True) if names_something(quantity, sentence, clause, evidence) else _unsupported(quantity, evidence)


_PAST = re.compile(r"\b(?:past|beyond|until after|into|over|through)\s+$", re.IGNORECASE)


def _between(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a time of day lies between the first and the last of the cited ones: it went on past midnight."""
    if quantity.dimension is not Dimension.CLOCK or not _PAST.search(sentence[: quantity.start]):
        return False
    moments = [v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.CLOCK]
    first, last = (moments[0], moments[-1]) if len(moments) > 1 else (Decimal(0), Decimal(0))
    return (quantity.value - first) % 86400 < (last - first) % 86400


def _unsupported(quantity: Quantity, evidence: Evidence) -> Verdict:
    """Say why no fact has a value, as exactly as can be told."""
    plain = quantity.value / quantity.factor
    near = abs(plain) * 5 / 100
    for value in evidence.values:
        if value.quantity.dimension in (Dimension.CLOCK, Dimension.DATE):
            continue
        theirs = value.quantity.value / value.quantity.factor
        written = (value.quantity.dimension, value.quantity.factor)
        if abs(theirs - plain) <= quantity.slack / quantity.factor and written != (quantity.dimension, quantity.factor):
            return Verdict(False, "unit", f"a fact says {value.quantity.text}, not {quantity.text}")
    for value in evidence.values:
        theirs = value.quantity.value / value.quantity.factor
        if near and (abs(theirs - plain) <= near or abs(theirs * 100 - plain) <= near):
            return Verdict(False, "rounding_wrong", f"the fact says {value.quantity.text}, not {quantity.text}")
    reason = "wrong_time" if quantity.dimension in (Dimension.CLOCK, Dimension.DATE) else "invented_number"
    return Verdict(False, reason, f"no fact says {quantity.text}")


def conflict(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> Verdict | None:
    """Say what speaks against a value that agrees: another metric, split, name, step or subject."""
    statement = evidence.of(value)
    if statement.tainted and not SAID.search(sentence):
        return Verdict(False, "injection_obeyed", f"{quantity.text} is only said in quoted text")
    if plain(quantity) in spots(clause):
        return None  # the number is the place itself
    part, metric = _other_part(sentence, value), _other_metric(quantity, sentence, value, evidence)
    if other := part or metric or _other_key(quantity, sentence, value, evidence):
        return Verdict(
            False, "number_swap", f"{quantity.text} is the value of {value.metric or 'another'}, not of {other}"
        )
    if _of_later(quantity, sentence, value, statement):
        return Verdict(False, "number_swap", f"{quantity.text} is what it was afterwards")
    item = _share_of_others(quantity, sentence, value, evidence) or _other_item(quantity, clause, value, evidence)
    if other := item or rival(quantity, sentence, clause, value, evidence):
        return Verdict(False, "number_swap", f"{quantity.text} is not the value of {other}")
    return None


_OF_WHAT = re.compile(r"\s+of (?:the |all |its |all the )?([a-z]{3,})\b")


def _share_of_others(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the things of which a sentence calls a number a share, where it is a fraction that says nothing of them."""
    match = _OF_WHAT.match(sentence[quantity.end :]) if quantity.dimension is Dimension.PERCENT else None
    setting = value.quantity.dimension is Dimension.PLAIN and not value.metric and bool(value.name)
    statement = evidence.of(value)
    said = stems(statement.text.replace(statement.run, "", 1)) if setting else frozenset()
    return match[1] if match and setting and stem(match[1]) not in said else ""


def _other_item(quantity: Quantity, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the item of a list to which a clause gives the number of another: fp16 5.47 | 4bit 5.63."""
    if len([q for q in quantities(clause) if q.dimension is quantity.dimension and q.value % 1]) != 1:
        return ""
    rows = [row for row in evidence.lists if any(item.quantity is value.quantity for item in row)]
    spoken = told(clause, evidence)
    for row in rows:
        own = next(item for item in row if item.quantity is value.quantity)
        named = [item for item in row if (item.tags - own.tags) & spoken]
        if all(item.tags for item in row) and not own.tags & spoken and len(named) == 1:
            said = min((named[0].tags - own.tags) & spoken)
            return "" if said in reporting_words() or agrees(quantity, named[0]) else said
    return ""


_PART = re.compile(
    r"\bon (?:the )?(?:held-out |same |whole )?(train|test|validation|valid|val|dev)(?:ing)?[- ](?:set|split|data|part|portion|half)\b",
    re.IGNORECASE,
)


def _other_part(sentence: str, value: Value) -> str:
    """Name the part of the data on which a sentence says that a value was measured, where it was another one."""
    said = {"train": "train", "test": "test"}
    mine = {said.get(found.lower(), "val") for found in _PART.findall(sentence)}
    theirs = split_of(value.metric)
    if len(mine) != 1 or theirs in ("", "eval") or mine == {theirs}:
        return ""
    return f"the {mine.pop()} data"


_AT_FIRST = re.compile(
    r"\b(?:before (?:the|any|it|that|this)|initially|originally|beforehand|at the start|at first|to begin with)\b",
    re.IGNORECASE,
)


def _of_later(quantity: Quantity, sentence: str, value: Value, statement: Statement) -> bool:
    """Tell whether a value is given for the time before, where the fact has another one for that: 81.4% (was 79.8%)."""
    if not _AT_FIRST.search(sentence) or is_earlier(value):
        return False
    alike = (
        other
        for other in statement.values
        if other is not value and other.quantity.dimension == value.quantity.dimension
    )
    return any(is_earlier(other) for other in alike)


def _other_metric(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the metric that the words around a number speak of, where the value is of another one."""
    mine = _metric_at(quantity, sentence)
    if not mine or not value.metric or quantity.dimension in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS):
        return ""
    mods = _modifiers(sentence[: quantity.start].split()[-6:])
    theirs = _modifiers(value.name.replace("_", " ").split())
    if mods and theirs and not mods & theirs:
        return f"{' '.join(sorted(mods))} {mine}"
    if _PERCENTILE.search(value.name or value.metric) or _in_general(_bare(mine), value.metric):
        return _other_percentile(quantity, sentence, value)
    mine_split, their_split = _split(mine), _split(value.metric)
    apart = mine_split and their_split and mine_split != their_split
    if (apart and _are_two(mine_split, their_split, mine, evidence)) or _has_own(mine, quantity, value, evidence):
        return mine
    one, other = _bare(mine), _bare(value.metric)
    if stems(one.replace("_", " ")) & stems(other.replace("_", " ")):
        return ""
    return "" if one.split("_")[-1] == other.split("_")[-1] or one in other or other in one else mine


_WHOLE = re.compile(
    r"(?:\bout of|\bof (?:the|all|its|their)(?: the)?|(?:\d|%|\b(?:half|third|quarter|fifth|tenth|cent|some|none|each|all)) of)\s+$",
    re.IGNORECASE,
)
"""What stands before a whole, of which something else is a part: a quarter of the 40 clients."""


def _has_own(metric: str, quantity: Quantity, value: Value, evidence: Evidence) -> bool:
    """Tell whether the line of a value gives another number for the very metric that is spoken of: mAP50 beside mAP50-95."""
    line = [other for other in evidence.of(value).values if other.metric and other.metric != value.metric]
    own = [other for other in line if other.metric == metric and other.quantity.dimension is value.quantity.dimension]
    return bool(own) and not any(agrees(quantity, other) for other in own)


def _other_key(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name a word beside a number that is the name of another value, of the same statement and dimension."""
    if is_earlier(value):
        return ""  # coverage 81.4% (was 79.8%): the name is the other's too
    rivals = [
        other
        for other in evidence.values
        if other.statement == value.statement
        and other.exact
        and other is not value
        and other.quantity.dimension == value.quantity.dimension
        and other.quantity.value != value.quantity.value
        and not _in_one_list(other, value, evidence.of(value).text)
        and other.quantity.dimension not in (Dimension.CLOCK, Dimension.DATE)
    ]
    near = _beside(quantity, sentence) | languages(sentence[: quantity.start][-_CLOSE:], evidence)
    if hedge(sentence, quantity) or (quantity.value % 1 == 0 and _WHOLE.search(sentence[: quantity.start])):
        return ""  # a mark that something stays below is beside the name of that thing
    for other in rivals:
        theirs = near & (other.key - value.key)
        if theirs and not near & (value.key - other.key):
            return min(theirs)
    return ""


_FROM_TO = re.compile(
    r"\bfrom\s+(?:(?:about|roughly|over|under)\s+)?(?:\S+\s+(?:\w+\s+)?to\s+(?:(?:about|roughly|over|under)\s+)?)?$",
    re.IGNORECASE,
)


_GOES_TO = re.compile(r"[^,;.]{0,40}?\bto\b")


_LIST = re.compile(r"(?:[\s,/;→>–-]|\d|\.|%|\band\b|\bto\b)+")
"""What stands between the values of one list, which have one name."""


def _in_one_list(one: Value, other: Value, text: str) -> bool:
    """Tell whether nothing but other values stands between two."""
    between, found, _ = text.partition(one.quantity.text)[2].partition(other.quantity.text)
    return bool(found) and _LIST.fullmatch(between) is not None


_AT_A_PLACE = re.compile(rf"\s*(?:{'|'.join(PLACES)}|to \d|and \d|or \d)", re.IGNORECASE)
_LINKING = re.compile(
    r"(?:\b(?:was|were|is|are|stood|ran|came|ended|lay|stayed|remained|averaged|at|of|to|with|by|on|only|just|about|around|roughly|some|nearly|almost|over|under|up|out)\s+)+$",
    re.IGNORECASE,
)
"""What links a name to its number and ends no phrase: generation ran at 254."""


def _beside(quantity: Quantity, sentence: str) -> frozenset[str]:
    """Collect the words that carry meaning right before and after a number, within its phrase."""
    span = _FROM_TO.search(sentence[: quantity.start])
    if span and (" to " in span.group() or _GOES_TO.match(sentence[quantity.end :])):
        return content(_PHRASE.split(sentence[: span.start()])[-1].replace("_", " ")) - _NO_KEYS
    others = [other for other in quantities(sentence) if other.end <= quantity.start]
    start = others[-1].end if others else 0
    gap = sentence[start : quantity.start]
    spoken = _PHRASE.split(gap if _AT_A_PLACE.match(sentence[quantity.end :]) else _LINKING.sub("", gap))
    before = spoken[-1].split()[-4:] if len(spoken) > 1 or not others else spoken[-1].split()[1:][-4:]
    after = _PHRASE.split(sentence[quantity.end :])[0].split()[:3]
    words = " ".join((*before, *after))
    return (content(words.replace("_", " ")) | tokens(words)) - _NO_KEYS


def _modifiers(words: Sequence[str]) -> set[str]:
    return {_MODIFIERS[word.lower()] for word in words if word.lower() in _MODIFIERS}


def _metric_at(quantity: Quantity, sentence: str) -> str:
    before = re.split(r"[,;:()]|\band\b|(?<![\w@.-])\d", sentence[: quantity.start])[-1].split()
    after = re.split(r"[,;:.()]|\d", sentence[quantity.end :])[0].split()
    linked = [word for word in before if word.lower() not in ("the", "a", "an")][-7:]
    return metric_of(linked) or metric_of(after[:3])


def _split(metric: str) -> str:
    split = split_of(metric)
    return "val" if split == "eval" else split


def _in_general(mine: str, theirs: str) -> bool:
    """Tell whether a measure is called what any of its kind may be called: the error of a forecast, a score."""
    return mine in _GENERAL and (mine != "error" or names.better(theirs) is Better.LOWER)


_GENERAL = frozenset({"error", "score"})
"""What any measure may be called: the error of a forecast, whichever it is measured by."""
_CLOSE = 40
"""How many characters before a number may name the language that it is of."""
_PERCENTILE = re.compile(r"(?:^|_)p(\d\d)(?:_|$)", re.IGNORECASE)
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)


def _other_percentile(quantity: Quantity, sentence: str, value: Value) -> str:
    """Name the median where a value is of another percentile: p50_ms is the median of what its name does not say."""
    percentile = _PERCENTILE.search(value.name or value.metric)
    spoken = percentile is not None and _MEDIAN.search(_phrase_of(quantity, sentence)) is not None
    return "median" if percentile and spoken and percentile[1] != "50" else ""


def _phrase_of(quantity: Quantity, sentence: str) -> str:
    """Give the words between the number before and the number itself."""
    before = [other.end for other in quantities(sentence) if other.end <= quantity.start]
    return sentence[max(before, default=0) : quantity.start]


def _are_two(mine: str, theirs: str, metric: str, evidence: Evidence) -> bool:
    """Tell whether two parts of the data are told apart: training always, evaluation and test where both are logged."""
    if "train" in (mine, theirs):
        return True
    bare = _bare(metric)
    return any(_split(value.metric) == mine and _bare(value.metric) == bare for value in evidence.ground.values)


def _bare(metric: str) -> str:
    return metric.rpartition(" ")[2]


def subjects(text: str, evidence: Evidence) -> tuple[str, ...]:
    """Find the names in a clause that the evidence knows: code-like ones and capitalised words."""
    written = [name for name, _, _ in identifiers(text)]
    written += re.findall(r"\b[A-Z][A-Za-z]+[A-Za-z0-9-]*\b", text)
    known = evidence.known
    written += [
        run for run in {statement.run for statement in known} - {""} if re.search(rf"\b{re.escape(run)}\b", text)
    ]
    return tuple(
        name
        for name in written
        if len(name) > 2 and name.lower() not in PLACES and any(_says(statement, name) for statement in known)
    )


def _says(statement: Statement, name: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(folded(name))}(?![a-z0-9])", folded(statement.text)) is not None
