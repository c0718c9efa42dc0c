"""The names in a sentence: each must stand in the evidence, and be the one that the evidence is about."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.host_lists import listed_in_full
from mlws_writer.checking.reading.language import STOP, stem
from mlws_writer.checking.reading.tokens import PLACES, folded, parts_of
from mlws_writer.checking.reading.trade import LANGUAGES, said_in_full
from mlws_writer.checking.reading.words import words_by_stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dates_and_clocks import MONTHS, WEEKDAYS
from mlws_writer.facts.quantities import identifiers

_GOOD = Verdict(True)
_LEXICON = frozenset(
    [
        "gpu",
        "utc",
        "ms",
        "mr",
        "mrs",
        "gmt",
        "cet",
        "cest",
        "cpu",
        "ram",
        "vram",
        "api",
        "json",
        "yaml",
        "csv",
        "http",
        "pytorch",
        "url",
        "oom",
        "nan",
        "llm",
        "ml",
        "ai",
        "nlp",
        "i",
        "f1",
        "wer",
        "cer",
        "fid",
        "auc",
        "auroc",
        "bleu",
        "rouge",
        "ppl",
        "mae",
        "rmse",
        *WEEKDAYS,
        *MONTHS,
        "markdown",
        "dataset",
        "us",
        "usd",
        "eur",
        "kb",
        "mb",
        "gb",
        "tb",
        "kib",
        "mib",
        "gib",
        "tib",
        "celsius",
    ]
)
_COMPOUND = re.compile(r"(?<![\w./-])[a-z]+(?:-[a-z0-9]+)+(?![\w/-])")
"""A name of several parts: bert-base-ner, deepseek-coder."""
_CAPITAL = re.compile(r"[A-Z](?<![.!?:] .)(?<!^.)(?<![\w-].)[A-Za-z]*[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\b")


def names_known(sentence: str, evidence: Evidence) -> Verdict:
    """Each name written like code, and each capitalised word inside the sentence, stands in the evidence."""
    for name, start, end in identifiers(sentence):
        if not _PLACED.fullmatch(name) and not _known(name, evidence) and not _said_apart(name, sentence, evidence):
            reason = "invented_path" if re.search(r"[/\\]|\.\w{1,5}$", name) else "wrong_entity"
            return Verdict(False, reason, f"no fact names {sentence[start:end]}")
    for name in _COMPOUND.findall(sentence) if "-" in sentence else ():
        if not evidence.ground.written.joins(folded(name)) and _is_a_name(name.split("-"), evidence):
            return Verdict(False, "wrong_entity", f"no fact names {name}")
    for match in () if _is_title(sentence) else _CAPITAL.finditer(sentence):
        if (
            match.group().lower() not in _LEXICON
            and not _known(match.group(), evidence)
            and not _short(match, evidence)
            and match.group().lower() not in evidence.ground.written.cut_short(sentence)
        ):
            return Verdict(False, "wrong_entity", f"no fact names {match.group()}")
    return _GOOD


def _is_a_name(parts: list[str], evidence: Evidence) -> bool:
    """Tell whether a compound of words that are not all plain is a name: one of three parts, or like a name that is known."""
    if all(_is_plain(part, evidence) for part in parts):
        return False
    return len(parts) > _PAIR or any(part in evidence.ground.parts_of_names for part in parts)


_PAIR = 2


def _is_plain(part: str, evidence: Evidence) -> bool:
    """Tell whether a part of a compound is a word of reports, or one that is said: in fine-tuned, not in deepseek-coder."""
    root = stem(part)
    if part in STOP or part.isdigit() or root in evidence.words:
        return True
    return any(
        part.startswith(word[: max(len(word) - _ENDING, _ROOT)]) and len(part) - len(word) <= _ENDING
        for word in words_by_stem().get(root, ())
    )


_ENDING, _ROOT = 3, 4
"""How many letters an ending may have, and at least the root of two forms of one word."""


def _said_apart(name: str, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a log has a short name within a longer one, or a code for it: 3D in 3d_fullres, bf16 for bfloat16."""
    low = name.lower()
    within = re.search(rf"(?<![a-z0-9]){re.escape(low)}(?![a-z0-9])", evidence.said.lower()) is not None
    short = re.sub(r"float(?=\d)", "f" if low[0] == "b" else "fp", low)
    ahead = re.search(rf"\b([A-Za-z]{{2,}}) {re.escape(name)}\b", sentence)
    cut = (f"{ahead[1][:size]}{name}".lower() for size in range(2, len(ahead[1]))) if ahead else ()
    return (
        within
        or any(re.search(rf"(?<![a-z0-9]){re.escape(part)}(?![a-z0-9])", evidence.said.lower()) for part in cut)
        or (short != low and evidence.ground.written.has_whole(short))
        or low in said_in_full(sentence, evidence.ground.codes)
    )


