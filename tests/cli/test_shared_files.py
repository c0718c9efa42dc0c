"""What is private in any source comes out in none of the files that are shared, nor in their names. All is made up."""

import os
import subprocess
from datetime import UTC
from pathlib import Path

import pytest

from mlws_writer.sources.trackers.tracked import Left, TrackedRun, log_of
from tests.cli.conftest import Mlws

DAY = "2024-10-19"
SECRET = "hf_n0AbCdEfGhIjKlMnOpQrStUvWxYz012345"
HOME, HOST, MAIL, WHO = "/home/annika", "gpu-node-17.lab.example.org", "annika.berger@example.org", "Annika Berger"
PLANTED = {"secret": SECRET, "home": HOME, "host": HOST, "mail": MAIL, "person": WHO, "user": "annika"}
SAID = f"with {SECRET} in {HOME}/work on {HOST} for {MAIL}"
SOURCES = {
    "log": f"""\
2024-10-19 14:30:00 - INFO - Run: tickets (experiment)
2024-10-19 14:30:00 - INFO - Command: python sort.py --token {SECRET} --out {HOME}/work/out --host {HOST}
2024-10-19 14:30:00 - INFO - Working directory: {HOME}/work
2024-10-19 14:30:00 - INFO - Goal: Sort tickets {SAID}
2024-10-19 14:30:00 - INFO - Why: They asked {SAID}
2024-10-19 14:30:00 - INFO - Model: {HOME}/models/router-{SECRET}
2024-10-19 14:30:00 - INFO - Config: {{"temperature": 0.3, "path": "{HOME}/c.json", "server": "{HOST}"}}
2024-10-19 14:30:00 - INFO - Config: {{"mail": "{MAIL}"}}
2024-10-19 14:30:00 - INFO - Dataset: {HOME}/data/tickets.jsonl, size=2000
2024-10-19 14:31:00 - WARNING - Slow {SAID}
2024-10-19 14:40:00 - INFO - Metric: accuracy=87.3%
2024-10-19 14:40:00 - INFO - Artifact: {HOME}/work/out/{SECRET}.csv
2024-10-19 14:40:00 - INFO - Insight: It works {SAID}
2024-10-19 14:40:00 - INFO - Decision: Keep it {SAID}
2024-10-19 14:40:00 - INFO - Lesson: Ask {SAID}
2024-10-19 14:40:00 - INFO - Next: Write {SAID}
2024-10-19 14:40:00 - INFO - Blog idea: Sorting tickets {SAID}
2024-10-19 14:40:01 - INFO - Outcome: completed
""",
    "failed": f"""\
2024-10-19 16:00:00 - INFO - Run: features (data)
2024-10-19 16:00:05 - ERROR - Failed: FileNotFoundError: [Errno 2] No such file or directory: '{HOME}/x-{SECRET}.csv'
Traceback (most recent call last):
  File "{HOME}/work/features.py", line 3, in main
    open("{HOME}/x-{SECRET}.csv")
FileNotFoundError: [Errno 2] No such file or directory: '{HOME}/x-{SECRET}.csv'
2024-10-19 16:00:05 - INFO - Outcome: failed (FileNotFoundError)
""",
}
TARGETS = ("plain", "hugo", "jekyll", "mkdocs", "obsidian", "page")


@pytest.fixture
def shared(folder: Path, mlws: Mlws) -> dict[str, str]:
    """Plant what is private in every source, make all that is shared, and return it: files with their names, output."""
    _logs(folder)
    _history(folder)
    (folder / "data").mkdir()
    data = folder / f"data/tickets-{SECRET}-{MAIL}.jsonl"
    data.write_text("{}\n")
    os.utime(data, (1729350000, 1729350000))
    for words in (("Learning", f"Learned {SAID}"), ("Experiments", f"Decided: sort {SAID}, because {SAID}"),
                  ("Models", f"Pulled {HOME}/models/{SECRET}"), ("--todo", f"Ask {WHO} {SAID}")):  # fmt: skip
        assert mlws("log", "--day", DAY, *words).code == 0
    assert mlws("summarize", DAY, "--model", "none").code == 0
    assert mlws("draft-session", DAY, "--model", "none").code == 0
    for target in TARGETS:
        for idea in ((), ("--idea", "1")) if target != "page" else ((),):
            assert mlws("draft-post", DAY, "--for", target, *idea).code == 0
    logs = [str(path) for path in folder.rglob("logs/**/*.log")]
    found = {f"facts --public {more}": mlws("facts", *logs, "--public", *more).out for more in ((), ("--json",))}
    drafts = folder / "blog/drafts"
    for path in (path for path in drafts.rglob("*") if path.is_file()):
        found[path.relative_to(drafts).as_posix()] = path.read_text(encoding="utf-8")
    return found


def test_nothing_private_of_any_source_is_shared(shared: dict[str, str]) -> None:
    """Logs, typed notes, commits, data files, models, imported runs; posts, the page, what --public shows."""
    told = [
        (what, where)
        for where, text in shared.items()
        for what, private in PLANTED.items()
        if private.casefold() in f"{where}\n{text}".casefold()
    ]

    assert len(shared) > len(TARGETS)
    assert all("87.3%" in text for where, text in shared.items() if where.endswith((".md", ".html")))
    assert told == []


def _logs(folder: Path) -> None:
    logs = folder / "logs/experiments"
    logs.mkdir(parents=True)
    (logs / "20241019-143000-tickets.log").write_text(SOURCES["log"], encoding="utf-8")
    (logs / "20241019-160000-features.log").write_text(SOURCES["failed"], encoding="utf-8")
    run = TrackedRun(
        "MLflow", folder / "mlruns/0", f"distil-{MAIL}", 1729350000.0, "completed", "", 1729350300.0,
        command=f"python train.py --token {SECRET}", config={"lr": 0.1, "cache": f"{HOME}/c", "api_key": SECRET},
        notes=[f"Tracked {SAID}"], datasets=[f"{HOME}/reviews"], left=[Left(f"{HOME}/m-{SECRET}.pt", inside=False)],
    )  # fmt: skip
    imported = log_of(run, "training", f"{HOME}/mlruns/{SECRET}", UTC)
    (logs / "20241019-150000-distil.log").write_text(imported, encoding="utf-8")


def _history(folder: Path) -> None:
    when = {f"GIT_{who}_DATE": f"{DAY}T14:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    git = ["git", "-c", f"user.name={WHO}", "-c", f"user.email={MAIL}", "-C", str(folder)]
    (folder / "tickets.py").write_text("pass\n")
    message = ("-m", f"Sort tickets {SAID}", "-m", f"Because of it, {SAID}.")
    for words in (("init", "-q"), ("add", "tickets.py"), ("commit", "-q", *message)):
        subprocess.run([*git, *words], check=True, env=os.environ | when | own)
