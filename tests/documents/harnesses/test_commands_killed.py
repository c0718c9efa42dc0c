"""Each command that writes, killed or refused by the disk at each of its calls, then run again."""

import errno
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mlws_writer.cli.boundary import run

LOG = """\
2024-10-19 14:30:00 - INFO - Experiment: sentiment-analysis
2024-10-19 14:31:00 - INFO - Epoch 1/1 complete - Loss: 0.452
2024-10-19 14:33:02 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:33:04 - INFO - Experiment complete
"""
MINE = b"# Mine\n\n## 2024-10-18\n\n### Models\n\n- human one\n"
SUMMARIZE = ("summarize", "2024-10-19", "--model", "none")
ARCHIVE = ("archive", "--before", "2024-11-30", "--days")
ERRORS = (errno.ENOSPC, errno.EIO)
"""What the disk says, at every other call the one."""


@dataclass(frozen=True)
class Command:
    """A command that writes, what happens before it, and how its arguments are found then."""

    line: tuple[str, ...]
    before: tuple[Callable[[Path], None], ...] = ()
    once: bool = False
    """Whether it is not run again once it has done all it does: it would do the same to what was written before."""


def written(folder: Path) -> None:
    """Let the entry stand already."""
    mlws(folder, *SUMMARIZE)


def reworded(folder: Path) -> None:
    """Let the author reword a result, and the run go on."""
    _changed(folder, rb"- Result: .*", b"- Result: fine")


def deleted(folder: Path) -> None:
    """Let the author delete a result, and the run go on."""
    _changed(folder, rb"  - Result: .*\n", b"")


def _changed(folder: Path, pattern: bytes, to: bytes) -> None:
    path = folder / "ACTIVITY.md"
    path.write_bytes(re.sub(pattern, to, path.read_bytes()))
    log = folder / "logs" / "20241019-143000-sentiment.log"
    log.write_text(LOG + "2024-10-19 14:40:00 - INFO - Accuracy: 91.0%\n")


def aged(folder: Path) -> None:
    """Let a session lead to the log, and to its day."""
    (folder / "docs" / "sessions").mkdir(parents=True)
    log = "../../logs/20241019-143000-sentiment.log#L3"
    (folder / "docs" / "sessions" / "own.md").write_text(
        f"# Own\n\n[log]({log}), [day](../../ACTIVITY.md#2024-10-19)\n"
    )


def archived(folder: Path) -> None:
    """Let all of it be in the archive already."""
    mlws(folder, *ARCHIVE)


def undone(folder: Path) -> None:
    """Let the last write be taken back already."""
    mlws(folder, "undo")


COMMANDS = (
    Command(SUMMARIZE),
    Command(("log", "--day", "2024-10-19", "Learning", "a thought"), (written,)),
    Command(("draft-session", "2024-10-19", "--model", "none"), (written,)),
    Command(("undo",), (written,), once=True),
    Command(ARCHIVE[:-1], (written, aged)),
    Command(ARCHIVE, (written, aged)),
    Command(("undo",), (written, aged, archived), once=True),
    Command(("undo", "--redo"), (written, aged, archived, undone), once=True),
    Command(("accept", "ID"), (written, reworded)),
    Command(("restore", "ID"), (written, deleted)),
)
"""To have another command that writes tried, add a line."""


def mlws(folder: Path, *arguments: str) -> int:
    """Run a command in this process."""
    return run(["-C", str(folder), "-q", *arguments])


def documents(folder: Path) -> dict[str, bytes]:
    """Read what a person reads, logs too: all but what mlws keeps for itself."""
    files = [path for path in folder.rglob("[!.]*.*") if ".mlws" not in path.parts and path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Stage:
    """A workspace in the state in which a command finds it, as often as wanted."""

    def __init__(self, folder: Path, command: Command, capfd) -> None:
        self.folder, self.made = folder / "w", folder / "made"
        (self.folder / "logs").mkdir(parents=True)
        (self.folder / "logs" / "20241019-143000-sentiment.log").write_text(LOG)
        (self.folder / "ACTIVITY.md").write_bytes(MINE)
        for step in command.before:
            step(self.folder)
        self.line = command.line
        if "ID" in command.line:
            capfd.readouterr()
            mlws(self.folder, command.line[0], "nothing")
            self.line = (command.line[0], re.findall(r"(\w{6}) \(", capfd.readouterr().err)[0])
        shutil.copytree(self.folder, self.made)

    def act(self) -> None:
        """Run the command."""
        mlws(self.folder, *self.line)

    def set(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.made, self.folder)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.line))
def test_each_command_that_writes_may_be_killed(harness, tmp_path, monkeypatch, capfd, command):
    """Each document is what it is at some call of a whole run, and after another run all are as they should be."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    tally = harness.Tally(30)
    stage = Stage(tmp_path, command, capfd)
    old = documents(stage.folder)
    calls, states = seen(harness, stage)
    good, ended = documents(stage.folder), ends(stage.folder)
    assert good != old
    for at, name in enumerate(calls):
        for way in (None, *((0.5,) if name == "write" else ()), ERRORS[at % len(ERRORS)]):
            stage.set()
            if way in ERRORS:
                harness.failing_at(at, way, stage.act)
            else:
                harness.killed_at(at, way, stage.act)
            title = f"{' '.join(stage.line)}, {way} at {at} {name}"
            judge(tally, title, stage, states, good, ended if command.once else 0)
    capfd.readouterr()
    tally.report(f"{' '.join(command.line)}, killed or failing at a call")


def ends(folder: Path) -> int:
    """Count what the ledger says came to an end or was taken back."""
    ledger = b"".join(path.read_bytes() for path in folder.glob(".mlws/ledger/*"))
    return sum(ledger.count(op) for op in (b'"retract"', b'"done"', b'"moved"'))


def seen(harness, stage: Stage) -> tuple[list[str], set[tuple[str, bytes]]]:
    """Run the command undisturbed; give the calls that it makes, and what each document is at each of them."""
    calls: list[str] = []
    states: set[tuple[str, bytes]] = set()

    def look(name: str, *arguments: object) -> None:
        calls.append(name)
        states.update(documents(stage.folder).items())

    with harness.hooked(look):
        stage.act()
    return calls, states | set(documents(stage.folder).items())


def judge(tally, title: str, stage: Stage, states: set[tuple[str, bytes]], good: dict[str, bytes], once: int) -> None:
    """Look at what there is, run the command again unless all is done, and look at what there is then."""
    middle = documents(stage.folder)
    if not once or ends(stage.folder) < once:
        stage.act()
    final = documents(stage.folder)
    tally.case(
        title,
        half_written=not set(middle.items()) <= states,
        not_what_it_should_be=final != good,
        left_beside=any(".mlws" not in path.parts for path in stage.folder.rglob(".~*")),
    )
