"""The door to a model on an Ollama server."""

import builtins
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from mlws_writer.errors import ModelUnavailable
from mlws_writer.writing import tracing
from mlws_writer.writing.chat import Beside, Door, Speech
from mlws_writer.writing.server import Installed, is_here, loaded_context
from mlws_writer.writing.window import Limits

PROBE = 2.0
"""Seconds that a question beside the answer itself may take."""


def open_door(model: Installed, url: str, limits: Limits, beside: Beside | None, *, required: bool) -> Door:
    """Open the door to an installed model; nothing is asked yet."""
    tracing.switch_off()
    # Imported here: LangChain takes a second, which only a run with a model pays.
    import httpx
    from langchain_ollama import ChatOllama

    from mlws_writer.writing.transport import NoSilentCut

    limits = replace(limits, num_ctx=min(limits.num_ctx, model.context or limits.num_ctx))
    local = is_here(url)
    transport = NoSilentCut(trust_env=not local, proxy=None if local else _proxy(url))
    chat = ChatOllama(
        model=model.name,
        base_url=url,
        reasoning=False,
        keep_alive=limits.keep_alive,
        client_kwargs={
            "timeout": httpx.Timeout(limits.idle, connect=limits.connect),
            "trust_env": not local,
            "follow_redirects": False,  # facts go where they were sent, not where that sends them on to
        },
        sync_client_kwargs={"transport": transport},
    )

    def loaded() -> int:
        try:
            return loaded_context(url, model.name, PROBE)
        except ModelUnavailable:
            return 0  # a server too old or too busy to say; the context that was asked for is assumed

    return Door(
        chat,
        name=model.name,
        digest=model.digest,
        family=model.family,
        limits=limits,
        beside=beside,
        speech=Speech(_arguments, _errors, cuts=True, loaded=loaded),
        required=required,
        url=url,
        close=transport.close,
    )


def _arguments(schema: Mapping[str, Any], limits: Limits) -> Mapping[str, object]:
    return {"format": schema, "options": limits.options}


def _errors() -> tuple[type[Exception], ...]:
    import httpx
    from ollama import ResponseError

    return httpx.HTTPError, httpx.InvalidURL, ResponseError, builtins.ConnectionError


def _proxy(url: str) -> str | None:
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
