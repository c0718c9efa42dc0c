"""Progress bars that came to their end: how long the work took that each stands for."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.ending_words import PREPARING
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_FULL = Pattern(
    r"(?P<what>[A-Za-z][\w ().\-/]{1,40}?):? +100%\|[^|]*\| ?(?P<done>\d+)/(?P=done) \[(?P<took>[\d:]+)<0?0:00[^\]\n]{0,30}\]?",
    "100%|",
)
_COUNTED = re.compile(r"\d+")
MOST, WEIGHT = 4, 0.45


def bars_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield how long the last bar of each label took that counts the work itself, if it took minutes."""
    last: dict[str, Finding] = {}
    for line in lines:
        found = _FULL.search(line.message)
        if found and not PREPARING.search(found["what"]) and found["took"].strip("0:") and found["took"][:3] != "00:":
            text = found.group().strip()
            last[_COUNTED.sub("0", found["what"])] = Finding(
                FactKind.DURATION, found["what"], found["took"], line.number, text, weight=WEIGHT, time=line.time
            )
    yield from list(last.values())[-MOST:]
