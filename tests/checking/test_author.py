"""What the author wrote down is told as written."""

import pytest

from mlws_writer.checking.author import as_written
from mlws_writer.facts.model import Citation, Fact, FactKind


def note(name: str, text: str, *, tainted: bool = False) -> Fact:
    """Make a note of a log."""
    return Fact("n1", "a", FactKind.NOTE, name, text, Citation("a.log", 1), tainted=tainted)


PLAN = note("next", "Ask two colleagues to label the 300 letters again")
WHY = note("why", "A batch of 32 without accumulation, because the steps are then fewer and should be quicker")


@pytest.mark.parametrize(
    "text",
    [
        "Next, the 300 letters could be labelled again by two colleagues.",
        "The scores were low. Two colleagues might label the letters again.",
        "The scores were low, but perhaps two colleagues label the letters again.",
    ],
)
def test_a_plan_is_not_told_as_a_possibility(text: str) -> None:
    """The author decided it."""
    verdict = as_written(text, [PLAN])

    assert verdict.reason == "weakened_plan"
    assert "Ask two colleagues" in verdict.detail


@pytest.mark.parametrize(
    "text",
    [
        "Next, two colleagues will label the 300 letters again.",
        "Next is to ask two colleagues to label the letters again.",
        "A larger model could be tried.",
        "The letters could not be labelled by two colleagues.",
        "The colleagues labelled the letters in May.",
    ],
)
def test_a_plan_may_be_told_in_any_words_that_keep_it_one(text: str) -> None:
    """And what nobody planned may be supposed."""
    assert as_written(text, [PLAN]).ok


def test_what_the_author_put_as_a_possibility_stays_one() -> None:
    """Neither more nor less."""
    assert as_written("The letters could be labelled again.", [note("next", "We could label the letters again")]).ok


def test_what_a_page_says_of_what_comes_next_is_no_plan() -> None:
    """Only the author plans."""
    assert as_written("The letters could be labelled again.", [note("next", "Label letters again", tainted=True)]).ok


def test_half_of_a_reason_is_not_told() -> None:
    """The other half is what it was about."""
    verdict = as_written("It took a batch of 32, because the steps are then fewer, and it ran out of memory.", [WHY])

    assert (verdict.reason, verdict.detail) == (
        "half_reason",
        "the reason that was noted goes on: should be quicker",
    )


@pytest.mark.parametrize(
    "text",
    [
        "It took a batch of 32, because the steps are then fewer and should be quicker.",
        "It took a batch of 32, since the steps are fewer, so that it is quicker.",
        "It took a batch of 32 without accumulation.",
        "It failed because memory ran out.",
    ],
)
def test_a_whole_reason_may_be_told_or_none(text: str) -> None:
    """In any words; another reason is another matter."""
    assert as_written(text, [WHY]).ok
