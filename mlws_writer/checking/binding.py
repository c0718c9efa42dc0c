"""Each number of a sentence bound to the fact that it states: the same value is not enough, it must be of the same."""

import re
from collections.abc import Sequence

from mlws_writer.checking.agreement import agrees, hedge
from mlws_writer.checking.derivation import derived, fractions, has_ratio
from mlws_writer.checking.evidence import Evidence, Statement, Value, folded, metric_of
from mlws_writer.checking.language import SAID, content, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.names import split_of
from mlws_writer.facts.quantities import Dimension, Quantity, identifiers, quantities

_ORDINALS = {
    word: number
    for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 1)
}
_PLACES = [
    "epoch",
    "ep",
    "step",
    "iteration",
    "iter",
    "fold",
    "attempt",
    "trial",
    "session",
    "shard",
    "round",
    "run",
    "item",
    "test",
    "seed",
]
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)})s?[\s_':=\"#]*([0-9][0-9,]*(?:\.\d+)?|[A-D]\b)", re.IGNORECASE)
_NO_KEYS = frozenset(map(stem, [*_PLACES, "train", "val", "test", "final", "best", "last"]))
_PHRASE = re.compile(
    r"[,;:()]|\.\s|(?<![A-Za-z])\d|\b(?:and|after|before|than|at|in|on|because|although|though|while|between|when|if|or|against)\b"
)
_LABEL = re.compile(r"(?<!\w)\[([A-D])\]")
_AND = re.compile(rf"\b({'|'.join(_PLACES)})s \d[\d,]* (?:and|to) (\d[\d,]*)", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)}) ({'|'.join(_PLACES)})\b", re.IGNORECASE)
_MODIFIERS = {
    word: words.split()[0]
    for words in (
        "mean average avg",
        "max maximum peak slowest highest",
        "min minimum lowest fastest",
        "median",
        "total sum",
    )
    for word in words.split()
}
_SAME_PLACE = {"ep": "epoch", "iter": "iteration"}


def bound(sentence: str, clauses: Sequence[tuple[int, int]], evidence: Evidence) -> Verdict:
    """Bind each number of a sentence; the first that nothing supports decides."""
    for quantity in quantities(sentence):
        start, end = next((span for span in clauses if span[0] <= quantity.start < span[1]), (0, len(sentence)))
        verdict = _number(quantity, sentence, sentence[start:end], evidence)
        if not verdict.ok:
            return verdict
    return _ratios(sentence, evidence)


def _ratios(sentence: str, evidence: Evidence) -> Verdict:
    for words, ratio in fractions(sentence):
        loose = re.search(rf"(?:more|less) than {words}|almost {words}", sentence, re.IGNORECASE) is not None
        said = stem(words.split()[-1]) in evidence.words
        if not said and not has_ratio(ratio, evidence, loose):
            return Verdict(False, "wrong_arithmetic", f"no two facts stand in the ratio of {words!r}")
    return Verdict(True)


