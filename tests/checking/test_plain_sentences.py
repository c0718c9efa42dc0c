"""Plain sentences on made-up logs of comparisons: most right ones are kept, and hardly a wrong one passes."""

import re

import pytest

from tests.comparisons import LAYOUTS, make
from tests.plain_sentences import judged

KEPT, CAUGHT = 0.95, 0.97
"""What must hold; `python benchmarks/plain.py` says by how much it does, and where it does not."""
SEEDS = range(4 * len(LAYOUTS))


@pytest.fixture(scope="module")
def verdicts() -> dict[bool, list[bool]]:
    """Judge the sentences of some logs of each layout; by whether they are right: whether each may stand."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for seed in SEEDS:
        for sentence, verdict in judged(make(seed), seed):
            found[sentence.right].append(verdict.ok)
    return found


def test_right_sentences_are_kept(verdicts: dict[bool, list[bool]]) -> None:
    """Whatever the layout, a sentence that says what a log says may stand."""
    right = verdicts[True]

    assert sum(right) >= KEPT * len(right)


def test_wrong_sentences_are_caught(verdicts: dict[bool, list[bool]]) -> None:
    """Whatever the layout, a sentence with another's value, rank or direction may not."""
    wrong = verdicts[False]

    assert wrong.count(False) >= CAUGHT * len(wrong)


@pytest.mark.parametrize("seed", SEEDS[: len(LAYOUTS)])
def test_a_cited_line_holds_the_value(seed: int) -> None:
    """The line that stands for a value holds it, so that a sentence on it is right or wrong by what it cites."""
    log = make(seed)

    for (name, place), line in log.where.items():
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", log.lines[line - 1])]
        assert float(log.table.cell(name, place)) in numbers
