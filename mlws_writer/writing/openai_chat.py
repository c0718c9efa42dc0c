"""The door to a model behind OpenAI's protocol: vLLM, llama.cpp, LM Studio, a team's own cluster."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mlws_writer.errors import ModelUnavailable, UsageError
from mlws_writer.writing import tracing
from mlws_writer.writing.chat import Beside, Door, Speech
from mlws_writer.writing.consent import consent
from mlws_writer.writing.failures import WITHOUT, as_ours, not_installed
from mlws_writer.writing.server import is_here, shown
from mlws_writer.writing.window import Limits

if TYPE_CHECKING:
    import httpx

PREFIX = "openai:"
_KEY = "OPENAI_API_KEY"


def open_door(
    name: str, base_url: str, limits: Limits, beside: Beside | None, *, allow_cloud: bool, tell: Callable[[str], None]
) -> Door:
    """Open the door to a model that was named; what is sent, and where to, is said before the first byte of it."""
    url = _url(base_url)
    consent(url, name, allow_cloud, tell)
    tracing.switch_off()
    client = _client(url, limits)
    model = name.removeprefix(PREFIX)
    try:
        context = _context(client, url, model, limits)
        chat = _chat(client, url, model, limits)
    except ModelUnavailable:
        client.close()
        raise
    return Door(
        chat,
        name=name,
        digest=f"{url} {model}",
        limits=replace(limits, num_ctx=min(limits.num_ctx, context or limits.num_ctx)),
        beside=beside,
        speech=Speech(_arguments, _errors),
        required=True,
        url=url,
        close=client.close,
    )


def _url(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            "a model behind OpenAI's protocol needs the address of its server",
            why=f"{base_url!r} is none" if base_url else "none was given",
            fix="name it with --base-url, such as http://127.0.0.1:8000/v1",
        )
    return base_url.rstrip("/")


def _client(url: str, limits: Limits) -> "httpx.Client":
    # Imported here: only a run with a model pays for it.
    import httpx

    from mlws_writer.writing.transport import Bounded

    local = is_here(url)
    timeout = httpx.Timeout(limits.idle, connect=limits.connect)
    return httpx.Client(timeout=timeout, trust_env=not local, transport=Bounded() if local else None)


def _chat(client: "httpx.Client", url: str, model: str, limits: Limits) -> Any:
    try:
        from langchain_openai import ChatOpenAI
    except ImportError as error:
        raise ModelUnavailable(
            f"{PREFIX}{model} cannot be asked.",
            why="the package for OpenAI's protocol is not installed",
            fix=f"pip install 'mlws-writer[openai]', or {WITHOUT}",
        ) from error
    from pydantic import SecretStr

    return ChatOpenAI(
        model=model,
        base_url=url,
        api_key=SecretStr(os.environ.get(_KEY) or "none"),
        temperature=limits.temperature,
        seed=limits.seed,
        max_retries=0,
        stream_usage=True,
        http_client=client,
    )


def _context(client: "httpx.Client", url: str, model: str, limits: Limits) -> int:
    """Ask which models the server has, and give the context of this one, 0 where it does not say."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if (key := os.environ.get(_KEY)) else {}
    try:
        response = client.get(f"{url}/models", headers=headers, timeout=limits.connect)
        if response.status_code == 404:
            return 0  # a server without such a list; its own answer will tell
        response.raise_for_status()
        listed = response.json()["data"]
        found = {str(entry["id"]): entry for entry in listed}
    except httpx.HTTPError as error:
        raise as_ours(error, url=url, model=model, seconds=limits.connect) from error
    except (ValueError, TypeError, KeyError) as error:
        raise ModelUnavailable(
            f"What answers at {shown(url)} does not speak OpenAI's protocol.",
            why="its answer is not a list of models",
            fix=f"correct the address (--base-url, often ending in /v1), or {WITHOUT}",
        ) from error
    if model not in found:
        raise not_installed(model, url, tuple(found), server="server")
    return int(found[model].get("max_model_len") or 0)


def _arguments(schema: Mapping[str, Any], limits: Limits) -> Mapping[str, object]:
    form = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
    return {"extra_body": {"response_format": form, "max_tokens": limits.num_predict}}


def _errors() -> tuple[type[Exception], ...]:
    import httpx
    from openai import OpenAIError

    return httpx.HTTPError, OpenAIError
