"""Forms of output that no framework owns: values before names, several clients, nested names, short logs."""

from mlws_writer.facts.model import Fact, FactKind, LogReading
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.plain_lines import SAID
from mlws_writer.tier1_logs.reader import read_bytes


def read(log: str) -> LogReading:
    """Return the reading of a log."""
    return read_bytes(log.encode(), name="run.log")


def said(log: str, *kinds: FactKind) -> dict[str, str]:
    """Return names and values of the facts of these kinds, plain lines left out."""
    return {fact.name: fact.value for fact in read(log).facts if fact.kind in kinds and fact.name != SAID}


def test_a_value_may_stand_before_its_name() -> None:
    """`0.81 = Validation score (accuracy)` measures; the best of several is told."""
    log = "".join(
        f"Fitting: M{n}\n\t{value}\t = Validation score   (accuracy)\n" for n, value in enumerate((0.81, 0.86))
    )

    metrics = said(log, FactKind.METRIC)

    assert (metrics["Validation score"], metrics["best Validation score"]) == ("0.86", "0.86")


def test_a_unit_between_two_numbers_belongs_to_the_first() -> None:
    """`512 tok/s 40GB` is a speed and an amount, not forty tokens a second; bare train and val are measures."""
    log = "".join(f"step {n} train 0.{9 - n}1 val 0.{9 - n}3 {500 + n} tok/s 40GB\n" for n in range(1, 6))

    (run,) = read(log).runs

    assert {fact.value for fact in run.facts if fact.name.endswith("tok/s")} <= {"501", "505"}
    assert {"train", "val"} <= {series.name for series in run.series}
    assert not said("train 800 val 100\n", FactKind.METRIC)


def test_what_several_measure_by_one_name_is_kept_apart() -> None:
    """Each client has its own course; ranks that repeat each other have one."""
    rounds = "".join(
        f"anna... anna sent round {n}: local MAE 0.{9 - n}0\nbert... bert sent round {n}: local MAE 0.{8 - n}5\n"
        for n in range(1, 6)
    )
    ranks = "".join(f"rank0 step {n} loss 0.{9 - n}\nrank1 step {n} loss 0.{9 - n}\n" for n in range(1, 6))

    assert {one.name: one.last.value for run in read(rounds).runs for one in run.series} == {
        "anna local MAE": "0.40",
        "bert local MAE": "0.35",
    }
    assert {one.name for run in read(ranks).runs for one in run.series} == {"loss"}


def test_a_name_one_level_below_what_it_names() -> None:
    """`name: sac` under `agent:` is the agent; under an unknown word it is nothing."""
    log = "agent:\n  name: sacrum\n  gamma: 0.99\nenv:\n  id: Walker-v9\nrest:\n  name: blue\n"

    named = said(log, FactKind.MODEL, FactKind.TASK)

    assert named == {"agent": "sacrum", "env": "Walker-v9"}


def test_a_traceback_tells_where_and_states_nothing() -> None:
    """The author's own frame and its statement are told, the last frame too; assignments in it set nothing."""
    log = (
        'Traceback (most recent call last):\n  File "/home/me/fit.py", line 12, in main\n    lr = pick(rates)\n'
        '  File "/env/lib/python3.12/site-packages/rates/pick.py", line 90, in pick\n    model = rates[0]\n'
        "IndexError: list index out of range\n"
    )

    facts = read(log).facts

    raised = {
        fact.name: fact.value for fact in facts if fact.name.startswith("raised") and "site-packages" not in fact.value
    }
    assert raised == {"raised at": 'File "/home/me/fit.py", line 12, in main', "raised by": "lr = pick(rates)"}
    assert any(fact.name == "raised at" and "site-packages" in fact.value for fact in facts)
    assert not said(log, FactKind.SETTING, FactKind.MODEL)


def test_a_short_log_is_told_whole_where_there_is_room_and_last_of_all() -> None:
    """Lines that nothing was made of come after all others, and count as not understood."""
    odd = "zyx wvut srq; ponm lkji\n"
    log = "loading corpus\nusing 2 GPUs\nstarting\n" + odd + "saved a.pt\nsaved b.pt\nready\nFinal accuracy: 0.91\n"

    reading = read(log)

    whole, tight = (" ".join(row.text for row in digest([reading], budget).rows) for budget in (200, 40))
    assert (odd.strip() in whole, odd.strip() in tight, "0.91" in tight) == (True, False, True)
    assert [one.text for one in reading.ignored] == [odd.strip()]


def test_program_text_sets_little() -> None:
    """What a program would compute weighs little; its comment is no part of a value; wrapped numbers are bare."""
    log = "batch_size = 64  # as many as fit\nepochs = 9 if small else 3\n"
    log += "scores: {'acc': np.float64(0.25), 'f1': np.float64(0.5)}\n"

    facts = {fact.name: fact for fact in read(log).facts if fact.name != SAID}

    assert facts["batch_size"].value == "64"
    assert facts["epochs"].weight < 0.3
    assert (facts["acc"].value, facts["f1"].value) == ("0.25", "0.5")


