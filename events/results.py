"""What came of an event, by side and by country, each figure with the records that it counts.

An organisation counts in the row of its side and in that of its country. A meeting counts in every row
that one of its parties belongs to, and once in the total; so rows may add up to more than the total.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from events.choices import FollowUp, MeetingState, ParticipationState
from events.models import Attendee, Event, Meeting, MeetingFeedback, Participation
from gateways.choices import Side
from gateways.models import Organisation

TAKES_PART = (
    ParticipationState.REGISTERED,
    ParticipationState.CONFIRMED,
    ParticipationState.ATTENDED,
    ParticipationState.NO_SHOW,
)
PLACED = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.NO_SHOW)


def _was_accepted(meeting: Meeting) -> bool:
    """Both sides wished it: accepted, or placed after an answer."""
    answered = meeting.answered_at is not None or meeting.priority_back is not None
    return meeting.state == MeetingState.ACCEPTED or (meeting.state in PLACED and answered)


@dataclass(frozen=True)
class Counted:
    """A figure: what it counts, and which records those are."""

    key: str
    label: str
    rule: str
    of: str
    """``participations``, ``people``, ``meetings`` or ``feedback``."""
    counts: Callable[[Any], bool]


FIGURES = (
    Counted(
        "registered",
        "Registered",
        "organisations that registered and did not cancel",
        "participations",
        lambda row: row.state in TAKES_PART,
    ),
    Counted(
        "attended",
        "Attended",
        "organisations of which somebody came",
        "participations",
        lambda row: row.state == ParticipationState.ATTENDED,
    ),
    Counted(
        "no_shows",
        "No-shows",
        "organisations that were confirmed and did not come",
        "participations",
        lambda row: row.state == ParticipationState.NO_SHOW,
    ),
    Counted("people", "Persons who came", "persons checked in", "people", lambda _: True),
    Counted(
        "requested",
        "Meetings requested",
        "meetings that were asked for, whatever became of them",
        "meetings",
        lambda _: True,
    ),
    Counted(
        "accepted",
        "Accepted",
        "meetings that the other party accepted",
        "meetings",
        _was_accepted,
    ),
    Counted(
        "scheduled",
        "Scheduled",
        "meetings that had a place in the schedule",
        "meetings",
        lambda row: row.state in PLACED,
    ),
    Counted(
        "held",
        "Held",
        "meetings that took place: only these count in reports",
        "meetings",
        lambda row: row.state == MeetingState.HELD,
    ),
)


@dataclass(frozen=True)
class Row:
    """A row of the results: a side, a country or all."""

    kind: str
    key: str
    label: str
    values: tuple[int, ...]
    useful: float | None
    """The mean of the answers on how useful meetings were; none without answers."""
    answers: int
    go_on: int
    """Meetings after which this row’s organisations say that they go on."""


class EventResults:
    """The results of an event. Four queries, however many rows."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def _records(self) -> dict[str, list[Any]]:
        own = {"event": self.event}
        participations = Participation.objects.filter(**own).select_related("organisation")
        people = Attendee.objects.checked_in().filter(registration__event=self.event)
        meetings = Meeting.objects.filter(**own).select_related("party_a", "party_b", "slot")
        feedback = MeetingFeedback.objects.filter(meeting__event=self.event)
        return {
            "participations": list(participations.order_by("organisation__name", "pk")),
            "people": list(
                people.select_related("registration__participation__organisation").order_by(
                    "name", "pk"
                )
            ),
            "meetings": list(meetings.order_by("slot__starts_at", "pk")),
            "feedback": list(
                feedback.select_related("organisation", "meeting").order_by("meeting", "pk")
            ),
        }

    def records(self, key: str, kind: str = "all", value: str = "") -> list[Any]:
        """The records that a figure counts in a row. Raises ``KeyError`` for an unknown figure."""
        figure = {figure.key: figure for figure in FIGURES}[key]
        return [
            row
            for row in self._records[figure.of]
            if figure.counts(row) and _is_in(figure.of, row, kind, value)
        ]

    def feedback(self, kind: str = "all", value: str = "") -> list[MeetingFeedback]:
        """The answers of a row’s organisations."""
        return [row for row in self._records["feedback"] if _is_in("feedback", row, kind, value)]

    def total(self) -> Row:
        """Everything once."""
        return self._row("all", "", "All")

    def by_side(self) -> list[Row]:
        """The sides that take part, in their usual order."""
        present = {row.side for row in self._organisations()}
        return [self._row("side", side.value, side.label) for side in Side if side.value in present]

    def by_country(self) -> list[Row]:
        """The countries that take part, by name."""
        present = {row.country.code: row.country.name for row in self._organisations()}
        ordered = sorted(present.items(), key=lambda entry: entry[1])
        return [self._row("country", code, name) for code, name in ordered]

    def _organisations(self) -> Iterable[Organisation]:
        for of in ("participations", "meetings"):
            for row in self._records[of]:
                yield from _parties(of, row)

    def _row(self, kind: str, key: str, label: str) -> Row:
        answers = self.feedback(kind, key)
        useful = [answer.useful for answer in answers]
        return Row(
            kind,
            key,
            label,
            tuple(len(self.records(figure.key, kind, key)) for figure in FIGURES),
            sum(useful) / len(useful) if useful else None,
            len(answers),
            len({answer.meeting_id for answer in answers if answer.goes_on == FollowUp.YES}),
        )

    def agreed_to_go_on(self) -> list[tuple[Meeting, list[MeetingFeedback]]]:
        """Meetings held of which a party says *yes, we go on*, with all that was said of them."""
        said: dict[int, list[MeetingFeedback]] = {}
        for answer in self._records["feedback"]:
            said.setdefault(answer.meeting_id, []).append(answer)
        return [
            (meeting, said[meeting.pk])
            for meeting in self.records("held")
            if any(answer.goes_on == FollowUp.YES for answer in said.get(meeting.pk, []))
        ]


def _parties(of: str, row: Any) -> Sequence[Organisation]:
    if of == "meetings":
        return (row.party_a, row.party_b)
    if of == "people":
        participation = row.registration.participation
        return (participation.organisation,) if participation else ()
    return (row.organisation,)


def _is_in(of: str, row: Any, kind: str, value: str) -> bool:
    if kind == "side":
        return any(party.side == value for party in _parties(of, row))
    if kind == "country":
        return any(party.country.code == value for party in _parties(of, row))
    return True
