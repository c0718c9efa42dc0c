"""By what work was ended, and where: a trouble, or somebody, of whom no cited line tells, or that the work outlived."""

import re
from collections.abc import Sequence

from mlws_writer.checking.outcomes.made_good import came_of_it, is_of, is_trouble
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, WELL, furthest
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_ENDED = r"\b(?:stopped|killed|cancel+ed|interrupted|aborted|terminated|broken off|broke off|broke (?:it|the [a-z]+) off|called off|ended|halted|shut down|switched off|paused|put an end to)\b[^,;.]{0,25}? "
_WHO = (
    (
        Pattern(
            r"\b(?:ran|run|running|went) out of (?:[a-z]+ )?(?:steps|tokens|budget|money|credits?|quota|calls|turns|attempts|retries)\b",
            "out of",
            flags=re.IGNORECASE,
        ),
        Words(r"limit|max|budget|exceed|quota|exhaust|no more|left|out of|insufficient|reached|\b402\b|\b429\b"),
    ),
    (
        Pattern(
            r"\b(?:ran|run|running|went) out of time\b|\b(?:its |the )?time (?:was up|ran out|had run out)\b",
            "time",
            flags=re.IGNORECASE,
        ),
        Words(r"time|limit|deadline|budget|expired|exceed|cancel|cut|stop|kill|reserve|elapsed|too (?:long|slow)"),
    ),
    (
        Pattern(
            r"\b(?:ran|run|running|went) out of (?:[a-z]+ )?memory\b|\bout-of-memory\b", "memory", flags=re.IGNORECASE
        ),
        Words(r"memory|(?:of|out)[-_ ]?mem|(?<![a-z])oom|alloc|vram|resource_exhausted"),
    ),
    (
        Pattern(
            rf"{_ENDED}(?:by hand|manually|by (?:the |an? )?(?:users?|operators?|administrators?|admins?|hand|somebody|someone|person))\b",
            "hand",
            "manually",
            "user",
            "operator",
            "admin",
            "somebody",
            "someone",
            "person",
            flags=re.IGNORECASE,
        ),
        Words(
            r"user|operator|keyboard|sigint|\^c|ctrl|manual|hand|admin|cancel|request|interrupt|\bkill |scancel|@|sigterm|\bby\b"
        ),
    ),
    (
        Pattern(
            rf"{_ENDED}by (?:the |a )?(?:scheduler|cluster|batch system|queue|queueing system)\b",
            "scheduler",
            "cluster",
            "batch system",
            "queue",
            flags=re.IGNORECASE,
        ),
        Words(
            r"sched|slurm|sbatch|cluster|queue|preempt|walltime|time|limit|cancel|node|pbs|lsf|k8s|kube|evict|signal|sigterm"
        ),
    ),
    (
        Pattern(
            rf"{_ENDED}by (?:the |a )?(?:watchdog|monitor|guard|supervisor)\b",
            "watchdog",
            "monitor",
            "guard",
            "supervisor",
            flags=re.IGNORECASE,
        ),
        Words(r"watch|monitor|guard|supervis|dog|health|callback|stall|hung|heartbeat"),
    ),
    (
        Pattern(
            rf"{_ENDED}by (?:an? |the )?(?:[a-z]+ )?(?:error|exception|crash|failure|bug)\b",
            "error",
            "exception",
            "crash",
            "failure",
            "bug",
            flags=re.IGNORECASE,
        ),
        Words(r"error|except|crash|fail|traceback|fatal|exit|sig[a-z]{3,4}\b|abort|\bnan\b|assert|panic|kill"),
    ),
)
"""How a sentence says by what or by whom work was ended, and how lines tell of such."""


