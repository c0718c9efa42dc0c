"""What a sentence may say, given some facts."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlws_writer.checking.check import check
from mlws_writer.facts.model import Citation, Fact, FactKind

Make = Callable[..., Fact]


@pytest.fixture
def facts(fact: Make) -> tuple[Fact, ...]:
    """Know a fine-tuning of three epochs, its settings, its notes and its end."""
    return (
        fact("model", "llama3.1:8b", FactKind.MODEL),
        fact("learning_rate", "3e-5", FactKind.SETTING, 2),
        fact("val_accuracy", "0.8205", line=3, step="1", split="val"),
        fact("val_accuracy", "0.9083", line=5, step="3", split="val"),
        fact("loss", "0.452", line=3, step="1", split="train"),
        fact("loss", "0.312", line=5, step="3", split="train"),
        fact("duration", "1364.2", FactKind.DURATION, 6, unit="s"),
        fact("peak memory", "6.2", FactKind.RESOURCE, 7, unit="GB"),
        fact("checkpoint", "checkpoints/epoch_3.pt", FactKind.ARTIFACT, 8),
        fact("why", "three epochs, since more of them overfitted", FactKind.NOTE, 9),
        fact("outcome", "completed", FactKind.OUTCOME, 10),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The learning rate was 3e-5.",
        "Validation accuracy ended at 90.8%.",
        "Validation accuracy rose from 82.1% to 90.8%, a gain of 8.8 points.",
        "Validation accuracy improved over the three epochs.",
        "The loss fell from 0.452 to 0.312.",
        "The run took about 23 minutes.",
        "It took 22m44s and needed 6.2 GB.",
        "The run completed, and wrote checkpoints/epoch_3.pt.",
        "epoch_3.pt was kept.",
        "llama3.1:8b was trained for three epochs because more overfitted.",
        "In epoch 3 the validation accuracy was 0.9083.",
        "The work went on without trouble.",
        "Llama 3.1 8B was trained in three epochs.",
        "Validation accuracy exceeded 90%.",
        "Training Longer Helps Accuracy",
    ],
)
def test_what_the_facts_say_holds(facts: tuple[Fact, ...], sentence: str) -> None:
    """Rounding, units, differences and paraphrase do not make a true sentence false."""
    assert check(sentence, facts).ok, check(sentence, facts)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Validation accuracy ended at 91.8%.", "rounding_wrong"),
        ("The batch size was 4711.", "invented_number"),
        ("The loss ended at 90.8%.", "number_swap"),
        ("In epoch 1 the validation accuracy was 90.8%.", "number_swap"),
        ("The run took 1364 minutes.", "unit"),
        ("Validation accuracy gained 9.8 points.", "invented_number"),
        ("The loss rose over the epochs.", "direction"),
        ("Validation accuracy worsened.", "direction"),
        ("The loss worsened.", "direction"),
        ("The run failed.", "outcome_flip"),
        ("The run was killed.", "outcome_flip"),
        ("mistral:7b was trained.", "wrong_entity"),
        ("The model was trained on Wikipedia.", "wrong_entity"),
        ("The weights are in out/final.bin.", "invented_path"),
        ("Accuracy rose because the data was clean.", "invented_cause"),
        ("The model was deployed.", "invented_event"),
        ("It beats the baseline.", "invented_comparison"),
        ("The gain is statistically significant.", "invented_comparison"),
    ],
)
def test_what_no_fact_says_is_found(facts: tuple[Fact, ...], sentence: str, reason: str) -> None:
    """Each kind of invention is refused, with the reason that fits it."""
    verdict = check(sentence, facts)

    assert (verdict.ok, verdict.reason) == (False, reason)
    assert verdict.detail


def test_a_failure_may_be_told_with_its_error(fact: Make) -> None:
    """The error that ended a run is a reason, and a failed run did not complete."""
    facts = (
        fact("error", "CUDA out of memory", FactKind.ERROR, text="RuntimeError: CUDA out of memory"),
        fact("outcome", "failed", FactKind.OUTCOME, 2),
    )

    assert check("The run failed because CUDA ran out of memory.", facts).ok
    assert check("The run completed.", facts).reason == "outcome_flip"


def test_a_quoted_text_supports_that_it_was_said_and_no_more(fact: Make) -> None:
    """What a page told an agent is not known to be true."""
    facts = (fact("page", "Tesseract reached 99% accuracy", FactKind.INTERACTION, tainted=True),)

    assert check("Tesseract reached 99% accuracy.", facts).reason == "injection_obeyed"
    assert check("A page said that Tesseract reached 99% accuracy.", facts).ok


def test_values_of_two_runs_are_not_swapped(fact: Make) -> None:
    """A number belongs to the run that logged it."""
    facts = (fact("f1", "0.852", run="warm"), fact("f1", "0.811", line=2, run="cold"))

    assert check("F1 was 0.811 for cold.", facts).ok
    assert check("F1 of cold was 0.852.", facts).reason in ("wrong_entity", "number_swap")


def test_names_may_come_from_facts_beside_those_named(fact: Make) -> None:
    """A model can be mentioned without its fact being cited; its values cannot."""
    known = (fact("model", "llama3.1:8b", FactKind.MODEL, 2), fact("seed", "42", FactKind.SETTING, 3))

    assert check("llama3.1:8b reached 0.852.", (fact("f1", "0.852"),), known=known).ok
    assert not check("It used seed 42.", (fact("f1", "0.852"),), known=known).ok


def test_the_best_is_recomputed(fact: Make) -> None:
    """A superlative is compared with all values of its name."""
    facts = tuple(
        fact("accuracy", value, line=n, text=f"{name} accuracy={value}")
        for n, (name, value) in enumerate([("gemma2:2b", "0.63"), ("gemma2:9b", "0.81")], 1)
    )

    assert check("gemma2:9b had the highest accuracy.", facts).ok
    assert check("gemma2:2b had the highest accuracy.", facts).reason == "wrong_entity"


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("gemma2:9b was more accurate than gemma2:2b.", True),
        ("gemma2:2b was more accurate than gemma2:9b.", False),
        ("gemma2:2b was faster than gemma2:9b.", True),
        ("gemma2:9b was faster than gemma2:2b.", False),
        ("gemma2:2b was better in accuracy than gemma2:9b.", False),
    ],
)
def test_a_comparison_is_recomputed(fact: Make, sentence: str, holds: bool) -> None:
    """One thing is faster, better or more accurate than another only if its values are."""
    facts = tuple(
        fact("accuracy", accuracy, line=n, text=f"{name} accuracy={accuracy} speed {speed} tokens/s")
        for n, (name, accuracy, speed) in enumerate([("gemma2:2b", "0.63", "78.5"), ("gemma2:9b", "0.81", "29.6")], 1)
    )

    assert check(sentence, facts).ok is holds


def test_a_list_of_values_is_of_one_name(fact: Make) -> None:
    """What follows a value after a comma is of the same name."""
    note = fact("insight", "Validation loss 0.389, 0.341, 0.327 in the three epochs", FactKind.NOTE)

    assert check("The validation loss ended at 0.327.", (note,)).ok
    assert check("The validation accuracy was 0.341.", (note,)).reason == "number_swap"


def test_a_mean_is_not_a_maximum(fact: Make) -> None:
    """Two summaries of one metric are two things."""
    facts = (fact("mean_latency", "3.11", unit="s"), fact("max_latency", "8.1", unit="s", line=2))

    assert check("Mean latency was 3.1 s.", facts).ok
    assert check("Mean latency was 8.1 s.", facts).reason == "number_swap"


def test_values_come_in_the_order_of_the_log(fact: Make) -> None:
    """From one to the other is not from the other to the one, whatever the verb."""
    facts = (fact("val_accuracy", "82", unit="%"), fact("val_accuracy", "91", unit="%", line=9))

    assert check("Validation accuracy rose from 82% to 91%.", facts).ok
    assert check("Validation accuracy fell from 91% to 82%.", facts).reason == "direction"


@pytest.mark.parametrize("said", ["Outcome: completed", "completed", "Finished in 3 s"])
def test_an_outcome_is_read_in_any_words(fact: Make, said: str) -> None:
    """The reader keeps outcomes as logged."""
    facts = (fact("outcome", said, FactKind.OUTCOME),)

    assert check("The run completed.", facts).ok
    assert check("The run crashed.", facts).reason == "outcome_flip"


def test_runs_are_known_by_the_names_that_sentences_use(fact: Make) -> None:
    """A run's id is not what a text calls it."""
    facts = (fact("f1", "0.852", run="r-1"), fact("f1", "0.811", line=2, run="r-2"))
    called = {"r-1": "sentiment-03", "r-2": "sentiment-07"}

    assert check("sentiment-07 reached an F1 of 0.811.", facts, run_names=called).ok
    assert not check("sentiment-07 reached an F1 of 0.852.", facts, run_names=called).ok


