"""The organisers' grid in a real browser: dragged, asked about, refused, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from events.models import Meeting
from events.services.publishing import publish
from tests.browser.looking import faults
from tests.events.schedules.world import build_world, computed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def world(portal):
    """A published schedule in two years: only A–D at 1 and A–E at 2, both at table 1."""
    world = build_world(years=2)
    schedule = computed(world)
    schedule.meetings.update(slot=None, table=None)
    for pair, slot in (("AD", 0), ("AE", 1)):
        schedule.meetings.filter(meeting=world.meetings[pair]).update(
            slot=world.slots[slot], table=world.tables[0]
        )
    publish(schedule=schedule, by=None)
    return world


@pytest.fixture
def grid(page, portal, client, world):
    """The grid of a signed-in coordinator."""
    client.force_login(world.coordinator)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}
    page.context.add_cookies([cookie])
    troubles = []
    page.on("console", lambda said: troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_default_timeout(10_000)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{portal}/partnerships/alpha/office/events/{world.event.pk}/grid/")
    yield page
    # Chromium says that a move was refused (409), which is meant.
    assert [each for each in troubles if "status of 409" not in each] == []


def cell(page, world, slot, table):
    place = f"{world.slots[slot - 1].pk}-{world.tables[table - 1].pk}"
    return page.locator(f'[data-place="{place}"]')


def card(page, world, pair):
    return page.locator(f'[data-meeting="{world.meetings[pair].pk}"]')


def place_of(world, pair):
    meeting = Meeting.objects.select_related("slot", "table").get(pk=world.meetings[pair].pk)
    return (meeting.slot.number, meeting.table.number) if meeting.slot else None


def test_a_meeting_is_dragged_and_rules_are_named(grid, world):
    assert faults(grid) == []
    card(grid, world, "CE").drag_to(cell(grid, world, 3, 2))
    expect(cell(grid, world, 3, 2).get_by_role("link")).to_contain_text("Cork Sensors")
    assert place_of(world, "CE") == (3, 2)
    dialog = grid.get_by_role("dialog")
    card(grid, world, "CE").drag_to(cell(grid, world, 2, 2))
    expect(dialog).to_contain_text("It cannot go there")
    expect(dialog).to_contain_text("Nara Devices meets Alpine Optics on")
    expect(dialog.get_by_role("button", name="Move anyway")).to_be_hidden()
    assert faults(grid) == []
    dialog.get_by_role("button", name="Close").click()
    assert place_of(world, "CE") == (3, 2)
    card(grid, world, "AD").drag_to(cell(grid, world, 5, 1))
    expect(dialog).to_contain_text("Alpine Optics would have 1 break instead of 0.")
    dialog.get_by_role("button", name="Leave it where it is").click()
    assert place_of(world, "AD") == (1, 1)
    card(grid, world, "AD").drag_to(cell(grid, world, 5, 1))
    dialog.get_by_role("button", name="Move anyway").click()
    expect(cell(grid, world, 5, 1).get_by_role("link")).to_be_focused()
    assert place_of(world, "AD") == (5, 1)
    expect(grid.get_by_text("2 meetings have other places")).to_be_visible()
    card(grid, world, "CE").drag_to(grid.locator("[data-tray]"))
    expect(grid.locator("[data-tray]")).to_contain_text("Nara Devices")
    assert place_of(world, "CE") is None


def test_by_keyboard_alone_a_meeting_is_chosen_and_placed(grid, world):
    card(grid, world, "CF").press("Enter")
    expect(grid.get_by_role("heading", name="Cork Sensors and Osaka Light")).to_be_visible()
    assert faults(grid) == []
    grid.get_by_role("button", name="Here: Table 2, ").first.press("Enter")
    expect(grid.get_by_text("It is moved.")).to_be_visible()
    assert place_of(world, "CF") == (1, 2)
    card(grid, world, "CF").press("Enter")
    grid.get_by_role("button", name="Lock").press("Enter")
    expect(grid.get_by_text("It is locked: it stays in its slot.")).to_be_visible()
    assert Meeting.objects.get(pk=world.meetings["CF"].pk).is_locked


def test_the_pages_of_a_schedule_are_readable_at_both_widths(grid, portal, world):
    home = f"{portal}/partnerships/alpha/office/events/{world.event.pk}"
    for path in ("/schedule/", "/schedule/1/", "/grid/?view=participants", "/grid/tell/"):
        for width in (1280, 390):
            grid.set_viewport_size({"width": width, "height": 800})
            grid.goto(f"{home}{path}")
            assert faults(grid) == [], path


def test_a_schedule_is_computed_without_scripts(browser, portal, client, world):
    client.force_login(world.coordinator)
    context = browser.new_context(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{portal}/partnerships/alpha/office/events/{world.event.pk}/schedule/")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="Schedule 2")).to_be_visible()
    page.get_by_role("button", name="Publish schedule 2").click()
    expect(page.get_by_text("Schedule 2 is published.")).to_be_visible()
    context.close()
