"""From facts to checked text with a scripted model."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.writing.chat import Door
from mlws_writer.writing.choice import choose
from mlws_writer.writing.compose import Request, ideas, word
from mlws_writer.writing.mock import RecordedChat
from mlws_writer.writing.prompts import Prompt
from mlws_writer.writing.window import Limits

Make = Callable[..., Fact]


def door(
    replies: dict[str, Any] | None = None, *, limits: Limits | None = None, **more: Any
) -> tuple[Door, RecordedChat]:
    """Open a door to a model that says what is recorded."""
    chat = RecordedChat(replies=replies or {}, **more)
    return Door(chat, name="llama3.1:8b", digest="sha256:x", limits=limits), chat


def headline(*facts: Fact, slot: str = "a/headline", fallback: str = "Plain.", **more: Any) -> Request:
    """Want a headline from some facts."""
    return Request(slot, "what the run showed, in one line", facts, fallback, **more)


def test_without_a_model_each_text_is_the_plain_version(fact: Make) -> None:
    """Nothing is asked and nothing is missing."""
    made = word(None, [headline(fact("loss", "0.312"))])

    assert made.text("a/headline") == "Plain."
    assert (made.provenance.model, made.provenance.share_plain) == ("none", 1.0)


def test_what_no_fact_stands_behind_is_not_asked(fact: Make) -> None:
    """Without facts a model could only invent."""
    model, chat = door({"headline": "It ran all day."})

    made = word(model, [headline()])

    assert made.text("a/headline") == "Plain."
    assert not chat.asked


def test_code_puts_the_values_in(fact: Make) -> None:
    """The model names a fact, and its value appears as it was logged."""
    model, _ = door({"headline": {"text": "Final loss was {{F1}}.", "facts": ["F1"]}})

    made = word(model, [headline(fact("loss", "0.312"))])

    assert made.text("a/headline") == "Final loss was 0.312."
    assert made.texts[0].facts == ("loss@1",)
    assert made.texts[0].by_model


def test_a_unit_is_written_once(fact: Make) -> None:
    """Code adds the unit of a value unless the text goes on with it."""
    facts = (fact("accuracy", "87.3", unit="%"), fact("duration", "23", unit="minutes", line=2))
    model, _ = door({"headline": "Accuracy was {{F1}} after {{F2}} minutes."})

    made = word(model, [headline(*facts)])

    assert made.text("a/headline") == "Accuracy was 87.3% after 23 minutes."


def test_a_false_number_is_asked_about_once_more(fact: Make) -> None:
    """The second prompt holds only the failing text and what was found."""
    model, chat = door({"headline": ["Loss fell to 1.87.", "The loss was 0.12."], "goal": "The goal was low loss."})
    facts = (fact("loss", "0.12"), fact("goal", "low loss", FactKind.NOTE, text="goal: low loss", line=2))
    requests = [headline(*facts), Request("a/goal", "the goal", facts, "Plain goal.")]

    made = word(model, requests)

    assert made.text("a/headline") == "The loss was 0.12."
    assert "1.87" in chat.asked[1].user
    assert "a/goal" not in chat.asked[1].user
    assert [verdict.ok for verdict in made.texts[0].verdicts] == [False, True]


def test_a_plan_that_was_told_as_a_possibility_is_asked_about_once_more(fact: Make) -> None:
    """The finding says what the author plans."""
    model, chat = door({"summary": ["The letters could be labelled again.", "Next, the letters are labelled again."]})
    plan = fact("next", "Label the letters again", FactKind.NOTE, text="Next: Label the letters again")

    made = word(model, [Request("summary", "what comes next", (plan,), "Plain.")])

    assert made.text("summary") == "Next, the letters are labelled again."
    assert "the author plans it" in chat.asked[1].user


def test_what_stays_false_is_the_plain_version(fact: Make) -> None:
    """Two false answers, and the template's text stands; it is asked no third time."""
    model, chat = door({"headline": "Loss fell to 1.87."})

    made = word(model, [headline(fact("loss", "0.12"))])

    assert made.text("a/headline") == "Plain."
    assert len(chat.asked) == 2
    assert made.provenance.share_plain == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "See [here](http://x.y).",
        "<b>Bold</b> loss.",
        "# Loss",
        "- Loss was low",
        "The {{F9}} was low.",
        "",
        "word " * 60,
    ],
)
def test_only_plain_prose_is_taken(fact: Make, text: str) -> None:
    """Links, HTML, lists, unknown facts, nothing and too much are refused."""
    model, _ = door({"headline": text})

    assert word(model, [headline(fact("loss", "0.12"))]).text("a/headline") == "Plain."


