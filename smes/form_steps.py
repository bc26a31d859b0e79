"""The steps of the form in their order, and what must be told before it can be sent."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FormStep(models.TextChoices):
    """A step of the form, by the end of its address."""

    COMPANY = "company", _("Your company")
    MARKETS = "markets", _("Markets and services")
    WISHES = "wishes", _("What you seek")
    CONSENTS = "consents", _("Consents")
    CHECK = "check", _("Check and send")

    @property
    def next(self) -> "FormStep":
        """The step that follows; the last one is its own."""
        steps = list(FormStep)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]

    @property
    def previous(self) -> "FormStep":
        """The step before; the first one is its own."""
        steps = list(FormStep)
        return steps[max(steps.index(self) - 1, 0)]


REQUIRED: dict[FormStep, dict[str, Promise]] = {
    FormStep.COMPANY: {
        "company_name": _("Enter the name of your company."),
        "country": _("Choose the country of your company."),
        "contact_name": _("Enter the name of the person whom we answer."),
        "email": _("Enter an e-mail address, so that we can answer."),
    },
    FormStep.MARKETS: {"markets": _("Choose at least one market.")},
    FormStep.WISHES: {"seeks": _("Tell us in a sentence or two what you seek.")},
}
"""What must be told, and what to say where it is not."""

ANSWER_MISSING = _("Answer this question.")
CONSENT_MISSING = _("Without this consent we may not keep what you entered, so it cannot be sent.")
DOES_NOT_FIT = _("What you entered here does not fit yet.")
