"""Three made-up days, the same in each run: the sample logs, one failed run and nothing else, and a busy day.

The busy day has eight runs in as many formats, a small git history whose messages give reasons, and notes that were
typed. No such run took place, and each log says so. `python -m tests.three_days DIR` writes all three, to be looked at.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

SAMPLES, FAILED, BUSY = "2024-10-19", "2024-11-04", "2024-11-05"
LOGS = Path(__file__).parents[1] / "logs"
"""The sample logs, which lie in the checkout and not in the wheel."""
DAYS = {"samples": SAMPLES, "failed": FAILED, "busy": BUSY}
MADE_UP = "This log was made up for a test; no such run took place"
Note = Sequence[str]
NOTES: dict[str, Sequence[Note]] = {
    "busy": (
        ("Learning", "The 12 GB card holds batch 16 with room to spare; look at the memory before choosing a batch"),
        ("Experiments", "Decided: the router goes live with a threshold of 0.6; below it a person sorts the ticket"),
        ("Agents", "The agent invented an order number once more; it must not answer before a look-up"),
        ("--todo", "Label 300 more tickets of the class account, where the router is weakest"),
        ("--todo", "Ask the support team whether they can take one ticket in eight by hand"),
    ),
}
"""What was typed with `mlws log`, by day."""


def make(day: str, root: Path) -> Path:
    """Make the folder of a day, by its name, with its logs, its data and its history; the notes are left to type."""
    root.mkdir(parents=True, exist_ok=True)
    {"samples": _samples, "failed": _failed, "busy": _busy}[day](root)
    return root


def _samples(root: Path) -> None:
    shutil.copytree(LOGS, root / "logs", dirs_exist_ok=True)


def _failed(root: Path) -> None:
    """One run that needed a table which is not there, and nothing else."""
    start = datetime(2024, 11, 4, 16, 20)
    said = [
        (0, "INFO", MADE_UP),
        (0, "INFO", "Run: churn-features (data)"),
        (0, "INFO", "Command: python features/build.py --month 2024-10 --out data/churn-2024-10.parquet"),
        (0, "INFO", "Goal: Build the features of October for the churn model"),
        (0, "INFO", 'Config: {"month": "2024-10", "window_days": 90, "join": "left"}'),
        (3, "INFO", "Read events: 1,204,331 rows"),
        (41, "INFO", "Sessions built: 88,120"),
        (44, "ERROR", "Failed: KeyError: 'plan_id'"),
    ]
    lines = [f"{start + timedelta(seconds=s):%Y-%m-%d %H:%M:%S} - {level} - {text}" for s, level, text in said]
    lines += [
        "Traceback (most recent call last):",
        '  File "features/build.py", line 112, in <module>',
        "    main()",
        '  File "features/build.py", line 87, in join_plans',
        '    return sessions.merge(plans, left_on="plan_id", right_on="id")',
        "KeyError: 'plan_id'",
        f"{start + timedelta(seconds=44):%Y-%m-%d %H:%M:%S} - INFO - Outcome: failed (KeyError)",
    ]
    _write(root / "logs/experiments/20241104-162000-churn-features.log", lines)


def _busy(root: Path) -> None:
    for name, lines in _logs():
        _write(root / name, lines)
    for part, count in (("train", 9522), ("val", 1192), ("test", 1190)):
        rows = [json.dumps({"id": n, "text": f"ticket {n}", "label": _LABELS[n % 5]}) for n in range(count)]
        path = root / f"data/tickets-v2/{part}.jsonl"
        _write(path, rows)
        at = datetime.fromisoformat(f"{BUSY}T08:51:40+00:00").timestamp()
        os.utime(path, (at, at))
    _history(root)


_LABELS = ("billing", "delivery", "account", "returns", "other")


def _logs() -> Iterator[tuple[str, list[str]]]:
    yield "logs/experiments/20241105-084000-ticket-cleanup.log", _cleanup()
    yield "logs/training/20241105-090500-ticket-router.log", _router_fails()
    yield "logs/training/20241105-094000-ticket-router.log", _router()
    yield "logs/training/20241105-111000-ticket-cnn.log", _keras()
    yield "logs/training/20241105-115500-urgency-regressor.log", _lightning()
    yield "logs/experiments/20241105-133000-threshold-sweep.log", _sweep()
    yield "logs/agents/20241105-142000-triage-agent.log", _agent()
    yield "logs/experiments/20241105-154000-router-test.log", _evaluation()


def _cleanup() -> list[str]:
    """Python logging, with milliseconds and a logger's name."""
    said = [
        ("08:40:00,012", "INFO", MADE_UP),
        ("08:40:00,013", "INFO", "Goal: Make a ticket set without copies and auto-replies, to train a router on"),
        ("08:40:00,015", "INFO", "Reading data/raw/tickets-2024.csv"),
        ("08:40:09,388", "INFO", "Tickets read: 12480"),
        ("08:41:12,101", "INFO", "Auto-replies dropped: 402"),
        ("08:47:55,640", "INFO", "Near-duplicates dropped: 174"),
        ("08:48:02,007", "WARNING", "31 tickets have no label; they are kept for the test of the agent"),
        ("08:51:40,532", "INFO", "Tickets kept: 11904"),
        ("08:51:40,533", "INFO", "Dataset: tickets-v2 (train 9522, val 1192, test 1190)"),
        ("08:51:41,019", "INFO", "Saved: data/tickets-v2/train.jsonl"),
        ("08:51:41,520", "INFO", "Done in 701.5 s"),
    ]
    return [f"{BUSY} {at} - cleanup - {level} - {text}" for at, level, text in said]


