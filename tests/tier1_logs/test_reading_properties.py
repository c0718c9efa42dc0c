"""Properties that hold for whatever bytes a log consists of."""

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlws_writer.facts.model import LogReading
from mlws_writer.tier1_logs.condense import Condenser
from mlws_writer.tier1_logs.digest import CHARS_A_TOKEN, digest
from mlws_writer.tier1_logs.pieces import pieces, reader_of
from mlws_writer.tier1_logs.reader import read_bytes

NUMBER = st.one_of(
    st.integers(0, 99_999).map(str), st.floats(0, 1000, width=16).map(lambda x: f"{x:.4g}"), st.just("nan")
)
LINES = st.one_of(
    st.builds("Epoch {}/{}: loss={} val_acc={}".format, NUMBER, NUMBER, NUMBER, NUMBER),
    st.builds("2024-10-19 14:30:{:02d} - INFO - step {} lr {}".format, st.integers(0, 59), NUMBER, NUMBER),
    st.builds('{{"step": {}, "loss": {}, "id": "{}"}}'.format, NUMBER, NUMBER, st.uuids()),
    st.builds("| layer{} | {} | {} |".format, NUMBER, NUMBER, NUMBER),
    st.builds(" {}%|##  | {}/{} [00:{}<?]\r".format, NUMBER, NUMBER, NUMBER, NUMBER),
    st.sampled_from(
        ["Traceback (most recent call last):", '  File "a.py", line 3, in f', "ValueError: too many", "", "-----"]
    ),
    st.text(max_size=40),
)
LOGS = st.one_of(
    st.binary(max_size=2000),
    st.lists(LINES, max_size=60).map(lambda lines: "\n".join(lines).encode("utf-8", "replace")),
    st.lists(LINES, max_size=60).map(lambda lines: "\r\n".join(lines).encode("utf-16")),
)


def said(reading: LogReading) -> list[tuple[str, ...]]:
    """Return all that a reading says, ids left out."""
    return [
        (fact.kind, fact.name, fact.value, fact.text, fact.step, str(fact.line), fact.split)
        for run in reading.runs
        for fact in run.facts
    ]


@given(LOGS)
@example(b"\xff\xfe")
@example(b"\r\r\n\r")
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read(raw: bytes) -> None:
    """No bytes raise, and the digest of what was read keeps to its budget."""
    reading = read_bytes(raw, name="any.log")

    made = digest([reading], 50)

    assert sum(len(row.text) + 1 for row in made.rows) <= 50 * CHARS_A_TOKEN


COUNTS = st.sampled_from(["3", "²", "٣", "9" * 4_400, "0" * 4_400 + "1", "1e99999999999999999999", "-1e400", "inf"])
COUNTED = st.sampled_from(
    [
        "epochs: {}",
        "max_epochs = {}",
        "Epoch [{}/{}] loss: {}",
        "Iter [{}/{}] lr: {}",
        "n_trials={}",
        "Process rank: {}, device: a",
        "Trial {} finished with value: {} and parameters: {{}}. Best is trial {} with value: {}.",
        "{{'epochs': {}, 'lr': {}, 'bs': {}, 'x': {}}}",
        "{}%|##| {}/{} [00:{}<00:00]",
        "{} | {} | {}",
        "loss={} acc: {}%",
        '{{"epoch": {}, "loss": {}}}',
        "took {}h {}m {}s",
    ]
)


@given(st.lists(st.tuples(COUNTED, st.tuples(*[COUNTS] * 4)), min_size=1, max_size=12))
@settings(deadline=None)
def test_digits_of_any_length_and_script_are_read(lines: list[tuple[str, tuple[str, ...]]]) -> None:
    """Where a log counts in thousands of digits, in other scripts, or to infinity, the rest of it is read."""
    log = "\n".join(text.format(*counts) for text, counts in [*lines, ("all {} done", ("3",))])

    assert read_bytes(log.encode(), name="a.log").lines == log.count("\n") + 1


