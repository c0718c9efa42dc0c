"""Numbers that are no values: those of a place, a name, a column, a percentile, an amount whose currency stands apart."""

import re
from collections.abc import Sequence
from decimal import Decimal

from mlws_writer.checking.numbers.compact import compact
from mlws_writer.checking.numbers.dated import is_dated
from mlws_writer.checking.numbers.known_settings import known_setting
from mlws_writer.checking.numbers.shorthand import in_shorthand
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import PLACES, folded, places
from mlws_writer.facts.quantities import Dimension, Quantity

_LONG = 3
"""Digits from which on a number inside a name is no chance."""


def names_something(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> bool:
    """Tell whether a number is part of how the facts call something, not a value of theirs."""
    return (
        (quantity.value % 1 == 0 and (_in_a_heading(quantity, sentence, evidence) or _in_a_column(quantity, evidence)))
        or _is_money(quantity, evidence)
        or _is_place(quantity, clause, evidence)
        or is_percentile(quantity, sentence, evidence)
        or _is_cutoff(quantity, sentence, evidence)
        or _is_of_a_checkpoint(quantity, sentence, evidence)
        or _in_a_name(quantity, clause, evidence)
        or _of_a_name(quantity, sentence, evidence)
        or _of_the_block(quantity, evidence)
        or is_size(quantity, evidence.known)
        or _in_thousands(quantity, evidence)
        or _is_width(quantity, sentence, evidence)
        or _is_of_so_many(quantity, sentence, evidence)
        or _labels_a_row(quantity, evidence)
        or in_shorthand(quantity, sentence, evidence)
        or compact(quantity, sentence, evidence)
        or known_setting(quantity, sentence, evidence)
        or is_dated(quantity, sentence, evidence)
    )


_CHECKPOINT = re.compile(r"[- ](?:step )?(?:checkpoint|ckpt|snapshot|weights)\b", re.IGNORECASE)


def _is_of_a_checkpoint(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number says which checkpoint is meant, and a cited line has that of this step: G_100000.pth."""
    whole = quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0
    step = f"step={int(quantity.value)}" if whole and _CHECKPOINT.match(sentence, quantity.end) else ""
    return bool(step) and any(step in s.tags for s in evidence.statements)


def _in_thousands(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a name in a cited line has a number in thousands: 64,000 entries, for bpe-64k."""
    if quantity.dimension is not Dimension.PLAIN or quantity.value % 1000 or quantity.value <= 0:
        return False
    name = re.compile(rf"(?<=[A-Za-z][-_]){quantity.value / 1000:f}k(?![A-Za-z0-9])", re.IGNORECASE)
    return any(name.search(statement.text) for statement in evidence.firsthand)


_ROW = re.compile(r"(?P<name>[A-Za-z]\w*) (?P<number>\d+(?:\.\d+)?)")
_HEADS_TIME = {"s": 1, "sec": 1, "min": 60, "m": 60, "h": 3600, "hour": 3600, "hours": 3600, "d": 86400, "days": 86400}


def _labels_a_row(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a time is that by which a row is called: one hour, for 1 under lead_h."""
    if quantity.dimension is not Dimension.TIME:
        return False
    labels = (match for s in evidence.statements for label in s.labels[:1] if (match := _ROW.fullmatch(label)))
    named = ((re.split(r"[_ ]", match["name"].lower())[-1], match["number"]) for match in labels)
    return any(_HEADS_TIME.get(unit, 0) * Decimal(number) == quantity.value for unit, number in named)


_BITS = re.compile(r"[- ]bits?\b", re.IGNORECASE)


def _is_width(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number of bits is that of a name: eight-bit is int8, half of it w4 or Q4_K_M."""
    if not _BITS.match(sentence[quantity.end :]) or quantity.value % 1:
        return False
    name = rf"(?<![a-z])(?:u?int|fp|bf|float|i?q|w|nf|bnb|awq|gptq)[-_ ]?{quantity.value:f}(?![0-9])"
    return re.search(name, evidence.said, re.IGNORECASE) is not None


_OF_SO_MANY = re.compile(r"-[a-z]{3,}\b")


def _is_of_so_many(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number before a noun is that of a name in a cited line: eight-state accuracy, for q8."""
    if (
        not quantity.spelled
        or quantity.dimension is not Dimension.PLAIN
        or not _OF_SO_MANY.match(sentence, quantity.end)
    ):
        return False
    name = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{1,4}}[-_@]?{quantity.value:f}(?![\w.])")
    return any(name.search(statement.text) for statement in evidence.firsthand)


_ABOVE = 8
"""How many lines above a cited one may stand the line that says which epoch or step it is of."""


def _of_the_block(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a number is that of the place which the nearest line above a cited one names: EPOCH: 240/400."""
    number = plain(quantity) if not quantity.spelled else str(quantity.value)
    if quantity.dimension is not Dimension.PLAIN or quantity.value % 1:
        return False
    return any(number in _place_above(statement, evidence) for statement in evidence.statements)


def _place_above(statement: Statement, evidence: Evidence) -> frozenset[str]:
    for place in range(statement.id, max(statement.id - _ABOVE, -1), -1):
        above = evidence.ground.by_id.get(place)
        found = places(above.text) if above and not above.tainted else {}
        if found:
            return frozenset().union(*found.values())
    return frozenset()


_NTH_PLACE = re.compile(
    r"\b(?:first|second|third|last|other|same|this|that) (?:run|step|round|trial|attempt|epoch)(?= \d)", re.IGNORECASE
)
"""In the first run 12 tests failed: 12 is no number of a run."""


def spots(clause: str) -> set[str]:
    """Collect the numbers by which a clause names places."""
    return {number for numbers in places(_NTH_PLACE.sub(" ", clause)).values() for number in numbers}


def plain(quantity: Quantity) -> str:
    """Give a number as it is written, without the commas between thousands."""
    return quantity.text.replace(",", "")


_NEAR = 2
"""How many words behind a count say of what it is."""


def _in_a_heading(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the line above a cited one gives a number that is not of the same as one of its own, nor named otherwise."""
    said, plain = stems(sentence), quantity.dimension is Dimension.PLAIN
    beside = sentence[quantity.end :].split()[:_NEAR] + _set_to(sentence[: quantity.start])
    noun = content(" ".join(beside)) if plain else frozenset[str]()
    named = any(own.key & noun for own in evidence.values)
    return any(
        quantity.value == value.quantity.value
        and (quantity.dimension is value.quantity.dimension or value.metric != "" or plain)
        and not any(len(value.key & own.key) > 1 for own in s.values)
        and not (value.key and not value.key & said and named)
        for s in evidence.statements
        for value in s.around
    )


_SET_TO = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?: (?:was|is|stood|were|set|at|to|of))+ $")


def _set_to(before: str) -> list[str]:
    """Give the name to which a number is given: the patience was 5, a batch of 64."""
    return [match["name"]] if (match := _SET_TO.search(before)) else []


def _in_a_column(quantity: Quantity, evidence: Evidence) -> bool:
    return any(quantity.value in _digits(value.name) for value in evidence.values if value.headed)


def _digits(name: str) -> set[int]:
    """Read the whole numbers in the header of a column: k=8."""
    return {int(found) for found in re.findall(r"(?<![\d.])\d{1,4}(?![\d.])", name)}


_CURRENCY = {
    Dimension.DOLLARS: re.compile(r"\$|\busd\b|dollar", re.IGNORECASE),
    Dimension.EUROS: re.compile(r"€|\beur\b|euro", re.IGNORECASE),
    Dimension.POUNDS: re.compile(r"£|\bgbp\b", re.IGNORECASE),
}


def _is_money(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether an amount is a bare number of the facts, whose currency another of them names."""
    named = _CURRENCY.get(quantity.dimension)
    if named is None or not (
        any(named.search(statement.text) for statement in evidence.statements)
        or evidence.ground.currencies == {quantity.dimension}
    ):
        return False
    amount = quantity.value / quantity.factor
    return any(
        v.quantity.dimension is Dimension.PLAIN and abs(v.quantity.value - amount) <= quantity.slack
        for v in evidence.values
    )


def _is_place(quantity: Quantity, clause: str, evidence: Evidence) -> bool:
    """Tell whether a number is that of the round, the task, the fold that the facts stand in."""
    written = plain(quantity)
    if _after_a_noun(quantity, clause, evidence):
        return True
    mine = {f"{kind}={written}" for kind, numbers in places(clause).items() if written in numbers}
    return any(mine & statement.tags for statement in evidence.statements)


_JUST_ABOVE = 3
"""How many lines above an indented one may number the thing that it is of."""
_NOUN = re.compile(r"([a-z]{3,})\s+$", re.IGNORECASE)


def _after_a_noun(quantity: Quantity, clause: str, evidence: Evidence) -> bool:
    """Tell whether the facts number such a thing so: alert 3 for ALERT#3, minute 25 for t+25m."""
    at = clause.find(quantity.text)
    noun = _NOUN.search(clause[:at]) if at > 0 and quantity.dimension is Dimension.PLAIN else None
    if noun is None:
        return False
    if seconds := {"second": 1, "minute": 60, "hour": 3600}.get(noun[1].lower()):
        times = (v.quantity for v in evidence.values if v.quantity.dimension is Dimension.TIME)
        return any(time.value == quantity.value * seconds for time in times)
    texts = [s.text for s in evidence.statements if plain(quantity) in s.text]
    within = [s for s in evidence.statements if s.text[:1].isspace() and noun[1].lower() not in PLACES]
    above = (evidence.ground.by_id.get(s.id - back) for s in within for back in range(1, _JUST_ABOVE + 1))
    texts += [statement.text for statement in above if statement and not statement.tainted]
    if not texts:
        return False
    number = rf"0*{re.escape(plain(quantity))}(?!\d)"
    numbered = rf"\b{re.escape(noun[1].lower()[:-1])}\w*[\W_]{{0,4}}(?:[a-z]{{1,4}}[-_]?)?{number}"
    cut = "|".join(noun[1].lower()[:size] for size in range(3, len(noun[1]) - 1))
    short = rf"(?<![a-z0-9])(?:{cut})[-_# .]?{number}" if cut else numbered
    initial = re.compile(rf"(?<![A-Za-z0-9]){noun[1][0].upper()}0*{re.escape(plain(quantity))}(?![\w.])")
    if any(map(initial.search, texts)):
        return True  # level 2 is L2
    listed, word = re.compile(rf"(?<![A-Za-z0-9]){noun[1][0].lower()}{number}"), noun[1].lower()
    if any(word in text.lower() and listed.search(text) for text in texts):
        return True  # by window: w1 0.18, w2 0.19
    return any(re.search(rf"{numbered}|{short}", text, re.IGNORECASE) for text in texts)


def is_percentile(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number names a percentile that the facts call p95."""
    if not re.match(r"(?:th|st|nd|rd)?[- ]percentile", sentence[quantity.end :]):
        return False
    return re.search(rf"(?<![a-z0-9])p\(?{re.escape(plain(quantity))}(?!\d)", evidence.said.lower()) is not None


_CUT_AT = re.compile(
    r"\b(?:recall|precision|ndcg|map|mrr|hits?|hit rate|accuracy|pass|success)\s+(?:rate\s+)?at\s+$|\b(?:in|among|within) the (?:top|first)\s+$",
    re.IGNORECASE,
)


def _is_cutoff(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number says at which rank a measure is cut, as the facts have it: recall at 10 for recall@10."""
    named = _CUT_AT.search(sentence[: quantity.start]) is not None
    return named and re.search(rf"[@_]{re.escape(f'{quantity.value:f}')}(?!\d)", evidence.said) is not None


def _in_a_name(quantity: Quantity, clause: str, evidence: Evidence) -> bool:
    """Tell whether a number stands inside a name: step1500, state_e158.pt, snapshot-001120."""
    written = plain(quantity)
    if quantity.dimension is not Dimension.PLAIN:
        return False
    if _FRACTION.fullmatch(written):
        held = (name for statement in evidence.statements for name in statement.names if written in name)
        return any(re.search(rf"[a-z_:-]{re.escape(written)}(?!\d)", name) for name in held)
    if not written.isdigit():
        return _SCALED.fullmatch(written) is not None and _is_scaled_in_a_name(written, evidence)
    by_itself = re.search(rf"(?<![\w.]){re.escape(quantity.text)}", clause)
    if _is_set_in_a_name(written, clause[: by_itself.start() if by_itself else 0].lower(), evidence):
        return True
    if len(written) < _LONG and written not in spots(clause):
        return False
    digits = {
        found.lstrip("0")
        for statement in evidence.statements
        for name in statement.names
        for found in re.findall(r"\d+", name)
    }
    return written in digits


def _is_scaled_in_a_name(written: str, evidence: Evidence) -> bool:
    """Tell whether a cited name has a number with its scale: the policy saved at 30M steps, for ppo_30M.zip."""
    scaled = re.compile(rf"(?<![a-z0-9.]){re.escape(written.lower())}(?![a-z0-9])")
    return any(scaled.search(name) for statement in evidence.statements for name in statement.names)


_LINKING = re.compile(
    r"(?: (?:from|between) \S*\d\S*(?: \w+)? (?:to|and))?(?:(?: | ?= ?)(?:of|from|to|at|is|was|between)?)* ?$"
)


def _is_set_in_a_name(number: str, before: str, evidence: Evidence) -> bool:
    """Tell whether a cited name has a number behind what is short for the words before it: batch size 16 in bs16, nprobe from 8 to 32 in np32."""
    words = re.findall(r"[a-z_]+", _LINKING.sub("", before))[-2:]
    initials = "".join(word[0] for word in words)
    held = [name for statement in evidence.statements for name in statement.names if number in name]
    if any(f"{initials}{number}" in name for name in held):
        return True
    short = re.compile(rf"(?<![a-z0-9])([a-z]{{1,12}}){number}(?![\w.])")
    found = [match[1] for name in held for match in short.finditer(name)]
    if words and any(len(cut) > _CUT and words[-1].startswith(cut) for cut in found):
        return True  # reranking fifty hits, of rerank50
    cuts = (cut for cut in found if len(cut) <= _CUT)
    return bool(words) and any(cut[0] == words[-1][0] and _is_within(cut, words[-1]) for cut in cuts)


_CUT = 4


def _is_within(cut: str, word: str) -> bool:
    """Tell whether the letters of what is cut short stand in a word in their order."""
    letters = iter(word)
    return all(letter in letters for letter in cut)


_SCALED = re.compile(r"\d+[kKM]")
_FRACTION = re.compile(r"\d+\.\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _of_a_name(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is part of a name that is written apart: Llama 3.1 8B for llama3.1:8b."""
    words = sentence[: quantity.start].split()[-3:]
    for size in range(1, len(words) + 1):
        name = folded("".join((*words[-size:], quantity.text))).replace(" ", "")
        short = name[:-4] + name[-2:] if _YEAR.fullmatch(quantity.text) else name  # GermEval 2014 for germeval_14
        if name[:1].isalpha() and {name, short} & {
            each for each in (name, short) if each in evidence.ground.folded_names
        }:
            return True
    return False


def is_size(quantity: Quantity, statements: Sequence[Statement]) -> bool:
    """Tell whether a number is the size by which a model or a card is called: a 7B model, for qwen2.5:7b; A100-80GB."""
    said = _IN_FULL.sub(lambda scale: scale[1][0], quantity.text.replace(" ", "").lower())
    if not _SIZE.fullmatch(said):
        return False
    return any(said in re.split(r"[:_/-]", name) for statement in statements for name in statement.names)


_IN_FULL = re.compile(r"(?<=\d)-?((?:m|b)illion)")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:[bm]|gb)")
