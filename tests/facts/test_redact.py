# ruff: noqa: E501 - patterns and examples read better whole
"""Secrets never stand in what was redacted; private things do not stand in what is shared. Everything here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.private import private, without_private
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
SECRETS += [
    ("Authorization: Basic bm90OnJlYWxwYXNz=", "bm90OnJlYWxwYXNz"),
    (f"ML_STORAGE_KEY={FILL}==", FILL),
    ("auth is on, admin token zz_root_n0tR34lT0k3nAtAll", "n0tR34lT0k3nAtAll"),
    ("joined with cluster key `K7-n0tR34lT0k3nAtAll`", "n0tR34lT0k3nAtAll"),
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
    "sort key createdAt20241019T143000 and state key layers0attention12weight",
    "object key runs20241019T1430checkpoint, the token budget is 8192",
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


PREFIXES = [
    "hvs.", "sntrys_", "dckr_pat_", "glsa_", "lin_api_", "rubygems_", "sgp_", "shpat_", "PMAK-", "NRAK-", "dapi", "dop_v1_", "sbp_", "figd_",
    "pscale_tkn_", "xkeysib-", "phc_", "pcsk_", "tgp_v1_", "fw_", "AGE-SECRET-KEY-1", "LTAI", "ATBB", "pul-", "AKCp", "sk_live_", "rk_test_", "xapp-1-",
]  # fmt: skip
IN_NAME = [
    "{}_API_KEY={}",
    "{}_TOKEN: {}",
    '"{}Secret": "{}"',
    "{}.password={}",
    "--{}-token {}",
    "export {}_PASSWORD='{}'",
    "{}_pwd => {}",
]


@pytest.mark.parametrize("prefix", PREFIXES)
@given(st.integers(0, 2**300))
def test_what_services_issue_is_hidden(prefix: str, number: int) -> None:
    """By its form alone, whatever stands around it; upper case where the service has upper case."""
    body = "7" + f"{number:x}".rjust(70, "0")[:69]
    token = {"PMAK-": f"PMAK-{body[:24]}-{body[:34]}", "shpat_": f"shpat_{body[:32]}", "dapi": f"dapi{body[:32]}"}.get(
        prefix, prefix + body
    )
    token = {"sbp_": f"sbp_{body[:40]}", "pul-": f"pul-{body[:40]}", "xkeysib-": f"xkeysib-{body[:64]}-ab"}.get(
        prefix, token
    )
    token = token.upper() if prefix in ("NRAK-", "AGE-SECRET-KEY-1") else token

    assert token not in redact(f"started with {token} on 8 GPUs")


@pytest.mark.parametrize("form", IN_NAME)
@given(
    name=st.sampled_from(["WANDB", "MY_DB", "HUB2", "SVC"]),
    value=st.from_regex(r"[a-z]{4,9}-[A-Z]{3,6}[0-9]{3,6}", fullmatch=True),
)
def test_what_is_named_a_secret_is_hidden(form: str, name: str, value: str) -> None:
    """In any spelling of the name: environment, JSON, YAML, flags."""
    assert value not in redact(form.format(name, value))


STAYS = [
    "commit 0badc0de0badf00d0badc0de0badf00d0badc0de (HEAD -> main)",
    "sha256:0badc0de0badf00d0badc0de0badf00d0badc0de0badf00d0badc0de0badf00d",
    "run id 056953fe-e5cc-407f-9a0d-0729f4b732be, wandb run 3k2j9x1q",
    "model: meta-llama/Llama-3.1-8B, llama3.1:8b-instruct-q4_K_M, qwen2.5-coder:32b",
    "saved results/20241019-sentiment-analysis/checkpoint-12000/model-00001-of-00004.safetensors",
    "dataset glue/sst2@v1.0.0, imdb-50k, wikitext-103-raw-v1, data/train_2024_shard_000123.parquet",
    "torch==2.4.1+cu121 nvidia-curand-cu12==10.3.2.106 cudnn 8.9.2.26 NCCL version 2.18.3.1",
    "step 12000/50000 loss=0.4523 lr=3.0e-05 acc@1: 76.13 recall@10: 0.91 eta 01:12:33",
    "total params: 124,439,808, tokens: 9,000,000,000, max_tokens: 100, eos_token=<|endoftext|>",
    "sort_key=timestamp cache_key=resnet50_imagenet_v2 primary_key=run_00012abc",
    "2024-10-19 14:30:00.123456 elapsed 123-456 items 1729339800123",
    "missing keys: encoder.layer.11.attention.self.query.weight",
    "sk-learn-style estimator, risk-adjusted-return-of-2024-portfolio",
    "tokenizer=AutoTokenizer(use_fast=True) num_tokens=81920 token_type=bpe key=value",
    "author-disambiguation task, user prompt: write a poem, reviewed by two annotators",
    "host memory: 64 GB, server main.py ready, running on cuda:0, machine x86_64, node rank 3",
    "loaded from Hugging Face Hub, trained by Data Parallel, from Layer Norm to Flash Attention",
    "https://huggingface.co/datasets/imdb and https://github.com/a-b/c at http://127.0.0.1:11434",
    "0badc0de fix the loss (Layer Norm) and 1badc0d - Flash Attention, 2 kernels",
    "user: Summarize this text, please. assistant: Paris is the capital.",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_a_reader_needs_stays(text: str) -> None:
    """Metrics, hashes, commits, run ids, model tags, files, versions and numbers are neither secret nor private."""
    assert redact(text) == text
    assert private(text) == text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120))
def test_no_text_is_too_odd_to_be_shared(text: str) -> None:
    """Whatever the text: stand-ins are made once, and what was made private once stays as it is."""
    once = private(text)

    assert private(once).count("«redacted»") >= once.count("«redacted»")


PRIVATE = [
    ("wrote /home/m.rossi/runs/a.pt", "m.rossi"), ("C:\\Users\\Ana Souza\\src\\x", "Ana Souza"), ("cwd /Users/tomw/x", "tomw"),
    ("out /scratch/kvogel7/exp/a.pt", "kvogel7"), ("\\\\filer07\\share\\data", "filer07"), ("ssh bob@login3.hpc.uni-x.de", "login3.hpc"),
    ("host=tromp.ai.uni-x.nl", "tromp"), ("SLURM_NODELIST=gpu[01-04]", "gpu[01"), ("from 192.168.4.17", "192.168.4.17"),
    ("2001:db8:4c:12::9a up", "2001:db8"), ("mac aa:1f:3c:90:7e:05", "7e:05"), ("mail a.b@corp-x.io", "a.b@"),
    ("call +49 170 1234567", "1234567"), ("phone: (555) 010-9999", "010-9999"), ("My mobile: 06-5550 1187", "5550"), ("tel 020 7946 0123", "7946"),
    ("ticket opened by Tomasz Brzeziński (ops)", "Brzeziński"), ("git clone https://ci:x@git.corp-x.io/a.git", "git.corp-x"), ("reviewed by Priya Natarajan", "Priya"), ("annotator: Lars Holm", "Holm"), ('from="Yusuf Demirel" <y@kanal-x.de>', "Yusuf"), ("user=jdoe", "jdoe"),
    ('patient "Brzeziński, Tomasz" left out', "Tomasz"), ("0badc0d widen the window (Priya Natarajan)", "Natarajan"), ("0badc0d - Lars Holm, 2 days ago : fix", "Holm"),
    ("tcp://head-node:6379", "head-node"), ("[gpu-a17:2231] *** Process received signal", "gpu-a17"), ("nodes vx01.hpc.x.de .. vx06.hpc.x.de", "vx06"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "thing"), PRIVATE)
def test_what_is_private_is_not_shared(text: str, thing: str) -> None:
    """Each by what introduces it."""
    assert thing not in private(text)
    assert "[" in private(text) or "~" in private(text)


def test_private_things_become_stable_stand_ins() -> None:
    """The same person, host or address is the same stand-in each time; loopback addresses tell nothing."""
    shared = private(
        "user=mira on host gpu-node-17.internal.lab wrote /home/mira/runs/a.pt; mail mira@example.org, "
        "10.1.2.3 to 10.1.2.3 and 127.0.0.1, call +49 170 1234567"
    )

    for thing in ("mira", "gpu-node-17", "10.1.2.3", "example.org", "1234567"):
        assert thing not in shared
    assert shared.count("[ip-1]") == 2
    assert "~/runs/a.pt" in shared
    assert "127.0.0.1" in shared


def test_who_was_introduced_on_one_line_is_hidden_on_all() -> None:
    """With the same stand-in in all facts of all logs that are shared together."""
    one = read_bytes(b"user=mira_o host=node-a7\nModel: llama3.1:8b\nAccuracy: 0.9\n", name="a.log")
    two = read_bytes(b"Model: llama3.1:8b\nWarning: mira_o stopped node-a7\nAccuracy: 0.8\n", name="b.log")

    shared = repr(without_private([one, two]))

    assert "mira_o" not in shared
    assert "node-a7" not in shared
    assert "llama3.1:8b" in shared
    assert "[person-2]" not in shared
