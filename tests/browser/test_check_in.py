"""Check-in with the network cut: taps are kept, seen to wait, and arrive once, with their moment."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import Attendee
from tests.browser.looking import faults
from tests.events.going import going_event
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def desk(request, browser: Browser, live_server, settings):
    """The page of check-in, signed in, with what must not happen noted."""
    settings.SITE_URL = live_server.url
    going = going_event()
    client = Client()
    client.force_login(UserFactory(administrator=True))
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, base_url=live_server.url
    )
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(reverse("event_check_in", args=going.arguments))
    page.going = going  # type: ignore[attr-defined]
    yield page
    assert faults == []
    context.close()


def present() -> set[str]:
    return set(Attendee.objects.checked_in().values_list("name", flat=True))


def tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def wait_for(page: Page, names: set[str]) -> None:
    """Until the portal has them; a device sends again every few seconds."""
    for _ in range(60):
        if present() == names:
            return
        page.wait_for_timeout(250)
    assert present() == names


def test_taps_without_a_network_arrive_later_and_once(desk: Page):
    assert faults(desk) == []
    tap(desk, "Check in Ada Vogel")
    expect(desk.get_by_role("button", name="Undo the check-in of Ada Vogel")).to_be_visible()
    wait_for(desk, {"Ada Vogel"})
    desk.evaluate("navigator.serviceWorker.ready")
    # The worker has kept the page once it answers for it.
    desk.reload()
    desk.wait_for_timeout(500)

    desk.context.set_offline(True)
    cut = timezone.now()
    tap(desk, "Check in Chiyo Mori")
    tap(desk, "Check in Daichi Ito")
    tap(desk, "Undo the check-in of Daichi Ito")
    tap(desk, "Undo the check-in of Ada Vogel")
    waiting = desk.locator("[data-waiting]")
    expect(waiting).to_have_text("4 taps wait to be sent. They are kept on this device.")
    assert present() == {"Ada Vogel"}

    # Closed and opened again without a network: the page and what waits are still there.
    desk.reload()
    expect(waiting).to_contain_text("4 taps wait to be sent.")
    expect(desk.get_by_role("button", name="Undo the check-in of Chiyo Mori")).to_be_visible()
    desk.get_by_label("Find a person or an organisation").fill("emile")
    expect(desk.locator("[data-found]")).to_have_text("1")
    desk.get_by_label("Find a person or an organisation").fill("")

    desk.wait_for_timeout(1500)
    desk.context.set_offline(False)
    back = timezone.now()
    expect(waiting).to_be_hidden()
    wait_for(desk, {"Chiyo Mori"})
    moment = Attendee.objects.get(name="Chiyo Mori").checked_in_at
    assert moment is not None
    assert cut <= moment < back
    state = Attendee.objects.get(name="Ada Vogel").registration.participation.state
    assert state == "confirmed"


def test_a_badge_that_is_read_checks_in_at_once(desk: Page):
    person = Attendee.objects.get(name="Ada Vogel")
    desk.goto(reverse("event_badge", args=[*desk.going.arguments, person.badge]))  # type: ignore[attr-defined]
    expect(desk.get_by_role("status")).to_contain_text("Checked in at")
    assert faults(desk) == []
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("status")).to_contain_text("The check-in was taken back.")
    assert present() == set()
