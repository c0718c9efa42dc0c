"""What a model reads of a log: true rows with their steps, the course of a run in words, few rows of a flood."""

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.model import Fact, LogReading, Point, Work
from mlws_writer.tier1_logs.curves import MOST_POINTS, bends_of
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes


def read(log: str) -> LogReading:
    """Return the reading of a log."""
    return read_bytes(log.encode(), name="run.log")


def rows(log: str, budget: int = 2000) -> list[str]:
    """Return the rows of a digest, without the ids of their facts."""
    made = digest([read(log)], budget)
    return [row.text.removeprefix(f"{row.id} ") if row.facts else row.text for row in made.rows]


def fact(log: str, name: str) -> Fact:
    """Return the fact of this name."""
    return next(one for one in read(log).facts if one.name == name)


def names(log: str) -> set[str]:
    """Return the names of all facts."""
    return {one.name for one in read(log).facts}


def test_a_bar_names_no_cells_of_another_bar() -> None:
    """A header that is redrawn with a bar stands above rows of its own, not above the bar of the next epoch."""
    head = "      Class   Images   Labels        P        R   mAP@.5  mAP@.5:.95:   0%|    | 0/1 [00:00<?, ?it/s]\n"
    bars = "".join(
        f"     {n}/29    5.31G  0.0627  0.0268  0.0157   0.105      {700 + n}      640:"
        f"  {n}0%|#   | {n}/9 [00:01<00:05, 2.3it/s]\n"
        for n in range(1, 6)
    )

    assert not {one for one in names(head + bars) if "mAP" in one or one == "Class"}


def test_a_cost_in_time_is_no_loss() -> None:
    """`Time cost=5000.1` and `cost: 12.5 sec` are durations; the cost of a model is what is to be least."""
    timed = "".join(f"INFO:root:Epoch[{n}] Time cost={5100 - n}.25\n" for n in range(4))
    seconds = "".join(f"Epoch {n} cost: {12 - n}.5 sec\n" for n in range(4))
    loss = "".join(f"Epoch {n} cost: 0.{9 - n}5\n" for n in range(4))

    assert not any(one.startswith("best") for one in names(timed) | names(seconds))
    assert "best cost" in names(loss)


def test_a_rate_that_only_falls_has_no_highest() -> None:
    """The first of a falling learning rate is its first; one that warms up has a highest, with its step."""
    falls = "".join(f"Epoch {n}: lr=0.0{9 - n} loss=1.{9 - n}\n" for n in range(5))
    warms = "".join(f"Epoch {n}: lr=0.0{lr} loss=1.{9 - n}\n" for n, lr in enumerate((1, 5, 9, 4, 2)))

    assert "max lr" not in names(falls)
    assert (fact(warms, "max lr").value, fact(warms, "max lr").step) == ("0.09", "Epoch 2")


def test_a_next_name_is_no_part_of_a_value() -> None:
    """`Valid loss: 0.5, Elapsed: 3` is shown as a loss, not with the first letter of what follows."""
    log = "".join(f"step {n} Valid loss: 0.{9 - n}, Elapsed: {n}.5\n" for n in range(5))

    assert fact(log, "best Valid loss").text == "Valid loss: 0.5"


def test_a_broken_piece_of_text_is_no_value() -> None:
    r"""A number that stands alone on its line, or behind the `\n` of a quoted file, has no name to show."""
    quoted = "answer: 'requirements.txt\\n\\nwidgets==8.6\\n'\n"

    assert "nwidgets" not in names(quoted)
    assert not any(
        " is available in Python" in f" {one}" for one in names("| text | widgets is available in Python 3 |\n")
    )


def test_lines_that_only_count_give_the_step() -> None:
    """A number that opens each line and only grows is the step, also of the line right after it."""
    short = "".join(f"s:{n * 10} trl:{value}\n" for n, value in enumerate((9.1, 5.2, 3.3, 3.9)))
    led = "".join(
        f"[{n}/90] Train loss: 0.{n}1, Valid loss: 0.{n}2\nCurrent_accuracy : {value}\n"
        for n, value in enumerate((91.5, 96.5, 93.0, 92.0), 1)
    )

    assert fact(short, "best trl").step == "s 20"
    assert fact(led, "best Current_accuracy").step == "2/90"


def test_a_number_that_also_falls_is_no_step() -> None:
    """Ids that open lines in any order count nothing."""
    log = "".join(f"[{n}/90] Valid loss: 0.{n}2\n" for n in (5, 2, 7, 3))

    assert fact(log, "best Valid loss").step == ""


