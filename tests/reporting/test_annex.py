"""The evidence annex and the annex of findings, in every format that prints them."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from reporting.acceptance import accept_finding
from reporting.engine.annex import NOTHING_COUNTS
from reporting.engine.columns import format_cell
from reporting.engine.editions import Edition
from reporting.engine.registries import tables, writers
from reporting.rendering import render_report
from reporting.services import assemble_report, find_findings
from tests.factories import (
    AgreementFactory,
    ClaimFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    NarrativeSectionFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.reporting.formats import clean, read_csv, read_docx, read_xlsx
from tests.reporting.life import approved_report, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

PRINTING = ("pdf", "docx", "xlsx", "csv")


@pytest.fixture
def report():
    """A public report with one event, a declared figure and an agreement in the USA."""
    made = ReportFactory(is_public=True, partnership__acronym="Alpha-Go")
    partnership = made.partnership
    usa = TargetMarketFactory(partnership=partnership, code="US", country="US", label="USA")
    entered = {"created_at": datetime(2018, 7, 1, 12, tzinfo=UTC)}
    EventFactory(
        partnership=partnership,
        name="Mission",
        kind="C2C",
        markets=[usa],
        place="Boston",
        **entered,
    )
    DeclaredFigureFactory(partnership=partnership, market=usa, source="Minutes", **entered)
    AgreementFactory(partnership=partnership, market=usa, **entered)
    NarrativeSectionFactory(
        report=made, text="We held {{ c2c_events }} and {{ inbound_missions }}."
    )
    return made


def annex(report, edition=Edition.PUBLIC):
    """The annexed tables by key, each line as what it prints."""
    data = assemble_report(report.partnership, edition=edition, with_annex=True)
    return {
        table.key: [
            tuple(format_cell(row.cells[column.key], column, "-") for column in table.columns)
            for row in table.rows
        ]
        for table in data.annex
    }


def test_a_report_has_no_annex_unless_asked(report):
    assert assemble_report(report.partnership).annex == ()


def test_each_figure_of_a_table_is_followed_by_its_records(report):
    by_day = "Entered on 1 July 2018"
    assert annex(report)["evidence_events"] == [
        (f"USA – {tables['events'].columns[1].label}: -", "", NOTHING_COUNTS, "", "", "", "-"),
        (
            "USA – C2C events: 1",
            "event",
            "Mission\nC2C (cluster to cluster), Boston",
            "1 June 2018",
            "",
            by_day,
            "1",
        ),
        (
            "USA – C2C meetings: 10\n(recorded 0, declared 10)",
            "declared figure",
            f"Declared: 10\n{by_day}",
            "",
            "",
            "Minutes",
            "10",
        ),
        ("USA – B2B events: -", "", NOTHING_COUNTS, "", "", "", "-"),
        ("USA – B2B meetings: -", "", NOTHING_COUNTS, "", "", "", "-"),
    ]


def test_a_total_is_told_where_no_row_tells_its_records(report):
    (line,) = annex(report)["evidence_agreements"]
    assert line[:2] == ("Total – Organisation: 1", "agreement")
    titles = [table.title for table in assemble_report(report.partnership, with_annex=True).annex]
    assert "Evidence for table G: Cooperation agreements with third-country organisations" in titles


def test_figures_in_texts_are_told_each_once(report):
    section = report.sections.get()
    section.text += " Again: {{ c2c_events|words }}."
    section.save()
    lines = annex(report)["evidence_texts"]
    assert [line[0] for line in lines] == ["C2C events: 1", "Inbound missions: -"]
    assert [line[2].partition("\n")[0] for line in lines] == ["Mission", NOTHING_COUNTS]


def test_no_figure_of_a_real_report_is_left_out(source_reports):
    data = assemble_report(source_reports["bioxclusters-plus"], with_annex=True)
    told = {table.key: {row.key for row in table.rows} for table in data.annex}
    for table in data.tables:
        for row in table.rows:
            for key, cell in row.cells.items():
                wanted = f"{row.key}-{key}"
                keys = {f"{wanted}-{number}" for number in range(1, len(cell.evidence) + 1)}
                if cell.is_figure:
                    assert told[f"evidence_{table.key}"] >= (keys or {wanted})
    letters = [table.letter for table in data.annex]
    assert letters == [f"E{number}" for number in range(1, len(letters) + 1)]


def test_the_annex_hides_what_its_edition_hides(report):
    company = CompanyFactory(
        partnership=report.partnership, name="Quetzal", confidentiality="hidden from partners"
    )
    market = report.partnership.targetmarkets.get()
    SMECaseFactory(partnership=report.partnership, company=company, market=market)
    told = {
        edition: [(line[2].partition("\n")[0], line[4]) for line in found]
        for edition in Edition
        for found in [annex(report, edition)["evidence_sme_cases"]]
    }
    hidden = [("SME 01, DE", "SME 01, DE")]
    shown = [("Quetzal (DE)", "Quetzal (DE)")]
    assert told == {"public": hidden, "consortium": hidden, "agency": shown}


# In files


@pytest.mark.parametrize("file_format", PRINTING)
def test_every_printing_format_writes_the_annex_the_same_way_twice(report, file_format):
    data = assemble_report(report.partnership, with_annex=True)
    first, second = (writers[file_format]().write(data) for _ in range(2))
    assert first == second
    assert first != writers[file_format]().write(assemble_report(report.partnership))


def test_only_printing_formats_have_an_annex():
    assert {key for key in writers if writers[key].has_annex} == set(PRINTING)


@pytest.mark.parametrize(
    ("file_format", "read"), [("csv", read_csv), ("docx", read_docx), ("xlsx", read_xlsx)]
)
def test_the_annex_reads_back_line_by_line(report, file_format, read):
    report.partnership.zero_mark = "0"
    report.partnership.save()
    data = assemble_report(report.partnership, with_annex=True)
    grids = read(writers[file_format]().write(data))
    assert len(grids) == len(data.printed_tables)
    for table, grid in zip(data.annex, grids[len(data.tables) :], strict=True):
        lines = [[_shown(value) for value in line] for line in grid.rows]
        assert lines == [
            [clean(format_cell(row.cells[c.key], c, "0")) for c in table.columns]
            for row in table.rows
        ]


def _shown(value):
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    text = clean(str(value))
    is_iso = len(text) == 10 and text[4] == "-"
    return f"{date.fromisoformat(text):%-d %B %Y}" if is_iso else text


def test_the_pdf_lists_the_annex_in_contents_and_bookmarks(report):
    data = assemble_report(report.partnership, edition=Edition.AGENCY, with_annex=True)
    pdf = PdfReader(BytesIO(writers["pdf"]().write(data)))
    headings = [table.heading for table in data.annex]
    assert headings[0] == "Findings and decisions"
    assert headings[1].startswith("Annex E1. Evidence for table A: ")
    bookmarks = [entry.title for entry in pdf.outline]
    assert bookmarks[-len(headings) :] == headings
    front = clean("".join(page.extract_text() for page in pdf.pages[:2]))
    assert all(heading in front for heading in headings)
    assert all(page.mediabox.width > page.mediabox.height for page in pdf.pages[-2:])


def test_a_download_has_the_annex_if_asked(client, report):
    arguments = [report.partnership.slug, report.document]
    address = reverse("report_download", args=[*arguments, "csv"])
    plain, full = client.get(address), client.get(address, {"annex": "1"})
    assert "alpha-go-key-achievements-with-evidence.csv" in full["Content-Disposition"].casefold()
    assert b"evidence_events" in full.getvalue()
    assert b"evidence_events" not in plain.getvalue()
    again = client.get(address)
    assert again["ETag"] == plain["ETag"] != full["ETag"]
    json = reverse("report_download", args=[*arguments, "json"])
    assert client.get(json, {"annex": "1"})["ETag"] == client.get(json)["ETag"]


def test_an_unchanged_file_with_annex_is_found_again(report, django_assert_num_queries):
    first = render_report(report.partnership, report.document, "csv", with_annex=True)
    with django_assert_num_queries(2):
        assert render_report(report.partnership, report.document, "csv", with_annex=True) == first


def test_the_command_writes_the_annex(report, tmp_path):
    target = tmp_path / "report.csv"
    arguments = [report.partnership.slug, report.document, "--format", "csv", "--annex"]
    call_command("render_report", *arguments, "--output", str(target), verbosity=0)
    assert b"evidence_events" in target.read_bytes()


@pytest.mark.parametrize("has_annex", [True, False])
def test_a_submitted_report_prints_the_annex_if_it_says_so(quick, has_annex):
    report = approved_report(has_annex=has_annex)
    TargetMarketFactory(partnership=report.partnership)
    snapshot = submit(report)
    contents = {
        key: snapshot.files.get(edition="public", format=key).location.read_bytes()
        for key in PRINTING
    }
    captions = [p.text for p in _paragraphs(contents["docx"]) if p.style.name == "Caption"]
    assert any(caption.startswith("Annex E1.") for caption in captions) is has_annex
    assert (b"Annex E1." in contents["pdf"]) is has_annex
    assert b"evidence_" not in contents["csv"]


def _paragraphs(content):
    from docx import Document

    return Document(BytesIO(content)).paragraphs


# Findings and decisions


@pytest.fixture
def decided(report):
    """A report with one finding that somebody accepted, and one that is open."""
    ClaimFactory(partnership=report.partnership, value=11, place="page 2")
    ClaimFactory(partnership=report.partnership, value=12, place="page 3")
    finding = next(f for f in find_findings(report.partnership) if f.claimed == 11)
    person = UserFactory(name="Ada Zuse")
    accept_finding(partnership=report.partnership, finding=finding, reason="A misprint.", by=person)
    return report


def test_the_agency_reads_what_was_decided_of_findings_why_when_and_by_whom(decided):
    lines = annex(decided, Edition.AGENCY)["findings"]
    today = f"{timezone.localdate():%-d %B %Y}"
    message = "C2C meetings: {} stated, 10 reported."
    assert [line for line in lines if line[3]] == [
        (
            "Warning",
            message.format(11),
            "Key Achievements, page 2",
            "11",
            "10",
            "Accepted",
            "A misprint.",
            today,
            "Ada Zuse",
        ),
        (
            "Warning",
            message.format(12),
            "Key Achievements, page 3",
            "12",
            "10",
            "Open",
            "",
            "",
            "",
        ),
    ]


@pytest.mark.parametrize("file_format", ["docx", "xlsx", "csv", "html", "json"])
def test_who_decided_stands_in_the_agency_edition_alone(decided, file_format):
    from tests.reporting.test_confidentiality import readable

    told = {
        edition
        for edition in Edition
        if b"Ada Zuse"
        in readable(
            writers[file_format]().write(assemble_report(decided.partnership, edition=edition))
        )
    }
    assert told == {"agency"}


def test_other_editions_have_no_annex_of_findings(decided):
    for edition in (Edition.PUBLIC, Edition.CONSORTIUM):
        assert assemble_report(decided.partnership, edition=edition).annex == ()
