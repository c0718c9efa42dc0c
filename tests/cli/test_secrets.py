"""Secrets planted in every input come out nowhere: no file, no terminal, no model sees them. All are made up."""

import json
import random
import string
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.ollama import OllamaServer

Mlws = Callable[..., Any]
_RANDOM = random.Random(4)


def made_up(length: int = 36, letters: str = string.ascii_letters + string.digits) -> str:
    """Make something that nobody issued."""
    return "n0" + "".join(_RANDOM.choice(letters) for _ in range(length - 2))


HEX = string.hexdigits.lower()[:16]
PEM = [made_up(64) for _ in range(3)]
IN_LOG = {
    "hub": (f"Logging in with token hf_{(hub := made_up(34))}", hub),
    "model service": (f"client ready: sk-proj-{(service := made_up(48))}", service),
    "environment": (f"export WANDB_API_KEY={(env := made_up(40, HEX))}", env),
    "plain password": ("DB_PASSWORD=tulip-garden-42", "tulip-garden-42"),
    "json": (f'{{"event": "start", "client_secret": "{(client := made_up(30))}", "epochs": 3}}', client),
    "yaml": (f"  secretKey: {(yaml := made_up(28))}", yaml),
    "logfmt": (f'level=info msg="hub" hub_token={(logfmt := made_up(28))}', logfmt),
    "url": ("artifacts at https://ci:pa55-of-ci@store.example.org/runs", "pa55-of-ci"),
    "database": ("Using database postgresql://ml:s3cr3t-of-ml@db:5432/runs", "s3cr3t-of-ml"),
    "connection": (f"AccountName=ml;AccountKey={(account := made_up(60))}==;EndpointSuffix=core", account),
    "header": (f"Authorization: Bearer {(bearer := made_up(40))}", bearer),
    "cookie": (f"GET /api -H 'Cookie: session={(cookie := made_up(24))}' -> 200", cookie),
    "own header": (f"X-Api-Key: {(own := made_up(24))}", own),
    "web token": (f"claims eyJhbGciOiJub25lIn0.{(jwt := 'eyJ' + made_up(40))}.{made_up(20)}", jwt),
    "flag": (f"$ python train.py --api-key {(flag := made_up(20))} --epochs 3", flag),
    "short flag": ("$ mysql -u ml -ph0rse-staple runs", "h0rse-staple"),
    "webhook": (f"notify https://hooks.slack.com/services/T00/B00/{(hook := made_up(24))}", hook),
    "signed": (f"wrote https://x.blob.example.org/c?sv=2020&sig={(sas := made_up(40))}", sas),
}
AGAIN = f"retrying the upload as {bearer} of {env}"
COMMIT, NOTE, NAME = f"ghp_{made_up(36)}", f"glpat-{made_up(20)}", f"hf_{made_up(34)}"
RAW = [raw for _, raw in IN_LOG.values()] + PEM + [COMMIT, NOTE, NAME]
PLAIN = """\
2024-10-19 14:30:00 - INFO - Experiment: sentiment
2024-10-19 14:30:00 - INFO - Model: llama3.1:8b
2024-10-19 14:30:01 - INFO - Goal: {again}
{secrets}
-----BEGIN RSA PRIVATE KEY-----
{key}
-----END RSA PRIVATE KEY-----
2024-10-19 14:33:00 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:33:01 - WARNING - {again}
2024-10-19 14:33:02 - ERROR - RuntimeError: upload refused for {again}
"""


def parrot(body: Mapping[str, Any]) -> str:
    """Answer in the form that was asked for, with what was sent and with every secret."""
    form = body["format"]["properties"]
    if "texts" not in form:
        return json.dumps({"ideas": []})
    slots = form["texts"]["items"]["properties"]["slot"]["enum"]
    heard = " ".join(
        [
            *(line for line, _ in IN_LOG.values()),
            AGAIN,
            *PEM,
            COMMIT,
            NOTE,
            NAME,
            body["messages"][-1]["content"][-300:],
        ]
    )
    return json.dumps({"texts": [{"slot": slot, "text": f"It was {heard}", "facts": []} for slot in slots]})


@pytest.fixture
def server() -> Iterator[OllamaServer]:
    """Run an Ollama that repeats what it read, and all secrets besides."""
    server = OllamaServer()
    server.answers(parrot)
    yield server
    server.stop()


