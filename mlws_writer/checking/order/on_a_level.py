"""Two things that are said to be on a level, or one ahead of the other in each of several: held as comparisons of the two.

Who is on a level with another is not better than it, and it is not better either; who is ahead everywhere is so in each.
"""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.comparing import comparative
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_MORE = {
    **dict.fromkeys(("good", "well", "accurate", "strong", "tied", "drew", "level", "par", "matched"), "better"),
    **dict.fromkeys(("fast", "quick", "slow"), "faster"),
    **dict.fromkeys(("large", "big", "small", "long"), "larger"),
}
_ADJECTIVES = "good|well|accurate|strong|fast|quick|slow|large|big|small|long"
_LEVEL = Pattern(
    rf"^(?:(?P<where>(?:On|In|For|At) [^,;]+?), )?(?P<one>[^,;]+?) (?:and (?P<and>[^,;]+?) (?:(?:did|do|performed|were|are|was|is|ran|scored) equally (?P<how>{_ADJECTIVES})|(?P<tied>tied|drew)|(?:were|are) (?:on a )?(?P<level>level|par))"
    rf"|(?:did|was|is|were|ran|performed) (?:just |exactly )?as (?P<as>{_ADJECTIVES}) as (?P<than>(?![^,;]*\b(?:together|combined|both)\b)[^,;]+?)|(?P<matched>matched) (?P<match>[^,;]+?))(?P<rest>(?: (?:on|in|for|at|by) [^,;]+)?)\.?$",
    *("equally", "tied", "drew", "level", " par", " as ", "matched"),
    flags=re.IGNORECASE,
)
_EVERYWHERE = Pattern(
    r"^(?P<one>[^,;]+?) (?:beats?|outperform(?:s|ed)|(?:was|is|did|does|were|are) (?:clearly )?better than|was ahead of) (?P<other>[^,;]+?) (?:on|in|for|at) (?:every|each|all)\b[^,;.]*\.?$",
    *("every", "each", "all"),
    flags=re.IGNORECASE,
)


def on_a_level(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that two are on a level where just one of them is ahead, and that one is ahead in each where the other is in one."""
    if NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    level = _LEVEL.match(sentence) is not None
    for one, other, more, where in _compared(sentence, evidence):
        ahead, behind = (
            comparative(f"{a} was {more} than {b}{where}.", evidence).ok for a, b in ((one, other), (other, one))
        )
        if ahead != behind and (level or behind):
            first, last = (one, other) if ahead else (other, one)
            return Verdict(False, "invented_comparison", f"by the facts {first} is {more} than {last}{where}")
    return _GOOD


def _compared(sentence: str, evidence: Evidence) -> Iterator[tuple[str, str, str, str]]:
    """Give the two that are compared, by what, and where."""
    if match := _LEVEL.match(sentence):
        other = match["and"] or match["than"] or match["match"]
        how = match["how"] or match["tied"] or match["level"] or match["as"] or match["matched"]
        where = match["rest"].rstrip(".") or (f" {match['where'].lower()}" if match["where"] else "")
        yield match["one"], other, _MORE[how.lower()], where
    elif match := _EVERYWHERE.match(sentence):
        own = tokens(match["one"])
        rows = [line for line in evidence.firsthand if own <= line.tags]
        for name in dict.fromkeys(label for row in rows for label in row.labels if not tokens(label) & own):
            yield match["one"], match["other"], "better", f" on {name}"
