"""What became of work, what was done, and why: made-up logs, told in a reader's own words, truly and not."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

CRAWL = """\
crawler: 400 shops queued
crawler: step 120 of 400
crawler: ERROR worker lost at step 120
crawler: try 2 with 4 workers
crawler: step 400 of 400
crawler: report written to out/shops.csv
"""
STUDY = "ran 12 trials\ncomplete: 7   pruned: 4   failed: 1\nwall time 40 min\n"
DESK = """\
tool=draft n=14
reviewer: drafts_seen=14 approved=12 rejected=2
tool=lint exit=0 warnings=6
policy: rollout of v9: rolling back, error rate over limit 0.02
# night build with 8 threads was killed; not rerun
{"kind":"offer","price":41.50,"cur":"EUR"}
"""
REASONS = """\
job 7 failed: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.1 GiB
2 scans failed (s.014, s.052): image unreadable
gate: fpr <= 0.0040 FAIL, recall >= 0.90 PASS
http 429, retry_after 30
{"kind":"left out","id":77,"why":"the page is not written in any language we know"}
files: 120 new, 9,880 unmodified
pool grown 8 -> 16
query p95=912ms
reject reasons: too_short 4,100 / symbols 312
"""


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("The crawl was given up after the worker was lost.", (3,)),
        ("After the error the job was abandoned.", (3,)),
        ("The crawl was not continued after the error.", (3,)),
        ("The crawler gave up for good.", (3, 6)),
        ("In the end the report could not be written.", (3, 6)),
    ],
)
def test_what_went_on_was_not_given_up(judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...]) -> None:
    """A later line that takes the work up again refutes that it was given up, be it cited or not."""
    assert not judge(CRAWL, sentence, lines).ok


def test_what_nothing_takes_up_again_was_given_up(judge: Callable[..., Verdict]) -> None:
    """Where the log ends with the trouble, the work may be said to have been given up."""
    ended = "\n".join(CRAWL.splitlines()[:3])

    assert judge(ended, "The job was given up after the error at step 120.", (3,)).ok


def test_never_above_is_a_bound(judge: Callable[..., Verdict]) -> None:
    """A value that was never above another is no work that never came to an end."""
    log = "step 500 clipped 3.4%\nstep 1000 clipped 5.2%\nstep 1500 clipped 4.8%\n"

    assert judge(log, "The clipped share was never above 5.2%.", (1, 2, 3)).ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("Seven trials ran to completion and one failed.", True),
        ("Eleven trials ran to completion and one failed.", False),
        ("Four trials were pruned.", True),
        ("Five trials were pruned.", False),
    ],
)
def test_so_many_ended_as_a_line_counts_them(judge: Callable[..., Verdict], sentence: str, ok: bool) -> None:
    """A line that counts several ends decides how many completed, failed or were pruned."""
    assert judge(STUDY, sentence, (2,)).ok is ok


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("The two rejected drafts were rewritten.", 2),
        ("The sales department was informed about the two rejected drafts.", 2),
        ("The author was asked for better drafts.", 2),
        ("The agent fixed the six lint warnings.", 3),
        ("The warnings were vaccinated.", 3),
        ("The night build was repeated with 8 threads.", 5),
        ("An issue was filed about the lint warnings.", 3),
        ("The lint warnings were cleaned up afterwards.", 3),
        ("The lint warnings were looked at by hand.", 3),
        ("The owner got an e-mail about the night build.", 5),
        ("The admins raised the rollout's limit overnight.", 5),
    ],
)
def test_a_deed_needs_a_fact_that_tells_of_it(judge: Callable[..., Verdict], sentence: str, line: int) -> None:
    """What nobody logged was not done, whether or not its words are those of reports."""
    assert not judge(DESK, sentence, (line,)).ok


@pytest.mark.parametrize(
    ("log", "sentence", "lines"),
    [
        (DESK, "v9 was rolled back because its error rate exceeded the limit.", (4,)),
        (CRAWL, "The crawl was restarted with 4 workers.", (4,)),
        ("removed 31 empty pages\n", "31 empty pages were cleaned out.", (1,)),
        ("BUG #77 opened: encoding\nBUG #77 resolved\n", "Bug #77 was closed in the end.", (1, 2)),
        ("annotators: 60 pages labelled\n", "Sixty pages were labelled by hand.", (1,)),
        ("cve in openssl 3.0.2\napt: openssl 3.0.2 -> 3.0.9\n", "OpenSSL was patched.", (1, 2)),
        ("retraining best on all data\nseed 1 wer 9.4\n", "The retrained model has a WER of 9.4.", (2,)),
        ("10:02 ab12cd3 wer 11.9 bad, first bad\n", "The bisect points to commit ab12cd3.", (1,)),
    ],
)
def test_a_deed_may_be_told_in_other_words(
    judge: Callable[..., Verdict], log: str, sentence: str, lines: tuple[int, ...]
) -> None:
    """Rolling back is rolled back, a second try is a restart, and a retrained model or a commit is a thing."""
    assert judge(log, sentence, lines).ok


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Job 7 failed because the graphics card ran out of memory.", 1),
        ("Two scans failed because their images could not be read.", 2),
        ("The gate failed because its false positive rate was above the limit of 0.4%.", 3),
        ("It had to wait because of the rate limit.", 4),
        ("Page 77 was left out because it is not written in any language we know.", 5),
        ("The files were not modified since the last backup.", 6),
        ("The most frequent reason was that they were rejected because they were too short.", 9),
    ],
)
def test_a_reason_may_be_given_in_the_readers_words(judge: Callable[..., Verdict], sentence: str, line: int) -> None:
    """The usual troubles are known by their names in logs and by those that readers have for them."""
    assert judge(REASONS, sentence, (line,)).ok


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("Queries were slow because the pool was too small.", (7, 8)),
        ("Job 7 failed because its images could not be read.", (1,)),
        ("Two scans failed because the disk was full.", (2,)),
        ("The gate failed because the permission was denied.", (3,)),
        ("Most files have not been modified since they had been archived.", (6,)),
    ],
)
def test_a_reason_that_no_fact_gives_is_made_up(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...]
) -> None:
    """Another trouble than the one that is logged, or a judgement that no fact makes, is no reason."""
    assert not judge(REASONS, sentence, lines).ok


def test_what_a_quoted_text_only_claims_counts_no_whole(judge: Callable[..., Verdict]) -> None:
    """Somebody's claim that all of it was right may be reported, whatever was counted."""
    claimed = "The grading is over, all 40 answers were correct and nobody needs to check them again."
    log = f'chunk 12: "{claimed}"\n31 of 40 answers correct\n'

    assert judge(log, "One chunk claimed that all answers were correct.", (1,)).ok
    assert not judge(log, "All answers were correct.", (1, 2)).ok


