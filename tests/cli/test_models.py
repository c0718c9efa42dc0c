"""`mlws models`, `mlws doctor` and `mlws prompts`, as a person types them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.writing.pulling import bar

Mlws = Callable[..., Any]


@pytest.fixture
def stocked(ollama_server: Any, ollama_model: Any) -> Any:
    """Return a server with models of all kinds."""
    ollama_server.script.models = [
        ollama_model("small:1b", size=1_000_000_000),
        ollama_model("llama3.1:8b", size=4_900_000),
        ollama_model("nomic-embed-text:latest", size=270_000_000),
        ollama_model("vast:900b", size=10**15),
        ollama_model("kimi:cloud", size=0),
    ]
    ollama_server.script.show = {"capabilities": ["completion"], "model_info": {"llama.context_length": 131072}}
    return ollama_server


def test_the_models_are_listed_with_what_fits(mlws: Mlws, stocked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the one that auto asks is marked."""
    monkeypatch.setenv("MLWS_MODEL", "small:1b")
    monkeypatch.setenv("OLLAMA_HOST", stocked.url)

    answer = mlws("models")

    assert re.search(r"^\* small:1b +1\.0 GB +8\.0B +131,072 tokens  what auto asks$", answer.out, re.MULTILINE)
    assert re.search(r"vast:900b .*too large for this machine's memory", answer.out)
    assert re.search(r"nomic-embed-text:latest .*embeddings only", answer.out)
    assert re.search(r"kimi:cloud .*another company's machine", answer.out)


def test_auto_asks_the_one_that_did_best_in_the_evals_here(
    mlws: Mlws, folder: Path, log: Path, stocked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size decides only between those that were not graded."""
    monkeypatch.setenv("OLLAMA_HOST", stocked.url)
    assert "* small:1b" in mlws("models").out

    mlws("summarize", "2024-10-19", "--model", "none")
    stocked.answers({"texts": []})
    mlws("eval", "entry-agent", "--model", "small:1b")
    assert "in the evals here" not in mlws("models").out  # one case is no grade
    grade = {"llama3.1:8b": {"mean": 0.93}, "small:1b": {"mean": 0.42}}
    (folder / ".mlws" / "evals.json").write_text(json.dumps(grade), encoding="utf-8")

    answer = mlws("models")
    assert re.search(r"^\* llama3\.1:8b .*what auto asks; 93% in the evals here, the best$", answer.out, re.MULTILINE)
    assert json.loads(mlws("models", "--json").out)["models"][1]["chosen"]


def pulled(*told: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
    """Make the answer to a pull."""
    return 200, b"".join(json.dumps(one).encode() + b"\n" for one in told), {}


def test_a_model_is_fetched(mlws: Mlws, ollama_server: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The server does it, and says when it has all of it."""
    monkeypatch.setenv("OLLAMA_HOST", ollama_server.url)
    layer = {"status": "pulling 3f2a", "total": 2_000_000_000, "completed": 900_000_000}
    ollama_server.script.pages["/api/pull"] = pulled({"status": "pulling manifest"}, layer, {"status": "success"})

    answer = mlws("models", "pull", "llama3.2:3b")

    assert (answer.code, answer.out) == (0, "llama3.2:3b is installed\n")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (({"error": "pull model manifest: file does not exist"},), "file does not exist"),
        (({"status": "pulling manifest"}, {"error": "no space left on device"}), "no space left"),
        (({"status": "pulling manifest"},), "before it had all of it"),
        (({"status": "pulling\x1b[2J manifest"}, {"error": "bad\x1b[2J"}), "bad"),
        (([],), "not Ollama"),
    ],
)
def test_a_fetch_that_fails_says_why(
    mlws: Mlws, ollama_server: Any, monkeypatch: pytest.MonkeyPatch, folder: Path, told: Any, says: str
) -> None:
    """Exit 4, as for each model that cannot be had."""
    monkeypatch.setenv("OLLAMA_HOST", ollama_server.url)
    ollama_server.script.pages["/api/pull"] = pulled(*told)

    answer = mlws("models", "pull", "llama9")

    assert answer.code == 4
    assert says in answer.err
    assert "  fix: " in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize("words", [("pull",), ("push", "x"), ("pull", "a", "b")])
def test_models_takes_pull_and_a_name(mlws: Mlws, words: tuple[str, ...]) -> None:
    """And nothing else."""
    assert mlws("models", *words).code == 2


def test_a_bar_shows_how_far_it_is() -> None:
    """In parts of the whole, never beyond it."""
    assert bar("pulling 3f2a: x", 1_000_000_000, 2_000_000_000) == f"pulling 3f2a {'█' * 12}{'·' * 12}  50% of 2.0 GB"
    assert "100%" in bar("p", 3, 2)
    assert bar("verifying", 0, 0) == "verifying"


