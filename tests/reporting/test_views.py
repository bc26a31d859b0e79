"""The public pages: what they show, to whom, and at what cost."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from reporting.documents.key_achievements import KeyAchievements
from reporting.engine.editions import Edition
from reporting.models import Report
from reporting.permissions import (
    can_read_edition,
    can_read_report,
    readable_editions,
    readable_reports,
)
from tests.factories.gateways import AgreementFactory
from tests.factories.partnership import (
    UserFactory,
)
from tests.factories.reporting import NarrativeSectionFactory, ReportFactory
from tests.factories.smes import (
    CompanyFactory,
    SMECaseFactory,
)
from tests.reporting.filling import fill
from tests.reporting.reading import read, without_token
from tests.website.test_results import results_of

pytestmark = pytest.mark.django_db

OFFICE = ("officer", "coordinator", "administrator")
OTHERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


def page_of(report, **query):
    address = report.get_absolute_url()
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else address


# Who may read a report ----------------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS + OFFICE)
def test_everybody_reads_a_public_report(client, sign_in, role):
    report = ReportFactory(is_public=True)
    sign_in(role)
    assert client.get(report.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_reads_a_report_that_is_not_public(client, sign_in, role):
    report = ReportFactory(is_public=False)
    sign_in(role)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert read(client.get(results_of(report.partnership))).find("article", "report-card")
    assert report.get_absolute_url() in client.get("/").content.decode()


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("rest", ["", "download/json/", "download/unknown/", "?edition=agency"])
def test_to_anybody_else_it_is_as_if_it_did_not_exist(client, sign_in, role, rest):
    report = ReportFactory(is_public=False)
    address = report.get_absolute_url() + rest
    home = report.partnership.get_absolute_url()
    pages = (address, "/", home, results_of(report.partnership), f"{home}events/", f"{home}about/")
    sign_in(role)

    def told():
        answers = [client.get(page) for page in pages]
        return [(answer.status_code, without_token(answer)) for answer in answers]

    with_report = told()
    Report.objects.all().delete()
    without = told()
    assert with_report == without
    assert [status for status, _ in without] == [404, 200, 200, 200, 200, 200]


@pytest.mark.parametrize("role", OTHERS + OFFICE)
def test_lists_and_pages_agree_on_who_reads_what(client, sign_in, role):
    reports = [ReportFactory(is_public=True), ReportFactory(is_public=False)]
    person = sign_in(role) or client.get("/").wsgi_request.user
    readable = [report for report in reports if can_read_report.test(person, report)]
    assert list(readable_reports(person).order_by("pk")) == readable


@pytest.mark.parametrize(
    ("edition", "reason"),
    [
        ("agency", "The agency edition shows confidential names."),
        ("consortium", "The consortium edition shows names that are hidden from the public."),
    ],
)
@pytest.mark.parametrize("role", OTHERS)
def test_other_editions_of_a_public_report_are_refused_in_words(
    client, sign_in, role, edition, reason
):
    report = ReportFactory(is_public=True)
    sign_in(role)
    response = client.get(page_of(report, edition=edition))
    assert response.status_code == 403
    assert reason in read(response).one("main").text


@pytest.mark.parametrize("role", OTHERS + OFFICE)
def test_a_report_page_leads_to_the_editions_that_its_reader_may_read(client, sign_in, role):
    report = ReportFactory(is_public=True)
    person = sign_in(role) or client.get("/").wsgi_request.user
    editions = readable_editions(person, report)
    assert editions == (list(Edition) if role in OFFICE else [Edition.PUBLIC])
    page = read(client.get(page_of(report)))
    shown = [link.text for link in page.find("a") if link.text.startswith("Show the")]
    assert shown == [f"Show the {edition} edition" for edition in editions[1:]]


@pytest.mark.parametrize("edition", Edition)
def test_a_report_that_is_not_public_has_no_edition_for_strangers(edition):
    report = ReportFactory(is_public=False)
    assert not can_read_edition(AnonymousUser(), report, edition)
    assert can_read_edition(UserFactory(administrator=True), report, edition)


@pytest.mark.parametrize(
    ("role", "edition", "is_shown"),
    [
        ("anonymous", "public", False),
        ("officer", "public", False),
        ("officer", "consortium", False),
        ("officer", "agency", True),
    ],
)
def test_names_that_are_hidden_from_partners_stand_in_the_agency_edition_alone(
    client, sign_in, role, edition, is_shown
):
    report = ReportFactory(is_public=True)
    company = CompanyFactory(
        partnership=report.partnership, name="Secret GmbH", confidentiality="hidden from partners"
    )
    SMECaseFactory(partnership=report.partnership, company=company)
    sign_in(role)
    text = read(client.get(page_of(report, edition=edition))).text
    assert ("Secret GmbH" in text) is is_shown
    assert (company.pseudonym in text) is not is_shown


def test_an_unknown_edition_is_not_found_and_the_known_ones_are_told(client):
    response = client.get(page_of(ReportFactory(is_public=True), edition="secret"))
    assert response.status_code == 404
    assert "Known editions: public, consortium, agency." in read(response).one("main").text


# The page of a report -----------------------------------------------------------------------


def test_a_report_page_leads_to_every_section_and_table(client):
    report = ReportFactory(is_public=True)
    NarrativeSectionFactory(report=report, key="introduction", text="Two **words**.")
    sections, tables = KeyAchievements.sections, set(KeyAchievements.tables) - {"progress"}
    page = read(client.get(report.get_absolute_url()))
    ids = {each.attributes.get("id") for each in page.find()}
    targets = [each.attributes["href"] for each in page.one("nav", id="contents").find("a")]
    assert {target.removeprefix("#") for target in targets} <= ids
    assert len(targets) == len(set(targets)) == len(sections) + len(tables)
    assert page.one("section", id="introduction").find("p")[0].text == "Two words."
    assert len(page.find("h1")) == 1


def test_a_report_page_of_an_empty_partnership_has_words_for_every_gap(client):
    page = read(client.get(ReportFactory(is_public=True).get_absolute_url()))
    assert "This section has not been written yet." in page.text
    assert "No partners are entered yet." in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_report_page_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, number
):
    report = ReportFactory(is_public=True)
    fill(report.partnership, number)
    client.get(report.get_absolute_url())  # has its charts drawn
    cache.clear()
    with django_assert_num_queries(30):
        client.get(report.get_absolute_url())


def test_only_editors_are_led_from_evidence_to_the_record(client, sign_in):
    report = ReportFactory(is_public=True)
    agreement = AgreementFactory(partnership=report.partnership)
    office = reverse("admin:gateways_agreement_change", args=[agreement.pk])
    edit = reverse("admin:reporting_report_change", args=[report.pk])
    for role, expected in (("anonymous", set()), ("officer", {"/admin/"})):
        sign_in(role)
        page = read(client.get(report.get_absolute_url()))
        addresses = {each.attributes["href"] for each in page.find("a")}
        assert {each for each in addresses if each.startswith("/admin/")} == expected
    sign_in("coordinator")
    page = read(client.get(report.get_absolute_url()))
    addresses = {each.attributes["href"] for each in page.find("a")}
    assert {each for each in addresses if each.startswith("/admin/")} == {"/admin/", office, edit}


@pytest.mark.parametrize("slug", ["bioxclusters-plus", "laser-go"])
def test_every_figure_opens_evidence_that_adds_up_to_it(client, slug):
    call_command("loaddata", "programme", slug, verbosity=0)
    page = read(client.get(reverse("report", args=[slug, "key-achievements"])))
    ids = [each.attributes["id"] for each in page.find() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = page.find("a", "figure") + page.find("a", "evidence-close")
    assert {link.attributes["href"].removeprefix("#") for link in links} <= set(ids)
    panels = page.find("section", "evidence")
    followed = {link.attributes["href"] for link in page.find("a", "figure")}
    assert {f"#{panel.attributes['id']}" for panel in panels} == followed
    assert [panel.one("h2").text for panel in panels if not adds_up(panel)] == []


def adds_up(panel):
    """Whether the records of a panel add up to its figure, or the panel says why they do not."""
    if not panel.find("p", "evidence-sum"):
        # Measured, not counted: the one measurement states the value.
        (item,) = panel.find("li")
        value = panel.one("h2").text.rpartition(": ")[2]
        return f": {value} " in item.one("span", "evidence-label").text
    explained = panel.one("p", "evidence-sum").text
    if "declared" in explained or "count in more than one row" in explained:
        return True
    value = int(panel.one("h2").text.rpartition(": ")[2].replace(",", ""))
    counts = [
        int(item.one("span", "evidence-count").text.removeprefix("counts "))
        if item.find("span", "evidence-count")
        else 1
        for item in panel.find("li")
    ]
    return value == sum(counts)


# What is not there --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "told", "leads_to"),
    [
        (
            "/partnerships/none/",
            "There is no partnership “none”. Known partnerships: go.",
            ["/partnerships/go/"],
        ),
        (
            "/partnerships/go/reports/diary/",
            "There is no document “diary”. Known documents: key-achievements.",
            ["/partnerships/go/"],
        ),
        (
            "/partnerships/none/reports/key-achievements/",
            "There is no partnership “none”.",
            [],
        ),
        (
            "/partnerships/go/reports/key-achievements/download/doc/",
            "There is no format “doc”. Known formats: csv, ",
            ["/partnerships/go/reports/key-achievements/", "/partnerships/go/"],
        ),
        (
            "/partnerships/go/reports/key-achievements/download/%3Cb%3E/",
            "There is no format “<b>”.",
            ["/partnerships/go/reports/key-achievements/", "/partnerships/go/"],
        ),
    ],
)
@pytest.mark.parametrize("debug", [False, True])
def test_a_page_that_is_not_there_says_what_is_not_known_and_where_to_go(
    client, settings, address, told, leads_to, debug
):
    settings.DEBUG = debug
    ReportFactory(partnership__acronym="go", is_public=True)
    response = client.get(address)
    assert response.status_code == 404
    main = read(response).one("main")
    assert told in main.text
    assert [each.attributes["href"] for each in main.find("a")][: len(leads_to)] == leads_to


def test_an_address_without_any_page_leads_to_the_partnerships(client):
    response = client.get("/nothing/")
    assert response.status_code == 404
    main = read(response).one("main")
    assert "The address may be mistyped" in main.text
    assert [each.attributes["href"] for each in main.find("a")] == ["/"]


def test_the_page_for_faults_needs_no_record_and_no_person(client, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("website.views.portal.list_partnerships", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert read(response).one("h1").text == "Something went wrong"


# On every page ------------------------------------------------------------------------------


ACRONYM = "SHOWN-GO"


@pytest.fixture(params=["home", "partnership", "results", "report", "not found", "forbidden"])
def public_page(request, client):
    report = ReportFactory(
        is_public=True,
        partnership__acronym=ACRONYM,
        partnership__programme__cofunding_statement="Co-funded by the shown programme.",
        partnership__programme__disclaimer="Only the authors answer for it.",
    )
    return client.get(
        {
            "home": "/",
            "partnership": report.partnership.get_absolute_url(),
            "results": results_of(report.partnership),
            "report": report.get_absolute_url(),
            "not found": "/nothing/",
            "forbidden": page_of(report, edition="agency"),
        }[request.param]
    )


def test_every_page_names_the_funding_beside_the_emblem(public_page):
    funding = read(public_page).one("footer").one("section")
    assert funding.one("img").attributes["alt"] == "Emblem of the European Union"
    assert [each.text for each in funding.find("p")] == [
        "Co-funded by the shown programme.",
        "Only the authors answer for it.",
    ]


def test_no_page_sets_a_cookie_or_holds_styles_and_scripts_of_its_own(public_page):
    assert not public_page.cookies
    page = read(public_page)
    assert not page.find("style")
    assert [each for each in page.find() if "style" in each.attributes] == []
    assert [each for each in page.find("script") if not each.attributes.get("src")] == []


def test_every_page_has_one_main_heading_a_skip_link_and_a_title(public_page):
    page = read(public_page)
    assert len(page.find("h1")) == 1
    assert (
        page.find("a", "skip-link")[0].attributes["href"] == f"#{page.one('main').attributes['id']}"
    )
    assert page.one("title").text.endswith(("– Cluster partnership portal", f"– {ACRONYM}"))


def test_pages_only_answer_to_reading(client):
    report = ReportFactory(is_public=True)
    for address in ("/", report.partnership.get_absolute_url(), report.get_absolute_url()):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