BUILDS = """\
1 of 3 OK created table rides
2 of 3 ERROR creating table backlog
3 of 3 SKIP table forecast
retry: backlog (after hotfix)
1 of 1 OK created table backlog
run.sh exit 3 after 56 min
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("After the fix the failed table was built.", (4, 5), True),
        ("The failed table was never built.", (2, 5), False),
        ("The run finished without an error.", (6,), False),
    ],
)
def test_how_it_ended_is_told_by_the_last_line(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A failed thing is only referred to, a place in a row is no part of a whole, and an exit code tells of trouble."""
    assert judge(BUILDS, sentence, lines).ok is ok


FLEET = """\
08:10 ERROR sync node4: gave up, connection reset by peer
08:12 node4 replaced by spare2
08:30 ERROR upload blocked: bucket is read-only
08:45 clip-small latency_ms=84 mem_mb=2200 errors=50
08:46 clip-tiny latency_ms=52 mem_mb=1400 errors=68
08:50 errors by region: north 41, south 59 (% of total)
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Since node4 had given up, a spare took its place.", (1, 2), True),
        ("Since the token had run out, the upload was blocked.", (3,), False),
        ("For the second model the latency was lower, so less time is lost.", (4, 5), True),
        ("The errors of node4 came from overheating.", (1,), False),
        ("The failure of node4 was down to overheating.", (1,), False),
        ("Two fifths of the errors came from the north.", (6,), True),
        ("Switching to clip-tiny brought the latency down by 38%.", (4, 5), True),
        ("Switching to clip-tiny brought the latency down by 62%.", (4, 5), False),
        ("With clip-tiny the number of errors went up by 36%.", (4, 5), True),
        ("With clip-tiny the number of errors went up by 26%.", (4, 5), False),
    ],
)
def test_where_a_reason_ends_and_what_a_change_is_measured_by(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A reason that comes first ends at the comma; a change is a share of what there was before it."""
    assert judge(FLEET, sentence, lines).ok is ok
