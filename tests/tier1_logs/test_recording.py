"""What a script records: a log file of its own, and nobody else's logging touched."""

import logging
import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlws_writer import record_run, setup_experiment_logging
from mlws_writer.tier1_logs import machine
from mlws_writer.tier1_logs.logfiles import close_log, new_log_file, slug

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - (DEBUG|INFO|WARNING|ERROR|CRITICAL) - .+")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test records below a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def setup() -> Iterator[object]:
    """Set up logging and close what was opened."""
    opened = []

    def call(*args: object, **kwargs: object) -> tuple[logging.Logger, Path]:
        logger, log_file = setup_experiment_logging(*args, **kwargs)
        opened.append(logger)
        return logger, log_file

    yield call
    for logger in opened:
        close_log(logger)


def messages(log_file: Path) -> list[str]:
    """Give the messages of a log without their times and levels."""
    return [line.split(" - ", 2)[-1] for line in log_file.read_text("utf-8").split("\n") if line]


def ours(logger: logging.Logger) -> list[logging.Handler]:
    """Give the handlers that we put there (pytest adds some of its own)."""
    return [h for h in logger.handlers if type(h).__module__.startswith("mlws_writer")]


def test_a_log_file_is_named_by_time_and_name(setup) -> None:
    """The name tells when the run started and what it is."""
    _, log_file = setup("sentiment-analysis", log_dir="logs/experiments")

    assert log_file.parent == Path("logs/experiments")
    assert re.fullmatch(r"\d{8}-\d{6}-sentiment-analysis\.log", log_file.name)


def test_a_line_has_time_level_and_message(setup, capsys: pytest.CaptureFixture[str]) -> None:
    """The file and the console get the same line."""
    logger, log_file = setup("x")

    logger.info("Model: %s", "llama3.1:8b")

    line = log_file.read_text("utf-8").rstrip("\n")
    assert LINE.fullmatch(line)
    assert line.endswith(" - INFO - Model: llama3.1:8b")
    assert capsys.readouterr().err == line + "\n"


def test_logs_of_one_second_do_not_share_a_file(tmp_path: Path) -> None:
    """Two runs that start in the same second keep apart."""
    from datetime import datetime

    now = datetime(2024, 10, 19, 14, 30)

    names = [new_log_file("x", tmp_path, now).name for _ in range(3)]

    assert names == ["20241019-143000-x.log", "20241019-143000-x-2.log", "20241019-143000-x-3.log"]


def test_set_up_again_a_line_is_written_once(setup, capsys: pytest.CaptureFixture[str]) -> None:
    """A notebook cell that is run twice does not write each line twice, and the first file is closed."""
    _, first = setup("x")
    logger, second = setup("x")

    logger.info("hello")

    assert first != second
    assert first.read_text() == ""
    assert messages(second) == ["hello"]
    assert capsys.readouterr().err.count("hello") == 1
    assert len(ours(logger)) == 2


def test_the_root_logger_and_other_handlers_are_left_alone(setup) -> None:
    """Our lines go to our file only, and a handler that somebody else added stays."""
    root_before = (list(logging.root.handlers), logging.root.level)
    theirs: list[str] = []

    class Theirs(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            theirs.append(record.getMessage())

    added = Theirs()
    logger, _ = setup("x")
    logger.addHandler(added)
    again, _ = setup("x")
    again.info("hello")

    assert (list(logging.root.handlers), logging.root.level) == root_before
    assert added in again.handlers
    assert theirs == ["hello"]
    assert not again.propagate


def test_a_name_like_a_library_does_not_take_over_its_logger(setup) -> None:
    """An experiment called torch must not catch what torch logs."""
    logger, _ = setup("torch")

    assert logger is not logging.getLogger("torch")


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("a b/c", "a-b-c"),
        ("Überblick 2", "Überblick-2"),
        ("../../etc", "etc"),
        ("", "run"),
        ("a:b*?", "a-b"),
        ("v1.2", "v1.2"),
    ],
)
def test_any_name_makes_a_file_name(name: str, file_name: str) -> None:
    """Whatever a run is called, its file lies in its folder."""
    assert slug(name) == file_name


