"""Choices of events, participations and meetings."""

from django.db import models
from django.utils.translation import gettext_noop as _


class EventKind(models.TextChoices):
    """What kind of event it is; everything but C2C and B2B is preparatory."""

    WORKSHOP = "workshop", _("Workshop")
    SEMINAR = "seminar", _("Seminar")
    VISIT = "visit", _("Visit")
    FACT_FINDING_MISSION = "fact-finding mission", _("Fact-finding mission")
    INBOUND_MISSION = "inbound mission", _("Inbound mission")
    FAIR = "fair", _("Fair")
    WEBINAR = "webinar", _("Webinar")
    C2C = "C2C", _("C2C (cluster to cluster)")
    B2B = "B2B", _("B2B (business to business)")

    @classmethod
    def preparatory(cls) -> list["EventKind"]:
        """Everything but C2C and B2B."""
        return [kind for kind in cls if kind not in (cls.C2C, cls.B2B)]


class EventStatus(models.TextChoices):
    """Whether an event takes place."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class ParticipationState(models.TextChoices):
    """How far an organisation's participation has come."""

    INVITED = "invited", "Invited"
    REGISTERED = "registered", "Registered"
    WAITING_LIST = "waiting list", "On the waiting list"
    CONFIRMED = "confirmed", "Confirmed"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no-show", "No-show"
    CANCELLED = "cancelled", "Cancelled"


class RegistrationMode(models.TextChoices):
    """Who may register for an event, and whether somebody decides on it."""

    NONE = "none", "No registration here"
    OPEN = "open", "Open: confirmed at once while there is room"
    APPROVAL = "approval", "On approval: somebody decides on each"
    INVITED = "invited", "By invitation only"


class RegistrationState(models.TextChoices):
    """How far a registration has come."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed yet")
    REGISTERED = "registered", _("Waiting for a decision")
    WAITING_LIST = "waiting list", _("On the waiting list")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")

    @classmethod
    def waiting(cls) -> list["RegistrationState"]:
        """Those on which somebody may still decide."""
        return [cls.REGISTERED, cls.WAITING_LIST]


class ProgrammeKind(models.TextChoices):
    """What an item of a programme is."""

    SESSION = "session", _("Session")
    BREAK = "break", _("Break")
    VISIT = "visit", _("Visit")
    TRAVEL = "travel", _("Travel")
    MATCHMAKING = "matchmaking", _("Meetings")


class MeetingKind(models.TextChoices):
    """Who meets."""

    C2C = "C2C", "C2C (cluster to cluster)"
    B2B = "B2B", "B2B (business to business)"


class MeetingState(models.TextChoices):
    """How far a meeting has come, from the wish to the handshake."""

    REQUESTED = "requested", _("Requested")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FORBIDDEN = "forbidden", _("Not allowed by the organisers")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")
    NO_SHOW = "no-show", _("No-show")

    @classmethod
    def wanted(cls) -> list["MeetingState"]:
        """Those that a schedule places: asked for or agreed, not yet over."""
        return [cls.REQUESTED, cls.ACCEPTED, cls.SCHEDULED]


class Priority(models.IntegerChoices):
    """How much a party wishes a meeting."""

    LOW = 1, _("Nice to have")
    MEDIUM = 2, _("Important")
    HIGH = 3, _("Essential")


class Pairing(models.TextChoices):
    """Who may ask whom for a meeting."""

    ANYBODY = "anybody", "Everybody may meet everybody"
    ACROSS = "across", "European with third-country participants only"


class ScheduleState(models.TextChoices):
    """How far a schedule has come."""

    WAITING = "waiting", "Waits to be computed"
    COMPUTING = "computing", "Being computed"
    READY = "ready", "Ready to be published"
    FAILED = "failed", "Could not be computed"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced by a later one"

    @classmethod
    def under_way(cls) -> list["ScheduleState"]:
        """Those that are not done yet."""
        return [cls.WAITING, cls.COMPUTING]


class FollowUp(models.TextChoices):
    """Whether two parties go on after their meeting."""

    YES = "yes", _("Yes")
    PERHAPS = "perhaps", _("Perhaps")
    NO = "no", _("No")
