"""A log that grew is read from where it ended, and says what reading all of it says."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlws_writer.tier1_logs import blocks, growth
from mlws_writer.tier1_logs.blocks import Blocks
from mlws_writer.tier1_logs.condense import Condenser
from mlws_writer.tier1_logs.condensed_rows import condenser_from_row, condenser_to_row
from mlws_writer.tier1_logs.reader import read_log, read_on

PIECE = 512
STEPS = b"".join(b"step %d loss 0.%d\n" % (number, number % 97) for number in range(300))

number = st.integers(0, 99_999)
lines = st.one_of(
    st.builds("Epoch {}/9: loss={}.5 val_acc={}\n".format, number, number, number),
    st.builds("2024-10-19 14:30:01 - INFO - step {} lr {}e-4 on worker{}\n".format, number, number, number),
    st.builds(" {}%|##  | {}/99 [00:{}<?]\r".format, number, number, number),
    st.builds("| layer{} | {} |\n".format, number, number),
    st.builds("{}\n".format, st.text(max_size=30)),
    st.sampled_from(
        ["Traceback (most recent call last):\n", "ValueError: no\n", "MLWS run started\n", "\r\n", "no end "]
    ),
)
texts = st.lists(lines, max_size=20).map(lambda parts: "".join(parts).encode("utf-8", "replace"))
# Many lines of few sorts make a log of several pieces without making Hypothesis draw each of them.
logs = st.lists(st.tuples(texts | st.binary(max_size=600), st.integers(1, 9)), max_size=3).map(
    lambda parts: b"".join(part * times for part, times in parts)
)
long_logs = st.builds(lambda steps, log: STEPS[: steps * PIECE] + log, st.integers(1, 4), logs)


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Make all sizes small, so that a log of a few lines is a long one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", PIECE)
        patch.setattr(growth, "TAIL", PIECE // 2)
        patch.setattr(growth, "SHARE", 0)
        yield


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a log may be written, again and again."""
    return tmp_path_factory.mktemp("growing") / "a.log"


@given(st.lists(long_logs | logs, min_size=2, max_size=3))
@example([b"x" * 2000, b"y" * 2000 + b"\n", b"z\n" * 2000])
@example([b"loss 1\r" * 300, b"\n" * 600, b"\r\nloss 2" * 300])
@example([b"loss=1.5\n" * 400, b"loss=0.5\n" * 400, b"MLWS run started\n" * 90])
@settings(max_examples=60, deadline=None)
def test_reading_on_equals_reading_at_once(log: Path, parts: list[bytes]) -> None:
    """However a log grows, each time it says what it would say to one who never saw it before."""
    log.write_bytes(b"")
    mark, head = b"", ""
    for part in parts:
        with log.open("ab") as file:
            file.write(part)

        reading, mark = read_on(log, known=head, mark=mark, piece=PIECE)

        whole, anew = read_on(log, known=head, piece=PIECE)
        assert reading == whole
        assert json.loads(mark or b"0") == json.loads(anew or b"0") or len(part) < PIECE
        head = reading.head


