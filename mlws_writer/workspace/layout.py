"""Where things lie in a workspace, and what a command is told of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from mlws_writer.errors import InputError, UsageError
from mlws_writer.facts.redact import redact
from mlws_writer.workspace import settings as reading
from mlws_writer.workspace.days import day_of
from mlws_writer.workspace.settings import Layer, Settings

STATE = ".mlws"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its settings, the zone its days are counted in, and the time it is now."""

    root: Path
    settings: Settings
    zone: tzinfo
    now: datetime
    origins: Mapping[str, str] = field(default_factory=dict)
    zone_name: str = ""

    @property
    def activity(self) -> Path:
        """The activity log, Tier 2."""
        return self.root / self.settings.activity

    @property
    def sessions(self) -> Path:
        """The folder of session documents, Tier 3."""
        return self.root / self.settings.sessions

    @property
    def drafts(self) -> Path:
        """The folder of posts being written."""
        return self.root / self.settings.drafts

    @property
    def prompts(self) -> Path:
        """The folder whose prompts take the place of ours."""
        return self.root / self.settings.prompts

    @property
    def templates(self) -> Path:
        """The folder whose templates take the place of ours."""
        return self.root / self.settings.templates

    @property
    def state(self) -> Path:
        """The folder of what mlws keeps for itself."""
        return self.root / STATE

    @property
    def day_start(self) -> timedelta:
        """How long after midnight a day begins."""
        return day_start(self.settings.day_start)

    @property
    def today(self) -> date:
        """The day it is now, as this workspace counts days."""
        return day_of(self.now, self.zone, self.day_start)

    def name(self, path: Path) -> str:
        """Return a path as citations write it: relative to the root where it lies below it, with forward slashes.

        A secret in it is hidden: better a link that leads nowhere than one that tells a secret.
        """
        return redact(self.own_name(path))

    def own_name(self, path: Path) -> str:
        """Return that name as it is, to tell files apart; it is for no output."""
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the process found around it when it started."""

    folder: Path
    home: Path
    environ: Mapping[str, str]
    now: datetime
    user_config: Path


def open_workspace(around: Surroundings, root: Path | None, flags: Mapping[str, object]) -> Workspace:
    """Find the workspace around a folder, or take the folder that was named as it is; nothing is created."""
    start = root.absolute() if root else around.folder
    if not start.is_dir():
        raise InputError(
            f"{start} is not a folder", why="a workspace is a folder", fix="name one with -C, or make it: mlws init"
        )
    top = start if root else around.home
    project = reading.project_file(start, top)
    given = Layer("command line", {name: value for name, value in flags.items() if value is not None})
    layers = [given, reading.from_environment(around.environ)]
    layers += [project[1]] if project else []
    layers += filter(None, [reading.from_file(around.user_config)])
    found = reading.combine(layers)
    day_start(found.settings.day_start)
    zone, zone_name = zone_of(found.settings.tz, around)
    place = project[0] if project else _marked(start, top, found.settings.activity)
    return Workspace(place, found.settings, zone, around.now, found.of, zone_name)


def day_start(text: str) -> timedelta:
    """Read the setting day_start, HH:MM."""
    hours, _, minutes = text.partition(":")
    if hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60:
        return timedelta(hours=int(hours), minutes=int(minutes))
    raise UsageError(f"day_start = {text!r} cannot be used", why="it is not a time of day", fix='write it as "04:00"')


def zone_of(name: str, around: Surroundings) -> tuple[tzinfo, str]:
    """Return the zone of that name, or the system's where no name is given, and what to call it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if name:
        try:
            return ZoneInfo(name), name
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(
                f"tz = {name!r} cannot be used",
                why="no zone has that name here",
                fix='write it as "Europe/Vienna" or "UTC"',
            ) from error
    for guess in _system_zones(around.environ):
        try:
            return ZoneInfo(guess), f"{guess} (system)"
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue  # a name this machine has no data for: the offset of now is the next best
    offset = around.now.astimezone().tzinfo or UTC
    return offset, f"{around.now.astimezone():UTC%z} (system)"


def _system_zones(environ: Mapping[str, str]) -> list[str]:
    if environ.get("TZ"):
        return [environ["TZ"].removeprefix(":")]
    linked = os.path.realpath("/etc/localtime")
    return [linked.partition("/zoneinfo/")[2]] if "/zoneinfo/" in linked else []


def _marked(start: Path, home: Path, activity: str) -> Path:
    """Return the nearest folder that has an activity log or our state in it, else the start itself."""
    for folder in reading.upwards(start, home):
        if (folder / STATE).is_dir() or (folder / activity).is_file():
            return folder
    return start
