"""What goes wrong on the way to a model, in our own terms: no error of another library leaves the door.

| what happened | becomes |
|---|---|
| refused, unknown host, no answer in time | ModelUnavailable |
| 404, 403, 5xx, a redirect, a page that is not Ollama's | ModelUnavailable |
| 429, 503 | ServerBusy, which is asked once more |
| 400 because the prompt is too long | PromptTooLong, with the exact count where the server says it |
| cut stream, error frame, garbage, nothing at all, no final frame | ReplyError |
| a reply that filled its limit | ReplyFull |
"""

import builtins
import json
import re
from collections.abc import Mapping
from typing import Any

from mlws_writer.errors import ModelUnavailable, ReplyError

WITHOUT = "write without a model: --model none"
AGAIN = "ask again with --refresh, or name another model (`mlws models`)"
_TOO_LONG = re.compile(r"exceeds the (available )?context|prompt is longer than the context|exceed_context_size", re.I)
_MEMORY = re.compile(r"system memory|out-of-memory|full model on GPU", re.I)


class PromptTooLong(ModelUnavailable):
    """The server counted more tokens than the context holds; 0 where it does not say how many."""

    def __init__(self, message: str, *, why: str = "", fix: str = "", tokens: int = 0, context: int = 0) -> None:
        super().__init__(message, why=why, fix=fix)
        self.tokens = tokens
        self.context = context


class ServerBusy(ModelUnavailable):
    """The server has too much to do just now; it may answer in a moment."""


class ReplyFull(ReplyError):
    """The reply filled the room that it had; fewer texts at once may fit."""


class GivenUp(ReplyError):
    """So many answers in a row could not be used that the model is not asked again."""


def note(error: ModelUnavailable) -> str:
    """Say in a line what went wrong and what to do, to someone who gets the text without a model already."""
    fix = error.fix.removesuffix(WITHOUT).rstrip().removesuffix(", or").rstrip(", ")
    why = f" ({error.why})" if error.why else ""
    return f"{error.message.rstrip('.')}{why}." + (f" To mend it: {fix}." if fix else "")


def as_ours(error: Exception, *, url: str, model: str, seconds: float = 0) -> ModelUnavailable:
    """Turn an error of httpx, ollama or langchain-ollama into one of ours."""
    # Imported here: by now httpx is loaded, since its error is what came.
    import httpx

    answered = _status(error)
    if answered is not None:
        return _answered(*answered, url, model)
    if isinstance(error.__cause__, httpx.HTTPError):  # openai.APIConnectionError
        error = error.__cause__
    if isinstance(error, httpx.TimeoutException):
        return _late(url, model, seconds)
    if isinstance(error, httpx.ConnectError | httpx.UnsupportedProtocol | builtins.ConnectionError):
        return _unreachable(error, url, model)
    if isinstance(error, httpx.TransportError):
        return _cut(model, f"the connection broke: {error}")
    nothing = "No data received" in str(error) or "No generation chunks" in str(error)
    why = "the server sent no text at all" if nothing else "the answer is not in the form that Ollama speaks"
    return ReplyError(f"{model or 'The server'} gave no usable answer.", why=why, fix=AGAIN)


def _status(error: Exception) -> tuple[int, str] | None:
    """Give the status and the text of an answer that is an error; None for what is no answer."""
    import httpx

    if isinstance(response := getattr(error, "response", None), httpx.Response):  # httpx, openai
        try:
            return response.status_code, response.text
        except RuntimeError:  # a stream that nobody read; its status must do
            return response.status_code, ""
    status = getattr(error, "status_code", None)  # ollama
    return (status, str(getattr(error, "error", error))) if isinstance(status, int) else None


def _shown(url: str) -> str:
    from mlws_writer.writing.server import shown

    return shown(url)


