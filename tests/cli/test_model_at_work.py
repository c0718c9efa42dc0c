"""While a model writes: what is on the screen and what Ctrl-C leaves behind; whole processes, as a person runs them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
COMMAND = [sys.executable, "-m", "mlws_writer", "summarize", "2024-10-19"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of Unix")


def wording(body: Mapping[str, Any]) -> str:
    """Answer each slot with the model's name, by the id of its fact."""
    lines = body["messages"][-1]["content"].splitlines()
    models = [json.loads(line)["id"] for line in lines if line.startswith('{"id"') and '"llama3.1:8b"' in line]
    slots = [json.loads(line)["slot"] for line in lines if line.startswith('{"slot"')]
    texts = zip(slots, models, strict=False)
    return json.dumps({"texts": [{"slot": s, "text": f"a trial of {{{{{m}}}}}", "facts": [m]} for s, m in texts]})


@pytest.fixture
def busy(log: Path) -> Path:
    """Return the folder with twelve runs in it, which take two questions, and one for the line of the day."""
    text = log.read_text(encoding="utf-8")
    for number in range(11):
        other = text.replace("2024-10-19 14:", f"2024-10-19 {number:02}:").replace("sentiment-analysis", f"run{number}")
        (log.parent / f"20241019-{number:02}3000-run{number}.log").write_text(other, encoding="utf-8")
    return log.parent.parent.parent


