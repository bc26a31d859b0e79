"""Choices of companies, expressions of interest, support and cooperation cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseType(models.IntegerChoices):
    """The four types of cooperation that the agency asks for."""

    COLLABORATION = 1, "Collaboration project"
    FORMAL_AGREEMENT = 2, "Formal agreement"
    REPRESENTATION = 3, "Representation office or role"
    OTHER = 4, "Other"


class PartnerType(models.TextChoices):
    """What the third-country partner of an SME case is."""

    CLUSTER = "cluster", "Cluster"
    EXTERNAL_EXPERT = "external expert", "External expert"
    BUSINESS = "business", "Business"


class SupportStatus(models.TextChoices):
    """How far the support that was agreed in a work plan has come."""

    NO_SUPPORT = "no support", "No support agreed"
    AGREED = "support agreed", "Support agreed"
    ONGOING = "support ongoing", "Support ongoing"
    COMPLETED = "support completed", "Support completed"
    STOPPED = "support stopped", "Support stopped"

    @classmethod
    def under_way(cls) -> list["SupportStatus"]:
        """The states of a case whose support was agreed and has not ended."""
        return [cls.AGREED, cls.ONGOING]

    @classmethod
    def with_work_plan(cls) -> list["SupportStatus"]:
        """The states of a case that has, or had, an agreed work plan."""
        return [cls.AGREED, cls.ONGOING, cls.COMPLETED, cls.STOPPED]


class ExpressionState(models.TextChoices):
    """Where an expression of interest stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Sent, address not confirmed"
    CONFIRMED = "confirmed", "Received"
    UNDER_REVIEW = "under review", "Under review"
    SELECTED = "selected", "Selected"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    AGREED = "work plan agreed", "Work plan agreed"

    @classmethod
    def received(cls) -> list["ExpressionState"]:
        """The states of an expression that counts: sent, with an address that was confirmed."""
        return [cls.CONFIRMED, cls.UNDER_REVIEW, cls.SELECTED, cls.DECLINED, cls.AGREED]

    @classmethod
    def open(cls) -> list["ExpressionState"]:
        """The states in which the partners have something to do."""
        return [cls.CONFIRMED, cls.UNDER_REVIEW, cls.SELECTED]

    @classmethod
    def chosen(cls) -> list["ExpressionState"]:
        """The states of an expression that was selected, whatever followed."""
        return [cls.SELECTED, cls.AGREED]

    @classmethod
    def decided(cls) -> list["ExpressionState"]:
        """The states of a decision, which the SME learns by its letter and not before."""
        return [cls.SELECTED, cls.DECLINED]

    @classmethod
    def ended(cls) -> list["ExpressionState"]:
        """The states from which nothing follows any more."""
        return [cls.DECLINED, cls.WITHDRAWN]

    @classmethod
    def correctable(cls) -> list["ExpressionState"]:
        """The states in which the SME may correct what it sent: until the partners have decided."""
        return [cls.SUBMITTED, cls.CONFIRMED, cls.UNDER_REVIEW]


EXPRESSION_STEPS: dict[ExpressionState, tuple[ExpressionState, ...]] = {
    ExpressionState.DRAFT: (ExpressionState.SUBMITTED, ExpressionState.WITHDRAWN),
    ExpressionState.SUBMITTED: (ExpressionState.CONFIRMED, ExpressionState.WITHDRAWN),
    ExpressionState.CONFIRMED: (
        ExpressionState.UNDER_REVIEW,
        ExpressionState.DECLINED,
        ExpressionState.WITHDRAWN,
    ),
    ExpressionState.UNDER_REVIEW: (
        ExpressionState.SELECTED,
        ExpressionState.DECLINED,
        ExpressionState.WITHDRAWN,
    ),
    # A decision that was not told yet can be taken back.
    ExpressionState.SELECTED: (
        ExpressionState.UNDER_REVIEW,
        ExpressionState.AGREED,
        ExpressionState.WITHDRAWN,
    ),
    ExpressionState.DECLINED: (ExpressionState.UNDER_REVIEW,),
    ExpressionState.WITHDRAWN: (),
    ExpressionState.AGREED: (),
}
"""Which state may follow which."""


