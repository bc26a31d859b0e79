"""E-mails of the form: the link to go on, the confirmation of an address, receipts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partnership.mail.posting import Attachment, post_email
from partnership.mail.rendering import language_of
from partnership.models import Email, User
from smes.models import Expression


def private_address(expression: Expression, name: str, *args: str) -> str:
    """The address of a page of the SME, in its language."""
    with translation.override(language_of(expression.language)):
        return f"{settings.SITE_URL}{reverse(name, args=args)}"


def post_continue_link(expression: Expression, to: str) -> Email:
    """Send the link by which a draft is gone on with; of one saved state, once to an address."""
    return _post(
        expression,
        to=to,
        kind="smes.continue_link",
        subject=_("Your private link to go on"),
        lines=[
            _("you have begun an expression of interest. What you entered is saved."),
            _(
                "Open this link on any device to go on where you were. Whoever has it can read and change "
                "what you entered, so please do not pass it on."
            ),
        ],
        button=_("Go on"),
        url=private_address(expression, "expression_continue", expression.link),
        reason=_("Somebody asked on our pages to have this link sent to this address."),
        once=f"smes.continue_link:{expression.pk}:{expression.link_version}:{expression.revision}:{to}",
    )


def post_confirm_address(expression: Expression, link: str) -> Email:
    """Ask the contact to confirm the address; earlier links to do so count as long as this one."""
    return _post(
        expression,
        kind="smes.confirm_address",
        subject=format_lazy(_("Please confirm: {}"), expression.reference),
        lines=[
            format_lazy(
                _("your expression of interest has reached us under the reference {}."),
                expression.reference,
            ),
            format_lazy(
                _(
                    "Please confirm your address within {} days, so that we know where to answer. Until "
                    "then nobody works on it."
                ),
                settings.EXPRESSION_CONFIRM_DAYS,
            ),
        ],
        button=_("Confirm my address"),
        url=private_address(expression, "expression_confirm", link),
        reason=_("An expression of interest was sent to us with this address."),
        replaces=True,
    )


def post_received(expression: Expression, receipt: bytes | None) -> Email:
    """Thank the SME, with the receipt as PDF where it could be made."""
    files = [
        Attachment(f"{expression.reference}.pdf", "application/pdf", receipt)
        for receipt in (receipt,)
        if receipt
    ]
    return _post(
        expression,
        kind="smes.received",
        subject=format_lazy(_("Received: {}"), expression.reference),
        lines=[
            _(
                "thank you: your address is confirmed, and we begin to work on your expression of interest."
            ),
            _(
                "On your private page you see where it stands and can write to us. You can open it at any "
                "time with the link below, so keep this e-mail."
            ),
        ],
        button=_("Open my page"),
        url=private_address(expression, "expression", expression.link),
        reason=_("You confirmed this address for your expression of interest."),
        attachments=files,
        once=f"smes.received:{expression.pk}",
    )


def post_to_coordinator(expression: Expression, person: User) -> Email:
    """Tell somebody who selects that an expression came; who it is of stands in the office only."""
    return post_email(
        kind="smes.received_office",
        to=person.email,
        template="smes/applying",
        subject=f"New expression of interest: {expression.reference}",
        context={
            "name": str(person),
            "lines": [
                f"an expression of interest has reached {expression.partnership.acronym}: "
                f"{expression.reference}.",
                "Check in the office whether the company is eligible, and who takes care of it.",
            ],
            "button": "Open it in the office",
            "url": f"{settings.SITE_URL}{expression.get_absolute_url()}",
        },
        reason="You coordinate this partnership.",
        partnership=expression.partnership,
        about=expression,
        once=f"smes.received_office:{expression.pk}:{person.pk}",
    )


def _post(
    expression: Expression,
    *,
    kind: str,
    subject: Any,
    lines: Sequence[Any],
    button: Any,
    url: str,
    reason: Any,
    to: str = "",
    once: str = "",
    replaces: bool = False,
    attachments: Sequence[Attachment] = (),
) -> Email:
    return post_email(
        kind=kind,
        to=to or expression.email,
        template="smes/applying",
        subject=subject,
        context={"lines": lines, "button": button, "url": url},
        reason=reason,
        language=expression.language,
        partnership=expression.partnership,
        about=expression,
        is_secret=True,
        once=once,
        replaces=replaces,
        attachments=attachments,
    )
