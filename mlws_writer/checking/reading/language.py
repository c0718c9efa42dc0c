"""Words: what they are cut to for comparison, which ones carry meaning, and which ones make a claim of some kind."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from mlws_writer.facts.patterns import Words

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+")
_PIECES = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+")

STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "with",
        "for",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "which",
        "who",
        "what",
        "when",
        "while",
        "than",
        "then",
        "so",
        "not",
        "no",
        "nor",
        "only",
        "also",
        "both",
        "each",
        "every",
        "all",
        "any",
        "some",
        "most",
        "more",
        "less",
        "very",
        "too",
        "about",
        "almost",
        "nearly",
        "roughly",
        "around",
        "just",
        "over",
        "under",
        "after",
        "before",
        "during",
        "between",
        "into",
        "out",
        "up",
        "down",
        "per",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "their",
        "there",
        "they",
        "he",
        "she",
        "we",
        "i",
        "you",
        "our",
        "his",
        "her",
        "one",
        "ones",
        "run",
        "runs",
        "ran",
        "using",
        "used",
        "use",
        "well",
        "still",
        "even",
        "same",
        "other",
        "another",
        "such",
        "much",
        "many",
        "few",
        "first",
        "second",
        "third",
        "last",
        "next",
        "new",
        "against",
        "within",
        "without",
        "through",
        "because",
        "due",
        "since",
        "thanks",
        "owing",
        "caused",
    ]
)

_SAME = {
    word: words.split()[0]
    for words in (
        "val valid validation eval evaluation dev va vl", "class cls", "grad gradient gradients", "long longer longest length", "train training trained trn", "acc accuracy accurate", "lr learning",
        "param parameter parameters params", "sec s second seconds", "min minute minutes", "token tokens tok toks",
        "document documents doc docs", "max maximum", "mem memory ram vram", "config configuration", "error err errors",
        "repeat rerun retry retried retries", "disk space device", "missing notfound nosuch", "delete remove removed deleted", "finish complete done end",
        "fail failure failures crash abort broke", "start begin launch", "save write store written wrote", "large big", "lose losing", "class cls classes", "lightgbm lgbm lgb", "xgboost xgb",
        "neg negative", "neu neutral", "create make made build built", "average avg", "exceed above over surpass", "limit cap ceiling", "auto automatic automatically", "above over", "experiment study", "perplexity ppl", "region regional regions",
    )
    for word in words.split()
}  # fmt: skip

_ENDING = re.compile(r"(?:ations?|ions?|ings?|ed|es|s|ly)$")
_NOT_SO = frozenset({"learn", "miss", "don", "mak", "mad", "los", "brok", "retri", "evalu"})
"""What such a word without its ending may as well be of another: learned is no learning rate, missed is not missing."""
_BARE = {
    bare: same
    for word, same in _SAME.items()
    if len(bare := _ENDING.sub("", word).removesuffix("e")) > 3 and bare not in _NOT_SO
}
"""Those words without their endings, by which more of their forms are found: deleting, for delete."""
_IRREGULAR = {
    "rose": "rise",
    "fell": "fall",
    "grew": "grow",
    "ran": "run",
    "lost": "lose",
    "kept": "keep",
    "took": "take",
}


_SHORT_IN_IES = (5, 6)
_NO_PLURAL = frozenset({"series", "movies"})


def words_of(text: str) -> list[str]:
    """List the words of a text; a name such as val_acc has two."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut a word so that its forms meet: `validation` and `val`, `documents` and `docs`, `rejected` and `rejections`."""
    low = _IRREGULAR.get(word.lower(), word.lower())
    if low.endswith("ies") and len(low) in _SHORT_IN_IES and low not in _NO_PLURAL:
        low = f"{low[:-3]}y"
    if low in _SAME:
        return _SAME[low]
    bare = _ENDING.sub("", low) or low if len(low) > 4 else low.removesuffix("s") if len(low) > 2 else low
    if bare not in _SAME and len(bare) > 3:
        bare = bare.removesuffix("e")  # page and pages, score and scores
    mute = bare + "e" if bare != low and bare not in _NOT_SO else bare  # saves and saved, for save
    return _SAME.get(bare) or _SAME.get(mute) or _BARE.get(bare) or (bare if _NUMBERED.fullmatch(bare) else bare[:5])


