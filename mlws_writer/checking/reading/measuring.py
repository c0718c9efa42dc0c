"""Measures by the words that name them: validation loss, macro F1, success rate, whatever stands around them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mlws_writer.checking.reading.language import STOP
from mlws_writer.facts import names

_KINDS = re.compile(
    r"(?:val|valid|validation|eval|evaluation|dev|development|test|train|training|macro|micro|weighted|balanced|mean|average|avg|median|max|min|maximum|minimum|total|"
    r"word|character|phone\w*|token|error|exact|log|top-?\d+|binary|binary_\w+|top|box|mask|cls|dfl|obj\w*|seg\w*|kl|ce|bce|l1|l2|mse|policy|value|entropy|actor|critic|"
    r"episode|ep|success|win|pass|hit|recall|precision|f1|rouge|bleu|ndcg|map|mean_\w+|cross|real|equal|false|true|positive|negative|prompt|generation|decode|"
    r"dice|iou|auc|roc|pr|ece|reward|\w+[@_]\S+|(?!(?:ep|epoch|step|iter|it|fold|run|seed|trial|round|batch)[-_]?\d+$)\w*\d\w*|calibration|mel|adv\w*|distill\w*|student|teacher|aux\w*|contrastive|triplet|ctc|lm|mlm|nll|huber|smooth)",
    re.IGNORECASE,
)
"""What may stand before the name of a measure and be part of it."""
_PARTS_OWN = re.compile(r"^(train|training|valid|validation|val|test|eval)'s?$", re.IGNORECASE)


def names_a_measure(word: str) -> bool:
    """Tell whether a word is the name of a measure, or may be part of one before it."""
    return _KINDS.fullmatch(word) is not None or names.is_metric(word)


_FIGURE = re.compile(r"[\d.,]+%?")


_CUT_AT = re.compile(r"_\d+$")


def uncut(metric: str) -> str:
    """Give a measure without at how many it is cut: recall, for recall_100."""
    return _CUT_AT.sub("", metric)


def metric_of(words: Iterable[str]) -> str:
    """Find the measure that some words name, as one spelling; nothing where they name none."""
    return _metric_of(tuple(words))


@lru_cache(maxsize=20_000)
def _metric_of(words: tuple[str, ...]) -> str:
    written = [word for word in words if _cleaned(word)]
    cleaned = [_cleaned(word) for word in written]
    ends = [place for place, word in enumerate(cleaned, 1) if _may_end(word)]
    for size in (4, 3, 2, 1):
        for place in (end - size for end in reversed(ends) if end >= size):
            some = cleaned[place : place + size]
            name = "_".join(some)
            spoken = names.SPOKEN.get(name.lower())
            if not (spoken or (names.is_metric(some[-1]) and names.is_metric(name))):
                continue
            if not spoken and not all(map(names_a_measure, some[:-1])):
                continue  # TFT's error, reached an error: what stands before it is no part of its name
            apart = any(word.endswith((":", "=", ",", "-")) for word in written[place : place + size - 1])
            if not spoken and any(word.lower() in STOP for word in some):
                continue
            if apart or any(_FIGURE.fullmatch(word) for word in some):
                continue
            return spoken or names.canonical(name)
    return ""


_LAST = frozenset(name.rpartition("_")[2] for name in names.SPOKEN)
"""The last words of what sentences call measures."""


@lru_cache(maxsize=20_000)
def _may_end(word: str) -> bool:
    """Tell whether the name of a measure may end with a word."""
    return names.is_metric(word) or word.lower().rpartition("_")[2] in _LAST


@lru_cache(maxsize=20_000)
def _cleaned(word: str) -> str:
    """Take from a word what is no part of it: the signs around it, and that it owns something."""
    return re.sub(r"^\W+|\W+$", "", _PARTS_OWN.sub(r"\1", word))
