"""What the partnership app keeps about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry

from partnership.models import (
    Consent,
    Email,
    Export,
    Invitation,
    OpenRecord,
    Role,
    SavedFilter,
    User,
)
from partnership.privacy.personal import Personal, delete_rows, forget_rows, personal

personal += [
    Personal(User, "pk", "Sign-in", ("email", "name", "joined_at", "last_login", "is_active")),
    Personal(
        Role,
        "person",
        "Roles",
        ("kind", "partnership", "cluster", "programme", "created_at"),
        erase=delete_rows,
    ),
    Personal(
        Consent,
        "person",
        "Consents",
        ("text", "given_at", "withdrawn_at"),
        kept_because="They prove that what was done with the data was allowed at that time.",
    ),
    Personal(
        Export,
        "by",
        "Exports made",
        ("at", "kind", "about"),
        kept_because="Who took data out of the portal must stay known, by number.",
    ),
    Personal(EmailAddress, "user", "Confirmed addresses", ("email", "verified"), erase=forget_rows),
    Personal(
        Authenticator,
        "user",
        "Second factors",
        ("type", "created_at", "last_used_at"),
        erase=forget_rows,
    ),
    Personal(
        UserSession,
        "user",
        "Sessions",
        ("created_at", "ip", "user_agent"),
        erase=forget_rows,
    ),
    Personal(
        Invitation,
        "accepted_by",
        "Invitations accepted",
        ("email", "kind", "partnership", "programme", "sent_at", "accepted_at"),
        erase=forget_rows,
    ),
    Personal(
        Invitation,
        "invited_by",
        "Invitations sent",
        ("kind", "partnership", "programme", "sent_at"),
        kept_because="Who let somebody in must stay known, by number.",
    ),
    Personal(
        Email,
        "to_address__iexact",
        "E-mails",
        ("kind", "subject", "reason", "state", "created_at", "sent_at"),
        erase=forget_rows,
        of="email",
    ),
    Personal(
        SavedFilter,
        "person",
        "Saved filters",
        ("name", "model", "query", "shared_with", "is_default", "created_at"),
        erase=forget_rows,
    ),
    Personal(
        OpenRecord,
        "person",
        "Records open just now",
        ("model", "record_id", "opened_at", "seen_at"),
        erase=forget_rows,
    ),
    Personal(
        LogEntry,
        "user",
        "Steps in the office",
        ("action_time", "object_repr", "change_message"),
        kept_because="The log tells what was done to the records of a partnership.",
    ),
]
