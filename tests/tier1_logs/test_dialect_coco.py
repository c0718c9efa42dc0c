"""Evaluations in the manner of COCO, against made-up results."""

from mlws_writer.facts.model import FactKind, Run
from mlws_writer.tier1_logs.reader import read_bytes

RESULTS = """\
Accumulating evaluation results...
DONE (t=2.87s).
IoU metric: {kind}
 Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = {ap}
 Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.843
 Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = -1.000
 Average Precision  (AP) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 0.685
 Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.480
 Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.680
"""


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="eval.log").runs
    return run


def measures(run: Run) -> dict[str, str]:
    """Return what was measured, by its name."""
    return {one.name: one.value for one in run.facts if one.kind is FactKind.METRIC}


def test_each_result_is_called_by_its_overlap_its_area_and_its_detections() -> None:
    """What there is nothing of is no result, and the overlap is none either."""
    found = measures(read(RESULTS.format(kind="bbox", ap="0.612") + "training finished\n"))

    assert found == {"AP": "0.612", "AP50": "0.843", "APl": "0.685", "AR1": "0.480", "AR100": "0.680"}


def test_of_several_evaluations_the_last_the_best_and_the_first_are_told() -> None:
    """Each of its own type."""
    course = "".join(
        f"epoch {n} done\n{RESULTS.format(kind='bbox', ap=ap)}" for n, ap in enumerate(("0.40", "0.62", "0.61"))
    )
    found = measures(read(course))
    assert (found["AP"], found["best AP"], found["first AP"]) == ("0.61", "0.62", "0.40")

    both = measures(read(RESULTS.format(kind="bbox", ap="0.40") + RESULTS.format(kind="segm", ap="0.35")))
    assert (both["bbox AP"], both["segm AP"]) == ("0.40", "0.35")
