"""Forms of logs that no dialect knows: names, steps, tables and words that the general reader takes as they come."""

from datetime import datetime

import pytest

from mlws_writer.facts.model import FactKind, LogReading, Outcome
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes


def read(log: str) -> LogReading:
    """Return the reading of a log."""
    return read_bytes(log.encode(), name="run.log")


def rows(log: str, budget: int = 2000) -> list[str]:
    """Return the rows of a digest, without the ids of their facts."""
    made = digest([read(log)], budget)
    return [row.text.removeprefix(f"{row.id} ") if row.facts else row.text for row in made.rows]


def series(log: str) -> dict[str, str]:
    """Return the last value of each series by its name, with its split."""
    return {f"{one.split} {one.name}".strip(): one.last.value for run in read(log).runs for one in run.series}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("  mean average precision (mAP@0.50) = 0.{n}100", "mean average precision (mAP@0.50)"),
        ("validation rmse_q850 = 1.{n}4", "rmse_q850"),
        (" {n}: 3.{n}1, 2.{n}4 avg loss, 0.001 rate, 64 images", "avg loss"),
        ("    recall_score[split=test, count=1, mean=0.{n}5]", "recall_score mean"),
    ],
)
def test_a_value_has_its_name_wherever_that_stands(line: str, name: str) -> None:
    """A name may hold a sign or digits, stand behind its value, or before the bracket around it."""
    found = series("".join(line.format(n=n) + "\n" for n in range(1, 8)))

    assert any(one.removeprefix("val ").removeprefix("test ") == name for one in found)


def test_money_is_no_metric() -> None:
    """What follows an amount of money is no measure of quality."""
    assert not series("".join(f"sent {n} messages, $0.0{n} cost.\n" for n in range(1, 8)))


def test_the_values_of_several_parts_of_the_data_on_one_line_are_told_apart() -> None:
    """`[train]` and `[valid]` head the values behind them, each its own."""
    log = "".join(
        f"{n}epoch results: [train] loss=0.{n}1, acc=0.8, [valid] loss=0.{n}7, acc=0.7\n" for n in range(1, 8)
    )

    assert series(log)["train loss"] == "0.71"
    assert series(log)["val loss"] == "0.77"


def test_a_step_may_be_named_behind_its_number() -> None:
    """`3epoch` and `第3轮` are steps."""
    (run,) = read("".join(f"第{n}轮 验证: 损失 0.{9 - n}\n" for n in range(1, 8))).runs
    (other,) = read("".join(f"{n}epoch results: loss=0.{9 - n}\n" for n in range(1, 8))).runs

    assert run.series[0].best is not None
    assert (run.series[0].best.step, run.series[0].best.value) == ("7", "0.2")
    assert [point.step for point in other.series[0].points] == [str(n) for n in range(1, 8)]


def test_a_total_that_is_set_apart_belongs_to_the_step() -> None:
    """`iteration 70/ 5000` is one step, of iterations."""
    log = "".join(f"iteration {n}0/ 5000 | lm loss: {n * n / 9:.4f}\n" for n in range(1, 12))

    steps = {fact.value: fact.step for fact in read(log).facts if fact.name == "lm loss"}

    assert steps["13.4444"] == "iteration 110/ 5000"
    assert any(row.startswith("course of lm loss by iteration: 10: 0.1111,") for row in rows(log))


TRIALS = "".join(
    "\n| Trial name | status | lr | iter | reward |\n|---|---|---|---|---|\n"
    + "".join(f"| walk_a7c_{n:05} | {status} | 0.0{n}1 | {k}0 | {k * 100 + n * 7}.5 |\n" for n in range(1, 5))
    for k, status in enumerate(("RUNNING", "RUNNING", "DONE"), 1)
)


def test_rows_of_things_with_numbers_in_their_names_are_told_whole() -> None:
    """No value of one trial is told of another; the last table counts, and its best row is told first."""
    said = rows(TRIALS, 150)

    assert "walk_a7c_00004: status DONE, lr 0.041, iter 30, reward 328.5" in said
    assert not any("walk_a7c_00001" in row and "314.5" in row for row in said)
    assert not any("RUNNING, lr" in row for row in rows(TRIALS))


def test_rows_of_a_markdown_table_stand_under_their_heading() -> None:
    """A cell alone says little: the row is told with the names of its columns, and of which table it is."""
    table = "\n|set|Snt|Err|S.Err|\n|---|---|---|---|\n|clean|262|2.{n}|31.5|\n|noisy|293|6.{n}|67.2|\n"
    log = "### WER\n" + table.format(n=4) + "\n### CER\n" + table.format(n=1)

    said = rows(log)

    assert any(row.startswith("WER: noisy: Snt 293, Err 6.4, S.Err 67.2") for row in said)
    assert any(row.startswith("CER: clean: Snt 262, Err 2.1, S.Err 31.5") for row in said)


