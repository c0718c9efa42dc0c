"""Words looked up in a log that may write them otherwise: inside a name, cut short, joined, by first letters, by a code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.tokens import folded
from mlws_writer.checking.reading.trade import LANGUAGES, Codes, said_in_full

_JOINED = 12
_SHORT = re.compile(r"^[A-Za-z]{3,5}$|[A-Z]?[a-z]{3,5}(?![a-z])")
_LETTERS, _LONG = re.compile(r"[a-z]+"), re.compile(r"[a-z]{4,}")
_FEWEST, _MOST_INITIALS = 3, 5
_PLAIN = frozenset(
    [
        "the",
        "and",
        "for",
        "are",
        "was",
        "but",
        "not",
        "you",
        "all",
        "any",
        "can",
        "had",
        "her",
        "his",
        "one",
        "our",
        "out",
        "day",
        "get",
        "has",
        "him",
        "how",
        "man",
        "new",
        "now",
        "old",
        "see",
        "two",
        "way",
        "who",
        "did",
        "its",
        "let",
        "put",
        "say",
        "she",
        "too",
        "use",
        "with",
        "from",
        "that",
        "this",
        "than",
        "then",
        "they",
        "when",
        "what",
        "were",
        "will",
        "have",
        "been",
        "more",
        "most",
        "some",
        "such",
        "into",
        "over",
        "only",
        "very",
        "your",
        "ratio",
        "rate",
        "size",
    ]
)
"""Words of their own, which no first letters make."""


_LETTERED = re.compile(r"([a-z]{1,2})(\d+)[a-z]?")


@dataclass(frozen=True)
class Written:
    """What a log says, as it was, folded to letters and digits, and the codes that it has for what readers name in full."""

    said: str
    text: str
    codes: Codes = ()

    @cached_property
    def squeezed(self) -> str:
        """That text without its spaces, to look up names that are written apart."""
        return self.text.replace(" ", "")

    @cached_property
    def _runs(self) -> frozenset[str]:
        """The runs of letters in all that is said."""
        return frozenset(re.findall(r"[A-Za-z]+", self.said))

    @cached_property
    def _short(self) -> frozenset[str]:
        """The words that may be others cut short: env, spec, pop."""
        return frozenset(word.lower() for run in self._runs for word in _SHORT.findall(run))

    @cached_property
    def _low_runs(self) -> frozenset[str]:
        return frozenset(run.lower() for run in self._runs)

    def has_run(self, letters: str) -> bool:
        """Tell whether letters are said with no other one beside them: cod is not, where only code is."""
        return letters in self._low_runs

    def has_whole(self, word: str) -> bool:
        """Tell whether a word is said as it is, be it inside a name."""
        if word not in self._whole:
            said = word.lower() in self.squeezed or folded(word).replace(" ", "") in self.squeezed
            self._whole[word] = said and self._begins_a_word(word.lower())
        return self._whole[word]

    def _begins_a_word(self, name: str) -> bool:
        """Tell whether a name of a letter or two and a number begins where a word does: H100 is not the end of batch 100."""
        match = _LETTERED.fullmatch(name)
        begun = rf"(?<![a-z]){match[1]}[^a-z0-9]{{0,2}}{match[2]}" if match else ""
        return not begun or re.search(begun, self.said.lower()) is not None

    @cached_property
    def _whole(self) -> dict[str, bool]:
        """The words that were looked for as they are, and whether they are said so."""
        return {}

    def joins(self, name: str) -> bool:
        """Tell whether a folded name is said, be it across the spaces between words."""
        if name not in self._joins:
            self._joins[name] = name in self.squeezed and self._begins_a_word(name)
        return self._joins[name]

    @cached_property
    def _joins(self) -> dict[str, bool]:
        """The names that were looked for, and whether they are said: all that is said is long, and names come again."""
        return {}

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """The words that were looked for, and whether they are said."""
        return {}

    def has(self, word: str) -> bool:
        """Tell whether a word is said, be it inside a name, cut short, or as the code of a language."""
        low = word.lower()
        if low not in self._asked:
            self._asked[low] = self._says(low)
        return self._asked[low]

    def _says(self, low: str) -> bool:
        if low in self.squeezed or (
            (codes := LANGUAGES.get(low)) and re.search(rf"(?<![a-z])(?:{codes})(?![a-z])", self.said.lower())
        ):
            return True
        return len(low) > 4 and any(low[:size] in self._short for size in (3, 4, 5))

    def cut_short(self, text: str) -> frozenset[str]:
        """Find the neighbouring words of a text that the log writes as one, cut short: logreg, gradboost, mrr."""
        joined = {word for one, other, _ in self._joined_short(text) for word in (one, other)}
        joined |= said_in_full(text, self.codes)
        return frozenset(joined.union(*(words for words, _ in self._initials_in(text))))

    def joined_short(self, text: str) -> frozenset[str]:
        """Give the stems of the words by which the log cuts two neighbouring words of a text short: logreg."""
        return frozenset(stem(token) for _, _, token in self._joined_short(text))

    def _initials_in(self, text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        if text not in self._abbreviated:
            self._abbreviated[text] = tuple(self._initials(text))
        return self._abbreviated[text]

    @cached_property
    def _abbreviated(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """The texts that were read, and the words that they have for first letters of the log."""
        return {}

    def _initials(self, text: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Find words that the log calls by their first letters: mean reciprocal rank, the false positive rate at 0.1."""
        words = _LETTERS.findall(text.lower())
        heads = "".join(word[0] for word in words)
        for size in range(_FEWEST, _MOST_INITIALS + 1):
            for start in range(len(words) - size + 1):
                token, some = heads[start : start + size], words[start : start + size]
                if token in self._written and len(some[0]) > 1 and len(some[-1]) > _FEWEST:
                    yield tuple(some), token

    @cached_property
    def _written(self) -> frozenset[str]:
        """The short words that may be the first letters of others."""
        return frozenset(run for run in self._low_runs if _FEWEST <= len(run) <= _MOST_INITIALS) - _PLAIN

    def initials(self, text: str) -> frozenset[str]:
        """Give what the log calls by the first letters of words of a text: mrr for mean reciprocal rank."""
        return frozenset(stem(token) for _, token in self._initials_in(text))

    def _joined_short(self, text: str) -> Iterator[tuple[str, str, str]]:
        for one, other in pairwise(_LONG.findall(text.lower())):
            for token in self._tokens.get(one[0], ()):
                if _both_begin(token, one, other):
                    yield one, other, token

    @cached_property
    def _tokens(self) -> dict[str, list[str]]:
        """The words that may be two cut short, by their first letter."""
        found: dict[str, list[str]] = {}
        for token in sorted(run for run in self._low_runs if _FEWEST < len(run) <= _JOINED):
            found.setdefault(token[0], []).append(token)
        return found


def _both_begin(token: str, one: str, other: str) -> bool:
    """Tell whether a token is the beginning of one word and then that of another."""
    return any(one.startswith(token[:cut]) and other.startswith(token[cut:]) for cut in range(1, len(token) - 1))