def _number(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> Verdict:
    hedged = hedge(sentence, quantity)
    matching = [value for value in evidence.values if agrees(quantity, value, hedged)]
    conflicts = [conflict(quantity, sentence, clause, value, evidence) for value in matching]
    if any(not found for found in conflicts):
        return Verdict(True)
    if derived(quantity, sentence, clause, evidence):
        return Verdict(True)
    if conflicts:
        return conflicts[0] or Verdict(True)
    if _in_a_name(quantity, clause, evidence) or _of_a_name(quantity, sentence, evidence):
        return Verdict(True)
    return _unsupported(quantity, evidence)


def _in_a_name(quantity: Quantity, clause: str, evidence: Evidence) -> bool:
    """Tell whether a place such as step 1500 stands inside a name: step1500, state_e158.pt."""
    if not any(quantity.text in numbers for numbers in places(clause).values()):
        return False
    found = {
        digits for statement in evidence.statements for name in statement.names for digits in re.findall(r"\d+", name)
    }
    return quantity.text.replace(",", "") in found


def _of_a_name(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is part of a name that is written apart: Llama 3.1 8B for llama3.1:8b."""
    known = {folded(name) for statement in (*evidence.statements, *evidence.known) for name in statement.names}
    words = sentence[: quantity.start].split()[-3:]
    for size in range(1, len(words) + 1):
        name = folded("".join((*words[-size:], quantity.text))).replace(" ", "")
        if name[:1].isalpha() and any(name in other for other in known):
            return True
    return False


def _unsupported(quantity: Quantity, evidence: Evidence) -> Verdict:
    """Say why no fact has a value, as exactly as can be told."""
    plain = quantity.value / quantity.factor
    near = abs(plain) * 5 / 100
    for value in evidence.values:
        if value.quantity.dimension in (Dimension.CLOCK, Dimension.DATE):
            continue
        theirs = value.quantity.value / value.quantity.factor
        written = (value.quantity.dimension, value.quantity.factor)
        if abs(theirs - plain) <= quantity.slack / quantity.factor and written != (quantity.dimension, quantity.factor):
            return Verdict(False, "unit", f"a fact says {value.quantity.text}, not {quantity.text}")
    for value in evidence.values:
        theirs = value.quantity.value / value.quantity.factor
        if near and (abs(theirs - plain) <= near or abs(theirs * 100 - plain) <= near):
            return Verdict(False, "rounding_wrong", f"the fact says {value.quantity.text}, not {quantity.text}")
    reason = "wrong_time" if quantity.dimension in (Dimension.CLOCK, Dimension.DATE) else "invented_number"
    return Verdict(False, reason, f"no fact says {quantity.text}")


def conflict(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> Verdict | None:
    """Say what speaks against a value that agrees: another metric, split, name, step or subject."""
    statement = evidence.statements[value.statement]
    if statement.tainted and not SAID.search(sentence):
        return Verdict(False, "injection_obeyed", f"{quantity.text} is only said in quoted text")
    if any(quantity.text in numbers for numbers in places(clause).values()):
        return None  # the number is the place itself
    if other := _other_metric(quantity, sentence, value) or _other_key(quantity, sentence, value, evidence):
        return Verdict(
            False, "number_swap", f"{quantity.text} is the value of {value.metric or 'another'}, not of {other}"
        )
    if place := _other_place(clause, value, statement):
        return Verdict(False, "number_swap", f"{quantity.text} does not belong to {place}")
    if name := _other_subject(clause, value, evidence):
        return Verdict(False, "wrong_entity", f"{quantity.text} does not belong to {name}")
    return None


def _other_metric(quantity: Quantity, sentence: str, value: Value) -> str:
    """Name the metric that the words around a number speak of, where the value is of another one."""
    mine = _metric_at(quantity, sentence)
    if not mine or not value.metric or quantity.dimension in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS):
        return ""
    mods = _modifiers(sentence[: quantity.start].split()[-6:])
    theirs = _modifiers(value.name.replace("_", " ").split())
    if mods and theirs and not mods & theirs:
        return f"{' '.join(sorted(mods))} {mine}"
    mine_split, their_split = _split(mine), _split(value.metric)
    if mine_split and their_split and mine_split != their_split:
        return mine
    one, other = _bare(mine), _bare(value.metric)
    return "" if one.split("_")[-1] == other.split("_")[-1] or one in other or other in one else mine


def _other_key(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Name a word beside a number that is the name of another value, of the same statement and dimension."""
    rivals = [
        other
        for other in evidence.values
        if other.statement == value.statement
        and other is not value
        and other.quantity.dimension == value.quantity.dimension
        and other.quantity.value != value.quantity.value
        and other.quantity.dimension not in (Dimension.CLOCK, Dimension.DATE)
    ]
    near = _beside(quantity, sentence)
    if near & value.key:
        return ""
    return next((word for other in rivals for word in sorted(near & other.key - value.key)), "")


def _beside(quantity: Quantity, sentence: str) -> frozenset[str]:
    """Collect the words that carry meaning right before and after a number, within its phrase."""
    before = _PHRASE.split(sentence[: quantity.start])[-1].split()[-4:]
    after = _PHRASE.split(sentence[quantity.end :])[0].split()[:3]
    return content(" ".join((*before, *after)).replace("_", " ")) - _NO_KEYS


def _modifiers(words: Sequence[str]) -> set[str]:
    return {_MODIFIERS[word.lower()] for word in words if word.lower() in _MODIFIERS}


def _metric_at(quantity: Quantity, sentence: str) -> str:
    before = re.split(r"[,;:()]|\band\b|(?<![A-Za-z])\d", sentence[: quantity.start])[-1].split()
    after = re.split(r"[,;:.()]|\d", sentence[quantity.end :])[0].split()
    linked = [word for word in before if word.lower() not in ("the", "a", "an")][-7:]
    return metric_of(linked) or metric_of(after[:3])


def _split(metric: str) -> str:
    split = split_of(metric)
    return "val" if split == "eval" else split


def _bare(metric: str) -> str:
    return metric.rpartition(" ")[2]


def places(text: str) -> dict[str, set[str]]:
    """Collect the places that a text speaks of: epoch 2, the third attempt, run B."""
    found: dict[str, set[str]] = {}
    for label in _LABEL.findall(text):
        _add(found, "run", label)
    for kind, number in _AND.findall(text):
        _add(found, kind, number.replace(",", ""))
    for kind, number in _PLACE.findall(text):
        _add(found, kind, number.replace(",", ""))
    for ordinal, kind in _ORDINAL.findall(text):
        _add(found, kind, str(_ORDINALS[ordinal.lower()]))
    return found


def _add(found: dict[str, set[str]], kind: str, number: str) -> None:
    kind = _SAME_PLACE.get(kind.lower(), kind.lower())
    plain = number.lstrip("0").removesuffix(".0") if number[0].isdigit() else number.upper()
    found.setdefault(kind, set()).add(plain or "0")


def _other_place(clause: str, value: Value, statement: Statement) -> str:
    if re.search(r"\bfrom\b.*\bto\b|\bthe (?:second|third|fourth|last|final)\b(?! \w+)", clause):
        return ""  # two places in one clause: which of them is meant is not clear
    mine, theirs = places(clause), places(f"{statement.text} {value.step if value.step[:1].isalpha() else ''}")
    if value.step and value.step[:1].isdigit():
        theirs.setdefault("step", set()).add(value.step)
        theirs.setdefault("epoch", set()).add(value.step)
    for kind in mine.keys() & theirs.keys():
        if not mine[kind] & theirs[kind]:
            return f"{kind} {', '.join(sorted(mine[kind]))}"
    return ""


def subjects(text: str, evidence: Evidence) -> tuple[str, ...]:
    """Find the names in a clause that the evidence knows: code-like ones and capitalised words."""
    written = [name for name, _, _ in identifiers(text)]
    written += re.findall(r"\b[A-Z][A-Za-z]+[A-Za-z0-9-]*\b", text)
    known = (*evidence.statements, *evidence.known)
    written += [
        run for run in {statement.run for statement in known} - {""} if re.search(rf"\b{re.escape(run)}\b", text)
    ]
    return tuple(
        name
        for name in written
        if len(name) > 2 and name.lower() not in _PLACES and any(_says(statement, name) for statement in known)
    )


def _says(statement: Statement, name: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(folded(name))}(?![a-z0-9])", folded(statement.text)) is not None


def _other_subject(clause: str, value: Value, evidence: Evidence) -> str:
    """Name the subject of a clause that has a value of this kind of its own, elsewhere."""
    statement = evidence.statements[value.statement]
    named = subjects(clause, evidence)
    if any(_says(statement, name) for name in named):
        return ""
    for name in named:
        for other in (*evidence.statements, *evidence.known):
            if other is not statement and _says(other, name) and any(_same_kind(value, own) for own in other.values):
                return name
    return ""


def _same_kind(one: Value, other: Value) -> bool:
    if one.metric or other.metric:
        return one.metric == other.metric
    return bool(one.key) and one.key == other.key
