# ruff: noqa: E501 - patterns and examples read better whole
"""Secrets never stand in what was redacted; private things do not stand in what is shared. Everything here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.redact import HIDDEN, redact
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

FILL = "NotReal0NotReal1NotReal2NotReal3NotReal4"
HEX = "0badc0de0badf00d0badc0de0badf00d0badc0de"
SECRETS = [
    (f"Logging in with token hf_{FILL[:34]}", "hf_" + FILL[:34]),
    (f"OPENAI_API_KEY=sk-proj-{FILL}", "sk-proj-" + FILL),
    (f"anthropic: sk-ant-api03-{FILL}", FILL),
    (f"git clone https://x:ghp_{FILL[:36]}@example.org/a.git", "ghp_" + FILL[:36]),
    (f"github_pat_{FILL} was used", FILL),
    (f"glpat-{FILL[:20]}", FILL[:20]),
    ("aws_access_key_id = AKIANOTREALNOTREAL0", "AKIANOTREALNOTREAL0"),
    (f"aws_secret_access_key: {FILL}", FILL),
    (f"slack xoxb-1234567890-{FILL[:24]}", FILL[:24]),
    (f"key AIza{FILL[:35]}", FILL[:35]),
    (f"Authorization: Bearer {FILL}", FILL),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nbm90cmVhbA==\n-----END OPENSSH PRIVATE KEY-----", "bm90cmVhbA=="),
    ("jwt eyJhbGciOiJub25lIn0.eyJzdWIiOiJub3RyZWFsIn0.c2lnbmF0dXJl", "eyJzdWIiOiJub3RyZWFsIn0"),
    ("postgresql://ml:n0t-real-pw@db:5432/runs", "n0t-real-pw"),
    ("mysql -u root -pn0tRealPw runs", "n0tRealPw"),
    ("--api-key n0tRealKeyValue --epochs 3", "n0tRealKeyValue"),
    ("DB_PASSWORD='n0t real' and more", "n0t"),
    (f"wandb: logged in, api key {HEX}", HEX),
    (f"https://x.blob.example.org/c?sv=2020&sig={FILL}", FILL),
    (f"AccountKey={FILL}==;EndpointSuffix=core", FILL),
    (f"npm_{FILL[:36]}", FILL[:36]),
    (f"SG.{FILL[:22]}.{FILL[:30]}", FILL[:30]),
    (f"r8_{FILL[:37]}", FILL[:37]),
    (f"nvapi-{FILL}", FILL),
    (f'{{"client_secret": "{FILL}"}}', FILL),
]
HARMLESS = [
    "eos_token_id=2, pad_token_id=None",
    "tokens per second: 1234.5, total tokens=81920",
    "tokenizer=AutoTokenizer, use_fast_tokenizer=True",
    "commit 0badc0de0badf00d0badc0de0badf00d0badc0de",
    "run id 056953fe-e5cc-407f-9a0d-0729f4b732be",
    "token=None, hub_token=<HUB_TOKEN>, push_to_hub_token=<PUSH_TO_HUB_TOKEN>",
    "Please set a HF_TOKEN to enable higher rate limits",
    "key: value, keys: 12, monkey=1",
    "max_tokens: 100",
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_hidden(text: str, secret: str) -> None:
    """What comes before and after a secret stays, the secret does not."""
    assert secret not in redact(text)
    assert HIDDEN in redact(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays(text: str) -> None:
    """Tokens of a language model, commits and run ids are facts."""
    assert redact(text) == text


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_no_secret_stands_in_anything_that_is_read(text: str, secret: str) -> None:
    """Neither facts nor digest nor what was not understood hold a secret of the log."""
    reading = read_bytes(f"Model: llama3.1:8b\n{text}\nAccuracy: 0.9\n".encode(), name="a.log")

    assert secret not in repr(reading)
    assert secret not in repr(digest([reading]))


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    """What was redacted once holds nothing left to hide."""
    once = redact(text)

    assert redact(once) == once
