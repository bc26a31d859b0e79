"""Files of PDFs whose every byte is beyond doubt."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name, Pdf

from common.pdf.joining import DOUBTFUL, LEVELS, save_whole


def doubtful(level):
    """A text that is packed, with this strength, into bytes that end in a carriage return."""
    texts = (f"q {number} 0 0 1 0 0 cm Q".encode() for number in range(100_000))
    return next(text for text in texts if zlib.compress(text, level).endswith(b"\r"))


def pdf_with(packed):
    pdf = Pdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(packed)
    stream.Filter = Name.FlateDecode
    pdf.pages[0].obj.Contents = stream
    return pdf


@pytest.mark.parametrize("level", LEVELS[:3])
def test_no_stream_ends_in_what_could_belong_to_the_line_after_it(level):
    text = doubtful(level)
    content = save_whole(pdf_with(zlib.compress(text, level)))
    assert DOUBTFUL not in content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == text


def test_the_same_file_gives_the_same_bytes():
    packed = zlib.compress(doubtful(6), 6)
    assert save_whole(pdf_with(packed)) == save_whole(pdf_with(packed))
