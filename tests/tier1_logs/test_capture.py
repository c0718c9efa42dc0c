"""Any command runs as if we were not there, and leaves a log."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mlws_writer.errors import InputError
from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.tier1_logs.capture import Captured, capture, name_of, outcome_of
from mlws_writer.tier1_logs.reader import read_log

PYTHON = sys.executable
Run = Callable[..., tuple[Captured, bytes, bytes]]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test captures in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Capture a command, and give what it printed to standard output and standard error."""

    def call(command: Sequence[str], **options: object) -> tuple[Captured, bytes, bytes]:
        out, err = tmp_path / "out", tmp_path / "err"
        with out.open("wb") as first, err.open("wb") as second:
            captured = capture(command, out=first.fileno(), err=second.fileno(), **options)
        return captured, out.read_bytes(), err.read_bytes()

    return call


def script(text: str, name: str = "train.py") -> list[str]:
    """Write a Python script and give the command that runs it."""
    Path(name).write_text(textwrap.dedent(text), encoding="utf-8")
    return [PYTHON, name]


def test_output_passes_through_untouched_and_stands_in_the_log(run: Run) -> None:
    """Every byte comes through: colours, bars, bytes that are no text, a last line without an end."""
    raw = b"10%\r50%\r100%\n\x1b[31mred\x1b[0m\n\xff\xfe no text\nlast line"

    captured, out, _ = run(script(f"import sys; sys.stdout.buffer.write({raw!r})"))

    log = captured.log_files[0].read_bytes()
    assert out == raw
    assert captured.exit_code == 0
    assert b" - INFO - Output of the command, as it came:\n" + raw + b"\n" in log


def test_the_log_says_what_ran_and_how_it_ended(run: Run) -> None:
    """Command, folder, Python, versions, duration and outcome stand around the output."""
    captured, _, _ = run(script("print('loss 0.5')"), name="first-try", kind="training")

    log = captured.log_files[0]
    text = log.read_text()
    assert re.fullmatch(r"logs/training/\d{8}-\d{6}-first-try\.log", str(log))
    assert " - INFO - Run: first-try (training)\n" in text
    assert f" - INFO - Command: {PYTHON} train.py\n" in text
    assert f" - INFO - Working directory: {Path.cwd()}\n" in text
    assert " - INFO - Python: {}.{}.{} (".format(*sys.version_info[:3]) in text
    assert re.search(r" - INFO - Duration: [\d.]+ s\n", text)
    assert text.endswith(" - INFO - Outcome: completed (exit code 0)\n")


def test_both_outputs_reach_where_they_belong_in_whole_lines(run: Run) -> None:
    """Standard error stays standard error, and in the log no line is torn by one of the other output."""
    captured, out, err = run(
        script("""
        import sys
        for i in range(200):
            print("out", i, flush=True)
            print("err", i, file=sys.stderr, flush=True)
        """)
    )

    log = captured.log_files[0].read_text()
    assert out.decode().split() == [word for i in range(200) for word in ("out", str(i))]
    assert err.decode().split() == [word for i in range(200) for word in ("err", str(i))]
    assert all(f"\nout {i}\n" in log and f"\nerr {i}\n" in log for i in range(200))


@pytest.mark.parametrize("code", [0, 1, 3, 255])
def test_the_exit_code_is_the_commands(run: Run, code: int) -> None:
    """Whoever calls us sees what the command said."""
    captured, _, _ = run(["sh", "-c", f"exit {code}"])

    assert captured.exit_code == code
    assert captured.outcome == ("failed" if code else "completed")


def test_a_command_that_kills_itself_ends_as_a_shell_would_say(run: Run) -> None:
    """128 and the number of the signal."""
    captured, _, _ = run(["sh", "-c", "kill -SEGV $$"])

    assert captured.exit_code == 128 + signal.SIGSEGV
    assert captured.log_files[0].read_text().endswith("Outcome: failed (SIGSEGV)\n")


@pytest.mark.parametrize(
    ("code", "seen", "outcome"),
    [
        (0, [], "completed"),
        (1, [], "failed"),
        (-signal.SIGKILL, [], "interrupted"),
        (-signal.SIGABRT, [], "failed"),
        (-signal.SIGINT, ["SIGINT"], "interrupted"),
        (130, ["SIGINT"], "interrupted"),
        (0, ["SIGINT"], "completed"),
        (1, ["SIGUSR1"], "failed"),
    ],
)
def test_a_stop_is_told_from_a_failure(code: int, seen: list[str], outcome: str) -> None:
    """Who was killed did not fail; who was stopped and ended well anyway has ended well."""
    assert outcome_of(code, seen)[0] == outcome


