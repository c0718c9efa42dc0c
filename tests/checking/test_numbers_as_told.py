"""Numbers told in other forms, held against what they are of: signs, units, shares, counts and whose they are."""

from collections.abc import Callable

import pytest

Case = tuple[str, str, tuple[int, ...], bool]

SWAYS = "policy check: mean sway 2.7 deg over 30 runs\npid control: mean sway 4.6 deg over 30 runs\n"
EPOCHS = "moth classes\nepoch 6 val_acc 0.702\nepoch 7 val_acc 0.684\nepoch 8 val_acc 0.735\n"
CUTS = "cut=0.20 precision=0.412 recall=0.631 kept=2964\ncut=0.40 precision=0.428 recall=0.305 kept=741\n"
ALARMS = "screening: 1,310 alarms, threshold 0.3, precision 0.342, recall 0.518\n"
FIELDS = "fields: 412 plots, share with ndvi>0.4 0.764, share cloudy 0.09\n"
RATES = "stage depth=3 done: nll 2.84, 6.5 s/step\nstage depth=6 done: nll 2.71, 15.6 s/step\n"
LIMIT = "worker 2: call timed out, limit 240 s, document 31\nworker 2: 74 documents done, mean 52.3 s\n"
WHOSE: list[Case] = [
    (SWAYS, "The policy sways less than the PID control, 2.7 against 4.6 degrees.", (1, 2), True),
    (EPOCHS, "After a dip in epoch 7 the validation accuracy climbed to 73.5%.", (2, 3, 4), True),
    (EPOCHS, "After a dip in epoch 7 the validation accuracy climbed to 70.2%.", (2, 3, 4), False),
    (EPOCHS, "Before the dip in epoch 7 the accuracy was 70.2%.", (2, 3, 4), True),
    (EPOCHS, "Before the dip in epoch 7 the accuracy was 73.5%.", (2, 3, 4), False),
    (CUTS, "Lowering the cut from 0.4 to 0.2 quadruples what is kept.", (1, 2), True),
    (ALARMS, "About 34% of the alarms are justified.", (1,), True),
    (ALARMS, "About 52% of the alarms are justified.", (1,), False),
    (FIELDS, "For about 76% of the plots the NDVI is above 0.4.", (1,), True),
    (RATES, "A step at depth 6 takes 2.4 times as long as at depth 3.", (1, 2), True),
    (RATES, "A step at depth 6 takes 2.9 times as long as at depth 3.", (1, 2), False),
    (LIMIT, "Document 31 was lost to the 240-second limit.", (1,), True),
    (LIMIT, "Document 31 was lost to the 90-second limit.", (1,), False),
]


@pytest.mark.parametrize("case", WHOSE)
def test_a_number_is_not_held_against_what_is_said_beside_it_of_another(holds: Callable[..., None], case: Case) -> None:
    """What stands behind than, before a comma or as the whole of a share names no owner of the number."""
    holds(*case)


RETURNS = "eval: mean_reward -388.40 after 5000 steps\neval: mean_reward -142.25 after 9000 steps\n"
WARMTH = (
    "station bias below 400 m -0.27 K, 400-900 m 0.14 K, above 900 m 1.62 K\n"
    "era temp_rmse 1.72 K\nown temp_rmse 1.41 K\n"
)
TRAFFIC = "site summary, change\n  quay   714  800   +12.0%\n  ferry  520  442   -15.0%\n  marsh  391  386   -1.3%\n"
IDLE = "idle minutes per site\n  quay 14 | ferry 1620 | marsh 29\n"
POWER = "target: output in MW, objective mae\nrun 1 value 4.212\nrun 2 value 3.871\n"
IMPORT = "09:00:00 import started\n09:14:20 10,000 rows read\n09:37:55 import finished\n"
DUTY = "training 3 epochs done in 4h 18m on 2 gpus\n"
SIGNS: list[Case] = [
    (RETURNS, "The reward rose from minus 388 to minus 142.", (1, 2), True),
    (RETURNS, "The reward rose from minus 142 to minus 388.", (1, 2), False),
    (RETURNS, "The mean reward ended at 142.", (2,), False),
    (WARMTH, "The bias grows to 1.62 K above 900 metres.", (1,), True),
    (WARMTH, "The bias is 1.62 K below 400 metres.", (1,), False),
    (WARMTH, "The temperature RMSE is 0.31 K lower than that of ERA.", (2, 3), True),
    (WARMTH, "The temperature RMSE is 0.51 K lower than that of ERA.", (2, 3), False),
    (TRAFFIC, "Marsh fell by 1.3%.", (4,), True),
    (TRAFFIC, "Marsh fell by 12%.", (2, 4), False),
    (TRAFFIC, "Ferry gained 15%.", (3,), False),
    (IDLE, "Ferry was idle for 1,620 minutes.", (2,), True),
    (IDLE, "Ferry was idle for 1,620 hours.", (2,), False),
    (POWER, "The better run has an MAE of 3.87 MW.", (2, 3), True),
    (POWER, "The better run has an MAE of 3.87 kW.", (2, 3), False),
    (IMPORT, "The import finished at 9:37.", (1, 3), True),
    (DUTY, "The three epochs took a little over four hours.", (1,), True),
    (DUTY, "The three epochs took a little over five hours.", (1,), False),
]


