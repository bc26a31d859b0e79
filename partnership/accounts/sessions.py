"""Where somebody is signed in, and how that ends."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from partnership.accounts.devices import describe_device
from partnership.accounts.session_store import forget_copies
from partnership.models import User


@dataclass(frozen=True)
class ShownSession:
    """A session as its owner sees it."""

    pk: int
    device: str
    ip: str
    signed_in_at: datetime
    is_current: bool


def sessions_of(person: User, current: str | None) -> list[ShownSession]:
    """The sessions that still count, the current one first, then the latest; two queries in all."""
    known = {row.session_key: row for row in UserSession.objects.filter(user=person)}
    alive = Session.objects.filter(session_key__in=known, expire_date__gt=timezone.now())
    found = [
        _shown(known[session.session_key], current) for session in alive if _counts(session, person)
    ]
    return sorted(found, key=lambda shown: (not shown.is_current, -shown.signed_in_at.timestamp()))


def _counts(session: Session, person: User) -> bool:
    """Whether the session was begun with the password of today."""
    kept = session.get_decoded().get("_auth_user_hash", "")
    return constant_time_compare(kept, person.get_session_auth_hash())


def _shown(row: UserSession, current: str | None) -> ShownSession:
    return ShownSession(
        pk=row.pk,
        device=describe_device(row.user_agent),
        ip=row.ip,
        signed_in_at=row.created_at,
        is_current=row.session_key == current,
    )


def end_sessions(*, person: User, but: str | None = None, only: int | None = None) -> int:
    """End the sessions of a person, or ``only`` one of them; ``but`` is the key of one that stays."""
    rows = UserSession.objects.filter(user=person).exclude(session_key=but or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    forget_copies(keys)
    return len(keys)


def forget_ended_sessions() -> int:
    """Delete what was kept of sessions that have ended by themselves; gives their number."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    number, _ = ended.delete()
    return number
