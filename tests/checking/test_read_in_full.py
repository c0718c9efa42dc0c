"""Numbers that belong to a name, signs that take none away, and what a line tells of itself: logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = (
    '{"method":"bm3","hits":512,"recall10":0.6827}\n'
    "lens KX-40 at B: 189.00 -> 139.00 EUR\n"
    "training stopped at step 91,218\n"
    "resume=step80k.pth on GPU 0\n"
    "coverage 87.6% (main: 88.2%, required: 85.0%)\n"
    "loader     workers  cpu%   img/s\n"
    "folder     16       96     2873\n"
    "web        16       88     3392\n"
    "oom (GPU 2), micro_batch=8\n"
    "restart 1: micro_batch=4\n"
    "rounds 9/20 success\n"
    "rounds 17/20 success\n"
    "check: no errors were found\n"
    "load: bib 1,281 sent, 1,254 inserted, 27 conflicts skipped\n"
    "[deploy] skipped, tests failed\n"
    "etl: row counts match: orders 412 / items 980\n"
    "fs-2 replica in sync\n"
    "polarity: pos 2,871  neg 1,504  neu 621\n"
    "ready at 11:02:48\n"
    "OutOfMemoryError: tried to allocate 1.5 GiB, GPU 0 has 23.6 GiB\n"
    "codec    pack_s   size_MiB\n"
    "lz       6.1      802.4\n"
    "gz       104.0    548.3\n"
    "group=leave n=40 correct=36\n"
    "group=travel n=90 correct=60\n"
    "#38 class=complaint -> left\n"
    "#39 class=invoice -> left\n"
    "saved at 23:46:28\n"
    "job 77 ExitCode 0:0\n"
    "change beyond +/-15%, alert sent\n"
    "p99 before 7215 ms\n"
    "p99 after 5940 ms, p50 2310 ms\n"
)
CASES = [
    (LOG, "bm3 reached 68.3% recall at 10.", (1,), True),
    (LOG, "The lens KX-40 fell by 50 euros.", (2,), True),
    (LOG, "The lens KX-40 fell by 60 euros.", (2,), False),
    (LOG, "The failure cost 11,218 steps.", (3, 4), True),
    (LOG, "The failure cost 10,218 steps.", (3, 4), False),
    (LOG, "At 87.6%, coverage is 0.6 points below main.", (5,), True),
    (LOG, "With 16 workers the folder loader keeps the CPU 96% busy.", (7,), True),
    (LOG, "The micro-batch was halved from eight to four.", (9, 10), True),
    (LOG, "The success rate went up by 40 points.", (11, 12), True),
    (LOG, "The success rate went up by 8 points.", (11, 12), False),
    (LOG, "The check came back clean.", (13,), True),
    (LOG, "All but 27 of the 1,281 records were inserted.", (14,), True),
    (LOG, "The branch was deployed.", (15,), False),
    (LOG, "After loading, the row counts did not match.", (16,), False),
    (LOG, "After loading, the row counts matched.", (16,), True),
    (LOG, "fs-2 never came back into service.", (17,), False),
    (LOG, "Polarity was negative for 1,504 texts.", (18,), True),
    (LOG, "Polarity was negative for 621 texts.", (18,), False),
    (LOG, "It was ready at about ten past eleven.", (19,), False),
    (LOG, "Memory ran out because another process was holding the GPU.", (20,), False),
    (LOG, "gz produced the largest archive.", (22, 23), False),
    (LOG, "lz produced the largest archive.", (22, 23), True),
    (LOG, "It shortened the p99 by about 2.3 seconds.", (31, 32), False),
    (LOG, "The leave group had the largest share of correct answers.", (24, 25), True),
    (LOG, "The travel group had the largest share of correct answers.", (24, 25), False),
    (LOG, "Message 38 was sorted as an invoice.", (26,), False),
    (LOG, "Message 38 was sorted as a complaint.", (26,), True),
    (LOG, "It was saved shortly after midnight.", (28,), False),
    (LOG, "It was saved shortly before midnight.", (28,), True),
    (LOG, "Job 77 ended with a non-zero exit code.", (29,), False),
    (LOG, "An alert was sent because of a change of more than 15%.", (30,), True),
    (LOG, "The check still reported errors.", (13,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_line_is_read_in_full(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
