"""Tables whose rows are of things: what each number is of, whatever parts the cells, against made-up logs."""

import pytest

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.reader import read_bytes


def metrics(text: str) -> set[tuple[str, str, int]]:
    """Return the name, the value and the line of each measure of a log."""
    (run,) = read_bytes(text.encode(), name="run.log").runs
    return {(one.name, one.value, one.citation.line) for one in run.facts if one.kind is FactKind.METRIC}


@pytest.mark.parametrize("sign", [" | ", " │ ", ",", "\t", "    "])
def test_things_whose_names_end_in_digits_are_not_taken_for_one(sign: str) -> None:
    """A row of resnet34 is none of resnet18, whatever stands between the cells."""
    rows = (("model", "rmse", "mae"), ("resnet18", "4.20", "3.1"), ("resnet34", "4.25", "3.2"))
    found = metrics("started\n" + "".join(sign.join(row) + "\n" for row in rows))

    assert {("resnet18 rmse", "4.20", 3), ("resnet34 rmse", "4.25", 4), ("resnet34 mae", "3.2", 4)} <= found
    assert not {name for name, _, line in found if line == 4 and "18" in name}


@pytest.mark.parametrize("sign", [" | ", ",", "    "])
def test_things_whose_names_have_a_number_of_their_own_are_told_apart(sign: str) -> None:
    """So are those of resnet 34."""
    rows = (("model", "rmse"), ("resnet 18", "4.20"), ("resnet 34", "4.25"), ("resnet 50", "4.05"))
    found = metrics(
        "started\n" + "".join(f"{label if sign == ',' else label.ljust(10)}{sign}{value}\n" for label, value in rows)
    )

    assert {("resnet 18 rmse", "4.20", 3), ("resnet 34 rmse", "4.25", 4), ("resnet 50 rmse", "4.05", 5)} <= found


def test_rows_of_folds_and_epochs_are_of_one_thing() -> None:
    """Their number says where they stand, and the first one names none of the others."""
    folds = metrics("started\nfold    | rmse\nfold 1  | 4.20\nfold 2  | 4.25\nfold 3  | 4.05\n")
    epochs = metrics("started\nepoch   | rmse\nepoch 1 | 4.20\nepoch 2 | 4.25\nepoch 3 | 4.05\n")

    assert ("fold 2 rmse", "4.25", 4) in folds
    assert ("rmse", "4.05", 5) in epochs
    assert not {name for name, _, _ in epochs if "1" in name}


REPORT = """\
trained
              precision    recall  f1-score   support

 bark beetle       0.82      0.77      0.79       214
     drought       0.64      0.71      0.67       133
fire scar          0.93      0.90      0.91       402

    accuracy                           0.92      2619
   macro avg       0.83      0.84      0.85      2619
weighted avg       0.94      0.95      0.96      2619
"""


def test_a_report_of_classes_is_read_to_its_averages() -> None:
    """Classes of two words, the row that leaves columns empty, and what stands behind it."""
    found = metrics(REPORT)

    assert {
        ("bark beetle precision", "0.82", 4),
        ("drought recall", "0.71", 5),
        ("fire scar f1-score", "0.91", 6),
        ("accuracy", "0.92", 8),
        ("macro avg f1-score", "0.85", 9),
        ("f1-score", "0.96", 10),
    } <= found


FRAME = """\
shape: (2, 3)
┌────────┬───────┬──────────┐
│ scorer ┆ n     ┆ auroc    │
│ ---    ┆ ---   ┆ ---      │
│ str    ┆ u32   ┆ f64      │
╞════════╪═══════╪══════════╡
│ gbm_v7 ┆ 50213 ┆ 0.884172 │
│ gbm_v8 ┆ 50213 ┆ 0.890655 │
└────────┴───────┴──────────┘
"""


def test_types_between_the_header_and_the_rows_of_a_frame_are_no_header() -> None:
    """As polars prints them."""
    assert {("gbm_v7 auroc", "0.884172", 7), ("gbm_v8 auroc", "0.890655", 8)} <= metrics(FRAME)


RULED = """\
started
model name      top 1 acc    params M  note
------------  -----------  ----------  ------
resnet 18            0.71        11.2
vit small                        22.1  no acc
resnet 50            0.76        25.6
"""


def test_a_line_of_dashes_says_where_the_columns_are() -> None:
    """A number below an empty cell is of its own column, and no name of two words is parted."""
    found = metrics(RULED)

    assert {("resnet 18 top 1 acc", "0.71", 4), ("resnet 50 top 1 acc", "0.76", 6)} <= found
    assert not {name for name, value, _ in found if value == "22.1" and "acc" in name}


def test_the_name_of_the_labels_of_a_frame_is_no_row() -> None:
    """As pandas prints it, below the header and to the left of it."""
    found = metrics("started\n          rmse    mae\nmodel\nridge    4.205  3.100\nlasso    4.251  3.200\n")

    assert {("ridge mae", "3.100", 4), ("lasso rmse", "4.251", 5)} <= found


PIVOT = """\
started
            ridge           lasso
              mae   rmse      mae   rmse
zone
harbour      5.82   8.61     7.40  10.35
hill         3.37   4.95     3.33   4.98
"""
GROUPS = """\
started
               |      baseline     |     tuned
 set    hours  |   FA   MISS   DER |   FA   MISS   DER
 cafe    3.5   |  4.4   11.9  28.9 |  4.7    7.5  19.6
 phone   8.0   |  1.9    4.2   8.5 |  2.2    4.6   9.7
"""


def test_columns_that_recur_are_named_by_their_groups() -> None:
    """Those of a pivoted frame and those that bars part; without groups they have no name."""
    assert {
        ("harbour ridge mae", "5.82", 5),
        ("harbour lasso mae", "7.40", 5),
        ("hill lasso rmse", "4.98", 6),
    } <= metrics(PIVOT)
    assert {("cafe baseline DER", "28.9", 4), ("cafe tuned DER", "19.6", 4)} <= metrics(GROUPS)
    alone = metrics(GROUPS.replace("baseline", "        ").replace("tuned", "     "))
    assert not {name for name, _, _ in alone if "DER" in name}


UNITS = """\
started
backend           latency    peak mem  throughput
                  ms         MiB       img/s

heron eager       23.7       3812      337.1
heron graph       15.2       4106      524.8
"""


def test_units_below_the_names_are_units_of_those() -> None:
    """On a line of their own."""
    (run,) = read_bytes(UNITS.encode(), name="run.log").runs
    found = {(one.name, one.value) for one in run.facts}

    assert {("heron eager latency ms", "23.7"), ("heron graph throughput img/s", "524.8")} <= found


def test_the_best_row_weighs_most() -> None:
    """By what is better of each measure; the others weigh alike."""
    best = (("resnet18", "4.20", "0.81"), ("resnet34", "4.25", "0.93"), ("resnet50", "4.05", "0.90"))
    rows = (("model", "rmse", "auc"), *best)
    log = "started\n" + "".join("   ".join(cell.ljust(8) for cell in row) + "\n" for row in rows)
    (run,) = read_bytes(log.encode(), name="run.log").runs
    weights = {one.name: one.weight for one in run.facts if one.kind is FactKind.METRIC}

    assert max(("resnet18 rmse", "resnet34 rmse", "resnet50 rmse"), key=lambda name: weights[name]) == "resnet50 rmse"
    assert max(("resnet18 auc", "resnet34 auc", "resnet50 auc"), key=lambda name: weights[name]) == "resnet34 auc"
    assert weights["resnet18 rmse"] == weights["resnet34 rmse"]
