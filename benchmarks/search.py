"""How long it takes to index ten thousand days of journal, and to search them; a made-up journal, always the same one.

python benchmarks/search.py [DAYS]
"""

import contextlib
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from mlws_writer.cli.boundary import run

LAST = date(2024, 10, 19)
MODELS = ("llama3.1:8b", "mistral:7b", "qwen2.5:14b", "phi3:mini", "gemma2:9b")
DATA = ("reviews-clean", "tickets-2k", "wiki-sample", "support-mails")
WORK = ("sentiment", "triage", "retrieval", "summaries", "extraction", "ranking")
NOTES = (
    "A lower temperature helped again, mostly with the neutral class",
    "The loader skips empty rows without a word; count them before and after",
    "Überraschend: the small model is as good on short texts",
    "小さいモデルでも短い文では十分だった",
)
QUERIES = (
    "neutral class",
    '"out of memory"',
    "llama3.1:8b retrieval",
    "accuracy",
    "accuracy 2001-03..2001-04",
    "モデル",
    "nothingofthekind",
    "outcome:failed",
    "f1>0.8 7d",
)


def day_text(day: date, chance: random.Random) -> str:
    """Write a day as `mlws summarize` and its author would."""
    lines = [f"## {day}", "", "### Experiments", ""]
    for number in range(chance.randint(2, 4)):
        name, clock = f"{chance.choice(WORK)}-{number}", f"{9 + number}:{chance.randint(10, 59)}"
        log = f"logs/experiments/{day:%Y%m%d}-{9 + number:02d}0000-{name}.log"
        failed = chance.random() < 0.2
        verb = "Failed" if failed else "Completed"
        lines.append(
            f"- {verb}: **{name}**, {chance.choice(MODELS)} on {chance.choice(DATA)}; temperature 0.{number} "
            f"([{clock}]({log}#L1))"
        )
        if failed:
            lines.append(f"  - Status: failed after 12 min: CUDA out of memory ([{clock}]({log}#L88))")
        else:
            lines.append(f"  - Status: complete, {chance.randint(11, 59)} min ([{clock}]({log}#L171))")
            share, f1 = chance.randint(600, 950) / 10, chance.randint(600, 950)
            lines.append(f"  - Result: accuracy {share}%, F1 0.{f1}; peak GPU memory 6.2 GB ([{clock}]({log}#L143))")
    lines += ["", "### Learning", "", f"- {chance.choice(NOTES)}", f"- {chance.choice(NOTES)} (again, {day:%B})", ""]
    lines += ["### Next Steps", "", f"- [ ] Try {chance.choice(MODELS)} on {chance.choice(DATA)}", "- [x] Tidy up", ""]
    return "\n".join(lines)


def journal(days: int) -> str:
    """Write a journal of so many days, newest first."""
    chance = random.Random(5)
    found = [day_text(LAST - timedelta(days=back), chance) for back in range(days)]
    return "\n".join(["# ML Workspace Activity Log", "", *found])


def processor() -> float:
    """Give the processor time of this process, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(root: Path, *words: str) -> tuple[float, float]:
    """Search within this process; return wall and processor time in seconds."""
    start, used = time.perf_counter(), processor()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = run(["-C", os.fspath(root), "search", *words])
    if code:
        raise SystemExit(f"search {words} ended with {code}")
    return time.perf_counter() - start, processor() - used


def whole(root: Path, query: str) -> tuple[float, float]:
    """Search in a process of its own; return wall and processor time in seconds."""
    before, start = os.times(), time.perf_counter()
    script = Path(sys.executable).with_name("mlws")
    mlws = [os.fspath(script)] if script.exists() else [sys.executable, "-m", "mlws_writer"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*mlws, "-C", os.fspath(root), "search", query], check=True, **quiet)
    now = os.times()
    used = now.children_user + now.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used


def median(times: int, one: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """Return the medians of wall and processor time, in milliseconds."""
    found = [one() for _ in range(times)]
    return statistics.median(w for w, _ in found) * 1000, statistics.median(p for _, p in found) * 1000


def main() -> None:
    """Print how long indexing and searching take."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        text = journal(days)
        (root / "ACTIVITY.md").write_text(text, encoding="utf-8")
        print(f"{days:,} days, {len(text.encode()) / 1e6:.1f} MB, {len(text.splitlines()):,} lines")
        time.sleep(2.1)  # or the file counts as one that may still change within a tick of its clock
        wall, used = timed(root, "neutral class")
        print(f"{wall:7.2f} s  (processor {used:.2f}, bar 20)  indexed and searched for the first time")
        size = (root / ".mlws" / "index.sqlite").stat().st_size
        print(f"{size / 1e6:7.1f} MB index")
        for query in QUERIES:
            wall, used = median(7, lambda query=query: timed(root, query))  # type: ignore[misc]
            print(f"{wall:7.0f} ms (processor {used:.0f}, bar 100)  {query}")
        wall, used = median(7, lambda: whole(root, "neutral class"))
        print(f"{wall:7.0f} ms (processor {used:.0f}, bar 300)  neutral class, the whole process")
        edited = f"{text[: text.index('## ')]}## 2024-10-20\n\n- One more day\n\n{text[text.index('## ') :]}"
        (root / "ACTIVITY.md").write_text(edited, encoding="utf-8")
        wall, used = timed(root, '"One more day"')
        print(f"{wall * 1000:7.0f} ms (processor {used * 1000:.0f})  the first search after a day was added at the top")


if __name__ == "__main__":
    main()