_NUMBERED = re.compile(r"[a-z]{2,4}\d{1,6}")
"""A name that a number tells from another: step200 is not step231."""


@lru_cache(maxsize=40_000)
def stems(text: str) -> frozenset[str]:
    """Collect the stems of all words, those inside names such as val_acc or DeepLabV3 too."""
    return stems_in([text])


def stems_in(texts: Iterable[str]) -> frozenset[str]:
    """Collect those of many texts."""
    return frozenset().union(*map(_stems_of, {word for text in texts for word in _WORD.findall(text)}))


@lru_cache(maxsize=20_000)
def _stems_of(word: str) -> frozenset[str]:
    return frozenset({stem(word), *(stem(piece) for piece in _PIECES.findall(word) if len(piece) > 1)})


def content(text: str) -> frozenset[str]:
    """Collect the stems of the words that carry meaning."""
    return frozenset(stem(word) for word in _WORD.findall(text) if word.lower() not in STOP and len(word) > 2)


EXCEPTED = re.compile(
    r"\b(?:apart from|except(?:ing)?(?: for)?|other than|but for|leaving aside|setting aside|excluding|with the exception of)\b[^,;.]*(?:, )?",
    re.IGNORECASE,
)
"""What a sentence leaves out of what it says."""


def sentences(text: str) -> tuple[str, ...]:
    """Split a paragraph into sentences; a point inside a number or a name ends none."""
    return tuple(part for part in _BETWEEN.split(text.strip()) if part)


_BETWEEN = re.compile(
    r"(?<=[.!?])(?<!^[A-Z]\.)(?<![.!?] [A-Z]\.)(?<!\b[DM]r\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bProf\.)[\"')\]]?\s+(?=[A-Z\"'(\[`{])"
)
"""Where a sentence ends and another begins: not behind an initial that opens one, nor behind a title."""


CLAUSE = re.compile(
    r";|,? (?:even )?though\b|, (?:while|but|and|whereas|although|which|with)\b|\b(?:while|whereas|although|against|but)\b|\bat the (?:expense|cost) of\b"
)


def clauses(sentence: str) -> tuple[tuple[int, int], ...]:
    """Split a sentence where another statement begins."""
    cuts = [0, *(match.start() for match in CLAUSE.finditer(sentence)), len(sentence)]
    return tuple((start, end) for start, end in pairwise(cuts) if end > start)


