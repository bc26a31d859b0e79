"""E-mails of review, selection and handing over, one function for each message."""

from datetime import date
from typing import cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gateways.models import Contact
from partnership.mail.posting import post_email
from partnership.models import Email, User
from smes.models import Expression, Handover, Review

NOTE = "smes/reviewing/note"
CARES = "You take care of this expression of interest, or coordinate the partnership."
GATEWAY_REASON = "You are the contact of a gateway of the partnership."


def work_url(expression: Expression) -> str:
    """The page on which the partners work with an expression."""
    slug = expression.partnership.slug
    return _url("expression_work", slug, expression.number)


def review_url(review: Review) -> str:
    """The reviewer's page."""
    expression = review.expression
    return _url("expression_review", expression.partnership.slug, expression.number)


def handover_url(handover: Handover) -> str:
    """The gateway's page behind its private link."""
    return _url("handover", handover.link)


def _url(name: str, *args: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


# Reviewers ---------------------------------------------------------------------------------------


def post_review_asked(review: Review, *, by: User) -> Email:
    """Ask for a review. The company is not named: there may be a conflict of interest."""
    expression = review.expression
    return post_email(
        kind="smes.review_asked",
        to=review.reviewer.email,
        template=NOTE,
        subject=f"Please review {expression.reference}",
        context={
            "name": str(review.reviewer),
            "lines": [
                f"{by} asks you to review an expression of interest, {expression.reference}.",
                _by_day(review.due_on),
                "You are asked first whether anything binds you to the company.",
            ],
            "address": review_url(review),
            "label": "Begin the review",
        },
        reason="You are asked for a review.",
        partnership=expression.partnership,
        about=review,
        once=f"smes.review_asked.{review.pk}",
    )


def post_review_reminder(review: Review, *, stage: str) -> Email:
    """Remind a reviewer, once for each stage."""
    expression, is_late = review.expression, stage == "overdue"
    return post_email(
        kind="smes.review_reminder",
        to=review.reviewer.email,
        template=NOTE,
        subject=f"{'Overdue' if is_late else 'Due soon'}: your review of {expression.reference}",
        context={
            "name": str(review.reviewer),
            "lines": [
                f"Your review of {expression.reference} "
                f"{'was' if is_late else 'is'} due on {review.due_on:%-d %B %Y}.",
                "If you cannot do it, tell the coordinator, who can ask somebody else.",
            ],
            "address": review_url(review),
            "label": "Go to the review",
        },
        reason="You are asked for a review.",
        partnership=expression.partnership,
        about=review,
        once=f"smes.review_reminder.{review.pk}.{stage}.{review.due_on}",
    )


def post_conflict_declared(review: Review, *, to: User) -> Email:
    """Tell a coordinator that a reviewer is barred."""
    expression = review.expression
    return post_email(
        kind="smes.conflict_declared",
        to=to.email,
        template=NOTE,
        subject=f"A reviewer of {expression.reference} has a conflict of interest",
        context={
            "name": str(to),
            "lines": [
                f"{review.reviewer} has declared a conflict of interest with "
                f"{expression.company_name} ({expression.reference}):"
            ],
            "quote": review.conflict,
            "after": ["The review does not count. You can ask somebody else."],
            "address": work_url(expression),
            "label": "Ask another reviewer",
        },
        reason=CARES,
        partnership=expression.partnership,
        about=review,
        once=f"smes.conflict_declared.{review.pk}.{to.pk}",
    )


def _by_day(due_on: date | None) -> str:
    if due_on is None:
        return "Please do it as soon as you can."
    return f"Please do it until {due_on:%-d %B %Y}."


# Gateways ----------------------------------------------------------------------------------------


def post_handover_offered(handover: Handover) -> Email:
    """Offer an SME to the contact of a gateway, with a private link."""
    expression = handover.expression
    return _to_gateway(
        handover,
        kind="smes.handover_offered",
        subject=f"{expression.partnership.acronym}: a company asks for your help in {handover.market.label}",
        lines=[
            f"{expression.partnership.name} has selected a European company for support in "
            f"{handover.market.label} and asks whether {handover.organisation.name} takes it on.",
            "On the page you can read what it seeks, and accept, ask back or decline.",
        ],
        quote=handover.message,
        once=f"smes.handover_offered.{handover.pk}",
    )


def post_handover_reply(handover: Handover, text: str) -> Email:
    """Tell a gateway the answer to what it asked back."""
    return _to_gateway(
        handover,
        kind="smes.handover_reply",
        subject=f"Your question about {handover.expression.reference}",
        lines=["This is the answer to your question:"],
        quote=text,
        once="",
    )


def post_handover_reminder(handover: Handover) -> Email:
    """Remind a gateway that its answer is awaited; once for each time it was asked."""
    return _to_gateway(
        handover,
        kind="smes.handover_reminder",
        subject=f"Still waiting for your answer: {handover.expression.reference}",
        lines=[
            f"Since {timezone.localtime(handover.sent_at):%-d %B %Y} a company has been waiting for your "
            f"answer on support in {handover.market.label}.",
            "You can accept, ask back or decline with a word why.",
        ],
        quote="",
        once=f"smes.handover_reminder.{handover.pk}.{handover.sent_at:%Y%m%d%H%M%S}",
    )


def post_handover_recalled(handover: Handover) -> Email | None:
    """Tell a gateway that it is not asked any more; nobody where no contact has an address."""
    if handover.contact is None or not handover.contact.email:
        return None
    return post_email(
        kind="smes.handover_recalled",
        to=handover.contact.email,
        template=NOTE,
        subject=f"No longer needed: {handover.expression.reference}",
        context={
            "name": handover.contact.name,
            "lines": [
                f"{handover.expression.partnership.acronym} does not ask you for support of "
                f"{handover.expression.reference} any more. Your link has ended; there is nothing to do."
            ],
        },
        reason=GATEWAY_REASON,
        partnership=handover.expression.partnership,
        about=handover,
        once=f"smes.handover_recalled.{handover.pk}",
    )


def _to_gateway(
    handover: Handover, *, kind: str, subject: str, lines: list[str], quote: str, once: str
) -> Email:
    # Who is offered an SME has an address: the service asks for it.
    contact = cast(Contact, handover.contact)
    return post_email(
        kind=kind,
        to=contact.email,
        template=NOTE,
        subject=" ".join(subject.split()),
        context={
            "name": contact.name,
            "lines": lines,
            "quote": quote,
            "after": ["The link is private: whoever has it can answer in your name."],
            "address": handover_url(handover),
            "label": "Read and answer",
        },
        reason=GATEWAY_REASON,
        partnership=handover.expression.partnership,
        about=handover,
        once=once,
        is_secret=True,
    )


# Who cares for the SME ---------------------------------------------------------------------------

ANSWERS = {
    "accepted": "has accepted",
    "asked back": "asks back about",
    "declined": "has declined",
}
NEXT = {
    "accepted": "The support case is open; the work plan comes next.",
    "asked back": "Answer on the page of the expression: the gateway gets your words by e-mail.",
    "declined": "You can choose another gateway.",
}


def post_handover_answered(handover: Handover, *, to: User) -> Email:
    """Tell who cares for an SME what the gateway says."""
    expression, said = handover.expression, ANSWERS[handover.state]
    return post_email(
        kind="smes.handover_answered",
        to=to.email,
        template=NOTE,
        subject=" ".join(f"{handover.organisation.name} {said} {expression.reference}".split()),
        context={
            "name": str(to),
            "lines": [
                f"{handover.organisation.name} {said} {expression.company_name} "
                f"({expression.reference}, {handover.market.label})."
            ],
            "quote": handover.answer,
            "after": [NEXT[handover.state]],
            "address": work_url(expression),
            "label": "Go to the expression",
        },
        reason=CARES,
        partnership=expression.partnership,
        about=handover,
        once=f"smes.handover_answered.{handover.pk}.{to.pk}.{handover.answered_at:%Y%m%d%H%M%S%f}",
    )


def post_untouched_reminder(expression: Expression, *, to: User) -> Email:
    """Remind who cares for an SME that nobody has begun with it; once for each time it was received."""
    return post_email(
        kind="smes.untouched_reminder",
        to=to.email,
        template=NOTE,
        subject=f"Nobody has begun with {expression.reference}",
        context={
            "name": str(to),
            "lines": [
                f"{expression.company_name} ({expression.reference}) has been waiting since "
                f"{timezone.localtime(expression.moved_at):%-d %B %Y}.",
                "Check whether it is eligible, and begin the review.",
            ],
            "address": work_url(expression),
            "label": "Go to the expression",
        },
        reason=CARES,
        partnership=expression.partnership,
        about=expression,
        once=f"smes.untouched.{expression.pk}.{to.pk}.{expression.moved_at:%Y%m%d%H%M%S}",
    )