def test_a_view_asserts_nothing_but_its_names_and_numbers(facts: tuple[Fact, ...]) -> None:
    """A plan may suppose; it may not invent values or names."""
    assert check("A larger batch might help because the loss was still falling.", facts, view=True).ok
    assert not check("mistral:7b might reach 99%.", facts, view=True).ok


def test_each_sentence_of_a_paragraph_is_judged(facts: tuple[Fact, ...]) -> None:
    """One false sentence is enough."""
    assert not check("The loss ended at 0.312. The model was deployed.", facts).ok


@given(st.text())
def test_any_text_gets_a_verdict(text: str) -> None:
    """Whatever a model says can be judged."""
    facts = (Fact("f", "a", FactKind.METRIC, "loss", "0.312", Citation("a.log", 1)),)

    check(text, facts)


@given(st.decimals("0.001", "0.999", places=3), st.decimals("0.001", "0.999", places=3))
def test_a_changed_value_is_found(logged: Decimal, written: Decimal) -> None:
    """A sentence with another value than the logged one never holds."""
    assume(logged != written)
    facts = (Fact("f", "a", FactKind.METRIC, "loss", str(logged), Citation("a.log", 1)),)

    assert check(f"The loss was {logged}.", facts).ok
    assert not check(f"The loss was {written}.", facts).ok


