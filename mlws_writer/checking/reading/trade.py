"""What readers call by its full name and logs by a code: half precision for fp16, boosted trees for LightGBM."""

import re
from collections.abc import Collection

from mlws_writer.facts.dates_and_clocks import MONTHS, WEEKDAYS

Codes = tuple[tuple[re.Pattern[str], frozenset[str]], ...]
"""What readers say, as a pattern, with the tokens that a log has for it."""
CODES = tuple(
    (re.compile(rf"(?<![\w-])(?:{spoken})(?![\w-])", re.IGNORECASE), re.compile(rf"(?:{codes})", re.IGNORECASE))
    for spoken, codes in (
        (r"(?:gradient[- ])?boosted (?:decision )?trees|(?:gradient )?boosting", r"lightgbm|lgbm?|xgb\w*|catboost|gbdt|gbms?|hgb\w*|hist.*boost\w*"),
        (r"SVMs?|support[- ]vector machines?", r"\w*svc|\w*svm"),
        (r"(?:k-)?nearest[- ]neighbours?|(?:k-)?nearest[- ]neighbors?", r"k?nn|kneig\w*"),
        (r"(?:random )?forests?", r"rf|\w*fores\w*"),
        (r"(?:neural )?(?:networks?|nets?)|(?:multi-?layer )?perceptrons?", r"mlp\w*|nn|ann|fcnn?|ffnn|dnn|\w*net"),
        (r"logistic(?: regression)?", r"log_?reg\w*|logit|lr_?clf|logis\w*"),
        (r"decision trees?", r"dt|cart|decisiontree\w*"),
        (r"naive bayes", r"nb|\w*nb|naivebayes|bayes"),
        (r"half[- ]precision|sixteen[- ]bits?|16[- ]bits?", r"b?fp?16|float16|bfloat16|half"),
        (r"full[- ]precision|single[- ]precision|32[- ]bits?|unquanti[sz]ed", r"fp?32|float32"),
        (r"double[- ]precision|64[- ]bits?", r"fp?64|float64|double"),
        (r"eight[- ]bits?|8[- ]bits?", r"u?int8\w*|w8\w*|q8\w*|fp8\w*|\w*8bit"),
        (r"four[- ]bits?|4[- ]bits?", r"u?int4\w*|w4\w*|i?q4\w*|nf4|fp4|awq|gptq|\w*4bit"),
        (r"quanti[sz](?:ations?|ed|ing)(?:[- ]aware)?", r"u?int[48]\w*|w[48]a?\w*|i?q[2-8]\w+|nf4|fp[48]|awq|gptq|gguf|qat|ptq|\w*quant\w*"),
        (r"quanti[sz]ation[- ]aware", r"\w*qat"),
        (r"flash[- ]attention", r"fa2?"),
        (r"attention", r"\w*attn\w*"),
        (r"heat[- ]?maps?", r"\w*hm"),
        (r"tail latency", r"p9[59]"),
        (r"median latency", r"p50"),
        (r"(?:the )?language models?", r"lm|llm|nolm"),
        (r"width", r"base_?ch\w*|hidden\w*|dim|d_?model|channels"),
        (r"(?:binary )?cross[- ]entropy", r"b?ce|xent|nll"),
        (r"rule[- ]based", r"rbc|rule\w*"),
        (r"learning rate", r"eta|step_?size"),
        (r"popularity|most popular|best-?sellers?", r"pop|toppop|mostpop\w*|popul\w*"),
        (r"steepness|steep", r"slop\w*"),
        (r"altitude|elevation", r"elev\w*|dem|alt|altitude|height"),
        (r"rain(?:fall)?|precipitation", r"rain\w*|precip\w*|prcp"),
        (r"distance", r"dist\w*"),
        (r"batch size|batches", r"bsz?|batch_?size"),
        (r"dimension(?:s|al|ality)?", r"dims?|d_?model|emb_?dim|embed_?dim"),
        (r"humidity", r"rh|hum|humid\w*"),
        (r"augmentations?", r"augs?|\w*augme\w*|mixup|cutmix|mosaic"),
        (r"weight decay", r"wd"),
        (r"thompson(?: sampling)?", r"\w*ts|\w*thompson\w*"),
        (r"epsilon[- ]greedy", r"e(?:ps(?:ilon)?)?[-_]?greedy"),
        (r"infiniband", r"ib\d*|mlx\d*"),
        (r"raspberry pi", r"rpi\d*|pi\d?"),
        (r"click(?:[- ]through)?[- ]rates?", r"ctr"),
        (r"standard deviation", r"sd|std|stdev|sigma"),
    )
)  # fmt: skip
"""How readers say it, and the tokens by which logs do."""