def test_results_belong_to_what_was_being_worked_on() -> None:
    """A line that says what is next tells of what the results behind it are, also where others count steps."""
    log = "".join(
        f"Query {n}/4: prot_{name} (length 9)\n"
        + "".join(f"pass one recycle={k} pLDDT={60 + n}.{k}\n" for k in range(4))
        + f"ranked first pLDDT={70 + n}.5\n"
        for n, name in enumerate("abcd", 1)
    )

    assert any("prot_b: pLDDT 72.5" in row for row in rows(log))


def test_bars_of_blocks_take_few_rows_and_the_last_one_is_told() -> None:
    """A reader needs to know how far a bar came that did not come to its end, not each of its states."""
    log = "".join(f"Packing layer {n} {'█' * n}{'░' * (40 - n)}| 00:{n:02} [{n}/40] {n * 2.5}%\n" for n in range(1, 21))

    said = rows(log)

    assert any(row.endswith("[20/40] 50.0%") and "█" not in row for row in said)
    assert sum("Packing" in row for row in said) < 8


def test_what_many_lines_say_of_other_paths_takes_few_rows() -> None:
    """Lines that differ only in what a setting or a path is are alike."""
    log = "".join(f"Running suite:topic={name},model=m/x\nscored\n" for name in "abcdefghijklmnop")

    assert sum(row.startswith("Running suite") for row in rows(log)) <= 4


def test_a_long_error_is_told_to_its_end() -> None:
    """Why something failed often stands last."""
    path = "/data/" + "/".join(["checkpoints"] * 30)
    log = f"step 1\nTraceback (most recent call last):\nOSError: could not write {path}: disk quota exceeded\n"

    (said,) = [row for row in rows(log) if row.startswith("error: OSError: could not write")]

    assert said.endswith(": disk quota exceeded")


def test_a_scheduler_says_why_the_processes_were_stopped() -> None:
    """What a launcher says of the signal is not the reason: the scheduler's word before it is."""
    log = (
        "".join(f"iteration {n}0 loss 0.{n}\n" for n in range(1, 9))
        + "slurmstepd: error: *** JOB 77 ON n1 CANCELLED AT 2025-02-01T07:00:00 DUE TO TIME LIMIT ***\n"
        + "W0201 07:00:01.5 99 torch/distributed/elastic/agent/api.py:704] Received Signals.SIGTERM death signal\n"
    )

    (run,) = read(log).runs

    assert run.outcome is Outcome.INTERRUPTED
    assert "DUE TO TIME LIMIT" in run.outcome_text


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        ("^CERROR: LoadError: InterruptException:\nStacktrace:\n  [1] fit(x)\n", Outcome.INTERRUPTED),
        (
            "Fertig: bestes Modell gespeichert\n> proc.time()\n   user  system elapsed \n   2.1     0.1    9.4 \n",
            Outcome.COMPLETED,
        ),
    ],
)
def test_other_languages_have_words_for_the_end_too(last: str, outcome: Outcome) -> None:
    """What Julia says of Ctrl-C, and a script in German of its end."""
    (run,) = read("loading\n" + "".join(f"score of part {n} is 0.{n}\n" for n in range(1, 9)) + last).runs

    assert run.outcome is outcome


def test_a_trace_whose_lines_each_have_a_header_is_one_error() -> None:
    """Schedulers of workflows put a time, a file and a level before each line of a trace."""
    head = "[2025-03-09T02:09:14.182+0000] {{runner.py:29}} {level} - "
    said = ["Traceback (most recent call last):", '  File "fit.py", line 2, in fit', "db.OperationalError: gone away"]
    log = head.format(level="INFO") + "started\n" + "".join(head.format(level="ERROR") + one + "\n" for one in said)

    errors = [fact.text for fact in read(log).facts if fact.kind is FactKind.ERROR]

    assert errors[0] == "db.OperationalError: gone away"


def test_how_many_of_all_came_to_which_end_is_a_count() -> None:
    """A tally of what succeeded and what failed is told whole."""
    tallies = [
        fact.value
        for fact in read("7 of 9 runs written to out/\nJobs: 8/8 (1 ERROR, 7 DONE)\n").facts
        if fact.name == "tally"
    ]

    assert tallies == ["7 of 9 runs written", "(1 ERROR, 7 DONE)"]


