"""Another measure than that of the value which a number agrees with: another metric, part of the data or percentile."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SPLITS, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.facts import names
from mlws_writer.facts.model import Better
from mlws_writer.facts.names import split_of
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_MODIFIERS = {
    word: words.split()[0]
    for words in (
        "mean average avg",
        "max maximum peak slowest highest",
        "min minimum lowest fastest",
        "median med",
        "total sum",
    )
    for word in words.split()
}
_PART = re.compile(
    r"\bon (?:the )?(?:held-out |same |whole )?(train|test|validation|valid|val|dev)(?:ing)?[- ](?:set|split|data|part|portion|half|period|months?|weeks?|days?|years?)\b",
    re.IGNORECASE,
)


def other_part(sentence: str, value: Value) -> str:
    """Name the part of the data on which a sentence says that a value was measured, where it was another one."""
    said = {"train": "train", "test": "test"}
    mine = {said.get(found.lower(), "val") for found in _PART.findall(sentence)}
    theirs = split_of(value.metric)
    if len(mine) != 1 or theirs in ("", "eval") or mine == {theirs}:
        return ""
    return f"the {mine.pop()} data"


def of_another_part(sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the part of the data of which a sentence gives a count, where it is that of another part on the same line."""
    mine, theirs = stems(sentence) & SPLITS, value.key & SPLITS
    if len(mine) == 1 and value.metric and not theirs:  # loss 1.796 val 1.832
        beside = (v for v in evidence.of(value).values if v.exact and v.key == mine | value.key)
        return f"the {min(mine)} data" if any(v.quantity.value % 1 for v in beside) else ""
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs or value.metric or value.quantity.value % 1:
        return ""
    counts = (v for v in evidence.of(value).values if not v.metric and v.quantity.value % 1 == 0)
    return f"the {min(mine)} data" if any(v.key & SPLITS == mine for v in counts) else ""


