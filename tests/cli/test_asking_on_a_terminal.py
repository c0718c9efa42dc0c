"""`mlws draft-session --ask` on a real terminal: a question at a time, an empty line leaves it open."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import three_days

QUESTION = b"(Enter: leave it open)"


def answered(command: list[str], answers: list[str], folder: Path) -> bytes:
    """Run a command on a terminal and type an answer each time that it asks; give what the terminal showed."""
    master, slave = pty.openpty()
    running = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=os.environ | {"TERM": "dumb"}
    )
    os.close(slave)
    shown, asked, until = b"", 0, time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([master], [], [], 0.2)
        try:
            shown += os.read(master, 4096) if ready else b""
        except OSError:
            break  # the command has ended and closed the terminal
        if not ready and running.poll() is not None:
            break
        if shown.count(QUESTION) > asked:
            os.write(master, (answers[asked] if asked < len(answers) else "").encode() + b"\n")
            asked += 1
    os.close(master)
    assert running.wait(10) == 0, shown.decode()
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_an_answer_becomes_part_of_the_session_and_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It is the author's; what was left open is asked again."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    work = three_days.make("busy", tmp_path / "work")
    (work / ".mlws.toml").write_text('tz = "UTC"\nmodel = "none"\n', encoding="utf-8")
    note = ["log", "--day", three_days.BUSY, "Experiments", "Decided: below 0.6 a person sorts the ticket"]
    subprocess.run([sys.executable, "-m", "mlws_writer", *note], cwd=work, check=True, capture_output=True)
    command = [sys.executable, "-m", "mlws_writer", "draft-session", three_days.BUSY, "--ask"]

    first = answered(command, ["", "To see which tickets are urgent"], work)
    again = answered(command, [], work)

    journal = (work / "ACTIVITY.md").read_text(encoding="utf-8")
    text = next((work / "docs/sessions").glob("*.md")).read_text(encoding="utf-8")
    assert first.count(QUESTION) == 2
    assert (
        text.count("To see which tickets are urgent. (the author)") == text.count("see which tickets are urgent") == 1
    )
    assert "- What was urgency-regressor for? To see which tickets are urgent" in journal
    assert again.count(QUESTION) == 1
    assert b"What was ticket-cnn for" not in first  # a commit says it