def _unreachable(error: Exception, url: str, model: str) -> ModelUnavailable:
    refused = "refused" in str(error).lower() or "failed to connect" in str(error).lower()
    nowhere = f"no Ollama server at {_shown(url)}"
    return ModelUnavailable(
        f"{model} cannot be asked: {nowhere}" if model else nowhere,
        why="the connection was refused" if refused else str(error),
        fix=f"start it with `ollama serve`, or {WITHOUT}",
    )


def _late(url: str, model: str, seconds: float) -> ModelUnavailable:
    return ModelUnavailable(
        f"{model or 'The Ollama server'} at {_shown(url)} does not answer.",
        why=f"nothing came within {seconds:g} s" if seconds else "nothing came within the time allowed",
        fix=f"restart the server or allow more time, or {WITHOUT}",
    )


def _cut(model: str, why: str) -> ReplyError:
    return ReplyError(f"The answer of {model or 'the model'} was cut off.", why=why, fix=AGAIN)


def _answered(status: int, text: str, url: str, model: str) -> ModelUnavailable:
    said, details = _said(text)
    if status == -1:  # an error frame inside a stream that began well
        return _cut(model, said)
    if _TOO_LONG.search(said):
        return _too_long(model, said, details)
    if status == 404 and ("not found" in said or "does not exist" in said):
        return not_installed(model, url, ())
    if status in (429, 503):
        busy = f"{model or 'The server'} at {_shown(url)} cannot be asked now."
        return ServerBusy(busy, why=f"the server is busy: {said}", fix=f"try again in a moment, or {WITHOUT}")
    return ModelUnavailable(f"{model or 'The server'} at {_shown(url)} cannot be asked.", **_reason(status, said))


def _reason(status: int, said: str) -> dict[str, str]:
    if 300 <= status < 400:
        fix = f"name the address it leads to (--base-url, OLLAMA_HOST), or {WITHOUT}"
        return {"why": f"status {status}: it sends callers on to another address", "fix": fix}
    if said.lstrip().startswith("<") or not said:
        fix = "correct the address (--base-url, OLLAMA_HOST), or " + WITHOUT
        return {"why": f"status {status}, and what answered is not Ollama", "fix": fix}
    if status in (401, 403):
        return {"why": f"status {status}: {said}", "fix": f"give the server's key or choose another one, or {WITHOUT}"}
    if _MEMORY.search(said):
        return {"why": said, "fix": f"choose a smaller model (`mlws models`), or {WITHOUT}"}
    return {"why": f"status {status}: {said}", "fix": f"see the server's own log, or {WITHOUT}"}


def _too_long(model: str, said: str, details: Mapping[str, Any]) -> PromptTooLong:
    return PromptTooLong(
        f"The prompt does not fit into the context of {model}.",
        why=said,
        fix=f"give the model a larger context (num_ctx in the settings), or {WITHOUT}",
        tokens=int(details.get("n_prompt_tokens") or 0),
        context=int(details.get("n_ctx") or 0),
    )


def _said(text: str) -> tuple[str, Mapping[str, Any]]:
    """Dig out the message: `{"error": "..."}`, whose text may itself be such an object."""
    details: Mapping[str, Any] = {}
    for _ in range(4):
        try:
            value = json.loads(text)
        except ValueError:
            break
        inner = value.get("error", value) if isinstance(value, Mapping) else value
        if isinstance(inner, Mapping):
            details, inner = inner, inner.get("message", "")
        if not isinstance(inner, str):
            break
        text = inner
    return "".join(letter for letter in " ".join(text.split())[:300] if letter.isprintable()), details


def not_installed(name: str, url: str, offered: tuple[str, ...], *, server: str = "Ollama server") -> ModelUnavailable:
    """Say that the server lacks a model, and offer those that it has."""
    have = ", ".join(offered[:8])
    fetch = [f"fetch it with `mlws models pull {name}`"] if server.startswith("Ollama") else []
    return ModelUnavailable(
        f"{name} is not installed on the {server} at {_shown(url)}.",
        why=f"installed are: {have}" if have else "the server has no such model",
        fix=", or ".join([*fetch, *(["name one of those"] if have else []), WITHOUT]),
    )
