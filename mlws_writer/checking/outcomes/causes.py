"""Why something happened: a reason is given only where a fact gives it, in its own words or in those that mean the same."""

import re
from collections.abc import Sequence

from mlws_writer.checking.names.licence import unlicensed
from mlws_writer.checking.numbers.limits import is_limit
from mlws_writer.checking.outcomes.stated_reasons import has_its_numbers, is_stated_otherwise
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import CAUSE, content, stem, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.troubles import troubles
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, spelled_number

_OWN = 2
"""How many words of their own readers may put a known trouble in: the graphics card ran out of memory."""
OVERLAP = 0.25
"""What share of a reason's words must stand in the evidence."""

_GOOD = Verdict(True)
_VALUED = (
    FactKind.SETTING,
    FactKind.METRIC,
    FactKind.COUNT,
    FactKind.MODEL,
    FactKind.DATASET,
    FactKind.RESOURCE,
    FactKind.DURATION,
)
_WHY = (FactKind.ERROR, FactKind.WARNING, FactKind.OUTCOME)


_GOES_ON = re.compile(
    r"[;.]\s|, (?=and|but|while|which)| and (?=(?:was |were |then |later )*(?:succeeded|worked|passed|finished|completed|went|repeated|restarted|resumed|retried|rerun|stopped|rolled|replaced|continued|moved)\b)"
)
"""Where a reason ends, and what was then done begins."""
_SO = re.compile(r"\b(?:which|that|this) (?:is|was) (?:why|the reason|because)\b", re.IGNORECASE)
_NOTED = re.compile(r"\b(?:because|why|reason|due|since|so)\b", re.IGNORECASE)


