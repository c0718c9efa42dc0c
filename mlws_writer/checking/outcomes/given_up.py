"""What is said to have been given up, left out, never done again or never got: against lines that tell what came of it."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.outcomes.made_good import came_of_it, cuts, is_measured, is_of, is_trouble, named_things
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, furthest
from mlws_writer.checking.reading.language import NEGATED, SAID, content
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import quantities

_GOOD = Verdict(True)
_GIVEN_UP = Pattern(
    r"\b(?:was|were|been|be|got|being) (?:then |later |simply |also |[a-z]+ly )*(?:given up|abandoned|dropped(?! (?:to|from|by)\b)|discarded|skipped|left out|left aside|omitted|excluded|thrown (?:out|away)|set aside(?! (?:for|as)\b)|"
    r"called off|scrapped|discontinued|ruled out|passed over|written off)\b",
    *("given up", "abandon", "dropped", "discard", "skipped", "left ", "omitted", "excluded", "thrown", "aside", "called off", "scrapped"),
    *("discontinued", "ruled out", "passed over", "written off"),
    flags=re.IGNORECASE,
)  # fmt: skip
_NEVER_AGAIN = Pattern(
    r"\b(?:nobody|no one|nothing) [a-z]+ (?P<who>[^,;.]*?) (?:again|a second time|once more|another time|any further)\b|\b(?:could|can) (?:not|never|no longer) be (?!expl|repro|conf|found|trac|told|said|known|rul|blam|compar|measur|beat|match)[a-z]+\b|"
    r"\b(?:did not|didn't|never|does not) (?:ever )?(?:c[ao]me|g[eo]t|go|went|started?|r[au]n|answer(?:ed)?|respond(?:ed)?|return(?:ed)?|recover(?:ed)?|work(?:ed)?|[a-z]+(?:ed|ew)(?= again\b)) ?(?:up|back|on|through|again|(?:any )?further|going|any more|at all|for good)?(?= ?(?:$|[.,;]|after\b|again\b|since\b|because\b))|"
    r"\b(?:was|were) (?:not|never) [a-z]+(?:ed|en|wn|un) (?:again|a second time|once more|another time|any further|anew)\b|\bnot (?:be )?[a-z]+(?:ed|en|wn) (?:again|a second time|once more)\b",
    *("nobody", "no one", "nothing", "could", "can ", "never", "did not", "didn't", "does not", "not "),
    flags=re.IGNORECASE,
)
_WITHOUT = Pattern(
    r"\b(?:without (?:ever |even )*(?:(?:being|having been) (?P<deed>[a-z]+)\b|(?<!^without )(?P<doing>[a-z]{3,}ing) (?=(?:an?|the|its|any|their)\b)|(?:an?|any) (?=(?:usable |valid |single )*(?:results?|scores?|figures?|values?|outcome)\b))|"
    r"before (?:the \w+|it|he|she|they|any \w+|an? \w+) (?:could|was able to|had a chance to|got to) (?P<do>[a-z]+)\b|"
    r"\b(?:there (?:are|is|were|was) no|no) (?:\w+ )??(?=(?:[\w-]+ )?(?:results?|scores?|figures?|metrics?|measurements?)\b))(?P<what>[^,;.]*)",
    *("without", "before", "no "),
    flags=re.IGNORECASE,
)
_GIVING_UP = Words(
    r"skip|drop|exclu|omit|\bleft\b|discard|remov|abandon|cancel|scrap|\bgiv\w+ up\b|\bgave up\b|without|\bw/o\b|\bminus\b|quarantin|\bmoved? to\b|ignor|filter|prun|supersed|delet|instead|replac|switch|fall-?back|reject|"
    r"\btoo [a-z]+\b|budget|\bset aside\b|\bheld\b|disabl|\b(?:turned|switched|left|taken|set) off\b|[=:] ?off\b|outlier|dedup|duplicate|purg|trim|mask|false|\bnone\b|defer|postpon|wait|pending|refus|declin|unus|veto"
)
"""How lines tell that something was left out, or may have been."""
_CHOOSING = Words(
    r"decision|decid|chos|choos|select|pick|winner|final|promot|recommend|\bbest\b|prefer|\bkept\b.*\bkept\b"
)
"""What was not chosen was given up as well."""
_OPEN = re.compile(
    r"\b(?:until|at first|initially|first|before|again and|later|finally|eventually|in the end|but|only|some|most|half|part(?:ly)?|one of|two of|three of|more|other|others|any|which|that had|unless|whether|if|would|should)\b|\d (?:[a-z]+ )?(?:was|were)\b",
    re.IGNORECASE,
)
"""What was so of a part, or at a time."""
_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|while|whereas|although|because|since|when|once|as soon as)\b")


def given_up(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something was given up, never came back or never was got, where the cited lines tell that it did or was."""
    lines = evidence.firsthand
    if not lines or SAID.search(sentence):
        return _GOOD
    against = next(_told(sentence, lines, evidence), None)
    return Verdict(False, "outcome_flip", f"a fact says {against.text.strip()[:80]!r}") if against else _GOOD


