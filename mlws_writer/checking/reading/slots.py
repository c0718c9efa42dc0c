"""What fills the same slot of lines: the values of a key, what stands behind a noun, what a line begins with, files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mlws_writer.checking.reading.cells import end_of_stamp

_KEYED = re.compile(r"(?:^|[\s,{(|;])[\"']?([a-z_]\w{0,30})[\"']?\s?[=:]\s?[\"']?([A-Za-z][\w.+-]*)(?=[\"'\s,;})|]|$)")
NOUNS = r"(?:table|stage|step|phase|prompt|arm|variant|group|region|team|host|node|site|branch|queue|topic|service|container|collection|index|bucket|market|store|sensor|camera|column|feature|field|class|language|category|mode|strategy|policy|candidate|release|checkpoint|build)"
_BEHIND = re.compile(rf"\b({NOUNS})s? [\"']?([A-Za-z][\w-]*)(?![\w.]*[=(])")
_LEAD = re.compile(
    r"\W*(?:(?:DEBUG|INFO|WARN(?:ING)?|ERROR)\W+)?\[?(?P<lead>[a-z][\w-]*)(?:\[\d+\])?(?:\]|:(?=\s)|\s+\W?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b)"
)
_ENDS = (
    "ya?ml|py|jsonl?|toml|cfg|txt|md|sh|csv|ini|lock|ipynb|conf|sql|parquet|env|dockerignore|gitignore|rs|go|js|ts|cpp"
)
FILE = re.compile(rf"(?<![\w-])(?:[\w-]+\.)*[\w-]*\.(?:{_ENDS})\b(?!\.\w)|\b(?:Dockerfile|Makefile|Jenkinsfile)\b")
_NO_SLOTS = frozenset(
    ["ts", "t", "time", "level", "lvl", "msg", "message", "event", "ev", "type", "status", "state", "result", "reason", "error", "host", "user", "verdict", "unit", "cause", "logger", "name", "cwd", "sha", "op"]
)  # fmt: skip
_NO_NAMES = frozenset(
    ["true", "false", "yes", "none", "null", "nan", "inf", "info", "error", "warning", "debug", "warn", "ok", "done", "failed", "was", "is", "has", "and", "the", "not", "with", "for", "from", "all", "size", "to", "of", "in", "at", "on", "took", "skipped", "names"]
)  # fmt: skip
_FEW_LINES, _MOST, _LONG = 1_000, 40, 300
LEADS, FILES = "lead", "file"


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills each slot, and of which slots each filler is."""

    fillers: dict[str, frozenset[str]]
    of: dict[str, frozenset[str]]


def slots(texts: Iterable[str]) -> Slots:
    """Collect what fills the slots of some lines, where it is not always the same."""
    found: dict[str, set[str]] = {}
    for _, text in zip(range(_FEW_LINES), texts, strict=False):
        for slot, name in filled(text):
            found.setdefault(slot, set()).add(name)
    fillers = {slot: frozenset(names) for slot, names in found.items() if 1 < len(names) <= _MOST}
    of: dict[str, set[str]] = {}
    for slot, names in fillers.items():
        for name in names:
            of.setdefault(name, set()).add(slot)
    return Slots(fillers, {name: frozenset(slots) for name, slots in of.items()})


@lru_cache(maxsize=20_000)
def filled(text: str) -> tuple[tuple[str, str], ...]:
    """List the slots of a line, each with what fills it."""
    return tuple(_filled(text[:_LONG]))


def _filled(text: str) -> Iterator[tuple[str, str]]:
    if lead := _LEAD.match(text, end_of_stamp(text)):
        yield LEADS, lead["lead"]
    yield from ((FILES, name) for name in FILE.findall(text))
    for slot, name in (*_KEYED.findall(text), *_BEHIND.findall(text)):
        if slot.lower() not in _NO_SLOTS and name.lower() not in _NO_NAMES and not FILE.fullmatch(name):
            yield slot.lower(), name
