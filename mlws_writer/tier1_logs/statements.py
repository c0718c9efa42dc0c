"""What lines state about a run: settings, model, data, counts, durations, resources, environment, notes."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_metric, is_step
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import Pair, pairs, whole_pair
from mlws_writer.tier1_logs.prose import is_code, is_name, is_prose
from mlws_writer.tier1_logs.results import is_position, metric_weight
from mlws_writer.tier1_logs.vocabulary import meaning

_NOTE = re.compile(
    r"(?:[*#>\-\s]*)(Insight|Goal|Note|Lesson|Next|Why|Decision|Reason|Observation|Conclusion|Hypothesis|Takeaway|Key finding|To-?do|Next step|Aim|Acceptance(?: criteri(?:on|a))?|Success criteri(?:on|a)|Objective(?=s?\s*:\s+\S+\s\S+\s\S))s?\s*:\s+(\S.*)",
    re.IGNORECASE,
)
_NOTE_NAMES = {
    "reason": "why",
    "observation": "insight",
    "conclusion": "insight",
    "takeaway": "insight",
    "key finding": "insight",
    "hypothesis": "goal",
    "aim": "goal",
    "objective": "goal",
    "acceptance criterion": "acceptance",
    "acceptance criteria": "acceptance",
    "success criterion": "acceptance",
    "success criteria": "acceptance",
    "todo": "next",
    "to-do": "next",
    "next step": "next",
}
_EMPTY = frozenset(
    {
        "none",
        "null",
        "nan",
        "''",
        '""',
        "[]",
        "{}",
        "()",
        "-",
        "n/a",
        "...",
        "str",
        "int",
        "float",
        "bool",
        "unknown",
        "",
        "not",
        "the",
        "a",
        "value",
        "default",
    }
)
_META = frozenset(
    {
        "level",
        "levelname",
        "timestamp",
        "ts",
        "time",
        "event",
        "msg",
        "message",
        "logger",
        "lineno",
        "pathname",
        "filename",
        "http",
        "https",
    }
)
"""What a record says of itself is no setting."""
_FREE = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.ARTIFACT, FactKind.RESOURCE)
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:e[-+]?\d+)?(?:%|\s?\w{1,4})?", re.IGNORECASE)
_COUNTED = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?[KMBk](?![A-Za-z]))?(?![\w.])")
_MORE_PAIRS = re.compile(r"[,;|] *[^\W\d][\w /\-]*[:=]")
_OPENS = re.compile(r"(?:^|[,;|({\[\-–>•*✓✅:]\s*|\s{2,}|\t|\]\s*)$")
CONFIG_PAIRS = 4
"""From how many pairs on a line counts as a dump of settings, whose unknown names are settings too."""
REPEATED = 3
"""A line that recurs more often than this is a series; its numbers are no settings."""


PARTS = 12
"""How often a setting may recur that each part of a configuration has, one within the other."""


def notes_of(line: Line) -> Iterator[Finding]:
    """Yield what the line says in words: an insight, a goal, a lesson, what comes next."""
    found = _NOTE.fullmatch(line.message) if ":" in line.message else None
    if found and len(found.group(2)) > 2:
        label = found.group(1).lower()
        name = _NOTE_NAMES.get(label, label)
        weight = 0.6 if line.time is not None or len(line.message) < 200 else 0.4
        yield Finding(FactKind.NOTE, name, found.group(2), line.number, line.message, weight=weight, time=line.time)


_LIST_HEAD = re.compile(
    r"\W*(goals?|tasks?|objectives?|next steps|insights?|lessons?(?: learned)?|recommendations?|findings)\s*:?\W*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s+(\S.{3,200})")
MOST_BULLETS = 6


def listed_notes(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the bullets below a line that says what they are: goals, next steps, lessons."""
    label, left, last = "", 0, -9
    for line in lines:
        bullet = _BULLET.fullmatch(line.message) if left else None
        if bullet and line.at - last <= 2:
            left, last = left - 1, line.at
            yield Finding(
                FactKind.NOTE, label, bullet.group(1), line.number, bullet.group(1), weight=0.62, time=line.time
            )
            continue
        head = _LIST_HEAD.fullmatch(line.message) if len(line.message) < 40 else None
        if head:
            said = head.group(1).lower().split()[0].rstrip("s")
            label = {"task": "goal", "objective": "goal", "recommendation": "next", "finding": "insight"}.get(
                said, said
            )
            left, last = MOST_BULLETS, line.at
        elif line.message.strip():
            left = 0


