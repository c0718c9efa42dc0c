"""Names in text that are written like code: paths, files, model tags, variables, hashes."""

import re
from functools import lru_cache

from mlws_writer.facts.dimensions import (
    NUMBER,
    UNIT,
)
from mlws_writer.facts.names import is_metric
from mlws_writer.facts.patterns import Pattern

_PARTING = r"\s,;()\[\]{}\"'=<>|`*"
_IDENTIFIER = re.compile(rf"[A-Za-z]*+[^A-Za-z{_PARTING}][^{_PARTING}]*")
"""What may be a name that is written like code: more than letters."""
_MEASURE = re.compile(
    rf"\d[\d.,]*[kKMB]?/\d[\d.,]*[kKMB]?|[$€£~≈±]?(?:{NUMBER})(?:(?:{UNIT})(?:/\w+)?|/[a-z]{{3,}}|[kKM]/s(?:ec)?|[kKMBx%]|st|nd|rd|th|[hm]\d.*|-?(?:fold|point|bit|percent)|[ap]m)?"
    r"|\d{4}-\d\d-\d\d(?:T.*)?|\d{1,2}:\d\d(?:[:.\d]*)(?:[ap]m|Z|[+-]\d\d:?\d\d)?|[\d/.,:-]+%?"
)
_AT = re.compile(r"(?:[A-Za-z][A-Za-z_-]+|[RPH])@\d+")
"""A metric of the first so many: ndcg@10, R@5."""
SINCE = Pattern(r"(?<!\w)[tT]\+(\d{1,9})([smh])\b", "t+")
"""How long after the start: t+18m."""
_PER_OPERATION = re.compile(r"(?:[µμnum]?s|[KMGT]?i?B|allocs)/op")
"""How benchmarks of code write what one operation takes: 24.6 µs/op."""
_KEYED = re.compile(rf"[A-Za-z_@.-]+[:@](?P<rest>(?:{NUMBER})(?:{UNIT})?)$")


@lru_cache(maxsize=10_000)
def identifiers(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find the names in a text that are written like code: paths, files, model tags, variables, hashes."""
    found = []
    for match in _IDENTIFIER.finditer(text):
        if (word := match[0]).strip("0123456789.") and (name := _identifier(word)):
            found.append((name, start := match.start(), start + len(name)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _identifier(word: str) -> str:
    """Give the name that a word is, without the stops behind it; nothing where it is none."""
    token = word.rstrip(".,:;!?")
    if token.isalpha():
        return ""
    may_be = (":" in token or "@" in token) and not _AT.fullmatch(token)
    keyed = _KEYED.fullmatch(token) if may_be else None
    if keyed and "@" in token and is_metric(token.partition("@")[0]):
        return token  # rmse@24h: how far ahead, no value of it
    if keyed and not keyed["rest"].lower().endswith("b"):
        return ""
    return token if _is_identifier(token) else ""


def _is_identifier(token: str) -> bool:
    if re.fullmatch(r"\d+_\d+", token):
        return True  # a task of a job array
    if _PER_OPERATION.fullmatch(token):
        return False
    letters = any(map(str.isalpha, token))
    if (
        not letters
        or SINCE.fullmatch(token)
        or _MEASURE.fullmatch(token)
        or re.fullmatch(r"\d[\d,.]*(?:st|nd|rd|th)?-[a-z-]+", token)
    ):
        return False
    if any(map(token.__contains__, "_\\@")) or re.search(r"[A-Za-z]\.[A-Za-z]|\w[/:]\w|^[~./]+/", token):
        return not re.fullmatch(
            r"(?:[A-Za-z]\.)+[A-Za-z]?|[A-Za-z]+/(?:s|sec|second|min|step|\w*h)|(?:ns|us|ms|s|sec|min|MB|GB|MiB|GiB)/[a-z]+",
            token,
        )
    return any(map(str.isdigit, token))
