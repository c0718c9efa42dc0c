"""Where something stands: the best of its own course, its rank, and the run or the fold that it is of."""

import re

from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.extremes import of_its_own
from mlws_writer.checking.kinds import (
    DENIED,
    better_sign,
    groups_of,
)
from mlws_writer.checking.ranking import GOOD, RANKS, SIGNS
from mlws_writer.checking.tokens import places
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import quantities

_ITS_OWN = re.compile(
    rf"\b(?:its|their) (?:\w+ )?(?P<word>{'|'.join(SIGNS)})\b(?! of )(?P<rest>(?: (?:value|point|score|figure|level))?(?:,| of| at| was| being)? ?)",
    re.IGNORECASE,
)


_SO_FAR = re.compile(r"\b(?:so far|until then|yet|to date|up to)\b", re.IGNORECASE)


def own_extreme(sentence: str, evidence: Evidence) -> Verdict:
    """Judge what a sentence calls the lowest or the best of its own: the loss fell to 0.379, its lowest."""
    match = _ITS_OWN.search(sentence)
    if match is None or DENIED.search(sentence[: match.start()]) or _SO_FAR.search(sentence):
        return GOOD
    before = [
        q for q in quantities(sentence) if re.fullmatch(r"\W*(?:which (?:was|is) )?", sentence[q.end : match.start()])
    ]
    after = [q for q in quantities(sentence) if q.start == match.end()]
    said = next(iter((*after, *before)), None)
    if said is None:
        return GOOD
    if of_its_own(said, *SIGNS[match["word"].lower()], evidence) is not False:
        return GOOD
    return Verdict(False, "direction", f"{said.text} is not {match.group().strip(' ,')}")


_RANKED = re.compile(
    rf"\b(?:came|ranked|placed|finished|is|was|took)\s+(?:only\s+|in\s+)?({'|'.join(RANKS)})(?:\s+place)?\s+(?:in|on|by|for)\b",
    re.IGNORECASE,
)


def rank(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a rank: what came second has one better value above it."""
    match = _RANKED.search(sentence)
    if match is None:
        return GOOD
    near, spoken = told(sentence[match.end() :], evidence), told(sentence[: match.start()], evidence)
    judged = []
    for group in groups_of(near, "", evidence):
        wants = better_sign(group[0]) or 1
        mine = [v for v in group if v.tags & spoken - frozenset.intersection(*(w.tags for w in group))]
        if len(mine) == 1:
            above = sum(v.quantity.value * wants > mine[0].quantity.value * wants for v in group)
            judged.append(above + 1 == RANKS[match[1].lower()])
    return (
        GOOD
        if not judged or any(judged)
        else Verdict(False, "wrong_entity", f"what is named is not {match[1].lower()}")
    )


def place(sentence: str, evidence: Evidence) -> Verdict:
    """Judge whether the facts behind a sentence are of the run, the fold or the attempt that it names."""
    mine = places(sentence)
    theirs: dict[str, set[str]] = {}
    for statement in evidence.statements:
        for tag in statement.tags:
            kind, _, number = tag.partition("=")
            if kind and number:
                theirs.setdefault(kind, set()).add(number)
    for kind in ("run", "fold", "attempt", "session", "trial"):
        if kind in mine and kind in theirs and not mine[kind] & theirs[kind]:
            there = ", ".join(sorted(theirs[kind]))
            return Verdict(
                False, "wrong_entity", f"the facts are of {kind} {there}, not {', '.join(sorted(mine[kind]))}"
            )
    return GOOD
