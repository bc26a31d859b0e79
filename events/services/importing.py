"""Bringing in events that were held elsewhere: keeping the file, then all of it or nothing."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.files import ending
from common.stores import on_disk
from common.workbooks import FileIsNoWorkbook, check_workbook
from events.choices import ParticipationState
from events.exceptions import FileIsRefused, ImportHasErrors
from events.importing.book import sheet_names
from events.importing.columns import Mapping
from events.importing.plan import make_plan
from events.importing.planned import Key, Plan, PlannedMeeting, PlannedParty
from events.models import Attendee, DeclaredFigure, Event, EventImport, Meeting, Participation
from events.services.organisations import by_key, enter_organisation
from events.services.walk_ins import confirmed_registration
from gateways.models import Organisation
from partnership.models import User

Counts = dict[str, int]


@transaction.atomic
def keep_import_file(*, event: Event, upload: Any, by: User) -> EventImport:
    """Keep an uploaded workbook; nothing else is changed. The same file again is the same upload.

    Raises ``FileIsRefused`` for what is too large, no XLSX, or cannot be read.
    """
    name = PurePosixPath(str(upload.name)).name[-200:]
    if ending(name) != ".xlsx":
        raise FileIsRefused(
            "Choose a workbook in the format XLSX. Other tools and spreadsheet programs save it as that."
        )
    digest = hashlib.sha256()
    for part in upload.chunks():
        digest.update(part)
    known = EventImport.objects.filter(event=event, sha256=digest.hexdigest()).first()
    if known is not None:
        return known
    row = EventImport(event=event, file_name=name, sha256=digest.hexdigest(), document=upload)
    try:
        row.full_clean()
    except ValidationError as error:
        raise FileIsRefused(" ".join(error.messages)) from error
    try:
        check_workbook(upload)
    except FileIsNoWorkbook as error:
        raise FileIsRefused(str(error)) from error
    sheet_names(upload)
    upload.seek(0)
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row


@transaction.atomic
def keep_mapping(*, row: EventImport, mapping: Mapping, by: User) -> EventImport:
    """Keep which sheets and columns of a file hold what."""
    locked = EventImport.objects.select_for_update().get(pk=row.pk)
    locked.columns = mapping
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save(update_fields=["columns", "updated_at"])
    return locked


@transaction.atomic
def carry_out_import(*, row: EventImport, by: User) -> Counts:
    """Bring in what the file holds, as planned at this moment. Returns what was added and changed.

    The same file again changes nothing. Raises ``ImportHasErrors`` where anything is wrong with it, and
    ``FileIsRefused`` where it cannot be read any more; nothing is changed then.
    """
    event = Event.objects.select_for_update().get(pk=row.event_id)
    locked = EventImport.objects.select_for_update().get(pk=row.pk)
    with on_disk(locked.document) as path:
        plan = make_plan(event, str(path), locked.columns)
    if plan.faults:
        raise ImportHasErrors("The file has errors, so nothing of it was brought in.")
    counts = count_changes(plan)
    organisations = {key: _bring_in_party(event, party, by) for key, party in plan.parties.items()}
    _add_directory(event, organisations)
    for meeting in plan.meetings:
        _bring_in_meeting(event, meeting, organisations, by)
    locked.counts, locked.imported_at, locked.imported_by = counts, timezone.now(), by
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save()
    return counts


def count_changes(plan: Plan) -> Counts:
    """What a plan adds and changes."""
    parties, meetings = plan.parties.values(), plan.meetings
    return {
        "new_organisations": sum(party.known is None for party in parties),
        "new_participations": sum(party.participation is None for party in parties),
        "changed_participations": sum(
            party.participation is not None and party.participation.state != party.state
            for party in parties
        ),
        "new_people": sum(len(party.new_people) for party in parties),
        "new_meetings": sum(meeting.known is None for meeting in meetings),
        "changed_meetings": sum(
            meeting.known is not None and meeting.known.state != meeting.state
            for meeting in meetings
        ),
    }


def _bring_in_party(event: Event, party: PlannedParty, by: User) -> Organisation:
    organisation = party.known or enter_organisation(
        partnership=event.partnership,
        name=party.name,
        country=party.country,
        side=party.side,
        kind=party.kind,
        by=by,
    )
    participation = party.participation
    if participation is None:
        participation = Participation(
            event=event, organisation=organisation, state=ParticipationState.CONFIRMED
        )
    if participation.pk is None or participation.state != party.state:
        participation.state = party.state
        participation._history_user = by  # type: ignore[attr-defined]
        participation.save()
    if party.new_people:
        _bring_in_people(event, organisation, party, by)
    return organisation


def _bring_in_people(
    event: Event, organisation: Organisation, party: PlannedParty, by: User
) -> None:
    """People of another tool: nobody writes to them, because they agreed to that there, not here."""
    registration = confirmed_registration(event=event, organisation=organisation, by=by)
    for name, email in party.new_people.items():
        person = Attendee(registration=registration, name=name, email=email)
        person._history_user = by  # type: ignore[attr-defined]
        person.save()


def _add_directory(event: Event, organisations: dict[Key, Organisation]) -> None:
    rows = Organisation.objects.filter(partnership=event.partnership).order_by("pk")
    for key, organisation in by_key(rows).items():
        organisations.setdefault(key, organisation)


def _bring_in_meeting(
    event: Event, planned: PlannedMeeting, organisations: dict[Key, Organisation], by: User
) -> None:
    meeting = planned.known
    if meeting is None:
        meeting = Meeting(
            event=event,
            party_a_id=organisations[planned.a].pk,
            party_b_id=organisations[planned.b].pk,
            kind=planned.kind,
            note=planned.note,
        )
    if meeting.pk is None or meeting.state != planned.state:
        meeting.state = planned.state
        meeting._history_user = by  # type: ignore[attr-defined]
        meeting.save()


@transaction.atomic
def declare_figure(
    *, event: Event, measure: str, value: int, source: str, by: User
) -> DeclaredFigure:
    """State a count of an event of which only the count survives. Raises ``ValidationError``."""
    figure = DeclaredFigure(
        partnership=event.partnership,
        event=event,
        measure=measure,
        value=value,
        source=source,
        entered_by=by,
    )
    figure.full_clean()
    figure._history_user = by  # type: ignore[attr-defined]
    figure.save()
    return figure
