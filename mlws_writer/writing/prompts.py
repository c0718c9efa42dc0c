"""Prompts and output templates are files; this finds them, renders them and names what was sent by its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlws_writer.errors import InputError

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

SUFFIX = ".j2"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is sent."""

    name: str
    system: str
    user: str

    @property
    def version(self) -> str:
        """The hash of what is sent, so that nobody counts versions by hand."""
        return hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()


def assets(kind: str) -> Traversable:
    """Find the folder `prompts` or `templates`: inside the installed package, or beside it in a checkout."""
    package = resources.files("mlws_writer")
    inside = package / kind
    if inside.is_dir():
        return inside
    return Path(str(package)).parent / kind


def template(kind: str, name: str, overrides: Path | None = None) -> str:
    """Read the source of one template; a file of the same name under `overrides` wins."""
    wanted = Path(name)
    if wanted.is_absolute() or ".." in wanted.parts:
        raise InputError(f"{name} is not a template name.", why="it leads out of the folder of the templates")
    own = overrides / wanted if overrides else None
    try:
        if own and own.is_file():
            return own.read_text(encoding="utf-8")
        return assets(kind).joinpath(*wanted.parts).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        place = str(own) if own and own.is_file() else f"{kind}/{name}"
        raise InputError(f"{place} cannot be read.", why=str(error)) from error


def environment(kind: str, overrides: Path | None = None) -> "SandboxedEnvironment":
    """Make the sandbox in which the files of a folder are rendered; a missing value is an error."""
    return _environment(kind, overrides.resolve() if overrides else None)


@cache
def _environment(kind: str, overrides: Path | None) -> "SandboxedEnvironment":
    # Imported here: jinja2 takes 50 ms, which `mlws --help` must not pay.
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    def load(name: str) -> tuple[str, None, Any]:
        return template(kind, name, overrides), None, lambda: False

    sandbox = SandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # what is rendered is Markdown and prompts, not HTML
    )
    sandbox.filters["json"] = as_json
    sandbox.filters["row"] = lambda fact: as_json({name: value for name, value in fact.items() if name != "run"})
    return sandbox


def as_json(value: object) -> str:
    """Write a value as one line of JSON: the only form in which the text of a log enters a prompt."""
    return json.dumps(value, ensure_ascii=False)


def names(kind: str = "prompts") -> tuple[str, ...]:
    """List the prompts that there are."""
    return tuple(sorted(folder.name for folder in assets(kind).iterdir() if folder.is_dir()))


def render(name: str, values: Mapping[str, object], overrides: Path | None = None) -> Prompt:
    """Render the system and the user part of a prompt."""
    # Imported here, like jinja2 above.
    from jinja2 import TemplateError

    sandbox = environment("prompts", overrides)
    try:
        system, user = (sandbox.get_template(f"{name}/{part}.md{SUFFIX}").render(values) for part in ("system", "user"))
    except (TemplateError, OverflowError, TypeError) as error:
        raise InputError(f"The prompt {name} cannot be rendered.", why=str(error), fix=_fix(name, overrides)) from error
    return Prompt(name, system.strip(), user.strip())


def _fix(name: str, overrides: Path | None) -> str:
    return f"correct the files under {overrides / name}" if overrides and (overrides / name).is_dir() else ""
