"""How a run ended, concluded from what its last lines show: one made-up log for each class of evidence."""

import pytest

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

WORK = "loading corpus from shelf/books.csv\n" + "".join(
    f"step {step} loss {3 - step / 40:.3f}\n" for step in range(10, 60, 10)
)
CRASH = (
    'Traceback (most recent call last):\n  File "fit.py", line 31, in <module>\n    main()\n'
    "  File \"fit.py\", line 12, in main\n    plant(seeds)\nKeyError: 'acorn'\n"
)
ROUNDS = "".join(f"Epoch {epoch}/30\n - loss: {1 / epoch:.3f} - acc: 0.{50 + epoch}\n" for epoch in range(1, 8))

FAILED = {
    "an exception before a tracker's good-bye": WORK + CRASH + "wandb: \nwandb: View run at https://w.example/r/1\n",
    "an exception before a shell's good-bye": WORK + CRASH + "Job finished at Mon Mar  3 10:11:12 CET 2025\n",
    "an exception before the script's own last echo": WORK + CRASH + "Done!\n",
    "an exception before the times of the shell": WORK + CRASH + "\nreal\t0m3.2s\nuser\t0m2.9s\nsys\t0m0.3s\n",
    "checks that failed": "leaf test ok\nroot test ok\nGarden: 41 checks, 2 failures\n",
    "tests that failed": "collected 9 items\n===== 1 failed, 8 passed in 0.41s =====\n",
    "an exception named without its traceback": WORK + "client.errors.QuotaError: 429 too many requests\n",
    "an error told in words": WORK + "An unexpected error occurred while planting: no soil left\n",
    "an error as JSON": 'asking the model\n{"error": {"message": "model not found", "code": 404}}\n',
    "another language's last words": WORK + "Error in fit(x) : object 'acorn' not found\nExecution halted\n",
    "a crash below Python": WORK + "terminate called after throwing an instance of 'std::bad_alloc'\n",
    "a word of another language": WORK + "启动训练失败：没有种子\n",
    "a status": WORK + '{"job": "fit", "status": "failed"}\n',
}
COMPLETED = {
    "a report of classes": "fitting 4 trees\n\n              precision    recall  f1-score   support\n\n"
    "         oak       0.91      0.88      0.89        40\n         elm       0.87      0.90      0.88        38\n\n"
    "    accuracy                           0.89        78\n   macro avg       0.89      0.89      0.89        78\n"
    "weighted avg       0.89      0.89      0.89        78\n",
    "a matrix of classes": "=== Confusion ===\n\n  a  b   <-- classified as\n 31  4 |  a = oak\n  6 29 |  b = elm\n",
    "a file in the next line": "  1   20   0.5\n  2   40   0.6\nSaved the pipeline to the directory\nout/last\n",
    "work done in so many seconds": WORK + "Completed all 3 plantings in 6.1 seconds.\n",
    "a normal end in other words": WORK + "Planter terminated normally, 0 warnings\n",
    "a result in prose": "reading 40 plots\nOverall yield over all plots is 0.871\n",
    "the answer of an agent": "Final Answer:\nThe oak is older\nthan the elms,\nas its rings tell.\n",
    "what was published": WORK
    + "Pushed out/final -> hub\n[main 12ab34c] results of the oak\n 2 files changed, 9 insertions(+)\n",
    "scores of several models, one after the other": ">> oak under frost:\nAccuracy: 0.87\nF1: 0.86\n"
    ">> elm under frost:\nAccuracy: 0.91\nF1: 0.90\n",
    "a summary under its head": WORK
    + "==== SUMMARY: beds ====\nBed          grown      bare\nnorth bed    -13.9     -27.8\n"
    + "".join(f"PASS - {bed} bed is wet\n" for bed in ("north", "south", "east", "west", "middle", "upper", "lower")),
    "a word of another language": WORK + "学習が完了しました\n",
    "another one": "начало\nОбучение завершено\n",
    "a bar that is full": "Scoring:  50%|##  | 20/40 [00:01<00:01]\rScoring: 100%|####| 40/40 [00:02<00:00]\n",
    "a tracker's good-bye after the work": WORK + "wandb: Synced 5 files\nwandb: Find logs at: ./w/run-1\n",
    "a counter told every so often, and a result": WORK
    + "".join(f"Epoch 1/1, step {n}/142, loss = {9 / n:.3f}\n" for n in range(10, 150, 10) if n <= 142)
    + "RMSE 3.1, MAPE 0.4\n",
    "work that is done in percent": "".join(
        f'{{"global_step": {n}, "loss": {3 / (n + 1):.3f}, "progress_pct": {n * 10}.0}}\n' for n in range(11)
    ),
    "epochs counted from zero": "".join(f"Epoch: {n} / 40  Training loss:  {3 / (n + 1):.3f}\n" for n in range(40)),
    "an exception that was overcome": CRASH
    + "Skipping this plot, going on with the next one\n"
    + WORK
    + "Training finished\n",
}
INTERRUPTED = {
    "epochs that stop short": ROUNDS,
    "steps of which nobody says how many": WORK,
    "a lone word on which epoch begins": "build model\nTotal params: 1,204\nepoch: 0\n",
    "a second batch and no more": "Dropout: 0.2\nBatch 100 | MSE: 3.1\nBatch 200 | MSE: 2.2\n",
    "work that was only prepared": WORK + "finished building the index in 0.2 s\n",
    "a kill": WORK + "/var/spool/job7/script: line 4:  99 Killed                  python fit.py\n",
    "a limit of time": WORK + "*** JOB 71 ON n3 CANCELLED AT 2025-03-03T10:11:12 DUE TO TIME LIMIT ***\n",
    "a measure that just got better": "Total params: 1,204\n"
    + "".join(f"Metric val_f1 improved by 0.0{n} >= min_delta = 0.0. New best score: 0.6{n}\n" for n in range(1, 6)),
    "a file numbered by its step": WORK + "Saved model to out/model_50.pt\n",
    "a total that a part of the configuration sets": "warm:\n  |- n_iter\t400\ntrain:\n  |- n_iter\t9000\n"
    + "".join(f"ITER {n} loss: {9 / (n + 1):.3f}\n" for n in range(0, 4000, 500))
    + "Saved vocab to out/vocab.txt\n",
    "a part of the model that was done first": "Pretraining finished\n"
    + "".join(f"step {n} loss: {9 / (n + 1):.3f}\n" for n in range(0, 4000, 500)),
    "epochs counted from zero that stop short": "".join(
        f"Epoch: {n} / 40  Training loss:  {3 / (n + 1):.3f}\n" for n in range(38)
    ),
    "Ctrl-C": WORK + "^C\nKeyboardInterrupt\n",
}
UNKNOWN = {
    "nothing but arguments": "lr: 0.1\nepochs: 20\nmax_iter: 100\nsave_dir: out\n",
    "nothing but an installation": "Collecting torch\nDownloading torch-2.1.whl\nSuccessfully installed torch-2.1\n",
    "nothing but counts of data": "reading\nTotal samples: 4000\nTest size: 400\n",
}
CASES = [
    pytest.param(outcome, log, id=what)
    for outcome, logs in (
        (Outcome.FAILED, FAILED),
        (Outcome.COMPLETED, COMPLETED),
        (Outcome.INTERRUPTED, INTERRUPTED),
        (Outcome.UNKNOWN, UNKNOWN),
    )
    for what, log in logs.items()
]