def statements_of(line: Line) -> Iterator[Finding]:
    """Yield the settings and other named values of a line."""
    if line.text[:1] == "{" and line.message != line.text:
        line = line._replace(message=line.text)
    text = line.message
    if is_code(text) or is_layer(text):
        return
    prose = is_prose(text)
    whole = None if prose else whole_pair(text)
    if whole and (whole.value[0] in "{(" or len(pairs(whole.value)) > 1):
        whole = None  # a dump of settings after a word: they are read one by one
    if whole:
        yield from _of_pair(whole, line, sole=True)
    command = None if whole else _COMMAND.fullmatch(text)
    if command:
        said = command[1] or command[2]
        yield Finding(FactKind.TASK, "command", said, line.number, text, weight=0.85, time=line.time)
    found = pairs(text)
    dump = line.repeats <= REPEATED and (len(found) >= CONFIG_PAIRS or (len(found) == 1 and _is_entry(text)))
    part = _INNER_OF.match(text) is not None
    for pair in found:
        if whole is not None and pair.start == whole.start and pair.end >= whole.end:
            continue
        if pair.start == 0 and (command or _NOTE.fullmatch(text)):
            continue  # the first word of the command, or of what is said in words
        if _stands_alone(pair, text, prose=prose):
            said = _of_pair(_headed(_whole_name(pair, text)), line, dump=dump)
            yield from (one._replace(weight=one.weight * INNER) for one in said) if part else said


_ENTRY = re.compile(r"[\s{\[(]*([\"'])[\w ./\-]{1,60}\1\s*:\s*\S.{0,120}[,})\]]\s*")


def _is_entry(text: str) -> bool:
    """Tell whether a line is one entry of a dictionary that was printed over several."""
    return text.lstrip()[:1] in "{\"'" and _ENTRY.fullmatch(text) is not None


INNER = 0.4
"""What is left of the weight of what is set inside a part of a framework: its `seed` is not the run's."""
_INNER_OF = re.compile(r"(?i)\W*(?!(?:model|train\w*|optim\w*|lora|peft|data\w*|params|args|config)\b)\w+ \.{3,} ?\{")
_COMMAND = re.compile(
    r"(?i)(?:command(?: line)?|cmd): +(\S.*)|[$+] +((?:python|torchrun|accelerate|deepspeed|mlws)\b.*)"
)
_CONFIG_HEAD = re.compile(
    r"(?i)\W*(?:\w+ )?(?:namespace|args?|arguments?|config\w*|cfg|\w*hparams?|\w*hyper-?param\w*|options|settings)\b|\w*config\("
)
_FLAGS = frozenset({"True", "False", "None", "true", "false", "null"})
_CHOICES = (FactKind.SETTING, FactKind.MODEL, FactKind.DATASET, FactKind.ARTIFACT)


def is_config(line: Line) -> bool:
    """Tell whether a line says what a run was set to, whatever the names: none of its values was measured."""
    return line.repeats <= REPEATED and _configures(line.message)


@lru_cache(maxsize=4096)
def _configures(text: str) -> bool:
    found = pairs(text)
    if len(found) < CONFIG_PAIRS:
        return False
    flags = sum([pair.value in _FLAGS for pair in found])
    if not flags and not _CONFIG_HEAD.match(text):
        return False
    known = sum([(meaning(pair.name) or (None,))[0] in _CHOICES for pair in found])
    measured = sum([is_metric(pair.name) and _NUMBER.fullmatch(pair.value) is not None for pair in found])
    if measured and text[:1] == "{" and ": {" in text:
        return False  # the record of a trial: what it was set to, and what came out
    return known >= 2 and known + flags > 2 * measured


_OPEN_NAME = re.compile(r"[\"']([^\"'\n]{1,100})[\"']:?\s*[\"']?\s*$|([A-Za-z_][\w./@\-]{1,60})\s*[:=]\s*$")
_FIRST_NUMBER = re.compile(
    r"[\s\"'(\[]*(?:[\w.]+\()?([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?)(?=[\s)\],}%'\"]|$)",
    re.IGNORECASE,
)


def wrapped_of(before: Line | None, line: Line) -> Iterator[Finding]:
    """Yield the value at the head of a line whose name stands at the end of the line before."""
    if before is None or line.at - before.at != 1 or not before.message.rstrip().endswith((":", ': "', ": '", "=")):
        return
    name, value = (
        _OPEN_NAME.search(before.message[-140:].rstrip().rstrip("\"'").rstrip() + " "),
        _FIRST_NUMBER.match(line.message),
    )
    if not name or not value:
        return
    said = name.group(1) or name.group(2)
    known = meaning(said)
    weight = metric_weight(said) if is_metric(said) else known[1] if known else 0.0
    kind = FactKind.METRIC if is_metric(said) else known[0] if known else FactKind.SETTING
    if weight:
        text = f"{said}: {value.group(1)}"
        yield Finding(kind, said, value.group(1), line.number, text, weight=weight, time=line.time)


