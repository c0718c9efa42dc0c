"""The lines that are kept of a run as text: the ends of families and where metrics turn, without the keys in them."""

import re
from collections.abc import Sequence

from mlws_writer.facts.redact import HIDDEN
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import Family, Segment
from mlws_writer.tier1_logs.lines import Line, read_line
from mlws_writer.tier1_logs.results import measured
from mlws_writer.tier1_logs.series import Course

LONGEST_KEY = 120
"""How many lines a private key that was printed may have."""
SAME = 64
"""Up to how often a line without numbers may recur (ranks, workers) and still be one statement."""
_KEY_EDGE = re.compile(rb"-----(BEGIN|END) [A-Z0-9 ]*(?:KEY|CERTIFICATE)(?: BLOCK)?-----")
_KEY_LINE = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}|\b(?:Proc-Type|DEK-Info): .*")


class Kept:
    """The lines that are kept of a run, in the order of the log: the ends of families, and where metrics turn."""

    def __init__(self, run: Condensed, secrets: set[str]) -> None:
        self._secrets = secrets
        self._first = run.first.at
        self.owners: dict[int, Family] = {}
        self._lines: dict[int, Line] = {}
        self._keys: dict[int, bool] = {}
        """Where private keys begin (True) and end, by segment."""
        for family in run.families.values():
            for segment in family.heads + family.tails:
                self.owners[segment.at] = family
                self._add(segment, family.count if family.columns or family.count > SAME else min(family.count, 2))
        for segment in (run.first, run.last):
            self._add(segment, 1)

    def _add(self, segment: Segment, repeats: int) -> None:
        if b"-----" in segment.raw and (edge := _KEY_EDGE.search(segment.raw)):
            self._keys[segment.at] = edge[1] == b"BEGIN"
        if segment.at not in self._lines:
            self._lines[segment.at] = read_line(segment, repeats, self._secrets)

    def add_turns(self, found: Sequence[Course]) -> None:
        """Keep the lines where metrics have their extremes, and the few before each."""
        for course in found:
            if measured(course) == "metric":
                for turn in (course.low, course.high):
                    self._add(Segment(turn.at, turn.line, turn.raw), course.size)
                    for segment in turn.before:
                        if segment.at >= self._first:  # what stands before it is of another launch
                            self._add(segment, course.size)

    @property
    def lines(self) -> list[Line]:
        """The lines in the order of the log."""
        lines = [self._lines[at] for at in sorted(self._lines)]
        return [self._without_key(line) for line in lines] if self._keys else lines

    def _without_key(self, line: Line) -> Line:
        """Hide a line of a key that was printed over several; where its end is missing, what looks like one."""
        before = max((at for at in self._keys if at < line.at), default=0)
        if not self._keys.get(before) or line.at - before > LONGEST_KEY or line.at in self._keys:
            return line
        ends = any(not begins for at, begins in self._keys.items() if at > line.at)
        if not ends and not _KEY_LINE.search(line.text):
            return line
        self._secrets.update(_KEY_LINE.findall(line.text))
        return line._replace(text=HIDDEN, message=HIDDEN)
