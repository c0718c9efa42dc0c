"""A workspace in which a person and the program write, the calls by which they do, and how a harness counts."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from mlws_writer.documents import commit as committing
from mlws_writer.documents import store, syscalls
from mlws_writer.documents.blocks import Bullet, DayEntry, Document, Part, Section, Slot
from mlws_writer.documents.commit import commit, ledger_folder
from mlws_writer.documents.ledger import Record, digest
from mlws_writer.documents.plan import plan_document, plan_entry

DAY = date(2024, 10, 19)
START = b"# A\r\n\r\n## 2024-10-19\r\n\r\n### Models\r\n- human one\r\n\r\n## 2024-10-18\r\n- old\r\n"
SESSION = b"# Session\n\nhuman one\n"
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EINTR)


class Killed(BaseException):
    """The process is dead: no call that it would still make reaches the system."""


def bullets(count: int, version: int) -> tuple[Bullet, ...]:
    """Make the bullets of so many runs, whose status says a version."""

    def child(run: str, name: str, text: str) -> Bullet:
        return Bullet(Slot(run, name), text, f"{run}@{version}")

    return tuple(
        Bullet(
            Slot(f"r{n}", "run"),
            f"Trained net{n} ([log](logs/{n}.log))",
            f"r{n}",
            (child(f"r{n}", "status", f"Status: at epoch {version}"),),
        )
        for n in range(count)
    )


@dataclass
class Desk:
    """A document of a workspace, and how it is written: the journal by days, or a session by its parts."""

    folder: Path
    name: str = "ACTIVITY.md"
    clock: int = 0

    @property
    def path(self) -> Path:
        """Where the document lies."""
        return self.folder / self.name

    @property
    def raw(self) -> bytes:
        """What it holds."""
        return self.path.read_bytes()

    def write(self, count: int, version: int) -> None:
        """Write about so many runs, as they are at a version."""
        self.clock += 1
        at = datetime(2024, 10, 19, 18, 0, min(self.clock, 59), tzinfo=UTC)
        if self.name == "ACTIVITY.md":
            entry = DayEntry(DAY, (Section("Models", bullets(count, version)),))
            commit(self.path, self.folder, lambda raw, ledger: plan_entry(raw, ledger, entry), at=at)
        else:
            texts = [f"## Part {n}\n\nTrained net{n}.\n\nStatus: at epoch {version}" for n in range(count)]
            parts = tuple(Part(Slot("s", f"p{n}"), text, text) for n, text in enumerate(texts))
            made = Document("# Session", parts)
            commit(self.path, self.folder, lambda raw, ledger: plan_document(raw, ledger, made), at=at)

    def left(self) -> list[str]:
        """List what a killed write has left beside the document."""
        return [path.name for path in self.folder.iterdir() if path.name.startswith(".~")]

    def kept(self) -> bytes:
        """Read all that is kept or lies about, but not the document itself."""
        files = [*self.folder.glob(".mlws/undo/*"), *self.folder.glob(".~*")]
        return b"\n".join(path.read_bytes() for path in files)

    def doubled(self, count: int) -> bool:
        """Tell whether a run stands twice."""
        return any(self.raw.count(b"Trained net%d" % n) > 1 for n in range(count))


@dataclass(frozen=True)
class Scene:
    """Which document there is before a write, and what the write is to be: so many runs at a version."""

    name: str
    document: str
    start: bytes | None
    written: bool
    version: int

    def set(self, folder: Path) -> Desk:
        """Make the workspace anew, out of the files that it was found to have."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        desk = Desk(folder, self.document)
        if self not in _FILES:
            _FILES[self] = self._made(desk)
        desk.clock = int(self.written)
        for name, raw in _FILES[self].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)
        if self.name == "hard link":
            (folder / "other.md").unlink()
            (folder / "other.md").hardlink_to(desk.path)
        return desk

    def _made(self, desk: Desk) -> dict[str, bytes]:
        if self.start is not None:
            desk.path.write_bytes(self.start)
        if self.name == "hard link":
            (desk.folder / "other.md").hardlink_to(desk.path)
        if self.written:
            desk.write(2, 1)
        files = [path for path in desk.folder.rglob("*") if path.is_file()]
        return {path.relative_to(desk.folder).as_posix(): path.read_bytes() for path in files}

    def act(self, desk: Desk) -> None:
        """Write what the scene is about."""
        desk.write(3, self.version)


_FILES: dict[Scene, dict[str, bytes]] = {}

