# ruff: noqa: E501 - patterns and tables read better whole
"""How a run ended, concluded from evidence: the error that ended it, a signal, a line that says done, or work that just stops."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlws_writer.facts.model import Outcome
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.troubles import Trouble

_DONE = re.compile(
    r"(?i)\b(?:training|train|run|experiment|job|evaluation|all (?:tasks|done|experiments)|execution|pipeline|process|script|optimization|fine-?tuning|everything|crew|flow|benchmark|"
    r"epochs?|fitting|tuning|study|inference|testing|session|agent|workflow|task)\b[^.]{0,40}\b(?:complete[d]?|finish(?:ed|es)?|done|ended|ends|succeed(?:ed)?|success(?:ful(?:ly)?)?|over)\b|"
    r"exits? successfully|exit(?:ed)?(?: with)?(?: code| status)?:? ?0\b|return code:? 0\b|^\W*(?:done|finished|complete[d]?|success)\W*$|"
    r"`?(?:max_epochs|max_steps)=\d+`? reached|Run summary:|Synced \d|^real\s+\d+m|View run .* at|train_runtime|Total training time|training time|finished in|completed in|"
    r"\bfinal (?:test|eval|results?|accuracy|score|loss|metrics?)|successfully completed|\bEnds\b|Elapsed time|best (?:trial|model|accuracy|epoch|score|val\w*)\b.*:|Optimizer stripped"
)
_INTERRUPTED = re.compile(
    r"KeyboardInterrupt|SIGTERM|SIGINT|SIGKILL|SIGHUP|\bTerminated\b|CANCELLED|DUE TO TIME LIMIT|[Pp]reempt|received signal|[Ii]nterrupted|\bKilled\b|\^C|"
    r"TERM_RUNLIMIT|TERM_OWNER|[Uu]ser (?:abort|cancel)|[Gg]raceful(?:ly)? shut|[Ss]hutting down|shutdown requested|stopped by user|Aborted by user"
)
_FAILED = re.compile(
    r"exit(?:ed)?(?: with)?(?: code| status)?:? ?(?:[1-9]\d*)\b|exitcode *: *[1-9]|return code:? [1-9]|(?i:\b(?:experiment|run|job|training|build|task|evaluation|process|pipeline)\b(?: \S+){0,3} failed)|"
    r"Segmentation fault|core dumped|ChildFailedError|FAILED\b|Aborting|TERM_MEMLIMIT|oom-kill|OOM Killed"
)
_SERVING = re.compile(
    r"(?i)application startup complete|uvicorn running|server (?:is )?(?:listening|fired up|started|running|ready)|listening on|ready to (?:serve|roll)|starting (?:the )?server|serving (?:at|on)|"
    r"\"(?:POST|GET) /\S* HTTP|HTTP/1\.1\"? 200|\[GIN\]|all slots are idle|avg (?:prompt|generation) throughput"
)
_PROGRESS = re.compile(
    r"(?i)(?:\b(?:epoch|step|iter(?:ation)?|batch|trial|round|episode)s?\b\W{0,4}|\[|^|\s)(\d+)\s?(?:/|of)\s?(\d+)(?![\d/.])"
)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3})(?:\.0+)?%\|")
TAIL = 60


class Ending(NamedTuple):
    """An outcome and the line that shows it."""

    outcome: Outcome
    line: int
    text: str


def ending_of(lines: Sequence[Line], troubles: Sequence[Trouble]) -> Ending:
    """Conclude how a run ended from its kept lines and what went wrong in it."""
    tail = [line for line in lines if line.message.strip() and not line.is_rule][-TAIL:]
    if not tail:
        return Ending(Outcome.UNKNOWN, 0, "")
    end = tail[-1]
    for place, line in enumerate(reversed(tail)):
        text = line.message[:1000]
        if _INTERRUPTED.search(text) and not line.message.startswith(" "):
            return Ending(Outcome.INTERRUPTED, line.number, text)
        trouble = next((one for one in troubles if one.line == line.number), None)
        if trouble and trouble.traceback and place < 30:
            return Ending(Outcome.FAILED, trouble.line, trouble.text)
        if _FAILED.search(text):
            return Ending(Outcome.FAILED, line.number, text)
        if _DONE.search(text):
            return Ending(Outcome.COMPLETED, line.number, text)
        if trouble and place < 3:
            return Ending(Outcome.FAILED, trouble.line, trouble.text)
        progress = _progress(text)
        if progress is not None:
            done = progress >= 1
            return Ending(Outcome.COMPLETED if done else Outcome.INTERRUPTED, line.number, text)
        if _SERVING.search(text):
            return Ending(Outcome.RUNNING, end.number, end.message)
    return Ending(Outcome.UNKNOWN, end.number, end.message)


def _progress(text: str) -> float | None:
    percent = _PERCENT.findall(text)
    if percent:
        return int(percent[-1]) / 100
    found = _PROGRESS.findall(text)
    for done, total in found:
        if int(total) > 1 and int(done) <= int(total):
            return (
                1.0
                if int(done) >= int(total) - (1 if int(total) > 3 and "poch" in text and "[" in text else 0)
                else int(done) / int(total)
            )
    return None