def _stands_alone(pair: Pair, text: str, *, prose: bool) -> bool:
    said = text[pair.start : pair.end]
    if "=" in said or said[:1] in "\"'-":
        return not prose or "=" in said
    return _opens(text, pair.start) or (not prose and _NUMBER.fullmatch(pair.value) is not None)


def _opens(text: str, at: int) -> bool:
    """Tell whether a statement may begin at `at`: at the head of the line, after a sign or a wide gap."""
    # A sign is the last thing before the blanks, if any: only from there on it is sought, not in all of a long line.
    last = len(text[:at].rstrip()) - 1
    return _OPENS.search(text, max(last, 0), at) is not None


MOST_WORDS_BEFORE = 3
_WORDS_BEFORE = re.compile(rf"(?:[^\W\d][\w\-/]* ){{1,{MOST_WORDS_BEFORE}}}$")


def _words_back(text: str, at: int) -> int:
    """Return where at most three words before `at` can begin: they are sought from there on, not in all of a long line."""
    for _ in range(MOST_WORDS_BEFORE + 1):
        at = text.rfind(" ", 0, at)
        if at < 0:
            return 0
    return at + 1


def _whole_name(pair: Pair, text: str) -> Pair:
    """Return the pair with the words that stand before its name, where a colon ends them all: `prompt tokens: 512`."""
    if ":" not in text[pair.start : pair.end] or text[pair.start : pair.start + 1] in "\"'-":
        return pair
    before = _WORDS_BEFORE.search(text, _words_back(text, pair.start), pair.start)
    return pair._replace(name=before.group() + pair.name, start=before.start()) if before else pair


_OWN_BEST = re.compile(r"(?i)restor(?:ed|ing)\b.*\bbest\b")
"""What a run goes back to is its own, and no model that it was given."""
_INNER = re.compile(r"([A-Za-z_][\w.]*)=([^=\s]+)")


def _headed(pair: Pair) -> Pair:
    """Return the first setting behind a word that heads a list of them: `hparams: lr=0.001 hidden=64`."""
    inner = _INNER.fullmatch(pair.value) if _CONFIG_HEAD.fullmatch(pair.name) else None
    return pair._replace(name=inner[1], value=inner[2]) if inner else pair


def _meaning(name: str) -> tuple[FactKind, float] | None:
    """Return what a name stands for: all of it, else its last word, which the others describe."""
    return meaning(name) or (meaning(name.rsplit(" ", maxsplit=1)[-1]) if " " in name else None)


def _of_pair(pair: Pair, line: Line, *, sole: bool = False, dump: bool = False) -> Iterator[Finding]:
    value = pair.value
    if (
        pair.name.lower() in _META
        or is_position(pair.name)
        or value.endswith(("=", "("))
        or value.lower() in _EMPTY
        or len(value) > 300
    ):
        return
    numeric = _NUMBER.fullmatch(value) is not None
    known = meaning(pair.name) if sole else _meaning(pair.name)
    if numeric and (is_position(pair.name) or (line.repeats > REPEATED and not (sole and _is_of_parts(line, known)))):
        return
    if known is None:
        yield from _of_unknown(pair, line, sole=sole, dump=dump)
        return
    kind, weight = known
    if value[0] in "│|" or (kind is FactKind.SETTING and numeric and is_metric(pair.name) and not is_config(line)):
        return  # a row of a table; a value that was measured, which its series tells
    counted = _COUNTED.match(value) if kind is FactKind.COUNT else None
    if counted:
        pair = pair._replace(value=counted.group().strip())
    if kind in (FactKind.MODEL, FactKind.DATASET) and not is_name(value):
        flag = value.lower() in ("true", "false", "yes", "no", "auto")
        kind, weight = FactKind.SETTING if flag else FactKind.EVENT, weight * 0.4
    elif kind is FactKind.MODEL and _OWN_BEST.match(pair.name):
        kind = FactKind.ARTIFACT
    yield _finding(kind, pair, line, _weight(kind, value, weight, line, sole=sole))


