"""A phrase that says what a run was: it names model, data and settings, and asserts nothing of how the run went."""

import re
from collections.abc import Collection, Sequence

from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.words import naming_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
} | {"single": "1"}
_SHARE = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|percent\b)")
"""A setting of 0.9 is not 90% of anything."""
_WORD = re.compile(r"[A-Za-z][A-Za-z]+")


def names_only(text: str, facts: Sequence[Fact], more: Collection[str] = ()) -> Verdict:
    """Refuse a phrase with a word that neither the facts have nor the naming of such work needs, nor one of `more`."""
    said = " ".join(f"{fact.name} {fact.value} {fact.unit} {fact.text} {fact.split}" for fact in facts).replace(
        "_", " "
    )
    known = stems(said) | {stem(word) for word in _WORD.findall(said)}
    for word in _WORD.findall(text):
        if (
            len(word) > 1
            and stem(word) not in known | naming_words() | set(more)
            and word.casefold() not in said.casefold()
        ):
            return Verdict(False, "asserts", f"neither the facts nor the naming of such work have {word!r}")
    for share in _SHARE.findall(text):
        if not re.search(rf"(?<![\d.]){re.escape(share)} ?%", said):
            return Verdict(False, "asserts", f"a phrase that names a run has no share of {share}%")
    values = {fact.value for fact in facts}
    for word in _WORD.findall(text.casefold()):
        if word in _NUMBERS and _NUMBERS[word] not in values and word not in said.casefold():
            return Verdict(False, "invented_number", f"no fact says {word}")
    return Verdict(True)
