"""How many plain sentences the check judges rightly: right and wrong ones on made-up logs of comparisons, by construction.

    python benchmarks/plain.py [SEEDS]              # by kind of sentence and by layout: right ones kept, wrong ones caught
    python benchmarks/plain.py [SEEDS] --examples   # the first of each kind and layout that are misjudged, too

A seed makes a log; 200 are made unless told otherwise. The logs are those of tests/comparisons.py, in eleven layouts, and
the sentences those of tests/plain_sentences.py.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from mlws_writer.checking.verdict import Verdict
from tests.comparisons import Log, make
from tests.plain_sentences import Sentence, judged

SEEDS, SHOWN = 200, 2


@dataclass(frozen=True)
class Case:
    """A sentence on a log, and how it was judged."""

    seed: int
    log: Log
    sentence: Sentence
    verdict: Verdict

    @property
    def good(self) -> bool:
        """Tell whether it was kept though right or caught though wrong, as it should be."""
        return self.verdict.ok == self.sentence.right


def main() -> None:
    """Judge the sentences on as many logs as are asked for."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    cases = tuple(case for seed in range(int(words[0]) if words else SEEDS) for case in _cases(seed))
    _table("kind", cases, lambda case: case.sentence.kind)
    print()
    _table("layout", cases, lambda case: case.log.layout)
    if "--examples" in sys.argv:
        _examples(cases)


def _cases(seed: int) -> Iterable[Case]:
    log = make(seed)
    return (Case(seed, log, sentence, verdict) for sentence, verdict in judged(log, seed))


def _table(title: str, cases: Sequence[Case], of: Callable[[Case], str]) -> None:
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[of(case)].append(case)
    print(f"{title:18}{'kept':>20}{'caught':>20}")
    for name, group in (*groups.items(), ("all", cases)):
        print(f"{name:18}{_rate(group, right=True):>20}{_rate(group, right=False):>20}")


def _rate(cases: Iterable[Case], *, right: bool) -> str:
    good = [case.good for case in cases if case.sentence.right == right]
    return f"{sum(good)}/{len(good)}  {100 * sum(good) / len(good):5.1f}%" if good else "none"


def _examples(cases: Sequence[Case]) -> None:
    groups: defaultdict[tuple[bool, str, str], list[Case]] = defaultdict(list)
    for case in cases:
        if not case.good:
            groups[case.sentence.right, case.sentence.kind, case.log.layout].append(case)
    for (right, kind, layout), group in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(f"\n{kind} in {layout}: {len(group)} {'right, not kept' if right else 'wrong, not caught'}")
        for case in group[:SHOWN]:
            _example(case)


def _example(case: Case) -> None:
    reason = f"  ({case.verdict.reason}: {case.verdict.detail})" if not case.verdict.ok else ""
    print(f"  seed {case.seed}: {case.sentence.text}{reason}")
    for number in case.sentence.lines:
        print(f"    {number}: {case.log.lines[number - 1]}")


if __name__ == "__main__":
    main()
