"""How many plain sentences about two made-up logs are judged as they are: nothing is hidden in them, all are short.

    python benchmarks/plainly.py

Prints each sentence that is misjudged, and how many right ones are kept and wrong ones refused. Each line of the texts
is `lines + sentence` for a right one, `lines - sentence` for a wrong one.
"""

import re
import tempfile
from pathlib import Path

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.tier1_logs.reader import read_log

TRAINING = """\
2025-03-04 10:00:01 INFO start run=alpha model=resnet50 dataset=cifar100 seed=3
2025-03-04 10:00:02 INFO train size 45000 images, val size 5000 images, test size 10000
2025-03-04 10:05:00 INFO epoch 1 loss 2.310 val_acc 0.412 time 298s
2025-03-04 10:10:00 INFO epoch 2 loss 1.540 val_acc 0.587 time 300s
2025-03-04 10:15:00 INFO epoch 3 loss 1.220 val_acc 0.633 time 301s
2025-03-04 10:15:02 INFO peak GPU memory 21.3 GB, disk used 512 MB, power 230 W, energy 1.4 kWh
2025-03-04 10:15:03 INFO checkpoint saved to ckpt/alpha.pt (97.8 MB)
2025-03-04 10:15:05 INFO test_acc 0.641 test_f1 0.622 latency 12.4 ms throughput 806 img/s
2025-03-04 10:15:06 INFO cost 3.20 USD, 24 of 30 requests cached, 6 failed
2025-03-04 10:15:07 INFO done in 0:15:06
"""
TRAINING_SAID = """\
6 + Peak GPU memory was 21.3 gigabytes.
6 + About 21 gigs of GPU memory were used at peak.
6 + Half a gigabyte of disk was used.
6 + The run drew 230 watts.
6 + It used 1.4 kilowatt-hours.
6 + It used 1.4 kilowatt hours of energy.
6 + It used 1,400 watt-hours.
6 + Memory peaked at 21.3 GB.
6 + 512 megabytes of disk were used.
7 + The checkpoint takes just under 98 megabytes.
7 + The checkpoint is nearly 100 MB in size.
7 + alpha.pt has 97.8 megabytes.
7 + The checkpoint weighs 97.8 MB.
8 + Test accuracy came out at 64.1 percent.
8 + Test accuracy was 64.1 per cent.
8 + Just over 64% of the test images were classified correctly.
8 + It gets 64 in 100 right on the test set.
8 + Latency is 12.4 milliseconds.
8 + It handles about 800 images per second.
8 + It handles 806 images a second.
8 + An F1 of .622 on the test set.
8 + The F1 score is just over 0.62.
8 + Test accuracy isn't above 65%.
8 + Throughput was slightly above 800 images/s.
8 + A little over 64% on test.
8 + Test F1 stands at 62.2%.
9 + It cost three dollars and twenty cents.
9 + The bill was $3.20.
9 + The bill came to 3.2 dollars.
9 + Four fifths of the requests were served from cache.
9 + 80% of the requests were cached.
9 + One in five requests failed.
9 + A fifth of the requests failed.
9 + Two dozen requests were cached.
9 + Half a dozen requests failed.
9 + Of the thirty requests, six failed.
9 + Six out of thirty requests failed.
9 + 24 requests came from the cache.
10 + The run took a quarter of an hour.
10 + It took fifteen minutes.
10 + It took 15 minutes and 6 seconds.
10 + It was done in about 15 min.
10 + It finished after 906 seconds.
10 + Done after a good 15 minutes.
10 + It lasted a little more than fifteen minutes.
10 + It didn't take longer than 16 minutes.
10 + It took just over a quarter of an hour.
3,4 + Loss went from 2.31 down to 1.54.
3,4 + The loss fell by 0.77.
3,4 + The loss fell by a third.
3,4 + Validation accuracy gained 17.5 points.
3,4 + Validation accuracy rose from 41.2% to 58.7%.
3,4 + Loss dropped by 33%.
3,4 + Accuracy on validation jumped by 17.5 percentage points in the second epoch.
3,4,5 + An epoch took five minutes.
3,4,5 + Each epoch took about five minutes.
3,4,5 + The three epochs averaged 300 seconds.
3,4,5 + Epochs took 298 to 301 seconds.
3,4,5 + Validation accuracy rose in each epoch.
3,4,5 + The loss never went up.
3,4,5 + Validation accuracy kept rising.
3,4,5 + By the third epoch validation accuracy had reached 63.3%.
2 + 45 thousand training images.
2 + 45k images for training.
2 + There were nine times as many training images as validation images.
2 + 60,000 images in all.
2 + The test set has 10,000 images, twice as many as validation.
2 + 5,000 images were held out for validation.
2 + Training used 45,000 images.
6 - Peak GPU memory was 21.3 megabytes.
6 - The run drew 230 kilowatts.
6 - It used 1.4 megawatt-hours.
6 - Peak GPU memory was 23.1 GB.
6 - 512 gigabytes of disk were used.
6 - It used 1.4 watt-hours.
8 - Test accuracy came out at 62.2 percent.
8 - Test F1 was 0.641.
8 - Latency is 12.4 seconds.
8 - It handles 806 images a minute.
8 - Latency is 12.4 microseconds.
8 - Test accuracy was above 65%.
8 - Test accuracy wasn't above 60%.
8 - The validation accuracy was 64.1%.
9 - It cost three dollars and twenty-five cents.
9 - The bill was 3.20 euros.
9 - Three quarters of the requests were cached.
9 - One in six requests failed.
9 - A quarter of the requests failed.
9 - 24 requests failed.
9 - All requests were cached.
9 - None of the requests failed.
9 - Six requests were cached.
10 - The run took half an hour.
10 - It took fifty minutes.
10 - It took 15 minutes and 36 seconds.
10 - It took less than a quarter of an hour.
10 - It took fifteen hours.
3,4 - Loss went up from 1.54 to 2.31.
3,4 - The loss fell by half.
3,4 - Validation accuracy gained 15.7 points.
3,4 - Validation accuracy fell.
3,4 - The loss didn't fall.
3,4 - Loss dropped by 23%.
3,4,5 - Epochs took 298 to 310 seconds.
3,4,5 - Validation accuracy fell in each epoch.
3,4,5 - Validation accuracy peaked in the second epoch.
3,4,5 - The loss went up in epoch 3.
3,4,5 - The third epoch was the fastest.
3,4,5 - By the second epoch validation accuracy had reached 63.3%.
2 - 45 million training images.
2 - The test set is half as large as the validation set.
2 - 10,000 images were held out for validation.
2 - Training used 5,000 images.
"""
SWEEP = """\
[2025-05-06 09:00:00] sweep start: 4 trials, dataset=reviews-20k
[2025-05-06 09:10:00] trial 1 lr=1e-3 dropout=0.1 val_f1=0.712 val_loss=0.611 time=540s
[2025-05-06 09:20:00] trial 2 lr=3e-4 dropout=0.1 val_f1=0.768 val_loss=0.502 time=560s
[2025-05-06 09:30:00] trial 3 lr=3e-4 dropout=0.3 val_f1=0.781 val_loss=0.489 time=575s
[2025-05-06 09:32:00] trial 4 lr=1e-4 dropout=0.3 failed: CUDA out of memory
[2025-05-06 09:33:00] retry trial 4 with batch_size=16 (was 32)
[2025-05-06 09:45:00] trial 4 lr=1e-4 dropout=0.3 val_f1=0.744 val_loss=0.530 time=702s
[2025-05-06 09:45:02] best trial 3, val_f1=0.781
[2025-05-06 09:46:00] WARNING disk almost full: 3.1 GB left
[2025-05-06 09:47:00] upload of model skipped, no credentials
[2025-05-06 09:47:05] sweep finished, 3 trials ok at first, 1 retried
"""
SWEEP_SAID = """\
2,3,4,7 + Trial 3 did best.
2,3,4,7 + The best F1 came from trial 3.
2,3,4,7 + No other trial beat trial 3.
2,3,4,7 + Trial 3 wins with an F1 of 0.781.
2,3,4,7 + Trial 1 was the worst of the four.
2,3,4,7 + Trial 1 has the lowest F1.
2,3,4,7 + Trial 1 came last.
2,3,4,7 + Trial 4 took the longest.
2,3,4,7 + Trial 1 was the quickest.
2,3,4,7 + Trial 2 was second best.
2,3,4,7 + Trial 2 comes second.
2,3,4,7 + Trials 2 and 3 used the same learning rate.
2,3,4,7 + The F1 scores lie between 0.712 and 0.781.
2,3,4,7 + F1 ranged from 0.71 to 0.78.
2,3,4,7 + Trial 4 took almost twelve minutes.
2,3,4,7 + All four trials stayed below an F1 of 0.8.
2,3,4,7 + Only one trial needed more than ten minutes.
2,3,4,7 + Two trials scored above 0.75.
2,3,4,7 + Half of the trials got above 0.75.
2,3,4,7 + The spread between best and worst is 6.9 points.
2,3,4,7 + Trial 3 has the lowest validation loss.
2,3,4,7 + On average the trials reached an F1 of 0.751.
3,4 + More dropout helped at a rate of 3e-4.
3,4 + Raising dropout from 0.1 to 0.3 lifted F1 from 0.768 to 0.781.
3,4 + With the same learning rate, dropout 0.3 beats dropout 0.1.
3,4 + Trial 3 beats trial 2 by 1.3 points.
3,4 + Trial 3 is slightly better than trial 2.
3,4 + Trial 2 is a little worse than trial 3.
3,4 + Trial 3 needed 15 seconds longer than trial 2.
3,4 + Trial 3's loss is lower than trial 2's.
3,4 + Trial 2 was faster than trial 3.
3,4 + F1 improved by 1.3 points with more dropout.
3,4 + F1 went up a bit when dropout was increased.
2,3 + Lowering the learning rate improved F1.
2,3 + The smaller learning rate gave the better F1.
2,3 + F1 rose by 5.6 points when the learning rate dropped.
2,3 + A lower learning rate gave a lower loss.
2,3 + The loss dropped by about 18%.
5,6,7 + Trial 4 ran out of memory at first.
5,6,7 + Trial 4 crashed with an out-of-memory error and was retried with half the batch size.
5,6,7 + The batch size was halved for the retry.
5,6,7 + The second attempt of trial 4 worked.
5,6,7 + Trial 4 succeeded on the second try.
5,6,7 + Trial 4 failed because the GPU ran out of memory.
5,6,7 + For the retry the batch size was cut from 32 to 16.
5,6,7 + After the batch size was halved, trial 4 got through.
9 + The disk is nearly full.
9 + Only 3.1 GB of disk space were left.
9 + Disk space was running low.
9 + A warning says that the disk is almost full.
10 + The model was not uploaded.
10 + The upload was skipped for lack of credentials.
10 + The model couldn't be uploaded because there were no credentials.
10 + No model was uploaded.
10 + The upload didn't happen.
10 + Nothing was uploaded.
11 + The sweep finished.
11 + The sweep ran to its end.
11 + One trial had to be retried.
11 + Three of the trials were fine at once.
2,3,4,7 - Trial 2 did best.
2,3,4,7 - The best F1 came from trial 4.
2,3,4,7 - Trial 4 was the worst of the four.
2,3,4,7 - Trial 2 has the lowest F1.
2,3,4,7 - Trial 4 came last.
2,3,4,7 - Trial 3 took the longest.
2,3,4,7 - Trial 2 was the quickest.
2,3,4,7 - Trial 4 was second best.
2,3,4,7 - Trials 1 and 3 used the same learning rate.
2,3,4,7 - F1 ranged from 0.74 to 0.78.
2,3,4,7 - All four trials stayed below an F1 of 0.75.
2,3,4,7 - Three trials scored above 0.75.
2,3,4,7 - Two trials needed more than ten minutes.
2,3,4,7 - The spread between best and worst is 5.6 points.
2,3,4,7 - Trial 2 has the lowest validation loss.
2,3,4,7 - On average the trials reached an F1 of 0.761.
2,3,4,7 - No trial took longer than ten minutes.
3,4 - More dropout hurt at a rate of 3e-4.
3,4 - With the same learning rate, dropout 0.1 beats dropout 0.3.
3,4 - Trial 2 beats trial 3.
3,4 - Trial 3 beats trial 2 by 2.3 points.
3,4 - Trial 3 is worse than trial 2.
3,4 - Trial 3 needed 25 seconds longer than trial 2.
3,4 - Trial 3's loss is higher than trial 2's.
3,4 - Trial 3 was faster than trial 2.
3,4 - F1 went down when dropout was increased.
3,4 - F1 didn't improve with more dropout.
3,4 - Trial 3 isn't better than trial 2.
2,3 - Lowering the learning rate hurt F1.
2,3 - The larger learning rate gave the better F1.
2,3 - A lower learning rate gave a higher loss.
2,3 - F1 fell when the learning rate dropped.
5,6,7 - Trial 4 never ran out of memory.
5,6,7 - Trial 3 crashed with an out-of-memory error.
5,6,7 - The batch size was doubled for the retry.
5,6,7 - The second attempt of trial 4 failed too.
5,6,7 - Trial 4 failed because of a broken file.
5,6,7 - For the retry the batch size was raised to 32.
5,6,7 - For the retry the learning rate was halved.
5,6,7 - Trial 4 was given up.
5,6,7 - Trial 4 ran through at the first attempt.
9 - The disk is full.
9 - There was plenty of disk space.
9 - 3.1 GB of memory were left.
9 - 3.1 GB of disk were used.
10 - The model was uploaded.
10 - The upload failed because of a timeout.
10 - The upload was finished.
10 - The dataset was not uploaded.
10 - The upload was skipped because the disk was full.
11 - The sweep was aborted.
11 - The sweep didn't finish.
11 - Three trials had to be retried.
11 - No trial had to be retried.
11 - All trials were fine at once.
11 - The sweep crashed.
"""
_SAID = re.compile(r"(?P<lines>[\d,]+) (?P<sign>[+-]) (?P<text>.+)")


def judged(log: str, said: str) -> list[tuple[bool, bool, str]]:
    """Give of each sentence whether it is right, whether the check lets it stand, and what it says."""
    found = [match for match in map(_SAID.fullmatch, said.splitlines()) if match]
    claims = [Claim(n, m["text"], tuple(map(int, m["lines"].split(",")))) for n, m in enumerate(found)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.log"
        path.write_text(log, encoding="utf-8")
        verdicts = verify_claims(read_log(path), path.read_bytes(), claims)
    return [(m["sign"] == "+", verdict.ok, m["text"]) for m, verdict in zip(found, verdicts, strict=True)]


def main() -> None:
    """Print what is misjudged, and the shares."""
    every = judged(TRAINING, TRAINING_SAID) + judged(SWEEP, SWEEP_SAID)
    for right, stands, text in every:
        if right is not stands:
            print(f"{'refused' if right else 'passed '}  {text}")
    for right, done in ((True, "kept"), (False, "refused")):
        some = [stands is right for is_right, stands, _ in every if is_right is right]
        print(f"{'right' if right else 'wrong'} ones {done}: {sum(some)} of {len(some)}")


if __name__ == "__main__":
    main()
