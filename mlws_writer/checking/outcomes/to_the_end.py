"""What is said to have gone ill to the end, against cited lines that tell that it came right: the last of them above all."""

import re
from collections.abc import Sequence

from mlws_writer.checking.outcomes.made_good import (
    NUMBERED,
    came_of_it,
    is_measured,
    is_of,
    is_of_another,
    is_trouble,
    lacks_its_number,
)
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, BAD_WORDS, ZEROES, in_part, took_up
from mlws_writer.checking.reading.language import SAID, content
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, quantities

_GOOD = Verdict(True)
_ILL = (
    rf"(?:{BAD_WORDS}|timing out|\b(?:red|down|away|offline|without|absent|gone|out (?:of|in)|dead|hanging|hung|stuck|lacking|open|flaky|unhealthy|un(?:resolv|solv|fix|answer|process|finish|repair|handl|match|merg|deliver|attend|complet|address)ed)\b"
    r"|throttl|degrad|hang|leak|flak|stall|unavailab|unusab)"
)
_STILL = Pattern(
    rf"\b(?:still|remain(?:ed|s)|stay(?:ed|s)|kept|keeps|(?:was|were) left)\b(?! (?:the (?:best|worst|most)\b|in\b|[a-z]+ (?:down|up|further|downwards?|upwards?)\b|r[aiou]|f[ae]ll|went|going|gr[eo]w|s[aiu]nk|cr[ae]p|dropp|climb|declin|decreas|increas|improv|learn))[^,;.]{{0,30}}?(?P<state>{_ILL})|\bstill (?:there\b|(?:had|have|has) (?!the\b|an? [a-z]+er\b))|"
    r"\bpersist(?:ed|s)\b|\b(?:to no avail|in vain)\b",
    *("still", "remain", "stay", "kept", "keeps", "left", "persist", "to no avail", "in vain"),
    flags=re.IGNORECASE,
)
"""What is said to have lasted."""
_STILL_SO = Pattern(
    r"\b(?:was|were|is|are) still (?P<so>(?!the\b|[a-z]+ (?:down|up|further|downwards?|upwards?)\b|r[aiou]|f[ae]ll|went|going|gr[eo]w|s[aiu]nk|cr[ae]p|dropp|climb|declin|decreas|increas|improv|learn)[a-z-]+)",
    "still ",
    flags=re.IGNORECASE,
)
"""How a thing is said to have been still, in whatever word the lines before have for it."""
_GOT = r"(?:get|got|come|came|go|went|gone|make|made|become|became|reach(?:ed)?|return(?:ed)?|recover(?:ed)?|finish(?:ed)?|complete[ds]?|resume[ds]?|restart(?:ed)?|respond(?:ed)?|answer(?:ed)?|survive[ds]?|start(?:ed)?|load(?:ed)?|work(?:ed)?|open(?:ed)?|ran|run|see|saw|seen|obtain(?:ed)?|taken|tak(?:e|ing)|picked|rolled|brought|put|repeated|retried|continued?|fixed|repaired|replaced|renewed|cleared|solved|resolved|converge[ds]?|succeed(?:ed)?|pass(?:ed)?)"
_NEVER = Pattern(
    rf"\b(?:never|did not|didn't|could not|couldn't|was not|were not|failed to|not) (?:ever |again |be |been )*{_GOT}\b|\bcould not be (?!expl|repro|conf|trac|told|said|known|rul|blam|compar|measur|beat|match)[a-z]+(?:ed|en|wn|ade|ot|ilt|und)\b|"
    rf"\bno (?:[\w-]+ ){{1,5}}could be [a-z]+(?:ed|en|wn|ade|ot|ilt|und)\b|\b(?:neither|none) (?:of [^,;.]*? )?{_GOT}\b",
    *("never", "not", "n't", "failed to", "could be", "neither", "none"),
    flags=re.IGNORECASE,
)
"""What is said never to have come about."""
_JOB = (
    r"(?:job|run|training|study|search|sweep|experiment|migration|import|export|ingest\w*|load test|backup|build|project|session|evaluation|benchmark|pipeline|crawl|download|upload|generation|labell?ing|fine-?tuning|"
    r"tuning|work|deployment|rollout|release|server|service|container|cluster|agent|program|process|simulation|conversion|indexing|scan|sync|transfer|copy|installation|upgrade|update|analysis|night|everything)"
)
_ENDED = Pattern(
    rf"\b(?:(?:was|were|been|be|got|being) (?:given up|abandoned|broken off|called off|cut short|aborted|scrapped)|broke off|aborted|gave up|ground to a (?:halt|standstill)|came to nothing|nothing came of|(?:ended|stopped|killed|aborted|finished|brought down) (?:the|this) (?P<what>(?:whole |entire )?{_JOB})\b|"
    rf"made (?P<all>(?:the |this )?(?:whole |entire )?{_JOB}) (?:abort|fail|stop|crash|end))\b",
    *("given up", "abandoned", "broken off", "called off", "cut short", "abort", "scrapped", "broke off", "gave up", "ground to", "came ", "ed the", "ed this", "made", "down the"),
    flags=re.IGNORECASE,
)  # fmt: skip
"""What is said to have been broken off."""
_LEVEL = re.compile(
    r"\s?(?:[a-z]+ ){0,3}?(?:[\d.]|above|below|over|under|beyond|near|close|better|worse|higher|lower|as|than|level|target|threshold|limit|mark)\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"(?: (?:an?|any|the|usable|valid|single))+ (?:results?|answers?|scores?|figures?|outputs?|labels?)\b"
)
"""What was never reached may be a level that the last value does not have; what was never got is none."""
_PASSING = re.compile(
    r"\b(?:until|at first|initially|temporarily|for (?!the\b|good\b|ever\b)[a-z]* ?(?:[a-z]+ )?(?:seconds?|minutes?|hours?|days?|steps?|epochs?|while)|for (?:(?:about|almost|nearly|over|around|only|just|more than|less than|the first) )*(?:\d[\d,.]*|an? |two|three|four|five|six|seven|eight|nine|ten)|once|turned up|after (?:all|which|that)|whereupon|then|later|but|only|so far|yet|"
    r"(?:and|before) (?:was |were |had to be )?(?:re[a-z]+|continued|went on|taken up)|early[- ]stopp\w+|patience|some|most|half|part|(?:one|two|three|four|\d+) of|first|second|third|fourth|earlier|previous|old|original|attempts?|tr(?:y|ies))\b",
    re.IGNORECASE,
)
"""What was so of a part, or for a time."""
_SOME_OF = re.compile(r"\b(?:one|two|three|four|five|six|\d+) of (?=the\b|its\b|our\b)", re.IGNORECASE)
"""Some that are told to be so to the end are too many where the last line counts none."""
_WHICH = re.compile(r"\b(?:that|which|who) $")
"""What only tells which one is meant: the worker that kept crashing."""
_WHOLE = re.compile(
    rf"^(?:(?:after|at|in|on|by|with|since|because of) (?:the |its |this )?[\w-]+(?: [\w-]+)?,? )?(?:(?:the|this|its|our|all) (?:whole |entire |[a-z-]+ )?)?{_JOB}\b|\b(?:we|it|they)\s*$",
    re.IGNORECASE,
)
"""What is of all the work, so that any later line is of it too."""
_RIGHT = Words(
    r"(?<!not )(?<!never )\b(?:done|completed?|finished|succe\w+|passed|ok|ready|healthy|recovered|reached|resumed|rejoin(?:ed)?|reconnected|restored|restarted|relaunched|closed|fixed|repaired|solved|resolved|saved|uploaded|promoted|listening)\b|(?:->|=>) ?0\b(?!\.)|_end\b|\b100 ?%|\bback (?:in|on|at|up|online|to normal)\b|\b(?:pct|percent|share|progress)[\"']?[=:] ?100\b|\b(?P<n>[1-9]\d*) ?(?:/|of) ?(?P=n)\b(?!/)"
)
"""How a line tells that a thing came right."""
_AT_AN_END = Words(r"\b(?:done|completed?|finished|succe\w+)\b|\bexit(?:ed)?(?: code)?[ =:]*0\b|\breached\b")
_COUNTED_ILL = re.compile(
    r"\([^()]*\)|\b\d[\d,]* (?:[a-z]+ )?(?:failed|failures?|errors?|warnings?|skipped|pruned|dropped|timeouts?|rejected|cancel+ed)\b|\b(?:failed|failures?|errors?|err|skipped|dropped|pruned|timeouts?|rejected)[\"']?\s?[=: ]\s?\d+|"
    r"\bwith[ _]warnings\b|\bstopped: (?=\S*max_)",
    re.IGNORECASE,
)
_AFTER_TROUBLE = re.compile(
    r"\b(?:crash(?:es)?|faults?|errors?|failures?|outages?|interruptions?|blackouts?|timeouts?|preemptions?|shutdown|disconnect\w*|breaks?|kills?|exceptions?|troubles?|problems?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|while|whereas|although|because|when|once|as soon as)\b")
