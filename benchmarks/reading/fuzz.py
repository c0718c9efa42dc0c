"""Read made-up and mangled logs, and judge sentences by them, until the time is up.

Any exception, broken budget or lost piece is printed with its seed.

    python benchmarks/reading/fuzz.py [--minutes 10] [--inputs 1000000] [--seed 1] [LOG ...]

Without logs the lines are made up; with logs, pieces of them are cut, joined, repeated and mangled. Most inputs are
small, so that many are read.
"""

import argparse
import random
import re
import time
from pathlib import Path

from generate import KINDS

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.facts.model import LogReading
from mlws_writer.tier1_logs.digest import CHARS_A_TOKEN, digest
from mlws_writer.tier1_logs.reader import read_bytes

LARGE, SMALL = 0.1, 160
"""What part of the inputs is left as large as it was made, and how many bytes the others have at most."""
WORDS = [
    "loss=",
    "val_acc:",
    "Epoch",
    "step",
    "lr",
    "Traceback",
    "(most",
    "recent",
    "call",
    "last):",
    "ValueError:",
    "nan",
    "inf",
    "-",
    "|",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    ":",
    "=",
    "/",
    ",",
    "%",
    "0x",
    "1e-05",
    "-3.2",
    "1,024",
    "12:30:01",
    "2024-10-19T10:11:12Z",
    "Namespace(",
    "saved",
    "to",
    "out/a.pt",
    "INFO",
    "WARNING",
    "ERROR",
    "100%|███|",
    "3/10",
    "[00:01<00:02]",
    "\x1b[31m",
    "\x00",
    "\r",
    "\t",
    "-----BEGIN",
    "KEY-----",
    "token=",
    "学习",
    "ключ",
    "é",
    "\ufeff",
]


def made_up(dice: random.Random) -> bytes:
    """Return some lines of words that logs are made of, or plain noise."""
    if dice.random() < 0.2:
        return dice.randbytes(dice.randint(0, 400))
    lines = [
        "".join(
            dice.choice(WORDS) + dice.choice(["", " ", str(dice.randint(0, 999))]) for _ in range(dice.randint(0, 12))
        )
        for _ in range(dice.randint(0, 12))
    ]
    text = dice.choice(["\n", "\n", "\r\n", "\r"]).join(lines)
    return text.encode(dice.choice(["utf-8", "utf-8", "utf-16", "gb18030"]), "replace")


def mangled(dice: random.Random, log: bytes) -> bytes:
    """Return pieces of a log, some bytes of which were changed."""
    raw = bytearray()
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(max(1, len(log)))
        raw += log[at : at + dice.randint(1, 1500)] * dice.choice([1, 1, 1, 3])
    for _ in range(dice.randint(0, 8)):
        if raw:
            raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


SENTENCES = [
    "It rose from {} to {}, by about half.",
    "The best of them was {}, {} points ahead of {}.",
    "On 31 June {} took {} longer than {} because of {}.",
    "One in three failed, {} of {}, or 1e999 percent.",
    "In the second epoch {} was higher than {}.",
]


def _judge(read: LogReading, raw: bytes, seed: int) -> None:
    """Judge sentences that are made of words of the log, whatever the verdict."""
    dice = random.Random(seed)
    words = raw.decode(read.encoding or "utf-8", "replace").split() or ["it"]
    texts = [re.sub(r"\{\}", lambda _: dice.choice(words), each) for each in dice.sample(SENTENCES, 2)]
    verify_claims(read, raw, [Claim(at, text, tuple(range(1, 9))) for at, text in enumerate(texts)])


def wrong(raw: bytes, piece: int) -> str:
    """Return what is wrong with the reading of `raw`, or nothing."""
    try:
        whole = read_bytes(raw, name="a.log")
        parts = read_bytes(raw, name="a.log", piece=piece)
        rows = digest([whole], 40).rows
        _judge(whole, raw, piece)
    except Exception as error:  # noqa: BLE001 - what is sought
        return repr(error)
    if sum(len(row.text) + 1 for row in rows) > 40 * CHARS_A_TOKEN:
        return "over budget"
    return "" if whole == parts else "pieces differ from the whole"


def main() -> None:
    """Print each finding, then how many inputs were read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logs = [log.read_bytes() for log in asked.logs]
    logs += [
        "\n".join(next(lines) for _ in range(300)).encode()
        for lines in (make(random.Random(3)) for make in KINDS.values())
    ]
    start, count, found, size = time.monotonic(), 0, 0, 0
    while count < asked.inputs and time.monotonic() - start < asked.minutes * 60:
        seed = asked.seed * 10_000_000 + count
        dice = random.Random(seed)
        raw = made_up(dice) if dice.random() < 0.5 else mangled(dice, dice.choice(logs))
        raw = raw if dice.random() < LARGE else raw[: dice.randint(1, SMALL)]
        said = wrong(raw, dice.randint(1, 200))
        count, size = count + 1, size + len(raw)
        if said:
            found += 1
            print(f"seed {seed}: {said}", flush=True)
    print(f"{count:,} inputs, {size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s, {found} findings")


if __name__ == "__main__":
    main()