def _short(match: re.Match[str], evidence: Evidence) -> bool:
    """Tell whether a name of two words is one that the evidence cuts short: rpi5 for Raspberry Pi 5."""
    following = re.match(r" ([A-Z][a-z]+)", match.string[match.end() :])
    if following is None:
        before = re.search(r"\b([A-Z])[a-z]+ $", match.string[: match.start()])
        return before is not None and _as_letters(before[1] + match.group()[0], evidence)
    name = (match.group()[0] + following[1]).lower()
    called = re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", evidence.said.lower())
    return called is not None or _as_letters(match.group()[0] + following[1][0], evidence)


def _as_letters(letters: str, evidence: Evidence) -> bool:
    """Tell whether the evidence calls a name of two words by its letters, be it within another: HF_TOKEN."""
    return re.search(rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9])", evidence.said) is not None


_PLACED = re.compile(rf"(?:{'|'.join(PLACES)})-\d+", re.IGNORECASE)
"""A place written as one word: the epoch-5 value."""


def _is_title(sentence: str) -> bool:
    """Tell whether all words begin with a capital, so that one tells nothing; the first does anyway, ImageNet is a name."""
    if sentence.rstrip().endswith("."):
        return False
    long = [word for word in re.findall(r"[A-Za-z]+", sentence) if len(word) > 3][1:]
    plain = [word for word in long if not re.search(r"[a-z][A-Z]", word)]
    return bool(plain) and sum(word[0].isupper() for word in plain) >= 0.6 * len(plain)


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*\+*")


_PLURAL = re.compile(r"[A-Z]+\d*s")
"""Several of what goes by letters: MP3s."""
_RAISED = str.maketrans("²³", "23")


def _known(name: str, evidence: Evidence) -> bool:
    name = name.translate(_RAISED)
    plain = folded(name)
    is_path = re.search(r"[/\\]|\.\w{1,6}$", name) is not None
    word = name.rstrip("+") if not is_path and _WORD.fullmatch(name) else ""  # a name of parts is not known by one
    if word and _begins_like(word, evidence):
        return True
    if _PLURAL.fullmatch(name):
        return _known(name[:-1], evidence)
    if not plain or _is_measure(name, evidence) or plain.removesuffix("s") in _LEXICON or plain in _LEXICON:
        return True
    whole = plain in evidence.text and re.search(rf"(?<![a-z0-9]){re.escape(plain)}(?![a-z0-9])", evidence.text)
    if whole or re.search(r"[/\\.]", name):
        return bool(whole) or plain in evidence.text
    parts = [part for part in re.split(r"[^A-Za-z0-9]", name) if part]
    return (len(plain) > 3 and evidence.ground.written.joins(plain)) or (
        len(parts) > 1
        and all(
            stem(part) in evidence.words
            or part.isdigit()
            or (part.lower() in LANGUAGES and evidence.ground.written.has(part))
            for part in parts
        )
    )


_LETTERED = re.compile(r"(?P<letter>[a-eg-oq-z])\d+(?:[_-]\w+)?")
"""One of several things called by a letter and a number, which may be like a measure: replica r1, r16_all."""


def _is_measure(name: str, evidence: Evidence) -> bool:
    """Tell whether a name is that of a measure; r1 is none where the log calls another thing r3 by itself."""
    if not names.is_metric(name) or _FILE.search(name) or ("/" in name and "-" in name):
        return False  # out/loss.png, model.h5, adapters/base-r64
    low = name.lower()
    if not _LETTERED.fullmatch(low):
        return True
    if len(low) > _SHORT_NAME and name[0].isupper():
        return False  # H100: where it is hits at 100, the log has it
    shape = _DIGITS.sub("0", low)
    return not any(_DIGITS.sub("0", other) == shape for other in evidence.ground.names)


_DIGITS = re.compile(r"\d+")
_FILE = re.compile(r"\w\.[A-Za-z]\w{0,4}$")
"""How the name of a file ends."""


def _stands_in(name: str, said: str) -> bool:
    """Tell whether lines have a name; a short one as it is, not as a piece of another."""
    if len(name) > _SHORT_NAME:
        return folded(name) in folded(said)
    return re.search(rf"(?<![a-z0-9]){re.escape(name.lower())}(?![a-z0-9])", said.lower()) is not None


_SHORT_NAME = 3


_BEGUN = 6
"""How many letters two names share of which one is the other cut short: megadet for MegaDetector."""
_HUMPS = re.compile(r"[A-Z][a-z]{2,}")


def _begins_like(name: str, evidence: Evidence) -> bool:
    """Tell whether the evidence has a word, cut short or not; a name with digits in it is another with other digits."""
    if name.isalpha() and (parts := _HUMPS.findall(name)) and len(parts) > 1 and name != parts[0]:
        least = max(_BEGUN, len(parts[0]) + 2)  # dialogues are not cut short from DialogSum
        cut = any(known.startswith(name.lower()[:least]) for known in evidence.ground.names)
        shorter = (folded(name[:end]) for end in range(len(name) - 1, least - 1, -1))
        cut = cut or any(re.search(rf"(?<![a-z0-9]){known}(?![a-z0-9])", evidence.text) for known in shorter)
        roots = frozenset(map(stem, parts))
        apart = roots <= evidence.words and any(roots <= statement.words for statement in evidence.known)
        return cut or apart or evidence.ground.written.has_whole(name)
    if name.isalpha():
        return stem(name) in evidence.words or evidence.ground.written.has(name)
    if len(name) <= _SHORT_NAME and _LETTERED.fullmatch(name.lower()):
        return _apart_or_joined(name.lower(), evidence)
    return evidence.ground.written.has_whole(name)


