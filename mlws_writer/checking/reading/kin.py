"""Things of one kind: names that stand in the same place of lines alike, in one list, below one key, in one column, at one path."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mlws_writer.checking.reading.calling import forms
from mlws_writer.checking.reading.cells import message_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import folded, parts_of, tokens
from mlws_writer.facts import names

_Named = tuple[str, str]
"""A name behind its kind: what it has in common with others, as the place, the key, the column that they stand in."""


@dataclass(frozen=True)
class Kin:
    """Names by their kinds, each as the tokens of one name; what could be mistaken for another is of a kind with it."""

    named: tuple[tuple[str, frozenset[str]], ...] = ()
    others: tuple[frozenset[str], ...] = ()
    """The tokens of names that are of no kind."""

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """The kinds of which each token is."""
        found: dict[str, set[str]] = {}
        for kind, own in self.named:
            for token in own:
                found.setdefault(token, set()).add(kind)
        return {token: frozenset(kinds) for token, kinds in found.items()}

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind, own in self.named:
            found.setdefault(kind, set()).update(own)
        return {kind: frozenset(own) for kind, own in found.items()}

    @cached_property
    def _siblings(self) -> dict[str, frozenset[str]]:
        """The tokens of one and the same name, by each of them."""
        found: dict[str, set[str]] = {}
        for own in {*(own for kind, own in self.named if kind not in _NO_ONE_NAME), *self.others}:
            for token in own:
                found.setdefault(token, set()).update(own)
        return {token: frozenset(own) for token, own in found.items()}

    def rivals(self, token: str, within: Collection[str] | None = None) -> frozenset[str]:
        """List what a name could be mistaken for: those of its kinds, but for what it goes by itself."""
        kinds = self.kinds.get(token, frozenset()) if within is None else within
        of_a_kind = frozenset[str]().union(*(self._members[kind] for kind in kinds))
        return of_a_kind - self._siblings.get(token, frozenset()) - {token}


_NO_ONE_NAME = ("heading", "run")
"""What may be of several names."""
_PAIRED = re.compile(r"(?:^|[\s,{(|;])[\"']?([A-Za-z_]\w{0,30})[\"']?\s?[=:]\s?[\"']?([A-Za-z][\w./+-]*)")
"""The names and the values of a line: model=whisper, lang: de."""
SORTS = frozenset(
    f"key:{key}"
    for key in ("msg", "message", "type", "event", "ev", "kind", "level", "lvl", "app", "mod", "module", "status", "result", "state")
)  # fmt: skip
"""Keys that say what sort of line it is, not of what it tells."""
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


def own_text(statement: Statement) -> str:
    """Give the text of a statement without the run that it is of, which may be called as anything."""
    return statement.text.replace(statement.run, "", 1) if statement.run else statement.text


def alike(statements: Sequence[Statement]) -> Kin:
    """Tell apart by all they may be called what stands in the same place of lines, in one list, below one key."""
    groups: dict[str, dict[str, None]] = {}
    plain = [statement for statement in statements[:_FEW_LINES] if not statement.tainted]
    for statement, following in zip(plain, (*plain[1:], None), strict=False):
        own, written = own_text(statement), statement.names - {statement.run.lower()}
        leads = following is not None and following.text[:1].isspace()
        for kind, name in _in_place(own, statement.labels[:1], written, leads=leads):
            groups.setdefault(kind, {})[name] = None
    several = (
        (kind, [_called(kind, name) for name in some]) for kind, some in groups.items() if 1 < len(some) <= _MOST
    )
    return Kin(tuple((kind, own) for kind, some in several for own in some if own))


def _called(kind: str, name: str) -> frozenset[str]:
    """Give what a name may be called by; what is sized, addressed or dealt with is a name, be it a plain word."""
    return forms(name) | ({name.lower()} if kind.startswith(_DEALT_WITH) else frozenset())


def labelled(statements: Iterable[Statement], written: Iterable[str], tags: Iterable[str]) -> Kin:
    """Tell apart by their tokens the labels of lines, the places that they are of, and names of one shape."""
    labels = dict.fromkeys(label for statement in statements for label in labels_of(statement))
    found: list[tuple[str, frozenset[str]]] = [(kind, tokens(label)) for kind, label in labels]
    found += [(f"place:{tag.partition('=')[0]}", frozenset({tag})) for tag in tags if "=" in tag]
    found += [(f"shape:{shape}", part) for each in written for shape, part in _shapes(each)]
    return Kin(tuple(found), tuple(map(tokens, written)))


def labels_of(statement: Statement) -> Iterator[_Named]:
    """List what names a statement among others of its kind: the values of its keys, its labels, its run, its headings."""
    yield from _keyed(statement.text)
    yield from ((f"column:{place}", label) for place, label in enumerate(statement.labels))
    yield "run", statement.run
    yield from (("heading", heading) for heading in statement.headings)


@lru_cache(maxsize=20_000)
def _keyed(text: str) -> tuple[_Named, ...]:
    """Give the names and the values that begin a line: model=whisper, lang: de."""
    return tuple((f"key:{folded(key)}", value) for key, value in _PAIRED.findall(text[:1000]))


_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{6,40}")


def _shapes(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what a name, and what it is called for short, has in common with others that differ in a number."""
    for part in parts_of(name):
        shape = "hash" if _HASH.fullmatch(part) else re.sub(r"\d+", "0", part)
        if shape != part:
            yield shape, frozenset({folded(part).replace(" ", "")})


