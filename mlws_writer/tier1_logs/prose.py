"""Whether a line is a log's own statement, or a piece of program text or of somebody's prose that the log quotes."""

import re
from functools import lru_cache

_CODE = re.compile(
    r"\s*(?:(?:async )?def \w|class \w+[(:]|import \w|from [\w.]+ import|return\b|(?:if|for|while|with|elif|except|switch|else if) ?[(\w].*[:{]$|(?:else|try|finally)\s*[:{]|@\w+[\w.(]|"
    r"self\.\w|print\(|#include|//|/\*|\*/|</?[a-zA-Z][^>]*>$|[{}\])]+[,;]?$|(?:const|let|var|int|float|void|unsigned|auto|template|double|char|bool) [\w*]|```|[+\-]\s{2,}\w|\$ |raise \w|assert |(?:\w+\.)+\w+\((?:.*\))?$|"
    r"[\w.\[\]]+(?:, \w+)* = (?:\w+\.)*\w+\(.*|[\w.]+\[[^\]]*\] = |[\w.]+ (?:[-+*/|]=|= f?[\"'].*[\"'](?:\.\w+\(| if .+ else )|= .* for \w+ in) ?|(?:pass|break|continue|yield)$|[+\-](?:def|class|import|from|if|for|while|return|try|else)\b.*[\w:)]$|File \"|.*;$|.*\\n\\|.*\{$)"
)


@lru_cache(maxsize=1024)  # three readers ask it of each line, one after the other
def is_code(text: str) -> bool:
    """Tell whether a line looks like program text."""
    return _CODE.match(text) is not None and not text.startswith(("Namespace(", "- "))


_FUNCTION_WORDS = frozenset(
    "a an the this that these those it its is are was were be been has have had do does did will would can could may of on in at by to for "  # noqa: SIM905
    "from with into as and or not no if then than when while all any some each every both other only also again here there now which what who "
    "true false none null yes no auto done ok using set loaded loading found saved ready started finished failed loader loaders parallel".split()
)
_NUMERIC = re.compile(r"[-+~<>=]*[\d.,:/x ]*\d(?:e[-+]?\d+)?\s?[%A-Za-z]{0,2}")


def is_name(value: str) -> bool:
    """Tell whether a value may be what a model or data are called: a word or a path, no number and no function word."""
    plain = value.strip(" \"'`()[]{}.,:")
    if plain.lower() in _FUNCTION_WORDS or _NUMERIC.fullmatch(plain) or plain[:1] == "<":
        return False
    return any(char.isalpha() for char in plain) and "%|" not in plain


@lru_cache(maxsize=1024)
def is_prose(text: str) -> bool:
    """Tell whether a line reads as a sentence of somebody's text rather than as a log statement."""
    count = text.count(" ") + 1
    if count < 9:
        return False
    words = sum(word.isalpha() and word.islower() for word in text.replace(",", " ").split())
    return words >= count * 0.7