def grown(log: Path, before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """Write a log, read it, let it be as it is `after`; return the mark of the first time, and the next."""
    log.write_bytes(before)
    _, mark = read_on(log, piece=PIECE)
    log.write_bytes(after)
    reading, following = read_on(log, mark=mark, piece=PIECE)
    assert reading == read_on(log, piece=PIECE)[0]
    return mark, following


def test_only_what_is_new_is_read(log: Path) -> None:
    """The bytes before the mark but the first and last of them are not looked at."""
    log.write_bytes(STEPS)
    reading, mark = read_on(log, piece=PIECE)
    hidden = bytearray(STEPS + b"step 300 loss 0.5\n")
    hidden[2100:2200] = b"\xff" * 100
    log.write_bytes(hidden)

    later, _ = read_on(log, mark=mark, piece=PIECE)

    assert later.lines == reading.lines + 1
    assert later.facts == read_on(_written(log, STEPS + b"step 300 loss 0.5\n"), piece=PIECE)[0].facts


def _written(log: Path, content: bytes) -> Path:
    log.write_bytes(content)
    return log


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "another beginning": lambda raw: b"S" + raw[1:] + raw,
    "shorter": lambda raw: raw[:1000],
    "empty": lambda raw: b"",
    "other bytes before the mark": lambda raw: raw[:-700].replace(b"loss", b"lost") + raw[-700:].upper() + raw,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_log_that_did_more_than_grow_is_read_anew(log: Path, change: Callable[[bytes], bytes]) -> None:
    """Whatever became of it."""
    grown(log, STEPS, change(STEPS))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_log_in_utf_16_has_no_mark(log: Path, codec: str) -> None:
    """It is read anew."""
    assert grown(log, STEPS.decode().encode(codec), (STEPS * 2).decode().encode(codec)) == (b"", b"")


def test_a_mark_that_would_cost_more_than_it_saves_is_not_set(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of lines that are all different leaves no mark as long as itself."""
    monkeypatch.setattr(growth, "SHARE", 4)
    different = b"".join(sha256(b"%d" % n).hexdigest().translate({48: "g"}).encode() + b"\n" for n in range(200))

    assert grown(log, different, different + STEPS)[0] == b""


def test_a_log_shorter_than_a_piece_has_no_mark(log: Path) -> None:
    """Reading it again costs next to nothing."""
    log.write_bytes(STEPS)

    assert read_on(log) == (read_log(log), b"")


@pytest.mark.parametrize("cut", range(0, 4000, 371))
def test_a_damaged_mark_only_costs_a_reading(log: Path, cut: int) -> None:
    """Wherever it is cut, and whatever else it is."""
    log.write_bytes(STEPS)
    whole, mark = read_on(log, piece=PIECE)

    for damaged in (
        mark[:cut],
        mark[cut:],
        b"[]",
        b"null",
        b'[1,"","","","",false,[]]',
        mark[:30] + b"\xff" + mark[31:],
    ):
        assert read_on(log, mark=damaged, piece=PIECE)[0] == whole


@given(logs)
@settings(max_examples=100, deadline=None)
def test_a_condenser_comes_back_from_json(raw: bytes) -> None:
    """All that it holds, but for what it can make again."""
    condenser = Condenser(None)
    condenser.feed(raw)
    row = condenser_to_row(condenser)

    back = condenser_from_row(json.loads(json.dumps(row)), None)

    assert condenser_to_row(back) == row
    assert [list(run.families) for run in back.runs] == [list(run.families) for run in condenser.runs]


def test_only_what_a_condenser_holds_comes_from_a_row() -> None:
    """A row with anything else is none."""
    row = condenser_to_row(Condenser(None))

    with pytest.raises(ValueError, match="not what a condenser holds"):
        condenser_from_row([*row, ["feed", 1]], None)


@given(st.binary(max_size=3 * PIECE), st.lists(st.integers(1, 2 * PIECE), max_size=5))
def test_a_digest_does_not_depend_on_how_bytes_arrive(raw: bytes, cuts: list[int]) -> None:
    """And where a block ends, it can be gone on with from a text."""
    once, parts = Blocks(), Blocks()
    once.update(raw)
    at = 0
    for cut in (*cuts, len(raw)):
        parts.update(raw[at : at + cut])
        at += cut
        if at % PIECE == 0 and at <= len(raw):
            parts = Blocks(parts.before)

    assert parts.digest == once.digest


@given(st.binary(max_size=3 * PIECE), st.binary(max_size=3 * PIECE))
def test_other_bytes_have_another_digest(one: bytes, other: bytes) -> None:
    """Longer ones too."""
    first, second = Blocks(), Blocks()
    first.update(one)
    second.update(other)

    assert (first.digest == second.digest) == (one == other)
