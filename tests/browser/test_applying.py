"""An SME expresses its interest in a real browser: on a desk and on a telephone, with and without scripts."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from partnership.models import ConsentText
from smes.choices import ExpressionState, QuestionKind
from smes.consents import ship_first_texts
from smes.models import Expression
from tests.browser.looking import faults, is_too_wide
from tests.factories import PartnershipFactory, QuestionFactory, ServiceFactory, TargetMarketFactory

pytestmark = pytest.mark.django_db(transaction=True)

LEAFLET = {"name": "leaflet.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 leaflet"}
PRETENDER = {"name": "setup.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}


@pytest.fixture
def site(live_server, settings, tmp_path):
    """The address of a portal with a partnership that asks a question of its own."""
    settings.SITE_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    ship_first_texts(ConsentText)
    partnership = PartnershipFactory(acronym="Med-Tech", slug="med-tech")
    for place, (label, code) in enumerate((("USA", "US"), ("Japan", "JP"))):
        TargetMarketFactory(partnership=partnership, label=label, country=code, position=place)
    ServiceFactory(partnership=partnership, name="Market study", description="What sells there.")
    QuestionFactory(
        partnership=partnership,
        kind=QuestionKind.ONE,
        text="Have you exported before?",
        choices=["Never", "Often"],
    )
    return live_server.url


@pytest.fixture(params=[(1280, True), (1280, False), (390, True), (390, False)], ids=str)
def sme(request, browser: Browser, site):
    """A page at one width, with scripts or without; nothing foreign is asked for, no cookie is set."""
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 850}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((site, "data:")) else troubles.append(sent.url),
    )
    page.scripts = scripts
    page.troubles = troubles
    page.goto(f"{site}/partnerships/med-tech/apply/")
    yield page
    assert troubles == []
    assert context.cookies() == []
    context.close()


def look(page: Page) -> None:
    """Nothing is wider than the page, and axe finds nothing."""
    if not page.scripts:
        return
    assert faults(page) == []
    page.troubles.clear()  # the checker writes styles that are refused


def go_on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def test_the_whole_form(sme: Page, site):
    look(sme)
    sme.get_by_role("button", name="Begin").first.click()
    expect(sme.get_by_text("You have your private link now.")).to_be_visible()
    look(sme)
    go_on(sme, "Your company")
    expect(sme.get_by_role("link", name="Enter the name of your company.")).to_be_visible()
    look(sme)
    sme.get_by_label("Name of the company").fill("Optik Nord")
    sme.get_by_label("Country").select_option("DE")
    sme.get_by_label("Your name").fill("Export manager")
    sme.get_by_label("E-mail address").fill("export@optik-nord.example")
    go_on(sme, "Markets and services")
    look(sme)
    sme.get_by_label("Japan").check()
    go_on(sme, "What you seek")
    sme.get_by_label("What do you seek?").fill("A distributor.")
    sme.get_by_label("Never").check()
    sme.set_input_files("#id_files", [LEAFLET, PRETENDER])
    sme.get_by_role("button", name="Add", exact=True).click()
    expect(sme.get_by_role("link", name="leaflet.pdf")).to_be_visible()
    expect(sme.get_by_text("setup.pdf: The content is not what").first).to_be_visible()
    expect(sme.get_by_label("What do you seek?")).to_have_value("A distributor.")
    look(sme)
    go_on(sme, "Consents")
    look(sme)
    sme.get_by_label("Use of our data").check()
    go_on(sme, "Check and send")
    expect(sme.get_by_text("leaflet.pdf")).to_be_visible()
    look(sme)
    sme.get_by_role("button", name="Send", exact=True).click()
    expect(sme.get_by_role("heading", name="Check your mailbox")).to_be_visible()
    look(sme)
    letter = next(each for each in mail.outbox if "Please confirm" in each.subject)
    sme.goto(re.search(r"http\S+/expressions/confirm/\S+", letter.body).group())
    look(sme)
    sme.get_by_role("button", name="Yes, this is my address").click()
    expect(sme.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    look(sme)
    received = Expression.objects.get()
    assert (received.state, received.company_name) == (ExpressionState.CONFIRMED, "Optik Nord")
    assert [market.label for market in received.markets.all()] == ["Japan"]
    assert received.answers.get().value == "Never"


@pytest.fixture
def desk(page: Page, site) -> Page:
    page.set_default_timeout(15_000)
    page.goto(f"{site}/partnerships/med-tech/apply/")
    return page


def test_with_the_keyboard_alone(desk: Page):
    """From the first key to the second step; focus is always to be seen."""
    begin = desk.get_by_role("button", name="Begin").first
    for _ in range(40):
        desk.keyboard.press("Tab")
        if begin.evaluate("each => each === document.activeElement"):
            break
    desk.keyboard.press("Enter")
    name = desk.get_by_label("Name of the company")
    expect(name).to_be_visible()
    for _ in range(40):
        desk.keyboard.press("Tab")
        shown = desk.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none"
        if name.evaluate("each => each === document.activeElement"):
            break
    desk.keyboard.type("Optik Nord")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Germany")
    desk.keyboard.press("Enter")
    desk.get_by_label("Your name").focus()
    desk.keyboard.type("Export manager")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.type("export@optik-nord.example")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Markets and services", level=1)).to_be_visible()
    assert Expression.objects.get().country == "DE"


def test_it_saves_while_one_types_and_warns_offline(desk: Page):
    desk.get_by_role("button", name="Begin").first.click()
    desk.get_by_label("Name of the company").fill("Optik Nord")
    expect(desk.locator("[data-status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert Expression.objects.get().company_name == "Optik Nord"

    desk.context.set_offline(True)
    desk.get_by_label("Name of the company").fill("Optik Nord GmbH")
    expect(desk.locator("[data-status]")).to_contain_text("You are offline.")
    desk.context.set_offline(False)
    expect(desk.locator("[data-status]")).to_have_text(re.compile(r"^Saved"))
    assert Expression.objects.get().company_name == "Optik Nord GmbH"


def test_the_back_button_and_two_tabs_lose_nothing(desk: Page):
    desk.get_by_role("button", name="Begin").first.click()
    desk.get_by_label("Name of the company").fill("Optik Nord")
    other = desk.context.new_page()
    other.goto(desk.url)
    other.get_by_label("Name of the company").fill("Optik Süd")
    other.get_by_role("button", name="Save and continue later").click()
    expect(other.get_by_role("heading", name="Everything is saved")).to_be_visible()
    desk.get_by_label("Town").fill("Kiel")
    desk.get_by_role("button", name="Continue", exact=True).click()

    expect(desk.get_by_role("heading", name="This was changed in another tab")).to_be_visible()
    assert faults(desk) == []
    expect(desk.get_by_text("Optik Süd")).to_be_visible()
    expect(desk.get_by_text("Optik Nord")).to_be_visible()


def test_at_twice_the_size_nothing_is_cut_off(desk: Page):
    desk.set_viewport_size({"width": 640, "height": 400})
    with desk.expect_navigation():
        desk.get_by_role("button", name="Begin").first.click()
    assert not is_too_wide(desk)
    expect(desk.get_by_label("Name of the company")).to_be_visible()
