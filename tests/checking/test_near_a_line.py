"""What stands near the cited lines, in their headers, boxes and lists, and decides what they are of: made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
| time/total_timesteps  |  1000000 |
| time/fps              |     1881 |
| rollout/ep_rew_mean   |    -38.9 |
+-----------------------+----------+
| time/total_timesteps  |  1500000 |
| time/fps              |     1622 |
| rollout/ep_rew_mean   |     64.7 |
+-----------------------+----------+
nprobe      8      16     32     64
recall@10   0.861  0.912  0.947  0.963
model          MAE_6h  MAE_12h  MAE_24h
walker            3.0      6.2     11.9
runner            2.4      4.8     24.6
tried -c 32768 with f16: KV buffer 5120 MiB, out of memory
<tokens in="38420" out="1655"/>
lvl=warn msg="SIGTERM: preempted by job 771390"
^C keyboard interrupt in epoch 25 of 40, best weights kept (htr_e21.pt)
q41 answer: "Five days." (graded correct)
test by scribe:  A 412 lines CER 4.87 | B 388 lines CER 6.02 | C 307 lines CER 9.94
recall: invoice 27/30, order 19/20, spam 26/30, newsletter 18/20
R@10 by query type: paraphrase 0.842 (310), citation 0.871 (170), lay question 0.648 (160)
eval over 50 episodes: 39 delivered, 8 timeouts, 3 collisions
ppl q4 = 8.8015 +/- 0.0690
target of archive: CER <= 0.07
test with lexicon  CER 0.0667   WER 0.1938
task: move the picker from moment to dayjs
ocr: 4341 files, engine=surya
tests: 61 passed, 5 failed
tests: 64 passed, 2 failed
bench Lookup => 24.6 µs/op  5,120 B/op
system,pair,chrf
wren-1b,is-en,55.26
wren-1b,en-sw,58.14
lark-3b,en-sw,57.72
torchrun: world_size=8 backend=nccl, resume=no
building index on column customer_id (attempt 1 of 3)
disk /data is 91% full
| model  | data   | accuracy |
| forest | wine   | 0.96 |
| svm    | wine   | 0.94 |
| forest | digits | 0.95 |
| svm    | digits | 0.98 |
svm hit the iteration cap in one of five folds
settings varied: lr, hidden, dropout
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("By 1.5 million steps the mean reward had turned positive.", (3, 7), True),
        ("By 1.2 million steps the mean reward had turned positive.", (3, 7), False),
        ("Going from 32 to 64 with nprobe adds 1.6 points of recall.", (10,), True),
        ("Going from 24 to 64 with nprobe adds 1.6 points of recall.", (10,), False),
        ("At 24 hours the walker was the more accurate one.", (12, 13), True),
        ("A context of 32k tokens did not fit.", (14,), True),
        ("A context of 34k tokens did not fit.", (14,), False),
        ("The run used 38,420 input tokens.", (15,), True),
        ("The run used 1,655 input tokens.", (15,), False),
        ("The training was preempted by job 771390.", (16,), True),
        ("The training was preempted by job 771204.", (16,), False),
        ("Training was interrupted in epoch 25, and the weights of epoch 21 were kept.", (17,), True),
        ("The answer to question 41 was graded as correct.", (18,), True),
        ("The answer to question 41 was graded as wrong.", (18,), False),
        ("Scribe A contributed the most lines.", (19,), True),
        ("Scribe B contributed the most lines.", (19,), False),
        ("Spam had the lowest recall of the four classes, 87%.", (20,), True),
        ("Order had the lowest recall of the four classes.", (20,), False),
        ("Lay questions were the most difficult ones.", (21,), True),
        ("Citation queries were the most difficult ones.", (21,), False),
        ("Eight of 50 episodes timed out.", (22,), True),
        ("The q4 cache gave a perplexity of 8.8.", (23,), True),
        ("The q4 cache gave a perplexity of 8.9.", (23,), False),
        ("The nccl backend was used.", (35,), True),
        ("The gloo backend was used.", (35,), False),
        ("The run was resumed from a checkpoint.", (35,), False),
        ("The index was built on the customer_id column.", (36,), True),
        ("The index was built on the date column.", (36,), False),
        ("The disk has run out of space.", (37,), False),
        ("Forest did best on wine.", (39, 40), True),
        ("Svm did best on wine.", (39, 40), False),
        ("Svm did best on digits.", (41, 42), True),
        ("Forest did best on digits.", (41, 42), False),
        ("Svm hit the iteration cap in one fold.", (43,), True),
        ("Svm hit the iteration cap in every fold.", (43,), False),
        ("Dropout was one of the settings varied.", (44,), True),
        ("Batch size was one of the settings varied.", (44,), False),
        ("The picker was moved from moment to dayjs.", (26,), True),
        ("The picker was moved from moment to luxon.", (26,), False),
        ("Surya was used as the OCR engine.", (27,), True),
        ("Tesseract was used as the OCR engine.", (27,), False),
        ("The first test run ended with five failures.", (28, 29), True),
        ("The first test run ended with two failures.", (28, 29), False),
        ("At the end two tests failed.", (28, 29), True),
        ("At the end five tests failed.", (28, 29), False),
        ("A lookup takes 24.6 µs.", (30,), True),
        ("A lookup takes 24.6 ms.", (30,), False),
        ("Lark-3b scored 57.72 from English into Swahili.", (33, 34), True),
        ("Lark-3b scored 58.14 from English into Swahili.", (33, 34), False),
        ("The archive's target was met.", (24, 25), True),
        ("The archive's target was missed.", (24, 25), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As what stands near the lines has it."""
    holds(LOG, text, lines, stands)
