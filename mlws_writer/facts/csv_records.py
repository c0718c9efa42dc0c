"""Records of a log in CSV: a time, a level, maybe a source, and a message in quotation marks of the format."""

import re

CSV_RECORD = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^,\"]*),(?P<level>[A-Za-z]{4,8}),(?:(?P<source>[\w.\-/:]+),)?"
    r"\"(?P<message>(?:[^\"]|\"\")*)\"\s*"
)
"""Its quotation marks are of the format, not of a quotation; a quotation within has them twice."""


def without_its_quotes(text: str) -> str:
    """Return a record without the quotation marks of the format, each sign where it was; other text stays."""
    if not text[:1].isdigit() or '"' not in text or (match := CSV_RECORD.fullmatch(text)) is None:
        return text
    message = match["message"].replace('""', ' "')
    return f"{text[: match.start('message') - 1]} {message} {text[match.end('message') + 1 :]}"
