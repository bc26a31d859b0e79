"""The whole way of a matchmaking event in a real browser: from five registrations to counted meetings."""

import re
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.consents import ship_first_texts
from events.models import Event, Meeting, Registration
from partnership.models import ConsentText
from reporting.services import assemble_report
from tests.browser.looking import faults
from tests.factories import (
    EventFactory,
    MatchmakingFactory,
    MeetingTableFactory,
    PartnershipFactory,
    ProgrammeItemFactory,
    RoleFactory,
    SlotFactory,
    TargetMarketFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

FIRMS = {
    # Key: name, country, what it is, kind.
    "lens": ("Lens Makers GmbH", "DE", "European company", "business"),
    "beam": ("Beam Works SAS", "FR", "European company", "business"),
    "aoba": ("Aoba Optics", "JP", "Company beyond Europe", "business"),
    "sora": ("Sora Trading", "JP", "Company beyond Europe", "business"),
    "park": (
        "Kansai Science Park",
        "JP",
        "Cluster, agency or institute beyond Europe",
        "science park",
    ),
}
WISHES = [("lens", "aoba"), ("lens", "sora"), ("beam", "aoba"), ("beam", "park")]


@pytest.fixture
def event():
    ship_first_texts(ConsentText)
    partnership = PartnershipFactory(
        acronym="ALPHA", slug="alpha", start_on=date(2026, 1, 1), end_on=date(2099, 12, 31)
    )
    market = TargetMarketFactory(partnership=partnership, label="Japan", country="JP", code="JP")
    day = timezone.localdate() + timedelta(days=30)
    made = EventFactory(
        partnership=partnership,
        name="Osaka meetings",
        kind="B2B",
        status="planned",
        start_on=day,
        start_time=time(9),
        end_time=time(17),
        time_zone="Asia/Tokyo",
        place="Osaka, Japan",
        markets=[market],
        registration_mode="open",
        capacity=20,
    )
    first = datetime.combine(day, time(10), made.zone)
    ProgrammeItemFactory(
        event=made,
        kind="matchmaking",
        title="Meetings",
        starts_at=first,
        ends_at=first + timedelta(hours=1),
    )
    MatchmakingFactory(event=made, pairing="across")
    for number in (1, 2, 3):
        begin = first + timedelta(minutes=20 * (number - 1))
        SlotFactory(
            event=made, number=number, starts_at=begin, ends_at=begin + timedelta(minutes=20)
        )
    MeetingTableFactory(event=made, number=1)
    MeetingTableFactory(event=made, number=2)
    return made


@pytest.fixture
def open_page(browser: Browser, live_server, settings):
    """Opens browsers, and notes faults and requests to others."""
    settings.SITE_URL = live_server.url
    contexts, troubles = [], []

    def opened(width: int = 1280, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            base_url=live_server.url,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda sent: (
                None
                if sent.url.startswith((live_server.url, "data:", "blob:"))
                else troubles.append(sent.url)
            ),
        )
        page.scripts = scripts
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def desk(open_page, live_server, event) -> Page:
    """The organiser, signed in."""
    person = RoleFactory(
        kind="coordinator", partnership=event.partnership, person__confirmed=True
    ).person
    client = Client()
    client.force_login(person)
    page = open_page()
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def look(page: Page) -> None:
    """The page keeps every rule of accessibility that axe can try, and nothing sticks out."""
    if page.scripts:
        assert faults(page) == [], page.url


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
    page.wait_for_load_state()


def link_to(address: str, path: str) -> str:
    """The newest link in the mailbox of somebody that leads to a path."""
    found = [
        match.group()
        for letter in mail.outbox
        if address in letter.to
        for match in re.finditer(rf"http\S+{path}\S*", letter.body)
    ]
    return found[-1].rstrip(".,)")


def counted(event: Event) -> SimpleNamespace:
    """The cells of Japan in tables A and B, as of today."""
    data = assemble_report(event.partnership, today=timezone.localdate())
    rows = {
        table.key: next(row for row in table.rows if row.key == "JP")
        for table in data.tables
        if table.key in ("events", "stakeholders")
    }

    def values(table: str, *columns: str) -> tuple[int, ...]:
        return tuple(rows[table].cells[name].value for name in columns)

    return SimpleNamespace(
        meetings=values("events", "c2c_meetings", "b2b_meetings"),
        people=values(
            "stakeholders",
            "eu_clusters",
            "eu_smes",
            "third_country_clusters",
            "third_country_smes",
        ),
    )


def test_from_five_registrations_to_counted_meetings(open_page, desk: Page, event):
    pages = {key: register(open_page, event, key) for key in FIRMS}
    ask_and_answer(pages)
    office = f"/partnerships/alpha/office/events/{event.pk}"
    publish_first(desk, office)
    open_own(pages["lens"], "lens", "agenda")
    expect(pages["lens"].get_by_text("Aoba Optics").first).to_be_visible()
    look(pages["lens"])

    drop_out(pages["sora"])
    repair(desk, office)
    assert states(event) == ["cancelled", "scheduled", "scheduled", "scheduled"]
    nothing = SimpleNamespace(meetings=(0, 0), people=(0, 0, 0, 0))
    assert counted(event) == nothing

    the_day_comes(event)
    assert counted(event) == nothing  # registered is not attended, scheduled is not held
    check_in(desk, office, ["Lens Makers GmbH", "Aoba Optics", "Kansai Science Park"])
    assert counted(event) == SimpleNamespace(meetings=(0, 0), people=(0, 1, 1, 1))
    hold(desk, office, event)
    assert counted(event) == SimpleNamespace(meetings=(0, 1), people=(0, 1, 1, 1))

    desk.goto(f"{office}/results/")
    look(desk)
    open_own(pages["lens"], "lens", "feedback")
    look(pages["lens"])


def open_own(page: Page, key: str, path: str) -> None:
    """A page of the participant behind its private link, as the mailbox has it."""
    found = link_to(f"{key}@example.org", "/registrations/(?!confirm)")
    home = re.match(r"http.*?/registrations/[^/]+/", found).group()
    page.goto(f"{home}{path}/")


def register(open_page, event, key) -> Page:
    """An organisation registers, on a telephone or at a desk, with scripts or without."""
    name, country, what, kind = FIRMS[key]
    page = open_page(*((390,) if key in ("lens", "sora") else (1280,)), scripts=key != "beam")
    page.goto(f"/partnerships/alpha/events/{event.pk}/")
    page.get_by_role("link", name="Register").click()
    page.get_by_label("Name of the organisation").fill(name)
    page.get_by_label("Country").select_option(country)
    page.get_by_label(what).check()
    page.get_by_label("Kind of organisation").select_option(kind)
    page.get_by_role("group", name="Whom we write to").get_by_label("Name").fill("Contact")
    page.get_by_label("E-mail address").first.fill(f"{key}@example.org")
    page.get_by_label("Use of our data").check()
    page.get_by_label("Show us in the catalogue").check()
    page.locator("form").get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Check your mailbox")).to_be_visible()
    page.goto(link_to(f"{key}@example.org", "/registrations/confirm/"))
    press(page, "Yes, this is my address")
    expect(page.get_by_role("heading", name="You take part")).to_be_visible()
    look(page)
    return page


def ask_and_answer(pages: dict[str, Page]) -> None:
    """Four requests, of which the Japanese accept three."""
    for asker, asked in WISHES:
        page = pages[asker]
        open_own(page, asker, "participants")
        look(page)
        page.get_by_role("link", name=FIRMS[asked][0]).first.click()
        page.get_by_label("Essential").check()
        press(page, "Send the request")
    for asked in ("aoba", "sora", "park"):
        page = pages[asked]
        open_own(page, asked, "requests")
        look(page)
        while page.get_by_role("button", name="Accept", exact=True).count():
            press(page, "Accept")


def publish_first(desk: Page, office: str) -> None:
    desk.goto(f"{office}/requests/")
    look(desk)
    desk.goto(f"{office}/schedule/")
    look(desk)
    press(desk, "Compute")
    expect(desk.get_by_role("button", name="Publish schedule 1")).to_be_visible()
    look(desk)
    press(desk, "Publish schedule 1")
    look(desk)
    desk.goto(f"{office}/grid/")
    look(desk)


def drop_out(page: Page) -> None:
    open_own(page, "sora", "cancel")
    look(page)
    press(page, "Yes, cancel it")


def repair(desk: Page, office: str) -> None:
    told = len(mail.outbox)
    desk.goto(f"{office}/schedule/")
    desk.get_by_label("Why it is repaired").fill("Sora Trading dropped out")
    press(desk, "Repair")
    expect(desk.get_by_role("button", name="Publish schedule 2")).to_be_visible()
    look(desk)
    press(desk, "Publish schedule 2")
    concerned = {address for letter in mail.outbox[told:] for address in letter.to}
    # Nobody whose agenda stays as it was is disturbed.
    assert concerned == {"lens@example.org"}


def states(event: Event) -> list[str]:
    return sorted(Meeting.objects.filter(event=event).values_list("state", flat=True))


def the_day_comes(event: Event) -> None:
    """Everything lies a month earlier, and its first slot two hours ago."""
    first = event.slots.order_by("number").first()
    earlier = first.starts_at - (timezone.now() - timedelta(hours=2))
    for rows in (event.slots.all(), event.programme.all()):
        for row in rows:
            row.starts_at -= earlier
            row.ends_at -= earlier
            row.save()
    event.start_on = timezone.localdate()
    event.start_time = event.end_time = None
    event.save()


def check_in(desk: Page, office: str, organisations: list[str]) -> None:
    desk.goto(f"{office}/check-in/")
    look(desk)
    for name in organisations:
        line = desk.locator("li", has_text=name)
        line.get_by_role("button", name=re.compile("^Check in")).click()
        expect(line.get_by_role("button", name=re.compile("^Undo"))).to_be_visible()
    attended = Registration.objects.filter(participation__state="attended")
    wait_for(desk, lambda: attended.count() == len(organisations))


def wait_for(page: Page, holds) -> None:
    """Until something holds that the server does by itself."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("It did not come about within ten seconds.")


def hold(desk: Page, office: str, event: Event) -> None:
    """One meeting is held; of the others one party did not come."""
    desk.goto(f"{office}/meetings-held/")
    look(desk)
    held = Meeting.objects.get(party_a__name="Lens Makers GmbH", party_b__name="Aoba Optics")
    desk.locator(f"#meeting-{held.pk}").get_by_role("button", name=re.compile("^Held")).click()
    desk.wait_for_load_state()
    held.refresh_from_db()
    assert held.state == "held"
    assert states(event) == ["cancelled", "held", "scheduled", "scheduled"]
