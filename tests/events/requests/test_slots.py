"""Slots out of the programme, and tables."""

from datetime import UTC, datetime, timedelta

import pytest

from events.choices import ProgrammeKind, ScheduleState
from events.exceptions import SlotIsUsed
from events.models import Slot
from events.services.slots import SlotChange, cut_slots, set_number_of_tables
from tests.factories.events import (
    MeetingFactory,
    MeetingTableFactory,
    ProgrammeItemFactory,
    ScheduledMeetingFactory,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 5, 12, 0, 0, tzinfo=UTC)


def minutes(number):
    return NINE + timedelta(minutes=number)


@pytest.fixture
def programme(event):
    def add(begins, ends, kind=ProgrammeKind.MATCHMAKING):
        return ProgrammeItemFactory(
            event=event, kind=kind, starts_at=minutes(begins), ends_at=minutes(ends)
        )

    return add


def slots_of(event):
    return [
        (slot.number, int((slot.starts_at - NINE).total_seconds() // 60))
        for slot in Slot.objects.filter(event=event)
    ]


def test_items_for_meetings_are_cut_into_slots_in_order_of_time(event, programme):
    programme(100, 145)  # the last five minutes are left over
    programme(0, 60)
    programme(60, 100, ProgrammeKind.BREAK)
    assert cut_slots(event=event) == SlotChange(kept=0, added=5, removed=0)
    assert slots_of(event) == [(1, 0), (2, 20), (3, 40), (4, 100), (5, 120)]


def test_items_that_overlap_give_no_slot_twice(event, programme):
    programme(0, 60)
    programme(30, 90)
    cut_slots(event=event)
    assert slots_of(event) == [(1, 0), (2, 20), (3, 40), (4, 60)]


def test_cutting_again_changes_nothing(event, programme):
    programme(0, 60)
    cut_slots(event=event)
    before = list(Slot.objects.values_list("pk", "number"))
    assert cut_slots(event=event) == SlotChange(kept=3, added=0, removed=0)
    assert list(Slot.objects.values_list("pk", "number")) == before


def test_a_slot_whose_time_stays_the_same_stays_itself(event, programme):
    item = programme(20, 60)
    cut_slots(event=event)
    before = {slot.starts_at: slot.pk for slot in Slot.objects.all()}
    item.starts_at = minutes(0)
    item.save()
    assert cut_slots(event=event) == SlotChange(kept=2, added=1, removed=0)
    assert slots_of(event) == [(1, 0), (2, 20), (3, 40)]
    after = {slot.starts_at: slot.pk for slot in Slot.objects.all()}
    assert {moment: after[moment] for moment in before} == before


def test_a_slot_in_which_a_meeting_stands_is_not_removed(event, programme):
    item = programme(0, 60)
    cut_slots(event=event)
    last = Slot.objects.get(number=3)
    MeetingFactory(event=event, state="scheduled", slot=last, party_a__name="Lab")
    item.ends_at = minutes(40)
    item.save()
    with pytest.raises(SlotIsUsed, match="12 May 2026, 09:40"):
        cut_slots(event=event)
    assert len(slots_of(event)) == 3


def test_a_slot_into_which_a_long_meeting_reaches_is_not_removed(event, programme):
    item = programme(0, 60)
    cut_slots(event=event)
    MeetingFactory(
        event=event, state="requested", is_locked=True, slot=Slot.objects.get(number=2), length=2
    )
    item.ends_at = minutes(40)
    item.save()
    with pytest.raises(SlotIsUsed, match="09:40"):
        cut_slots(event=event)


def test_a_schedule_that_was_not_published_gives_way(event, programme):
    item = programme(0, 40)
    cut_slots(event=event)
    placed = ScheduledMeetingFactory(
        schedule__event=event,
        schedule__state=ScheduleState.READY,
        slot=Slot.objects.get(number=2),
    )
    item.ends_at = minutes(20)
    item.save()
    assert cut_slots(event=event) == SlotChange(kept=1, added=0, removed=1)
    placed.refresh_from_db()
    assert (placed.slot, placed.table) == (None, None)


def test_another_length_of_slots_makes_others(event, programme):
    programme(0, 60)
    cut_slots(event=event)
    event.matchmaking.minutes = 30
    event.matchmaking.save()
    assert cut_slots(event=event) == SlotChange(kept=0, added=2, removed=3)
    assert slots_of(event) == [(1, 0), (2, 30)]


def numbers(event):
    return list(event.tables.values_list("number", flat=True))


def test_tables_are_added_and_taken_away_from_the_end(event):
    MeetingTableFactory(event=event, number=2, name="Room Kyoto")
    set_number_of_tables(event=event, how_many=3)
    assert numbers(event) == [1, 2, 3]
    assert event.tables.get(number=2).name == "Room Kyoto"
    set_number_of_tables(event=event, how_many=1)
    assert numbers(event) == [1]


def test_a_table_at_which_a_meeting_stands_is_not_taken_away(event, slots):
    set_number_of_tables(event=event, how_many=2)
    MeetingFactory(event=event, slot=slots[0], table=event.tables.get(number=2))
    with pytest.raises(SlotIsUsed):
        set_number_of_tables(event=event, how_many=1)
    assert numbers(event) == [1, 2]
