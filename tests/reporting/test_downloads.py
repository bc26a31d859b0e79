"""Reports as files: what is sent, to whom, and at what cost."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from reporting.engine.registries import writers
from reporting.engine.writers import Writer
from reporting.models import RenderedFile
from tests.factories.reporting import NarrativeSectionFactory, ReportFactory
from tests.factories.smes import CompanyFactory, SMECaseFactory
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.REPORTS_ROOT = tmp_path / "reports"


@pytest.fixture
def report():
    return ReportFactory(partnership__acronym="alpha-go", is_public=True)


def file_of(report, file_format, query=""):
    slug = report.partnership.slug
    return reverse("report_download", args=[slug, report.document, file_format]) + query


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("file_format", list(writers))
def test_a_download_holds_the_very_bytes_that_the_command_writes(
    client, report, file_format, tmp_path
):
    path = tmp_path / "written"
    arguments = ("alpha-go", "key-achievements", "--format", file_format, "--output", str(path))
    call_command("render_report", *arguments, verbosity=0)
    response = client.get(file_of(report, file_format))
    assert body(response) == path.read_bytes()
    assert response["Content-Length"] == str(path.stat().st_size)
    assert response["Content-Type"] == writers[file_format].content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="alpha-go-key-achievements.{writers[file_format].extension}"'
    )


def test_a_download_may_be_kept_but_must_be_asked_for_again(client, report):
    response = client.get(file_of(report, "json"))
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{RenderedFile.objects.get().sha256}"'
    assert not response.cookies


def test_an_unchanged_file_is_not_sent_twice(client, report):
    first = client.get(file_of(report, "json"))
    again = client.get(file_of(report, "json"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, body(again)) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "private, no-cache"


def test_a_changed_report_is_sent_again(client, report):
    first = client.get(file_of(report, "json"))
    NarrativeSectionFactory(report=report, text="New words.")
    again = client.get(file_of(report, "json"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"New words." in body(again)


def test_asking_for_the_head_alone_sends_no_file(client, report):
    full = client.get(file_of(report, "csv"))
    head = client.head(file_of(report, "csv"))
    assert head.status_code == 200
    assert body(head) == b""
    for name in ("Content-Length", "Content-Type", "Content-Disposition", "ETag"):
        assert head[name] == full[name]


@pytest.mark.parametrize(
    ("file_format", "query", "kind"),
    [
        ("pdf", "", "attachment"),
        ("pdf", "?inline=1", "inline"),
        ("pdf", "?inline=0", "attachment"),
        ("html", "?inline=1", "attachment"),
    ],
)
def test_only_a_pdf_opens_in_the_browser_and_only_when_asked(
    client, report, file_format, query, kind
):
    response = client.get(file_of(report, file_format, query))
    assert response["Content-Disposition"].startswith(f"{kind}; ")


def test_the_single_html_file_may_use_its_own_styles_and_nothing_else(client, report):
    policy = client.get(file_of(report, "html"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert "script-src" not in policy
    other = client.get(file_of(report, "json"))["Content-Security-Policy"]
    assert "unsafe-inline" not in other


def test_a_second_download_of_an_unchanged_report_costs_five_queries(
    client, report, django_assert_num_queries
):
    client.get(file_of(report, "json"))
    with django_assert_num_queries(5):
        client.get(file_of(report, "json"))


def test_for_the_office_it_costs_four_more_to_know_the_person(
    client, sign_in, django_assert_num_queries
):
    report = ReportFactory(is_public=False)
    sign_in("officer")
    client.get(file_of(report, "json"))
    with django_assert_num_queries(9):
        client.get(file_of(report, "json"))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 404),
        ("visitor", 404),
        ("coordinator elsewhere", 404),
        ("partner elsewhere", 404),
        ("officer", 200),
        ("administrator", 200),
    ],
)
def test_a_report_that_is_not_public_is_sent_to_the_office_alone(client, sign_in, role, status):
    report = ReportFactory(is_public=False)
    sign_in(role)
    assert client.get(file_of(report, "csv")).status_code == status


def test_a_public_file_hides_names_and_the_agency_edition_is_another_file(client, sign_in, report):
    company = CompanyFactory(
        partnership=report.partnership, name="Secret GmbH", is_confidential=True
    )
    SMECaseFactory(partnership=report.partnership, company=company)
    assert client.get(file_of(report, "csv", "?edition=agency")).status_code == 403
    sign_in("officer")
    agency = client.get(file_of(report, "csv", "?edition=agency"))
    assert "alpha-go-key-achievements-agency.csv" in agency["Content-Disposition"]
    assert b"Secret GmbH" in body(agency)
    assert b"Secret" not in body(client.get(file_of(report, "csv")))


def test_a_file_that_cannot_be_made_is_a_page_with_words_and_a_way_to_try_again(client, report):
    class Broken(Writer):
        key, label, content_type, extension = "broken", "Broken", "text/plain", "txt"

        def write(self, data, progress):
            raise MemoryError

    writers.add("broken", Broken)
    try:
        response = client.get(file_of(report, "broken", "?edition=public"))
    finally:
        writers.remove("broken")
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    main = read(response).one("main")
    assert "The Broken file could not be made" in main.text
    assert main.find("a")[0].attributes["href"] == file_of(report, "broken", "?edition=public")


def test_downloads_only_answer_to_reading(client, report):
    assert client.post(file_of(report, "json")).status_code == 405
