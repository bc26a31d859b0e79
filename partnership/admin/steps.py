"""The first steps of the guided entry."""

from common.admin import GuidedStep
from partnership.models import Membership, Partnership, TargetMarket

STEPS = (
    GuidedStep(
        order=10,
        key="partnership",
        model=Partnership,
        title="The partnership",
        purpose="Name, period and programme: every page and report begins with them.",
        missing="",
        add_label="Open",
        is_partnership=True,
    ),
    GuidedStep(
        order=20,
        key="members",
        model=Membership,
        title="Members",
        purpose="The clusters of the consortium; one of them coordinates.",
        missing="No cluster is a member yet. Begin with the coordinator.",
        add_label="Add a member",
    ),
    GuidedStep(
        order=30,
        key="markets",
        model=TargetMarket,
        title="Target markets",
        purpose="The countries that you lead your SMEs into: each is a row of the tables.",
        missing="No market is entered yet; events, agreements and cases need one.",
        add_label="Add a market",
    ),
)