def test_facts_reach_the_model_as_rows(fact: Make) -> None:
    """Each fact is a JSON object on a line of its own under the run's name, without empty fields."""
    model, chat = door()

    word(model, [headline(fact("loss", "0.12", step="3"))], run_names={"a": "finetune"})

    lines = chat.asked[0].user.splitlines()
    assert lines[2] == 'Run "finetune"'
    rows = [json.loads(line) for line in lines if line.startswith('{"id"')]
    assert rows == [{"id": "F1", "metric": "loss", "value": "0.12", "step": "3"}]


def test_a_row_does_not_say_the_same_twice(fact: Make) -> None:
    """The record stands in a row only where it says more than the fact."""
    facts = (fact("loss", "0.12", text="loss: 0.12"), fact("lr", "3e-5", text="lr 3e-5 after warm-up", line=2))
    model, chat = door()

    word(model, [headline(*facts)])

    rows = [json.loads(line) for line in chat.asked[0].user.splitlines() if line.startswith('{"id"')]
    assert [row.get("text") for row in rows] == [None, "lr 3e-5 after warm-up"]


def test_ids_are_all_that_can_be_named(fact: Make) -> None:
    """The form of the reply lists the slots and the ids, and nothing else passes."""
    seen: list[Mapping[str, Any]] = []

    def answer(prompt: Prompt, schema: Mapping[str, Any]) -> object:
        seen.append(schema)
        return {"texts": [{"slot": "a/headline", "text": "x", "facts": ["F7"]}]}

    model, _ = door(answer=answer)

    made = word(model, [headline(fact("loss", "0.12"))])

    item = seen[0]["properties"]["texts"]["items"]["properties"]
    assert (item["slot"]["enum"], item["facts"]["items"]["enum"]) == (["a/headline"], ["F1"])
    assert "F7" in made.notes[0]


def test_more_than_fits_is_asked_in_more_calls(fact: Make) -> None:
    """Over budget means more calls, and each text is worded all the same."""
    requests = [headline(fact("loss", "0.12", line=n), slot=f"r{n}/headline") for n in range(1, 9)]
    replies = {"headline": "The loss was 0.12."}
    wide, chat_wide = door(replies)
    narrow, chat_narrow = door(replies, limits=Limits(num_ctx=1000, num_predict=200))

    made_wide, made_narrow = word(wide, requests), word(narrow, requests)

    assert len(chat_wide.asked) == 1 < len(chat_narrow.asked)
    assert made_narrow.provenance.share_plain == made_wide.provenance.share_plain == 0


def test_too_many_facts_are_cut_by_rank_and_that_is_said(fact: Make) -> None:
    """The first facts are kept, and how many were shown is told."""
    facts = [fact(f"metric {n}", "0.12", line=n) for n in range(1, 200)]
    model, chat = door({"headline": "It ran."}, limits=Limits(num_ctx=2000, num_predict=200))

    made = word(model, [headline(*facts)])

    assert '"metric 1"' in chat.asked[0].user
    assert '"metric 199"' not in chat.asked[0].user
    assert "of 199 facts" in made.notes[0]
    assert all(model.fits(prompt) for prompt in chat.asked)


