"""Next steps may be told as one tells them: Check whether, Look at, Find out."""

import pytest

from mlws_writer.checking.views import is_view


@pytest.mark.parametrize("text", ["Check whether the column is there.", "Look at the join", "Find out why it stopped."])
def test_an_instruction_reads_as_a_plan(text: str):
    """It asserts nothing."""
    assert is_view(text)


@pytest.mark.parametrize("text", ["Check failed at step 3.", "The loss fell. Check the join", "Verified on 20 cases"])
def test_what_tells_how_it_went_does_not(text: str):
    """Whatever word it begins with, and whatever follows."""
    assert not is_view(text)