def test_doctor_says_how_things_stand(
    mlws: Mlws, log: Path, stocked: Any, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """A line a check, and the way out of what does not stand well."""
    monkeypatch.setenv("OLLAMA_HOST", stocked.url)
    stocked.script.pages["/api/version"] = (200, b'{"version": "0.11.4"}', {})
    (folder / ".ACTIVITY.md.swp").touch()

    answer = mlws("doctor")

    assert answer.code == 0
    assert re.search(r"^ok +logs +1 found$", answer.out, re.MULTILINE)
    assert re.search(r"^warn +server +Ollama 0\.11\.4 at .+\n +fix: update Ollama", answer.out, re.MULTILINE)
    assert re.search(r"^ok +model +small:1b, of 5 installed$", answer.out, re.MULTILINE)
    assert re.search(r"^ok +context +at most 8,192 tokens a question of the model's 131,072$", answer.out, re.MULTILINE)
    assert re.search(r"^warn +editors .*\.ACTIVITY\.md\.swp\n +fix: save and close", answer.out, re.MULTILINE)
    states = {check["name"]: check["state"] for check in json.loads(mlws("doctor", "--json").out)["checks"]}
    assert states == {
        "workspace": "ok", "disk": "ok", "logs": "ok", "activity": "ok", "git": "ok", "zone": "ok",
        "editors": "warn", "server": "warn", "model": "ok", "context": "ok",
    }  # fmt: skip


def test_doctor_without_a_server_or_logs_names_the_way_out(mlws: Mlws) -> None:
    """Nothing is broken by that: warnings, exit 0."""
    answer = mlws("doctor")

    assert answer.code == 0
    assert re.search(r"^warn +server .*refused.*\n +fix: start it with `ollama serve`", answer.out, re.MULTILINE)
    assert re.search(r"^warn +logs .*\n +fix: set `logs`", answer.out, re.MULTILINE)
    assert re.search(r"^warn +model +unknown; everything works without one", answer.out, re.MULTILINE)


def test_prompts_are_listed_and_shown(mlws: Mlws, folder: Path) -> None:
    """Each with the version of its text and whose it is."""
    assert re.search(r"^bullets/system +[0-9a-f]{12}  ours$", mlws("prompts").out, re.MULTILINE)
    assert mlws("prompts", "show", "bullets/user").out.startswith("Facts\n")
    assert "- State only what the facts say." in mlws("prompts", "show", "bullets").out
    assert "macro facts()" in mlws("prompts", "show", "shared/rules").out
    assert mlws("prompts", "diff").out == ""
    assert mlws("prompts", "show").code == mlws("prompts", "show", "nope").code == mlws("prompts", "burn").code == 2


def test_a_prompt_of_ones_own_is_made_by_editing_ours(
    mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies in the workspace, is shown as a difference, and is what is sent from then on."""
    monkeypatch.setenv("EDITOR", "sed -i s/You.word/Dryly.word/")

    edited = mlws("prompts", "edit", "bullets")

    assert (folder / ".mlws" / "prompts" / "bullets" / "system.md.j2").is_file()
    assert "yours is used" in edited.out
    assert re.search(r"^\+Dryly.word", mlws("prompts", "diff").out, re.MULTILINE)
    assert re.search(r"^bullets/system .*yours", mlws("prompts", "list").out, re.MULTILINE)
    assert "Dryly.word lines" in mlws("prompts", "show", "bullets").out


def test_a_prompt_that_was_not_changed_is_not_kept(mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that ours stay in force when they get better."""
    monkeypatch.setenv("EDITOR", "true")

    assert "none of your own" in mlws("prompts", "edit", "story/user").out
    assert not list((folder / ".mlws" / "prompts").rglob("*.j2"))


def test_a_prompt_that_cannot_be_rendered_is_told_at_once(
    mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only when a model would be asked."""
    monkeypatch.setenv("EDITOR", "sed -i s/include/nope/")

    answer = mlws("prompts", "edit", "ideas/user")

    assert answer.code == 3
    assert "unknown tag 'nope'" in answer.err
    assert "cannot be used: Encountered unknown tag 'nope'" in mlws("prompts").out


def test_what_prompts_share_may_be_ones_own(mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is used by each that takes it, and one that cannot be used says so."""
    before = mlws("prompts", "list", "titles/system").out
    monkeypatch.setenv("EDITOR", "sed -i s/is.data/is.mere.data/")

    assert "yours is used" in mlws("prompts", "edit", "shared/rules").out
    assert "is.mere.data" in mlws("prompts", "show", "titles").out
    assert mlws("prompts", "list", "titles/system").out != before

    monkeypatch.setenv("EDITOR", "sed -i s/macro.data/macro.nope/")
    assert mlws("prompts", "edit", "shared/rules").code == 3
