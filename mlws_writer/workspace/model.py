"""The model that the settings and the command line ask for, and what is kept beside it in the workspace."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.model_grades import grades

if TYPE_CHECKING:
    from mlws_writer.facts.model import Fact
    from mlws_writer.writing.asking import Request
    from mlws_writer.writing.chat import Beside, Door
    from mlws_writer.writing.compose import Composition, Ideas, Worded

Tell = Callable[[str], None]
Composed = Callable[["Composition | Ideas"], None]
"""Hears what a model was asked to word, and what came through the check."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How a model is asked: which, whether kept answers count, whether anything is kept, and who sees it write.

    `door` is an open door to use, in place of one to `model`.
    """

    model: str = "auto"
    refresh: bool = False
    dry_run: bool = False
    progress: Tell = lambda text: None
    door: "Door | None" = None


@contextmanager
def open_door(workspace: Workspace, ask: Ask, tell: Tell) -> "Iterator[Door | None]":
    """Hand on the door that is given, or open one and close it again; None where nobody can be or shall be asked.

    `auto` means the model of the settings, where they name one. Raises ModelUnavailable for a model that was named on
    the command line and cannot be had. What the answers cost is told at the end.
    """
    if ask.door is not None:
        yield ask.door
        return
    if ask.model == "none":
        yield None
        return
    from mlws_writer.writing.choice import Wishes, choose  # here, since a run without a model pays for none of it
    from mlws_writer.writing.window import Limits

    settings = workspace.settings
    preferred = settings.model if settings.model not in ("auto", "none") else ""
    name = preferred if ask.model == "auto" and preferred.startswith("openai:") else ask.model
    door = choose(
        name,
        base_url=settings.base_url,
        wishes=Wishes(preferred, grades(workspace), settings.allow_cloud),
        limits=Limits(num_ctx=settings.num_ctx, idle=float(settings.timeout), parallel=settings.parallel),
        beside=_beside(workspace, ask),
        tell=tell,
    )
    if door is None:
        yield None
        return
    with door:
        yield door
        if door.spent.calls:
            tell(_cost(door))


def _beside(workspace: Workspace, ask: Ask) -> "Beside":
    """Lay out what a door reads and keeps; a dry run keeps nothing."""
    from mlws_writer.writing.cache import ReplyCache
    from mlws_writer.writing.calls import CallLog
    from mlws_writer.writing.chat import Beside
    from mlws_writer.writing.gauge import Gauge

    state = workspace.state

    def now() -> datetime:
        return datetime.now(workspace.zone)

    return Beside(
        cache=ReplyCache(state / "cache", write=not ask.dry_run),
        fresh=ask.refresh,
        gauge=Gauge(state / "cache" / "token-factors.json", write=not ask.dry_run),
        calls=CallLog(None if ask.dry_run else state / "calls", now),
        progress=ask.progress,
    )


def _cost(door: "Door") -> str:
    spent = door.spent
    asked = spent.calls - spent.cached
    if not asked:
        return f"{door.name}: every answer came from the cache; --refresh asks again."
    cost = f"{door.name}: {asked} call{'s' if asked > 1 else ''}, {spent.prompt_tokens:,} tokens read"
    kept = f"; {spent.cached} more from the cache" if spent.cached else ""
    return f"{cost}, {spent.reply_tokens:,} written, {spent.seconds:.0f} s{kept}."


def make_room(
    door: "Door",
    wanted: "Sequence[Sequence[Request]]",
    *,
    derived: "Sequence[Fact]" = (),
    run_names: Mapping[str, str] | None = None,
    workspace: Workspace,
) -> None:
    """Choose the size of the context for all that a run will ask."""
    from mlws_writer.writing.asking import Task, largest

    task = Task(door, tuple(derived), {}, dict(run_names or {}), workspace.prompts)
    door.make_room(max((largest(task, requests) for requests in wanted), default=0))


def note_verdicts(door: "Door", document: str, composition: "Composition") -> None:
    """Keep in the log of calls what the check made of the texts of a document."""
    found = ((text.by_model, tuple(v.reason for v in text.verdicts if not v.ok)) for text in composition.texts)
    door.beside.calls.verdicts(door.name, document, found)


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
