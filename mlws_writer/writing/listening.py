"""Hearing a model out, piece by piece: how fast it writes, what it writes now, and when to stop listening."""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from mlws_writer.errors import ReplyError
from mlws_writer.writing.failures import AGAIN
from mlws_writer.writing.replies import clean

LETTERS_A_TOKEN = 16
"""More letters than that has no token on the average; a reply that is longer does not keep to its limit."""
BLANK = 400
"""So many blanks in a row are a loop, not a layout."""
_LOOP, _PERIOD = 800, 120
_WRITTEN = re.compile(r'"(?:text|title|angle)"\s*:\s*"((?:[^"\\]|\\.)*)\Z')


class Piece(Protocol):
    """What a chat model of LangChain hands over as it writes."""

    @property
    def text(self) -> Any:
        """What was written."""

    response_metadata: dict[str, Any]
    usage_metadata: Any


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply to its end: the text, what the server said of it, and the seconds to its first piece and in all."""

    content: str
    end: Mapping[str, Any] = field(default_factory=dict)
    first: float = 0.0
    seconds: float = 0.0


class Board:
    """What is on the screen while a model writes: the latest piece, and how many answers it writes at once."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._lock = tell, threading.Lock()
        self._said: dict[int, str] = {}
        self._silent = False

    def say(self, text: str) -> None:
        """Show what one lane has to say; nothing where it has come to its end."""
        with self._lock:
            lane = threading.get_ident()
            self._said.pop(lane, None)
            if text:
                self._said[lane] = text
            latest = next(reversed(self._said.values()), "")
            if not self._silent:
                self._tell(f"{len(self._said)} at once · {latest}" if len(self._said) > 1 else latest)

    def silence(self) -> None:
        """Show nothing any more, whoever still writes."""
        with self._lock:
            self._silent = True


def listen(
    pieces: Iterable[Piece],
    *,
    model: str,
    most: int,
    clock: Callable[[], float],
    tell: Callable[[str], None] = lambda text: None,
) -> Heard:
    """Read a reply of at most `most` tokens to its end; ReplyError as soon as it goes round in circles or on and on."""
    start, first, written, checked = clock(), 0.0, "", 0
    end: dict[str, Any] = {}
    for count, piece in enumerate(pieces, 1):
        first = first or clock() - start
        written += str(piece.text).encode("utf-8", "replace").decode()  # half a letter is none
        end |= {name: value for name, value in piece.response_metadata.items() if value is not None}
        if piece.usage_metadata:
            counts = piece.usage_metadata
            end |= {"prompt_tokens": counts["input_tokens"], "completion_tokens": counts["output_tokens"]}
        if count == 1 or len(written) - checked >= _LOOP // 4:
            checked = len(written)
            if wrong := astray(written, most * LETTERS_A_TOKEN):
                raise ReplyError(f"The answer of {model} was cut off.", why=wrong, fix=AGAIN)
        tell(_progress(model, count, clock() - start - first, written))
    tell("")
    if wrong := astray(written, most * LETTERS_A_TOKEN):
        raise ReplyError(f"The answer of {model} is not usable.", why=wrong, fix=AGAIN)
    return Heard(written, end, first, clock() - start)


def astray(written: str, most: int) -> str:
    """Say why it is no use to listen on, or nothing: the text repeats itself, is blank without end, or far too long."""
    if len(written) > most:
        return f"it went on for more than {most:,} letters"
    if len(written) - len(written.rstrip()) > BLANK:
        return "it wrote blanks without end"
    tail = written[-_LOOP:]
    if len(tail) == _LOOP and any(tail[period:] == tail[:-period] for period in range(1, _PERIOD)):
        return "it repeated itself without end"
    return ""


def _progress(model: str, count: int, seconds: float, written: str) -> str:
    """Say how fast it writes and show the end of the text that it is at; a piece is a token."""
    speed = f", {count / seconds:.1f} a second" if seconds > 0.2 else ""
    at = _WRITTEN.search(written[-2_000:])
    shown = f" · …{clean(at.group(1))[-48:]}" if at and at.group(1).strip() else ""
    return f"{model} writes: {count} tokens{speed}{shown}"
