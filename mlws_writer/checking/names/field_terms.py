"""Terms of the field, where the cited lines have another of the same family: Adam for SGD, a transformer for a ResNet, CPU for CUDA."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_FAMILIES: Mapping[str, Mapping[str, str]] = {
    "optimizer": {
        "Adam": r"n?adam|fused_adam", "AdamW": r"adamw\w*|adam_w", "SGD": r"sgd|stochastic gradient descent|momentum", "RMSprop": r"rmsprop",
        "Adagrad": r"adagrad", "Adadelta": r"adadelta", "Adafactor": r"adafactor", "L-BFGS": r"l-?bfgs",
    },
    "algorithm": {
        name: rf"(?:recurrent_?|maskable_?|ma|i|c51|double_?|dueling_?|discrete_?)?{name}(?:_?v?\d)?(?:_\w+)?"
        for name in ("ppo", "sac", "td3", "ddpg", "dqn", "a2c", "a3c", "trpo", "tqc", "reinforce", "impala", "dreamer", "muzero", "grpo", "dpo", "kto", "orpo", "rloo")
    },
    "processor": {
        "CPU": r"cpus?|xeon|epyc|ryzen|threadripper|core i\d|cores|threads", "TPU": r"tpus?(?:[ _-]?v\d)?",
        "GPU": r"gpus?|cuda|nvidia|rtx\w*|gtx\w*|geforce|a100\w*|h100\w*|h200|v100\w*|a10g?|l4|l40s?|t4|p100|a[456]000|[234]0[5678]0(?:ti)?|rocm|mi\d{3}\w?|nccl|jetson\w*|vram",
    },
    "architecture": {
        "transformer": r"\w*transformers?|\w*bert\w*|gpt\w*|llama\w*|mistral\w*|qwen\w*|gemma\w*|phi\w*|t5\w*|flan\w*|bart|vit\w*|deit\w*|swin\w*|\w*former\w*|whisper\w*|electra\w*|wav2vec\w*|opt|bloom|falcon|pythia|\w*attention|\w*attn\w*|llm|language model|tft|patchtst|clip|dino\w*|lora|e5|bge\w*|\w*minilm\w*|\w*mpnet\w*|sentence\w*|heads",
        "convolutional network": r"cnns?|convnets?|\w*conv\w*|convolution\w*|\w*resne[tx]\w*|vgg\w*|densenet\w*|mobilenet\w*|efficientnet\w*|efficientdet\w*|inception\w*|yolo\w*|u-?net\w*|\w*rcnn|tcn|squeezenet|regnet\w*|alexnet|lenet\w*|wrn\w*|kernels?",
        "recurrent network": r"rnns?|\w*lstm\w*|\w*gru|recurrent|seq2seq",
        "graph network": r"gnns?|gcn\w*|gat\w*|graph\w*|gin|ladies|mpnn|schnet",
        "trees": r"random[ _-]?forest\w*|rf|\w*boost\w*|lightgbm|lgbm?\w*|xgb\w*|gbdt|gbms?|trees?|extratrees|decision trees?|cart|hgb\w*",
        "linear model": r"linear|logistic|(?-i:LR)|log_?reg\w*|ridge|lasso|elastic\w*|glm",
        "diffusion model": r"\w*diffusion\w*|ddpm|ddim|sdxl|sd|unet|dit", "GAN": r"\w*gans?|generator|discriminator|d_loss|g_loss",
    },
    "graph layer": {"attention": r"gat\w*|\w*attention|attn|heads", "convolution": r"gcn\w*|\w*conv\w*", "sampling": r"\w*sage\w*|ladies|sampl\w*", "isomorphism": r"gin\w*"},
    "schedule": {
        "cosine": r"cosine\w*|cos", "linear": r"linear\w*", "constant": r"constant\w*|fixed", "exponential": r"exp\w*", "polynomial": r"poly\w*",
        "step": r"step_?lr|multistep\w*|milestones?|step",
    },
    "loss": {
        "cross-entropy": r"(?:binary )?cross[ _-]?entropy|b?ce\w*|nll|log[ _-]?loss|xent|softmax", "focal": r"focal\w*", "squared": r"mse\w*|l2\w*|squared|rmse",
        "absolute": r"mae\w*|l1\w*|absolute", "hinge": r"hinge", "dice": r"dice\w*", "triplet": r"triplet\w*", "contrastive": r"contrastive|infonce|nt-?xent|clip\w*|mnrl?", "Huber": r"huber|smooth_?l1",
    },
    "activation": {"ReLU": r"\w*relu\w*", "GELU": r"\w*gelu\w*", "SiLU": r"silu|swish|swiglu", "tanh": r"tanh"},
    "normalisation": {"batch": r"batch_?norm\w*|bn|batch", "layer": r"layer_?norm\w*|ln|layer", "group": r"group_?norm\w*|gn|group", "RMS": r"rms_?norm|rms"},
    "search": {
        "grid": r"grid\w*", "random": r"random\w*", "Bayesian": r"bayes\w*|tpe|optuna|gaussian process\w*|smac|gp", "evolutionary": r"evolution\w*|genetic|cma\w*|population\w*", "Hyperband": r"hyperband|asha|halving|bohb",
    },
    "store": {"local": r"local\w*|(?<![/:\w])[~.]?/\w\S*|[a-z]:\\\S*|ssd|disk", "bucket": r"s3\b\S*|gs\b\S*|gcs|az\b\S*|blob\w*|buckets?|cloud|minio|r2"},
}  # fmt: skip
"""Families of terms, with what readers and logs write for each of their members."""
_SAID_AS: Mapping[str, Words] = {
    "algorithm": Words(r"\b(?:with|by|using|used|uses|ran|was|on|of) (?:an? |the |plain )?(?P<term>ppo|sac|td3|ddpg|dqn|a2c|a3c|trpo|tqc|reinforce|impala|dreamer|muzero|grpo|dpo|kto|orpo|rloo)\b"),
    "optimizer": Words(r"\b(?P<term>adamw?|sgd|stochastic gradient descent|rmsprop|adagrad|adadelta|adafactor|l-?bfgs)\b"),
    "processor": Words(r"\b(?:on|by|with|using|used|uses|via|had) (?:the |an? |its |only |one |two |four |eight |\d+ )*(?:\w+ )?(?P<term>cpus?|gpus?|tpus?)\b"),
    "architecture": Words(
        r"\b(?P<term>transformers?|convolutional|convnets?|cnns?|recurrent|rnns?|lstms?|grus?|graph (?:neural |attention |convolutional )?networks?|gnns?|random forests?|decision trees?|boosted trees|linear model|logistic regression|diffusion model|gans?)\b"
    ),
    "graph layer": Words(r"\bgraph (?P<term>attention|convolution)(?:al)?\b"),
    "schedule": Words(r"\b(?P<term>cosine|linear|constant|exponential|polynomial|step)(?:ly)? (?:learning[- ]rate )?(?:schedule|schedul\w+|decay|decayed|annealing|annealed)\b"),
    "loss": Words(r"\b(?P<term>cross[- ]entropy|focal|squared|absolute|mse|mae|hinge|dice|triplet|contrastive|huber)(?: error)? loss\b"),
    "activation": Words(r"\b(?P<term>relu|gelu|silu|swish|tanh)\b"),
    "normalisation": Words(r"\b(?P<term>batch|layer|group|rms)[- ]?norm(?:ali[sz]ation)?\b"),
    "search": Words(r"\b(?P<term>grid|random|bayesian|evolutionary|genetic) (?:hyper-?parameter )?(?:search|sampling|optimi[sz]ation|sweep)\b|\b(?P<other>hyperband|asha|tpe)\b"),
    "store": Words(r"\b(?:from|to|on|in|at|into) (?:the |an? |its )?(?P<term>local|bucket|s3|cloud)\b"),
}  # fmt: skip
"""How a sentence says a member of a family, and means it as such."""


def another_term(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a term of the field that no line has, where the cited ones have another of its family."""
    if SAID.search(sentence) or NEGATED.search(sentence) or not evidence.firsthand:
        return _GOOD
    for family, term in _terms(sentence):
        mine = next((who for who, written in _patterns(family).items() if written.match(term)), "")
        cited = " \n".join(" ".join((s.text, *s.headings, *s.labels)) for s in evidence.firsthand)
        if not mine or _patterns(family)[mine].search(cited):
            continue
        other = next((who for who, written in _patterns(family).items() if written.search(cited)), "")
        if other and not _patterns(family)[other].search(sentence):
            return Verdict(False, "wrong_entity", f"the facts speak of {other}, not of {term}")
    return _GOOD


def _terms(sentence: str) -> Iterator[tuple[str, str]]:
    for family, said in _SAID_AS.items():
        if match := said.search(sentence):
            yield family, next(filter(None, match.groups()))


@cache
def _patterns(family: str) -> Mapping[str, re.Pattern[str]]:
    return {
        who: re.compile(rf"(?<![a-z0-9])(?:{written})(?![a-z0-9])", re.IGNORECASE)
        for who, written in _FAMILIES[family].items()
    }
