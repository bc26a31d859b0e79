"""The steps of the guided entry that lead to the doors into markets."""

from common.admin import GuidedStep
from gateways.models import Agreement, Organisation, Service

STEPS = (
    GuidedStep(
        order=40,
        key="organisations",
        model=Organisation,
        title="Organisations",
        purpose="Whom you deal with beyond Europe: clusters, agencies, experts, businesses.",
        missing="No organisation is entered yet.",
        add_label="Add an organisation",
    ),
    GuidedStep(
        order=45,
        key="services",
        model=Service,
        title="Services",
        purpose="What SMEs can ask for. An empty catalogue can take over the usual ones from its list.",
        missing="No service is entered yet.",
        add_label="Add a service",
    ),
    GuidedStep(
        order=60,
        key="agreements",
        model=Agreement,
        title="Agreements",
        purpose="What you agreed with them: MoUs, gateway agreements, and until when they hold.",
        missing="No agreement is entered yet.",
        add_label="Add an agreement",
    ),
)