@given(st.decimals("0.0001", "0.9999", places=4), st.integers(0, 3))
def test_rounding_to_the_digits_written_holds(logged: Decimal, digits: int) -> None:
    """Any number of digits is right as long as they are the right ones."""
    facts = (Fact("f", "a", FactKind.METRIC, "accuracy", str(logged), Citation("a.log", 1)),)

    assert check(f"Accuracy was {round(logged * 100, digits)}%.", facts).ok


def test_a_count_of_one_is_no_hundred_percent() -> None:
    """`max_retries: 1` does not make an accuracy of 100%."""
    retries = Fact("F1", "a", FactKind.SETTING, "max_retries", "1", Citation("a.log", 4), text="max_retries: 1")

    verdict = check("The accuracy was 100%.", [retries])

    assert not verdict.ok


def test_all_of_them_passed_only_where_no_fact_counts_fewer() -> None:
    """Ten of twelve are not all."""
    cases = Fact("F1", "a", FactKind.COUNT, "cases", "12", Citation("a.log", 4), text="12 cases")
    passed = Fact("F2", "a", FactKind.METRIC, "cases_passed", "10", Citation("a.log", 9), text="cases_passed=10")

    assert not check("All 12 cases passed.", [cases, passed]).ok
    assert check("10 of the 12 cases passed.", [cases, passed]).ok


def test_a_single_best_is_a_name(fact: Make) -> None:
    """The single best checkpoint is what an average is held against; nobody says that it won."""
    rows = [("single best checkpoint", "4.71"), ("ema checkpoint", "4.47"), ("last checkpoint", "4.52")]
    facts = tuple(fact("val_cer", cer, line=n, text=f"{name} val_cer {cer}") for n, (name, cer) in enumerate(rows, 1))

    assert check("The single best checkpoint had a val_cer of 4.71.", facts).ok
    assert not check("The last checkpoint had the best val_cer, 4.52.", facts).ok


