"""What a number of a table is of, however that is laid out: against made-up logs."""

from collections.abc import Callable

import pytest

Holds = Callable[[str, str, tuple[int, ...], bool], None]
LAYOUTS = {
    "a blank line below the header": (
        "              precision    recall  f1-score   support\n"
        "\n"
        " bark beetle       0.82      0.77      0.79       214\n"
        "     drought       0.64      0.71      0.67       133\n"
        "\n"
        "    accuracy                           0.92      2619\n"
        "   macro avg       0.83      0.84      0.85      2619\n",
        (
            ("For bark beetle the recall was 0.77.", 3, True),
            ("For bark beetle the recall was 0.82.", 3, False),
            ("The macro average of the F1 score was 0.85.", 7, True),
            ("The macro average of the recall was 0.85.", 7, False),
            ("The accuracy was 0.92.", 6, True),
        ),
    ),
    "types below the header": (
        " Row │ model       n_feat  rmse      r2\n"
        "     │ String      Int64   Float64   Float64?\n"
        "─────┼─────────────────────────────────────\n"
        "   1 │ ridge          118   4.2071     0.6138\n"
        "   2 │ lasso           27   4.2493     0.6061\n",
        (
            ("Lasso had an RMSE of 4.2493.", 5, True),
            ("Lasso had an R2 of 4.2493.", 5, False),
        ),
    ),
    "a frame whose labels have a name": (
        "          rmse    mae\nmodel\nridge    4.205  3.100\nlasso    4.251  3.200\n",
        (
            ("Ridge had an MAE of 3.100.", 3, True),
            ("Ridge had an MAE of 4.205.", 3, False),
        ),
    ),
    "coefficients": (
        "               Estimate Std. Error t value Pr(>|t|)\n"
        "snr_db         -0.90417    0.08762 -10.319  3.1e-14 ***\n"
        "log_hours      -3.11750    0.52208  -5.971 2.07e-07 ***\n",
        (
            ("The estimate for log_hours was -3.11750.", 3, True),
            ("The standard error for log_hours was 0.52208.", 3, True),
            ("The estimate for log_hours was 0.52208.", 3, False),
        ),
    ),
    "decimal commas": (
        "Fold;AUC;Brier;n\nA;0,8412;0,1204;8021\nB;0,8377;0,1221;8022\n",
        (
            ("Fold B had an AUC of 0.8377.", 3, True),
            ("Fold B had a Brier score of 0.8377.", 3, False),
        ),
    ),
    "measures that recur below each of some things": (
        "            lightgbm        sarima\n"
        "                 mae  rmse     mae  rmse\n"
        "zone\n"
        "harbour         5.82  8.61    7.40 10.35\n"
        "hill            3.37  4.95    3.33  4.98\n",
        (
            ("In the harbour zone SARIMA reached an MAE of 7.40.", 4, True),
            ("In the harbour zone SARIMA reached an MAE of 5.82.", 4, False),
            ("On the hill LightGBM had an RMSE of 4.95.", 5, True),
        ),
    ),
    "decimal commas between blanks": (
        "Regler          Wartezeit [s]   Stopps/Fzg\n"
        "Festzeit                 41,8         1,92\n"
        "Detektor                 33,5         1,61\n",
        (
            ("The Detektor had a Wartezeit of 33.5 seconds.", 3, True),
            ("The Detektor had a Wartezeit of 41.8 seconds.", 3, False),
        ),
    ),
    "units on a line of their own": (
        "backend           latency    peak mem  throughput\n"
        "                  ms         MiB       img/s\n"
        "\n"
        "heron eager       23.7       3812      337.1\n"
        "heron graph       15.2       4106      524.8\n",
        (
            ("The latency of heron graph was 15.2 ms.", 5, True),
            ("The latency of heron graph was 524.8 ms.", 5, False),
            ("heron eager had a throughput of 337.1 img/s.", 4, True),
        ),
    ),
    "units at the end of the names of rows": (
        "                     L4        A10G\n"
        "power W              71         148\n"
        "p50 ms            104.1        67.9\n",
        (
            ("The A10G drew 148 watts.", 2, True),
            ("The A10G drew 148 kilowatts.", 2, False),
        ),
    ),
    "numbers written out": (
        "envs=4096 train 5,120 val 640\n",
        (
            ("Four thousand and ninety-six environments were used.", 1, True),
            ("Four thousand and ninety-eight environments were used.", 1, False),
            ("Five thousand one hundred and twenty were used for training.", 1, True),
        ),
    ),
    "a line of dashes that parts the columns": (
        "JobID           JobName      State     ReqMem     MaxRSS\n"
        "------------ ---------- ---------- ---------- ----------\n"
        "481223         pretrain  COMPLETED        64G\n"
        "481223.batch      batch  COMPLETED                  41G\n",
        (
            ("The MaxRSS of 481223.batch was 41 GB.", 4, True),
            ("The MaxRSS of 481223 was 41 GB.", 3, False),
        ),
    ),
    "blocks by their indentation": (
        "results:\n  horizon_96:\n    mse: 0.3861\n    mae: 0.4027\n  horizon_336:\n    mse: 0.4415\n    mae: 0.4378\n",
        (
            ("At horizon_336 the MSE was 0.4415.", 6, True),
            ("At horizon_96 the MSE was 0.3861.", 3, True),
        ),
    ),
    "conditions between a name and its value": (
        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets= 20 ] = 0.612\n"
        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 20 ] = 0.680\n"
        "  wrist      err(px)=4.96   pck@0.1=0.861\n"
        "| return (mean)   -> 213.4      | entropy            -> 0.617       |\n",
        (
            ("The average recall was 0.680.", 2, True),
            ("The wrist had an error of 4.96.", 3, True),
            ("The entropy was 0.617.", 4, True),
            ("The entropy was 213.4.", 4, False),
        ),
    ),
}
CASES = [(layout, log, *case) for layout, (log, cases) in LAYOUTS.items() for case in cases]


@pytest.mark.parametrize(("layout", "log", "text", "line", "stands"), CASES)
def test_a_number_is_of_what_its_layout_says(
    holds: Holds, layout: str, log: str, text: str, line: int, stands: bool
) -> None:
    """And of no other column or row."""
    assert layout
    holds(log, text, (line,), stands)
