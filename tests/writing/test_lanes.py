"""Questions side by side: over HTTP, in the order of asking, and never more at once than is allowed."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mlws_writer.facts.model import Fact
from mlws_writer.writing.asking import Request
from mlws_writer.writing.chat import Beside, Door
from mlws_writer.writing.choice import choose
from mlws_writer.writing.compose import Composition, word
from mlws_writer.writing.lanes import side_by_side
from mlws_writer.writing.listening import Board
from mlws_writer.writing.window import Limits

Make = Callable[..., Fact]


class Crowd:
    """Answers each slot with its fact, later batches sooner, and counts how many questions are out at once."""

    def __init__(self, *, wait: float = 0.1) -> None:
        self.most = self.now = 0
        self._wait, self._lock = wait, threading.Lock()
        self.begun: list[tuple[str, ...]] = []
        self.over: list[tuple[str, ...]] = []

    def answer(self, body: Mapping[str, Any]) -> str:
        """Answer a question, once it has stood for a while."""
        lines = body["messages"][-1]["content"].splitlines()
        asked = [json.loads(line) for line in lines if line.startswith('{"slot"')]
        slots = tuple(request["slot"] for request in asked)
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.begun.append(slots)
        time.sleep(self._wait / len(self.begun))
        with self._lock:
            self.now -= 1
            self.over.append(slots)
        return json.dumps({"texts": [_text(request) for request in asked]})


def _text(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"slot": request["slot"], "text": f"The loss was {{{{{request['facts'][0]}}}}}.", "facts": request["facts"]}


def _requests(fact: Make, count: int, **more: Any) -> list[Request]:
    return [
        Request(f"r{n}/headline", "the loss", (fact("loss", f"0.{n + 10}", line=n + 1, run=f"r{n}"),), "Plain.", **more)
        for n in range(count)
    ]


def _worded(server: Any, requests: list[Request], parallel: int, crowd: Crowd) -> Composition:
    server.script.answers = [crowd.answer]
    names = {f"r{n}": f"r{n}" for n in range(len(requests))}
    with choose("llama3.1:8b", base_url=server.url, limits=Limits(parallel=parallel)) as door:
        return word(door, requests, run_names=names)


def test_independent_questions_go_side_by_side_and_their_texts_stand_in_order(ollama_server: Any, fact: Make) -> None:
    """As many at once as is allowed; what comes out is what one after the other brings."""
    requests = _requests(fact, 40)  # five questions
    many, one = Crowd(), Crowd()

    beside = _worded(ollama_server, requests, 3, many)
    after = _worded(ollama_server, requests, 1, one)

    assert many.most == 3
    assert one.most == 1
    assert [text.slot for text in beside.texts] == [request.slot for request in requests]
    assert beside.texts == after.texts
    assert all(text.by_model for text in beside.texts)


def test_the_paragraphs_of_a_narrative_wait_for_each_other(ollama_server: Any, fact: Make) -> None:
    """Each sees the one before; what is no part of it goes beside it."""
    told, beside = _requests(fact, 3, prompt="story"), _requests(fact, 6, prompt="insights")[3:]
    crowd = Crowd()

    made = _worded(ollama_server, [*told, *beside], 4, crowd)

    paragraphs = [request.slot for request in told]
    assert [slots[0] for slots in crowd.begun if slots[0] in paragraphs] == paragraphs
    assert crowd.most == 2
    bodies = [body["messages"][-1]["content"] for body in ollama_server.asked]
    second = next(text for text in bodies if '"slot": "r1/headline"' in text)
    assert "The loss was 0.10." in second
    assert all(text.by_model for text in made.texts)


def test_halves_of_what_does_not_fit_go_side_by_side(ollama_server: Any, fact: Make) -> None:
    """A reply that is cut off is asked for in two."""
    crowd = Crowd()
    ollama_server.script.misbehave, ollama_server.script.times = "length", 1

    made = _worded(ollama_server, _requests(fact, 8), 2, crowd)

    assert crowd.most == 2
    assert [len(slots) for slots in crowd.begun] == [8, 4, 4]
    assert all(text.by_model for text in made.texts)


def test_a_server_that_goes_away_is_not_waited_for_by_each_lane(ollama_server: Any, fact: Make) -> None:
    """Who still waits for its turn is told, and asks nothing."""
    ollama_server.script.misbehave = "status"
    with choose(base_url=ollama_server.url, limits=Limits(parallel=2)) as door:
        made = word(door, _requests(fact, 80))

    assert len(ollama_server.asked) <= 2
    assert [text.text for text in made.texts] == ["Plain."] * 80


def test_the_first_failure_in_order_is_raised() -> None:
    """Whoever failed first by the clock."""

    def fail(number: int) -> Callable[[], int]:
        def piece() -> int:
            time.sleep(0.05 / (number + 1))
            raise ValueError(str(number))

        return piece

    with pytest.raises(ValueError, match="0"):
        side_by_side([fail(0), fail(1), fail(2)], 3)


def test_the_screen_shows_the_latest_and_how_many_write() -> None:
    """One line for all; nothing once the door is closed."""
    shown: list[str] = []
    board = Board(shown.append)
    board.say("llama writes: 3 tokens")
    other = threading.Thread(target=board.say, args=("llama writes: 5 tokens",))
    other.start()
    other.join()
    board.say("")
    board.silence()
    board.say("llama writes: 9 tokens")

    assert shown == ["llama writes: 3 tokens", "2 at once · llama writes: 5 tokens", "llama writes: 5 tokens"]


def test_a_closed_door_asks_nothing_more(fact: Make) -> None:
    """Lanes that were left behind by Ctrl-C end with their answer, and tell nobody."""
    from mlws_writer.writing.mock import RecordedChat

    told: list[str] = []
    chat = RecordedChat(replies={"headline": "The loss was {{F1}}."})
    door = Door(chat, name="llama3.1:8b", digest="d", beside=Beside(progress=told.append))
    door.close()

    made = word(door, _requests(fact, 1))

    assert chat.asked == ()
    assert told == []
    assert made.texts[0].text == "Plain."
