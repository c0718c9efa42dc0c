"""On which side of a mark all, none or so many of the things that a sentence speaks of lie, held against their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.limits import BOUNDS, is_limit
from mlws_writer.checking.numbers.one_value import named_lines, value_of
from mlws_writer.checking.reading.agreement import agrees, worths
from mlws_writer.checking.reading.ellipsis import with_its_unit
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, Quantity, quantities, written_number

_GOOD = Verdict(True)
_NOT = r"(?:not|never|no|nowhere|n't|hardly|(?:at no (?:time|point|moment|stage)))"
_SIDE = Pattern(
    r"\b(?:(?P<above>above|exceed(?:ed|s|ing)?|(?:more|greater|higher|larger|longer|bigger|better) than)|(?P<least>at least|no (?:less|fewer|lower) than)|(?P<reached>reach(?:ed|es)?|attain(?:ed)?|achieved?|hit)|"
    r"(?P<below>below|under|(?:less|fewer|lower|smaller|shorter) than)|(?P<most>at most|(?:no|not) (?:more|higher|longer|larger) than))\s+"
    r"(?:an? )?(?:(?:an? |the |its )?(?!limit|target|budget|threshold)[\w@/-]+(?: [\w@/-]+){0,2}(?<! than)(?<! more)(?<! in)(?<! with) of )?$",
    *("above", "exceed", "than", "at least", "below", "under", "at most", "reach", "attain", "achiev", "hit"),
    flags=re.IGNORECASE,
)
"""What stands before a mark: above an F1 of 0.75."""
_DENIED = re.compile(rf"\b{_NOT}\b[^,;:]{{0,45}}$", re.IGNORECASE)
_NOT_ITS_OWN = re.compile(
    r"\s*(?:(?:percentage )?points?\b|pp\b|percent of\b|% of\b|times\b|x\b|later\b|earlier\b|before\b|after\b|ago\b|apart\b|ahead\b|behind\b|of (?:the|all|its|them)\b|in (?:a row|all|total)\b(?! [a-z])|"
    r"(?:(?!(?:per|over|under|after|ever|other|either|wer|cer|ter|eer|der|mer|jer|number|user|layer|server|worker|transformer)\b)[a-z]+er|more|less|better|worse) (?:than )?)",
    re.IGNORECASE,
)
"""What makes a number that of a difference, a share or a sum."""
_COUNTED = re.compile(r" [a-z]{3,}")
_BY = re.compile(r"\b(?:by|gap|difference|gain|margin|drop|rise|increase|decrease|improvement|lead|together|in total|in all(?! but| [a-z])|sum|combined|average[ds]?|mean|median|expected|would|could|should|if|limit|target|threshold|budget|baseline|that)\b", re.IGNORECASE)  # fmt: skip
_MANY = r"(?P<many>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_THINGS = r"(?:of (?:the |all |its |these )?)?(?:(?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten) )?(?P<things>[a-z-]+s?)\b"
_HOW_MANY = (
    ("but", Pattern(rf"\b(?:all|every|each)(?: of)?(?: the| its)?(?: \w+)? (?:but|except)(?: for)? (?:{_MANY}|(?:the )?(?:first|second|third|last|final|smallest|largest|best|worst|latest))\b", "but", "except", flags=re.IGNORECASE)),
    ("none", Pattern(r"^\W*(?:in |at |for )?(?:no|none of|neither|not one|not a single)\b", "no", "neither", flags=re.IGNORECASE)),
    ("all", Pattern(r"\b(?:all|every|each|both|always|throughout)\b", "all", "every", "each", "both", "always", "throughout", flags=re.IGNORECASE)),
    ("most", Pattern(r"\b(?:most|the majority) of\b|^most\b", "most", "majority", flags=re.IGNORECASE)),
    ("half", Pattern(r"\bhalf (?:of )?(?:the|all|its)\b", "half", flags=re.IGNORECASE)),
    ("number", Pattern(rf"^\W*(?:in )?(?:only |just |exactly )?{_MANY} {_THINGS}", flags=re.IGNORECASE)),
)  # fmt: skip
_OPENING = re.compile(r"^((?:in|at|for|on|during) [^,;:]+), ", re.IGNORECASE)
_IN_EACH = re.compile(r"^ (?:in|at|on|for|of) (?P<how>each|every|all)\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_KEPT = re.compile(r"\b(?:stayed|remained|kept|was always|were always)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:] |, (?!(?:and )?[\w-]+(?:,| and\b))|\b(?:while|whereas|although|though|because|so that|but(?! (?:one|two|the (?:first|second|third|last|final|best|worst))\b)|since|which|and (?=[a-z]+ (?:was|were|had|took|stayed)\b))\b")  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A mark of a sentence, and whether the values lie on the side of it that the sentence says; None where that is not shown."""

    mark: Quantity
    right: bool | None
    near: bool
    """Whether a value lies no further from it than the mark is large."""