def test_a_command_that_is_not_there_leaves_no_log() -> None:
    """The error has a shell's exit code."""
    with pytest.raises(InputError) as caught:
        capture(["no-such-command-here"])

    assert caught.value.exit_code == 127
    assert list(Path("logs").rglob("*.log")) == []


def test_a_file_that_may_not_be_executed_is_another_matter() -> None:
    """As in a shell: 126."""
    Path("data.txt").write_text("x")

    with pytest.raises(InputError) as caught:
        capture(["./data.txt"])

    assert caught.value.exit_code == 126


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_are_passed_on_and_the_log_is_finished(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """The command gets the signal; we stay to say how it ended."""
    command = script("import time\nprint('ready', flush=True)\ntime.sleep(60)")
    us = f"import sys; from mlws_writer.tier1_logs.capture import capture; sys.exit(capture({command!r}).exit_code)"
    with subprocess.Popen(
        [PYTHON, "-c", us], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        process.stdout.read()

    log = next(tmp_path.glob("logs/experiments/*.log")).read_text()
    assert process.returncode == code
    assert "Outcome: interrupted" in log.splitlines()[-1]
    assert number.name in log.splitlines()[-1]


def test_a_terminal_stays_a_terminal() -> None:
    """A progress bar looks whether it writes to a terminal; it must find one, and its bytes must come through."""
    ours, theirs = pty.openpty()
    command = script("import sys; print(sys.stdout.isatty(), sys.stderr.isatty(), end='\\r\\n')")

    captured = capture(command, out=theirs, err=theirs)

    os.close(theirs)
    seen = os.read(ours, 1000)
    os.close(ours)
    assert b"True True" in seen
    assert b"\nTrue True\r\n" in captured.log_files[0].read_bytes()


AT_A_TERMINAL = """
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-m", "mlws_writer", "run", "--", sys.executable, sys.argv[1]])
seen = b""
while b"ready" not in seen:
    seen += os.read(terminal, 1000)
os.write(terminal, b"\\x03")
try:
    while part := os.read(terminal, 1000):
        seen += part
except OSError:
    pass
print(seen.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_terminal_that_is_resized_is_resized_for_the_command_too() -> None:
    """A progress bar follows the width of the window."""
    ours, theirs = pty.openpty()
    command = script("""
        import os, signal, time
        sizes = []
        signal.signal(signal.SIGWINCH, lambda *_: sizes.append(os.get_terminal_size(1).columns))
        print("ready", flush=True)
        while not sizes:
            time.sleep(0.01)
        print("columns", sizes[-1])
        """)
    us = f"import sys; from mlws_writer.tier1_logs.capture import capture; sys.exit(capture({command!r}).exit_code)"
    with subprocess.Popen([PYTHON, "-c", us], stdout=theirs, stderr=theirs) as process:
        seen = b""
        while b"ready" not in seen:
            seen += os.read(ours, 1000)
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 123, 0, 0))
        process.send_signal(signal.SIGWINCH)
        while b"\n" not in seen.partition(b"columns")[2]:
            seen += os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)

    assert b"columns 123" in seen


def test_ctrl_c_reaches_the_command_once() -> None:
    """At a terminal the key goes to the command and to us; a second interrupt from us would cut its clean-up short."""
    _, name = script("""
        import signal, time
        got = []
        signal.signal(signal.SIGINT, lambda *_: got.append(1))
        print("ready", flush=True)
        while not got:
            time.sleep(0.01)
        time.sleep(0.5)
        print("interrupts:", len(got))
        raise SystemExit(5)
        """)

    done = subprocess.run([PYTHON, "-c", AT_A_TERMINAL, name], capture_output=True, text=True, check=True)

    assert "interrupts: 1" in done.stdout
    assert done.stdout.split()[-1] == "5"


def test_a_pipe_stays_a_pipe(run: Run) -> None:
    """What is redirected is not made to look like a terminal."""
    _, out, _ = run(script("import sys; print(sys.stdout.isatty())"))

    assert out == b"False\n"


def test_whoever_stops_reading_stops_the_command() -> None:
    """`mlws run -- yes | head -1` ends."""
    reading, writing = os.pipe()
    os.close(reading)
    with Path("err").open("wb") as err:
        captured = capture(["yes"], out=writing, err=err.fileno())
    os.close(writing)

    assert captured.exit_code in (1, 128 + signal.SIGPIPE)


def test_what_stays_in_the_background_does_not_hold_us(run: Run) -> None:
    """A server that the command leaves behind keeps the output open; the run is over all the same."""
    captured, out, _ = run(["sh", "-c", "sleep 5 & echo started"])

    assert captured.outcome == "completed"
    assert out == b"started\n"


def test_standard_input_is_the_commands(tmp_path: Path) -> None:
    """A command that asks gets its answer."""
    us = "from mlws_writer.tier1_logs.capture import capture; capture(['cat'])"

    said = subprocess.run([PYTHON, "-c", us], input=b"hello\n", capture_output=True, check=True)

    assert said.stdout == b"hello\n"


def test_secrets_in_the_command_are_not_kept(run: Run) -> None:
    """A key given as an option stands in no log."""
    captured, _, _ = run(["true", "--api-key", "sk-proj-abcdefghijklmnop1234567890"])

    assert "abcdefghijklmnop" not in captured.log_files[0].read_text()


def test_a_script_that_records_itself_is_kept_once(run: Run) -> None:
    """What the script records goes to its own log and the terminal; a log of ours would only say it again."""
    captured, _, err = run(
        script("""
        from mlws_writer import record_run
        with record_run("inner", kind="training") as run:
            run.metric("loss", 0.25, step=1)
        """)
    )

    logs = list(Path("logs").rglob("*.log"))
    assert [path.name.split("-", 2)[2] for path in logs] == ["inner.log"]
    assert [path.resolve() for path in captured.log_files] == [logs[0].resolve()]
    assert b"Metric: loss=0.25, step=1" in err


def test_a_script_that_records_itself_and_prints_has_two_logs_that_do_not_overlap(run: Run) -> None:
    """What it prints besides is kept, and each recorded line once."""
    captured, _, _ = run(
        script("""
        from mlws_writer import record_run
        print("Loading", flush=True)
        with record_run("inner") as run:
            run.metric("loss", 0.25)
        """)
    )

    ours, own = [path.read_text() for path in captured.log_files]
    assert "\nLoading\n" in ours
    assert "Metric" not in ours
    assert "Metric: loss=0.25" in own


def test_a_log_of_its_own_is_known_however_early_and_wherever_it_is_told(run: Run) -> None:
    """Before our header, which waits for the interpreter to tell its version, and behind a line not ended yet."""
    command = script("""
        from mlws_writer import record_run
        print("Loading ", end="", flush=True)
        __import__("time").sleep(0.2)
        with record_run("inner") as run:
            run.metric("loss", 0.25)
        print("done")
        """)
    slow = Path("python-slow")
    slow.write_text(f'#!/bin/sh\ncase "$1" in -*) sleep 3;; esac\nexec {PYTHON} "$@"\n')
    slow.chmod(0o755)

    for first in (PYTHON, str(slow.resolve())):
        captured, _, _ = run([first, *command[1:]])

        ours, own = [path.read_text() for path in captured.log_files]
        assert "Metric" not in ours
        assert "Metric: loss=0.25" in own


def test_the_reader_reads_head_output_and_foot_as_one_run(run: Run) -> None:
    """The command, what its output says and how it ended become the facts of one run."""
    captured, _, _ = run(
        script("""
        for epoch in (1, 2, 3):
            print(f"Epoch {epoch}/3 - loss: {1 / epoch:.4f} - val_accuracy: {0.7 + epoch / 20:.3f}")
        raise RuntimeError("no space for the checkpoint")
        """),
        kind="training",
    )

    reading = read_log(captured.log_files[0])
    (found,) = reading.runs
    facts = {(f.kind, f.name): f.value for f in found.facts}
    assert found.outcome is Outcome.FAILED
    assert found.name == "train"
    assert facts[FactKind.TASK, "command"] == f"{PYTHON} train.py"
    assert {s.name: s.last.value for s in found.series}["loss"] == "0.3333"
    assert any(f.kind is FactKind.ERROR and "no space for the checkpoint" in f.text for f in found.facts)


def test_settings_that_the_output_prints_in_its_own_way_are_read(run: Run) -> None:
    """A line of the command that begins like one of ours is not ours."""
    captured, _, _ = run(script("print(\"Config: {'lr': 0.1, 'epochs': 3, 'batch_size': 8, 'seed': 1}\")"))

    (found,) = read_log(captured.log_files[0]).runs
    assert ("lr", "0.1") in {(f.name, f.value) for f in found.facts if f.kind is FactKind.SETTING}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["python", "train.py", "--lr", "1"], "train"),
        (["python3", "-u", "scripts/eval.py"], "eval"),
        (["python", "-m", "pkg.train"], "train"),
        (["torchrun", "--nproc", "2", "train.py"], "train"),
        (["./run.sh"], "run"),
        (["make", "all"], "make"),
        (["bash", "-c", "true"], "bash"),
    ],
)
def test_a_run_is_named_by_what_it_runs(command: list[str], name: str) -> None:
    """Without a name of its own a run has that of its script."""
    assert name_of(command) == name
