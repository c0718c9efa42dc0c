"""What a sentence asserts beside numbers: names, directions, outcomes, causes, events, comparisons."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.agreement import agrees
from mlws_writer.checking.evidence import Evidence, Statement, Value, folded, metric_of
from mlws_writer.checking.language import (
    BETTER,
    CAUSE,
    EVENT,
    FALL,
    LITERAL,
    NEGATED,
    RISE,
    SAID,
    STEADY,
    WORSE,
    content,
    stem,
)  # fmt: skip
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.quantities import Dimension, identifiers, quantities

OVERLAP = 0.25
"""What share of a reason's words must stand in the evidence."""

_GOOD = Verdict(True)
_WHY = (FactKind.ERROR, FactKind.WARNING, FactKind.OUTCOME)
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
_PLACED = re.compile(r"\b(?:epochs?|steps?|iterations?|folds?|attempts?|batch|at|after)\s+$", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][A-Za-z]*[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\b")


def names_known(sentence: str, evidence: Evidence) -> Verdict:
    """Each name written like code, and each capitalised word inside the sentence, stands in the evidence."""
    for name, start, end in identifiers(sentence):
        if not _known(name, evidence):
            reason = "invented_path" if re.search(r"[/\\]|\.\w{1,5}$", name) else "wrong_entity"
            return Verdict(False, reason, f"no fact names {sentence[start:end]}")
    for match in _CAPITAL.finditer(sentence):
        if match.group().lower() not in _LEXICON and not _known(match.group(), evidence):
            return Verdict(False, "wrong_entity", f"no fact names {match.group()}")
    return _GOOD


def _known(name: str, evidence: Evidence) -> bool:
    plain = folded(name)
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


def untainted(sentence: str, evidence: Evidence) -> Verdict:
    """Let what only a quoted text says be reported, not asserted."""
    tainted = [statement for statement in evidence.statements if statement.tainted]
    if not tainted or SAID.search(sentence):
        return _GOOD
    words = content(sentence)
    clean = frozenset().union(*(s.words for s in (*evidence.statements, *evidence.known) if not s.tainted))
    quoted = frozenset().union(*(statement.words for statement in tainted))
    only = (words & quoted) - clean
    if len(tainted) == len(evidence.statements) or len(only) > len(words) * 0.3:
        return Verdict(False, "injection_obeyed", "only quoted text says so; report it as said, or leave it out")
    return _GOOD


def cause(sentence: str, evidence: Evidence) -> Verdict:
    """Let a reason be given only where a note, an error or the outcome states it."""
    match = CAUSE.search(sentence)
    if not match:
        return _GOOD
    reason = content(re.split(r"[;.]\s", sentence[match.end() :])[0])
    sources = [statement for statement in evidence.statements if not statement.tainted and _explains(statement)]
    said = frozenset().union(*(statement.words for statement in sources))
    if not reason or len(reason & said) >= len(reason) * OVERLAP:
        return _GOOD
    return Verdict(
        False, "invented_cause", f"no note and no error says {match.group()}{sentence[match.end() :]}".rstrip(". ")
    )


def _explains(statement: Statement) -> bool:
    return statement.kind in _WHY or (statement.kind is FactKind.NOTE) or not statement.run


def events(sentence: str, evidence: Evidence) -> Verdict:
    """Something was committed, deployed or deleted only if a fact speaks of it."""
    for name, pattern in EVENT.items():
        match = pattern.search(sentence)
        if (
            match
            and stem(name) not in evidence.words
            and stem(match.group()) not in evidence.words
            and not pattern.search(evidence.said)
        ):
            return Verdict(False, "invented_event", f"no fact says that anything was {match.group()}")
    return _GOOD


def comparison(sentence: str, evidence: Evidence) -> Verdict:
    """Baselines, significance and the state of the art are the evidence's own words, or are not said."""
    match = LITERAL.search(sentence)
    if match and stem(match.group().split()[-1]) not in evidence.words:
        return Verdict(False, "invented_comparison", f"no fact speaks of {match.group()!r}")
    return _GOOD


def direction(sentence: str, clause: str, evidence: Evidence) -> Verdict:
    """Let a value rise, fall, improve or get worse only as its facts show."""
    found = _directed(clause)
    if not found or NEGATED.search(clause):
        return _GOOD
    word, wants = found
    if reversed_order(clause, evidence):
        return Verdict(False, "direction", f"the values come in the other order than {word!r} says")
    values = _series(clause, evidence)
    metric = metric_of(clause.split())
    if len(values) < 2:
        return _GOOD if _said_so(word, evidence) else _unshown(word, values, evidence)
    signs = [_sign(word_sign(metric or values[0].metric, wants), one, other) for one, other in pairwise(values)]
    whole = _sign(word_sign(metric or values[0].metric, wants), values[0], values[-1])
    ok = all(sign >= 0 for sign in signs) if STEADY.search(clause) and len(values) > 2 else whole > 0
    if ok or (len(values) > 2 and any(sign > 0 for sign in signs) and not STEADY.search(clause)):
        return _GOOD
    return Verdict(
        False,
        "direction",
        f"the values do not say {word!r}: {values[0].quantity.text}, then {values[-1].quantity.text}",
    )


def _directed(clause: str) -> tuple[str, str] | None:
    for pattern, wants in ((RISE, "up"), (FALL, "down"), (BETTER, "better"), (WORSE, "worse")):
        if match := pattern.search(clause):
            return match.group(), wants
    return None


def word_sign(metric: str, wants: str) -> int:
    """Say which sign of a difference a word demands: 1 up, -1 down, 0 where nobody knows which is better."""
    if wants in ("up", "down"):
        return 1 if wants == "up" else -1
    good = names.better(metric) if metric else None
    if good is None:
        return 0
    return (1 if good is Better.HIGHER else -1) * (1 if wants == "better" else -1)


def _sign(wanted: int, one: Value, other: Value) -> Decimal:
    difference = other.quantity.value - one.quantity.value
    return difference * wanted if wanted else abs(difference)


def _series(clause: str, evidence: Evidence) -> list[Value]:
    """Collect the values of what a clause speaks of: those it writes itself, else those of its metric, in order."""
    written = [q for q in quantities(clause) if q.dimension not in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS)]
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    if span:
        inside = [q for q in written if q.start > span.start() and not _PLACED.search(clause[: q.start])]
        if len(inside) >= 2 and inside[0].dimension in (inside[1].dimension, Dimension.PLAIN):
            return [Value(q, frozenset(), "", 0) for q in inside[:2]]
    metric = metric_of(clause.split())
    if not metric:
        return []
    bare = metric.rpartition(" ")[2]
    split = metric.partition(" ")[0] if " " in metric else ""
    found = [
        v
        for v in evidence.values
        if v.metric.rpartition(" ")[2] == bare and not evidence.statements[v.statement].tainted
    ]
    same = [v for v in found if not split or split in v.metric or " " not in v.metric]
    return sorted(same, key=lambda value: evidence.statements[value.statement].line)


