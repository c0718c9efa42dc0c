"""The entry of a day."""

import re
from datetime import date

import pytest

from mlws_writer.documents.blocks import Slot
from mlws_writer.facts.derive import contrasts
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.entry import EntryMaker, contrast_words
from mlws_writer.tier2_activity.looked_in import looked_in
from mlws_writer.tier2_activity.summary import metric_name, summarize_run
from mlws_writer.tier2_activity.wording import lacking

DAY = date(2024, 10, 19)


def lines(entry) -> list[str]:
    """Give every bullet of an entry as one line under its section."""
    found = []
    for section in entry.sections:
        found.append(f"# {section.title}")
        for bullet in section.bullets:
            found += [bullet.text, *(f"  {child.text}" for child in bullet.children)]
    return found


def section(entry, title: str) -> list[str]:
    """Give the lines of one section."""
    found = [s for s in entry.sections if s.title == title]
    return [line for s in found for b in s.bullets for line in (b.text, *(c.text for c in b.children))]


def test_a_run_stands_in_its_section_with_goal_status_and_result(experiment, say):
    """Each bullet leads to its log line."""
    entry = EntryMaker(say).entry(DAY, [experiment()])

    top, goal, status, result, *_ = section(entry, "Experiments")
    link = "logs/experiments/20241019-140000-tickets.log"
    assert top == f"Completed: **tickets**, llama3.1:8b on tickets ([14:00]({link}#L1))"
    assert goal == f"Goal: Find out how well a small model sorts tickets ([14:00]({link}#L2))"
    assert status.startswith("Status: complete, 40 min")
    assert result.startswith("Result: accuracy 87.3%, F1 0.852 (")
    assert all(f"]({link}#L" in line for line in (goal, status, result))


def test_a_failed_run_is_never_left_out(failure, experiment, say):
    """It stands with its error, also on a busy day."""
    runs = [failure("broken")] + [experiment(f"run{n}", hour=10 + n) for n in range(9)]

    text = "\n".join(section(EntryMaker(say).entry(DAY, runs), "Experiments"))

    assert "Failed: **broken**" in text
    assert "RuntimeError: out of memory" in text


def test_a_busy_section_keeps_to_ten_lines_and_says_what_it_leaves_out(experiment, say):
    """Every run is named, in a line of its own or among those not detailed."""
    runs = [experiment(f"run{n:02d}", hour=8 + n, temperature=0.1 * n) for n in range(14)]

    found = section(EntryMaker(say).entry(DAY, runs), "Experiments")

    assert len(found) <= 10
    assert all(any(f"run{n:02d}" in line for line in found) for n in range(14))


def test_two_runs_that_differ_in_one_setting_are_compared_under_learning(experiment, say):
    """With both values, the difference, and links to both lines."""
    runs = [experiment("a", 14, 0.3), experiment("b", 15, 0.7, accuracy="84.1", f1="0.817")]

    learned = section(EntryMaker(say).entry(DAY, runs), "Learning")

    assert learned[0].startswith(
        "Temperature 0.7 against 0.3: accuracy 84.1% against 87.3% (3.2 points lower), F1 0.817 against 0.852"
    )
    assert learned[0].count("](logs/") == 2


@pytest.mark.parametrize(
    ("metric", "new", "said"),
    [
        ("unparsed_answers", "318", "276 more"),
        ("unparsed_answers", "0", "42 fewer"),
        ("errors", "2", "40 fewer"),
        ("errors", "2.5", "39.5 lower"),
        ("errors", "42", "the same"),
        ("loss", "50", "8 higher"),
        ("reward", "50", "8 higher"),
        ("rewards", "50", "8 higher"),
    ],
)
def test_of_what_is_counted_there_is_more_or_fewer(experiment, say, metric: str, new: str, said: str):
    """Of what is measured it is higher or lower, also where it came to whole numbers."""
    runs = [experiment("a", 14, 0.3, notes=[f"Metric: {metric}=42"])]
    runs.append(experiment("b", 15, 0.7, notes=[f"Metric: {metric}={new}"]))
    compared = contrasts([day.summary.run for day in runs])[0]

    rows = contrast_words(compared)["rows"]

    assert {row["metric"]: row["difference"] for row in rows}[metric_name(metric)] == said


def test_next_steps_are_boxes_in_the_words_of_the_log(experiment, say):
    """A person ticks them later."""
    run = experiment(notes=["Next: Try few-shot prompts"])

    steps = section(EntryMaker(say).entry(DAY, [run]), "Next Steps")

    assert steps[0].startswith("[ ] Try few-shot prompts ([14:40](")