@pytest.mark.parametrize(("outcome", "log"), CASES)
def test_the_last_lines_tell_how_a_run_ended(outcome: Outcome, log: str) -> None:
    """Each kind of evidence leads to its outcome, whatever else the log says."""
    assert read_bytes(log.encode(), name="run.log").outcome is outcome


PROMPT = "me@node7:~/garden$ python fit.py --plot {}\n"


@pytest.mark.parametrize(
    ("log", "outcomes"),
    [
        (PROMPT.format(1) + WORK + CRASH + PROMPT.format(2) + WORK + "Training finished\n", ["failed", "completed"]),
        (PROMPT.format(1) + WORK + "Training finished\n" + PROMPT.format(2) + WORK + CRASH, ["completed", "failed"]),
        (PROMPT.format(1) + WORK + CRASH + "me@node7:~/garden$ \n", ["failed"]),
    ],
)
def test_each_command_at_a_prompt_has_its_own_end(log: str, outcomes: list[str]) -> None:
    """Neither a later success nor a later failure hides how another launch ended; the log ends like the last one."""
    reading = read_bytes(log.encode(), name="terminal.log")

    assert [run.outcome.value for run in reading.runs] == outcomes
    assert reading.outcome.value == outcomes[-1]


def test_a_tracker_announces_itself_within_a_launch_not_at_its_head() -> None:
    """What stands before its first line belongs to the same launch; when it comes again, another one has begun."""
    tracker = "wandb: Currently logged in as: gardener\nwandb: Tracking run with wandb version 0.1\n"
    launch = "lr: 0.1\nseed: 4\n" + tracker + WORK

    assert len(read_bytes(launch.encode(), name="run.log").runs) == 1
    assert len(read_bytes((launch * 2).encode(), name="run.log").runs) == 2


