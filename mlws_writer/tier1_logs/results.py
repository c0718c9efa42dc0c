"""Facts from series: the last value of each metric, the best where it is another, the first; the step they belong to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isfinite

from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better, is_metric, is_step, sign, split_of, words
from mlws_writer.tier1_logs.families import Turn
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.prose import is_code
from mlws_writer.tier1_logs.series import Course, named_step, points_of, without_total
from mlws_writer.tier1_logs.steps import numbers_in
from mlws_writer.tier1_logs.vocabulary import meaning

_LR = re.compile(r"(?i)^(?:.*[/_ ])?(?:lr|learning[_ ]?rate)(?:[_/]?\w{0,6})?$|^rate$")
_TIME = re.compile(r"(?i)time|elapsed|eta\b|duration|latency|sec\b|seconds|_ms$|\btook|/s\b|runtime")
_MEMORY = re.compile(r"(?i)mem\b|memory|vram|ram\b|mem_")
_SPEED = re.compile(r"(?i)throughput|per_sec|/sec|/s\b|samples_per|tokens_per|speed|\bmfu\b|it/s|fps|tps\b")
_POSITION = re.compile(r"(?:\.(?:py|pyx|cc|cpp|cu|c|h|hpp|go|rs|js|ts|java|scala|ipynb|sh)|(?:^|\s)line|\bpid|\bport)$")
"""What is numbered like a value and is none: a line of a file, a process, a port."""
_BROKEN = re.compile(r"^[^(]*\)|^[^\[]*\]|-$")
"""The rest of a name whose head stands before another number: `mAP50-95)`."""
_CUT_WORD = re.compile(r"\d-$")
"""The head of a word that goes on with its number: `A100-SXM4-40GB`."""
_SENTENCE = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|than|from|the|that|this|which|if|of|into|not|no|and|or|you|we|it|can|will|has|have|"
    r"(?:improv|increas|decreas|dropp|reach|stopp|exceed)(?:e[ds]?|s|ing))\b"
)
"""What stands in somebody's sentence, not in the name of a metric."""
_MINOR = re.compile(
    r"(?i)std|\bmin\b|/min|max\b|maj@|worst@|best@|clip|unscaled|_\d+$|\.\d+$|quantile|_p\d+|grad_norm|norm\b|class_|scale|coef|num_|ratio|diff|_aux|weight|\bent_?coef"
)
_MAJOR = re.compile(
    r"(?i)^(?:\w+[_ /.-])?(?:total[_ ]?loss|loss|acc(?:uracy)?|top-?1|map.*|f1.*|auc|bleu|wer|cer|perplexity|ppl|score|reward|miou|psnr|rmse|mae|mse)$|(?:score|reward|acc|return)[/_]mean"
)
_STEERED = re.compile(r"(?i)(?:^|[/_. ])(?:pg|policy|policy_gradient|actor|vf|value|critic)[/_. ](?:\w+_)?loss")
"""Losses by which an agent is steered: less is not better."""
_WEIGHTS = {
    "metric": 0.78, "step": 0.6, "lr": 0.5, "time": 0.3, "memory": 0.4, "speed": 0.45, "other": 0.22, "entropy": 0.6, "length": 0.55,
}  # fmt: skip
_KINDS = {
    "other": FactKind.EVENT, "step": FactKind.COUNT, "lr": FactKind.SETTING, "time": FactKind.DURATION, "memory": FactKind.RESOURCE,
}  # fmt: skip
_CLASSES = (
    ("lr", _LR), ("speed", _SPEED), ("time", _TIME), ("memory", _MEMORY), ("entropy", re.compile(r"(?i)entropy")),
    ("length", re.compile(r"(?i)(?:response|episode|ep)_?len")),
)  # fmt: skip
_WORDY = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.ARTIFACT)
"""A number is none of these."""
_UNNAMED = 0.7
FEW, FEW_FINAL = 16, 64
"""Up to how many values of a metric are results of their own (of a run, a fold, a data set each), the more so if final."""
COUNTED_BETWEEN = re.compile(r" (?:at|after|for|in|on) (?:global |training )?[A-Za-z]+\W{1,3}\d")
_OF = re.compile(rb"[A-Za-z]+\W{0,2} ?\d+ ?(?:/|of|out of) ?(\d+)")
_MARGIN = re.compile(rb" ?(?:\xc2\xb1|\+/-|\+-) ?\d[\d.]*%?")
_LISTED = re.compile(_MARGIN.pattern + rb"|(?:, ?[-+]?\d[\d.eE+-]*(?![\w.:=])){1,2}[)\]]?")
"""What is shown of the numbers that follow in a list."""


