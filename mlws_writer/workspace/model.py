"""The model that the settings and the command line ask for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlws_writer.workspace.layout import Workspace

if TYPE_CHECKING:
    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Worded

Tell = Callable[[str], None]
Composed = Callable[[int, tuple[str, ...]], None]
"""Hears how many texts were wanted of a model, and those of its own that came through the check."""


@contextmanager
def open_door(workspace: Workspace, model: str, tell: Tell, given: "Door | None" = None) -> "Iterator[Door | None]":
    """Hand on the door that is given, or open one and close it again; None where nobody can be or shall be asked.

    `auto` means the model of the settings, where they name one. Raises ModelUnavailable for a model that was named on
    the command line and cannot be had.
    """
    if given is not None:
        yield given
        return
    if model == "none":
        yield None
        return
    from mlws_writer.writing.cache import ReplyCache  # here, since a run without a model pays for none of it
    from mlws_writer.writing.chat import Limits, choose

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


@contextmanager
def kept_when_interrupted(workspace: Workspace, name: str, tell: Tell) -> "Iterator[Callable[[Worded], None]]":
    """Hear each text that a model has worded; on Ctrl-C keep what there is under .mlws/drafts, and say where."""
    heard: list[Worded] = []
    try:
        yield heard.append
    except KeyboardInterrupt:
        texts = [f"{worded.slot}\n\n{worded.text}\n" for worded in heard if worded.by_model]
        if texts:
            path = workspace.state / "drafts" / f"{workspace.now:%Y%m%d-%H%M%S}-{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(texts), encoding="utf-8")
            tell(f"What the model had written so far is in {path}.")
        raise
