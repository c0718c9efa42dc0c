"""Words that nobody licensed: neither the evidence nor the language of reports has them, so somebody made them up."""

import re
from collections.abc import Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, STOP, content, stem, stems, words_of
from mlws_writer.checking.reading.values import EARLIER
from mlws_writer.checking.reading.words import actors, reporting_words, trade_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_BY_WHOM = Pattern(
    r"(?<=ed )(?:\w+ )?by (?:the |an? )?((?:[a-z][\w-]+ )?[a-z][\w-]+)(?=\W*$|[,;.]| (?:in|on|at|for|and|but|to|with|before|after)\b)",
    "by ",
)
"""Who did what was done."""
_GIVEN = Words(r"\b(?:because|due to|owing to|caused by|as a result of|thanks to)\b")
"""Who gives a reason has fewer words of their own: nobody told it."""
_SHORT = 3
_LONG = 18
MOST = 2
"""How many words of a sentence may be its writer's own, if they are less than half of what it says."""
_WORD = re.compile(r"(?<![\w.:/@-])[A-Za-z][a-z]{2,}(?:-[a-z]+)*(?:'s|')?(?!'t\b)(?![\w:/@]|\.\w)")
_ELSEWHERE = Pattern(
    r"\b(?:commercial (?!use|purpos|licen[cs])(?:\w+ )?\w+|(?:old|previous|earlier|former) (?:search|approach|method|setup|pipeline|prompt|tool)|last (?:year|month|week|quarter|summer|winter|release)|(?:previous|earlier|older|former) (?:release|edition|version|model|system|year|month|week)|"
    r"(?:team|industry|human|market|field|world) average|competitors?|production)\b",
    *("commercial", "old ", "older ", "previous ", "earlier ", "former ", "last "),
    *("average", "competitor", "production"),
    flags=re.IGNORECASE,
)
_AGAINST = Words(
    r"\b(?:than(?!\s+(?:half|twice|an? (?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth|dozen|hundred|thousand|million|billion|couple|few|handful|second|minute|hour|day|week|month|year)\b|one(?! (?:of|that|which|with|from|in|on|by|for|made|built|drawn|[a-z]+ed)\b)|two|three|four|five|six|seven|eight|nine|ten|\d))|ahead of|behind|relative to|compared (?:with|to)|close to|against|outperform\w*|beats?|overt[ao]kes?|overtook|surpass\w*|outdid|outdoes|outscores?|outscored|tops|topped|trails?|catch(?:es)? up with|caught up with|rivals|unlike|on (?:a )?par with|(?:(?:is|was|are|were|drew|stay(?:s|ed)) level|on a level) with|similar to|equal to|as (?:good|bad|fast|large|well|often|accurate|accurately|reliable|reliably|quickly|long) as)\b(?P<rest>[^,;.]*)",
)


_NEGATION = re.compile(r"^(?:un|non|re|pre|over|under|mis|in)", re.IGNORECASE)


_ADVERB = re.compile(r"(?!(?:fami|supp|rep|anoma|assemb|mono|po|ita|butterf)ly)[a-z]{3,}ly")
"""How something was, which other checks judge where it can be judged."""


_OUTSIDE = Words(
    r"\b(?P<how>hosted|public|published|official|commercial|proprietary|third-party|in-house|legacy|incumbent|competing|rival|untrained|"
    r"well-known|open|closed|off-the-shelf|existing|current|present)\b",
)
"""How a sentence calls what stands outside of a log."""
_IN_USE = Words(
    r"\b(?:that|which|we|they) (?:we |they |now |currently |have |has |had )*(?:runs?|used?|uses|is used|is in use|is live|serves?|served|relied on|shipped)\b[^,;.]*"
    r"|\b(?:at present|at the moment|in use|in service|so far used|these days)\b",
)
_WOULD = Words(r"^(?P<who>[^,;]*?)\b(?:would|could|might) (?:also |even |still )?(?:have|be|do)\b")


