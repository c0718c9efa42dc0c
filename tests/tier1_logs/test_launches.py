"""Launches that were appended to one log: told apart by the words with which it began, and by what they were set to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

HEAD = "Building the agent"


def launch(clock: str, width: int) -> str:
    """Return the lines of a launch."""
    said = (HEAD, f"width: {width}", "saved weights")
    return "".join(f"2024-03-10 {clock}:0{n},100 {words}\n" for n, words in enumerate(said))


@pytest.mark.parametrize("piece", [1, 40, 1 << 20])
def test_a_program_that_begins_again_after_a_silence_was_launched_again(piece: int) -> None:
    """The words with which the log began open a launch, wherever the pieces end in which it is read."""
    crash = "Traceback (most recent call last):\n" + '  File "fit.py", line 3, in fit\n' * 5 + "KeyError: 1\n"
    log = launch("10:00", 64) + launch("10:07", 64) + crash + launch("11:30", 32)

    runs = read_bytes(log.encode(), name="run.log", piece=piece).runs

    assert [(run.first_line, run.last_line) for run in runs] == [(1, 3), (4, 13), (14, 16)]


@pytest.mark.parametrize(
    "first",
    [
        '2024-03-10 10:0{}:00,100 "GET /health HTTP/1.1" 200\n',
        "2024-03-10 10:0{}:00,100 WARNING the disk is slow\n",
        "2024-03-10 10:0{0}:00,100 round {0} of training\n",
        "10:0{}:00 Building the agent\n",
    ],
)
def test_what_a_program_says_time_and_again_begins_nothing(first: str) -> None:
    """A request, a warning, a counted round and a clock without a date do not part a log."""
    log = "".join(first.format(n) + f"2024-03-10 10:0{n}:01,100 done with it\n" for n in range(5))

    assert len(read_bytes(log.encode(), name="run.log").runs) == 1


def test_words_that_came_again_without_a_silence_part_nothing_from_then_on() -> None:
    """A program that says its first words while it works has not begun anew when it says them later."""
    again = f"2024-03-10 10:00:05,100 {HEAD}\n"

    log = launch("10:00", 64) + again + launch("10:07", 64)

    assert len(read_bytes(log.encode(), name="run.log").runs) == 1


def test_the_row_of_a_launch_says_what_it_was_set_to_that_the_one_before_was_not() -> None:
    """A setting that changed is told of the launch that it changed in; the row cites its line."""
    log = "".join(
        f"2024-03-10 1{n}:00:0{second},1 {words}\n"
        for n, rate in enumerate(("0.1", "0.1", "0.01"))
        for second, words in enumerate((HEAD, f"learning_rate: {rate}", "batch_size: 8"))
    )

    rows = [row for row in digest([read_bytes(log.encode(), name="run.log")]).rows if row.text.startswith("launch")]

    assert [row.text.partition("; ")[2] for row in rows] == ["learning_rate 0.1", "", "learning_rate 0.01"]
    assert rows[2].lines == (7, 8)


SAID = ("Training Session Started: 2026-02-03 15:36:53", "=====", "Episode 1/9 | Loss: 2.5", "Episode 2/9 | Loss: 0.5")
STAMPED = [f"2024-03-10 1{n}:00:00,100 {words}" for n in range(3) for words in (HEAD, "reading data", "reward: 0.25")]
LINES = st.sampled_from([*SAID, "KeyError: 1", *STAMPED])


@given(st.lists(LINES, max_size=60), st.integers(1, 300))
@settings(deadline=None)
def test_launches_are_the_same_wherever_the_pieces_of_a_log_end(lines: list[str], piece: int) -> None:
    """Where launches begin, and what each of them says, does not depend on how the bytes arrive."""
    log = "\n".join(lines).encode()

    assert read_bytes(log, name="a.log", piece=piece) == read_bytes(log, name="a.log")


def counted(rate: str, steps: int = 4) -> str:
    """Return what a program without times prints that says its settings and counts its steps."""
    return f"Arguments: rate={rate} width=8\n" + "".join(
        f"step {n} of {steps}, loss {1 / n:.3f}\n" for n in range(1, steps + 1)
    )


@pytest.mark.parametrize("piece", [1, 40, 1 << 20])
def test_a_log_without_times_that_says_its_settings_again_after_its_steps_is_of_two_launches(piece: int) -> None:
    """The line with which the log began opens a launch, whatever it was set to, once steps were counted."""
    log = "=====\n" + counted("0.1") * 2 + "Traceback (most recent call last):\nKeyError: 1\n" + counted("0.2")

    runs = read_bytes(log.encode(), name="run.log", piece=piece).runs

    assert [(run.first_line, run.last_line) for run in runs] == [(1, 6), (7, 13), (14, 18)]


@pytest.mark.parametrize(
    "log",
    [
        "Arguments: rate=0.1\n" * 4 + counted("0.1"),
        "Starting epoch\n"
        + "step 1 loss 0.3\nstep 2 loss 0.2\nstep 3 loss 0.1\nstep 4 loss 0.1\nstep 5 loss 0.1\nStarting epoch\n" * 3,
        counted("0.1") + "evaluating\nscore 0.3\nscore 0.4\n" + "loaded arguments: rate=0.1\n",
    ],
)
def test_what_is_said_by_several_processes_or_before_each_part_opens_no_launch(log: str) -> None:
    """Ranks that say the same before any step, the head of each epoch and other words for the settings part nothing."""
    assert len(read_bytes(log.encode(), name="run.log").runs) == 1


def sessions() -> str:
    """Return a log of two launches that count rounds and end with a summary, and one that failed."""
    log = ""
    for n, (rate, score) in enumerate((("0.1", "0.61"), ("0.1", "0.72"), ("0.5", ""))):
        said = [HEAD, f"learning_rate: {rate}", "batch_size: 8", *(f"round {k} accuracy 0.{n}{k}" for k in range(1, 5))]
        said += ["Final results:", "Boxes carried: 4" + str(n), f"test accuracy: {score}"] if score else []
        log += "".join(f"2024-03-10 1{n}:00:0{second},1 {words}\n" for second, words in enumerate(said))
    return log + "Traceback (most recent call last):\nKeyError: 'width'\n"


def test_the_row_of_a_launch_says_what_came_out_of_it_and_one_row_what_all_were_set_to() -> None:
    """The main result or the error of each launch is told; a setting that never changed is told once, of all."""
    rows = [row.text for row in digest([read_bytes(sessions().encode(), name="run.log")]).rows if not row.facts]

    assert any(row.startswith("launch 2 of 3: completed") and "accuracy 0.72" in row for row in rows)
    assert any(row.startswith("launch 3 of 3: failed") and "KeyError: 'width'" in row for row in rows)
    (shared,) = [row for row in rows if row.startswith("all 3 launches: ")]
    assert "batch_size 8" in shared
    assert "learning_rate" not in shared


def test_launches_without_a_row_of_their_own_are_counted_by_how_they_ended() -> None:
    """Where a log has more launches than there is room for, one row says how the others ended."""
    log = "".join(launch(f"{10 + n // 12}:{n % 12 * 5:02}", 64) for n in range(60))

    rows = [row.text for row in digest([read_bytes(log.encode(), name="run.log")]).rows if not row.facts]

    told = [row for row in rows if row.startswith("launch ")]
    (rest,) = [row for row in rows if row.startswith("launches 1 to ")]
    assert int(rest.split(":")[0].split()[-1]) == 60 - len(told)
