"""Forms of logs that are seldom seen, in small ones made up for each: what is read, and what a digest shows."""

import pytest

from mlws_writer.facts.model import LogReading
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes


def read(log: str) -> LogReading:
    """Return the reading of a log."""
    return read_bytes(log.encode(), name="run.log")


def rows(log: str, budget: int = 2000) -> list[str]:
    """Return the rows of a digest, without the ids of their facts."""
    return [row.text.partition(" ")[2] for row in digest([read(log)], budget).rows]


def series(log: str) -> dict[tuple[str, str], str]:
    """Return the last value of each series by its name and its split."""
    return {(one.name, one.split): one.last.value for one in read(log).runs[0].series}


def test_values_in_brackets_are_no_places_in_a_program() -> None:
    """`[epoch:3/40] [loss:0.31]` holds a step and a loss; `[fit.py:31]` says where a line was logged."""
    log = "".join(
        f"[epoch:{n}/40] [loss:{3 / n:.4f}] [lr:0.00{n}] [Time:[2031-05-01 10:0{n}:00]]\n" for n in range(1, 8)
    )
    shown = rows(log + "Killed\n")

    assert series(log)["loss", ""] == "0.4286"
    assert any("[epoch:7/40] [loss:0.4286]" in one for one in shown)
    assert read("[fit.py:31] seed: 7\n").facts[0].text == "seed: 7"


@pytest.mark.parametrize("setting", ["gradient_accumulation_steps: 4", "warmup_steps=100", "max_iter: 9000"])
def test_what_is_set_in_steps_counts_none(setting: str) -> None:
    """No value of a line of settings stands at the step that another setting looks like."""
    facts = read(f"{setting}, margin: 0.25, width: 31\n").facts

    assert {fact.step for fact in facts} == {""}


def test_a_number_of_epochs_that_is_set_is_no_epoch() -> None:
    """`epoch = 20` of two launches says how many there shall be, not where the settings below it stand."""
    launch = "epoch = 20\nclusters = 12\ndecay = 0.8\n" + "".join(
        f"Iteration: {n} Loss: {9 / (n + 1):.3f}\n" for n in range(5)
    )

    assert not any(fact.step.startswith("epoch") for fact in read(launch * 2).facts)


def test_what_was_best_is_told_apart_from_the_last_value() -> None:
    """A line on the best epoch behind the last one is no point of the course."""
    log = "".join(f"Epoch {n} Acc: 0.9{9 - n}\n" for n in range(6)) + "=====\nBest Epoch 0 Acc: 0.99\n"

    assert series(log)["Acc", ""] == "0.94"
    assert any("Best Epoch 0 Acc: 0.99" in one for one in rows(log))


def test_a_running_best_is_told_once() -> None:
    """Each value of it is the best so far: the last says all."""
    log = "".join(f"[{n}/30] Valid PCC: 0.{10 + n}\n  -> Best model saved (PCC: 0.{10 + n})\n" for n in range(1, 31))
    assert sum(one.startswith("best:") for one in rows(log)) <= 2


def test_nothing_is_best_that_was_measured_after_the_loss_was_lost() -> None:
    """A perfect score of a model whose weights are NaN is none."""
    fine = "".join(f"Epoch: {n}, Loss: 1.{9 - n}\nVal AUC: 50.{n}7%\n" for n in range(4))
    log = fine + "".join(f"Epoch: {n}, Loss: nan\nVal AUC: 100.00%\n" for n in range(4, 9))

    best = [fact.value for fact in read(log).facts if fact.name == "best Val AUC"]
    assert best == ["50.37"]


def test_values_of_one_name_belong_to_the_part_of_the_data_before_them() -> None:
    """Of two accuracies on a line the first is of training, the second of validation."""
    log = "".join(
        f"Epoch {n} | Train Loss: {3 / n:.3f} | Acc: 0.6{n} | Val Loss: {4 / n:.3f} | Acc: 0.5{n}\n"
        for n in range(1, 7)
    )

    assert (series(log)["Acc", "train"], series(log)["Acc", "val"]) == ("0.66", "0.56")


def test_the_last_table_is_told_row_by_row() -> None:
    """Names that nobody knows head its columns: its rows stand whole, below their head, no value again beside them."""
    table = "bed     frost_n  soil(wet)  moss\noak     61.26    75.89      68.04\nelm     62.12    74.68      67.79\n"
    shown = rows("digging\n\n=== summary ===\n" + table + "done.\n", 120)

    assert {"oak 61.26 75.89 68.04", "elm 62.12 74.68 67.79"} <= set(shown)
    assert "bed frost_n soil(wet) moss" in shown


def test_a_value_heads_no_table() -> None:
    """Neither a measure, nor a flag, nor a path names the numbers below it; nor does a setting have a column."""
    log = "freeze\tFalse\nz_dim\t100\nout\tbeds/all/oak.txt\nn_iter\t9000\n"
    log += "val_acc improved to 0.15\nEpoch 2/5 - val_acc: 0.25\n"

    names = {fact.name for fact in read(log).facts}
    assert not names & {"z_dim False", "n_iter beds/all/oak.txt", "Epoch 0.15"}
    assert {"z_dim", "n_iter"} <= names


def test_a_digest_with_room_shows_lines_and_settings_whole() -> None:
    """The last line of a kind stands in its own words, and no setting is left out while there is room for it."""
    settings = "".join(f" 'part_{chr(97 + n)}x': 'v{n}',\n" for n in range(20))
    log = (
        "Configuration:\n{'seed': 3,\n"
        + settings
        + "}\n"
        + "".join(f"ROUND {n} OVER @ 10:0{n} AM\nSAID: a{n} b\n" for n in range(1, 8))
    )
    shown = rows(log)

    assert any("ROUND 7 OVER @ 10:07 AM" in one for one in shown)
    assert all(any(f"'v{n}'" in one for one in shown) for n in range(20))


def test_a_best_that_was_infinite_before_is_no_divergence() -> None:
    """`inf --> 5.4` says that nothing was measured before."""
    log = "".join(f"step {n} loss {3 / n:.3f}\n" for n in range(1, 6)) + "Model is improving ppl: inf --> 5.41.\n"

    assert not any(one.startswith("warning") for one in rows(log))


def test_a_message_in_csv_is_read_without_the_marks_of_the_format() -> None:
    """Its time, level and source are told from it, and the last of two measures does not begin with 'and'."""
    log = "".join(
        f'2026-04-02T09:{n}0:11,INFO,train,"epoch {n} finished, train loss {1 / n:.4f} and val accuracy 0.{n}120"\n'
        for n in range(1, 6)
    )
    warned = read(f'{log}2026-04-02T09:59:02,WARNING,data,"skipped 14 images, of ""birds"""\n')

    assert {name for name, _ in series(log)} == {"train loss", "val accuracy"}
    assert [fact.text for fact in warned.facts if fact.kind == "warning"] == ['skipped 14 images, of "birds"']
