"""How long a write into a journal of 10 MB takes, and how much memory: the newest day, an old one, a run without news.

python benchmarks/journal.py [MEGABYTES]
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mlws_writer.documents.blocks import Bullet, DayEntry, Section, Slot
from mlws_writer.documents.commit import commit
from mlws_writer.documents.plan import plan_entry

NEWEST = date(2024, 10, 19)
BAR_SECONDS, BAR_MEGABYTES = 0.3, 600


def day_text(day: date) -> str:
    """Return a day as a person and the program leave it, about a thousand bytes."""
    runs = "".join(
        f"- Completed: **run-{n}**, llama3.1:8b on reviews; temperature 0.{n} ([1{n}:30](logs/{day}-{n}.log#L1))\n"
        f"  - Goal: Find out whether 0.{n} is better\n  - Status: complete, 2{n} min ([1{n}:54](logs/{day}-{n}.log#L171))\n"
        f"  - Result: accuracy 8{n}.3%, F1 0.8{n}2\n"
        for n in range(3)
    )
    return f"## {day}\n\n### Experiments\n\n{runs}\n### Next Steps\n\n- [ ] look at {day}\n- words of mine about it\n\n---\n\n"


def journal(size: int) -> bytes:
    """Return a journal of about so many bytes, newest day first."""
    day, pieces, held = NEWEST - timedelta(days=1), ["# Log\n\n"], 0
    while held < size:
        pieces.append(day_text(day))
        held += len(pieces[-1])
        day -= timedelta(days=1)
        day = day if day.year > 1 else NEWEST - timedelta(days=1)
    return "".join(pieces).encode()


def entry(day: date, version: int) -> DayEntry:
    """Return the entry of a run that goes on."""
    status = Bullet(Slot(f"{day}", "status"), f"Status: at epoch {version}", f"v{version}")
    head = Bullet(Slot(f"{day}", "run"), f"Training: **net** ([14:30](logs/net-{day}.log#L1))", "v0", (status,))
    return DayEntry(day, (Section("Experiments", (head,)),))


def main() -> None:
    """Write into a long journal and print what it cost."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ACTIVITY.md"
        path.write_bytes(journal(int(megabytes * 1e6)))
        old = NEWEST - timedelta(days=2000)
        for title, day, version in (
            ("the newest day, new", NEWEST, 1),
            ("the newest day, a run that went on", NEWEST, 2),
            ("the newest day, without news", NEWEST, 2),
            ("a day 2,000 days ago, new", old, 1),
        ):
            start, used = time.perf_counter(), time.process_time()
            at = datetime.now(UTC)
            commit(path, path.parent, lambda raw, ledger, d=day, v=version: plan_entry(raw, ledger, entry(d, v)), at=at)
            wall, processor = time.perf_counter() - start, time.process_time() - used
            print(f"{wall:6.2f} s (processor {processor:.2f}, bar {BAR_SECONDS})  {title}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:6.0f} MB peak memory (bar {BAR_MEGABYTES}), journal of {megabytes:g} MB")


if __name__ == "__main__":
    main()
