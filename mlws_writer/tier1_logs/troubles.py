"""Errors and warnings: tracebacks as one record whose last line says what went wrong, and single lines that do."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_metric
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_TRACEBACK = Pattern(
    r"Traceback \(most recent call last\)|^Exception in thread|^panic: |^thread '.*' panicked",
    "traceback",
    "exception",
    "panic",
)
_EXCEPTION = re.compile(
    r"^(?:[\w.]+\.)?[A-Z][A-Za-z_]*(?:Error|Exception|Interrupt|Exit|Warning|Failure|Timeout|Refused|Denied|NotFound|Killed|OOM)(?:Group)?\b(?::\s*.*|$)|^AssertionError$"
)
_DOTTED = re.compile(r"^\w+(?:\.\w+)*\.[A-Z]\w*: \S.*")
_FATAL_LINE = Pattern(
    r"CUDA out of memory|CUDA_ERROR_(?!NO_DEVICE)[A-Z_]+|OutOfMemoryError|out of memory\b.*(?:kill|alloc)|Segmentation fault|core dumped|No space left on device|"
    r"\b(?:FATAL|fatal error|Fatal)\b|^\w{2,20} fatal\s+: |command not found|No such file or directory|oom-kill|Killed$|Permission denied|"
    r"Assertion [`'\"].{1,120} failed|[Ff]ailed (?:to|with|at)|\bfailed!|Aborted|non-zero exit|Connection refused|loss is (?:nan|inf)|[Nn]o (?:images|data|samples|files) (?:were )?found|"
    r"^(?:[\w./+\-]{2,40}(?::\d+){0,2}:? )(?:\[\w+\] )?(?:fatal )?error: [^\d\s-]|"
    # a line that opens with the word and goes on with what it was
    r"(?i:^\W*(?:(?:an?|the|api|http|server|client|llm|tool|unexpected|runtime|internal|connection|execution|agent|request|parsing|import)\s+)*"
    r"(?:error|exception)(?:\s+(?:occurred|during|while|in|when|code|loading|running|calling|at|from|reading|writing|opening|processing|creating|executing|importing|parsing|sending|"
    r"connecting|fetching|training|evaluating|generating)\b[^:\n]{0,60})?\s*:\s*[^\d\s-]|^\W*[\"']?error[\"']?\s*:\s*[{\"'\[]\D)",
    "memory",
    "cuda_error",
    "segmentation",
    "dumped",
    "space left",
    "fatal",
    "not found",
    "no such",
    "oom",
    "kill",
    "denied",
    "failed",
    "abort",
    "non-zero",
    "refused",
    "loss is",
    "no images",
    "no data",
    "no samples",
    "no files",
    "error",
    "exception",
)
_HARMLESS = Pattern(
    r"(?i)futurewarning|deprecat|userwarning|runtimewarning: (?:divide|invalid|mean of)|will be removed|unable to register cu|could not load dynamic library|cudnn_factory|tf-trt|\bnuma\b|retry|retrying|fall(?:ing)? back|skipping|gradient overflow",
    "warning",
    "deprecat",
    "will be removed",
    "register",
    "library",
    "cudnn",
    "tf-trt",
    "numa",
    "retry",
    "fall",
    "skipping",
    "overflow",
)
_ADVICE = Pattern(r"(?i)\b(?:if you|try |to avoid|consider|may |might |can be|in case)")
_NAN = Pattern(r"(?i)(?<![\w/])([\w./ ]{1,30}?)\s*[:=]\s*[-+]?(nan|inf)\b")
_NAN_VALUE = Pattern(r"(?i)[:=]\s*[-+]?(?:nan|inf)\b", "nan", "inf")
"""What is in all that _NAN finds: a glance, where it looks at each letter."""


_IS_NAN = Pattern(
    r"(?i)\b(?:is|are|was|became|contains?|has|found|got) (?:an? )?(?:nan|inf)(?:s|inite)?\b", "nan", "inf"
)
LONGEST_TRACEBACK, LONGEST_ERROR = 120, 2000
_PLACE = re.compile(r"\s*\([\w.:/\-]+:\d+\)$")
"""Where in the program a line was logged, at its end."""


class Trouble(NamedTuple):
    """Something that went wrong: where it was said, in which words, and whether it was an exception that was not caught there."""

    line: int
    at: int
    name: str
    text: str
    traceback: bool
    ended_at: int
    more: str = ""
    """What the next line says of it, where its own ends with a colon."""


def troubles_of(lines: Sequence[Line]) -> list[Trouble]:
    """Return the errors among `lines`, each traceback as one."""
    found: list[Trouble] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        if _TRACEBACK.search(line.message):
            trouble, i = _traceback(lines, i)
            if trouble:
                found.append(trouble)
            continue
        if trouble := _single(line):
            found.append(trouble)
        i += 1
    return found


def _traceback(lines: Sequence[Line], start: int) -> tuple[Trouble | None, int]:
    for i in range(start + 1, min(start + LONGEST_TRACEBACK, len(lines))):
        line = lines[i]
        text = line.message
        if (_EXCEPTION.match(text) or _DOTTED.match(text)) and not text.startswith(" "):
            after = lines[i + 1].message if i + 1 < len(lines) else ""
            more = f" {after.strip()}" if text.endswith(":") and after else ""
            return Trouble(line.number, line.at, text.split(":")[0], text, True, line.at, more), i + 1
        if _TRACEBACK.search(text):
            return None, i
        if line.time is not None and not text.startswith(" ") and line.level not in ("ERROR", "CRITICAL", ""):
            return None, i
    return None, start + 1


def is_cut_traceback(lines: Sequence[Line]) -> bool:
    """Tell whether lines end with a traceback that was cut before its exception."""
    for line in lines[: -LONGEST_TRACEBACK - 1 : -1]:
        if _TRACEBACK.search(line.message):
            return line is not lines[-1]
        if not (line.text.startswith("  ") or line.message.startswith("  ")):
            return False
    return False


def _single(line: Line) -> Trouble | None:
    trouble = _said_wrong(line)
    return None if trouble is None or _HARMLESS.search(line.message) else trouble


def _said_wrong(line: Line) -> Trouble | None:
    text = line.message
    if not text:
        return None
    if _EXCEPTION.match(text) and "Warning" not in text.split(":")[0]:
        return Trouble(line.number, line.at, text.split(":")[0], text, False, line.at)
    if line.level in ("ERROR", "CRITICAL") and any(map(str.isalpha, text)):
        return Trouble(line.number, line.at, line.level.lower(), text, False, line.at)
    if _FATAL_LINE.search(text) and not _ADVICE.search(text) and len(text) < 400:
        return Trouble(line.number, line.at, "error", text, False, line.at)
    return None


def key_of(trouble: Trouble) -> str:
    """Return what troubles with the same words have in common."""
    return re.sub(r"\d+", "0", _PLACE.sub("", trouble.text + trouble.more))[:200]


def error_findings(troubles: Sequence[Trouble]) -> list[Finding]:
    """Return errors as findings, those with the same words once."""
    seen: set[str] = set()
    found = []
    for trouble in troubles:
        key = key_of(trouble)
        if key not in seen:
            seen.add(key)
            weight = 0.85 if trouble.traceback else 0.7
            found.append(
                Finding(
                    FactKind.ERROR,
                    trouble.name,
                    trouble.text[:LONGEST_ERROR],
                    trouble.line,
                    (trouble.text + trouble.more)[:LONGEST_ERROR],
                    weight=weight,
                )
            )
    return found


SHOWN_HEAD, SHOWN_TAIL, MOST_DETAILS = 140, 100, 6
"""How much of a long error the digest shows from its head and from its end, and how many sentences between."""
_SENTENCE = re.compile(r"(?<=[.;!]) +(?=[A-Z])")


def details_of(troubles: Sequence[Trouble]) -> Iterator[Finding]:
    """Yield the sentences in the middle of a long error: what a device held, who else used it, what may help."""
    seen: set[str] = set()
    for trouble in troubles:
        text = trouble.text[:LONGEST_ERROR]
        if len(text) <= SHOWN_HEAD + SHOWN_TAIL or key_of(trouble) in seen:
            continue
        seen.add(key_of(trouble))
        cuts = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
        spans = [(at, end) for at, end in pairwise(cuts) if end > SHOWN_HEAD]
        for at, end in [span for span in spans if span[0] < len(text) - SHOWN_TAIL][:MOST_DETAILS]:
            said = text[at:end].strip()
            yield Finding(FactKind.EVENT, "error detail", said, trouble.line, said, weight=0.4)


LONGEST_FRAME = 200
_FRAME = re.compile(r"\s*File \"[^\"]+\", line \d+(?:, in .*)?$")
_FOREIGN = re.compile(r"site-packages|dist-packages|/lib/python|\\lib\\|<frozen|<string>", re.IGNORECASE)
"""Where code lies that is not the author's own."""


