"""E-mails about outcomes and testimonials."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from partnership.choices import RoleKind
from partnership.mail.posting import post_email
from partnership.models import Email, User
from smes.addressees import Addressee
from smes.emails.addresses import page_address
from smes.models import Outcome, OutcomeRequest, SupportCase, Testimonial


def post_outcome_request(
    request: OutcomeRequest, addressee: Addressee, *, is_reminder: bool
) -> Email:
    """Ask an SME what came of its support."""
    case = request.case
    return post_email(
        kind="smes.outcome_reminder" if is_reminder else "smes.outcome_request",
        to=addressee.email,
        language=addressee.language,
        template="smes/outcomes/request",
        subject=_("What came of our support?"),
        context={
            "name": addressee.name,
            "case": case,
            "market": case.market.label,
            "known": Outcome.objects.filter(case=case).unanswered().count(),
            "is_reminder": is_reminder,
            "address": page_address("outcomes", request.link, language=addressee.language),
        },
        reason=_("The partnership has supported your company and must tell its results."),
        partnership=case.partnership,
        about=request,
        is_secret=True,
    )


def post_outcomes_disputed(case: SupportCase, outcomes: Sequence[Outcome]) -> list[Email]:
    """Tell those who care for the SME that it calls outcomes wrong, and why."""
    return [
        post_email(
            kind="smes.outcomes_disputed",
            to=person.email,
            template="smes/outcomes/disputed",
            subject=f"Not right, says the company: {case.company.name}",
            context={
                "name": str(person),
                "case": case,
                "outcomes": outcomes,
                "address": page_address("admin:smes_outcome_change", outcomes[0].pk),
            },
            reason="You take care of this company in the partnership.",
            partnership=case.partnership,
            about=outcomes[0],
        )
        for person in carers_of(case)
    ]


def carers_of(case: SupportCase) -> list[User]:
    """Who takes care of an SME: the coordinators, and the partner staff of its home cluster."""
    coordinators = User.objects.filter(
        roles__kind=RoleKind.COORDINATOR, roles__partnership=case.partnership_id
    )
    partners = User.objects.filter(
        roles__kind=RoleKind.PARTNER,
        roles__partnership=case.partnership_id,
        roles__cluster__in=[case.cluster_id or 0, case.company.cluster_id or 0],
    )
    people = (coordinators | partners).filter(is_active=True)
    return list(people.distinct().order_by("pk"))


def post_testimonial_request(testimonial: Testimonial, name: str = "") -> Email:
    """Ask an SME for a few words that may be published."""
    return _post_testimonial(
        testimonial, "testimonial_request", _("A few words about our support?"), name
    )


def post_testimonial_approval(testimonial: Testimonial) -> Email:
    """Send the edited text to its author."""
    return _post_testimonial(
        testimonial, "testimonial_approval", _("May we publish your words like this?")
    )


def _post_testimonial(
    testimonial: Testimonial, message: str, subject: object, name: str = ""
) -> Email:
    language = testimonial.language
    return post_email(
        kind=f"smes.{message}",
        to=testimonial.email,
        language=language,
        template=f"smes/outcomes/{message}",
        subject=subject,
        context={
            "name": name,
            "testimonial": testimonial,
            "address": page_address("testimonial", testimonial.link, language=language),
        },
        reason=_("The partnership has supported your company."),
        partnership=testimonial.partnership,
        about=testimonial,
        is_secret=True,
    )
