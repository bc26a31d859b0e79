"""Telling those who come what they must know: that the event is near, changed, or called off.

What somebody was told last is known by the latest e-mail that stated day, hour and place; what the
event was then, by its history. So nobody is told of what was typed wrongly and mended before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import EventStatus, RegistrationState
from events.emails.news import post_called_off, post_changed, post_reminder
from events.models import Event, Registration
from events.services.registrations import promote
from partnership.models import Email

STATING = (
    "events.confirmed",
    "events.moved_up",
    "events.waiting_list",
    "events.received",
    "events.reminder",
    "events.changed",
    "events.called_off",
)
"""Kinds of e-mails that state when and where the event is."""

PARTS = {
    "day": ("start_on", "end_on"),
    "hour": ("start_time", "end_time", "time_zone"),
    "place": ("place",),
    "link": ("link",),
}
STAGES = ((1, "day", _("Tomorrow")), (7, "week", _("In a week")))
"""So many days before the event, name of the stage, and words."""

TOLD = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING_LIST,
    RegistrationState.REGISTERED,
)


@dataclass(frozen=True)
class NotTold:
    """A registrant who was told otherwise than the event is now."""

    registration: Registration
    changes: tuple[str, ...]
    is_called_off: bool = False


def not_told(event: Event) -> list[NotTold]:
    """Who knows of an earlier state of the event, and what has changed since. At most three queries."""
    history: Any = Event.history
    versions = list(history.filter(id=event.pk).order_by("history_date", "history_id"))
    fields = [name for names in PARTS.values() for name in names] + ["status"]
    if not any(_differ(version, event, fields) for version in versions):
        return []
    rows = Registration.objects.filter(event=event, state__in=TOLD).order_by("number")
    registrations = list(rows.prefetch_related("attendees"))
    last = _last_told(registrations)
    found = []
    for registration in registrations:
        registration.event = event
        moment = last.get(registration.pk, registration.sent_at)
        changed = _changes(_version_at(versions, moment), event)
        if changed is not None and any(one.is_contact for one in registration.attendees.all()):
            found.append(NotTold(registration, *changed))
    return found


def _last_told(registrations: Iterable[Registration]) -> dict[int, datetime]:
    rows = Email.objects.filter(
        kind__in=STATING,
        about_label=Registration._meta.label_lower,
        about_id__in=[row.pk for row in registrations],
    )
    told = rows.order_by().values_list("about_id").annotate(last=Max("created_at"))
    return {int(number): moment for number, moment in told}


def _version_at(versions: list[Any], moment: datetime) -> Any:
    earlier = [version for version in versions if version.history_date <= moment]
    return earlier[-1] if earlier else versions[0]


def _differ(version: Any, event: Event, fields: Iterable[str]) -> bool:
    return any(getattr(version, name) != getattr(event, name) for name in fields)


def _changes(version: Any, event: Event) -> tuple[tuple[str, ...], bool] | None:
    if event.status == EventStatus.CANCELLED:
        return None if version.status == EventStatus.CANCELLED else ((), True)
    changed = tuple(part for part, names in PARTS.items() if _differ(version, event, names))
    return (changed, False) if changed else None


@transaction.atomic
def tell_changes(*, event: Event) -> int:
    """Tell everybody concerned how the event is now; each once. Returns how many were told."""
    rows = Event.objects.select_related("partnership").prefetch_related("markets")
    locked = rows.select_for_update(of=("self",)).get(pk=event.pk)
    history: Any = Event.history
    version = history.filter(id=event.pk).aggregate(last=Max("history_id"))["last"] or 0
    found = not_told(locked)
    for entry in found:
        if entry.is_called_off:
            post_called_off(entry.registration, version=version)
        else:
            post_changed(entry.registration, changes=entry.changes, version=version)
    return len(found)


def remind_registrants(day: date) -> int:
    """Remind of events that begin in a week or tomorrow; each once. Returns how many were due."""
    reminded = 0
    for distance, stage, words in STAGES:
        begins = day + timedelta(days=distance)
        events = Event.objects.filter(status=EventStatus.PLANNED, start_on=begins)
        for registration in _to_remind(events):
            with transaction.atomic():
                post_reminder(registration, stage=stage, in_words=words)
            reminded += 1
    return reminded


def _to_remind(events: Any) -> list[Registration]:
    rows = Registration.objects.confirmed().filter(event__in=events)
    related = rows.select_related("event__partnership").prefetch_related("event__markets")
    return list(related.order_by("event", "number"))


def promote_all() -> int:
    """Let waiting registrations move up where the office gave more places. Returns how many moved."""
    today = timezone.localdate()
    waiting = Registration.objects.filter(state=RegistrationState.WAITING_LIST)
    events = Event.objects.filter(
        pk__in=waiting.order_by().values("event"),
        capacity__isnull=False,
        start_on__gte=today - timedelta(days=1),
    )
    return sum(len(promote(event=event)) for event in events)