def _apart_or_joined(name: str, evidence: Evidence) -> bool:
    """Tell whether the evidence has a letter and a number beside each other, with nothing else joined to either."""
    return re.search(rf"(?<![a-z]){name[0]}[\s_=.#-]?0*{name[1:]}(?!\d)", evidence.said.lower()) is not None


def rivals(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that the facts behind a sentence lack where they have another of its kind."""
    mine = [name for name, _, _ in identifiers(sentence)]
    said = "\n".join(statement.text for statement in evidence.statements)
    machines = set(listed_in_full(said))
    strange = [name for name in mine if machines and name not in said and name in listed_in_full(evidence.said)]
    if strange and not machines & set(mine):
        return Verdict(False, "wrong_entity", f"the facts speak of {min(machines)}, not of {strange[0]}")
    if (other := _other_tail(sentence, evidence)) and not _is_set_beside(other[1], sentence, evidence):
        return Verdict(False, "wrong_entity", f"the facts speak of {other[1]}, not of {other[0]}")
    for name in mine:
        if _is_measure(name, evidence) or _stands_in(name, said):
            continue
        theirs = {part for statement in evidence.statements for other in statement.names for part in parts_of(other)}
        rival = next((other for other in sorted(theirs) if _of_a_kind(name.lower(), other) and other not in mine), None)
        if rival and not _is_set_beside(rival, sentence, evidence):
            return Verdict(False, "wrong_entity", f"the facts speak of {rival}, not of {name}")
    return _GOOD


_COMPARES = re.compile(r"\b(?:than|predecessor|compared|against|before it|up from|down from)\b", re.IGNORECASE)


def _is_set_beside(rival: str, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a sentence compares what it names with another, of which one of two cited lines with values is."""
    lines = [line for line in evidence.firsthand if line.values]
    own = [line for line in lines if rival not in line.text.lower()]
    return len(lines) == _PAIR and len(own) == 1 and _COMPARES.search(sentence) is not None


_TAIL = re.compile(
    r"(?<![\w./:=-])(?P<tail>\d+\.\d+\.\d+|\d{2,4}[MB](?= models?\b)|[a-z]{1,2}\d{1,2})(?![\w/:-]|\.\d)", re.IGNORECASE
)
"""The end of a name that tells it from its siblings: version 1.9.0, the 350M model, container c1."""


def _other_tail(sentence: str, evidence: Evidence) -> tuple[str, str] | None:
    """Find the end of a name that other lines have, where the cited ones have the same name with another end."""
    said = " ".join(f"{s.text} {' '.join(s.labels)} {' '.join(s.headings)}" for s in evidence.statements).lower()
    for match in _TAIL.finditer(sentence):
        tail = match["tail"].lower()
        whole = rf"(?<![a-z0-9.])v?{re.escape(tail)}(?![a-z0-9]|\.\d)"
        if re.search(whole, said) or names.is_metric(tail) or not re.search(whole, evidence.said.lower()):
            continue
        shape = re.sub(r"\d+", r"\\d+", re.escape(tail))
        heads = set(
            re.findall(rf"([a-z][a-z0-9.-]+[-_:/ ]v?){re.escape(tail)}(?![a-z0-9]|\.\d)", evidence.said.lower())
        )
        if tail.count(".") > 1:
            heads = {""}  # a version, of whatever
        for head in sorted(heads):
            other = re.search(rf"(?<![\w.]){re.escape(head)}{shape}(?![a-z0-9]|\.\d)", said)
            if other and other.group() not in sentence.lower():
                return match["tail"], other.group()
    return None


def _of_a_kind(name: str, other: str) -> bool:
    """Tell whether two names are of one kind: two hashes, two model tags, or two that begin alike."""
    if all(re.fullmatch(r"(?=.*\d)[0-9a-f]{6,40}", one) for one in (name, other)):
        return True
    if all(re.fullmatch(r"[a-z][\w.-]*:\w+", one) and "." in one + "." for one in (name, other)):
        return bool(re.search(r":\d*\.?\d+[bm]|:mini|:latest", name)) and bool(
            re.search(r":\d*\.?\d+[bm]|:mini|:latest", other)
        )
    if re.sub(r"\d+", "0", name) == re.sub(r"\d+", "0", other) and re.search(r"\d", name):
        return True
    if (
        "/" not in name + other
        and re.search(r"\.[a-z]{1,5}$", name)
        and name.rpartition(".")[2] == other.rpartition(".")[2]
    ):
        return True
    first, second = (re.split(r"[_.:/-]", one)[0] for one in (name, other))
    return len(first) > 2 and first == second
