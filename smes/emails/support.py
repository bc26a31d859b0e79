"""E-mails to the two sides of a support case; each leads to the side’s own page by its private link."""

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gateways.models import Contact
from partnership.choices import Language
from partnership.exceptions import EmailRefused
from partnership.mail.posting import post_email
from partnership.mail.rendering import language_of
from partnership.models import Email
from smes.choices import Party, SupportState
from smes.models import SupportCase, WorkStep

PAGES = {Party.SME: "support_case", Party.GATEWAY: "gateway_case"}
"""The name of the page of each side."""


class Recipient(NamedTuple):
    """Who is written to for a side; without an address nobody is."""

    address: str
    name: str
    language: str


def recipient_of(case: SupportCase, side: Party) -> Recipient:
    """Who is written to: of the SME who applied, of the gateway who was asked; else their first contact.

    The SME is written to in its language, the gateway in English. Two queries at most.
    """
    expression, handover = case.expression, case.handover
    if side == Party.SME and expression is not None and expression.email:
        return Recipient(expression.email, expression.contact_name, expression.language)
    asked = handover.contact if side == Party.GATEWAY and handover is not None else None
    if asked is None or not asked.email:
        organisation = case.company_id if side == Party.SME else case.organisation_id
        contacts = Contact.objects.filter(organisation=organisation).exclude(email="")
        asked = contacts.order_by("position", "pk").first()
    language = expression.language if side == Party.SME and expression else Language.ENGLISH
    return Recipient(asked.email, asked.name, language) if asked else Recipient("", "", language)


def post_begun(case: SupportCase, side: Party) -> Email | None:
    """The support begins: here is your page, write down and agree the work plan."""

    def text() -> dict[str, Any]:
        if side == Party.SME:
            first = _("%(gateway)s has accepted to support %(company)s in %(market)s.")
        else:
            first = _("Thank you for accepting to support %(company)s in %(market)s.")
        return {
            "subject": _("Your support in %(market)s begins") % _names(case)
            if side == Party.SME
            else _("The support of %(company)s begins") % _names(case),
            "paragraphs": [
                first % _names(case),
                _(
                    "Next, both sides agree to a work plan: what is done, by whom and until when. "
                    "Either side can write it; nothing is agreed before both have said so."
                ),
                _("On your private page you find the plan, the log, files and messages."),
            ],
            "label": _("Open your page"),
        }

    return _post(case, side, "smes.support_begun", text, once=f"smes.begun:{case.pk}:{side}")


def post_plan_to_agree(case: SupportCase, side: Party) -> Email | None:
    """The other side has agreed to the work plan; now it is this side’s turn."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("A work plan waits for your agreement: %(title)s") % _names(case),
            "paragraphs": [
                _("%(other)s has agreed to the work plan.") % _names(case, side),
                _("Please read it, and agree to it or change it. It counts when both sides agree."),
            ],
            "label": _("Read the work plan"),
        }

    once = f"smes.plan_to_agree:{case.pk}:{case.plan_version}:{side}"
    return _post(case, side, "smes.plan_to_agree", text, once=once)


def post_plan_changed(case: SupportCase, side: Party) -> Email | None:
    """What this side had agreed to was changed."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("The work plan was changed: %(title)s") % _names(case),
            "paragraphs": [
                _(
                    "The work plan that you had agreed to was changed, so your agreement is asked anew."
                ),
                _("Please read it as it stands now, and agree to it or change it."),
            ],
            "label": _("Read the work plan"),
        }

    once = f"smes.plan_changed:{case.pk}:{case.plan_version}:{side}"
    return _post(case, side, "smes.plan_changed", text, once=once)


def post_agreed(case: SupportCase, side: Party) -> Email | None:
    """Both sides have agreed to the work plan."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("The work plan is agreed: %(title)s") % _names(case),
            "paragraphs": [
                _("You and %(other)s have agreed to the work plan. Now its steps begin.")
                % _names(case, side),
                _("On your page you tell how far your own steps are, and see those of the others."),
            ],
            "label": _("See the steps"),
        }

    once = f"smes.plan_agreed:{case.pk}:{case.plan_version}:{side}"
    return _post(case, side, "smes.plan_agreed", text, once=once)


def post_plan_reminder(case: SupportCase, side: Party) -> Email | None:
    """The work plan still waits for this side; once for each version of it."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("The work plan still waits for you: %(title)s") % _names(case),
            "paragraphs": [
                _(
                    "The work plan for the support of %(company)s in %(market)s is not agreed yet, "
                    "and nothing has changed in it for a while."
                )
                % _names(case),
                _("Please read it, and agree to it or change it."),
            ],
            "label": _("Open the work plan"),
        }

    once = f"smes.plan_reminder:{case.pk}:{case.plan_version}:{side}"
    return _post(case, side, "smes.plan_reminder", text, once=once)


