"""What a sentence says that a thing is, or was changed to, where the cited line has another in its place: engine=surya, from moment to dayjs."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP
from mlws_writer.checking.reading.tokens import folded
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_AS = Pattern(
    r"(?P<name>[A-Za-z][\w.+:-]*) (?:was|is|were) (?:used|taken|set|chosen|picked|configured|run) as (?:the |its |an? )?(?:[\w-]+ ){0,2}?(?P<key>[a-z_]{3,})(?=\W*$|[,;.]| (?:and|for|in|on|with|during)\b)",
    " as ",
    flags=re.IGNORECASE,
)
_IS = Pattern(
    r"(?:^|[,;] )(?:the|its) (?:[\w-]+ ){0,2}?(?P<key>[a-z_]{3,}) (?:was|is) (?:an? |the |called |named )?(?P<name>[A-Za-z][\w.+:-]*)(?=\W*$|[,;.] | (?:and|for|in|on|with)\b)",
    " was ", " is ",
    flags=re.IGNORECASE,
)  # fmt: skip
_FROM_TO = Pattern(
    r"\bfrom (?P<one>[A-Za-z][\w.+-]*) to (?P<other>[A-Za-z][\w.+-]*[A-Za-z0-9+])(?=\W|$)", "from ", flags=re.IGNORECASE
)


def told_as(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that no cited line has where one has another for the very key, or for what something was changed to."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    lines = [line.text for line in evidence.firsthand]
    said = folded(" ".join(lines)).replace(" ", "")
    match = _AS.search(sentence) or _named(_IS.search(sentence), evidence)
    if match and _is_strange(match["name"], said):
        keyed = re.compile(
            rf"(?<![a-z]){match['key']}[\"']?\s?[=:]\s?[\"']?(?P<value>[A-Za-z][\w.+:/-]*)", re.IGNORECASE
        )
        for line in lines:
            if found := keyed.search(line):
                return Verdict(False, "wrong_entity", f"the facts speak of {found['value']}, not of {match['name']}")
    if (match := _FROM_TO.search(sentence)) and _is_strange(match["other"], said):
        for line in lines:
            found = next(
                (each for each in _FROM_TO.finditer(line) if each["one"].lower() == match["one"].lower()), None
            )
            if found:
                return Verdict(False, "wrong_entity", f"the facts speak of {found['other']}, not of {match['other']}")
    return _GOOD


def _named(match: re.Match[str] | None, evidence: Evidence) -> re.Match[str] | None:
    """Keep a match where what it takes for a name is written like one, or is one of the log: not, the loss was stable."""
    name = match["name"] if match else ""
    return match if re.search(r"[A-Z0-9_]", name) or name.lower() in evidence.ground.names else None


def _is_strange(name: str, said: str) -> bool:
    return name.lower() not in STOP and folded(name).replace(" ", "") not in said
