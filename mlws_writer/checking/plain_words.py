"""What readers say in a turn of phrase, in the plain words that the checks know: made it through, for completed."""

import re
from collections.abc import Sequence

from mlws_writer.facts.patterns import Pattern

_THINGS = r"(?:(?:the|its|their|all|every|both|a|any) )*(?:[\w-]+ ){0,2}?"
_TURNS: Sequence[tuple[str, tuple[str, ...], str]] = (
    (
        rf"\b(?:cleared|made it (?:through|past)|got (?:through|past)|sailed through|came through|survived|cleared by)(?= {_THINGS}(?:gates?|checks?|tests?|reviews?|thresholds?|audits?|inspections?|validations?)\b)",
        ("clear", "through", "past", "survived"),
        "passed",
    ),
    (
        r"\b(?:made it (?:through|to the end)|came to (?:its|their|the|an?) (?:\w+ )?(?:end|conclusion)|got to the end|survived)(?= (?:of )?(?:the|this|that|all|their|its) (?:\w+ )?(?:night|day|weekend|queue|batch|run|list|sweep|programme|schedule)\b|[ .,;]*$| (?:without|in)\b)",
        ("made it", "came to", "got to", "survived"),
        "were completed",
    ),
    (r"\b(?:made it|got|went)(?= (?:in)?to (?:staging|production|the registry|the main branch|main)\b)", ("made it", "got", "went"), "was promoted"),
    (
        r"\bwithout (?:a |an |any |the (?:least|slightest) )?(?:single )?(?:hitch(?:es)?|glitch(?:es)?|mishaps?|hiccups?|incidents?|fuss|snags?)\b",
        ("without",),
        "without any error",
    ),
    (r"\b(?<!the )best of (?:all|them)(?= (?:was|is|were)\b)", ("best of",), "the best one"),
    (r"\bhad to be (?=(?:re)?[a-z]{3,}(?:ed|un|lt|wn)\b)(?!expected|feared|assumed)", ("had to be",), "was "),
    (r"\bwithout (?:a |an |any )?(?:single )?interruptions?\b", ("interruption",), "without interruption and without any error"),
    (r"\b(?:had|found|has|finds) nothing to (?:complain about|object to|criticise|criticize|report)", ("nothing to",), "found no issues"),
)  # fmt: skip
_IN_PLAIN = tuple((Pattern(said, *hints, flags=re.IGNORECASE), plain) for said, hints, plain in _TURNS)


def in_plain_words(sentence: str) -> str:
    """Return a sentence with the turns of phrase in it put plainly."""
    for pattern, plain in _IN_PLAIN:
        sentence = pattern.sub(plain, sentence)
    return sentence
