"""Landmarks of a run: rare lines that say what began, was loaded, found or reached; and things they name in passing."""

import re
from collections.abc import Iterator

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_code, is_name, is_prose

_WORDS = re.compile(r"[a-z]{3,}")
_TELLING = frozenset(
    "star begi laun load trai eval fini comp done read list resu rest earl best foun data mode chec devi gpu gpus cuda seed vers crea init benc fina summ test task agen goal "  # noqa: SIM905
    "proj expe reac stop exit succ serv runn usin quan offl unab cann fail infe vali conv dive reso subm sele winn stud tria epoc batc para samp imag memo cach repo reco scor pass appl "
    "fitt feat shap work rank base pret fine lora opti sche lear conf toke thro late spee cost budg time buil crew flow coul tota save down prep exce exec algo prom".split()
)
"""The first letters of words that landmarks are made of."""
_STRONG_HEAD = Pattern(
    r"(?i)\W*(?:start|begin|launch|load|train|evaluat|finish|complet|done|ready|resum|best|found|final|result|summary|early stop|using|running|test|saved|creat|init|restor)"
)
_STRONG = Pattern(
    r"(?i)\b(?:fired up|ready to|startup complete|has been created|completed|finished|reached|early stopping|best (?:model|trial|epoch|score))\b",
    "fired up",
    "ready to",
    "complete",
    "created",
    "finished",
    "reached",
    "early stopping",
    "best ",
)
_COUNT = Pattern(
    r"(?<![\w.,/\-])((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?[KMB]?)\s+((?:\w+ ){0,2}?(?:parameters|params|samples|images|examples|sentences|tokens|rows|records|classes|games|trials|fits|epochs|steps|episodes|layers|GPUs|files|"
    r"instances|questions|problems|passed|failed|found|batches|iterations|documents|pairs|utterances|features|candidates|folds|hours|people|prompts|requests|tasks|workers|labels|videos|elements|updates|docs|chunks|sequences|articles|clips|patients|molecules|graphs|models|queries))\b(?!/|\s?=|:\s?\d)",
    "param",
    "sample",
    "image",
    "example",
    "sentence",
    "token",
    "row",
    "record",
    "class",
    "game",
    "trial",
    "fit",
    "epoch",
    "step",
    "episode",
    "layer",
    "gpu",
    "file",
    "instance",
    "question",
    "problem",
    "passed",
    "failed",
    "found",
    "batch",
    "iteration",
    "document",
    "pair",
    "utterance",
    "feature",
    "candidate",
    "fold",
    "hours",
    "people",
    "prompt",
    "request",
    "task",
    "worker",
    "label",
    "video",
    "element",
    "update",
    "doc",
    "chunk",
    "sequence",
    "article",
    "clip",
    "patient",
    "molecule",
    "graph",
    "model",
    "queries",
)
_PARAMETERS = Pattern(
    r"(?i)\bnumber of (?:\w+ )?param(?:eter)?s (?:on|in|of|per|for)\b[^:=\n]{0,60}[:=] ?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[KMB]?)\b",
    "param",
)
"""How many parameters a part of a model has, whichever part that is."""
_METHOD = Pattern(
    r"(?<![\w/.\-'\"])(Q-?LoRA|LoRA|DoRA|DPO|GRPO|RLHF|RLOO|(?i:prefix|prompt|instruction)[ -][Tt]uning|P-?[Tt]uning|[Ff]ull [Ff]ine-?[Tt]uning)(?![\w/.\-=:'\"(])",
    "lora",
    "dora",
    "dpo",
    "grpo",
    "rlhf",
    "rloo",
    "tuning",
)
"""How a model is trained further, said in words."""
_TALLY = Pattern(  # not `Case 6/8 not passed`: that is the sixth of eight
    r"(?<![A-Za-z#\[(])(?<![A-Za-z#\[(] )(?<![A-Za-z] #)(?<![\d.])\d+ ?(?:of|/|out of) ?\d+ (?:(?!not |never |un)[a-z]+ ){0,2}(?:written|succeeded|completed|predicted|solved|passed|correct|resolved|failed)\b|"
    r"\(\d+ (?:[A-Z]+, \d+ )*(?:ERROR|FAILED|PENDING|RUNNING|TERMINATED|DONE|PASSED|SUCCESS)(?:, \d+ [A-Z]+)*\)",
    *[
        "written",
        "succe",
        "completed",
        "predicted",
        "solved",
        "passed",
        "correct",
        "resolved",
        "failed",
        "error",
        "pending",
        "running",
        "terminated",
        "done",
    ],
)
"""How many of all came to which end: `22 of 24 runs written`, `(1 ERROR, 7 TERMINATED)`."""
_HARDWARE = Pattern(
    r"(?:NVIDIA |Nvidia |AMD |Tesla |Intel )?(?:GeForce |Quadro |Radeon |Tesla |TITAN |Instinct )*(?:RTX|GTX|A100|A10G?|A30|A40|A800|A6000|H100|H200|H800|H20|B200|V100|P100|K80|T4|L4|L40S?|GB10|GH200|MI\d{3}X?|TITAN|Quadro)"
    r"(?:[ \-](?:PCIe|PCIE|SXM\d?|\d{2,4}\s?(?:Ti|SUPER)?(?: SUPER| Ti| D)?|A\d{4}|\d+GB|NVL|Ada|Laptop GPU|X|Xp|V|RTX))*\b|Apple M\d(?: (?:Pro|Max|Ultra))?|TPU v\d\w*|gpu\(\d+\)(?:, gpu\(\d+\))*",
    "rtx",
    "gtx",
    "a100",
    "a10",
    "a30",
    "a40",
    "a800",
    "a6000",
    "h100",
    "h200",
    "h800",
    "h20",
    "b200",
    "v100",
    "p100",
    "k80",
    "t4",
    "l4",
    "gb10",
    "gh200",
    "mi2",
    "mi3",
    "titan",
    "quadro",
    "apple m",
    "tpu v",
    "gpu(",
)
_HUB = Pattern(
    r"(?<![\w/.\-@])((?!(?:saves|outputs?|results|checkpoints?|runs|logs|models|data|datasets|home|configs?|weights|src|examples|scripts)/)[A-Za-z][\w\-]{1,30}/(?=[\w.\-]*(?:\d[bBmM]\b|\d[bBmM][\-_]|bert|gpt|llama|qwen|mistral|gemma|phi|t5|glm|vit|base|large|small|chat|instruct|clip|whisper|diffusion|mini))[A-Za-z][\w.\-]*\w)(?![\w.\-]*[/\\]|[\w\-]|[\"']?\s*[:=]\s*[\d\-])",
    "/",
    flags=re.IGNORECASE,
)
_NAME = Pattern(
    r"(?i)(?<![\w/.\-])((?:ollama/)?(?:code)?(?:llama|qwen|mistral|mixtral|gemma|phi|gpt|claude|deepseek|roberta|bert|distilbert|t5|resnet|vit|yolo|vgg|efficientnet|whisper|glm|chatglm|falcon|bloom|pythia|swin|densenet|"
    r"mobilenet|vicuna|alpaca|baichuan|internlm|yi|olmo|smollm|command-r|o1|o3|gemini|deit|convnext|wav2vec2|hubert|unet)[\w.]*(?:[\-:_][\w.]+)*)",
    "llama",
    "qwen",
    "mistral",
    "mixtral",
    "gemma",
    "phi",
    "gpt",
    "claude",
    "deepseek",
    "bert",
    "t5",
    "resnet",
    "vit",
    "yolo",
    "vgg",
    "efficientnet",
    "whisper",
    "glm",
    "falcon",
    "bloom",
    "pythia",
    "swin",
    "densenet",
    "mobilenet",
    "vicuna",
    "alpaca",
    "baichuan",
    "internlm",
    "yi",
    "olmo",
    "smollm",
    "command-r",
    "o1",
    "o3",
    "gemini",
    "deit",
    "convnext",
    "wav2vec2",
    "unet",
)
_CLASS = Pattern(
    r"\b([A-Z]\w*[a-z]\w*(?:For[A-Z]\w+|LMHeadModel|Model|Net|Encoder|Detector|Transformer|Classifier|UNet|Regressor|Policy|Agent|LM|Former|GAN|VAE|MLP|RNN|LSTM|GRU|PPO|DQN|SAC))\b",
    "model",
    "net",
    "encoder",
    "detector",
    "transformer",
    "classifier",
    "regressor",
    "policy",
    "agent",
    "former",
    "gan",
    "vae",
    "mlp",
    "rnn",
    "lstm",
    "gru",
    "ppo",
    "dqn",
    "sac",
    "lm",
    "for",
)
_MODULE = re.compile(r"([A-Z]\w{2,60})\($")
_DATA = Pattern(
    r"(?i)\b(?:data(?:set)?s?|train(?:ing|set)?|annotations?|corpus|images|vocab\w*|format|examples|samples|eval\w*|test)\b[^\n]{0,60}?[\s'\"=:(\[](?P<path>[\w./\\\-]+\.(?:jsonl?|csv|tsv|parquet|txt|pt|npz|npy|h5|hdf5|arrow|lmdb|bin|tfrecords?|pkl|gz|zip|rec|db))\b|"
    r"\b(?:loading|loaded|load|using|on|download(?:ing|ed)?|prepar\w+)\s+(?:the\s+)?(?:dataset|data set|corpus|data)[\s:'\"]+(?:from[\s:'\"]+)?(?P<name>[\w./\-]+)",
    "data",
    "train",
    "annotation",
    "corpus",
    "image",
    "vocab",
    "format",
    "example",
    "sample",
    "eval",
    "test",
)
_STORED = re.compile(r"(?i)\b(?:saved|saving|wrote|written|exported|dumped|stored)\b(?: \w+){0,3} (?:to|in|at|as)\b")
"""What leads up to the path of something that a run left behind."""
_CODE_NAME = Pattern(r"(?i)[a-z]+_[a-z_]+$|llama_?factory|transformers|[a-z]+\.[a-z_.]+$")
"""A function or a package whose name begins as a model's does."""
LONGEST_EVENT = 200