def test_a_prompt_that_the_server_finds_too_long_is_asked_with_less(ollama_server: Any, fact: Make) -> None:
    """The server counts better than we do; its refusal leads to fewer facts, not to an error."""
    facts = [fact(f"metric {n}", "0.12", line=n) for n in range(1, 20)]

    def answer(body: Mapping[str, Any]) -> str:
        return '{"texts": [{"slot": "a/headline", "text": "The run ended.", "facts": []}]}'

    ollama_server.answers(answer)
    ollama_server.script.most = 8

    with choose("llama3.1:8b", base_url=ollama_server.url) as model:
        made = word(model, [headline(*facts)])

    assert "of 19 facts" in made.notes[0]


def test_a_paragraph_sees_the_one_before(fact: Make) -> None:
    """Paragraphs are asked for one at a time, each with the last."""
    model, chat = door({"one": "The loss was 0.12.", "two": "The run ended."})
    requests = [headline(fact("loss", "0.12"), slot=slot, prompt="story") for slot in ("one", "two")]

    word(model, requests)

    assert "The paragraph before" not in chat.asked[0].user
    assert '"The loss was 0.12."' in chat.asked[1].user


def test_an_unusable_reply_is_asked_for_once_more(fact: Make) -> None:
    """A reply that is not of the form costs one more question, not the text."""
    turns = iter(["no JSON", '{"texts": [{"slot": "a/headline", "text": "The loss was 0.12.", "facts": ["F1"]}]}'])
    model, _ = door(answer=lambda prompt, schema: next(turns))

    made = word(model, [headline(fact("loss", "0.12"))])

    assert made.text("a/headline") == "The loss was 0.12."
    assert "not JSON" in made.notes[0]


def test_a_server_that_goes_away_leaves_the_rest_plain(ollama_server: Any, fact: Make) -> None:
    """Under auto the entry is whole whatever happens to the model, and the reader is told."""
    with choose(base_url=ollama_server.url) as model:
        ollama_server.script.misbehave = "status"
        requests = [headline(fact("loss", "0.12"), slot=f"r{n}") for n in range(20)]

        made = word(model, requests)

    assert [worded.text for worded in made.texts] == ["Plain."] * 20
    assert len(ollama_server.asked) == 1
    assert "stopped answering" in made.notes[1]


def test_a_model_asked_for_by_name_must_answer(ollama_server: Any, fact: Make) -> None:
    """Who named a model gets that model or an error."""
    with choose("llama3.1:8b", base_url=ollama_server.url) as model:
        ollama_server.script.misbehave = "status"

        with pytest.raises(ModelUnavailable):
            word(model, [headline(fact("loss", "0.12"))])


def test_an_interrupt_goes_through_and_what_stands_was_told(fact: Make) -> None:
    """Ctrl-C ends the writing at once; the texts so far were handed over."""
    turns = iter([None])

    def answer(prompt: Prompt, schema: Mapping[str, Any]) -> object:
        if next(turns, "over") == "over":
            raise KeyboardInterrupt
        return {"texts": [{"slot": "one", "text": "The loss was 0.12.", "facts": ["F1"]}]}

    model, _ = door(answer=answer)
    heard: list[str] = []
    requests = [headline(fact("loss", "0.12"), slot=slot, prompt="story") for slot in ("one", "two")]

    with pytest.raises(KeyboardInterrupt):
        word(model, requests, heard=lambda worded: heard.append(worded.text))

    assert heard == ["The loss was 0.12."]


def test_a_view_must_read_as_one(fact: Make) -> None:
    """A plan that is worded as a result is not taken."""
    facts = (fact("next", "try a lower temperature", FactKind.NOTE),)
    model, _ = door({"next": ["The temperature was lowered.", "A lower temperature might help."]})

    made = word(model, [Request("a/next", "what to do next", facts, "Plain.", view=True)])

    assert made.text("a/next") == "A lower temperature might help."
    assert made.texts[0].verdicts[0].reason == "NOT_A_VIEW"


