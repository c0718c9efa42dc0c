"""The names in a sentence: each must stand in the evidence, and be the one that the evidence is about."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import STOP, stem
from mlws_writer.checking.tokens import folded, parts_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts import names
from mlws_writer.facts.quantities import identifiers

_GOOD = Verdict(True)
_LEXICON = frozenset(
    [
        "gpu",
        "cpu",
        "ram",
        "vram",
        "cuda",
        "api",
        "json",
        "yaml",
        "csv",
        "http",
        "url",
        "oom",
        "nan",
        "llm",
        "ml",
        "ai",
        "nlp",
        "i",
        "f1",
        "wer",
        "cer",
        "fid",
        "auc",
        "auroc",
        "bleu",
        "rouge",
        "ppl",
        "mae",
        "rmse",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "python",
        "english",
        "docker",
        "linux",
        "git",
        "github",
        "nccl",
        "pytorch",
        "tensorflow",
        "markdown",
        "dataset",
        "lora",
        "qlora",
        "adam",
        "adamw",
        "sgd",
        "us",
        "usd",
        "eur",
        "kb",
        "mb",
        "gb",
        "tb",
        "kib",
        "mib",
        "gib",
        "tib",
    ]
)
_COMPOUND = re.compile(r"(?<![\w./-])[a-z]+(?:-[a-z0-9]+){2,}(?![\w/-])")
"""A name of three parts or more: bert-base-ner."""
_CAPITAL = re.compile(r"(?<![.!?:] )(?<!^)(?<![\w-])[A-Z][A-Za-z]*[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\b")


def names_known(sentence: str, evidence: Evidence) -> Verdict:
    """Each name written like code, and each capitalised word inside the sentence, stands in the evidence."""
    for name, start, end in identifiers(sentence):
        if not _known(name, evidence):
            reason = "invented_path" if re.search(r"[/\\]|\.\w{1,5}$", name) else "wrong_entity"
            return Verdict(False, reason, f"no fact names {sentence[start:end]}")
    for name in _COMPOUND.findall(sentence):
        if folded(name) not in evidence.text.replace(" ", "") and not all(
            p in STOP or stem(p) in reporting_words() for p in name.split("-")
        ):
            return Verdict(False, "wrong_entity", f"no fact names {name}")
    for match in () if _is_title(sentence) else _CAPITAL.finditer(sentence):
        if match.group().lower() not in _LEXICON and not _known(match.group(), evidence):
            return Verdict(False, "wrong_entity", f"no fact names {match.group()}")
    return _GOOD


def _is_title(sentence: str) -> bool:
    """Tell whether all words begin with a capital, so that one tells nothing."""
    long = [word for word in re.findall(r"[A-Za-z]+", sentence) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.6 * len(long)


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*\+*")


def _known(name: str, evidence: Evidence) -> bool:
    plain = folded(name)
    is_path = re.search(r"[/\\]|\.\w{1,6}$", name) is not None
    word = name.rstrip("+") if not is_path and _WORD.fullmatch(name) else ""  # a name of parts is not known by one
    if word and (stem(word) in evidence.words or evidence.ground.has(word)):
        return True
    if not plain or names.is_metric(name) or plain in _LEXICON:
        return True
    whole = re.search(rf"(?<![a-z0-9]){re.escape(plain)}(?![a-z0-9])", evidence.text)
    if whole or re.search(r"[/\\.]", name):
        return bool(whole) or plain in evidence.text
    squeezed = evidence.text.replace(" ", "")
    parts = [part for part in re.split(r"[^A-Za-z0-9]", name) if part]
    return (len(plain) > 3 and plain in squeezed) or (
        len(parts) > 1 and all(stem(part) in evidence.words or part.isdigit() for part in parts)
    )


def rivals(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that the facts behind a sentence lack where they have another of its kind."""
    mine = [name for name, _, _ in identifiers(sentence)]
    said = "\n".join(statement.text for statement in evidence.statements)
    for name in mine:
        if names.is_metric(name) or folded(name) in folded(said):
            continue
        theirs = {part for statement in evidence.statements for other in statement.names for part in parts_of(other)}
        rival = next((other for other in sorted(theirs) if _of_a_kind(name.lower(), other) and other not in mine), None)
        if rival:
            return Verdict(False, "wrong_entity", f"the facts speak of {rival}, not of {name}")
    return _GOOD


def _of_a_kind(name: str, other: str) -> bool:
    """Tell whether two names are of one kind: two hashes, two model tags, or two that begin alike."""
    if all(re.fullmatch(r"(?=.*\d)[0-9a-f]{6,40}", one) for one in (name, other)):
        return True
    if all(re.fullmatch(r"[a-z][\w.-]*:\w+", one) and "." in one + "." for one in (name, other)):
        return bool(re.search(r":\d*\.?\d+[bm]|:mini|:latest", name)) and bool(
            re.search(r":\d*\.?\d+[bm]|:mini|:latest", other)
        )
    if re.sub(r"\d+", "0", name) == re.sub(r"\d+", "0", other) and re.search(r"\d", name):
        return True
    if (
        "/" not in name + other
        and re.search(r"\.[a-z]{1,5}$", name)
        and name.rpartition(".")[2] == other.rpartition(".")[2]
    ):
        return True
    first, second = (re.split(r"[_.:/-]", one)[0] for one in (name, other))
    return len(first) > 2 and first == second