@lru_cache(maxsize=20_000)
def class_of(name: str) -> str:
    """Return what a series measures: step, lr, time, memory, speed, metric or other."""
    if is_step(name):
        return "step"
    if _POSITION.search(name) or _BROKEN.search(name):
        return "other"
    if is_metric(name) and not _SENTENCE.search(name) and not _LR.match(name) and not _SPEED.search(name):
        return "metric"
    return next((what for what, pattern in _CLASSES if pattern.search(name)), "other")


@lru_cache(maxsize=20_000)
def is_position(name: str) -> bool:
    """Tell whether what is numbered so is a place in a program, or a process."""
    return _POSITION.search(name) is not None


_SECONDS = frozenset({"s", "sec", "secs", "second", "seconds", "ms", "min", "mins", "minutes", "h", "hours"})

_NO_TIMES = frozenset({("cost",), ("perplexity",), ("ppl",), ("loss",), ("accuracy",), ("acc",), ("score",)})
"""What has no unit of time, unless it is one."""


def measured(course: Course) -> str:
    """Return what a course measures; `train 0.84 val 0.87` are metrics without a name, `train 800 val 100` amounts."""
    if course.unit.lower() in _SECONDS and words(course.name)[-1:] in _NO_TIMES:
        return "time"
    if len(words(course.name)) == 1 and split_of(course.name) and "." in course.last.value.decode():
        return "metric"
    return class_of(course.name)


@lru_cache(maxsize=20_000)
def metric_weight(name: str) -> float:
    """Return how much a reader would miss the last value of a metric of this name."""
    what = class_of(name)
    weight = _WEIGHTS[what]
    if split_of(name) in ("val", "test", "eval"):
        weight += 0.1 if what != "other" else 0.25
    if _MAJOR.search(name):
        weight += 0.08
    if _MINOR.search(name):
        weight -= 0.3
    elif re.search(r"(?i)best|final|\boof\b|\bcv\b|cross.val|out.of.fold", name):
        weight += 0.06
    weight -= 0.02 * max(0, len(words(name)) - 3)
    return max(0.05, min(weight, 0.97))


def is_minor(name: str) -> bool:
    """Tell whether a metric is one of many beside the one that counts: a spread, a part, a bound, what steers an agent."""
    return _MINOR.search(name) is not None or _STEERED.search(name) is not None


def weight_of(course: Course) -> float:
    """Return how much a reader would miss the series' last value."""
    if course.split in ("val", "test", "eval") and not split_of(course.name):
        return min(0.97, metric_weight(course.name) + 0.1)
    return metric_weight(course.name)


def _says_nothing(course: Course) -> bool:
    """Tell whether a number of an unknown name stands on its line without it: a fragment of somebody's words."""
    if _is_sample(course) or is_position(course.name) or _CUT_WORD.search(course.name):
        return True
    if class_of(course.name) != "other":
        return False
    first, shown = (course.name.lower().split() or [""])[0], _shown(course.last, course)
    if "\ufffd" in shown or not any(map(str.isalpha, shown)):
        return True
    if course.size == 1 and (". " in course.name or first in ("is", "are", "was", "were")):
        return True
    return _is_of_code(course)


def _is_sample(course: Course) -> bool:
    """Tell whether a number stands in a row that begins with a word of somebody's text, as samples in other scripts do."""
    row = course.size == 1 and not course.name.isascii() and not course.tracks[0].labelled
    return row and class_of(course.name) != "metric" and course.first.raw.count(b"|") > 1


