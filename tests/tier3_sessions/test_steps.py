"""Next steps: what is said twice stands once, with the lines of both."""

import pytest

from mlws_writer.facts.model import Citation, Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier2_activity.summary import Summary, summarize_run
from mlws_writer.tier3_sessions.steps import next_steps
from mlws_writer.tier3_sessions.tasks import Remark

FIRST = Remark("Next Steps", "Put leaf-net:v2 behind the sorting agent ([10:00](a.log#L1))", done=False)


def wanting(*later: str) -> Summary:
    """Make a training that made `leaf-net:v2` and wants things later, from line 5 on."""
    said = [Fact(f"f{n}", "r", FactKind.NOTE, "later", text, Citation("b.log", n)) for n, text in enumerate(later, 5)]
    made = Fact("m", "r", FactKind.ARTIFACT, "model", "leaf-net:v2", Citation("b.log", 2))
    return summarize_run(Run("r", "b.log", 1, "leaf-net", Work.TRAINING, 1, 9, Outcome.COMPLETED, facts=(made, *said)))


def told(standing: list[Remark], *later: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Give the texts of the steps and of what comes later."""
    steps, after = next_steps(standing, [wanting(*later)], lambda fact: f"[line {fact.line}](b.log#L{fact.line})")
    return [step.text for step in steps], [(fact.value, place) for fact, place in after]


def test_a_step_that_is_wanted_again_cites_both():
    """Whatever the model that was made is called."""
    steps, later = told([FIRST], "Try the trained model behind the sorting agent")

    assert steps == ["Put leaf-net:v2 behind the sorting agent ([10:00](a.log#L1), [line 5](b.log#L5))"]
    assert later == []


def test_later_steps_that_say_the_same_are_one():
    """With the places of both."""
    _, later = told([], "Label 200 more leaves of the oak class", "Label 200 more oak leaves")

    assert later == [("Label 200 more leaves of the oak class", "[line 5](b.log#L5), [line 6](b.log#L6)")]


@pytest.mark.parametrize(
    "other",
    [
        "Put the oak classifier behind the web page",
        "Test the sorting agent",
        "Put leaf-net:v2 on 500 photos behind the sorting agent",
    ],
)
def test_steps_that_differ_stand_both(other: str):
    """In what is done, in a number, or because one says too little."""
    steps, later = told([FIRST], other)

    assert steps == [FIRST.text]
    assert [text for text, _ in later] == [other]


def test_a_step_that_is_done_is_none_that_is_open():
    """The boxes are the author's."""
    done = Remark("Next Steps", "Put leaf-net:v2 behind the sorting agent", done=True)

    assert len(told([FIRST, done])[0]) == 2
