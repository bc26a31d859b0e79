"""What people type, on its way to pages, PDFs and spreadsheets: never code, address or formula."""

import csv
import io
import re

import openpyxl
import pytest
from weasyprint.urls import URLFetchingError

from common.pdf.rendering import OwnFilesOnly
from common.sheets import write_csv, write_xlsx
from partnership.templatetags.web import markdown
from reporting.engine.cells import SectionData
from reporting.engine.markup import section_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![picture](http://169.254.169.254/latest/meta-data/)",
    "![picture](file:///etc/passwd)",
    "![bomb](data:image/png;base64," + "A" * 2_000_000 + ")",
    '<link rel="stylesheet" href="http://127.0.0.1:1/a.css">',
    '<iframe src="file:///etc/passwd"></iframe>',
    "<style>@import url(http://127.0.0.1:1/);</style>",
    '<object data="file:///etc/passwd"></object>',
    "<a href='x' style='background:url(http://127.0.0.1:1/)'>x</a>",
]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")']


def tags(html):
    return set(re.findall(r"<\s*/?\s*([a-z0-9]+)", html, re.IGNORECASE))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:30])
def test_narratives_know_nothing_but_paragraphs_lists_and_emphasis(attack):
    html = section_html(SectionData("a", "A", attack, attack, ()))
    assert tags(html) <= {"p", "ul", "ol", "li", "em", "strong", "blockquote", "br"}
    assert not re.search(r"<[^>]*(src|href|style|on\w+)\s*=", html)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:30])
def test_texts_of_consent_know_links_to_the_web_at_most(attack):
    html = str(markdown(attack))
    assert not tags(html) & {"script", "img", "svg", "link", "iframe", "style", "object"}
    assert not re.search(r"<[^>]*(javascript:|data:|file:|\son\w+\s*=|style\s*=)", html)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/a.png",
        "https://example.org/a.png",
        "http://169.254.169.254/latest/meta-data/",
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "data:text/html,<b>x</b>",
        "data:image/png;base64," + "A" * 5_000_000,
        "gopher://127.0.0.1:6379/_FLUSHALL",
    ],
    ids=lambda address: address[:30],
)
def test_the_renderer_of_pdfs_fetches_nothing_of_others(address):
    with pytest.raises(URLFetchingError):
        OwnFilesOnly().fetch(address)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_list_holds_a_formula(formula):
    rows = list(
        csv.reader(io.StringIO(write_csv(["a"], [[formula]]).decode("utf-8-sig"), newline=""))
    )
    assert rows[1][0].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx("A", ["a"], [[formula]])))
    assert book.active["A2"].data_type == "s"
