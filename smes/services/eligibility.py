"""What the records tell of whether an expression may be selected; the verdict is a person's."""

from dataclasses import dataclass
from typing import Any

from smes.choices import CompanyCategory
from smes.consents import SHARING
from smes.countries import ELIGIBLE
from smes.duplicates import other_expressions
from smes.models import Expression

NEEDED = {
    "company_name": "name of the company",
    "country": "country",
    "contact_name": "contact",
    "email": "e-mail address",
    "profile": "what the company does",
    "seeks": "what it seeks",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist; ``is_met`` is None where nobody can tell from the records."""

    key: str
    label: str
    is_met: bool | None
    detail: str


def shares_with_gateways(expression: Expression) -> bool:
    """Whether the company agrees, now, that gateways see its expression; one query."""
    return expression.consents.filter(text__key=SHARING.key, withdrawn_at=None).exists()


def check_eligibility(expression: Expression, user: Any) -> list[Check]:
    """The checklist as the records stand now, as far as somebody may see them. Four queries at most."""
    markets = list(expression.markets.all())
    return [
        _country(expression),
        _category(expression),
        Check(
            "markets",
            "Wants to go to a target market of the partnership",
            any(market.partnership_id == expression.partnership_id for market in markets),
            ", ".join(market.label for market in markets) or "No market is chosen.",
        ),
        _complete(expression),
        _consent(expression),
        _single(expression, user),
    ]


def _country(expression: Expression) -> Check:
    code = expression.country.code or ""
    return Check(
        "country",
        "Is established in a country of the European Union or of COSME",
        code in ELIGIBLE if code else None,
        expression.country.name or "No country is given.",
    )


def _category(expression: Expression) -> Check:
    category = expression.sme_category
    is_met = None if category == CompanyCategory.UNDECIDED else category != CompanyCategory.LARGE
    return Check("category", "Is an SME", is_met, category.label)


def _complete(expression: Expression) -> Check:
    missing = [label for name, label in NEEDED.items() if not getattr(expression, name)]
    detail = f"Missing: {', '.join(missing)}." if missing else "Everything needed is there."
    return Check("complete", "Is complete", not missing, detail)


def _consent(expression: Expression) -> Check:
    shares = shares_with_gateways(expression)
    return Check(
        "consent",
        "Agrees that gateways see its expression",
        shares,
        "The company has agreed." if shares else "Without it, it cannot be handed over.",
    )


def _single(expression: Expression, user: Any) -> Check:
    others = other_expressions(expression)
    return Check("single", "Has no other expression under way", not others, _named(others, user))


def _named(others: list[Expression], user: Any) -> str:
    """The references of other expressions; one that somebody may not see is told without."""
    if not others:
        return "This is the only one."
    rows = Expression.objects.visible_to(user).filter(pk__in=[row.pk for row in others])
    known = list(rows.order_by("number").values_list("reference", flat=True))
    unseen = len(others) - len(known)
    more = [f"{unseen} with another cluster"] if unseen else []
    return ", ".join([*known, *more])
