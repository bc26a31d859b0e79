"""Records of organisations and agreements."""

from gateways.models.agreements import Agreement, AgreementParty
from gateways.models.contacts import Contact
from gateways.models.organisations import Organisation

__all__ = ["Agreement", "AgreementParty", "Contact", "Organisation"]
