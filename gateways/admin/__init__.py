"""The coordination office's pages of organisations, agreements and services."""

from common.admin import guided_steps, register_waiting

# The index shows models in the order of their registration.
# isort: off
from gateways.admin.organisations import AgreementAdmin, AgreementPartyAdmin, OrganisationAdmin
from gateways.admin.contacts import ContactAdmin
from gateways.admin.services import OfferAdmin, ServiceAdmin

# isort: on
from gateways.steps import STEPS
from gateways.waiting import WAITING

__all__ = [
    "AgreementAdmin",
    "AgreementPartyAdmin",
    "ContactAdmin",
    "OfferAdmin",
    "OrganisationAdmin",
    "ServiceAdmin",
]

register_waiting(*WAITING)
guided_steps += STEPS