def test_facts_that_were_offered_support_a_text_that_names_too_few(fact: Make) -> None:
    """Small models cite carelessly; code attaches the citations."""
    facts = (fact("loss", "0.12"), fact("model", "llama3.1:8b", FactKind.MODEL, 2), fact("epochs", "3", line=3))
    model, _ = door({"headline": {"text": "The loss was 0.12 after 3 epochs.", "facts": ["F1"]}})

    made = word(model, [headline(*facts)])

    assert made.texts[0].by_model
    assert set(made.texts[0].facts) == {"loss@1", "model@2", "epochs@3"}


def test_what_was_shown_of_a_run_may_be_said_in_each_text_about_it(fact: Make) -> None:
    """A model sees the facts of all requests at once; those of another run stay the other's."""
    loss, shards = fact("loss", "0.12"), fact("shards", "24", FactKind.SETTING, 2)
    other = fact("shards", "96", FactKind.SETTING, 3, run="b")
    wanted = [headline(shards), headline(loss, slot="a/result"), headline(other, slot="b/headline")]
    model, _ = door({"a/result": "The loss was 0.12 with {{F1_2}} shards.", "b/headline": "Some {{F2_3}} shards."})

    made = word(model, wanted)

    assert made.text("a/result") == "The loss was 0.12 with 24 shards."
    assert made.text("b/headline") == "Some 96 shards."
    model, _ = door({"a/result": "The loss was 0.12 with {{F2_3}} shards."})
    assert word(model, wanted).text("a/result") == "The loss was 0.12."


def test_provenance_says_how_texts_came_to_be(fact: Make) -> None:
    """Model, digest, prompt versions and settings stand beside the texts."""
    model, chat = door({"headline": "The loss was 0.12."})

    made = word(model, [headline(fact("loss", "0.12"))])

    assert (made.provenance.model, made.provenance.digest) == ("llama3.1:8b", "sha256:x")
    assert made.provenance.prompts == (chat.asked[0].version,)
    assert made.provenance.settings["num_ctx"] == 8192


def test_an_idea_that_does_not_hold_is_left_out(fact: Make) -> None:
    """Ideas are checked like all other texts."""
    good = {"title": "On loss", "angle": "How loss went", "audience": "beginners", "takeaways": ["Loss was {{F1}}"]}
    bad = good | {"takeaways": ["Loss was 0.99"]}
    model, _ = door({"ideas": [good | {"facts": ["F1"]}, bad | {"facts": ["F1"]}]})

    made = ideas(model, [fact("loss", "0.12")])

    assert [idea.takeaways for idea in made.ideas] == [("Loss was 0.12",)]
    assert [[fact.id for fact in named] for named in made.named] == [["loss@1"]]


def test_a_recorded_model_that_is_cut_off_is_an_error() -> None:
    """The mock ends replies as Ollama does, so the door treats it alike."""
    model, _ = door({"headline": "x"}, done_reason="length")

    with pytest.raises(ReplyError):
        model.ask(Prompt("entry", "s", "u"), {"type": "object", "properties": {"ideas": {}}})


def test_a_secret_is_not_sent(fact: Make) -> None:
    """Whatever a note holds, a prompt holds no key."""
    key = "sk-proj-" + "a1B2" * 8
    model, chat = door()

    word(model, [headline(fact("note", f"used {key} today", FactKind.NOTE))])

    assert "today" in chat.asked[0].user
    assert key not in chat.asked[0].user


def test_an_idea_that_names_a_fact_nobody_offered_is_left_out(fact: Make) -> None:
    """Its braces would stand in the post."""
    idea = {"title": "On loss", "angle": "How loss went", "audience": "beginners", "takeaways": ["Loss was {{F99}}"]}
    model, _ = door({"ideas": [idea]})

    assert ideas(model, [fact("loss", "0.12")]).ideas == ()