@pytest.fixture
def planted(folder: Path) -> Path:
    """Plant secrets in a log, in a second one whose name is one, and in a commit; return the first log."""
    logs = folder / "logs" / "experiments"
    logs.mkdir(parents=True)
    text = PLAIN.format(again=AGAIN, secrets="\n".join(line for line, _ in IN_LOG.values()), key="\n".join(PEM))
    log = logs / "20241019-143000-sentiment.log"
    log.write_text(text, encoding="utf-8")
    (logs / f"20241019-150000-{NAME}.log").write_text(
        "2024-10-19 15:00:00 - INFO - Accuracy: 88.1%\n", encoding="utf-8"
    )
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(folder)]
    when = {
        "GIT_COMMITTER_DATE": "2024-10-19T15:00:00Z",
        "GIT_AUTHOR_DATE": "2024-10-19T15:00:00Z",
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run([*git, "init", "-q"], check=True)
    (folder / "a.py").write_text("pass\n", encoding="utf-8")
    subprocess.run([*git, "add", "a.py"], check=True)
    subprocess.run([*git, "commit", "-qm", f"Log in with {COMMIT} as {bearer}"], check=True, env=when)
    return log


def test_no_secret_comes_out_anywhere(mlws: Mlws, folder: Path, planted: Path, server: OllamaServer) -> None:
    """Whatever is run, no file that we write, nothing that we print and no request holds a raw secret."""
    claims = folder.parent / "claims.jsonl"
    claims.write_text(json.dumps({"id": 1, "text": f"The token was {NOTE}, and {bearer}.", "lines": [2]}) + "\n")
    model = ("--model", "llama3.1:8b", "--base-url", server.url)
    day, log = "2024-10-19", str(planted)
    second = next(str(path) for path in planted.parent.iterdir() if NAME in path.name)
    said = [
        mlws("log", "Learning", f"the token {NOTE} works", "--day", day),
        mlws("summarize", *model),
        mlws("summarize", "--model", "none", "--refresh", "--json"),
        mlws("draft-session", day, *model),
        mlws("draft-session", day, "--model", "none", "-o", "-"),
        mlws("new-session", "bare", "--day", day),
        mlws("blog-ideas", day, *model),
        *(mlws(command, log, second, *more) for command in ("facts", "digest") for more in ((), ("--json",))),
        mlws("facts", log, second, "--public", "--json"),
        mlws("verify", "--log", log, "--claims", str(claims)),
        mlws("verify", "--log", log, "--claims", str(claims), "--json"),
        mlws("facts", f"{log}-{NAME}"),
        mlws("summarize", f"{log}-{NAME}", "-v"),
        mlws("draft-session", day, "--type", f"ghp_{made_up(36)}"),
    ]

    shown = "\n".join(answer.out + answer.err for answer in said)
    assert "87.3%" in shown
    assert "«redacted»" in shown
    assert server.asked
    assert_none(shown, "the terminal")
    assert_none(json.dumps(server.asked, ensure_ascii=False), "a request")
    kept = [
        path
        for path in folder.rglob("*")
        if path.is_file() and not {".git", "logs"} & set(path.relative_to(folder).parts)
    ]
    assert {"ACTIVITY.md", "ledger", "facts", "sessions", "cache"} <= {part for path in kept for part in path.parts}
    for path in kept:
        assert_none(path.read_text(encoding="utf-8", errors="replace"), str(path.relative_to(folder)))
        assert_none(path.name, "a file's name")


def test_a_secret_of_one_log_is_hidden_in_the_commits_and_notes_of_others(
    mlws: Mlws, folder: Path, planted: Path
) -> None:
    """Even where nothing but its value tells that it is one, and though the log was read by an earlier command."""
    mlws("summarize", "--model", "none")
    (folder / "ACTIVITY.md").unlink()
    answer = mlws("summarize", "--model", "none", "--refresh")

    assert answer.code == 0
    assert bearer not in (folder / "ACTIVITY.md").read_text(encoding="utf-8")


def assert_none(text: str, where: str) -> None:
    """Fail where a secret stands in a text, and say which."""
    found = [raw for raw in RAW if raw in text]
    assert found == [], f"{where}: …{text[max(0, text.find(found[0]) - 80) : text.find(found[0]) + 60]}…"
