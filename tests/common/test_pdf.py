"""HTML becomes a PDF that can be filed: own files only, right letters, tags, the same bytes."""

import hashlib
import logging
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint.urls import URLFetchingError

from common.pdf import OwnFilesOnly, render_pdf
from tests import pdf

LANGUAGES = {
    "Catalan": "Àvida col·laboració",
    "German": "Köln Größe Übermaß",
    "Polish": "Łódź zażółć gęślą jaźń",
    "Greek": "Ελλάδα συνεργασία Ύ",
    "Bulgarian": "България сътрудничество",
    "Czech": "Příliš žluťoučký kůň",
    "Hungarian": "Győr árvíztűrő",
    "Maltese": "Ħal Għaxaq ġibda żejt",
    "Romanian": "Știință și țară",
    "Lithuanian": "Šiauliai žemė ąęėįųū",
    "Japanese": "日本 オオサカ",
    "Chinese": "中国 医药",
    "Korean": "한국 춘천",
    "ligatures": "office first flat soft",
    "signs": "1 000 € – “5 %” … ≥ 3 • №",
}
OWN_FONTS = {"Source-Sans-3": "SourceSans3-Regular", "Droid-Sans-Fallback": "DroidSansFallback"}


def page(body, title="A title", lang="en"):
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title></head>'
        f"<body><main>{body}</main></body></html>"
    )


def render(body, **head):
    return render_pdf(page(body, **head), styles="reporting/print.css", identifier=b"test")


def in_all_languages():
    return "".join(f"<p>{text}</p>" for text in LANGUAGES.values())


def glyphs_used(content):
    """Each font's file and the glyphs painted with it, with what the PDF says they stand for."""
    reader = pdf.read(content)
    used = {}
    for sheet in reader.pages:
        for run in pdf.runs(reader, sheet):
            used.setdefault(run.font, set()).update(run.glyphs)
    known = pdf.fonts(reader)
    return {font: (glyphs, pdf.sign_of(known[font])) for font, glyphs in used.items()}


def original(base_font):
    name = OWN_FONTS[base_font.split("+")[1].rstrip(",")]
    (path,) = Path(settings.BASE_DIR, "static/fonts").glob(f"*/{name}.ttf")
    return TTFont(path, lazy=True)


def assert_right_glyphs(content):
    """Every glyph is the one that the font itself has for the sign: no box, no other letter."""
    for base_font, (glyphs, signs) in glyphs_used(content).items():
        font = original(base_font)
        shapes = font.getBestCmap()
        for glyph in glyphs:
            assert glyph != 0, f"{base_font} paints the box for a missing sign"
            if len(signs[glyph]) == 1:  # else a ligature, which has no sign of its own
                assert font.getGlyphID(shapes[ord(signs[glyph])]) == glyph


# Text and fonts ---------------------------------------------------------------


@pytest.fixture(scope="module")
def multilingual():
    return render(in_all_languages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_can_be_copied_in(multilingual, language):
    assert LANGUAGES[language] in pdf.texts(multilingual)[0]


def test_each_letter_has_its_own_shape(multilingual):
    assert_right_glyphs(multilingual)


def test_all_fonts_are_embedded_and_ours(multilingual):
    found = pdf.fonts(pdf.read(multilingual))
    assert {name.split("+")[1].rstrip(",") for name in found} == set(OWN_FONTS)
    for font in found.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert descriptor["/FontFile2"].get_object().get_data()


def test_a_later_document_with_other_letters_is_as_right():
    render("<p>Only Latin</p>")
    content = render("<p>Ελλάδα 日本</p>")
    assert pdf.texts(content)[0].startswith("Ελλάδα 日本")
    assert_right_glyphs(content)


def test_a_sign_that_no_font_has_is_logged_and_takes_no_font_of_the_machine(caplog):
    caplog.set_level(logging.WARNING, logger="common.pdf")
    content = render("<p>Before \U0001f600 after</p>")
    assert "No font has the signs U+1F600." in caplog.text
    assert [name.split("+")[1] for name in pdf.fonts(pdf.read(content))] == ["Source-Sans-3,"]
    reader = pdf.read(content)
    assert "Before \U0001f600 after" in "".join(
        run.text for run in pdf.runs(reader, reader.pages[0])
    )


# Equal input, equal bytes -------------------------------------------------------


def test_two_processes_write_the_same_bytes(multilingual):
    code = (
        "import django, hashlib; django.setup()\n"
        "from tests.common.test_pdf import in_all_languages, render\n"
        "print(hashlib.sha256(render(in_all_languages())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == hashlib.sha256(multilingual).hexdigest()


def test_the_file_tells_no_time(multilingual):
    reader = pdf.read(multilingual)
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)
    assert reader.xmp_metadata.xmp_create_date is None
    assert reader.xmp_metadata.xmp_modify_date is None


def test_threads_do_not_disturb_each_other():
    bodies = [f"<p>{text}</p>" * 20 for text in LANGUAGES.values()]
    one_by_one = [render(body) for body in bodies]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render, bodies)) == one_by_one


# What archives and screen readers ask for ---------------------------------------


