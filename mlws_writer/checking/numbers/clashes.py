"""What speaks against a number: another metric, split, name, step or subject than that of the value it agrees with."""

import re
from itertools import pairwise

from mlws_writer.checking.numbers.contrast import abbreviated, languages, rival, told
from mlws_writer.checking.numbers.deviations import is_deviation, other_statistic, spread_said
from mlws_writer.checking.numbers.identity import plain, spots
from mlws_writer.checking.numbers.instead import of_another_number
from mlws_writer.checking.numbers.kinds import is_its_number
from mlws_writer.checking.numbers.leads import of_the_bracketed, other_key, other_label, other_lead
from mlws_writer.checking.numbers.named_by_noun import named_by_its_noun
from mlws_writer.checking.numbers.of_all import is_the_whole, one_of_all
from mlws_writer.checking.numbers.other_measures import (
    of_another_part,
    of_the_qualified,
    other_average,
    other_metric,
    other_part,
    phrase_of,
)
from mlws_writer.checking.numbers.placed import places_in
from mlws_writer.checking.numbers.references import of_the_reference
from mlws_writer.checking.reading.agreement import agrees, hedge
from mlws_writer.checking.reading.amounts import OF_A_YEAR
from mlws_writer.checking.reading.asides import without_others
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.formerly import is_former
from mlws_writer.checking.reading.language import SAID, content, stem, stems
from mlws_writer.checking.reading.statements import called, measured, source
from mlws_writer.checking.reading.then_and_now import is_earlier, then_and_now
from mlws_writer.checking.reading.tokens import PLACES, tokens
from mlws_writer.checking.reading.trade import codes_in
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_NO_KEYS = frozenset(map(stem, [*PLACES, "gpu", "cuda", "train", "val", "test", "final", "best", "last"]))
_PHRASE = re.compile(
    r"[,;:()]|\.\s|(?<![\w@.-])\d|\b(?:and|after|before|than|at|in|on|because|although|though|while|between|when|if|or|against|but|yet|with|for|by|from|to)\b"
)