class Stage(models.TextChoices):
    """Where an expression stands on the board of its partners: its state, and whether a gateway has it."""

    UNCONFIRMED = "not confirmed", "Address not confirmed"
    RECEIVED = "received", "Received"
    UNDER_REVIEW = "under review", "Under review"
    SELECTED = "selected", "Selected"
    WITH_GATEWAY = "with gateway", "With a gateway"
    AGREED = "work plan agreed", "Work plan agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @classmethod
    def columns(cls) -> list["Stage"]:
        """The stages on the way; the board shows a column for each."""
        return [cls.RECEIVED, cls.UNDER_REVIEW, cls.SELECTED, cls.WITH_GATEWAY, cls.AGREED]

    @classmethod
    def aside(cls) -> list["Stage"]:
        """The stages beside the way, folded away."""
        return [cls.UNCONFIRMED, cls.DECLINED, cls.WITHDRAWN]


STAGE_OF_STATE = {
    ExpressionState.SUBMITTED: Stage.UNCONFIRMED,
    ExpressionState.CONFIRMED: Stage.RECEIVED,
    ExpressionState.UNDER_REVIEW: Stage.UNDER_REVIEW,
    ExpressionState.SELECTED: Stage.SELECTED,
    ExpressionState.DECLINED: Stage.DECLINED,
    ExpressionState.WITHDRAWN: Stage.WITHDRAWN,
    ExpressionState.AGREED: Stage.AGREED,
}
"""The stage of each state; a selected expression that a gateway has is with the gateway."""


class Ownership(models.TextChoices):
    """Who stands behind a company, as Articles 3 and 6 of the definition of SMEs ask."""

    AUTONOMOUS = "autonomous", "No other enterprise holds 25 % or more of us, nor we of another"
    CONSOLIDATED = "consolidated", "We have partners or a group; the figures include them"
    NOT_CONSOLIDATED = "not consolidated", "We have partners or a group; the figures are ours alone"
    PUBLIC = "public", "Public bodies hold 25 % or more of us"


class CompanyCategory(models.TextChoices):
    """What a company is under Recommendation 2003/361/EC."""

    MICRO = "micro", "Micro enterprise"
    SMALL = "small", "Small enterprise"
    MEDIUM = "medium", "Medium-sized enterprise"
    LARGE = "large", "No SME"
    UNDECIDED = "undecided", "Cannot be decided"


class QuestionStep(models.TextChoices):
    """In which step of the form a question is asked."""

    COMPANY = "company", "Your company"
    MARKETS = "markets", "Markets and services"
    WISHES = "wishes", "What you seek"


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    LINE = "line", "A line of text"
    TEXT = "text", "A longer text"
    YES_NO = "yes or no", "Yes or no"
    ONE = "one of", "One of several"
    SEVERAL = "several of", "Any of several"
    NUMBER = "number", "A number"
    DAY = "day", "A day"

    @classmethod
    def with_choices(cls) -> list["QuestionKind"]:
        """The kinds that need a list to choose from."""
        return [cls.ONE, cls.SEVERAL]


class Party(models.TextChoices):
    """Who speaks or acts in the way of an SME."""

    SME = "SME", _("The company")
    PARTNER = "partner", _("The partnership")
    GATEWAY = "gateway", _("The gateway")


class Eligibility(models.TextChoices):
    """Whether an expression may be selected at all."""

    UNCHECKED = "unchecked", "Not checked yet"
    ELIGIBLE = "eligible", "Eligible"
    NOT_ELIGIBLE = "not eligible", "Not eligible"


class ReviewState(models.TextChoices):
    """How far a review has come."""

    ASKED = "asked", "Asked for"
    DONE = "done", "Done"
    CONFLICT = "conflict of interest", "Barred by a conflict of interest"


