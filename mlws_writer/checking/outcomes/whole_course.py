"""Whether work went through all of its epochs or steps, by how far the cited lines say that it came."""

import re
from collections.abc import Sequence
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import quantities

_GOOD = Verdict(True)
_CUTS = {
    "epoch": "ep", "step": "step|st", "iteration": "it|iter|iters", "round": "rnd|rd", "trial": "trial", "episode": "ep|eps", "generation": "gen",
    "update": "upd", "game": "game", "fold": "fold", "batch": "batch", "timestep": "t|step|timestep", "cycle": "cycle",
}  # fmt: skip
"""What a course is counted in, and how logs cut that short."""
_NOUN = rf"(?P<noun>{'|'.join(_CUTS)})(?:e?s)\b"
_COUNT = r"(?P<many>\d[\d,]*(?:\.\d+)?(?: ?(?:k|thousand|million))?|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|ten|eleven|twelve|fifteen|sixteen|eighteen|eight|six|five|four|three|two)(?: (?:thousand|million))?)"
_ALL = Pattern(
    rf"\b(?:(?:train|learn)ed|ran|run|went|gone|lasted|complet(?:ed|es)|finish(?:ed|es)|did|got|reach(?:ed|es)|came|made it|(?:was|were) (?:complet|finish|reach)ed|carried)\b[^,;.]{{0,20}}?"
    rf"(?:\b(?:all|full|whole|planned|scheduled|intended|the last) (?:of )?(?:its|the|their)?(?: (?:planned|scheduled|full|originally planned|intended))? ?(?:of )?(?:the )?){_COUNT} (?:planned |training |scheduled )?{_NOUN}"
    rf"|^all (?:of )?(?:the |its )?(?P<count>\d[\d,]*|[a-z-]+) (?:planned |training |scheduled )?(?P<what>{'|'.join(_CUTS)})e?s were (?:done|run|completed|finished|trained)\b",
    *("all", "full", "whole", "planned", "scheduled", "intended", "the last"),
    flags=re.IGNORECASE,
)
_SHORT_OF = Pattern(
    rf"\b(?:before|short of|without)\b[^,;.]{{0,25}}?\b{_COUNT} (?:planned |training |scheduled )?{_NOUN}(?: (?:was|were|had been) (?:reached|complete|completed|done|over|up))?",
    "before", "short of", "without",
    flags=re.IGNORECASE,
)  # fmt: skip
_ENDED = re.compile(
    r"\b(?:stopp?ed|stop|end(?:ed)?|br[eo]ke? (?:off|down)|broken off|cut short|abort\w*|halt\w*|crash\w*|died|terminated|interrupted|gave up|finished)\b",
    re.IGNORECASE,
)
_ONLY_SOME = re.compile(
    r"\b(?:not|never|only|except|but|almost|nearly|most|half|would|should|could|if|until|resumed|restarted)\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\bearly[ _-]?stop(?:ped|ping)?\b(?!\W{0,3}(?:off|disabled|none|false|no\b|not\b|never|patience))|\bkeyboard ?interrupt\b",
    re.IGNORECASE,
)
_OF = re.compile(r"(?<![\d.:/])(?P<at>\d[\d,]*) ?(?:/|of|out of) ?(?P<of>\d[\d,]*)(?![\d:])")


def whole_course(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that all of so many epochs were gone through where the lines come to fewer, and an early end where they come to all."""
    if SAID.search(sentence) or _ONLY_SOME.search(sentence):
        return _GOOD
    lines = [line.text for line in evidence.firsthand]
    if match := _ALL.search(sentence):
        said, noun = _number(match["many"] or match["count"]), (match["noun"] or match["what"]).lower()
        got = _furthest(lines, noun, said)
        if said and got and got < said:
            return Verdict(False, "outcome_flip", f"the lines come to {got:,f} of {said:,f}")
        if said and not got and (early := next(filter(None, map(_EARLY.search, lines)), None)):
            return Verdict(False, "outcome_flip", f"a fact says {early.group()!r}")
    elif (match := _SHORT_OF.search(sentence)) and _ENDED.search(sentence[: match.start()]):
        said = _number(match["many"])
        got = _furthest(lines, match["noun"].lower(), said)
        if said and got == said:
            return Verdict(False, "outcome_flip", f"the lines come to all of {said:,f}")
    return _GOOD


def _number(written: str) -> Decimal:
    return next((quantity.value for quantity in quantities(written)), Decimal(0))


def _furthest(lines: Sequence[str], noun: str, most: Decimal) -> Decimal:
    """Give the highest number of such a thing, up to so many, at which a line stands; 0 where none says, or one beyond is."""
    place = re.compile(
        rf"(?<![a-z])(?:{noun}(?P<several>s)?|{_CUTS[noun]})(?:[\s_:=#\[\"']|no\.?|number)*0*(?P<at>\d[\d,]*)(?P<k>k)?(?![\w%]|[.:]\d)",
        re.IGNORECASE,
    )
    found: list[Decimal] = []
    for line in lines:
        for match in place.finditer(line):
            number = _digits(match["at"]) * (1000 if match["k"] else 1)
            if not _LIMIT.search(line[: match.start()]) and not (match["several"] and number == most):
                found.append(number)
        found += [_digits(match["at"]) for match in _OF.finditer(line) if _digits(match["of"]) == most]
    here = [number for number in found if number <= most]
    return max(here) if here and len(here) == len(found) else Decimal(0)


_LIMIT = re.compile(r"(?:max|n|num|of|total|every|limit|planned|out of)[_ ]?$", re.IGNORECASE)


def _digits(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
