"""The Ollama server: where it is and which models it has."""

import ipaddress
import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

from mlws_writer.errors import ModelUnavailable, UsageError

T = TypeVar("T")

DEFAULT_PORT = 11434
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where a server listens, not where one can call it
_EMBEDDERS = ("bert", "embed", "minilm", "bge-")


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that the server has; `capabilities` is None where the server does not say, `context` 0."""

    name: str
    digest: str = ""
    size: int = 0
    family: str = ""
    parameters: str = ""
    remote: bool = False
    capabilities: tuple[str, ...] | None = None
    context: int = 0
    modified: datetime | None = None
    """When it was last pulled or created, where the server says so."""

    @property
    def cloud(self) -> bool:
        """Whether the model runs on somebody else's machine."""
        return self.remote or is_cloud(self.name)

    @property
    def writes(self) -> bool:
        """Whether the model completes text, as far as anybody knows."""
        if self.capabilities is not None:
            return "completion" in self.capabilities
        known = f"{self.name} {self.family}".lower()
        return not any(word in known for word in _EMBEDDERS)


def is_cloud(name: str) -> bool:
    """Tell by its name whether a model runs on somebody else's machine."""
    return name.endswith((":cloud", "-cloud"))


def server_url(text: str) -> str:
    """Turn what a person writes for a server into scheme://host:port; UsageError where it is no such thing.

    Ollama's own client takes `http://localhost` for port 80, drops `localhost` without a colon, and calls 0.0.0.0.
    """
    text = text.strip().strip("\"'").strip()
    if not text:
        return f"http://127.0.0.1:{DEFAULT_PORT}"
    try:
        parts = urlsplit(_with_scheme(text))
        port = parts.port
    except ValueError as error:
        raise _no_address(text, str(error)) from error
    if parts.scheme not in ("http", "https") or any(character.isspace() for character in text):
        raise _no_address(text, "it is not of the form http://host:port")
    host = parts.hostname or "127.0.0.1"
    host = _EVERYWHERE.get(host, host)
    if port is None:
        port = DEFAULT_PORT if "://" not in text or is_loopback(host) else {"http": 80, "https": 443}[parts.scheme]
    return urlunsplit((parts.scheme, _place(parts, host, port), parts.path.rstrip("/"), "", ""))


def _with_scheme(text: str) -> str:
    if "://" in text:
        return text
    try:
        return f"http://[{ipaddress.IPv6Address(text)}]"
    except ValueError:
        return f"http://{text}"


def _place(parts: SplitResult, host: str, port: int) -> str:
    user = parts.netloc[: parts.netloc.rfind("@") + 1]
    return f"{user}[{host}]:{port}" if ":" in host else f"{user}{host}:{port}"


def _no_address(text: str, why: str) -> UsageError:
    return UsageError(f"{text!r} is not the address of a server.", why=why, fix="write it as http://host:11434")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_here(url: str) -> bool:
    """Tell whether an address is on this machine."""
    return is_loopback(urlsplit(url).hostname or "")


def shown(url: str) -> str:
    """Write an address without the password that may stand in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def installed(url: str, seconds: float, *, model: str = "") -> tuple[Installed, ...]:
    """Ask which models there are, on behalf of one that is sought.

    Raises ModelUnavailable when no usable answer comes within the time, whatever the reason.
    """
    return _within(seconds, url, lambda: _tags(url, seconds, model))


def described(url: str, model: Installed, seconds: float) -> Installed:
    """Ask what a model can do; a server too old to say leaves it unknown."""
    return _within(seconds, url, lambda: _show(url, model, seconds))


def loaded_context(url: str, model: str, seconds: float) -> int:
    """Ask with which context a model is in the server's memory; 0 where it is not, or the server does not say."""
    return _within(seconds, url, lambda: _ps(url, model, seconds))


def _ps(url: str, model: str, seconds: float) -> int:
    running = _request(url, "/api/ps", seconds, model=model)
    try:
        found = [entry for entry in running["models"] or () if model in (entry.get("name"), entry.get("model"))]
        return int(found[0].get("context_length") or 0) if found else 0
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise not_ollama(url) from error


