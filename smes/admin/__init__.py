"""The coordination office's pages of companies, expressions of interest, support and cases."""

from common.admin import guided_steps, link_sources, register_waiting, waiting_sources
from smes.admin.steps import STEPS
from smes.admin.waiting import WAITING
from smes.admin.waiting_expressions import WAITING as WAITING_REVIEWS
from smes.admin.waiting_expressions import waiting_expressions
from smes.admin.waiting_support import WAITING as WAITING_SUPPORT

# The index shows models in the order of their registration.
# isort: off
from smes.admin.companies import CompanyAdmin
from smes.admin.cases import ClusterCaseAdmin, ClusterCasePartnerAdmin, ObjectiveAdmin, SMECaseAdmin
from smes.admin.expressions import (
    WAITING as EXPRESSIONS_WAITING,
    AnswerAdmin,
    ExpressionAdmin,
    ExpressionConsentAdmin,
    ExpressionFileAdmin,
    ExpressionStepAdmin,
)
from smes.admin.questions import QuestionAdmin
from smes.admin.messages import WAITING as MESSAGES_WAITING
from smes.admin.messages import ExpressionMessageAdmin
from smes.admin.reviewing import CriterionAdmin, HandoverAdmin, ReviewAdmin, ScoreAdmin
from smes.admin.support import (
    SatisfactionAdmin,
    SupportCaseAdmin,
    SupportContactAdmin,
    SupportFileAdmin,
    WorkStepAdmin,
    support_link,
)
from smes.admin.outcomes import OutcomeAdmin, OutcomeRequestAdmin
from smes.admin.testimonials import TestimonialAdmin
# isort: on

__all__ = [
    "AnswerAdmin",
    "ClusterCaseAdmin",
    "ClusterCasePartnerAdmin",
    "CompanyAdmin",
    "CriterionAdmin",
    "ExpressionAdmin",
    "ExpressionConsentAdmin",
    "ExpressionFileAdmin",
    "ExpressionMessageAdmin",
    "ExpressionStepAdmin",
    "HandoverAdmin",
    "ObjectiveAdmin",
    "OutcomeAdmin",
    "OutcomeRequestAdmin",
    "QuestionAdmin",
    "ReviewAdmin",
    "SMECaseAdmin",
    "SatisfactionAdmin",
    "ScoreAdmin",
    "SupportCaseAdmin",
    "SupportContactAdmin",
    "SupportFileAdmin",
    "TestimonialAdmin",
    "WorkStepAdmin",
]

register_waiting(
    *WAITING, *EXPRESSIONS_WAITING, *WAITING_REVIEWS, *MESSAGES_WAITING, *WAITING_SUPPORT
)
waiting_sources.append(waiting_expressions)
link_sources.append(support_link)
guided_steps += STEPS
