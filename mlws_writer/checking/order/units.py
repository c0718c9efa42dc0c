"""Units that no table of units has: sentences per second, millimetres per hour, meV per atom, by their words."""

import re
from collections.abc import Iterator

from mlws_writer.checking.order.unit_families import unit_never_said
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern

_PER = Pattern(
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?)\s?(?P<of>[A-Za-z]{1,12})(?: ?/ ?| per | an? )(?P<per>[A-Za-z]{1,12})\b",
    *("/", " per ", " a ", " an "),
    flags=re.IGNORECASE,
)
_HEADED = re.compile(r"[(\[](?P<of>[A-Za-z]{1,12}) ?/ ?(?P<per>[A-Za-z]{1,12})[)\]]")
_CALLED = {
    "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "ms": "millisecond", "it": "iteration",
    "its": "iteration", "iter": "iteration", "img": "image", "imgs": "image", "tok": "token", "toks": "token", "req": "request",
    "usd": "dollar", "eur": "euro", "gbp": "pound", "reqs": "request", "sent": "sentence", "sents": "sentence", "ex": "example", "q": "question", "ep": "epoch",
}  # fmt: skip
_PREFIXES = "mkMGuµn"
_UNIT_AFTER = re.compile(r"\s?(?P<unit>[A-Za-z]{2,4})\b")


def unit_words(sentence: str, evidence: Evidence) -> Verdict:
    """Let an amount be of something and per something only as the cited lines write it."""
    for match in _PER.finditer(sentence):
        said = _parts(match)
        written = list(_written(match["number"], evidence))
        if written and said not in written and any(_differ(said, other) for other in written):
            of, per = written[0]
            return Verdict(False, "unit", f"{match['number']} is {of} per {per} by the facts, not {match.group()}")
    if other := _in_another_unit(sentence, evidence):
        return Verdict(False, "unit", f"the facts give it in {other}")
    if other := unit_never_said(sentence, evidence):
        return Verdict(False, "unit", f"the facts give it in {other}")
    if other := _bits_or_bytes(sentence, evidence):
        return Verdict(False, "unit", f"the facts give it in {other}")
    if other := _prefixed_otherwise(sentence, evidence) or _of_another_length(sentence, evidence):
        return Verdict(False, "unit", f"the facts give it in {other}")
    return Verdict(True)


def _parts(match: re.Match[str]) -> tuple[str, str]:
    return _name(match["of"]), _name(match["per"])


def _name(word: str) -> str:
    low = word.lower()
    return _CALLED.get(low, low.removesuffix("s") if len(low) > len("ms") else low)


def _written(written: str, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """List what the cited lines that hold a number say that it is of, and per."""
    value = number(written)
    for statement in evidence.statements:
        if any(each.quantity.value == value for each in statement.values):
            found = [_parts(m) for m in _PER.finditer(statement.text) if number(m["number"]) == value]
            yield from found or map(_parts, _HEADED.finditer(statement.text))


def _differ(said: tuple[str, str], written: tuple[str, str]) -> bool:
    """Tell whether two such units share one part, and have another word for the other."""
    if said[0] == written[0]:
        return not _alike(said[1], written[1])
    return said[1] == written[1] and not _alike(said[0], written[0])


def _alike(one: str, other: str) -> bool:
    one, other = _UNITS.get(one, one), _UNITS.get(other, other)
    return one.startswith(other) or other.startswith(one) or stem(one) == stem(other)


_SYMBOLS = "Å nm pm µm mm cm m km meV eV keV kcal J mJ µJ kJ MJ dB hPa Pa kPa MPa bar px g mg µg kg K W kW MW GW V mV kV N kN mA µA Wh kWh mAh ml rpm ppm ppb"
_UNITS = {symbol: symbol for symbol in _SYMBOLS.split()} | {
    "A": "Å", "um": "µm", "μm": "µm", "gram": "g", "grams": "g", "kilogram": "kg", "kilograms": "kg", "kilos": "kg", "milligrams": "mg",
    "metres": "m", "meters": "m", "kilometres": "km", "kilometers": "km", "kilometre": "km", "kilometer": "km", "kelvin": "K", "watts": "W", "kilowatts": "kW", "megawatts": "MW",
    "gigawatts": "GW", "volts": "V", "millivolts": "mV", "kilovolts": "kV",
}  # fmt: skip
_WITH_UNIT = re.compile(rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>{'|'.join(_UNITS)})(?![\w/])")


_TOLD = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))}|%|per ?cent|ms|s|seconds?|minutes?|hours?)(?![\w/])"
)


