"""Words of the pages of participants that stand in no template."""

from django.utils.translation import gettext_lazy as _

from events.choices import RegistrationState
from gateways.choices import Side

SIDES = {
    Side.EU_CLUSTER: _("European cluster or network"),
    Side.EU_SME: _("European company"),
    Side.THIRD_INTERMEDIARY: _("Cluster, agency or institute beyond Europe"),
    Side.THIRD_BUSINESS: _("Company beyond Europe"),
}
"""Which side an organisation stands on, as registrants read it."""

STATES = {
    RegistrationState.UNCONFIRMED: (
        _("One click is left"),
        _("Confirm your address with the link in our e-mail. Until then we keep no place for you."),
    ),
    RegistrationState.REGISTERED: (
        _("Your registration waits for a decision"),
        _("The organisers look at it. They tell you by e-mail as soon as they have decided."),
    ),
    RegistrationState.WAITING_LIST: (
        _("You are on the waiting list"),
        _("All places are taken. As soon as enough become free you move up, and we write to you."),
    ),
    RegistrationState.CONFIRMED: (
        _("You take part"),
        _("Your registration is confirmed. We look forward to seeing you."),
    ),
    RegistrationState.DECLINED: (
        _("Your registration could not be accepted"),
        _("The organisers have decided otherwise this time."),
    ),
    RegistrationState.CANCELLED: (
        _("Your registration is cancelled"),
        _("Nobody expects you any more. If this was a mistake, register again or write to us."),
    ),
}
"""How far a registration has come: a heading, and what it means."""