def test_the_file_says_what_it_is():
    reader = pdf.read(render("<p>x</p>", title="Příliš žluťoučký", lang="cs"))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "cs"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalog["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.metadata.title == "Příliš žluťoučký"
    metadata = catalog["/Metadata"].get_object()
    assert "/Filter" not in metadata
    text = metadata.get_data().decode()
    assert 'pdfaid:part="2" pdfaid:conformance="A"' in text
    assert 'pdfuaid:part="1"' in text
    assert text.count("<rdf:RDF") == 1


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is missing: apt-get install qpdf")
def test_qpdf_finds_nothing_wrong(multilingual, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(multilingual)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


TABLE = """
<table>
  <thead>
    <tr><th rowspan="2">Case</th><th colspan="2">Partner</th><th rowspan="2">Steps</th></tr>
    <tr><th>Name</th><th>Country</th></tr>
  </thead>
  <tbody>
    <tr><th scope="row">First</th><td>Bio</td><td>Japan</td><td>Meet</td></tr>
    <tr><th scope="row">Second</th><td colspan="2">nobody</td><td>Wait</td></tr>
  </tbody>
  <tfoot><tr><th scope="row">Total</th><td>2</td><td></td><td></td></tr></tfoot>
</table>
"""
HEADERS = {
    "First": ["Case"],
    "Bio": ["First", "Partner", "Name"],
    "Japan": ["First", "Partner", "Country"],
    "Meet": ["First", "Steps"],
    "nobody": ["Second", "Partner", "Name", "Country"],
    "Wait": ["Second", "Steps"],
    "2": ["Total", "Partner", "Name"],
    "Name": ["Partner"],
}


def test_each_cell_names_its_headers_under_two_header_rows():
    (table,) = pdf.tags(pdf.read(render(TABLE))).all("/Table")
    heads = table.all("/TH")
    by_name = {head.name: head.text for head in heads}
    assert len(by_name) == len(heads)
    assert [head.scope for head in heads] == ["/Column"] * 5 + ["/Row"] * 3
    told = {
        cell.text: [by_name[header] for header in cell.headers]
        for cell in heads + table.all("/TD")
        if cell.text in HEADERS
    }
    assert told == HEADERS


def test_headers_can_be_found_by_name():
    root = pdf.read(render(TABLE)).trailer["/Root"]["/StructTreeRoot"]
    names = root["/IDTree"]["/Kids"][0].get_object()["/Names"]
    index = {name.original_bytes: element.get_object() for name, element in _pairs(names)}
    assert list(index) == sorted(index)
    assert len(index) == 8
    assert all(element["/ID"].original_bytes == name for name, element in index.items())


def _pairs(entries):
    return zip(entries[::2], entries[1::2], strict=True)


def test_a_list_of_terms_has_labels_and_bodies():
    content = render("<dl><div><dt>Period</dt><dd>2016</dd><dd>2017</dd></div></dl>")
    (terms,) = pdf.tags(pdf.read(content)).all("/L")
    (item,) = terms.kids
    assert [(kid.kind, kid.text) for kid in item.kids] == [
        ("/Lbl", "Period"),
        ("/LBody", "2016"),
        ("/LBody", "2017"),
    ]
    assert item.kind == "/LI"


def test_running_heads_and_feet_are_no_text_of_the_document():
    running = '<div class="running-foot"><div>Disclaimer</div></div>'
    reader = pdf.read(render(f"{running}<p>Text</p>"))
    assert "Disclaimer" in reader.pages[0].extract_text()
    assert pdf.tags(reader).text == "Text"
    marks = {run.text: run.mark for run in pdf.runs(reader, reader.pages[0])}
    assert marks["Disclaimer"] is None
    assert marks["Text"] is not None


# Own files only -----------------------------------------------------------------


@pytest.fixture
def static(settings, tmp_path):
    """A folder of static files with a picture, beside things that must stay secret."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "static-old").mkdir()
    (tmp_path / "static-old/secret.txt").write_text("secret")
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "a b.svg").write_text("<svg/>")
    (folder / "linked.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "again.svg").symlink_to(folder / "a b.svg")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    return folder


@pytest.mark.parametrize("name", ["a%20b.svg", "again.svg", "a%20b.svg?v=1#top", "x/../a%20b.svg"])
def test_own_files_are_fetched(static, name):
    response = OwnFilesOnly().fetch(f"file://{static}/{name}")
    assert response.read() == b"<svg/>"
    assert response.content_type == "image/svg+xml"


def test_a_drawing_in_the_html_is_taken_from_there():
    response = OwnFilesOnly().fetch("data:image/svg+xml;base64,PHN2Zy8+")
    assert response.read() == b"<svg/>"
    assert response.content_type == "image/svg+xml"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a.svg",
        "https://example.org/a.svg",
        "ftp://example.org/a.svg",
        "data:text/plain,secret",
        "data:image/png;base64,PHN2Zy8+",
        "data:image/svg+xml,<svg/>",
        "data:image/svg+xml;base64,no base64",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "file://example.org{static}/a%20b.svg",
        "file://{static}/../secret.txt",
        "file://{static}/%2e%2e/secret.txt",
        "file://{static}/%2E%2E%2Fsecret.txt",
        "file://{static}/folder/secret.txt",
        "file://{static}/linked.txt",
        "file://{static}/loop.txt",
        "file://{static}-old/secret.txt",
        "file://{static}/",
        "file://{static}/missing.svg",
        "file://{static}/a%00b.svg",
        "FILE:///etc/passwd",
        "file:etc/passwd",
        "{static}/a b.svg",
        "file://[/a.svg",
        "",
    ],
)
def test_everything_else_is_refused(static, url):
    with pytest.raises(URLFetchingError):
        OwnFilesOnly().fetch(url.format(static=static))


@pytest.mark.parametrize(
    "source",
    ["https://example.org/a.png", "portal/missing.svg", "../manage.py", "file:///etc/passwd"],
)
def test_a_refused_image_leaves_its_description(source, caplog):
    caplog.set_level(logging.ERROR, logger="weasyprint")
    content = render(f'<p>Before <img src="{source}" alt="the emblem"> after</p>')
    (text,) = pdf.texts(content)
    assert "Before after" in text
    assert "the emblem" in text
    assert "Failed to load image" in caplog.text
