"""Patterns that cost nothing until they are needed: compiled at first use, tried only where a telling word occurs."""

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regex that is compiled when it is first tried on a text in which one of its `hints` (in lower case) occurs.

    Without hints it is tried on every text. A match must contain one of the hints, so that none is missed.
    """

    __slots__ = ("_compiled", "_flags", "_hints", "_text")

    def __init__(self, text: str, *hints: str, flags: int = 0) -> None:
        self._text, self._hints, self._flags = text, hints, flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        return self._compiled

    def may_match(self, low: str) -> bool:
        """Tell whether a text may match, by it in lower case, or by that without its digits where no hint has any."""
        return not self._hints or any(map(low.__contains__, self._hints))

    def _hopeless(self, text: str, low: str = "") -> bool:
        low = low or text.lower()
        # A plain loop: most hints are missed, and a call of `any` over them costs more than they do.
        for hint in self._hints:
            if hint in low:
                return False
        return bool(self._hints)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match in `text` from `at` on."""
        return None if self._hopeless(text) else self.compiled.search(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match that is all of `text`."""
        return None if self._hopeless(text) else self.compiled.fullmatch(text)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Return the match that begins at `at`."""
        return None if self._hopeless(text) else self.compiled.match(text, at)

    def finditer(self, text: str, low: str = "") -> Iterator[re.Match[str]]:
        """Yield all matches in `text`; `low` is `text` in lower case, where that is known already."""
        return iter(()) if self._hopeless(text, low) else self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """Return what all matches in `text` say."""
        return [] if self._hopeless(text) else self.compiled.findall(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, low: str = "") -> str:
        """Return `text` with each match replaced; `low` is `text` in lower case, where that is known already."""
        return text if self._hopeless(text, low) else self.compiled.sub(by, text)


class Words(Pattern):
    """A pattern of words that are found whatever their case.

    It is tried on the text in lower case first: to say that nothing is found takes a tenth of the time then. So the
    pattern itself has no capital letter. What was found in the last text is kept: many checks ask of one sentence.
    """

    __slots__ = ("_last", "_low")

    def __init__(self, text: str) -> None:
        super().__init__(text, flags=re.IGNORECASE)
        assert re.sub(r"\\.|\(\?P", "", text).islower()
        self._low: re.Pattern[str] | None = None
        self._last: tuple[str, re.Match[str] | None] = ("", None)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match in `text` from `at` on."""
        if at or not text:
            return super().search(text, at)
        last, found = self._last
        if last is not text:
            found = super().search(text)
            self._last = text, found
        return found

    def _hopeless(self, text: str, low: str = "") -> bool:
        if self._low is None:
            self._low = re.compile(self._text)
        return self._low.search(low or in_ascii(text).lower()) is None


_TAKEN_FOR_ASCII = str.maketrans({"\u017f": "s", "\u0131": "i", "\u0130": "I", "\u212a": "K"})


def in_ascii(text: str) -> str:
    """Write the letters that a pattern without case takes for ASCII ones as those: a long s, a dotless i.

    What such a pattern has found is looked up in tables; no place in the text moves.
    """
    return text if text.isascii() else text.translate(_TAKEN_FOR_ASCII)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Cover what has been read; a sign that is no part of a word or number keeps its neighbours apart."""
    if not spans:
        return text
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], "\x00" * (end - start)]
        done = end
    return "".join((*pieces, text[done:]))