SCENES = (
    Scene("first entry", "ACTIVITY.md", START, written=False, version=1),
    Scene("another run", "ACTIVITY.md", START, written=True, version=1),
    Scene("update", "ACTIVITY.md", START, written=True, version=2),
    Scene("new journal", "ACTIVITY.md", None, written=False, version=1),
    Scene("hard link", "ACTIVITY.md", START, written=True, version=2),
    Scene("session", "session.md", SESSION, written=False, version=1),
    Scene("session again", "session.md", SESSION, written=True, version=2),
)


@contextmanager
def hooked(hook: Callable[..., None]) -> Iterator[None]:
    """Call a function before each call of the writing path."""
    former, syscalls.before = syscalls.before, hook
    try:
        yield
    finally:
        syscalls.before = former


def calls_of(act: Callable[[], None]) -> list[str]:
    """Name the calls that an action makes."""
    names: list[str] = []
    with hooked(lambda name, *arguments: names.append(name)):
        act()
    return names


def killed_at(
    number: int, torn: float | None, act: Callable[[], None], meanwhile: Callable[[int], None] = lambda number: None
) -> None:
    """Do something and die right before a call; of a write, a part may have reached the system.

    `meanwhile` is called before each call with its number.
    """
    count = 0

    def hook(name: str, *arguments: object) -> None:
        nonlocal count
        meanwhile(count)
        if count == number and torn and name == "write":
            os.write(arguments[0], bytes(arguments[1])[: int(len(arguments[1]) * torn)])
        if count >= number:
            count = number  # and whatever it would do on its way out does not happen
            raise Killed
        count += 1

    with hooked(hook):
        try:
            act()
        except Killed:
            return


def failing_at(number: int, code: int, act: Callable[[], None]) -> Exception | None:
    """Do something while one call fails; return the error that came of it."""
    count = 0

    def hook(name: str, *arguments: object) -> None:
        nonlocal count
        count += 1
        if count == number + 1:
            raise OSError(code, os.strerror(code))

    with hooked(hook):
        try:
            act()
        except Exception as error:  # noqa: BLE001  # whatever it is, the case is judged by what it left behind
            return error
    return None


@dataclass
class Tally:
    """How many cases were run, and what was wrong in which."""

    target: int
    cases: int = 0
    wrong: list[str] = field(default_factory=list)
    stopped: int = 0
    """How often the program was unsure and said so."""

    def case(self, title: object, **bad: bool) -> None:
        """Count a case, and what is bad about it."""
        self.cases += 1
        found = [name.replace("_", " ") for name, is_so in bad.items() if is_so]
        if found:
            self.wrong.append(f"{title}: {', '.join(found)}")

    def report(self, what: str) -> None:
        """Say how many cases there were; fail if one is wrong, or fewer were run than the target."""
        counted = f"{self.cases:,} cases of {self.target:,}, {len(self.wrong)} wrong"
        print(f"{what}: {counted}, {self.stopped} times unsure and stopped")  # shown by pytest -rP
        assert not self.wrong, "\n".join(self.wrong[:12])
        assert self.cases >= self.target


@contextmanager
def writer(kind: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Write as a known-bad writer does: each is what a harness must catch."""
    with patch.context() as bad:
        if kind == "blind replace":
            bad.setattr(store, "_swap_in", _replaced_blindly)
        elif kind == "no folder fsync":
            bad.setattr(store, "sync_folder", lambda folder: None)
        elif kind == "no file fsync":
            bad.setattr(syscalls, "fsync", lambda fd: Path(f"/proc/self/fd/{fd}").is_dir() and os.fsync(fd))
        elif kind == "done too early":
            bad.setattr(committing, "_carry_out", _done_too_early)
        elif kind == "in place":
            bad.setattr(store, "_write_beside", _overwritten)
        yield


def _replaced_blindly(beside: Path, target: Path, after: bytes, before: bytes, keep: Path | None) -> bool:
    syscalls.replace(beside, target)
    return True


def _overwritten(target: Path, after: bytes, before: bytes | None, status: object, keep: Path | None) -> None:
    store._fill(target, after, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)


def _done_too_early(plan, path: Path, workspace: Path, at: datetime, whole: bool) -> None:
    before, id_ = plan.before or b"", "0badbad0"
    states = digest(before), digest(plan.after), len(plan.after)
    for record in (
        Record("intent", id_, at.isoformat(), path.name, *states, plan.emitted),
        Record("done", id_, at.isoformat(), path.name),
    ):
        store.append(ledger_folder(workspace) / "bad.jsonl", record.line())
    store.write(path, plan.after, plan.before, keep=workspace / ".mlws" / "undo")


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: what is tried is the order of calls, not how long a disk takes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def _state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep locks out of the user's own folders."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="session")
def harness() -> SimpleNamespace:
    """Give what the harnesses share; under importlib mode they cannot import it."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if not name.startswith("_")})
