"""How text becomes words that can be found: parts of names, letters without accents, alphabets without spaces."""

import re
import unicodedata

TOKENIZER = "unicode61 remove_diacritics 2"
"""A word is a run of letters and digits: `llama3.1:8b` is llama3, 1 and 8b, side by side."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: written without spaces, so that each sign is a word."""
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]*)\)")
_PATH = re.compile(r"/|\.(?:log|md|py|jsonl?|txt|ya?ml|toml|csv|pt|ckpt|safetensors|gguf)$")
_LETTER_LAST = re.compile(r"\w*\w\w[^\W\d_]\Z")


def clean(text: str) -> str:
    """Return a text that can be kept anywhere: bytes that were no letters become stand-ins."""
    return text if text.isascii() and "\0" not in text else _cleaned(text)


def _cleaned(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def findable(text: str) -> str:
    """Return a text as the tokenizer is to see it."""
    if text.isascii():
        return text
    return _UNSPACED.sub(lambda sign: f" {sign.group()} ", unicodedata.normalize("NFKC", text))


def without_targets(text: str) -> tuple[str, str]:
    """Part a line of Markdown into what is read and where its links lead."""
    if "](" not in text:
        return text, ""
    return _LINK.sub(lambda link: link[1], text), " ".join(link[2] for link in _LINK.finditer(text))


def match(words: str, *, exact: bool) -> str:
    """Return what FTS5 is asked for words; a path is also looked for where links lead."""
    phrase = f'"{findable(words)}"' + (" *" if not exact and _LETTER_LAST.search(findable(words)) else "")
    return phrase if _PATH.search(words) else f"read : {phrase}"
