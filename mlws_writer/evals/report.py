"""What the evals found, for a person, a program or a CI system."""

import json
from dataclasses import asdict, dataclass
from xml.sax.saxutils import escape, quoteattr

from mlws_writer.evals.cases import Case
from mlws_writer.evals.scorers import SCORERS, Score


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of each case; a case passes when its mean score reaches its bar."""

    graded: tuple[tuple[Case, tuple[Score, ...]], ...]
    answered_by: str

    @property
    def passed(self) -> bool:
        """Whether every case reached its bar."""
        return bool(self.graded) and all(_passed(case, scores) for case, scores in self.graded)

    @property
    def mean(self) -> float:
        """The mean score of all cases, from 0 to 1."""
        return sum(mean(scores) for _, scores in self.graded) / len(self.graded) if self.graded else 0.0

    def table(self) -> str:
        """Write the scores as a table, and under it what is wrong."""
        width = max([len(case.name) for case, _ in self.graded] + [4])
        names = [scorer.__name__ for scorer in SCORERS]
        rows = [f"{'case':{width}}  kind     " + "  ".join(f"{n:>7}" for n in names) + "     mean"]
        for case, scores in self.graded:
            values = "  ".join(f"{s.value:7.0%}" for s in scores)
            mark = "" if _passed(case, scores) else f"  below {case.bar:.0%}"
            rows.append(f"{case.name:{width}}  {case.kind:7}  {values}  {mean(scores):7.0%}{mark}")
            if not _passed(case, scores):
                rows += [f"    {s.scorer}: {finding}" for s in scores for finding in s.findings]
        good = sum(_passed(case, scores) for case, scores in self.graded)
        rows.append(f"{good} of {len(self.graded)} cases at their bar; answered by {self.answered_by}")
        return "\n".join(rows)

    def json(self) -> str:
        """Write the scores as one JSON object."""
        cases = [
            {
                "name": case.name, "kind": case.kind, "replies": case.replies_are, "passed": _passed(case, scores),
                "mean": round(mean(scores), 4), "bar": case.bar, "scores": [asdict(s) for s in scores],
            }
            for case, scores in self.graded
        ]  # fmt: skip
        whole = {"passed": self.passed, "answered_by": self.answered_by, "cases": cases}
        return json.dumps(whole, ensure_ascii=False)

    def junit(self) -> str:
        """Write the cases as JUnit test cases."""
        bad = sum(not _passed(case, scores) for case, scores in self.graded)
        rows = ['<?xml version="1.0" encoding="utf-8"?>']
        rows.append(f'<testsuite name="mlws eval" tests="{len(self.graded)}" failures="{bad}" errors="0">')
        for case, scores in self.graded:
            rows.append(f"  <testcase classname={quoteattr(case.kind)} name={quoteattr(case.name)}>")
            if not _passed(case, scores):
                findings = "\n".join(f"{s.scorer}: {finding}" for s in scores for finding in s.findings)
                told = quoteattr(f"{mean(scores):.0%} is below {case.bar:.0%}")
                rows.append(f"    <failure message={told}>{escape(findings)}</failure>")
            rows.append("  </testcase>")
        return "\n".join([*rows, "</testsuite>", ""])


def mean(scores: tuple[Score, ...]) -> float:
    """Average the scores of a case."""
    return sum(s.value for s in scores) / len(scores)


def _passed(case: Case, scores: tuple[Score, ...]) -> bool:
    return mean(scores) >= case.bar
