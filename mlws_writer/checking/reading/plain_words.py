"""What readers say in a turn of phrase, in the plain words that the checks know: made it through, for completed."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.tokens import ORDINALS
from mlws_writer.facts.dimensions import spelled_number, written_number
from mlws_writer.facts.patterns import Pattern

_TENTH = 10
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
    (
        r"(?<=\bgate )(?:(?:was|stayed|remained|was kept|is|stays|remains) (?:closed|shut)|did not open|held (?:it|the \w+|them) back)\b",
        ("closed", "shut", "not open", "held"),
        "was not passed",
    ),
    (r"(?<=\bgate )(?:was opened|opened|swung open|let (?:it|the \w+|them) (?:through|pass))\b", ("open", "let "), "passed"),
    (r"\b(?<!the )best of (?:all|them)(?= (?:was|is|were)\b)", ("best of",), "the best one"),
    (r"(?<![\d.])(\d{1,2}) (?:in|out of) (?:every )?(?:100|a hundred)\b(?! \w*(?:steps|epochs|seconds))", (" in ", " out of "), r"\1%"),
    (
        r"\b(?:peaked|was at its (?:peak|highest|maximum)|topped out|reached its (?:peak|maximum))(?= (?:in|during|under|with|on|for) )",
        ("peak", "topped", "at its", "maximum"),
        "was highest",
    ),
    (
        r"\b(?:bottomed out|was at its (?:lowest|minimum)|reached its minimum)(?= (?:in|during|under|with|on|for) )",
        ("bottomed", "at its", "minimum"),
        "was lowest",
    ),
    (r"\b(?:came|come|comes|finished|ended|ranked) (?:in )?last (?=in (?:the )?(?:mean|average|overall|test|validation|[A-Z]|[a-z]+ (?:score|rate)))in ", (" last in",), "had the worst "),
    (r"\b(?:came|comes|ranked) (?:in )?last(?=\W*$| (?:of|among) )", (" last",), "was the worst"),
    (r"\b(?:came|come|comes|finished|ended|ranked) (?:in )?first (?=in (?:the )?(?:mean|average|overall|test|validation|[A-Z]|[a-z]+ (?:score|rate)))in ", (" first in",), "had the best "),
    (r"\b(?:the )?most (?:difficult|challenging|problematic|demanding)\b", ("most ",), "the hardest"),
    (r"\b(?:the )?least (?:difficult|challenging|problematic|demanding)\b", ("least ",), "the easiest"),
    *(
        (rf"\b(?P<which>(?:best|worst|fastest|slowest|last|longest|shortest) (?P<place>epoch|trial|fold|round)) was the {nth}\b(?=\W*$|[,;])", (f" was the {nth}",), rf"\g<which> was \g<place> {number}")
        for nth, number in ORDINALS.items()
        if number <= _TENTH
    ),
    (r"\bbroken down by\b", ("broken down",), "split by"),
    (r"\b(?:the )?most (?:accurate|reliab|precise|correct)ly\b", ("most ",), "best"),
    (r"\b(?:the )?least (?:accurate|reliab|precise|correct)ly\b", ("least ",), "worst"),
    (r"\bhad to be (?=(?:re)?[a-z]{3,}(?:ed|un|lt|wn)\b)(?!expected|feared|assumed)", ("had to be",), "was "),
    (r"\bwithout (?:a |an |any )?(?:single )?interruptions?\b", ("interruption",), "without interruption and without any error"),
    (r"\b(?:had|found|has|finds) nothing to (?:complain about|object to|criticise|criticize|report)", ("nothing to",), "found no issues"),
)  # fmt: skip
_FORMS: Sequence[tuple[str, tuple[str, ...], str]] = (
    (r"\b(do|does|did|has|have|had|is|are|was|were|could|would|should|must|need)n['’]t\b", ("n't", "n’t"), r"\1 not"),
    (r"\bcan['’]t\b", ("n't", "n’t"), "cannot"),
    (r"\bwon['’]t\b", ("n't", "n’t"), "will not"),
    (
        r"(?<![\w.])(\d[\d.,]*(?: ?[%A-Za-z]+)?|an? [a-z]+|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) [a-z]+) or (?:so|thereabouts)\b",
        (" or so", " or thereabouts"),
        r"about \1",
    ),
    (r"\b(epoch|step|iteration|round)-(?=\d+\b(?![-.]))", ("epoch-", "step-", "iteration-", "round-"), r"\1 "),
    (r"\b((?:kilo|mega|giga)?watt) hours?\b", ("watt hour",), r"\1-hours"),
    (
        r"\b((?:of|among|out of) (?:the |its |all |these )*(?:[\w-]+ )?([a-z]{3,}?)s), number (?=\d)",
        ("number ",),
        r"\1, \2 ",
    ),
    (r"(?<=\d%) of the time\b(?! (?:was|were|is|went|spent|per|in|on|for|the|that)\b)", ("of the time",), ""),
)
"""What is written short, or with a hedge behind it; it comes before the turns, which know the long forms."""
_IN_PLAIN = tuple((Pattern(said, *hints, flags=re.IGNORECASE), plain) for said, hints, plain in (*_FORMS, *_TURNS))


_ALL_OTHERS = (
    r"(?:(?:any|either|each|every|both|all)(?: of)?(?: (?:the|its))? (?:others?|rivals?|contenders?|alternatives?|peers?)|"
    r"(?:the|its) (?:other (?:two|three|four|five|six|seven)|others|(?:two|three|four|five|six|seven) (?:others|rivals|contenders|alternatives)))"
)
_MORE_THAN_ALL = Pattern(
    rf"\b(?P<verb>(?!not\b|no\b|never\b|hardly\b|that\b|times\b|points?\b)[a-z]{{2,}})(?: (?:much|far|clearly|still|also|slightly|significantly|considerably|a (?:little|bit|lot)))*"
    rf" (?P<more>(?:more|less) [a-z]{{4,}}|(?!other\b|ever\b|never\b|rather\b|either\b|further\b|number\b|under\b|over\b|after\b)[a-z]{{2,}}er|better|worse) than {_ALL_OTHERS}\b",
    " than ",
    flags=re.IGNORECASE,
)
"""What is more than all others is the most of all: faster than either rival."""
_ANY_NUMBER = re.compile(
    r"\bby \S+|\d ?(?:%|percent|per cent|points?|times|x)|\b(?:twice|half|third|quarter|times)\b", re.IGNORECASE
)
"""By how much it is more, which is held against both."""
_MOST = {"better": "best", "worse": "worst"}


def _as_the_most(match: re.Match[str]) -> str:
    word, _, rest = match["more"].lower().partition(" ")
    most = f"{'most' if word == 'more' else 'least'} {rest}" if rest else _MOST.get(word, f"{word[:-2]}est")
    return f"{match['verb']} the {most}"


_CALLED_BY = Pattern(
    r"((?:^|\b(?:in|at|of|after|before|from|than|and|by|to|until|for|on|with|behind) )(?:epoch|trial|fold|seed|phase|stage|iteration|round|attempt)) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:[a-z]+ )?[a-z]{2,}s\b(?<!was)(?<!has)(?<!is)(?<!does)| (?:and|or|to) | hundred| thousand|-)",
    *("epoch", "trial", "fold", "seed", "phase", "stage", "iteration", "round", "attempt"),
    flags=re.IGNORECASE,
)  # fmt: skip
"""A place whose number is written out: in epoch two."""


_BY_MIDNIGHT = Pattern(
    r"\b(?P<hedge>(?:about|around|some|roughly|almost|nearly|just) )?(?P<many>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|twenty-five|thirty|\d{1,2}) minutes? (?P<way>before|to|past|after) (?P<noon>midnight|noon|midday)\b",
    "midnight", "noon", "midday",
    flags=re.IGNORECASE,
)  # fmt: skip
"""Twenty minutes before midnight is a time of day."""


def _at_that_time(match: re.Match[str]) -> str:
    minutes = int(written_number(match["many"]) or 1)  # a minute past midnight
    noon = 0 if match["noon"].lower() == "midnight" else 720
    at = noon - minutes if match["way"].lower() in ("before", "to") else noon + minutes
    return f"{match['hedge'] or ''}at {at % 1440 // 60:02}:{at % 60:02}"


_NTHS = "|".join(ORDINALS)
_FROM_NTH = Pattern(
    rf"\bfrom the (?P<one>{_NTHS}) (?P<place>epoch|trial|fold|phase|stage|iteration|round) to the (?P<other>{_NTHS})(?: (?P=place))?\b(?! [a-z]+s?\b(?<!and)(?<!but)(?<!the))",
    "from the ",
    flags=re.IGNORECASE,
)
"""From the first epoch to the eighth, whose place is not said again."""


def _by_number(match: re.Match[str]) -> str:
    return (
        f"from {match['place']} {ORDINALS[match['one'].lower()]} to {match['place']} {ORDINALS[match['other'].lower()]}"
    )


def in_plain_words(sentence: str) -> str:
    """Return a sentence with the turns of phrase in it put plainly."""
    sentence = _BY_MIDNIGHT.sub(_at_that_time, _FROM_NTH.sub(_by_number, sentence))
    for pattern, plain in _IN_PLAIN:
        sentence = pattern.sub(plain, sentence)
    sentence = _CALLED_BY.sub(lambda match: f"{match[1]} {spelled_number(match[2].lower())}", sentence)
    return sentence if _ANY_NUMBER.search(sentence) else _MORE_THAN_ALL.sub(_as_the_most, sentence)