def events_of(line: Line) -> Iterator[Finding]:
    """Yield the line itself where it is a landmark, and the models, data and machines that it names."""
    text = line.message.strip()
    if len(text) < 4:
        return
    if line.repeats > 3:
        # What a record says time and again is no landmark, but it may be the only one that names the model.
        if line.time is not None and not is_code(line.message):
            yield from _named_model(line, text, text[:2000])
        return
    if module := _MODULE.fullmatch(line.message):
        yield Finding(FactKind.MODEL, "model", module.group(1), line.number, text, weight=0.8, time=line.time)
    if is_code(line.message):
        return
    if is_layer(line.message):
        if text.endswith("("):
            yield from _named_model(line, text, text[:2000])
        return
    yield from _named_things(line, text)
    weight = landmark(line, text)
    if weight > 0:
        yield Finding(FactKind.EVENT, "event", text, line.number, text, weight=weight, time=line.time)


_BAR = Pattern(r"\d%\|?.*(?:it/s|s/it|\d/\d+ \[)|\[\d\d:\d\d<", "%", "<")
_BANNER = Pattern(
    r"(?i)\bcopyright\b|all rights reserved|\blicen[sc]ed? (?:under|as|at)\b|please cite|^\W*cite as\b",
    "copyright",
    "rights",
    "licen",
    "cite",
)
"""What a program says of itself whenever it starts."""