_THE_OTHERS = re.compile(
    r"\s*\b(?:either|any|both|all|each|every|(?:all |both )?(?:of )?its|the (?:other|next|closest|nearest)|the (?:other )?(?:two|three|four|five|six|seven))"
    r"(?: (?:other|two|three|four|five|six|seven|closest|nearest))? (?:rivals?|contenders?|alternatives?|peers?)\b(?! [a-z]+s?\b(?<! in)(?<! on)(?<! at)(?<! by)(?<! and)(?<! per)(?<! here))",
    re.IGNORECASE,
)
"""How a sentence calls those with which a table or a list compares something: faster than either rival."""


def _outside(against: re.Match[str], evidence: Evidence) -> str:
    """Name a rival that is told by how it is known outside: the hosted model, the one that runs in the app at present."""
    rest = against["rest"]
    how = _OUTSIDE.search(rest)
    if how and not stems(how.group()) & (evidence.words | evidence.sayable):
        return rest.strip()
    use = _IN_USE.search(rest)
    return rest.strip() if use and not content(use.group()) & evidence.cited else ""


def _supposed(sentence: str, against: re.Match[str], evidence: Evidence) -> str:
    """Name what would have done better or worse, where no line of the log is of it."""
    match = _WOULD.search(sentence[: against.start()])
    named = content(match["who"]) - reporting_words() if match else frozenset()
    return match["who"].strip() if match and named and not named & evidence.words else ""


def unlicensed(text: str, evidence: Evidence, *, to_the_word: bool = False) -> list[str]:
    """List the words of a text that neither the evidence nor the language of reports has.

    A word that a reader may say for one of the cited lines is as good as that, unless the text is taken to the word.
    """
    found: list[str] = []
    if SAID.search(text):
        return found
    for match in _WORD.finditer(text):
        for word in match.group().removesuffix("'s").removesuffix("'").split("-"):
            if (
                (to_the_word or _ADVERB.fullmatch(word) is None)
                and len(word) > _SHORT
                and word.lower() not in STOP
                and not _licensed(word, evidence, to_the_word=to_the_word)
                and word.lower() not in evidence.ground.written.cut_short(text)
            ):
                found.append(word)
    return list(dict.fromkeys(found))


def _licensed(word: str, evidence: Evidence, *, to_the_word: bool = False) -> bool:
    cut = stem(word)
    said = cut in reporting_words() or cut in evidence.words
    if cut in evidence.ground.quoted and not said:
        return False  # only quoted text has it
    if (
        (bare := _NEGATION.sub("", word)) != word
        and len(bare) > _SHORT
        and _licensed(bare, evidence, to_the_word=to_the_word)
    ):
        return True
    return said or evidence.ground.written.has(word) or (not to_the_word and cut in evidence.sayable)


_EARLIER = EARLIER - frozenset(map(stem, ["was", "from", "last", "base"]))


def _told_of(words: list[str], evidence: Evidence) -> bool:
    """Tell whether a fact has what is spoken of; where an old one is meant, one that speaks of something earlier."""
    cut = frozenset(map(stem, words))
    alike = [statement for statement in evidence.statements if stem(words[-1]) in statement.words]
    return any(statement.words & (_EARLIER if cut & _EARLIER else cut) for statement in alike)


def _not_cited(against: re.Match[str], evidence: Evidence) -> str:
    """Name a rival that the log knows, but none of the cited facts is of."""
    named = content(against["rest"]) - reporting_words()
    if against["rest"].startswith(" no ") or len(evidence.statements) > 1 or not named or not named <= evidence.words:
        return ""
    (only,) = evidence.statements
    above = (value.key for value in only.values)
    cited = (only.tags | only.words | stems(" ".join((*only.labels, *only.headings)))).union(*above)
    called = frozenset[str]().union(*(evidence.ground.aliases.get(token, frozenset()) for token in named))
    called |= told(against["rest"], evidence)
    return "" if (named | called) & cited else against["rest"].strip()