@lru_cache(maxsize=20_000)
def _in_place(own: str, row: tuple[str, ...], written: frozenset[str], *, leads: bool) -> tuple[_Named, ...]:
    """List what a line names, each with its place in the line, its list, its key, its row, its path or its title."""
    found = [*_lists(own), *_places(own), *_leaves(own)]
    found += [(kind, value) for kind, value in _keyed(own) if kind not in SORTS]
    found += [("row", label) for label in row]
    paths = (match for name in written if (match := _BELOW.fullmatch(name)) and not _FILE.search(name))
    found += [(f"path:{path[1]}", path[2]) for path in paths]
    return (*found, *_titles(own, leads=leads))


def _lists(text: str) -> Iterator[_Named]:
    """Give the names that a line lists, each with a number that is written like that of the others."""
    rows: dict[tuple[int, str], list[str]] = {}
    for item in _ITEM.finditer(text):
        if not names.is_metric(item["name"].split()[-1]):
            rows.setdefault((len(item["rest"] or ""), item["unit"]), []).append(item["name"])
    for row in rows.values():
        yield from ((f"list:{row}", name) for name in row)


_DEALT_WITH = ("sized", "address", "done:")
_URL = re.compile(r"\bhttps?://[^\s\"'<>]*/([A-Za-z][\w-]{2,})(?=[\s\"',;)]|$)")
_HOST = re.compile(r"(?<![\w.@/-])(?:https?://)?([a-z][a-z-]{2,})\.[a-z][\w-]*\.[a-z]{2,}/")
_OF_LAST = re.compile(r"(?P<head>[^:=|]{6,60} )(?P<name>[A-Za-z][\w-]*): ")
"""What a line tells of behind a colon, where others begin like it: exported to onnx: ok."""
_LEVEL = re.compile(r"\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b")
_SIZED = re.compile(r"(?:^|\s)\d[\d.]*\s?[KMGTkmgt]i?B?\s+(?:\./)?([A-Za-z][\w./-]*)(?=\s|$|,)")

_DONE_TO = re.compile(r"\W*(?P<deed>[A-Za-z][\w-]*)\W? +(?P<name>[A-Za-z][\w-]*) +(?:->|=>|→)\s")


def _leaves(text: str) -> Iterator[_Named]:
    """Give what a line names by an address, lists behind the size of each, or tells what came of it: dump users -> 4 GB."""
    yield from (("address", name) for name in _URL.findall(text))
    yield from (("host", name) for name in _HOST.findall(text))
    if told := _OF_LAST.match(message_of(text)):
        yield f"of:{_LEVEL.sub('', told['head'])}", told["name"]
    if done := _DONE_TO.match(message_of(text)):
        yield f"done:{done['deed']}", done["name"]
    sized = _SIZED.findall(text)
    yield from (("sized", name) for name in sized if len(sized) > 1)


def _places(text: str) -> Iterator[_Named]:
    """Give each word of a short line with all that stands around it, numbers aside."""
    found = (word.rstrip(".:") or word for word in _WORD.findall(text[:_LONG]))
    words = tuple("#" if _NUMBER.fullmatch(word) else word for word in found)
    if len(words) > _LONGEST or sum(word[0].isalpha() for word in words) < _AROUND:
        return
    for place, word in enumerate(words):
        if word[0].isalpha() and len(word) >= _SHORTEST:
            yield " ".join((*words[:place], "\x00", *words[place + 1 :])), word


def _titles(text: str, *, leads: bool) -> Iterator[_Named]:
    """Give what a line names that is the title of a block."""
    if title := _TITLE.match(text):
        yield f"title:{title[1]}", title[2]
    if leads and (opener := _OPENER.fullmatch(text.strip())) and text[:1].strip():
        yield f"opener:{bool(opener[2])}", opener[1]