def server_version(url: str, seconds: float) -> str:
    """Ask which version of Ollama answers."""
    about = _within(seconds, url, lambda: _request(url, "/api/version", seconds))
    return str(about.get("version") or "") if isinstance(about, Mapping) else ""


def _within(seconds: float, url: str, look: Callable[[], T]) -> T:
    """Run a request beside us, since neither a name server nor a dripping peer keeps to the client's timeouts."""
    answer: list[T | Exception] = []

    def attempt() -> None:
        try:
            answer.append(look())
        except Exception as error:  # noqa: BLE001  handed to the caller, who raises it
            answer.append(error)

    asking = threading.Thread(target=attempt, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answer:
        raise silent(url, seconds)
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]


def silent(url: str, seconds: float) -> ModelUnavailable:
    """Say that the server does not answer in time."""
    return ModelUnavailable(
        f"The Ollama server at {shown(url)} does not answer.",
        why=f"nothing came within {seconds:g} s",
        fix="restart it, or write without a model: --model none",
    )


def _request(url: str, path: str, seconds: float, body: Mapping[str, str] | None = None, *, model: str = "") -> Any:
    # Imported here: httpx takes 100 ms, and a run without a model never needs it.
    import httpx

    from mlws_writer.writing.failures import as_ours

    wait = max(seconds * 0.9, 0.05)  # a little less than the thread is given, so that it ends by itself
    try:
        with httpx.Client(timeout=wait, trust_env=not is_here(url)) as client:
            response = client.post(url + path, json=body) if body else client.get(url + path)
            response.raise_for_status()
            return response.json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise as_ours(error, url=url, model=model, seconds=seconds) from error
    except (ValueError, RecursionError) as error:
        raise not_ollama(url) from error


def _tags(url: str, seconds: float, model: str) -> tuple[Installed, ...]:
    models = _request(url, "/api/tags", seconds, model=model)
    try:
        return tuple(_model(entry) for entry in models["models"] or ())
    except (TypeError, KeyError, AttributeError) as error:
        raise not_ollama(url) from error


def not_ollama(url: str) -> ModelUnavailable:
    """Say that something else answers where Ollama was expected."""
    return ModelUnavailable(
        f"What answers at {shown(url)} is not Ollama.",
        why="its answer is not what Ollama answers",
        fix="correct the address (--base-url, OLLAMA_HOST), or write without a model: --model none",
    )


def _model(entry: Mapping[str, Any]) -> Installed:
    details = entry.get("details") or {}
    return Installed(
        name=str(entry.get("name") or entry["model"]),
        digest=str(entry.get("digest") or ""),
        size=int(entry.get("size") or 0),
        family=str(details.get("family") or ""),
        parameters=str(details.get("parameter_size") or ""),
        remote=bool(entry.get("remote_host") or entry.get("remote_model")),
        capabilities=_capabilities(entry),
        context=int(details.get("context_length") or 0),
        modified=_moment(str(entry.get("modified_at") or "")),
    )


def _moment(text: str) -> datetime | None:
    """Read a time with its zone; Ollama gives it to the nanosecond."""
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _capabilities(entry: Mapping[str, Any]) -> tuple[str, ...] | None:
    said: Sequence[object] | None = entry.get("capabilities")
    return tuple(str(word) for word in said) if said else None


def _show(url: str, model: Installed, seconds: float) -> Installed:
    about = _request(url, "/api/show", seconds, {"model": model.name}, model=model.name)
    if not isinstance(about, Mapping):
        raise not_ollama(url)
    context = next((v for k, v in (about.get("model_info") or {}).items() if k.endswith(".context_length")), 0)
    return replace(
        model,
        remote=model.remote or bool(about.get("remote_host")),
        capabilities=_capabilities(about) or model.capabilities,
        context=int(context) or model.context,
    )


def memory() -> int:
    """Say how many bytes of memory this machine has, 0 where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