LANGUAGES = {
    "english": "en|eng", "german": "de|deu|ger", "french": "fr|fra", "spanish": "es|spa", "italian": "it|ita", "dutch": "nl|nld",
    "portuguese": "pt|por", "polish": "pl|pol", "czech": "cs|ces", "slovak": "sk", "finnish": "fi|fin", "swedish": "sv|swe",
    "norwegian": "no|nb|nn|nor", "danish": "da|dan", "estonian": "et|est", "latvian": "lv|lav", "lithuanian": "lt|lit",
    "russian": "ru|rus", "ukrainian": "uk|ukr", "chinese": "zh|zho|cmn", "japanese": "ja|jpn", "korean": "ko|kor",
    "arabic": "ar|ara", "turkish": "tr|tur", "hindi": "hi|hin", "hungarian": "hu|hun", "romanian": "ro|ron", "greek": "el|ell",
    "hebrew": "he|heb", "vietnamese": "vi|vie", "thai": "th|tha", "indonesian": "id|ind", "welsh": "cy|cym", "breton": "br|bre",
    "irish": "ga|gle", "basque": "eu|eus", "catalan": "ca|cat", "bulgarian": "bg|bul", "croatian": "hr|hrv", "serbian": "sr|srp",
    "faroese": "fo|fao", "maltese": "mt|mlt", "luxembourgish": "lb", "galician": "gl|glg", "slovenian": "sl|slv", "macedonian": "mk",
    "albanian": "sq", "armenian": "hy", "georgian": "ka", "kazakh": "kk", "uzbek": "uz", "mongolian": "mn", "nepali": "ne", "sinhala": "si",
    "khmer": "km", "lao": "lo", "burmese": "my", "malay": "ms", "tagalog": "tl", "javanese": "jv", "afrikaans": "af", "zulu": "zu",
    "xhosa": "xh", "yoruba": "yo", "igbo": "ig", "hausa": "ha", "amharic": "am", "somali": "so", "punjabi": "pa", "gujarati": "gu",
    "marathi": "mr", "telugu": "te", "kannada": "kn", "malayalam": "ml", "pashto": "ps", "kurdish": "ku", "belarusian": "be",
    "bosnian": "bs", "gaelic": "gd", "frisian": "fy", "esperanto": "eo", "latin": "la", "sanskrit": "sa", "tibetan": "bo",
    "persian": "fa|fas", "swahili": "sw|swa", "bengali": "bn|ben", "tamil": "ta|tam", "urdu": "ur|urd", "icelandic": "is|isl",
}  # fmt: skip
"""The languages of the world as logs and sentences name them (ISO 639)."""

CALENDAR = {name: name[:3] for name in (*WEEKDAYS, *MONTHS) if name != "may"}
"""The days and the months as sentences name them, and as logs do."""


def known_codes(tokens: Collection[str]) -> Codes:
    """Keep of what readers say that of which a log has the codes, with those."""
    words = [token for token in tokens if not token.partition("=")[2].isdigit()]  # epoch=2 is no code
    found = ((spoken, frozenset(filter(codes.fullmatch, words))) for spoken, codes in CODES)
    return tuple((spoken, codes) for spoken, codes in found if codes)


def said_in_full(text: str, known: Codes) -> frozenset[str]:
    """Collect the words of a text that name in full what a log has a code for."""
    matches = (match.group() for spoken, _ in known for match in spoken.finditer(text))
    return frozenset(word.lower() for match in matches for word in re.findall(r"[A-Za-z]+", match))


def codes_in(text: str, known: Codes) -> frozenset[str]:
    """Give the codes of a log for what a text names in full; where it says one of them beside it, that one."""
    meant = [codes for spoken, codes in known if spoken.search(text)]
    said = frozenset(word.lower() for word in re.findall(r"\w+", text)) if meant else frozenset()
    return frozenset().union(*(codes & said or codes for codes in meant))
