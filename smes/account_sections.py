"""What contacts of SMEs and of gateways find on their account page."""

from typing import Any

from common.access import standing_of
from partnership.accounts.sections import Section, SectionRow, account_sections
from partnership.choices import RoleKind
from smes.choices import HandoverState
from smes.models import Expression, Handover, SupportCase


def my_expressions(person: Any) -> Section | None:
    """The expressions of interest of the companies for which somebody is a contact. One query."""
    companies = standing_of(person).organisations(RoleKind.SME_CONTACT)
    if not companies:
        return None
    found = Expression.objects.sent().filter(company__in=companies).order_by("-submitted_at", "-pk")
    rows = tuple(
        SectionRow(
            f"{expression.reference}, {expression.company_name}",
            str(expression.shown_state.label),
            "expression",
            expression.link,
        )
        for expression in found
    )
    return Section("expressions", "My expressions of interest", rows)


def my_support_cases(person: Any) -> Section | None:
    """The support cases of those companies, or of those gateways. One query."""
    standing = standing_of(person)
    companies = standing.organisations(RoleKind.SME_CONTACT)
    gateways = standing.organisations(RoleKind.GATEWAY_CONTACT)
    if not companies and not gateways:
        return None
    cases = SupportCase.objects.visible_to(person).select_related("company", "market")
    rows = tuple(
        SectionRow(
            f"{case.company.name}, {case.market.label}: {case.title}",
            str(case.get_state_display()),
            "support_case",
            case.sme_link if case.company_id in companies else case.gateway_link,
        )
        for case in cases.order_by("-created_at", "-pk")
        if case.company_id in companies or case.organisation_id in gateways
    )
    return Section("support", "My support cases", rows)


def handed_over_to_us(person: Any) -> Section | None:
    """What was handed over to the gateways for which somebody is a contact. One query."""
    gateways = standing_of(person).organisations(RoleKind.GATEWAY_CONTACT)
    if not gateways:
        return None
    found = Handover.objects.filter(
        organisation__in=gateways, state__in=HandoverState.in_hand()
    ).select_related("expression", "market")
    rows = tuple(
        SectionRow(
            f"{handover.expression.company_name}, {handover.market.label}",
            str(handover.get_state_display()),
            "handover",
            handover.link,
        )
        for handover in found.order_by("-sent_at", "-pk")
    )
    return Section("handovers", "Handed over to us", rows)


account_sections += [my_expressions, handed_over_to_us, my_support_cases]
