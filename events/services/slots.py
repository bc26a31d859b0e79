"""Cuts the programme’s hours for meetings into slots, and sets up tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from events.choices import ProgrammeKind, ScheduleState
from events.exceptions import SlotIsUsed
from events.models import (
    Event,
    Matchmaking,
    Meeting,
    MeetingTable,
    ProgrammeItem,
    ScheduledMeeting,
    Slot,
)

Span = tuple[datetime, datetime]
ASIDE = 10_000
"""Numbers move here first, so that no two slots have the same one in between."""


@dataclass(frozen=True)
class SlotChange:
    """What became of the slots of an event."""

    kept: int
    added: int
    removed: int


def spans_of(items: list[Span], minutes: int) -> list[Span]:
    """Times of slots, in order: each item is cut from its beginning, what is left over is not used.

    Where two items overlap, the later one begins when the slots of the earlier one have ended.
    """
    length = timedelta(minutes=minutes)
    spans: list[Span] = []
    for begins, ends in sorted(items):
        start = max(begins, spans[-1][1]) if spans else begins
        while start + length <= ends:
            spans.append((start, start + length))
            start += length
    return spans


@transaction.atomic
def cut_slots(*, event: Event) -> SlotChange:
    """Make the slots of an event those of its programme; one whose time stays the same stays itself.

    Slots are numbered from 1 in the order of time. Computed schedules that were not published lose
    the slots that go. Raises ``SlotIsUsed`` where a meeting stands in a slot that would go; nothing
    is changed then.
    """
    matchmaking = Matchmaking.objects.select_for_update().get(event=event)
    items = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.MATCHMAKING)
    spans = spans_of(list(items.values_list("starts_at", "ends_at")), matchmaking.minutes)
    before = {(slot.starts_at, slot.ends_at): slot for slot in Slot.objects.filter(event=event)}
    gone = [slot for span, slot in before.items() if span not in set(spans)]
    _refuse_used(event, gone)
    placed = ScheduledMeeting.objects.filter(slot__in=gone)
    placed.exclude(schedule__state=ScheduleState.PUBLISHED).update(slot=None, table=None)
    Slot.objects.filter(pk__in=[slot.pk for slot in gone]).delete()
    kept = [before[span] for span in spans if span in before]
    numbers = {span: number for number, span in enumerate(spans, 1)}
    if any(slot.number != numbers[slot.starts_at, slot.ends_at] for slot in kept):
        Slot.objects.filter(event=event).update(number=F("number") + ASIDE)
        for slot in kept:
            slot.number = numbers[slot.starts_at, slot.ends_at]
        Slot.objects.bulk_update(kept, ["number"])
    added = [
        Slot(event=event, number=numbers[span], starts_at=span[0], ends_at=span[1])
        for span in spans
        if span not in before
    ]
    Slot.objects.bulk_create(added)
    return SlotChange(kept=len(kept), added=len(added), removed=len(gone))


def _refuse_used(event: Event, slots: list[Slot]) -> None:
    """Also where a longer meeting began in an earlier slot and goes on in one of these."""
    numbers = {slot.number: slot for slot in slots}
    rows = Meeting.objects.filter(event=event, slot__isnull=False).select_related(
        "slot", "party_a", "party_b"
    )
    for meeting in rows:
        first = meeting.slot.number if meeting.slot else 0
        used = next((n for n in range(first, first + meeting.length) if n in numbers), None)
        if used is not None:
            begins = numbers[used].starts_at.astimezone(event.zone)
            raise SlotIsUsed(
                f"{meeting} meet on {begins:%-d %B %Y, %H:%M}. Move that meeting or take its lock "
                "away first; nothing was changed."
            )
    published = Q(schedule__state=ScheduleState.PUBLISHED, slot__in=slots)
    if ScheduledMeeting.objects.filter(published).exists():
        raise SlotIsUsed("The published schedule uses these times. Nothing was changed.")


@transaction.atomic
def set_number_of_tables(*, event: Event, how_many: int) -> int:
    """So many tables, numbered from 1; those with the highest numbers go first. Returns how many.

    Raises ``SlotIsUsed`` where a meeting stands at a table that would go.
    """
    tables = list(MeetingTable.objects.select_for_update().filter(event=event).order_by("number"))
    gone = tables[how_many:]
    placed = ScheduledMeeting.objects.filter(table__in=gone)
    if (
        Meeting.objects.filter(table__in=gone).exists()
        or placed.filter(schedule__state=ScheduleState.PUBLISHED).exists()
    ):
        raise SlotIsUsed("Meetings stand at the tables that would go. Nothing was changed.")
    placed.update(table=None)
    for table in gone:
        table.delete()
    taken = {table.number for table in tables[:how_many]}
    number = 0
    for _ in range(how_many - len(tables)):
        number = next(n for n in range(number + 1, 40_000) if n not in taken)
        MeetingTable.objects.create(event=event, number=number)
    return how_many