def _router_head(batch: int, accumulate: int) -> list[str]:
    return [
        f"# {MADE_UP}",
        f"$ python train_router.py --model distilbert-base-uncased --data data/tickets-v2 --batch {batch}"
        + (f" --accumulate {accumulate}" if accumulate > 1 else ""),
        f"Config: {{'model_name': 'distilbert-base-uncased', 'dataset': 'tickets-v2', 'per_device_train_batch_size': {batch}, "
        f"'gradient_accumulation_steps': {accumulate}, 'learning_rate': 5e-05, 'num_train_epochs': 3, 'max_length': 512}}",
        "***** Running training *****",
        "  Num examples = 9,522",
        "  Num Epochs = 3",
    ]


def _router_fails() -> list[str]:
    """Run the Hugging Face Trainer out of memory in the first epoch."""
    return [
        *_router_head(64, 1),
        "{'loss': 1.6021, 'grad_norm': 4.31, 'learning_rate': 4.9e-05, 'epoch': 0.07}",
        "{'loss': 1.5874, 'grad_norm': 4.02, 'learning_rate': 4.8e-05, 'epoch': 0.13}",
        "Traceback (most recent call last):",
        '  File "train_router.py", line 88, in <module>',
        "    trainer.train()",
        '  File "transformers/trainer.py", line 2123, in train',
        "    return inner_training_loop(",
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 768.00 MiB. GPU 0 has a total capacity of 11.76 GiB of which 412.00 MiB is free.",
    ]


