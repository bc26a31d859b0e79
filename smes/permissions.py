"""What each role may do to companies, expressions of interest, support and cases.

It also decides what partner staff see of organisations.

Whatever is hidden from partners is seen by the staff of its own cluster alone; that holds for a
company wherever it appears.
"""

from typing import Any

from django.db.models import Q, QuerySet
from rules.predicates import predicate

from common.access import (
    EVERY_RECORD,
    Reach,
    Standing,
    grant,
    grant_all,
    own_cluster,
    own_organisation,
    own_partnership,
    standing_of,
    where,
)
from gateways.models import AgreementParty, Contact, Organisation
from partnership.choices import Confidentiality, RoleKind
from smes.choices import HandoverState, ReviewState
from smes.models import (
    Answer,
    ClusterCase,
    ClusterCasePartner,
    Company,
    Criterion,
    Expression,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
    ExpressionStep,
    Handover,
    Objective,
    Outcome,
    OutcomeRequest,
    Question,
    Review,
    Satisfaction,
    Score,
    SMECase,
    SupportCase,
    SupportContact,
    SupportFile,
    Testimonial,
    WorkStep,
)

COORDINATOR, PARTNER, OFFICER = RoleKind.COORDINATOR, RoleKind.PARTNER, RoleKind.OFFICER
GATEWAY, SME = RoleKind.GATEWAY_CONTACT, RoleKind.SME_CONTACT

OWN = own_partnership()
OF_CASE = own_partnership("case__partnership")


def not_hidden(*paths: str) -> Reach:
    """Records on which no path leads to something hidden from partners."""
    condition = Q()
    for path in paths:
        condition &= ~Q(**{path: Confidentiality.HIDDEN_FROM_PARTNERS})
    return where("not hidden from partners", condition)


def known_organisation(path: str) -> Reach:
    """Records whose organisation is no hidden company, or is one of the own cluster."""
    is_own = own_cluster(f"{path}__cluster", f"{path}__partnership")
    return not_hidden(f"{path}__company__confidentiality") | is_own


# Objectives are common to all partnerships.
grant(Objective, to=(COORDINATOR, PARTNER, OFFICER), view=EVERY_RECORD)

grant_all(Company, SMECase, ClusterCase, to=COORDINATOR, within=OWN)
grant(Company, SMECase, ClusterCase, to=OFFICER, view=OWN)
grant_all(ClusterCasePartner, to=COORDINATOR, within=OF_CASE)
grant(ClusterCasePartner, to=OFFICER, view=OF_CASE)

# Partner staff edit what belongs to their own cluster, and read the rest.
own_company = own_cluster()
grant(
    Company,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality") | own_company),
    add=own_company,
    change=own_company,
)
own_sme = own_cluster("company__cluster")
grant(
    SMECase,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality", "company__confidentiality") | own_sme),
    add=own_sme,
    change=own_sme,
    delete=own_sme,
)
own_case = own_cluster("clusters")
grant(
    ClusterCase,
    to=PARTNER,
    view=OWN & (not_hidden("confidentiality") | own_case),
    add=own_case,
    change=own_case,
    delete=own_case,
)
part_of_own_case = own_cluster("case__clusters", "case__partnership")
grant(
    ClusterCasePartner,
    to=PARTNER,
    view=OF_CASE & known_organisation("organisation") & not_hidden("case__confidentiality")
    | part_of_own_case,
    add=part_of_own_case,
    change=part_of_own_case,
    delete=part_of_own_case,
)

# Organisations are companies, too.
grant(
    Organisation,
    to=PARTNER,
    view=OWN & (not_hidden("company__confidentiality") | own_company),
    add=OWN & where("beyond Europe", Q(company=None)),
)
grant(
    Contact,
    to=PARTNER,
    view=own_partnership("organisation__partnership") & known_organisation("organisation"),
    add=own_cluster("organisation__cluster", "organisation__partnership"),
    change=own_cluster("organisation__cluster", "organisation__partnership"),
    delete=own_cluster("organisation__cluster", "organisation__partnership"),
)
grant(
    AgreementParty,
    to=PARTNER,
    view=own_partnership("agreement__partnership") & known_organisation("organisation"),
)

# Those who are served see what is theirs.
grant(Company, to=SME, view=own_organisation("pk"))
grant(SMECase, to=SME, view=own_organisation("company"))
grant(SMECase, to=GATEWAY, view=own_organisation("partner"))
grant(ClusterCase, to=GATEWAY, view=own_organisation("partners"))

# Expressions of interest -----------------------------------------------------------------------

OF_EXPRESSION = own_partnership("expression__partnership")
EXPRESSION_PARTS = (
    Answer,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
    ExpressionStep,
    Handover,
    Review,
)


def sent(path: str = "") -> Reach:
    """Expressions that were sent: a draft is nobody’s but the SME’s."""
    return where("sent", Q(**{f"{path}number__isnull": False}))


def cared_for(path: str = "") -> Reach:
    """Expressions of SMEs of the own cluster: its own care, or members by their own word."""
    home = f"{path}partnership"
    return own_cluster(f"{path}cluster", home) | own_cluster(f"{path}member_of", home)


def handed_over(path: str = "") -> Reach:
    """Expressions that were handed over to the own organisation, which has not declined."""

    def condition(_: Any, standing: Standing, role: str) -> Q | None:
        ids = standing.organisations(role)
        if not ids:
            return None
        theirs = Handover.objects.filter(organisation__in=ids, state__in=HandoverState.in_hand())
        return Q(**{f"{path}pk__in": theirs.values("expression")})

    return Reach("handed over to the own organisation", condition)


