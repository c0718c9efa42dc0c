"""The one door to a language model: which model, one request, one reply or one of our own errors."""

import builtins
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.seen import guarded, without_seen
from mlws_writer.writing import budget, tracing
from mlws_writer.writing.cache import Kept, ReplyCache, key
from mlws_writer.writing.failures import WITHOUT, as_ours, not_installed
from mlws_writer.writing.prompts import Prompt
from mlws_writer.writing.replies import mismatch
from mlws_writer.writing.server import Installed, described, installed, is_cloud, is_loopback, memory, server_url

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Limits:
    """How a model is asked; one value of `num_ctx` for a whole run, since each change loads the model anew.

    `connect` and `idle` are seconds: to be connected, and to wait for the next piece of an answer.
    """

    num_ctx: int = 8192
    num_predict: int = 1024
    temperature: float = 0.0
    seed: int = 7
    connect: float = 5.0
    idle: float = 300.0
    keep_alive: str = "10m"

    @property
    def options(self) -> dict[str, object]:
        """What can change a reply, and so belongs to the question."""
        chosen = asdict(self)
        return {name: chosen[name] for name in ("num_ctx", "num_predict", "temperature", "seed")}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered: the object that was asked for, and what it cost."""

    value: Mapping[str, Any]
    prompt_tokens: int = 0
    reply_tokens: int = 0
    cached: bool = False


class Door:
    """A chat model behind our own terms: each failure is a ModelUnavailable or a ReplyError."""

    def __init__(  # noqa: PLR0913  one door, handed all that it needs
        self,
        chat: "BaseChatModel",
        *,
        name: str,
        digest: str = "",
        family: str = "",
        limits: Limits | None = None,
        cache: ReplyCache | None = None,
        required: bool = False,
        url: str = "",
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.name, self.digest, self.required, self.url = name, digest, required, url
        self.limits = limits or Limits()
        self._chat, self._cache, self._close = chat, cache, close
        self._factor = budget.factor(name, family)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._close()

    def tokens(self, prompt: Prompt) -> int:
        """Estimate what a prompt costs this model."""
        return round((budget.estimate(prompt.system) + budget.estimate(prompt.user)) * self._factor)

    def fits(self, prompt: Prompt) -> bool:
        """Tell whether a prompt and its reply fit into the context."""
        return budget.fits(self.tokens(prompt), self.limits.num_ctx, self.limits.num_predict)

    def ask(self, prompt: Prompt, schema: Mapping[str, Any]) -> Reply:
        """Ask once; the reply is complete and of the form of `schema`, or this is a ReplyError.

        No secret that was seen is sent, nor kept of what comes back.
        """
        prompt = replace(prompt, system=without_seen(prompt.system), user=without_seen(prompt.user))
        asked = key(self.digest or self.name, self.limits.options, schema, prompt.system, prompt.user)
        kept = self._cache.get(asked) if self._cache else None
        reply = kept or self._answer(prompt, schema)
        value = _parsed(reply.content, schema, self.name)
        if self._cache and not kept:
            self._cache.put(asked, reply)
        return Reply(value, reply.prompt_tokens, reply.reply_tokens, cached=kept is not None)

    def _answer(self, prompt: Prompt, schema: Mapping[str, Any]) -> Kept:
        tracing.switch_off()
        # Imported here: LangChain takes a second, which only a run with a model pays.
        import httpx
        from langchain_core.messages import HumanMessage, SystemMessage
        from ollama import ResponseError

        messages = [SystemMessage(prompt.system), HumanMessage(prompt.user)]
        try:
            said = self._chat.invoke(messages, format=schema)
        except (httpx.HTTPError, ResponseError, builtins.ConnectionError) as error:
            raise as_ours(error, url=self.url, model=self.name, seconds=self.limits.idle) from error
        except (ValueError, TypeError, AttributeError, KeyError) as error:  # a frame that is no frame
            raise as_ours(error, url=self.url, model=self.name) from error
        return self._whole(guarded(str(said.text)), said.response_metadata, self.tokens(prompt))

    def _whole(self, content: str, end: Mapping[str, Any], estimated: int) -> Kept:
        """Insist on a reply that ended by itself, made from the whole prompt."""
        reason = end.get("finish_reason", end.get("done_reason"))  # other chat models say finish_reason
        if end.get("done") is not True and "finish_reason" not in end:
            raise self._unusable("was cut off", "the stream ended without a final frame")
        if reason == "length":
            raise self._unusable("was cut off", f"it reached its limit of {self.limits.num_predict} tokens")
        if reason != "stop":
            raise self._unusable("is not usable", f"it ended with {reason!r}")
        read = int(end.get("prompt_eval_count") or 0)
        if self._was_cut(read, estimated):
            raise self._unusable("rests on half a prompt", f"the server read {read} of about {estimated} tokens")
        return Kept(content, read, int(end.get("eval_count") or 0))

    def _was_cut(self, read: int, estimated: int) -> bool:
        """Recognise the counts to which servers cut: all of the context, or, since 0.30.11, half of it."""
        half = self.limits.num_ctx // 2
        return read >= self.limits.num_ctx - 1 or (read in (half + 2, half + 3) and estimated > half + 3)

    def _unusable(self, what: str, why: str) -> ReplyError:
        return ReplyError(f"The answer of {self.name} {what}.", why=why, fix=WITHOUT)


def _parsed(content: str, schema: Mapping[str, Any], model: str) -> Mapping[str, Any]:
    text = _THOUGHT.sub("", content)
    if not text.strip():
        raise ReplyError(f"{model} answered with nothing.", why="the reply is empty", fix=WITHOUT)
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ReplyError(
            f"The answer of {model} cannot be read.", why=f"it is not JSON: {error}", fix=WITHOUT
        ) from error
    if wrong := mismatch(value, schema):
        raise ReplyError(f"The answer of {model} is not of the form asked for.", why=wrong, fix=WITHOUT)
    return dict(value)


def choose(  # noqa: PLR0913  the settings of the door, each with a default
    name: str = "auto",
    *,
    base_url: str = "",
    preferred: str = "",
    allow_cloud: bool = False,
    limits: Limits | None = None,
    cache: ReplyCache | None = None,
    probe: float = 2.0,
    tell: Callable[[str], None] = lambda note: None,
) -> Door | None:
    """Open the door to a model: `none` is nobody, `auto` whoever can be had, a name that one or ModelUnavailable.

    `auto` waits no longer than `probe` seconds, and tells why where it finds nobody. `preferred` is the model of the
    settings.
    """
    if name == "none":
        return None
    url = server_url(base_url or os.environ.get("OLLAMA_HOST", ""))
    limits = limits or Limits()
    if name != "auto":
        return _open(_named(name, url, allow_cloud, limits), url, limits, cache, required=True)
    try:
        model = _best(url, preferred, allow_cloud, probe, tell)
    except ModelUnavailable as error:
        tell(f"Written without a model: {error.message.rstrip('.')} ({error.why}).")
        return None
    return _open(model, url, limits, cache, required=False) if model else None


def _named(name: str, url: str, allow_cloud: bool, limits: Limits) -> Installed:
    if is_cloud(name) and not allow_cloud:
        raise _elsewhere(name)
    models = installed(url, limits.connect, model=name)
    found = next((model for model in models if model.name in (name, f"{name}:latest")), None)
    if found is None:
        raise not_installed(name, url, _nearest(name, models))
    model = described(url, found, limits.connect)
    if model.cloud and not allow_cloud:
        raise _elsewhere(model.name)
    if not model.writes:
        raise ModelUnavailable(f"{model.name} cannot write text.", why="it only makes embeddings", fix="name another")
    return model


def _elsewhere(name: str) -> ModelUnavailable:
    why = "it runs on another company's machine, which would see your logs"
    return ModelUnavailable(
        f"{name} is not asked.", why=why, fix="name a local model, or set allow_cloud in the settings"
    )


def _nearest(name: str, models: tuple[Installed, ...]) -> tuple[str, ...]:
    from difflib import get_close_matches  # only a misspelled name needs it

    have = [model.name for model in models if model.writes]
    near = get_close_matches(name, have, n=3, cutoff=0.5)
    return tuple(near + [other for other in have if other not in near])


def _best(url: str, preferred: str, allow_cloud: bool, seconds: float, tell: Callable[[str], None]) -> Installed | None:
    models = [model for model in installed(url, seconds) if model.writes and (allow_cloud or not model.cloud)]
    wanted = next((model for model in models if preferred and model.name in (preferred, f"{preferred}:latest")), None)
    if preferred and not wanted:
        tell(f"{preferred} is not installed on the Ollama server; taking the largest model that fits.")
    candidates = ([wanted] if wanted else []) + sorted(_fitting(models, url), key=lambda model: -model.size)
    for candidate in candidates:
        model = described(url, candidate, seconds)
        if model.writes and (allow_cloud or not model.cloud):
            return model
    tell("Written without a model: the Ollama server has none that writes text and fits into memory.")
    return None


def _fitting(models: list[Installed], url: str) -> list[Installed]:
    """Leave out what this machine's memory cannot hold; of another machine nothing is known."""
    limit = memory() if is_loopback(urlsplit(url).hostname or "") else 0
    return [model for model in models if not limit or model.size * 1.2 < limit]