def _is_framed(text: str) -> bool:
    return text[0] in "!*#%" and text[-1] == text[0] and " " in text


def landmark(line: Line, text: str) -> float:
    """Return how much a reader would miss a line that says what happened; 0 where it says nothing of the kind."""
    found = _TELLING.intersection([word[:4] for word in _WORDS.findall(text[:300].lower())])
    if not found:
        return 0.0
    strong = (_STRONG_HEAD.match(text) or _STRONG.search(text)) is not None
    if (
        not found
        or len(text) > LONGEST_EVENT
        or (is_prose(text) and not (strong and line.time))
        or text.startswith(("│", "|", "+", "http"))
        or _BAR.search(text)
    ):
        return 0.0
    if _is_framed(text) or _BANNER.search(text):
        return 0.0
    weight = 0.26 + 0.05 * min(len(found), 4)
    weight += 0.12 if strong else 0.0
    weight -= 0.0 if line.repeats == 1 else 0.05
    weight -= 0.1 if line.message[:1].isspace() or text[:1] in "-•\"'{[(<" else 0.0
    weight -= 0.1 if len(text) > 110 else 0.0
    return weight - (0.2 if line.level in ("DEBUG", "WARNING") or "eprecat" in text else 0.0)


def _shown(text: str, found: re.Match[str]) -> str:
    return text if len(text) <= 140 else text[max(0, found.start() - 50) : found.end() + 30]


