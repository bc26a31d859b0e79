"""E-mails about an expression of interest while it is followed: to the SME, and to who takes care of it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partnership.mail.posting import post_email
from partnership.models import Email, User
from smes.models import Expression, ExpressionConsent, ExpressionMessage

REASON = _("You sent us an expression of interest, or began one, with this address.")
PARTNER_REASON = "You take care of this expression of interest."


def page_url(expression: Expression) -> str:
    """The SME's page, in its language."""
    return _private("expression", expression.link, expression.language)


def office_url(name: str, *args: Any) -> str:
    """A page of the office."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def post_message_to_sme(message: ExpressionMessage) -> Email:
    """Tell the SME that somebody wrote to it; what, stands on its page only."""
    expression = message.expression
    return _to_sme(
        expression,
        kind="smes.message",
        subject=format_lazy(_("A new message for you: {}"), expression.reference),
        lines=[
            _("somebody who takes care of your expression of interest has written to you."),
            _("Read the message on your page, and answer there."),
        ],
        button=_("Read the message"),
        once=f"message-to-sme:{message.pk}",
    )


def post_message_to_partner(message: ExpressionMessage, person: User) -> Email:
    """Tell somebody of the partnership that the SME or the gateway wrote."""
    expression = message.expression
    return _to_partner(
        expression,
        person,
        kind="smes.message_to_partner",
        subject=f"New message: {expression}",
        lines=[
            f"{message.get_party_display()} has written about {expression}. Read and answer it."
        ],
        url=office_url("expression_messages", expression.pk),
        once=f"message-to-partner:{message.pk}:{person.pk}",
    )


def post_corrected(expression: Expression, labels: Sequence[str], person: User) -> Email:
    """Tell somebody of the partnership what the SME corrected; the values stand in the office."""
    return _to_partner(
        expression,
        person,
        kind="smes.corrected",
        subject=f"Corrected by the company: {expression}",
        lines=[
            f"the company has corrected what it sent: {', '.join(labels)}.",
            "The history of the expression tells what it was before. Reviews that were done may need another look.",
        ],
        url=office_url("expression_messages", expression.pk),
        once=f"corrected:{expression.pk}:{expression.revision}:{person.pk}",
    )


def post_withdrawn(expression: Expression) -> Email:
    """Confirm to the SME that it has withdrawn."""
    return _to_sme(
        expression,
        kind="smes.withdrawn",
        subject=format_lazy(_("Withdrawn: {}"), expression.reference),
        lines=[
            _("your expression of interest is withdrawn. Nobody works on it any more."),
            _("You can still read what you sent, and have your data or have it erased."),
        ],
        button=_("Go to your page"),
        once=f"withdrawn:{expression.pk}",
    )


def post_withdrawn_to_partner(expression: Expression, person: User) -> Email:
    """Tell somebody of the partnership that the SME has withdrawn."""
    return _to_partner(
        expression,
        person,
        kind="smes.withdrawn_to_partner",
        subject=f"Withdrawn by the company: {expression}",
        lines=[
            "the company has withdrawn its expression of interest. There is nothing more to do."
        ],
        url=office_url("expression_messages", expression.pk),
        once=f"withdrawn:{expression.pk}:{person.pk}",
    )


def post_new_link(expression: Expression) -> Email:
    """Send the private link that is in force."""
    return _to_sme(
        expression,
        kind="smes.new_link",
        subject=format_lazy(_("Your private link: {}"), expression.reference),
        lines=[
            _(
                "this is the private link to your expression of interest. All earlier links have ended."
            ),
            _("Whoever has the link can read and change what you sent, so keep it to yourself."),
        ],
        button=_("Go to your page"),
    )


def post_confirm_address(expression: Expression, email: str, link: str) -> Email:
    """Ask at the new address whether it is the contact's."""
    return post_email(
        kind="smes.confirm_new_address",
        to=email,
        template="smes/to_sme",
        subject=format_lazy(_("Confirm your new address: {}"), expression.reference),
        context={
            "lines": [
                _("this address was entered as the new one for an expression of interest."),
                format_lazy(
                    _("Confirm it within {} hours. Until then nothing changes."),
                    settings.EXPRESSION_ADDRESS_HOURS,
                ),
            ],
            "button": _("Confirm the address"),
            "url": _private("expression_confirm_address", link, expression.language),
        },
        reason=_("Somebody entered this address as that of a contact."),
        language=expression.language,
        partnership=expression.partnership,
        about=expression,
        is_secret=True,
        replaces=True,
    )


def post_address_changed(expression: Expression, former: str) -> Email:
    """Tell the former address that it is no longer used."""
    return _to_sme(
        expression,
        to=former,
        kind="smes.address_changed",
        subject=format_lazy(_("Your address was changed: {}"), expression.reference),
        lines=[
            _("another e-mail address was confirmed for this expression of interest."),
            _("Links that were sent to this address have ended, and no more e-mails come here."),
            _("You did not want this? Write to the partnership; its website tells how."),
        ],
        url=f"{settings.SITE_URL}{expression.partnership.get_absolute_url()}",
        button=_("Go to the partnership"),
    )