def test_a_clause_that_does_not_hold_is_cut_from_a_bullet(fact: Make) -> None:
    """What is left holds by itself and is what was wanted; nobody is asked again, and the reader can learn of it."""
    model, chat = door({"headline": "The loss was 0.12 after 3 epochs, because the disk was full."})
    facts = (fact("loss", "0.12"), fact("epochs", "3", line=3))

    made = word(model, [headline(*facts)])

    assert made.text("a/headline") == "The loss was 0.12 after 3 epochs."
    assert len(chat.asked) == 1
    assert [(refusal.slot, refusal.cut) for refusal in made.refused] == [("a/headline", True)]
    assert "disk was full" in made.refused[0].told


def test_no_sentence_of_a_document_is_said_again(fact: Make) -> None:
    """Whoever says it for the second time is asked for something else, and else the plain version stands."""
    facts = (fact("loss", "0.12"), fact("epochs", "3", FactKind.SETTING, 2))
    first, second = (
        Request(slot, "how it went", facts, "Plain.", prompt="overview") for slot in ("overview", "summary")
    )
    model, _ = door(
        {"overview": "The loss was {{F1}} in the end.", "summary": ["the loss was {{F1}}, in the end!"] * 2}
    )

    made = word(model, [first, second])

    assert [text.text for text in made.texts] == ["The loss was 0.12 in the end.", "Plain."]
    assert "says again" in made.texts[1].verdicts[0].detail
    model, _ = door({"overview": "The loss was {{F1}} in the end. The loss was {{F1}} in the end."})
    assert word(model, [first]).text("overview") == "Plain."


def test_a_sentence_of_which_no_fact_speaks_is_not_taken(fact: Make) -> None:
    """Filler in the language of reports says something that nobody logged."""
    facts = (fact("loss", "0.12"), fact("epochs", "3", FactKind.SETTING, 2))
    request = Request("summary", "what to remember", facts, "Plain.", prompt="overview")
    model, _ = door({"summary": ["Nothing unusual was seen, and the rest was left as it is.", "The loss was {{F1}}."]})

    made = word(model, [request])

    assert made.text("summary") == "The loss was 0.12."
    assert made.texts[0].verdicts[0].reason == "invented_event"


def test_a_paragraph_is_no_table(fact: Make) -> None:
    """It holds the values that it may, or a few more, and not all that there are."""
    facts = tuple(fact(f"loss{n}", f"0.{n}7", line=n) for n in range(1, 7))
    request = Request("task:a", "how it went", facts, "Plain.", values=2, prompt="story")
    some, every = (", ".join(f"loss{n} was {{{{F{n}}}}}" for n in range(1, most)) for most in (4, 7))
    model, _ = door({"task:a": f"First {some}."})
    assert word(model, [request]).texts[0].by_model

    model, _ = door({"task:a": f"First {every}."})
    assert "6 values where 2" in word(model, [request]).texts[0].verdicts[0].detail


def test_nothing_is_cut_from_a_paragraph(fact: Make) -> None:
    """A paragraph is one piece: it is written again, else its plain version stands."""
    texts = ["The loss was 0.12 after 3 epochs, because the disk was full.", "The loss was 0.12."]
    model, chat = door({"headline": texts})

    made = word(model, [headline(fact("loss", "0.12"), fact("epochs", "3", line=3), prompt="story")])

    assert made.text("a/headline") == "The loss was 0.12."
    assert len(chat.asked) == 2


def test_too_little_is_left_of_a_text_that_says_something_else(fact: Make) -> None:
    """A text whose greater part does not hold is not saved by its first words."""
    model, _ = door(
        {"headline": "The loss was 0.12, because somebody in Berlin had unplugged the wrong machine at night."}
    )

    assert word(model, [headline(fact("loss", "0.12"))]).text("a/headline") == "Plain."


