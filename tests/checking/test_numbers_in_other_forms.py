"""Right sentences whose numbers a log has in other forms, and the same with other numbers, of logs made up for it."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.numbers.ratios import written
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import quantities

FIELDS = """\
2026-02-03 09:00:02 INFO start job crop-yield on node12, --time=03:00:00 --mem=64G
2026-02-03 09:00:05 INFO java -Xmx8g -Xms2g -jar indexer.jar --threads 12
2026-02-03 09:00:09 INFO config: bs=32 lr=0.0004 wd=0.01 window=90d warmup=2h
2026-02-03 09:01:00 INFO loaded 48,200 fields, 4,340 without a harvest date dropped
2026-02-03 09:14:30 INFO epoch 1 done, val_rmse 1.214, r2 0.602
2026-02-03 09:28:40 INFO epoch 2 done, val_rmse 1.043, r2 0.671
2026-02-03 09:55:12 INFO epoch 3 done, val_rmse 0.988, r2 0.709
2026-02-03 10:20:41 INFO epoch 4 done, val_rmse 1.006, r2 0.701
2026-02-03 10:20:44 WARN rate limited by weather api, retry_after=45
2026-02-03 10:22:02 INFO minutes per model: ridge 2.4, lgbm 11.8, tabnet 80.1
2026-02-03 10:22:03 INFO r2 by region: north 0.712, south 0.655, delta 0.590
2026-02-03 10:22:10 INFO table: north PASS, south PASS, delta FAIL
2026-02-03 10:24:20 INFO saved fields_2024-08-17.parquet (harvest table of 2024-08-17), 212 MB
2026-02-03 10:24:33 INFO job finished, exit 0
"""
HVAC = """\
{"ts":"2026-05-06T14:00:03Z","ev":"start","site":"hvac-17","cur":"EUR","sensors":96}
{"ts":"2026-05-06T14:00:09Z","ev":"gap","sensor":"t_041","hours":18,"since":"2025-11-30"}
{"ts":"2026-05-06T14:02:20Z","ev":"fit","model":"gp","mae":0.412,"secs":95.2}
{"ts":"2026-05-06T14:09:51Z","ev":"fit","model":"lstm","mae":0.388,"secs":442.8}
{"ts":"2026-05-06T14:10:30Z","ev":"fit","model":"naive","mae":0.655,"secs":0.4}
{"ts":"2026-05-06T14:11:00Z","ev":"gate","rule":"mae <= 0.40","gp":"fail","lstm":"ok","naive":"fail"}
{"ts":"2026-05-06T14:12:00Z","ev":"saving","per_month":128.50,"before":512.00,"after":383.50}
{"ts":"2026-05-06T14:12:30Z","ev":"alerts","total":64,"false":16,"missed":2}
{"ts":"2026-05-06T14:13:00Z","ev":"coverage","p10_p90":0.774,"target":0.80}
{"ts":"2026-05-06T14:14:00Z","ev":"end","status":"ok"}
"""
BENCH = """\
INFO[0000] bench start, 8 clients, timeout 45s, image 1.9 GiB
INFO[0123] warmup finished after 2,000 requests
INFO[0480] stage low: 12,400 requests, 31 errors, p95 212 ms
INFO[0905] stage mid: 24,950 requests, 190 errors, p95 340 ms
INFO[1320] stage high: 25,100 requests, 2,510 errors, p95 905 ms
INFO[1322] memory: api 610 MiB, worker 1,830 MiB, redis 95 MiB
INFO[1330] autoscaler: replicas 3 -> 6 at 0702s, back to 3 at 1290s
INFO[1335] cost EUR 4.80 for 22 min on 6 nodes
"""
QA = """\
Fri Jan  9 22:40:11 2026 finetune.py --bs 16 --ga 4 --lr 2e-5 --ep 6 --len 512
trainable 8,388,608 of 1,543,714,304 params
ep1  2210/2210  loss 1.184  dev_f1 .7215  41m
ep2  2210/2210  loss 0.861  dev_f1 .7540  41m
ep3  2210/2210  loss 0.702  dev_f1 .7702  40m
ep4  1105/2210  loss 0.655  SIGTERM, node drained
Sat Jan 10 01:02:45 2026 resume ep3.pt, 1,105 batches to redo
ep4  2210/2210  loss 0.648  dev_f1 .7689  44m
ep5  2210/2210  loss 0.560  dev_f1 .7735  44m
ep6  2210/2210  loss 0.512  dev_f1 .7731  44m
test: em 61.8 f1 .7660 (n=3,050), long (>400 tok) f1 .7012, short f1 .7921
per type: who 812 when 640 where 598 why 402 how 598
zero-shot base f1 .5127
"""
SITES = """\
{"t":"06:00:00","k":"run","sites":14,"horizon_h":36,"model":"gbm","train":"2022-04..2025-03"}
{"t":"06:11:30","k":"site","id":"s03","mw":42.0,"mae_mw":3.15,"bias_mw":-0.42}
{"t":"06:12:10","k":"site","id":"s07","mw":18.5,"mae_mw":2.22,"bias_mw":0.31}
{"t":"06:12:55","k":"site","id":"s11","mw":60.0,"mae_mw":4.20,"bias_mw":-1.10}
{"t":"06:13:40","k":"agg","nmae":0.0681,"persistence":0.1135,"clim":0.1498}
{"t":"06:14:00","k":"quant","p10":0.084,"p90":0.913,"inside":0.829}
{"t":"06:15:20","k":"missing","site":"s09","from":"2026-02-01","to":"2026-02-15","rows":1344}
{"t":"06:16:00","k":"upload","files":14,"mb":33.6,"retries":2,"http":503}
{"t":"06:16:45","k":"done","ok":13,"failed":1}
"""
GENOMES = """\
#SBATCH -t 1-00:00:00 -c 24 --mem 180G -G 4
>> stage 1/3 align: 18:02 -> 21:47, 96 samples, 4.1 TB in, 1.3 TB out
>> stage 2/3 call: 21:48 -> 05:20, 96 samples, 3 reruns
>> stage 3/3 annotate: 05:21 -> 06:05
variants 5,812,440: snv 4,998,698 indel 813,742; ti/tv 2.07
filtered: depth 41,200, quality 118,300, both 9,050
concordance with chip 0.9962 (n=612,300); het/hom 1.61
sample S17 contaminated 6.4% (limit 3%), S44 2.1%
peak rss 151G at 03:12, cpu efficiency 71%
"""
TRANSLATORS = """\
# nightly 2026-07-14
model      params   bleu   chrf   lat_ms   gpu_gb
base       77M      31.42  58.10  38       1.9
large      355M     34.87  61.22  112      5.6
large-q8   355M     34.61  61.05  74       3.1
distil     41M      29.95  56.70  21       1.2
yesterday large 34.70
human eval (n=250): large preferred 142, distil 61, tie 47
gate bleu >= 34.0, lat <= 80 ms
train log: step 40k/100k, 1.2e9 tokens, 3.4 epochs, loss 1.92
price per 1M chars: base 0.40 large 1.25 EUR
"""


@pytest.mark.parametrize(
    ("log", "kept", "refused", "lines"),
    [
        (FIELDS, "The indexer was given 8 GB of heap.", "The indexer was given 6 GB of heap.", (2,)),
        (FIELDS, "The window covers 90 days.", "The window covers 60 days.", (3,)),
        (
            FIELDS,
            "The weather API asked for a pause of 45 seconds.",
            "The weather API asked for a pause of 55 seconds.",
            (9,),
        ),
        (
            FIELDS,
            "TabNet needed about 68 minutes more than LightGBM.",
            "TabNet needed about 78 minutes more than LightGBM.",
            (10,),
        ),
        (
            FIELDS,
            "By region R2 was 71.2, 65.5 and 59.0 percent.",
            "By region R2 was 71.2, 66.5 and 59.0 percent.",
            (11,),
        ),
        (FIELDS, "Two thirds of the regions passed.", "Three quarters of the regions passed.", (12,)),
        (FIELDS, "The harvest table dates from August 2024.", "The harvest table dates from August 2023.", (13,)),
        (FIELDS, "Just under a tenth of the fields were dropped.", "Nearly a fifth of the fields were dropped.", (4,)),
        (
            FIELDS,
            "The last epoch ended 0.018 above the best one.",
            "The last epoch ended 0.028 above the best one.",
            (7, 8),
        ),
        (
            FIELDS,
            "Half of the four epochs stayed above an RMSE of 1.01.",
            "Three quarters of the four epochs stayed above an RMSE of 1.03.",
            (5, 6, 7, 8),
        ),
        (
            FIELDS,
            "The job ended with more than an hour and a half of its three hours left.",
            "The job ended with just over two hours of its time left.",
            (1, 14),
        ),
        (HVAC, "The bill falls by 128.50 euros a month.", "The bill falls by 138.50 euros a month.", (7,)),
        (
            HVAC,
            "Sensor 41 has a gap of 18 hours that began in November 2025.",
            "Sensor 41 has a gap of 18 hours that began in October 2025.",
            (2,),
        ),
        (
            HVAC,
            "The LSTM was done not quite ten minutes into the session.",
            "The LSTM was done not quite twenty minutes into the session.",
            (4,),
        ),
        (
            HVAC,
            "Fitting the LSTM took just under six minutes longer than fitting the GP.",
            "Fitting the LSTM took just under four minutes longer than fitting the GP.",
            (3, 4),
        ),
        (BENCH, "Warming up took just over two minutes.", "Warming up took just over three minutes.", (1, 2)),
        (BENCH, "Worker and API together used about 2.4 GiB.", "Worker and API together used about 2.6 GiB.", (6,)),
        (
            BENCH,
            "Overall, some 4.4 percent of the requests failed.",
            "Overall, some 5.4 percent of the requests failed.",
            (3, 4, 5),
        ),
        (
            BENCH,
            "A quarter of a percent of the low-load requests failed.",
            "A tenth of a percent of the low-load requests failed.",
            (3,),
        ),
        (
            QA,
            "Half an epoch was lost and had to be run again.",
            "A quarter of an epoch was lost and had to be run again.",
            (6, 7),
        ),
        (
            QA,
            "Not quite 1,900 of the 3,050 answers matched exactly.",
            "Not quite 1,600 of the 3,050 answers matched exactly.",
            (11,),
        ),
        (
            SITES,
            "Two weeks of February are missing for site 9.",
            "Three weeks of February are missing for site 9.",
            (7,),
        ),
        (SITES, "The 14 files come to 2.4 MB each.", "The 14 files come to 3.4 MB each.", (8,)),
        (
            GENOMES,
            "Sample 17 exceeds the contamination limit by 3.4 points.",
            "Sample 17 exceeds the contamination limit by 4.4 points.",
            (8,),
        ),
        (GENOMES, "At its peak 29 GB of memory were left.", "At its peak 39 GB of memory were left.", (1, 9)),
        (
            TRANSLATORS,
            "Training is at step 40,000, two fifths of the way.",
            "Training is at step 40,000, two thirds of the way.",
            (10,),
        ),
        (
            TRANSLATORS,
            "1.2 billion tokens have been seen, about 353 million an epoch.",
            "1.2 billion tokens have been seen, about 453 million an epoch.",
            (10,),
        ),
        (
            TRANSLATORS,
            "The large model is 32 ms too slow for the gate.",
            "The large model is 42 ms too slow for the gate.",
            (4, 9),
        ),
    ],
)
def test_a_number_in_another_form_is_kept_and_another_number_is_not(
    log: str, kept: str, refused: str, lines: tuple[int, ...], judge: Callable[[str, str, tuple[int, ...]], Verdict]
) -> None:
    """What the cited lines give in another form, or to be worked out, is kept; another number is refused."""
    assert judge(log, kept, lines).ok, judge(log, kept, lines)
    assert not judge(log, refused, lines).ok


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("half a million steps", 500_000),
        ("a quarter of a billion tokens", 250_000_000),
        ("two and a half million rows", 2_500_000),
        ("half a minute", 30),
        ("step 40k/100k", 40_000),
    ],
)
def test_a_part_of_a_scale_or_a_unit_is_a_number(text: str, value: int) -> None:
    """Half a million is a number of its own, and no ratio."""
    assert quantities(text)[0].value == value
    assert not written(text)
