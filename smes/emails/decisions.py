"""The letter by which a company is told of the decision: written for the preview, and posted."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partnership.mail.posting import post_email
from partnership.mail.rendering import language_of, render
from partnership.models import Email
from smes.choices import ExpressionState
from smes.models import Expression

KIND = "smes.decision"
PLACE = "LINK"
HIDDEN_LINK = "…"
"""Stands in a preview where the letter has the company's private link: it is the company's alone."""


@dataclass(frozen=True, slots=True)
class DecisionLetter:
    """A letter as the company gets it, but for its private link."""

    expression: Expression
    opening: str
    to: str
    language: str
    subject: str
    reason: str
    text: str
    html: str

    def post(self) -> Email:
        """Keep it for sending, with the private link; once for each decision."""
        expression = self.expression
        return post_email(
            kind=KIND,
            to=self.to,
            template=_template(expression),
            subject=self.subject,
            context=_context(expression, self.opening, own_page(expression, expression.link)),
            reason=self.reason,
            language=self.language,
            partnership=expression.partnership,
            about=expression,
            once=f"{KIND}.{expression.pk}.{expression.decided_at:%Y%m%d%H%M%S%f}",
            is_secret=True,
        )


def write_decision(expression: Expression, opening: str) -> DecisionLetter:
    """The letter in the company's language; ``opening`` is the first paragraph of all letters of a batch."""
    language = language_of(expression.language)
    with translation.override(language):
        subject = _("Your expression of interest %(reference)s") % {
            "reference": expression.reference
        }
        reason = _("You sent an expression of interest to %(partnership)s.") % {
            "partnership": expression.partnership.acronym
        }
        text, html = render(
            _template(expression),
            _context(expression, opening, own_page(expression, HIDDEN_LINK)),
            subject=subject,
            reason=reason,
            partnership=expression.partnership,
        )
    return DecisionLetter(
        expression, opening, expression.email, language, subject, reason, text, html
    )


def own_page(expression: Expression, link: str) -> str:
    """The company's own page behind its private link, in its language."""
    with translation.override(language_of(expression.language)):
        address = reverse("expression", args=[PLACE]).replace(PLACE, link)
    return f"{settings.SITE_URL}{address}"


def _template(expression: Expression) -> str:
    is_selected = expression.state == ExpressionState.SELECTED
    return f"smes/reviewing/{'selected' if is_selected else 'declined'}"


def _context(expression: Expression, opening: str, address: str) -> dict[str, object]:
    return {
        "name": expression.contact_name,
        "opening": opening.strip(),
        "expression": expression,
        "decision_reason": expression.decision_reason,
        "address": address,
    }
