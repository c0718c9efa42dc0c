"""Superlatives held against whole leagues: what is named must lead all that the log compares it with."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import REST
from mlws_writer.checking.numbers.meant import Asked, Comparison, comparison, held, meant, spoken_of, way
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.leagues import League, Member, integers, stands
from mlws_writer.checking.reading.superlatives import above_it, extreme
from mlws_writer.checking.reading.tokens import tokens

_AMONG = re.compile(
    r"\b(?:among|so far|until|up to|by then|at that point|only|except|apart from|other than|excluding|without|but for|after|before|since|"
    r"of (?:the|these|those|all|both|our|its|their) (?!\d|two|three|four|five|six|seven|eight|nine|ten)[a-z]+)\b",
    re.IGNORECASE,
)
"""What sets a superlative among some only."""
_HOW = re.compile(r"(?:most|least) (?:often|frequently|\w+ly|\w+ed)\b", re.IGNORECASE)
"""How often something was done, which is no rank of what was counted."""
_NOUN = re.compile(
    r"\s+(?:by far )?(?P<what>(?:(?!in\b|at\b|with\b|of\b|on\b|for\b|by\b|and\b|was\b|is\b|were\b|to\b|among\b|one\b)[\w@/-]+\s*){1,4})"
)
_VERB = re.compile(r"(?P<what>[A-Za-z]{3,}) (?:by far )?(?:the )?$")
"""What stands before a superlative behind which no noun does: stall B sold the most."""
_SHARE_OF = re.compile(
    r" (?:share|number|amount|fraction|part|portion|proportion) of (?:the |its |all )?(?P<what>[\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;] (?:and|but|while|whereas|although|though) |;|\b(?:but|while|whereas) ")
_GAIN = re.compile(
    r" (?:\w+ ){0,2}(?:gains?|drops?|jumps?|leaps?|increases?|decreases?|improvements?|rises?|falls?|differences?|gaps?|changes?|declines?|reductions?|growth)\b",
    re.IGNORECASE,
)
"""What is told by differences, which no value shows by itself."""
_NEW = re.compile(r"\b(?:a|another|yet another) (?:new )?$")


def leads(match: re.Match[str], sentence: str, whole: str, evidence: Evidence) -> bool | None:
    """Tell whether what a part of a whole sentence names is what its superlative says; None where no league decides it."""
    if _NEW.search(sentence[: match.start()]) or _HOW.match(sentence, match.start()):
        return None
    if _GAIN.match(sentence, match.end()):
        return None
    noun, above = _NOUN.match(sentence, match.end()), above_it(match, sentence)
    rest = f"{sentence[: match.start()]} {sentence[match.end() :]}"
    verb = _VERB.search(sentence[: match.start()]) if noun is None else None
    near = noun["what"] if noun else verb["what"] if verb else ""
    if share := _SHARE_OF.match(sentence, match.end()):
        near = f"{near} {share['what']}"
    said = comparison(whole, rest, near, *extreme(match), evidence)
    clause = _clause(match, sentence)
    around, numbers = told(clause, evidence) | stems(clause), integers(clause)
    ahead = told(sentence[: match.start()], evidence)
    judged: list[bool] = []
    other = False
    asked = spoken_of(said, evidence)
    compared = meant(said, asked)
    nothing_said = not compared and not said.about and not said.metric
    if nothing_said and _OF_ANY.fullmatch(match.group()) and not _AMONG.search(sentence):
        return _leads_by_any(said, asked)
    for each in compared:
        league, called = _under_one_condition(*each, said, evidence)
        sign = way(league, said) or said.sign * held(said, called)
        if len(called) > 1 or not sign or not called[0].is_called(around, numbers):
            continue  # it, the last one
        narrow = league.within(said.spoken - league.what - _of_one_name(sentence, called, evidence))
        under = narrow
        if narrow is league and called[0].is_called(ahead, numbers):  # forest did best on wine
            under = league.within(_told_behind(clause, evidence) - league.what)
        parts = map(_of_a_kind, (league, narrow, under, _among_the_cited(league, said, evidence)))
        judged.append(any(stands(called[0], part, sign, above) for part in parts if called[0] in part.members))
        other |= _beaten_by_the_other(called[0], league, sign, evidence)
    of_runs = any(statement.run for statement in evidence.statements)  # facts of several runs stand for one thing each
    if not judged or (not any(judged) and (of_runs or (_AMONG.search(sentence) and not share and not other))):
        return None
    return any(judged)


_UNDER = re.compile(r"\b(?:on|for|in|at|under|within) (?:the )?(?P<what>[\w@-]+)")


def _told_behind(clause: str, evidence: Evidence) -> frozenset[str]:
    """Collect under what a clause ranks things: forest did best on wine."""
    return frozenset[str]().union(*(told(match["what"], evidence) for match in _UNDER.finditer(clause)))


def _of_a_kind(league: League) -> League:
    """Leave out what does not compete: of counts what is of none of their kinds ("none":100), and what knows the answer (oracle)."""
    rest = (m for m in league.members if not m.name <= REST or m.value.quantity.value % 1)
    some = tuple(m for m in rest if not (m.name & _KNOWING or m.name >= _GROUND_TRUTH))
    return replace(league, members=some) if 1 < len(some) < len(league.members) else league


_KNOWING = frozenset(map(stem, ["oracle", "groundtruth", "topline", "cheating"]))
_GROUND_TRUTH = frozenset(map(stem, ["ground", "truth"]))
_OF_ANY = re.compile(r"highest|lowest", re.IGNORECASE)
"""What a value of any kind may be."""


def _leads_by_any(said: Comparison, asked: Sequence[Asked]) -> bool | None:
    """Tell that what is named is not the most by any of its measures, where a sentence does not say by which; None where it is by one."""
    sides = [stands(called[0], league, said.sign, 0) for league, called in asked if len(called) == 1]
    return False if len(sides) == len(asked) > 0 and not any(sides) else None


def _among_the_cited(league: League, said: Comparison, evidence: Evidence) -> League:
    """Narrow a league to those of its members of which the cited lines are, where a sentence speaks of some only: of the 4-bit methods, at epoch 30."""
    cited = _cited(league.members, evidence)
    lines = [evidence.of(each.value).tags for each in cited]
    at_one_place = any("=" in token and all(token in tags for tags in lines) for token in said.spoken)
    some = at_one_place or _OF_SOME.search(said.whole) is not None
    return replace(league, members=cited) if some and len(lines) >= _SEVERAL else league


def _cited(members: Sequence[Member], evidence: Evidence) -> tuple[Member, ...]:
    """Give those of which the cited lines are."""
    return tuple(each for each in members if each.value.statement in evidence.own)


_SEVERAL = 3
_OF_SOME = re.compile(r"\b(?:of|among) (?:the|these|those|our|its) (?!same\b)[\w-]+", re.IGNORECASE)


def _beaten_by_the_other(mine: Member, league: League, sign: int, evidence: Evidence) -> bool:
    """Tell whether the lines behind a sentence are of two things, and the other of them goes beyond what it names."""
    cited = _cited(league.members, evidence)
    beyond = [each for each in cited if each.value.quantity.value * sign > mine.value.quantity.value * sign]
    return len(cited) == _TWO == len(evidence.statements) and mine in cited and len(beyond) == 1


_TWO = 2
_FRACTION = re.compile(r"\d+\.\d+\.?")


def _under_one_condition(
    league: League, called: Sequence[Member], said: Comparison, evidence: Evidence
) -> tuple[League, Sequence[Member]]:
    """Where several rows are of what is named, keep the one whose value is written, and the rows of its condition."""
    mine = [member for member in called if held(said, (member,))] if len(called) > 1 else []
    if len(mine) != 1:
        return _as_cited(league, called, evidence)
    conditions = _conditions(mine[0], said, evidence)
    some = tuple(each for each in league.members if conditions and _conditions(each, said, evidence) == conditions)
    return (replace(league, members=some), mine) if len(some) > 1 else (league, called)


def _as_cited(league: League, called: Sequence[Member], evidence: Evidence) -> tuple[League, Sequence[Member]]:
    """Where several rows are of what is named, and one of them is cited, keep that, and the rows of its own condition: horizon 168."""
    cited = _cited(called, evidence) if len(called) > 1 else ()
    for place, head in enumerate(_set(cited[0], evidence) if len(cited) == 1 else ()):
        alike = (each for each in league.members if head in _set(each, evidence)[place : place + 1])
        some = tuple(each for each in alike if each is cited[0] or each.name != cited[0].name)
        if 1 < len(some) < len(league.members):
            return replace(league, members=some), cited
    rows = _cited(league.members, evidence)
    return (replace(league, members=rows), cited) if len(cited) == 1 and len(rows) >= _TWO else (league, called)


def _set(member: Member, evidence: Evidence) -> list[tuple[str, Decimal]]:
    """Give the whole numbers of the row of a value that are no measures."""
    row = (v for v in evidence.of(member.value).values if v.headed and not v.metric and v.quantity.value % 1 == 0)
    return [(v.name, v.quantity.value) for v in row]


def _conditions(member: Member, said: Comparison, evidence: Evidence) -> list[Decimal]:
    """Give what the row of a value has below the other headers that are spoken of: horizon 24h."""
    row = (v for v in evidence.of(member.value).values if v.headed and v.key != member.value.key)
    return [v.quantity.value for v in row if v.key & said.spoken]


def _clause(match: re.Match[str], sentence: str) -> str:
    """Give the part of a sentence that its superlative stands in."""
    cuts = [0, *(cut.start() for cut in _CLAUSE.finditer(sentence)), len(sentence)]
    start = max(cut for cut in cuts if cut <= match.start())
    return sentence[start : min(cut for cut in cuts if cut >= match.end())]


def _of_one_name(sentence: str, called: Sequence[Member], evidence: Evidence) -> frozenset[str]:
    """Collect what words say that are of the very name of what is called, such as its size or its family."""
    own = frozenset[str]().union(*(member.name for member in called))
    written = sentence.split()
    words = [(told(word, evidence) | stems(word)) & own for word in written]
    numbers = frozenset[int]().union(*(member.numbers for member in called))
    numbered = (
        word
        for word, behind in zip(words, written[1:], strict=False)
        if numbers & integers(behind.strip(".,;:")) or (word and _FRACTION.fullmatch(behind.strip(",;:")))
    )
    pairs = (one | other for one, other in pairwise(words) if one and other)
    behind = (tokens(" ".join(written[place + 1 : place + 3])) & own for place in range(len(words)))
    placed = (word | at for word, at in zip(words, behind, strict=True) if word and any("=" in each for each in at))
    kinds = frozenset(kind for token in own for kind, at, _ in (token.partition("="),) if at and kind)
    return frozenset[str]().union(*(word for word in words if len(word) > 1), *pairs, *numbered, *placed, kinds)