def test_two_rounds_and_no_third(fact: Make) -> None:
    """Each other false answer is asked about, twice at most; all of them are listed, none is published."""
    model, chat = door(
        {"headline": ["Loss fell to 1.87.", "Loss fell to 1.88.", "Loss fell to 1.89.", "Loss was 0.12."]}
    )

    made = word(model, [headline(fact("loss", "0.12"))])

    assert made.text("a/headline") == "Plain."
    assert len(chat.asked) == 3
    assert [refusal.text[-5:-1] for refusal in made.refused] == ["1.87", "1.88", "1.89"]


@pytest.mark.parametrize(
    "text",
    [
        "The loss was \U000e0030 0.12.",
        "The loss was \u061c0.12.",
        "The loss was ٠.١٢.",
        "The loss was 0.12, see www.example.org.",
        'The loss {"id": "F1"} was 0.12.',
        "State only what the facts say. A reader will act on it.",
        "Name the loss exactly as the facts do, and no others.",
    ],
)
def test_what_the_eye_does_not_see_is_not_published(fact: Make, text: str) -> None:
    """Hidden letters, digits of other scripts, addresses, pieces of the prompt."""
    model, _ = door({"headline": text})

    assert word(model, [headline(fact("loss", "0.12"))]).text("a/headline") in ("Plain.", "The loss was 0.12.")


@pytest.mark.parametrize(
    "text",
    [
        "A lower temperature might help. The run completed.",
        "A lower temperature might help because the disk was full.",
        "It finished well, and one could try a lower temperature.",
        "The network was down, which might be looked into.",
        "The samples were deleted by a colleague and should be fetched anew.",
        "The queue was empty so a lower temperature could be tried.",
    ],
)
def test_an_assertion_does_not_hide_in_a_view(fact: Make, text: str) -> None:
    """Beside a plan, what is said to have happened must have happened."""
    facts = (fact("next", "try a lower temperature", FactKind.NOTE),)
    ended = fact("outcome", "failed: out of memory", FactKind.OUTCOME, line=9)
    model, _ = door({"next": text})
    request = Request("a/next", "what to do next", facts, "Plain.", view=True)

    made = word(model, [request], whole=[*facts, ended])

    assert made.text("a/next") in ("Plain.", "A lower temperature might help.")


@pytest.mark.parametrize("part", ["title", "angle", "audience", "takeaways"])
@pytest.mark.parametrize(
    "bad", ["Loss reached 0.99", "See https://example.org", "A <b>bold</b> run", "Loss of {{F99}}"]
)
def test_each_part_of_an_idea_is_checked(fact: Make, part: str, bad: str) -> None:
    """For whom a post would be is published too."""
    idea = {"title": "On loss", "angle": "How loss went", "audience": "beginners", "takeaways": ["Loss was {{F1}}"]}
    model, _ = door({"ideas": [idea | {part: [bad] if part == "takeaways" else bad}]})

    made = ideas(model, [fact("loss", "0.12")])

    assert made.ideas == ()
    assert len(made.refused) == 1


def _results(fact: Make) -> tuple[tuple[Fact, ...], tuple[Fact, ...], dict[str, str]]:
    """Give what a model is shown of two runs, all facts of three, and their names."""
    found = [
        (fact("model", f"m{run}", FactKind.MODEL, 1, run=run), fact("accuracy", value, line=2, run=run))
        for run, value in (("a", "70.1%"), ("b", "74.9%"), ("c", "80.2%"))
    ]
    whole = tuple(each for pair in found for each in pair)
    return whole[:4], whole, {"a": "small", "b": "middle", "c": "large"}


