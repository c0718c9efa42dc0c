"""Two made-up weeks of a workspace, from Monday 2024-10-07 to Sunday 2024-10-20, the same in each run.

Failures that were mended and one that was not, a sweep, a change that helped twice, a run that was repeated, one
that stopped in the middle with the best number so far, one over midnight, two at once; and what a person wrote.
`python tests/fortnight.py DIR` writes it, to be looked at.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

Log = tuple[str, str]


def run_log(
    kind: str,
    start: str,
    name: str,
    minutes: float,
    *,
    settings: str = "",
    data: str = "",
    model: str = "",
    metrics: Sequence[str] = (),
    notes: Sequence[str] = (),
    end: str = "completed",
) -> Log:
    """Write a log as `mlws run` and our own recording do."""
    began = datetime.fromisoformat(start)
    ended = began + timedelta(minutes=minutes)
    lines = [f"Run: {name} ({kind})"]
    lines += [f"Model: {model}"] if model else []
    lines += [f"Config: {{{settings}}}"] if settings else []
    lines += [f"Dataset: {data}"] if data else []
    text = [f"{began:%Y-%m-%d %H:%M:%S} - INFO - {line}" for line in lines]
    text += [f"{ended:%Y-%m-%d %H:%M:%S} - INFO - Metric: {metric}" for metric in metrics]
    text += [f"{ended:%Y-%m-%d %H:%M:%S} - INFO - {note}" for note in notes]
    if end.startswith("failed"):
        error = end.partition(" ")[2]
        text.append(f"{ended:%Y-%m-%d %H:%M:%S} - ERROR - Failed: {error}")
        text.append(f"{ended:%Y-%m-%d %H:%M:%S} - INFO - Outcome: failed ({error.partition(':')[0]})")
    elif end == "stopped":
        text.append(f"{ended:%Y-%m-%d %H:%M:%S} - INFO - Outcome: interrupted (SIGTERM)")
    else:
        text.append(f"{ended:%Y-%m-%d %H:%M:%S} - INFO - Outcome: completed")
    folder = {"training": "training", "agent": "agents"}.get(kind, "experiments")
    return f"logs/{folder}/{began:%Y%m%d-%H%M%S}-{name}.log", "\n".join(text) + "\n"


def logs() -> Iterator[Log]:
    """Write all logs."""
    chance = random.Random(7)
    yield run_log(
        "data", "2024-10-07 10:00:00", "build-tickets", 34, data="tickets", notes=["Lesson: Deduplicate first"]
    )
    big, small = '"batch_size": 32, "learning_rate": 3e-5', '"batch_size": 8, "learning_rate": 3e-5'
    encoder = {"model": "distilbert-base", "data": "tickets"}
    oom = "failed torch.cuda.OutOfMemoryError: CUDA out of memory"
    yield run_log("training", "2024-10-08 09:00:00", "distil", 4, settings=big, end=oom, **encoder)
    yield run_log("training", "2024-10-08 09:10:00", "distil", 3, settings=big, end=oom, **encoder)
    got = ["accuracy=88.4%", "f1=0.871"]
    yield run_log("training", "2024-10-08 10:00:00", "distil", 72, settings=small, metrics=got, **encoder)
    for hour, rate, accuracy in ((9, "1e-5", 84.9), (11, "5e-5", 88.1), (13, "1e-4", 89.6)):
        got = [f"accuracy={accuracy}%", f"f1={accuracy / 100 - chance.randint(10, 30) / 1000:.3f}"]
        set_to = f'"batch_size": 8, "learning_rate": {rate}, "warmup": 100'
        start = f"2024-10-09 {hour:02d}:00:00"
        yield run_log("training", start, "sweep-lr", 55 + hour, settings=set_to, metrics=got, **encoder)
    for day, data, scores in ((10, "reviews", (87.3, 84.1)), (11, "mails", (81.0, 78.4))):
        for hour, heat, score in zip((14, 16), (0.3, 0.7), scores, strict=True):
            yield run_log(
                "experiment",
                f"2024-10-{day} {hour}:00:00",
                f"label-{data}",
                25,
                settings=f'"temperature": {heat}, "max_tokens": 8',
                data=data,
                model="llama3.1:8b",
                metrics=[f"accuracy={score}%", f"unparsed={chance.randint(10, 300)}"],
            )
    long_one = {"settings": '"epochs": 9, "learning_rate": 1e-4', "data": "tickets", "model": "llama3.1:8b"}
    got = ["val_loss=0.412", "val_accuracy=90.2%"]
    yield run_log("training", "2024-10-14 21:30:00", "finetune", 390, metrics=got, **long_one)
    missing = "failed FileNotFoundError: [Errno 2] No such file or directory: 'data/wiki/index.faiss'"
    yield run_log("agent", "2024-10-15 11:00:00", "wiki-agent", 2, model="llama3.1:8b", end=missing)
    got = ["val_loss=0.431", "val_accuracy=89.8%"]
    yield run_log("training", "2024-10-16 09:00:00", "finetune", 401, metrics=got, **long_one)
    stopped = {"settings": '"epochs": 30, "learning_rate": 1e-4', "data": "tickets", "model": "llama3.1:8b"}
    got = ["val_loss=0.301", "val_accuracy=93.9%"]
    yield run_log("training", "2024-10-16 10:00:00", "finetune-long", 120, metrics=got, end="stopped", **stopped)
    shorter = {"settings": '"epochs": 6, "learning_rate": 1e-4', "data": "tickets", "model": "llama3.1:8b"}
    got = ["val_loss=0.388", "val_accuracy=91.1%"]
    yield run_log("training", "2024-10-17 09:00:00", "finetune-short", 260, metrics=got, **shorter)
    todo = ["Next: Put the fine-tuned model behind the agent"]
    got = ["pass_rate=80%", "mean_latency=2.4"]
    yield run_log("agent", "2024-10-18 15:00:00", "support-agent", 12, model="llama3.1:8b", metrics=got, notes=todo)


def write(root: Path) -> None:
    """Write the logs."""
    for name, text in logs():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


OWN = {
    "2024-10-08": ("### Learning", "- Look at the memory before starting: 32 never fits on this card"),
    "2024-10-11": (
        "### Next Steps",
        "- [ ] Ask the support team for 200 more mails\n- [x] Clean up the results folder",
    ),
    "2024-10-15": ("### Blockers", "- Waiting for the quota on the second GPU"),
    "2024-10-18": ("### Next Steps", "- [ ] Write the session about temperature"),
}


def edit(journal: Path) -> None:
    """Do to the journal what its author did: notes of their own, a bullet reworded, one deleted."""
    text = journal.read_text(encoding="utf-8")
    for day, (section, lines) in OWN.items():
        head, mark, rest = text.partition(f"## {day}\n")
        body, next_day, others = rest.partition("\n## ")
        if section in body:
            body = body.replace(f"{section}\n\n", f"{section}\n\n{lines}\n", 1)
        else:
            body = f"{body.rstrip()}\n\n{section}\n\n{lines}\n"
        text = head + mark + body + next_day + others
    text = text.replace("- Completed: **build-tickets**", "- Built the ticket set at last: **build-tickets**")
    journal.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
