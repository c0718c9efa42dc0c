"""What a table is of whose headers name no measure: the title above it does, or says which way is better."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mlws_writer.checking.reading.cells import end_of_stamp
from mlws_writer.checking.reading.ground import Ground
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Words

_ABOVE = 4
"""How many lines above its first row the title of a table may stand."""
_BETTER = Words(r"\b(?P<way>lower|higher|smaller|larger|less|more) (?:is|=|means|are) better\b")
_VALUE = re.compile(r"(?<![\w.@=-])\d")


def measure_above(row: Statement, heads: Sequence[str], ground: Ground) -> str:
    """Give the measure that the title above the headers of a table names; nothing where none does, or it gives a value of it."""
    places = range(row.id - 1, max(row.id - 1 - _ABOVE, -1), -1)
    lines = (ground.by_id[place] for place in places if place in ground.by_id)
    above = (line for line in lines if not all(head in line.text for head in heads))
    near = next((found for line in above if (found := _titled(line.text, line.tainted))), "")
    first = ground.statements[0]
    return near or (_titled(first.text, first.tainted) if _BETTER.search(first.text) else "")


@lru_cache(maxsize=2_000)
def _titled(text: str, tainted: bool) -> str:
    title = text[end_of_stamp(text) :]
    better = _BETTER.search(title)
    if tainted or (better is None and (_VALUE.search(title) or len(title.split()) > _LONGEST)):
        return ""
    measure = metric_of(re.split(r"[\s|/]+", title))
    if names.sign(measure):
        return measure
    return "" if better is None else "error" if better["way"].lower() in _FEWER else "score"


_LONGEST = 8
"""Words of a title that says no more than what a table is of."""
_FEWER = ("lower", "smaller", "less")