grant_all(Criterion, Question, to=COORDINATOR, within=OWN)
grant(Criterion, Question, to=(PARTNER, OFFICER), view=OWN)

grant(Expression, to=COORDINATOR, view=OWN & sent(), change=OWN & sent())
grant(Expression, to=PARTNER, view=cared_for() & sent(), change=cared_for() & sent())
grant(Expression, to=GATEWAY, view=handed_over())
grant(Expression, to=SME, view=own_organisation("company"))
for part in EXPRESSION_PARTS:
    grant(part, to=COORDINATOR, view=OF_EXPRESSION & sent("expression__"))
    grant(part, to=PARTNER, view=cared_for("expression__") & sent("expression__"))
grant(Score, to=COORDINATOR, view=own_partnership("review__expression__partnership"))

# Selecting is the coordinator’s; those who care for an SME prepare it.
grant(Expression, to=COORDINATOR, select=OWN & sent(), assign=OWN & sent())
grant(Expression, to=COORDINATOR, check=OWN & sent())
grant(Expression, to=PARTNER, check=cared_for() & sent(), hand_over=cared_for() & sent())
grant(Expression, to=COORDINATOR, hand_over=OWN & sent())


@predicate
def is_own_review(user: Any, review: Review | None) -> bool:
    """Whether somebody is the reviewer who was asked."""
    return review is not None and review.reviewer_id == getattr(user, "pk", None)


@predicate
def is_not_barred(user: Any, review: Review | None) -> bool:
    """Whether the reviewer has declared no conflict of interest."""
    return review is not None and review.state != ReviewState.CONFLICT


def works_on_expressions(user: Any, partnership_id: int) -> bool:
    """Works with the expressions of a partnership: its coordinators and the staff of its partners."""
    return standing_of(user).has(partnership_id, COORDINATOR, PARTNER)


def reads_all_expressions(user: Any, partnership_id: int) -> bool:
    """Sees every expression of a partnership, and not those of the own cluster alone."""
    return standing_of(user).has(partnership_id, COORDINATOR)


def is_barred(user: Any, expression: Expression) -> bool:
    """Whether somebody declared a conflict of interest with an expression; one query.

    Who is barred neither reads it nor decides on it, whatever the role.
    """
    return Review.objects.barred().filter(expression=expression, reviewer=user.pk).exists()


def without_barred(rows: QuerySet, user: Any, path: str = "pk") -> QuerySet:
    """Rows without those that belong to an expression from which somebody is barred.

    ``path`` leads to the expression. No query of its own.
    """
    barred = Review.objects.barred().filter(reviewer=user.pk)
    return rows.exclude(**{f"{path}__in": barred.values("expression")})


def may_see_scores(user: Any, expression: Expression) -> bool:
    """Reads what reviewers gave: coordinators and reviewers, but nobody whose own review is not done."""
    own = Review.objects.filter(expression=expression, reviewer=user.pk).first()
    if own is not None:
        return own.state == ReviewState.DONE
    return reads_all_expressions(user, expression.partnership_id)


may_review = is_own_review
"""Reads the expression and declares a conflict of interest."""
may_score = is_own_review & is_not_barred
"""Gives scores."""

# Support -----------------------------------------------------------------------------------------

CASE_PARTS = (WorkStep, SupportContact, SupportFile, Outcome)
OF_SUPPORT = own_partnership("case__partnership")


def supported(path: str = "") -> Reach:
    """Support cases of SMEs of the own cluster."""
    home = f"{path}partnership"
    return own_cluster(f"{path}cluster", home) | own_cluster(f"{path}company__cluster", home)


def open_to_partners(path: str = "") -> Reach:
    """Support cases that are not hidden from partners, nor is their company."""
    return not_hidden(f"{path}confidentiality", f"{path}company__confidentiality")


grant_all(SupportCase, to=COORDINATOR, within=OWN)
grant(SupportCase, to=OFFICER, view=OWN)
grant(
    SupportCase,
    to=PARTNER,
    view=OWN & open_to_partners() | supported(),
    add=supported(),
    change=supported(),
)
grant(SupportCase, to=GATEWAY, view=own_organisation("organisation"))
grant(SupportCase, to=SME, view=own_organisation("company"))
grant_all(*CASE_PARTS, to=COORDINATOR, within=OF_SUPPORT)
grant(WorkStep, Outcome, to=OFFICER, view=OF_SUPPORT)
for part_of_case in CASE_PARTS:
    grant(
        part_of_case,
        to=PARTNER,
        view=supported("case__"),
        add=supported("case__"),
        change=supported("case__"),
    )
    grant(part_of_case, to=GATEWAY, view=own_organisation("case__organisation"))
    grant(part_of_case, to=SME, view=own_organisation("case__company"))
# The company reads no internal notes, see docs/adr/0024.
grant(
    SupportContact,
    to=SME,
    view=own_organisation("case__company") & where("not internal", Q(is_internal=False)),
)
grant(OutcomeRequest, to=COORDINATOR, view=OF_SUPPORT)
grant(OutcomeRequest, to=PARTNER, view=supported("case__"))
# The gateway learns averages only, see smes/querysets.py.
grant(Satisfaction, to=(COORDINATOR, OFFICER), view=OF_SUPPORT)
grant(Satisfaction, to=PARTNER, view=supported("case__"))
grant_all(Testimonial, to=COORDINATOR, within=OWN)
grant(Testimonial, to=OFFICER, view=OWN)
grant(
    Testimonial,
    to=PARTNER,
    view=own_sme,
    add=own_sme,
    change=own_sme,
)
grant(Testimonial, to=SME, view=own_organisation("company"))
