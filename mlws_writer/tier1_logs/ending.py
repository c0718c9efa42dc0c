"""How a run ended, concluded from evidence: the error that ended it, a signal, a line that says done, or work that just stops."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mlws_writer.facts.model import Outcome
from mlws_writer.facts.names import is_metric, is_step, split_of
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import pairs
from mlws_writer.tier1_logs.prose import is_code, is_prose
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.troubles import Trouble

_WORK = (
    r"(?:pre-?|post-?)?(?:training|train|run|experiment|job|evaluation|execution|pipeline|process|script|optimi[sz]ation|fine-?tuning|everything|crew|flow|benchmark|epochs?|fitting|tuning|study|"
    r"inference|testing|session|agent|workflow|task|simulation|conversion|download|search|sweep|analysis|all (?:tasks|experiments|runs|jobs|done))"
)
_DONE = Pattern(
    rf"(?i)(?:\b|_){_WORK}\b[^.:=]{{0,40}}\b(?:completed?|finish(?:ed|es)?|done|ended|ends|succeeded|success(?:ful(?:ly)?)?|over)\b(?! in \d+ ?ms)|"
    rf"\b(?:completed?|finish(?:ed)?|done(?: with)?|end(?:ed|ing)? of|finish execution)\b[^.:=]{{0,20}}\b{_WORK}\b|exits? successfully|exit(?:ed)?(?: with)?(?: code| status)?:? ?0\b|return code:? 0\b|"
    r"^\W*(?:all )?(?:done|finished|completed?|success|finito)\W*$|(?:max_epochs|max_steps)=\d+`? reached|Run summary:|^real\s+\d+m|View run .* at|train_runtime|total training time|^\W*training time|"
    r"(?:finished|completed) in\b|successfully completed|\bends \(|optimizer stripped|early.stopping(?: at| triggered|,|\.|:|$)|completion: completed|status\W{1,4}(?:success|completed|ok\b)|^ENDING\b|"
    r"(?:reached|hit) (?:the )?(?:max|target|maximum)|target (?:accuracy|score|quality)? ?reached|finish execution",
    "complet",
    "finish",
    "done",
    "end",
    "succe",
    "over",
    "exit",
    "return code",
    "reached",
    "summary",
    "real",
    "view run",
    "train_runtime",
    "training time",
    "strip",
    "early",
    "status",
    "hit",
)
_RESULT = Pattern(
    r"(?i)^\W*(?:final|best|overall|average|mean|total|test|oof|cv)\b.{0,60}\d|^RESULTS?\b|\bfinal (?:test|eval|results?|accuracy|score|loss|metrics?)|"
    r"(?:sav(?:ed?|ing)|written|wrote|exported|uploaded|dumped|applied|pushed|committed|stored|generated|created)\b.{0,40}\S+[./]\S+|^best (?:trial|params|parameters|model|epoch)"
)
_INTERRUPTED = Pattern(
    r"KeyboardInterrupt|SIGTERM|SIGINT|SIGKILL|SIGHUP|\bTerminated\b(?! at)|CANCELLED AT|DUE TO TIME LIMIT|[Pp]reempt(?:ed|ion)|[Rr]eceived signal|[Ii]nterrupted\b|\bKilled\s|\bKilled$|\^C\b|"
    r"TERM_RUNLIMIT|TERM_OWNER|[Uu]ser (?:abort|cancel)|[Gg]raceful(?:ly)? shut|[Ss]hutting down|[Ss]hutdown (?:requested|signal)|[Ss]topped by user|Aborted by user|wandb: Ctrl \+ C",
    "interrupt",
    "sig",
    "terminated",
    "cancelled",
    "time limit",
    "preempt",
    "killed",
    "^c",
    "term_",
    "abort",
    "cancel",
    "shut",
    "stopped by",
    "ctrl",
)
_FAILED = Pattern(
    r"exit(?:ed)?(?: with)?(?: exit)?(?: code| status)?:? ?(?:[1-9]\d*)\b|exitcode *: *[1-9]|return code:? [1-9]|(?i:\b(?:experiment|run|job|training|build|task|evaluation|process|pipeline)\b(?: \S+){0,3} failed)|"
    r"Segmentation fault|core dumped|ChildFailedError|^\W*FAILED\b|TERM_MEMLIMIT|oom[-_ ]kill|OOM Killed|OUT_OF_MEMORY|^\S+\.py: error: |(?i:^\W*(?:bash: |sh: |zsh: )?command .{1,40} not found|: command not found)|"
    r"(?i:\bexiting due to\b|\bno (?:llm |such )?(?:model|api keys?|input files?|gpus?)\b.{0,30}(?:specified|provided|available)|^\W*fatal(?: error)?: (?!not a git repository))|srun: error: .*Exited|DUE TO NODE FAILURE",
    "exit",
    "return code",
    "failed",
    "fault",
    "dumped",
    "memlimit",
    "oom",
    "out_of_memory",
    "error",
    "not found",
    "provided",
    "specified",
    "available",
    "fatal",
    "node failure",
)
_NO_MEMORY = Pattern(r"(?i)oom[-_ ]?kill|OOM Killed|MEMLIMIT|OutOfMemory", "oom", "memlimit", "outofmemory")
_SERVING = Pattern(
    r"(?i)application startup complete|uvicorn running|server (?:is )?(?:listening|fired up|started|running|ready)|listening on|ready to (?:serve|roll)|serving (?:at|on)|"
    r"\"?(?:POST|GET) +\"?/\S*|HTTP/1\.1\"? 200|\[GIN\]|all slots are idle|avg (?:prompt|generation) throughput|received request|gen throughput",
    "startup",
    "uvicorn",
    "server",
    "listening",
    "ready",
    "serving",
    "post",
    "get ",
    "http",
    "[gin]",
    "idle",
    "throughput",
    "received",
)
_STARTS = Pattern(
    r"(?i)^\W*(?:start(?:ing|ed)?|begin(?:ning)?|launch(?:ing|ed)?|evaluating|running|loading|resum(?:ing|ed)|initiali[sz]ing|processing)\b(?!.*(?:complete|finished|done))"
)
_PROGRESS = re.compile(
    r"(?i)\b(?P<what>epoch|step|iter(?:ation)?|batch|trial|round|episode|fold|task|update)s?\b\W{0,4}(?P<done>\d+)\s?(?:/|of)\s?(?P<total>\d+)(?![\d/.])|\[\s*(?P<done2>\d+)/(?P<total2>\d+)\]|(?:\||^|\s)(?P<done3>\d+)/(?P<total3>\d+) \[\d"
)
_OUT_OF = re.compile(r"\d\s?(?:/|[oO][fF])\s?\d")
"""What is in all that _PROGRESS finds: a glance, where it looks at each word."""
_TOTALS = {
    "epoch": re.compile(r"(?i)^(?:num_?(?:train_?)?epochs?|max_?epochs?|n_?epochs?|total_?epochs?|epochs)$"),
    "step": re.compile(r"(?i)^(?:max_?(?:steps|iters?|iterations)|total_?(?:steps|optimization_?steps|iters|timesteps)|num_?(?:steps|iterations|iters|updates)|train_?iters|n_?iters?|total_training_steps|niter)$"),
}  # fmt: skip
_LABEL = Pattern(r"\W*([A-Za-z][\w ]{0,30}):\s+\d{1,3}%\|", "%|")
"""What a bar says that it counts."""
TAIL, FAR_TAIL = 50, 400


class Ending(NamedTuple):
    """An outcome and the line that shows it."""

    outcome: Outcome
    line: int
    text: str


class _Signal(NamedTuple):
    outcome: Outcome | None
    line: Line
    place: int
    starts: bool = False


def ending_of(lines: Sequence[Line], troubles: Sequence[Trouble], found: Sequence[Course] = ()) -> Ending:
    """Conclude how a run ended from its kept lines, what went wrong in it, and how far its counters came."""
    said = [line for line in lines if line.message.strip() and not line.is_rule]
    if not said:
        return Ending(Outcome.UNKNOWN, 0, "")
    last = said[-1]
    signal = _last_signal(said[-FAR_TAIL:], {one.line: one for one in troubles})
    if signal is not None and signal.outcome is not None and signal.place < TAIL:
        return Ending(signal.outcome, signal.line.number, signal.line.message[:1000])
    reached = _reached(said, found)
    if signal is not None and signal.outcome is not None and reached is not Outcome.INTERRUPTED:
        return Ending(signal.outcome, signal.line.number, signal.line.message[:1000])
    if signal is not None and signal.starts:
        return Ending(Outcome.INTERRUPTED, last.number, last.message[:1000])
    if reached is not None:
        return Ending(reached, last.number, last.message[:1000])
    return Ending(_by_last_words(said, found), last.number, last.message[:1000])


def _last_signal(tail: Sequence[Line], troubles: dict[int, Trouble]) -> _Signal | None:
    starts: Line | None = None
    finished: set[int | str] = set()
    alive = 0
    for place, line in enumerate(reversed(tail)):
        text = line.message[:600]
        outcome = _outcome_in(line, text, troubles.get(line.number), place, alive, finished)
        alive += line.level in ("INFO", "DEBUG") or line.repeats > 3 or (line.time is not None and not line.level)
        if outcome is Outcome.COMPLETED and starts is not None and starts.repeats <= 3:
            return _Signal(None, starts, place, starts=True)
        if outcome is Outcome.INTERRUPTED and (cause := _out_of_memory(tail, place)):
            return _Signal(Outcome.FAILED, cause, place)
        if outcome is not None:
            return _Signal(outcome, line, place)
        if _STARTS.match(text) and place < 8 and not is_prose(text):
            starts = starts or line
    return None


def _out_of_memory(tail: Sequence[Line], place: int) -> Line | None:
    """Return the line that says that memory ran out shortly before a process was stopped: that is why it was."""
    at = len(tail) - 1 - place
    return next((line for line in reversed(tail[max(0, at - 12) : at + 1]) if _NO_MEMORY.search(line.message)), None)


def _outcome_in(
    line: Line, text: str, trouble: Trouble | None, place: int, alive: int, finished: set[int | str]
) -> Outcome | None:
    if is_code(line.message) or (is_prose(text) and line.level == ""):
        return None
    if _FAILED.search(text) and "Interrupt" not in text:
        return Outcome.FAILED if alive < 8 else None
    if _INTERRUPTED.search(text) and not line.message.startswith(" "):
        return Outcome.INTERRUPTED if alive < 8 else None
    if trouble is not None and ((trouble.traceback and alive < 4) or place < 4):
        return Outcome.FAILED
    return _by_words(text, place) or _by_progress(text, finished)


def _by_words(text: str, place: int) -> Outcome | None:
    if _DONE.search(text):
        return Outcome.COMPLETED
    return Outcome.RUNNING if place < 12 and _SERVING.search(text) else None


def _counters_in(text: str) -> list[re.Match[str]]:
    """Return the places where something is counted out of its total: `Epoch 3/10`, `[20/500]`."""
    return list(_PROGRESS.finditer(text)) if _OUT_OF.search(text) else []


def _by_progress(text: str, finished: set[int | str]) -> Outcome | None:
    found = _counters_in(text)
    label = _LABEL.match(text) if found else None
    for one in found:
        done = int(one["done"] or one["done2"] or one["done3"])
        total = int(one["total"] or one["total2"] or one["total3"])
        if done >= total:
            # A counter that came to its end: the lines before it count up to that, or are of its earlier rounds.
            finished.update({total, label[1]} if label else {total})
        if done > total or total < 2 or total in finished or (label and label[1] in finished):
            continue
        if (
            one["what"]
            and one["what"].lower() not in ("batch", "fold", "task")
            and done < total - (1 if "[" in text else 0)
        ):
            return Outcome.INTERRUPTED
        if one["done2"] and done < total and "poch" not in text:
            return Outcome.INTERRUPTED
        if one["done3"] and done < total * 0.985:
            return Outcome.INTERRUPTED
    return None


@lru_cache(maxsize=4096)
def _total_of(name: str) -> str:
    """Return what a setting of this name is the total of, epochs or steps, or nothing."""
    return next((what for what, pattern in _TOTALS.items() if pattern.match(name)), "")


def _totals(said: Sequence[Line]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for line in said:
        if line.repeats > 3 and "/" not in line.message:
            continue
        for pair in pairs(line.message[:20_000]):
            counted = _total_of(pair.name)
            plain = pair.value.replace(",", "").removesuffix(".0") if counted else ""
            if plain.isdigit() and int(plain) > 0:
                totals[counted] = int(plain)
        for one in _counters_in(line.message[:400]):
            what, total = one["what"], one["total"] or one["total3"]
            if total and (what is None or what.lower() in ("epoch", "step", "iter", "iteration")):
                kind = "epoch" if what and what.lower() == "epoch" else "step"
                totals.setdefault(kind, int(total))
    return totals


def _reached(said: Sequence[Line], found: Sequence[Course]) -> Outcome | None:
    totals = _totals(said)
    for what, total in totals.items():
        for course in found:
            name = course.name.lower()
            if not is_step(name) or (what == "epoch") != ("epoch" in name) or course.size < 2:
                continue
            gap = max(1.0, (course.high.size - course.low.size) / (course.size - 1)) if course.size > 1 else 1.0
            if course.high.size > total * 1.5:
                continue
            return Outcome.COMPLETED if course.last.size + gap * 1.05 >= total else Outcome.INTERRUPTED
    return None


def _by_last_words(said: Sequence[Line], found: Sequence[Course]) -> Outcome:
    last = said[-1]
    near = [line for line in said[-6:] if not is_prose(line.message)]
    if any(_RESULT.search(line.message[:400]) for line in near[-3:]):
        return Outcome.COMPLETED
    ends = [course for course in found if course.last.line >= said[max(0, len(said) - 4)].number]
    if any(
        course.split in ("val", "test", "eval") or split_of(course.name) in ("val", "test", "eval") for course in ends
    ):
        return Outcome.COMPLETED
    if any(is_metric(course.name) and course.size == 1 for course in ends):
        return Outcome.COMPLETED
    steps = [course for course in found if is_step(course.name) and course.size > 3]
    if steps and last.number - max(course.last.line for course in steps) < 100_000:
        return Outcome.INTERRUPTED
    return Outcome.UNKNOWN
