"""The whole way of an SME in a real browser: from a public page to a row of table D and a figure in the prose.

At a desk with JavaScript and on a telephone without; the partners work at a desk of their own. Nothing
is put into the database on the way: every step is taken on a page, every link comes out of an e-mail.
"""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from partnership.models import ConsentText
from smes.consents import ship_first_texts
from smes.models import Expression, Objective
from smes.services.asking import ask_due
from tests.browser.looking import faults
from tests.factories import (
    ContactFactory,
    CriterionFactory,
    MembershipFactory,
    NarrativeSectionFactory,
    OfferFactory,
    OrganisationFactory,
    PartnershipFactory,
    ReportFactory,
    RoleFactory,
    ServiceFactory,
    TargetMarketFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

COMPANY = "Optik Nord GmbH"
MAILBOX = "export@optik-nord.example"
GATEWAY_MAILBOX = "desk@kobe.example"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def partnership(transactional_db, settings, tmp_path):
    """A partnership with a market, a gateway that offers a service there, and a public report."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.REPORTS_ROOT = tmp_path / "reports"
    cache.clear()
    ship_first_texts(ConsentText)
    made = PartnershipFactory(
        acronym="Med-Tech 4U",
        slug="med-tech",
        start_on=timezone.localdate().replace(month=1, day=1),
        end_on=timezone.localdate().replace(month=12, day=31),
    )
    MembershipFactory(partnership=made, role="coordinator")
    japan = TargetMarketFactory(partnership=made, label="Japan", code="JP", country="JP")
    search = ServiceFactory(partnership=made, code="distributor-search", name="Distributor search")
    gateway = OrganisationFactory(
        partnership=made, name="Kobe Gateway", country="JP", kind="external expert"
    )
    OfferFactory(organisation=gateway, service=search, market=japan)
    ContactFactory(organisation=gateway, name="Desk officer", email=GATEWAY_MAILBOX)
    Objective.objects.get_or_create(number=8, defaults={"label": "Sales abroad"})
    CriterionFactory(partnership=made, label="Fit with the market")
    report = ReportFactory(partnership=made, is_public=True)
    NarrativeSectionFactory(
        report=report, key="summary", text="Our companies reached {{ sme_cases }} results."
    )
    return made


@pytest.fixture(params=[(1280, True), (390, False)], ids=["desk", "telephone without JavaScript"])
def sme(request, browser: Browser, live_server, settings):
    """The browser of the SME; it notes faults, refused styles and scripts, and requests to others."""
    settings.SITE_URL = live_server.url
    width, scripts = request.param
    page = _page(browser, live_server.url, width, scripts)
    yield page
    assert page.troubles == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.fixture
def desk(browser: Browser, live_server, partnership):
    """The browser of the coordinator, signed in."""
    page = _page(browser, live_server.url, 1280, scripts=True)
    person = RoleFactory(kind="coordinator", partnership=partnership, person__confirmed=True).person
    client = Client()
    client.force_login(person)
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": live_server.url,
    }
    page.context.add_cookies([cookie])
    page.person = person  # type: ignore[attr-defined]
    yield page
    assert page.troubles == []  # type: ignore[attr-defined]
    page.context.close()


def _page(browser: Browser, address: str, width: int, scripts: bool) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, base_url=address
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda sent: (
            None if sent.url.startswith((address, "data:", "blob:")) else troubles.append(sent.url)
        ),
    )
    page.troubles, page.has_scripts = troubles, scripts  # type: ignore[attr-defined]
    return page


def look(page: Page) -> None:
    """The page is as wide as its window and keeps every rule of accessibility that axe can try."""
    if page.has_scripts:  # type: ignore[attr-defined]
        assert faults(page) == [], page.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def follow(page: Page, to: str, path: str) -> None:
    """Open the newest link in the mailbox of somebody that leads to a path."""
    found = [
        match.group()
        for letter in mail.outbox
        if to in letter.to
        for match in re.finditer(rf"http\S+{path}\S*", letter.body)
    ]
    assert found, [(letter.to, letter.subject) for letter in mail.outbox]
    page.goto(found[-1].rstrip(".,)"))


def test_from_the_first_page_to_the_report(sme: Page, desk: Page, tmp_path, partnership):
    apply(sme, tmp_path / "leaflet.pdf")
    select(desk, partnership)
    accept(sme)
    agree_and_support(sme)
    confirm_outcome(sme)
    read_report(sme)
    assert sme.context.cookies() == []


def apply(page: Page, leaflet: Path) -> None:
    """Home → expression of interest with a file → address confirmed."""
    leaflet.write_bytes(PDF)
    page.goto("/partnerships/med-tech/")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Express your interest").first.click()
    look(page)
    press(page, "Begin")
    look(page)
    page.get_by_label("Name of the company").fill(COMPANY)
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("Your name").fill("Export manager")
    page.get_by_label("E-mail address").fill(MAILBOX)
    press(page, "Continue")
    look(page)
    page.get_by_label("Japan").check()
    page.get_by_label("Distributor search").check()
    press(page, "Continue")
    look(page)
    page.get_by_label("What do you seek?").fill("A distributor for our endoscopes.")
    page.get_by_text("Which kinds of cooperation?").click()
    page.locator("[name=objectives]").first.check()
    page.get_by_label("Add files").set_input_files(leaflet)
    press(page, "Continue")
    look(page)
    for box in page.locator("[type=checkbox]").all():
        box.check()
    press(page, "Continue")
    expect(page.get_by_text("leaflet.pdf")).to_be_visible()
    look(page)
    press(page, "Send")
    expect(page.get_by_role("heading", name="Check your mailbox")).to_be_visible()
    look(page)
    follow(page, MAILBOX, "/expressions/confirm/")
    look(page)
    press(page, "Yes, this is my address")
    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Open my page").click()
    look(page)


def select(page: Page, partnership) -> None:
    """Review → selection → letter → handing over."""
    page.goto("/partnerships/med-tech/expressions/")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name=COMPANY).first.click()
    look(page)
    page.get_by_label("Verdict").select_option("eligible")
    press(page, "Keep the verdict")
    press(page, "Begin the review")
    page.get_by_label("Reviewer").select_option(label=str(page.person))  # type: ignore[attr-defined]
    press(page, "Ask by e-mail")
    page.get_by_role("link", name=re.compile("asked for a review")).click()
    page.get_by_label("No. I have no conflict of interest.").check()
    press(page, "Declare")
    page.get_by_label("Fit with the market").fill("5")
    press(page, "My review is done")
    page.goto("/partnerships/med-tech/expressions/ranking/")
    look(page)
    page.get_by_label(COMPANY).check()
    page.get_by_label("Select", exact=True).check()
    press(page, "Decide")
    page.goto("/partnerships/med-tech/expressions/letters/")
    press(page, "See the letters")
    expect(page.frame_locator("iframe").get_by_text("We have good news")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Send this letter").press("Enter")
    expect(page.get_by_text("1 letter on the way.")).to_be_visible()
    page.goto(f"/partnerships/med-tech/expressions/{Expression.objects.get().number}/")
    page.get_by_label("Market", exact=True).select_option(label="Japan")
    page.get_by_label("Gateway and contact").select_option(label="Desk officer")
    press(page, "Ask the gateway")
    expect(page.get_by_text("Kobe Gateway is asked")).to_be_visible()
    look(page)


def accept(page: Page) -> None:
    """The gateway reads the expression behind its link, and takes it."""
    follow(page, GATEWAY_MAILBOX, "/handovers/")
    look(page)
    expect(page.get_by_text("A distributor for our endoscopes.")).to_be_visible()
    page.get_by_label("We accept: we support this company.").check()
    press(page, "Send the answer")
    expect(page.get_by_text("You have accepted on")).to_be_visible()


def agree_and_support(page: Page) -> None:
    """The work plan is written, agreed by both, worked through, and the support ends."""
    follow(page, GATEWAY_MAILBOX, "/gateway/support/")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Write the work plan").click()
    look(page)
    page.fill("[name=steps-0-title]", "List of distributors")
    page.fill("[name=steps-0-due_on]", timezone.localdate().isoformat())
    press(page, "Save the work plan")
    press(page, "Agree to this work plan")
    follow(page, MAILBOX, "/support/")
    look(page)
    press(page, "Agree to this work plan")
    expect(page.get_by_text("Under way").first).to_be_visible()
    look(page)
    follow(page, GATEWAY_MAILBOX, "/gateway/support/")
    page.select_option("[name=to]", "done")
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    page.get_by_role("link", name="Complete or stop the support").click()
    page.get_by_label("It is completed").check()
    press(page, "End the support")
    expect(page.get_by_text("The support has ended.")).to_be_visible()
    look(page)


def confirm_outcome(page: Page) -> None:
    """The SME says what came of it; what it says itself is confirmed."""
    assert ask_due(timezone.localdate()) == 1  # what the nightly task does
    follow(page, MAILBOX, "/outcomes/")
    look(page)
    page.get_by_label("What is it?").select_option("contract")
    page.get_by_label("What came of it?").fill("Contract with a distributor in Osaka.")
    press(page, "Send my answer")
    expect(page.get_by_role("status")).to_contain_text("your answer is saved")
    look(page)


def read_report(page: Page) -> None:
    """The row in table D, the figure in the prose, and the figures that count support."""
    page.goto("/partnerships/med-tech/reports/key-achievements/")
    look(page)
    expect(page.get_by_text("Our companies reached 1 results.")).to_be_visible()
    row = page.locator("#table-sme_cases tbody tr", has_text=COMPANY)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Contract with a distributor in Osaka.")
    expect(row).to_contain_text("Kobe Gateway")
