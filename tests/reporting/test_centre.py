"""The download centre: who finds which submitted report there, and how it is narrowed down."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from reporting.engine.editions import Edition
from reporting.permissions import can_read_stored_file, readable_files
from tests.factories import (
    DownloadFactory,
    InterimReportFactory,
    ReportFactory,
    SnapshotFactory,
    SnapshotFileFactory,
    UserFactory,
)
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db

PAGE, API = "/downloads/", "/api/downloads/"


def version_of(acronym="ALPHA", *, is_public=True, on=(2024, 5, 31), **fields):
    """A version in force with a PDF and an Excel file in every edition."""
    report = fields.pop("report", None) or ReportFactory(
        partnership__acronym=acronym, partnership__slug=acronym.lower(), is_public=is_public
    )
    snapshot = SnapshotFactory(report=report, submitted_at=datetime(*on, 12, tzinfo=UTC), **fields)
    for edition in Edition:
        for key, label in (("pdf", "PDF"), ("xlsx", "Excel")):
            SnapshotFileFactory(
                snapshot=snapshot,
                edition=edition,
                format=key,
                label=label,
                size=2048,
                path=f"submitted/{snapshot.code}/{edition}.{key}",
            )
    return snapshot


def shown(client, query=""):
    """The acronyms of what the page lists."""
    main = read(client.get(PAGE + query)).one("main")
    return [name.text for name in main.find("span", "centre-partnership")]


def files_on(client, query=""):
    page = read(client.get(PAGE + query))
    return [link.attributes["href"] for link in page.find("a", download="")]


# What is there


def test_a_report_is_shown_with_its_version_and_all_its_files(client):
    snapshot = version_of()
    SnapshotFileFactory(
        snapshot=snapshot, volume=2, label="PDF, volume 2", path="submitted/2.pdf", sha256="ab" * 32
    )
    entry = read(client.get(PAGE)).one("article")
    assert entry.one("h2").text == "ALPHA Key Achievements"
    assert "Version 1, submitted on 31 May 2024" in entry.text
    rows = [row.text for row in entry.one("tbody").find("tr")]
    assert len(rows) == 3
    for words in ("PDF, volume 2 of ALPHA: Key Achievements, version 1, public edition", "1 byte"):
        assert words in rows[2]
    assert "2.0\xa0KB" in client.get(PAGE).content.decode()
    address = f"/partnerships/{snapshot.report.partnership.slug}/reports/key-achievements"
    assert files_on(client) == [
        f"{address}/submitted/1/pdf/",
        f"{address}/submitted/1/xlsx/",
        f"{address}/submitted/1/pdf/?volume=2",
    ]
    verify = reverse("verify_code", args=[snapshot.code])
    assert f"{verify}?sha256={'ab' * 32}" in [link.attributes["href"] for link in entry.find("a")]
    assert entry.one("p", "dossier").one("a").attributes["href"] == f"{address}/dossier/"


def test_an_interim_report_is_named_and_leads_to_its_own_files(client):
    report = InterimReportFactory(is_public=True)
    version_of(report=report)
    entry = read(client.get(PAGE)).one("article")
    assert "Key Achievements: Interim report 1" in entry.one("h2").text
    assert all("/interim-1/submitted/1/" in file for file in files_on(client))


def test_earlier_versions_are_folded_away_under_the_one_in_force(client):
    first = version_of(state="superseded", ended_at=datetime(2024, 6, 1, tzinfo=UTC))
    version_of(report=first.report, number=2, on=(2024, 6, 1))
    entry = read(client.get(PAGE)).one("article")
    assert "Version 2" in entry.text
    folded = entry.one("details", "earlier-versions")
    assert "Version 1, submitted on 31 May 2024, superseded on 1 June 2024" in folded.text
    assert len(folded.find("a", download="")) == 2


def test_the_latest_stand_first_and_fill_pages_of_twenty(client):
    for number in range(21):
        version_of(f"P{number:02}", on=(2024, 1, number + 1))
    first = shown(client)
    assert (len(first), first[0], first[-1]) == (20, "P20", "P01")
    assert shown(client, "?format=pdf&page=2") == ["P00"]
    assert shown(client, "?page=nonsense") == first
    links = [link.attributes["href"] for link in read(client.get(PAGE + "?format=pdf")).find("a")]
    assert "?format=pdf&page=2" in links


def test_where_nothing_was_submitted_the_page_says_so(client):
    assert "No report has been submitted yet." in read(client.get(PAGE)).one("main").text
    version_of()
    main = read(client.get(PAGE + "?submitted_until=2001-01-01")).one("main")
    assert "No submitted report fits." in main.text


def test_the_centre_stands_in_the_navigation(client):
    (link,) = [
        link
        for link in read(client.get("/")).one("nav", "site-nav").find("a")
        if link.text == "Downloads"
    ]
    assert link.attributes["href"] == PAGE
    assert read(client.get(PAGE)).find("a", **{"aria-current": "page"})[0].text == "Downloads"


# Who finds what

STRANGERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_public_editions_of_public_reports_alone(client, sign_in, role):
    version_of("OPEN")
    version_of("HUSH", is_public=False)
    version_of("GONE", state="withdrawn", ended_at=datetime(2024, 6, 1, tzinfo=UTC))
    sign_in(role)
    assert shown(client) == ["OPEN"]
    assert not [file for file in files_on(client) if "edition" in file]
    for address in (PAGE, API):
        assert "HUSH" not in client.get(address).content.decode().upper()
    assert [entry["partnership"] for entry in client.get(API).json()["results"]] == ["open"]


def test_the_office_finds_every_edition_of_every_report(client, sign_in):
    version_of("OPEN")
    version_of("HUSH", is_public=False, on=(2024, 6, 1))
    sign_in("officer")
    assert shown(client) == ["HUSH", "OPEN"]
    assert len(files_on(client)) == 12
    main = read(client.get(PAGE)).one("main")
    assert len(main.find("p", "dossier")) == 6
    assert len(client.get(API).json()["results"][0]["files"]) == 6


@pytest.mark.parametrize("role", [*STRANGERS, "officer", "administrator"])
def test_the_files_of_lists_are_those_that_can_be_downloaded(sign_in, role):
    for is_public in (True, False):
        for state in ("submitted", "superseded", "withdrawn"):
            ended = {} if state == "submitted" else {"ended_at": datetime(2024, 6, 1, tzinfo=UTC)}
            version_of(f"{state}-{is_public}", is_public=is_public, state=state, **ended)
    person = sign_in(role) or AnonymousUser()
    listed = set(readable_files(person))
    every = SnapshotFileFactory._meta.model.objects.select_related("snapshot__report")
    assert listed == {file for file in every if can_read_stored_file.test(person, file)}


# Filters


@pytest.fixture
def three():
    version_of("ONE", on=(2024, 1, 31))
    version_of("TWO", on=(2024, 2, 28))
    SnapshotFileFactory(
        snapshot=SnapshotFactory(
            report=ReportFactory(partnership__acronym="TRI", is_public=True),
            submitted_at=datetime(2024, 3, 31, 12, tzinfo=UTC),
        ),
        format="csv",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["TRI", "TWO", "ONE"]),
        ("?partnership=one", ["ONE"]),
        ("?document=key-achievements", ["TRI", "TWO", "ONE"]),
        ("?format=csv", ["TRI"]),
        ("?edition=public&format=xlsx", ["TWO", "ONE"]),
        ("?submitted_from=2024-02-28", ["TRI", "TWO"]),
        ("?submitted_until=2024-02-28", ["TWO", "ONE"]),
        ("?submitted_from=2024-02-01&submitted_until=2024-03-01", ["TWO"]),
        ("?partnership=one&format=csv", []),
        ("?nonsense=1", ["TRI", "TWO", "ONE"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters_narrow_down_page_and_api_alike(client, query, found):
    assert shown(client, query) == found
    told = client.get(API + query).json()
    assert (told["count"], len(told["results"])) == (len(found), len(found))


def test_edition_and_format_narrow_down_the_files(client, sign_in):
    version_of()
    sign_in("officer")
    (file,) = files_on(client, "?edition=agency&format=xlsx")
    assert file.endswith("/submitted/1/xlsx/?edition=agency")


@pytest.mark.usefixtures("three")
def test_the_form_keeps_what_was_chosen(client):
    form = read(client.get(PAGE + "?partnership=two&format=pdf&submitted_from=2024-01-31")).one(
        "form", "centre-filters"
    )
    assert form.attributes["method"] == "get"
    chosen = [option.attributes["value"] for option in form.find("option", selected="selected")]
    chosen = chosen or [
        option.attributes["value"]
        for option in form.find("option")
        if "selected" in option.attributes and option.attributes["value"]
    ]
    assert {"two", "pdf"} <= set(chosen)
    assert form.one("input", name="submitted_from").attributes["value"] == "2024-01-31"


@pytest.mark.parametrize(
    ("query", "label", "message"),
    [
        (
            "partnership=nobody",
            "Partnership",
            "“nobody” is none of the choices. Choose one from the list.",
        ),
        (
            "partnership=hush",
            "Partnership",
            "“hush” is none of the choices. Choose one from the list.",
        ),
        ("document=diary", "Document", "“diary” is none of the choices. Choose one from the list."),
        ("edition=agency", "Edition", "“agency” is none of the choices. Choose one from the list."),
        ("format=exe", "Format", "“exe” is none of the choices. Choose one from the list."),
        (
            "submitted_from=soon",
            "Submitted from",
            "This is not a day. Write it like 2024-05-31.",
        ),
        (
            "submitted_from=2024-02-02&submitted_until=2024-02-01",
            "Submitted until",
            "This lies before “submitted from”. Choose a later day.",
        ),
    ],
)
def test_nonsense_is_told_with_its_field(client, query, label, message):
    version_of("HUSH", is_public=False)
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    alert = read(response).one("div", "centre-errors")
    assert [line.text for line in alert.find("li")] == [f"{label}: {message}"]
    told = client.get(f"{API}?{query}")
    assert (told.status_code, list(told.json().values())) == (400, [[message]])


def test_the_page_is_for_reading_alone(client):
    assert client.post(PAGE).status_code == 405
    assert client.post(API).status_code in (403, 405)


# The log


def test_the_office_sees_how_often_and_by_whom(client, sign_in):
    snapshot = version_of()
    ada = UserFactory(name="Ada Lovelace")
    for day, person in ((1, ada), (2, ada), (3, None)):
        DownloadFactory(
            report=snapshot.report, version=1, by=person, at=datetime(2024, 6, day, 10, tzinfo=UTC)
        )
    DownloadFactory(report=snapshot.report, version=0)
    assert "ownloaded" not in client.get(PAGE).content.decode()
    sign_in("officer")
    log = read(client.get(PAGE)).one("details", "centre-log")
    assert log.one("summary").text == "Downloaded 3 times, last on 3 June 2024, 12:00"
    assert [line.text for line in log.find("li")] == [
        "Visitors: 1 time, last on 3 June 2024, 12:00",
        "Ada Lovelace: 2 times, last on 2 June 2024, 12:00",
    ]


def test_the_reports_page_in_the_office_tells_how_often(client, sign_in):
    report = ReportFactory()
    sign_in("administrator")
    address = reverse("admin:reporting_report_change", args=[report.pk])
    assert "Not downloaded yet." in client.get(address).content.decode()
    DownloadFactory(report=report, at=datetime(2024, 6, 1, 10, tzinfo=UTC))
    line = read(client.get(address)).one("p", "life-downloads")
    assert line.text == "Downloaded 1 time, last on 1 June 2024, 12:00. Who had which file"
    rows = client.get(line.one("a").attributes["href"])
    assert rows.context["cl"].result_count == 1


def test_the_office_takes_the_log_away_as_a_table(client, sign_in):
    row = DownloadFactory(
        by=UserFactory(name="=1+1"), version=2, at=datetime(2024, 6, 1, 10, tzinfo=UTC)
    )
    sign_in("administrator")
    address = reverse("admin:reporting_download_changelist")
    response = client.post(address, {"action": "as_csv", "_selected_action": [row.pk]})
    lines = response.getvalue().decode("utf-8-sig").split("\r\n")
    acronym = row.partnership.acronym
    assert lines == [
        "when,person,partnership,report,version,edition,format,volume,file,sha256",
        f"2024-06-01 12:00:00+02:00,'=1+1,{acronym},Key Achievements,2,public,pdf,,report.pdf,"
        + "0" * 64,
        "",
    ]


# Cost


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_lists_cost(client, sign_in, django_assert_num_queries, number):
    for place in range(number):
        snapshot = version_of(f"P{place}")
        for _ in range(place):
            DownloadFactory(report=snapshot.report, version=1, by=UserFactory())
    # Programmes, partnerships to choose from, number, versions, files.
    with django_assert_num_queries(5):
        client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(API)
    sign_in("officer")
    client.get(PAGE)
    # Besides: session, person, two of permissions, log.
    with django_assert_num_queries(10):
        client.get(PAGE)
