"""Hearing a model out, and when to stop."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessageChunk

from mlws_writer.errors import ReplyError
from mlws_writer.writing.listening import BLANK, listen


def pieces(*texts: str) -> Iterator[AIMessageChunk]:
    """Make what a chat model hands over."""
    yield from (AIMessageChunk(content=text) for text in texts)


def hear(written: Any, **more: Any) -> Any:
    """Listen with a clock that ticks once a look."""
    ticks = count()
    return listen(written, model="m", most=more.pop("most", 200), clock=lambda: float(next(ticks)), **more)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=20))
def test_what_was_written_is_heard(texts: list[str]) -> None:
    """All of it, in order, unless it is blanks without end."""
    heard = hear(pieces(*texts))

    assert heard.content == "".join(texts).encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("loop", "why"),
    [(" \n", "blanks"), ("It went well. ", "repeated"), ("no " * 30 + "!", "repeated"), ("", "more than")],
)
def test_a_loop_is_left_while_it_runs(loop: str, why: str) -> None:
    """The stream is closed long before its end, which never comes."""
    taken = 0

    def endless() -> Iterator[AIMessageChunk]:
        nonlocal taken
        for number in count():
            taken += 1
            yield AIMessageChunk(content=loop or f"{number} ")

    with pytest.raises(ReplyError, match="cut off") as caught:
        hear(endless(), most=2000)

    assert why in caught.value.why
    assert taken < 20_000


def test_a_long_text_that_says_something_is_no_loop() -> None:
    """Rows that resemble each other are not the same."""
    rows = "".join(
        f'{{"slot": "r-{n:06}/headline", "text": "a run of model {n}", "facts": ["F{n}"]}}' for n in range(40)
    )

    assert hear(pieces(rows + " " * (BLANK - 1)), most=1000).content.startswith(rows)


def test_who_looks_on_sees_what_is_written_and_how_fast() -> None:
    """The text, not the JSON around it; and nothing is left on the line at the end."""
    seen: list[str] = []

    hear(pieces('{"texts": [{"slot": "a", ', '"text": "Accuracy ro', "se to\x1b[31m 0.9"), tell=seen.append)

    assert seen[1].endswith("· …Accuracy ro")
    assert "\x1b" not in seen[2]
    assert "a second" in seen[2]
    assert seen[-1] == ""


def test_the_end_is_put_together_from_all_pieces() -> None:
    """Servers send the reason and the counts in one piece, or in several."""
    ends = [{"finish_reason": "stop", "model_name": "m"}, {"prompt_tokens": 7, "finish_reason": None}]

    heard = hear(AIMessageChunk(content="", response_metadata=end) for end in ends)

    assert heard.end == {"finish_reason": "stop", "model_name": "m", "prompt_tokens": 7}