def _is_noted(reason: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a fact that gives a reason gives this one."""
    noted = (statement.words for statement in evidence.statements if _NOTED.search(statement.text))
    return any(len(reason & words) >= len(reason) * _MORE_THAN_HALF for words in noted)


def cause(sentence: str, evidence: Evidence) -> Verdict:
    """Let a reason be given only where a fact states it: an error, a note, or a line that links it to what it explains."""
    if (so := _SO.search(sentence)) and not _is_noted(content(sentence[: so.start()]), evidence):
        return Verdict(False, "invented_cause", f"no fact gives this as a reason, {so.group()!r} does")
    if len(evidence.firsthand) == len(evidence.statements):  # what is quoted may explain
        sentence = _PUT_DOWN_TO.sub(r"\g<effect> because of ", sentence)
    sentence = _ACTIVE.sub(r"\g<effect> because of \g<given>", sentence)
    sentence = _THE_REASON.sub(r"\g<effect> because of \g<given>", sentence)
    sentence = _ENDED_BY.sub(r"\g<ended> because of ", sentence)
    sentence = _LED_TO_SO_MANY.sub(" had ", sentence)
    first = CAUSE.search(sentence) or _came_from(sentence) or _meant(sentence)
    later = _MORE.finditer(sentence, first.end()) if first else ()
    verdicts = (_caused(match, evidence) for match in (first, *later) if match)
    return next((verdict for verdict in verdicts if not verdict.ok), _GOOD)


_LED_TO_SO_MANY = re.compile(
    r"\b(?:led to|resulted in) (?=(?:about |some |only |almost |nearly )?[\d.,]+ ?(?:%|percent|points?)? (?:more|fewer|less|higher|lower)\b[^,;]*\bthan\b)"
)
"""What is told of two things by numbers, which are held against both."""


_ACTIVE = Pattern(
    r"^(?P<given>(?!(?:it|this|that|what|which|nothing|none|no)\b)[^,;]+?) (?:caused|provoked|prompted|triggered|explains?|explained|was the cause of|is the cause of|was behind|lies behind|lay behind) "
    r"(?P<effect>(?:the|an?|its|their|this|that|these|all|both|[a-z]+ing)\b[^,;.]*)",
    *("cause", "provoked", "prompted", "triggered", "explain", "behind"),
    flags=re.IGNORECASE,
)
"""What is said to have brought something about, told the other way round."""
_THE_REASON = Pattern(
    r"^(?:the|its|one|a|another) (?:main |only |stated |given |real )?(?:reason|cause) (?:for|of|behind|why) (?P<effect>[^,;]+?) (?:was|is|were|are) (?:that )?(?P<given>(?!not\b|never\b|unknown|unclear|given)[^;]+)",
    *("reason", "cause"),
    flags=re.IGNORECASE,
)
_ENDED_BY = Pattern(
    r"\b(?P<ended>interrupted|terminated|stopped|halted|killed|aborted|delayed|blocked|brought down|cut short|slowed down|held up) by (?=(?:an?|the|its|low|lack|too|insufficient)\b)"
    r"(?!(?:the |an? )?(?:users?|operators?|admin\w*|scheduler|cluster|batch|queu\w*|watchdog|monitor|guard|supervisor|person|error|exception|crash|failure|bug)\b)",
    " by ",
    flags=re.IGNORECASE,
)
"""What put an end to something is the reason of that end."""
_PUT_DOWN_TO = Pattern(
    r"\b(?:attributed|attributes|ascribed|ascribes|traced|traces|put|puts|blamed|blames) (?P<effect>(?:the|this|that|its|these|those|all|both) [^,;.]*?) (?:(?<!ed )(?<!es )(?:back |down )?to|on) (?=(?:the|an?|its|their|[a-z]+ing|\S+\(\)|[a-z]+ [a-z]+ing)\b|\S+\(\))",
    *("attribut", "ascrib", "trace", "put", "blame"),
    flags=re.IGNORECASE,
)
"""How somebody is said to have explained something: attributed the timeout to the lock."""
_TROUBLE_CAME = Pattern(
    r"(?<!of the )(?<!of its )(?<!of all )(?<!of these )(?<!of )\b(?:errors?|failures?|crash(?:es)?|(?:bad|wrong|missing|broken|odd|invalid|corrupt) [\w -]{1,30}?|timeouts?|time-outs|delays?|slowdowns?|warnings?|throttling|mistakes?|outages?|stalls?|spikes?|dips?|resets?|hangs?|drops?|gains?|jumps?|improvements?|loss(?:es)?) [^,;.]{0,40}?(?=\b(?:came|comes?) from\b)",
    *("came from", "comes from", "come from"),
    flags=re.IGNORECASE,
)
"""That half of the errors came from a class only counts them."""
_FROM = re.compile(r"(?:came|comes?) from\s+", re.IGNORECASE)


def _came_from(sentence: str) -> re.Match[str] | None:
    """Find the words by which a trouble or a gain is said to have come from something."""
    told = _TROUBLE_CAME.search(sentence)
    return _FROM.match(sentence, told.end()) if told else None


_DONE_WITH = Pattern(
    r"\b(?:stopped|halted|killed|cancell?ed|aborted|ended|rejected|skipped|dropped|flagged|marked|pruned|blocked|banned|excluded|removed|deleted|discarded|chosen|picked|selected|kept|preferred|failed|refused|declined|"
    r"turned down|ruled out|thrown out|set aside|left out|restarted|retried|paused|fined|warned|praised|criticised|criticized)(?: [\w./-]+){0,3} (?=(?:following|over) an?\b|under (?:[a-z]+ )?(?:pressure|load)\b|out of (?!memory|disk|the\b|reach|range|\w+ (?:\w+ )?(?:were|was)\b|\d|two|three|four|five|six|seven|eight|nine|ten)[a-z]+|for (?:not )?(?:its|their|his|her|being|having|(?!during|testing|training|evaluation|inference|everything|nothing|anything|something)[a-z]{2,}ing)\b)",
    *(" for ", " following ", " over ", " under ", " out "),
    flags=re.IGNORECASE,
)
"""What was done with something, before for what: killed for exceeding its memory."""
_SO_AS_TO = Pattern(
    r"\b(?:was|were|been|be|had to be|got) (?:[a-z]+ly )?(?:[a-z]{3,}ed|cut|put|set|taken|given|split|rerun|shut|brought|sent)(?: (?!with|by|due|according|compared|relative|close|next|up|down|used|needed|required|failed|able|supposed|expected)[\w./-]+){0,4} "
    r"(?=to (?:avoid|prevent|save|free|spare|speed|fix|improve|protect|allow|let|help|stop|counter|compensate|make (?:room|up|sure)|keep|fit|meet|cope|reduce|ease|relieve|recover|work around|get rid|rule out|find out|balance)\b)",
    *(" to ",),
    flags=re.IGNORECASE,
)
"""What was done, before what it was done for: was halved to avoid swapping."""
_FOR = re.compile(r"(?:for|to|following|over|under|out of)\s+")


def _meant(sentence: str) -> re.Match[str] | None:
    """Find the word behind which a sentence gives what something was done for."""
    done = _DONE_WITH.search(sentence) or _SO_AS_TO.search(sentence)
    return _FOR.match(sentence, done.end()) if done else None


_A_FAULT = re.compile(r"an? (?:\w+ ){0,2}(?:partition|fault|failure|bug|outage|crash|error)s?\b", re.IGNORECASE)


_ANY_FAULT = re.compile(r"an? (?:crash|error|failure|exception)", re.IGNORECASE)
_FAULTY = Words(r"error|crash|exception|fail|fatal|abort")


def _fault(cause: re.Match[str]) -> str:
    """Give the fault after which something was done, and nothing of what was done: after a disk failure."""
    fault = _A_FAULT.match(cause.string, cause.end()) if cause.group().lower().startswith("after") else None
    return fault.group() if fault else ""


_SHORT_NOTE = Pattern(
    r"\((?P<note>[^()]*[a-z]{3}[^()]*)\)|\breason[=:] ?\"?(?P<reason>[\w -]+)", "(", "reason", flags=re.IGNORECASE
)
"""Where a line notes a reason in a word or two: 9 replies blocked (pii)."""


def _is_noted_short(reason: frozenset[str], sources: Sequence[Statement]) -> bool:
    """Tell whether a line notes a reason in brackets, in words for which a reader has those."""
    for source in sources:
        for match in _SHORT_NOTE.finditer(source.text):
            may = sayable(stems(match["note"] or match["reason"]))
            if reason & may and len(reason & (may | source.words)) >= len(reason) * _MORE_THAN_HALF:
                return True
    return False


_MORE = re.compile(r"\b(?:because(?: of)?|due to|caused by|owing to|thanks to)\s+", re.IGNORECASE)
"""What gives a reason of a reason."""


def _caused(match: re.Match[str], evidence: Evidence) -> Verdict:
    after = _WANT_OF.sub("no ", match.string[match.end() :])
    given = _fault(match) or _GOES_ON.split(after)[0]
    effect = match.string[: match.start()]
    if not effect and ", " in given:  # Since the branch is protected, a pull request was opened
        given, _, effect = given.partition(", ")
    elif not effect and (named := _NAMED_FIRST.match(given)):  # Because of the protection the branch was left alone
        given, effect = named["given"], named["effect"]
    sources = evidence.firsthand
    if _ANY_FAULT.fullmatch(given) and any(troubles(s.text) or _FAULTY.search(s.text) for s in sources):
        return _GOOD
    if _OUTRIGHT.match(match.group()) and sources and all(_only_measures(source) for source in sources):
        return Verdict(False, "invented_cause", "the cited lines give values, and no reason for any")
    if judged := _judgement(given, sources):
        return Verdict(False, "invented_cause", f"no fact says that it was {judged}")
    rated = _HOW_IT_WENT.search(_CLAUSE.split(effect)[-1]) and not _is_linked(content(given), content(effect), sources)
    if not rated and _is_given(given, content(effect), sources, evidence):
        return _GOOD
    return Verdict(False, "invented_cause", f"no fact says {match.group()}{given}".rstrip(". "))


_PAIR = re.compile(
    r"[\w./@%-]+[\"']?\s*(?:[=:]\s*[\"']?[-+]?\d[\w.%+-]*|[=:]\s*[\"']?[\w./%+-]+[\"']?(?=\s{2}|\s*(?:[,;|}]|$)|\s+[\w./-]+\s*[=:]))"
)
_OUTRIGHT = re.compile(r"(?:because|due|caused|owing|thanks|as a (?:result|consequence))\b", re.IGNORECASE)
_AMOUNTS = re.compile(r"[\d.,:%+/-]+\w{0,2}\b")
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
_FEW_WORDS = 3
_TELLS_WHY = Words(
    r"reason|cause|why|because|since|stop|skip|prun|fail|err|note|warn|abort|reject|drop|exclu|limit|exceed|->|=>|→|\("
)


def _only_measures(source: Statement) -> bool:
    """Tell whether a line gives keys and their values and tells of nothing: loss=0.4 fps=310."""
    if troubles(source.text) or _TELLS_WHY.search(source.text) or source.kind in _WHY or source.kind is FactKind.NOTE:
        return False
    return len(_LONG_WORD.findall(_AMOUNTS.sub(" ", _PAIR.sub(" ", source.text)))) < _FEW_WORDS


_WANT_OF = re.compile(
    r"^(?:want|lack|absence) of (?:an? |any |the )?(?!(?:\w+ )?(?:memory|space|room)\b)", re.IGNORECASE
)
"""For want of a heartbeat: there was no heartbeat."""
_NAMED_FIRST = re.compile(
    r"(?P<given>(?:the|its|an?|this|their) [^,;.]*?) (?P<effect>(?:the|its|it|we|they|this|all|both|no|an?)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A reason that no comma parts from what came of it."""
_HOW_IT_WENT = Words(
    r"\b(?:scor(?:es|ed)|did|does|do|was|is|were|are|became|gets?|got|perform(?:s|ed)?|comes?|came|rank(?:s|ed)?|ended|finish(?:es|ed)|work(?:s|ed)|far(?:es|ed)|turn(?:s|ed) out|remain(?:s|ed)|stay(?:s|ed)) (?:\w+ly |much |a little |far |even |the )*"
    r"(?:best|worst|last|weak(?:er|est)?|strong(?:er|est)|poor(?:ly|er|est)?|badly|better|worse|lower|higher|slow(?:er|est)?|fast(?:er|est)|harder|hardest|less [a-z]+|more [a-z]+)\b|"
    r"\b(?:stayed|remained|stuck|hovered|peaked|ended up|came out|landed|settled|levelled off|topped out) (?:\w+ )?(?:at|below|above|under|over|behind|ahead|around|near|short)\b|\b(?:got|gets|had|has) (?:[\w-]+ ){0,4}(?:wrong|right)\b|\b(?:lost|gained) (?:ground|accuracy)\b|\bdropped(?= (?:to|from|at|in|by)\b)|\b(?:fell|rose)\b(?! (?:over|off|back))|\b(?:did|does|do) not (?:converge|improve|learn|generali[sz]e|help)\b|"
    r"\b(?:improved|worsened|degraded|deteriorated|stalled|stagnated|plateaued|lagged|trailed|suffered)\b",
)
"""What a measure or a rank tells, for which no trouble of the log is a reason by itself."""
_CLAUSE = re.compile(r"[,;] |\b(?:but|and|while|whereas|although)\b")


def _is_linked(reason: frozenset[str], effect: frozenset[str], sources: Sequence[Statement]) -> bool:
    """Tell whether one line has the reason and what came of it, or says that it gives a reason."""
    telling = reason - effect
    return len(sources) == 1 or any(
        len(telling & _readable(s)) >= len(telling) * _MORE_THAN_HALF
        and (_NOTED.search(s.text) or len(effect & s.words) >= len(effect) * _HALF)
        for s in sources
    )


def _is_another_trouble(
    meant: frozenset[str], met: frozenset[str], reason: frozenset[str], said: frozenset[str]
) -> bool:
    """Tell whether a reason is another trouble than the one that is logged."""
    return bool(meant and met and not meant & met) and not reason <= said


_HALF = 0.5
"""What share of the words of a trouble that is not logged as such must stand in the evidence."""


def _readable(statement: Statement) -> frozenset[str]:
    """Give the stems of the words of a line, and of those by which readers call what it says in others."""
    return statement.words | sayable(statement.words)


_FULL = frozenset(["memory", "disk"])
"""What can be full: the one is not the other."""


def _is_given(given: str, effect: frozenset[str], sources: Sequence[Statement], evidence: Evidence) -> bool:
    """Tell whether facts give a reason for what came of it."""
    reason = content(" ".join(word for word in given.split() if spelled_number(word.strip(".")) is None))
    own = unlicensed(given, evidence, to_the_word=True)
    said = frozenset[str]().union(*(statement.words for statement in sources))
    met = frozenset[str]().union(*(troubles(s.text) for s in sources))
    past = _is_past_a_limit(given, evidence)
    full = troubles(given) & _FULL
    other = full and met & _FULL and not full & met
    if past is False or other or _is_not_missing(given, evidence) or is_stated_otherwise(reason, sources):
        return False
    met |= {"limit"} if past else frozenset()
    meant = troubles(given)
    if _is_noted_short(reason, sources) or (meant & met and len(own) <= _OWN) or has_its_numbers(given, sources):
        return True
    if _is_another_trouble(meant, met, reason, said) or (
        meant - met and len((reason - effect) & said) < len(reason - effect) * _HALF
    ):
        return False
    plain = stems(" ".join(_CODE.sub(" ", s.text) for s in sources)) if len(own) > _OWN else evidence.cited
    if own and len(reason & plain) < len(reason) * _MORE_THAN_HALF:
        return False
    least = _OF_A_FAILURE if effect & _FAILURES else OVERLAP
    if not reason or len(reason & said) < len(reason) * least:
        return not reason
    telling = reason - effect - reporting_words()
    linked = any(telling & _readable(s) and (_explains(s) or effect & s.words) for s in sources)
    return linked or not telling or len(sources) < _SEVERAL


def _is_not_missing(given: str, evidence: Evidence) -> bool:
    """Tell whether a reason says to have been missing what the log names elsewhere only."""
    missing = _MISSING.search(given)
    return missing is not None and stem(missing["what"]) in evidence.words - evidence.cited - evidence.sayable


_MISSING = re.compile(
    r"(?P<what>[\w.-]+) (?:was|were|is|are) (?:missing|lacking|not (?:found|installed|available|there))\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\S*(?:::|/|\w_\w)\S*")
"""What the names of tests and files are made of says nothing of why."""
_OF_A_FAILURE = 0.34
"""The same for why something failed, which the line of the failure itself tells."""
_FAILURES = stems("failed crashed memory error died exception oom")
_OVER = re.compile(r"\b(?:exceed\w*|above|over|beyond|more than|larger than|longer than|higher than)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:below|under|less than|lower than|short of)\b", re.IGNORECASE)


def _is_past_a_limit(given: str, evidence: Evidence) -> bool | None:
    """Tell whether the cited lines have a value past a limit, as a reason says: 64.90 EUR, limit 50.00 EUR.

    None where the reason says no such thing, or no two values can be held against each other.
    """
    over, under = _OVER.search(given), _UNDER.search(given)
    values = [value for value in evidence.values if not evidence.of(value).tainted]
    if bool(over) == bool(under) or "limit" not in given:
        return None
    pairs = [
        (value.quantity.value, limit.quantity.value)
        for limit in (value for value in values if is_limit(value, evidence))
        for value in values
        if value is not limit and value.quantity.dimension is limit.quantity.dimension
        if limit.quantity.dimension is not Dimension.PLAIN or value.statement == limit.statement
    ]
    return any(value > limit if over else value < limit for value, limit in pairs) if pairs else None


_MARKER = Words(
    r"because|due to|caused|since|reason|owing|:|->|=>|→|\bso\b|\bfor\b|after|error|warn|fail|\(|exceed|limit|not |no |did n|needs?|"
    r"note|insight|why|therefore|hence|, (?:fix|renam|chang|correct|replac|switch|add|rais|lower|reduc|increas|remov|mov|mount|convert|cast|us|set|install|pinn|retry|skipp|restart)ing\b",
)


def _explains(statement: Statement) -> bool:
    if statement.kind in _VALUED:  # that something was set so, or measured so, is no reason for anything
        return _NOTED.search(statement.text) is not None
    return (
        statement.kind in _WHY
        or statement.kind is FactKind.NOTE
        or _MARKER.search(_BARE.sub("", statement.text)) is not None
    )


_BARE = re.compile(r"^[\W\d:TZ.-]*")
_MORE_THAN_HALF = 0.6
_SEVERAL = 2


_TOO = re.compile(
    r"\b(?P<too>too (?:\w+ly )?\w+|insufficient\w*|inadequate\w*|not (?:large |big |high |long |strong |good |deep |wide )?enough|(?:does|do|did) not suffice|(?:so|very|the|its|their) (?:few(?:est|er)?|little|rare(?:st)?|seldom|small(?:est)?|large(?:st)?|high(?:est)?|low(?:est)?|short(?:est)?|long(?:est)?|scarce|sparse|imbalanced))\b",
    re.IGNORECASE,
)
_JUDGES = Words(
    r"\b(?:too|insufficient\w*|not enough|exceed\w*|limit\w*|over|above|below|under|max\w*|min\w*|capacity|threshold|required|at least|at most|"
    r"\w{3,}er than|small|large|high|low|slow|weak|short|few)\b|(?<![-=])[<>]=?",
)
_FULL = frozenset({"memory", "disk"})
_AMOUNT = re.compile(r"too (?:many|much|few|little|long|short)", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:limit|max\w*|min\w*|threshold)\b", re.IGNORECASE)


def _judgement(given: str, sources: Sequence[Statement]) -> str:
    """Find what a reason calls too large or too small where no fact judges it so."""
    found = _TOO.search(given)
    if found is None:
        return ""
    telling = content(given) - content(found["too"])
    judged = any(
        _FULL & troubles(s.text)
        or (_AMOUNT.match(found["too"]) and _LIMIT.search(s.text))
        or (telling & s.words and _JUDGES.search(s.text))
        or stem(found["too"].split()[-1]) in s.words
        for s in sources
    )
    return "" if judged else found["too"]