def other_metric(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the metric that the words around a number speak of, where the value is of another one."""
    mine = _metric_at(quantity, sentence) or _in_other_words(quantity, sentence, value)
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
    if stems(one.replace("_", " ")) & stems(other.replace("_", " ")) or one == metric_of(other.split("_")):
        return ""
    return "" if one.split("_")[-1] == other.split("_")[-1] or one in other or other in one else mine


def other_average(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the statistic that a sentence asks for where the line gives that one too, and the value is another: avg=241ms med=188ms."""
    mine = _modifiers(phrase_of(quantity, sentence).split()[-_NEAR:])
    statement = evidence.of(value)
    theirs = _modifiers([word_before(value, source(statement, value))])
    if not mine or not theirs or mine & theirs:
        return ""
    beside = (_modifiers([word_before(other, source(statement, other))]) for other in statement.values)
    return min(mine) if any(mine & found for found in beside) else ""


_NEAR = 6
_SET_BESIDE = re.compile(
    r"\b(?:than|against|versus|vs|below|above|under|over|beats?|beat\w*|outperform\w*|better|worse|ahead|behind|compared|while|whereas|unlike|from|lead|gap|margin|surpass\w*|and|both|instead|relative)\b",
    re.IGNORECASE,
)


def of_the_qualified(sentence: str, value: Value, evidence: Evidence) -> str:
    """Name what a sentence speaks of, where its line gives that the same measure in its own right: mae 0.13, persistence mae 0.20."""
    if not value.metric or _SET_BESIDE.search(sentence):
        return ""
    said, written = stems(sentence), quantities(sentence)
    for other in evidence.of(value).values:
        own = other.key - value.key
        same = other.metric == value.metric and other.quantity.dimension is value.quantity.dimension
        if same and own and own <= said and value.key < other.key and not any(agrees(each, other) for each in written):
            return " ".join(sorted(own))
    return ""


def _has_own(metric: str, quantity: Quantity, value: Value, evidence: Evidence) -> bool:
    """Tell whether the line of a value gives another number for the very metric that is spoken of: mAP50 beside mAP50-95."""
    line = [other for other in evidence.of(value).values if other.metric and other.metric != value.metric]
    own = [other for other in line if other.metric == metric and other.quantity.dimension is value.quantity.dimension]
    return bool(own) and not any(agrees(quantity, other) for other in own)


def _modifiers(words: Sequence[str]) -> set[str]:
    return {_MODIFIERS[word.lower()] for word in words if word.lower() in _MODIFIERS}


def _metric_at(quantity: Quantity, sentence: str) -> str:
    told = _AT_A_PLACE.sub(" ", sentence[: quantity.start])
    before = re.split(r"[,;:()]|\band\b|(?<![\w@.-])\d", told)[-1].split()
    after = re.split(r"[,;:.()]|\b(?:[A-Za-z]\w*-)+\w*\d|\d", sentence[quantity.end :])[0].split()
    if behind := metric_of(after[:1]):
        return behind  # an accuracy of 0.304 mAP
    linked = [word for word in before if word.lower() not in ("the", "a", "an")][-7:]
    return metric_of(linked) or metric_of(after[:3])


_AT_A_PLACE = re.compile(
    rf"\b(?:at|in|after|by|for|of) (?:{'|'.join(PLACES)}) \d[\d,]*k?(?= (?:was|is|had|came|stood|amounted|reached|hit|lay|ended)\b)",
    re.IGNORECASE,
)
"""Where a measure was so, between its name and its value: validation loss at epoch 12 was 0.31."""
_OF_THEM = re.compile(
    r"[\s)]*of (?:the |all |all the |its |their |those |these )?(?:[\w-]+ ){1,4}?(?:(?:that |which )?(?:were|was|are|is|being|be|get|got|gets|turn(?:ed|s)? out(?: to be)?|prov(?:ed|es?)(?: to be)?|had been|have been|could be|can be) )(?:\w+ly )?"
    r"(?:(?P<precision>right|correct|true|real|justified|genuine|warranted|relevant)|(?P<recall>caught|found|detected|recovered|retrieved|spotted|recalled|picked up))\b",
    re.IGNORECASE,
)
"""A share of alarms that are justified is a precision; one of faults that are caught, a recall."""
_OF_EITHER = frozenset({"precision", "recall"})


def _in_other_words(quantity: Quantity, sentence: str, value: Value) -> str:
    """Give the measure that a sentence speaks of without its name, where a value is of it or of its counterpart."""
    told = _OF_THEM.match(sentence, quantity.end) if quantity.dimension is Dimension.PERCENT else None
    mine = next((name for name, found in told.groupdict().items() if found), "") if told else ""
    return mine if value.metric in _OF_EITHER else ""


def _split(metric: str) -> str:
    split = split_of(metric)
    return "val" if split == "eval" else split


def _in_general(mine: str, theirs: str) -> bool:
    """Tell whether a measure is called what any of its kind may be called: the error of a forecast, a score."""
    if mine == "accuracy":
        return _bare(theirs) in _OF_THE_FIRST
    return mine in _GENERAL and (mine != "error" or names.better(theirs) is Better.LOWER)


_OF_THE_FIRST = frozenset({"top1", "top_1", "acc1", "prec1"})
"""What is an accuracy: that of the first guess."""


_GENERAL = frozenset({"error", "score"})
"""What any measure may be called: the error of a forecast, whichever it is measured by."""
_PERCENTILE = re.compile(r"(?:^|_)p(\d\d)(?:_|$)", re.IGNORECASE)
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)


def _other_percentile(quantity: Quantity, sentence: str, value: Value) -> str:
    """Name the median where a value is of another percentile: p50_ms is the median of what its name does not say."""
    percentile = _PERCENTILE.search(value.name or value.metric)
    spoken = percentile is not None and _MEDIAN.search(phrase_of(quantity, sentence)) is not None
    return "median" if percentile and spoken and percentile[1] != "50" else ""


def phrase_of(quantity: Quantity, sentence: str) -> str:
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