@pytest.mark.parametrize("case", SIGNS)
def test_signs_units_and_times_are_those_of_the_log(holds: Callable[..., None], case: Case) -> None:
    """Minus, kelvin, a loss without its sign, the unit of the head and the end of a work are read as they are meant."""
    holds(*case)


CLIPS = "read 36,000 tracks, dropped 1,000 short, 440 silent, kept 34,560\nsplit train 28,800 val 3,600 test 3,600\n"
GAINS = "gains by name\n  n_visits     0.0520\n  days_inside  0.0200\n  age          0.0110\n"
PARTS = "a.xml: 61,200 records\nb.csv: 20,400 records\nc.json: 38,400 records\ntotal 120,000 records\n"
TASKS = "job 12 array 0-4 queue=gpu\ntask 0 state=DONE\ntask 3 state=FAILED\n"
VALUES = "eval step=1 reward=-80.0\neval step=2 reward=-51.0\neval step=3 reward=-40.2\n"
FOLDS = "q3 0.811 q8 0.662\n"
STOP = "epochs=50 lr=0.01\nstopped early, best at epoch 22\n31 epochs completed in 2.1 hours\n"
WEIGHTS = "importance: distance 0.44, hour 0.21, rain 0.09\n"
BUDGET = "budget 400 EUR, spent 252.80 EUR\n"
MOVES = "events 3,400,000 views, 400,000 saves\n"
SHARES: list[Case] = [
    (CLIPS, "A little over 4% of the tracks were dropped.", (1,), False),
    (CLIPS, "Exactly 4% of the tracks were dropped.", (1,), True),
    (CLIPS, "The tracks are split 80/10/10.", (2,), True),
    (CLIPS, "The tracks are split 70/15/15.", (2,), False),
    (CLIPS, "Ten percent each are held out for validation and testing.", (2,), True),
    (CLIPS, "Fifteen percent each are held out for validation and testing.", (2,), False),
    (GAINS, "The number of visits matters more than two and a half times as much as the days inside.", (2, 3), True),
    (GAINS, "The number of visits matters more than three times as much as the days inside.", (2, 3), False),
    (PARTS, "The first file holds a little more than half of all records.", (1,), True),
    (PARTS, "The second file holds a little more than half of all records.", (2,), False),
    (TASKS, "One of the five array tasks failed.", (3,), True),
    (TASKS, "One of the six array tasks failed.", (3,), False),
    (VALUES, "The best of the three evaluations gave a reward of minus 40.2.", (3,), True),
    (VALUES, "The best of the seven evaluations gave a reward of minus 40.2.", (3,), False),
    (VALUES, "The negative reward was halved, from -80 to -40.2.", (1, 3), True),
    (FOLDS, "The eight-state accuracy is 66.2%.", (1,), True),
    (STOP, "The training ended 19 epochs short of the planned 50.", (2, 3), True),
    (STOP, "The training ended 12 epochs short of the planned 50.", (2, 3), False),
    (WEIGHTS, "Distance counts more than the other two together.", (1,), True),
    (WEIGHTS, "Distance counts twice as much as the hour.", (1,), True),
    (WEIGHTS, "Distance counts three times as much as the hour.", (1,), False),
    (BUDGET, "About 63% of the budget was spent.", (1,), True),
    (BUDGET, "About 61% of the budget was spent.", (1,), False),
    (MOVES, "There were more than eight views for every save.", (1,), True),
    (MOVES, "There were more than nine views for every save.", (1,), False),
]


@pytest.mark.parametrize("case", SHARES)
def test_shares_and_counts_are_worked_out_from_what_is_named(holds: Callable[..., None], case: Case) -> None:
    """Splits, parts of a total elsewhere, ratios of rows and how many of a kind there are follow from the log."""
    holds(*case)
