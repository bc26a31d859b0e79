"""The public pages: what they show, to whom, and at what cost."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from gateways.choices import AgreementKind, AgreementStatus
from partnership.choices import MembershipRole
from reporting.documents.key_achievements import KeyAchievements
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.models import Report
from reporting.permissions import (
    can_read_edition,
    can_read_report,
    readable_editions,
    readable_reports,
)
from tests.factories.events import (
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    ParticipationFactory,
)
from tests.factories.gateways import AgreementFactory, AgreementPartyFactory, OrganisationFactory
from tests.factories.partnership import (
    ClusterFactory,
    MeasurementFactory,
    MembershipFactory,
    PartnershipFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.factories.reporting import ClaimFactory, NarrativeSectionFactory, ReportFactory
from tests.factories.smes import (
    ClusterCasePartnerFactory,
    CompanyFactory,
    ObjectiveFactory,
    SMECaseFactory,
)
from tests.reporting.reading import read, without_token

pytestmark = pytest.mark.django_db

OFFICE = ("officer", "coordinator", "administrator")
OTHERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


def page_of(report, **query):
    address = report.get_absolute_url()
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else address


def fill(partnership, number):
    """As many of each kind of record, with as many links between them."""
    for _ in range(number):
        market = TargetMarketFactory(partnership=partnership)
        MembershipFactory(partnership=partnership)
        MembershipFactory(partnership=partnership, role=MembershipRole.ASSOCIATE)
        agreement = AgreementFactory(partnership=partnership, market=market)
        AgreementPartyFactory(agreement=agreement)
        company = CompanyFactory(partnership=partnership, is_confidential=True)
        case = SMECaseFactory(partnership=partnership, market=market, company=company)
        case.objectives.add(ObjectiveFactory())
        event = EventFactory(partnership=partnership, markets=[market])
        ParticipationFactory(event=event)
        MeetingFactory(event=event)
        DeclaredFigureFactory(partnership=partnership, market=market)
        ClusterCasePartnerFactory(case__partnership=partnership, case__market=market)
        MeasurementFactory(indicator__partnership=partnership)
        ClaimFactory(partnership=partnership, market=market)


# The list of partnerships -------------------------------------------------------------------


def test_home_shows_each_partnership_with_its_partners_and_markets(client):
    partnership = PartnershipFactory(acronym="ALPHA-GO", name="Alphas for Health", phase="Phase 2")
    MembershipFactory(partnership=partnership, cluster=ClusterFactory(short_name="Second"))
    MembershipFactory(
        partnership=partnership,
        cluster=ClusterFactory(short_name="First", country="LT"),
        role=MembershipRole.COORDINATOR,
        position=9,
    )
    MembershipFactory(
        partnership=partnership,
        cluster=ClusterFactory(short_name="Friend"),
        role=MembershipRole.ASSOCIATE,
    )
    TargetMarketFactory(partnership=partnership, label="USA", position=2)
    TargetMarketFactory(partnership=partnership, label="Japan", position=1)
    card = read(client.get("/")).one("article")
    assert card.one("h2").text == "ALPHA-GO"
    assert card.one("h2").one("a").attributes["href"] == "/partnerships/alpha-go/"
    assert card.one("p", "kicker").text == "Phase 2, 1 January 2016 – 31 December 2025"
    assert card.one("p", "card-name").text == "Alphas for Health"
    partners, markets = card.find("dd")
    assert [each.text for each in partners.find("span")] == ["First, Lithuania", "Second, France"]
    assert markets.text == "Japan, USA"


def test_home_leaves_out_a_partner_that_has_left(client):
    partnership = PartnershipFactory(end_on=date(2018, 12, 31))
    for left_on in (date(2017, 6, 30), date(2018, 12, 31)):
        cluster = ClusterFactory(short_name=f"Left {left_on}")
        MembershipFactory(partnership=partnership, cluster=cluster, left_on=left_on)
    card = read(client.get("/")).one("article")
    assert [each.text for each in card.find("dd")[0].find("span")] == ["Left 2018-12-31, France"]


def test_home_orders_partnerships_by_acronym_whatever_its_case(client):
    for acronym in ("beta", "ALPHA", "Gamma"):
        PartnershipFactory(acronym=acronym)
    headings = [each.text for each in read(client.get("/")).find("h2")]
    assert headings == ["ALPHA", "beta", "Gamma"]


def test_home_says_so_when_there_is_no_partnership(client):
    page = read(client.get("/"))
    assert page.one("h2").text == "No partnerships yet"


@pytest.mark.parametrize("number", [1, 3])
def test_home_costs_the_same_for_any_number_of_partnerships(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        partnership = PartnershipFactory()
        fill(partnership, number)
        ReportFactory(partnership=partnership, is_public=True)
    with django_assert_num_queries(5):
        client.get("/")


# The page of a partnership ------------------------------------------------------------------


def test_a_partnership_page_tells_who_and_what_it_is(client):
    partnership = PartnershipFactory(
        acronym="ALPHA-GO",
        name="Alphas for Health",
        phase="Phase 2",
        goal_statement="To open markets.",
        themes=["Photonics", "Health"],
        website="https://www.alpha.example/en",
    )
    page = read(client.get(partnership.get_absolute_url())).one("main")
    assert page.one("h1").text == "ALPHA-GO"
    assert page.one("p", "lead").text == "Alphas for Health"
    assert [each.text for each in page.one("dl", "facts").find("dd")] == [
        "Phase 2",
        "1 January 2016 – 31 December 2025",
        partnership.programme.name,
        "alpha.example",
    ]
    assert page.one("div", "prose").text == "To open markets."
    assert [each.text for each in page.one("ul", "tags").find("li")] == ["Photonics", "Health"]


def test_a_partnership_page_lists_the_coordinator_first_and_associates_apart(client):
    partnership = PartnershipFactory()
    people = (
        ("Partner B", MembershipRole.PARTNER, 2),
        ("Friend", MembershipRole.ASSOCIATE, 1),
        ("Lead", MembershipRole.COORDINATOR, 9),
        ("Partner A", MembershipRole.PARTNER, 1),
    )
    for name, role, position in people:
        cluster = ClusterFactory(short_name=name, region="Styria", country="AT")
        MembershipFactory(partnership=partnership, cluster=cluster, role=role, position=position)
    consortium, associates = read(client.get(partnership.get_absolute_url())).find("ul", "members")
    assert [each.text for each in consortium.find("h3")] == ["Lead", "Partner A", "Partner B"]
    assert [each.text for each in associates.find("h3")] == ["Friend"]
    assert [each.text for each in consortium.find("li")[0].find("p")] == [
        "Coordinator",
        "Styria, Austria",
    ]


def test_a_partnership_page_counts_the_agreements_concluded_in_each_market_in_order(client):
    partnership = PartnershipFactory()
    usa = TargetMarketFactory(partnership=partnership, label="USA", position=2)
    japan = TargetMarketFactory(partnership=partnership, label="Japan", position=1)
    TargetMarketFactory(partnership=partnership, label="Brazil", position=3)
    for market, status in (
        (usa, AgreementStatus.SIGNED),
        (usa, AgreementStatus.EXPIRED),
        (usa, AgreementStatus.IN_NEGOTIATION),
        (japan, AgreementStatus.SIGNED),
    ):
        AgreementFactory(partnership=partnership, market=market, status=status)
    markets = read(client.get(partnership.get_absolute_url())).one("ul", "markets")
    assert [each.text for each in markets.find("li")] == [
        "Japan 1 agreement",
        "USA 2 agreements",
        "Brazil No agreement yet",
    ]


def test_a_partnership_page_lists_agreements_as_they_were_printed(client):
    partnership = PartnershipFactory()
    market = TargetMarketFactory(partnership=partnership, label="Japan")
    agreement = AgreementFactory(
        partnership=partnership, market=market, kind=AgreementKind.MOU, signed_on=date(2016, 11, 8)
    )
    organisation = OrganisationFactory(partnership=partnership, name="Osaka Bio Headquarters")
    AgreementPartyFactory(
        agreement=agreement, organisation=organisation, named_as="Osaka BioHeadquarters"
    )
    AgreementFactory(
        partnership=partnership,
        market=market,
        kind=AgreementKind.GATEWAY,
        status=AgreementStatus.IN_NEGOTIATION,
        signed_on=None,
    )
    rows = (
        read(client.get(partnership.get_absolute_url()))
        .one("table", "plain-table")
        .one("tbody")
        .find("tr")
    )
    assert sorted([cell.text for cell in row.children] for row in rows) == [
        ["Not named", "Gateway agreement", "Japan", "Day not known", "In negotiation"],
        ["Osaka BioHeadquarters", "MoU", "Japan", "8 November 2016", "Signed"],
    ]


def test_a_partnership_page_hides_the_company_that_reports_hide_however_it_is_spelt(client):
    partnership = PartnershipFactory()
    company = CompanyFactory(partnership=partnership, name="Secret GmbH", is_confidential=True)
    agreement = AgreementFactory(partnership=partnership)
    AgreementPartyFactory(agreement=agreement, organisation=company, named_as="S.E.C.R.E.T.")
    page = read(client.get(partnership.get_absolute_url()))
    assert page.one("table", "plain-table").one("tbody").one("th").text == company.pseudonym
    assert "secret" not in page.text.casefold().replace(".", "")


def test_an_empty_partnership_page_says_what_is_missing(client):
    page = read(client.get(PartnershipFactory().get_absolute_url()))
    assert [each.text for each in page.find("p", "empty")] == [
        "The goal has not been written down yet.",
        "No partners have been entered yet.",
        "There is no report to read yet.",
        "No target markets have been entered yet.",
        "No agreements have been entered yet.",
    ]


def test_a_report_card_offers_the_report_and_every_format(client):
    report = ReportFactory(is_public=True)
    card = read(client.get(report.partnership.get_absolute_url())).one("article", "report-card")
    assert card.find("a", "button")[0].attributes["href"] == report.get_absolute_url()
    downloads = card.one("ul", "downloads").find("a")
    assert downloads[0].one("span", "download-format").text == "PDF"
    assert {each.attributes["href"] for each in downloads} == {
        f"{report.get_absolute_url()}download/{key}/" for key in writers
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_partnership_page_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, number
):
    report = ReportFactory(is_public=True)
    fill(report.partnership, number)
    client.get(report.partnership.get_absolute_url())  # has its charts drawn
    cache.clear()
    with django_assert_num_queries(21):
        client.get(report.partnership.get_absolute_url())


def test_editors_are_led_to_the_office_and_others_are_not(client, sign_in):
    partnership = PartnershipFactory()
    office = reverse("admin:partnership_partnership_change", args=[partnership.pk])
    address = partnership.get_absolute_url()
    assert not read(client.get(address)).find("a", href=office)
    sign_in("partner elsewhere")
    assert not read(client.get(address)).find("a", href=office)
    sign_in("coordinator")
    assert read(client.get(address)).find("a", href=office)


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
    assert read(client.get(report.partnership.get_absolute_url())).find("article", "report-card")
    assert report.get_absolute_url() in client.get("/").content.decode()


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("rest", ["", "download/json/", "download/unknown/", "?edition=agency"])
def test_to_anybody_else_it_is_as_if_it_did_not_exist(client, sign_in, role, rest):
    report = ReportFactory(is_public=False)
    address = report.get_absolute_url() + rest
    pages = (address, "/", report.partnership.get_absolute_url())
    sign_in(role)

    def told():
        answers = [client.get(page) for page in pages]
        return [(answer.status_code, without_token(answer)) for answer in answers]

    with_report = told()
    Report.objects.all().delete()
    without = told()
    assert with_report == without
    assert [status for status, _ in without] == [404, 200, 200]


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
    with django_assert_num_queries(29):
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
        ("/partnerships/none/", "There is no partnership “none”. Known partnerships: go.", []),
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
    assert [each.attributes["href"] for each in main.find("a")] == [*leads_to, "/"]


def test_an_address_without_any_page_leads_to_the_partnerships(client):
    response = client.get("/nothing/")
    assert response.status_code == 404
    main = read(response).one("main")
    assert "The address may be mistyped" in main.text
    assert [each.attributes["href"] for each in main.find("a")] == ["/"]


def test_the_page_for_faults_needs_no_record_and_no_person(client, monkeypatch):
    def fail(request):
        raise RuntimeError

    monkeypatch.setattr("reporting.views.pages.list_partnerships", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert read(response).one("h1").text == "Something went wrong"


# On every page ------------------------------------------------------------------------------


@pytest.fixture(params=["home", "partnership", "report", "not found", "forbidden"])
def public_page(request, client):
    report = ReportFactory(
        is_public=True,
        partnership__programme__cofunding_statement="Co-funded by the shown programme.",
        partnership__programme__disclaimer="Only the authors answer for it.",
    )
    return client.get(
        {
            "home": "/",
            "partnership": report.partnership.get_absolute_url(),
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
    assert page.one("title").text.endswith("– Cluster partnership portal")


def test_pages_only_answer_to_reading(client):
    report = ReportFactory(is_public=True)
    for address in ("/", report.partnership.get_absolute_url(), report.get_absolute_url()):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
