"""What the database refuses of invitations."""

from typing import Any

from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
)
from tests.rules import at, twin

AGAIN = (
    "This address is invited to this role already. Send that invitation again, or revoke it first."
)


def _invitation(**changes: Any) -> Any:
    return InvitationFactory.build(
        **{"invited_by": None, "partnership": PartnershipFactory(), **changes}
    )


def _member() -> dict[str, Any]:
    member = MembershipFactory()
    return {"kind": "partner", "partnership": member.partnership, "cluster": member.cluster}


INVITATION_RULES = {
    "invitation_kind_known": lambda: (
        _invitation(kind="king"),
        {"kind": ["Value 'king' is not a valid choice."]},
    ),
    "invitation_one_place": lambda: (
        _invitation(partnership=None),
        at(
            "partnership",
            "Choose the partnership; only project officers may have a programme instead.",
        ),
    ),
    "invitation_programme_officers_only": lambda: (
        _invitation(partnership=None, programme=ProgrammeFactory()),
        at("programme", "Only project officers have a whole programme. Choose a partnership."),
    ),
    "invitation_cluster_of_partner_staff": lambda: (
        _invitation(kind="partner"),
        at(
            "cluster",
            "Partner staff need the cluster that they work for; other roles have none.",
        ),
    ),
    "invitation_open_once_in_partnership": lambda: (
        twin(InvitationFactory, ["email", "partnership"], invited_by=None),
        at("email", AGAIN),
    ),
    "invitation_open_once_in_cluster": lambda: (
        twin(
            InvitationFactory,
            ["email", "kind", "partnership", "cluster"],
            first=_member(),
            invited_by=None,
        ),
        at("email", AGAIN),
    ),
    "invitation_open_once_in_programme": lambda: (
        twin(
            InvitationFactory,
            ["email", "kind", "partnership", "programme"],
            first={"kind": "project officer", "partnership": None, "programme": ProgrammeFactory()},
            invited_by=None,
        ),
        at("email", AGAIN),
    ),
}
