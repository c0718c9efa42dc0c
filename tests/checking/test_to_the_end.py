"""What is said to have gone ill to the end, where the last cited line tells that it came right."""

from collections.abc import Callable

import pytest

FIT = (
    "22:20:40 [orchard] ERROR data volume /mnt/tiles went read-only, worker 2 stopped\n"
    "22:31:12 [orchard] /mnt/tiles writable again, picking up at pass 8\n"
    "02:40:51 [orchard] pass 30 miou 0.655\n"
    "02:41:05 [orchard] export onnx: failed, opset 11 lacks GridSample\n"
    "02:42:19 [orchard] export onnx opset 16: ok, 104 MB\n"
)
SHARES = (
    '{"t":"10:14:09","k":"deploy","ver":"2.3","share":5}\n{"t":"10:52:48","k":"deploy","ver":"2.3","share":100}\n'
    '{"t":"11:00:00","k":"voice","name":"odd","state":"failed","why":"sha mismatch"}\n'
    '{"t":"11:05:00","k":"voice","name":"odd","state":"ready","try":2}\n'
)
STUDY = (
    "140] cfg 3 diverged at iter 410 (loss nan)\n171] cfg 3 finished, wer 14.2\n158] cfg 7 out of memory\n"
    "160] cfg 7 dropped\n201] head node lost, 5 workers waiting\n207] head node back, workers rejoined\n"
    "230] study finished: 23 of 24 configs, 1 failed\n"
)
TESTS = "ctest -R harbour -> 5 failed\nctest -R harbour -> 5 passed\nctest -> 88 tests, 0 failures\n"
DESK = (
    "[store] snapshot a written in 12 s\n[store] snapshot b written in 15 s\n"
    "[gate] upstream not ready (attempt 5/5), exiting with code 3\n"
    "[smtp] ERROR 535 authentication failed, 4 letters not sent\n"
    "[s3] ERROR SlowDown: please reduce your request rate\n"
    "[load] stage done vus=24 p95_ms=310\n[post] author=oncall finding=cache loaded twice\n"
    "bm25 recall 0.748\nbm25 + rerank recall 0.748\n"
)
SHIPPED = (
    '{"at":"05-02T04:52:31","who":"ship","msg":"copy to edge-1 timed out"}\n'
    '{"at":"05-02T04:58:02","who":"ship","msg":"copy to edge-1 ok"}\n'
    '{"at":"05-02T05:08:41","who":"ship","msg":"edge-2 skipped, tell ops"}\n'
    '{"at":"05-02T05:09:00","who":"sched","msg":"k-118 closed, 1 of 2 edges served"}\n'
    '{"at":"05-02T05:10:00","who":"train","msg":"no gain, leaving at 33 of 40 rounds"}\n'
)
CASES = [
    (SHIPPED, "edge-1 was still without the new model at the end.", (1, 2), False),
    (SHIPPED, "edge-2 was still without the model at the end.", (3, 4), True),
    (SHIPPED, "All 40 planned rounds were trained.", (5,), False),
    (DESK, "Writing a snapshot never took longer than 15 seconds.", (1, 2), True),
    (DESK, "The gate gave up after five attempts.", (3,), True),
    (DESK, "Four letters were not sent because the mail server refused the login.", (4,), True),
    (DESK, "Four letters were not sent because the mail server was full.", (4,), False),
    (DESK, "S3 refused because of the request rate.", (5,), True),
    (DESK, "The stage with the users was done.", (6,), True),
    (DESK, "The engineer on duty found that the cache had been loaded twice.", (7,), True),
    (DESK, "Reranking did not change the recall either.", (8, 9), True),
    (FIT, "The tile volume was still read-only at the end of the run.", (1, 2), False),
    (FIT, "After the volume went read-only the fit was never picked up again.", (1, 2), False),
    (FIT, "No ONNX file could be written.", (4, 5), False),
    (FIT, "In spite of the outage all 30 passes were made.", (1, 3), True),
    (SHARES, "The roll-out of version 2.3 was halted at five percent.", (1, 2), False),
    (SHARES, "Version 2.3 went from five to a hundred percent.", (1, 2), True),
    (SHARES, "Odd never became ready.", (3, 4), False),
    (STUDY, "The study was cut short by the outage.", (5, 7), False),
    (STUDY, "The study ground to a halt when the head node was lost.", (5, 7), False),
    (STUDY, "The head node stayed away for the rest of the study.", (5, 6), False),
    (STUDY, "The workers had to wait until the head node was back.", (5, 6), True),
    (STUDY, "Configuration 7 was given up for lack of memory.", (3, 4), True),
    (STUDY, "Configuration 7 was never finished.", (4, 7), True),
    (STUDY, "One configuration did not finish.", (7,), True),
    (TESTS, "Two of the tests were still red when the session ended.", (3,), False),
    (TESTS, "All five harbour tests were repaired.", (1, 2), True),
]


@pytest.mark.parametrize(("log", "sentence", "lines", "ok"), CASES)
def test_the_last_line_tells_whether_it_went_ill_to_the_end(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A sentence is refused that says that trouble lasted which the last cited line tells to be over."""
    holds(log, sentence, lines, ok)
