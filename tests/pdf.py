"""Reads what PDF tests ask about: text, glyphs, tags, bookmarks."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from reporting.engine.writers import WrittenFile
from reporting.writers.pdf import PDFWriter
from reporting.writers.pdf.layout import Layout


def read(content: bytes) -> PdfReader:
    """The file as pypdf sees it; whatever is wrong raises an error."""
    return PdfReader(io.BytesIO(content), strict=True)


def texts(content: bytes) -> list[str]:
    """The text of each page, runs of blanks as one."""
    return [" ".join(page.extract_text().split()) for page in read(content).pages]


def bookmarks(reader: PdfReader) -> list[str]:
    """The titles of all bookmarks of the first level; there must be no other level."""
    assert not any(isinstance(entry, list) for entry in reader.outline)
    return [entry.title for entry in reader.outline]


def fonts(reader: PdfReader) -> dict[str, DictionaryObject]:
    """All fonts of the file by name."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return found


def sign_of(font: DictionaryObject) -> dict[int, str]:
    """What each glyph of a font stands for, as the file tells those who copy its text."""
    table = font["/ToUnicode"].get_object().get_data().decode()
    return {
        int(glyph, 16): bytes.fromhex(sign).decode("utf-16-be")
        for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for glyph, sign in re.findall(r"<(\w+)> <(\w+)>", part)
    }


@dataclass
class Run:
    """A piece of text with the one marked content it belongs to."""

    font: str
    glyphs: list[int]
    mark: int | None
    text: str


def runs(reader: PdfReader, page) -> list[Run]:
    """All text of a page in the order in which it is painted."""
    names = {key: font.get_object() for key, font in page["/Resources"]["/Font"].items()}
    signs = {key: sign_of(font) for key, font in names.items()}
    found, font, marks = [], None, []
    for operands, operator in ContentStream(page["/Contents"], reader).operations:
        if operator == b"Tf":
            font = operands[0]
        elif operator == b"BDC":
            marks.append(operands[1].get("/MCID"))
        elif operator == b"BMC":
            marks.append(None)
        elif operator == b"EMC":
            marks.pop()
        elif operator in (b"Tj", b"TJ"):
            pieces = operands[0] if operator == b"TJ" else operands
            glyphs = [
                glyph
                for piece in pieces
                if isinstance(piece, str | bytes)
                for glyph in _glyphs(piece)
            ]
            text = "".join(signs[font].get(glyph, "") for glyph in glyphs)
            name = names[font]["/BaseFont"]
            found.append(Run(name, glyphs, next(iter(reversed(marks)), None), text))
    return found


def _glyphs(piece) -> list[int]:
    raw = piece if isinstance(piece, bytes) else piece.original_bytes
    return [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]


@dataclass
class Tag:
    """An element of the structure tree."""

    kind: str
    text: str = ""
    kids: list["Tag"] = field(default_factory=list)
    scope: str = ""
    headers: list[bytes] = field(default_factory=list)
    name: bytes = b""
    description: str = ""

    def all(self, kind: str) -> list["Tag"]:
        """The elements of a kind, from here down, in order."""
        own = [self] if self.kind == kind else []
        return own + [found for kid in self.kids for found in kid.all(kind)]


def tags(reader: PdfReader) -> Tag:
    """The structure tree with the text of each element."""
    marked = {}
    for page in reader.pages:
        number = page.indirect_reference.idnum
        for run in runs(reader, page):
            if run.mark is not None:
                marked[number, run.mark] = marked.get((number, run.mark), "") + run.text
    return _tag(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object(), marked)


def _tag(element, marked) -> Tag:
    tag = Tag(element["/S"], description=element.get("/Alt", ""))
    attributes = element.get("/A", {})
    tag.scope = attributes.get("/Scope", "")
    tag.headers = [header.original_bytes for header in attributes.get("/Headers", [])]
    if "/ID" in element:
        tag.name = element["/ID"].original_bytes
    pieces = []
    for kid in element["/K"]:
        if isinstance(kid, IndirectObject):
            below = kid.get_object()
            if "/S" in below:
                tag.kids.append(_tag(below, marked))
                pieces.append(tag.kids[-1].text)
        else:
            page = element.raw_get("/Pg").idnum
            pieces.append(marked.get((page, int(kid)), ""))
    tag.text = " ".join(" ".join(pieces).split())
    return tag


def print_with(monkeypatch, write: Callable[[str], bytes]) -> None:
    """PDFs that cost nothing: ``write`` makes the file of the HTML of the whole report."""

    def write_files(self, data, stem, progress=None):
        yield WrittenFile(f"{stem}.pdf", write(Layout(data, stem).html()))

    monkeypatch.setattr(PDFWriter, "write_files", write_files)
