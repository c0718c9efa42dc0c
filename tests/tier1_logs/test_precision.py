"""What the reader states as a metric, setting, model or count is one; what it cannot name stays an event."""

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(log.encode(), name="run.log").runs
    return run


def facts_of(run: Run, *kinds: FactKind) -> list[Fact]:
    """Return the facts of these kinds."""
    return [fact for fact in run.facts if fact.kind in kinds]


DIVERGED = """training a small classifier
epoch 1/5 train_loss=1.9000 val_loss=1.8000 val_acc=0.3206
epoch 2/5 train_loss=1.7000 val_loss=1.6000 val_acc=0.4100
epoch 3/5 train_loss=1.6000 val_loss=1.5000 val_acc=0.4540
epoch 4/5 train_loss=nan val_loss=nan val_acc=nan
epoch 5/5 train_loss=nan val_loss=nan val_acc=nan
saved runs/model.pt
training finished
"""


def test_a_loss_that_is_nan_to_the_end_is_the_failure() -> None:
    """The last value is NaN, the best is not, and the run failed where it began, though it says finished."""
    run = run_of(DIVERGED)

    (series,) = [one for one in run.series if one.name == "train_loss"]
    assert (series.count, series.last.value, series.best and series.best.value) == (5, "nan", "1.6000")
    assert [point.value for point in series.points] == ["1.9000", "1.7000", "1.6000", "nan", "nan"]
    (error,) = facts_of(run, FactKind.ERROR)
    assert (error.name, error.value, error.step, error.line) == ("diverged", "nan", "epoch 4/5", 5)
    assert (run.outcome, run.outcome_line) == (Outcome.FAILED, 5)


def test_a_loss_that_is_finite_again_is_a_warning() -> None:
    """A NaN that passes is told with its place, and the run keeps its outcome."""
    log = DIVERGED.replace("epoch 5/5 train_loss=nan val_loss=nan val_acc=nan", "epoch 5/5 train_loss=1.5 val_loss=1.4")

    run = run_of(log)

    warnings = {(fact.name, fact.value, fact.line) for fact in facts_of(run, FactKind.WARNING)}
    assert ("train_loss not finite", "nan", 5) in warnings
    assert not facts_of(run, FactKind.ERROR)
    assert run.outcome is Outcome.COMPLETED


def test_a_setting_called_nan_is_no_value() -> None:
    """A name, a path or a word that holds nan is none."""
    log = "args {'lr': 0.1, 'loss': 'mse', 'nan': False}\ncheck nan: off\nstep 1 loss 0.5\nstep 2 loss 0.4\n"

    run = run_of(log)

    assert not [fact for fact in run.facts if fact.value == "nan" or "not finite" in fact.name]


def test_a_number_is_read_to_its_end() -> None:
    """Thousands separators belong to the number, a comma that only parts it from the next does not."""
    run = run_of(
        "2025-01-02 10:00:00 INFO Parameters: 41,943,040 trainable of 8,072,204,288 total\n"
        "2025-01-02 10:00:03 INFO Generated tokens: 10,079, prompt tokens: 512\n"
    )

    said = {(fact.name, fact.value) for fact in facts_of(run, FactKind.COUNT, FactKind.RESOURCE)}
    assert said == {("Parameters", "41,943,040"), ("Generated tokens", "10,079"), ("prompt tokens", "512")}


def test_an_amount_in_a_sentence_is_no_count() -> None:
    """What is longer or at most so many is told in its words; what was loaded is counted."""
    run = run_of(
        "INFO 3 of the 8,000 reviews are longer than 512 tokens and were cut\n"
        "INFO longest context 1,148 tokens\n"
        "INFO Loaded 8,000 samples, 1,000 validation samples\n"
    )

    said = {(fact.name, fact.value) for fact in facts_of(run, FactKind.COUNT)}
    assert said == {("samples", "8,000"), ("validation samples", "1,000")}
    assert any("longest context 1,148 tokens" in fact.text for fact in facts_of(run, FactKind.EVENT))


