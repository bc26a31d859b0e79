"""How files are sent: streamed, or by the web server; and what is kept of it."""

import tracemalloc
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from reporting.downloads import of_report
from reporting.models import Download
from reporting.rendering import Rendered
from reporting.tasks import clear_away
from reporting.views.sending import send_file
from tests.documents import upload
from tests.factories import AgreementFactory, DownloadFactory, ReportFactory
from tests.reporting.life import approved_report, file_of, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]


@pytest.fixture
def report():
    return ReportFactory(partnership__acronym="alpha-go", is_public=True)


@pytest.fixture
def nginx(settings, tmp_path):
    settings.SENDFILE_BACKEND = "django_sendfile.backends.nginx"
    settings.SENDFILE_ROOT = tmp_path


def csv_of(report, query=""):
    return reverse("report_download", args=[*report.address, "csv"]) + query


def version():
    return submit(approved_report(partnership__acronym="beta-go", is_public=True))


# By the portal


def test_by_default_the_open_file_is_streamed_and_never_held_in_memory(report, tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(32 << 20)
    large = Rendered(path, "large.pdf", "application/pdf", "0" * 64, 32 << 20)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    tracemalloc.start()
    try:
        response = send_file(request, large, of_report(report, "public", "pdf"))
        assert response.file_to_stream.name == str(path)
        assert sum(map(len, response.streaming_content)) == 32 << 20
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        response.close()
    assert peak < 1 << 20


def test_no_pieces_are_promised_and_who_asks_for_one_gets_the_whole(client):
    snapshot = version()
    response = client.get(file_of(snapshot), headers={"Range": "bytes=5-9"})
    assert response.status_code == 200
    assert "Accept-Ranges" not in response
    assert "Content-Range" not in response
    stored = snapshot.files.get(edition="public", format="json")
    assert response.getvalue() == stored.location.read_bytes()


# By nginx


@pytest.mark.usefixtures("nginx")
def test_with_nginx_the_answer_is_empty_and_tells_where_the_file_lies(client):
    snapshot = version()
    response = client.get(file_of(snapshot, "html"))
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == (
        "/protected/reports/submitted/beta-go/key-achievements/1/beta-go-key-achievements-v1.html"
    )
    assert response["Content-Length"] == "0"


@pytest.mark.usefixtures("nginx")
def test_with_nginx_everything_else_is_told_as_before(client, settings):
    snapshot = version()
    by_nginx = client.get(file_of(snapshot, "html"))
    settings.SENDFILE_BACKEND = ""
    streamed = client.get(file_of(snapshot, "html"))
    for name in (
        "ETag",
        "Cache-Control",
        "Content-Type",
        "Content-Disposition",
        "X-Content-Type-Options",
        "Content-Security-Policy",
    ):
        assert by_nginx[name] == streamed[name]


@pytest.mark.usefixtures("nginx")
def test_with_nginx_heads_and_unchanged_files_need_no_file(client):
    snapshot = version()
    head = client.head(file_of(snapshot))
    assert "X-Accel-Redirect" not in head
    assert head["Content-Length"] == str(snapshot.files.get(edition="public", format="json").size)
    again = client.get(file_of(snapshot), headers={"If-None-Match": head["ETag"]})
    assert again.status_code == 304
    assert "X-Accel-Redirect" not in again


@pytest.mark.usefixtures("nginx")
def test_rendered_files_and_documents_of_agreements_go_the_same_way(
    client, report, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    agreement = AgreementFactory(document_file=upload("a.pdf"), document_confidentiality="open")
    document = client.get(agreement.get_document_url())["X-Accel-Redirect"]
    assert document == f"/protected/media/{agreement.document_file.name}"
    rendered = client.get(csv_of(report))["X-Accel-Redirect"]
    assert rendered.startswith("/protected/reports/rendered/")


@pytest.mark.usefixtures("nginx")
def test_no_file_outside_the_folder_is_ever_named(client, settings, tmp_path):
    settings.SENDFILE_ROOT = tmp_path / "elsewhere"
    assert client.get(file_of(version())).status_code == 404


# What is kept of it


def kept():
    names = ("by__name", "report", "version", "edition", "format", "volume", "file_name", "sha256")
    return list(Download.objects.order_by("pk").values_list(*names))


def test_who_had_what_and_when_is_kept(client, sign_in, report):
    before = timezone.now()
    etag = client.get(csv_of(report))["ETag"]
    assert kept() == [
        (
            None,
            report.pk,
            0,
            "public",
            "csv",
            0,
            "alpha-go-key-achievements.csv",
            etag.strip('"'),
        )
    ]
    assert before < Download.objects.get().at < timezone.now()
    person = sign_in("officer")
    client.get(csv_of(report, "?edition=agency"))
    last = Download.objects.latest("pk")
    assert (last.by, last.edition, last.partnership) == (person, "agency", report.partnership)


def test_of_a_stored_file_its_version_is_kept(client):
    snapshot = version()
    client.get(file_of(snapshot, "docx"))
    stored = snapshot.files.get(edition="public", format="docx")
    report = snapshot.report_id
    assert kept() == [
        (None, report, 1, "public", "docx", 0, "beta-go-key-achievements-v1.docx", stored.sha256)
    ]


def test_of_a_document_of_an_agreement_too(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agreement = AgreementFactory(document_file=upload("a.pdf"), document_confidentiality="open")
    client.get(agreement.get_document_url())
    assert kept() == [(None, None, 0, "", "agreement", 0, f"agreement-{agreement.pk}.pdf", "")]
    assert Download.objects.get().partnership == agreement.partnership


def test_of_a_visitor_nothing_is_kept_but_that_there_was_one():
    assert {field.name for field in Download._meta.fields} == {
        *("id", "at", "by", "partnership", "report", "version", "edition", "format", "volume"),
        *("file_name", "sha256"),
    }


@pytest.mark.parametrize(
    ("headers", "number"),
    [
        ({}, 1),
        ({"Range": "bytes=0-"}, 1),
        ({"Range": "bytes=0-99"}, 1),
        ({"Range": "bytes=100-199"}, 0),
        ({"Range": "bytes=-5"}, 0),
        ({"Range": "bytes=100-", "If-Range": '"another file"'}, 1),
    ],
)
def test_a_file_that_is_fetched_in_pieces_counts_once(client, report, headers, number):
    client.get(csv_of(report), headers=headers)
    assert Download.objects.count() == number


def test_what_was_not_sent_does_not_count(client, report):
    etag = client.get(csv_of(report))["ETag"]
    Download.objects.all().delete()
    client.head(csv_of(report))
    client.get(csv_of(report), headers={"If-None-Match": etag})
    client.get(csv_of(report, "?edition=agency"))
    client.get(csv_of(report, "?volume=7"))
    client.get(reverse("report_download", args=[*report.address, "exe"]))
    assert not Download.objects.exists()


def test_keeping_it_costs_one_query(client, report, django_assert_num_queries):
    client.get(csv_of(report))
    with django_assert_num_queries(5) as asked:
        client.get(csv_of(report))
    assert [query["sql"].split()[0] for query in asked].count("INSERT") == 1


def test_old_downloads_go_by_themselves(settings):
    settings.DOWNLOADS_KEPT_DAYS = 10
    now = timezone.now()
    young = DownloadFactory(at=now - timedelta(days=9))
    DownloadFactory(at=now - timedelta(days=11))
    clear_away()
    clear_away()
    assert list(Download.objects.all()) == [young]
