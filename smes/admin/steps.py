"""The steps of the guided entry that lead to companies and cases."""

from common.admin import GuidedStep
from smes.models import ClusterCase, Company, SMECase

STEPS = (
    GuidedStep(
        order=70,
        key="companies",
        model=Company,
        title="Companies",
        purpose="The European SMEs that you help, and who must not learn their names.",
        missing="No company is entered yet.",
        add_label="Add a company",
    ),
    GuidedStep(
        order=80,
        key="cluster-cases",
        model=ClusterCase,
        title="Cooperation cases by clusters",
        purpose="What the clusters brought about together with their partners.",
        missing="No case by clusters is entered yet.",
        add_label="Add a case",
    ),
    GuidedStep(
        order=90,
        key="cases",
        model=SMECase,
        title="Cooperation cases by SMEs",
        purpose="What came of it for single SMEs: the results that the agency asks for.",
        missing="No case by an SME is entered yet.",
        add_label="Add a case",
    ),
)
