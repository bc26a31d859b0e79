"""A table that fails: it is taken out, and its meetings wait for another one."""

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from events.exceptions import StepNotAllowed
from events.models import Event, Meeting, MeetingTable, ScheduledMeeting
from partnership.models import User


@transaction.atomic
def take_table_out(*, table: MeetingTable, by: User | None) -> int:
    """Delete a table; its meetings keep their time until the schedule is repaired.

    Returns how many meetings stood there. Raises ``StepNotAllowed`` for the only table.
    """
    Event.objects.select_for_update().get(pk=table.event_id)
    if not MeetingTable.objects.filter(event=table.event_id).exclude(pk=table.pk).exists():
        raise StepNotAllowed("This is the only table. Enter another one first.")
    meetings = list(Meeting.objects.filter(table=table))
    for meeting in meetings:
        meeting.table, meeting.updated_at = None, timezone.now()
    if meetings:
        fields = ["table", "updated_at"]
        bulk_update_with_history(meetings, Meeting, fields, batch_size=500, default_user=by)
    ScheduledMeeting.objects.filter(table=table).update(table=None)
    table.delete()
    return len(meetings)
