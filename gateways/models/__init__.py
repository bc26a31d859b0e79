"""Records of organisations, agreements and services."""

from gateways.models.agreements import Agreement, AgreementParty
from gateways.models.contacts import Contact
from gateways.models.organisations import Organisation
from gateways.models.services import Offer, Service

__all__ = ["Agreement", "AgreementParty", "Contact", "Offer", "Organisation", "Service"]