def post_consent_taken_back(consent: ExpressionConsent, person: User) -> Email:
    """Tell somebody of the partnership which consent no longer holds."""
    expression = consent.expression
    return _to_partner(
        expression,
        person,
        kind="smes.consent_taken_back",
        subject=f"Consent taken back: {expression}",
        lines=[
            f"the company has taken back its consent to “{consent.text.key}”. From now on it does not hold.",
            "Stop what it allowed, and write to the company where something follows from it.",
        ],
        url=office_url("expression_messages", expression.pk),
        once=f"consent:{consent.pk}:{person.pk}",
    )


def post_erased(*, email: str, reference: str, language: str, partnership: Any) -> Email:
    """Tell the SME that its data is gone. The e-mail is about no record any more."""
    return post_email(
        kind="smes.erased",
        to=email,
        template="smes/to_sme",
        subject=_("Your data is erased"),
        context={
            "lines": [
                format_lazy(_("your data of {} is erased, as you asked."), reference)
                if reference
                else _("what you had begun to fill in is erased, as you asked."),
                _("The links that you have lead nowhere any more. You need not do anything."),
            ]
        },
        reason=_("You asked for your data to be erased."),
        language=language,
        partnership=partnership,
    )


def post_erased_to_partner(expression: Expression, person: User) -> Email:
    """Tell somebody of the partnership that a company was erased; by reference only."""
    return _to_partner(
        expression,
        person,
        kind="smes.erased_to_partner",
        subject=f"Erased at the company’s request: {expression.reference}",
        lines=[
            "the company has asked to be erased, and is. Delete what you keep of it outside the portal, too.",
            "Steps, scores and the decision stay without a name, and are counted.",
        ],
        url=office_url("expression_messages", expression.pk),
    )


def post_draft_reminder(expression: Expression, deleted_on: Any) -> Email:
    """Remind the SME of what it has begun, or has not confirmed."""
    return _about_draft(
        expression,
        kind="smes.draft_reminder",
        subject=_("You have begun an expression of interest"),
        first=_(
            "you began an expression of interest and have not sent it, or not confirmed it, yet."
        ),
        deleted_on=deleted_on,
        once=f"draft-reminder:{expression.pk}:{expression.revision}",
    )


def post_draft_announced(expression: Expression, deleted_on: Any) -> Email:
    """Announce to the SME that its draft will be deleted."""
    return _about_draft(
        expression,
        kind="smes.draft_announced",
        subject=_("Your expression of interest will be deleted"),
        first=_("your expression of interest was not finished, and we do not keep it for ever."),
        deleted_on=deleted_on,
        once=f"draft-announced:{expression.pk}:{deleted_on}",
    )


def _about_draft(
    expression: Expression, *, kind: str, subject: Any, first: Any, deleted_on: Any, once: str
) -> Email:
    day = lazystr_of_day(deleted_on)
    return _to_sme(
        expression,
        kind=kind,
        subject=subject,
        lines=[
            first,
            format_lazy(
                _(
                    "Unless you go on with it, it is deleted on {} with its files. Nobody else has read it."
                ),
                day,
            ),
        ],
        button=_("Go on with it"),
        once=once,
    )


def lazystr_of_day(day: Any) -> Any:
    """A day in the language of whoever reads it."""
    return lazystr(_Day(day))


class _Day:
    def __init__(self, day: Any) -> None:
        self.day = day

    def __str__(self) -> str:
        return date_format(self.day, "j F Y")


def _private(name: str, link: str, language: str) -> str:
    with translation.override("en-gb" if language == "en" else language):
        return f"{settings.SITE_URL}{reverse(name, args=[link])}"


def _to_sme(
    expression: Expression,
    *,
    kind: str,
    subject: Any,
    lines: Sequence[Any],
    button: Any,
    url: str = "",
    to: str = "",
    once: str = "",
) -> Email:
    return post_email(
        kind=kind,
        to=to or expression.email,
        template="smes/to_sme",
        subject=subject,
        context={
            "lines": lines,
            "button": button,
            "url": url or page_url(expression),
            "expression": expression,
        },
        reason=REASON,
        language=expression.language,
        partnership=expression.partnership,
        about=expression,
        is_secret=not url,
        replaces=not url and not once,
        once=once,
    )


def _to_partner(
    expression: Expression,
    person: User,
    *,
    kind: str,
    subject: str,
    lines: Sequence[str],
    url: str,
    once: str = "",
) -> Email:
    return post_email(
        kind=kind,
        to=person.email,
        template="smes/to_partner",
        subject=" ".join(subject.split())[:200],
        context={"name": str(person), "lines": lines, "url": url, "now": timezone.now()},
        reason=PARTNER_REASON,
        partnership=expression.partnership,
        about=expression,
        once=once,
    )
