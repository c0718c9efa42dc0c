"""Where something stands: the best of its own course, its rank, and the run or the fold that it is of."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import (
    DENIED,
    better_sign,
    columns_named,
    groups_of,
)
from mlws_writer.checking.order.extremes import of_its_own
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import EXCEPTED, stems
from mlws_writer.checking.reading.leagues import League, integers, stands
from mlws_writer.checking.reading.superlatives import SIGNS
from mlws_writer.checking.reading.tokens import ORDINALS, places
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import quantities

_GOOD = Verdict(True)
_ITS_OWN = re.compile(
    rf"\b(?:its|their) (?:\w+ )?(?P<word>{'|'.join(SIGNS)})\b(?! of )(?P<rest>(?: (?:value|point|score|figure|level))?(?:,| of| at| was| being)? ?)",
    re.IGNORECASE,
)


_SO_FAR = re.compile(r"\b(?:so far|until then|yet|to date|up to)\b", re.IGNORECASE)


def own_extreme(sentence: str, evidence: Evidence) -> Verdict:
    """Judge what a sentence calls the lowest or the best of its own: the loss fell to 0.379, its lowest."""
    match = _ITS_OWN.search(sentence)
    if match is None or DENIED.search(sentence[: match.start()]) or _SO_FAR.search(sentence):
        return _GOOD
    before = [
        q for q in quantities(sentence) if re.fullmatch(r"\W*(?:which (?:was|is) )?", sentence[q.end : match.start()])
    ]
    after = [q for q in quantities(sentence) if q.start == match.end()]
    said = next(iter((*after, *before)), None)
    if said is None:
        return _GOOD
    if of_its_own(said, *SIGNS[match["word"].lower()], evidence) is not False:
        return _GOOD
    return Verdict(False, "direction", f"{said.text} is not {match.group().strip(' ,')}")


_RANKED = re.compile(
    rf"\b(?:c[ao]mes?|ranks?|ranked|placed|finished|finishes|is|was|took|takes)\s+(?:only\s+|in\s+)?({'|'.join(ORDINALS)})(?:\s+place)?\b(?=\s+(?:in|on|by|for|among|of)\b|\s*(?:[,.;]|$))(?P<among>\s+(?:among|of)\b)?",
    re.IGNORECASE,
)


_WENT_TO = re.compile(
    rf"^(?P<place>{'|'.join(ORDINALS)}) place (?P<among>(?:in|on|by|among|of) [^,;.]*? )?(?:(?:went|goes|belongs) to|(?:was|is) (?:taken|held) by) (?P<who>[^,;.]+)",
    re.IGNORECASE,
)
"""Second place in the ranking went to what is named behind it."""


_WHERE = re.compile(r"^.*\b(?:where|(?:in|on|for) which) (?=\w)")
"""What stands before the clause that says what came first: the only task where full fine-tuning did."""


def rank(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a rank: what came second has one better value above it."""
    sentence = _WENT_TO.sub(r"\g<who> came \g<place> \g<among>", sentence)
    match = _RANKED.search(sentence)
    if match is None:
        return _GOOD
    subject = _WHERE.sub("", sentence[: match.start()])
    near, spoken = told(sentence[match.end() :], evidence), told(subject, evidence)
    judged: list[bool] = []
    for groups in (groups_of(near, "", evidence), columns_named(near, spoken, "", evidence)):
        found = (_rank_in(group, spoken) for group in groups) if not judged else ()
        judged += [each == ORDINALS[match[1].lower()] for each in found if each]
    if match["among"] or not judged:
        judged += _ranks_in_lists(match, evidence)
    return (
        _GOOD
        if not judged or any(judged)
        else Verdict(False, "wrong_entity", f"what is named is not {match[1].lower()}")
    )


def _ranks_in_lists(match: re.Match[str], evidence: Evidence) -> Iterator[bool]:
    """Tell of each list of counts or scores that a cited line gives whether what is named has its rank there."""
    subject = re.split(r"[,;] ", match.string[: match.start()])[-1]
    spoken, above = told(subject, evidence) | stems(subject), ORDINALS[match[1].lower()] - 1
    for league in _lists(evidence):
        called = league.called(spoken - league.what, integers(subject))
        if len(called) == 1:
            yield any(stands(called[0], league, way, above) for way in _ways(league))


def _lists(evidence: Evidence) -> list[League]:
    """Give what single cited lines list by name."""
    return [league for league in evidence.named_leagues if len({m.value.statement for m in league.members}) == 1]


def _ways(league: League) -> tuple[int, ...]:
    """Say which ways a list may be ranked: counts from the most on, a score whose better sign nobody knows either way."""
    better = better_sign(league.members[0].value)
    whole = all(member.value.quantity.value % 1 == 0 for member in league.members)
    return (better,) if better else (1,) if whole else (1, -1)


def _rank_in(group: Sequence[Value], spoken: frozenset[str]) -> int:
    """Say which place what is spoken of has in a group; 0 where that is not one of it."""
    wants = better_sign(group[0]) or 1
    mine = [v for v in group if v.tags & spoken - frozenset.intersection(*(w.tags for w in group))]
    above = sum(v.quantity.value * wants > mine[0].quantity.value * wants for v in group) if len(mine) == 1 else -1
    return above + 1


_OF_A_KIND = (
    "run", "fold", "attempt", "session", "trial", "rank", "worker", "node", "client", "task", "case", "question", "page", "shard", "item",
)  # fmt: skip
"""Places that are things; an epoch or a step is a moment, which may be told by the lines around it."""


_NO_SUCH = re.compile(r"no (?:second|third|other|further|next) ", re.IGNORECASE)
"""What there was none of has no line."""


def place(sentence: str, evidence: Evidence) -> Verdict:
    """Judge whether the facts behind a sentence are of the run, the fold or the attempt that it names."""
    mine = {} if _NO_SUCH.match(sentence) else places(EXCEPTED.sub("", sentence))
    named = [kind for kind in _OF_A_KIND if kind in mine]
    theirs: dict[str, set[str]] = {}
    for statement in evidence.statements if named else ():
        for tag in statement.tags:
            kind, _, number = tag.partition("=")
            if kind and number:
                theirs.setdefault(kind, set()).add(number)
    for kind in named:
        if _counts_from_zero(kind, mine, theirs, sentence):
            continue
        known = theirs.get(kind, set()) | _in_names(evidence)
        one_too_many = len(mine[kind]) <= len(theirs.get(kind, ())) and not mine[kind] <= known
        if kind in theirs and (not mine[kind] & known or one_too_many):
            there = ", ".join(sorted(theirs[kind]))
            return Verdict(
                False, "wrong_entity", f"the facts are of {kind} {there}, not {', '.join(sorted(mine[kind]))}"
            )
    return _GOOD


def _counts_from_zero(
    kind: str, mine: Mapping[str, frozenset[str]], theirs: Mapping[str, set[str]], sentence: str
) -> bool:
    """Tell whether a sentence calls the first what the log calls number 0."""
    first = mine[kind] == frozenset({"1"}) and re.search(rf"\bfirst (?:\w+ )?{kind}", sentence) is not None
    return first and "0" in theirs.get(kind, ())


def _in_names(evidence: Evidence) -> set[str]:
    """Collect the numbers in the names of the cited lines: 13 in tft_0013."""
    return {n.lstrip("0") for s in evidence.statements for name in s.names for n in re.findall(r"\d+", name)}
