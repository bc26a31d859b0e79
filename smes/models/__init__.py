"""Records of companies, expressions of interest, support, outcomes and cooperation cases."""

from smes.models.cases import ClusterCase, ClusterCasePartner, SMECase
from smes.models.companies import Company
from smes.models.expressions import (
    Expression,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
    ExpressionStep,
)
from smes.models.objectives import Objective
from smes.models.outcomes import Outcome, OutcomeRequest, Satisfaction, Testimonial
from smes.models.questions import Answer, Question
from smes.models.reviews import Criterion, Handover, Review, Score
from smes.models.support import SupportCase, SupportContact, SupportFile, WorkStep

__all__ = [
    "Answer",
    "ClusterCase",
    "ClusterCasePartner",
    "Company",
    "Criterion",
    "Expression",
    "ExpressionConsent",
    "ExpressionFile",
    "ExpressionMessage",
    "ExpressionStep",
    "Handover",
    "Objective",
    "Outcome",
    "OutcomeRequest",
    "Question",
    "Review",
    "SMECase",
    "Satisfaction",
    "Score",
    "SupportCase",
    "SupportContact",
    "SupportFile",
    "Testimonial",
    "WorkStep",
]
