"""Choices of the life of a report."""

from django.db import models


class ReportKind(models.TextChoices):
    """Whether a report tells of a part of the partnership's time or closes it."""

    INTERIM = "interim", "Interim"
    FINAL = "final", "Final"


class ReportState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    APPROVED = "approved", "Approved"
    SUBMITTED = "submitted", "Submitted"


class Step(models.TextChoices):
    """What is done with a report; each step is kept."""

    SEND_TO_REVIEW = "send-to-review", "Send to review"
    APPROVE = "approve", "Approve"
    BACK_TO_DRAFT = "back-to-draft", "Back to draft"
    SUBMIT = "submit", "Submit"
    NEW_ROUND = "new-round", "Start a new round"
    WITHDRAW = "withdraw", "Withdraw"


class Verdict(models.TextChoices):
    """What a partner says of a report in review."""

    APPROVE = "approve", "Approves"
    COMMENT = "comment", "Comments"


class SnapshotState(models.TextChoices):
    """What has become of a submitted version."""

    SUBMITTED = "submitted", "Submitted"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"
