"""Epochs that are counted anew within one log, with no line that starts a launch."""

from mlws_writer.facts.model import Run
from mlws_writer.tier1_logs.curves import curves_of
from mlws_writer.tier1_logs.reader import read_bytes


def passes(*ends: int, better: float = 0.0) -> str:
    """Return a log whose epochs are counted through several times, each pass somewhat worse, or better."""
    return "".join(
        f"Epoch {epoch}/{end}\n"
        f"train_loss: {2 / (epoch + number):.4f} val_acc: {0.4 + 0.03 * epoch + better * number:.4f}\n"
        for number, end in enumerate(ends)
        for epoch in range(1, end + 1)
    )


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(log.encode(), name="oak.log").runs
    return run


def told(run: Run, name: str) -> list[tuple[str, int]]:
    """Return the values of a fact with their lines."""
    return [(fact.value, fact.line) for fact in run.facts if fact.name == name]


def test_the_last_restart_is_told_with_its_line_and_how_many_there_were() -> None:
    """Epoch 12, then epoch 1 again, twice."""
    run = run_of(passes(12, 12, 12))

    assert told(run, "epochs anew") == [("1", 49)]
    (text,) = [fact.text for fact in run.facts if fact.name == "epochs anew"]
    assert text == "epoch 1 after 12: counted anew from here, for the second time in this run"


def test_what_was_best_before_is_not_the_best_of_what_came_after() -> None:
    """Where an earlier pass was better, the best of the last one is told beside it."""
    run = run_of(passes(12, 12, better=-0.02))

    assert told(run, "best val_acc") == [("0.7600", 24)]
    assert told(run, "best val_acc since") == [("0.7400", 48)]


def test_a_best_of_the_last_pass_is_told_once() -> None:
    """It is the best of all."""
    assert not told(run_of(passes(12, 12, better=0.02)), "best val_acc since")


def test_the_course_is_that_of_the_last_pass() -> None:
    """Steps that name two points each make no curve; those since the restart do."""
    reading = read_bytes(passes(14, 20).encode(), name="oak.log")

    course = next(curve for curve in curves_of([reading]) if curve.name == "train_loss")
    assert course.text.startswith("course of train_loss, last of 2 passes, by Epoch: 1: 1.0000, ")
    assert min(course.lines) > 28


def test_epochs_of_processes_side_by_side_do_not_begin_anew() -> None:
    """Two ranks count the same epochs, one a little behind the other; folds are counted by themselves."""
    ranks = "".join(f"rank 0 epoch {n} loss 0.{90 - n}\nrank 1 epoch {n - 1} loss 0.{91 - n}\n" for n in range(1, 30))

    assert not told(run_of(ranks), "epochs anew")


def test_batches_within_epochs_do_not_begin_anew() -> None:
    """Their counter falls at each epoch, which is what it is for."""
    log = "".join(f"epoch {e} batch {b} loss 0.{99 - e * b}\n" for e in range(1, 9) for b in range(1, 9))

    assert not told(run_of(log), "epochs anew")
