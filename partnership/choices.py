"""Choices of the partnership records."""

from django.db import models
from django.utils.translation import gettext_noop as _


class Emblem(models.TextChoices):
    """Emblems that a programme may ask to be shown."""

    EUROPEAN_UNION = "eu", "Emblem of the European Union"
    NONE = "none", "No emblem"


class Language(models.TextChoices):
    """Languages a partnership's documents are written in."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "French"
    GERMAN = "de", "German"


class MembershipRole(models.TextChoices):
    """What a cluster is in a partnership."""

    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")
    ASSOCIATE = "associate", _("Associate")

    @classmethod
    def consortium(cls) -> list["MembershipRole"]:
        """The roles that make up the consortium, which reports list as its partners."""
        return [cls.COORDINATOR, cls.PARTNER]


class Vocabulary(models.TextChoices):
    """The four vocabularies of the cluster directory."""

    SECTOR = "sector", "Sector"
    EMERGING_INDUSTRY = "emerging_industry", "Emerging industry"
    TECHNOLOGY_FIELD = "technology_field", "Technology field"
    S3_PRIORITY = "s3_priority", "S3 priority area"


class ZeroMark(models.TextChoices):
    """How a document prints a figure of nothing."""

    DASH = "-", "- (dash)"
    DIGIT = "0", "0 (digit)"


class Confidentiality(models.TextChoices):
    """Who must not learn of something, from nobody to everybody but the funding agency."""

    OPEN = "open", "Open"
    HIDDEN_FROM_PUBLIC = "hidden from public", "Hidden from the public"
    HIDDEN_FROM_PARTNERS = "hidden from partners", "Hidden from the public and the other partners"


class RoleKind(models.TextChoices):
    """What a person is in a partnership; contacts of organisations are kept beside those."""

    COORDINATOR = "coordinator", "Coordinator"
    PARTNER = "partner", "Partner staff"
    OFFICER = "project officer", "Project officer"
    GATEWAY_CONTACT = "gateway contact", "Gateway contact"
    SME_CONTACT = "SME contact", "SME contact"

    @classmethod
    def given(cls) -> list["RoleKind"]:
        """The roles that are given to a person as such, not through an organisation."""
        return [cls.COORDINATOR, cls.PARTNER, cls.OFFICER]

    @classmethod
    def office(cls) -> list["RoleKind"]:
        """The roles that work in the office, or look into it."""
        return [cls.COORDINATOR, cls.PARTNER, cls.OFFICER]


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    NOT_SENT = "not sent", "Not sent yet"
    WAITING = "waiting", "Waiting for an answer"
    EXPIRED = "expired", "Expired"
    ACCEPTED = "accepted", "Accepted"
    REVOKED = "revoked", "Revoked"


class ExportKind(models.TextChoices):
    """What leaves the portal besides the files of reports."""

    PERSON = "person", "Data of a person"


class NoticeKind(models.TextChoices):
    """Why something will be deleted."""

    UNUSED_SIGN_IN = "unused sign-in", "A sign-in that nobody has used for long"
    ASKED_FOR = "asked for", "Erasure that the person has asked for"
    OLD_CONTACT = "old contact", "A contact of a partnership that ended long ago"
    OLD_DRAFT = "old draft", "A draft that was never finished"


class EmailState(models.TextChoices):
    """Where an e-mail stands."""

    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    BOUNCED = "bounced", "Came back"
    UNSURE = "unsure", "Sent or not: unknown"

    @classmethod
    def ended(cls) -> list["EmailState"]:
        """Nothing is done about it any more by itself."""
        return [cls.SENT, cls.FAILED, cls.BOUNCED, cls.UNSURE]

    @classmethod
    def undelivered(cls) -> list["EmailState"]:
        """It did not arrive."""
        return [cls.FAILED, cls.BOUNCED]

    @classmethod
    def troubled(cls) -> list["EmailState"]:
        """Somebody has to look at it."""
        return [cls.FAILED, cls.BOUNCED, cls.UNSURE]


class BounceKind(models.TextChoices):
    """Why an e-mail came back."""

    HARD = "hard", "For good: the address takes no mail"
    SOFT = "soft", "For now: the mailbox was full or its server away"
