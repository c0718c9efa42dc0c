"""What goes wrong on the way to a model, in our own terms: no error of another library leaves the door.

| what happened | becomes |
|---|---|
| refused, unknown host, no answer in time | ModelUnavailable |
| 404, 403, 5xx, a page that is not Ollama's | ModelUnavailable |
| 400 because the prompt is too long | PromptTooLong, with the exact count where the server says it |
| cut stream, error frame, garbage, nothing at all, no final frame, a reply that filled its limit | ReplyError |
"""

import builtins
import json
import re
from collections.abc import Mapping
from typing import Any

from mlws_writer.errors import ModelUnavailable, ReplyError

WITHOUT = "write without a model: --model none"
_TOO_LONG = re.compile(r"exceeds the (available )?context|prompt is longer than the context|exceed_context_size", re.I)
_MEMORY = re.compile(r"system memory|out-of-memory|full model on GPU", re.I)


class PromptTooLong(ModelUnavailable):
    """The server counted more tokens than the context holds; 0 where it does not say how many."""

    def __init__(self, message: str, *, why: str = "", fix: str = "", tokens: int = 0, context: int = 0) -> None:
        super().__init__(message, why=why, fix=fix)
        self.tokens = tokens
        self.context = context


def as_ours(error: Exception, *, url: str, model: str, seconds: float = 0) -> ModelUnavailable:
    """Turn an error of httpx, ollama or langchain-ollama into one of ours."""
    # Imported here: by now httpx is loaded, since its error is what came.
    import httpx

    if isinstance(error, httpx.HTTPStatusError):
        return _answered(error.response.status_code, error.response.text, url, model)
    if isinstance(status := getattr(error, "status_code", None), int):  # ollama.ResponseError
        return _answered(status, str(getattr(error, "error", error)), url, model)
    if isinstance(error, httpx.TimeoutException):
        return _late(url, model, seconds)
    if isinstance(error, httpx.ConnectError | httpx.UnsupportedProtocol | builtins.ConnectionError):
        return _unreachable(error, url, model)
    if isinstance(error, httpx.TransportError):
        return _cut(model, f"the connection broke: {error}")
    nothing = "No data received" in str(error)
    why = "the server sent no text at all" if nothing else "the answer is not in the form that Ollama speaks"
    return ReplyError(f"{model or 'The server'} gave no usable answer.", why=why, fix=WITHOUT)


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
    return ReplyError(f"The answer of {model or 'the model'} was cut off.", why=why, fix=WITHOUT)


def _answered(status: int, text: str, url: str, model: str) -> ModelUnavailable:
    said, details = _said(text)
    if status == -1:  # an error frame inside a stream that began well
        return _cut(model, said)
    if _TOO_LONG.search(said):
        return _too_long(model, said, details)
    if status == 404 and "not found" in said:
        return not_installed(model, url, ())
    return ModelUnavailable(f"{model or 'The server'} at {_shown(url)} cannot be asked.", **_reason(status, said))


def _reason(status: int, said: str) -> dict[str, str]:
    if said.lstrip().startswith("<") or not said:
        fix = "correct the address (--base-url, OLLAMA_HOST), or " + WITHOUT
        return {"why": f"status {status}, and what answered is not Ollama", "fix": fix}
    if status == 503:
        return {"why": f"the server is busy: {said}", "fix": f"try again in a moment, or {WITHOUT}"}
    if _MEMORY.search(said):
        return {"why": said, "fix": f"choose a smaller model (`mlws models`), or {WITHOUT}"}
    return {"why": f"status {status}: {said}", "fix": f"see the server's own log, or {WITHOUT}"}


def _too_long(model: str, said: str, details: Mapping[str, Any]) -> PromptTooLong:
    return PromptTooLong(
        f"The prompt does not fit into the context of {model}.",
        why=said,
        fix="give the model a larger context (num_ctx in the settings)",
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
    return " ".join(text.split())[:300], details


def not_installed(name: str, url: str, offered: tuple[str, ...]) -> ModelUnavailable:
    """Say that the server lacks a model, and offer those that it has."""
    have = ", ".join(offered[:8])
    return ModelUnavailable(
        f"{name} is not installed on the Ollama server at {_shown(url)}.",
        why=f"installed are: {have}" if have else "the server has no such model",
        fix=f"fetch it with `ollama pull {name}`" + (", or name one of those" if have else f", or {WITHOUT}"),
    )
