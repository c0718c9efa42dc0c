"""`mlws import`: runs that TensorBoard, MLflow and W&B kept, as their own libraries wrote them in the test."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mlws_writer.facts.model import FactKind, LogReading, Outcome, Work
from mlws_writer.tier1_logs.reader import read_log
from tests.cli.conftest import Answer, Mlws

START = 1729348200.0  # 2024-10-19 14:30 UTC
WANDB = """
import wandb
config = {"lr": 0.001, "api_key": "hunter2hunter2", "prompt": "say " * 20000, "seed": 7}  # two blocks of its file
run = wandb.init(mode="offline", project="reviews", name="fine", config=config)
for step in range(3):
    run.log({"loss": 0.5 - step / 10, "val/accuracy": 0.25 + step / 4})
run.summary["f1"] = 0.75
open("weights.bin", "w").close()
weights = wandb.Artifact("weights", type="model")
weights.add_file("weights.bin")
run.log_artifact(weights)
run.finish(exit_code=EXIT)
"""


def tensorboard(folder: Path, losses: tuple[float, ...] = (0.452, 0.361, 0.312), status: int | None = None) -> Path:
    """Let TensorBoard write a run: a loss a minute, hyperparameters, and perhaps how it ended."""
    writers = pytest.importorskip("tensorboard.summary.writer.event_file_writer")
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.plugins.hparams import metadata, plugin_data_pb2, summary_v2

    writer = writers.EventFileWriter(str(folder))
    settings = summary_v2.hparams_pb({"lr": 0.001, "epochs": 3, "optimizer": "adam"}, start_time_secs=START)
    writer.add_event(Event(wall_time=START, summary=settings))
    for step, loss in enumerate(losses, 1):
        said = Summary(value=[Summary.Value(tag="loss", simple_value=loss)])
        writer.add_event(Event(wall_time=START + 60 * step, step=step, summary=said))
    if status is not None:
        end = plugin_data_pb2.SessionEndInfo(status=status, end_time_secs=START + 300)
        data = plugin_data_pb2.HParamsPluginData(session_end_info=end)
        about = metadata.create_summary_metadata(data)
        said = Summary(value=[Summary.Value(tag=metadata.SESSION_END_INFO_TAG, metadata=about)])
        writer.add_event(Event(wall_time=START + 300, summary=said))
    writer.close()
    return folder


def mlflow(store: Path, monkeypatch: pytest.MonkeyPatch, status: str = "FINISHED") -> Path:
    """Let MLflow write a run of five minutes."""
    pytest.importorskip("mlflow")
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    from mlflow.tracking import MlflowClient

    began = int(START * 1000)
    client = MlflowClient(tracking_uri=store.as_uri())
    experiment = client.create_experiment("reviews")
    run = client.create_run(experiment, start_time=began, run_name="distil").info.run_id
    client.log_param(run, "lr", 0.001)
    client.log_param(run, "model", "distilbert")
    for step in (1, 2):
        client.log_metric(run, "val_loss", 0.5 / step, timestamp=began + 60_000 * step, step=step)
    client.log_metric(run, "accuracy", 0.91, timestamp=began + 200_000)
    client.log_text(run, "labels", "report/labels.txt")
    client.set_terminated(run, status, end_time=began + 300_000)
    return store / experiment / run


def wandb(folder: Path, code: int = 0) -> Path:
    """Let W&B write an offline run, in a process of its own."""
    pytest.importorskip("wandb")
    script = WANDB.replace("EXIT", str(code))
    subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, check=True)
    (run,) = folder.glob("wandb/offline-run-*")
    return run


def the_log(folder: Path) -> Path:
    """Return the only log of the workspace."""
    (log,) = folder.glob("logs/**/*.log")
    return log


def course(reading: LogReading, name: str) -> list[str]:
    """Return the first, last and best values that were read of a metric."""
    wanted = (f"first {name}", name, f"best {name}")
    found = {fact.name: fact.value for fact in reading.facts if fact.kind is FactKind.METRIC}
    return [found[one] for one in wanted if one in found]


def setting(reading: LogReading) -> dict[str, str]:
    """Return the settings that were read."""
    return {fact.name: fact.value for fact in reading.facts if fact.kind is FactKind.SETTING}


def test_a_run_of_tensorboard_becomes_a_log(folder: Path, mlws: Mlws) -> None:
    """Named by start and folder, with settings, values as they were logged, their steps and times."""
    tensorboard(folder / "runs" / "baseline")

    answer = mlws("import", "runs/baseline")

    log = the_log(folder)
    reading = read_log(log)
    assert answer == Answer(0, f"{log.relative_to(folder)}: unknown, 3 values of metrics\n", "")
    assert log == folder / "logs" / "training" / "20241019-143000-baseline.log"
    assert "2024-10-19 14:31:00 - INFO - Metric: loss=0.452, step=1" in log.read_text().splitlines()
    assert setting(reading) == {"lr": "0.001", "epochs": "3", "optimizer": "adam"}
    assert course(reading, "loss") == ["0.452", "0.312", "0.312"]
    assert [(run.name, run.work, run.outcome) for run in reading.runs] == [("baseline", Work.TRAINING, Outcome.UNKNOWN)]


@pytest.mark.parametrize(("status", "outcome"), [(1, Outcome.COMPLETED), (2, Outcome.FAILED), (3, Outcome.UNKNOWN)])
def test_tensorboard_may_know_how_a_run_ended(folder: Path, mlws: Mlws, status: int, outcome: Outcome) -> None:
    """Where a status was logged with the hyperparameters: success, failure, or still running."""
    tensorboard(folder / "baseline", status=status)

    mlws("import", "baseline")

    assert read_log(the_log(folder)).outcome is outcome


def test_parts_of_a_run_become_splits(folder: Path, mlws: Mlws) -> None:
    """Keras writes `train` and `validation` side by side: that is one run."""
    tensorboard(folder / "fit" / "train", (0.5, 0.4))
    tensorboard(folder / "fit" / "validation", (0.6, 0.7))

    mlws("import", "fit")

    text = the_log(folder).read_text()
    assert "Metric: loss=0.4, step=2, split=train\n" in text
    assert "Metric: loss=0.7, step=2, split=validation\n" in text


def test_scalars_of_tensorflow_and_pictures(folder: Path, mlws: Mlws) -> None:
    """TensorFlow writes numbers as tensors, which are read too; what is no number is told and left out."""
    run = tensorboard(folder / "baseline")
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.plugins.scalar.summary_v2 import scalar_pb
    from tensorboard.plugins.text.summary_v2 import text_pb
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(str(run), filename_suffix=".more")
    for summary in (scalar_pb("accuracy", 0.873), text_pb("remark", "fine")):
        writer.add_event(Event(wall_time=START + 200, step=0, summary=summary))
    writer.close()

    answer = mlws("import", "baseline")

    assert course(read_log(the_log(folder)), "accuracy") == ["0.873"]
    assert answer.err == "not in the log, since they are no numbers: remark\n"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("FINISHED", Outcome.COMPLETED), ("FAILED", Outcome.FAILED), ("KILLED", Outcome.INTERRUPTED)],
)
def test_a_run_of_mlflow_becomes_a_log(
    folder: Path, mlws: Mlws, monkeypatch: pytest.MonkeyPatch, status: str, outcome: Outcome
) -> None:
    """With its parameters, metrics, artifacts and end; nothing of it is touched."""
    run = mlflow(folder / "mlruns", monkeypatch, status)
    before = sorted((folder / "mlruns").rglob("*"))

    answer = mlws("import", str(run))

    reading = read_log(the_log(folder))
    assert (answer.code, answer.err) == (0, "")
    assert the_log(folder).name == "20241019-143000-distil.log"
    assert reading.outcome is outcome
    assert setting(reading) == {"lr": "0.001", "model": "distilbert"}
    assert course(reading, "val_loss") == ["0.5", "0.25", "0.25"]
    assert course(reading, "accuracy") == ["0.91"]
    artifact = f"{run.relative_to(folder)}/artifacts/report"
    assert [fact.value for fact in reading.facts if fact.kind is FactKind.ARTIFACT] == [artifact]
    assert "14:35:00 - INFO - Duration: 300.0 s" in the_log(folder).read_text()
    assert sorted((folder / "mlruns").rglob("*")) == before


@pytest.mark.parametrize(("code", "outcome"), [(0, Outcome.COMPLETED), (1, Outcome.FAILED)])
def test_an_offline_run_of_wandb_becomes_a_log(folder: Path, mlws: Mlws, code: int, outcome: Outcome) -> None:
    """With its settings but no secret among them, its history, what it summed up and its end."""
    run = wandb(folder, code)

    answer = mlws("import", str(run))

    reading = read_log(the_log(folder))
    assert (answer.code, answer.err) == (0, "")
    assert the_log(folder).name.endswith("-fine.log")
    assert reading.outcome is outcome
    assert (setting(reading)["lr"], setting(reading)["seed"]) == ("0.001", "7")
    assert '"' + "say " * 20000 + '"' in the_log(folder).read_text()
    assert "hunter2" not in the_log(folder).read_text()
    assert course(reading, "loss") == ["0.5", "0.3", "0.3"]
    assert course(reading, "val/accuracy") == ["0.25", "0.75", "0.75"]
    assert course(reading, "f1") == ["0.75"]
    assert [(fact.name, fact.value) for fact in reading.facts if fact.kind is FactKind.ARTIFACT] == [
        ("model", "weights")
    ]


def test_a_run_of_wandb_that_was_killed_is_read_so_far(folder: Path, mlws: Mlws) -> None:
    """Its file ends in the middle of a record; what was written before counts, the end is not known."""
    file = next(wandb(folder).glob("run-*.wandb"))
    file.write_bytes(file.read_bytes()[:-5])

    mlws("import", str(file.parent))

    assert read_log(the_log(folder)).outcome is Outcome.UNKNOWN


def test_a_damaged_run_of_wandb_is_not_imported(folder: Path, mlws: Mlws) -> None:
    """A byte that changed is told, not read."""
    file = next(wandb(folder).glob("run-*.wandb"))
    raw = bytearray(file.read_bytes())
    raw[40] ^= 1
    file.write_bytes(raw)

    answer = mlws("import", str(file.parent))

    assert answer.code == 3
    assert "damaged" in answer.err


def test_the_tiers_above_rest_on_an_imported_log(folder: Path, mlws: Mlws) -> None:
    """It is summarized, cited and verified as any other log."""
    tensorboard(folder / "baseline", status=1)
    mlws("import", "baseline")

    mlws("summarize", "2024-10-19", "--model", "none")

    text = (folder / "ACTIVITY.md").read_text()
    assert "Completed: **baseline**" in text
    assert "loss 0.452 → 0.312" in text
    assert "(logs/training/20241019-143000-baseline.log#L" in text
    assert mlws("verify", "ACTIVITY.md").code == 0


def test_a_run_is_imported_once(folder: Path, mlws: Mlws) -> None:
    """Again, whatever name leads to it, and after it was archived, nothing is written."""
    run = tensorboard(folder / "baseline")
    mlws("import", "baseline")
    log = the_log(folder)
    before = log.read_bytes(), log.stat().st_mtime_ns

    assert mlws("import", str(run), "./baseline").out == "logs/training/20241019-143000-baseline.log: already there\n"
    assert (log.read_bytes(), log.stat().st_mtime_ns) == before
    mlws("archive")
    assert "already there" in mlws("import", "baseline").out
    assert the_log(folder) != log


def edited(log: Path, run: Path) -> None:
    """Add a line to the log."""
    log.write_text(log.read_text() + "a remark\n")


def replaced(log: Path, run: Path) -> None:
    """Put something else in its place."""
    log.write_text("mine\n")


def gone_on(log: Path, run: Path) -> None:
    """Let the run log more."""
    tensorboard(run, (0.3, 0.2, 0.1, 0.05))


@pytest.mark.parametrize("change", [edited, replaced, gone_on])
def test_a_log_that_says_something_else_is_not_overwritten(
    folder: Path, mlws: Mlws, change: Callable[[Path, Path], None]
) -> None:
    """Edited by a person, of other origin, or of a run that went on: it stays, and the error says so."""
    run = tensorboard(folder / "baseline")
    mlws("import", "baseline")
    change(the_log(folder), run)
    before = the_log(folder).read_bytes()

    answer = mlws("import", "baseline")

    assert answer.code == 6
    assert answer.err.startswith("error: logs/training/20241019-143000-baseline.log holds something else")
    assert len(answer.err.splitlines()) == 3
    assert the_log(folder).read_bytes() == before


def test_runs_of_the_same_second_and_name_have_logs_of_their_own(folder: Path, mlws: Mlws) -> None:
    """As with our own recording, the second is numbered; again, each is found."""
    tensorboard(folder / "a" / "run")
    tensorboard(folder / "b" / "run", (0.3, 0.2))

    first, again = mlws("import", "a/run", "b/run"), mlws("import", "b/run", "a/run")

    names = sorted(path.name for path in folder.rglob("*.log"))
    assert names == ["20241019-143000-run-2.log", "20241019-143000-run.log"]
    assert first.out.count("values of metrics") == again.out.count("already there") == 2


def test_a_dry_run_writes_nothing(folder: Path, mlws: Mlws) -> None:
    """It shows the log that would be written."""
    tensorboard(folder / "baseline")

    answer = mlws("import", "baseline", "--dry-run", "--kind", "experiment")

    assert "+++ b/logs/experiments/20241019-143000-baseline.log" in answer.out
    assert "+2024-10-19 14:31:00 - INFO - Metric: loss=0.452, step=1" in answer.out
    assert not (folder / "logs").exists()


def test_json_says_what_became_of_each_run(folder: Path, mlws: Mlws) -> None:
    """For programs."""
    tensorboard(folder / "baseline")

    (told,) = json.loads(mlws("import", "baseline", "--json").out)

    assert told["log"] == "logs/training/20241019-143000-baseline.log"
    assert (told["from"], told["tracker"], told["changed"], told["left_out"]) == ("baseline", "TensorBoard", True, [])


@pytest.mark.parametrize(
    ("make", "path", "why"),
    [
        (lambda at: None, "nowhere", "there is no such folder"),
        (lambda at: at.write_text(""), "file", "it is a file"),
        (lambda at: at.mkdir(), "empty", "no event files of TensorBoard"),
    ],
    ids=["missing", "file", "unknown"],
)
def test_what_is_no_run_is_told(folder: Path, mlws: Mlws, make: Callable[[Path], object], path: str, why: str) -> None:
    """Three lines, exit code 3, nothing written."""
    make(folder / path)

    answer = mlws("import", path)

    assert answer.code == 3
    assert answer.err.startswith(f"error: {folder / path} cannot be imported\n")
    assert why in answer.err
    assert len(answer.err.splitlines()) == 3
    assert not (folder / "logs").exists()


def test_a_folder_of_runs_names_them(folder: Path, mlws: Mlws) -> None:
    """Which of them is meant is for the person to say; one that cannot be read keeps the others from being written."""
    tensorboard(folder / "runs" / "a")

    answer = mlws("import", "runs/a", "runs")

    assert answer.code == 3
    assert f"fix: name them: {folder / 'runs' / 'a'}" in answer.err
    assert not (folder / "logs").exists()


def test_event_files_that_are_damaged_are_not_imported(folder: Path, mlws: Mlws) -> None:
    """TensorBoard shows what comes before the damage and says nothing; a log would pass for the whole run."""
    (file,) = tensorboard(folder / "baseline").iterdir()
    raw = bytearray(file.read_bytes())
    raw[-30] ^= 1
    file.write_bytes(raw)

    answer = mlws("import", "baseline")

    assert answer.code == 3
    assert f"why: {file.name} is damaged" in answer.err


def test_event_files_that_just_stop_are_read_so_far(folder: Path, mlws: Mlws) -> None:
    """The run was killed while it wrote."""
    (file,) = tensorboard(folder / "baseline").iterdir()
    file.write_bytes(file.read_bytes()[:-5])

    mlws("import", "baseline")

    assert course(read_log(the_log(folder)), "loss") == ["0.452", "0.361", "0.361"]


@pytest.mark.parametrize(("file", "text"), [("meta.yaml", "status: ["), ("metrics/val_loss", "much\n")])
def test_a_run_of_mlflow_that_is_damaged_is_not_imported(
    folder: Path, mlws: Mlws, monkeypatch: pytest.MonkeyPatch, file: str, text: str
) -> None:
    """What MLflow says about it is the reason."""
    run = mlflow(folder / "mlruns", monkeypatch)
    (run / file).write_text(text)

    answer = mlws("import", str(run))

    assert answer.code == 3
    assert "why: MLflow cannot read it: " in answer.err
    assert len(answer.err.splitlines()) == 3


def test_event_files_without_numbers_are_no_run(folder: Path, mlws: Mlws) -> None:
    """A file in which nothing was logged yet."""
    pytest.importorskip("tensorboard")
    (folder / "broken").mkdir()
    (folder / "broken" / "events.out.tfevents.1.host").write_bytes(b"")

    answer = mlws("import", "broken")

    assert answer.code == 3
    assert "holds nothing to import" in answer.err


@pytest.mark.parametrize(
    ("file", "extra", "module"),
    [
        ("events.out.tfevents.1.host", "tensorboard", "tensorboard.backend.event_processing.event_accumulator"),
        ("run-1.wandb", "wandb", "wandb.proto.wandb_internal_pb2"),
        ("meta.yaml", "mlflow", "mlflow.store.tracking.file_store"),
    ],
)
def test_a_library_that_is_missing_is_named(
    folder: Path, mlws: Mlws, monkeypatch: pytest.MonkeyPatch, file: str, extra: str, module: str
) -> None:
    """With the way to get it."""
    monkeypatch.setitem(sys.modules, module, None)
    for name in ("metrics", "params"):
        (folder / "run" / name).mkdir(parents=True)
    (folder / "run" / file).write_bytes(b"")

    answer = mlws("import", "run")

    assert answer.code == 2
    assert answer.err.endswith(f"fix: pip install 'mlws-writer[{extra}]'\n")


def test_a_kind_of_run_that_is_none(mlws: Mlws) -> None:
    """Is found before anything is read."""
    assert mlws("import", "x", "--kind", "holiday").code == 2


def test_an_import_can_be_undone(folder: Path, mlws: Mlws) -> None:
    """All logs of one command go; one that was edited since stays."""
    tensorboard(folder / "a")
    tensorboard(folder / "b", (0.3, 0.2))
    mlws("import", "a", "b")
    logs = sorted(folder.rglob("logs/**/*.log"))
    edited(logs[1], folder / "b")

    answer = mlws("undo")

    assert len(logs) == 2
    assert not logs[0].exists()
    assert logs[1].read_text().endswith("a remark\n")
    assert "removed, as it was not there before" in answer.out
    assert "left alone, as you have changed it" in answer.out