def brought_about(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a trouble, or somebody who ended work, of whom none of the cited lines tells."""
    if NEGATED.search(sentence) or SAID.search(sentence):
        return _GOOD
    lines = [s.text for s in evidence.statements]
    for spoken, logged in _WHO:
        if (match := spoken.search(sentence)) and not any(map(logged.search, lines)):
            return Verdict(False, "invented_event", f"no cited line tells of {match.group().split()[-1]}")
    told = evidence.firsthand
    outlived = _outlived(sentence, told) or _further(sentence, told, evidence)
    return Verdict(False, "outcome_flip", f"a fact says {outlived.strip()[:80]!r}") if outlived else _GOOD


_WORK = r"(?:whole |entire |[a-z]+ )?(?:run|training|job|search|study|session|pipeline|process|program|build|service|server|flight|simulation|benchmark|evaluation|experiment|bake|import|export|crawl|night|work|fit|sweep|agent|everything)"
_STRUCK_DOWN = Pattern(
    rf"\b(?:killed|ended|stopped|halted|terminated|aborted|wrecked|ruined|finished off|brought down|broke off|cut short|put paid to) (?:the |its |this )?{_WORK}\b|"
    r"\b(?:br(?:ought|ings) (?:[\w-]+ ){1,5}?to (?:an?|its|the) (?:[a-z]+ )?(?:stop|halt|standstill|end)|put (?:an end|a stop) to|(?:was|proved|meant|spelled) (?:the end of|fatal (?:to|for))|came to (?:a|an|its) (?:[a-z]+ )?(?:halt|standstill|stop|end) (?=at\b|after\b|when\b|because\b|with\b|on\b)|"
    r"broke off (?:its|the|their) [a-z]+|g[ao]ve up on (?:it|the))\b",
    *("killed", "ended", "stopped", "halted", "terminated", "aborted", "wrecked", "ruined", "finished off", "down", "broke off", "cut short", " to ", "the end of", "fatal", "gave up on"),
    flags=re.IGNORECASE,
)  # fmt: skip
"""How a sentence says that a trouble ended work."""
_AS_MEANT = re.compile(
    r"\b(?:early[- ]stopp\w+|patience|(?:time|step|epoch|iteration|token|hour|minute|memory|cost|run) (?:limit|budget)|deadline|maximum|plan(?:ned)?|schedule|user|operator|hand|ctrl|signal|request|scheduler|cluster|"
    r"first|second|third|previous|earlier|last|old|other|one|each|some|until|at first|for (?:a|\d)|nearly|almost|would|could|might|then|again|resumed|restarted|retr\w+)\b",
    re.IGNORECASE,
)
"""What ends work as it was meant to, or only a part of it, or for a time."""
_AT_ITS_END = re.compile(r"\bmax_?\w*[ =:]*\d*\W{0,3}(?:was )?reached\b|\"(?:end|finish\w*|done)\"", re.IGNORECASE)


def _outlived(sentence: str, lines: Sequence[Statement]) -> str:
    """Give the last cited line where it tells that work went on, or well to its end, after the trouble that is said to have ended it."""
    if len(lines) < _SEVERAL or not _STRUCK_DOWN.search(sentence) or _AS_MEANT.search(sentence):
        return ""
    last = lines[-1].text
    well = _AT_ITS_END.search(last) is not None or (came_of_it(lines[-1]) and not _OVER.search(last))
    return last if well and any(map(is_trouble, lines[:-1])) else ""


_SEVERAL = 2
_OVER = re.compile(
    r"\b(?:emergency|aftermath|post-?mortem|summary|total|core dump|traceback|restart\w*|re-?queue\w*|resubmit\w*|resum\w*|retr(?:y|ies|ied)|attempt)\b",
    re.IGNORECASE,
)
"""What may be told after an end, or of another run."""
_ENDED_AT = Pattern(
    r"\b(?:(?:was|were|been|got|is) (?:already )?)?(?:ended|stopped|over|halted|broke off|broken off|cut (?:off|short)|aborted|killed|terminated|finished|came to (?:an|its) end|put an end to [^,;]*?|called off)(?: (?:it|the (?:\w+ )?(?:run|training|search)))?(?: already)? (?P<how>at|after|in|with|before) (?:the )?(?P<where>[^,;.]*)",
    *(
        "ended",
        "stopped",
        " over",
        "halted",
        "broke",
        "cut ",
        "aborted",
        "killed",
        "terminated",
        "finished",
        "end",
        "called off",
    ),
    flags=re.IGNORECASE,
)
_PHASE = re.compile(
    r"\b(?:phase|warm-?up|stage|plateau|decay|schedule|improv\w*|first|stall|rise|fall|freez\w*|growth|descent|pause|best|lead)\b",
    re.IGNORECASE,
)
_GOT_TO = re.compile(r"\bmax_(?P<kind>epoch|step|iteration|round)s[ =:]*(?P<number>\d+)\W{0,3}reached\b", re.IGNORECASE)


def _further(sentence: str, lines: Sequence[Statement], evidence: Evidence) -> str:
    """Give a cited line of a later place than that at which a sentence says that work ended."""
    match = _ENDED_AT.search(sentence)
    if match is None or _PHASE.search(sentence[: match.start()]):
        return ""
    said = {kind: furthest(ns) for kind, ns in places(match["where"]).items() if kind in _COURSE}
    before = match["how"].lower() == "before"
    for line in lines if said else ():
        got = {kind: furthest(ns) for kind, ns in places(line.text).items() if kind in said}
        if full := _GOT_TO.search(line.text):
            got[full["kind"].lower()] = int(full["number"])
        further = any(
            got.get(kind, 0) > number or (before and got.get(kind) == number) for kind, number in said.items()
        )
        if further and is_of(line, sentence[: match.start()], evidence, or_none=True) and _worked(line):
            return line.text
    return ""


_COURSE = ("epoch", "step", "iteration", "round")


def _worked(line: Statement) -> bool:
    """Tell whether a line is of work that was done: it has a measure, or says that the place was reached."""
    reached = _GOT_TO.search(line.text) or any(value.metric for value in line.values) or WELL.search(line.text)
    return bool(reached) and (_GOT_TO.search(line.text) is not None or not BAD.search(line.text))
