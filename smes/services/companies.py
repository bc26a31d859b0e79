"""From what an SME typed to a company in the directory."""

from django.db import transaction

from gateways.models import Organisation
from partnership.models import User
from smes.exceptions import CompanyIsKnown
from smes.models import Company, Expression
from smes.services.accounts import invite_who_asked
from smes.services.states import lock_expression

TAKEN_OVER = (
    "country",
    "website",
    "registration_number",
    "sector",
    "profile",
    "ownership",
    "headcount",
    "turnover",
    "balance_sheet_total",
)
"""What a new company takes over from the expression, field by field."""


@transaction.atomic
def enter_company(*, expression: Expression, by: User, company: Company | None = None) -> Company:
    """Say which company of the directory an expression is of; without one, a new one is entered.

    An expression that has a company keeps it, and that one is returned; so it is safe to run twice.
    Raises ``CompanyIsKnown`` where the directory has one of that name in that country, and
    ``ValidationError`` for what does not make a company.
    """
    locked = lock_expression(expression)
    if locked.company is not None and company is None:
        return locked.company
    if company is None:
        company = Company(
            partnership=locked.partnership,
            name=locked.company_name,
            cluster=locked.cluster or locked.member_of,
            **{name: getattr(locked, name) for name in TAKEN_OVER},
        )
        _require_new_name(company)
        company.full_clean(exclude=["pseudonym_number", "organisation_ptr", "side", "kind"])
        company._history_user = by  # type: ignore[attr-defined]
        company.save()
    locked.company = company
    locked.save(update_fields=["company", "updated_at"])
    invite_who_asked(expression=locked)
    return company


def _require_new_name(company: Company) -> None:
    same = Organisation.objects.filter(
        partnership=company.partnership, name__iexact=company.name, country=company.country
    )
    if same.exists():
        raise CompanyIsKnown(
            f"The directory has “{company.name}” in {company.country.name} already. Say that it is that "
            "company; or, if it is another one, let its name differ first."
        )