def test_what_steers_an_agent_has_no_best() -> None:
    """Less policy loss is not better; the loss of a supervised model is."""
    log = "".join(f"step {n} actor/pg_loss:0.0{n} val_loss:0.{n}\n" for n in range(1, 6))

    assert "best actor/pg_loss" not in names(log)
    assert "best val_loss" in names(log)


COLLAPSED = "".join(
    f"step:{n} - actor/entropy:{0.4 if n < 9 else 0.0001 * (30 - n):.4f}"
    f" - response_length/mean:{900 - n if n < 9 else 1}.0"
    f" - critic/rewards/mean:{-9.5 + n / 10 if n < 9 else -1.0 - n / 1000:.3f}"
    f" - critic/score/mean:{-0.5 - n / 100 if n < 9 else -1.0:.2f}\n"
    for n in range(1, 31)
)


def test_a_collapse_is_said_in_words_with_its_step() -> None:
    """An entropy of nothing, answers of one token and a pinned score are told, even in a short digest."""
    said = rows(COLLAPSED, 500)

    (warning,) = [one for one in said if one.startswith("warning: step 9 ")]
    assert "actor/entropy collapsed: 0.4000 at first, 0.0021 here" in warning
    assert "response_length/mean collapsed: 899.0 at first, 1.0 here" in warning
    assert "critic/score/mean stuck at -1.00 from here to the end" in warning
    assert not any("best: " in one and "critic/rewards" in one for one in said)


def test_a_training_that_goes_well_has_not_collapsed() -> None:
    """A loss that nears nothing, an accuracy that stays perfect and answers that were always short are no warning."""
    log = "".join(
        f"step:{n} - loss:{1 / n**4:.6f} - train/accuracy:{min(1.0, n / 10)}"
        f" - response_length/mean:1.0 - entropy:{0.9 - n / 100:.2f}\n"
        for n in range(1, 31)
    )

    assert not any("collapsed" in one or "stuck" in one for one in names(log))


def test_the_middle_of_a_run_is_told_with_its_steps() -> None:
    """The course of the main metric shows where it bends, and that nothing better came."""
    log = "".join(f"epoch {n} val_acc={0.1 + 0.08 * n if n < 10 else 0.82 - n / 1000:.3f}\n" for n in range(1, 41))
    (course,) = [one for one in rows(log) if one.startswith("course of val_acc by epoch: ")]

    assert course.startswith("course of val_acc by epoch: 1: 0.180, ")
    assert course.endswith("40: 0.780; none higher after 9 (0.820)")


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=9, max_size=80))
def test_a_course_is_made_of_points_of_its_series(values: list[float]) -> None:
    """Whatever the curve, its points are few, its own, in order, and include the first and the last."""
    points = [Point(str(n), repr(value), n + 1) for n, value in enumerate(values)]

    bends = bends_of(points)

    assert len(bends) <= MOST_POINTS
    assert (bends[0], bends[-1]) == (points[0], points[-1])
    assert [one.line for one in bends] == sorted({one.line for one in bends})
    assert set(bends) <= set(points)


def test_a_first_value_is_not_told_twice() -> None:
    """Where the row of a line shows a value, no other row says that it was the first."""
    log = "s:0 trl:9.5 lr:0.1\n" + "".join(f"s:{n} trl:{9 - n / 10:.1f} lr:0.1\n" for n in range(1, 30))

    assert sum("trl:9.5" in one for one in rows(log)) == 1


def test_a_flood_takes_few_rows_and_says_how_many_more() -> None:
    """Samples, weights that were not found and parts of a loss are shown by a few of them and their count."""
    samples = "".join(
        f"{w} | {w} | 0.{n}1 True\n" for n, w in enumerate(("ada", "bo", "cy", "di", "ed", "flo") * 4, 10)
    )
    weights = "".join(f"Parameter layers.{n}.attn.k_scale not found in params_dict\n" for n in range(20))
    parts = "".join(
        f"epoch {n} " + " ".join(f"loss_giou_{part}: 0.{9 - n}{part}" for part in range(6)) + "\n" for n in range(5)
    )

    assert sum("True" in one for one in rows(samples)) <= 10
    assert sum("k_scale" in one for one in rows(weights)) <= 3
    assert any("alike)" in one for one in rows(weights))
    assert sum(one.startswith("best: ") and "loss_giou_" in one for one in rows(parts)) == 1


