"""What it hurt most to leave out, in a table that has a row with nothing left out: the row that lies farthest from that one."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.ablation import LEAVING, TAKEN_OUT
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.deviations import is_deviation
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.formerly import BASES
from mlws_writer.checking.reading.language import NEGATED, stem
from mlws_writer.checking.reading.leagues import League, Member
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_HARM = r"(?:damage|harm|drop|loss|decline|effect|impact|difference)"
_MOST = Pattern(
    rf"^\W*(?:(?:of|among) [^,;]{{3,60}}, )?(?:it was )?(?:(?P<out>{LEAVING}) )?(?P<what>[^,;.]{{2,60}}?) (?:(?:was|is) (?:the )?(?:[a-z-]+ ){{1,3}})?(?P<whose>whose (?:removal|absence|loss) )?"
    rf"(?:(?:hurts?|costs?|harm(?:s|ed)|damage[sd]|matter(?:s|ed)|counted|contribute[sd])(?: (?!more\b|less\b|the\b|most\b|least\b|by\b)\w+){{0,3}} (?:by far )?(?:the )?(?P<how>most|least)\b"
    rf"|(?:did|does|caused|causes|brought|had|has|made) (?:by far )?(?:the )?(?P<most>most|least|biggest|largest|greatest|worst|smallest) {_HARM}\b)",
    *("most", "least", "gest", "test", "worst"),
    flags=re.IGNORECASE,
)
_LEAST = frozenset(["least", "smallest"])
_WHOLE = frozenset(map(stem, [*BASES, "full", "complete", "everything", "default", "all"]))
_OF_A_SIZE = frozenset(
    map(stem, ["param", "params", "parameters", "flops", "gflops", "size", "latency", "ms", "time", "speed", "seeds", "sd", "std"])
)  # fmt: skip
_FEW = 3
"""Of more members than so many one lies farthest."""


def most_harm(sentence: str, evidence: Evidence) -> Verdict | None:
    """Judge what is said to have hurt most or least when it was left out; none where no table can tell."""
    match = None if NEGATED.search(sentence) else _MOST.search(sentence)
    if match is None:
        return None
    rows = [TAKEN_OUT.search(line.text) is not None for line in evidence.firsthand]
    if not (match["out"] or match["whose"]) and not any(rows):
        return None
    least = (match["how"] or match["most"]).lower() in _LEAST
    said = names.canonical(metric_of(sentence[match.start("what") :].split()) or "")
    leagues = [(league, whole) for league, whole in _with_whole(evidence) if not said or league.metric in ("", said)]
    spoken = told(match["what"], evidence)
    judged = [fit for league, whole in leagues if (fit := _is_farthest(league, whole, spoken, least=least)) is not None]
    if not judged:
        return None
    if judged[0]:
        return Verdict(True)
    return Verdict(False, "wrong_entity", f"to leave out another one hurt {'least' if least else 'most'}")


def _with_whole(evidence: Evidence) -> Iterator[tuple[League, Member]]:
    """Give the leagues of scores in which one member has nothing left out, and that one."""
    for league in evidence.leagues:
        whole = [member for member in league.members if member.name & _WHOLE and not _lacks(member)]
        first = league.members[0].value
        score = first.quantity.dimension in (Dimension.PLAIN, Dimension.PERCENT)
        sized = league.what & _OF_A_SIZE or is_deviation(first, evidence)
        if len(whole) == 1 and len(league.members) > _FEW and score and not sized:
            yield league, whole[0]


def _lacks(member: Member) -> bool:
    return bool(member.name & {"no", "witho", "only"})


def _is_farthest(league: League, whole: Member, spoken: frozenset[str], *, least: bool) -> bool | None:
    """Tell whether what is spoken of is farthest from the row with nothing left out, on the side where most of them are."""
    others = [member for member in league.members if member is not whole and "only" not in member.name]
    own = [member for member in league.called(spoken - league.what, frozenset()) if member in others]
    if len(own) != 1:
        return None
    apart = _apart(others, whole)
    mine = apart[others.index(own[0])]
    return abs(mine) == min(map(abs, apart)) if least else mine == max(apart)


def _apart(others: Sequence[Member], whole: Member) -> list[float]:
    """Give how far each lies from the whole, above zero on the side where most of them are."""
    apart = [float(member.value.quantity.value - whole.value.quantity.value) for member in others]
    side = 1 if sum(each > 0 for each in apart) * 2 > len(apart) else -1
    return [each * side for each in apart]
