"""Choices of events, participations and meetings."""

from django.db import models


class EventKind(models.TextChoices):
    """What kind of event it is; everything but C2C and B2B is preparatory."""

    WORKSHOP = "workshop", "Workshop"
    SEMINAR = "seminar", "Seminar"
    VISIT = "visit", "Visit"
    FACT_FINDING_MISSION = "fact-finding mission", "Fact-finding mission"
    INBOUND_MISSION = "inbound mission", "Inbound mission"
    FAIR = "fair", "Fair"
    WEBINAR = "webinar", "Webinar"
    C2C = "C2C", "C2C (cluster to cluster)"
    B2B = "B2B", "B2B (business to business)"

    @classmethod
    def preparatory(cls) -> list["EventKind"]:
        """Everything but C2C and B2B."""
        return [kind for kind in cls if kind not in (cls.C2C, cls.B2B)]


class EventStatus(models.TextChoices):
    """Whether an event takes place."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class ParticipationState(models.TextChoices):
    """How far an organisation's participation has come."""

    INVITED = "invited", "Invited"
    REGISTERED = "registered", "Registered"
    WAITING_LIST = "waiting list", "On the waiting list"
    CONFIRMED = "confirmed", "Confirmed"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no-show", "No-show"


class MeetingKind(models.TextChoices):
    """Who meets."""

    C2C = "C2C", "C2C (cluster to cluster)"
    B2B = "B2B", "B2B (business to business)"


class MeetingState(models.TextChoices):
    """How far a meeting has come."""

    REQUESTED = "requested", "Requested"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    NO_SHOW = "no-show", "No-show"
