"""The settings of a workspace: what they are, where each value came from, and what is wrong with one.

Flags go before MLWS_* variables, these before .mlws.toml, then [tool.mlws] of pyproject.toml, then the user's own
config.toml, then the defaults. docs/reference.md says what each setting means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from mlws_writer.documents.blocks import SECTION_ORDER
from mlws_writer.errors import InputError, UsageError

PROJECT_FILE = ".mlws.toml"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each setting of a workspace; paths are relative to its root."""

    logs: tuple[str, ...] = ("logs/**/*.log",)
    data: tuple[str, ...] = ("data",)
    activity: str = "ACTIVITY.md"
    sessions: str = "docs/sessions"
    drafts: str = "blog/drafts"
    archive: str = "logs/archive"
    prompts: str = ".mlws/prompts"
    templates: str = ".mlws/templates"
    day_start: str = "00:00"
    tz: str = ""
    model: str = "auto"
    base_url: str = ""
    num_ctx: int = 8192
    timeout: int = 300
    parallel: int = 1
    allow_cloud: bool = False
    commits: bool = True
    carry: bool = True
    sections: Mapping[str, str] = field(default_factory=dict)


NAMES = tuple(each.name for each in fields(Settings))


@dataclass(frozen=True, slots=True)
class Layer:
    """Values from one place, in the form that place has them."""

    origin: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Origins:
    """Settings, and for each of them the place that it came from."""

    settings: Settings
    of: Mapping[str, str]


def combine(layers: Sequence[Layer]) -> Origins:
    """Lay the layers over the defaults, the first one strongest; UsageError for what cannot be followed."""
    settings = Settings()
    origins = dict.fromkeys(NAMES, DEFAULT)
    for layer in reversed(layers):
        values = {name: _checked(layer.origin, name, value) for name, value in layer.values.items()}
        settings = replace(settings, **values)  # type: ignore[arg-type]  # _checked compared each with its field
        origins |= dict.fromkeys(values, layer.origin)
    return Origins(settings, origins)


def from_environment(environ: Mapping[str, str]) -> Layer:
    """Read the MLWS_* variables: lists separated by commas, yes or no for switches."""
    known = {f"MLWS_{name.upper()}": name for name in NAMES}
    values: dict[str, object] = {}
    for variable in sorted(environ):
        if not variable.startswith("MLWS_"):
            continue
        if variable in known:
            values[known[variable]] = _from_text(variable, known[variable], environ[variable])
        elif near := _near(variable, known):
            raise UsageError(
                f"unknown variable {variable}", why=f"did you mean {near}?", fix=f"set {near}, or unset it"
            )
    return Layer("environment", values)


def from_file(path: Path, table: str = "") -> Layer | None:
    """Read a TOML file, or one of its tables; None where it does not exist or has no such table."""
    import tomllib  # only where there is a file to read

    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(
            f"{path} cannot be read", why=error.strerror or str(error), fix="check its permissions"
        ) from error
    if table and table.encode() not in raw:
        return None
    try:
        values = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read", why=f"it is not TOML: {error}", fix="mend that line") from error
    for part in filter(None, table.split(".")):
        values = values.get(part, {})
    return Layer(f"{path} [{table}]" if table else str(path), values) if values or not table else None


def project_file(start: Path, home: Path) -> tuple[Path, Layer] | None:
    """Return the nearest folder upwards that holds settings, and them; the search ends at the git root or HOME."""
    for folder in upwards(start, home):
        layer = from_file(folder / PROJECT_FILE) or from_file(folder / "pyproject.toml", "tool.mlws")
        if layer is not None:
            return folder, layer
    return None


def upwards(start: Path, home: Path) -> tuple[Path, ...]:
    """Return a folder and those above it, up to the git root or HOME."""
    folders = []
    for folder in (start, *start.parents):
        folders.append(folder)
        if folder == home or (folder / ".git").exists():
            return tuple(folders)
    return tuple(folders)


def _checked(origin: str, name: str, value: object) -> object:
    if name not in NAMES:
        near = _near(name, NAMES)
        known = f"did you mean {near}?" if near else f"known are {', '.join(NAMES)}"
        raise UsageError(f"{origin}: unknown setting {name!r}", why=known, fix="correct or remove it")
    default = getattr(Settings(), name)
    if isinstance(default, tuple) and isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
        value = tuple(value)
    if isinstance(default, dict) and isinstance(value, Mapping):
        return _section_names(origin, value)
    if type(value) is not type(default):
        raise _bad(origin, name, value, f"it must be {_KINDS[type(default)]}")
    if isinstance(value, int) and not isinstance(value, bool) and value <= 0:
        raise _bad(origin, name, value, "it must be more than zero")
    return value


def _section_names(origin: str, names: Mapping[str, object]) -> Mapping[str, str]:
    """Read what a person calls our sections: `next_steps = "Nächste Schritte"`, by our own title for each."""
    from mlws_writer.documents.markdown import title_of  # only where there are names

    known = {title.casefold(): title for title in SECTION_ORDER}
    found: dict[str, str] = {}
    for name, own in names.items():
        title = known.get(name.casefold().replace("_", " ").replace("-", " "))
        if title is None:
            near = _near(name, list(known))
            why = f"did you mean {near.replace(' ', '_')}?" if near else f"there are {', '.join(SECTION_ORDER)}"
            raise UsageError(f"{origin}: sections has no {name!r}", why=why, fix="correct or remove it")
        if not isinstance(own, str) or not own.strip() or len(own.splitlines()) > 1:
            raise _bad(origin, f"sections.{name}", own, "it must be a heading of one line")
        found[title] = own.strip()
    taken = [title_of(found.get(title, title)) for title in SECTION_ORDER]
    for own in found.values():
        if taken.count(title_of(own)) > 1 or not title_of(own):
            raise _bad(origin, "sections", own, "two sections cannot have one name, and a name has letters")
    return found


_KINDS: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    tuple: "a list of texts",
    dict: "a table of names",
}
_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _from_text(variable: str, name: str, text: str) -> object:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(default, dict):
        return {name.strip(): own.strip() for name, _, own in (part.partition("=") for part in text.split(",")) if name}
    if isinstance(default, bool):
        if text.lower() not in _SWITCH:
            raise _bad("environment", variable, text, "it must be yes or no")
        return _SWITCH[text.lower()]
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit():
            raise _bad("environment", variable, text, "it must be a whole number")
        return int(text)
    return text


def _bad(origin: str, name: str, value: object, why: str) -> UsageError:
    return UsageError(f"{origin}: {name} = {value!r} cannot be used", why=why, fix="see docs/reference.md, Settings")


def _near(name: str, known: Mapping[str, str] | Sequence[str]) -> str:
    import difflib  # only where something is wrong

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)), "")
