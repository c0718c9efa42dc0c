"""What a reader calls by a word of their own, in the word of the log: the error, where its one measure of error is WER."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.facts.patterns import Pattern

_ERROR_MEASURES = frozenset(
    ["wer", "cer", "ter", "per", "der", "eer", "mae", "rmse", "mse", "mape", "smape", "wape", "mase", "rmsle", "nrmse", "fde", "ade", "brier", "crps"]
)  # fmt: skip
_THE_ERROR = Pattern(
    r"\b(?P<before>(?:the|its|their|a|dev|val|validation|test|training|train|mean|average|lowest|highest|smallest|largest|best|worst|higher|lower|smaller|larger|less|more|final|forecast|prediction|[A-Za-z][\w-]*'s) )"
    r"(?:forecast(?:ing)? |prediction )?error(?: rates?)?(?= (?:all|lie|of|by|from|to|at|in|on|than|rose|fell|was|is|went|did|dropped|grew|shrank|again|for|with|when|after|further|almost|about|slightly|over|between|and|but|while|lies|came|stood|reached|increased|decreased|improved|lower|higher|larger|smaller)\b|[,;.]|$)"
    r"(?! (?:was|is) (?:raised|thrown|reported|logged|found|fixed|caused|that|a|an|in)\b)(?! (?:in|on|at|of|with|for) (?:line|file|fold|the (?:log|code|config|job|run|loader|data)))",
    "error",
)


_ACCURACY = Pattern(r"\baccuracy\b(?! (?:of|per|by) (?:class|label))", "accuracy", flags=re.IGNORECASE)
_TOP1 = frozenset(["top1", "top_1", "acc1", "prec1"])
_JOINED = re.compile(r"\b(pre|re|co|un|over|under|multi|auto|sub)-([a-z]{3,})\b", re.IGNORECASE)


def in_the_words_of_the_log(sentence: str, evidence: Evidence) -> str:
    """Return a sentence with its error and its accuracy called as the one measure of that kind which the log has, its hyphens too."""
    if "-" in sentence:
        sentence = _JOINED.sub(lambda match: _joined(match, evidence), sentence)
    if _THE_ERROR.search(sentence) and "error" not in evidence.words:
        sentence = _named(_THE_ERROR, r"\g<before>", _ERROR_MEASURES, sentence, evidence)
    if _ACCURACY.search(sentence) and stem("accuracy") not in evidence.words:
        sentence = _named(_ACCURACY, "", _TOP1, sentence, evidence)
    return sentence


def _named(said: Pattern, before: str, measures: frozenset[str], sentence: str, evidence: Evidence) -> str:
    """Put the one measure that a log has of some in the place of what a sentence says."""
    own = {
        part for name in evidence.ground.metrics for part in (name, *name.split("_"), *name.split()) if part in measures
    }
    return said.sub(f"{before}{own.pop()}", sentence) if len(own) == 1 else sentence


def _joined(match: re.Match[str], evidence: Evidence) -> str:
    """Write without its hyphen what the log writes so: pre-emption, for PREEMPTION."""
    low, joined = match.group().lower(), f"{match[1]}{match[2]}"
    said = evidence.ground.said_low
    return joined if joined.lower() in said and low not in said else match.group()
