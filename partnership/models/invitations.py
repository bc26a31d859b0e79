"""Invitations to a role, sent by e-mail and accepted by a link."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from common.models import Record
from partnership.choices import InvitationState
from partnership.models.clusters import Cluster
from partnership.models.partnerships import Partnership
from partnership.models.people import User
from partnership.models.posts import (
    CLUSTER_HELP,
    EVERY_KIND_OF_PLACE,
    KIND_HELP,
    PROGRAMME_HELP,
    only_at,
    place_rules,
    post_words,
    refuse_other_clusters,
)
from partnership.models.programmes import Programme
from partnership.models.roles import Role
from partnership.querysets import InvitationQuerySet

ALREADY_INVITED = (
    "This address is invited to this role already. Send that invitation again, or revoke it first."
)
OPEN = Q(accepted_at=None, revoked_at=None)


def digest(token: str) -> str:
    """What is kept of a token: nobody can make a link of it."""
    return sha256(token.encode()).hexdigest()


def signer() -> Signer:
    """Signs links; its separator needs no escaping in an address."""
    return Signer(sep="~", salt="partnership.invitation")


class Invitation(Record):
    """An address that is invited to a role; the link in the e-mail counts once.

    Only the digest of the link's token is kept. Sending again makes a new token, and the earlier
    link ends.
    """

    email = models.EmailField("e-mail address")
    kind = models.CharField(
        "role", max_length=20, choices=Role.kind.field.choices, help_text=KIND_HELP
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        help_text=CLUSTER_HELP,
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        help_text=PROGRAMME_HELP,
    )
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="invitations_sent"
    )
    token_digest = models.CharField(max_length=64, default="", editable=False)
    sent_at = models.DateTimeField("sent", null=True, editable=False)
    expires_at = models.DateTimeField("valid until", null=True, editable=False)
    accepted_at = models.DateTimeField("accepted", null=True, editable=False)
    accepted_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="invitations_accepted",
    )
    revoked_at = models.DateTimeField("revoked", null=True, editable=False)

    objects: ClassVar = InvitationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["token_digest"])

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            *place_rules("invitation"),
            *(
                FieldUnique(
                    fields=["email", "kind", *places],
                    condition=OPEN & only_at(places),
                    field="email",
                    name=f"invitation_open_once_in_{places[-1]}",
                    violation_error_message=ALREADY_INVITED,
                )
                for places in EVERY_KIND_OF_PLACE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.post}"

    @property
    def post(self) -> str:
        """The role and where it is held, in words."""
        return post_words(self)

    def clean(self) -> None:
        """Keep addresses in lower case; partner staff work for a member of the partnership."""
        super().clean()
        self.email = self.email.strip().lower()
        refuse_other_clusters(self)

    def role_for(self, person: User | None) -> Role:
        """The role that is offered, not saved."""
        return Role(
            person=person,
            kind=self.kind,
            partnership=self.partnership,
            cluster=self.cluster,
            programme=self.programme,
        )

    def may_be_managed_by(self, user: Any) -> bool:
        """Whether somebody may invite to this role: whoever may give it."""
        return bool(user.has_perm("partnership.add_role", self.role_for(None)))

    @property
    def state(self) -> InvitationState:
        """Where the invitation stands now."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        if self.sent_at is None:
            return InvitationState.NOT_SENT
        if self.expires_at is not None and self.expires_at <= timezone.now():
            return InvitationState.EXPIRED
        return InvitationState.WAITING

    @property
    def is_open(self) -> bool:
        """Whether it was neither accepted nor revoked; it may have expired, and can be sent again."""
        return self.accepted_at is None and self.revoked_at is None

    def renew(self) -> str:
        """Make a new token, valid from now on; gives what the link ends with. Not saved."""
        token = secrets.token_urlsafe(32)
        self.token_digest = digest(token)
        self.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
        return signer().sign(f"{self.pk}.{token}")

    def has_token(self, token: str) -> bool:
        """Whether this is the token of the latest link."""
        return secrets.compare_digest(self.token_digest, digest(token))


def read_link(signed: str) -> tuple[int, str] | None:
    """Number and token in a link; None when this portal never made it."""
    try:
        number, _, token = signer().unsign(signed).partition(".")
    except BadSignature:
        return None
    return int(number), token
