"""Fetching a model onto the Ollama server, which tells how far it is."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from mlws_writer.errors import ModelUnavailable
from mlws_writer.writing.failures import as_ours
from mlws_writer.writing.replies import clean
from mlws_writer.writing.server import is_here, not_ollama

BAR = 24


def pull(url: str, name: str, idle: float, progress: Callable[[str], None]) -> None:
    """Have the server fetch a model; ModelUnavailable where it cannot, or falls silent."""
    # Imported here: only a pull waits for it.
    import httpx

    timeout = httpx.Timeout(idle, connect=5.0)
    local = is_here(url)
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=not local) as client,
            client.stream("POST", f"{url}/api/pull", json={"model": name, "stream": True}) as response,
        ):
            if response.is_error or response.is_redirect:
                response.read()
                response.raise_for_status()
            done = False
            for line in response.iter_lines():
                done = _heard(line, url, name, progress) or done
    except httpx.HTTPError as error:
        raise as_ours(error, url=url, model=name, seconds=idle) from error
    finally:
        progress("")
    if not done:
        why = "the server stopped before it had all of it"
        raise ModelUnavailable(f"{name} was not fetched.", why=why, fix="run the command again; it goes on from there")


def _heard(line: str, url: str, name: str, progress: Callable[[str], None]) -> bool:
    """Show what a line says; tell whether it says that all is done."""
    if not line.strip():
        return False
    try:
        told: Mapping[str, Any] = json.loads(line)
        error, status = str(told.get("error") or ""), str(told.get("status") or "")
        total, completed = int(told.get("total") or 0), int(told.get("completed") or 0)
    except (ValueError, AttributeError, TypeError) as garbage:
        raise not_ollama(url) from garbage
    if error:
        fix = f"check the name at https://ollama.com/library, and the disk and network of the server at {url}"
        raise ModelUnavailable(f"{name} cannot be fetched.", why=clean(error), fix=fix)
    progress(clean(bar(status, completed, total)))
    return status == "success"


def bar(status: str, completed: int, total: int) -> str:
    """Draw how much of a part is there."""
    if total <= 0:
        return status
    share = min(completed / total, 1.0)
    drawn = ("█" * int(share * BAR)).ljust(BAR, "·")
    return f"{status.partition(':')[0][:24]} {drawn} {share:4.0%} of {total / 1e9:.1f} GB"
