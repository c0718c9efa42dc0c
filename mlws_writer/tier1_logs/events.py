# ruff: noqa: E501 - patterns and tables read better whole
"""Landmarks of a run: rare lines that say what began, was loaded, found or reached; and things they name in passing."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_code, is_prose

_TELLING = re.compile(
    r"(?i)\b(?:start(?:ing|ed|s)?|begin\w*|launch\w*|load(?:ing|ed)|train(?:ing|ed)?|evaluat\w*|finish\w*|complet\w*|done|ready|listening|resum\w*|restor\w*|early.stopp\w*|best|found|"
    r"data(?:sets?)?|models?|checkpoints?|device|gpus?|cuda|seed|version|created|initiali[sz]\w*|benchmark\w*|final|results?|total|summary|test(?:ing)?|task|agent|goals?|"
    r"project|experiment|reached|stopp\w*|exit\w*|success\w*|server|running|using|quanti[sz]\w*|offload\w*|unable|cannot|could not|failed|not found|inference|validat\w*|converg\w*|diverg\w*|"
    r"resolved|submitted|selected|winner|study|trial|epochs?|batch(?:es)?|parameters|params|samples|images|examples|memory|cache|report|recommend\w*|score|passed|applied|fitting|features|shape|"
    r"workers?|rank|baseline|pretrain\w*|fine-?tun\w*|lora|optimizer|scheduler|learning.rate|config\w*|tokens|throughput|latency|speedup|cost|budget|timeout|build|compiled|crew|flow|workflow)\b"
)
_STRONG = re.compile(
    r"(?i)^\W*(?:start|begin|launch|load|train|evaluat|finish|complet|done|ready|resum|best|found|final|result|summary|early stop|using|running|test|saved|creat|init|restor)|"
    r"\b(?:fired up|ready to|startup complete|has been created|completed|finished|reached|early stopping|best (?:model|trial|epoch|score))\b"
)
_COUNT = re.compile(
    r"(?<![\w.,/\-])(\d[\d,.]*\s?[KMB]?)\s+((?:\w+ ){0,2}?(?:parameters|params|samples|images|examples|sentences|tokens|rows|records|classes|games|trials|fits|epochs|steps|episodes|layers|GPUs|files|"
    r"instances|questions|problems|passed|failed|found|batches|iterations|documents|pairs|utterances|features|candidates|folds|hours|people|prompts|requests|tasks|workers|labels|videos|elements|updates))\b"
)
_HARDWARE = re.compile(
    r"(?:NVIDIA |Nvidia |AMD |Tesla |Intel )?(?:GeForce |Quadro |Radeon |Tesla |TITAN |Instinct )*(?:RTX|GTX|A100|A10G?|A30|A40|A800|A6000|H100|H200|H800|H20|B200|V100|P100|K80|T4|L4|L40S?|GB10|GH200|MI\d{3}X?|TITAN|Quadro)"
    r"(?:[ \-](?:PCIe|PCIE|SXM\d?|\d{2,4}\s?(?:Ti|SUPER)?(?: SUPER| Ti| D)?|A\d{4}|\d+GB|NVL|Ada|Laptop GPU|X|Xp|V|RTX))*\b|Apple M\d(?: (?:Pro|Max|Ultra))?|TPU v\d\w*|gpu\(\d+\)(?:, gpu\(\d+\))*"
)
_HUB = re.compile(
    r"(?<![\w/.\-@])([A-Za-z][\w\-]{1,30}/(?=[\w.\-]*(?:\d[bBmM]\b|\d[bBmM][\-_]|bert|gpt|llama|qwen|mistral|gemma|phi|t5|glm|vit|base|large|small|chat|instruct|clip|whisper|diffusion|mini))[A-Za-z][\w.\-]*\w)(?![\w/])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?i)(?<![\w/.\-])((?:ollama/)?(?:code)?(?:llama|qwen|mistral|mixtral|gemma|phi|gpt|claude|deepseek|roberta|bert|distilbert|t5|resnet|vit|yolo|vgg|efficientnet|whisper|glm|chatglm|falcon|bloom|pythia|swin|densenet|"
    r"mobilenet|vicuna|alpaca|baichuan|internlm|yi|olmo|smollm|command-r|o1|o3|gemini|deit|convnext|wav2vec2|hubert|unet)[\w.]*(?:[\-:_][\w.]+)*)"
)
_CLASS = re.compile(
    r"\b([A-Z]\w*[a-z]\w*(?:For[A-Z]\w+|LMHeadModel|Model|Net|Encoder|Detector|Transformer|Classifier|UNet|Regressor|Policy|Agent|LM|Former|GAN|VAE|MLP|RNN|LSTM|GRU|PPO|DQN|SAC))\b"
)
_MODULE = re.compile(r"([A-Z]\w{2,60})\($")
_DATA = re.compile(
    r"(?i)\b(?:data(?:set)?s?|train(?:ing|set)?|annotations?|corpus|images|vocab\w*|format|examples|samples|eval\w*|test)\b[^\n]{0,60}?[\s'\"=:(\[](?P<path>[\w./\\\-]+\.(?:jsonl?|csv|tsv|parquet|txt|pt|npz|npy|h5|hdf5|arrow|lmdb|bin|tfrecords?|pkl|gz|zip|rec|db))\b|"
    r"\b(?:loading|loaded|load|using|on|download(?:ing|ed)?|prepar\w+)\s+(?:the\s+)?(?:dataset|data set|corpus|data)[\s:'\"]+(?P<name>[\w./\-]+)"
)
LONGEST_EVENT = 200


def events_of(line: Line) -> Iterator[Finding]:
    """Yield the line itself where it is a landmark, and the models, data and machines that it names."""
    text = line.message.strip()
    if line.repeats > 3 or len(text) < 4:
        return
    if module := _MODULE.fullmatch(line.message):
        yield Finding(FactKind.MODEL, "model", module.group(1), line.number, text, weight=0.8, time=line.time)
    if is_code(line.message):
        return
    yield from _named_things(line, text)
    weight = landmark(line, text)
    if weight > 0:
        yield Finding(FactKind.EVENT, "event", text, line.number, text, weight=weight, time=line.time)


def landmark(line: Line, text: str) -> float:
    """Return how much a reader would miss a line that says what happened; 0 where it says nothing of the kind."""
    found = _TELLING.findall(text[:300])
    strong = _STRONG.search(text) is not None
    if (
        not found
        or len(text) > LONGEST_EVENT
        or (is_prose(text) and not (strong and line.time))
        or text.startswith(("│", "|", "+", "http"))
    ):
        return 0.0
    weight = 0.26 + 0.05 * min(len(set(found)), 4)
    weight += 0.12 if strong else 0.0
    weight -= 0.0 if line.repeats == 1 else 0.05
    weight -= 0.1 if line.message[:1].isspace() or text[:1] in "-•\"'{[(<" else 0.0
    weight -= 0.1 if len(text) > 110 else 0.0
    return weight - (0.2 if line.level in ("DEBUG", "WARNING") or "eprecat" in text else 0.0)


_REFUSED = re.compile(r"HTTP/\d(?:\.\d)?\"? ?\|? *([45]\d\d)\b[^\n]{0,30}|\|\s+([45]\d\d) \|")


def refusals_of(line: Line) -> Iterator[Finding]:
    """Yield a request that a server refused or failed."""
    found = _REFUSED.search(line.message[:1000])
    if found:
        text = line.message.strip()[:LONGEST_EVENT]
        status = found.group()[found.start(found.lastindex or 0) - found.start() :].strip(" |")
        yield Finding(FactKind.WARNING, "refused request", status, line.number, text, weight=0.75, time=line.time)


def _shown(text: str, found: re.Match[str]) -> str:
    return text if len(text) <= 140 else text[max(0, found.start() - 50) : found.end() + 30]


def _named_things(line: Line, text: str) -> Iterator[Finding]:
    number, time = line.number, line.time
    sample = text[:2000]
    if found := _HARDWARE.search(sample):
        yield Finding(FactKind.RESOURCE, "hardware", found.group(), number, _shown(text, found), weight=0.62, time=time)
    if found := _HUB.search(sample):
        yield Finding(FactKind.MODEL, "model", found.group(1), number, _shown(text, found), weight=0.84, time=time)
    elif found := _NAME.search(sample):
        weight = 0.6 if re.search(r"\d", found.group(1)) else 0.4
        yield Finding(FactKind.MODEL, "model", found.group(1), number, _shown(text, found), weight=weight, time=time)
    elif found := _CLASS.search(sample):
        yield Finding(FactKind.MODEL, "model", found.group(1), number, _shown(text, found), weight=0.5, time=time)
    if found := _DATA.search(sample):
        value = found["path"] or found["name"]
        yield Finding(FactKind.DATASET, "data", value.rstrip("."), number, _shown(text, found), weight=0.68, time=time)
    for found in list(_COUNT.finditer(sample))[:3]:
        weight = 0.66 if "param" in found.group(2) else 0.5
        yield Finding(
            FactKind.COUNT, found.group(2), found.group(1), number, _shown(text, found), weight=weight, time=time
        )


def edges_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the first and last lines that say anything: how a log begins and where it stops."""
    said = [line for line in lines if line.message.strip() and not line.is_rule and len(line.message) > 3]
    said = [line for line in said if line.repeats <= 3 or len(line.message) <= LONGEST_EVENT]
    for line, weight in zip(said, (0.5, 0.45, 0.4), strict=False):
        yield _edge("begins", line, weight)
    for line, weight in zip(reversed(said), (0.72, 0.55, 0.5, 0.45), strict=False):
        yield _edge("ends", line, weight)


def _edge(name: str, line: Line, weight: float) -> Finding:
    text = line.message.strip()[:LONGEST_EVENT]
    return Finding(FactKind.EVENT, name, text, line.number, text, weight=weight, time=line.time)


_STAMP = re.compile(
    r"\d{4}[-/.]\d\d[-/.]\d\d[T :_-]{1,3}\d\d:\d\d:\d\d(?:[.,]\d+)?|\d\d[-/]\d\d(?:[-/]\d{2,4})? \d\d:\d\d:\d\d|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?: \d{4})?"
)


def times_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield when a run began and ended, as logged."""
    for name, order in (("started", lines), ("ended", lines[::-1])):
        for line in order:
            if found := _STAMP.search(line.text[:2000]):
                value = found.group()
                yield Finding(FactKind.EVENT, name, value, line.number, f"{name} {value}", weight=0.52, time=line.time)
                break
