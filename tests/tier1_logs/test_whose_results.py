"""Values that are no course: of a model each, of one of several who share a metric, below the head of a summary."""

from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

RULE = "-" * 20


def metrics(log: str) -> list[Fact]:
    """Return the metrics of a log."""
    return [fact for fact in read_bytes(log.encode(), name="run.log").facts if fact.kind is FactKind.METRIC]


def shown(log: str, budget: int = 2000) -> str:
    """Return the digest of a log as text."""
    return "\n".join(row.text for row in digest([read_bytes(log.encode(), name="run.log")], budget).rows)


def test_a_result_says_of_which_model_and_section_it_is() -> None:
    """What the lines before name stands with each value, and each value is told, not the last and the best alone."""
    log = "".join(
        f"{RULE}\n{section}\nModel:  {model}\nmae score:  {n}{m}.5\n"
        for n, section in enumerate(("PLAIN", "WITH LAGS"), 1)
        for m, model in enumerate(("forest", "ridge", "lasso"))
    )

    texts = {fact.text for fact in metrics(log)}

    assert {"PLAIN, ridge: mae score 11.5", "WITH LAGS, lasso: mae score 22.5"} <= texts
    assert not any("forest 1" in text for text in texts)


def test_the_same_section_all_along_is_not_said_with_each_value() -> None:
    """A course below one heading is a course."""
    log = f"{RULE}\nRESULTS\n" + "".join(f"loss: 0.{9 - n}\n" for n in range(5))

    assert not any("RESULTS" in fact.text for fact in metrics(log))


def test_each_of_several_who_share_a_metric_has_its_turning_points() -> None:
    """Where a word on the line says whose a value is, its first, last, least and most are told of each."""
    costs = {"greedy": (31, 99, 12, 45), "network": (21, 55, 11, 25)}
    log = "".join(
        f"Solver: {who}, Case: {n}, cost: {cost}.5\n" for who, each in costs.items() for n, cost in enumerate(each)
    )

    text = shown(log)

    assert all(
        f"Solver: {who}, Case: {n}, cost: {cost}.5" in text
        for who, each in costs.items()
        for n, cost in enumerate(each)
    )


def test_what_stands_below_the_head_of_a_summary_is_told_first() -> None:
    """Values of unknown names are results where the log says so, and outlast the steps of many launches."""
    steps = "".join(f"Episode {n}/9 | Boxes: {n} | Loss: {n}.25\n" for n in range(1, 10))
    launches = "".join(
        f"Training Session Started: 2026-02-0{n} 10:00:00\n{steps}FINAL RESULTS\n{RULE}\n"
        f"Boxes moved: {n}77\nDetours: 1.0{n}\n"
        for n in range(1, 9)
    )

    text = shown(launches, 400)

    assert "Boxes moved: 877" in text
    assert "Detours: 1.08" in text


def test_requests_that_were_refused_are_counted_by_status() -> None:
    """How many were answered with each status is told with the last of them; those answered well are not."""
    statuses = [200, 404, 404, 429, 200, 404, 429, 404]
    log = "".join(f'10.0.0.7:4{n}001 - "POST /v1/chat HTTP/1.1" {status} told\n' for n, status in enumerate(statuses))

    text = shown(log)

    assert '4 times, the last one here: "POST /v1/chat HTTP/1.1" 404' in text
    assert "times, the last one here" not in text.replace("4 times, the", "", 1)