def test_ctrl_c_ends_what_goes_side_by_side(busy: Path, ollama_server: Any) -> None:
    """Nobody waits for the answers that are still out; what the model had written is kept, nothing else."""

    def answer(body: Mapping[str, Any]) -> str:
        if '"day/line"' in body["messages"][-1]["content"]:
            ollama_server.script.over.wait(20)
        return wording(body)

    ollama_server.script.answers = [answer]
    process = subprocess.Popen(
        [*COMMAND, "--parallel", "2"], cwd=busy, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    kept = busy / ".mlws" / "cache"
    while len(list(kept.rglob("??/*.json"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(4)  # what the others answered is judged by then, on a busy machine too

    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 130
    assert not (busy / "ACTIVITY.md").exists()
    assert "Traceback" not in said
    (draft,) = (busy / ".mlws" / "drafts").iterdir()
    assert "a trial of llama3.1:8b" in draft.read_text(encoding="utf-8")


def test_the_entry_is_the_same_however_many_questions_go_at_once(busy: Path, ollama_server: Any) -> None:
    """Byte for byte."""
    ollama_server.script.answers = [wording]
    entries = []
    for parallel in ("1", "3"):
        subprocess.run(
            [*COMMAND, "--refresh", "--parallel", parallel], cwd=busy, capture_output=True, check=True, timeout=120
        )
        entries.append((busy / "ACTIVITY.md").read_bytes())
        (busy / "ACTIVITY.md").unlink()

    assert entries[0] == entries[1]
    assert b"a trial of llama3.1:8b" in entries[0]


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_writes_nothing_and_keeps_what_there_is(busy: Path, ollama_server: Any, signals: int) -> None:
    """The first answer is kept under .mlws/drafts, and where is said; a second Ctrl-C at once does no harm."""
    waiting = ollama_server.script.over

    def answer(body: Mapping[str, Any]) -> str:
        if len(ollama_server.asked) > 1:
            waiting.wait(20)
        return wording(body)

    ollama_server.script.answers = [answer]
    process = subprocess.Popen(COMMAND, cwd=busy, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(ollama_server.asked) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)

    for _ in range(signals):
        process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]

    assert process.returncode in ((130,) if signals == 1 else (130, -signal.SIGINT))
    assert not (busy / "ACTIVITY.md").exists()
    assert "Traceback" not in said
    if signals == 1:
        (draft,) = (busy / ".mlws" / "drafts").iterdir()
        assert "a trial of llama3.1:8b" in draft.read_text(encoding="utf-8")
        assert str(draft) in said


def test_the_first_useful_line_comes_before_the_first_question(busy: Path, ollama_server: Any) -> None:
    """A slow machine leaves nobody before an empty screen."""
    told = busy / "told.txt"
    seen: list[str] = []

    def answer(body: Mapping[str, Any]) -> str:
        seen.append(told.read_text(encoding="utf-8"))
        return wording(body)

    ollama_server.script.answers = [answer]
    with told.open("w", encoding="utf-8") as stderr:
        subprocess.run(COMMAND, cwd=busy, stderr=stderr, stdout=subprocess.DEVNULL, check=True, timeout=120)

    assert seen[0] == "2024-10-19: 12 runs, 12 completed.\n"


def test_a_terminal_shows_what_is_being_written_and_how_fast(busy: Path, ollama_server: Any) -> None:
    """On one line, which is gone at the end; the result is on standard output alone."""
    import pty

    end = b'{"done": true, "done_reason": "stop", "message": {"role": "assistant", "content": ""}}\n'

    def frames(body: Mapping[str, Any], text: str) -> Iterator[bytes]:
        for start in range(0, len(text), 9):
            yield json.dumps({"message": {"role": "assistant", "content": text[start : start + 9]}}).encode() + b"\n"
        yield end

    ollama_server.script.answers, ollama_server.script.frames = [wording], frames
    ours, theirs = pty.openpty()
    process = subprocess.Popen(COMMAND, cwd=busy, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not more:
            break
        shown += more
    out = process.communicate(timeout=60)[0]
    os.close(ours)

    text = shown.decode()
    assert re.search(r"llama3\.1:8b reads about [\d,]+ tokens", text)
    assert re.search(r"llama3\.1:8b writes: \d+ tokens", text)
    assert "…a trial of" in text
    assert text.rindex("\x1b[2K") > text.rindex("writes:")
    assert out.startswith(b"ACTIVITY.md: ")
    assert out.count(b"\n") == 1


def test_a_second_run_with_nothing_new_asks_nobody(mlws: Mlws, busy: Path, ollama_server: Any) -> None:
    """Neither for the entry nor for the session; --refresh asks again, --model NAME takes the answers that are kept."""
    ollama_server.script.answers = [wording]
    mlws("summarize", "2024-10-19")
    mlws("draft-session", "2024-10-19")
    asked = len(ollama_server.asked)

    again = mlws("summarize", "2024-10-19")
    session = mlws("draft-session", "2024-10-19")
    assert len(ollama_server.asked) == asked
    assert "nothing to change" in again.out
    assert "nothing to change" in session.out

    kept = mlws("summarize", "2024-10-19", "--model", "llama3.1:8b")
    assert len(ollama_server.asked) == asked
    assert "came from the cache" in kept.err

    mlws("summarize", "2024-10-19", "--refresh")
    assert len(ollama_server.asked) == asked + 3


def test_our_own_calls_are_logged_without_a_word_of_what_was_said(mlws: Mlws, busy: Path, ollama_server: Any) -> None:
    """Their cost and what came of them; `mlws facts` reads it, `mlws summarize` never does."""
    ollama_server.script.answers = [wording]
    mlws("summarize", "2024-10-19")

    (path,) = (busy / ".mlws" / "calls").iterdir()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["message"] for line in lines] == ["call", "call", "call", "verdicts"]
    assert lines[0]["prompt_tokens"] == 50
    assert [line["prompt"] for line in lines[:3]] == ["bullets", "bullets", "day"]
    assert lines[3]["texts"] == lines[3]["by_model"] + lines[3]["plain"] == 10
    assert "a trial of" not in path.read_text(encoding="utf-8")
    facts = mlws("facts", str(path))
    assert facts.code == 0
    assert "prompt_tokens" in facts.out
    assert "calls" not in mlws("summarize").err


def test_a_dry_run_with_a_model_keeps_nothing(mlws: Mlws, busy: Path, ollama_server: Any) -> None:
    """It shows the worded entry and leaves no file behind."""
    ollama_server.script.answers = [wording]

    shown = mlws("summarize", "2024-10-19", "-n")

    assert "a trial of llama3.1:8b" in shown.out
    assert sorted(path.name for path in busy.iterdir()) == ["logs"]


def test_a_model_that_fails_leaves_the_session_whole_or_untouched(mlws: Mlws, busy: Path, ollama_server: Any) -> None:
    """By name it is an error and no file; with auto the document is there, in the words of the templates."""
    mlws("summarize", "2024-10-19", "--model", "none")
    journal = (busy / "ACTIVITY.md").read_bytes()
    script = ollama_server.script
    script.misbehave, script.status, script.error = "status", 500, "model runner has unexpectedly stopped"

    named = mlws("draft-session", "2024-10-19", "--model", "llama3.1:8b")
    assert (named.code, (busy / "ACTIVITY.md").read_bytes()) == (4, journal)
    assert not list((busy / "docs").rglob("*.md"))

    plain = mlws("draft-session", "2024-10-19")
    assert plain.code == 0
    assert "see the server's own log" in plain.err
    (document,) = (busy / "docs" / "sessions").glob("*.md")
    assert "## Session Overview" in document.read_text(encoding="utf-8")


def test_the_log_of_calls_says_why_an_answer_could_not_be_used(mlws: Mlws, busy: Path, ollama_server: Any) -> None:
    """After three such answers in a row the model is not asked again."""
    ollama_server.answers("It went well.")

    answer = mlws("summarize", "2024-10-19")

    (path,) = (busy / ".mlws" / "calls").iterdir()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    calls = [line for line in lines if line["message"] == "call"]
    assert len(calls) == len(ollama_server.asked) == 3
    assert all("not JSON" in line["why"] for line in calls)
    assert "3 answers in a row could not be used" in answer.err
    assert answer.code == 0
