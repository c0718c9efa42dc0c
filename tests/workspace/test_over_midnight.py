"""A run that goes on over midnight stands on each of its days, as it was known on that day."""

from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace

BEGUN = (
    "2024-10-18 22:00:00 - INFO - Run: long-training (training)",
    "2024-10-18 22:00:00 - INFO - Goal: Train until the morning",
    "2024-10-18 23:00:00 - INFO - epoch 1: val_loss 0.90",
    "2024-10-18 23:30:00 - INFO - Next: Read the answers of epoch 1",
)
ENDED = (
    "2024-10-19 02:00:00 - INFO - epoch 2: val_loss 0.60",
    "2024-10-19 03:00:00 - INFO - epoch 3: val_loss 0.45",
    "2024-10-19 03:00:01 - INFO - Outcome: completed",
)


def write(workspace: Workspace, *lines: str) -> None:
    """Append lines to the log of the run."""
    path = workspace.root / "logs/training/20241018-220000-long-training.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as log:
        log.writelines(line + "\n" for line in lines)


def journal(workspace: Workspace) -> tuple[dict[str, str], list[str]]:
    """Summarize and give the text of each day, and what was told."""
    told: list[str] = []
    summarize(workspace, Order(model="none"), told.append)
    days = workspace.activity.read_text().split("\n## ")[1:]
    return {day[:10]: day for day in days}, told


def test_a_run_over_midnight_started_on_one_day_and_ended_on_the_next(workspace: Workspace):
    """Both days are written at once, and neither is taken for something that stood there before."""
    write(workspace, *BEGUN, *ENDED)

    days, told = journal(workspace)

    assert "- Started: **long-training**" in days["2024-10-18"]
    assert "Status: started, still running at the end of the day" in days["2024-10-18"]
    assert "- Completed: **long-training**" in days["2024-10-19"]
    assert "0.45" in days["2024-10-19"]
    assert told == []


def test_each_day_between_says_that_the_run_goes_on(workspace: Workspace):
    """Three days, three headlines."""
    write(workspace, *BEGUN, *(line.replace("2024-10-19", "2024-10-20") for line in ENDED))

    days, _ = journal(workspace)

    assert [days[day].count("**long-training**") for day in sorted(days)] == [1, 1, 1]
    assert "- Still running: **long-training**" in days["2024-10-19"]


def test_what_was_running_in_the_evening_is_brought_up_to_date_in_the_morning(workspace: Workspace):
    """The evening's entry has the run started, the morning's has it done; what comes next stands once."""
    write(workspace, *BEGUN)
    evening, _ = journal(workspace)
    write(workspace, *ENDED)

    days, told = journal(workspace)

    assert list(evening) == ["2024-10-18"]
    assert "- Started: **long-training**" in days["2024-10-18"]
    assert "- Completed: **long-training**" in days["2024-10-19"]
    assert "".join(days.values()).count("Read the answers of epoch 1") == 1
    assert told == []


def test_two_busy_days_each_say_how_many_runs_they_leave_out(workspace: Workspace):
    """The line of one day is not that of the other."""
    for day in ("2024-10-18", "2024-10-19"):
        for hour in range(10, 22):
            path = workspace.root / f"logs/experiments/{day.replace('-', '')}-{hour}0000-trial{hour}.log"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{day} {hour}:00:00 - INFO - accuracy: 0.{hour}\n{day} {hour}:01:00 - INFO - done\n")

    days, _ = journal(workspace)

    assert ["not detailed here" in text for text in days.values()] == [True, True]


def test_a_run_over_midnight_is_written_once(workspace: Workspace):
    """A second summarize of a run over midnight changes nothing."""
    write(workspace, *BEGUN, *ENDED)
    first, _ = journal(workspace)

    assert journal(workspace) == (first, [])