def test_what_is_no_name_is_no_model_and_no_data() -> None:
    """Function words, numbers, percentages and flags name nothing; `from X` names X."""
    run = run_of(
        "Loading dataset from run/data.train.0.pt\n"
        "loading data from data/cifar10\n"
        "sparsity of the dataset: 93.70575143257098%\n"
        "create adapter for text encoder: 72 modules.\n"
        "[Dataset 0]\n"
        "pretrained: True\n"
    )

    assert {fact.value for fact in facts_of(run, FactKind.DATASET)} == {"run/data.train.0.pt", "data/cifar10"}
    assert not facts_of(run, FactKind.MODEL)


def test_a_position_in_a_file_is_no_metric() -> None:
    """The number after a source file, a line, a process is none of what was measured."""
    run = run_of(
        "2025-03-11 22:04:17,120\tERROR tune.py 1037 -- trial failed\n"
        "2025-03-11 22:04:18,120\tINFO controller.py:1331 score sent\n"
        "stopped at line 46 of train, StepId 18835145\n"
    )

    assert not facts_of(run, FactKind.METRIC, FactKind.SETTING, FactKind.COUNT)


def test_a_sentence_names_no_metric() -> None:
    """A number in a sentence stays an event with its words."""
    run = run_of("Model is improving ppl 12.5\nStart training from score -0.486\nval ppl 12.5\n")

    assert {fact.name for fact in facts_of(run, FactKind.METRIC)} == {"val ppl"}
    assert any("Start training from score" in fact.text for fact in facts_of(run, FactKind.EVENT))


def test_a_final_test_result_is_a_metric_whatever_was_measured() -> None:
    """A line `Final Test: mean ± deviation` is the result; a line of unknown name and value sets nothing."""
    run = run_of("epoch: 5\nHighest Valid: 73.21 ± 0.09\nFinal Test: 71.88 ± 0.17\nAverage actions: 106.04\n")

    said = {(fact.name, fact.value): fact.weight for fact in facts_of(run, FactKind.METRIC)}
    assert said["Final Test", "71.88 ± 0.17"] >= 0.9
    assert not facts_of(run, FactKind.SETTING)


def test_what_a_run_was_set_to_was_not_measured() -> None:
    """A metric's name in a dump of settings is a setting; in a line of results it is a metric, and sets nothing."""
    run = run_of(
        "engine: batch=16, half=False, data=d/data.yaml, iou=0.9, lr0=0.01, mode=train, val=True\n"
        "epoch 1 loss 0.5 iou 0.6\n"
        "epoch 2 loss 0.4 iou 0.65\n"
        "test accuracy=0.91 f1=0.9 n=1000 model=resnet18\n"
    )

    (series,) = [one for one in run.series if one.name == "iou"]
    assert (series.count, series.last.value, series.best and series.best.value) == (2, "0.65", "0.65")
    named = {(fact.kind, fact.name, fact.value) for fact in run.facts}
    assert (FactKind.SETTING, "iou", "0.9") in named
    assert (FactKind.METRIC, "accuracy", "0.91") in named
    assert not {name for kind, name, _ in named if kind is FactKind.SETTING} & {"accuracy", "f1"}


def test_possessives_are_splits_and_folds_are_no_course() -> None:
    """`train's auc` and `valid's auc` are two series; what each fold scored is told per fold and is no curve."""
    folds = [
        f"fold {fold} starts\n"
        f"[10]\ttrain's auc: 0.9{fold}1\tvalid's auc: 0.8{fold}3\n"
        f"[20]\ttrain's auc: 0.9{fold}7\tvalid's auc: 0.8{fold}4\n"
        f"fold {fold} best_iteration=20 auc=0.8{fold}4\n"
        for fold in range(5)
    ]

    run = run_of("".join(folds) + "OOF AUC: 0.8391\n")

    assert {(one.name, one.split, one.count) for one in run.series} == {
        ("train's auc", "train", 10),
        ("valid's auc", "val", 10),
    }
    results = {fact.name: fact for fact in facts_of(run, FactKind.METRIC)}
    assert {"fold 0 auc", "fold 4 auc"} <= results.keys()
    assert "auc" not in results
    assert results["OOF AUC"].weight > max(fact.weight for name, fact in results.items() if name != "OOF AUC")