def _router() -> list[str]:
    """Do the same training with a batch that fits: losses, an evaluation each epoch, totals at the end."""
    lines, evaluations = _router_head(16, 4), {1: (0.4712, 0.8532), 2: (0.3655, 0.8842), 3: (0.3719, 0.8926)}
    for step in range(1, 46):
        epoch = step / 15
        loss = 0.19 + 1.42 * 0.915**step + 0.013 * ((step * 7) % 5 - 2)
        rate = 5e-5 * (1 - step / 45)
        lines.append(f"{{'loss': {loss:.4f}, 'learning_rate': {rate:.3g}, 'epoch': {epoch:.2f}}}")
        if step % 15 == 0:
            loss, accuracy = evaluations[step // 15]
            lines.append(
                f"{{'eval_loss': {loss}, 'eval_accuracy': {accuracy}, 'eval_runtime': 9.8, 'epoch': {epoch:.1f}}}"
            )
    lines += [
        "{'train_runtime': 3618.4, 'train_samples_per_second': 7.895, 'train_loss': 0.4817, 'epoch': 3.0}",
        "Saving model checkpoint to models/ticket-router",
        "Training completed.",
    ]
    return lines


def _keras() -> list[str]:
    """Keras: bars that are written over, no time on any line."""
    lines = [
        f"# {MADE_UP}",
        "Model: ticket-cnn",
        "Found 9522 tickets belonging to 5 classes.",
    ]
    course = [
        (1.2104, 0.5127, 0.8011, 0.7206),
        (0.6835, 0.7612, 0.5977, 0.8012),
        (0.4719, 0.8391, 0.5342, 0.8297),
        (0.3402, 0.8870, 0.5288, 0.8423),
        (0.2461, 0.9215, 0.5514, 0.8381),
        (0.1790, 0.9441, 0.5903, 0.8356),
    ]
    for epoch, (loss, accuracy, val_loss, val_accuracy) in enumerate(course, 1):
        bars = [
            f"{n}/149 {'━' * (n // 8)} {19 - n // 8}s 52ms/step - accuracy: {accuracy - 0.02:.4f} - loss: {loss + 0.04:.4f}"
            for n in (40, 80, 120)
        ]
        whole = (
            f"149/149 {'━' * 20} 9s 58ms/step - accuracy: {accuracy:.4f} - loss: {loss:.4f}"
            f" - val_accuracy: {val_accuracy:.4f} - val_loss: {val_loss:.4f}"
        )
        lines += [f"Epoch {epoch}/6", "\r".join([*bars, whole])]
    return [*lines, "Saved model to models/ticket-cnn.keras", "Finished training"]


def _lightning() -> list[str]:
    """PyTorch Lightning with early stopping and a table of test results."""
    lines = [
        f"{BUSY} 11:55:03 INFO: {MADE_UP}",
        "GPU available: True (cuda), used: True",
        "TPU available: False, using: 0 TPU cores",
        "LOCAL_RANK: 0 - CUDA_VISIBLE_DEVICES: [0]",
        f"{BUSY} 11:55:04 INFO: hparams: lr=0.001 batch_size=128 hidden=64 dropout=0.2",
        "",
        "  | Name    | Type       | Params | Mode",
        "-----------------------------------------------",
        "0 | encoder | Sequential | 1.2 M  | train",
        "1 | head    | Linear     | 65     | train",
        "-----------------------------------------------",
    ]
    course = (0.921, 0.702, 0.611, 0.574, 0.566, 0.569, 0.571, 0.58)
    for epoch, value in enumerate(course):
        moment = datetime(2024, 11, 5, 11, 56) + timedelta(seconds=70 * epoch)
        lines.append(
            f"Epoch {epoch}: 100%|██████████| 75/75 [01:08<00:00, 1.10it/s, train_mae={value - 0.06 - 0.012 * epoch:.3f}, val_mae={value}]"
        )
        lines.append(f"{moment:%Y-%m-%d %H:%M:%S} INFO: epoch={epoch} val_mae={value}")
    return [
        *lines,
        "Monitored metric val_mae did not improve in the last 3 records. Best score: 0.566. Signaling Trainer to stop.",
        f"{BUSY} 12:05:31 INFO: Restoring the best checkpoint: checkpoints/urgency-epoch=4.ckpt",
        "┏━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓",
        "┃  Test metric  ┃ DataLoader 0  ┃",
        "┡━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩",
        "│   test_mae    │     0.583     │",
        "│   test_rmse   │     0.771     │",
        "└───────────────┴───────────────┘",
        f"{BUSY} 12:05:48 INFO: Finished",
    ]


def _sweep() -> list[str]:
    """JSON lines, one for each threshold."""
    rows: list[dict[str, object]] = [
        {"ts": f"{BUSY}T13:30:00Z", "level": "info", "msg": MADE_UP},
        {
            "ts": f"{BUSY}T13:30:01Z",
            "level": "info",
            "event": "config",
            "model": "models/ticket-router",
            "dataset": "tickets-v2",
            "split": "val",
        },
        {
            "ts": f"{BUSY}T13:30:01Z",
            "level": "info",
            "msg": "Goal: Find the threshold below which a person should sort the ticket",
        },
    ]
    course = ((0.4, 0.901, 0.982), (0.5, 0.918, 0.951), (0.6, 0.941, 0.874), (0.7, 0.952, 0.783), (0.8, 0.961, 0.655))
    for number, (threshold, precision, share) in enumerate(course, 1):
        rows.append(
            {
                "ts": f"{BUSY}T13:{30 + 2 * number}:00Z",
                "level": "info",
                "step": number,
                "threshold": threshold,
                "precision": precision,
                "share_routed": share,
            }
        )
    rows.append(
        {
            "ts": f"{BUSY}T13:40:02Z",
            "level": "info",
            "msg": "Insight: Above 0.6 each further point of precision costs about nine points of tickets",
        }
    )
    rows.append({"ts": f"{BUSY}T13:40:03Z", "level": "info", "event": "finished", "status": "success"})
    return [json.dumps(row) for row in rows]


def _agent() -> list[str]:
    """Write a transcript of an agent, as our own recording does."""
    start, asked = datetime(2024, 11, 5, 14, 20), _CASES
    lines = [
        (0, MADE_UP),
        (0, "Run: triage-agent (agent)"),
        (0, "Command: python agents/triage.py --model qwen2.5:7b --cases data/unlabelled.jsonl"),
        (0, "Goal: See whether an agent can answer the simple tickets that the router has sorted"),
        (0, "Model: qwen2.5:7b"),
        (0, 'Config: {"temperature": 0.1, "max_tool_calls": 3, "tools": ["lookup_order", "send_reply"]}'),
        (0, "Dataset: unlabelled-tickets, size=8"),
    ]
    passed = 0
    for number, (ticket, tool, response, output, good) in enumerate(asked, 1):
        at, head = 12 * number, f"Interaction {number}"
        lines.append((at, f"{head} input: {ticket}"))
        if tool:
            lines += [(at + 1, f"{head} tool: {tool}"), (at + 2, f"{head} response: {response}")]
        lines += [
            (at + 4, f"{head} output: {output}"),
            (at + 4, f"{head}: latency={3 + number % 3}.2 s, tokens=2{number}0"),
        ]
        passed += good
        lines.append((at + 5, f"Case {number}/8 {'passed' if good else 'not passed'}"))
    lines += [
        (110, f"Metric: pass_rate={100 * passed / 8:.1f}%"),
        (110, "Insight: Both cases that did not pass were answered without a look-up"),
        (111, "Decision: The agent only drafts replies, and a person sends them"),
        (111, "Why: A wrong answer about an order costs more than the minute that a person needs"),
        (111, "Next: Make the agent refuse to answer before a look-up"),
        (112, "Duration: 112 s"),
        (112, "Outcome: completed"),
    ]
    return [f"{start + timedelta(seconds=s):%Y-%m-%d %H:%M:%S} - INFO - {text}" for s, text in lines]


_CASES = (
    ("Where is order 881?", 'lookup_order {"id": "881"}', '{"state": "sent"}', "Order 881 was sent.", True),
    ("Is order 902 paid?", 'lookup_order {"id": "902"}', '{"paid": true}', "Yes, order 902 is paid.", True),
    ("I want my money back", "", "", "Your refund for order 774 is on its way.", False),
    ("Cancel 915 please", 'lookup_order {"id": "915"}', '{"state": "open"}', "Order 915 can be cancelled.", True),
    ("Why two parcels?", 'lookup_order {"id": "640"}', '{"parcels": 2}', "Order 640 was sent in two parcels.", True),
    ("Is the blue one back?", "", "", "Yes, it is in stock.", False),
    ("Invoice for 871", 'lookup_order {"id": "871"}', '{"invoice": "R-871"}', "Your invoice is R-871.", True),
    ("Change address of 933", 'lookup_order {"id": "933"}', '{"state": "open"}', "It can still be changed.", True),
)


def _evaluation() -> list[str]:
    """Print the table of an evaluation, as scikit-learn does."""
    return [
        f"{BUSY} 15:40:00 - INFO - {MADE_UP}",
        f"{BUSY} 15:40:00 - INFO - Command: python eval_router.py --model models/ticket-router --data data/tickets-v2/test.jsonl",
        f"{BUSY} 15:40:00 - INFO - Goal: Measure the router once on the test set, class by class",
        f"{BUSY} 15:40:00 - INFO - Model: models/ticket-router",
        f"{BUSY} 15:40:00 - INFO - Dataset: tickets-v2, size=1190, split=test",
        "              precision    recall  f1-score   support",
        "",
        "     billing       0.91      0.93      0.92       312",
        "    delivery       0.93      0.92      0.92       355",
        "     account       0.79      0.71      0.75       121",
        "     returns       0.88      0.90      0.89       248",
        "       other       0.85      0.87      0.86       154",
        "",
        "    accuracy                           0.89      1190",
        "   macro avg       0.87      0.87      0.87      1190",
        "weighted avg       0.89      0.89      0.89      1190",
        f"{BUSY} 15:43:20 - INFO - Insight: Account is the weak class: its tickets are few, and half of the errors call them billing",
        f"{BUSY} 15:43:21 - INFO - Saved: results/router-test.csv",
        f"{BUSY} 15:43:21 - INFO - Done",
    ]


COMMITS: Sequence[tuple[str, str, str, str]] = (
    (
        "2024-11-05T08:31:00",
        "Drop auto-replies before looking for copies",
        "They are nearly all of one class, so that a classifier learns the footer of the mail and not the question.",
        "cleanup.py",
    ),
    (
        "2024-11-05T09:32:00",
        "Train the router with batch 16 and four steps of accumulation",
        "Batch 64 does not fit on the card. The effective batch stays 64, so that the learning rate can stay as it is.\n"
        "Cutting the tickets at 128 tokens would fit too, but the question often stands at the end.",
        "train_router.py",
    ),
    (
        "2024-11-05T11:05:00",
        "Add a small CNN as a baseline",
        "To know what the transformer buys us before we pay for it at every ticket.",
        "train_cnn.py",
    ),
    ("2024-11-05T13:22:00", "Log precision and share for each threshold", "", "sweep.py"),
    ("2024-11-05T15:31:00", "Report the test set class by class", "", "eval_router.py"),
)
"""When, subject, what the message says further, file."""


def _history(root: Path) -> None:
    _git(root, "init", "-q", "-b", "main")
    for at, subject, body, file in COMMITS:
        _write(root / file, [f"# {subject}"])
        _git(root, "add", file)
        _git(root, "commit", "-q", "-m", subject, *(["-m", body] if body else []), at=at)


def _git(root: Path, *words: str, at: str = "2024-11-05T08:00:00") -> None:
    who = {f"GIT_{role}_{part}": said for role in ("AUTHOR", "COMMITTER")
           for part, said in (("NAME", "Kim Sample"), ("EMAIL", "kim@example.org"), ("DATE", f"{at}+00:00"))}  # fmt: skip
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *words], cwd=root, check=True, env=os.environ | who | own)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


if __name__ == "__main__":
    for name in DAYS:
        make(name, Path(sys.argv[1]) / name)