def test_a_failure_without_a_next_step_says_where_to_look(failure, say):
    """Unless a later run of the same name came to its end."""
    alone = section(EntryMaker(say).entry(DAY, [failure("tickets")]), "Next Steps")

    assert alone[0].startswith(
        "[ ] Check run.py, line 8, in main, where tickets ended with RuntimeError: out of memory"
    )


@pytest.mark.parametrize(
    ("error", "thing"),
    [
        ("KeyError: 'plan_id'", "plan_id"),
        ("FileNotFoundError: [Errno 2] No such file or directory: 'data/x.csv'", "data/x.csv"),
        ("ModuleNotFoundError: No module named 'torch'", "torch"),
        ("RuntimeError: out of memory", ""),
    ],
)
def test_what_an_error_says_is_not_there_is_what_to_look_for(error: str, thing: str):
    """Other errors name no such thing."""
    assert lacking(error) == thing


@pytest.mark.parametrize(
    ("code", "thing"),
    [
        ('return sessions.merge(plans, left_on="plan_id", right_on="id")', "sessions"),
        ('return sessions.merge(plans, left_on="id", right_on="plan_id")', "plans"),
        ('sessions.merge(right=plans, left_on="id", right_on="plan_id")', "plans"),
        ('both = pd.merge(sessions, plans, left_on="plan_id", right_on="id")', "sessions"),
        ('both = pd.merge(left=sessions, right=plans, left_on="id", right_on="plan_id")', "plans"),
        ('both = sessions.merge(plans, "left", left_on="plan_id", right_on="id")', "sessions"),
        ('rows = self.rows["plan_id"].sum()', "self.rows"),
        ("for plan in plans['plan_id']:", "plans"),
        ('rows["plan"] = plans["plan_id"]', "plans"),
        ('rows["plan_id"] = plans["id"]', ""),
        ('join.merge(sessions, plans, left_on="plan_id", right_on="id")', ""),
        ('sessions.merge(plans, on="plan_id")', ""),  # either side
        ('rows["plan_id"] == plans["plan_id"]', ""),
        ('load("plans.csv")["plan_id"]', ""),
        ('pd.read(x).merge(plans, left_on="plan_id", right_on="id")', ""),
        ("row = rows[key]", ""),
        ('left_on="plan_id",', ""),
        ('File "run.py", line 8, in main', ""),
    ],
)
def test_what_lacks_a_key_is_told_where_the_line_of_code_leaves_no_doubt(code: str, thing: str):
    """Of two that were asked for it, or one without a name, nobody knows."""
    assert looked_in(code, "plan_id") == thing


def test_a_key_that_was_not_there_is_looked_for_where_it_was_asked_for(say):
    """By the line of code that the trace shows."""
    text = """2024-10-19 09:00:00 - INFO - Run: tickets (experiment)
2024-10-19 09:00:09 - ERROR - Failed: KeyError: 'plan_id'
Traceback (most recent call last):
  File "run.py", line 8, in main
    plans["plan_id"]
KeyError: 'plan_id'
2024-10-19 09:00:10 - INFO - Outcome: failed (KeyError)
"""
    run = read_bytes(text.encode(), name="t.log").runs[0]

    steps = section(EntryMaker(say).entry(DAY, [DayRun(summarize_run(run), "x")]), "Next Steps")

    assert steps[0].startswith("[ ] Check whether plans has plan_id (run.py, line 8, in main): tickets ended with")


def test_a_failure_that_was_repaired_asks_for_nothing(failure, experiment, say):
    """The later run of that name came to its end."""
    runs = [failure("tickets", hour=9), experiment("tickets", hour=14)]

    assert section(EntryMaker(say).entry(DAY, runs), "Next Steps") == []


def test_lessons_stand_under_learning_and_insights_with_their_run(experiment, say):
    """Nothing stands twice."""
    run = experiment(notes=["Insight: Short tickets are the hard ones", "Lesson: Read the data first"])

    entry = EntryMaker(say).entry(DAY, [run])

    assert any("Insight: Short tickets" in line for line in section(entry, "Experiments"))
    assert [line for line in section(entry, "Learning") if "Short tickets" in line] == []
    assert any("Read the data first" in line for line in section(entry, "Learning"))


def test_a_model_words_the_headline_and_never_status_or_result(experiment, say):
    """What it says stands after the name; the values stay the template's."""
    run = experiment()
    words = {
        Slot(run.summary.run.id, "headline"): "tickets sorted by llama3.1:8b",
        Slot(run.summary.run.id, "result"): "a great success",
        Slot(run.summary.run.id, "status"): "splendid",
    }

    found = section(EntryMaker(say, words).entry(DAY, [run]), "Experiments")

    assert found[0].startswith("Completed: **tickets**, tickets sorted by llama3.1:8b (")
    assert not any("success" in line or "splendid" in line for line in found)