def _is_of_code(course: Course) -> bool:
    """Tell whether a number of an unknown name stands in program text that was printed, or in the layers of a network."""
    text = course.first.raw[:400].decode("utf-8", "replace")
    if is_layer(text):
        return True
    return course.low.size == course.high.size and not meaning(course.name) and is_code(text)


def findings_of(course: Course) -> Iterator[Finding]:
    """Yield a series' last, best and first value."""
    if _says_nothing(course):
        return
    what = measured(course)
    kind = _KINDS.get(what, FactKind.METRIC)
    weight = weight_of(course) if what == class_of(course.name) else _WEIGHTS.get(what, _UNNAMED)
    weight = _UNNAMED if what == "metric" != class_of(course.name) else weight
    constant = course.size == 1 or course.low.size == course.high.size
    labelled = course.tracks[0].labelled
    known = meaning(course.name) if constant and not labelled else None
    if labelled:
        weight = max(0.05, weight - 0.25)
    if known and known[0] not in _WORDY and what in ("other", "step", "time", "memory"):
        kind, weight = known[0], max(weight, known[1] * 0.95)
    if amounts := _amounts(course) if what == "other" and not constant else ():
        yield from (finding_of(course, turn, FactKind.COUNT, "", amounts_weight(course.name)) for turn in amounts)
        return
    total = course.name.startswith("total ") and constant
    if course.is_each and what == "metric" and course.size > 1:
        yield from _apart(course, kind, weight - 0.26)
        return
    yield finding_of(course, course.first if total else course.last, kind, "", weight)
    if course.size < 2 or (constant and what != "metric"):
        return
    most = FEW_FINAL if re.search(r"(?i)best|final|test", course.name) else FEW
    if (
        2 < course.size <= most
        and not _is_running_best(course)
        and (what == "metric" or (course.swept and what == "other"))
    ):
        yield from _each(course, kind, weight - 0.12)
    yield from _turns(course, kind, what, weight, constant=constant)


RUNNING = 4
"""From how many values on, each no worse than the one before it, a best value is told again whenever it got better."""


def _is_running_best(course: Course) -> bool:
    """Tell whether a series says what was best so far: of that the last value says all."""
    way = sign(course.name)
    if "best" not in course.name.lower() or course.size < RUNNING or not way:
        return False
    values = [way * float(point.value.replace(",", "")) for point in points_of(course)]
    return values == sorted(values)


def amounts_weight(name: str) -> float:
    """Return how much a reader would miss how many there are of what a name says."""
    known = meaning(name)
    return known[1] * 0.95 if known else 0.0


def _amounts(course: Course) -> tuple[Turn, ...]:
    """Return the few different amounts that a log says time and again, as of the splits of its data; nothing else."""
    known = meaning(course.name)
    if known is None or known[0] is not FactKind.COUNT or course.tracks[0].labelled:
        return ()
    turns = {turn.value: turn for turn in (course.last, course.high, course.low, course.first)}
    values = {point.value.encode() for point in points_of(course)}
    return tuple(turns.values()) if values == set(turns) and course.size >= 2 * len(turns) else ()


def _turns(course: Course, kind: FactKind, what: str, weight: float, *, constant: bool) -> Iterator[Finding]:
    """Yield the best or highest value and the first, where they say more than the last."""
    if what == "metric" and kind is FactKind.METRIC:
        plain = "best" not in course.name.lower()
        steered = _STEERED.search(course.name) is not None
        direction = better(course.name) if plain and not steered and not constant else None
        if direction is not None and isfinite(course.low.size):
            best = course.high if direction is Better.HIGHER else course.low
            yield finding_of(course, best, kind, "best", weight - 0.08)
        if plain and not constant and isfinite(course.low.size):
            yield finding_of(course, course.first, kind, "first", weight - 0.3)
    elif what == "lr":
        rises = course.high.size > course.first.size
        if rises:
            yield finding_of(course, course.high, kind, "max", 0.6)
        yield finding_of(course, course.first, kind, "first", 0.5 if rises else 0.6)
    elif what in ("memory", "speed"):
        yield finding_of(course, course.high, kind, "max", weight - 0.02)
    elif what == "entropy":
        yield finding_of(course, course.low, kind, "lowest", weight - 0.1)
        yield finding_of(course, course.first, kind, "first", weight - 0.2)