def conflict(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> Verdict | None:
    """Say what speaks against a value that agrees: another metric, split, name, step or subject."""
    statement = evidence.of(value)
    if statement.tainted and not SAID.search(sentence):
        return Verdict(False, "injection_obeyed", f"{quantity.text} is only said in quoted text")
    if plain(quantity) in spots(clause) or _is_the_place(quantity, sentence, value):
        return None  # the number is the place itself
    if other := _other_name(quantity, sentence, value, evidence):
        return Verdict(
            False, "number_swap", f"{quantity.text} is the value of {value.metric or 'another'}, not of {other}"
        )
    if _of_later(quantity, sentence, value, evidence):
        return Verdict(False, "number_swap", f"{quantity.text} is what it was afterwards")
    whole = is_the_whole(quantity, sentence, value, evidence)
    return None if whole else _of_another(quantity, sentence, clause, value, evidence)


def _of_another(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> Verdict | None:
    """Say of which other line, or of which other thing on its line, a value is."""
    line = other_lead(sentence, clause, value, evidence) or other_label(sentence, clause, value, evidence)
    line = line or other_key(sentence, value, evidence)
    line = line or of_another_number(sentence, value, evidence) or one_of_all(quantity, sentence, value, evidence)
    line = line or _other_record(quantity, sentence, value, evidence)
    if other := line:
        return Verdict(False, "wrong_entity", f"{quantity.text} stands in the line of another, not of {other}")
    item = (
        of_the_bracketed(sentence, value, evidence)
        or of_the_reference(quantity, without_others(sentence, quantity), clause, value, evidence)
        or _share_of_others(quantity, sentence, value, evidence)
        or _other_item(quantity, sentence, clause, value, evidence)
        or _other_row(quantity, clause, value, evidence)
    )
    other = item or rival(quantity, sentence, clause, value, evidence)
    return Verdict(False, "number_swap", f"{quantity.text} is not the value of {other}") if other else None


_HEAD = re.compile(r"(?<![\w.])(?P<head>[A-Z][\w]*[ #-]?\d[\w-]*)\b")


def _other_record(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name what a sentence speaks of where the value stands in another one's record of the same line: EC 151 dep 09:38; EC 159 dep 13:25."""
    text = source(evidence.of(value), value)
    cuts = [0, *(match.end() for match in re.finditer(r";\s", text)), len(text) + 1]
    records = [text[start:end] for start, end in pairwise(cuts)] if len(cuts) > _TWO else []
    heads = [match["head"] if (match := _HEAD.search(record)) else "" for record in records]
    named = [head for head in heads if head and re.search(rf"(?<![\w.]){re.escape(head)}(?!\w)", sentence)]
    if len(named) != 1:
        return ""
    place = next(n for n, end in enumerate(cuts[1:]) if value.quantity.start < end)
    its_own = any(quantity.text in record for head, record in zip(heads, records, strict=True) if head == named[0])
    return named[0] if heads[place] and heads[place] != named[0] and not its_own else ""


_TWO = 2


def _other_name(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the part of the data, the measure, the statistic or the count that a sentence gives a number to which is not its."""
    part = other_part(sentence, value) or of_another_part(sentence, value, evidence)
    if other := part or other_statistic(quantity, sentence, value, evidence):
        return other
    if spread_said(quantity, sentence) and is_deviation(value, evidence):
        return ""
    if named_by_its_noun(quantity, sentence, value, evidence):
        return ""
    if other := other_average(quantity, sentence, value, evidence):
        return other
    other = other_metric(quantity, sentence, value, evidence) or of_the_qualified(sentence, value, evidence)
    return other or _other_key(quantity, sentence, value, evidence)


_AT_ONE = re.compile(
    r"\b(?:at|in|by|after|before|from|to|until|since|between)\s+(?:the )?(?:[a-z]+s )?$|\b(?:between|from) (?:[a-z]+s )?[\d.,]+[kM]? (?:and|to) $",
    re.IGNORECASE,
)


def _is_the_place(quantity: Quantity, sentence: str, value: Value) -> bool:
    """Tell whether a number is that of a step or an epoch that a sentence leaves unnamed: the lowest at 60,000."""
    if _is_where(quantity, sentence, value) or value.key == OF_A_YEAR:
        return True
    if not _AT_ONE.search(sentence[: quantity.start]):
        return False
    numbers = {plain(quantity), f"{quantity.value:.0f}"}
    kinds = {tag.partition("=")[0] for tag in value.tags if tag.partition("=")[2] in numbers}
    return any(stem(kind) in value.key for kind in kinds & set(PLACES))


_AT_A_SETTING = re.compile(
    r"(?:^\W*|\b(?:at|from|with|to|and|than) )(?:an? |the )?(?P<name>[a-z][\w-]*(?: [a-z]+)?)(?: of)? (?:[\d,.]+ to )?$",
    re.IGNORECASE,
)
_CUT_TO, _NONE = {"rate": frozenset({"lr"})}, frozenset[str]()
_AMOUNTS = frozenset(map(stem, ["size", "value", "number", "count", "length", "level"]))


def _is_where(quantity: Quantity, sentence: str, value: Value) -> bool:
    """Tell whether a number is that of the setting at which something is told of: at rollout 8."""
    named = _AT_A_SETTING.search(sentence[: quantity.start])
    if named is None or not value.exact or value.metric or quantity.value != value.quantity.value:
        return False
    if len(value.key) == 1 and value.key <= called(*named["name"].split()) | _CUT_TO.get(named["name"], _NONE):
        return True  # at concurrency 128, of c=128
    said = content(named["name"]) - _AMOUNTS
    return bool(said & value.key) and said <= value.key | value.tags


_OF_WHAT = re.compile(r"\s+of (?:the |all |its |all the )?(?!time\b|cases\b)([a-z]{3,})\b")


def _share_of_others(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name the things of which a sentence calls a number a share, where it is a fraction that says nothing of them."""
    match = _OF_WHAT.match(sentence[quantity.end :]) if quantity.dimension is Dimension.PERCENT else None
    setting = value.quantity.dimension is Dimension.PLAIN and not value.metric and bool(value.name)
    setting = setting and value.name.lower() not in ("value", "score", "result")  # of whatever its row is
    statement = evidence.of(value)
    said = stems(statement.text.replace(statement.run, "", 1)) if setting else frozenset()
    return match[1] if match and setting and stem(match[1]) not in said else ""


def _other_item(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the item of a list to which a clause gives the number of another: fp16 5.47 | 4bit 5.63."""
    whole = quantity.dimension is Dimension.PLAIN
    alike = [q for q in quantities(clause) if q.dimension is quantity.dimension and not (whole and q.value % 1 == 0)]
    if len(alike) != 1 or _BYTES in value.key:
        return ""  # so many MiB is what bytes=402653184 says, whatever stands before that
    listed = (*evidence.lists, *(each.parts for each in evidence.breakdowns if each.sure))
    rows = [row for row in listed if any(item.quantity is value.quantity for item in row)]
    if not rows:
        return ""
    spoken = told(without_others(sentence, quantity, clause), evidence)
    if not any(item.tags & spoken for row in rows for item in row):
        spoken = told(without_others(sentence, quantity), evidence)  # disease is the easier class, with an F1 of 0.81
    for row in rows:
        own = next(item for item in row if item.quantity is value.quantity)
        named = [item for item in row if (item.tags - own.tags) & spoken]
        behind = _OF_WHOM.match(sentence, quantity.end)
        theirs = stems(behind["who"]) if behind else frozenset[str]()
        if theirs & (own.tags - value.key) or (len(row) == _TWO and theirs & own.tags):
            continue
        whose = [item for item in row if theirs & (item.tags - own.tags)]
        if len(whose) == 1 and not agrees(quantity, whose[0]):
            return behind["who"] if behind else ""
        if all(item.tags for item in row) and not own.tags & spoken and len(named) == 1:
            said = min((named[0].tags - own.tags) & spoken)
            right = agrees(quantity, named[0]) or not _but_what_it_came_to(quantity, sentence, named)
            return "" if said in reporting_words() or right else said
    return ""


_BYTES = stem("bytes")
_OF_WHOM = re.compile(r" (?:for|of|by|with|from) (?:the )?(?P<who>[A-Za-z][\w-]+)")
_TWO = 2


def _other_row(quantity: Quantity, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the row to which a clause gives the number of another one, in a table without a header: north 812 901 +11.0%."""
    if value.key or sum(q.dimension is quantity.dimension for q in quantities(clause)) != 1:
        return ""
    spoken = told(clause, evidence)
    for column in evidence.columns:
        own = next((item for item in column if item.quantity is value.quantity), None)
        others = [item for item in column if own and item.statement in evidence.own and item.statement != own.statement]
        named = [item for item in others if own and (item.tags - own.tags) & spoken]
        if own and not own.tags & spoken and len(named) == 1 and not agrees(quantity, named[0]):
            return min((named[0].tags - own.tags) & spoken - reporting_words(), default="")
    return ""


_AT_FIRST = re.compile(
    r"\b(?:before (?:the|any|it|that|this)|initially|originally|beforehand|at the (?:very )?(?:start|beginning|outset)|in the beginning|at first|to begin with)\b",
    re.IGNORECASE,
)


_AT_LAST = re.compile(
    r"\b(?:(?:at|in|by) the (?:very )?end|afterwards|eventually|finally|(?:when|once|after) (?:it|all|everything|(?:the|this|its) [\w-]+) (?:was|were|had) (?:all )?(?:done|over|finished|ended|through|complete)|now)\b",
    re.IGNORECASE,
)
"""When something is as it became."""
_BEFORE = re.compile(r"(?: [a-z%]{1,8})? (?:before(?:hand)?|previously|earlier)(?=[.,;]|$)")
_BEFORE_THAT = re.compile(
    r"\b(?:compared (?:with|to)|against|up from|down from|instead of) \S+(?: [a-z%]{1,8})? (?:before|previously|earlier)(?=[.,;]|$)"
)
"""A number that is set against what it was before: 0.588, compared with 0.541 before."""


def _of_later(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> bool:
    """Tell whether a value is given for the time before, where the fact has another one for that: 81.4% (was 79.8%)."""
    here = _BEFORE.match(sentence, quantity.end) is not None
    if here or _BEFORE_THAT.search(sentence):
        told = any(is_former(other, evidence) for other in evidence.values)
        return told and here is not is_former(value, evidence)
    first, last = _AT_FIRST.search(sentence) is not None, _AT_LAST.search(sentence) is not None
    if first is last or is_earlier(value) is first:
        return False
    alike = (
        other
        for other in evidence.of(value).values
        if other is not value and other.quantity.dimension == value.quantity.dimension
    )
    return any(is_earlier(other) if first else then_and_now(value, other) for other in alike)


_WHOLE = re.compile(
    r"(?:\bout of|\bof (?:the|all|its|their)(?: the)?|(?:\d|%|\b(?:half|third|quarter|fifth|tenth|cent|some|none|each|all)) of|\b(?:small|short|larg|long|great|bigg|wid)er than)\s+$",
    re.IGNORECASE,
)
"""What stands before a whole, of which something else is a part, or before a mark: a quarter of the 40 clients."""


def _other_key(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name a word beside a number that is the name of another value, of the same statement and dimension."""
    if is_earlier(value) or _GIVEN.search(sentence[: quantity.start]):
        return ""  # coverage 81.4% (was 79.8%): the name is the other's too
    rivals = [
        other
        for other in evidence.values
        if other.statement == value.statement
        and other.exact
        and other is not value
        and other.quantity.dimension == value.quantity.dimension
        and other.quantity.value != value.quantity.value
        and not (quantity.dimension is Dimension.PERCENT and 0 < value.quantity.value < 1 < other.quantity.value)
        and not _in_one_list(other, value, evidence.of(value).text)
        and other.quantity.dimension not in WHEN
        and not (quantity.dimension is Dimension.TIME and is_its_number(other, evidence.of(value)))
        and not _is_said_itself(other, quantity, sentence)
    ]
    rivals = _but_what_it_came_to(quantity, sentence, rivals)
    near = _beside(quantity, sentence) | evidence.ground.written.initials(phrase_of(quantity, sentence))
    near |= abbreviated(phrase_of(quantity, sentence)) | codes_in(sentence, evidence.ground.codes)
    near |= languages(sentence[: quantity.start][-_CLOSE:], evidence)
    if hedge(sentence, quantity) or (quantity.value % 1 == 0 and _WHOLE.search(sentence[: quantity.start])):
        return ""  # a mark that something stays below is beside the name of that thing
    near -= _whole_of(quantity, sentence, value)
    near -= {place.noun for place in places_in(sentence, evidence) if place.start != quantity.start}
    near |= {f"p{nth}" for nth in _NTH.findall(sentence[: quantity.start])[-1:]}
    numbers_a_place = _AT_A_NOUN.match(sentence[quantity.end :]) or re.search(r"\ban? $", sentence[: quantity.start])
    if len(quantities(sentence)) == 1 and not (value.headed or numbers_a_place) and not _COMPARED.search(sentence):
        lasts = quantity.dimension is Dimension.TIME  # eight minutes and seven seconds
        near |= content(sentence.replace(quantity.text, " ") if lasts else sentence)
    for other in rivals:
        theirs = near & (other.key - value.key - _lead(other, evidence)) - stems(value.metric.replace("_", " "))
        theirs -= _NO_KEYS if value.metric and not other.metric else frozenset()
        if theirs and not near & (value.key - other.key):
            return min(theirs)
    return ""


def _is_said_itself(other: Value, quantity: Quantity, sentence: str) -> bool:
    """Tell whether a sentence gives another value behind its own name: a beam of five brought the error rate to 20.4%."""
    said = (each for each in quantities(sentence) if each.start != quantity.start and agrees(each, other))
    return any(stems(match[1]) & other.key for each in said if (match := _SIZED.search(sentence[: each.start])))


_SIZED = re.compile(r"\b(\w+) of (?:only |just |about )?$")
_FROM = re.compile(r"\bfrom (?:\w+ )?$")
_TO = re.compile(r"(?: [a-z/%]+){0,3} to (?:about |only |just |almost |nearly )?", re.IGNORECASE)


def _but_what_it_came_to(quantity: Quantity, sentence: str, rivals: list[Value]) -> list[Value]:
    """Leave out what a value came to from this one: the words before both name that as well, with int8 it fell from 64 to 21."""
    if not _FROM.search(sentence[max(quantity.start - _CLOSE, 0) : quantity.start]):
        return rivals
    behind = [q for q in quantities(sentence) if _TO.fullmatch(sentence[quantity.end : q.start])]
    return [value for value in rivals if not any(agrees(each, value) for each in behind)]


def _whole_of(quantity: Quantity, sentence: str, value: Value) -> frozenset[str]:
    """Give what a percentage is said to be of, where the value is a share: it names no value of its own beside it."""
    match = _OF_WHAT.match(sentence[quantity.end :]) if quantity.dimension is Dimension.PERCENT else None
    share = value.quantity.dimension is Dimension.PERCENT or 0 < value.quantity.value < 1
    return stems(match[1]) if match and share else frozenset()


def _lead(value: Value, evidence: Evidence) -> frozenset[str]:
    """Give the words that stand before the name of the first value of a row, and say what the row is of: catboost acc 0.712 f1 0.656."""
    line = measured(evidence.of(value))
    if len(line) < _ROW or line[0] is not value or not value.exact or value.headed:
        return frozenset()
    words = evidence.of(value).text[: value.quantity.start].rstrip(" =:").split()
    return stems(" ".join(words[:-1]).replace("_", " ")) - stems(words[-1].replace("_", " ") if words else "")


_ROW = 3
_GIVEN = re.compile(r"(?<![\w.])[A-Za-z_]\w*\s?=\s?$")
_COMPARED = re.compile(
    r"\b(?:than|within|inside|below|under|above|beyond|against|instead|like|unlike|versus|vs|after|before|except|without)\b|\bas (?:\w+ )?as\b",
    re.IGNORECASE,
)
_AT_A_NOUN = re.compile(rf"[\s-]+(?:{'|'.join(PLACES)})s?\b", re.IGNORECASE)
_NTH = re.compile(r"\b(\d\d)(?:th|st|nd|rd)?[ -]percentile\b", re.IGNORECASE)
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


_THE = re.compile(r"\b(?:the|an?|its|their|this|that)\s+$", re.IGNORECASE)
_ON, _THINGS = re.compile(r"\bon $"), re.compile(r" [A-Za-z][A-Za-z-]*s\b")
"""What stands on so many things has no number there: tensor parallelism on 16 GPUs."""
_ONCE_DONE = re.compile(r"\b(?:after|before|since|until) (?:the|a|this|that|its) [a-z]+ (?=$|[a-z]* ?$)", re.IGNORECASE)
"""When something was so, which names no value: after the retry 14 were left."""


def _beside(quantity: Quantity, sentence: str) -> frozenset[str]:
    """Collect the words that carry meaning right before and after a number, within its phrase."""
    span = _FROM_TO.search(sentence[: quantity.start])
    if span and (" to " in span.group() or _GOES_TO.match(sentence[quantity.end :])):
        return content(_PHRASE.split(sentence[: span.start()])[-1].replace("_", " ")) - _NO_KEYS
    others = [other for other in quantities(sentence) if other.end <= quantity.start]
    start = others[-1].end if others else 0
    counts = bool(others) and others[-1].dimension not in WHEN
    gap = _ONCE_DONE.sub("; ", sentence[start : quantity.start])
    own = _AT_A_PLACE.match(sentence[quantity.end :]) or (_ON.search(gap) and _THINGS.match(sentence, quantity.end))
    spoken = _PHRASE.split(gap if own else _LINKING.sub("", gap))
    before = spoken[-1].split()[-4:] if len(spoken) > 1 or not counts else spoken[-1].split()[1:][-4:]
    before = [] if "-" in quantity.text[1:] and _THE.search(gap) else before  # ran into the 180-second limit
    after = _PHRASE.split(sentence[quantity.end :])[0].split()[:3]
    words = " ".join((*before, *after))
    return (content(words.replace("_", " ")) | tokens(words)) - _NO_KEYS


_CLOSE = 40
"""How many characters before a number may name the language that it is of."""
