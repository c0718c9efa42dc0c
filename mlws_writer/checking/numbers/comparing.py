"""Faster than, ahead of, lower after a change: two things that are compared, held against the values of both."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.checking.numbers.ablation import ablated
from mlws_writer.checking.numbers.beside import beside, between, parted, sized
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.each_side import by_each_side
from mlws_writer.checking.numbers.kinds import (
    AT,
    DENIED,
    PLACED,
    better_sign,
    columns_named,
    groups_of,
    lines_named,
    lists_named,
    signed,
)
from mlws_writer.checking.numbers.own_names import LEVELS, by_own_names
from mlws_writer.checking.numbers.sides import compared
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_THAN = Pattern(
    r"\b(?<!\bor )(faster|slower|quicker|better|worse|higher|lower|larger|smaller|bigger|longer|shorter|cheaper|dearer|lighter|heavier|"
    r"stronger|weaker|greater|fewer|less|more(?: accurate| expensive| sensitive| precise| often| slowly| quickly)?|less accurate)\b"
    r"(?P<gap>[^.;]{0,70}?)\bthan\b(?!\s+(?:an? |about |the |one |two |three |half |twice )*(?:twice\b|half\b|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|third|quarter|half|fifth|tenth|percent|hour|minute|second|ever|before|expected))",
    "than",
    flags=re.IGNORECASE,
)

_BEATS = Words(
    r"\b(?P<up>beat(?:s|en)?|outperform\w*|outdid|surpass\w*|overtook|led|leads|ahead of|won against|(?<!was )(?<!were )(?<!been )improv(?:ed|es) (?:up)?on|above(?! \d)|exceed\w*|tops|topped)\b|"
    r"\b(?P<down>trail\w*|lag(?:s|ged)? behind|behind|fell short of|(?<!was )(?<!were )(?<!been )lost (?:to|against)|(?:below|under)(?! (?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half)))\b",
)

_SHIFT = Pattern(
    r"\b(?:(?:switch|go|chang|mov|com|pass|step)(?:ing|ed)|change|switch|move|step|transition|jump|upgrade)\s+from\s+(?P<from>[^,;.]+?)\s+to\s+(?P<to>[^,;.]+?),?\s+"
    r"(?P<verb>(?P<up>raise[ds]|increase[ds]|lifte?d?s?|boost(?:ed|s)|added to|drove up|pushed up)|(?P<down>lowere?[ds]|reduce[ds]|cut|decrease[ds]|drove down|brought down)|"
    r"(?P<good>improve[ds]|helped|benefit(?:ed|s))|(?P<bad>worsen(?:ed|s)|hurts?|harmed))\s+(?P<metric>[^,;]+)",
    "from",
    flags=re.IGNORECASE,
)

_SHIFTED = Pattern(
    r"(?P<metric>[^,;]+?)\s+(?P<verb>(?P<up>rose|increased|grew|climbed|went up|was (?:higher|larger))|"
    r"(?P<down>fell|dropped|decreased|declined|shrank|went down|was (?:lower|smaller))|"
    r"(?P<fast>sped up|accelerated|(?:was|got|became) (?:faster|quicker))|(?P<slow>slowed(?: down)?|(?:was|got|became) slower)|"
    r"(?P<good>improved|got better)|(?P<bad>worsened|got worse|suffered|deteriorated))\s+(?:\w+\s+){0,3}?"
    r"(?:switch|go|chang|mov|com)(?:ing|ed)\s+from\s+(?P<from>[^,;.]+?)\s+to\s+(?P<to>[^,;]+)",
    "from",
    flags=re.IGNORECASE,
)

THAN_SIGNS = {
    **dict.fromkeys(["higher", "larger", "bigger", "greater", "more"], (1, "")),
    **dict.fromkeys(["lower", "smaller", "fewer", "less"], (-1, "")),
    **dict.fromkeys(["faster", "quicker"], (1, "speed")), "slower": (-1, "speed"),
    "longer": (1, "time"), "shorter": (-1, "time"), "cheaper": (-1, "cost"), "dearer": (1, "cost"), "more expensive": (1, "cost"),
    "lighter": (-1, "size"), "heavier": (1, "size"),
    **dict.fromkeys(["better", "stronger"], (1, "good")), **dict.fromkeys(["worse", "weaker"], (-1, "good")),
    "more accurate": (1, "accuracy"), "less accurate": (-1, "accuracy"), "more sensitive": (1, "sensitivity"),
    "more precise": (1, "precision"), "more slowly": (-1, "speed"), "more quickly": (1, "speed"),
}  # fmt: skip
"""Which sign of a difference a comparative means, and what it is about."""

_AS = {
    "fast": (1, "speed"), "quick": (1, "speed"), "slow": (-1, "speed"), "long": (1, "time"), "expensive": (1, "cost"), "dear": (1, "cost"),
    **dict.fromkeys(["high", "large", "big", "great", "many", "much"], (1, "")),
}  # fmt: skip
_AS_MUCH = Pattern(
    rf"\b(?:(?P<part>half|(?:a|one) (?:third|quarter|fifth|tenth))|twice|[\w.]+ times|[\d.]+ ?[x×]) as (?P<how>{'|'.join(_AS)})\b[^,;.]{{0,30}}? as\b",
    " as ",
    flags=re.IGNORECASE,
)
"""So many times as fast as another: which of both is the faster is said too."""
_CLOSE = 40
"""How many characters around a comparison may say what it is of."""


def comparative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a comparison of two things that both have a value of what is compared, and one more of the same two."""
    sentence = ablated(sentence, evidence)
    besides = second_comparison(sentence)
    each = (_BUT_ITS.sub("", sentence), besides) if besides else (sentence,)
    verdicts = (_compare(one, evidence) for one in each)
    return next((verdict for verdict in verdicts if not verdict.ok), _GOOD)


