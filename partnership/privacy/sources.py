"""What the partnership app keeps about people."""

from django.contrib.admin.models import LogEntry

from partnership.models import Consent, Export, Role, User
from partnership.privacy.personal import Personal, delete_rows, personal

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
    Personal(
        LogEntry,
        "user",
        "Steps in the office",
        ("action_time", "object_repr", "change_message"),
        kept_because="The log tells what was done to the records of a partnership.",
    ),
]