def _apart(course: Course, kind: FactKind, weight: float) -> Iterator[Finding]:
    """Yield the values of several folds or trials, each under its own name: none of them is the run's."""
    for track in course.tracks:
        steps = {at: value.decode() for at, _, value in track.steps.points} if track.steps else {}
        for at, line, value in track.column.points[:FEW_FINAL]:
            which = course.step(course.last)[1].split(" ")[0]
            name = f"{which} {steps.get(at, '')} {course.name}"
            shown = f"{course.name} {value.decode()}{track.unit}"
            yield Finding(kind, name, value.decode(), line, shown, "", course.unit, course.split, max(weight, 0.05))


def _each(course: Course, kind: FactKind, weight: float) -> Iterator[Finding]:
    unit = course.tracks[0].unit
    for point in points_of(course):
        shown, step = f"{course.name} {point.value}{unit}", named_step(course, point)
        yield Finding(
            kind, course.name, point.value, point.line, shown, step, course.unit, course.split, max(weight, 0.05)
        )


def finding_of(course: Course, turn: Turn, kind: FactKind, which: str, weight: float) -> Finding:
    """Return a value of a series as a finding, with its step and the words of its line."""
    name = f"{which} {course.name}" if which else course.name
    step = course.step(turn)[1] if not is_step(course.name) else ""
    step = without_total(step) if which else step
    step = "" if step.rpartition(" ")[0] == course.name else step
    text = _shown(turn, course)
    return Finding(kind, name, turn.value.decode(), turn.line, text, step, course.unit, course.split, max(weight, 0.05))


def _shown(turn: Turn, course: Course) -> str:
    raw = turn.raw
    if course.name.startswith("total ") and (of := _OF.search(raw)) and of[1] == turn.value:
        return of.group().decode("utf-8", "replace")
    found = [one for one in numbers_in(raw) if raw[one[2] : one[3]] == turn.value and course.name.endswith(one[0])]
    for name, start, _, end in sorted(found, key=lambda one: not one[0])[:1]:
        tail = _tail(raw[end : end + 80], course.unit.encode(), listed=bool(name))
        if name and course.name in (name, f"best {name}"):
            return (raw[start:end] + tail).decode("utf-8", "replace")
        said = _far_from_its_name(raw, course.name, end) if not name else ""
        return (said or f"{course.name} {turn.value.decode()}") + tail.decode("utf-8", "replace")
    value = turn.value.decode()
    odd = re.search(rf"{re.escape(course.name)}[\s\"':=|(\[]{{0,8}}{re.escape(value)}", raw.decode("utf-8", "replace"))
    return odd.group() if odd else f"{course.name} {value}"


def _far_from_its_name(raw: bytes, name: str, end: int) -> str:
    """Return the words from a name to its value, between which a step is counted: `loss at step 100: 0.35`."""
    at = raw.rfind(name.encode(), max(0, end - 100), end)
    said = raw[at:end].decode("utf-8", "replace") if at >= 0 else ""
    return said if COUNTED_BETWEEN.match(said, len(name)) else ""


def _tail(after: bytes, unit: bytes, *, listed: bool) -> bytes:
    if more := (_LISTED if listed else _MARGIN).match(after):
        return more.group()
    at = after[: len(unit) + 1].find(unit) if unit else -1
    return after[: at + len(unit)] if at >= 0 else b""


def read_results(found: Sequence[Course]) -> Iterator[Finding]:
    """Yield the facts of all series."""
    for course in found:
        yield from findings_of(course)
