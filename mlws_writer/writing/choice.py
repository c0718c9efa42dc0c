"""Which model is asked: nobody, whoever can be had, or the one that was named."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mlws_writer.errors import ModelUnavailable
from mlws_writer.writing import ollama_chat, openai_chat
from mlws_writer.writing.chat import Beside, Door
from mlws_writer.writing.consent import consent
from mlws_writer.writing.failures import WITHOUT, not_installed, note
from mlws_writer.writing.server import Installed, described, installed, is_cloud, is_here, memory, server_url
from mlws_writer.writing.window import Limits


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the settings say of the choice.

    `preferred` is the model of the settings, `grades` how well models did in the evals here, `allow_cloud` whether
    the facts of logs may be sent to another machine, `probe` the seconds that `auto` waits for a server.
    """

    preferred: str = ""
    grades: Mapping[str, float] = field(default_factory=dict)
    allow_cloud: bool = False
    probe: float = 2.0


def choose(
    name: str = "auto",
    *,
    base_url: str = "",
    wishes: Wishes = Wishes(),
    limits: Limits | None = None,
    beside: Beside | None = None,
    tell: Callable[[str], None] = lambda note: None,
) -> Door | None:
    """Open the door to a model: `none` is nobody, `auto` whoever can be had, a name that one or ModelUnavailable.

    `openai:NAME` is a model behind a server that speaks OpenAI's protocol. `auto` tells why where it finds nobody.
    """
    if name == "none":
        return None
    limits = limits or Limits()
    if name.startswith(openai_chat.PREFIX):
        return openai_chat.open_door(name, base_url, limits, beside, allow_cloud=wishes.allow_cloud, tell=tell)
    url = server_url(base_url or os.environ.get("OLLAMA_HOST", ""))
    if name != "auto":
        consent(url, name, wishes.allow_cloud, tell)
        model = _named(name, url, wishes.allow_cloud, limits)
        return ollama_chat.open_door(model, url, limits, beside, required=True)
    try:
        consent(url, "A model", wishes.allow_cloud, tell)
        best = _best(url, wishes, tell)
    except ModelUnavailable as error:
        tell(f"Written without a model: {note(error)}")
        return None
    return ollama_chat.open_door(best, url, limits, beside, required=False) if best else None


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
        why, fix = "it only makes embeddings", f"name another (`mlws models`), or {WITHOUT}"
        raise ModelUnavailable(f"{model.name} cannot write text.", why=why, fix=fix)
    return model


def _elsewhere(name: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"{name} is not asked.",
        why="it runs on another company's machine, which would see the facts of your logs",
        fix=f"name a local model, allow it with --allow-cloud or allow_cloud = true in the settings, or {WITHOUT}",
    )


def _nearest(name: str, models: tuple[Installed, ...]) -> tuple[str, ...]:
    from difflib import get_close_matches  # only a misspelled name needs it

    have = [model.name for model in models if model.writes]
    near = get_close_matches(name, have, n=3, cutoff=0.5)
    return tuple(near + [other for other in have if other not in near])


def _best(url: str, wishes: Wishes, tell: Callable[[str], None]) -> Installed | None:
    models = list(installed(url, wishes.probe))
    if wishes.preferred and not any(model.name in _spellings(wishes.preferred) for model in models):
        tell(f"{wishes.preferred} is not installed on the Ollama server; taking another one that is.")
    for candidate in ranked(models, url, wishes):
        model = described(url, candidate, wishes.probe)
        if model.writes and (wishes.allow_cloud or not model.cloud):
            return model
    tell(
        "Written without a model: the Ollama server has none that writes text and fits into memory. "
        "To mend it: fetch a small one with `mlws models pull llama3.2:3b`."
    )
    return None


def ranked(models: list[Installed], url: str, wishes: Wishes) -> list[Installed]:
    """Order those that may be asked: the model of the settings, the best in the evals here, the largest that fits."""
    usable = [model for model in models if model.writes and (wishes.allow_cloud or not model.cloud)]
    wanted = [model for model in usable if model.name in _spellings(wishes.preferred)][:1]
    others = sorted(fitting(usable, url), key=lambda model: (-wishes.grades.get(model.name, 0.0), -model.size))
    return wanted + [model for model in others if model not in wanted]


def _spellings(name: str) -> tuple[str, ...]:
    return (name, f"{name}:latest") if name else ()


def fitting(models: list[Installed], url: str) -> list[Installed]:
    """Leave out what this machine's memory cannot hold; of another machine nothing is known."""
    limit = memory() if is_here(url) else 0
    return [model for model in models if not limit or model.size * 1.2 < limit]