def test_text_that_cannot_be_encoded_is_written_all_the_same() -> None:
    """A lone surrogate from a model's output breaks neither the log nor the script."""
    script = """if True:
        from mlws_writer import setup_experiment_logging
        logger, log_file = setup_experiment_logging("x")
        logger.info("answer: \\ud800")
        print(log_file)
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert messages(Path(done.stdout.strip())) == ["answer: \\ud800"]
    assert "answer: " in done.stderr
    assert "Error" not in done.stderr


def test_a_run_says_what_it_stands_on_and_what_it_took() -> None:
    """Arguments, folder, seed, Python, platform, duration, memory and outcome stand in the log."""
    with record_run("demo", kind="training", seed=7, console=False) as run:
        pass

    said = dict(m.split(": ", 1) for m in messages(run.log_file))
    assert run.log_file.parent == Path("logs/training")
    assert said["Run"] == "demo (training)"
    assert said["Working directory"] == str(Path.cwd())
    assert said["Seed"] == "7"
    assert said["Python"].startswith(".".join(map(str, sys.version_info[:3])))
    assert said["Command"].endswith(shlex.join(sys.orig_argv[1:]))
    assert re.fullmatch(r"[\d.]+ s", said["Duration"])
    assert re.fullmatch(r"[\d.]+ (kB|MB|GB)", said["Peak memory"])
    assert said["Outcome"] == "completed"
    assert all(LINE.fullmatch(line) for line in run.log_file.read_text("utf-8").rstrip("\n").split("\n"))


def test_the_versions_are_those_of_installed_packages_none_of_which_is_imported() -> None:
    """A version is looked up, not asked of the module."""
    code = (
        "import sys; from mlws_writer.tier1_logs.machine import versions; v = versions();"
        "print(len(v), [n for n in ('numpy', 'ollama', 'langchain_core', 'torch') if n in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.split()[1:] == ["[]"]
    assert machine.versions(["pytest", "no-such-package"]) == {"pytest": pytest.__version__}


def test_a_failure_is_recorded_with_its_stack_trace_and_goes_on() -> None:
    """The script still gets its exception; the log has the trace of it and of its cause."""
    with pytest.raises(ValueError, match="too large"), record_run("x", console=False) as run:
        try:
            {}["missing"]
        except KeyError as cause:
            raise ValueError("batch too large") from cause

    text = run.log_file.read_text("utf-8")
    assert " - ERROR - Failed: ValueError: batch too large\nTraceback (most recent call last):\n" in text
    assert "KeyError: 'missing'" in text
    assert "The above exception was the direct cause" in text
    assert messages(run.log_file)[-1] == "Outcome: failed (ValueError)"


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (KeyboardInterrupt(), "interrupted (KeyboardInterrupt)"),
        (SystemExit(0), "completed"),
        (SystemExit(3), "failed (exit code 3)"),
    ],
)
def test_the_outcome_tells_a_stop_from_a_failure(error: BaseException, outcome: str) -> None:
    """Ctrl-C is an interruption; leaving with a code is judged by the code."""
    with pytest.raises(type(error)), record_run("x", console=False) as run:
        raise error

    assert messages(run.log_file)[-1] == f"Outcome: {outcome}"


def test_after_a_run_its_file_is_closed() -> None:
    """Nothing holds the file once the block is left."""
    with record_run("x", console=False) as run:
        assert ours(run.logger)

    assert ours(run.logger) == []


def test_runs_within_runs_keep_apart() -> None:
    """Two runs of one name at the same time write each to its own file."""
    with record_run("x", console=False) as outer, record_run("x", console=False) as inner:
        outer.info("outer")
        inner.info("inner")

    assert "outer" in messages(outer.log_file)
    assert "outer" not in messages(inner.log_file)
    assert "inner" not in messages(outer.log_file)


def test_the_commit_is_named_with_its_branch_and_whether_files_differ(tmp_path: Path) -> None:
    """A run can be done again only if it is known what was run."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "train.py").write_text("print(1)\n")
    subprocess.run([*git, "add", "train.py"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "first"], cwd=tmp_path, check=True)

    clean = machine.commit(tmp_path)
    (tmp_path / "train.py").write_text("print(2)\n")
    changed = machine.commit(tmp_path)

    assert re.fullmatch(r"[0-9a-f]{12} \(main, clean\)", clean)
    assert changed == clean.replace("clean", "uncommitted changes")


