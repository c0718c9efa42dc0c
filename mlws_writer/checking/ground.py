"""All that is known: what a name may come from, and what a value may be mistaken for."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from mlws_writer.checking.kin import PAIRED, kin
from mlws_writer.checking.language import stem, stems_in
from mlws_writer.checking.statements import Statement, kinds
from mlws_writer.checking.tokens import folded, parts_of, tokens
from mlws_writer.checking.trade import known_codes, said_in_full
from mlws_writer.checking.values import Value
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

LANGUAGES = {
    "english": "en|eng", "german": "de|deu|ger", "french": "fr|fra", "spanish": "es|spa", "italian": "it|ita", "dutch": "nl|nld",
    "portuguese": "pt|por", "polish": "pl|pol", "czech": "cs|ces", "slovak": "sk", "finnish": "fi|fin", "swedish": "sv|swe",
    "norwegian": "no|nb|nn|nor", "danish": "da|dan", "estonian": "et|est", "latvian": "lv|lav", "lithuanian": "lt|lit",
    "russian": "ru|rus", "ukrainian": "uk|ukr", "chinese": "zh|zho|cmn", "japanese": "ja|jpn", "korean": "ko|kor",
    "arabic": "ar|ara", "turkish": "tr|tur", "hindi": "hi|hin", "hungarian": "hu|hun", "romanian": "ro|ron", "greek": "el|ell",
    "hebrew": "he|heb", "vietnamese": "vi|vie", "thai": "th|tha", "indonesian": "id|ind", "welsh": "cy|cym", "breton": "br|bre",
    "irish": "ga|gle", "basque": "eu|eus", "catalan": "ca|cat", "bulgarian": "bg|bul", "croatian": "hr|hrv", "serbian": "sr|srp",
    "faroese": "fo|fao", "maltese": "mt|mlt", "luxembourgish": "lb", "galician": "gl|glg", "slovenian": "sl|slv", "macedonian": "mk",
    "albanian": "sq", "armenian": "hy", "georgian": "ka", "kazakh": "kk", "uzbek": "uz", "mongolian": "mn", "nepali": "ne", "sinhala": "si",
    "khmer": "km", "lao": "lo", "burmese": "my", "malay": "ms", "tagalog": "tl", "javanese": "jv", "afrikaans": "af", "zulu": "zu",
    "xhosa": "xh", "yoruba": "yo", "igbo": "ig", "hausa": "ha", "amharic": "am", "somali": "so", "punjabi": "pa", "gujarati": "gu",
    "marathi": "mr", "telugu": "te", "kannada": "kn", "malayalam": "ml", "pashto": "ps", "kurdish": "ku", "belarusian": "be",
    "bosnian": "bs", "gaelic": "gd", "frisian": "fy", "esperanto": "eo", "latin": "la", "sanskrit": "sa", "tibetan": "bo",
    "persian": "fa|fas", "swahili": "sw|swa", "bengali": "bn|ben", "tamil": "ta|tam", "urdu": "ur|urd", "icelandic": "is|isl",
}  # fmt: skip
"""The languages of the world as logs and sentences name them (ISO 639)."""
CURRENCIES = {
    Dimension.DOLLARS: ("$", "usd", "dollar"),
    Dimension.EUROS: ("€", "eur"),
    Dimension.POUNDS: ("£", "gbp"),
}
BEST_IS = Pattern(
    r"\bbest\b[^.;|\n]{0,20}?\b(?:is|was|:|=|at|from)?\s*\b(?P<kind>[a-z]+)[ =:#]+(?P<number>\d+)\b",
    "best",
    flags=re.IGNORECASE,
)
"""Where a log calls a trial or an epoch the best."""
_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{6,40}")


@dataclass(frozen=True)
class Ground:
    """All that is known: what a name may come from, and what a value may be mistaken for."""

    statements: tuple[Statement, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words that nothing quotes."""
        return stems_in(statement.text for statement in self.statements if not statement.tainted)

    @cached_property
    def saying(self) -> Counter[str]:
        """How many statements say a word, by its stem."""
        return Counter(word for statement in self.statements for word in statement.words)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of the words that are only quoted."""
        return stems_in(statement.text for statement in self.statements if statement.tainted)

    @cached_property
    def said(self) -> str:
        """All that is said, as it was."""
        return "\n".join(statement.text for statement in self.statements)

    @cached_property
    def text(self) -> str:
        """All that is said, folded to letters and digits, to look names up in."""
        return folded(self.said.replace("\n", "  "))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that are written like code, in lower case."""
        return frozenset().union(*(statement.names for statement in self.statements))

    @cached_property
    def folded_names(self) -> str:
        """Those names folded, one a line, to look parts of them up in."""
        return "\n".join(sorted(map(folded, self.names)))

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

    def has_whole(self, word: str) -> bool:
        """Tell whether a word is said as it is, be it inside a name."""
        if word not in self._whole:
            self._whole[word] = word.lower() in self.squeezed or folded(word).replace(" ", "") in self.squeezed
        return self._whole[word]

    @cached_property
    def _whole(self) -> dict[str, bool]:
        """The words that were looked for as they are, and whether they are said so."""
        return {}

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """The words that were looked for, and whether they are said."""
        return {}

    @cached_property
    def told(self) -> dict[str, frozenset[str]]:
        """The texts that were held against what is known, and what they speak of by it."""
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
        return frozenset(joined.union(*(words for words, _ in self._initials(text))))

    def joined_short(self, text: str) -> frozenset[str]:
        """Give the stems of the words by which the log cuts two neighbouring words of a text short: logreg."""
        return frozenset(stem(token) for _, _, token in self._joined_short(text))

    def _initials(self, text: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Find words that the log calls by their first letters: mean reciprocal rank, the false positive rate at 0.1."""
        words = re.findall(r"[a-z]+", text.lower())
        heads = "".join(word[0] for word in words)
        for size in range(_FEWEST, _MOST_INITIALS + 1):
            for start in range(len(words) - size + 1):
                token, some = heads[start : start + size], words[start : start + size]
                if token in self._written and len(some[0]) > 1 and len(some[-1]) > _FEWEST:
                    yield tuple(some), token

    @cached_property
    def _written(self) -> frozenset[str]:
        """The short words that may be the first letters of others."""
        return frozenset(run.lower() for run in self._runs if _FEWEST <= len(run) <= _MOST_INITIALS) - _PLAIN

    def initials(self, text: str) -> frozenset[str]:
        """Give what the log calls by the first letters of words of a text: mrr for mean reciprocal rank."""
        return frozenset(stem(token) for _, token in self._initials(text))

    def _joined_short(self, text: str) -> Iterator[tuple[str, str, str]]:
        for one, other in pairwise(re.findall(r"[a-z]{4,}", text.lower())):
            for token in self._tokens.get(one[0], ()):
                if _both_begin(token, one, other):
                    yield one, other, token

    @cached_property
    def _tokens(self) -> dict[str, list[str]]:
        """The words that may be two cut short, by their first letter."""
        found: dict[str, list[str]] = {}
        for token in sorted({run.lower() for run in self._runs if _FEWEST < len(run) <= _JOINED}):
            found.setdefault(token[0], []).append(token)
        return found

    @cached_property
    def by_id(self) -> dict[int, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def by_key(self) -> dict[frozenset[str], list[Value]]:
        """The values that are of the same, by what they are of."""
        found: dict[frozenset[str], list[Value]] = {}
        for statement in self.statements:
            for value in statement.values if not statement.tainted else ():
                found.setdefault(value.key, []).append(value)
        return found

    @cached_property
    def settings(self) -> dict[str, list[Value]]:
        """The values that are no measures and of which there is one only for a name, by each word of that."""
        found: dict[str, list[Value]] = {}
        for key, values in self.by_key.items():
            first = values[0]
            once = all(value.quantity.value == first.quantity.value and value.exact for value in values)
            for word in key if once and not first.metric else ():
                found.setdefault(word, []).append(first)
        return found

    @cached_property
    def currencies(self) -> frozenset[Dimension]:
        """The currencies that are named anywhere."""
        low = self.said.lower()
        return frozenset(dimension for dimension, names in CURRENCIES.items() if any(map(low.__contains__, names)))

    @cached_property
    def by_kinds(self) -> dict[tuple[Dimension, ...], list[Statement]]:
        """The statements that nothing quotes, by the dimensions of what they measure."""
        found: dict[tuple[Dimension, ...], list[Statement]] = {}
        for statement in self.statements:
            if not statement.tainted:
                found.setdefault(kinds(statement), []).append(statement)
        return found

    @cached_property
    def best(self) -> dict[str, str]:
        """The trial, the epoch that the log calls the best: the last one that it does."""
        called = (match for s in self.statements if not s.tainted for match in BEST_IS.finditer(s.text))
        return {match["kind"].lower(): match["number"].lstrip("0") or "0" for match in called}

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """All values that nothing quotes."""
        return tuple(v for statement in self.statements if not statement.tainted for v in statement.values)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The stems by which measures are called."""
        return frozenset().union(*{value.key for value in self.values if value.metric})

    @cached_property
    def labels(self) -> dict[str, frozenset[str]]:
        """The families of names that tell lines apart (the cells of a column, the values of a key), by each name."""
        found: dict[str, set[str]] = {}
        for family, text in dict.fromkeys(chain.from_iterable(map(labelled, self.statements))):
            for token in tokens(text):
                found.setdefault(token, set()).add(family)
        for token in (token for token in self.lines_of if "=" in token):
            found.setdefault(token, set()).add(f"place:{token.partition('=')[0]}")
        for part in (part for name in self.names for part in parts_of(name)):
            shape = "hash" if _HASH.fullmatch(part) else re.sub(r"\d+", "0", part)
            if shape != part:
                found.setdefault(folded(part).replace(" ", ""), set()).add(f"shape:{shape}")
        return {token: frozenset(families) for token, families in found.items()}

    @cached_property
    def _kin(self) -> dict[str, frozenset[str]]:
        kin: dict[str, set[str]] = {}
        for token, families in self.labels.items():
            for family in families:
                kin.setdefault(family, set()).add(token)
        return {family: frozenset(tokens) for family, tokens in kin.items()}

    @cached_property
    def _siblings(self) -> dict[str, frozenset[str]]:
        """The tokens of one and the same label or name, by each of them."""
        found: dict[str, frozenset[str]] = {}
        labels = (label for statement in self.statements for label in statement.labels)
        values = (value for statement in self.statements for _, value in _pairs(statement.text))
        for own in map(tokens, dict.fromkeys(chain(labels, self.names, values))):
            for token in own:
                found[token] = found.get(token, frozenset()) | own
        return found

    def rivals(self, label: str, families: Collection[str] | None = None) -> frozenset[str]:
        """List the names that a label could be mistaken for: those of its families, but for what it goes by itself."""
        within = self.labels.get(label, frozenset()) if families is None else families
        kin = frozenset[str]().union(*(self._kin[family] for family in within))
        return kin - self._siblings.get(label, frozenset()) - {label}

    @cached_property
    def kin(self) -> dict[str, frozenset[str]]:
        """What names others of its kind, by all that names something."""
        return kin(self.statements)

    @cached_property
    def aliases(self) -> dict[str, frozenset[str]]:
        """What else things are called: the tokens of the names that stand beside a label in its own row."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements:
            label = tokens(statement.labels[0]) if len(statement.labels) > 1 else frozenset()
            if len(label) == 1 and next(iter(label)).startswith("="):
                for token in tokens(statement.labels[1]):
                    found[token] = found.get(token, frozenset()) | label
        return {token: labels for token, labels in found.items() if len(labels) == 1}

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """What is listed beside a name, each with a value: ben and dieter for anna, in anna 0.83 ben 0.86 dieter 0.80."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements if len(self.statements) <= _FEW_LINES else ():
            items = (
                frozenset(stem(name) for name in _listed_in(statement.text)) if not statement.tainted else frozenset()
            )
            for item in items if len(items) > 1 else ():
                found[item] = found.get(item, frozenset()) | items - {item}
        return found

    @cached_property
    def codes(self) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
        """What readers name in full and the log by codes, with those."""
        return known_codes(self.lines_of.keys())

    @cached_property
    def lines_of(self) -> dict[str, tuple[Statement, ...]]:
        """The statements by the tokens that they have."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for token in statement.tags:
                found.setdefault(token, []).append(statement)
        return {token: tuple(statements) for token, statements in found.items()}


_FEW_LINES = 2_000
_LISTING = re.compile(r"(?:[A-Za-z][\w-]*:? -?\d[\d,.]*%?(?:\s?[|,;/]\s?|\s{1,2}|(?=\)))){2,}", re.IGNORECASE)
_LISTED = re.compile(r"([A-Za-z][\w-]*):? -?\d")


def _listed_in(text: str) -> list[str]:
    """Read the names of a list of a name and a value each."""
    return [name for run in _LISTING.finditer(f"{text} ") for name in _LISTED.findall(run.group()) if len(name) > 2]


def _both_begin(token: str, one: str, other: str) -> bool:
    """Tell whether a token is the beginning of one word and then that of another."""
    return any(one.startswith(token[:cut]) and other.startswith(token[cut:]) for cut in range(1, len(token) - 1))


_JOINED = 12
_SHORT = re.compile(r"^[A-Za-z]{3,5}$|[A-Z]?[a-z]{3,5}(?![a-z])")
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


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Give the names and the values that begin a line: model=whisper, lang: de."""
    return tuple(PAIRED.findall(text[:1000]))


def labelled(statement: Statement) -> Iterator[tuple[str, str]]:
    """List what names a statement among others of its kind: the values of its keys, its labels, its run, its headings."""
    yield from ((f"key:{folded(name)}", value) for name, value in _pairs(statement.text))
    yield from ((f"column:{place}", label) for place, label in enumerate(statement.labels))
    yield "run", statement.run
    yield from (("heading", heading) for heading in statement.headings)
