"""The coordination office in a real browser: reachable for all, usable on a telephone."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from partnership.models import Partnership
from tests.browser.looking import faults
from tests.factories import (
    AgreementPartyFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    ParticipationFactory,
    SMECaseFactory,
    UserFactory,
)
from tests.office import change_page
from tests.office import page as address_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def partnership():
    """A partnership with a row of everything that the pages show."""
    section = NarrativeSectionFactory(text="No events: {{ c2c_events }}.")
    own = section.report.partnership
    event = MeetingFactory(event__partnership=own).event
    ParticipationFactory(event=event)
    SMECaseFactory(partnership=own)
    AgreementPartyFactory(agreement__partnership=own)
    return own


@pytest.fixture
def office(page: Page, live_server, client: Client):
    """A browser that is signed in; opens addresses of the office."""
    client.force_login(UserFactory(administrator=True))
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.problems = problems
    page.open = lambda address: page.goto(live_server.url + address)
    return page


def pages(partnership: Partnership) -> dict[str, str]:
    """The pages that coordinators see most."""
    event = partnership.events.get()
    return {
        "index": reverse("admin:index"),
        "list": address_of(type(event), "changelist"),
        "partnership": change_page(partnership),
        "event": change_page(event),
        "case": change_page(partnership.smecases.get()),
        "new case": address_of(type(partnership.smecases.get()), "add"),
        "report": change_page(partnership.reports.get()),
        "findings": reverse("findings", args=[partnership.slug]),
        "history": address_of(Partnership, "history", partnership.pk),
    }


@pytest.mark.parametrize("width", [1280, 390])
def test_the_office_is_accessible_and_fits_the_screen(office, partnership, width):
    office.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name, address in pages(partnership).items():
        office.open(address)
        office.wait_for_load_state("networkidle")
        said = list(office.problems)
        seen = faults(office)
        # The checker itself writes styles that the content security policy refuses.
        office.problems.clear()
        if said or seen:
            found[name] = (said, seen)
    assert found == {}


def test_the_sign_in_page_is_accessible(page, live_server):
    page.goto(live_server.url + reverse("admin:login"))
    assert faults(page) == []


def test_a_text_is_previewed_while_it_is_written(office, partnership):
    office.open(change_page(partnership.reports.get()))
    preview = office.locator(".preview").first
    expect(preview).to_contain_text("No events: 0.")
    office.locator("textarea[data-preview-url]").first.fill("**Some** {{ nothing }}")
    expect(preview).to_contain_text("“nothing” is no known figure.")
    expect(preview.locator("strong")).to_have_text("Some")


def test_a_new_text_is_previewed_before_it_is_saved(office, partnership):
    office.open(change_page(partnership.reports.get()))
    office.locator("#sections-group .add-row a").click()
    office.locator("#id_sections-1-text").fill("New: {{ c2c_events }}.")
    expect(office.locator("#sections-1 .preview")).to_contain_text("New: 0.")


def test_a_preview_that_cannot_be_reached_says_so_and_leaves_the_text(office, partnership):
    office.open(change_page(partnership.reports.get()))
    office.route("**/preview-text/", lambda route: route.abort())
    area = office.locator("textarea[data-preview-url]").first
    area.fill("Still here")
    expect(office.locator(".preview").first).to_contain_text("cannot be reached just now")
    expect(area).to_have_value("Still here")


def test_a_search_stays_within_the_partnership_that_was_chosen(office, partnership):
    OrganisationFactory(name="Of another partnership")
    own = OrganisationFactory(partnership=partnership, name="Of this partnership")
    office.open(address_of(type(partnership.smecases.get()), "add"))
    office.select_option("#id_partnership", str(partnership.pk))
    office.locator(".field-partner .select2-selection").click()
    office.locator(".select2-search__field:focus").fill("Of")
    found = office.locator(".select2-results__option", has_text="partnership")
    expect(found).to_have_text([str(own)])


def test_a_row_is_added_to_an_inline_without_reloading(office, partnership):
    office.open(change_page(partnership))
    office.locator("#targetmarkets-group .add-row a").click()
    number = partnership.targetmarkets.count()
    office.fill(f"#id_targetmarkets-{number}-code", "GULF")
    office.fill(f"#id_targetmarkets-{number}-label", "Gulf states")
    with office.expect_navigation():
        office.locator("input[name=_save]").first.click()
    expect(office.locator(".messagelist .success")).to_be_visible()
    assert partnership.targetmarkets.filter(code="GULF").exists()
