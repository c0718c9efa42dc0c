"""Things of one kind: names that stand in the same place of lines alike, in one list, below one key, at one path."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mlws_writer.checking.language import STOP
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.tokens import folded
from mlws_writer.checking.words import plain_words
from mlws_writer.facts import names

PAIRED = re.compile(r"(?:^|[\s,{(|;])[\"']?([A-Za-z_]\w{0,30})[\"']?\s?[=:]\s?[\"']?([A-Za-z][\w./+-]*)")
"""The names and the values of a line: model=whisper, lang: de."""
_SORTS = frozenset(
    [
        "msg",
        "message",
        "type",
        "event",
        "ev",
        "kind",
        "level",
        "lvl",
        "app",
        "mod",
        "module",
        "status",
        "result",
        "state",
    ]
)
"""Keys that say what sort of line it is, not of what it tells."""
_NO_NAMES = STOP | frozenset(
    [
        *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "utc", "cet", "cest"),
        *("info", "warn", "warning", "error", "debug", "fatal", "critical", "running", "skip", "pending", "completed"),
        *("succeeded", "ok", "true", "false", "null", "num", "per", "max", "min"),
    ]
)
_SHORTEST = 3
_LONG = 400
_LONGEST = 30
"""Words; in a longer line no place is the same by more than chance."""
_MOST = 40
"""So many names in one place are no kind any more."""
_FEW_LINES = 1_000
_AROUND = 2
"""How many words a line has at least of which one may be another."""
_WORD = re.compile(r"[A-Za-z_](?:[\w./+-]|::)*|\d[\w.,:%/-]*|\S")
_NUMBER = re.compile(r"[-+]?\d[\d.,:/-]*(?:%|[A-Za-z]{1,3})?\.?")
_ITEM = re.compile(
    r"(?:^|[,;:|/(\[=]\s*|\s{2,}|\d%?\s+)(?P<name>[A-Za-z][\w-]*(?:[ _][a-z][\w-]*)?)[ =:]+[-+]?\d[\d,]*(?P<rest>\.\d+)?(?P<unit>%?)(?![\w.])"
)
"""What a line lists with a number each."""
_TITLE = re.compile(
    r"\s*(#+|={2,}|-{2,}|\*{2,})\s+(?:[a-z]+ \d+:? )?([\w.+-]+)\s*(?:$|(?:#+|={2,}|-{2,}|\*{2,})(?:\s|$))"
)
_OPENER = re.compile(r"([A-Za-z]\w+)(\(.*\))?")
"""A line of a name, or of how it is called, above indented ones: SVC(kernel='rbf')."""
_BELOW = re.compile(r"(.*(?:[./]|::))([\w-]+)")
_FILE = re.compile(r"\.\w{1,5}$")
_NAMED = re.compile(r"[A-Za-z0-9](?:[\w./+@:-]*\w)?")
_PIECE = re.compile(r"\d*[a-z][a-z0-9]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=40_000)
def forms(name: str) -> frozenset[str]:
    """Give what a name may be called by: the whole of it, folded, and its parts that are words of their own."""
    plain = name.replace("_", " ")
    parts = {*_PIECE.findall(plain.lower()), *_PIECE.findall(_HUMP.sub(" ", plain).lower())}
    whole = folded(plain).replace(" ", "")
    return frozenset(word for word in (whole, *parts) if _may_name(word))


def _may_name(word: str) -> bool:
    told = len(word) >= _SHORTEST and any(map(str.isalpha, word)) and word not in _NO_NAMES
    return told and plain_words().isdisjoint(singular(word))


def singular(word: str) -> tuple[str, ...]:
    """Give a word and what it may be the plural of."""
    if word.endswith("ies"):
        return word, f"{word[:-3]}y"
    return (word, word[:-1]) if word.endswith("s") and len(word) > _SHORTEST + 1 else (word,)


@lru_cache(maxsize=20_000)
def named_in(text: str) -> frozenset[str]:
    """Collect all by which a text may call something, in the singular too."""
    words = _NAMED.findall(text)
    pieces = (piece for word in words for piece in (word, *re.split(r"[/.:@+]+", word)))
    found = frozenset().union(*map(forms, pieces))
    joined = frozenset(one.lower() + other.lower() for one, other in pairwise(words))
    return found | joined | {each for word in found for each in singular(word)}


def own_text(statement: Statement) -> str:
    """Give the text of a statement without the run that it is of, which may be called as anything."""
    return statement.text.replace(statement.run, "", 1) if statement.run else statement.text


def kin(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Give for all that names something what names others of its kind."""
    found: dict[str, set[str]] = {}
    plain = [statement for statement in statements[:_FEW_LINES] if not statement.tainted]
    for kind in _kinds(plain):
        each = [own for own in set(map(forms, kind)) if own]
        for one in each if len(each) <= _MOST else ():
            others = frozenset().union(*each) - one
            for word in one:
                found.setdefault(word, set()).update(others)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def _kinds(statements: Sequence[Statement]) -> Iterator[Iterable[str]]:
    """List the kinds of things that lines tell apart, each as its names."""
    groups: dict[object, set[str]] = {}
    for statement, following in pairwise((*statements, None)):
        if statement is None:
            continue
        yield from _lists(own_text(statement))
        below = following is not None and following.text[:1].isspace()
        for place, name in (*_places(statement), *_labels(statement), *_headings(statement, leads=below)):
            groups.setdefault(place, set()).add(name)
    yield from groups.values()


def _lists(text: str) -> Iterator[list[str]]:
    """Give the names that a line lists, each with a number that is written like that of the others."""
    rows: dict[tuple[int, str], list[str]] = {}
    for item in _ITEM.finditer(text):
        if not names.is_metric(item["name"].split()[-1]):
            rows.setdefault((len(item["rest"] or ""), item["unit"]), []).append(item["name"])
    yield from (row for row in rows.values() if len(row) > 1)


def _places(statement: Statement) -> Iterator[tuple[object, str]]:
    """Give each word of a short line with all that stands around it, numbers aside."""
    found = (word.rstrip(".:") or word for word in _WORD.findall(own_text(statement)[:_LONG]))
    words = tuple("#" if _NUMBER.fullmatch(word) else word for word in found)
    named = [place for place, word in enumerate(words) if word[0].isalpha() and len(word) >= _SHORTEST]
    if len(words) > _LONGEST or sum(word[0].isalpha() for word in words) < _AROUND:
        return
    for place in named:
        yield (words[:place], words[place + 1 :]), words[place]


def _labels(statement: Statement) -> Iterator[tuple[object, str]]:
    """Give the values of the keys of a line, what heads it as a row, and the names below one path."""
    for key, value in PAIRED.findall(own_text(statement)[:1000]):
        if folded(key) not in _SORTS:
            yield f"key:{folded(key)}", value
    if statement.labels:
        yield "row", statement.labels[0]
    for name in statement.names - {statement.run.lower()}:
        if (match := _BELOW.fullmatch(name)) and not _FILE.search(name):
            yield f"path:{match[1]}", match[2]


def _headings(statement: Statement, *, leads: bool) -> Iterator[tuple[object, str]]:
    """Give what a line names that is the title of a block."""
    if title := _TITLE.match(statement.text):
        yield f"title:{title[1]}", title[2]
    if leads and (opener := _OPENER.fullmatch(statement.text.strip())) and statement.text[:1].strip():
        yield f"opener:{bool(opener[2])}", opener[1]