def test_launches_that_print_their_arguments_again_are_counted() -> None:
    """A second dump of arguments begins a launch, whatever stands before it; a second process of one does not."""
    epochs = "".join(f"INFO:root:Epoch[{n}] Validation-accuracy=0.{n + 3}\n" for n in range(8))
    again = f"INFO:root:Namespace(lr=0.1, depth=50)\n{epochs}INFO:root:Namespace(lr=0.01, depth=50)\n{epochs}"
    ranks = "".join(
        f"08/01/2024 10:00:0{n} - INFO - parse - Process rank: {n}, device: cuda:{n}, n_gpu: 1\n{epochs}"
        for n in range(3)
    )

    assert len(read(again).runs) == 2
    assert any(one.startswith("launch 2 of 2") or "launch 2 of 2" in one for one in rows(again))
    assert len(read(ranks).runs) == 1
    assert len(read(ranks + ranks).runs) == 2


def test_epochs_of_a_default_weigh_little_beside_those_that_were_run() -> None:
    """A record of a framework's defaults that promises a thousand epochs is no setting of a run of two."""
    default = "tuner_config: {'enabled': False, 'num_epochs': 1000, 'seed': 1234, 'metric': 'latency'}\n"
    trained = "".join(f"{{'loss': 2.{9 - n}, 'epoch': 0.{n}}}\n" for n in range(1, 9))

    assert fact(default + trained, "num_epochs").weight < 0.2
    assert fact("{'num_epochs': 10, 'lr': 0.1, 'seed': 1, 'fp16': True}\n" + trained, "num_epochs").weight > 0.5


def test_what_one_long_line_says_stands_on_one_row() -> None:
    """Settings that the cut line no longer shows are told beside it, not on a row of their own."""
    names = ", ".join(f"bed_of_the_garden_{n}='the {n}th one, all in green'" for n in "abcdefg")
    log = f"Namespace(lr=0.1, {names}, num_examples=81, weight_decay=0.0004, seed=17)\nepoch 1 loss 0.5\n"

    made = digest([read_bytes(log.encode(), name="oak.log")], 2000)

    (row,) = [row for row in made.rows if row.lines == (1,)]
    assert all(said in row.text for said in ("Namespace(lr=0.1", "num_examples=81", "weight_decay=0.0004", "seed=17"))


def test_a_course_of_which_a_sample_is_kept_has_its_first_and_last_value() -> None:
    """Of thousands of values the first and the last are those of the series, not of the sample."""
    log = "".join(f"step {n} loss {1000 / (n + 7):.4f}\n" for n in range(1, 4000))

    (course,) = [row for row in rows(log) if row.startswith("course of loss")]

    assert "by step: 1: 125.0000," in course
    assert course.endswith("3999: 0.2496")


def test_that_a_measure_never_moved_is_said_of_the_values_that_are_kept() -> None:
    """Of a long series a sample is kept: a warning says so, and begins behind each other value that is known."""
    values = ["0.9", "0.5", *["-1.0"] * 2000]
    values[1500] = "-2.0"

    (stuck,) = [
        row for row in rows("".join(f"step {n} reward {v}\n" for n, v in enumerate(values, 1))) if "stuck" in row
    ]

    assert 1501 < int(stuck.split()[2]) < 1520
    assert "of 2,002 values sampled)" in stuck


def test_what_defines_a_run_is_told_before_the_defaults_of_a_framework() -> None:
    """A method in a frame and the run's own settings come before flags that are off and what is set inside a part."""
    defaults = "".join(f"  option_{a}{b}_enabled ........... False\n" for a in "abcdef" for b in "uvwxyz")
    parts = "  sampler_part ......... {'seed': 77, 'method': 'l1', 'block_size': 4096, 'on': False}\n"
    own = "  learning_rate ....... 3e-05\n  seed ......... 5\n"
    log = f"#########Fine Tuning Use LoRA#########\n{defaults}{parts}{own}"

    said = "\n".join(rows(log, 90))
    weights = {one.value: one.weight for one in read(log).facts if one.name == "seed"}

    assert "Fine Tuning Use LoRA" in said
    assert "3e-05" in said
    assert weights["77"] < weights["5"] / 2


def test_a_run_whose_learning_rate_moved_was_a_training() -> None:
    """Whatever else its log speaks of, a schedule of the learning rate is one of training."""
    log = "".join(f"{{'loss': 4.{9 - n}, 'learning_rate': {n}e-06, 'epoch': 0.{n}}}\n" for n in range(1, 8))

    assert read(log).runs[0].work is Work.TRAINING
