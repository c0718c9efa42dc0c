"""Write logs of four kinds and any size, the same bytes for the same seed.

python benchmarks/reading/generate.py logging|steps|json|bars --megabytes 100 --out FILE
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2024, 10, 19, 14, 30)


def python_logging(dice: random.Random) -> Iterator[str]:
    """Yield a service's log: dozens of messages with times, ids, paths, many numbers, some warnings, a traceback."""
    now, step = START, 0
    verbs = ("fetched", "tokenized", "embedded", "ranked", "cached", "scored", "merged", "flushed")
    yield "2024-10-19 14:30:00,000 - INFO - pipeline.main - Model: llama3.1:8b"
    yield "2024-10-19 14:30:00,001 - INFO - pipeline.main - Config: {batch_size: 32, learning_rate: 0.0003, seed: 42}"
    while True:
        now += timedelta(milliseconds=dice.randint(1, 400))
        stamp = f"{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03d}"
        step += 1
        pick = dice.random()
        worker = dice.randint(0, 15)
        if pick < 0.55:
            verb = dice.choice(verbs)
            yield f"{stamp} - INFO - pipeline.worker{worker} - {verb} {dice.randint(1, 4096)} rows in {dice.random() * 90:.3f}s ({dice.random() * 1e4:.1f} rows/s, queue={dice.randint(0, 300)})"
        elif pick < 0.85:
            yield f"{stamp} - DEBUG - pipeline.store - shard {dice.randint(0, 511)}/512 offset={dice.randint(0, 10**9)} bytes={dice.randint(100, 10**6)} crc=0x{dice.getrandbits(32):08x}"
        elif pick < 0.97:
            yield f"{stamp} - INFO - pipeline.train - step {step} loss={5 / (1 + step / 5000) + dice.random() / 10:.4f} lr={3e-4 * 0.99999**step:.3e} grad_norm={dice.random() * 3:.2f}"
        elif pick < 0.999:
            yield f"{stamp} - WARNING - pipeline.net - retry {dice.randint(1, 5)} of 5 for 10.0.{dice.randint(0, 255)}.{dice.randint(0, 255)}: timed out after {dice.randint(1, 60)}s"
        else:
            yield f"{stamp} - INFO - pipeline.eval - step {step} val_loss={5 / (1 + step / 4000) + dice.random() / 20:.4f} val_acc={1 - 1 / (1 + step / 20000):.4f}"


def steps(dice: random.Random) -> Iterator[str]:
    """Yield a trainer's log: one line a step, an evaluation now and then."""
    yield "Namespace(model='gpt2-medium', dataset='openwebtext', batch_size=12, lr=0.0006, max_iters=600000, seed=1337)"
    step = 0
    while True:
        step += 1
        loss = 10.9 * (step + 10) ** -0.12 + dice.gauss(0, 0.03)
        yield f"iter {step}: loss {loss:.4f}, time {dice.gauss(130, 4):.2f}ms, mfu {dice.gauss(38, 0.5):.2f}%, tok/s {dice.gauss(94000, 900):.0f}"
        if step % 1000 == 0:
            yield f"step {step}: train loss {loss - 0.01:.4f}, val loss {loss + 0.02:.4f}"
        if step % 10_000 == 0:
            yield f"saving checkpoint to out/ckpt_{step:07d}.pt"


def json_lines(dice: random.Random) -> Iterator[str]:
    """Yield JSON records: metrics of steps, and requests with ids."""
    now, step = START.timestamp(), 0
    while True:
        now += dice.random()
        if dice.random() < 0.7:
            step += 10
            yield json.dumps({
                "timestamp": round(now, 3), "level": "info", "event": "train", "step": step, "loss": round(5 / (1 + step / 1e5) + dice.random() / 10, 6),
                "learning_rate": 5e-5 * 0.999999**step, "grad_norm": round(dice.random() * 2, 5), "epoch": round(step / 50_000, 4), "tokens": step * 4096,
            })  # fmt: skip
        else:
            yield json.dumps({
                "timestamp": round(now, 3), "level": "info", "event": "request", "id": f"{dice.getrandbits(128):032x}", "prompt_tokens": dice.randint(10, 4000),
                "completion_tokens": dice.randint(1, 800), "latency_ms": round(dice.random() * 9000, 2), "status": 200,
            })  # fmt: skip


def bars(dice: random.Random) -> Iterator[str]:
    """Yield progress bars: an epoch a line, its redraws parted by carriage returns, its metrics at the end."""
    epoch, total = 0, 2000
    while True:
        epoch += 1
        frames = []
        for done in range(0, total + 1, 5):
            percent = done * 100 // total
            filled = "█" * (percent // 10)
            frames.append(
                f"Epoch {epoch}: {percent:3d}%|{filled:10}| {done}/{total} [{done // 120:02d}:{done // 2 % 60:02d}<{(total - done) // 120:02d}:{(total - done) // 2 % 60:02d}, {dice.gauss(2, 0.1):.2f}it/s, loss={3 / epoch + dice.random() / 5:.4f}]"
            )
        yield "\r".join(frames)
        yield f"Epoch {epoch} - train_loss: {3 / epoch:.4f} - val_loss: {3.3 / epoch + dice.random() / 9:.4f} - val_accuracy: {1 - 0.5 / epoch:.4f}"


KINDS: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "logging": python_logging, "steps": steps, "json": json_lines, "bars": bars,
}  # fmt: skip


def write(kind: str, megabytes: int, path: Path, seed: int = 7) -> None:
    """Write a log of `kind` with about `megabytes` million bytes to `path`."""
    lines = KINDS[kind](random.Random(seed))
    left = megabytes * 1_000_000
    with path.open("wb") as file:
        while left > 0:
            block = b"".join([next(lines).encode() + b"\n" for _ in range(200)])
            file.write(block[:left] if len(block) > left else block)
            left -= len(block)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    write(asked.kind, asked.megabytes, asked.out, asked.seed)
