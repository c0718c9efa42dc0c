"""Whether a quantity that a sentence writes is the value of a fact: unit, rounding to the digits written, hedges."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import SCALES, UNITS, WHEN
from mlws_writer.facts.quantities import Dimension, Quantity

_MEGA = 1_000_000
_MINUTE = Decimal(60)
HUNDRED = Decimal(100)
_TIES = Decimal("1.000001")
_UNDER = re.compile(
    r"\b(?:(?:just|a little|slightly|well|a shade|a touch|a hair) (?:under|below|short of))\s+(?:an? )?$", re.I
)
_OVER = re.compile(
    r"\b(?:a good|just (?:over|above)|more than|(?:(?:a )?(?:little|bit)|slightly|well) (?:over|above|more than))\s+(?:an? )?$",
    re.I,
)
_LESS = re.compile(
    r"\b(?:(?:less|fewer) than|(?:in|within|took|takes|after|for|(?:stays?|stayed|keeps?|kept|remain(?:s|ed)?|is|are|was|were)(?: well)?) under|short of|"
    r"(?:not|n't)(?: yet)? even(?: (?:reach|get to|come to|make|take|need|hit|touch|find|use|have|count|hold))?)\s+(?:an? )?$",
    re.IGNORECASE,
)
"""What is not even so much is less."""
_MOST = re.compile(
    r"\b(?:(?:no|not|never) (?:more|higher|larger|bigger|greater|longer) than|at most|at (?:the|its) most|(?:a|the) maximum of|(?:not|never)(?: once)? (?:(?:went|rose|climbed|got) )?(?:exceed\w*|above|over|beyond)|(?:none|no|neither|never)\b[^,;]{0,30}? (?:ever )?(?:(?:drew|used|needed|took|reached|exceeded|had)(?: more than)?|[a-z]{2,}(?:ed|t|w) more than)|(?:at no (?:time|point|moment|stage)|nowhere|(?:did|does|do|could|was|were|is) not|never)\b[^,;]{0,45}? (?:exceed\w*|surpass|above|(?:longer|more|higher) than))\s+(?:an? )?$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:(?:no|not|never) (?:less|fewer|lower|smaller|shorter) than|(?:a|the) minimum of|not (?:below|under))\s+(?:an? )?$",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:under|below|(?<!add )(?<!adds )(?<!added )(?<!adding )(?<!sum )(?<!sums )(?<!summed )(?<!amount )(?<!amounts )up to|limit of)\s+(?:an? )?$",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\b(?:above|exceed\w*|surpass\w*)\s+(?:an? )?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:over|at least)\s+(?:an? )?$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s+(?:an? )?$", re.IGNORECASE)
_NEAR = re.compile(r"\b(?:almost|nearly|close to|not quite)\s+(?:an? )?$", re.IGNORECASE)
_SECONDS = frozenset(
    map(
        stem,
        [
            "sec",
            "seconds",
            "s",
            "time",
            "runtime",
            "duration",
            "elapsed",
            "took",
            "latency",
            "total",
            "wall",
            "load",
            "secs",
        ],
    )
)
_DAY = 24
_WAITS = frozenset(map(stem, ["timeout", "wait", "sleep", "backoff", "cooldown", "delay", "pause"])) | {"retryafter"}
"""What is in seconds where nothing says otherwise."""
_RETRIES_IN = frozenset({"in", stem("retry")})
_LASTED = frozenset(map(stem, ["in", "after", "for", "within", "queued", "waited", "pending"]))
_ENDED = frozenset(
    map(stem, ["completed", "failed", "timeout", "cancelled", "finished", "state", "exit", "oom", "ok", "success"])
)
_SPREADS = frozenset(map(stem, ["std", "stderr", "sd", "stdev", "stddev", "se"]))
_LIMITS = frozenset(map(stem, ["limit", "walltime", "timelimit", "budget", "timeout", "duration"]))
_MINUTES = frozenset(map(stem, ["min", "minutes"]))
_HOURS = frozenset(map(stem, ["hours", "hour", "hrs", "h"]))
_DAYS = frozenset(map(stem, ["day", "days"]))
_OTHER_TIMES = _MINUTES | _HOURS | {"ms", "us", "ns"}
_ENTROPY = stem("entropy")
_BYTES = {"kb": 1, "kib": 1, "mb": 2, "mib": 2, "gb": 3, "gib": 3, "tb": 4, "tib": 4}
_LENGTHS = {"m": Decimal(1), "km": Decimal(1000), "cm": Decimal("0.01"), "mm": Decimal("0.001")}
_MONEY = frozenset(map(stem, ["cost", "price", "usd", "dollars", "spent"]))
_EUROS = frozenset(map(stem, ["eur", "euro", "euros"]))
_DIFFERENCES = frozenset(
    map(
        stem,
        ["drop", "gain", "diff", "difference", "delta", "gap", "change", "improvement", "margin", "lift", "decrease"],
    )
)
_RATES = frozenset(map(stem, ["percent", "pct", "rate", "share", "coverage", "utilization", "util", "sparsity"]))
_FRACTIONS = frozenset(
    map(
        stem,
        ["rate", "share", "fraction", "ratio", "proportion", "dropout", "coverage", "sparsity", "fpr", "fnr", "tpr"],
    )
)
_PERCENTS = frozenset(map(stem, ["percent", "pct", "perc"]))
_PHYSICAL = (
    Dimension.RATE, Dimension.CELSIUS, Dimension.AMPERES, Dimension.VOLTS, Dimension.WATTS, Dimension.WATT_HOURS, Dimension.HERTZ, Dimension.METRES, Dimension.GRAMS,
)  # fmt: skip
_RECORDED = frozenset(map(stem, ["wav", "mp3", "mp4", "flac", "ogg", "opus", "m4a", "mkv", "webm", "avi", "mov"]))
"""What a file is called that lasts some minutes and seconds."""
FACTORS = frozenset(map(stem, ["speedup", "speed", "factor", "ratio", "times", "x", "compression", "faster"]))
_CURRENCIES = (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS)


def hedge(sentence: str, quantity: Quantity) -> str:
    """Say how a sentence hedges a quantity: under, over, near or not at all."""
    name = _hedged(sentence[max(quantity.start - _HEDGE, 0) : quantity.start])
    part = quantity.dimension is Dimension.POINTS and quantity.value < 1
    return "within" if name == "less" and part else name  # less than half a point may be next to nothing


@lru_cache(maxsize=2_000)
def _hedged(before: str) -> str:
    """Say how the words before a number hedge it."""
    for name, pattern in (
        ("most", _MOST),
        ("least", _LEAST),
        ("under", _UNDER),
        ("over", _OVER),
        ("less", _LESS),
        ("near", _NEAR),
        ("within", _WITHIN),
        ("loose", _LOOSE),
        ("past", _PAST),
        ("over", _ABOVE),
    ):
        if pattern.search(before):
            return name
    return ""


_HEDGE = 60
"""How many characters before a number may hedge it."""
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|circa|an estimated)\s+$",
    re.IGNORECASE,
)


def rounded(sentence: str, quantity: Quantity) -> Quantity:
    """Take the zeros of a hedged whole number for rounded ones, down to two digits and one in a hundred: about 800 for 806."""
    if "." in quantity.text or "0" not in quantity.text:
        return quantity
    digits = re.match(r"[\d,]+", quantity.text)
    written = digits[0].replace(",", "") if digits else ""
    zeros = min(len(written) - len(written.rstrip("0")), len(written) - 2)
    if zeros < 1 or not _ABOUT.search(sentence[: quantity.start]):
        return quantity
    return replace(quantity, slack=max(quantity.slack * 10**zeros, abs(quantity.value) / HUNDRED))


def close(written: Decimal, slack: Decimal, value: Decimal, hedged: str = "") -> bool:
    """Compare a written value with the true one, as it is hedged."""
    size = abs(written)
    if hedged in _FROM_BELOW:
        return written - size * _FROM_BELOW[hedged] <= value < written
    if hedged in ("most", "least"):
        low, high = (size * _FROM_BELOW["less"], slack) if hedged == "most" else (slack, size / 2)
        return -low <= value - written <= high
    if hedged == "over":
        whole = Decimal(1) if written % 1 == 0 < written <= _FEW else Decimal(0)  # more than three times: not yet four
        return written < value <= written + max(size * _FAR_OVER, whole * Decimal("0.99"))
    if hedged in ("within", "past"):  # "over 3 epochs" may mean during
        return value <= written if hedged == "within" else -size / 10 <= value - written <= size * _FAR_OVER
    room = {"loose": Decimal("0.1"), "near": Decimal("0.07")}.get(hedged)
    return abs(value - written) <= (slack * _TIES if room is None else size * room)


_FROM_BELOW = {"under": Decimal("0.2"), "less": Decimal("0.5")}
"""How far below what is written a value may lie: just under 8, less than 8."""
_FAR_OVER = Decimal("0.2")
_FEW = 10


_AFTER = re.compile(
    r"\b(?:(?:shortly|just|soon|a (?:little|bit)|a few minutes|some time|slightly) )?(?:after|past)\s+(?:at\s+)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?:shortly|just|a (?:little|bit)|a few minutes|slightly) )?(?:before|by|until|till)\s+(?:about |around )?$|\b(?:almost|nearly|not quite)\s+$",
    re.IGNORECASE,
)
_STRICTLY_BEFORE = re.compile(r"\bbefore\s+$", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:about|around|roughly|approximately|near|close to|towards?)\s+$", re.IGNORECASE)
_WINDOW = Decimal(25 * 60)
"""How long shortly after is."""
_HALF_AN_HOUR = 1800


def clock_agrees(sentence: str, quantity: Quantity, value: Value) -> bool:
    """Tell whether a time of day that a sentence names, as it hedges it, is that of a value."""
    if value.quantity.dimension is not Dimension.CLOCK or _is_past(sentence, quantity, value):
        return False
    before = sentence[: quantity.start]
    for moment, late in _lateness(quantity, value):
        if _AFTER.search(before):
            if 0 <= late <= _WINDOW:
                return True
            continue
        if _BEFORE.search(before) and -max(_WINDOW, 2 * quantity.slack) <= late <= quantity.slack:
            return True
        if _AROUND.search(before) and abs(late) <= (_WINDOW / 2 if moment % _HALF_AN_HOUR == 0 else _WINDOW / 4):
            return True
        if abs(late) <= quantity.slack:
            return True
    return False


def at_that_time(sentence: str, quantity: Quantity, values: Sequence[Value], matching: list[Value]) -> list[Value]:
    """Give the values that a time of day is, as a sentence hedges it; else those that match it as it stands."""
    hedged = [value for value in values if clock_agrees(sentence, quantity, value)]
    return hedged or [value for value in matching if not _is_past(sentence, quantity, value)]


def _is_past(sentence: str, quantity: Quantity, value: Value) -> bool:
    """Tell whether a sentence says before a time of day that a value is past."""
    if value.quantity.dimension is not Dimension.CLOCK or not _STRICTLY_BEFORE.search(sentence[: quantity.start]):
        return False
    return all(late > _MINUTE for _, late in _lateness(quantity, value))


def _lateness(quantity: Quantity, value: Value) -> Iterator[tuple[Decimal, Decimal]]:
    """Give each moment that a time of day may be, in seconds of the day, and how many seconds later a value is."""
    for moment in (quantity.value, quantity.value + 43200) if quantity.spelled else (quantity.value,):
        yield moment, (value.quantity.value - moment + 43200) % 86400 - 43200


def agrees(quantity: Quantity, value: Value, hedged: str = "") -> bool:
    """Tell whether a written quantity is a value, in whatever unit either is written.

    How near a moment is meant no share of it says: `clock_agrees` does.
    """
    hedged = "" if quantity.dimension in WHEN else hedged
    return any(close(quantity.value, quantity.slack, candidate, hedged) for candidate in worths(quantity, value))


def worths(quantity: Quantity, value: Value) -> Iterator[Decimal]:
    """List what a value may be in the dimension of a quantity; nothing where the two cannot be compared."""
    mine, theirs, raw = quantity.dimension, value.quantity.dimension, value.quantity.value
    if mine == theirs:
        yield from _same(quantity, value)
        if mine is Dimension.CLOCK and quantity.slack == _MINUTE / 2:
            yield raw - raw % _MINUTE  # clocks are cut to the minute, not rounded
    elif mine is Dimension.PERCENT and theirs is Dimension.PLAIN:
        whole = raw == raw.to_integral_value() and "." not in value.quantity.text  # a count of 1 is no 100%
        yield from ([raw * HUNDRED] if abs(raw) <= 1 and not whole else [])
        yield from ([raw] if _may_be_percent(value) and not _is_fraction(value) else [])
    elif mine is Dimension.PLAIN and theirs is Dimension.PERCENT:
        yield from (raw, raw / HUNDRED)
    elif mine is Dimension.PLAIN and theirs not in WHEN:
        yield raw / value.quantity.factor
    elif mine is Dimension.CLOCK and theirs is Dimension.PLAIN:
        yield from [raw * 3600] if value.exact and value.key & _HOURS and raw % 1 == 0 <= raw < _DAY else []
    elif theirs is Dimension.PLAIN:
        yield from _with_unit(quantity, value)
    elif mine is Dimension.TIME and theirs is Dimension.CLOCK:
        yield from _as_duration(value)
    elif {mine, theirs} <= set(_CURRENCIES) and "cent" in quantity.text.lower():
        yield raw  # cents are of whatever currency the facts are in


def _as_duration(value: Value) -> Iterator[Decimal]:
    """Give how long what is written like a clock time lasted: 0:11:47 after "elapsed", talk.wav 18:20."""
    yield from [value.quantity.value] if is_duration(value) else []
    yield from [value.quantity.value / 60] if value.key & _RECORDED else []


def is_duration(value: Value) -> bool:
    """Tell whether what is written like a clock time is a duration: 00:00:45, 0:11:47, a column of elapsed times."""
    clock = value.quantity.dimension is Dimension.CLOCK
    if clock and value.key & _ENDED and value.quantity.text.startswith("00:") and value.quantity.text.count(":") == 2:
        return True  # COMPLETED 00:41:10
    if clock and value.key & _LIMITS and value.quantity.text.count(":") == 2:
        return True  # limit 04:00:00
    if clock and value.key & _LASTED and value.quantity.text.count(":") == 2:
        return True  # processed in 3:06:34
    return clock and (bool(value.key & _SECONDS) or value.headed or value.quantity.text.startswith(("00:00", "0:")))


def _is_fraction(value: Value) -> bool:
    """Tell whether a bare number is a score of at most one, so that 0.11 is 11%: a recall of 0.11, but no error of 0.11."""
    shared = bool(value.key & _FRACTIONS) and not value.key & _PERCENTS
    return 0 < value.quantity.value < 1 and (names.sign(value.metric) > 0 or shared)


def _may_be_percent(value: Value) -> bool:
    """Tell whether a bare number can mean a percentage: a measure such as `acc 69.6` does, a count of 61 items does not."""
    named = value.headed and value.name.endswith("%")
    told = value.quantity.value % 1 != 0 and abs(value.quantity.value) >= 1  # a threshold of 0.65 is no 0.65%
    return named or bool(value.metric) or told or bool(value.key & (_RATES | _DIFFERENCES))


def _same(quantity: Quantity, value: Value) -> Iterator[Decimal]:
    raw = value.quantity.value
    yield raw
    if quantity.dimension is Dimension.PLAIN and quantity.value >= _THOUSAND and (scale := _SCALED.search(value.name)):
        yield raw * SCALES[scale[1].lower().removesuffix("s")]  # 11.2 under params_m
    if quantity.text[-1:] == "k" and raw and raw % 1024 == 0:
        yield raw / 1024 * 1000  # a context of 32k is one of 32,768
    if raw < 0 and _ENTROPY in value.key:
        yield -raw  # entropy_loss is the entropy with its sign turned
    both = quantity.text[-2:] == value.quantity.text[-2:] == "iB"
    if quantity.dimension is Dimension.BYTES and not both:  # 6144 MiB is called 6 GB
        yield from (raw * (Decimal(1000) / 1024) ** power for power in (1, 2, 3))
    if quantity.dimension is Dimension.DATE and quantity.value < 0 < raw:
        yield -month_day(raw)


_THOUSAND = 1000
_SCALED = re.compile(
    r"(?:[_ ]|[_ ]?[(\[]|[a-z](?=[MB]$))(k|thousand|m|mn|millions?|b|bn|billions?)[)\]]?$", re.IGNORECASE
)
"""The scale that the name of a value ends in: params_m, tokens (B)."""


def month_day(ordinal: Decimal) -> Decimal:
    """Give the month and the day of a date, with a year or without, as one number: 1114."""
    from datetime import date

    if ordinal < 0:
        return -ordinal
    day = date.fromordinal(int(ordinal))
    return Decimal(day.month * 100 + day.day)


def _as_time(value: Value) -> Iterator[Decimal]:
    """Give a bare number in seconds, by the unit that its name speaks of."""
    raw, key = value.quantity.value, value.key
    yield from ([raw * 60] if key & _MINUTES else [])
    yield from ([raw * 3600] if key & _HOURS else [])
    yield from ([raw * 86400] if key & _DAYS else [])
    yield from ([raw / 1000] if "ms" in key | value.tags else [])
    yield from ([raw / 1_000_000] if "us" in key | value.tags else [])
    waits = bool(key & _WAITS) or key >= _RETRIES_IN
    yield from ([raw] if (key == {"t"} and value.exact) or (waits and not key & _OTHER_TIMES) else [])
    yield from ([raw] if key & _SECONDS and not key & _OTHER_TIMES else [])


_RATE_OF_A_UNIT = re.compile(r"\s([A-Za-z]{1,2})(?: ?/ ?| per | an? )[A-Za-z]+$")


def _factors(quantity: Quantity, value: Value) -> Iterable[Decimal]:
    """Give what a bare number may be multiplied by: 0.348 mm per hour stands as 0.348 under `mm/h`, megawatts under `mae_mw`."""
    if named := named_units(quantity.dimension, value.key):
        return named
    match = _RATE_OF_A_UNIT.search(quantity.text)
    rate_of_another = quantity.dimension is Dimension.RATE and not (
        match and match[1].lower() in value.key | value.tags
    )
    return (Decimal(1) if rate_of_another else quantity.factor,)


def named_units(dimension: Dimension, key: frozenset[str]) -> frozenset[Decimal]:
    """Give what the units of a dimension are worth that a name holds."""
    if dimension not in _PHYSICAL:
        return frozenset()
    return frozenset().union(*(_IN_A_NAME.get((dimension, word), frozenset()) for word in key))


_IN_A_NAME: dict[tuple[Dimension, str], frozenset[Decimal]] = {}
"""What the units are worth that names of columns end in, in lower case: mw is a megawatt or a milliwatt."""
for _name, (_dimension, _worth) in UNITS.items():
    if _dimension in _PHYSICAL:
        _pair = (_dimension, _name.lower())
        _IN_A_NAME[_pair] = _IN_A_NAME.get(_pair, frozenset()) | {_worth}


def _in_bytes(raw: Decimal, key: frozenset[str], written: str) -> Iterator[Decimal]:
    if raw % 1 == 0 and raw >= _MEGA:
        yield raw  # a size as `ls -l` prints it
    for name in key & set(_BYTES):
        yield raw * Decimal(1024) ** _BYTES[name]
        yield from () if name.endswith("ib") and written.endswith("iB") else [raw * Decimal(1000) ** _BYTES[name]]


def _with_unit(quantity: Quantity, value: Value) -> Iterator[Decimal]:
    """Give a bare number the unit that its name speaks of: train_runtime, size_gb, cost."""
    raw, key = value.quantity.value, value.key
    if quantity.dimension is Dimension.POINTS and key & _SPREADS and 0 < raw < 1:
        yield raw * HUNDRED  # a standard error of 0.043
    if quantity.dimension is Dimension.TIME:
        yield from _as_time(value)
    elif quantity.dimension is Dimension.BYTES:
        yield from _in_bytes(raw, key, quantity.text)
    elif quantity.dimension in _CURRENCIES:
        euros = quantity.dimension is Dimension.EUROS
        yield from ([raw] if value.tags & (_EUROS if euros else _MONEY) or (key & _MONEY and not euros) else [])
    elif quantity.dimension is Dimension.TIMES:
        yield from ([raw] if value.tags & FACTORS or not value.key or (value.headed and "/" in value.name) else [])
    elif quantity.dimension is Dimension.POINTS and key & _DIFFERENCES:
        yield from (raw, *([raw * HUNDRED] if abs(raw) < 1 else []))  # a drop of 0.17 is one of 17 points
    elif quantity.dimension is Dimension.POINTS and raw % 1 and not quantity.text[:1].isdigit():
        yield raw  # within 0.5 of the best, as half a point
    elif quantity.dimension is Dimension.METRES and (named := key & _LENGTHS.keys()):
        yield from (raw * _LENGTHS[unit] for unit in named)
    elif quantity.dimension in _PHYSICAL:
        yield from (raw * factor for factor in _factors(quantity, value))  # power_w=214
