"""Plain sentences about what was done and how things compare, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
{"event":"epoch","epoch":1,"time":"09:04:00","val_loss":2.10,"secs":240}
{"event":"epoch","epoch":2,"time":"09:08:00","val_loss":1.70,"secs":240}
{"event":"epoch","epoch":3,"time":"09:14:00","val_loss":1.30,"secs":360}
{"event":"early_stop","epoch":5,"best_epoch":3}
RUN END status=success calls=12 tokens=18400 token_limit=40000
# eval on 2000 questions, 3 seeds per run, means shown
11:25 node23 taken out of service, node30 put in its place
13:10 job killed: disk /ckpt full (500 GB of 500 GB used)
09:00 job 4417 submitted: partition a100, 4 nodes
13:30 restart 2: resumed from /ckpt/20000, batch lowered from 512 to 256, lr unchanged
13:22 nadia deleted /scratch/old (310 GB)
annotator Tom: 900 clips, 18 h
annotator Yusuf: 600 clips, 15 h
pilot 1: kappa 0.52
pilot 2: kappa 0.74
stage pii: mails masked in 410k documents, none dropped, 20 min
[size] smaller than 32 px ... 9,304 dropped
[decode] unreadable ... 1,118 -> quarantine/
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The first epoch took four minutes.", (1,), True),
        ("The first epoch took six minutes.", (1,), False),
        ("The third epoch took six minutes.", (3,), True),
        ("Every epoch took the same time.", (1, 2, 3), False),
        ("The best epoch was the third.", (4,), True),
        ("The best epoch was the second.", (4,), False),
        ("The run ended in failure.", (5,), False),
        ("Each run was repeated with three seeds.", (6,), True),
        ("Node23 was replaced by node30.", (7,), True),
        ("The job was killed because the disk was full.", (8,), True),
        ("The job was killed because the memory was full.", (8,), False),
        ("The job was submitted to the a100 partition.", (9,), True),
        ("The job was submitted to the h100 partition.", (9,), False),
        ("The batch was halved at the second restart.", (10,), True),
        ("The batch was doubled at the second restart.", (10,), False),
        ("The learning rate was lowered along with the batch.", (10,), False),
        ("Nadia deleted /scratch/old.", (11,), True),
        ("Nadia moved /scratch/old to another disk.", (11,), False),
        ("Tom labelled more clips than Yusuf.", (12, 13), True),
        ("Yusuf labelled more clips than Tom.", (12, 13), False),
        ("Neither pilot reached a kappa of 0.8.", (14, 15), True),
        ("Neither pilot reached a kappa of 0.7.", (14, 15), False),
        ("The images smaller than 32 pixels were dropped.", (17,), True),
        ("The images smaller than 32 pixels were put in quarantine.", (17, 18), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines tell it."""
    holds(LOG, text, lines, stands)


TROUBLED = """\
trial 3 lr=3e-4 val_f1=0.781
trial 4 lr=1e-4 dropout=0.3 failed: CUDA out of memory
trial 5 lr=1e-5 val_f1=0.622
request 7 done, 0 timeouts
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Trial 4 never ran out of memory.", (2,), False),
        ("Trial 4 ran out of memory.", (2,), True),
        ("Request 7 never timed out.", (4,), True),
        ("Trial 5 came last.", (1, 3), True),
        ("Trial 3 came last.", (1, 3), False),
    ],
)
def test_a_trouble_is_denied_only_where_there_was_none(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """What never happened is in no line."""
    holds(TROUBLED, text, lines, stands)
