"""How wide text is in the portal's own typeface, and how it is broken into lines."""

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FAMILY = "Source Sans 3"
FILES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-Semibold.ttf"}
"""File by weight, below ``static/fonts/source-sans-3/``."""


def font_file(weight: int) -> Path:
    """The font of a weight; raises ``KeyError`` for one that is not shipped."""
    return Path(settings.FONTS_DIR, "source-sans-3", FILES[weight])


@cache
def _advances(weight: int) -> tuple[dict[int, float], float]:
    """Width of each character in parts of the letter's size, and of one that the font lacks."""
    font = TTFont(font_file(weight), lazy=True)
    unit = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    return {sign: widths[glyph][0] / unit for sign, glyph in font.getBestCmap().items()}, 1.0


@cache
def _known_signs() -> frozenset[int]:
    """The signs that the typeface of documents has, or the one that stands in for it."""
    fallback = Path(settings.FONTS_DIR, "droid-sans-fallback", "DroidSansFallback.ttf")
    fonts = [TTFont(path, lazy=True) for path in (font_file(400), fallback)]
    return frozenset(sign for font in fonts for sign in font.getBestCmap())


def drawable(text: str) -> str:
    """A text in which a question mark stands for what no font of the portal can draw.

    A document with a sign that no font has could not be read aloud any more.
    """
    known = _known_signs()
    return "".join(sign if sign.isspace() or ord(sign) in known else "?" for sign in text)


def text_width(text: str, size: float, weight: int = 400) -> float:
    """The width of a line in the unit of ``size``; pairs of letters are not drawn together."""
    advances, other = _advances(weight)
    return size * sum(advances.get(ord(sign), other) for sign in text)


def wrap(text: str, width: float, size: float, *, weight: int = 400, lines: int = 3) -> list[str]:
    """The text in at most so many lines of that width; what is left out is told by an ellipsis.

    A word that is wider than a line is broken where the line ends.
    """
    found: list[str] = []
    line = ""
    for word in _pieces(text, width, size, weight):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, weight) > width:
            found.append(line)
            line = word
        else:
            line = longer
    found.append(line)
    if len(found) <= lines:
        return found
    return [*found[: lines - 1], _cut(f"{found[lines - 1]} {found[lines]}", width, size, weight)]


def _pieces(text: str, width: float, size: float, weight: int) -> list[str]:
    pieces = []
    for word in text.split():
        rest = word
        while text_width(rest, size, weight) > width and len(rest) > 1:
            end = next(
                (n for n in range(len(rest), 1, -1) if text_width(rest[:n], size, weight) <= width),
                1,
            )
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces


def _cut(text: str, width: float, size: float, weight: int) -> str:
    while text and text_width(f"{text}…", size, weight) > width:
        text = text[:-1].rstrip()
    return f"{text}…"