def post_step_overdue(step: WorkStep, side: Party) -> Email | None:
    """The day of a step of this side is over; once for each step and day."""
    case = step.case

    def text() -> dict[str, Any]:
        return {
            "subject": _("A step is overdue: %(step)s") % {"step": step.title},
            "paragraphs": [
                _("“%(step)s” was due on %(day)s and is not done yet.")
                % {"step": step.title, "day": _day(step.due_on)},
                _(
                    "If it is done, say so on your page. If it takes longer, change its day in the "
                    "work plan."
                ),
            ],
            "label": _("Open your page"),
        }

    once = f"smes.step_overdue:{step.pk}:{step.due_on}"
    return _post(case, side, "smes.step_overdue", text, once=once)


def post_ended(case: SupportCase, side: Party) -> Email | None:
    """The support has ended; the company is asked what it thinks of it."""

    def text() -> dict[str, Any]:
        if case.state == SupportState.COMPLETED:
            subject, first = _("The support is completed: %(title)s"), _("All steps are settled.")
        else:
            subject = _("The support was stopped: %(title)s")
            first = _("The support of %(company)s in %(market)s was stopped for this reason:")
        asks = side == Party.SME and case.has_begun
        return {
            "subject": subject % _names(case),
            "paragraphs": [first % _names(case)],
            "quote": case.ended_because,
            "closing": [
                _(
                    "How was it? Please answer six short questions; the gateway learns averages only."
                )
                if asks
                else _("Thank you. Everything that was written stays on your page.")
            ],
            "label": _("Answer the survey") if asks else _("Open your page"),
            "page": "support_survey" if asks else PAGES[side],
        }

    return _post(case, side, "smes.support_ended", text, once=f"smes.ended:{case.pk}:{side}")


def post_survey_reminder(case: SupportCase) -> Email | None:
    """The survey still waits for the company; once."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("How was your support in %(market)s?") % _names(case),
            "paragraphs": [
                _(
                    "Your support by %(gateway)s has ended. Six short questions, two minutes: what "
                    "you say helps the companies that come after you."
                )
                % _names(case),
                _("The gateway learns averages of at least five companies only."),
            ],
            "label": _("Answer the survey"),
            "page": "support_survey",
        }

    once = f"smes.survey_reminder:{case.pk}"
    return _post(case, Party.SME, "smes.survey_reminder", text, once=once)


def post_new_link(case: SupportCase, side: Party) -> Email | None:
    """A new private link, which ends the earlier ones."""

    def text() -> dict[str, Any]:
        return {
            "subject": _("Your new private link: %(title)s") % _names(case),
            "paragraphs": [
                _("With this link you open your page of the support from now on."),
                _("All links that we sent you before for this support have ended."),
            ],
            "label": _("Open your page"),
        }

    return _post(case, side, "smes.support_link", text, replaces=True)


def page_address(case: SupportCase, side: Party, page: str = "") -> str:
    """The full address of a side’s page in the language that is active, with its private link."""
    link = case.sme_link if side == Party.SME else case.gateway_link
    return f"{settings.SITE_URL}{reverse(page or PAGES[side], args=[link])}"


def _post(case: SupportCase, side: Party, kind: str, text: Any, **options: Any) -> Email | None:
    """Post a message to a side, if somebody is known there; ``text`` is asked in their language."""
    to = recipient_of(case, side)
    if not to.address:
        return None
    with translation.override(language_of(to.language)):
        told = text()
        address = page_address(case, side, told.pop("page", ""))
        reason = _(
            "You take part in the support of a company by this partnership. Whoever has the link in "
            "this e-mail can act for you, so please do not pass it on."
        )
    post = partial(post_email, kind=kind, to=to.address, template="smes/support/message")
    try:
        return post(
            context={"name": to.name, "case": case, "address": address, **told},
            subject=told["subject"].replace("\n", " "),
            reason=reason,
            language=to.language,
            partnership=case.partnership,
            about=case,
            is_secret=True,
            **options,
        )
    except EmailRefused:
        # An address that was never one must not keep anybody from going on.
        return None


def _names(case: SupportCase, side: Party | None = None) -> dict[str, str]:
    other = case.company if side == Party.GATEWAY else case.organisation
    return {
        "company": case.company.name,
        "gateway": case.organisation.name,
        "market": case.market.label,
        "title": " ".join(case.title.split()),
        "other": other.name,
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