def test_without_git_there_is_no_commit_line(tmp_path: Path) -> None:
    """A folder under no version control is no error."""
    with record_run("x", console=False) as run:
        pass

    assert not any(m.startswith("Commit:") for m in messages(run.log_file))


def test_gpu_memory_is_recorded_where_nvidia_smi_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The peak over all GPUs is what was in use on them together."""
    tool = tmp_path / "bin" / "nvidia-smi"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho 'NVIDIA RTX A4000, 6000'\necho 'NVIDIA RTX A4000, 200'\n")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")

    with record_run("x", console=False) as run:
        pass

    assert "GPU: NVIDIA RTX A4000, NVIDIA RTX A4000" in messages(run.log_file)
    assert "Peak GPU memory: 6.5 GB (all processes)" in messages(run.log_file)


def test_the_calls_write_lines_that_people_like_to_read() -> None:
    """Each typed call writes a plain line."""
    with record_run("x", console=False) as run:
        start = len(messages(run.log_file))
        run.config({"temperature": 0.3, "max_tokens": 100})
        run.model("llama3.1:8b")
        run.dataset("reviews", size=10_000, split="test", path="data/reviews.jsonl")
        run.metric("loss", 0.452, step=1, split="train")
        run.metric("accuracy", 87.3, unit="%")
        run.metrics(2, loss=0.4, val_loss=float("nan"))
        run.artifact("checkpoints/epoch_1.pt", kind="checkpoint")
        run.note("rejected", "more answers could not be parsed")
        turn = run.interaction(
            input="Where is my order 4711?",
            tool="lookup_order",
            arguments={"order": 4711},
            response={"state": "shipped"},
            output="It is on its way.\nAnything else?",
            latency=1.42,
            tokens=312,
        )

    assert turn == 1
    assert messages(run.log_file)[start:-3] == [
        'Config: {"temperature": 0.3, "max_tokens": 100}',
        "Model: llama3.1:8b",
        "Dataset: reviews, size=10000, split=test, path=data/reviews.jsonl",
        "Metric: loss=0.452, step=1, split=train",
        "Metric: accuracy=87.3%",
        "Metrics: step=2, loss=0.4, val_loss=nan",
        "Artifact: checkpoints/epoch_1.pt, kind=checkpoint",
        "Rejected because: more answers could not be parsed",
        "Interaction 1 input: Where is my order 4711?",
        'Interaction 1 tool: lookup_order {"order": 4711}',
        'Interaction 1 response: {"state": "shipped"}',
        'Interaction 1 output: "It is on its way.\\nAnything else?"',
        "Interaction 1: latency=1.42 s, tokens=312",
    ]


def test_the_import_needs_the_standard_library_only() -> None:
    """A script on a training node needs nothing but the package, and a plain import not even `logging`."""
    code = """
import sys
before = set(sys.modules)
import mlws_writer
assert "logging" not in set(sys.modules) - before, "a plain import is cheap"
from mlws_writer import record_run, setup_experiment_logging
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(new - set(sys.stdlib_module_names) - {"mlws_writer"}))
"""

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
