"""The model that the settings and the command line ask for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mlws_writer.workspace.layout import Workspace
from mlws_writer.writing.cache import ReplyCache
from mlws_writer.writing.chat import Door, Limits, choose

Tell = Callable[[str], None]
Composed = Callable[[int, tuple[str, ...]], None]
"""Hears how many texts were wanted of a model, and those of its own that came through the check."""


@contextmanager
def open_door(workspace: Workspace, model: str, tell: Tell, given: Door | None = None) -> Iterator[Door | None]:
    """Hand on the door that is given, or open one and close it again; None where nobody can be or shall be asked.

    `auto` means the model of the settings, where they name one. Raises ModelUnavailable for a model that was named on
    the command line and cannot be had.
    """
    if given is not None:
        yield given
        return
    settings = workspace.settings
    door = choose(
        model,
        base_url=settings.base_url,
        preferred=settings.model if settings.model not in ("auto", "none") else "",
        allow_cloud=settings.allow_cloud,
        limits=Limits(num_ctx=settings.num_ctx, idle=float(settings.timeout)),
        cache=ReplyCache(workspace.state / "cache"),
        tell=tell,
    )
    if door is None:
        yield None
        return
    with door:
        yield door