def test_a_name_of_parts_is_not_known_by_its_first_part(fact: Make) -> None:
    """A sibling of a model is another model; the model itself may be written in its own way."""
    facts = (fact("model", "segformer-b0", FactKind.MODEL), fact("iou", "0.712", line=2))

    assert check("segformer-b0 reached an IoU of 0.712.", facts).ok
    assert check("segformer-b5 might do better.", facts, view=True).reason == "wrong_entity"


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("A larger cache made the reader quicker, with a latency of 4.1 s against 2.6 s.", False),
        ("A larger cache made the reader slower, with a latency of 4.1 s against 2.6 s.", True),
        ("The smaller cache is the better one, with an accuracy of 61.5% against 64.0%.", False),
        ("The larger cache is better, with an accuracy of 64.0% compared with 61.5%.", True),
        ("Accuracy was lower with the larger cache, 64.0% versus 61.5%.", False),
        ("It was not faster, at 4.1 s against 2.6 s.", True),
        ("With 8 shards instead of 16 accuracy was higher.", True),
    ],
)
def test_two_values_set_against_each_other_say_which_is_more(fact: Make, sentence: str, holds: bool) -> None:
    """What a sentence calls faster, better or lower is so by the values that it gives itself."""
    facts = (
        fact("cache", "small", FactKind.SETTING),
        fact("latency", "2.6 s", line=2),
        fact("accuracy", "61.5%", line=3),
        fact("cache", "large", FactKind.SETTING, 4, run="b"),
        fact("latency", "4.1 s", line=5, run="b"),
        fact("accuracy", "64.0%", line=6, run="b"),
        fact("shards", "16", FactKind.SETTING, 7),
        fact("shards", "8", FactKind.SETTING, 8, run="b"),
        fact("note", "a larger cache, a smaller cache, the reader", FactKind.NOTE, 9),
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("tagger-mini on wiki-tags, trained over 40 epochs", False),
        ("tagger-mini on wiki-tags, trained for all forty epochs", False),
        ("tagger-mini on wiki-tags, trained for 17 epochs", True),
        ("tagger-mini on wiki-tags, to be trained with epochs set to 40", True),
    ],
)
def test_work_that_was_broken_off_went_no_farther_than_it_did(fact: Make, sentence: str, holds: bool) -> None:
    """How far a run should have gone is not how far it went."""
    facts = (
        fact("model", "tagger-mini", FactKind.MODEL),
        fact("dataset", "wiki-tags", FactKind.DATASET, 2),
        fact("epochs", "40", FactKind.SETTING, 3, text="--epochs 40"),
        fact("begins", "args: --model tagger-mini --epochs 40", FactKind.EVENT, 3),
        fact("loss", "0.481", line=4, step="epoch 1", text="epoch 1 loss 0.481"),
        fact("loss", "0.233", line=20, step="epoch 17", text="epoch 17 loss 0.233"),
        fact("outcome", "interrupted: killed by signal 15", FactKind.OUTCOME, 21),
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


def test_an_older_one_is_spoken_of_only_where_a_fact_does(fact: Make) -> None:
    """That a thing is there says nothing of the one before it."""
    count = fact("solved", "31", FactKind.COUNT, text="solver: 31 solved, the pipeline was run once")
    before = fact("note", "the old pipeline solved 24", FactKind.NOTE, 2)

    assert not check("It solved 31, better than the old pipeline.", (count,)).ok
    assert check("It solved 31, better than the old pipeline.", (count, before)).ok


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("The reader stalls on long lines, which is why the limit was set.", True),
        ("The reader needs more memory with each line, which is why the limit was set.", False),
    ],
)
def test_a_reason_that_is_given_is_the_one_that_is_noted(fact: Make, sentence: str, holds: bool) -> None:
    """That some reason is noted does not license another."""
    facts = (
        fact("decision", "set a limit of 400 letters a line", FactKind.NOTE),
        fact("why", "the reader stalls on long lines", FactKind.NOTE, 2, text="Why: the reader stalls on long lines"),
        fact("memory", "the reader needs 2 GB of memory", FactKind.NOTE, 3),
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


def test_what_failed_was_repeated_only_where_a_fact_says_so(fact: Make) -> None:
    """That somebody ran it once more is an event like any other, in whatever words it is logged."""
    failed = fact("error", "KeyError: 'swin-b' is unknown", FactKind.ERROR, text="job 2 failed: 'swin-b' is unknown")
    retried = fact("event", "retry 1 of job 2", FactKind.EVENT, 2)

    assert not check("'swin-b' is unknown, so the job was repeated without it.", (failed,)).ok
    assert check("The job failed and was repeated.", (failed, retried)).ok


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("With 6 beams BLEU was 31.4, lower than with two.", False),
        ("With 6 beams BLEU was 31.4, higher than with two.", True),
        ("With 6 beams BLEU was worse than with 2.", False),
        ("With 6 beams BLEU was better than with 2.", True),
        ("With 6 beams BLEU was better than with nine.", False),
    ],
)
def test_a_setting_is_compared_with_that_of_another_run(fact: Make, sentence: str, holds: bool) -> None:
    """The run that had the other setting tells whether it was more, and where no run had it nothing does."""
    facts = (
        fact("beams", "2", FactKind.SETTING),
        fact("BLEU", "29.8", line=2),
        fact("beams", "6", FactKind.SETTING, 3, run="b"),
        fact("BLEU", "31.4", line=4, run="b"),
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Perplexity had come to 31.7, its lowest.", False),
        ("Perplexity had come to 30.2, its lowest, and was 31.7 in the end.", True),
        ("Perplexity reached its best value of 31.7.", False),
        ("Perplexity reached its best, 30.2.", True),
        ("Perplexity was 31.7 in the end, not its lowest.", True),
    ],
)
def test_the_lowest_of_its_own_is_recomputed(fact: Make, sentence: str, holds: bool) -> None:
    """What a metric was at its best is the best of all its values in the run."""
    facts = tuple(
        fact("perplexity", value, line=line, step=f"epoch {line}")
        for line, value in enumerate(("35.0", "30.2", "31.7"), 1)
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Recall was 71.4% on the test set.", False),
        ("On the training data recall was 71.4%.", False),
        ("Recall was 71.4% on the validation set.", True),
        ("Recall was 71.4% on the held-out validation split, and 75.0% on the training data.", True),
    ],
)
def test_a_value_is_of_the_part_of_the_data_that_it_was_measured_on(fact: Make, sentence: str, holds: bool) -> None:
    """What was measured on the validation data is no result on the test data."""
    facts = (
        fact("val_recall", "71.4%", split="val"),
        fact("train_recall", "75.0%", line=2, split="train"),
        fact("next", "compare on the test set", FactKind.NOTE, 3),
    )

    assert check(sentence, facts).ok is holds, check(sentence, facts)


