"""Agents that narrate, in the forms of several frameworks."""

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

REACT = """2025-04-02 10:01:00,120 - INFO - Task: Find the cheapest 4-star hotel in Lisbon for May
2025-04-02 10:01:00,130 - INFO - Model: gpt-4o-mini
2025-04-02 10:01:02,120 - INFO - Step 1: Thought: I should search for hotels.
2025-04-02 10:01:02,125 - INFO - Action: search_hotels({"city": "Lisbon", "stars": 4})
2025-04-02 10:01:04,210 - INFO - Observation: 12 hotels found, accuracy: 0.99
2025-04-02 10:01:06,120 - INFO - Step 2: Thought: Sort by price.
2025-04-02 10:01:06,125 - INFO - Action: sort({"by": "price"})
2025-04-02 10:01:07,210 - INFO - Observation: Error occurred: no column named price
2025-04-02 10:01:08,120 - INFO - Final Answer: Hotel Sol, 71 EUR a night
2025-04-02 10:01:08,130 - INFO - Finished after 2 steps, 1,942 tokens, total cost $0.0027
"""
BROWSER = """INFO     [agent] 🚀 Starting task: go to the docs and search for an option to screen at the front
INFO     [agent] 📍 Step 1
INFO     [agent] 🧠 Memory: Task started. Need to open the docs.
INFO     [agent] 🎯 Next goal: Open the documentation URL in a new tab.
INFO     [agent] 🛠️  Action 1/1: {"open_tab":{"url":"https://docs.example.org"}}
INFO     [controller] 🔗  Opened new tab with https://docs.example.org
INFO     [agent] 👍 Eval: Success - Opened the documentation URL.
INFO     [agent] 📄 Result: The documentation holds the option.
INFO     [agent] ✅ Task completed
"""


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="agent.log").runs
    return run


def fact(run: Run, name: str) -> Fact:
    """Return the weightiest fact of a name."""
    return max((one for one in run.facts if one.name == name), key=lambda one: one.weight)


def test_task_tools_and_answer_are_read_whole() -> None:
    """What was asked, what was tried, what failed and what was answered, all of it tainted."""
    run = read(REACT)

    assert (run.work, run.outcome) == (Work.AGENT, Outcome.COMPLETED)
    request = fact(run, "request")
    assert (request.kind, request.value) == (FactKind.TASK, "Find the cheapest 4-star hotel in Lisbon for May")
    assert fact(run, "tool error").value == "Error occurred: no column named price"
    assert fact(run, "answer").value == "Hotel Sol, 71 EUR a night"
    assert all(fact(run, name).tainted for name in ("request", "tool", "output", "answer"))


def test_numbers_that_a_tool_printed_are_no_results() -> None:
    """The accuracy in an observation is not the agent's."""
    assert not any(one.kind is FactKind.METRIC and one.value == "0.99" for one in read(REACT).facts)


def test_symbols_before_a_label_do_not_hide_it() -> None:
    """As agents print that drive a browser."""
    run = read(BROWSER)

    assert fact(run, "request").value.startswith("go to the docs")
    assert fact(run, "tool").value == '{"open_tab":{"url":"https://docs.example.org"}}'
    assert "The documentation holds the option." in {one.value for one in run.facts if one.name == "output"}
    assert run.outcome is Outcome.COMPLETED


def test_spaces_of_a_reinforcement_learner_are_no_narration() -> None:
    """A training that names its observations and actions is none of an agent with tools."""
    spaces = "Observation space: Box(8,)\nAction space: Discrete(4)\nTask: LunarLander-v2\n"
    run = read(spaces + "".join(f"Episode {episode}: reward={episode * 10}\n" for episode in range(20)))

    assert not any(one.kind is FactKind.INTERACTION for one in run.facts)
