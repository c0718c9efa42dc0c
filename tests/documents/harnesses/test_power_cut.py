"""The power is cut at any moment of a write: whatever a file system may have kept, the text is the old or the new.

From one recorded run every state is built that a strict file system may leave: of the bytes that were not synced none,
half, all, or zeros in their place; of the changes to folders that were not synced any choice.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest

from mlws_writer.documents import syscalls
from mlws_writer.errors import MlwsError

KEPT = ("none", "half", "most", "all", "zeros", "half and zeros")
TWICE = {"another run", "update", "session again"}
FILES = dict[str, bytes]


@dataclass
class Inode:
    """The bytes of a file: those that are durable, and those that the disk has yet to take."""

    durable: bytes = b""
    pending: bytes = b""

    def after(self, kept: str) -> bytes:
        """Give what stands there after the power was cut."""
        size = len(self.pending)
        half, most = self.pending[: size // 2], self.pending[: size - 1]
        rest = {"none": b"", "half": half, "most": most, "all": self.pending, "zeros": b"\0" * size}
        rest["half and zeros"] = half + b"\0" * (size - len(half))
        return self.durable + rest[kept]


@dataclass
class Disk:
    """What a file system knows, and what of it would survive."""

    inodes: list[Inode] = field(default_factory=list)
    live: dict[str, int] = field(default_factory=dict)
    durable: dict[str, int] = field(default_factory=dict)
    pending: list[tuple[str, str, object]] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)

    def states(self) -> Iterator[FILES]:
        """Give every state that may be found afterwards."""
        dirty = any(inode.pending for inode in self.inodes)
        for chosen in product((False, True), repeat=len(self.pending)):
            names = dict(self.durable)
            for happened, change in zip(chosen, self.pending, strict=True):
                if happened:
                    apply(names, *change)
            for kept in KEPT if dirty else KEPT[:1]:
                yield {name: self.inodes[number].after(kept) for name, number in names.items()}

    def change(self, what: str, name: str, other: object) -> None:
        """Change a folder; it is durable once the folder is synced."""
        apply(self.live, what, name, other)
        self.pending.append((what, name, other))

    def sync_folder(self, folder: str) -> None:
        """Make the changes to a folder durable, in their order."""
        for change in [c for c in self.pending if folder in folders(c)]:
            apply(self.durable, *change)
            self.pending.remove(change)


def folders(change: tuple[str, str, object]) -> set[str]:
    """Name the folders that a change is about."""
    return {str(Path(name).parent) for name in change[1:] if isinstance(name, str)}


def apply(names: dict[str, int], what: str, name: str, other: object) -> None:
    """Do to the names of a disk what a call does."""
    if what == "create":
        names[name] = other
    elif what == "unlink":
        names.pop(name, None)
    elif what == "link" and name in names:
        names[other] = names[name]
    elif what == "replace" and name in names:
        names[other] = names.pop(name)
    elif what == "exchange":
        here, there = names.pop(name, None), names.pop(other, None)
        names.update({key: number for key, number in ((name, there), (other, here)) if number is not None})


def recorded(folder: Path, act, patch: pytest.MonkeyPatch) -> list[tuple]:
    """Do something and record what it does to the disk."""
    events: list[tuple] = []
    top = Path(os.path.realpath(folder))

    def name(path: object) -> str:
        return os.path.relpath(path, top)

    def opened(path, flags, mode=0o666, call=syscalls.open_):
        fd = call(path, flags, mode)
        events.append(("create" if flags & os.O_CREAT else "open", name(path), fd))
        return fd

    def wrote(fd, data, call=syscalls.write):
        size = call(fd, data)
        events.append(("write", fd, bytes(data[:size])))
        return size

    def synced(fd, call=syscalls.fsync):
        if call(fd) is False:
            return  # a bad writer, which does not wait for files
        path = Path(f"/proc/self/fd/{fd}").readlink()
        events.append(("sync folder", name(path)) if Path(path).is_dir() else ("sync", fd))

    def moved(what, call):
        def record(*paths):
            call(*paths)
            events.append((what, *map(name, paths)))

        return record

    with patch.context() as wrapped:
        wrapped.setattr(syscalls, "open_", opened)
        wrapped.setattr(syscalls, "write", wrote)
        wrapped.setattr(syscalls, "fsync", synced)
        for what in ("replace", "link", "exchange", "unlink"):
            wrapped.setattr(syscalls, what, moved(what, getattr(syscalls, what)))
        act()
    return events


def replayed(before: FILES, events: list[tuple]) -> Iterator[FILES]:
    """Go through the events, and give what the power cut may leave before each and at the end."""
    disk = Disk([Inode(raw) for raw in before.values()], dict(zip(before, range(len(before)), strict=True)))
    disk.durable = dict(disk.live)
    for what, first, *rest in events:
        yield from disk.states()
        if what in {"create", "open"}:
            if first not in disk.live and what == "create":
                disk.inodes.append(Inode())
                disk.change("create", first, len(disk.inodes) - 1)
            disk.open[rest[0]] = disk.live.get(first, -1)
        elif what == "write":
            disk.inodes[disk.open[first]].pending += rest[0]
        elif what == "sync":
            inode = disk.inodes[disk.open[first]]
            inode.durable, inode.pending = inode.durable + inode.pending, b""
        elif what == "sync folder":
            disk.sync_folder(first)
        else:
            disk.change(what, first, rest[0] if rest else None)
    yield from disk.states()


def files(folder: Path) -> FILES:
    """Read all files of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def put(folder: Path, state: FILES) -> None:
    """Make a folder hold these files and no others."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, raw in state.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def every_state(harness, folder: Path, scene, tally, patch, *, twice: bool = False) -> None:
    """Cut the power in every way, look at the document, and run the command again; `twice` cuts it then as well."""
    desk = scene.set(folder)
    before, old = files(folder), desk.raw if desk.path.exists() else None
    events = recorded(folder, lambda: scene.act(desk), patch)
    good = desk.raw
    for state in distinct(before, events):
        put(folder, state)
        found: list[tuple] = []
        try:
            found = recorded(folder, lambda: scene.act(desk), patch)
        except MlwsError as error:
            tally.case(f"{scene.name}: {error}", refused=True)
            continue
        judge(tally, scene, desk, state, old, good)
        for again in distinct(state, found) if twice else ():
            put(folder, again)
            scene.act(desk)
            judge(tally, scene, desk, again, old, good)


def distinct(before: FILES, events: list[tuple]) -> Iterator[FILES]:
    """Give each state that may be left once."""
    states = {frozenset(state.items()): state for state in replayed(before, events)}
    yield from states.values()


def judge(tally, scene, desk, state: FILES, old: bytes | None, good: bytes) -> None:
    """Look at what was left, and at what the next run made of it."""
    tally.case(
        f"{scene.name}, state {tally.cases}",
        text_lost=state.get(desk.name) not in (old, good),
        not_what_it_should_be=desk.raw != good,
        left_beside=bool(desk.left()),
    )


@pytest.mark.slow
def test_the_power_may_be_cut_at_any_moment(harness, tmp_path, monkeypatch):
    """Whatever survives, the document is whole, and the next run brings it to where it should be."""
    tally = harness.Tally(1000)
    for scene in harness.SCENES:
        if scene.name != "hard link":  # written in place, with a copy beside it: the next run may have to put it back
            every_state(harness, tmp_path / "w", scene, tally, monkeypatch, twice=scene.name in TWICE)
    tally.report("power cut")


@pytest.mark.parametrize("kind", ["no folder fsync", "no file fsync", "done too early", "in place"])
def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch, kind):
    """One that does not wait for the disk, or notes the end too early."""
    tally = harness.Tally(1)
    with harness.writer(kind, monkeypatch):
        every_state(harness, tmp_path / "w", harness.SCENES[1], tally, monkeypatch)
    assert tally.wrong
