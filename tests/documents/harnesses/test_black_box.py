"""The installed command under strace: killed, or refused by the system, at each call by which it changes the workspace.

Then it runs again: nothing is lost, nothing is there twice, and no file of ours is left lying about.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LOG = """\
2024-10-19 14:30:00 - INFO - Experiment: sentiment-analysis
2024-10-19 14:31:00 - INFO - Epoch 1/1 complete - Loss: 0.452
2024-10-19 14:33:02 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:33:04 - INFO - Experiment complete
"""
MINE = b"# Mine\n\n## 2024-10-18\n\n### Models\n\n- human one\n"
CALLS = "open,openat,write,fsync,ftruncate,fchmod,fchown,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir"
CHANGES = re.compile(r"^(?!open)|O_(CREAT|WRONLY|RDWR|DIRECTORY)")

STRACE = shutil.which("strace")


def allowed() -> bool:
    """Tell whether one process may watch another here."""
    return STRACE is not None and subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


pytestmark = [pytest.mark.slow, pytest.mark.skipif(not allowed(), reason="there is no strace that works here")]


def workspace(folder: Path) -> Path:
    """Make a workspace with a log and a person's journal."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "logs").mkdir(parents=True)
    (folder / "logs" / "20241019-143000-sentiment.log").write_text(LOG)
    (folder / "ACTIVITY.md").write_bytes(MINE)
    return folder


def summarize(folder: Path, *watched: str) -> subprocess.CompletedProcess[str]:
    """Run the command as it is installed, watched or not."""
    script = Path(sys.executable).with_name("mlws")
    mlws = [os.fspath(script)] if script.exists() else [sys.executable, "-m", "mlws_writer"]
    home = folder.parent / "home"
    environ = {
        **os.environ,
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "TZ": "UTC",
    }
    command = [*watched, *mlws, "-C", os.fspath(folder), "summarize", "2024-10-19", "--model", "none"]
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled once need not be at each of its starts
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def changing_calls(folder: Path, trace: Path) -> list[tuple[str, int, str]]:
    """Run it once and list the calls that change the workspace: name, its number among those of that name, line."""
    summarize(workspace(folder))  # from here on nothing is left to compile
    summarize(workspace(folder), STRACE, "-f", "-y", "-qq", "-s", "64", "-e", f"trace={CALLS}", "-o", os.fspath(trace))
    seen: dict[str, int] = {}
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        name = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if not name:
            continue
        seen[name[1]] = seen.get(name[1], 0) + 1
        if os.fspath(folder) in line and CHANGES.search(line.partition(" ")[2].lstrip() or line):
            found.append((name[1], seen[name[1]], line))
    return found


def test_killed_or_refused_at_each_call_of_the_installed_command(harness, tmp_path):
    """The journal is what it was or what it should be, and after another run it is what it should be."""
    folder, trace = tmp_path / "w", tmp_path / "trace.txt"
    calls = changing_calls(folder, trace)
    good = (folder / "ACTIVITY.md").read_bytes()
    assert MINE[8:] in good
    tally = harness.Tally(60)
    for name, number, line in calls:
        for what in ("signal=KILL", "error=ENOSPC"):
            inject = ["-e", f"trace={name}", "-e", f"inject={name}:{what}:when={number}"]
            ended = summarize(workspace(folder), STRACE, "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *inject)
            middle = (folder / "ACTIVITY.md").read_bytes()
            again = summarize(folder)
            final = (folder / "ACTIVITY.md").read_bytes()
            tally.case(
                f"{what} at {line[:120]} (exit {ended.returncode}: {ended.stderr[-300:]} {again.stderr[-300:]})",
                half_written=middle not in (MINE, good),
                not_what_it_should_be=final != good,
                second_run_failed=again.returncode != 0,
                left_beside=any(path.name.startswith(".~") for path in folder.iterdir()),
                not_said=what.startswith("error") and ended.returncode not in (0, 7),
            )
    tally.report("the installed command under strace")