def _names_what_is_cited(rest: str, foreign: Sequence[str], evidence: Evidence) -> bool:
    """Tell whether a rival is one of the cited facts, with one word of the writer's own: the nearest-car rule."""
    named = content(rest) - reporting_words() - stems(" ".join(foreign))
    cited = evidence.cited.union(*(value.key for value in evidence.values))
    return len(foreign) == 1 and bool(named) and named <= cited


def _never_compared(sentence: str, evidence: Evidence) -> str:
    """Say what a sentence compares something with that nothing known, or nothing cited, is of."""
    against = _AGAINST.search(sentence)
    if against is None:
        return ""
    if evidence.leagues and _THE_OTHERS.match(against["rest"]):
        return ""
    foreign = unlicensed(against["rest"], evidence)
    if foreign and not _names_what_is_cited(against["rest"], foreign, evidence):
        return f"no fact speaks of {', '.join(foreign)}"
    if outside := _outside(against, evidence) or _supposed(sentence, against, evidence):
        return f"no fact is of {outside}"
    uncited = _not_cited(against, evidence)
    return f"no cited fact is of {uncited}" if uncited else ""


_BY_HAND = re.compile(r"KeyboardInterrupt|\^C|SIGINT|ctrl-?c", re.IGNORECASE)


_WRITERS = ("author", "researcher", "operators", "experimenter", "engineer")
_FIRST_PERSON = re.compile(r"(?<![\w'])(?:I|me|my|we|our)\b(?! ?[=:.]\d)")
"""How a person notes something in a log, whom a reader calls its author."""


def _any_such(word: str, sentence: str, evidence: Evidence) -> bool:
    """Tell whether an actor is any of those that data are of, one customer in twelve, or who pressed the keys that ended a run."""
    any_one = re.search(rf"\b(?:one|a single|each|every|any|per|\d[\d,]*) {re.escape(word)}\b", sentence, re.IGNORECASE)
    by_hand = word.lower() == "user" and any(_BY_HAND.search(s.text) for s in evidence.firsthand)
    writes = word.lower() in _WRITERS and any(_FIRST_PERSON.search(s.text) for s in evidence.firsthand)
    return any_one is not None or by_hand or writes


def licence(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a sentence that brings in things of its own, above all something that was never compared."""
    own = [word for word in unlicensed(sentence, evidence) if stem(word) not in trade_words()]
    if elsewhere := _ELSEWHERE.search(sentence):
        words = elsewhere.group().split()
        told = _told_of(words, evidence) or (words[-1] == "production" and evidence.ground.written.has(words[-1]))
        if not told:
            return Verdict(False, "invented_comparison", f"no fact speaks of {elsewhere.group()}")
    for word in (word for word in words_of(sentence) if word.lower() in actors()):
        said = stem(word) in evidence.words | evidence.sayable or (
            evidence.ground.written.has(word) and stem(word) not in evidence.ground.quoted
        )
        if (
            not said
            and not _any_such(word, sentence, evidence)
            and word.lower() not in evidence.ground.written.cut_short(sentence)
        ):
            return Verdict(False, "invented_event", f"no fact speaks of {word}")
    if never := _never_compared(sentence, evidence):
        return Verdict(False, "invented_comparison", never)
    stems_of_own = frozenset(map(stem, own))
    doers = filter(None, (content(by[1]) for by in _BY_WHOM.finditer(sentence)))
    most = MOST + (len(sentence.split()) > _LONG) - (_GIVEN.search(sentence) is not None)
    unknown = any(doer <= stems_of_own for doer in doers)
    if unknown or len(own) > most or (len(own) == MOST and len(own) * 2 >= len(content(sentence))):
        return Verdict(False, "invented_event", f"no fact speaks of {', '.join(own)}")
    return Verdict(True)
