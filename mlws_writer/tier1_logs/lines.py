"""A kept line as text: without boxes and colours, its time, level and source told from its message."""

import re
from datetime import datetime
from typing import NamedTuple

from mlws_writer.facts.csv_records import CSV_RECORD
from mlws_writer.facts.names import is_metric, is_step
from mlws_writer.facts.redact import redact
from mlws_writer.tier1_logs.families import Segment
from mlws_writer.tier1_logs.forms import LONGEST_TEXT
from mlws_writer.tier1_logs.times import leading_time

LEVELS = {
    "TRACE": "DEBUG", "DEBUG": "DEBUG", "INFO": "INFO", "NOTICE": "INFO", "SUCCESS": "INFO", "WARN": "WARNING", "WARNING": "WARNING",
    "ERROR": "ERROR", "SEVERE": "ERROR", "CRITICAL": "CRITICAL", "FATAL": "CRITICAL", "I": "INFO", "W": "WARNING", "E": "ERROR",
    "F": "CRITICAL", "D": "DEBUG", "信息": "INFO", "警告": "WARNING", "错误": "ERROR", "エラー": "ERROR", "경고": "WARNING", "오류": "ERROR",
}  # fmt: skip

_LEVEL = re.compile(
    r"[\[(<|【]?\s*(信息|警告|错误|エラー|경고|오류|TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARN(?:ING)?|ERROR|SEVERE|CRITICAL|FATAL"
    r"|Info|Warning|Error|Debug|info|warning|warn|error|debug)\s*(?:[\])>|:】]|(?=\s[-–|:\[(]|\s{2,}|\s\d\d-\d\d |\t))[:|]?\s*"
)
_LEVEL_AFTER_TIME = re.compile(r"(TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARN(?:ING)?|ERROR|SEVERE|CRITICAL|FATAL)\s+")
_GLOG = re.compile(r"(?:\[rank\d+\]: ?)?\[?([IWEF])(\d{3,4}) (\d\d:\d\d:\d\d(?:\.\d+)?)\s+(?:\d+ )?([\w.\-/]+:\d+)\] ?")
_TENSORFLOW = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+): ([IWEF]) ([\w.\-/]+:\d+)\] ?")
_NAMED = re.compile(r"\[\w{2,12} ([IWEFD]) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([\w.\-/]+:\d+)\] ?")
_HF = re.compile(r"\[(INFO|WARNING|ERROR|DEBUG)\|([\w.]+:\d+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\]\s*")
_STDLIB = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL):([\w.\-]+):")
_BETWEEN_NAMES = re.compile(
    r"-?[\w.]+(?P<sign>[-:|/])(DEBUG|INFO|WARNING|ERROR|CRITICAL)(?P=sign)[\w.]+(?:[-:|/]\d+)?(?:[-:|]\s*|\s+)"
)
"""A level glued between who said it and where: `trainer-ERROR-loop:`."""
_SOURCE = re.compile(
    r"\[(?=[^\]]*[A-Za-z])[\w.\-/<>]+(?::\d+(?:/\d+)?)?(?::[\w<>.]+)?\]\s*|\{[\w.\-/]+\.\w+:\d+\}\s*|\([A-Za-z][\w.\-]*:\d+(?::\w+)?\)\s*(?=[A-Z])|\[?(?:rank|Rank|RANK|gpu|GPU|node|worker)[ :=]{0,2}\d+\]?:?(?:\s+|$)|\([\w.\- ]*pid=\d+[^)]*\)\s*|\[[\w.]+: \d\d-\d\d \d\d:\d\d:\d\d\]\s*(?=\{)|\{\d+\}\s*(?=[A-Z]{4})"
    r"|[\w.]+(?::[\w<>]+)?:\d+ ?(?:-|\||:|>>) |(?:\w+(?:\.\w+)+ +|__\w+__ +|\w+ {2,})(?=(?:INFO|WARNING|ERROR|DEBUG|CRITICAL)\s)|\w+(?:\.\w+)* - (?=(?:INFO|WARNING|ERROR|DEBUG|CRITICAL)\b)|[\w./\-]+\.(?:py|cc|cpp|go|rs|js|ts):\d+:?\s+[-|:>]*\s*|\w+(?:\.\w+)* (?=(?:INFO|WARNING|ERROR|DEBUG): )"
)
_OPENING = frozenset("[(<{|【")
_JOIN = re.compile(r"\s*(?:[-–—|]+|>+|:)\s+|\s+")
_BOX = re.compile(r"^[\s│┃║╎╭╰├╞┌└┏┗╔╚|▌█]*(.*?)[\s│┃║╮╯┤┐┘┓┛╗╝|]*$", re.DOTALL)
_RULE = re.compile(r"[\s\-=*_#~^+─━═╌┄╭╮╰╯┌┐└┘├┤┬┴┼╞╡╪│┃║|.·•]*")


class Line(NamedTuple):
    """A kept segment: `at` counts segments, `number` lines; `text` is all of it, `message` what follows time and level."""

    at: int
    number: int
    text: str
    message: str
    time: datetime | None
    level: str
    source: str
    repeats: int = 1
    """How many lines of the run differ from this one in their numbers only, itself counted."""

    @property
    def is_rule(self) -> bool:
        """Tell whether the line only draws: nothing but dashes, boxes and blanks."""
        # Most lines begin with a letter or a digit: they draw nothing, and are asked several times.
        return not self.message[:1].isalnum() and _RULE.fullmatch(self.message) is not None


