"""Sending an expression of interest, and confirming its address."""

import re
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.links import LinkIsForged, PrivateLinks
from common.spelling import bare
from partnership.models import Membership, Partnership
from smes.choices import ExpressionState, Party
from smes.completeness import problems_of
from smes.emails import applying as emails
from smes.exceptions import LinkWasReplaced, NotComplete
from smes.models import Expression
from smes.receipts import receipt_of
from smes.services.coordinators import coordinators_of
from smes.services.states import lock_expression, move_expression

confirm_links = PrivateLinks(
    "expression.confirm", lasts=timedelta(days=settings.EXPRESSION_CONFIRM_DAYS)
)
"""The links that confirm an address. They end with the version of the private link, and so with a
correction of the address."""


def confirm_link(expression: Expression) -> str:
    """What the address ends with that confirms the contact's mailbox."""
    return confirm_links.make(expression.pk, expression.link_version)


def expression_to_confirm(link: str) -> Expression:
    """The expression whose address a link confirms. One query.

    Raises ``LinkIsForged``, ``LinkHasExpired``, and ``LinkWasReplaced`` after the address was
    corrected.
    """
    target = confirm_links.read(link)
    rows = Expression.objects.select_related("partnership__programme")
    expression = rows.filter(pk=target.pk).first()
    if expression is None:
        raise LinkIsForged
    if expression.link_version != target.version:
        raise LinkWasReplaced(expression)
    return expression


@transaction.atomic
def send_expression(*, expression: Expression) -> Expression:
    """Send a draft: it gets its number and reference, and its contact is asked to confirm the address.

    One that was sent before is given back as it is, so a double click sends once. Raises
    ``NotComplete`` with everything that is missing.
    """
    # Before the draft itself: whoever sends takes turns, and numbers leave no gap.
    rows = Partnership.objects.select_for_update(of=("self",))
    partnership = rows.get(pk=expression.partnership_id)
    locked = lock_expression(expression)
    if locked.state != ExpressionState.DRAFT:
        return locked
    problems = problems_of(locked)
    if problems:
        raise NotComplete(problems)
    number = _next_number(partnership)
    sent = move_expression(
        expression=locked,
        to=ExpressionState.SUBMITTED,
        party=Party.SME,
        number=number,
        reference=f"{_prefix(partnership)}-{timezone.localdate().year}-{number:04d}",
        typed={},
    )
    emails.post_confirm_address(sent, confirm_link(sent))
    return sent


@transaction.atomic
def send_confirmation_again(*, expression: Expression) -> Expression:
    """Ask once more for the confirmation of an address, while it is not confirmed."""
    locked = lock_expression(expression)
    if locked.state == ExpressionState.SUBMITTED:
        emails.post_confirm_address(locked, confirm_link(locked))
    return locked


@transaction.atomic
def correct_address(*, expression: Expression, email: str) -> Expression:
    """Change an address that is not confirmed yet, and ask for its confirmation.

    All links end, for they may have gone to a stranger's mailbox; the expression as it is given back
    has the new one.
    """
    locked = lock_expression(expression)
    if locked.state != ExpressionState.SUBMITTED:
        return locked
    if locked.email != email:
        locked.email = email
        locked.link_version += 1
        locked._change_reason = "Address corrected by the company"  # type: ignore[attr-defined]
        locked.save()
    emails.post_confirm_address(locked, confirm_link(locked))
    return locked


@transaction.atomic
def confirm_expression(*, expression: Expression) -> Expression:
    """Confirm an address: the expression is received, its SME gets a receipt, coordinators are told.

    The cluster that it names as its own becomes the home cluster where it is a member of the
    consortium; the office may choose another one. Safe to run twice.
    """
    locked = lock_expression(expression)
    if locked.state != ExpressionState.SUBMITTED:
        return locked
    home = locked.member_of if _is_member(locked) else None
    received = move_expression(
        expression=locked,
        to=ExpressionState.CONFIRMED,
        party=Party.SME,
        cluster=locked.cluster or home,
    )
    emails.post_received(received, receipt_of(received))
    for person in coordinators_of(received.partnership_id):
        emails.post_to_coordinator(received, person)
    return received


def _next_number(partnership: Partnership) -> int:
    """One more than the last, even where that one was erased."""
    last = Max("number")
    present = Expression.objects.filter(partnership=partnership).aggregate(last=last)
    former = Expression.history.filter(partnership_id=partnership.pk).aggregate(last=last)
    return max(present["last"] or 0, former["last"] or 0) + 1


def _prefix(partnership: Partnership) -> str:
    """The acronym in capitals and digits; of several partnerships alike, the later ones get a number."""
    own = _letters(partnership.acronym)
    earlier = Partnership.objects.filter(pk__lt=partnership.pk).values_list("acronym", flat=True)
    if own and own not in map(_letters, earlier):
        return own
    return f"{own or 'P'}{partnership.pk}"


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", bare(acronym).upper())


def _is_member(expression: Expression) -> bool:
    members = Membership.objects.filter(partnership=expression.partnership_id)
    return members.filter(cluster=expression.member_of_id, left_on=None).exists()