_OF_ALL = re.compile(r"no |none|neither", re.IGNORECASE)


def to_the_end(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that trouble lasted, or that work was broken off, where the last cited line tells that it came right."""
    lines = evidence.firsthand
    if not lines or SAID.search(sentence):
        return _GOOD
    against = _came_after_all(sentence, lines, evidence) or _went_beyond(sentence, lines, evidence)
    return Verdict(False, "outcome_flip", f"a fact says {against.text.strip()[:80]!r}") if against else _GOOD


def _came_after_all(sentence: str, lines: Sequence[Statement], evidence: Evidence) -> Statement | None:
    """Give the last cited line where it tells that what is said to have ended ill came right."""
    sentence = _NEVER_SEEN.sub(" ", sentence)
    match = next(filter(None, (told.search(sentence) for told in (_STILL, _STILL_SO, _NEVER, _ENDED))), None)
    if match is None or _is_passing(match, lines) or _is_of_a_level(match):
        return None
    last, found, subject = lines[-1], match.groupdict(), _subject(match)
    whole = bool(found.get("what") or found.get("all")) or _WHOLE.search(subject) is not None
    spared = is_of_another(last, subject, evidence) or lacks_its_number(last.text, subject)
    if spared or not _right_at_last(lines, whole=whole and "state" not in found):
        return None
    around = f"{sentence[: match.start()]} {sentence[match.end() :]}"
    troubled = any(map(is_trouble, lines[:-1])) or _AFTER_TROUBLE.search(around) is not None
    if "state" in found:
        names = [name.group().lower() for name in NUMBERED.finditer(subject)]
        named = not names or any(name in last.text.lower() for name in names)
        lasts = (
            named
            and (troubled or len(lines) == 1 or is_of(last, subject, evidence))
            and not _says(found["state"], last)
        )
    elif "so" in found:
        lasts = troubled and any(_says(found["so"], line) for line in lines[:-1]) and not _says(found["so"], last)
    else:
        over = whole and _AT_AN_END.search(last.text) is not None
        named = whole or _OF_ALL.match(match.group()) is not None or is_of(last, subject, evidence)
        lasts = named and (over or (troubled and len(lines) > 1))
    return last if lasts else None


_NEVER_SEEN = re.compile(r"\bnever (?:before )?(?:seen|met|used) (?:before|in|during|by) ?(?:the )?\w*")
"""What tells which one is meant: the writer never seen in training."""


def _is_passing(match: re.Match[str], lines: Sequence[Statement]) -> bool:
    """Tell whether a sentence says it of a part only or of a time, or only to tell which one is meant."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if ZEROES.search(lines[-1].text):
        before = _SOME_OF.sub("", before)
    return any(map(_PASSING.search, (before, after))) or _WHICH.search(before) is not None


def _is_of_a_level(match: re.Match[str]) -> bool:
    """Tell whether it is a level that a sentence says was never reached."""
    at = match.end()
    return (
        match.re is _NEVER.compiled
        and _LEVEL.match(match.string, at) is not None
        and _OUTPUT.match(match.string, at) is None
    )


def _right_at_last(lines: Sequence[Statement], *, whole: bool) -> bool:
    """Tell whether the last line, or of all the work one that takes it up, says that it came right."""
    right = [line for line in lines[1:] or lines if _came_right(line, over_all=whole)]
    return bool(right) and (right[-1] is lines[-1] or (whole and took_up(right[-1].text)))


def _subject(match: re.Match[str]) -> str:
    """Give what a sentence is of: the clause before the words that were found, or they where they begin it."""
    before = [clause for clause in _CLAUSE.split(match.string[: match.start()]) if clause.strip()]
    return before[-1].strip() if before else match.group()


def _says(state: str | None, line: Statement) -> bool:
    """Tell whether a line has the very word for how a thing is said to have been."""
    return state is not None and not content(state).isdisjoint(content(ZEROES.sub(" ", line.text)))


def _came_right(line: Statement, *, over_all: bool) -> bool:
    """Tell whether a line says that a thing came right; what it counts of failures says nothing against the whole."""
    text = ZEROES.sub(" ", line.text)
    if over_all:
        text = _COUNTED_ILL.sub(" ", text)
    elif in_part(text):
        return False
    told = _RIGHT.search(text) is not None or took_up(text) or came_of_it(line) or (over_all and is_measured(line))
    return told and not (BAD.search(text) or _GAVE_UP.search(text))


_GAVE_UP = Words(
    r"drop|skip|exclu|omit|discard|abandon|scrap|remov|disabl|prun|withdr|\b(?:gave|given|giving) up\b|\bleft out\b"
)


_NO_FURTHER = Pattern(
    r"\bnever (?:[a-z]+ ){0,3}?(?:past|beyond|above|over|further than|more than|made it to|got to|reached|came to)\b(?P<mark>[^,;.]*(?:\.\d+[^,;.]*)?)|"
    r"\b(?:stopped|halted|stuck|stalled|given up|frozen|paused|aborted|broke off|broken off|ended|held|capped)(?: short)? at\b(?P<at>[^,;.]*(?:\.\d+[^,;.]*)?)",
    *("never ", " at "),
    flags=re.IGNORECASE,
)
_GROWING = (Dimension.PLAIN, Dimension.PERCENT)


def _went_beyond(sentence: str, lines: Sequence[Statement], evidence: Evidence) -> Statement | None:
    """Give the last cited line where it has more of what a sentence says never got beyond what a line before has: share 5, share 100."""
    if got := _got_there(sentence, lines):
        return got
    match = _NO_FURTHER.search(sentence)
    if match is None or len(lines) == 1 or _PASSING.search(sentence):
        return None
    marks = {q.value for q in quantities(match["mark"] or match["at"] or "") if q.dimension in _GROWING}
    before = {v.key for line in lines[:-1] for v in line.values if v.quantity.value in marks}
    beyond = any(v.key in before and v.quantity.value > max(marks) for v in lines[-1].values if v.key)
    spared = is_of_another(lines[-1], sentence[: match.start()], evidence) or BAD.search(lines[-1].text)
    return lines[-1] if beyond and not spared else None


_NOT_SO_FAR = re.compile(
    r"\b(?:(?:never|did not|failed to) (?:ma[dk]e it to|reach(?:ed)?|g[eo]t to|c[ao]me to|complete[d]?)|(?P<past>never (?:g[eo]t|went|c[ao]me) (?:beyond|past))) "
    r"(?:[a-z]+ ){0,4}?(?P<mark>\d[\d,]*)(?![\d.])",
    re.IGNORECASE,
)
_DONE_OF = re.compile(r"(?<![\w.,/])(\d[\d,]*)/(\d[\d,]*)(?![\w/]|\.\d)")


def _got_there(sentence: str, lines: Sequence[Statement]) -> Statement | None:
    """Give a cited line that has work done as far as a sentence says it never came: 5350/5350."""
    match = _NOT_SO_FAR.search(sentence)
    mark = int(match["mark"].replace(",", "")) if match else 0
    for line in lines if match else ():
        for some, every in _DONE_OF.findall(line.text):
            done, whole = (int(each.replace(",", "")) for each in (some, every))
            if match and done <= whole and (done > mark if match["past"] else done >= mark > _FEW):
                return line
    return None


_FEW = 2
