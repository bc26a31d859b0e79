"""Page numbers, written into pages that were laid out before anybody knew them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from common.pdf.rendering import render_pdf

SIGNS = "Page /0123456789"
FONT = Name("/PageNumber")


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a page number ends, in points from the right and the lower edge of the page."""

    right: float
    bottom: float
    size: float = 8.5
    color: tuple[float, float, float] = (0.11, 0.153, 0.2)


@dataclass(frozen=True, slots=True)
class _Font:
    """A font that has the signs of page numbers: its file, and glyph and width of each sign."""

    pdf: Pdf
    dictionary: pikepdf.Object
    glyphs: Mapping[str, int]
    widths: Mapping[str, float]


class PageNumbers:
    """Writes “Page 7 / 120” on the pages of one file."""

    def __init__(self, pdf: Pdf, *, styles: str, upright: NumberPlace, wide: NumberPlace) -> None:
        self.pdf = pdf
        self.font = _number_font(styles)
        self.embedded = pdf.copy_foreign(self.font.dictionary)
        self.upright = upright
        self.wide = wide

    def write(self, page: pikepdf.Page, number: int, total: int) -> None:
        """Write the number of a page, as what belongs to no text: readers aloud pass over it."""
        text = f"Page {number} / {total}"
        box = page.mediabox
        width, height = float(box[2] - box[0]), float(box[3] - box[1])
        place = self.wide if width > height else self.upright
        left = width - place.right - self._width(text) * place.size
        glyphs = "".join(f"{self.font.glyphs[sign]:04x}" for sign in text)
        color = " ".join(f"{part:g}" for part in place.color)
        content = (
            f"/Artifact <</Type /Pagination>> BDC q {color} rg BT "
            f"{FONT} {place.size:g} Tf {left:.3f} {place.bottom:.3f} Td <{glyphs}> Tj ET Q EMC"
        )
        resources = page.obj.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        resources.Font[FONT] = self.embedded
        before, after = (
            self.pdf.make_stream(b"q\n"),
            self.pdf.make_stream(b"\nQ\n" + content.encode()),
        )
        page.obj.Contents = Array([before, page.obj.Contents, after])

    def _width(self, text: str) -> float:
        return sum(self.font.widths[sign] for sign in text)


@cache
def _number_font(styles: str) -> _Font:
    """Taken from a PDF that shows just these signs, so that it is embedded as all others are."""
    source = (
        '<!DOCTYPE html><html lang="en"><head><title>Page numbers</title></head>'
        f'<body class="page-number"><p>{SIGNS}</p></body></html>'
    )
    pdf = pikepdf.open(BytesIO(render_pdf(source, styles=styles, identifier=b"page numbers")))
    fonts = pdf.pages[0].obj.Resources.Font
    (dictionary,) = [fonts[key] for key in fonts.keys()]  # noqa: SIM118 – no mapping
    glyphs = _glyphs(dictionary)
    widths = _widths(dictionary.DescendantFonts[0].W)
    return _Font(pdf, dictionary, glyphs, {sign: widths[glyph] for sign, glyph in glyphs.items()})


def _glyphs(font: pikepdf.Object) -> dict[str, int]:
    """Each sign with its glyph, read from the table that tells what glyphs stand for."""
    table = font.ToUnicode.read_bytes().decode()
    pairs = [
        pair
        for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for pair in re.findall(r"<(\w+)> <(\w+)>", part)
    ]
    return {bytes.fromhex(sign).decode("utf-16-be"): int(glyph, 16) for glyph, sign in pairs}


def _widths(table: pikepdf.Object) -> dict[int, float]:
    """The widths of glyphs in parts of the font's size: first glyph, then the widths from it on."""
    entries = list(table)
    return {
        int(first) + place: float(width) / 1000
        for first, widths in zip(entries[::2], entries[1::2], strict=True)
        for place, width in enumerate(widths)
    }
