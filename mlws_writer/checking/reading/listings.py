"""The items that a line lists: names with a value each, one behind the other."""

import re
from collections.abc import Iterable, Iterator, Mapping

from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value

_ITEM = re.compile(
    r"[\"']?(?P<name>[A-Za-z][\w-]*=\d+(?:\.\d+)?(?= )|[A-Za-z][\w.+/@-]*(?:(?: [A-Za-z][\w.+-]*)?(?: \d{1,4}(?=[ :]))?(?=: | ))?)[\"']?(?: ?= ?|: ?| )(?P<number>\d{1,3}h ?\d{1,2}m(?: ?\d{1,2}s)?|\d{1,3}m ?\d{1,2}s|[-+$€]?\d[\d,]*(?:\.\d+)?)(?: ?(?:%|ns|us|ms|s|sec|min|h|[kMGT]i?B|[kMB]|mm|cm|km|kg|g|W|(?:tok|it|img)/s)(?! \d))?(?=$|[\s,;|)/}\]])"
)
_BETWEEN = re.compile(r"(?: ?\([^()]{1,16}\))?(?:[\s,;|/]+| > )(?:and )?")
_VALUE_FIRST = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?: ?(?:ns|us|ms|s|sec|min|h|[kMGT]i?B))? (?P<name>[A-Za-z][\w.+/@:-]*)(?=, |; | \| |$)"
)
"""An item whose name stands behind its value: 9.75s test_db.py::test_burst."""


WITH_ITS_WHOLE = 2
"""How many more than its first item has a list that begins with the value of all."""


def items_of(statement: Statement, values: Mapping[int, Value]) -> list[list[re.Match[str]]]:
    """Give the lists of a line, each of items that nothing else parts; `values` are its values by where they begin."""
    found = [match for match in _ITEM.finditer(statement.text) if match.start("number") in values]
    return [run for run in _runs(found, statement.text) if len(run) > 1] or list(_behind(statement, values))


def _runs(found: Iterable[re.Match[str]], text: str) -> list[list[re.Match[str]]]:
    """Part items where something else stands between two."""
    runs: list[list[re.Match[str]]] = []
    for match in found:
        joined = runs and _BETWEEN.fullmatch(text, runs[-1][-1].end(), match.start())
        runs[-1].append(match) if joined else runs.append([match])
    return runs


def _behind(statement: Statement, values: Mapping[int, Value]) -> Iterator[list[re.Match[str]]]:
    """Give the lists in which a name stands behind each value; whole numbers before words are counts of several kinds."""
    if ":" not in statement.text or ", " not in statement.text:
        return
    found = [match for match in _VALUE_FIRST.finditer(statement.text) if "." in match["number"]]
    found = [match for match in found if match.start("number") in values]
    yield from (run for run in _runs(found, statement.text) if len(run) > WITH_ITS_WHOLE)