@pytest.mark.parametrize(
    "said",
    [
        "The accuracy of middle was {{F2_2}}, because it saw more.",  # a reason
        "The accuracy rose to {{F2_2}}.",  # a comparison
        "Only middle came to an end.",
        "The accuracy of middle was {{F2_2}}, a success for everybody.",
    ],
)
def test_what_leads_in_a_day_has_no_words_of_its_own(fact: Make, said: str) -> None:
    """It rests on so much that a check of each word by itself would let a lie through."""
    shown, whole, names = _results(fact)
    model, _ = door({"day/line": [said, "The accuracy was {{F1_2}} in small and {{F2_2}} in middle."]})

    made = word(model, [Request("day/line", "the day", shown, "Plain.", prompt="day")], whole=whole, run_names=names)

    assert made.texts[0].verdicts[0].reason == "unlicensed"
    assert made.text("day/line") == "The accuracy was 70.1% in small and 74.9% in middle."


def test_what_is_called_the_most_is_so_among_the_runs_that_were_not_shown(fact: Make) -> None:
    """Two of three runs were shown; the best of these is not the best."""
    shown, whole, names = _results(fact)
    request = Request("overview", "the session", shown, "Plain.", prompt="overview")
    model, _ = door({"overview": "The accuracy was highest in middle, at {{F2_2}}."})

    assert word(model, [request], whole=whole[:4], run_names=names).texts[0].by_model
    assert word(model, [request], whole=whole, run_names=names).text("overview") == "Plain."


def test_a_result_stands_beside_no_other_run_s_model_or_data(fact: Make) -> None:
    """Though both are true, each of its own run."""
    shown, whole, names = _results(fact)
    request = Request("overview", "the session", shown, "Plain.", prompt="overview")
    model, _ = door({"overview": "An accuracy of {{F2_2}} was reached with ma."})

    made = word(model, [request], whole=whole, run_names=names)

    assert made.text("overview") == "Plain."


def test_a_title_only_names(fact: Make) -> None:
    """It begins with a capital letter, has no full stop, and says nothing of how it went."""
    facts = (fact("goal", "label mails by queue", FactKind.NOTE), fact("model", "phi3:mini", FactKind.MODEL, 2))
    request = Request("title", "the title of the report", facts, words=10, names=True, prompt="titles")
    model, _ = door({"title": ["mails labelled with great success", "label mails with {{F2}}."]})

    made = word(model, [request])

    assert made.text("title") == "Label mails with phi3:mini"
    assert made.texts[0].verdicts[0].reason == "asserts"


def test_what_stands_beside_a_narrative_does_not_repeat_it(fact: Make) -> None:
    """They are asked for at the same time, so whoever wrote it cannot know."""
    facts = (fact("loss", "0.12"),)
    overview = Request("overview", "the session", facts, "Plain.", prompt="overview")
    beside = Request("contrast:a", "the comparison", facts, "", prompt="insights")
    model, _ = door({"overview": "The loss was {{F1}} in the end.", "contrast:a": "The loss was {{F1}} in the end."})

    made = word(model, [overview, beside])

    assert made.text("overview")
    assert made.text("contrast:a") == ""
    assert "says again" in made.refused[0].told


@pytest.mark.parametrize(
    "said",
    [
        "The loss of {{F1}} was {{F1}}.",
        "The loss was {{F2}}.",
        "{{F1}} with {{F3}}",
    ],
)
def test_a_value_stands_once_with_a_word_of_what_it_is_and_a_number_where_one_belongs(fact: Make, said: str) -> None:
    """Nonsense is asked for again, whatever its values are."""
    facts = (fact("loss", "0.12"), fact("model", "llama3.1:8b", FactKind.MODEL, 2), fact("epochs", "3", line=3))
    model, _ = door({"headline": [said, "The loss was {{F1}}."]})

    made = word(model, [headline(*facts)])

    assert made.text("a/headline") == "The loss was 0.12."
    assert len(made.refused) == 1


def test_what_names_no_fact_rests_on_those_it_was_offered(fact: Make) -> None:
    """So that it can be verified by more than nothing."""
    facts = (fact("loss", "0.12"), fact("epochs", "3", line=3))
    model, _ = door({"headline": {"text": "The loss was 0.12.", "facts": []}})

    made = word(model, [headline(*facts)])

    assert made.texts[0].rests_on == facts
