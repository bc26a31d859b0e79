"""Data is not kept for ever: what has had its time is announced, then deleted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnership.choices import NoticeKind
from partnership.emails import post_deletion_announced
from partnership.exceptions import EmailRefused
from partnership.models import DeletionNotice, Email, Invitation, User
from partnership.privacy.erasure import erase_person
from partnership.privacy.personal import forget_rows


@dataclass(frozen=True)
class Rule:
    """Which rows have had their time on a day, whom to tell, and how they are deleted.

    ``notice_days`` is the time between announcement and deletion, ``about`` what the notice says of a
    row where its own words are not for everybody, and ``tell`` tells somebody who has no sign-in.
    """

    kind: NoticeKind
    words: str
    rows: Callable[[date], QuerySet[Any]]
    people: Callable[[Any], list[User]]
    partnership: Callable[[Any], Any]
    delete: Callable[[Any], None]
    notice_days: int | None = None
    about: Callable[[Any], str] = str
    tell: Callable[[Any, DeletionNotice], None] | None = None


rules: dict[str, Rule] = {}
"""What is deleted by the nightly job, by kind; apps add their own."""


def announce(day: date) -> list[DeletionNotice]:
    """Announce what has had its time and is not announced yet; a notice kept for a reason rests a year."""
    announced = []
    rested = Q(kept_because="") | Q(created_at__gte=timezone.now() - timedelta(days=365))
    for rule in rules.values():
        known = DeletionNotice.objects.filter(rested, kind=rule.kind, done_at=None)
        for row in rule.rows(day).exclude(pk__in=known.values("number")):
            days = settings.DELETION_NOTICE_DAYS if rule.notice_days is None else rule.notice_days
            notice = give_notice(rule, row, day + timedelta(days=days))
            announced.append(notice)
    return announced


def give_notice(rule: Rule, row: Model, due_on: date) -> DeletionNotice:
    """Announce one deletion, and tell those who can object."""
    with transaction.atomic():
        notice, is_new = DeletionNotice.objects.get_or_create(
            kind=rule.kind,
            number=row.pk,
            done_at=None,
            kept_because="",
            defaults={
                "about": rule.about(row)[:250],
                "due_on": due_on,
                "partnership": rule.partnership(row),
            },
        )
        if is_new:
            for person in rule.people(row):
                _tell(notice, rule.words, person)
            if rule.tell is not None:
                rule.tell(row, notice)
    return notice


def _tell(notice: DeletionNotice, words: str, person: User) -> None:
    # An address that is none is no reason to keep data for ever.
    with suppress(EmailRefused):
        post_deletion_announced(notice, words, person)


def delete_due(day: date) -> list[DeletionNotice]:
    """Delete what was announced for a day and still has had its time; call off what has not.

    Each in a transaction of its own: what is done stays done when the next one fails. Safe to run twice.
    """
    done = []
    for number in list(DeletionNotice.objects.due(day).values_list("pk", flat=True)):
        with transaction.atomic():
            notice = DeletionNotice.objects.select_for_update().due(day).filter(pk=number).first()
            if notice is None:
                continue
            rule = rules[notice.kind]
            row = rule.rows(day).filter(pk=notice.number).first()
            if row is None:  # used again, or gone
                notice.delete()
                continue
            rule.delete(row)
            forget_rows(Email.objects.about(notice).order_by())
            notice.about = f"{notice.get_kind_display()} (number {notice.number})"
            notice.done_at = timezone.now()
            notice.save()
            notice.history.update(about=notice.about)
            done.append(notice)
    return done


def forget_invitations() -> int:
    """Delete invitations that nobody has accepted for long, with the address that they were sent to.

    Not announced: they have expired, and whoever was invited was told when. Returns how many.
    """
    before = timezone.now() - timedelta(days=settings.INVITATIONS_KEPT_DAYS)
    rows = Invitation.objects.unanswered_since(before)
    number: int = rows.count()
    forget_rows(rows)
    return number


def unused_sign_ins(day: date) -> QuerySet[User]:
    """People without administration who have not signed in for long, or never since they were entered."""
    before = day - timedelta(days=settings.SIGN_IN_KEPT_DAYS)
    people = User.objects.filter(is_superuser=False).exclude(email__endswith="@person.invalid")
    return people.alias(seen=Coalesce("last_login", "joined_at")).filter(seen__date__lt=before)


def asked_for(day: date) -> QuerySet[User]:
    """People who have asked to be erased: only their own notice makes them due."""
    asked = DeletionNotice.objects.open().filter(kind=NoticeKind.ASKED_FOR)
    return User.objects.filter(pk__in=asked.values("number"))


def _erase(person: User) -> None:
    erase_person(person=person, by=None, reason="Deleted as announced")


for _rule in (
    Rule(
        NoticeKind.UNUSED_SIGN_IN,
        "Nobody has signed in with it for two years.",
        unused_sign_ins,
        lambda person: [person],
        lambda person: None,
        _erase,
    ),
    Rule(
        NoticeKind.ASKED_FOR,
        "You have asked for it.",
        asked_for,
        lambda person: [person],
        lambda person: None,
        _erase,
    ),
):
    rules[_rule.kind] = _rule
