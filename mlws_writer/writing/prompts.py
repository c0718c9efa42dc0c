"""Prompts and output templates are files; this finds them, renders them and names what was sent by its hash."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
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

    from mlws_writer.writing.compiled import COMPILED, Unfolded

    def load(name: str) -> tuple[str, None, Any]:
        text = template(kind, name, overrides)
        return text, None, lambda: template(kind, name, overrides) == text

    sandbox = SandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # what is rendered is Markdown and prompts, not HTML
        bytecode_cache=COMPILED,
        optimized=False,  # with `Unfolded`: no value of a filter stands in compiled code
    )
    sandbox.code_generator_class = Unfolded
    sandbox.filters["json"] = as_json
    sandbox.filters["row"] = lambda fact: as_json({name: value for name, value in fact.items() if name != "run"})
    return sandbox


def as_json(value: object) -> str:
    """Write a value as one line of JSON: the only form in which the text of a log enters a prompt."""
    return json.dumps(value, ensure_ascii=False)


SHARED = "shared"
"""The folder of what several prompts have in common; no prompt by itself."""
PARTS = ("system", "user")


def names() -> tuple[str, ...]:
    """List the prompts that there are."""
    folders = (folder for folder in assets("prompts").iterdir() if folder.is_dir())
    return tuple(sorted(folder.name for folder in folders if folder.name != SHARED))


def parts(name: str) -> tuple[str, ...]:
    """List the files of a prompt, or of what they share, without the ends of their names."""
    if name != SHARED:
        return PARTS
    return tuple(sorted(file.name.partition(".")[0] for file in assets("prompts").joinpath(SHARED).iterdir()))


def file_of(name: str, part: str) -> str:
    """Name the file of a part of a prompt."""
    return f"{name}/{part}.md{SUFFIX}"


def version(files: Sequence[str], overrides: Path | None = None) -> str:
    """Name what prompts are rendered from by its hash: their files, and those that they take from what is shared."""
    from jinja2 import TemplateError  # here, like jinja2 below
    from jinja2.meta import find_referenced_templates

    sandbox = environment("prompts", overrides)
    found: dict[str, str] = {}
    wanted = list(files)
    while wanted:
        file = wanted.pop(0)
        if file not in found:
            found[file] = template("prompts", file, overrides)
            with suppress(TemplateError):  # what cannot be read refers to nothing
                wanted += filter(None, find_referenced_templates(sandbox.parse(found[file])))
    return hashlib.sha256("\0".join(found.values()).encode()).hexdigest()[:12]


def shown(name: str, part: str, overrides: Path | None = None) -> str:
    """Write a part of a prompt with what it takes from what is shared in its place; its values stay open."""
    return _filled_in(template("prompts", file_of(name, part), overrides), overrides)


def _filled_in(text: str, overrides: Path | None) -> str:
    """Put each file in place of the line that includes it, and each rule in place of its name."""

    def inside(match: re.Match[str]) -> str:
        return _filled_in(template("prompts", match[1], overrides).rstrip("\n"), overrides)

    text = _INCLUDE.sub(inside, text)
    for line, file, called in _IMPORT.findall(text):
        text = text.replace(line, "", 1)
        for name, rule in _MACRO.findall(template("prompts", file, overrides)):
            text = text.replace(f"{{{{ {called}.{name}() }}}}", rule)
    return text


_INCLUDE = re.compile(r'\{% include "([^"]+)" %\}')
_IMPORT = re.compile(r'(\{% import "([^"]+)" as (\w+) %\}\n)')
_MACRO = re.compile(r"\{% macro (\w+)\(\) %\}(.*)\{% endmacro %\}")


def render(name: str, values: Mapping[str, object], overrides: Path | None = None) -> Prompt:
    """Render the system and the user part of a prompt."""
    # Imported here, like jinja2 above.
    from jinja2 import TemplateError

    sandbox = environment("prompts", overrides)
    marked = {"mark": _mark(values), **values}
    try:
        system, user = (sandbox.get_template(file_of(name, part)).render(marked) for part in PARTS)
    except (TemplateError, OverflowError, TypeError) as error:
        raise InputError(f"The prompt {name} cannot be rendered.", why=str(error), fix=_fix(name, overrides)) from error
    return Prompt(name, system.strip(), user.strip())


def _mark(values: Mapping[str, object]) -> str:
    """Make the mark between which data stands: nobody can write it into a log, since it hangs on all that is sent."""
    return f"data-{hashlib.sha256(as_json(values).encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def _fix(name: str, overrides: Path | None) -> str:
    own = [str(overrides / folder) for folder in (name, SHARED) if (overrides / folder).is_dir()] if overrides else []
    return f"correct the files under {' or '.join(own)}" if own else ""