_JSON_LEVEL = re.compile(r"\"(?:level|levelname|severity|lvl)\": ?\"(\w+)\"")
_JSON_MESSAGE = re.compile(r"\"(?:message|msg|event)\": ?\"((?:[^\"\\]|\\.)*)\"")
_JSON_TIME = re.compile(r"\"(?:time|timestamp|ts|asctime|@timestamp)\": ?\"([^\"]{8,40})\"")
_LOGFMT_LEVEL = re.compile(r"(?:^|\s)level=(\w+)")


def _structured(segment: Segment, text: str, repeats: int) -> Line | None:
    """Return the line of a record in JSON or logfmt that says its level and, in JSON, its message; None for others."""
    if text.startswith("{"):
        level, said = _JSON_LEVEL.search(text), _JSON_MESSAGE.search(text)
        if not level or not said:
            return None
        stamp = _JSON_TIME.search(text)
        time = leading_time(stamp.group(1))[0] if stamp else None
        name = LEVELS.get(level.group(1).upper(), "")
        return Line(segment.at, segment.line, text, said.group(1), time, name, "", repeats)
    level = _LOGFMT_LEVEL.search(text[:200]) if "level=" in text[:200] else None
    if not level:
        return None
    stamp = re.match(r"(?:time|ts)=\"?(\S+)", text)
    time = leading_time(stamp.group(1))[0] if stamp else None
    return Line(segment.at, segment.line, text, text, time, LEVELS.get(level.group(1).upper(), ""), "", repeats)


def _in_csv(segment: Segment, text: str, repeats: int) -> Line | None:
    """Return the line of a record in CSV whose message is quoted; None for others."""
    record = CSV_RECORD.fullmatch(text)
    if record is None or (level := LEVELS.get(record["level"].upper())) is None:
        return None
    time, said = leading_time(record["time"])[0], record["message"].replace('""', '"')
    return Line(segment.at, segment.line, text, said, time, level, record["source"] or "", repeats)


_LETTER = re.compile(r"\[([IWEFD])\](?:\s+|$)")
"""A level in one letter, as it stands behind a time."""


def _level_at(message: str, at: int, *, timed: bool) -> re.Match[str] | None:
    after_time = _LEVEL_AFTER_TIME.match(message, at) or _LETTER.match(message, at) if timed else None
    return _LEVEL.match(message, at) or after_time


def read_line(segment: Segment, repeats: int = 1, secrets: set[str] | None = None) -> Line:
    """Turn a kept segment into a line: what comes before its message is told apart, secrets are put into `secrets`."""
    text = redact(segment.raw[:LONGEST_TEXT].decode("utf-8", "replace"), secrets).rstrip()
    if text[:1] == "{" or "level=" in text[:200]:
        structured = _structured(segment, text, repeats)
        if structured is not None:
            return structured
    if text[-1:] == '"' and (record := _in_csv(segment, text, repeats)) is not None:
        return record
    message = text
    if text and not text[0].isascii():
        found = _BOX.match(text)
        message = found.group(1) if found else text
    header = _google_header(message) or _header(message)
    said = message[header.end :] if header.end else message
    return Line(segment.at, segment.line, text, said, header.time, header.level, header.source, repeats)


_VALUED = re.compile(r"\[([A-Za-z]\w*):[\d./e+-]+\]\s*")


def _is_value(text: str) -> bool:
    """Tell whether what stands in brackets is a value and its name, `[epoch:3/40]` or `[loss:0.31]`, not a place in a program."""
    found = _VALUED.fullmatch(text)
    return found is not None and (is_step(found[1]) or is_metric(found[1]) or "." in found[0] or found[1] == "lr")


class _Header(NamedTuple):
    time: datetime | None
    level: str
    source: str
    end: int


def _google_header(message: str) -> _Header | None:
    if found := _GLOG.match(message):
        return _Header(leading_time(message, 1)[0], LEVELS[found.group(1)], found.group(4), found.end())
    if message[:1] == "[" and (found := _NAMED.match(message)):
        return _Header(leading_time(found[2])[0], LEVELS[found[1]], found[3], found.end())
    found = _TENSORFLOW.match(message) if message[:2] == "20" else None
    return _Header(leading_time(message)[0], LEVELS[found.group(2)], found.group(3), found.end()) if found else None


def _header(message: str) -> _Header:
    """Return what stands before a message: a time, a level, where it was said, in any order."""
    time: datetime | None = None
    level, source, end, timed = "", "", 0, False
    for _ in range(6):
        at = end
        head = message[at : at + 1]
        if time is None and (head.isdigit() or head in _OPENING):
            time, end = leading_time(message, at)
            timed = timed or end > at
            head = message[end : end + 1]
        if head.isalnum() or head in _OPENING or head == "_" or (timed and head == "-"):
            level, source, end = _level_or_source(message, end, level, source, timed=timed)
            if end == at:
                break
        joined = _JOIN.match(message, end)
        if joined is not None:
            end = joined.end()
        elif end == at:
            break
    return _Header(time, level, source, end)


def _level_or_source(message: str, at: int, level: str, source: str, *, timed: bool) -> tuple[str, str, int]:
    """Return the level and the source, with what stands of them at `at`, and where that ends."""
    if not level:
        if found := _HF.match(message, at) or _STDLIB.match(message, at):
            return LEVELS[found.group(1)], found.group(2), found.end()
        if timed and (found := _BETWEEN_NAMES.match(message, at)):
            return LEVELS[found.group(2)], found.group().strip("-:|/ "), found.end()
        if found := _level_at(message, at, timed=timed):
            return LEVELS[found.group(1).upper()], source, found.end()
    if (found := _SOURCE.match(message, at)) and not _is_value(found.group()):
        return level, source or found.group().strip(" []:-|()"), found.end()
    return level, source, at
