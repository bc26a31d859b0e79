"""Erasing a person: counts and decisions stay, by somebody who is no longer known."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from partnership.exceptions import ErasureRefused
from partnership.mail.forgetting import empty_mentions
from partnership.models import User
from partnership.privacy.personal import personal


@transaction.atomic
def erase_person(*, person: User, by: User | None, reason: str) -> None:
    """Empty everything that tells who somebody was; safe to run twice.

    The record of the person stays as a stub, so that what it did stays one person's doing. ``by`` is
    nobody for the nightly job. Raises ``ErasureRefused`` for the last administrator.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and person.is_active and not others.exists():
        raise ErasureRefused(
            "This is the last administrator. Make somebody else an administrator first."
        )
    empty_mentions(person)
    for source in personal:
        if source.erase is not None:
            source.erase(source.rows_of(person))
    stub = {"email": f"former-{person.pk}@person.invalid", "name": f"Former person {person.pk}"}
    person.history.update(**stub)
    told = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    )
    told.update(object_repr=stub["name"])
    for name, value in stub.items():
        setattr(person, name, value)
    person.is_active = False
    person.is_superuser = False
    person.last_login = None
    # Ends every session, too: they carry a hash of it.
    person.set_unusable_password()
    person._history_user = by  # type: ignore[attr-defined]
    person._change_reason = reason[:100]  # type: ignore[attr-defined]
    person.save()
