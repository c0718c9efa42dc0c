"""Codes by which a log calls things after it has named them once: [s2] canary-1b, and later s2 17m40s."""

import re
from collections.abc import Iterable, Iterator

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.tokens import folded

_CODED = re.compile(
    r"(?:\[(?P<code>[a-z]{1,4}\d{1,2})\]|(?<![\w./=-])(?P<bare>[a-z]{1,2}\d{1,2})(?: ?=|:))\s+"
    r"(?=[A-Za-z]*[\w.+]*[-.:\d])(?P<name>[A-Za-z][\w.+-]*\w(?::[\w.]+)?)(?=[\s,;)]|$)"
)
"""A code and, behind it, a name that is written like one."""
_PARTS = re.compile(r"[-_:.]")
_SHORTEST = 4
_SEVERAL = 2


def coded(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the codes of a log that stand for one name each, with that: of a code alone, or of one with several names, none."""
    named: dict[str, set[str]] = {}
    for text in texts:
        if (match := _CODED.search(text)) and any(map(str.isdigit, match["name"])) | ("-" in match["name"]):
            named.setdefault(match["code"] or match["bare"], set()).add(match["name"])
    single = {code: min(names) for code, names in named.items() if len(names) == 1}
    yield from single.items() if len(single) >= _SEVERAL and len(set(single.values())) == len(single) else ()


def called_for_short(name: str) -> frozenset[str]:
    """Give the tokens by which a name is spoken of: whole, and by its first part."""
    first = _PARTS.split(name)[0].lower()
    short = {first, stem(first)} if len(first) >= _SHORTEST else set()
    return frozenset({folded(name).replace(" ", ""), *short})


_LETTERED = re.compile(
    r"(?<![\w-])(?:agent|system|model|arm|variant|group|config|candidate|option|setup|player|prompt|policy|version|team)s? (?P<letter>[A-H])\s?[:=]\s?(?P<name>[A-Za-z][\w.]*(?:-[\w.]+)+)",
    re.IGNORECASE,
)
_LETTERED_ROW = re.compile(r"\W*(?P<letter>[A-H]) +(?P<name>[a-z][\w.]*(?:-[\w.]+)+) {2,}[-\d.]")
"""A row of a table that begins with a letter and the name that it stands for: A bio-llama-8b."""
_LETTER_TOLD = re.compile(r" [A-Ha-h]\s?[:=]")


def lettered(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find what goes by letters where a line says so for two or more: agent A: ministral-8b, agent B: granite-8b."""
    rows: dict[str, str] = {}
    for text in texts:
        if _LETTER_TOLD.search(text):
            found = list(_LETTERED.finditer(text))
            yield from ((match["letter"].upper(), match["name"]) for match in found if len(found) > 1)
        if row := _LETTERED_ROW.match(text):
            rows.setdefault(row["letter"], row["name"])
    if len(rows) > 1 and "".join(sorted(rows)) == "ABCDEFGH"[: len(rows)] and len(set(rows.values())) == len(rows):
        yield from rows.items()
