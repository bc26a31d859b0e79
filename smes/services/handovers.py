"""Handing a selected SME over to a gateway, and what the gateway says."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gateways.choices import Side
from gateways.models import Contact, Organisation
from partnership.models import TargetMarket, User
from smes.choices import ExpressionState, HandoverState, Party
from smes.emails.following import post_message_to_sme
from smes.emails.reviewing import (
    post_handover_answered,
    post_handover_offered,
    post_handover_recalled,
    post_handover_reply,
)
from smes.exceptions import ReasonIsMissing, ReviewerIsBarred, StepNotAllowed
from smes.models import Expression, ExpressionMessage, Handover
from smes.permissions import is_barred
from smes.services.caretakers import caretakers_of
from smes.services.companies import enter_company
from smes.services.eligibility import shares_with_gateways
from smes.services.selection import BARRED
from smes.services.states import lock_expression
from smes.services.support import open_support_case

NO_CONSENT = "The company has not agreed that gateways see its expression, so it cannot be handed over. Ask it."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway says; asking back and declining need words."""

    state: HandoverState
    text: str = ""


def gateways_for(expression: Expression) -> QuerySet[Organisation]:
    """Organisations that may be asked; those that offer most of what is wanted, where it is wanted, first.

    ``fitting`` counts their offers of wanted services in wanted markets.
    """
    markets = list(expression.markets.values_list("pk", flat=True))
    services = list(expression.services.values_list("pk", flat=True))
    fits = Q(offers__market__in=markets)
    if services:
        fits &= Q(offers__service__in=services)
    rows = Organisation.objects.filter(partnership=expression.partnership_id)
    return (
        rows.exclude(side=Side.EU_SME)
        .annotate(fitting=Count("offers", filter=fits, distinct=True))
        .order_by("-fitting", "name", "pk")
    )


@transaction.atomic
def hand_over(
    *,
    expression: Expression,
    organisation: Organisation,
    market: TargetMarket,
    contact: Contact,
    message: str,
    by: User,
) -> Handover:
    """Offer a selected SME to a gateway, and ask its contact by a private link.

    The company is entered in the directory, so that nothing hinders the gateway from accepting. Raises
    ``StepNotAllowed``, ``ReviewerIsBarred``, ``CompanyIsKnown``, or ``ValidationError`` for what cannot be kept.
    """
    if is_barred(by, expression):
        raise ReviewerIsBarred(BARRED)
    locked = lock_expression(expression)
    if locked.state != ExpressionState.SELECTED:
        raise StepNotAllowed(
            f"{locked.reference} is “{locked.get_state_display().lower()}” by now. Only a selected company "
            "is handed over."
        )
    if not shares_with_gateways(locked):
        raise StepNotAllowed(NO_CONSENT)
    if contact.organisation_id != organisation.pk or not contact.email:
        raise ValidationError(
            {"contact": "Choose a contact of this gateway with an e-mail address."}
        )
    enter_company(expression=locked, by=by)
    handover = Handover(
        expression=locked,
        organisation=organisation,
        market=market,
        contact=contact,
        message=message.strip(),
        sent_by=by,
    )
    handover._history_user = by  # type: ignore[attr-defined]
    handover.full_clean()
    handover.save()
    post_handover_offered(handover)
    return handover


@transaction.atomic
def answer_handover(*, handover: Handover, answer: Answer, by: User | None = None) -> Handover:
    """Keep what the gateway says: it accepts, asks back or declines; who cares for the SME is told.

    Of two answers at once the first counts: the second raises ``StepNotAllowed``. ``ReasonIsMissing``
    where a question or a refusal has no words.
    """
    expression = lock_expression(handover.expression)
    locked = _lock(handover)
    if locked.state not in HandoverState.open():
        raise StepNotAllowed(_said_before(locked))
    if expression.state != ExpressionState.SELECTED:
        raise StepNotAllowed("The company is not looking for a gateway any more.")
    text = answer.text.strip()
    if answer.state != HandoverState.ACCEPTED and not text:
        raise ReasonIsMissing(NEEDS_WORDS[answer.state])
    locked.state, locked.answer, locked.answered_at = answer.state, text, timezone.now()
    _save(locked, by)
    if answer.state == HandoverState.ASKED_BACK:
        _say(expression, Party.GATEWAY, text, by)
    if answer.state == HandoverState.ACCEPTED:
        _begin_support(locked, by)
    for person in caretakers_of(expression):
        post_handover_answered(locked, to=person)
    return locked


NEEDS_WORDS = {
    HandoverState.ASKED_BACK: "Write what you want to know.",
    HandoverState.DECLINED: "Say in a few words why, so that we can find a better gateway.",
}


def _begin_support(handover: Handover, by: User | None) -> None:
    """Open the support case; nobody signed in where the private link was used."""
    author = by or handover.sent_by
    if author is not None:
        handover.expression.company = enter_company(expression=handover.expression, by=author)
    open_support_case(handover=handover, by=by)


@transaction.atomic
def reply_to_gateway(*, handover: Handover, text: str, by: User) -> Handover:
    """Answer what a gateway asked back; it is asked again. Raises ``StepNotAllowed``, ``ReasonIsMissing``."""
    expression = lock_expression(handover.expression)
    locked = _lock(handover)
    if locked.state != HandoverState.ASKED_BACK:
        raise StepNotAllowed("The gateway does not wait for an answer any more.")
    if not text.strip():
        raise ReasonIsMissing("Write an answer.")
    locked.state, locked.sent_at = HandoverState.OFFERED, timezone.now()
    locked.reminded_at = None
    _save(locked, by)
    _say(expression, Party.PARTNER, text.strip(), by)
    if locked.contact is not None and locked.contact.email:
        post_handover_reply(locked, text.strip())
    return locked


@transaction.atomic
def recall_handover(*, handover: Handover, by: User) -> Handover:
    """Ask a gateway no longer: its link ends, and it is told. Raises ``StepNotAllowed`` once it accepted."""
    lock_expression(handover.expression)
    locked = _lock(handover)
    if locked.state not in HandoverState.open():
        raise StepNotAllowed(_said_before(locked))
    locked.state = HandoverState.RECALLED
    locked.link_version += 1
    _save(locked, by)
    post_handover_recalled(locked)
    return locked


def may_be_shown(handover: Handover) -> bool:
    """Whether the gateway may read of the SME now: it has it in hand, and the company agrees."""
    in_hand = handover.state in HandoverState.in_hand()
    gone = handover.expression.state == ExpressionState.WITHDRAWN
    return in_hand and not gone and shares_with_gateways(handover.expression)


def _said_before(handover: Handover) -> str:
    return {
        HandoverState.ACCEPTED: f"{handover.organisation.name} has accepted already.",
        HandoverState.DECLINED: f"{handover.organisation.name} has declined already.",
        HandoverState.RECALLED: "The partnership has taken its request back.",
    }[HandoverState(handover.state)]


def _lock(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",))
    related = ("expression__partnership", "organisation", "market", "contact", "sent_by")
    return rows.select_related(*related).get(pk=handover.pk)


def _save(handover: Handover, by: User | None) -> None:
    handover._history_user = by  # type: ignore[attr-defined]
    handover.full_clean()
    handover.save()


def _say(expression: Expression, party: Party, text: str, by: User | None) -> None:
    message = ExpressionMessage(expression=expression, party=party, text=text[:5000], author=by)
    message.full_clean()
    message.save()
    post_message_to_sme(message)
