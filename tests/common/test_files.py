"""Uploaded files: what is kept, where, and what is refused in words."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError

from common.files import LARGEST, content_type_of, private_files, validate_document
from gateways.models import Agreement
from tests.documents import PDF, archive, upload

OPEN_TEXT = "application/vnd.oasis.opendocument.text"
RIGHT = {
    "a.pdf": PDF,
    "A.PDF": PDF,
    "a.png": b"\x89PNG\r\n\x1a\n rest",
    "a.jpg": b"\xff\xd8\xff\xe0 rest",
    "a.jpeg": b"\xff\xd8\xff\xe1 rest",
    "a.docx": archive(word__document_xml="<w/>"),
    "a.xlsx": archive(xl__workbook_xml="<x/>"),
    "a.pptx": archive(ppt__presentation_xml="<p/>"),
    "a.odt": archive(mimetype=OPEN_TEXT),
    "a.ods": archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
}


def document(name, content):
    """The document of an agreement that is not saved yet."""
    return Agreement(document_file=upload(name, content)).document_file


@pytest.mark.parametrize("name", RIGHT)
def test_documents_of_the_known_kinds_are_kept(name):
    validate_document(document(name, RIGHT[name]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.png", PDF),
        ("a.jpg", b""),
        ("a.docx", PDF),
        ("a.docx", RIGHT["a.xlsx"]),
        ("a.odt", RIGHT["a.ods"]),
        ("a.odt", archive(other="x")),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(ValidationError) as refusal:
        validate_document(document(name, content))
    kind = name[name.index(".") :]
    assert refusal.value.messages == [
        f"The content is not what the end of the name, {kind}, says. Open the file, save it again in "
        "that format, and choose it once more."
    ]


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a", "pdf"])
def test_other_kinds_are_refused_with_the_known_ones(name):
    with pytest.raises(ValidationError) as refusal:
        validate_document(document(name, PDF))
    assert refusal.value.messages == [
        "Files of this kind cannot be kept. Choose a PDF, a picture (PNG, JPEG) or an office document "
        "(DOCX, XLSX, PPTX, ODT, ODS)."
    ]


def test_a_file_may_have_20_megabytes_and_no_more():
    validate_document(document("a.pdf", PDF.ljust(LARGEST)))
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        validate_document(document("a.pdf", PDF.ljust(LARGEST + 1)))


def test_a_file_that_is_kept_already_is_not_looked_at_again():
    validate_document(Agreement(document_file="agreements/1/2/lost.exe").document_file)


def test_a_private_file_has_no_address_of_its_own():
    with pytest.raises(ValueError, match="no address"):
        private_files().url("a.pdf")


def test_a_content_type_follows_from_the_name():
    assert content_type_of("A.PDF") == "application/pdf"
    assert content_type_of("a.exe") == "application/octet-stream"


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml"])
def test_a_document_with_macros_is_refused_whatever_its_name_says(part):
    content = packed({"word/document.xml": b"<w/>", part: b"Sub AutoOpen()"})
    with pytest.raises(ValidationError) as refusal:
        validate_document(document("a.docx", content))
    assert refusal.value.messages == [
        "This document holds macros, which are programs. Save it without macros, or as PDF, and choose "
        "that one."
    ]


def test_an_open_document_with_macros_is_refused():
    content = packed({"mimetype": OPEN_TEXT.encode(), "Basic/Standard/Module1.xml": b"Sub Main"})
    with pytest.raises(ValidationError, match="holds macros"):
        validate_document(document("a.odt", content))


def test_a_bomb_is_refused_before_it_goes_off():
    content = packed({"word/document.xml": b"<w/>", "word/media/a.xml": bytes(301 * 1024 * 1024)})
    assert len(content) < 1024 * 1024
    with pytest.raises(ValidationError, match="far larger than any document"):
        validate_document(document("a.docx", content))


def test_a_document_of_many_thousand_parts_is_refused():
    content = packed({"word/document.xml": b"<w/>", **{f"x/{n}": b"" for n in range(5001)}})
    with pytest.raises(ValidationError, match="far larger than any document"):
        validate_document(document("a.docx", content))


def packed(parts):
    """An archive of these parts, as small as it can be."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()
