"""What a reply may look like, and what is left of it."""

import json

import pytest

from mlws_writer.errors import ReplyError
from mlws_writer.writing import replies

SCHEMA = replies.texts_schema(["a/headline"], ["F1"])
TEXTS = json.dumps({"texts": [{"slot": "a/headline", "text": "The loss was {{F1}}.", "facts": ["F1"]}]})


@pytest.mark.parametrize(
    "thought",
    [
        "",
        "<think>The loss is F1.</think>\n",
        "the mark that begins it was swallowed</think>\n",
        '<reasoning>First, {"texts": []} might do.</reasoning>\n',
        "<|channel|>analysis<|message|>F1 is the loss.<|channel|>final<|message|>",
    ],
)
def test_what_was_thought_aloud_is_no_part_of_the_answer(thought: str) -> None:
    """In whatever marks a model's template puts it."""
    assert replies.parse(thought + TEXTS, SCHEMA, "m") == json.loads(TEXTS)


def test_a_thought_that_comes_to_no_answer_is_none() -> None:
    """The message says so."""
    with pytest.raises(ReplyError) as refused:
        replies.parse("<think>The loss is", SCHEMA, "m")

    assert "thought aloud" in refused.value.why


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but there is not enough here.",
        "I cannot word this run.",
        "As an AI, no view of the run is possible.",
        "Unfortunately, I have no facts.",
    ],
)
def test_a_refusal_is_no_text(text: str) -> None:
    """It says what to do instead."""
    assert "leave it empty" in replies.form(text, 40)
    assert replies.form("The answers said 'I cannot', which the parser counted.", 40) == ""


def test_what_cannot_be_seen_is_taken_out_before_a_text_is_judged() -> None:
    """A byte-order mark or a zero-width space costs no good sentence."""
    said = {"texts": [{"slot": "a/headline", "text": "\ufeffThe loss\u200b was\n {{F1}}.\u202c", "facts": []}]}

    assert replies.said(said)[0].text == "The loss was {{F1}}."