def test_lines_of_two_logs_have_no_order(fact: Make) -> None:
    """A value that stands far down in the log of the first run is none of later."""
    facts = (fact("throughput", "41.5 it/s", line=90), fact("throughput", "52.0 it/s", line=7, run="b"))

    assert check("The throughput rose from 41.5 it/s to 52.0 it/s.", facts).ok


def test_an_error_is_a_failure_in_whatever_words_it_is_logged(fact: Make) -> None:
    """Nothing in it need be called failed."""
    facts = (fact("GatewayBusy", "the broker gave 504 for the ninth batch", FactKind.ERROR),)

    assert check("It failed with a GatewayBusy.", facts).ok


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Recall was 61.2% with mixtral:8x7b and 48.0% with gemma2:2b.", True),
        ("61.2% of the pairs were found with mixtral:8x7b and 48.0% with gemma2:2b.", True),
        ("gemma2:2b had a recall of 61.2%.", False),
    ],
)
def test_a_result_is_of_the_model_of_its_run(fact: Make, sentence: str, holds: bool) -> None:
    """A sentence may tell runs apart by their models, whatever the runs are called."""
    facts = (
        fact("model", "gemma2:2b", FactKind.MODEL),
        fact("recall", "48.0%", line=2),
        fact("model", "mixtral:8x7b", FactKind.MODEL, 3, run="b"),
        fact("recall", "61.2%", line=4, run="b"),
        fact("note", "pairs found", FactKind.NOTE, 5),
    )

    assert check(sentence, facts, run_names={"a": "pairs-small", "b": "pairs-mixtral"}).ok is holds


def test_a_number_before_a_metric_is_no_part_of_its_name(fact: Make) -> None:
    """At a setting of 0.8 it is recall that improved, not 0.8 recall."""
    facts = (
        fact("top_p", "0.3", FactKind.SETTING),
        fact("recall", "64.0%", line=2),
        fact("top_p", "0.8", FactKind.SETTING, 3, run="b"),
        fact("recall", "60.5%", line=4, run="b"),
        fact("recall difference", "3.5 points", line=4, run="b", text="recall lower than with top_p 0.3"),
    )

    assert check("At top_p 0.8 recall improved by 3.5 points.", facts).reason == "direction"
    assert check("At top_p 0.8 recall was 3.5 points lower.", facts).ok


def test_a_model_may_be_called_by_its_size(fact: Make) -> None:
    """The size in its tag is no number that somebody made up; another size is."""
    facts = (fact("model", "gemma2:27b", FactKind.MODEL), fact("recall", "0.61", line=2))

    assert check("A 27B model reached a recall of 0.61.", facts).ok
    assert not check("A 9B model reached a recall of 0.61.", facts).ok


def test_what_an_author_notes_of_passes_and_failures_is_no_mark(fact: Make) -> None:
    """That some cases failed says nothing of the others, which passed."""
    noted = "Both failed probes lack a seed, and the agent guessed one"
    facts = (fact("passed", "9"), fact("insight", noted, FactKind.NOTE, 2, text=f"Insight: {noted}"))

    assert check("It passed 9 probes.", facts, run_names={"a": "booking-probe"}).ok