def reversed_order(clause: str, evidence: Evidence) -> bool:
    """Tell whether a clause goes from one value to another that the facts have only in the other order."""
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    written = [
        q for q in quantities(clause) if span and q.start > span.start() and not _PLACED.search(clause[: q.start])
    ]
    if len(written) < 2:
        return False
    one, other = ([_at(v, evidence) for v in evidence.values if agrees(q, v)] for q in written[:2])
    return bool(one and other) and all(a > b for a in one for b in other)


def _at(value: Value, evidence: Evidence) -> tuple[int, int]:
    return evidence.statements[value.statement].line, value.quantity.start


def _said_so(word: str, evidence: Evidence) -> bool:
    return stem(word) in evidence.words


def _unshown(word: str, values: Sequence[Value], evidence: Evidence) -> Verdict:
    """One value shows no direction; where nothing is known of it at all, other checks decide."""
    if len(values) == 1 and len(evidence.statements) < 3:
        return Verdict(False, "direction", f"one value does not show that anything {word}")
    return _GOOD


def rivals(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that the facts behind a sentence lack where they have another of its kind."""
    mine = [name for name, _, _ in identifiers(sentence)]
    said = "\n".join(statement.text for statement in evidence.statements)
    for name in mine:
        if names.is_metric(name) or folded(name) in folded(said):
            continue
        theirs = {other for statement in evidence.statements for other in statement.names}
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
    first, second = (re.split(r"[_.:/-]", one)[0] for one in (name, other))
    return len(first) > 2 and first == second


WHOLE: tuple[Callable[[str, Evidence], Verdict], ...] = (names_known, untainted, cause, events, comparison, rivals)
"""The checks of a whole sentence, in the order in which they decide."""
