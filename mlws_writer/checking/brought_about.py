"""By what work was ended: a trouble, or somebody, of whom no cited line tells."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import NEGATED, SAID
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
    return _GOOD
