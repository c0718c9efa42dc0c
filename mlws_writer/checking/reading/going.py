"""How a line of a log says that work went: badly, well, in part, or on after trouble."""

import re

from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.facts.digits import count
from mlws_writer.facts.patterns import Words

BAD_WORDS = (
    r"fail|error|\berrs?\b|crash|abort|kill|cancel|preempt|evict|\bnan\b|\bnot\b|\bno\b|revert|unreachable|exception|limit|stop|cannot|interrupt|terminat|oom|out[ _-]of[ _-](?:gpu[ _-])?memory|segfault|segmentation fault|"
    r"time[d ]*out|still|exceed|paus|needs_|waiting|no answer|pending|blocked|invalid|missing|refus|denied|reject(?!\w*\W{0,2}\d)|declin|turned (?:down|away)|below (?:target|limit|threshold)|(?:status|code|http\S*|->|→)\W{0,4}[45]\d\d\b|partial|broke|unable|incomplete|partial|left(?![=:] ?\d)|lost|disk full|\bexit(?:ed)?(?: with)?(?: status| code)?[ =:]+\(?(?:-\d+|[1-9]\d*)\b|connection (?:reset|closed|dropped)|power (?:loss|cut|outage)|outage|unsupported|unreadable|corrupt|damaged|malformed|mismatch|conflict|degraded"
)
BAD = Words(BAD_WORDS)
_ILL = r"(?!\w*\W+(?:(?:in|with|as|status|state|result|an?)\W{1,2})*(?:fail|error|abort|crash|cancel|kill|time-?d? ?out|unsuccess))"
"""What does not stand behind an end that is good: ended FAILED."""
WELL = Words(
    rf"(?<![a-z])done\b|(?<!not )(?<!never )\bdeployed\b(?!\W*(?:no|none|false|0)\b)|complet|finish{_ILL}|\bpass(?!ing \d)|\bok\b|succe|saved|resum|restor|reached|recover|\bended\b{_ILL}|clean|wrote|pushed|written\b|reconnect",
)
ZEROES = re.compile(
    r"\bnone (?:failed|skipped|aborted|crashed|killed|cancel+ed|lost|dropped|rejected)\b|(?<![=:.\d])0 (?:failed|failures?|errors?|skipped|aborted|crashed|killed|timeouts?|timed out|cancel+ed|lost|dropped)\b(?!\s*[=:])|\bfailed[=:] ?0\b|\b(?:errors?|failures?|failed|timeouts?|crashes) 0\b(?![.\d/%:]| [a-z])|(?<![a-z])(?:\w+_)?(?:err(?:or)?s?|mismatch(?:es)?|timeouts?|invalid|corrupt|lost|missing|aborted|killed|cancel+ed)[\"']?\s?[=:] ?0\b(?!\.\d)",
    re.IGNORECASE,
)
_NO_TROUBLE = re.compile(
    rf"{ZEROES.pattern}|\bno (?:errors?|issues?|problems?|failures?|warnings?|differences?|conflicts?)(?: (?:were|was) (?:found|detected|reported))?\b|\bearly[ _-]?stop(?:ping|ped)?\b|\bstopped early\b",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:limit|budget|maximum|timeout)\b[^,;.]*\b(?:reached|passed|exceeded)\b|(?<!\d)0 (?:passed|ok|sent|done)\b|pass(?:ed)?[=:] ?0\b|"
    r"\b(?:not|never) (?:yet |been )?(?:reached|met|passed|finished|completed?|saved|written|done|ok|clean|recovered)\b",
    re.IGNORECASE,
)
_RESUMED = re.compile(
    r"\b(?:resum\w*|restor\w*|load(?:ed|ing)|continu\w*|restart\w*)\b.*(?:checkpoint|ckpt|epoch|step|iter|state|\.pt\b)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:resum(?:ed?|es|ing)|(?:try|attempt|retry|restart)\W{1,2}(?P<nth>[2-9])\b(?! ?(?:/|of) ?(?P=nth)\b)|restarted|relaunched|reconnected|requeued|carrying on|continuing|retry(?:ing)?\W+\d+ ok)\b",
    re.IGNORECASE,
)
MOVING = ("epoch", "step", "iteration", "round", "batch")


def is_bad(text: str) -> bool:
    """Tell whether a line speaks of trouble and of nothing that went well."""
    return BAD.search(_NO_TROUBLE.sub(" ", text)) is not None and not WELL.search(text)


def ended_badly(last: str) -> bool:
    """Tell whether a last line speaks of trouble; a limit that was reached is nothing that went well."""
    return BAD.search(_NO_TROUBLE.sub(" ", last)) is not None and not WELL.search(_SPENT.sub(" ", last))


def in_part(text: str) -> bool:
    """Tell whether a line counts fewer than there are: 5 of 6 tasks complete."""
    return any(
        int(some) < int(every)
        for some, every in re.findall(
            r"(?<![/.])\b(\d+) ?(?:/|of|out of) ?(\d+)\b(?!/)(?! (?:OK|PASS|START|SKIP|ERROR|FAIL)\b)", text
        )
    )


def took_up(text: str) -> bool:
    """Tell whether a line says that work was taken up again from where it was."""
    return _RESUMED.search(text) is not None or _AGAIN.search(text) is not None


def went_further(first: Statement, last: Statement) -> bool:
    """Tell whether a statement is of a later place than one before it, and speaks of no trouble."""
    if first is last or BAD.search(last.text):
        return False
    before, after = places(first.text), places(last.text)
    return any(furthest(before[kind]) < furthest(after[kind]) for kind in before.keys() & after.keys())


def reached(statement: Statement) -> dict[str, int]:
    """Give how far a statement says that work has got: epoch 3, step 1500."""
    found = places(statement.text)
    return {kind: furthest(found[kind]) for kind in MOVING if kind in found}


def furthest(written: frozenset[str]) -> int:
    """Give the highest of some numbers of places."""
    return max((count(one) or 0 for one in written), default=0)
