"""A support case in a real browser, from the first step of its plan to the survey.

On a desk, and on a telephone without JavaScript.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from smes.models import SupportCase
from tests.browser.looking import faults
from tests.factories import RoleFactory
from tests.smes.support.conftest import make_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[(1280, True), (390, False)], ids=["wide", "narrow and without JavaScript"])
def desk(request, browser: Browser, live_server, settings):
    """A browser before the portal, with a case whose names are long, and what must not happen noted."""
    settings.SITE_URL = live_server.url
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        base_url=live_server.url,
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith(live_server.url) else troubles.append(sent.url),
    )
    page.has_scripts = scripts  # type: ignore[attr-defined]
    yield page
    assert troubles == []
    context.close()


def look(page: Page) -> None:
    """The page keeps its width and every rule of accessibility that can be tried; axe needs scripts."""
    if page.has_scripts:  # type: ignore[attr-defined]
        assert faults(page) == [], page.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_company_and_gateway_go_from_the_plan_to_the_survey(desk: Page):
    case = make_case(title="T" * 150)
    case.worksteps.all().delete()
    sme, gateway = (
        reverse("support_case", args=[case.sme_link]),
        reverse("gateway_case", args=[case.gateway_link]),
    )

    desk.goto(gateway)
    expect(desk.get_by_text("Your turn")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="Write the work plan").click()
    desk.fill("[name=steps-0-title]", "List of distributors")
    desk.fill("[name=steps-0-due_on]", "2027-01-31")
    look(desk)
    press(desk, "More steps")
    expect(desk.locator("[name=steps-0-title]")).to_have_value("List of distributors")
    press(desk, "Save the work plan")
    expect(desk.get_by_text("The work plan is saved.")).to_be_visible()
    press(desk, "Agree to this work plan")
    expect(desk.get_by_text("Your agreement is kept.")).to_be_visible()

    desk.goto(sme)
    expect(desk.get_by_text("Your turn")).to_be_visible()
    look(desk)
    press(desk, "Agree to this work plan")
    expect(desk.get_by_text("Under way").first).to_be_visible()
    desk.get_by_text("Enter a contact or work done").click()
    desk.fill("[name=log-note]", "First call.")
    press(desk, "Add to the log")
    expect(desk.get_by_text("First call.")).to_be_visible()
    desk.get_by_text("Send a file").click()
    desk.set_input_files(
        "[name=file]",
        {"name": "run.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a PDF"},
    )
    press(desk, "Send the file")
    expect(desk.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    look(desk)
    desk.set_input_files(
        "[name=file]",
        {"name": "study.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 study"},
    )
    press(desk, "Send the file")
    expect(desk.get_by_role("link", name="study.pdf")).to_be_visible()

    desk.goto(gateway)
    desk.select_option("[name=to]", "done")
    desk.get_by_role("button", name=re.compile("^Save")).first.click()
    expect(desk.get_by_text("The step is moved.")).to_be_visible()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Complete or stop the support").click()
    look(desk)
    desk.get_by_label("It is completed").check()
    press(desk, "End the support")
    expect(desk.get_by_text("The support has ended.")).to_be_visible()
    look(desk)

    desk.goto(sme)
    with desk.expect_navigation():
        desk.get_by_role("link", name="Answer the survey").first.click()
    look(desk)
    press(desk, "Send your answers")
    expect(desk.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    desk.locator("[name=overall][value='4']").check()
    press(desk, "Send your answers")
    expect(desk.get_by_text("Thank you for your answers.")).to_be_visible()
    look(desk)
    assert desk.context.cookies() == []
    now = SupportCase.objects.get(pk=case.pk)
    assert (now.state, now.satisfactions.get().overall) == ("completed", 4)


def test_the_partnership_finds_and_follows_a_case(desk: Page):
    case = make_case()
    person = RoleFactory(
        kind="coordinator", partnership=case.partnership, person__confirmed=True
    ).person
    sign_in(desk, person)
    desk.goto(reverse("support_office_list", args=[case.partnership.slug]))
    look(desk)
    desk.get_by_role("link", name=case.company.name).click()
    expect(desk.get_by_role("heading", name=case.title)).to_be_visible()
    look(desk)
    with desk.expect_navigation():
        desk.get_by_role("link", name="Change the work plan").click()
    look(desk)
    desk.fill("[name=aim]", "A signed contract.")
    press(desk, "Save the work plan")
    expect(desk.get_by_text("A signed contract.")).to_be_visible()


def sign_in(page: Page, person) -> None:
    """By the session itself: the sign-in page is tried elsewhere."""
    client = Client()
    client.force_login(person)
    value = client.cookies["sessionid"].value
    page.goto("/")
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": page.url}])
