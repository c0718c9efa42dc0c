"""Two parts of a whole, all others, percentiles and statuses: true and false sentences on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

DEPOT = (
    "[06:00:00] scan: labels read 4,200, unread 600 -> shelf/by_hand.csv\n"
    "[06:05:00] tiles: cached=900 hits=900 misses=2700\n"
    "[06:08:00] upload: stored 630 of 900 MB, connection cut\n"
    "[06:09:00] api: 502 rate back to 0\n"
    "[06:10:00] api: workers 12 -> 6\n"
    "[06:11:00] sort: removed 300 torn, removed 120 wet parcels\n"
    "[06:12:00] query: SELECT route FROM trips WHERE wait_min > 15\n"
    "[06:13:00] mail: parcel 77 billed twice, to accounts\n"
    "[06:14:00] latency: oak 41 ms, elm 58 ms, ash 90 ms\n"
    "[06:15:00] release gate: FAILED\n"
    "[06:16:00] course: 80 enrolled, 76 handed in\n"
    "[06:17:00] answers: right=40 wrong=8 open=2\n"
)
LOAD = (
    '{"stage":1,"rps":40,"p50_ms":80,"p95_ms":300,"p99_ms":900}\n'
    '{"stage":2,"rps":40,"p50_ms":60,"p95_ms":150,"p99_ms":300}\n'
)
CASES = [
    (DEPOT, "An eighth of the labels went unread.", (1,), True),
    (DEPOT, "12.5% of the labels were left unread.", (1,), True),
    (DEPOT, "12.5% of the labels were read.", (1,), False),
    (DEPOT, "A seventh of the labels were left unread.", (1,), False),
    (DEPOT, "One tile in four was served from the cache.", (2,), True),
    (DEPOT, "A third of the tiles were served from the cache.", (2,), False),
    (DEPOT, "75% of the tiles were served from the cache.", (2,), False),
    (DEPOT, "30% of the upload was missing.", (3,), True),
    (DEPOT, "70% of the upload was missing.", (3,), False),
    (DEPOT, "70% of the upload was stored.", (3,), True),
    (DEPOT, "The 502s were gone at 06:09.", (4,), True),
    (DEPOT, "The 503s were gone at 06:09.", (4,), False),
    (DEPOT, "The job ran for 502s.", (4,), False),
    (DEPOT, "420 parcels were taken out in all.", (6,), True),
    (DEPOT, "A wait counts from more than a quarter of an hour on.", (7,), True),
    (DEPOT, "A wait counts from more than a quarter of a minute on.", (7,), False),
    (DEPOT, "The double charge for parcel 77 was mailed to accounts.", (8,), True),
    (DEPOT, "Elm is slower than either rival.", (9,), False),
    (DEPOT, "Oak is faster than either rival.", (9,), True),
    (DEPOT, "Elm is faster than the other two.", (9,), False),
    (DEPOT, "Oak is more than a quarter faster than either rival.", (9,), True),
    (DEPOT, "Oak is faster than the rival product.", (9,), False),
    (DEPOT, "The release gate stayed shut.", (10,), True),
    (DEPOT, "The release gate opened.", (10,), False),
    (DEPOT, "All but four of the students handed in.", (11,), True),
    (DEPOT, "All but six of the students handed in.", (11,), False),
    (DEPOT, "The course wasn't finished by four of the students.", (11,), True),
    (LOAD, "At 40 requests per second the 95th percentile halved.", (1, 2), True),
    (LOAD, "At 40 requests per second the 95th percentile doubled.", (1, 2), False),
    (LOAD, "The 99th percentile fell by two thirds.", (1, 2), True),
    (LOAD, "The 99th percentile rose by two thirds.", (1, 2), False),
]


@pytest.mark.parametrize(("log", "text", "cited", "ok"), CASES)
def test_parts_and_others_are_those_of_the_log(
    judge: Callable[[str, str, tuple[int, ...]], Verdict], log: str, text: str, cited: tuple[int, ...], ok: bool
) -> None:
    """A share is that of the part which is spoken of, and what is more than all others is the most of all."""
    verdict = judge(log, text, cited)

    assert verdict.ok is ok, f"{verdict.reason}: {verdict.detail}"