def _told(sentence: str, lines: Sequence[Statement], evidence: Evidence) -> Iterator[Statement]:
    """Give the lines that tell what a sentence says did not come about."""
    for said, spared in ((_GIVEN_UP, _may_be_left_out), (_NEVER_AGAIN, _had_no_trouble)):
        match = said.search(sentence)
        if match and not _OPEN.search(_around(match)) and not spared(match, lines):
            yield from _came_through(match, lines, evidence)
    if match := _WITHOUT.search(sentence):
        yield from _was_got(match, lines, evidence)
    yield from _got_there(sentence, lines)


def _may_be_left_out(match: re.Match[str], lines: Sequence[Statement]) -> bool:
    """Tell whether some line may tell that a thing was left out, or the sentence does not say so."""
    told = any(_GIVING_UP.search(line.text) or _CHOOSING.search(line.text) for line in lines)
    return told or NEGATED.search(_subject(match)) is not None


def _had_no_trouble(_: re.Match[str], lines: Sequence[Statement]) -> bool:
    """Tell whether no line before the last one tells of trouble."""
    return not any(map(is_trouble, lines[:-1]))


def _around(match: re.Match[str]) -> str:
    return f"{match.string[: match.start()]} {match.string[match.end() :]}"


def _subject(match: re.Match[str]) -> str:
    """Give what a sentence is of: the end of what stands before the words that were found, or a part of those."""
    inside = match.groupdict().get("who")
    return inside or _CLAUSE.split(match.string[: match.start()])[-1]


def _came_through(match: re.Match[str], lines: Sequence[Statement], evidence: Evidence) -> Iterator[Statement]:
    """Give the last cited line where it names what a sentence is of, and tells that something came of it."""
    if is_of(lines[-1], _subject(match), evidence) and came_of_it(lines[-1]):
        yield lines[-1]


_TRIED = re.compile(
    r"(?:tr[iy]|test|evaluat|scor|measur|check|validat|tim(?:ed|ing)|benchmark|assess|put)", re.IGNORECASE
)
_FIGURES = re.compile(
    r"\b(?:results?|scores?|figures?|metrics?|measurements?|values?|numbers?|outcome|usable|valid|single)\b",
    re.IGNORECASE,
)


def _was_got(match: re.Match[str], lines: Sequence[Statement], evidence: Evidence) -> Iterator[Statement]:
    """Give a line that has a measure, or tells of what was made, of what a sentence says was never done or got."""
    deed = match["deed"] or match["doing"] or match["do"] or ""
    what = content(_FIGURES.sub(" ", match["what"]))
    subject = _subject(match)
    named = named_things(subject, evidence)
    for line in lines:
        words = line.words | frozenset(line.tags)
        if named and not is_of(line, subject, evidence):
            continue
        if not deed:
            got = is_measured(line) and (what <= words if what else is_of(line, subject, evidence))
        elif _TRIED.match(deed):
            got = is_measured(line) and bool(what & words or cuts(deed) & cuts(line.text))
        else:
            got = bool(cuts(deed) & cuts(line.text)) or (bool(match["do"]) and bool(what & words))
        if got and came_of_it(line):
            yield line


_SO_FAR = Pattern(
    r"\b(?:never|did not|didn't) (?:ever )?(?:(?:got|get|came|come|went|go|made it|make it) (?:as far as|up to|to|through to|past)|reach(?:ed)?|saw|see)\b(?P<where>[^,;]*)",
    *("never", "did not", "didn't"),
    flags=re.IGNORECASE,
)
_AIMED = Words(r"target|goal|threshold|limit|\bplan|\bmax|budget|\bof\b|until|end=")
"""A line that says how far work was to go."""


def _got_there(sentence: str, lines: Sequence[Statement]) -> Iterator[Statement]:
    """Give the last cited line where it is of the very place that a sentence says was never reached."""
    match, last = _SO_FAR.search(sentence), lines[-1]
    if match is None or BAD.search(last.text) or _AIMED.search(last.text):
        return
    said, there = places(match["where"]), places(last.text)
    numbers = {(q.value, q.dimension) for q in quantities(match["where"])}
    past = "past" in match.group()
    got = any(furthest(said[kind]) + past <= furthest(there[kind]) for kind in said.keys() & there.keys())
    if got or (not said and not past and any((v.quantity.value, v.quantity.dimension) in numbers for v in last.values)):
        yield last