def test_the_letter_of_a_version_is_no_part_of_the_data() -> None:
    """`v3` at the head of a line does not make its values those of a validation."""
    assert set(series("".join(f"v3 (head, nms) box_loss = 0.{n}\n" for n in range(1, 8)))) == {"box_loss"}


def test_a_log_may_write_its_times_and_levels_in_chinese() -> None:
    """`2023年06月09日 08:46:38 【警告】` is a time and a level."""
    log = "2023年06月09日 08:40:00 【信息】开始训练\n2023年06月09日 08:46:38 【警告】掩膜含非法标签\n"

    (run,) = read(log).runs

    assert (run.started, run.ended) == (datetime(2023, 6, 9, 8, 40), datetime(2023, 6, 9, 8, 46, 38))
    assert [fact.text for fact in run.facts if fact.kind is FactKind.WARNING] == ["掩膜含非法标签"]


def test_a_level_may_be_glued_between_two_names() -> None:
    """`-trainer-ERROR-loop:` behind a time is a level: a run that ends so has failed."""
    log = (
        "2025-09-15 08:00:00,101 -trainer-INFO-loop:batch_size : 16\n"
        "2025-09-15 08:10:00,404 -trainer-ERROR-loop:expected shape (None, 10)\n"
    )

    (run,) = read(log).runs

    assert run.outcome is Outcome.FAILED
    assert [fact.text for fact in run.facts if fact.kind is FactKind.ERROR] == ["expected shape (None, 10)"]


def test_the_history_of_a_training_ends_with_its_last_values() -> None:
    """A list for each epoch, as Keras prints it: the last value is what the training came to, not the first."""
    log = (
        "2025-09-15 08:00:00 training for 4 epochs\n"
        "{'loss': [1.52, 1.21, 1.02, 0.91], 'val_loss': [1.31, 1.10, 1.05, 1.08], 'val_accuracy': [0.53, 0.61, 0.63]}\n"
    )

    measured = {fact.name: fact.value for fact in read(log).facts if fact.kind is FactKind.METRIC}

    assert measured == {"loss": "0.91", "val_loss": "1.08", "val_accuracy": "0.63"}


def test_the_last_round_of_a_later_launch_is_the_end() -> None:
    """A launch before that was to do two rounds does not leave one of five unfinished, whose last is called done."""
    rounds = "".join(
        f"2025-06-27 09:{n}0:00 [INFO] === Round {n}/5 ===\n2025-06-27 09:{n}8:00 [INFO] Completed Round {n}\n"
        for n in range(1, 6)
    )
    log = f"2025-06-27 07:48:00 [INFO] === Round 1/2 ===\n{rounds}"

    assert read(log).runs[-1].outcome is Outcome.COMPLETED
    assert read(log.rpartition("2025-06-27 09:50")[0]).runs[-1].outcome is Outcome.INTERRUPTED


def test_how_it_ended_may_be_a_field() -> None:
    """`HowEnded=Success` as the last word of a log is its outcome."""
    log = "2025-08-09 05:45:28 - INFO - run started\n2025-08-09 05:46:53 - INFO - Activity=Fit, HowEnded=Success\n"

    assert read(log).runs[0].outcome is Outcome.COMPLETED


def test_tables_whose_columns_share_a_name_or_change_are_read() -> None:
    """Two columns of one name, and a table of other columns for the same things, are no reason to fail."""
    row = "| trial_{n:05} | {n} | {n}.5 |\n"
    tables = [
        "| a | a | a |\n",
        "| name | iter | reward |\n",
        "| name | loss | time |\n",
        "| name | \u00b2 | reward |\n",
    ]
    log = "\n".join(head + "".join(row.format(n=n) for n in range(101, 109)) for head in tables)

    assert any("trial_00108" in fact.text for fact in read(log).facts)


@pytest.mark.parametrize(
    "line", ["Case 6/8 not passed", "Test 3 of 9 failed", "[3/8] completed", "Step #3/8 completed"]
)
def test_which_of_several_is_no_tally(line: str) -> None:
    """The sixth of eight cases is one case, not six."""
    log = f"2025-01-07 10:00:00 - INFO - {line}\n2025-01-07 10:00:05 - INFO - accuracy=0.75\n"
    run = read_bytes(log.encode(), name="agent.log").runs[0]
    assert not [fact for fact in run.facts if fact.name == "tally"]


def test_a_tally_is_told() -> None:
    """How many of how many."""
    log = "2025-01-07 10:00:00 - INFO - 22 of 24 runs completed\n2025-01-07 10:00:05 - INFO - accuracy=0.75\n"
    run = read_bytes(log.encode(), name="agent.log").runs[0]
    assert [fact.value for fact in run.facts if fact.name == "tally"] == ["22 of 24 runs completed"]