@given(LOGS, st.integers(1, 300))
@example(b"\n" * 54, 39)
@example(b" 3%|#  | 1/30 [00:01<00:29]\r\r\nepoch 1 loss 0.5\n", 1)
@settings(max_examples=400, deadline=None)
def test_reading_in_pieces_equals_reading_at_once(raw: bytes, size: int) -> None:
    """However the bytes arrive, the reading says the same."""
    whole, parts = read_bytes(raw, name="a.log"), read_bytes(raw, name="a.log", piece=size)

    assert said(whole) == said(parts)
    assert [(run.outcome, run.outcome_line, run.series) for run in whole.runs] == [
        (run.outcome, run.outcome_line, run.series) for run in parts.runs
    ]
    assert (whole.lines, whole.head, whole.source) == (parts.lines, parts.head, parts.source)


@given(LOGS, st.integers(1, 300))
@settings(max_examples=200, deadline=None)
def test_each_segment_belongs_to_one_family(raw: bytes, size: int) -> None:
    """Every line that is not empty is counted once: in a family, or in the flood that is not kept."""
    condenser = Condenser()
    for piece in pieces(reader_of(raw), size):
        condenser.feed(piece)

    counted = sum(family.count for run in condenser.runs for family in run.families.values())
    flood = sum(run.flood for run in condenser.runs)
    parts = raw.replace(b"\x00", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert counted + flood <= len(parts)
    if b"\x1b" not in raw and b"\x00" not in raw:
        assert counted + flood == sum(1 for part in parts if part)


@given(LOGS)
@settings(max_examples=300, deadline=None)
def test_each_value_stands_on_its_line(raw: bytes) -> None:
    """A fact's value is on the line that it cites, but for colours, blanks, backspaces and secrets taken out."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x1b" in raw or b"\x00" in raw:
        return
    reading = read_bytes(raw, name="a.log")

    lines = raw.split(b"\n")
    for fact in reading.facts:
        line = lines[fact.line - 1]
        texts = {line.decode(codec, "replace") for codec in ("utf-8", reading.encoding, "latin-1")}
        plain = {" ".join(text.replace("\r", " ").replace("\x08", " ").split()) for text in texts} | texts
        assert any(" ".join(fact.value.split()) in text for text in plain) or "«redacted»" in fact.value


@given(st.integers(0, 2**32), st.integers(100, 20_000))
@settings(max_examples=25, deadline=None)
def test_many_alike_lines_say_the_same_in_pieces(seed: int, size: int) -> None:
    """Lines enough for every way of putting them together (shapes, ids, likeness) still read the same in pieces."""
    dice = random.Random(seed)
    lines = []
    for step in range(400):
        value = 10 ** dice.uniform(-3, 4) * dice.choice([1, 1, 1, -1])
        lines.append(
            dice.choice([
                f"step {step} loss={value:.{dice.randint(0, 5)}f} lr={abs(value):.2e}",
                f"request {dice.getrandbits(64):016x} took {abs(value):.1f}s on worker{dice.randint(0, 20)}",
                f"{{'id': '{dice.getrandbits(32):08x}', 'reward': {value:.3f}, 'n': {10 ** dice.randint(1, 7):,}}}",
                f"shard 0x{dice.getrandbits(24):x} R@{dice.choice([1, 5, 10])}: {value:.2f}",
            ])
        )  # fmt: skip
    raw = "\n".join(lines).encode()

    whole, parts = read_bytes(raw, name="a.log"), read_bytes(raw, name="a.log", piece=size)

    assert said(whole) == said(parts)
    assert [run.series for run in whole.runs] == [run.series for run in parts.runs]


def _launch(number: int) -> str:
    """Write a launch of its own: settings, thirty epochs, an end."""
    epochs = "".join(f"epoch {e} loss {number + 1 / e:.3f} val_acc {0.5 + e / 100:.2f}\n" for e in range(1, 31))
    settings = f"Namespace(lr=0.{number}, epochs=30, dataset='set{number}')\n"
    return f"{settings}{epochs}training finished, saved model_{number}.pt\n"


@given(st.permutations(range(1, 6)))
def test_the_order_of_unrelated_launches_changes_none_of_their_facts(order: list[int]) -> None:
    """What a launch says does not depend on what stands before and after it."""

    def said(numbers: list[int]) -> dict[int, tuple[object, object]]:
        reading = read_bytes("".join(map(_launch, numbers)).encode(), name="runs.log")
        assert len(reading.runs) == len(numbers)
        return {
            number: (run.outcome, {(f.kind, f.name, f.value, f.unit, f.step) for f in run.facts})
            for number, run in zip(numbers, reading.runs, strict=True)
        }

    assert said(order) == said(sorted(order))