def _is_of_parts(line: Line, known: tuple[FactKind, float] | None) -> bool:
    """Tell whether a line that recurs may be of a configuration, each part of which has a setting of its own."""
    set_apart = known is not None and known[0] is FactKind.SETTING and line.time is None
    return set_apart and line.repeats <= PARTS and line.message[:1] in " \t|"


def _of_unknown(pair: Pair, line: Line, *, sole: bool, dump: bool) -> Iterator[Finding]:
    if dump and len(pair.name) > 1:
        measured = is_metric(pair.name) and _NUMBER.fullmatch(pair.value) is not None
        aim = measured and "target" in pair.name.lower()
        kind = FactKind.EVENT if measured and not is_config(line) else FactKind.SETTING
        yield _finding(kind, pair, line, 0.6 if aim else 0.12)
        return
    short = len(pair.name) > 2 and len(pair.value) <= 60 and pair.name[:1].isalpha()
    if sole and short and line.repeats == 1 and not _MORE_PAIRS.search(pair.value):
        yield _alone(pair, line)


def _weight(kind: FactKind, value: str, weight: float, line: Line, *, sole: bool) -> float:
    if len(value) > (120 if kind in _FREE else 60):
        weight *= 0.5
    if value.lower() in ("true", "false", "0", "-1", "yes", "no", "auto"):
        weight *= 0.4
    if line.repeats > REPEATED:
        weight *= 0.7
    if _EXPRESSION.match(value):
        weight *= 0.3
    return min(1.0, weight * 1.04) if sole else weight


_EXPRESSION = re.compile(
    r"[a-z_]\w*(?:\.\w+)*\((?!.*=)[^)]*\)?|(?:self|cfg|args|config|model|torch|np)\.\w+|\S.* (?:if|else|for) .+|\[?\w+(?:\.\w+)*\[\w+\]"
)
"""What a program would compute: it says how, not what the value was."""
_RESULT_NAME = re.compile(
    r"(?i)\b(?:final|best|highest|lowest|overall|average|mean|oof|cv|test|valid(?:ation)?|eval(?:uation)?)\b"
)
_RESULT_VALUE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?\s?%?(?:\s?(?:±|\+/-|\+-)\s?\d[\d.]*\s?%?)?")
_UNIT = re.compile(
    r" ?(?:(?:milli)?seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|ms|s|h|[KMGT]i?B|tokens(?:/s(?:ec)?)?)\b"
)
_AVERAGED = re.compile(r"(?i)\b(?:macro|micro|overall|weighted)[ -](?:average|avg|mean|score)\b|\baverage over \d+")
_FRACTION = re.compile(r"[-+]?\d{1,3}\.\d+ ?%?")
_IDENTIFIER = re.compile(r"[a-z][\w.\-]*")
_ONE_VALUE = re.compile(r"\S+|\[.*\]|\(.*\)|\{.*\}")
STATED = 0.9
"""What a final test result weighs whose metric is not named: who wrote the log said that it is one."""


def _alone(pair: Pair, line: Line) -> Finding:
    """Return what a line of the form `Name: value` says whose name is not in the table."""
    if _RESULT_NAME.search(pair.name) and _RESULT_VALUE.fullmatch(pair.value) and len(pair.name.split()) <= 4:
        final = re.search(r"(?i)\bfinal\b.*\btest\b|\btest\b.*\bfinal\b", pair.name)
        kind = FactKind.METRIC if final or is_metric(pair.name) or "±" in pair.value else FactKind.EVENT
        return _finding(kind, pair, line, STATED if final else 0.7 if kind is FactKind.METRIC else 0.3)
    if _AVERAGED.search(pair.name) and _FRACTION.fullmatch(pair.value):
        return _finding(FactKind.METRIC, pair, line, 0.8)
    measured = is_step(pair.name) or is_metric(pair.name)
    if (
        not measured
        and _IDENTIFIER.fullmatch(pair.name)
        and _ONE_VALUE.fullmatch(pair.value)
        and "%|" not in pair.value
    ):
        return _finding(FactKind.SETTING, pair, line, 0.12 if pair.value in _FLAGS or pair.value == "0" else 0.22)
    return _finding(FactKind.EVENT, pair, line, 0.22)


def _finding(kind: FactKind, pair: Pair, line: Line, weight: float) -> Finding:
    unit = _UNIT.match(line.message, pair.end) if kind in (FactKind.DURATION, FactKind.RESOURCE) else None
    text = line.message[pair.start : unit.end() if unit else pair.end]
    return Finding(kind, pair.name, pair.value, line.number, text, weight=weight, time=line.time)
