"""Names and values that stand beside each other, whatever joins them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Pair(NamedTuple):
    """A name and its value, and where both together stand in the text."""

    name: str
    value: str
    start: int
    end: int


_WRAP = re.compile(
    r"(?:(?:np|numpy|torch|jnp|mx)\.)?(?:float|int|uint|bfloat|tensor|array|Decimal|Tensor)\d*\(?\[?$|[\s\"'(\[{<$€#~≈@*`]+$"
)
_JOINER = re.compile(r"\s*(?:\.{2,}|:+=?|：|=+>?|->|→|\||\bis\b|\bwas\b|\bof\b|\bat\b|\bto\b)\s*$")
_QUOTED = re.compile(r"([\"'])([^\"']{1,80})\1$")
_WORD_CHARS = r"[^\W\d][\w./@%+\-]*+"
_TAIL = re.compile(
    rf"(?:{_WORD_CHARS}(?:'s(?= ))?(?: ?\([\w/%. ]*\))?(?:[:/][\w.\-@/]+)*)(?: {_WORD_CHARS}(?: ?\([\w/%. ]*\))?){{0,3}}$"
)
_CLAUSE = re.compile(r".*(?:\) | {2,})")
"""What ends before a name begins: no other sign than a bracket stands between the words of one."""
MOST_WORDS = 4
_TIMED = re.compile(r"(?i)\b(?:time|elapsed)[ _]$")
"""What makes of a cost one in seconds: `Time cost=12.3`."""
_CALL_TAIL = re.compile(r"[\w./@%+\-:\[\]]*[^\W\d][\w./@%+\-:\[\]]*(?: ?\([\w/%. ]*\))?$")


def _words_from(text: str) -> int:
    """Return where the last words of a text can begin that make a name: it is sought from there on, not in all of it."""
    at = len(text)
    for _ in range(MOST_WORDS if "(" not in text else 0):
        at = text.rfind(" ", 0, at)
        if at < 0:
            return 0
    return at + 1 if at < len(text) else 0


def name_before(gap: str) -> tuple[str, int, bool]:
    """Return the name that the text before a number gives it, where it begins in `gap`, and whether a sign joins the two."""
    text = gap[-160:]
    text = text[text.rfind("\\n") + 2 :] if "\\n" in text else text  # a text written on one line
    shift = len(gap) - len(text)
    stripped = text
    joined = False
    for _ in range(4):
        before = stripped
        stripped = _WRAP.sub("", stripped)
        quoted = _QUOTED.search(text[: len(stripped) + 1]) if joined else None
        if quoted:
            return quoted.group(2), shift + quoted.start(), True
        found = _JOINER.search(stripped)
        if found and not joined:
            joined = found.group().strip() not in {"is", "was", "of", "at", "to", ""}
            stripped = stripped[: found.start()]
            quoted = _QUOTED.search(stripped)
            if quoted:
                return quoted.group(2), shift + quoted.start(), True
        if stripped == before:
            break
    tight = joined and text[len(stripped) :][:1] == "="
    bare = stripped.rstrip()
    found = _CALL_TAIL.search(bare) if tight else _TAIL.search(bare, _words_from(bare))
    if not found:
        return "", len(gap), joined
    start = found.start()
    if tight and (timed := _TIMED.search(stripped[:start])):
        start = timed.start()
    elif not tight:
        clause = _CLAUSE.match(found.group()) if "(" in found.group() else None
        start += clause.end() if clause else 0
    return stripped[start:].strip(), shift + start, joined


_VALUE = (
    r"\"(?:[^\"\\]|\\.){0,400}\"|'(?:[^'\\]|\\.){0,400}'|\[[^\[\]]{0,200}\]|\((?:[^()]){0,120}\)|"
    r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|[^\s,;\"'()\[\]{}]+(?:\([^()]{0,60}\))?"
)
_PAIR = re.compile(
    rf"(?:(?P<q>[\"'])(?P<quoted>[^\"'\n]{{1,80}})(?P=q)\s*:\s*|(?P<flag>(?<!\S)--?[A-Za-z][\w\-.]*)(?:=|\s+)(?!-[A-Za-z\-])|"
    rf"(?P<bare>(?<![\w./\-])[A-Za-z_][\w./@\-]*(?:\[\w+\])?)[*`]{{0,2}}\s*(?P<sep>=(?!=)|\s\.{{3,}}\s?|:(?![/:\\])))\s*(?P<value>{_VALUE})"
)
_WHOLE = re.compile(
    r"\W*?(?P<name>[^\W\d_][^:=|\t{}\[\]\"'*]{0,48}?)[*`]{0,2}(?P<join>\s*(?::=?|=|\.{3,}|\t|\s{3,}|->|→|\|)\s*)[*`]{0,2}(?P<value>\S.{0,300})$"
)


_WRAPPED = re.compile(r"(?:np|numpy|torch|jnp|jax)\.\w+\(([-+]?\d[\d.]*(?:e[-+]?\d+)?|nan|inf)(?:, [^()]*)?\)")
"""A number as a library writes it."""
_WIDE = re.compile(r"\s{2,}|\t")
_COMMENT = re.compile(r"\s+#\s.*$")


@lru_cache(maxsize=8192)
def pairs(text: str) -> tuple[Pair, ...]:
    """Return the names and values in `text`, in its order; values in quotes or brackets come whole."""
    if ":" not in text and "=" not in text and "-" not in text and ".." not in text:
        return ()
    return tuple(_pairs(text))


def _pairs(text: str) -> Iterator[Pair]:
    for found in _PAIR.finditer(text):
        name = found["quoted"] or found["flag"] or found["bare"]
        value = found["value"]
        end = found.end()
        if value[0] not in "\"'[(":
            bare = value.rstrip(".:!?")
            end -= len(value) - len(bare)
            value = bare
        value = value.strip("\"'") if value[:1] in "\"'" else value
        wrapped = _WRAPPED.fullmatch(value) if value[-1:] == ")" else None
        value = wrapped[1] if wrapped else value
        if value:
            yield Pair(name.lstrip("-"), value, found.start(), end)


def whole_pair(text: str) -> Pair | None:
    """Return the name and value of a line that is nothing else: `Name: any words`, `name ..... value`, aligned columns."""
    found = _WHOLE.match(text)
    if not found:
        return None
    value = _COMMENT.sub("", found["value"]).rstrip(" |,")
    if len(_WIDE.split(value)) > 1 and found["join"].isspace():
        return None  # a row of a table
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return Pair(found["name"].strip(), value, found.start("name"), found.start("value") + len(value)) if value else None