def _in_another_unit(sentence: str, evidence: Evidence) -> str:
    """Find the unit in which the cited lines write a number that a sentence gives in another one: 0.84 Å, not nm."""
    for match in _TOLD.finditer(sentence):
        written = (m for s in evidence.statements for m in _WITH_UNIT.finditer(s.text))
        units = {_UNITS[m["unit"]] for m in written if m["number"] == match["number"]}
        units -= {"m", "K"} if match["unit"] not in _UNITS else set()  # minutes, thousands
        units |= set(_by_their_names(match["number"], evidence)) if match["unit"] in _UNITS else set()
        if units and _UNITS.get(match["unit"], match["unit"]) not in units:
            return min(units)
    return ""


_NAMED = re.compile(r"[a-z]_(?P<unit>px|dB|db|mm|cm|um|nm|deg|V|mV|rpm)[\s=:\"']*$")


def _by_their_names(written: str, evidence: Evidence) -> Iterator[str]:
    """Give the units in which the names of cited values end that round to a number: test_epe_px 4.317."""
    digits = len(written.partition(".")[2])
    for statement in evidence.firsthand:
        for value in statement.values:
            name = _NAMED.search(value.name or source(statement, value)[: value.quantity.start])
            if name and round(value.quantity.value, digits) == number(written):
                yield {"db": "dB", "um": "µm"}.get(name["unit"], name["unit"])


_BITS = re.compile(r"(?<![\w.])(?P<number>\d[\d,]*)[ -]?(?P<unit>bit|byte)s?\b", re.IGNORECASE)


def _bits_or_bytes(sentence: str, evidence: Evidence) -> str:
    """Find whether the cited lines count in bits what a sentence counts in bytes, or the reverse."""
    for match in _BITS.finditer(sentence) if " b" in sentence or "-b" in sentence else ():
        written = (m for s in evidence.statements for m in _BITS.finditer(s.text) if m["number"] == match["number"])
        units = {m["unit"].lower() for m in written}
        if units and match["unit"].lower() not in units:
            return f"{units.pop()}s"
    return ""


def _prefixed_otherwise(sentence: str, evidence: Evidence) -> str:
    """Find the unit of a column that a sentence gives without its prefix, or with another: eV for meV."""
    headed = [value for value in evidence.values if value.headed]
    for value in headed if headed and ("/" in evidence.said or "(" in evidence.said) else ():
        at = sentence.find(value.quantity.text)
        match = _UNIT_AFTER.match(sentence, at + len(value.quantity.text)) if at >= 0 else None
        if match is None:
            continue
        unit = match["unit"].lower()
        named = {token for token in value.key if len(token) > 1}
        other = next(
            (t for t in named if (t[1:] == unit and t[0] in _PREFIXES) or (unit[1:] == t and unit[0] in _PREFIXES)), ""
        )
        if other and unit not in named:
            return other
    return ""


_LENGTH = Pattern(
    r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?) (?:[A-Za-z]+[ -])?(?P<unit>second|minute|hour|day|week)s?\b",
    *("second", "minute", "hour", "day", "week"),
    flags=re.IGNORECASE,
)
_LENGTH_BEFORE = re.compile(
    r"(?<![\d.] )\b(?P<unit>second|minute|hour|day|week)s\b[ =:]{1,3}(?P<number>\d[\d,]*(?:\.\d+)?)(?![\w.:/-]| ?(?:s|m|h|d|sec\w*|min\w*|hours?|days?)\b)",
    re.IGNORECASE,
)


def _of_another_length(sentence: str, evidence: Evidence) -> str:
    """Find the unit that stands before a number in the cited lines, where a sentence gives it in another: gpu hours 46.4."""
    for match in _LENGTH.finditer(sentence):
        value = number(match["number"])
        told = (m for s in evidence.statements for m in _LENGTH_BEFORE.finditer(s.text))
        units = {m["unit"].lower() for m in told if number(m["number"]) == value}
        if units and match["unit"].lower() not in units:
            return f"{min(units)}s"
    return ""
