"""Figures of table A: events that took place and meetings that were held."""

from collections.abc import Callable, Iterable

from events.choices import EventKind, MeetingKind
from events.models import Event
from reporting.engine.cells import Evidence
from reporting.engine.figures import Entry, Figure, add_figure
from reporting.evidence import days, entered
from reporting.scope import Scope


def event_evidence(event: Event) -> Evidence:
    """An event as evidence: its name, kind, place, days and organisers."""
    day = "" if event.start_on else "day not known"
    return Evidence(
        "events.event",
        event.pk,
        "event",
        event.name,
        ", ".join(filter(None, [event.get_kind_display(), event.place, day])),
        on=days(event.start_on, event.end_on),
        parties=tuple(event.organisers),
        source=entered(event),
    )


def count_events(*kinds: EventKind) -> Callable[[Scope], Iterable[Entry]]:
    """Events of these kinds that took place, each in the rows of its markets."""

    def count(scope: Scope) -> Iterable[Entry]:
        for event in scope.records.events.values():
            if event.kind in kinds:
                yield Entry(
                    event_evidence(event),
                    scope.event_rows(event.pk),
                    group=event.get_kind_display().lower()
                    if event.kind not in (EventKind.C2C, EventKind.B2B)
                    else f"{event.kind} event",
                    name=event.name,
                )

    return count


def count_meetings(kind: MeetingKind) -> Callable[[Scope], Iterable[Entry]]:
    """Meetings of this kind that were held, each in one row, see ``Meeting.counted_in``."""

    def count(scope: Scope) -> Iterable[Entry]:
        organisations = scope.records.organisations
        for meeting in scope.records.meetings:
            if meeting.kind != kind:
                continue
            event = scope.records.events[meeting.event_id]
            parties = organisations[meeting.party_a_id], organisations[meeting.party_b_id]
            names = tuple(scope.organisation_label(party) for party in parties)
            evidence = Evidence(
                "events.meeting",
                meeting.pk,
                "meeting",
                " and ".join(names),
                event.name,
                on=days(event.start_on, event.end_on),
                parties=names,
                source=entered(meeting),
            )
            yield Entry(evidence, (scope.meeting_row(meeting),), event=event.pk)

    return count


add_figure(
    Figure(
        "events",
        "Events",
        count_events(*EventKind),
        declarable=False,
        things="events",
    )
)
add_figure(
    Figure(
        "preparatory_events",
        "Preparatory events",
        count_events(*EventKind.preparatory()),
        fully_recorded=True,
        things="events",
    )
)
for _kind in (MeetingKind.C2C, MeetingKind.B2B):
    add_figure(
        Figure(
            f"{_kind.lower()}_events",
            f"{_kind} events",
            count_events(EventKind(_kind.value)),
            fully_recorded=True,
            things="events",
        )
    )
    add_figure(
        Figure(
            f"{_kind.lower()}_meetings",
            f"{_kind} meetings",
            count_meetings(_kind),
            by_event=True,
            things="meetings",
        )
    )
add_figure(
    Figure(
        "fact_finding_missions",
        "Fact-finding missions",
        count_events(EventKind.FACT_FINDING_MISSION),
        fully_recorded=True,
        things="events",
    )
)
add_figure(
    Figure(
        "inbound_missions",
        "Inbound missions",
        count_events(EventKind.INBOUND_MISSION),
        fully_recorded=True,
        things="events",
    )
)
