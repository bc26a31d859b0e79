"""The log of a support case, and the files of its sides."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from common.files import NO_ROOM
from common.whole_files import is_full
from partnership.models import User
from smes.choices import ContactKind, Party
from smes.models import SupportCase, SupportContact, SupportFile
from smes.services.case_work import lock_case, require_own, signed

SAME_CLICK = timedelta(minutes=10)
"""The same entry of the same side within this time is one that was sent twice."""


@dataclass(frozen=True)
class LogEntry:
    """What a side writes into the log."""

    note: str
    on: date
    kind: str = ContactKind.CALL
    hours: Decimal = Decimal(0)
    is_internal: bool = False


@transaction.atomic
def log_contact(
    *, case: SupportCase, entry: LogEntry, party: Party, by: User | None = None
) -> SupportContact:
    """Enter a line into the log; what is sent twice is entered once."""
    locked = lock_case(case)
    values = asdict(entry)
    since = timezone.now() - SAME_CLICK
    known = locked.supportcontacts.filter(party=party, created_at__gte=since, **values).first()
    if known is not None:
        found: SupportContact = known
        return found
    contact: SupportContact = signed(
        SupportContact(case=locked, party=party, by=by, **values), party, by
    )
    contact.full_clean()
    contact.save()
    return contact


@transaction.atomic
def correct_contact(
    *, contact: SupportContact, entry: LogEntry, party: Party, by: User | None = None
) -> SupportContact:
    """Correct a line of the log; its history keeps what stood there.

    Raises ``StepNotAllowed`` where another side entered it.
    """
    require_own(contact, party)
    for name, value in asdict(entry).items():
        setattr(contact, name, value)
    signed(contact, party, by).full_clean()
    contact.save()
    return contact


@transaction.atomic
def remove_contact(*, contact: SupportContact, party: Party, by: User | None = None) -> None:
    """Take a line out of the log; its history stays. Raises ``StepNotAllowed`` as for correcting."""
    require_own(contact, party)
    signed(contact, party, by).delete()


@transaction.atomic
def keep_support_file(
    *, case: SupportCase, file: UploadedFile, party: Party, by: User | None = None
) -> SupportFile:
    """Keep a file of a side. Raises ``ValidationError`` for what may not be kept, or is there already."""
    locked = lock_case(case)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    kept: SupportFile = signed(
        SupportFile(
            case=locked,
            file=file,
            name=short_name(file.name or "file"),
            size=file.size or 0,
            sha256=digest.hexdigest(),
            party=party,
            by=by,
        ),
        party,
        by,
    )
    kept.full_clean()
    try:
        kept.save()
    except OSError as error:
        if is_full(error):
            raise ValidationError(NO_ROOM) from error
        raise
    return kept


@transaction.atomic
def remove_support_file(*, file: SupportFile, party: Party, by: User | None = None) -> None:
    """Take a file away; its history stays. Raises ``StepNotAllowed`` where another side sent it."""
    require_own(file, party)
    signed(file, party, by).delete()


def short_name(name: str, longest: int = 200) -> str:
    """A file's name in so many letters, with its end."""
    path = PurePosixPath(name)
    if len(path.name) <= longest:
        return path.name
    return f"{path.stem[: longest - len(path.suffix) - 1]}…{path.suffix}"[-longest:]
