"""The usual troubles of a run, as logs write them and as readers put them: by both, the same one is known."""

import re
from functools import lru_cache

from mlws_writer.facts.patterns import Pattern, Words

_TROUBLES = {
    "memory": (r"(?:ran|run|running|runs|was|went|being) out of (?:\w+ )?memory|(?:could not|cannot|unable to) (?:be )?allocate\w*|out[- ]of[- ]memory|insufficient (?:\w+ )?memory|memory (?:error|ran out|was (?:full|exhausted|used up|not enough|too small))|not enough (?:\w+ )?memory|too little memory|did not fit in(?:to)? (?:\w+ )*memory|lack of (?:\w+ )?memory|want of (?:\w+ )?memory|memory shortage|exhausted (?:the |its )?memory",
               r"out[ _]?of[ _]?me(?:mory|m?\b)|\boom(?:[-_ ]?kill\w*)?\b|MemoryError|CUDNN_STATUS_ALLOC|cannot allocate|std::bad_alloc|memory (?:limit|exhausted)|RESOURCE_EXHAUSTED|tried to allocate"),
    "disk": (r"disk (?:\S*/\S* )?(?:was |is |ran |had )?full|(?:ran|run) out of (?:disk |storage )?space|lack of (?:disk |storage )(?:space|room)|no (?:more |free )?(?:disk )?(?:space|room)|disk space (?:ran out|was (?:used up|exhausted))|quota (?:was )?(?:exceeded|used up|exhausted)",
             r"no space left|ENOSPC|\buse[d%]?\W{0,3}100 ?%|\bavail\w*\W{1,3}0\b(?!\.)|disk full|disk quota|quota exceeded|errno 28"),
    "full": (r"(?:no|not enough|too little|insufficient|hardly any|lack of) (?:more |free |\w+ )?(?:room|space|capacity)|(?:was|were|is|are|being|got) (?:\w+ )?full\b|ran out of (?:\w+ ){0,2}(?:room|space|capacity|slots|blocks)",
             r"(?:not enough|insufficient|no(?: more| free)?|out of|lack of) (?:\w+ ){0,3}(?:space|room|capacity|slots?|blocks?)\b|\b(?:is|was|disk|queue|cache|buffer|storage|quota|map|index|pool|volume|partition|table|memory|inbox) full\b|(?:space|storage|capacity) (?:exhausted|exceeded)|insufficient storage|(?:disk|space|storage|volume|cache|quota)\b[^;|]{0,20}\b(?:9[4-9]|100)(?:\.\d+)? ?%|(?:disk|space|storage|volume)\b[^;|]{0,25} (?:free|left)\b"),
    "timeout": (r"tim(?:ed|ing|es) out|time-?out|took too long|did not (?:answer|respond|reply|finish) (?:with)?in (?:time|\d)|too slow to (?:answer|respond)|(?:its |the )?time (?:limit )?(?:was up|ran out|had run out|was over|limit)|ran out of time|no (?:answer|response|reply) (?:came |arrived )?(?:with)?in",
                r"time[d ]?-?out|TimeoutError|deadline|ETIMEDOUT|time limit|DUE TO TIME|walltime|\b50[48]\b|exceeded .{0,20}\btime"),
    "rate": (r"rate[- ]limit\w*|too many requests|throttl\w+|(?:daily|hourly|token|request) (?:limit|quota)|quota|request rate|(?:requests|calls) (?:\w+ )?too (?:fast|often|quickly)",
             r"rate[-_ ]?limit|request rate|slow ?down\b|too many requests|\b429\b|throttl|quota|RESOURCE_EXHAUSTED|retry[-_ ]after"),
    "missing": (r"(?:had|has|have) (?:disappeared|vanished)|(?:was|were|is|are|could) (?:missing|not (?:be )?found|not there|absent)|did(?: not|n't) exist|does(?: not|n't) exist|missing|there (?:was|were|is) no\b|lacked|lacks|no such",
                r"not ?found|missing|no longer (?:available|there)|no such|does not exist|ENOENT|NoSuch|KeyError|ModuleNotFound|\b404\b|% (?:gaps|empty|nan|null)\b|\babsent\b|unresolved|ImportError"),
    "denied": (r"(?:not|never) (?:allowed|permitted|authori[sz]ed)|no (?:permission|access|rights?)|lack\w* (?:of )?(?:permission|access|the right|rights)|permission|forbidden|denied|(?:was|were) refused|refused (?:the |its |our )?(?:login|log-in|password|credentials)|may not|without (?:permission|approval)",
               r"permission|denied|forbidden|unauthori[sz]ed|not (?:allowed|permitted|authori[sz]ed)|\b40[13]\b|authentication|\b535\b|EACCES|AccessDenied|may not|read-only"),
    "unreadable": (r"could not be (?:read|opened|parsed|decoded|loaded|understood)|(?:was|were|is|are) (?:unreadable|corrupt\w*|truncated|damaged|broken|malformed|garbled|incomplete)|unreadable|corrupt\w*|truncated|malformed",
                   r"unreadable|corrupt|truncated|cannot (?:read|open|parse|decode|identify|load)|could not (?:read|open|parse|decode|load)|ParseError|DecodeError|malformed|bad (?:magic|crc|header|zip)|unexpected (?:eof|end)|checksum|invalid (?:json|header|file|data|format)|EOFError"),
    "invalid": (r"(?:did not|didn't|does not|failed to) (?:return|give|yield|produce|contain|have|answer with) (?:an? |any )?(?:valid|usable|proper|number|numeric)|(?:was|were|is|are) (?:not valid|invalid|not a (?:valid )?number)|(?:bad|faulty|defective|impossible|implausible|wrong|broken) [a-z]+s?\b|no valid|not valid|invalid",
                r"out[- ]of[- ](?:bounds|range)|non-?normali|negative|invalid|not valid|unparse?able|ValidationError|ValueError|schema|unexpected (?:value|token|type)|could not parse|no (?:score|number|match)"),
    "network": (r"connection (?:was |had been |got )?(?:lost|reset|refused|dropped|closed|cut|broken|interrupted)|network\b|(?:server|host|endpoint|client|node|site|clinic|service) (?:was |were |had been |became )?(?:un(?:reachable|available)|down|offline|not reachable|lost)|lost (?:its|the) connection",
                r"connection|ECONN|unreachable|network|socket|broken pipe|reset by peer|NCCL|dns|name resolution|host down|offline|lost (?:the )?(?:client|node|worker)"),
    "server": (r"(?:internal )?server (?:error|was (?:overloaded|unavailable|busy|down)|returned|replied|answered)|unavailable|overloaded",
               r"\b50[0-4]\b|server error|unavailable|overload|bad gateway|internal error|busy"),
    "limit": (r"(?:was|were|is|are|lay|went|had (?:been|gone)|got|rose|fell) (?:\w+ )?(?:above|over|beyond|below|under|outside) (?:the |its |a |an )?(?:\w+ ){0,3}(?:limit|target|threshold|maximum|minimum|budget|cap|gate|ceiling|allowance|bound)|exceed(?:ed|s|ing) (?:the |its |a |an )?(?:\w+ ){0,3}(?:limit|target|threshold|maximum|budget|cap|gate|ceiling|window|allowance|bound)|over (?:the )?(?:limit|budget|quota)|violat\w+ (?:the |its )?(?:limit|threshold|gate)|(?:more|less|fewer|higher|lower|longer|larger|slower|\w+er) (?:[\w@-]+ ){0,2}?than (?:is |was |were )?(?:the )?(?:\w+ )?(?:allowed|permitted|tolerated|limit|budget)",
              r"[<>]=? ?(?:the )?(?:allowed|permitted|limit|max\w*|budget|threshold)\b|\b(?:above|over|exceed\w*|below|under|beyond)\b[^;,|]*(?:limit|target|max\w*|min\w*|threshold|budget|cap|gate|\d)|(?:limit|max\w*|threshold|budget|cap)\b[^;,|]*\b(?:exceed\w*|reached|hit|passed)|[<>]=?\s*[\d.]+\w*%?\s*\W?\s*(?:FAIL|VIOLAT|NO\b|MISS)|over_?limit|too (?:long|large|many|big|high)|longer than|larger than"),
    "size": (r"(?:did not|didn't|does not|doesn't|would not|could not|no longer|not) fit(?:ted)? (?:in(?:to|side)?|within|on)\b(?! (?:\w+ )*memory)|(?:was|were|is|are|being|proved) too (?:long|large|big|wide)\b|over-?long|longer than (?:the|its)|larger than (?:the|its)",
             r"(?:length|size|tokens?|window|context)\b[^;|]*(?:exceed|limit|> ?\d|over)|exceeds?\b[^;|]*(?:length|size|tokens?|window|context|limit)|too (?:long|large|big)|\b413\b|oversiz|longer than|larger than|max_(?:len|seq|model_len|tokens|size)|\d ?[a-z]* > ?\d"),
    "killed": (r"(?:was|were|been|got) (?:killed|terminated|preempted|evicted)|preempt\w+|sent a (?:kill|term)", r"kill|SIGTERM|SIGKILL|preempt|evict|terminat|exit(?:ed)? (?:code )?-?(?:9|137|143|15)\b"),
    "nan": (r"(?:became|turned|was|were|went|got|produced|of) (?:\w+ )?(?:nan|not a number|infinite|inf)\b|diverg\w+|blew up|exploded|overflow\w*|invalid loss\w*", r"\bnan\b|\binf\b|diverg|explod|overflow|non-?finite"),
    "duplicate": (r"(?:was|were|is|are) (?:a )?duplicates?\b|already (?:existed|exists|there|seen|present|processed)|duplicate", r"duplicate|already (?:exists?|seen|present|processed)|dup\b|EEXIST|unique constraint|identical"),
    "expired": (r"expired|ran out on|out of date|no longer valid|outdated", r"expir|ends? \d|outdated|stale|no longer valid"),
    "unsupported": (r"(?:is|are|was|were) (?:not|un)[- ]?supported|unsupported|not implemented|no support for", r"not (?:yet )?supported|unsupported|NotImplemented|unknown op\b|no kernel image"),
    "mismatch": (r"(?:shapes?|sizes?|dimensions?|versions?|types?|lengths?|checksums?|hash(?:es)?|columns?|keys?) (?:\w+ )?(?:did not|does not|do not|didn't|doesn't) (?:match|agree|fit)|mismatch\w*|(?:wrong|unexpected|different) (?:\w+ )?(?:shape|size|dimension|version|type|length)s?",
                 r"mismatch|unexpected (?:shape|size|dim\w*|key|version)|expected \S+,? (?:but )?got|got \S+,? (?:but )?expected|not aligned|cannot be (?:multiplied|broadcast)|incompatible"),
    "busy": (r"(?:was|were|is) (?:already )?(?:locked|in use|busy|taken|occupied)|another (?:process|job) (?:held|used|was using)|lock", r"lock|(?<!B )in use|busy|EBUSY|EADDRINUSE|already running"),
}  # fmt: skip
_PATTERNS = {name: re.compile(f"{said}|{logged}", re.IGNORECASE) for name, (said, logged) in _TROUBLES.items()}
TROUBLES = {
    name: (Pattern(rf"\b(?:{said})", flags=re.IGNORECASE), Pattern(logged, flags=re.IGNORECASE))
    for name, (said, logged) in _TROUBLES.items()
}
"""How readers put each trouble, and how logs write it."""


@lru_cache(maxsize=20_000)
def troubles(text: str) -> frozenset[str]:
    """Name the usual troubles of which a text speaks: memory, for a graphics card that ran out of it as for an OOM."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


_MET_NONE = Words(r"\b(?:never|did not|was not|were not) (?:once |ever )?(?P<trouble>(?!again\b)[a-z][^,;.]*)")


def denied_troubles(sentence: str) -> frozenset[str]:
    """Name the troubles of which a sentence says that there were none: it never ran out of memory."""
    match = _MET_NONE.search(sentence)
    return troubles(match["trouble"]) & _EVENTS if match else frozenset()


_EVENTS = frozenset(["memory", "disk", "timeout", "rate", "network", "server", "killed", "nan"])
"""What happens, and is no state or amount."""
