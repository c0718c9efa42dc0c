"""Whose a value is: of which kind, field, column, bracket, numbered thing and unit a line tells it."""

from collections.abc import Callable

import pytest

Holds = Callable[[str, str, tuple[int, ...], bool], None]

KINDS = [
    "[07:00:48] sorted: invoice 9, complaint 7, order 6\n",
    "sorted: 9 invoices, 7 complaints, 6 orders\n",
    '{"event": "sorted", "invoice": 9, "complaint": 7, "order": 6}\n',
    "sorted invoice=9 complaint=7 order=6\n",
]


@pytest.mark.parametrize("log", KINDS)
def test_a_count_is_of_the_kind_that_stands_beside_it(log: str, holds: Holds) -> None:
    """Nine invoices are no nine complaints, however a line lists them."""
    holds(log, "Seven letters were filed as complaints.", (1,), True)
    holds(log, "Nine letters were filed as complaints.", (1,), False)


def test_what_a_whole_list_is_of_names_no_single_count(holds: Holds) -> None:
    """Behind the last count stands what all of them are of."""
    holds("data: 8,450 train / 320 dev sentences\n", "The parser was trained on 8,450 sentences.", (1,), True)


def test_a_count_of_a_heading_is_of_what_the_heading_names(holds: Holds) -> None:
    """So many were unread, which is not how many were answered."""
    log = "[agent] model=phi4 waiting=21\n[agent] done, letters answered 8, calls 3\n"
    holds(log, "The agent answered eight letters.", (2,), True)
    holds(log, "The agent answered 21 letters.", (2,), False)


def test_a_setting_of_elsewhere_gives_way_to_that_of_the_cited_line(holds: Holds) -> None:
    """The second job had more memory than the first."""
    log = "$ submit one\nlimits: cpu 2, memory 4Gi\n$ submit two\n$ set limits --memory=9Gi\n"
    holds(log, "The first job had a memory limit of 4 GiB.", (2,), True)
    holds(log, "The first job had a memory limit of 9 GiB.", (2,), False)


RECORDS = [
    '{"ev": "probes", "largest_drift": ["salt_2", "ph_1"], "offline": ["oxy_4"]}\n',
    "probes largest_drift=salt_2,ph_1 offline=oxy_4\n",
]


@pytest.mark.parametrize("log", RECORDS)
def test_a_name_is_of_the_field_that_it_stands_under(log: str, holds: Holds) -> None:
    """What is offline has not drifted."""
    holds(log, "The probe ph_1 showed the largest drift.", (1,), True)
    holds(log, "The probe oxy_4 showed the largest drift.", (1,), False)


def test_a_model_has_the_role_under_which_it_is_listed(holds: Holds) -> None:
    """One model judges, another one embeds."""
    log = "judge: yi-34b, embedder: e5-base\n"
    holds(log, "The judge was yi-34b.", (1,), True)
    holds(log, "The judge was e5-base.", (1,), False)


def test_a_value_in_brackets_is_of_the_thing_named_there(holds: Holds) -> None:
    """The line is of the release that the command names, the bracket of the baseline."""
    log = "$ replay suite.yaml --bot canary --baseline prod\nrefunds 31/40 77.5% (prod 36/40 90.0%)\n"
    holds(log, "The canary bot had a pass rate of 77.5%.", (2,), True)
    holds(log, "The production bot had a pass rate of 90.0%.", (2,), True)
    holds(log, "The canary bot had a pass rate of 90.0%.", (2,), False)
    holds(log, "The production bot had a pass rate of 77.5%.", (2,), False)


LISTED = [
    "latency by batch: batch 4: 21.5 ms, batch 8: 33.9 ms, batch 16: 61.2 ms\n",
    "latency: batch=4 21.5 ms, batch=8 33.9 ms, batch=16 61.2 ms\n",
]


@pytest.mark.parametrize("log", LISTED)
def test_a_value_is_of_the_number_before_it(log: str, holds: Holds) -> None:
    """A list may call its items by numbers."""
    holds(log, "At batch size 8 the latency was 33.9 ms.", (1,), True)
    holds(log, "At batch size 8 the latency was 21.5 ms.", (1,), False)
    holds(log, "The latency was highest at batch size 16.", (1,), True)
    holds(log, "The latency was highest at batch size 8.", (1,), False)


TABLE = "clients,p50_ms,p95_ms,errors\n8,41,97,2\n16,58,133,7\n32,90,260,11\n"


def test_a_column_is_the_one_of_which_people_speak_so(holds: Holds) -> None:
    """The 95th percentile is p95_ms, the median p50_ms."""
    holds(TABLE, "At 16 clients the 95th percentile was 133 ms.", (3,), True)
    holds(TABLE, "At 16 clients the 95th percentile was 58 ms.", (3,), False)
    holds(TABLE, "At 16 clients the median response time was 133 ms.", (3,), False)


def test_a_column_is_highest_in_the_row_that_is_named(holds: Holds) -> None:
    """Whichever words name the column, its rows are compared."""
    log = "variant,hit@5,answer_ok\nsmall,0.71,0.62\nwide,0.78,0.57\ndeep,0.69,0.66\n"
    holds(log, "The share of correct answers was highest with deep.", (2, 3, 4), True)
    holds(log, "The share of correct answers was highest with wide.", (2, 3, 4), False)


def test_a_unit_in_the_name_of_a_column_is_that_of_its_values(holds: Holds) -> None:
    """Megawatts are no kilowatts."""
    log = "model,mae_mw,rmse_mw\ntheta,61.4,80.2\nnaive,142.6,190.1\n"
    holds(log, "Theta was off by 61.4 MW on average.", (2,), True)
    holds(log, "Theta was off by 61.4 kW on average.", (2,), False)