def _open(model: Installed, url: str, limits: Limits, cache: ReplyCache | None, *, required: bool) -> Door:
    tracing.switch_off()
    # Imported here: LangChain takes a second, which only a run with a model pays.
    import httpx
    from langchain_ollama import ChatOllama

    from mlws_writer.writing.transport import NoSilentCut

    context = min(limits.num_ctx, model.context) if model.context else limits.num_ctx
    limits = Limits(**(asdict(limits) | {"num_ctx": context}))
    local = is_loopback(urlsplit(url).hostname or "")
    transport = NoSilentCut(trust_env=not local, proxy=None if local else _proxy(url))
    chat = ChatOllama(
        model=model.name,
        base_url=url,
        reasoning=False,
        keep_alive=limits.keep_alive,
        num_ctx=limits.num_ctx,
        num_predict=limits.num_predict,
        temperature=limits.temperature,
        seed=limits.seed,
        client_kwargs={
            "timeout": httpx.Timeout(limits.idle, connect=limits.connect),
            "trust_env": not local,
        },
        sync_client_kwargs={"transport": transport},
    )
    return Door(
        chat,
        name=model.name,
        digest=model.digest,
        family=model.family,
        limits=limits,
        cache=cache,
        required=required,
        url=url,
        close=transport.close,
    )


def _proxy(url: str) -> str | None:
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