def _named_things(line: Line, text: str) -> Iterator[Finding]:
    sample = text[:2000]
    if found := _HARDWARE.search(sample):
        yield _named(FactKind.RESOURCE, "hardware", found.group(), line, _shown(text, found), 0.62)
    yield from _named_model(line, text, sample)
    if (found := _METHOD.search(sample)) and len(text) <= LONGEST_EVENT:
        yield _named(FactKind.SETTING, "method", found[1], line, text.strip("#*=-~! "), 0.62)
    found = _DATA.search(sample)
    if found and not _STORED.search(sample[: found.start("path") if found["path"] else 0]):
        value = (found["path"] or found["name"]).rstrip(".")
        kind = FactKind.DATASET if is_name(value) else FactKind.EVENT
        yield _named(kind, "data", value, line, _shown(text, found), 0.68)
    if found := _PARAMETERS.search(sample):
        yield _named(FactKind.COUNT, "parameters", found[1], line, _shown(text, found), 0.66)
    if found := _TALLY.search(sample):
        yield _named(FactKind.COUNT, "tally", found.group(), line, _shown(text, found), 0.74)
    for found in list(_COUNT.finditer(sample))[:3]:
        weight = 0.66 if "param" in found.group(2) else 0.5
        shown = _shown(text, found)
        if is_counted(sample[: found.start()]):
            yield _named(FactKind.COUNT, found.group(2), found.group(1), line, shown, weight)
        else:
            yield _named(FactKind.EVENT, "amount", found.group(), line, shown, weight)


def _named_model(line: Line, text: str, sample: str) -> Iterator[Finding]:
    if found := _HUB.search(sample):
        yield _named(FactKind.MODEL, "model", found.group(1), line, _shown(text, found), 0.84)
    elif found := _NAME.search(sample):
        if not _CODE_NAME.match(found.group(1)):
            weight = 0.6 if re.search(r"\d", found.group(1)) else 0.4
            yield _named(FactKind.MODEL, "model", found.group(1), line, _shown(text, found), weight)
    elif found := _CLASS.search(sample):
        yield _named(FactKind.MODEL, "model", found.group(1), line, _shown(text, found), 0.5)


def _named(kind: FactKind, name: str, value: str, line: Line, shown: str, weight: float) -> Finding:
    return Finding(kind, name, value, line.number, shown, weight=weight, time=line.time)


def is_counted(before: str) -> bool:
    """Tell whether a number after this text says how many there are, rather than which, how long or at most how many."""
    tail = _BEFORE_COUNT.search(before)
    if tail is None or tail.group(1) is None:
        return True
    word = tail.group(1).lower()
    return word in _COUNTED or (word == "with" and not any(char.isdigit() for char in before))


_BEFORE_COUNT = re.compile(r"(?:^|[^\W\d_]*?)([^\W\d_][\w'\-]*)\s+\(?$")
_COUNTED = frozenset(
    "load loaded loading found read reading keep kept has have had contains containing total are is train trained training on for and "  # noqa: SIM905
    "wrote saved created generated processed processing parsed fetched collected evaluating evaluated running using used got ran all over after "
    "dataset data model network params trainable completed finished totalling totaling listing selected sampled".split()
)