def inside_tracebacks(lines: Sequence[Line], troubles: Sequence[Trouble]) -> set[int]:
    """Return the numbers of the lines between the head of a traceback and its exception: program text, no statements."""
    inside: set[int] = set()
    at = {line.number: place for place, line in enumerate(lines)}
    for trouble in troubles:
        place = at.get(trouble.line, 0) if trouble.traceback else 0
        for line in reversed(lines[max(0, place - LONGEST_TRACEBACK) : place]):
            if _TRACEBACK.search(line.message):
                break
            inside.add(line.number)
    return inside


def raised_findings(lines: Sequence[Line], troubles: Sequence[Trouble]) -> Iterator[Finding]:
    """Yield where the exceptions of tracebacks came up: in the author's own code, with the statement, and at last."""
    seen: set[str] = set()
    at = {line.number: place for place, line in enumerate(lines)}
    for trouble in troubles:
        place = at.get(trouble.line, 0) if trouble.traceback else 0
        frames = _frames(lines, place)
        own = next((one for one in frames if not _FOREIGN.search(lines[one].message)), None)
        for one, weight in ((own, 0.5), (frames[0] if frames else None, 0.35)):
            text = lines[one].message.strip()[-LONGEST_FRAME:] if one is not None else ""
            if one is None or text in seen:
                continue
            seen.add(text)
            yield Finding(FactKind.EVENT, "raised at", text, lines[one].number, text, weight=weight)
            below = lines[one + 1]
            if one == own and below.message.strip():
                said = below.message.strip()[:LONGEST_FRAME]
                yield Finding(FactKind.EVENT, "raised by", said, below.number, said, weight=0.4)


