"""What an SME has sent, as reviewers and gateways read it."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from smes.choices import Ownership
from smes.models import Expression

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Application:
    """An expression in words: what is asked, answers to own questions, files with their addresses."""

    company: Facts
    contact: Facts
    wishes: Facts
    texts: Facts
    answers: Facts
    files: tuple[tuple[str, int, str], ...]


INTERNAL = {
    "VAT or register number",
    "SME category",
    "Turnover",
    "Balance sheet total",
    "Year of the figures",
    "Ownership",
}
"""What decides about eligibility, and no gateway needs."""


def for_gateway(application: Application) -> Application:
    """The same without what a gateway does not need."""
    company = tuple(fact for fact in application.company if fact[0] not in INTERNAL)
    return replace(application, company=company)


def describe_application(expression: Expression, file_url: str, *args: Any) -> Application:
    """Everything that the SME typed. Six queries. ``file_url`` names the address of a file."""
    return Application(
        _known(
            ("Name", expression.company_name),
            ("Country", expression.country.name),
            ("Town", expression.city),
            ("Website", expression.website),
            ("VAT or register number", expression.registration_number),
            ("Member of", expression.member_of.short_name if expression.member_of else ""),
            ("Sector", expression.sector),
            ("SME category", expression.sme_category.label),
            ("People employed", _number(expression.headcount)),
            ("Turnover", _money(expression.turnover)),
            ("Balance sheet total", _money(expression.balance_sheet_total)),
            ("Year of the figures", str(expression.figures_year or "")),
            ("Ownership", Ownership(expression.ownership).label if expression.ownership else ""),
        ),
        _known(
            ("Contact", expression.contact_name),
            ("Function", expression.contact_function),
            ("E-mail", expression.email),
            ("Telephone", expression.phone),
        ),
        _known(
            ("Markets", ", ".join(row.label for row in expression.markets.all())),
            ("Services", ", ".join(row.name for row in expression.services.all())),
            ("Gateways wanted", ", ".join(row.name for row in expression.gateways.all())),
            ("Objectives", ", ".join(row.label for row in expression.objectives.all())),
        ),
        _known(("What the company does", expression.profile), ("What it seeks", expression.seeks)),
        _known(
            *(
                (row.question.text, row.value)
                for row in expression.answers.select_related("question")
            )
        ),
        tuple(
            (file.name, file.size, reverse(file_url, args=[*args, file.pk]))
            for file in expression.files.all()
        ),
    )


def _known(*facts: tuple[str, str]) -> Facts:
    return tuple((label, text) for label, text in facts if text)


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _money(value: Any) -> str:
    return "" if value is None else f"{value:,.0f} EUR"
