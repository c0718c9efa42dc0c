"""What something is compared with that was before: the last job, the May run, the week before; a cited line must tell of it."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.reading.values import EARLIER
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dates_and_clocks import MONTHS, WEEKDAYS
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_THINGS = "run|job|time|day|night|week|month|year|quarter|season|round|release|one|ones"
_FORMER = Words(
    r"\b(?:than(?! (?:about |almost |nearly )?(?:an?|one|two|three|half|\d))|compared (?:with|to)|relative to|against|(?:above|below|over) (?:that|those|the (?:one|level|value|figure)s?)|(?:ahead|short) of|"
    r"as [a-z]+ as|(?:up|down|improvement|improves|improved) (?:up)?on)\b(?P<rest>[^,;.]*?)"
    rf"\b(?:(?P<former>(?:last|previous|prior|preceding|earlier|former) (?:[a-z-]+ )?[a-z-]+|(?:{_THINGS}|[a-z]+ [a-z]+) before(?: (?:it|that|this))?(?=[,;.]|$)|"
    rf"(?:a|one|two|three|\w+) (?:day|night|week|month|year)s? (?:earlier|ago|before)|yesterday\w*)|(?P<month>{'|'.join(MONTHS)})|(?P<weekday>{'|'.join(WEEKDAYS)}))\b"
)
"""Faster than in the last job, above that of the May run."""
_OF_A_SERIES = re.compile(
    r"\b(?:last|earlier|previous) (?:[a-z-]+ )?(?:value|checkpoint|stage|fold|step|epoch|iteration|update|minute|hour|second)s?\b",
    re.IGNORECASE,
)
_MONTH_NUMBER = {month: number for number, month in enumerate(MONTHS, 1)}


def former_rival(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a comparison with what was before where no cited line tells of that: neither by its words nor by its date."""
    found = _FORMER.search(sentence)
    if found is None or NEGATED.search(sentence) or _OF_A_SERIES.search(found.group()):
        return _GOOD
    if (found["month"] or "").islower():
        return _GOOD  # than it may be
    if _shows_a_course(evidence) or evidence.cited & EARLIER:
        return _GOOD
    name = (found["month"] or found["weekday"] or "").lower()
    if any(_is_dated(name, statement.text.lower()) for statement in evidence.statements):
        return _GOOD
    said = (found["former"] or f"{found['rest']} {name}").strip()
    return Verdict(False, "invented_comparison", f"no cited fact is of {said}")


def _shows_a_course(evidence: Evidence) -> bool:
    """Tell whether the cited lines give one and the same of several times: two lines of one shape, a list, two runs."""
    if any(len(row) > _TWO for row in evidence.lists) or len({statement.run for statement in evidence.statements}) > 1:
        return True
    return any(len({value.statement for value in column} & evidence.own.keys()) > 1 for column in evidence.columns)


_TWO = 2


def _is_dated(name: str, text: str) -> bool:
    """Tell whether a line names a month or a day of the week, be it cut short or by its number."""
    if not name:
        return False
    number = _MONTH_NUMBER.get(name, 0)
    written = rf"\d{{4}}[-/.]0?{number}(?!\d)|(?<![\d.])\d\d?(?:[-/]|\.(?=\d\d?\.))0?{number}(?!\d)|(?<![\d.])0?{number}[-/]\d"
    numbered = number > 0 and re.search(written, text)
    return bool(numbered) or re.search(rf"(?<![a-z]){name[:3]}", text) is not None
