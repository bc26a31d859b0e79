"""Agendas: what stands in them, in which hours, on which papers."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from events.agenda_papers import (
    Paper,
    agenda_paper,
    all_agenda_papers,
    table_papers,
    wall_paper,
)
from events.agendas import agenda_of, agendas_of, by_slot, by_table
from events.time_zones import zone_of_country
from tests.factories.events import MeetingFactory, MeetingTableFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meet(event, slots):
    """Places a meeting: ``meet(one, other, slot number, table)``."""

    def place(one, other, number=1, table=None, state="scheduled", **more):
        return MeetingFactory(
            event=event,
            party_a=one.organisation,
            party_b=other.organisation,
            slot=slots[number - 1],
            table=table,
            state=state,
            **more,
        )

    return place


def words(content):
    reader = PdfReader(BytesIO(content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def hours(agenda):
    return [
        (f"{row.placed.begins:%H:%M}", f"{row.placed.ends:%H:%M}", row.other.name)
        for row in agenda.entries
    ]


def test_an_agenda_has_what_is_scheduled_held_or_missed(join, meet):
    us, one, two, three = join("Us"), join("One"), join("Two"), join("Three")
    meet(us, two, 3)
    meet(one, us, 1, state="held")
    meet(us, three, 2, state="no-show")
    for state in ("requested", "accepted", "declined", "cancelled", "forbidden", "withdrawn"):
        meet(us, three, 4, state=state)
    assert hours(agenda_of(us)) == [
        ("09:00", "09:20", "One"),
        ("09:20", "09:40", "Three"),
        ("09:40", "10:00", "Two"),
    ]


def test_a_long_meeting_ends_with_its_last_slot(join, meet):
    us, them = join("Us"), join("Them")
    meet(us, them, 2, length=3)
    assert hours(agenda_of(us)) == [("09:20", "10:20", "Them")]


def test_who_lives_elsewhere_reads_the_own_hour_besides(join, meet):
    us, them = join("Us", country="DE"), join("Them", country="JP")
    meet(us, them)
    (entry,) = agenda_of(us).entries
    assert entry.own_begins == datetime(2026, 5, 12, 2, 0)  # noqa: DTZ001
    assert entry.own_day is None
    (entry,) = agenda_of(them).entries
    assert entry.own_begins is None


@pytest.mark.parametrize(
    ("code", "zone"),
    [("JP", "Asia/Tokyo"), ("ES", "Europe/Madrid"), ("US", None), ("BR", None), ("XX", None)],
)
def test_a_country_has_a_zone_where_nearly_everybody_lives_in_it(code, zone):
    found = zone_of_country(code)
    assert (found.key if found else None) == zone


def test_agendas_of_all_cost_three_queries(event, join, meet, django_assert_num_queries):
    rows = [join(f"P{number}") for number in range(5)]
    meet(rows[0], rows[1], 1)
    meet(rows[2], rows[3], 1)
    with django_assert_num_queries(3):
        found = agendas_of(event)
        counts = [len(agenda.entries) for agenda in found]
    assert counts == [1, 1, 1, 1, 0]


def test_tables_and_times_have_their_meetings(event, join, meet):
    two, one = (
        MeetingTableFactory(event=event, number=2),
        MeetingTableFactory(event=event, number=1),
    )
    a, b, c, d = (join(name) for name in "ABCD")
    first, second = meet(a, b, 1, two), meet(c, d, 1, one)
    third = meet(a, c, 2, one)
    tables = [
        (table.number, [row.meeting for day in days for row in day.entries])
        for table, days in by_table(event)
    ]
    assert tables == [(1, [second, third]), (2, [first])]
    assert [[row.meeting for row in rows] for rows in by_slot(event)] == [[second, first], [third]]


# The participant's page --------------------------------------------------------------------------


def test_the_page_tells_when_where_and_with_whom(client, event, join, meet):
    us = join("Us", country="DE")
    them = join("Them", country="JP", offers=["Lenses"])
    table = MeetingTableFactory(
        event=event, number=7, name="Room Kyoto", link="https://meet.example/7"
    )
    meet(us, them, 2, table)
    page = client.get(reverse("registration_agenda", args=[us.link])).content.decode()
    for part in ("09:20–09:40", "02:20", "Them", "Japan", "Lenses", "Room Kyoto"):
        assert part in page
    assert 'href="https://meet.example/7"' in page
    assert "Tuesday, 12 May 2026" in page


def test_the_page_costs_the_same_for_one_and_many(client, join, meet, django_assert_num_queries):
    us = join("Us")
    meet(us, join("First"), 1)
    for names in (("Second", "Third"), ()):
        # registration, meetings, slots, participants, to answer
        with django_assert_num_queries(5):
            client.get(reverse("registration_agenda", args=[us.link]))
        for number, name in enumerate(names, 2):
            meet(us, join(name), number)


def test_the_calendar_file_has_each_meeting_once_and_for_ever(client, event, join, meet):
    us, them = join("Us"), join("Them", country="JP", offers=["Lenses"])
    meeting = meet(us, them, 2, MeetingTableFactory(event=event, number=7))
    for name in ("registration_agenda_calendar", "registration_agenda_feed"):
        response = client.get(reverse(name, args=[us.link]))
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert str(entry["uid"]).startswith(f"meeting-{meeting.pk}@")
        assert entry["summary"] == "Meeting with Them"
        assert entry["dtstart"].dt.astimezone(UTC) == datetime(2026, 5, 12, 0, 20, tzinfo=UTC)
        assert entry["dtend"].dt.astimezone(UTC) == datetime(2026, 5, 12, 0, 40, tzinfo=UTC)
        assert "Table 7" in entry["location"]
        assert "Lenses" in entry["description"]


# Papers ------------------------------------------------------------------------------------------


def test_the_paper_speaks_the_language_of_the_participant(event, join, meet):
    us = join("Us", country="DE", language="de")
    them = join("Them", country="JP", offers=["Lenses"])
    meet(us, them, 2, MeetingTableFactory(event=event, number=7))
    (page,) = words(agenda_paper(agenda_of(us)))
    for part in ("Us", "Dienstag", "09:20–09:40", "02:20", "Them", "Japan", "Lenses", "Tisch 7"):
        assert part in page
    assert agenda_paper(agenda_of(us)) == agenda_paper(agenda_of(us))


def test_a_participant_without_meetings_has_a_paper_that_says_so(join):
    (page,) = words(agenda_paper(agenda_of(join("Us"))))
    assert "no meeting in the schedule yet" in page


def test_all_agendas_are_one_paper_with_a_page_each(event, join, meet):
    rows = [join(name) for name in ("Ada", "Berta", "Cora", "Dora")]
    meet(rows[0], rows[1], 1)
    meet(rows[1], rows[2], 2)
    pages = words(all_agenda_papers(event))
    assert [page.split("Partnering day ")[1].split()[0] for page in pages] == [
        "Ada",
        "Berta",
        "Cora",
    ]


def test_tables_have_a_page_each(event, join, meet):
    a, b, c = (join(name) for name in ("Ada", "Berta", "Cora"))
    meet(a, b, 1, MeetingTableFactory(event=event, number=1))
    meet(a, c, 2, MeetingTableFactory(event=event, number=2, name="Room Kyoto"))
    first, second = words(table_papers(event))
    assert "Table 1" in first
    assert "Ada" in first
    assert "Room Kyoto" in second
    assert "Cora" in second


def test_the_wall_has_a_time_a_page_with_everybody_by_name(event, join, meet):
    a, b, c = (join(name) for name in ("Ada", "Berta", "Cora"))
    meet(b, a, 1, MeetingTableFactory(event=event, number=1))
    meet(a, c, 2, MeetingTableFactory(event=event, number=2))
    content = wall_paper(event)
    first, second = words(content)
    assert "09:00" in first
    assert first.index("Ada with Berta") < first.index("Berta with Ada")
    assert "09:20" in second
    assert "Table 2" in second
    width, height = PdfReader(BytesIO(content)).pages[0].mediabox[2:]
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 420)


@pytest.mark.parametrize("make", [all_agenda_papers, table_papers, wall_paper])
def test_papers_without_a_schedule_say_so(event, make):
    (page,) = words(make(event))
    assert "There is no meeting in the schedule yet." in page


def test_papers_fetch_nothing_from_the_net(event, join, meet, caplog):
    us = join("Us", offers=['<img src="https://evil.example/x.png">'])
    meet(us, join("Them"), 1, MeetingTableFactory(event=event, link="https://meet.example/7"))
    pages = words(all_agenda_papers(event))
    assert any("https://meet.example/7" in page for page in pages)
    assert any("<img src=" in page for page in pages)
    assert not caplog.records


def test_long_papers_come_in_parts_that_hold_each_sheet_once():
    paper = Paper("agendas", 50, lambda _: [], lambda *_: b"")
    assert [list(paper.parts(number)) for number in (0, 50, 51)] == [[1], [1], [1, 2]]
    rows = list(range(120))
    parts = [paper.sheets(rows, part) for part in paper.parts(120)]
    assert [len(part) for part in parts] == [50, 50, 20]
    assert [row for part in parts for row in part] == rows
