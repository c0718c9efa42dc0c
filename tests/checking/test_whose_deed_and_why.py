"""Who did something, why it happened, what was left undone, and what it hurt most to leave out: made-up logs."""

from collections.abc import Callable

import pytest

Holds = Callable[[str, str, tuple[int, ...], bool], None]
NOTES = """\
[Mon 20:00] run asr-7 started by Anouk on machine wren
note[Mirela]: lr 0.010 is too high, the loss jumped around
event=delete file=trial3_best.pt by=Tobias reason=not_needed
note[Tobias]: test set not run yet, Mirela will do it on Thursday
results written to /results/sep02.csv, the aborted job is left out
02:58:00 WARN write of shard 6 timed out, retried, ok on second try
# A7 was retried once with batch 1 and failed again
saved ckpt_300k.pt (24 MB), deleted ckpt_100k.pt
*** JOB 4417 ON gn031 CANCELLED DUE TO PREEMPTION ***
step=price fixed=38,115 why="comma decimal" dropped=4,902 reason=negative_price
[agent] open https://norrby.example/docs ... 403
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The run was started by Anouk.", (1,), True),
        ("The run was started by Mirela.", (1,), False),
        ("Tobias deleted the file of trial 3.", (3,), True),
        ("Mirela deleted the file of trial 3.", (3,), False),
        ("The test set was already run by Tobias.", (4,), False),
        ("The results were never written to a file.", (5,), False),
        ("Shard 6 was never written.", (6,), False),
        ("Shard 6 was written on the second try.", (6,), True),
        ("A7 was never retried.", (7,), False),
        ("The docs page could not be opened.", (11,), True),
        ("The job was cancelled because a GPU on gn031 had failed.", (9,), False),
        ("The job was cancelled because of a preemption.", (9,), True),
        ("Some 38,000 prices were fixed because they had a decimal comma.", (10,), True),
    ],
)
def test_a_deed_is_of_whom_the_line_names(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """And was done, or left undone, as the line says."""
    holds(NOTES, text, lines, stands)


ABLATION = """\
variant & mIoU & F1 & params (M) \\\\ \\hline
full model & 71.4 (0.3) & 78.9 (0.5) & 3.75 \\\\
$-$ colour jitter & 70.8 (0.4) & 78.1 (0.6) & 3.75 \\\\
$-$ class weights & 69.7 (0.3) & 71.2 (0.9) & 3.75 \\\\
$-$ imagenet init & 61.5 (1.4) & 66.0 (2.2) & 3.75 \\\\
$+$ tta (flip) & 72.6 (0.3) & 80.2 (0.4) & 3.75 \\\\
metric: rmse (log mol/L), lower is better
  full:             {mean: 0.582, sd: 0.021}
  no_edge_feats:    {mean: 0.664, sd: 0.019}
  no_pretrain:      {mean: 0.718, sd: 0.047}
  no_dropout:       {mean: 0.640, sd: 0.052}
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The full model reached a mIoU of 71.4.", (2,), True),
        ("The full model reached a F1 of 71.4.", (2,), False),
        ("Test-time augmentation lowered mIoU compared with the full model.", (2, 6), False),
        ("Test-time augmentation raised mIoU compared with the full model.", (2, 6), True),
        ("Removing the ImageNet initialisation did the most damage to mIoU.", (5,), True),
        ("Of all parts, removing the class weights did the most damage to mIoU.", (4, 5), False),
        ("Dropping the pretraining hurt most, raising the mean RMSE by 0.136.", (8, 10), True),
        ("Dropping the edge features hurt most.", (8, 9), False),
        ("Leaving out the dropout did the least harm.", (8, 11), True),
    ],
)
def test_what_hurt_most_lies_farthest(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """From the row that has nothing left out, be the table one of LaTeX or a list."""
    holds(ABLATION, text, lines, stands)


SPOKEN = """\
Priya: Ardent did not build. I tried twice, then gave up.
Joost: I reran FlintServe at bs=8 on 15 May and got 418.
language filter: 500 non-English tickets removed (Omar)
PII scrub: 800 tickets masked (Omar)
guideline v2: Hanna merged two classes
28 Mar  v1.0 uploaded to /data/v1.0; raw files kept
Each number is the median of 5 runs.
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Joost tried to build Ardent.", (1,), False),
        ("Joost did the rerun of FlintServe.", (2,), True),
        ("Priya did the rerun of FlintServe.", (2,), False),
        ("Hanna removed the non-English tickets.", (3,), False),
        ("Omar removed the non-English tickets.", (3,), True),
        ("The raw files were not deleted.", (6,), True),
        ("The raw files were deleted.", (6,), False),
        ("Each number is the mean of five runs.", (7,), False),
        ("Each number is the median of five runs.", (7,), True),
    ],
)
def test_a_note_is_of_who_speaks_or_signs_it(holds: Holds, text: str, lines: tuple[int, ...], stands: bool) -> None:
    """And what was kept was not deleted."""
    holds(SPOKEN, text, lines, stands)


REMARKS = """\
remark (Lena): dropping rotary embedding costs most, dropping augmentation least
remark (Lena): the retry waits look too short
note (Ivo): the ink is faded, raised the contrast
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Lena says dropping rotary embedding costs most.", (1,), True),
        ("Lena says dropping augmentation costs most.", (1,), False),
        ("According to Lena, the retry waits are too long.", (2,), False),
        ("According to Ivo, the retry waits are too short.", (2,), False),
        ("Ivo says that he lowered the contrast.", (3,), False),
        ("Ivo says that he raised the contrast.", (3,), True),
    ],
)
def test_what_somebody_is_said_to_say_is_held_against_the_note(
    holds: Holds, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """To name who says it does not free it from the check."""
    holds(REMARKS, text, lines, stands)
