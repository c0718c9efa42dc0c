"""Small pictures as text: the same bytes for the same values, readable on light and dark, with words beside them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from xml.sax.saxutils import escape as _escaped

from mlws_writer.tier3_sessions.narrative import slug

WIDTH = 720
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
_LIGHT = ("0a5cb8", "b54708", "1a7f37", "8250df", "57606a", "bf3989")
_DARK = ("79b8ff", "ffb066", "6fdd8b", "d2a8ff", "b4bcc4", "ff9bce")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "1 4")
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: what it is known by, the words for those who do not see it, and its text as SVG."""

    name: str
    words: str
    svg: str

    def file(self, stem: str) -> str:
        """Name its file, beside the document of that stem."""
        return f"{stem}-{slug(self.name)}.svg"


def picture(height: float, title: str, words: str, body: Iterable[str]) -> str:
    """Put marks on paper, `height` high, with a title and the words for those who do not see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {short(height)}" width="{WIDTH}" '
        f'height="{short(height)}" role="img" aria-labelledby="title words" '
        'font-family="system-ui, sans-serif" font-size="13">\n'
        f'<title id="title">{plain(title)}</title>\n<desc id="words">{plain(words)}</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect class="paper" width="{WIDTH}" height="{short(height)}" rx="6"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def text(x: float, y: float, words: str, kind: str = "ink", anchor: str = "start") -> str:
    """Write words at a place."""
    return f'<text class="{kind}" x="{short(x)}" y="{short(y)}" text-anchor="{anchor}">{plain(words)}</text>'


def line(spots: Sequence[Spot], kind: str) -> str:
    """Draw a line through some spots; those that lie on top of each other are drawn once."""
    drawn = list(dict.fromkeys(f"{short(x)},{short(y)}" for x, y in spots))
    return f'<polyline class="{kind}" points="{" ".join(drawn)}"/>'


def dot(spot: Spot, kind: str, radius: float = 4) -> str:
    """Draw a dot."""
    return f'<circle class="{kind}" cx="{short(spot[0])}" cy="{short(spot[1])}" r="{short(radius)}"/>'


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Draw a bar."""
    return (
        f'<rect class="{kind}" x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" rx="3"/>'
    )


def short(number: float) -> str:
    """Write a coordinate with one digit at most behind the point."""
    return f"{round(number, 1):.1f}".removesuffix(".0").replace("-0", "0", 1 if number > -0.05 else 0)


def plain(words: str) -> str:
    """Write words so that XML takes them for words, whatever a log put into them."""
    return _escaped(_NOT_XML.sub(" ", words), {'"': "&quot;"})


def cut(words: str, longest: int) -> str:
    """Cut words to what there is room for."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Choose round numbers between two, about so many."""
    span = high - low
    if not span > 0:
        return [low]
    rough = span / about
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(scale * size for size in (1, 2, 5, 10) if scale * size >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [n * step for n in range(first, math.floor(high / step + 1e-9) + 1)]


def decades(low: float, high: float) -> list[float]:
    """Choose the powers of ten between two numbers, no more than seven."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    every = max(1, math.ceil((last - first + 1) / 7))
    return [10.0**n for n in range(first, last + 1, every)]


def said(number: float) -> str:
    """Write the number of a tick."""
    return f"{number:,.0f}" if number == round(number) and abs(number) < 1e7 else f"{number:.4g}"


def sealed(picture: str) -> bytes:
    """Give the bytes of a picture, with a digest of them in its last line: so it is known again as untouched."""
    raw = picture.encode("utf-8", "replace")
    return raw + f"<!-- {blake2b(raw, digest_size=8).hexdigest()} -->\n".encode()


def is_sealed(raw: bytes) -> bool:
    """Tell whether the bytes of a picture are as they were drawn."""
    drawn, _, _ = raw.rpartition(b"<!-- ")
    return bool(drawn) and sealed(drawn.decode("utf-8", "replace")) == raw


def breaks(values: Sequence[float]) -> list[int]:
    """Say where in a row of numbers that should rise one falls."""
    return [at for at, (one, other) in enumerate(pairwise(values), 1) if other < one]


def _colours(palette: Sequence[str]) -> str:
    return "".join(f".c{n}{{stroke:#{tone}}}.f{n}{{fill:#{tone}}}" for n, tone in enumerate(palette))


_STYLE = (
    ".paper{fill:#fff}.ink{fill:#1f2328}.quiet{fill:#59636e}.head{fill:#1f2328;font-size:15px;font-weight:600}"
    ".small{fill:#59636e;font-size:12px}"
    "polyline{fill:none;stroke-width:2;stroke-linejoin:round}.thin{stroke-width:1.3;opacity:.45}"
    ".grid{stroke:#d7dce1;stroke-width:1}.mark{stroke:#59636e;stroke-width:1;stroke-dasharray:4 4}"
    + "".join(f".d{n}{{stroke-dasharray:{dash}}}" for n, dash in enumerate(_DASHES) if dash)
    + _colours(_LIGHT)
    + "@media(prefers-color-scheme:dark){.paper{fill:#14171a}.ink,.head{fill:#e6e9ec}.quiet,.small{fill:#9aa4ae}"
    + ".grid{stroke:#343b43}.mark{stroke:#9aa4ae}"
    + _colours(_DARK)
    + "}"
)
