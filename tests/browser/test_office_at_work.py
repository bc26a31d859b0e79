"""The office as a workplace in a real browser: search, conflicts, and every page for all at any width."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.models import Event
from partnership.models import Partnership, SavedFilter
from tests.browser import looking
from tests.factories import EventFactory, RoleFactory, TargetMarketFactory
from tests.office import change_page
from tests.office import page as address_of

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Mission-" + "N" * 150


@pytest.fixture
def event():
    """An event with a very long name, changed once, beside one that was deleted."""
    event = EventFactory(name=NAME, place="Kobe", start_on="2018-01-02")
    event.markets.add(TargetMarketFactory(partnership=event.partnership))
    event.place = "Osaka " * 20
    event.save()
    EventFactory(partnership=event.partnership, name="G" * 190).delete()
    return event


@pytest.fixture
def desk(browser, live_server, event):
    """Opens a browser for another coordinator of the event; notes every fault of its pages."""
    contexts = []

    def open_for(name: str, width: int = 1280) -> Page:
        person = RoleFactory(
            partnership=event.partnership, person__email=f"{name}@example.org"
        ).person
        client = Client()
        client.force_login(person)
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "url": live_server.url}])
        page = context.new_page()
        page.problems = []
        page.on("console", lambda said: note(page, said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: note(page, str(error)))
        page.open = lambda address: page.goto(live_server.url + address)
        return page

    def note(page: Page, problem: str) -> None:
        page.problems.append(problem)

    yield open_for
    for context in contexts:
        context.close()


def faults(page: Page) -> list[object]:
    """What a page does wrong: in the console, in its width, and to those who hear or type it."""
    page.wait_for_load_state("networkidle")
    said = list(page.problems)
    seen = looking.faults(page)
    page.problems.clear()  # the checker writes styles that the policy refuses
    return [*said, *seen]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_workplace_is_accessible_and_fits_the_screen(desk, event, width):
    page = desk("anna", width)
    latest = event.history.latest()
    role = event.partnership.roles.get(person__email="anna@example.org")
    SavedFilter.objects.create(
        person=role.person, model="events.event", name="F" * 80, query="status__exact=planned"
    )
    deleted = Event.history.filter(history_type="-").get()
    addresses = [
        reverse("admin:index"),
        reverse("admin:recent"),
        reverse("admin:search") + "?q=mission",
        reverse("admin:search") + "?q=zzz",
        address_of(Event, "changelist") + "?status__exact=planned",
        address_of(Event, "history", event.pk),
        address_of(Event, "undo", event.pk, latest.pk),
        address_of(Event, "deleted"),
        address_of(Event, "restore", deleted.pk),
        address_of(Partnership, "steps", event.partnership_id),
    ]
    found = {}
    for address in addresses:
        page.open(address)
        if wrong := faults(page):
            found[address] = wrong
    assert found == {}


def test_the_search_is_reached_by_a_key_and_leads_to_a_record(desk, event):
    page = desk("anna")
    page.open(reverse("admin:index"))
    page.keyboard.press("/")
    expect(page.locator("#search-everything-field")).to_be_focused()
    page.keyboard.type("mission-n")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mission-N").first.click()
    expect(page).to_have_url(page.url.split("/admin/")[0] + change_page(event))


def test_a_slash_in_a_field_is_a_slash(desk, event):
    page = desk("anna")
    page.open(change_page(event))
    page.locator("#id_place").fill("")
    page.locator("#id_place").press_sequentially("A/B")
    expect(page.locator("#id_place")).to_have_value("A/B")


@pytest.mark.parametrize("width", [1280, 390])
def test_two_people_at_one_record_are_told_of_each_other_and_lose_nothing(desk, event, width):
    anna, ben = desk("anna", width), desk("ben", width)
    ben.open(change_page(event))
    anna.open(change_page(event))
    expect(anna.locator(".visitors")).to_contain_text("ben@example.org has had this record open")
    assert faults(anna) == []
    ben.locator("#id_place").fill("Nara")
    ben.locator("input[name=_save]").first.click()
    ben.wait_for_url("**/event/")
    anna.locator("#id_place").fill("Kyoto")
    anna.locator("input[name=_save]").first.click()
    conflict = anna.locator(".conflict")
    expect(conflict).to_contain_text("ben@example.org changed this record")
    expect(conflict.locator("#conflict")).to_be_focused()
    expect(conflict).to_contain_text("Nara")
    expect(anna.locator("#id_place")).to_have_value("Kyoto")
    assert faults(anna) == []
    conflict.get_by_label("Take theirs").check()
    conflict.get_by_role("button", name="Save with these choices").click()
    anna.wait_for_url("**/event/")
    event.refresh_from_db()
    assert event.place == "Nara"


def test_whoever_goes_on_writing_keeps_what_they_write(desk, event):
    anna, ben = desk("anna"), desk("ben")
    anna.open(change_page(event))
    ben.open(change_page(event))
    ben.locator("#id_place").fill("Nara")
    ben.locator("input[name=_save]").first.click()
    ben.wait_for_url("**/event/")
    anna.locator("#id_host_event").fill("A fair")
    anna.locator("input[name=_save]").first.click()
    expect(anna.locator("#theirs-place")).to_be_checked()
    anna.locator("#id_place").fill("Kyoto")
    expect(anna.locator("#yours-place")).to_be_checked()
    anna.locator(".conflict input[name=_save]").click()
    anna.wait_for_url("**/event/")
    event.refresh_from_db()
    assert (event.place, event.host_event) == ("Kyoto", "A fair")


def test_many_records_are_changed_from_the_list(desk, event):
    page = desk("anna")
    page.open(address_of(Event, "changelist"))
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").first.select_option("mark_cancelled")
    page.get_by_role("button", name="Go").first.click()
    expect(page.locator("#content")).to_contain_text("1 event will be set to “Cancelled”")
    assert faults(page) == []
    page.get_by_label("Reason").fill("The fair was called off.")
    page.get_by_role("button", name="Change 1 event").click()
    expect(page.locator(".messagelist")).to_contain_text("1 event changed.")
    event.refresh_from_db()
    assert event.status == "cancelled"