def test_the_best_value_belongs_to_the_epoch_that_its_block_began() -> None:
    """Where a line counts no steps, the line that began the epoch does; times a step are none."""
    run = run_of(
        "Epoch 1/3\n34/34 - 1s - 2ms/step - loss: 0.9 - val_loss: 0.8\n"
        "Epoch 2/3\n34/34 - 0s - 3ms/step - loss: 0.5 - val_loss: 0.4\n"
        "Epoch 3/3\n34/34 - 0s - 2ms/step - loss: 0.4 - val_loss: 0.6\n"
        "Test loss: 0.45\n"
    )

    (series,) = [one for one in run.series if one.name == "val_loss"]
    assert (series.best and series.best.value, series.best and series.best.step) == ("0.4", "2")
    steps = {fact.name: fact.step for fact in facts_of(run, FactKind.METRIC)}
    assert (steps["best val_loss"], steps["val_loss"], steps["Test loss"]) == ("Epoch 2", "Epoch 3", "")
    assert not [fact for fact in facts_of(run, FactKind.SETTING) if "loss" in fact.name]


def test_a_bar_that_goes_back_by_backspaces_leaves_none_in_a_value() -> None:
    """Keras 3 on a terminal; the loss is what was measured, and no setting."""
    bar = (
        "\r\x1b[1m 1/34\x1b[0m \x1b[37m━━━━\x1b[0m \x1b[1m1:36\x1b[0m 3s/step - accuracy: 0.0938 - loss: 2.2786"
        + "\x08" * 70
    )
    end = "\r\x1b[1m34/34\x1b[0m \x1b[32m━━━━\x1b[0m 80ms/step - accuracy: 0.7464 - loss: 1.0569 - val_loss: 0.9065\n"
    raw = "".join(f"Epoch {epoch}/3\n{bar}{end}" for epoch in (1, 2, 3)).encode()

    facts = read_bytes(raw, name="keras.log").facts

    assert not any("\x08" in fact.value + fact.name for fact in facts)
    assert not [fact for fact in facts if fact.kind is FactKind.SETTING and "loss" in fact.name]


def test_a_round_that_stopped_short_does_not_interrupt_the_next() -> None:
    """A bar of the same label that came to its end says that the other was of an earlier round."""
    first = "".join(
        f"steps: {done // 20}%|##| {done}/2000 [00:10<00:20, loss=0.{done}]\r" for done in range(100, 700, 100)
    )
    second = "".join(
        f"steps: {done // 12}%|##| {done}/1200 [00:10<00:20, loss=0.{done}]\r" for done in range(100, 1300, 100)
    )

    assert run_of(f"{first}\nloading again\n{second}\n").outcome is not Outcome.INTERRUPTED
    assert run_of(f"{first}\n").outcome is Outcome.INTERRUPTED


def test_a_run_with_a_course_on_training_data_is_a_training() -> None:
    """Whatever words the log uses besides."""
    rows = "".join(f"[{step}]\ttrain-rmse:0.{9 - step}\teval-rmse:0.{9 - step}5\n" for step in range(5))

    assert run_of(f"reading 10 rows\ndownload ok\n{rows}").work is Work.TRAINING


def test_half_a_name_is_no_metric() -> None:
    """The header `mAP50  mAP50-95)` repeated at each epoch gives no series of 50 and 95."""
    log = "".join(f"  {n}/9  Box(P  R  mAP50  mAP50-95): 100%\n epoch {n} map 0.{n}\n" for n in range(1, 9))

    assert {one.name for one in run_of(log).series} <= {"map"}
