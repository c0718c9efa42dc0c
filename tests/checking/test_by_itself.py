"""What a line gives by itself, what holds from a line above, who is outdone: sentences on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

BENCH = (
    "probe v3, 2 boards\n"
    "block 1: 20 rps, 4 min\n"
    "block 1: 4,800 calls, ok 4,800, p95 210 ms\n"
    "block 2: 60 rps, 4 min\n"
    "block 2: 14,400 calls, ok 13,680, 720 x 503, p95 940 ms\n"
    "memory peak 19.2 GiB of 24.0 GiB\n"
    "kernel share: 62.5% of 8.0 GB in cache.py:31\n"
    "decode takes 12.5 ms per frame\n"
    "letters sorted: 60 bills, 25 orders, 15 others\n"
    "$ python probe.py --streams 12\n"
    "probe: 48/48 ok, wer 0.081\n"
    "image 9.7 GB (v1.2 was 8.9 GB)\n"
    "val ppl 7.81 (round 300: 8.14)\n"
    "waited (queued 3:31:40) for two cards\n"
    "records in 2,500 k, kept 2,375 k\n"
    "930,000 payments, 0.30% refused\n"
    "coverage: 1,710 of 1,900 lines\n"
)
TABLE = (
    "model       fit_s   watts   auc\n"
    "ridge       4.1     31.0    0.701\n"
    "boost_d6    55.2    48.5    0.744\n"
    "boost_d9    91.0    47.0    0.749\n"
    "net         60.4    80.2    0.731\n"
    "classes: barn 310, shed 95, dome 40\n"
    "stage=dialects wer_ulm=14.1 wer_linz=12.3 wer_brig=25.0\n"
    "archive: kept runs/seed7.zip runs/seed8.zip, discarded seed 9\n"
    "r1 took 141 ms/it\n"
    "r2 took 98 ms/it\n"
    "data hamsum, 900 dialogues\n"
    "detector megadet-v5 loaded\n"
    "trial=4 PRUNED step=6\n"
    "`Trainer.fit` stopped: `max_epochs=12` reached.\n"
    "served: 100% on 4.1.0, was 4.2.0\n"
)
TIMES = (
    "task 14 submitted 09:12:04\n"
    "task 14 ended 20:28:50\n"
    "claim T-81 refused: too late (window 14 days)\n"
    "base model: pass@1 0.560\n"
    "tuned model: pass@1 0.835\n"
    "epoch 1 loss 0.91\n"
    "epoch 2 loss 0.62\n"
    "64/64 - 9s - 152ms/step - acc: 0.7110\n"
    "quote Adler | 120.00 + 96.00 = 216.00 EUR\n"
    "quote Falke | 3 * 21.00 + 118.00 = 181.00 EUR\n"
    "{'event': 'ready', 'boot_s': 51.9}\n"
    "{'event': 'ready', 'boot_s': 48.2}\n"
    "test: 20/20 - 1s - acc: 0.6934\n"
    "source=tromso lines=81,204 bytes=209715200 state=ok\n"
    "letters written: 31 (bills 20, reminders 11)\n"
    "letter check: 6 rejected (no address), 25 kept\n"
)
SIZES = (
    "encoder,dim,recall@1,recall@10\n"
    "tern-small,256,0.4410,0.7702\n"
    "tern-base,512,0.4925,0.8048\n"
    "tern-large,768,0.4871,0.8112\n"
)
CASES = [
    (SIZES, "Going from tern-small to tern-base made retrieval worse.", (2, 3), False),
    (SIZES, "Going from tern-small to tern-base made retrieval better.", (2, 3), True),
    (SIZES, "tern-large finds more in the top ten than tern-base, 81.1% against 80.5%.", (3, 4), True),
    (SIZES, "tern-large finds more in the top ten than tern-base, 80.5% against 81.1%.", (3, 4), False),
    (TIMES, "Each step took 152 ms.", (8,), True),
    (TIMES, "Each step took 152 seconds.", (8,), False),
    (TIMES, "All in all Falke is 35 euros cheaper.", (9, 10), True),
    (TIMES, "All in all Falke is 53 euros cheaper.", (9, 10), False),
    (TIMES, "The second boot was 3.7 seconds quicker than the first.", (11, 12), True),
    (TIMES, "The second boot was 4.7 seconds quicker than the first.", (11, 12), False),
    (TIMES, "On the test pictures it got 69.3% right.", (13,), True),
    (TIMES, "The Tromso source weighs 200 MiB.", (14,), True),
    (TIMES, "The Tromso source weighs 210 MiB.", (14,), False),
    (TIMES, "Six of the 31 letters were rejected since they had no address.", (15, 16), True),
    (TIMES, "Seven of the 31 letters were rejected since they had no address.", (15, 16), False),
    (TIMES, "Task 14 ended before 9 pm.", (2,), True),
    (TIMES, "Task 14 ended before 8 pm.", (2,), False),
    (TIMES, "Claim T-81 was turned down as too late.", (3,), True),
    (TIMES, "Claim T-81 was accepted.", (3,), False),
    (TIMES, "Tuning took pass@1 from 0.560 to 0.835.", (4, 5), True),
    (TIMES, "Tuning took pass@1 from 0.835 to 0.560.", (4, 5), False),
    (TIMES, "Pass@1 went from 0.835 to 0.560.", (4, 5), False),
    (TIMES, "The loss changed from 0.91 to 0.62.", (6, 7), True),
    (TIMES, "The loss changed from 0.62 to 0.91.", (6, 7), False),
    (BENCH, "At 20 rps not a single call failed.", (3,), True),
    (BENCH, "At 60 rps not a single call failed.", (3,), False),
    (BENCH, "At 60 rps 95% of the calls were fine.", (5,), True),
    (BENCH, "At 20 rps 95% of the calls were fine.", (5,), False),
    (BENCH, "Memory peaked at 80% of the card.", (6,), True),
    (BENCH, "Memory peaked at 85% of the card.", (6,), False),
    (BENCH, "cache.py holds about 5 GB.", (7,), True),
    (BENCH, "12.5 ms a frame means 80 frames per second.", (8,), True),
    (BENCH, "12.5 ms a frame means 95 frames per second.", (8,), False),
    (BENCH, "60% of the letters were bills.", (9,), True),
    (BENCH, "With 12 streams all 48 files went through.", (11,), True),
    (BENCH, "With 16 streams all 48 files went through.", (11,), False),
    (BENCH, "Compared with v1.2 the image has put on 0.8 GB.", (12,), True),
    (BENCH, "Compared with v1.2 the image has put on 0.6 GB.", (12,), False),
    (BENCH, "Validation perplexity is down by 0.33.", (13,), True),
    (BENCH, "Validation perplexity is down by 0.43.", (13,), False),
    (BENCH, "It was queued for more than three and a half hours.", (14,), True),
    (BENCH, "5% of the records were discarded.", (15,), True),
    (BENCH, "9% of the records were discarded.", (15,), False),
    (BENCH, "About 2,800 payments were refused.", (16,), True),
    (BENCH, "About 3,900 payments were refused.", (16,), False),
    (BENCH, "Memory never exceeded 20 GiB.", (6,), True),
    (BENCH, "Around 90% of all lines are covered.", (17,), True),
    (TABLE, "boost_d9 was the quickest to fit.", (2, 4), False),
    (TABLE, "Ridge was the quickest to fit.", (2, 4), True),
    (TABLE, "boost_d6 draws the least power.", (3, 4), False),
    (TABLE, "Barns form the largest class.", (6,), True),
    (TABLE, "Sheds form the largest class.", (6,), False),
    (TABLE, "Linz has the lowest error rate.", (7,), True),
    (TABLE, "Ulm has the lowest error rate.", (7,), False),
    (TABLE, "Seed 9 was discarded.", (8,), True),
    (TABLE, "Seed 8 was discarded.", (8,), False),
    (TABLE, "r1 had the fastest iterations.", (9, 10), False),
    (TABLE, "The data were taken from DialogSum.", (11,), False),
    (TABLE, "MegaDetector was loaded.", (12,), True),
    (TABLE, "Trial 4 ran to completion.", (13,), False),
    (TABLE, "The training was ended by early stopping before the last epoch.", (14,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_what_a_line_gives_by_itself_or_with_the_one_above_it(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail
