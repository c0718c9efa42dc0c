"""What a sentence takes word for word from the facts: a note that it nearly repeats, a value that it names."""

import re
from collections.abc import Iterable, Sequence

from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.names import canonical

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[\w./:@-]*\w")
_NEARLY = 0.75
_LEAST = 5
"""Words of a note; a shorter one is repeated by chance."""
_TELLING = re.compile(
    r"\d.*|.*[\d/:@_].*|first|second|third|fourth|fifth|last|best|worst|lowest|highest|least|most|more|less|fewer|higher|lower|"
    r"better|worse|r[io]se[ns]?|fell|falls?|fallen|drop\w*|gain\w*|loss|los[te]s?|improv\w*|worsen\w*|complete\w*|fail\w*|"
    r"pass(?:ed|es)?|not|no|never|without|always|all|none|both|before|after|early|late|up|down",
    re.IGNORECASE,
)
"""Words that turn a sentence when another one stands in their place."""
_VALUE = (
    r"(?:\s+(?:of|at|to|was|is)\s+|\s*[=:]\s*|\s+)(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(-\d+)?"
    r"(?![\d,]*\w|\.\d|\s*(?:points?|times|percent|pp)\b)"
)


def misquoted(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse a sentence that is a note but for a word that turns it."""
    from difflib import SequenceMatcher  # checks that start and compare no notes need not wait for it

    said = _tokens(text)
    notes = [tokens for fact in facts if fact.kind is FactKind.NOTE and len(tokens := _tokens(fact.value)) >= _LEAST]
    found: list[tuple[float, list[str], SequenceMatcher[str]]] = []
    for note in notes:
        matcher = SequenceMatcher(None, note, said, autojunk=False)
        kept = sum(block.size for block in matcher.get_matching_blocks()) / len(note)
        found += [(kept, note, matcher)] if kept >= _NEARLY else []
    if not found:
        return Verdict(True)
    kept, note, matcher = max(found, key=lambda each: each[0])
    for how, start, end, at, to in matcher.get_opcodes() if kept < 1 else ():
        if (
            how == "replace"
            and any(map(_TELLING.fullmatch, said[at:to]))
            and any(map(_TELLING.fullmatch, note[start:end]))
        ):
            return Verdict(
                False, "misquoted", f"the note says {' '.join(note[start:end])}, not {' '.join(said[at:to])}"
            )
    return Verdict(True)


def named_values(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse `temperature 16` where the facts know temperatures, and this is none of them."""
    for name, values in _settings(facts).items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}{_VALUE}", text, re.IGNORECASE):
            before = _NUMBER_BEFORE.search(text, 0, match.start())
            told = [match[1], match[1] + (match[2] or ""), *([before[1]] if before else [])]
            if not any(_same(each, value) for each in told for value in values):
                return Verdict(False, "number_swap", f"{name} was {' or '.join(sorted(values))}, not {match[1]}")
    return Verdict(True)


_NUMBER_BEFORE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) $")
"""What a name stands behind: from 64.2% with 3 pages to 72.5%."""


def longer_names(text: str, facts: Sequence[Fact], names: Iterable[str] = ()) -> Verdict:
    """Refuse a name that is a known one with something more: `reviews-8k-large` is another data set."""
    known = {fact.value for fact in facts if fact.kind in (FactKind.MODEL, FactKind.DATASET)} | set(names)
    said = " ".join({f"{fact.value} {fact.text}" for fact in facts} | set(names)).casefold()
    for name in (name for name in known if len(name) > _SHORT and name in text):
        for match in re.finditer(
            rf"(?<![\w-]){re.escape(name)}[-_]\w[\w.-]*\w|(?<![\w-]){re.escape(name)}[-_]\w", text
        ):
            if match.group().casefold() not in said:
                return Verdict(False, "wrong_entity", f"no fact names {match.group()}")
    return Verdict(True)


def sibling_names(text: str, facts: Sequence[Fact], names: Iterable[str] = ()) -> Verdict:
    """Refuse a name like a known one that is none: trocr-large where trocr-small was run, sweep-k6 beside sweep-k3."""
    names = set(names)
    for numbered in {re.sub(r"\d+", r"\\d+", re.escape(name)) for name in names if re.search(r"[a-z]\d", name)}:
        for match in re.finditer(rf"(?<![\w-]){numbered}(?![\w-])", text):
            if match.group() not in names and not any(match.group() in f"{f.value} {f.text}" for f in facts):
                return Verdict(False, "wrong_entity", f"no run is called {match.group()}")
    heads = {fact.value.rpartition("-")[0] for fact in facts if fact.kind is FactKind.MODEL}
    said = " ".join(f"{fact.value} {fact.text}" for fact in facts).casefold()
    for head in (head for head in heads if len(head) >= _SHORT):
        for match in re.finditer(rf"(?<![\w-]){re.escape(head)}-[\w.-]*\w", text, re.IGNORECASE):
            if match.group().casefold() not in said:
                return Verdict(False, "wrong_entity", f"no fact names {match.group()}")
    return Verdict(True)


_SHORT = 4


_PLACES = ("epoch", "step", "iteration")
"""Where something was measured, which a dict of metrics names beside it: no setting of the run."""


def _settings(facts: Sequence[Fact]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in facts:
        place = fact.name.casefold() in _PLACES
        if fact.kind is FactKind.SETTING and not place and re.fullmatch(r"[\d.eE+-]+", fact.value):
            for name in {canonical(fact.name), fact.name, fact.name.replace("_", " ")}:
                found.setdefault(name.casefold(), set()).add(fact.value)
    for name, values in found.items():  # a batch size may be that of per_device_train_batch_size
        values.update(*(more for longer, more in found.items() if re.search(rf"[ _]{re.escape(name)}$", longer)))
    return found


def _same(said: str, value: str) -> bool:
    try:
        return float(said) == float(value)
    except ValueError:
        return said == value


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]