CAUSE = Words(
    r"\b(?:because(?: of)?|due to|caused by|owing to|thanks to|as a result of|as a consequence of|led to|resulted in|"
    r"since (?!the (?:last|first|previous|latest|start|beginning|restart|resume)\b)(?=(?:the|it|its|they|their|this|that|there|a|an|no)\b(?:[^,;.]|(?<=\d)[,.](?=\d))*? (?:was|were|is|are|had|has|have|did|does|do|could|can|would|will|ran|fell|rose|came|went|got|took|gave|made|held|lost|have|contains?|needs?|lacks?|uses?|holds?|takes?|makes?|works?|sees?|covers?|cannot|exceeds?|[a-z]{2,}ed)\b|[\w-]+ (?:was|were|is|had|has)|[a-z]{3,}s (?!ago\b)[a-z]{3,}\b|(?:the|its|their|this) (?:[\w-]+ ){1,2}(?!epochs|steps|rounds|runs|days|weeks|hours|minutes|times|versions|tests|changes)[a-z]{3,}s (?:the |its |an? )?(?!ago\b|of\b|in\b|at\b|on\b|and\b|to\b|for\b|with\b|by\b)[a-z]{3,}\b)|which made|explained by|"
    r"in view of|in (?:the )?light of|on suspicion of|for fear of|out of fear of|(?:fell|fallen|falling) victim to|(?:in order|so as) to|with a view to|(?:(?<=^)|(?<=[,;] ))given (?=(?:the|its|their|an?|such)\b)|(?:(?<=^)|(?<=[,;] ))being (?=(?:too|so|the \w+est|the \w+er)\b)|"
    r"(?:stem|result|arise)(?:s|ed|med)? from|arose from|on account of|go(?:es|ing)? back to|went back to (?!(?:the |an? |its )?(?:step|epoch|round|iteration|checkpoint|ckpt|version|last|previous|earlier|latest|best|start|beginning|original|old|rank|plan|train\w*|work|\d)\b)|(?:put|came|comes|come|is|are|was|were) down to (?=(?:an?|the|its|their|too|insufficient|poor|bad|missing|[a-z]+(?:ing|ness|age|ure|tion|cy))\b)|blamed on|on the grounds (?:that|of)|attributed to|attributable to|traced (?:back )?to|"
    r"triggered by|brought about by|set off by|sparked by|the (?:result|consequence) of|driven by|the reason (?:is|was|being)(?: that)?|in response to|"
    r"as (?!(?:it|they) (?:was|were|is|are)(?:\W*$|,| (?:and|but|before)\b))(?=(?:the|it|its|they|their|this|that|there)\b (?:[\w-]+ ){0,4}(?:was|were|is|are|had|has|have)\b)|"
    r"(?:(?<=shrank )|(?<=fell )|(?<=rose )|(?<=grew )|(?<=dropped )|(?<=slipped )|(?<=climbed )|(?<=sank ))on (?=(?:weak|strong|soft|slow|poor|high|low|rising|falling|better|worse)\w* [a-z])|(?<=[\w,] )for (?=(?:the|its|their) (?:[\w-]+ ){1,4}(?:was|were|is|are|had|has)\b)|for (?=(?:lack|want) of\b|(?:[a-z-]+ ){1,2}reasons\b)|"
    r"(?:came|comes) from (?=(?:an?|too|insufficient|poor|bad|missing|faulty|broken)\b)|after (?=an? (?:\w+ ){0,2}(?:partition|fault|failure|bug|outage|crash|error)))\s*",
)
_GOING = r"(?:went|gone|going|go|goes|inch\w*|crept|creep\w*|edged?|ticked?|(?<!was )(?<!were )(?<!been )(?<!got )turned|dialled|dialed|scaled|nudged|moved|head(?:ed|ing)|trended|came|com(?:e|ing)|was|were|drift\w*)"
_BECAME = r"(?:became|becomes|becoming|got|gets|getting|grew|grows|growing|turned)"
_PART = r"(?!picked|taken|made|set|built|held|used|backed|given|started)"
_HANDED = r"(?!turned|shut|written|put|brought|taken|handed|tracked|noted|closed|broken|torn|powered)"
RISE = Words(
    rf"\b(?:ros?es?|rises|(?<=ed to )rise|(?<=an to )rise|risen|rising|increas\w*|grew(?! (?:\w+ly )?(?:more|less) (?!numerous|frequent|common)| (?:smaller|shorter|weaker|fewer|less|lower|slower|worse))|grow(?:s|n|ing)?|climb\w*|{_GOING} (?:{_PART}\w+ )?(?:up(?:wards?)?|higher)|"
    rf"{_BECAME} (?:\w+ )?(?:higher|larger|bigger|longer|greater|more (?:numerous|frequent|common))|jump(?:s|ed)|soar\w*|surg(?:ed|es|ing)|shot up|swell\w*|swelled|mounted|mounting|expanded|lengthened|widened|doubled|tripled|quadrupled|on the (?:rise|increase|way up))\b",
)
FALL = Words(
    rf"\b(?:fell(?! (?:into|within|outside|back (?:to|on) (?:an?|one|the|its|plain|using|[a-z]+ing))\b)|fall(?:s|en|ing)?|(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )drop(?:s|ped|ping)?(?! (?:out|the|it|them|off)\b)|decreas\w*|declin\w*|shr[aiu]nk\w*|{_GOING} (?:{_HANDED}\w+ )?(?:down(?:wards?)?|lower)|"
    rf"{_BECAME} (?:\w+ )?(?:lower|smaller|shorter|fewer|less (?:frequent|common)|rarer)|sank|sunk|sinks|sinking|dip(?:s|ped)|slip(?:s|ped)|plung\w+|plummet\w*|tumbl\w+|dwindl\w+|diminish\w*|subsid\w+|shortened|narrowed|receded|slid|halved|on the (?:decline|decrease|wane|way down))\b",
)
SPED = re.compile(
    r"\b(?:sped up|speeded up|accelerat\w*|(?:made|makes|making) (?:[\w@+/-]+ ){1,4}(?:faster|quicker)(?! than)|(?:got|became|went|was|were|ran) (?:\w+ )?(?:faster|quicker)|took less time)\b",
    re.IGNORECASE,
)
SLOWED = re.compile(
    r"\b(?:slowed(?: down)?|(?:made|makes|making) (?:[\w@+/-]+ ){1,4}slower(?! than)|(?:got|became|went|was|were|ran) (?:\w+ )?slower|took longer)\b",
    re.IGNORECASE,
)
BETTER = re.compile(
    r"\b(?:improv\w*|(?:got|became|becomes|getting|gets) (?:(?:\w+ )?better|more (?:accurate|precise|reliable|robust))|(?:made|makes|making) (?:[\w@+/-]+ ){1,4}(?:better|more accurate)(?! than)|gain(?:s|ed)?)\b",
    re.IGNORECASE,
)
WORSE = re.compile(
    r"\b(?:worsen\w*|lost (?:a (?:little|bit)|some|much|a lot|a good deal)(?: of)?(?: its| the)?(?= [A-Za-z])|(?:got|became|becomes|getting|gets) (?:(?:\w+ )?worse|less (?:accurate|precise|reliable|robust))|(?:made|makes|making) (?:[\w@+/-]+ ){1,4}(?:worse|less accurate)(?! than)|regressed|suffered|lost ground|cost (?:[\w-]+ ){0,2}?(?:some|a little|a bit of|much)\b|degrad\w*|deteriorat\w*)\b",
    re.IGNORECASE,
)
STEADY = re.compile(
    r"\b(?:steadily|every|each|kept|continuously|consistently|monotonic\w*|throughout|all the way|right up to)\b",
    re.IGNORECASE,
)
DERIVED = Words(
    r"\b(?:points?|pp|differ\w*|gain\w*|gap|more|less|fewer|faster|slower|quicker|shorter|longer|smaller|larger|bigger|better|worse|higher|"
    r"lower|dearer|cheaper|costlier|warmer|colder|cooler|hotter|heavier|lighter|wider|narrower|taller|deeper|sav(?:ed?|es|ing)|increas\w*|decreas\w*|improv\w*|reduc\w*|cut|shr[aiu]nk\w*|drop\w*|fell|rose|ahead|behind|beats?|beaten|"
    r"los[te]s?|rais\w*|times|\w+fold|speed-?up|ratio|share|surviv\w*|remov\w*|by|"
    r"up|down|brought|spent|earlier|later|sooner)\b|(?:%|per ?cent) of\b|-fold|\d+x\b",
)
ELAPSED = Words(
    r"\b(?:took|takes?|taken|lasted|within|after|later|for|in|over|ran|passed|between|elapsed|wait\w*|throughout|pause\w*|before|earlier|apart|needed|duration|long|total|runtime|time|each|every)\b",
)
COMPLETED = re.compile(r"\b(?:completed?|finished|succeeded|successful(?:ly)?)\b", re.IGNORECASE)
FAILED = re.compile(r"\b(?:fail(?:ed|s|ing|ures?)?|crash(?:ed|es)?|aborted|broke(?:n)?)\b", re.IGNORECASE)
STOPPED = re.compile(r"\b(?:interrupted|killed|cancel+ed|stopped early|was stopped)\b", re.IGNORECASE)
SPLITS = frozenset(map(stem, ["train", "val", "test"]))
"""The stems of the parts of the data."""
NEGATED = Words(
    r"\b(?:not|never|no|nothing|nobody|without|neither|nor|none|didn't|wasn't|could not|cannot|unable)\b",
)
LITERAL = Words(
    r"\b(?:baselines?|state[- ]of[- ]the[- ]art|significant(?:ly)?|outperform\w*|human|dermatologists|production|"
    r"clear winner|works well|(?:approach|method|idea|setup|concept) works|promising|(?:great|huge|resounding) success|sweet spot|impressive(?:ly)?|amazing(?:ly)?|exciting|fantastic|stunning(?:ly)?|spectacular(?:ly)?|incredibl[ey]|awesome|overfit\w*|converged?|diverged?|statistically)\b",
)
SAID = Words(
    r"\b(?:said|says|according to|claim(?:s|ed|ing)?|report(?:s|ed) that|contain(?:s|ed|ing)? (?:an? |the |some |also )*(?:[a-z-]+ )?(?:note|instruction|request|message|sentence|claim|prompt|comment|order|command|appeal|demand|remark|statement|plea|advice|call|attempt|injection|words?|text|order|hint|asks?)s?\b|(?:pages?|mails?|e-?mails?|samples?|texts?|answers?|documents?|docs?|messages?|comments?|notes?|reviews?|posts?|readme|snippets?|articles?|outputs?|quotes?|transcripts?|descriptions?|tickets?|repl(?:y|ies)|abstracts?|entr(?:y|ies)|records?|threads?|titles?|bod(?:y|ies)|passages?|chunks?|items?|inputs?|prompts?|responses?|letters?|requests?|issues?|caption|website|site|listing|footer|header|paragraph)(?: \S{1,20}){0,3} contain(?:s|ed|ing)?(?! no\b)|told|tell(?:s|ing)?|includ\w* a note|stated|wrote|answered that|"
    r"asks?|asked|note that|quoted|tr(?:ied|y|ies|ying) to (?!read|load|open|connect|fetch|allocate|start|resume|reach|write|run|build|compile|install|download|upload|push|import|use|find|fix|reproduce|save|convert|parse)|attempt(?:s|ed|ing) to (?:get|make|trick|persuade|lead|talk|manipulate|fool|lure|influence)|(?:is|was|are|were) (?:aimed at|addressed to|directed at|meant for)|hidden (?:instruction|message|request|command)s?|prompt injection|call(?:s|ed) (?:up)?on [^,;.]{3,40} to [a-z]+|want(?:s|ed) (?!to\b)(?:[\w-]+ ){1,3}to [a-z]+|asking (?!for\b)(?:[\w-]+ ){1,3}to [a-z]+|carr(?:y|ies|ied) (?:a note|an instruction|the words?)|assert\w*|alleg\w*|insist\w*|purport\w*|writes|(?<!the )(?<!of )(?<!all )(?<!\d )reads|recommends|recommend(?:ed|ing) (?:that|to|\w+ing)|instruct\w*|urg(?:ed|es)|"
    r"(?:comment|suggest|argue|note|want|request|warn|remark|propose|add|believe|object)(?:s|e?d) that|wish(?:es|ed) (?:that|for)|sp(?:eaks?|oke) of|asking (?:the |an? |all |any )?[\w-]+ for|(?:holds?|held|has|had|with|bears?|bore) (?:a|the) (?:note|message|comment|request|line|remark|text|postscript)|complain(?:s|ed|ing)?|dictat\w*|mention\w*|promis\w*|boast\w*|in (?:his|her|their|its) words|demand(?:s|ed|ing) (?:that|to)|order(?:ed|s) the|(?:model|agent|assistant|bot|user|judge|person|customer|it|he|she|they) answers?(?! (?:all|both|each|every|most|more|fewer|only|correctly|questions?|the|\d[\d,]*)\b))\b|\banswers?(?=[:,])",
)
