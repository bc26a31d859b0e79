"""The public page of an event, and the calendar files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.choices import RegistrationMode
from tests.events.registering.conftest import WINTER, make_event
from tests.factories.events import (
    AttendeeFactory,
    EventSeriesFactory,
    ProgrammeItemFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def shown(client, event):
    page = client.get(reverse("site_event", args=[event.partnership.slug, event.pk]))
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_tells_all_of_an_event(client, home):
    series = EventSeriesFactory(partnership=home.partnership, name="Partnering days")
    event = make_event(
        home,
        start_on=WINTER,
        description="Meet over lenses.",
        co_organisers=["Kansai Cluster"],
        host_event="Photonics fair",
        series=series,
    )
    make_event(home, name="Earlier day", series=series)
    make_event(home, name="Secret day", series=series, is_public=False)
    ProgrammeItemFactory(event=event, title="Opening", speakers=["Head of the cluster"])
    text = shown(client, event)
    for words in (
        "Meet over lenses.",
        "Kansai Cluster",
        "Photonics fair",
        "More of the series “Partnering days”",
        "Earlier day",
        "Opening",
        "Head of the cluster",
        "09:00–17:00, Tokyo (UTC+9)",
        "01:00–09:00, Brussels (UTC+1)",
        "Registration is open.",
        reverse("registration_start", args=["alpha", event.pk]),
    ):
        assert words in text
    assert "Secret day" not in text


def test_an_event_in_brussels_is_told_in_the_time_of_its_market(client, home):
    event = make_event(home, start_on=WINTER, time_zone="Europe/Brussels")
    text = shown(client, event)
    assert "09:00–17:00, Brussels (UTC+1)" in text
    assert "17:00–01:00, Tokyo (UTC+9)" in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"capacity": 3}, "2 places are left."),
        ({"capacity": 2}, "1 place is left."),
        ({"capacity": 1}, "You can register for the waiting list."),
        (
            {"registration_mode": RegistrationMode.APPROVAL},
            "The organisers decide on each registration.",
        ),
        ({"registration_mode": RegistrationMode.INVITED}, "This event is by invitation."),
        ({"registration_opens_at": timedelta(days=2)}, "Registration opens on"),
        ({"registration_closes_at": timedelta(days=-2)}, "Registration is closed."),
    ],
)
def test_the_page_says_whether_one_can_register(client, home, fields, words):
    told = {
        name: timezone.now() + value if isinstance(value, timedelta) else value
        for name, value in fields.items()
    }
    event = make_event(home, **told)
    AttendeeFactory(registration=RegistrationFactory(event=event))
    assert words in shown(client, event)


def test_an_event_that_is_not_public_is_on_no_page_and_in_no_feed(client, home):
    event = make_event(home, name="Secret day", is_public=False)
    for name in ("site_event", "site_event_ics"):
        assert client.get(reverse(name, args=["alpha", event.pk])).status_code == 404
    for name in ("partnership", "site_events", "site_events_ics"):
        assert "Secret day" not in client.get(reverse(name, args=["alpha"])).content.decode()
    market = reverse("site_market", args=["alpha", home.market.code])
    assert "Secret day" not in client.get(market).content.decode()


def test_the_feed_has_all_public_events_with_a_day(client, home, django_assert_num_queries):
    make_event(home, start_on=WINTER)
    make_event(
        home, name="Whole days", start_on=WINTER, end_on=WINTER + timedelta(1), start_time=None
    )
    make_event(home, name="Called off", start_on=WINTER, status="cancelled")
    where = reverse("site_events_ics", args=["alpha"])
    client.get(where)
    with django_assert_num_queries(5):
        answer = client.get(where)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    first, days, off = Calendar.from_ical(answer.content).walk("VEVENT")
    assert first.decoded("dtstart").isoformat() == "2030-01-15T09:00:00+09:00"
    assert [days.decoded(name).isoformat() for name in ("dtstart", "dtend")] == [
        "2030-01-15",
        "2030-01-17",
    ]
    assert off["status"] == "CANCELLED"


def test_the_file_of_an_event_counts_its_changes(client, home):
    event = make_event(home, start_on=WINTER)
    where = reverse("site_event_ics", args=["alpha", event.pk])
    before = Calendar.from_ical(client.get(where).content).walk("VEVENT")[0]
    event.place = "Kobe"
    event.save()
    after = Calendar.from_ical(client.get(where).content).walk("VEVENT")[0]
    assert before["uid"] == after["uid"]
    assert after["sequence"] == before["sequence"] + 1
