"""Values whose names or steps stand elsewhere than just before them."""

from mlws_writer.facts.model import Fact, FactKind, Run
from mlws_writer.tier1_logs.reader import read_bytes


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(log.encode(), name="oak.log").runs
    return run


def fact_of(run: Run, name: str) -> Fact:
    """Return the last fact of a name."""
    return [fact for fact in run.facts if fact.name == name][-1]


def test_a_value_may_stand_behind_the_step_that_its_name_leads_to() -> None:
    """`Sapling loss at step 500: 2.25` is a loss of that step."""
    lines = "Sapling loss at step {0}00: {1}.25\nRoot accuracy after epoch {0}: 0.{0}1\n"

    run = run_of("".join(lines.format(n, 9 - n) for n in range(1, 8)))

    best = fact_of(run, "best Root accuracy")
    assert (best.value, best.step.split()[-1], best.text) == ("0.71", "7", "Root accuracy after epoch 7: 0.71")
    assert (fact_of(run, "Sapling loss").value, fact_of(run, "best Sapling loss").line) == ("2.25", 13)


def test_a_score_by_iterations_is_a_loss() -> None:
    """The lower the better, as the framework that calls it so means it."""
    log = "".join(f"x.Listener - Score at iteration {n}00 is 1.{9 - n}2\n" for n in (0, 1, 4, 2))

    best = fact_of(run_of(log), "best Score loss")

    assert (best.value, best.line) == ("1.52", 3)


def test_columns_that_touch_are_named_by_the_words_of_their_header() -> None:
    """Two numbers with one blank between them are two columns, though their header is set wider."""
    header = "mean     since         plot      plot  grown\n"
    header += "loss     last          counter   weight    label  guessed leaves\n"
    row = "0.{0}147 0.{1}493            {2}      {2}.0  -1.0000   0.{2}000       3{2}\n"

    run = run_of(header + "".join(row.format(90 - n, 89 - n, n) for n in range(1, 6)))

    assert {"loss", "last", "counter"} <= {fact.name for fact in run.facts}
    assert (fact_of(run, "loss").value, fact_of(run, "best loss").value) == ("0.85147", "0.85147")
    assert not [fact for fact in run.facts if fact.kind is FactKind.METRIC and fact.name[0].isdigit()]


def test_a_last_line_that_names_the_best_step_again_leaves_the_others_counted() -> None:
    """`[300]` at the end says which was best: the lines before still count their steps."""
    log = "".join(f"[{n}00]\tbed's auc: 0.{n}1\trow's auc: 0.{7 - n}2\n" for n in (1, 2, 3, 4))
    log += "Best iteration is:\n[250]\tbed's auc: 0.28\trow's auc: 0.45\n"

    run = run_of(log)

    assert (fact_of(run, "row's auc").value, fact_of(run, "row's auc").step) == ("0.45", "250")
    assert (fact_of(run, "best row's auc").value, fact_of(run, "best row's auc").step) == ("0.62", "100")


def test_values_of_many_are_told_with_whose_they_are() -> None:
    """Where a short line begins with what is counted, its values are told in its own words; else alone."""
    beds = "".join(f"Bed: {n}   Plant no. {n}   Test_acc: 0.8{n}54   Test_kappa: 0.7{n}72\n" for n in (1, 2, 3))

    run = run_of("planting beds\n" + beds + "Yield test_acc: 0.91, test_kappa: 0.88\n")

    texts = [fact.text for fact in run.facts if fact.name == "Test_kappa"]
    assert texts == beds.splitlines()
    assert fact_of(run, "best Test_acc").text == "Test_acc: 0.8354"


def test_the_sizes_of_splits_are_told_though_each_process_prints_them() -> None:
    """Two amounts that come time and again are two facts; an amount that goes on growing is a course."""
    dump = "    num_rows: 24811\n})\nTest: Dataset({\n    num_rows: 2917\n})\n"

    counts = [fact for fact in run_of("reading plots\n" + dump * 4 + "done\n").facts if fact.kind is FactKind.COUNT]

    assert {fact.value for fact in counts} == {"24811", "2917"}
    growing = run_of("".join(f"num_rows: {n}4\nplot {n}\n" for n in range(1, 9)))
    assert not [fact for fact in growing.facts if fact.kind is FactKind.COUNT and fact.name == "num_rows"]


def test_a_name_keeps_the_data_set_whose_name_holds_digits() -> None:
    """`val/news2019/score` and `val/news2024/score` are two measures, each called by all of its name."""
    log = "".join(f"step:{n} val/news2019/score@5:0.{n}1 - val/news2024/score@5:0.{n}7\n" for n in range(1, 6))

    (run,) = read_bytes(log.encode(), name="run.log").runs

    found = {series.name: series.last.value for series in run.series}
    assert found == {"val/news2019/score@5": "0.51", "val/news2024/score@5": "0.57"}


def test_digits_that_vary_inside_a_word_are_no_head_of_a_name() -> None:
    """Where each line has other digits, what stands before them tells nothing of all lines."""
    log = "".join(f"part{n * 111}/loss: 0.{n}\n" for n in range(1, 6))

    (run,) = read_bytes(log.encode(), name="run.log").runs

    assert [series.name for series in run.series] == ["loss"]


def test_a_number_before_a_key_counts_nothing() -> None:
    """The noun behind it is the name of the next value."""
    (run,) = read_bytes(
        b"level=warn wait_ms=412 workers=8\nlevel=info pairs=90 2,400 images: ok\n", name="run.log"
    ).runs
    counts = {(one.name, one.value) for one in run.facts if one.kind is FactKind.COUNT}

    assert ("images", "2,400") in counts
    assert not {name for name, value in counts if value == "412"}