def test_what_a_log_says_cannot_become_markup(experiment, say):
    """A note with Markdown in it is shown as it was written."""
    run = experiment(notes=["Lesson: use *all* of <b>it</b> [now](http://x)"])

    text = "\n".join(section(EntryMaker(say).entry(DAY, [run]), "Learning"))

    assert r"use \*all\* of \<b>it\</b> \[now\](http://x)" in text


def test_a_run_that_crosses_midnight_has_its_result_on_the_day_it_ended(experiment, say):
    """On the first day it has started, and says that it still runs."""
    run = experiment()
    first = type(run)(run.summary, run.source, first=True, last=False)
    last = type(run)(run.summary, run.source, first=False, last=True)

    on_first = section(EntryMaker(say).entry(DAY, [first]), "Experiments")
    on_last = section(EntryMaker(say).entry(DAY, [last]), "Experiments")

    assert on_first[0].startswith("Started: **tickets**")
    assert not any("87.3%" in line for line in on_first)
    assert any("87.3%" in line for line in on_last)


def test_the_links_are_seen_from_the_folder_of_the_journal(experiment, say):
    """A journal in notes/ leads one folder up."""
    entry = EntryMaker(say, folder="notes").entry(DAY, [experiment()])

    assert "](../logs/experiments/" in lines(entry)[1]


def test_a_signal_that_ended_a_run_stands_before_an_error_of_long_ago(say):
    """A server that could not load one file and ran on for hours was stopped by the signal."""
    served = "".join(f"2024-10-19 10:{n // 60:02d}:{n % 60:02d} - INFO - served request {n}\n" for n in range(300))
    log = (
        "2024-10-19 10:00:00 - ERROR - Failed to load generation config\n"
        f"{served}2024-10-19 10:05:01 - INFO - SIGTERM received. Draining requests and shutting down\n"
    )
    reading = read_bytes(log.encode(), name="logs/serve.log")

    found = section(EntryMaker(say).entry(DAY, [DayRun(summarize_run(reading.runs[0]), reading.source)]), "Experiments")

    status = next(line for line in found if line.startswith("Status"))
    assert "SIGTERM received" in status
    assert "generation config" not in status


def test_runs_that_are_left_out_are_named_once(experiment, say):
    """Thirteen launches of one script are one name and a number."""
    runs = [experiment("sweep", hour=10 + number // 3, accuracy=f"8{number % 10}.1") for number in range(13)]

    found = section(EntryMaker(say).entry(DAY, runs), "Experiments")

    assert re.search(r"\d more runs, not detailed here: sweep \(\d runs\)$", found[-1])


def test_a_next_step_that_the_log_repeats_cut_short_stands_once(experiment, say):
    """Only the whole sentence is a step."""
    run = experiment(notes=["Next: Try a larger batch and", "Next: Try a larger batch and a lower rate"])

    found = section(EntryMaker(say).entry(DAY, [run]), "Next Steps")

    assert [line.partition(" (")[0] for line in found] == ["[ ] Try a larger batch and a lower rate"]


def test_a_worded_line_of_a_day_leads_to_what_it_says(failure, experiment, say):
    """Links behind it are of its own values, not of those that the template would have named."""
    runs = [failure("broken"), *(experiment(f"run{n}", hour=10 + n) for n in range(3))]
    words = {Slot("day", "line"): "a batch too large ended in RuntimeError: out of memory."}

    (line,) = next(s for s in EntryMaker(say, words).entry(DAY, runs).sections if not s.title).bullets

    assert "out of memory" in line.text
    assert re.findall(r"\]\(([^)#]+)#", line.text) == ["logs/experiments/20241019-090000-broken.log"]


def test_warnings_are_counted_by_their_kind(say):
    """One that comes again and again is one kind: the log may hold many more lines of it."""
    log = "".join(f"2024-10-19 14:0{n}:00 - WARNING - Batch {n}: 2 answers are none of the labels\n" for n in range(6))
    log += "2024-10-19 14:09:00 - INFO - accuracy=0.87\n2024-10-19 14:09:01 - INFO - Experiment completed\n"
    run = read_bytes(log.encode(), name="logs/experiments/20241019-140000-labels.log").runs[0]

    entry = EntryMaker(say).entry(DAY, [DayRun(summarize_run(run), "digest", DAY)])

    assert "with a warning (" in "\n".join(lines(entry))