def test_what_names_nothing_names_no_model() -> None:
    """An object's repr, a metric whose name looks like a path, a source file and its line, the head of a table."""
    log = (
        "tokenizer=<pkg.Tokenizer object>\nactor/pg_clip: 0.25\nstarted in main.py: 41\n"
        "precision    recall    f1    support\n"
    )

    assert not said(log, FactKind.MODEL, FactKind.SETTING)


def test_r_squared_is_a_metric_however_it_is_written() -> None:
    """`R^2` holds a digit that is no value."""
    assert said("fit done\n  R^2 =   0.9731\n", FactKind.METRIC) == {"R2": "0.9731"}


def _texts(facts: tuple[Fact, ...], kind: FactKind) -> list[str]:
    return [fact.text for fact in facts if fact.kind is kind]


def test_an_error_is_what_opens_with_the_word_and_says_what_it_was() -> None:
    """An error named in words or as JSON counts; one to minimize, a rate, a number do not."""
    wrong = "Error while planting: no soil\n" + '{"error": "no seeds"}\n' + "Exception: dry\n"
    right = "error to minimize: RMSE\nError rate: low\nerror: 0.25\n"

    assert len(_texts(read(wrong).facts, FactKind.ERROR)) == 3
    assert not _texts(read(right).facts, FactKind.ERROR)


def test_a_record_that_recurs_may_be_the_only_one_to_name_the_model() -> None:
    """A model named in each of many records of one form is the model of the run."""
    log = "".join(f"2026-01-04 08:3{n}:00 asking model[claude-sonnet-4] for task {n}\n" for n in range(8))

    assert "claude-sonnet-4" in said(log, FactKind.MODEL).values()


def test_a_bar_that_came_to_its_end_says_how_long_the_work_took() -> None:
    """The minutes of the last full bar of the work are told, not those of a bar that fetched something."""
    fetched = "Loading: 100%|##| 9/9 [04:00<00:00, 1.0s/it]"
    bars = "".join(f"\rEpoch {n}: 100%|##| 32/32 [08:3{n}<00:00, 16.2s/it]" for n in range(1, 4))

    took = said(f"{fetched}{bars}\nEvaluating\n", FactKind.DURATION)

    assert took == {"Epoch 3": "08:33"}


def test_the_letter_of_a_tensorflow_line_is_its_level() -> None:
    """A fatal line is an error, and so is one that says with which CUDA error a device failed; a bare rank is none."""
    stamp = "2021-05-22 00:52:15.231487"
    log = (
        f"{stamp}: I tensorflow/core/a.cc:14] fine\n{stamp}: F tensorflow/b.cc:34] no devices found\n"
        f"{stamp}: W tensorflow/c.cc:5] no executor: CUDA_ERROR_OUT_OF_MEMORY: out of memory\n"
        "[2021-05-22 00:52:15,231][utils][ERROR] - [rank: 0]\n"
    )

    errors = said(log, FactKind.ERROR).values()

    assert [error.partition(":")[0] for error in errors] == ["no devices found", "no executor"]


def test_a_class_with_a_number_for_a_name_keeps_it() -> None:
    """The rows of the last report are told with their class; no class is the best of a course."""
    report = "              precision    recall  f1-score   support\n\n" + "".join(
        f"           {n}       0.{n}1      0.{n}2      0.{{}}{n}         {n + 4}\n" for n in range(1, 4)
    )
    log = report.format(3, 3, 3) + "\nval_loss: 2.1\n" + report.format(5, 5, 5)

    metrics = [fact for fact in read(log).facts if fact.kind is FactKind.METRIC]

    assert "class 2: precision 0.21, recall 0.22, f1-score 0.52, support 6" in {fact.text for fact in metrics}
    assert not any(fact.name.endswith("f1-score") and not fact.name.startswith("class ") for fact in metrics)


def test_a_row_that_holds_a_path_names_no_numbers() -> None:
    """Settings in a box, one a row, name nothing below them."""
    log = "| Data | ./set/train/ |\n| Weight decay | 0.001 |\n| Dropout | 0.5 |\n"

    assert not any("./set/train/" in fact.text and "0.001" in fact.text for fact in read(log).facts)


def test_the_parameters_of_a_part_of_a_model_are_counted() -> None:
    """The number after the colon is how many there are, whatever stands between."""
    log = " > number of parameters on (tensor, pipeline) model parallel rank (0, 0): 354871296\n"

    assert said(log, FactKind.COUNT)["parameters"] == "354871296"
