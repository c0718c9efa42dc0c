"""What leaving something out did: what it hurts most to leave out is what the worst value is without."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.facts.patterns import Pattern, Words

LEAVING = r"(?:leaving out|leaving away|removing|dropping|omitting|taking (?:out|away)|cutting(?: out)?|ablating|disabling|switching off|turning off|excluding|losing|doing without|going without)"
_HURTS = r"(?:hurts?|costs?|harm(?:s|ed)|damage[sd]|matter(?:s|ed)|weakens|weakened|cost)"
_ABLATED = Pattern(
    rf"^\W*(?:{LEAVING}) (?P<what>[^,;.]+?) {_HURTS}(?: (?!more\b|less\b|the\b|most\b|least\b)\w+){{0,3}} (?:the )?(?:by far )?(?P<how>most|least|(?P<than>more|less) than {LEAVING})\b",
    *("hurt", "cost", "harm", "damage", "matter", "weaken"),
    flags=re.IGNORECASE,
)
_ARE_DIFFERENCES = frozenset(
    map(stem, ["drop", "delta", "diff", "difference", "importance", "change", "decrease", "loss"])
)


_MATTERED = Pattern(
    r"^(?:(?:of|among) (?:all )?(?:the |its )?[^,;]{3,40}, )?(?P<what>[^,;]{2,40}?) (?:mattered|counted|contributed|helped|matters|contributes) (?:the )?(?P<how>most|least)(?: (?:for|to) (?:the )?[\w@-]+)?",
    " most", " least",
    flags=re.IGNORECASE,
)  # fmt: skip
"""What is said to have mattered most is, in an ablation, what it hurts most to leave out."""
TAKEN_OUT = re.compile(r"^\W*(?:[|│]\W*)?(?:\w{1,3}\W+)?(?:- |− |w/o|without|no[ _-]|minus)", re.IGNORECASE)


def ablated(sentence: str, evidence: Evidence) -> str:
    """Write what leaving something out did as how good what was left is: to leave it out hurts most, without it is the worst."""
    if (mattered := _MATTERED.search(sentence)) and all(TAKEN_OUT.search(line.text) for line in evidence.firsthand):
        sentence = f"Leaving out {mattered['what']} hurt {mattered['how']}{sentence[mattered.end() :]}"
    match = _ABLATED.search(sentence)
    if match is None:
        return sentence
    least = match["how"].lower().startswith(("least", "less"))
    if evidence.cited & _ARE_DIFFERENCES:
        word = (
            ("smaller than" if least else "larger than")
            if match["than"]
            else ("the smallest" if least else "the largest")
        )
    else:
        word = ("better than" if least else "worse than") if match["than"] else ("the best" if least else "the worst")
    return f"{match['what']} is {word}{sentence[match.end() :]}"


LACKS = Words(
    r"\b(?:without|w/o|no|not|minus|drop\w*|remov\w*|exclud\w*|ablat\w*|off|disabled?|omit\w*|skip\w*|left out)\b|=(?:false|0|none)\b"
)