def bounded(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that all, none, so many or one lie on one side of a mark where the cited values lie otherwise."""
    wrong = next((held for held in _all_held(sentence, evidence) if held.right is False), None)
    if wrong is None:
        return _GOOD
    return Verdict(False, "number_swap", f"the values do not lie so to {wrong.mark.text}")


def bounds_held(sentence: str, evidence: Evidence) -> list[tuple[int, int]]:
    """Find the marks of a sentence on whose right side the values lie: they are no values themselves."""
    return [(h.mark.start, h.mark.end) for h in _all_held(sentence, evidence) if h.right and h.near]


def _all_held(sentence: str, evidence: Evidence) -> Iterator[Held]:
    yield from _held(sentence, evidence)
    yield from _within(sentence, evidence)
    yield from _equal(sentence, evidence)


_USED = Pattern(
    r"\b(?:used|uses?|had|has|have|ran (?:with|at|on)|were (?:run|trained|started) (?:with|at|on)|shared?) (?:an? |the )?(?P<what>(?!\S+ (?:below|above|under|over|at|than))[a-z][\w-]*(?: [a-z][\w-]*)?)(?: of| size of| rate of)? (?P<mark>\d\S*?)(?=[.,;]?(?:\s|$))",
    *("use", " ha", " with ", " at ", " on ", "share"),
    flags=re.IGNORECASE,
)


def _equal(sentence: str, evidence: Evidence) -> Iterator[Held]:
    """Count those that have one value of a setting: three trials used a dropout of 0.3."""
    match = None if SAID.search(sentence) else _USED.search(sentence)
    mark = next((q for q in quantities(sentence) if match and q.start == match.start("mark")), None)
    before = _CLAUSE.split(_OPENING.sub(r"\1 ", sentence[: match.start()]))[-1] if match else ""
    if match is None or mark is None or not any(pattern.search(before) for _, pattern in _HOW_MANY):
        return
    found = _of_lines(match["what"], "", mark, evidence)
    more = _OR_MORE.match(sentence, mark.end)
    way = (1 if more["up"] else -1) if more else 0
    alike = {
        line: any(abs(one - mark.value) <= mark.slack / 5 or (one - mark.value) * way > 0 for one in each)
        for line, each in found.items()
    }
    if len(alike) > 1:
        yield Held(mark, _as_many(before, list(alike.values()), 0), near=True)


_OR_MORE = re.compile(r" or (?:(?P<up>higher|more|above|larger|greater|over)|lower|less|below|smaller|under|fewer)\b")
_RANGE = Pattern(
    r"\b(?:(?P<spread>rang(?:ed|es|ing)|spread|spreads|var(?:ied|ies|ying)) (?:(?:all the way )?from|between)|(?P<inside>(?:lay|lie|lies|was|were|is|are|stayed|remained|took|takes|needed|lasted|ran for|had|scored|reached|used|cost)(?: \w+)?(?: of)?) (?:between|within(?= (?:an? )?[\d.,]+ ?[A-Za-z%]* (?:to|and) )))\s+"
    r"(?:an? )?(?P<low>\S+?(?: [A-Za-z%]+){0,2}?) (?:and|to) (?P<high>\S+)",
    *("rang", "spread", "var", "between", "within"),
    flags=re.IGNORECASE,
)
"""Ranged from 0.71 to 0.78, took between 11 and 13 seconds."""


def _within(sentence: str, evidence: Evidence) -> Iterator[Held]:
    """Hold both ends of a range against the least and the most of the values."""
    match = _RANGE.search(sentence)
    if match is None or SAID.search(sentence):
        return
    ends = [q for q in quantities(sentence) if match.start("low") <= q.start < match.end()]
    before, after = _CLAUSE.split(sentence[: match.start()])[-1], _CLAUSE.split(sentence[match.end("high") :])[0]
    ends = [with_its_unit(q, sentence) or q for q in ends]
    if len(ends) != _TWO or ends[0].dimension is not ends[1].dimension or _BY.search(f"{before} {after}"):
        return
    what = f"{before} {match.group()} {after}"
    found = _of_lines(what, f"{before} {after}", ends[1], evidence)
    low, high = ends
    if len(found) > _TWO and (but := _BUT_ONE.search(before)):
        found.pop(list(found)[0 if but["first"] else -1])
    listed = [[each] for each in _listed(what, before, high, evidence)] if not found else []
    right: bool | None = _are_the_ends(low, high, evidence) or None
    for worth in ([each[reading] for each in (*found.values(), *listed)] for reading in (0, -1)):
        if match["spread"] and len(worth) > 1:
            shown = abs(min(worth) - low.value) <= low.slack and abs(max(worth) - high.value) <= high.slack
            right = right or shown
        elif match["inside"] and worth:
            shown = low.value - low.slack <= min(worth) and max(worth) <= high.value + high.slack
            right = right or shown
    yield from (Held(end, right, near=True) for end in ends)


_BUT_ONE = re.compile(r"\b(?:but|except) (?:for )?the (?:(?P<first>first)|last|final)\b", re.IGNORECASE)
_TWO = 2
_LEAST_OF, _MOST_OF = (
    frozenset(map(stem, words)) for words in (("min", "minimum", "lowest"), ("max", "maximum", "highest"))
)


def _are_the_ends(low: Quantity, high: Quantity, evidence: Evidence) -> bool:
    """Tell whether one cited line gives both ends as the least and the most: min=0.80 max=0.88."""
    return any(
        any(v.key & _LEAST_OF and agrees(low, v) for v in line.values)
        and any(v.key & _MOST_OF and agrees(high, v) for v in line.values)
        for line in evidence.firsthand
    )


def _of_lines(what: str, named: str, like: Quantity, evidence: Evidence) -> dict[Statement, list[Decimal]]:
    """Give what the value of each cited line that is meant may be in the unit of a quantity."""
    spoken = told(what, evidence)
    found = ((line, value_of(what, spoken, line, like)) for line in evidence.firsthand)
    meant = ((line, v) for line, v in found if v and not _is_a_mark(v, evidence) and not _is_a_count(v, like))
    worth = {line: _readings(like, v) for line, v in meant}
    if not worth and _SCORES.search(what) and not metric_of(what.split()):
        worth = {line: _readings(like, v) for line, v in _scores(like, evidence)}
    return {line: worth[line] for line in named_lines(named, list(worth))}


def _is_a_count(value: Value, like: Quantity) -> bool:
    """Tell whether a value is a number of things, where a fraction is asked for."""
    return (
        0 < like.value < 1
        and like.dimension is Dimension.PLAIN
        and value.quantity.value % 1 == 0 < value.quantity.value - 1
    )


_SCORES = re.compile(r"\b(?:got|scored|came|ended(?: up)?|reached|stayed|went|was|is|were|are)\s+(?:at |to |always )?(?:above|over|below|under|at|more|less|higher|lower|no)\b", re.IGNORECASE)  # fmt: skip


def _scores(like: Quantity, evidence: Evidence) -> list[tuple[Statement, Value]]:
    """Give the value of each line of the one measure of quality that they have, where a sentence names none."""
    found = [
        (line, v)
        for line in evidence.firsthand
        for v in line.values
        if v.metric and names.sign(v.metric) > 0 and any(worths(like, v)) and not _is_a_mark(v, evidence)
    ]
    alone = len({v.metric for _, v in found}) == 1 and len({line.id for line, _ in found}) == len(found)
    return found if alone else []


def _readings(like: Quantity, value: Value) -> list[Decimal]:
    """Give what a value may be in the unit of a quantity; of its own unit it is one thing."""
    found = list(worths(like, value))
    return found[:1] if like.dimension is value.quantity.dimension else found


def _held(sentence: str, evidence: Evidence) -> Iterator[Held]:
    if not _SIDE.may_match(sentence.lower()) or SAID.search(sentence):
        return
    for mark in quantities(sentence):
        side = _SIDE.search(sentence[: mark.start])
        if side is None or mark.dimension in (*WHEN, Dimension.POINTS, Dimension.TIMES) or mark.value < 0:
            continue
        if _is_another(mark, side, evidence):
            continue
        before = _CLAUSE.split(_OPENING.sub(r"\1 ", sentence[: side.start()]))[-1]
        if side["reached"] and not (_DENIED.search(f"{before} ") or _HOW_MANY[1][1].search(before)):
            continue  # what reached 0.7 has just that
        after = _CLAUSE.split(sentence[mark.end :])[0]
        if mark.dimension is Dimension.PLAIN and mark.value % 1 == 0 and _COUNTED.match(sentence, mark.end):
            yield from _counted(mark, side, before, evidence)
            continue
        if _NOT_ITS_OWN.match(sentence, mark.end) or _BY.search(before) or _BY.search(after):
            continue
        yield _judged(mark, side, before, after, evidence)


_OF_A_SETTING = re.compile(r" than (?:an? |the )?(?P<noun>[\w-]+) of $")


def _is_another(mark: Quantity, side: re.Match[str], evidence: Evidence) -> bool:
    """Tell whether a number says which other thing is compared, by its setting: no better than a dropout of 0.1."""
    noun = _OF_A_SETTING.search(side.group())
    settings = (v for v in evidence.values if noun and v.headed and not v.metric)
    return any(noun and stem(noun["noun"]) in v.key and agrees(mark, v) for v in settings)


_DEED = re.compile(r"\b(?P<deed>[a-z]{2,}(?:ed|pt|ft|st|nt|ad))\s*$", re.IGNORECASE)


def _counted(mark: Quantity, side: re.Match[str], before: str, evidence: Evidence) -> Iterator[Held]:
    """Hold so many things against what the lines count by what was done to them: no filter dropped more than 20,000 rows."""
    deed = _DEED.search(before)
    key = stem(deed["deed"].lower()) if deed else ""
    found = [
        [v for v in line.values if key in v.key and v.exact and v.quantity.value % 1 == 0]
        for line in evidence.firsthand
    ]
    beyond = [_lies(side, mark, values[0].quantity.value) for values in found if len(values) == 1]
    if key and len(beyond) == len(found) > 0:
        yield Held(mark, _as_many(before, beyond, 0), near=True)


def _judged(mark: Quantity, side: re.Match[str], before: str, after: str, evidence: Evidence) -> Held:
    what = f"{before} {side.group()} {mark.text}"
    worth = _of_lines(f"{what} {after}", "", mark, evidence)
    worth = {line: each for line, each in worth.items() if not _is_the_mark(each, side, mark, line)}
    lines = named_lines(_HOW_MANY[0][1].compiled.sub(" ", f"{before} {after}"), list(worth))
    near = any(abs(each[0] - mark.value) <= abs(mark.value) for each in worth.values())
    in_each = _IN_EACH.match(after)
    said = f"{before} {in_each['how']}" if in_each else before
    if not worth and (listed := _listed(what, before, mark, evidence)):
        return Held(mark, _as_many(said, [_lies(side, mark, each) for each in listed], 0), near=True)
    if not worth and mark.dimension not in (Dimension.PLAIN, Dimension.PERCENT):
        return Held(mark, _none_lies_so(side, mark, said, evidence), near=False)
    shown = []
    for reading in (0, -1):  # 15.4 below memory_gb may be GB or GiB
        beyond = {line: _lies(side, mark, each[reading]) for line, each in worth.items()}
        named = [beyond[line] for line in lines]
        besides = sum(beyond.values()) - sum(named)
        shown.append(_as_many(said, named, besides) if named else None)
    right = shown[1] if shown[0] is False else shown[0]
    alone = mark.dimension not in (Dimension.PLAIN, Dimension.PERCENT) and not any(p.search(said) for _, p in _HOW_MANY)
    return Held(mark, None if alone and right is False and not near else right, near)  # 24 h is a horizon


def _listed(what: str, before: str, like: Quantity, evidence: Evidence) -> list[Decimal]:
    """Give what the one cited line lists of a measure, for each of those that are named, or for all: AP apple 0.61, pear 0.54."""
    spoken, measure = told(what, evidence), names.canonical(metric_of(what.split()))
    named = told(before, evidence)
    for league in evidence.named_leagues if len(evidence.firsthand) == 1 else ():
        own = [m for m in league.members if m.value.statement in evidence.own and any(worths(like, m.value))]
        of_it = measure in (league.metric, league.metric.rpartition(" ")[2]) if measure else league.what & spoken
        if len(own) > 1 and of_it:
            mine = [m for m in own if m.name & named - league.what - stems(measure)] or own
            return [_readings(like, m.value)[0] for m in mine]
    return []


def _none_lies_so(side: re.Match[str], mark: Quantity, said: str, evidence: Evidence) -> bool | None:
    """Tell that a bound is wrong for the one cited line, where it has several amounts of that unit and none lies so."""
    values = [v for v in evidence.values if v.statement in evidence.own and v.quantity.dimension is mark.dimension]
    if len(evidence.firsthand) != 1 or any(_is_a_mark(v, evidence) for v in values):
        return None
    beyond = {_lies(side, mark, v.quantity.value) for v in values}
    return False if len(beyond) == 1 and _as_many(said, list(beyond), 0) is False else None


def _is_the_mark(worth: Sequence[Decimal], side: re.Match[str], mark: Quantity, line: Statement) -> bool:
    """Tell whether what was found in a line is the mark itself, and another value there lies so: must be in (0, 1], got 1.08."""
    alike = (v.quantity.value for v in line.values if v.quantity.dimension is mark.dimension)
    return (
        not (side["least"] or side["reached"] or side["most"])
        and worth[0] == mark.value
        and any(_lies(side, mark, each) for each in alike if each != mark.value)
    )


def _is_a_mark(value: Value, evidence: Evidence) -> bool:
    """Tell whether a line names a value only as what something stays on one side of."""
    before = source(evidence.of(value), value)[: value.quantity.start]
    return is_limit(value, evidence) or any(bound.search(before) for bound in set(BOUNDS.values()))


def _lies(side: re.Match[str], mark: Quantity, worth: Decimal) -> bool:
    if side["above"]:
        return worth > mark.value
    if side["below"]:
        return worth < mark.value
    return worth >= mark.value - mark.slack if side["least"] or side["reached"] else worth <= mark.value + mark.slack


def _as_many(before: str, beyond: Sequence[bool], besides: int) -> bool | None:
    """Tell whether as many lie beyond a mark as the words before it say; None where they do not say how many.

    `besides` counts those beyond it of which the words do not speak.
    """
    many, every = sum(beyond), len(beyond)
    how, match = next(((how, m) for how, pattern in _HOW_MANY if (m := pattern.search(before))), ("", None))
    if how == "none" or _DENIED.search(before):
        return many == 0 if how in ("none", "all", "") else None
    if how == "most":
        return many * 2 > every
    if how == "half":
        return many * 2 == every
    if match and how in ("but", "number"):
        so_many = written_number(match["many"]) or 0 if match["many"] else 1
        return many == (every - so_many if how == "but" else so_many)
    # which one it is that does alone, other checks tell
    alone = _ONLY.search(before) and many == 1 < every and not besides and " and " not in before
    if how == "all" or _KEPT.search(before) or every == 1 or _ONLY.search(before):
        return None if alone else many == every and not (_ONLY.search(before) and besides)
    return None if many else False