class HandoverState(models.TextChoices):
    """What a gateway says to an SME that is handed over to it."""

    OFFERED = "offered", "Waiting for the gateway"
    ASKED_BACK = "asked back", "The gateway asks back"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined by the gateway"
    RECALLED = "recalled", "Taken back"

    @classmethod
    def open(cls) -> list["HandoverState"]:
        """The states in which it may still be accepted."""
        return [cls.OFFERED, cls.ASKED_BACK]

    @classmethod
    def in_hand(cls) -> list["HandoverState"]:
        """The states in which the gateway may read the expression."""
        return [cls.OFFERED, cls.ASKED_BACK, cls.ACCEPTED]


class SupportState(models.TextChoices):
    """How far a support case has come."""

    PLANNING = "planning", _("Work plan to be agreed")
    RUNNING = "running", _("Under way")
    COMPLETED = "completed", _("Completed")
    STOPPED = "stopped", _("Stopped")

    @classmethod
    def under_way(cls) -> list["SupportState"]:
        """The states of a case that is planned or going on."""
        return [cls.PLANNING, cls.RUNNING]


class StepState(models.TextChoices):
    """How far a step of a work plan has come."""

    PLANNED = "planned", _("Planned")
    STARTED = "started", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")

    @classmethod
    def open(cls) -> list["StepState"]:
        """The states of a step that is still to be done."""
        return [cls.PLANNED, cls.STARTED]


class ContactKind(models.TextChoices):
    """How people got in touch."""

    MEETING = "meeting", _("Meeting")
    CALL = "call", _("Call")
    EMAIL = "e-mail", _("E-mail")
    VISIT = "visit", _("Visit")
    WORK = "work", _("Work done")


class OutcomeKind(models.TextChoices):
    """What came of the support of an SME."""

    MEETING = "meeting", _("Meeting with a possible partner")
    REQUEST = "request", _("Request for an order or an offer")
    CONTRACT = "contract", _("Contract of sale or distribution")
    OFFICE = "office", _("Office, branch or role abroad")
    AGREEMENT = "agreement", _("Cooperation agreement")
    NDA = "NDA", _("Non-disclosure agreement")
    MTA = "MTA", _("Material transfer agreement")
    PROJECT = "project", _("Joint project")
    TURNOVER = "turnover", _("Turnover in the market")

    @classmethod
    def cases(cls) -> list["OutcomeKind"]:
        """The outcomes that make a cooperation case; a meeting, or turnover alone, makes none."""
        return list(CASE_TYPE_OF)


CASE_TYPE_OF: dict[OutcomeKind, CaseType] = {
    OutcomeKind.PROJECT: CaseType.COLLABORATION,
    OutcomeKind.CONTRACT: CaseType.FORMAL_AGREEMENT,
    OutcomeKind.AGREEMENT: CaseType.FORMAL_AGREEMENT,
    OutcomeKind.NDA: CaseType.FORMAL_AGREEMENT,
    OutcomeKind.MTA: CaseType.FORMAL_AGREEMENT,
    OutcomeKind.OFFICE: CaseType.REPRESENTATION,
    OutcomeKind.REQUEST: CaseType.OTHER,
}
"""The type of the cooperation case that an outcome makes."""


class EvidenceLevel(models.TextChoices):
    """How sure an outcome is."""

    DECLARED = "declared", "Declared"
    CONFIRMED = "confirmed", "Confirmed by the company"
    DOCUMENTED = "documented", "Documented"

    @classmethod
    def counted(cls) -> list["EvidenceLevel"]:
        """The levels from which an outcome goes into reports."""
        return [cls.CONFIRMED, cls.DOCUMENTED]


class TestimonialState(models.TextChoices):
    """Where a testimonial stands; only its author can approve a text."""

    RECEIVED = "received", "Received"
    TO_APPROVE = "to approve", "Waiting for its author"
    APPROVED = "approved", "Approved by its author"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"
