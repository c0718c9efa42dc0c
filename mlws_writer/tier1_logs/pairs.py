"""Names and values that stand beside each other, whatever joins them."""

import re
from functools import lru_cache
from typing import NamedTuple

from mlws_writer.facts.names import is_metric


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
    rf"(?:{_WORD_CHARS}(?:'s(?= ))?(?: ?\([\w/%.@ ]*\))?(?:[:/][\w.\-@/]+)*)(?: {_WORD_CHARS}(?: ?\([\w/%.@ ]*\))?){{0,3}}$"
)
_CLAUSE = re.compile(r".*(?:\) | {2,})")
"""What ends before a name begins: no other sign than a bracket stands between the words of one."""
MOST_WORDS = 4
_TIMED = re.compile(r"(?i)\b(?:time|elapsed)[ _]$")
"""What makes of a cost one in seconds: `Time cost=12.3`."""
_CALL_TAIL = re.compile(r"[\w./@%+\-:\[\]]*[^\W\d][\w./@%+\-:\[\]]*(?: ?\([\w/%.@ ]*\))?$")


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
        found = _JOINER.search(stripped, _last_word(stripped))
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
    elif tight and stripped[start] == "/":
        start += 1  # `epoch=0/step=100`
    elif not tight:
        clause = _CLAUSE.match(found.group()) if "(" in found.group() else None
        start += clause.end() if clause else 0
        told, joins, last = f" {stripped[start:]}".rpartition(" and ")
        start += len(told) + len("and ") if joins and is_metric(last.strip()) else 0
    return stripped[start:].strip(), shift + start, joined


def _last_word(text: str) -> int:
    """Return where the blanks before the last word of a text begin: what joins a name and a value is in no other."""
    parts = text.rsplit(None, 1)
    return len(parts[0]) if len(parts) > 1 else 0


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


_DIGITS = bytes.maketrans(b"123456789", b"000000000")


def _shape(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(_DIGITS).decode("utf-8", "surrogatepass")


class _Span(NamedTuple):
    """Where a pair stands in all lines of a shape: its name, its value, both."""

    name: slice
    value: slice
    start: int
    end: int

    def pair_in(self, text: str) -> Pair:
        return Pair(text[self.name], text[self.value], self.start, self.end)


@lru_cache(maxsize=8192)
def pairs(text: str) -> tuple[Pair, ...]:
    """Return the names and values in `text`, in its order; values in quotes or brackets come whole."""
    if ":" not in text and "=" not in text and "-" not in text and ".." not in text:
        return ()
    return tuple([span.pair_in(text) for span in _spans(_shape(text))])


@lru_cache(maxsize=8192)
def _spans(shape: str) -> tuple[_Span, ...]:
    """Find the pairs of a line in its shape, the line with each digit made 0: nothing here tells digits apart."""
    found = _PAIR.finditer(shape)
    if "'--" not in shape and '"--' not in shape:
        return tuple(filter(None, map(_span, found)))
    flags = [_flag_span(one) for one in _QUOTED_FLAG.finditer(shape)]
    others = [one for one in map(_span, found) if one and not any(f.start <= one.start < f.end for f in flags)]
    return tuple(sorted([*flags, *others], key=lambda one: one.start))


_QUOTED_FLAG = re.compile(
    r"(?P<q>[\"'])--(?P<name>[A-Za-z][\w\-.]*)(?:=|(?P=q), (?P=q)(?!-))(?P<value>[^\"'\n]{1,200})(?P=q)"
)
"""A flag and its value among the quoted words of a command: `'--steps=800'`, `'--steps', '800'`."""


def _flag_span(found: re.Match[str]) -> _Span:
    return _Span(slice(*found.span("name")), slice(*found.span("value")), found.start() + 1, found.end() - 1)


def _span(found: re.Match[str]) -> _Span | None:
    start, end = found.span("value")
    value = found["value"]
    whole = found.end()
    if value[0] not in "\"'[(":
        end -= len(value) - len(value.rstrip(".:!?"))
        whole -= found.end("value") - end
    elif value[0] in "\"'":
        start += len(value) - len(value.lstrip("\"'"))
        end = max(start, end - len(value) + len(value.rstrip("\"'")))
    if found.string[end - 1 : end] == ")" and (wrapped := _WRAPPED.fullmatch(found.string, start, end)):
        start, end = wrapped.span(1)
    if start == end:
        return None
    name = next(group for group in ("quoted", "flag", "bare") if found[group])
    first = found.end(name) - len(found[name].lstrip("-"))
    return _Span(slice(first, found.end(name)), slice(start, end), found.start(), whole)


def whole_pair(text: str) -> Pair | None:
    """Return the name and value of a line that is nothing else: `Name: any words`, `name ..... value`, aligned columns."""
    span = _whole_span(_shape(text))
    return span.pair_in(text) if span else None


@lru_cache(maxsize=4096)
def _whole_span(shape: str) -> _Span | None:
    found = _WHOLE.match(shape)
    if not found:
        return None
    value = _COMMENT.sub("", found["value"]).rstrip(" |,")
    if len(_WIDE.split(value)) > 1 and found["join"].isspace():
        return None  # a row of a table
    start, end = found.start("value"), found.start("value") + len(value)
    whole = end
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        start, end, value = start + 1, end - 1, value[1:-1]
    name = found["name"].strip()
    first = found.end("name") - len(found["name"].lstrip())
    return _Span(slice(first, first + len(name)), slice(start, end), found.start("name"), whole) if value else None
