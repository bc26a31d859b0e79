"""Registering for an event in a real browser, at a desk and on a telephone, with scripts and without."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from events.choices import RegistrationMode, RegistrationState
from events.models import Registration
from tests.browser.looking import faults
from tests.events.registering.conftest import path_in
from tests.factories import TargetMarketFactory
from tests.factories.events import EventFactory, ProgrammeItemFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    made = EventFactory(
        partnership__slug="alpha",
        name="Osaka partnering day " + "W" * 150,
        status="planned",
        start_on=timezone.localdate() + timedelta(days=30),
        start_time=time(9),
        end_time=time(17),
        time_zone="Asia/Tokyo",
        place="Osaka " + "P" * 150,
        registration_mode=RegistrationMode.OPEN,
        capacity=2,
    )
    made.markets.add(TargetMarketFactory(partnership=made.partnership))
    ProgrammeItemFactory(event=made, title="T" * 200, place="R" * 160)
    return made


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_persons_are_registered_and_one_is_taken_off(
    browser: Browser, live_server, settings, event, width, scripts
):
    settings.SITE_URL = live_server.url
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.set_default_timeout(20_000)

    def look() -> None:
        if scripts:
            assert faults(page) == [], page.url

    page.goto(live_server.url + reverse("site_event", args=["alpha", event.pk]))
    expect(page.get_by_text("2 places are left.")).to_be_visible()
    look()
    with page.expect_navigation():
        page.get_by_role("link", name="Register").click()
    look()
    page.get_by_label("Name of the organisation").fill("Optik Nord " + "O" * 120)
    page.get_by_role("group", name="Whom we write to").get_by_label("Name").fill("Sales manager")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("group", name="Person 2").get_by_label("Name").fill("Engineer")
    page.locator("form").get_by_role("button", name="Register").click()
    expect(page.get_by_text("Please look at this again")).to_be_visible()
    look()
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("Kind of organisation").select_option("business")
    page.get_by_label("European company").check()
    page.get_by_label("E-mail address").first.fill("sales@optik.example")
    page.get_by_label("Use of our data").check()
    page.locator("form").get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Check your mailbox")).to_be_visible()
    look()
    page.goto(live_server.url + path_in(mail.outbox[-1].body, "/registrations/confirm/"))
    look()
    page.get_by_role("button", name="Yes, this is my address").click()
    expect(page.get_by_role("heading", name="You take part")).to_be_visible()
    look()
    with page.expect_navigation():
        page.get_by_role("link", name="Change persons").click()
    look()
    page.get_by_role("group", name="Person 2").get_by_label("Name").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The persons are saved.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Change profile").click()
    look()
    page.get_by_label("What we seek").fill("A distributor")
    page.get_by_label("Show us in the catalogue of participants").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Other confirmed participants see you.")).to_be_visible()
    kept = Registration.objects.get()
    assert (kept.state, kept.seeks) == (RegistrationState.CONFIRMED, ["A distributor"])
    assert [person.name for person in kept.attendees.all()] == ["Sales manager"]
    assert context.cookies() == []
    context.close()
