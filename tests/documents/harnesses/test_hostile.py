"""Documents made of all that is awkward in Markdown: what is added is one hole in them, or it is refused."""

import random
import re
from datetime import date

import pytest

from mlws_writer.documents import splice
from mlws_writer.documents.blocks import Bullet, DayEntry, Document, Part, Section, Slot
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_document, plan_entry
from mlws_writer.errors import Refused

ROWS = """\
## 2024-10-19|## 2024-10-18|##  2024-10-20 (Sat) #tag|# Activity|### Models|### Next Steps|###Code|   ### Code ###|- a
  - b|\t- c|    - d|* s|+ p|1. one|10) ten|- [ ] todo|- [x] done|-|- |```|~~~~|````py|<!--|-->|<div>|</div>|<pre>|$$
> q|> - q|> ## 2024-10-19|---|***|text|lazy|    code|\tcode||||||- ```|  ```|[ref]: x|[^1]: foot|\\## 2024-10-19
- ## 2024-10-19|===| \t |- x  |=======|%% c %%|\u2028x\x0cy\x1cz\x85w|é🚀\u200d|- \u00a0nb|## [[2024-10-19]]
**2024-10-19**|### 🧪 models:|## Part"""
PIECES = [piece for row in ROWS.split("\n") for piece in row.split("|")] + [
    "2024-10-19\n---",
    "| a | b |",
    "|--|--|",
    "- nul \x00 here",
]
TEXTS = ("NEW ([log](logs/a.log))", "NEW `x` <b>", "NEW # *a* | b")
SECTIONS = ("Models", "Next Steps", "Code", "Learning")


def hostile(chance: random.Random) -> bytes:
    """Make a document nobody would write, and somebody has."""
    end = chance.choice(["\n"] * 4 + ["\r\n"] * 3 + ["\r"])
    text = ""
    for _ in range(chance.randint(0, 22)):
        indent = chance.choice([" ", "  ", "   ", "    ", "\t"]) if chance.random() < 0.15 else ""
        text += (
            indent + chance.choice(PIECES) + (end if chance.random() < 0.95 else chance.choice(["\n", "\r\n", "\r"]))
        )
    if chance.random() < 0.05:
        text += chance.choice(["<<<<<<< HEAD", ">>>>>>> b"]) + end
    raw = (text.rstrip("\r\n") if chance.random() < 0.3 else text).encode()
    if chance.random() < 0.15:
        raw = b"---\ntitle: x\n---\n" + raw
    if chance.random() < 0.1:
        raw = b"\xef\xbb\xbf" + raw
    for _ in range(chance.randint(1, 4) if chance.random() < 0.15 and raw else 0):
        at = chance.randrange(len(raw))
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    return raw


def one_hole(before: bytes, after: bytes) -> bool:
    """Tell whether a state is another with something put in at one place."""
    size = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    return len(after) >= len(before) and after.endswith(before[size:])


def added(chance: random.Random, raw: bytes) -> bytes:
    """Add a bullet or a part of ours; Refused where it could do harm."""
    text = chance.choice(TEXTS)
    if chance.random() < 0.2:
        parts = (Part(Slot("s", "new"), f"## NEW\n\n{text}", "x"),)
        return plan_document(raw, Ledger(), Document("# Session", parts)).after
    box = "[ ] " if chance.random() < 0.2 else ""
    section = Section(chance.choice(SECTIONS), (Bullet(Slot("r", "run"), box + text, "x"),))
    day = date(2024, 10, chance.choice([17, 18, 19, 20, 21]))
    return plan_entry(raw, Ledger(), DayEntry(day, (section,))).after


def documents(tally, seeds: range) -> int:
    """Put something into so many documents, and say how many were left alone."""
    refused = 0
    for seed in seeds:
        chance = random.Random(seed)
        raw = hostile(chance)
        try:
            after = added(chance, raw)
        except Refused:
            refused += 1
            tally.case(seed)
            continue
        tally.case(seed, more_than_one_hole=not one_hole(raw, after), not_there=len(re.findall(b"NEW", after)) == 0)
    return refused


@pytest.mark.slow
def test_a_hostile_document_gets_one_hole_or_is_left_alone(harness):
    """No other byte of it changes, and most of them can be written into."""
    tally = harness.Tally(12_000)
    tally.stopped = documents(tally, range(12_000))
    tally.report("hostile documents")
    assert tally.stopped < 12_000 * 0.25


def test_some_hostile_documents(harness):
    """A few of them in every run."""
    tally = harness.Tally(500)
    documents(tally, range(500))
    assert tally.wrong == []


def test_a_bad_editor_is_caught(harness, monkeypatch):
    """One that renders what it touches in its own way, here by trimming the ends of lines."""

    def rendered(page, start, end, text):
        raw = (page.bom + page.text[:start] + text + page.text[end:]).encode("utf-8", "surrogateescape")
        return type(page).of(re.sub(rb"[ \t]+(?=\r|\n|\Z)", b"", raw))

    monkeypatch.setattr(splice.Page, "spliced", rendered)
    tally = harness.Tally(1)
    documents(tally, range(500))
    assert tally.wrong
