"""What part of some things ended in one way, held against a line that counts it, or the lines that tell of one each."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.numbers.ratio_words import written
from mlws_writer.checking.outcomes.tallies import ENDS
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import written_number

_GOOD = Verdict(True)
_THINGS = r"(?:of )?(?:the|its|all|these)(?: [a-z]+| \d+)? (?P<things>[a-z]+s)\b"
_SAID = {end: Words(rf"\b(?:{words})\b") for end, words in ENDS.items()}
_PART_OF = re.compile(rf"\b(?P<how>half|most|a majority|the majority|[a-z]+ thirds?|a third|a quarter|three quarters)\b {_THINGS}", re.IGNORECASE)  # fmt: skip
_SO_MANY_OF = re.compile(rf"^(?:only |exactly |just )?(?P<many>\d+|[a-z]+) {_THINGS}", re.IGNORECASE)
_OF_MORE = re.compile(
    r"\b(?:but|except|first|last|other|than|while|whereas|before|after|second|again|retr\w+|at least|at most|up to|almost|nearly|about|more|less)\b",
    re.IGNORECASE,
)
_ROOM = Decimal("0.07")
_SEVERAL = 3


def part_ended(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that half, most or so many of some things passed or failed where the lines count another part."""
    ends = [end for end, said in _SAID.items() if said.search(sentence)]
    if len(ends) != 1 or NEGATED.search(sentence) or SAID.search(sentence) or _OF_MORE.search(sentence):
        return _GOOD
    if part := _PART_OF.search(sentence):
        return _of_a_part(sentence, part, ends[0], evidence)
    if many := _SO_MANY_OF.match(sentence):
        return _of_so_many(many, ends[0], evidence)
    return _GOOD


def _of_a_part(sentence: str, part: re.Match[str], end: str, evidence: Evidence) -> Verdict:
    counted = set(_counted(end, part["things"], evidence)) or set(_told(end, evidence))
    if len(counted) != 1:
        return _GOOD
    ((some, every),) = counted
    if part["how"][0].lower() == "m" or "majority" in part["how"].lower():
        right = some * 2 > every
    else:
        ratio = next((ratio for _, ratio, start in written(sentence) if start >= part.start() - 2), None)
        right = ratio is None or abs(some / every / ratio - 1) <= _ROOM
    return _GOOD if right else Verdict(False, "wrong_arithmetic", f"the facts count {some} of {every} {end}")


def _of_so_many(match: re.Match[str], end: str, evidence: Evidence) -> Verdict:
    """Hold so many against the lines that tell such an end of one thing each, where no line has that number."""
    many = written_number(match["many"])
    told = list(_told(end, evidence))
    if many is None or not told or many in (some for some, _ in told):
        return _GOOD
    return Verdict(False, "number_swap", f"the facts tell of {told[0][0]} {end}, not of {match['many']}")


def _counted(end: str, things: str, evidence: Evidence) -> Iterator[tuple[Decimal, Decimal]]:
    """Give how many of how many ended so, as a line counts them: 9/12 pass; 10 trials (6 complete, 3 pruned)."""
    words = ENDS[end]
    share = re.compile(rf"(?<![\w.])(\d+) ?(?:/|of|out of) ?(\d+)(?: [a-z]+)? (?:{words})\b|\b(?:{words})[ :=]+(\d+) ?(?:/|of) ?(\d+)(?![\w.])", re.IGNORECASE)  # fmt: skip
    noun = things.removesuffix("s")
    listed = re.compile(rf"(?<![\w.])(?P<every>\d+) {noun}s?\b[^()]*\((?P<list>[^()]*)\)", re.IGNORECASE)
    count = re.compile(rf"(?<![\w.])(\d+) (?:{words})\b", re.IGNORECASE)
    for line in evidence.firsthand:
        for found in share.finditer(line.text):
            some, every = (Decimal(each) for each in found.groups() if each)
            yield from [(some, every)] if every else []
        for found in listed.finditer(line.text):
            own = count.search(found["list"])
            yield from [(Decimal(own[1]), Decimal(found["every"]))] if own and int(found["every"]) else []
        yield from _of_a_list(words, line.text)


_ITEM = re.compile(r"(?<![\w.])(?P<how>[a-z]+(?: out)?)[ =:]+(?P<many>\d+)(?![\d.%/])(?=,|;|\s*$|\))")


def _of_a_list(words: str, text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Give how many of all that a line lists by how they ended did so: landed 94, crashed 4, timed out 2."""
    items = list(_ITEM.finditer(text))
    own = [item for item in items if re.fullmatch(words, item["how"])]
    if len(own) == 1 and len(items) > _PAIR and items[-1].end() - items[0].start() < _CLOSE * len(items):
        yield Decimal(own[0]["many"]), sum((Decimal(item["many"]) for item in items), Decimal(0))


_PAIR, _CLOSE = 2, 20


def _told(end: str, evidence: Evidence) -> Iterator[tuple[Decimal, Decimal]]:
    """Give how many of the cited rows, one thing each, end in a cell that says so; what is ok may be called passed, what is not failed."""
    rows = [line for line in evidence.firsthand if line.labels and any(v.headed for v in line.values)]
    ends = [next((name for name, cell in _CELLS.items() if cell.fullmatch(line.labels[-1])), "") for line in rows]
    if all(ends) and len(rows) >= _SEVERAL:
        yield Decimal(ends.count(end)), Decimal(len(rows))
        done = ends.count("completed")
        yield from (
            [(Decimal({"failed": len(rows) - done, "passed": done}[end]), Decimal(len(rows)))]
            if end in ("failed", "passed")
            else []
        )


_CELLS = {
    end: re.compile(
        rf"{words}|{'ok|done' if end == 'completed' else 'ok' if end == 'passed' else words}", re.IGNORECASE
    )
    for end, words in ENDS.items()
}