def _frames(lines: Sequence[Line], place: int) -> list[int]:
    """Return the places of the frames of the traceback whose exception stands at `place`, the last one first."""
    found: list[int] = []
    for one in range(place - 1, max(-1, place - LONGEST_TRACEBACK), -1):
        if _TRACEBACK.search(lines[one].message):
            return found
        if _FRAME.match(lines[one].message):
            found.append(one)
    return found


_LIMIT = re.compile(
    r"(?i)(?:rate|\btime|trials|calls|limit|timeout|budget|clip\w*|bound|\bmax\w*|cap|tol\w*|depth|size)$"
)
RECURS = 3
"""A line that recurs more often than this is of a series."""


def warning_findings(lines: Sequence[Line]) -> list[Finding]:
    """Return warnings as findings, those with the same words once; advice and deprecations count little."""
    seen: set[str] = set()
    found = []
    for line in lines:
        nan = _NAN.search(line.message) if _NAN_VALUE.search(line.message) else None
        if nan and (is_metric(nan[1]) or line.repeats > RECURS):
            nan = None  # a point of its series, of which more is said there
        if nan and nan[2].lower() == "inf" and _LIMIT.search(nan[1]):
            nan = None  # no limit was set
        if line.level != "WARNING" and not nan and not re.match(r"(?i)\W*warning\b|\w*Warning:", line.message):
            continue
        key = f"{nan[1].strip()[-20:]} {nan[2]}" if nan else re.sub(r"\d+", "0", line.message)[:120]
        if key in seen or len(line.message) < 4 or line.is_rule:
            continue
        seen.add(key)
        weight = 0.6 if nan or _IS_NAN.search(line.message) else 0.15 if _HARMLESS.search(line.message) else 0.4
        found.append(
            Finding(
                FactKind.WARNING,
                "nan" if nan else "warning",
                line.message[:300],
                line.number,
                line.message[:300],
                weight=weight,
            )
        )
    return found