def _compare(sentence: str, evidence: Evidence) -> Verdict:
    word, judged = _judged(sentence, evidence)
    if not judged or any(judged):
        return _GOOD
    return Verdict(False, "direction", f"the facts do not say {word}")


_ACCURATE = re.compile(r"\b(?:more|less) accurate\b", re.IGNORECASE)


def is_borne_out(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a sentence compares two things of which the facts show what it says."""
    judged = _judged(sentence, evidence)[1]
    return bool(judged) and all(judged)


def _judged(sentence: str, evidence: Evidence) -> tuple[str, list[bool]]:
    """Give the word by which a sentence compares two things, and whether each group of values bears it out."""
    found = in_words(sentence)
    if found is None:
        return "", []
    word, sign, about, left, right, gap = found
    if decided := compared(sentence, gap, (left, right), sign, about, evidence):
        return word, decided
    sides = told(left, evidence) | _newer(left), told(right, evidence) | _newer(right)
    spoken = sides[0] | sides[1]
    judged = []
    near = told(left[-_CLOSE:] + " " + right[:_CLOSE], evidence)
    groups = [*(list(groups_of(near, about, evidence)) or groups_of(spoken, about, evidence)), *lines_named(evidence)]
    for group in groups:
        wants = signed(group[0], sign, about)
        fits = _holds(group, sides, wants) if wants else None
        judged += [fits] if fits is not None else []
    for group in (
        ()
        if any(judged) or (judged and about != "good")
        else (*lists_named(spoken, about, evidence), *columns_named(near, spoken, about, evidence))
    ):
        wants = signed(group[0], sign, about) or sign * (names.sign(metric_of(sentence.split())) or 1)
        cited = [value for value in group if value.statement in evidence.own]
        fits = _holds(cited if len(cited) > 1 else group, sides, wants)
        fits = _by_order(left, right, group, wants, evidence) if fits is None else fits
        judged += [fits] if fits is not None else []
    judged = (
        judged
        or _by_pairs(near, left, right, sign, about, evidence)
        or _by_settings(sentence, sign, about, evidence)
        or _by_like_rows(sides, sign, about, evidence)
    )
    if not judged and word.split()[0].lower() in LEVELS:
        judged = by_own_names(left, right, sign, about, evidence)
    judged = judged or by_each_side(left, right, sign, about, evidence)
    if not judged and (
        about == "accuracy" or "accurate" in gap
    ):  # where nothing is called so, whatever measures how good it is
        return word, _judged(_ACCURATE.sub("better" if sign > 0 else "worse", sentence), evidence)[1]
    return word, judged


def _by_pairs(near: frozenset[str], left: str, right: str, sign: int, about: str, evidence: Evidence) -> list[bool]:
    """Compare what a cited line sets beside each other: its own with the one in brackets, few with many."""
    sides = told(left, evidence) | sized(left), told(right, evidence) | sized(right)
    pairs = beside(near, evidence)
    wants = ((pair, sign * (_good_of(pair[0]) if about in ("good", "accuracy") else 1)) for pair in pairs)
    judged = [_holds(pair, parted(*sides, pair), way) for pair, way in wants if way]
    return [fits for fits in judged if fits is not None]


_BENCHMARKS = frozenset(map(stem, ["bench", "benchmark", "eval", "arena", "score"]))
"""What ends the name of a test, whose points are good."""


def _good_of(value: Value) -> int:
    return better_sign(value) or int(bool(value.key & _BENCHMARKS))


def _by_settings(sentence: str, sign: int, about: str, evidence: Evidence) -> list[bool]:
    """Compare what a cited row has under the two settings of a change: going from 7B to 13B raised the accuracy."""
    match = _SHIFTED.search(sentence) or _SHIFT.search(sentence)
    pairs = between(match["from"], match["to"], evidence) if match else ()
    wants = ((one, other, sign * (better_sign(one) if about == "good" else 1)) for one, other in pairs)
    return [(other.quantity.value - one.quantity.value) * way > 0 for one, other, way in wants if way]


def _by_like_rows(
    sides: tuple[frozenset[str], frozenset[str]], sign: int, about: str, evidence: Evidence
) -> list[bool]:
    """Compare two cited rows of the same label by the first score of each: a task in the table of either model."""
    rows = [statement for statement in evidence.firsthand if statement.labels]
    if about not in ("", "good") or len(rows) != _TWO or rows[0].labels != rows[1].labels:
        return []
    first = (next((v for v in row.values if v.headed and v.quantity.value % 1), None) for row in rows)
    scores = [value for value in first if value]
    alike = len(scores) == _TWO and scores[0].name == scores[1].name
    way = names.sign(metric_of(" ".join(rows[0].labels).split())) if about else 1
    fits = _holds(scores, sides, sign * way) if alike and way else None
    return [] if fits is None else [fits]


_TWO = 2


def _newer(side: str) -> frozenset[str]:
    """Keep of a side the small words by which logs tell an old thing from a new one."""
    return frozenset(stem(word) for word in re.findall(r"\b(?:new|old|last|first|second|other)\b", side.lower()))


def _by_order(left: str, right: str, column: Sequence[Value], wants: int, evidence: Evidence) -> bool | None:
    """Hold the second of some cited lines against the first, where a sentence tells them apart by that alone."""
    cited = [value for value in column if value.statement in evidence.own]
    ones, others = PLACED.findall(left), PLACED.findall(right)
    if len(cited) < 2 or len(ones) != 1 or len(others) != 1:
        return None
    at = [AT[found[0].lower()] for found in (ones, others)]
    if max(at) >= len(cited) or at[0] == at[1]:
        return None
    one, other = (cited[place].quantity.value for place in at)
    return one * wants > other * wants


_ALTHOUGH = re.compile(r",? (?:although|though|even though|but|while|whereas|despite)\b")


_ITS = Pattern(
    r"^(?P<who>.+?)\s+(?:had|has|have|was|were|is|are|found|finds|reached|reaches|got|gets|needed|needs|took|takes|showed|shows|achieved|gave|gives|made|makes|cost|costs|ran|scored|scores)\b"
    r".*?\bthan (?P<rival>[^,;]+?),? (?:although|though|even though|but|while|whereas|yet|and) (?:(?:its|their|the) )?(?P<metric>[^,;]{2,40}?) (?:was|were|is|are) "
    r"(?:\w+ly |a little |a bit |even |also |slightly )?(?P<word>higher|lower|larger|smaller|better|worse|longer|shorter|greater)\b",
    "than ",
    flags=re.IGNORECASE,
)


_BUT_ITS = re.compile(r",? (?:although|though|even though|but|while|whereas|yet|and) (?:its|their|the) .*$")


def second_comparison(sentence: str) -> str:
    """Write out what a sentence compares besides, of the same two: A is faster than B, but its recall was lower."""
    match = _ITS.search(sentence.strip())
    return f"{match['who']} had a {match['word']} {match['metric']} than {match['rival']}" if match else ""


_SO = re.compile(r"^ so\b")
"""Less so than the other: of what was said before, in the sentence or above it."""


class Compared(NamedTuple):
    """The word by which a sentence compares, its sign, what it is about, the two sides, and what stands before the second."""

    word: str
    sign: int
    about: str
    left: str
    right: str
    gap: str = ""


def in_words(sentence: str) -> Compared | None:
    """Find what is compared: the word, its sign, what it is about, and the two sides."""
    match = _THAN.search(sentence)
    if match:
        if DENIED.search(sentence[: match.end()]) or _SO.search(match["gap"]):
            return None
        sign, about = THAN_SIGNS.get(match[1].lower(), (1, ""))
        about = about or ("time" if re.search(r"\btime\b", match["gap"]) else "")
        left, right = sentence[: match.start()] + match["gap"], _ALTHOUGH.split(sentence[match.end() :])[0]
        return Compared(match.group(), sign, about, left, right, match["gap"])
    return _as_much(sentence) or _shifted(sentence) or _not_reached(sentence) or _beaten(sentence)


def _as_much(sentence: str) -> Compared | None:
    match = _AS_MUCH.search(sentence)
    if match is None or DENIED.search(sentence[: match.end()]):
        return None
    sign, about = _AS[match["how"].lower()]
    sign = -sign if match["part"] else sign
    return Compared(match.group(), sign, about, sentence[: match.start()], _ALTHOUGH.split(sentence[match.end() :])[0])


def _shifted(sentence: str) -> Compared | None:
    if match := _SHIFTED.search(sentence):
        up = match["up"] or match["fast"] or match["good"]
        about = "good" if match["good"] or match["bad"] else "speed" if match["fast"] or match["slow"] else ""
        left, right = (f"{match[side]} {match['metric']}" for side in ("to", "from"))
        return Compared(match["verb"], 1 if up else -1, about, left, right)
    if match := _SHIFT.search(sentence):
        about = "good" if match["good"] or match["bad"] else ""
        left, right = (f"{match[side]} {match['metric']}" for side in ("to", "from"))
        return Compared(match["verb"], 1 if match["up"] or match["good"] else -1, about, left, right)
    return None


_NOT_REACHED = Pattern(
    r"\b(?:(?:did|does|could|can) not|didn't|failed to) (?:quite )?(?:reach|match|equal|exceed|beat|surpass|attain) (?P<what>(?:the )?[\w@/-]+(?: [\w@/-]+)? of) (?P<other>[^,;.]+)",
    "reach", "match", "equal", "exceed", "beat", "surpass", "attain",
    flags=re.IGNORECASE,
)  # fmt: skip


def _not_reached(sentence: str) -> Compared | None:
    """Read that one thing did not come up to another in what is named: did not reach the recall of B."""
    match = _NOT_REACHED.search(sentence)
    if match is None:
        return None
    return Compared(
        match.group(), -1, "good", sentence[: match.start()], f"{match['other']} {match['what']}", match["what"]
    )


def _beaten(sentence: str) -> Compared | None:
    match = _BEATS.search(sentence)
    if match and not DENIED.search(sentence):
        about = (
            "good"
            if re.match(
                r"beat|improv|outperf|outdid|surpass|led|lead|won|lost|trail|lag|ahead|behind|top", match.group(), re.I
            )
            else ""
        )
        right = _ALTHOUGH.split(sentence[match.end() :])[0]
        return Compared(match.group(), 1 if match["up"] else -1, about, sentence[: match.start()], right)
    return None


def _holds(group: Sequence[Value], sides: tuple[frozenset[str], frozenset[str]], wants: int) -> bool | None:
    """Tell whether the values of the one side stand above those of the other; None where the sides are not found."""
    every, shared = frozenset[str]().union(*(v.tags for v in group)), frozenset.intersection(*(v.tags for v in group))
    left, right = ((side & every) - shared for side in sides)
    own, theirs = left - right, right - left
    shared = frozenset(t for t in own if any(t in v.tags and theirs <= v.tags for v in group))
    shared |= frozenset(t for t in theirs if any(t in v.tags and own <= v.tags for v in group))
    whole, rest = (own, theirs), (left & right) | shared
    own, theirs, both = own - shared, theirs - shared, rest
    if not own and not theirs:
        return _one_within_the_other(group, whole, wants)
    if len(group) == 2 and not (own and theirs):  # the plain one and the seasonal one
        named = [bool((own or theirs) & v.tags) for v in group]
        if named.count(True) == 1:
            one, other = group if named[0] == bool(own) else reversed(group)
            return one.quantity.value * wants > other.quantity.value * wants
    if not (own and theirs):  # naive and seasonal naive: the one has all words of the other
        own, theirs, both = whole[0], whole[1], frozenset()
    both = frozenset(
        t for t in both if all(any(t in v.tags and side <= v.tags for v in group) for side in (own, theirs))
    )
    ones = [v for v in group if own <= v.tags and not (theirs - own) & v.tags and both <= v.tags]
    others = [v for v in group if theirs <= v.tags and not (own - theirs - shared) & v.tags and both <= v.tags]
    ones = [v for v in ones if v not in others]
    if not ones or not others:
        return None
    pairs = [(a, b) for a in ones for b in others if _differ_little(a, b, own, theirs, len(ones) * len(others))]
    if not pairs:
        return None
    return any(a.quantity.value * wants > b.quantity.value * wants for a, b in pairs)


def _one_within_the_other(
    group: Sequence[Value], sides: tuple[frozenset[str], frozenset[str]], wants: int
) -> bool | None:
    """Compare the plain one with the seasonal one, whose rows have all words of the plain one's."""
    ones, others = ([n for n, v in enumerate(group) if side and side <= v.tags] for side in sides)
    if set(others) < set(ones):
        ones = [n for n in ones if n not in others]
    elif set(ones) < set(others):
        others = [n for n in others if n not in ones]
    else:
        return None
    if not ones or not others:
        return None
    return any(group[a].quantity.value * wants > group[b].quantity.value * wants for a in ones for b in others)


def _differ_little(one: Value, other: Value, own: frozenset[str], theirs: frozenset[str], pairs: int) -> bool:
    """Tell whether two values differ in what is compared, and in as little else as may be."""
    rest = (one.tags ^ other.tags) - own - theirs
    places = {token.partition("=")[0] for token in rest if "=" in token[1:]}
    return pairs == 1 or not places