def test_an_exception_that_points_to_another_is_not_the_cause() -> None:
    """What the run failed of is the exception before the one that only says that a process died."""
    wrapper = CRASH.replace("KeyError: 'acorn'", "RuntimeError: Engine start failed. See root cause above.")

    (run,) = read_bytes((WORK + CRASH + wrapper).encode(), name="run.log").runs

    assert (run.outcome, run.outcome_text) == (Outcome.FAILED, "KeyError: 'acorn'")


def test_what_a_launcher_raises_points_to_the_last_exception_of_its_process() -> None:
    """The run failed of the exception of the script, and the flags that the launcher quotes are its settings."""
    quoted = "['python', 'fit.py', '--seed_data_dir=./beds', '--learning_rate=5e-5', '--prompt=an oak in fog']"
    wrapper = CRASH.replace(
        "KeyError: 'acorn'", f"subprocess.CalledProcessError: Command '{quoted}' returned non-zero exit status 1."
    )

    (run,) = read_bytes((WORK + CRASH + wrapper).encode(), name="run.log").runs

    told = {fact.name: (fact.kind, fact.value) for fact in run.facts}
    assert (run.outcome, run.outcome_text) == (Outcome.FAILED, "KeyError: 'acorn'")
    assert told["seed_data_dir"] == (FactKind.DATASET, "./beds")
    assert told["learning_rate"] == (FactKind.SETTING, "5e-5")
    assert told["prompt"][1] == "an oak in fog"


def test_frames_that_were_logged_as_errors_are_one_error() -> None:
    """An annotated assignment in a frame is no exception, though words with a dot stand before its colon."""
    head = "ERROR 03-03 10:11:12 [core.py:9] "
    frames = CRASH.replace("plant(seeds)", "self.bed: Bed = plant(seeds)").splitlines()

    facts = read_bytes("".join(f"{head}{line}\n" for line in frames).encode(), name="run.log").facts

    assert [fact.value for fact in facts if fact.kind is FactKind.ERROR] == ["KeyError: 'acorn'"]


def test_the_digest_of_a_failure_says_where_and_why() -> None:
    """The exception is what ended the run; the frame of the author's code and its statement stand beside it."""
    rows = [
        row.text.split(" ", 1)[1] for row in digest([read_bytes((WORK + CRASH).encode(), name="run.log")], 150).rows
    ]

    assert "ended failed: KeyError: 'acorn'" in rows
    assert {'File "fit.py", line 12, in main', "plant(seeds)"} <= set(rows)


def test_a_script_that_says_that_it_starts_begins_a_launch() -> None:
    """Several scripts write into one log; each has its own end, read from records whose source is set in a column."""
    stamp = "2024-03-04 10:0{}:00,120 {}     {}     {}\n"
    log = stamp.format(1, "__main__", "INFO", "START fit.py") + stamp.format(2, "garden.beds", "ERROR", "no soil")
    log += CRASH
    log += (
        stamp.format(3, "__main__", "INFO", "START fit.py") + WORK + stamp.format(4, "__main__", "INFO", "END fit.py")
    )
    log += stamp.format(5, "__main__", "INFO", "START pick.py") + "picking\n" * 6
    log += stamp.format(6, "__main__", "INFO", "Training finished")

    reading = read_bytes(log.encode(), name="garden.log")

    assert [run.outcome.value for run in reading.runs] == ["failed", "interrupted", "completed"]
    assert [fact.text for fact in reading.runs[0].facts if fact.name == "error"] == ["no soil"]
    assert reading.runs[1].facts[0].text.startswith("START fit.py")
